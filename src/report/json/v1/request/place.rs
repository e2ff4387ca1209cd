//! Finds the part of a request that does not have the right shape: serde says what is wrong, not where.

use serde_json::{Map, Value};

use super::Request;

/// The part, as `keys` or `publishers[1]`; empty if it is the request itself.
pub(super) fn of_error(document: &Value) -> String {
    let Value::Object(members) = document else {
        return String::new();
    };
    members
        .iter()
        .filter(|(name, value)| is_known(name) && !fits(name, value))
        .map(|(name, value)| place_in(name, value))
        .next()
        .unwrap_or_default()
}

fn place_in(name: &str, value: &Value) -> String {
    let Value::Array(items) = value else {
        return name.to_owned();
    };
    items
        .iter()
        .position(|item| !fits(name, &Value::Array(vec![item.clone()])))
        .map_or_else(|| name.to_owned(), |place| format!("{name}[{place}]"))
}

fn is_known(name: &str) -> bool {
    fits(name, &Value::Null) || name == "index"
}

/// Whether a request could have this member.
fn fits(name: &str, value: &Value) -> bool {
    let mut members = Map::new();
    members.insert("index".to_owned(), Value::from(""));
    members.insert(name.to_owned(), value.clone());
    serde_json::from_value::<Request>(Value::Object(members)).is_ok()
}
