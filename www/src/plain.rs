//! Plain data for those outside, and for the program in another language: JSON, through the core's own reader, which
//! is in the program anyway.

use mintcheck::python::{Dict, Int, Value, json};

/// Reads a JSON text.
pub(crate) fn read(text: &str) -> Option<Value> {
    json::loads(text.as_bytes()).ok()
}

/// A member of an object.
pub(crate) fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.as_dict()?.get(name)
}

/// A member that is a text.
pub(crate) fn text(value: &Value, name: &str) -> Option<String> {
    as_text(member(value, name)?)
}

/// A text.
pub(crate) fn as_text(value: &Value) -> Option<String> {
    value.as_str()?.as_str().map(str::to_owned)
}

/// A member that is a whole number.
pub(crate) fn number(value: &Value, name: &str) -> Option<i64> {
    match member(value, name)? {
        Value::Int(number) => number.to_i64(),
        _ => None,
    }
}

/// What stands in a member that is a list; nothing where it is none.
pub(crate) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    match member(value, name) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

/// The members of a member that is an object, as texts; nothing where it is none.
pub(crate) fn texts(value: &Value, name: &str) -> Vec<(String, String)> {
    let members = member(value, name).and_then(Value::as_dict);
    let pairs = members.into_iter().flat_map(Dict::iter);
    pairs
        .filter_map(|(name, value)| Some((name.as_str()?.to_owned(), as_text(value)?)))
        .collect()
}

/// An object.
pub(crate) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Value)>) -> Value {
    let pairs = members
        .into_iter()
        .map(|(name, value)| (name.into(), value));
    Value::Dict(Dict::from_pairs(pairs.collect()))
}

/// A text as a value.
pub(crate) fn of_text(text: &str) -> Value {
    Value::Str(text.into())
}

/// A text that may be absent.
pub(crate) fn of_optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, of_text)
}

/// A whole number as a value.
pub(crate) fn of_number(number: i64) -> Value {
    Value::Int(Int::from(number))
}

/// Texts as a list.
pub(crate) fn of_texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Value {
    Value::List(texts.into_iter().map(of_text).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let written = object([
            ("text", of_text("\"é\u{1f600}\n")),
            ("number", of_number(-7)),
            ("none", of_optional(None)),
            ("list", of_texts(["a", "b"])),
            ("members", object([("c", of_text("d"))])),
        ]);
        let value = read(&written.to_json()).expect("JSON");
        assert_eq!(text(&value, "text").as_deref(), Some("\"é\u{1f600}\n"));
        assert_eq!(number(&value, "number"), Some(-7));
        assert_eq!(text(&value, "none"), None);
        assert_eq!(list(&value, "list").len(), 2);
        assert_eq!(texts(&value, "members"), [("c".to_owned(), "d".to_owned())]);
        assert_eq!(text(&value, "missing"), None);
    }
}
