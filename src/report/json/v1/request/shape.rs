//! Reads the members of a request, each with its place for whoever got it wrong.
//!
//! By hand: a derived reader of the same types is a twentieth of the npm module, and does not know places.

use super::Problem;
use crate::python::{Dict, Value};

/// A part of a request, and where it stands in it.
pub(super) struct Part<'a> {
    value: &'a Value,
    place: String,
}

/// An object, with nothing in it that is not known.
pub(super) struct Object<'a> {
    members: &'a Dict,
    place: String,
}

impl<'a> Part<'a> {
    pub(super) fn whole(value: &'a Value) -> Self {
        let place = String::new();
        Self { value, place }
    }

    pub(super) fn object(self, known: &[&str]) -> Result<Object<'a>, Problem> {
        let object = self.map()?;
        let unknown = |name: &str| !known.contains(&name);
        match object.names().into_iter().find(|name| unknown(name)) {
            None => Ok(object),
            Some(name) => {
                let known = known.join("`, `");
                let message = format!("unknown field `{name}`, expected one of `{known}`");
                Err(malformed(object.place, message))
            }
        }
    }

    /// An object of any members.
    pub(super) fn map(self) -> Result<Object<'a>, Problem> {
        match self.value {
            Value::Dict(members) => Ok(Object {
                members,
                place: self.place,
            }),
            _ => Err(self.expected("a map")),
        }
    }

    pub(super) fn list<Item>(
        self,
        item: fn(Part<'a>) -> Result<Item, Problem>,
    ) -> Result<Vec<Item>, Problem> {
        let Value::List(items) = self.value else {
            return Err(self.expected("a sequence"));
        };
        let mut list = Vec::new();
        for (position, value) in items.iter().enumerate() {
            let place = format!("{}[{position}]", self.place);
            list.push(item(Part { value, place })?);
        }
        Ok(list)
    }

    pub(super) fn text(self) -> Result<String, Problem> {
        match self.value {
            Value::Str(text) => Ok(text.to_lossy().into_owned()),
            _ => Err(self.expected("a string")),
        }
    }

    pub(super) fn flag(self) -> Result<bool, Problem> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            _ => Err(self.expected("a boolean")),
        }
    }

    pub(super) fn seconds(self) -> Result<i64, Problem> {
        let whole = match self.value {
            Value::Int(seconds) => seconds.to_i64(),
            _ => None,
        };
        whole.ok_or_else(|| self.expected("i64"))
    }

    fn expected(self, what: &str) -> Problem {
        let given = match self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(_) => format!("boolean `{}`", self.value.to_json()),
            Value::Int(_) => format!("integer `{}`", self.value.to_json()),
            Value::Float(_) => format!("floating point `{}`", self.value.to_json()),
            Value::Str(_) => format!("string {}", self.value.to_json()),
            Value::List(_) => "sequence".to_owned(),
            Value::Dict(_) => "map".to_owned(),
            Value::Deep(_) => "what is nested too deep".to_owned(),
        };
        let message = format!("invalid type: {given}, expected {what}");
        malformed(self.place, message)
    }
}

impl<'a> Object<'a> {
    /// The members' names in order.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.members.iter().map(|(name, _)| name);
        names.map(|name| name.to_lossy().into_owned()).collect()
    }

    pub(super) fn required(&self, name: &str) -> Result<Part<'a>, Problem> {
        match self.members.get(name) {
            Some(value) => Ok(self.part(name, value)),
            None => Err(malformed(
                self.place.clone(),
                format!("missing field `{name}`"),
            )),
        }
    }

    /// A member that may be absent or `null`, which is the same.
    pub(super) fn optional<Content>(
        &self,
        name: &str,
        read: fn(Part<'a>) -> Result<Content, Problem>,
    ) -> Result<Option<Content>, Problem> {
        match self.members.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(self.part(name, value)).map(Some),
        }
    }

    fn part(&self, name: &str, value: &'a Value) -> Part<'a> {
        let dot = if self.place.is_empty() { "" } else { "." };
        let place = format!("{}{dot}{name}", self.place);
        Part { value, place }
    }
}

fn malformed(place: String, message: String) -> Problem {
    Problem::Shape { place, message }
}
