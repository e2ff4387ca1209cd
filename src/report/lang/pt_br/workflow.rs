//! What is said of workflows, in Brazilian Portuguese.

use super::quoted;
use crate::finding::Open;
use crate::index::Index;
use crate::inspect::{Outlook, WorkflowReport};
use crate::workflow::{ComparedFile, ErrorKind, Problem, ReadError, Reading, Severity, Ungranted};

pub(in crate::report::lang) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "a publicação falha",
        Severity::Warning => "pode dar errado",
        Severity::Note => "bom saber",
    }
}

pub(in crate::report::lang) fn workflow_error(error: &ReadError) -> String {
    let error = match error {
        ReadError::NoJobs => {
            return "isto é YAML, mas não é um fluxo de trabalho: não tem `jobs`".to_owned();
        }
        ReadError::Yaml(error) => error,
    };
    let at = format!("linha {}, coluna {}", error.at.line, error.at.column);
    match &error.kind {
        ErrorKind::DuplicateKey { key } => {
            format!("{at}: `{key}` já existe, e o GitHub recusa a segunda")
        }
        ErrorKind::Empty => "não há nada além de espaços e comentários".to_owned(),
        ErrorKind::NumberTooLarge { value } => {
            format!(
                "{at}: o GitHub recusa `{value}`, um número de mais de 32 bits; como texto, precisa de aspas"
            )
        }
        ErrorKind::Tag { tag } => format!("{at}: o GitHub não conhece a tag `{tag}`"),
        ErrorKind::TagMismatch { tag, value } => {
            format!("{at}: o GitHub recusa `{value}` depois da tag `{tag}`: não é um valor dela")
        }
        ErrorKind::SecondDocument => {
            format!("{at}: aqui começa um segundo documento; um fluxo de trabalho é um só")
        }
        ErrorKind::Syntax { detail } => {
            format!("{at}: isto não é YAML; o analisador diz `{detail}`")
        }
        ErrorKind::Tab => format!("{at}: a linha é recuada com um tab; YAML só aceita espaços"),
        ErrorKind::TooLarge => {
            format!("{at}: aninhado demais, ou grande demais para um fluxo de trabalho")
        }
        ErrorKind::UnknownAlias => format!("{at}: um alias sem a sua âncora"),
    }
}

pub(in crate::report::lang) fn id_error(given: &str) -> String {
    format!(
        "`{given}` não é um ID: o GitHub dá um número ao proprietário e outro ao repositório; \
         `gh api repos/OWNER/NAME --jq '.owner.id, .id'` mostra os dois"
    )
}

pub(in crate::report::lang) fn not_asked(index: &Index) -> String {
    format!(
        "o {} não é consultado: este token é para outro índice",
        index.name
    )
}

pub(in crate::report::lang) fn workflow_problem(problem: &Problem) -> String {
    match problem {
        Problem::ActionOnBranch { action, version, documented } => match documented {
            Some(documented) if documented == version => format!(
                "`{action}` vem de `{version}`, o branch das versões publicadas, como a documentação dela indica: ele se \
                 move, e quem puder movê-lo pode publicar; para decidir quando, fixe o commit de uma versão"
            ),
            Some(documented) => format!(
                "`{action}` vem de `{version}`, que se move: quem puder movê-lo pode publicar; a documentação dela \
                 indica `{documented}`, e mais seguro ainda é o commit de uma versão"
            ),
            None => format!(
                "`{action}` vem de `{version}`, que se move: quem puder movê-lo pode publicar; fixe a tag de uma versão \
                 ou, melhor, o commit dela"
            ),
        },
        Problem::BuildsAndPublishes => "o job que publica também compila: tudo o que a compilação instala também pode \
             pedir o token; compile em um job separado e entregue os arquivos como artefato"
            .to_owned(),
        Problem::CalledByOthers { compared } => format!(
            "outros fluxos de trabalho chamam este: então `job_workflow_ref` nomeia este arquivo, e `workflow_ref`, o de \
             quem chama; {}",
            match compared {
                ComparedFile::Called => "o índice compara este arquivo, então registre este",
                ComparedFile::Caller => "o índice compara o de quem chama, então registre cada arquivo que chama",
                ComparedFile::Neither => "o índice não compara nenhum dos dois",
            }
        ),
        Problem::CallsOtherRepository { called } => format!(
            "o job executa `{called}`, que é de outro repositório, e o índice compara aquele arquivo com o repositório do \
             próprio publicador: nenhum publicador confere; publique em um job deste fluxo de trabalho, e chame o que compila"
        ),
        Problem::CallsWorkflow { called, compared } => format!(
            "o job executa `{called}`: `job_workflow_ref` nomeia aquele arquivo, e `workflow_ref`, este; {}",
            match compared {
                ComparedFile::Called => "o índice compara o arquivo chamado, então registre aquele",
                ComparedFile::Caller => "o índice compara este arquivo, então registre este",
                ComparedFile::Neither => "o índice não compara nenhum dos dois",
            }
        ),
        Problem::ClientDoesNotExchange { client } => format!(
            "`{client}` não troca o token sozinho: troque-o em um passo anterior, ou envie com um cliente que o faça"
        ),
        Problem::EnvironmentDependsOnRun { expression, possible } => {
            if possible.is_empty() {
                format!("só a execução sabe o que é `{expression}`")
            } else {
                format!("`{expression}` pode ser qualquer um de {}", quoted(possible))
            }
        }
        Problem::EnvironmentMissing { expected } => {
            format!("o publicador exige o ambiente `{expected}`, e o job não tem nenhum")
        }
        Problem::EnvironmentOther { expected, found } => {
            format!("o publicador exige o ambiente `{expected}`, e o job tem `{found}`")
        }
        Problem::IdTokenForEveryJob => "`id-token: write` vale para o fluxo de trabalho inteiro: qualquer job pode pedir um token; \
             dê a permissão ao job que publica"
            .to_owned(),
        Problem::IdTokenMissing { because } => match because {
            Ungranted::JobReplaces => "as `permissions` do job substituem as do fluxo de trabalho, e aqui `id-token: write` se \
                 perde"
                .to_owned(),
            Ungranted::Level(level) => format!(
                "`id-token: {level}` não concede nada: o único nível que concede é `write`"
            ),
            Ungranted::NotNamed => "há `permissions`, e `id-token` não está entre elas: o que não é nomeado não é \
                 concedido"
                .to_owned(),
            Ungranted::Unset => "o job não pode pedir um token: falta `id-token: write`".to_owned(),
        },
        Problem::MatrixPublishes => "cada célula da matriz publica: a primeira envia, e as outras já encontram os seus \
             arquivos lá"
            .to_owned(),
        Problem::NotStarted { event } => {
            format!("`on` não indica `{event}`: esse evento não inicia este fluxo de trabalho")
        }
        Problem::OtherIndex { host, chosen } => {
            format!("isto publica em `{host}`; o índice escolhido é `{chosen}`")
        }
        Problem::PullRequest => "um pull request inicia este fluxo de trabalho: vindo de um fork, não recebe token, \
             digam o que disserem as `permissions`; vindo de um branch do repositório, recebe um antes de alguém fazer o merge"
            .to_owned(),
        Problem::PullRequestTarget { refused } => format!(
            "`pull_request_target` executa com os direitos do destino o que estranhos propõem: o índice {}",
            if *refused { "recusa esses tokens" } else { "aceita esses tokens, e quem abrir um pull request pode obter um" }
        ),
        Problem::RuledOut { condition } => format!(
            "`if: {condition}` não vale para este evento e esta ref, então isto não roda"
        ),
        Problem::StoredCredential { names } => match names.as_slice() {
            [name] => format!("`{name}` está definido: o cliente o usa e não pede um token"),
            names => format!("{} estão definidos: o cliente os usa e não pede um token", quoted(names)),
        },
        Problem::WorkflowRun { refused } => format!(
            "o fim de outro fluxo de trabalho inicia este, quem quer que o tenha iniciado: o índice {}",
            if *refused { "recusa esses tokens" } else { "aceita esses tokens, então veja o que pode iniciar aquele" }
        ),
    }
}

pub(in crate::report::lang) fn publishing_jobs(reading: &Reading) -> String {
    match reading.jobs.as_slice() {
        [] => "nenhum job deste fluxo de trabalho publica com um cliente que o mintcheck conheça"
            .to_owned(),
        [job] => format!("o job `{}` publica", job.id),
        jobs => {
            let ids: Vec<String> = jobs.iter().map(|job| job.id.clone()).collect();
            format!("os jobs {} publicam", quoted(&ids))
        }
    }
}

pub(in crate::report::lang) fn workflow_headline(
    report: &WorkflowReport,
    file: Option<&str>,
) -> String {
    let index = &report.index.name;
    let file = file.map_or_else(|| "isto".to_owned(), |file| format!("`{file}`"));
    let event = report
        .workflow
        .iter()
        .find_map(|reading| reading.event.as_ref());
    let run = match event {
        Some(event) => format!("se {file} rodar com o evento `{event}`"),
        None => format!("se {file} for chamado"),
    };
    match report.outlook() {
        Outlook::Unreadable(error) => workflow_error(error),
        Outlook::NoJobs(reading) => publishing_jobs(reading),
        Outlook::Elsewhere { hosts } => format!(
            "{run}, a publicação vai para {}, e o {index} não é consultado",
            quoted(&hosts)
        ),
        Outlook::Fails { job, problem } => {
            let why = workflow_problem(problem);
            match job {
                Some(job) => format!("{run}, o job `{job}` não publica nada: {why}"),
                None => format!("{run}, nada é publicado: {why}"),
            }
        }
        Outlook::Refuses { job, report } => {
            match report.decisive().and_then(|step| step.reason.as_ref()) {
                Some(why) => format!(
                    "{run}, o {index} recusaria o job `{job}`: {}",
                    super::reason(why, &report.index)
                ),
                None => format!("{run}, o {index} recusaria o job `{job}`"),
            }
        }
        Outlook::Depends { job, mints, others } => format!(
            "{run}, o {index} aceitaria o job `{job}` com o ambiente {}, mas não com {}",
            either(&mints),
            either(&others)
        ),
        Outlook::Undecided { job, open } => match open {
            Open::Publisher => format!(
                "{run}, nada barra o job `{job}` antes da busca; informe o publicador que está registrado no \
                     {index}"
            ),
            Open::Claim { claim } => format!(
                "{run}, o {index} aceitaria o job `{job}` se a claim `{claim}` corresponder; o arquivo sozinho \
                     não diz qual é"
            ),
            Open::Field { field, .. } => format!(
                "{run}, o {index} aceitaria o job `{job}` se o campo {} registrado for o do fluxo de trabalho",
                super::field(&report.index, field)
            ),
            Open::Audience | Open::Authenticity | Open::Index | Open::Moment | Open::Token => {
                format!("{run}, não se sabe se o {index} aceitaria o job `{job}`")
            }
        },
        Outlook::Unasked { job } => {
            format!(
                "{run}, o job `{job}` publica com uma senha, e nenhum token é pedido ao {index}"
            )
        }
        Outlook::Mints { jobs } => {
            let what = if jobs.len() == 1 { "o job" } else { "os jobs" };
            format!("{run}, o {index} aceitaria {what} {}", quoted(&jobs))
        }
    }
}

/// Environments, of which a job may have none.
fn either(environments: &[&str]) -> String {
    let names: Vec<String> = environments
        .iter()
        .map(|name| match *name {
            "" => "nenhum".to_owned(),
            name => format!("`{name}`"),
        })
        .collect();
    names.join(" ou ")
}
