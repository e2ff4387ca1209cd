//! What is said of a job at every index.

use crate::finding::{Answer, Decision};
use crate::inspect::AtIndex;
use crate::workflow::ComparedFile;

use super::{reason, undecided};

pub(in crate::report::lang) fn everywhere(indexes: &[AtIndex]) -> String {
    let accepting = indexes.iter().filter(|at| at.is_accepted()).count();
    match indexes.len() {
        0 => "não há nisto claims sobre as quais consultar um índice".to_owned(),
        all => format!(
            "este job seria aceito por {accepting} de {all} índices, cada um com um token próprio"
        ),
    }
}

pub(in crate::report::lang) fn at_index(at: &AtIndex) -> String {
    let index = &at.index.name;
    match &at.decision {
        Decision::Accept => format!("o {index} aceita"),
        Decision::Reject => {
            let crash = matches!(at.prediction.answer, Answer::Crash { .. });
            let verb = if crash { "quebra com isto" } else { "recusa" };
            match at.stop.as_ref().and_then(|step| step.reason.as_ref()) {
                Some(why) => format!("o {index} {verb}: {}", reason(why, &at.index)),
                None => format!("o {index} {verb}"),
            }
        }
        Decision::Undecided {
            accepted_if_genuine: true,
            ..
        } => format!("o {index} aceita, se o token for genuíno e estiver no prazo"),
        Decision::Undecided { open, .. } => undecided(open, &at.index),
    }
}

pub(in crate::report::lang) fn audience(audience: &str) -> String {
    format!("um que seja pedido com o público-alvo `{audience}`")
}

pub(in crate::report::lang) fn compared_file(compared: ComparedFile) -> &'static str {
    match compared {
        ComparedFile::Called => "o fluxo de trabalho que contém o job",
        ComparedFile::Caller => "o fluxo de trabalho que iniciou a execução",
        ComparedFile::Neither => "qualquer fluxo de trabalho",
    }
}
