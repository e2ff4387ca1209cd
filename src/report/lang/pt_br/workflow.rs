//! What is said of workflows, in Brazilian Portuguese.

use super::quoted;
use crate::workflow::{ErrorKind, Problem, ReadError, Reading, Severity, Ungranted};

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

pub(in crate::report::lang) fn workflow_problem(problem: &Problem) -> String {
    match problem {
        Problem::ActionOnBranch { action, version } => format!(
            "`{action}` vem de `{version}`, que se move: quem puder movê-la pode publicar; fixe uma versão ou, \
             melhor, um commit"
        ),
        Problem::BuildsAndPublishes => "o job que publica também compila: tudo o que a compilação instala também pode \
             pedir o token; compile em um job separado e entregue os arquivos como artefato"
            .to_owned(),
        Problem::CalledByOthers => "outros fluxos de trabalho chamam este: então `job_workflow_ref` nomeia este arquivo, e \
             `workflow_ref`, o de quem chama; qual deles conta depende do índice"
            .to_owned(),
        Problem::CallsWorkflow { called } => format!(
            "o job executa `{called}`: `job_workflow_ref` nomeia aquele arquivo, e `workflow_ref`, este; o PyPI \
             compara o arquivo chamado"
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
        Problem::OtherIndex { host, chosen } => {
            format!("isto publica em `{host}`; o índice escolhido é `{chosen}`")
        }
        Problem::PullRequest => "um pull request inicia este fluxo de trabalho: vindo de um fork, não recebe token".to_owned(),
        Problem::PullRequestTarget => "`pull_request_target` executa com os direitos do destino o que estranhos propõem: \
             PyPI e crates.io recusam esses tokens"
            .to_owned(),
        Problem::StoredCredential { names } => match names.as_slice() {
            [name] => format!("`{name}` está definido: o cliente o usa e não pede um token"),
            names => format!("{} estão definidos: o cliente os usa e não pede um token", quoted(names)),
        },
        Problem::WorkflowRun => "o fim de outro fluxo de trabalho inicia este, quem quer que o tenha iniciado: o crates.io recusa \
             esses tokens, o PyPI os aceita"
            .to_owned(),
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
