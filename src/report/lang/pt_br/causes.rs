//! Causes and remedies, in Brazilian Portuguese.

use crate::evidence::{Stage, StrayKind};
use crate::finding::{Cause, Edit, Remedy};
use crate::index::form::{Note, NoteKind};
use crate::report::lang::refuses_releases;
use crate::report::{Report, Rules, RulesChosen};

use super::{field, index_name};

pub(in super::super) fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Actor => "quem iniciou a execução não está entre os que podem publicar",
        Cause::Algorithm => "o token foi assinado com um algoritmo que o índice não aceita",
        Cause::Audience => "o token foi feito para outro público-alvo",
        Cause::ClaimType => "uma claim tem um tipo com que o índice não sabe lidar",
        Cause::CustomSub => "o assunto do repositório foi personalizado, e o índice o examinava",
        Cause::Disabled => "os administradores do índice desativaram a publicação confiável",
        Cause::Environment => "o publicador pede um ambiente, e o job indica outro ou nenhum",
        Cause::Event => "o fluxo de trabalho foi iniciado por um evento que não pode publicar",
        Cause::Expired => "o token já tinha expirado quando foi enviado",
        Cause::ForkPullRequest => {
            "o fluxo de trabalho roda para um pull request vindo de um fork, que não recebe token"
        }
        Cause::IdTokenPermission => "falta ao job a permissão `id-token: write`",
        Cause::Issuer => "o índice não confia no emissor do token",
        Cause::MalformedBody => "a requisição não era um JSON com o token",
        Cause::MalformedToken => "o que foi enviado não é um token",
        Cause::MissingClaim => "falta ao token uma claim de que o índice precisa",
        Cause::NameCase => {
            "o proprietário ou o repositório está registrado com outras maiúsculas e minúsculas"
        }
        Cause::NoPublisher => {
            "nenhum publicador está registrado para este repositório neste índice"
        }
        Cause::NotYetValid => "o token ainda não é válido; os relógios divergem",
        Cause::NpmClient => "o cliente npm é antigo demais, ou tentou antes outra forma de login",
        Cause::Owner => {
            "o proprietário é outro; o repositório foi transferido ou o proprietário mudou de nome"
        }
        Cause::OwnerId => {
            "a conta do proprietário é outra com o mesmo nome; ela foi excluída e criada de novo"
        }
        Cause::PendingPublisher => {
            "um publicador pendente está no caminho, ou foi criado para outro nome de projeto"
        }
        Cause::PolicyUser => "a política pertence a um usuário diferente do indicado",
        Cause::Ref => "a execução tem uma tag ou um branch que não é o que o publicador pede",
        Cause::Replay => "o token já foi trocado antes",
        Cause::Repository => "o nome do repositório é outro; ele foi renomeado",
        Cause::ReusableWorkflow => {
            "o job de publicação está em um fluxo de trabalho reutilizável, e dos dois arquivos o índice considera o \
             que não está registrado"
        }
        Cause::Runner => "o job rodou em um runner auto-hospedado, que o índice não aceita",
        Cause::ServerError => "o índice quebra com o token",
        Cause::Signature => "o token foi alterado depois de assinado",
        Cause::UnknownKey => "o emissor não publica essa chave",
        Cause::Unresolved => "nada do que foi informado permite dizer",
        Cause::Whitespace => {
            "um valor registrado contém um espaço ou um caractere parecido com outro"
        }
        Cause::WorkflowFilename => "o nome do arquivo do fluxo de trabalho difere do registrado",
        Cause::WrongIndex => "o publicador está registrado em outro índice",
        Cause::WrongToken => "foi fornecida outra coisa que não o token de ID do job",
    }
}

/// What not to do, however tempting: what follows "evite".
pub(in super::super) fn caution(cause: Cause) -> Option<&'static str> {
    match cause {
        Cause::CustomSub => Some(
            "mudar o assunto do repositório antes de saber se o índice o examina: o PyPI não o faz \
             desde 2026-01-29",
        ),
        Cause::Environment => Some(
            "registrar o publicador sem ambiente para contornar isto: assim, qualquer job do fluxo de \
             trabalho pode publicar",
        ),
        Cause::OwnerId => Some(
            "registrar a conta nova antes de saber quem a criou: é esta checagem que barra quem se \
             apossou de um nome abandonado",
        ),
        Cause::Event => Some(
            "contornar isto: `pull_request_target` e `workflow_run` podem rodar com dados enviados por estranhos",
        ),
        Cause::MalformedToken | Cause::WrongToken => Some(
            "colar tokens de API ou do runner em qualquer lugar; se um deles foi colado em público, revogue-o",
        ),
        _ => None,
    }
}

pub(in super::super) fn edit(edit: &Edit, report: &Report) -> String {
    let index = &report.index.name;
    match edit {
        Edit::AddEnvironment { environment } => {
            format!(
                "no fluxo de trabalho, acrescente `environment: {environment}` ao job de publicação"
            )
        }
        Edit::AddIdTokenPermission => {
            "no fluxo de trabalho, dê ao job de publicação a permissão `id-token: write`".to_owned()
        }
        Edit::AddPublisher { project } if project.is_empty() => {
            format!("no {index}, registre um publicador com os valores do token")
        }
        Edit::AddPublisher { project } => {
            format!("no {index}, registre um publicador com os valores do token para `{project}`")
        }
        Edit::ChangeAudience { audience } => {
            format!("peça um token com o público-alvo `{audience}`")
        }
        Edit::ChangeEvent { event } if refuses_releases(&report.index) => {
            format!("no fluxo de trabalho, publique no push de uma tag em vez de em `{event}`")
        }
        Edit::ChangeEvent { event } => {
            format!(
                "no fluxo de trabalho, publique a partir de um push, uma tag ou uma release em vez de `{event}`"
            )
        }
        Edit::ChangeField {
            field,
            before,
            after,
            ..
        } => {
            let label = self::field(&report.index, field);
            match (before.is_empty(), after.is_empty()) {
                (_, true) => {
                    format!("no {index}, esvazie o campo {label}, que está com `{before}`")
                }
                (true, _) => format!("no {index}, preencha o campo {label} com `{after}`"),
                _ => format!("no {index}, mude o campo {label} de `{before}` para `{after}`"),
            }
        }
        Edit::PublishFromCaller { called } => {
            format!(
                "publique a partir de um job no próprio arquivo do fluxo de trabalho que chama, em vez de `{called}`"
            )
        }
        Edit::RawToken => "tire as aspas do token: `jq -r .value` em vez de `jq .value`".to_owned(),
        Edit::ReplacePendingPublisher { project } => {
            format!("no {index}, exclua o publicador pendente e adicione um comum a `{project}`")
        }
        Edit::RenameWorkflow { before, after } => {
            format!(
                "no repositório, renomeie o arquivo do fluxo de trabalho de `{before}` para `{after}`"
            )
        }
        Edit::RunByTag { tag } => {
            format!(
                "publique com o push de uma tag como `{tag}`, e faça com que ela inicie o fluxo de trabalho"
            )
        }
        Edit::RunAgain => {
            "rode o job de novo: cada token vale para uma única troca, e logo expira".to_owned()
        }
        Edit::UseIndex { index } => {
            format!(
                "envie o token ao {}, para o qual ele foi feito",
                index_name(index)
            )
        }
    }
}

pub(in super::super) fn proof(remedy: &Remedy, genuine: bool) -> &'static str {
    match (remedy.proved, genuine) {
        (true, true) => "testado: com esta mudança, o índice aceita",
        (true, false) => "testado: com esta mudança, o índice aceita, se o token for genuíno",
        (false, _) => "não testado: depende do que não foi informado aqui",
    }
}

pub(in super::super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Audience => "o cliente perguntou ao índice qual é o público-alvo dele",
        Stage::Exchange => "pediu-se ao índice que trocasse o token",
        Stage::TokenRequest => "o job pediu um token de ID e não recebeu nenhum",
        Stage::Unknown => "o texto não diz até onde a publicação chegou",
        Stage::Upload => "a troca tinha dado certo; o envio foi recusado",
    }
}

pub(in super::super) fn stray(kind: StrayKind) -> &'static str {
    match kind {
        StrayKind::CratesIoToken => "um token de API do crates.io, que é secreto; revogue-o",
        StrayKind::EncryptedToken => "um token criptografado, que só o destinatário consegue ler",
        StrayKind::GithubToken => {
            "um token da API do GitHub, que é secreto; não é um token de ID e, se foi colado em público, \
             tem de ser revogado"
        }
        StrayKind::NpmToken => "um token de acesso do npm, que é secreto; revogue-o",
        StrayKind::PypiToken => {
            "um token de API do PyPI, que é secreto; é o que a troca daria, não o que se envia; revogue-o"
        }
        StrayKind::RubygemsToken => "uma chave de API do RubyGems, que é secreta; revogue-a",
        StrayKind::RunnerToken => {
            "o token do próprio runner (`ACTIONS_ID_TOKEN_REQUEST_TOKEN`), com que um job pede ao GitHub o \
             token de ID; é secreto, e não é um token de ID"
        }
    }
}

pub(in super::super) fn rules(rules: &Rules) -> String {
    match (rules.chosen, rules.as_of) {
        (RulesChosen::ByWording, Some(at)) => format!(
            "avaliado pelas regras de {}, pois depois disso o índice não respondeu mais com essas palavras",
            day(&at.to_string())
        ),
        (RulesChosen::Given, Some(at)) => {
            format!("avaliado pelas regras de {}", day(&at.to_string()))
        }
        _ => "avaliado pelas regras mais recentes que foram lidas".to_owned(),
    }
}

fn day(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}

pub(in super::super) fn note(note: &Note) -> String {
    let what = match &note.kind {
        NoteKind::Address => "lido do endereço",
        NoteKind::FilledFrom { .. } => "preenchido a partir do endereço",
        NoteKind::Invisible => "um caractere invisível foi retirado",
        NoteKind::Path => "só conta o nome do arquivo",
        NoteKind::Quotes => "as aspas foram retiradas",
        NoteKind::Ref => "a ref foi retirada",
        NoteKind::Whitespace => "os espaços em branco foram retirados",
    };
    if note.before.is_empty() {
        return format!("`{}`: {what}", note.after);
    }
    format!("`{}` em vez de `{}`: {what}", note.after, note.before)
}
