//! Brazilian Portuguese.
//!
//! PyPI's own words where its Brazilian translation has them, GitHub's documentation's otherwise:
//!
//! | English | here |
//! |---|---|
//! | trusted publisher, pending publisher | publicador confiável, publicador pendente |
//! | workflow, environment, owner, repository | fluxo de trabalho, ambiente, proprietário, repositório |
//! | issuer, audience, subject | emissor, público-alvo, assunto |
//! | ID token, API token, job, log, fork, claim (feminine) | token de ID, token de API, job, log, fork, claim |
//! | index, lookup, check, exchange, to mint | índice, busca, checagem, troca, gerar |
//! | a release (the act) | publicação |
//! | to register, to fetch (keys) | registrar, baixar |
//! | genuine, fresh, forged | genuíno, no prazo, forjado |
//!
//! Indexes have the masculine article. Labels of PyPI's forms stay as its English pages show them, with
//! what its Brazilian pages show behind.

mod causes;
mod everywhere;
mod labels;
mod parts;
mod problems;
mod reasons;
mod terms;
mod workflow;

use crate::evidence::{Shape, Stage};
use crate::finding::{Answer, Comparison, Decision, Notice, Open, Outcome, Phase, Reason, Rule};
use crate::index::custom::ask_audience;
use crate::index::{self, Class, Index, KeyOrigin, Presence};
use crate::report::{AsOf, Report, Signature};

pub(super) use self::causes::{cause, caution, edit, note, proof, rules, stage, stray};
pub(super) use self::everywhere::{at_index, audience, compared_file, everywhere};
pub(super) use self::labels::label;
pub(super) use self::parts::part;
pub(super) use self::problems::{
    address_error, answer_error, key_set_error, misfit, problem, profile_error, request_error,
};
pub(super) use self::reasons::{json_error, reason};
pub(super) use self::terms::term;
pub(super) use self::workflow::{
    id_error, not_asked, publishing_jobs, severity, workflow_error, workflow_headline,
    workflow_problem,
};

fn index_name(id: &str) -> &str {
    index::find(id).map_or(id, |index| &index.name)
}

pub(super) fn headline(report: &Report) -> String {
    let index = &report.index.name;
    match &report.decision {
        Decision::Accept => {
            let projects = list(&report.prediction.projects);
            if projects.is_empty() {
                format!("o {index} aceita este token")
            } else if report.prediction.answer == Answer::Taken {
                format!("o {index} aceita este token para {projects}")
            } else {
                format!("o {index} aceita este token e gera um token de API para {projects}")
            }
        }
        Decision::Reject => {
            let crash = matches!(report.prediction.answer, Answer::Crash { .. });
            let verb = if crash { "quebra com" } else { "recusa" };
            let subject = if report.token.is_some() {
                "este token"
            } else {
                "isto"
            };
            match report.decisive().and_then(|step| step.reason.as_ref()) {
                Some(Reason::Undecodable { error }) if report.token.is_none() => {
                    match report.evidence.strays.first() {
                        Some(stray) => format!("isto é {}", causes::stray(stray.kind)),
                        None => format!(
                            "o {index} diria que isto está malformado: {}",
                            reasons::decode_error(error)
                        ),
                    }
                }
                Some(why) => format!("o {index} {verb} {subject}: {}", reason(why, &report.index)),
                None => format!("o {index} {verb} {subject}"),
            }
        }
        Decision::Undecided {
            open,
            accepted_if_genuine,
        } => {
            let reported = report.evidence.server_error.as_ref();
            if let (true, Some(error)) = (*accepted_if_genuine, reported) {
                let answered = match &error.code {
                    Some(code) => format!("ele respondeu `{code}`"),
                    None => "ele recusou".to_owned(),
                };
                return format!(
                    "com este publicador o {index} aceita, se o token for genuíno e estiver no prazo; \
                     {answered}, portanto o que estava registrado era outra coisa"
                );
            }
            if let Some(refusal) = reported_refusal(report, index) {
                return refusal;
            }
            if *accepted_if_genuine {
                return if open.contains(&Open::Audience) {
                    format!(
                        "o {index} aceita este token, se for genuíno, estiver no prazo e se destinar ao público-alvo dele"
                    )
                } else {
                    format!("o {index} aceita este token, se for genuíno e estiver no prazo")
                };
            }
            match open.first() {
                Some(Open::Token) if report.input.shape == Shape::Workflow => {
                    "isto é um arquivo de fluxo de trabalho, e não há token nele; ele é lido na segunda visão da página e por \
                     `mintcheck workflow`"
                        .to_owned()
                }
                _ => undecided(open, &report.index),
            }
        }
    }
}

/// What is undecided for want of what is open.
fn undecided(open: &[Open], index: &Index) -> String {
    let name = &index.name;
    match open.first() {
        Some(Open::Token) => "cole um token para ver o que o índice responde".to_owned(),
        Some(Open::Publisher) => format!(
            "nada barra este token antes da busca; informe o publicador que está registrado \
             no {name}"
        ),
        Some(Open::Field { field, .. }) => format!(
            "o {name} aceita este token se o campo {} registrado for igual ao do token",
            self::field(index, field)
        ),
        Some(Open::Claim { claim }) => format!(
            "o {name} aceita um token com estas claims se a claim `{claim}` também \
             corresponder"
        ),
        Some(Open::Audience | Open::Authenticity | Open::Index | Open::Moment) | None => {
            format!("a decisão do {name} depende do que não se sabe aqui")
        }
    }
}

/// The paste says that the release failed, and nothing in it tells for certain why.
fn reported_refusal(report: &Report, index: &str) -> Option<String> {
    let likely = causes::cause(*report.causes.first()?);
    if report.token.is_some() {
        return None;
    }
    if report.evidence.stage == Stage::TokenRequest {
        return Some(format!("o job não recebeu token de ID: {likely}"));
    }
    let refused = match &report.evidence.server_error {
        Some(error) => match &error.code {
            Some(code) => format!("o {index} respondeu `{code}`"),
            None => format!("o {index} recusou"),
        },
        None if report.evidence.stage == Stage::Exchange => format!("o {index} recusou"),
        None => return None,
    };
    Some(format!("{refused}; muito provavelmente, {likely}"))
}

/// A field as the index's English pages name it, with what it means; PyPI's own words, where its Brazilian pages have
/// them.
pub(super) fn field(index: &Index, id: &str) -> &'static str {
    match index.field_label(id) {
        "ActiveState project name" => "ActiveState project name (nome do projeto)",
        "Actor ID" => "Actor ID (ID do ator)",
        "Actor username" => "Actor username (nome do ator)",
        "Context IDs" => "Context IDs (IDs de contexto)",
        "Email" => "Email (e-mail)",
        "Enable publishing from `push` events" => {
            "Enable publishing from `push` events (publicar em eventos `push`)"
        }
        "Enable publishing from `workflow_dispatch` events" => {
            "Enable publishing from `workflow_dispatch` events (publicar em eventos `workflow_dispatch`)"
        }
        "Enable publishing from GitHub Actions" => {
            "Enable publishing from GitHub Actions (publicar a partir do GitHub Actions)"
        }
        "Enable publishing with Google Cloud Service account" => {
            "Enable publishing with Google Cloud Service account (publicar com uma conta de serviço do Google Cloud)"
        }
        "Environment" => "Environment (ambiente)",
        "Environment name" => "Environment name (nome do ambiente)",
        "Environment name (optional)" => "Environment name (optional) (nome do ambiente)",
        "GitHub repository ID" => "GitHub repository ID (ID do repositório no GitHub)",
        "GitHub Repository Owner ID" => {
            "GitHub Repository Owner ID (ID do proprietário do repositório no GitHub)"
        }
        "Issuer URL" => "Issuer URL (URL do emissor)",
        "Namespace ID" => "Namespace ID (ID do namespace)",
        "Namespace Path" => "Namespace Path (caminho do namespace)",
        "Organization" => "Organization (organização)",
        "Organization ID" => "Organization ID (ID da organização)",
        "Organization or user" => "Organization or user (organização ou usuário)",
        "Organization or User name" => "Organization or User name (organização ou usuário)",
        "Owner" => "Owner (proprietário)",
        "Owner ID" => "Owner ID (ID do proprietário)",
        "Pipeline definition ID" => "Pipeline definition ID (ID da definição do pipeline)",
        "Policy Name" => "Policy Name (nome da política)",
        "Project" => "Project (projeto)",
        "Project ID" => "Project ID (ID do projeto)",
        "Project name" => "Project name (nome do projeto)",
        "Project Path" => "Project Path (caminho do projeto)",
        "Repository" => "Repository (repositório)",
        "Repository (<owner>/<repository>)" => {
            "Repository (<owner>/<repository>) (repositório, com o proprietário)"
        }
        "Repository ID" => "Repository ID (ID do repositório)",
        "Repository name" => "Repository name (nome do repositório)",
        "Repository Owner" => "Repository Owner (proprietário do repositório)",
        "Repository owner" => "Repository owner (proprietário do repositório)",
        "Scope member's GitHub user ID" => {
            "Scope member's GitHub user ID (ID no GitHub de um membro do escopo)"
        }
        "Service account email" => "Service account email (e-mail da conta de serviço)",
        "Subject" => "Subject (assunto)",
        "Tag pattern" => "Tag pattern (padrão da tag)",
        "Top-level CI file path" => "Top-level CI file path (caminho do arquivo de CI)",
        "Top-level pipeline file path" => {
            "Top-level pipeline file path (caminho do arquivo de pipeline)"
        }
        "Valid until first use" => "Valid until first use (válida até o primeiro uso)",
        "VCS origin" => "VCS origin (origem no controle de versão)",
        "Workflow File" => "Workflow File (arquivo do fluxo de trabalho)",
        "Workflow filename" => "Workflow filename (arquivo do fluxo de trabalho)",
        "Workflow filepath" => "Workflow filepath (caminho do arquivo de pipeline)",
        "Workflow name" => "Workflow name (nome do fluxo de trabalho)",
        "Workflow Repository Name" => "Workflow Repository Name (repositório do fluxo)",
        "Workflow Repository Owner" => "Workflow Repository Owner (proprietário do fluxo)",
        other => other,
    }
}

pub(super) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::ActivestateProject => "projeto no ActiveState",
        Rule::ActorId => "ID do ator",
        Rule::Algorithm => "algoritmo é RS256",
        Rule::Audience => "público-alvo é este índice",
        Rule::Body => "corpo da requisição tem um token",
        Rule::Builder => "builder pode publicar",
        Rule::CiConfigRef => "arquivo de pipeline e ref",
        Rule::ClaimsPresent => "claims da busca estão presentes",
        Rule::Decode => "token pode ser decodificado",
        Rule::EmailVerified => "endereço está verificado",
        Rule::Enabled => "publicação confiável está ativada",
        Rule::Environment => "ambiente",
        Rule::EventName => "evento pode publicar",
        Rule::Expiry => "token não expirou",
        Rule::Header => "cabeçalho do token não tem nada que seja recusado",
        Rule::IssuedAt => "token não foi emitido no futuro",
        Rule::IssuerKnown => "emissor é confiável",
        Rule::IssuerOfPublisher => "emissor é o do tipo de publicador",
        Rule::JobWorkflowRef => "arquivo do fluxo de trabalho e ref",
        Rule::Key => "emissor publica a chave",
        Rule::KeyId => "token indica sua chave",
        Rule::Lookup => "há um publicador registrado",
        Rule::Member => "quem iniciou a execução é membro",
        Rule::NamespaceId => "ID do namespace",
        Rule::NotBefore => "token já é válido",
        Rule::Organization => "organização",
        Rule::Owner => "proprietário",
        Rule::OwnerId => "ID do proprietário",
        Rule::Permission => "token foi pedido para publicar isto",
        Rule::ProjectExists => "projeto ainda não existe",
        Rule::ProjectName => "nome do projeto é permitido",
        Rule::ProjectPath => "caminho do projeto",
        Rule::Replay => "token ainda não foi usado",
        Rule::Ref => "ref do Git",
        Rule::Repository => "repositório",
        Rule::RepositoryId => "ID do repositório",
        Rule::RequestLine => "requisição tem o método e os cabeçalhos",
        Rule::RequiredClaims => "claims obrigatórias estão presentes",
        Rule::Runner => "runner é do próprio provedor",
        Rule::Signature => "assinatura é a da chave",
        Rule::Store => "claims podem ser armazenadas",
        Rule::Subject => "assunto",
        Rule::SubjectType => "assunto é texto",
        Rule::TokenIdType => "ID do token é texto",
        Rule::WorkflowFile => "arquivo do fluxo de trabalho",
    }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fail => "falha",
        Outcome::NotReached => "não alcançada",
        Outcome::Pass => "passa",
        Outcome::Unknown => "não se sabe",
    }
}

pub(super) fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Request => "leitura da requisição",
        Phase::Token => "verificação do token",
        Phase::PendingPublisher => "busca de um publicador pendente",
        Phase::Project => "criação do projeto",
        Phase::Publisher => "busca de um publicador",
        Phase::Mint => "geração do token de API",
    }
}

pub(super) fn class(class: Class) -> &'static str {
    match class {
        Class::Verified => "o índice verifica com o token",
        Class::Checked => "o índice compara com o publicador",
        Class::Required => "tem de existir, com qualquer valor",
        Class::Ignored => "o índice não examina",
        Class::Undocumented => "talvez o índice examine, o que não está documentado",
        Class::Unknown => "o índice não conhece",
    }
}

pub(super) fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Exact => "exatamente, distinguindo maiúsculas de minúsculas",
        Comparison::IgnoreCase => "sem distinguir maiúsculas de minúsculas",
    }
}

pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::AnyIfEmpty => "vazio significa qualquer um",
        Presence::DefaultIfEmpty => "vazio significa o padrão",
        Presence::FilledByIndex => "gravado pelo próprio índice; deixe vazio se não souber",
        Presence::Required => "",
    }
}

fn origin(origin: KeyOrigin) -> String {
    match origin {
        KeyOrigin::BuiltIn { as_of } => {
            let moment = as_of.to_string();
            let month = moment.get(..7).unwrap_or(&moment);
            format!("as chaves embutidas no mintcheck, publicadas em {month}")
        }
        KeyOrigin::Fetched => "as chaves baixadas do emissor".to_owned(),
        KeyOrigin::Given => "as chaves que você forneceu".to_owned(),
        KeyOrigin::Mirrored => "as chaves do arquivo do próprio site".to_owned(),
    }
}

pub(super) fn signature(signature: &Signature) -> String {
    match signature {
        Signature::AlgorithmNotSupported {
            algorithm: Some(algorithm),
        } => format!(
            "a assinatura não foi verificada: o token foi assinado com `{algorithm}`, e os emissores \
             de tokens de publicação usam RS256"
        ),
        Signature::AlgorithmNotSupported { algorithm: None } => {
            "a assinatura não foi verificada: o cabeçalho não informa o algoritmo".to_owned()
        }
        Signature::Forged {
            key_id,
            origin: from,
        } => format!(
            "token forjado: a chave `{key_id}` não o assinou; portanto, ele foi alterado ou inventado \
             (verificado com {})",
            origin(*from)
        ),
        Signature::Genuine {
            key_id,
            origin: from,
        } => format!(
            "token genuíno: assinado com a chave `{key_id}` do emissor (verificado com {})",
            origin(*from)
        ),
        Signature::KeyNotFound {
            key_id,
            origin: from,
            ..
        } => format!(
            "não verificada: a chave `{key_id}` não está entre {}",
            origin(*from)
        ),
        Signature::KeyUnusable {
            key_id,
            origin: from,
        } => format!(
            "não verificada: a chave `{key_id}` não serve para verificar RS256 ({})",
            origin(*from)
        ),
        Signature::NoKeyId => "não verificada: o token não indica sua chave".to_owned(),
        Signature::NoKeys { key_id } => format!(
            "não verificada: as chaves do emissor não estão disponíveis; baixe-as ou cole-as para \
             conferir a chave `{key_id}`"
        ),
        Signature::NoToken => "não há token para verificar".to_owned(),
    }
}

pub(super) fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Bearer => "um cabeçalho de autorização com um token",
        Shape::Claims => "claims, sem um token",
        Shape::Empty => "nada ainda",
        Shape::Log => "o log de uma publicação que falhou",
        Shape::MintRequest => "o corpo de uma requisição ao índice, com um token",
        Shape::Quoted => "um token entre aspas",
        Shape::QuotedInRequest => "o corpo de uma requisição cujo token ainda está entre aspas",
        Shape::Text => "um texto com um token no meio",
        Shape::Token => "um token",
        Shape::TokenInLines => "um token quebrado em várias linhas",
        Shape::TokenResponse => "a resposta do emissor, com um token",
        Shape::Unrecognised => "nenhum token que o mintcheck reconheça",
        Shape::Workflow => "um arquivo de fluxo de trabalho",
    }
}

pub(super) fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::EnvironmentIgnored => {
            "os proprietários do projeto são avisados por e-mail de que o token tem um ambiente que \
             o publicador não pede"
        }
        Notice::PendingPublisherUsed => {
            "o publicador pendente é consumido: o projeto é criado, e um publicador comum toma o \
             lugar dele"
        }
    }
}

pub(super) fn open(open: &Open, index: &Index) -> String {
    match open {
        Open::Authenticity => "se o token é genuíno: baixe ou cole as chaves do emissor".to_owned(),
        Open::Audience => match &index.audience_url {
            Some(url) => format!(
                "o público-alvo que o {} exige: `{}` informa qual é",
                index.name,
                ask_audience(url)
            ),
            None => format!("o público-alvo que o {} exige", index.name),
        },
        Open::Claim { claim } => {
            format!("a claim `{claim}`: cole o token, ou um log que a mostre")
        }
        Open::Field { publisher, field } => format!(
            "o campo {} do publicador {}",
            self::field(index, field),
            publisher.saturating_add(1)
        ),
        Open::Index => format!(
            "o que o {} faz aqui: isso não é publicado, só uma publicação o mostra",
            index.name
        ),
        Open::Moment => "o momento: informe quando o token foi enviado".to_owned(),
        Open::Publisher => format!("o publicador que está registrado no {}", index.name),
        Open::Token => "o token: cole-o".to_owned(),
    }
}

pub(super) fn as_of(as_of: AsOf) -> &'static str {
    match as_of {
        AsOf::Given => "o momento que você escolheu",
        AsOf::JustAfterIssue => "logo após a emissão do token",
        AsOf::Now => "agora, já que o token não diz quando foi emitido",
        AsOf::Unknown => "não se conhece o momento",
    }
}

pub(super) fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Crash { exception } => format!(
            "uma página de erro: o servidor tropeça no token (`{exception}`) em vez de recusá-lo"
        ),
        Answer::Minted { lifetime, .. } => {
            format!("um token de API que vale por {}", duration(*lifetime))
        }
        Answer::Refused { code: None, .. } => {
            "uma recusa; não se sabe qual das que estão documentadas".to_owned()
        }
        Answer::Refused { exact: true, .. } => "uma recusa, com estas palavras".to_owned(),
        Answer::Refused { exact: false, .. } => {
            "uma recusa que começa com estas palavras".to_owned()
        }
        Answer::Taken => {
            "o envio é aceito com o próprio token de ID; não há token de API".to_owned()
        }
    }
}

pub(super) fn duration(seconds: i64) -> String {
    const UNITS: [(u64, &str); 4] = [
        (86_400, "dia"),
        (3600, "hora"),
        (60, "minuto"),
        (1, "segundo"),
    ];
    let seconds = seconds.unsigned_abs();
    let (count, unit) = UNITS
        .into_iter()
        .find(|(length, _)| seconds >= *length)
        .map_or((0, "segundo"), |(length, unit)| {
            (seconds.checked_div(length).unwrap_or_default(), unit)
        });
    // Nothing counts as one in Brazil: `0 segundo`.
    let plural = if count <= 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// `a`, `b` e `c`.
fn quoted<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| format!("`{}`", item.as_ref()))
        .collect();
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} e {last}", others.join(", ")),
        None => "nenhum".to_owned(),
    }
}

fn list(items: &[String]) -> String {
    if items.is_empty() {
        String::new()
    } else {
        quoted(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_the_largest_whole_unit() {
        for (seconds, text) in [
            (0, "0 segundo"),
            (1, "1 segundo"),
            (-90, "1 minuto"),
            (7200, "2 horas"),
            (259_201, "3 dias"),
        ] {
            assert_eq!(duration(seconds), text);
        }
    }

    #[test]
    fn lists_end_with_and() {
        assert_eq!(quoted(&["a", "b", "c"]), "`a`, `b` e `c`");
        assert_eq!(quoted(&["a", "b"]), "`a` e `b`");
        assert_eq!(quoted(&["a"]), "`a`");
    }
}
