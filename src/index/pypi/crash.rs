//! Values that PostgreSQL and its driver cannot take: the server answers 500.

use crate::python::{Str, Value};

/// A claim as a parameter of a query that compares it with a text column.
///
/// Source: psycopg 3.3.4's adaptation of Python values, and PostgreSQL's operators. A list of strings
/// becomes a literal of unknown type, which compares with text and equals nothing.
pub(super) fn query_parameter(value: &Value) -> Result<Option<&Str>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => Err("UndefinedFunction"),
        Value::Str(string) => text(string).map(Some),
        Value::List(items) => list(items).map(|()| None),
        Value::Dict(_) => Err("ProgrammingError"),
        Value::Deep(text) if text.starts_with('[') => Ok(None),
        Value::Deep(_) => Err("ProgrammingError"),
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

fn list(items: &[Value]) -> Result<(), &'static str> {
    for item in items {
        match item {
            Value::Null | Value::Deep(_) => {}
            Value::Str(string) => {
                text(string)?;
            }
            Value::List(inner) => list(inner)?,
            Value::Bool(_) | Value::Int(_) | Value::Float(_) => return Err("UndefinedFunction"),
            Value::Dict(_) => return Err("ProgrammingError"),
        }
    }
    Ok(())
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
