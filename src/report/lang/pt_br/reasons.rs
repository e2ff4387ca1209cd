//! Why a rule came to what it came to, in Brazilian Portuguese.

use crate::finding::{Comparison, FieldMismatch, Reason};
use crate::index::Index;
use crate::jose::pyjwt::{DecodeError, Segment};
use crate::python::json::{Error, ErrorKind};
use crate::python::lenient_base64;
use crate::python::unicode::equal_in_any_case;

use super::{duration, field, index_name, quoted};

pub(in super::super) fn reason(reason: &Reason, index: &Index) -> String {
    match reason {
        Reason::AlgorithmRefused {
            algorithm: Some(algorithm),
        } => format!("o algoritmo do token é `{algorithm}`; só `RS256` é aceito"),
        Reason::AlgorithmRefused { algorithm: None } => {
            "o cabeçalho do token não informa o algoritmo; só `RS256` é aceito".to_owned()
        }
        Reason::AlgorithmNotVerified { algorithm } => format!(
            "o algoritmo do token é `{algorithm}`; o mintcheck só verifica `RS256`, que é o que os emissores \
             de tokens de publicação usam"
        ),
        Reason::AlgorithmUnlikeKey { key } => {
            format!("a chave que o token indica é para `{key}`, mas o token diz `RS256`")
        }
        Reason::AudienceDiffers {
            expected,
            actual,
            belongs_to: Some(other),
        } => format!(
            "o público-alvo do token é `{actual}`, que é o do {}; este índice exige `{expected}`",
            index_name(other)
        ),
        Reason::AudienceDiffers {
            expected,
            actual,
            belongs_to: None,
        } => format!("o público-alvo do token é `{actual}`; este índice exige `{expected}`"),
        Reason::AudienceNotGiven => "não foi informado qual público-alvo o índice exige".to_owned(),
        Reason::AudienceType { found } => format!(
            "o público-alvo tem de ser uma única string, mas no token ele é {}",
            kind(found)
        ),
        Reason::BodyNotJson { error } => {
            format!("o corpo da requisição não é JSON: {}", json_error(error))
        }
        Reason::BodyUnreadable { detail } => {
            format!("o corpo da requisição não é o que o índice lê: `{detail}`")
        }
        Reason::BodyNotObject { found } => format!(
            "o corpo da requisição tem de ser um objeto com um `token`, mas é {}",
            kind(found)
        ),
        Reason::BodyWithoutToken => "o corpo da requisição não tem `token`".to_owned(),
        Reason::BodyTokenType { found } => format!(
            "o `token` da requisição tem de ser uma string, mas é {}",
            kind(found)
        ),
        Reason::ClaimEmpty { claim } => format!("a claim `{claim}` está vazia"),
        Reason::ClaimsMissing { claims } => match claims.as_slice() {
            [single] => format!("falta a claim `{single}`"),
            several => format!("faltam as claims {}", quoted(several)),
        },
        Reason::ClaimMalformed { claim, actual } => {
            format!("o índice não consegue ler a claim `{claim}`, que é `{actual}`")
        }
        Reason::ClaimNotPrinted { claim } => {
            format!("o texto colado não mostra a claim `{claim}`")
        }
        Reason::ClaimType { claim, found } => format!(
            "a claim `{claim}` tem de ser uma string, mas é {}",
            kind(found)
        ),
        Reason::Crash {
            claim: Some(claim),
            exception,
        } => format!("o servidor não sabe lidar com a claim `{claim}` e quebra (`{exception}`)"),
        Reason::Crash {
            claim: None,
            exception,
        } => format!("o servidor quebra (`{exception}`)"),
        Reason::Differs {
            claim,
            expected,
            actual: Some(actual),
            comparison,
        } => {
            let case = match comparison {
                Comparison::Exact if equal_in_any_case(expected, actual) => {
                    "; a diferença está nas maiúsculas e minúsculas, que aqui contam"
                }
                _ => "",
            };
            format!("a claim `{claim}` é `{actual}`, mas o publicador tem `{expected}`{case}")
        }
        Reason::Differs {
            claim,
            expected,
            actual: None,
            ..
        } => format!("o token não tem `{claim}`, mas o publicador pede `{expected}`"),
        Reason::Disabled { flag } => {
            format!("os administradores do índice desativaram isto (`{flag}`)")
        }
        Reason::EnvironmentIgnored { environment } => {
            format!("o publicador aceita qualquer ambiente; o do token é `{environment}`")
        }
        Reason::EventRefused { event } => {
            format!("fluxos de trabalho iniciados por `{event}` não podem publicar")
        }
        Reason::Expired { exp, now, leeway } => {
            let late = now.since(*exp);
            if late <= 0 {
                format!("o token expirou em {exp}")
            } else {
                format!(
                    "o token expirou em {exp}, {} antes do momento avaliado; o índice tolera {}",
                    duration(late),
                    duration(*leeway)
                )
            }
        }
        Reason::FileNameNotFound { claim, actual } => format!(
            "não se encontra um arquivo `.yml` ou `.yaml` na claim `{claim}`, que é `{actual}`"
        ),
        Reason::FileRefDiffers {
            claim,
            expected,
            actual,
        } => {
            let expected = match expected.as_slice() {
                [single] => format!("`{single}`"),
                several => format!("um destes valores: {}", quoted(several)),
            };
            format!("a claim `{claim}` é `{actual}`, mas o publicador exige {expected}")
        }
        Reason::HeaderRefused {
            header,
            actual: Some(actual),
        } => format!("o cabeçalho `{header}` da requisição é `{actual}`, que o índice recusa"),
        Reason::HeaderRefused {
            header,
            actual: None,
        } => format!("a requisição não tem o cabeçalho `{header}`, que o índice exige"),
        Reason::IssuerUnknown {
            issuer,
            enterprise: true,
        } => format!(
            "o emissor `{issuer}` é próprio de uma empresa; o índice só confia em tokens do github.com"
        ),
        Reason::IssuerUnknown {
            issuer,
            enterprise: false,
        } => format!("o índice não confia no emissor `{issuer}`"),
        Reason::IssuerNotOfKind { issuer, expected } => format!(
            "publicadores deste tipo valem para tokens de `{expected}`, mas o token é de `{issuer}`"
        ),
        Reason::KeyIdMissing => "o cabeçalho do token não indica a chave (`kid`)".to_owned(),
        Reason::KeyNotFound { key_id, known } if known.is_empty() => {
            format!("o emissor não publica a chave `{key_id}`; ele não publica nenhuma")
        }
        Reason::KeyNotFound { key_id, known } => format!(
            "o emissor não publica a chave `{key_id}`; ele publica {}",
            quoted(known)
        ),
        Reason::KeyUnusable { key_id } => format!("a chave `{key_id}` está malformada"),
        Reason::KeysNotServed { detail: None } => {
            "o índice não consegue baixar as chaves do emissor".to_owned()
        }
        Reason::KeysNotServed {
            detail: Some(detail),
        } => format!("o índice não consegue ler as chaves do emissor: `{detail}`"),
        Reason::MethodRefused { method } => {
            format!("o método da requisição é `{method}`, mas tem de ser `POST`")
        }
        Reason::KeysNotGiven => {
            "a chave do emissor não está disponível; baixe ou cole as chaves do emissor".to_owned()
        }
        Reason::MomentNotGiven => "não se conhece o momento a avaliar".to_owned(),
        Reason::FieldNotGiven { field, claimed } if claimed.is_empty() => {
            format!("o `{field}` do publicador não foi informado")
        }
        Reason::FieldNotGiven { field, claimed } => {
            format!("o `{field}` do publicador não foi informado; tem de ser `{claimed}`")
        }
        Reason::NoneMatches {
            field: id,
            claim,
            expected,
            actual,
            comparison,
        } => none_matches(
            field(index, id),
            claim,
            expected,
            actual.as_deref(),
            *comparison,
        ),
        Reason::NoPublishers { kind } => {
            format!(
                "nenhum publicador foi informado; é preciso que um do tipo `{kind}` esteja registrado"
            )
        }
        Reason::NotKnown { evidence: None } => "não se sabe o que o índice faz aqui".to_owned(),
        Reason::NotKnown {
            evidence: Some(url),
        } => format!("não se sabe o que o índice faz aqui; há um relato em {url}"),
        Reason::NotRegistered { nearest } => not_registered(nearest, index),
        Reason::NotYetValid {
            claim,
            from,
            now,
            leeway,
        } => format!(
            "pela claim `{}`, o token só vale a partir de {from}, {} depois do momento avaliado; o índice \
             tolera {}",
            claim.name(),
            duration(from.since(*now)),
            duration(*leeway)
        ),
        Reason::PolicyLapsed { until: Some(until) } => format!(
            "ninguém publicou com esta política a tempo, e ela venceu em {until}; renove-a na página do índice"
        ),
        Reason::PolicyLapsed { until: None } => {
            "ninguém publicou com esta política a tempo, e ela venceu; renove-a na página do índice"
                .to_owned()
        }
        Reason::PolicyUserDiffers { user, owners } => format!(
            "a requisição indica o usuário `{user}`, mas a política foi criada por {}; indique quem a criou, \
             não o proprietário dos pacotes",
            quoted(owners)
        ),
        Reason::ProjectExists { project } => {
            format!(
                "um publicador pendente corresponde, mas o projeto dele, `{project}`, já existe"
            )
        }
        Reason::ProjectNameProhibited { project } => {
            format!(
                "um publicador pendente corresponde, mas o nome de projeto dele, `{project}`, não é permitido"
            )
        }
        Reason::ProjectNameSimilar { project, similar } => format!(
            "um publicador pendente corresponde, mas o nome de projeto dele, `{project}`, é parecido demais \
             com `{similar}`, que já existe"
        ),
        Reason::ProjectNameStdlib { project } => format!(
            "um publicador pendente corresponde, mas o nome de projeto dele, `{project}`, é o de um módulo \
             da biblioteca padrão do Python"
        ),
        Reason::ProjectNameInvalid { project } => {
            format!(
                "um publicador pendente corresponde, mas o nome de projeto dele, `{project}`, está malformado"
            )
        }
        Reason::RefEmpty { claims } => match claims.as_slice() {
            [single] => format!("a claim `{single}` está vazia"),
            several => format!("as claims {} estão vazias", quoted(several)),
        },
        Reason::Reused { token_id } => {
            format!(
                "o token já foi usado (`jti` é `{token_id}`); cada um vale para uma única troca"
            )
        }
        Reason::RecordedNow { field: id, claimed } => format!(
            "o índice ainda não tem o campo {} do publicador e o obtém do token: `{claimed}`",
            field(index, id)
        ),
        Reason::SignatureDiffers => {
            "a assinatura não foi feita com a chave que o token indica".to_owned()
        }
        Reason::SubjectForm { actual } => {
            format!("o assunto `{actual}` tem partes de menos entre os dois-pontos")
        }
        Reason::TimeNotANumber { claim, actual } => format!(
            "a claim `{}` tem de ser um número de segundos, mas é `{actual}`",
            claim.name()
        ),
        Reason::Undecodable { error } => format!("isto não é um token: {}", decode_error(error)),
        Reason::Unreadable { detail } => {
            format!("a biblioteca do índice não consegue ler o token: `{detail}`")
        }
        Reason::TokenHeaderRefused {
            member,
            actual: Some(actual),
        } => format!("o cabeçalho do token tem `{actual}` em `{member}`, o que o índice recusa"),
        Reason::TokenHeaderRefused {
            member,
            actual: None,
        } => format!("o cabeçalho do token tem um `{member}`, o que o índice recusa"),
        Reason::SwitchedOff => "as configurações do próprio projeto desativaram isto".to_owned(),
        Reason::VersionOfTag { version } => {
            format!(
                "a tag representa a versão `{version}`, e o que for enviado tem de ser essa versão"
            )
        }
        Reason::TokenNotGiven => "nenhum token foi informado".to_owned(),
    }
}

fn none_matches(
    label: &str,
    claim: &str,
    expected: &[String],
    actual: Option<&str>,
    comparison: Comparison,
) -> String {
    let Some(actual) = actual else {
        return match expected {
            [single] => format!("o token não tem `{claim}`, mas o publicador pede `{single}`"),
            several => format!(
                "o token não tem `{claim}`, mas os publicadores pedem {}",
                quoted(several)
            ),
        };
    };
    match expected {
        [single] => {
            let alike = equal_in_any_case(single, actual);
            let case = if comparison == Comparison::Exact && alike {
                "; a diferença está nas maiúsculas e minúsculas, que aqui contam"
            } else {
                ""
            };
            format!(
                "a claim `{claim}` do token tem `{actual}`, mas no publicador o campo {label} é `{single}`{case}"
            )
        }
        several => format!(
            "a claim `{claim}` do token tem `{actual}`, que nenhum publicador tem; neles o campo {label} é {}",
            quoted(several)
        ),
    }
}

fn not_registered(nearest: &[FieldMismatch], index: &Index) -> String {
    match nearest {
        [] => "nenhum publicador registrado corresponde".to_owned(),
        [only] => {
            let case = if equal_in_any_case(&only.registered, &only.claimed) {
                "; a diferença está nas maiúsculas e minúsculas, que aqui contam"
            } else {
                ""
            };
            format!(
                "nenhum publicador registrado corresponde: {}{case}",
                mismatch(only, index)
            )
        }
        [first, ..] => {
            let of_first: Vec<_> = nearest
                .iter()
                .filter(|other| other.publisher == first.publisher)
                .map(|other| mismatch(other, index))
                .collect();
            format!(
                "nenhum publicador registrado corresponde: {}",
                of_first.join("; ")
            )
        }
    }
}

fn mismatch(mismatch: &FieldMismatch, index: &Index) -> String {
    let claimed = if mismatch.claimed.is_empty() {
        "não traz nada".to_owned()
    } else {
        format!("traz `{}`", mismatch.claimed)
    };
    format!(
        "em `{}` o token {claimed}, mas o publicador tem `{}` em {}",
        mismatch.claim,
        mismatch.registered,
        field(index, &mismatch.field)
    )
}

pub(super) fn decode_error(error: &DecodeError) -> String {
    match error {
        DecodeError::DetachedPayload => {
            "o cabeçalho diz que o conteúdo está em outro lugar (`b64` é false)".to_owned()
        }
        DecodeError::CriticalHeader => {
            "o cabeçalho exige extensões (`crit`) que o índice não conhece".to_owned()
        }
        DecodeError::KeyIdType { found } => {
            format!(
                "o `kid` do cabeçalho tem de ser uma string, mas é {}",
                kind(found)
            )
        }
        DecodeError::NotBase64 {
            segment: which,
            error,
        } => {
            let why = match error {
                lenient_base64::Error::OneCharacterLeft => "sobra um caractere",
                lenient_base64::Error::Padding => "ela foi cortada, ou ganhou caracteres a mais",
            };
            format!("{} não é base64: {why}", segment(*which))
        }
        DecodeError::NotJson {
            segment: which,
            error,
        } => {
            format!("{} não é JSON: {}", segment(*which), json_error(error))
        }
        DecodeError::NotObject {
            segment: which,
            found,
        } => {
            format!(
                "{} tem de ser um objeto, mas é {}",
                segment(*which),
                kind(found)
            )
        }
        DecodeError::TooFewSegments { found: 1 } => {
            "um token tem três partes separadas por pontos, e aqui não há nenhum ponto".to_owned()
        }
        DecodeError::TooFewSegments { found } => {
            format!("um token tem três partes separadas por pontos, e aqui só há {found}")
        }
    }
}

fn segment(segment: Segment) -> &'static str {
    match segment {
        Segment::Header => "a primeira parte, o cabeçalho,",
        Segment::Payload => "a segunda parte, as claims,",
        Segment::Signature => "a terceira parte, a assinatura,",
    }
}

pub(in super::super) fn json_error(error: &Error) -> String {
    let what = match error.kind {
        ErrorKind::ControlCharacter => "há um caractere de controle em uma string",
        ErrorKind::ExtraData => "há algo depois do valor",
        ErrorKind::ExpectedValue => "falta um valor",
        ErrorKind::InvalidEscape => "depois de uma barra invertida vem algo desconhecido",
        ErrorKind::InvalidUnicode => "os bytes não são texto",
        ErrorKind::LoneSurrogate => "há meio caractere em uma string",
        ErrorKind::MissingColon => "faltam dois-pontos",
        ErrorKind::MissingComma => "falta uma vírgula ou o fechamento de um colchete ou chave",
        ErrorKind::MissingKey => "falta o nome de um membro entre aspas duplas",
        ErrorKind::TooDeep => "o aninhamento é profundo demais",
        ErrorKind::TooManyDigits => "um número tem dígitos demais",
        ErrorKind::UnterminatedString => "uma string não termina",
    };
    format!("{what}, no byte {}", error.offset)
}

/// A Python type's name in plain words.
fn kind(name: &str) -> &str {
    match name {
        "NoneType" => "null",
        "bool" => "um valor booleano",
        "int" | "float" => "um número",
        "str" => "uma string",
        "list" => "uma lista",
        "dict" => "um objeto",
        other => other,
    }
}
