//! Why a request cannot be answered, in Brazilian Portuguese.

use crate::index::PublisherError;
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
        RequestError::RulesNotLoaded { index } => {
            format!(
                "as regras de `{index}` não foram carregadas; chame antes `await load(\"{index}\")`"
            )
        }
        RequestError::UnknownIndex { index, known } => {
            format!("não existe o índice `{index}`; existem {}", quoted(known))
        }
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
