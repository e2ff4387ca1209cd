//! Finds the token in a pasted text, by itself or in what a client or a shell put around it.

use crate::python::{Value, json};

use super::{Recognised, Shape, Span};

/// Says what the text is. Takes any text, in time linear in its length.
#[must_use]
pub fn recognise(text: &str) -> Recognised {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Recognised {
            shape: Shape::Empty,
            token: None,
            span: None,
        };
    }
    from_json(text, trimmed)
        .or_else(|| from_doubly_quoted(text, trimmed))
        .or_else(|| from_line(text, trimmed))
        .or_else(|| from_lines(text, trimmed))
        .or_else(|| from_within(text))
        .unwrap_or(Recognised {
            shape: Shape::Unrecognised,
            token: None,
            span: None,
        })
}

/// `{"value": "…"}`, `{"token": "…"}` or `{"jwt": "…"}`.
fn from_json(text: &str, trimmed: &str) -> Option<Recognised> {
    if !trimmed.starts_with('{') {
        return None;
    }
    let document = json::loads(trimmed.as_bytes()).ok()?;
    let members = document.as_dict()?;
    let sent = members.get("token").or_else(|| members.get("jwt"));
    let (shape, value) = match (members.get("value"), sent) {
        (Some(value), _) => (Shape::TokenResponse, value),
        (None, Some(token)) => (Shape::MintRequest, token),
        (None, None) => return None,
    };
    let Value::Str(token) = value else {
        return None;
    };
    let token = token.to_lossy().into_owned();
    Some(Recognised {
        shape,
        span: span_of(text, &token),
        token: Some(token),
    })
}

/// `{"token": ""eyJ…""}`: what PyPI's manual recipe sends when `jq` is called without `-r`.
fn from_doubly_quoted(text: &str, trimmed: &str) -> Option<Recognised> {
    let members = trimmed.strip_prefix('{')?.trim_start();
    let value = members.strip_prefix("\"token\"")?.trim_start();
    let value = value.strip_prefix(':')?.trim_start();
    let token = value.strip_prefix("\"\"")?;
    let token = token.get(..token.find('"')?)?;
    looks_like_token(token).then(|| Recognised {
        shape: Shape::QuotedInRequest,
        token: Some(token.to_owned()),
        span: span_of(text, token),
    })
}

/// A token alone on a line, perhaps in quotes or behind `Authorization: Bearer`.
fn from_line(text: &str, trimmed: &str) -> Option<Recognised> {
    let (shape, token) = match without_bearer(trimmed) {
        Some(token) => (Shape::Bearer, token),
        None => match without_quotes(trimmed) {
            Some(token) => (Shape::Quoted, token),
            None => (Shape::Token, trimmed),
        },
    };
    looks_like_token(token).then(|| Recognised {
        shape,
        token: Some(token.to_owned()),
        span: span_of(text, token),
    })
}

/// A token that a terminal or an editor broke over several lines.
fn from_lines(text: &str, trimmed: &str) -> Option<Recognised> {
    let joined: String = trimmed.split_ascii_whitespace().collect();
    (joined.len() < trimmed.len() && trimmed.starts_with("ey") && looks_like_token(&joined)).then(
        || Recognised {
            shape: Shape::TokenInLines,
            token: Some(joined),
            span: span_of(text, trimmed),
        },
    )
}

/// The first thing in other text that looks like a token.
fn from_within(text: &str) -> Option<Recognised> {
    let token = text
        .split(|character: char| !is_base64url(character) && character != '.')
        .map(|word| word.trim_matches('.'))
        .find(|word| looks_like_token(word))?;
    Some(Recognised {
        shape: Shape::Text,
        token: Some(token.to_owned()),
        span: span_of(text, token),
    })
}

/// Three parts in the alphabet of tokens, the first of which starts as `{"` does in base64. The last
/// may be empty: an unsigned token is one too.
fn looks_like_token(text: &str) -> bool {
    let mut parts = text.split('.');
    let (Some(header), Some(payload), Some(signature), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    header.starts_with("ey")
        && !payload.is_empty()
        && [header, payload, signature]
            .iter()
            .all(|part| part.chars().all(is_base64url))
}

fn is_base64url(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '=' | '+' | '/')
}

fn without_bearer(text: &str) -> Option<&str> {
    let text = strip_prefix_ignoring_case(text, "authorization:").map_or(text, str::trim_start);
    strip_prefix_ignoring_case(text, "bearer ").map(str::trim)
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

fn without_quotes(text: &str) -> Option<&str> {
    ['"', '\'', '`']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote).map(str::trim))
}

fn span_of(text: &str, part: &str) -> Option<Span> {
    let start = text.find(part)?;
    Some(Span {
        start,
        end: start.saturating_add(part.len()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln";

    #[test]
    fn a_token_is_found_in_what_is_around_it() {
        for (text, shape) in [
            (TOKEN.to_owned(), Shape::Token),
            (format!("  {TOKEN}\n"), Shape::Token),
            (format!("Bearer {TOKEN}"), Shape::Bearer),
            (format!("authorization: bearer {TOKEN}"), Shape::Bearer),
            (format!("\"{TOKEN}\""), Shape::Quoted),
            (
                format!("{{\"value\": \"{TOKEN}\", \"count\": 1}}"),
                Shape::TokenResponse,
            ),
            (format!("{{\"token\": \"{TOKEN}\"}}"), Shape::MintRequest),
            (format!("the token is {TOKEN}."), Shape::Text),
            (TOKEN.replace('.', ".\n"), Shape::TokenInLines),
        ] {
            let found = recognise(&text);
            assert_eq!(found.shape, shape, "{text}");
            assert_eq!(found.token.as_deref(), Some(TOKEN), "{text}");
        }
    }

    #[test]
    fn other_text_has_no_token() {
        assert_eq!(recognise(" \n").shape, Shape::Empty);
        for text in [
            "hello",
            "{",
            "{}",
            "{\"value\": 1}",
            "a.b.c",
            "v1.2.3",
            "ey.ey",
            "eyJ..x",
        ] {
            let found = recognise(text);
            assert_eq!(found.shape, Shape::Unrecognised, "{text}");
            assert_eq!(found.token, None, "{text}");
        }
    }
}
