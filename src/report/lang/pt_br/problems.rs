//! Why a request cannot be answered, in Brazilian Portuguese.

use crate::index::PublisherError;
use crate::index::custom::{AddressError, AnswerError, ProfileError};
use crate::inspect::RequestError;
use crate::jose::KeySetError;
use crate::report::json::v1::{Expected, Found, Misfit, Problem};
use crate::report::lang::Language;

use super::{json_error, quoted};

pub(in super::super) fn request_error(error: &RequestError) -> String {
    match error {
        RequestError::PasteAndBody => {
            "forneça um texto colado ou um corpo de requisição, não os dois".to_owned()
        }
        RequestError::Keys { position, error } => {
            format!(
                "conjunto de chaves {}: {}",
                position.saturating_add(1),
                key_set_error(error)
            )
        }
        RequestError::Publisher { position, error } => {
            let why = match error {
                PublisherError::UnknownKind { kind, known } => {
                    format!("não existe o tipo `{kind}`; existem {}", quoted(known))
                }
                PublisherError::UnknownField { field, known } => {
                    format!("não existe o campo `{field}`; existem {}", quoted(known))
                }
            };
            format!("publicador {}: {why}", position.saturating_add(1))
        }
        RequestError::NoProfile => {
            "nada se sabe do índice `custom`: informe o perfil dele".to_owned()
        }
        RequestError::Profile { error } => profile_error(error),
        RequestError::RulesNotLoaded { index } => {
            format!(
                "as regras de `{index}` não foram carregadas; chame antes `await load(\"{index}\")`"
            )
        }
        RequestError::SomeRulesNotLoaded { index } => format!(
            "todos os índices são consultados, e as regras de `{index}` não foram carregadas; chame antes `await load()`"
        ),
        RequestError::UnknownIndex { index, known } => {
            format!("não existe o índice `{index}`; existem {}", quoted(known))
        }
    }
}

pub(in super::super) fn profile_error(error: &ProfileError) -> String {
    match error {
        ProfileError::Address { member, error, .. } => {
            format!(
                "o `{}` do perfil não é um endereço: {}",
                member.name(),
                address_error(*error)
            )
        }
        ProfileError::OtherHost { member, url, host } => format!(
            "o `{}` do perfil é `{url}`, e os clientes que enviam para `{host}` não perguntam a mais ninguém",
            member.name()
        ),
        ProfileError::Issuer { issuer, known } => format!(
            "o emissor `{issuer}` do perfil não é uma URL nem um destes: {}",
            quoted(known)
        ),
        ProfileError::NoIssuers => {
            "o perfil não permite que ninguém ateste um job: omita `issuers` ou informe um"
                .to_owned()
        }
    }
}

pub(in super::super) fn answer_error(error: &AnswerError) -> String {
    match error {
        AnswerError::NotJson => {
            "isto não é um objeto JSON; foi outro endereço que respondeu?".to_owned()
        }
        AnswerError::Nothing => "isto não informa nem um público-alvo nem endpoints".to_owned(),
        AnswerError::NoAddress => {
            "informe antes o endereço do índice: os endpoints dele têm de estar lá".to_owned()
        }
        AnswerError::Refused { message } => format!("o índice responde: `{message}`"),
        AnswerError::Endpoint { url } => {
            format!("o endpoint `{url}` não é um endereço a que um cliente pergunte")
        }
        AnswerError::OtherHost { url, host } => {
            format!(
                "o endpoint `{url}` não está em `{host}`, e os clientes não perguntam a mais ninguém"
            )
        }
    }
}

pub(in super::super) fn address_error(error: AddressError) -> &'static str {
    match error {
        AddressError::Empty => {
            "não há nenhum; informe o do índice, como `https://pypi.example.com`"
        }
        AddressError::Scheme => "ele tem de começar com `https://`",
        AddressError::Credentials => "ele traz um nome de usuário ou uma senha; retire-os",
        AddressError::Host => "não há nele um nome de host a que um cliente possa perguntar",
        AddressError::Path => "o caminho tem um caractere que nenhum endereço tem",
    }
}

pub(in super::super) fn problem(problem: &Problem) -> String {
    match problem {
        Problem::NotJson(error) => format!("a requisição não é JSON: {}", json_error(error)),
        Problem::Shape { place, misfit } if place.is_empty() => {
            format!("a requisição está malformada: {}", self::misfit(misfit))
        }
        Problem::Shape { place, misfit } => {
            format!(
                "o `{place}` da requisição está malformado: {}",
                self::misfit(misfit)
            )
        }
        Problem::NotBase64 => "o `bodyBase64` da requisição não é base64".to_owned(),
        Problem::TwoBodies => "forneça `body` ou `bodyBase64`, não os dois".to_owned(),
        Problem::UnknownLanguage { language } => {
            let known: Vec<_> = Language::ALL.iter().map(|known| known.tag()).collect();
            let exist = if known.len() == 1 {
                "existe"
            } else {
                "existem"
            };
            format!(
                "não existe o idioma `{language}`; {exist} {}",
                quoted(&known)
            )
        }
        Problem::Request(error) => request_error(error),
    }
}

pub(in super::super) fn key_set_error(error: &KeySetError) -> String {
    match error {
        KeySetError::NotJson { error } => {
            format!("isto não é JSON: {}", json_error(error))
        }
        KeySetError::NoKeys => {
            "isto é JSON, mas não um conjunto de chaves: não tem uma lista `keys`, nem é uma única \
             chave"
                .to_owned()
        }
    }
}

/// What is wrong with a part of a request.
pub(in super::super) fn misfit(misfit: &Misfit) -> String {
    match misfit {
        Misfit::Missing { name } => format!("falta o campo `{name}`"),
        Misfit::Unknown { name, known } => {
            format!("o campo `{name}` não existe; existem {}", quoted(known))
        }
        Misfit::Type { found, expected } => {
            let found = match found {
                Found::Null => "null".to_owned(),
                Found::Boolean(json) => format!("o booleano `{json}`"),
                Found::Integer(json) => format!("o inteiro `{json}`"),
                Found::Float(json) => format!("o número com fração `{json}`"),
                Found::Text(json) => format!("a string {json}"),
                Found::List => "uma lista".to_owned(),
                Found::Object => "um objeto".to_owned(),
                Found::Deep => "algo aninhado demais".to_owned(),
            };
            let expected = match expected {
                Expected::Boolean => "um booleano",
                Expected::List => "uma lista",
                Expected::Object => "um objeto",
                Expected::Seconds => "um número inteiro de segundos",
                Expected::Text => "uma string",
            };
            format!("o esperado era {expected}, não {found}")
        }
    }
}
