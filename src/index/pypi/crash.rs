//! Values that PostgreSQL and its driver cannot take: the server answers 500.

use crate::python::{Str, Value, exponential};
use std::borrow::Cow;

/// A claim as a parameter of a query that compares it with a text column.
///
/// SQLAlchemy casts what it has no type of its own for to `VARCHAR`: a list is compared as the text of
/// an array, which no publisher has, but could.
///
/// Source: SQLAlchemy 2.0.51 `String.coerce_compared_value`, psycopg 3.3.4 `types/array.py`, PostgreSQL's
/// operators.
pub(super) fn query_parameter(value: &Value) -> Result<Option<Cow<'_, Str>>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => Err("UndefinedFunction"),
        Value::Str(string) => text(string).map(|string| Some(Cow::Borrowed(string))),
        Value::List(items) => array(items).map(|array| Some(Cow::Owned(array))),
        Value::Dict(_) => Err("ProgrammingError"),
        Value::Deep(text) => deep(text).map(|array| Some(Cow::Owned(array))),
    }
}

/// A string as a parameter.
pub(super) fn text(string: &Str) -> Result<&Str, &'static str> {
    if string.has_surrogate() {
        Err("UnicodeEncodeError")
    } else if string.has_nul() {
        Err("DataError")
    } else {
        Ok(string)
    }
}

/// The text of a PostgreSQL array. One of strings stays what psycopg writes, of whatever shape; one of
/// numbers is an array to the server, which wants rectangles of up to six dimensions.
fn array(items: &[Value]) -> Result<Str, &'static str> {
    let mut kinds = Vec::new();
    collect_kinds(items, &mut kinds);
    if kinds.contains(&"dict") {
        return Err("ProgrammingError");
    }
    // "cannot dump lists of mixed types"
    if kinds.len() > 1 {
        return Err("DataError");
    }
    let is_text = kinds.first().is_none_or(|kind| *kind == "str");
    if !is_text && shape(items).is_none_or(|dimensions| dimensions.len() > 6) {
        return Err("InvalidTextRepresentation");
    }
    let mut array = Str::default();
    write_array(items, &mut array)?;
    Ok(array)
}

fn collect_kinds(items: &[Value], kinds: &mut Vec<&'static str>) {
    for item in items {
        let kind = match item {
            Value::Null => continue,
            Value::List(inner) => {
                collect_kinds(inner, kinds);
                continue;
            }
            // Only its text was kept: more than six dimensions, which only strings may have.
            Value::Deep(text) if deep(text).is_ok() => continue,
            Value::Deep(_) => "dict",
            other => other.type_name(),
        };
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
}

/// The lengths of a rectangle of values, outermost first; none if it is no rectangle.
fn shape(items: &[Value]) -> Option<Vec<usize>> {
    let mut inner = None;
    for item in items {
        let found = match item {
            Value::List(items) if items.is_empty() => return None,
            Value::List(items) => shape(items)?,
            Value::Deep(_) => return None,
            _ => Vec::new(),
        };
        if *inner.get_or_insert_with(|| found.clone()) != found {
            return None;
        }
    }
    let mut shape = vec![items.len()];
    shape.extend(inner.unwrap_or_default());
    Some(shape)
}

fn write_array(items: &[Value], array: &mut Str) -> Result<(), &'static str> {
    array.push_str("{");
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            array.push_str(",");
        }
        match item {
            Value::Null => array.push_str("NULL"),
            Value::Bool(true) => array.push_str("t"),
            Value::Bool(false) => array.push_str("f"),
            Value::Float(float) => array.push_str(&float_text(*float)),
            Value::Str(string) => write_element(text(string)?, array),
            Value::List(inner) => write_array(inner, array)?,
            Value::Deep(text) => array.push_all(&deep(text)?),
            Value::Int(_) | Value::Dict(_) => array.push_str(&item.repr()),
        }
    }
    array.push_str("}");
    Ok(())
}

fn write_element(element: &Str, array: &mut Str) {
    let special = |point: u32| {
        // White space is what Python's `re` means by it in bytes.
        char::from_u32(point).is_some_and(|character| {
            matches!(character, '"' | '{' | '}' | ',' | '\\' | ' ' | '\t'..='\r')
        })
    };
    let is_null = element.lower() == "null";
    if !element.is_empty() && !is_null && !element.code_points().any(special) {
        array.push_all(element);
        return;
    }
    array.push_str("\"");
    for point in element.code_points() {
        if point == u32::from('"') || point == u32::from('\\') {
            array.push_str("\\");
        }
        array.push(point);
    }
    array.push_str("\"");
}

/// PostgreSQL writes floats as Python does, but for whole ones and from 1e15 on.
fn float_text(float: f64) -> String {
    if float.is_infinite() {
        return if float > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if float.is_nan() {
        return "NaN".to_owned();
    }
    if (1e15..1e16).contains(&float.abs()) {
        return exponential(float);
    }
    let text = Value::Float(float).repr();
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// A list nested so deep that only its text was kept. What holds anything but strings, `null` and
/// lists is refused by driver or server; what it reads as otherwise no publisher has.
fn deep(text: &str) -> Result<Str, &'static str> {
    let mut in_string = false;
    let mut escaped = false;
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' => return Err("ProgrammingError"),
            // Digits, `true`, `false`, `NaN` and `Infinity`.
            b'0'..=b'9' | b't' | b'f' | b'N' | b'I' => return Err("ProgramLimitExceeded"),
            _ => {}
        }
    }
    Ok(Str::from(text))
}

/// A claim kept in a `jsonb` column.
pub(super) fn stored(value: &Value) -> Result<(), &'static str> {
    if value.any_str(&Str::has_nul) {
        Err("UntranslatableCharacter")
    } else if value.any_str(&Str::has_surrogate) || value.has_non_finite() {
        Err("InvalidTextRepresentation")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::json;

    fn parameter(text: &str) -> Result<Option<String>, &'static str> {
        let value = json::loads(text.as_bytes()).expect("valid JSON");
        query_parameter(&value).map(|value| value.map(|value| value.to_string()))
    }

    #[test]
    fn a_list_is_compared_as_the_text_of_an_array() {
        for (list, expected) in [
            ("[]", "{}"),
            (r#"["x", null]"#, "{x,NULL}"),
            (
                r#"["", "a b", "Null", "{", "q\"q", "b\\s"]"#,
                r#"{"","a b","Null","{","q\"q","b\\s"}"#,
            ),
            ("[1, 18446744073709551616]", "{1,18446744073709551616}"),
            ("[[true], [null]]", "{{t},{NULL}}"),
            (
                "[1.0, 0.5, 1e15, 1e16, 1e-7, -0.0, NaN]",
                "{1,0.5,1e+15,1e+16,1e-07,-0,NaN}",
            ),
            (r#"[["a"], "b", [["c"]], []]"#, "{{a},b,{{c}},{}}"),
        ] {
            assert_eq!(parameter(list), Ok(Some(expected.to_owned())), "{list}");
        }
    }

    #[test]
    fn a_list_of_mixed_types_or_of_numbers_in_no_rectangle_crashes() {
        for list in [
            r#"["x", 1]"#,
            "[1, 1.5]",
            "[true, 1]",
            "[{}]",
            "[[1], [2, 3]]",
            "[1, [2]]",
            "[[], [1]]",
            "[[[[[[[1]]]]]]]",
            r#"["\u0000"]"#,
            r#"["\ud800"]"#,
        ] {
            assert!(parameter(list).is_err(), "{list}");
        }
        let deep = |inner: &str| format!("{}{inner}{}", "[".repeat(80), "]".repeat(80));
        assert!(parameter(&deep("\"1\"")).is_ok());
        assert!(parameter(&deep("1")).is_err());
    }
}
