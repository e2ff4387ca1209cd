//! Reads the members of a request, each with its place for whoever got it wrong.
//!
//! By hand: a derived reader of the same types is a twentieth of the npm module, and does not know places.

use super::Problem;
use crate::python::{Dict, Value};

/// What is wrong with a part of a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Misfit {
    /// A member is missing.
    Missing {
        /// Its name.
        name: String,
    },
    /// A member is not known.
    Unknown {
        /// Its name.
        name: String,
        /// Those that are known.
        known: Vec<String>,
    },
    /// It is of another type.
    Type {
        /// What it is.
        found: Found,
        /// What it has to be.
        expected: Expected,
    },
}

/// What stands where something else was expected.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Found {
    /// Nothing.
    Null,
    /// True or false, as JSON.
    Boolean(String),
    /// A whole number, as JSON.
    Integer(String),
    /// Another number, as JSON.
    Float(String),
    /// A text, as JSON.
    Text(String),
    /// A list.
    List,
    /// An object.
    Object,
    /// What is nested too deep.
    Deep,
}

/// What was expected.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Expected {
    /// True or false.
    Boolean,
    /// A list.
    List,
    /// An object.
    Object,
    /// Whole seconds.
    Seconds,
    /// A text.
    Text,
}

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
                let known = known.iter().map(ToString::to_string).collect();
                Err(malformed(object.place, Misfit::Unknown { name, known }))
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
            _ => Err(self.expected(Expected::Object)),
        }
    }

    pub(super) fn list<Item>(
        self,
        item: fn(Part<'a>) -> Result<Item, Problem>,
    ) -> Result<Vec<Item>, Problem> {
        let Value::List(items) = self.value else {
            return Err(self.expected(Expected::List));
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
            _ => Err(self.expected(Expected::Text)),
        }
    }

    pub(super) fn flag(self) -> Result<bool, Problem> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            _ => Err(self.expected(Expected::Boolean)),
        }
    }

    pub(super) fn seconds(self) -> Result<i64, Problem> {
        let whole = match self.value {
            Value::Int(seconds) => seconds.to_i64(),
            _ => None,
        };
        whole.ok_or_else(|| self.expected(Expected::Seconds))
    }

    fn expected(self, expected: Expected) -> Problem {
        let json = || self.value.to_json();
        let found = match self.value {
            Value::Null => Found::Null,
            Value::Bool(_) => Found::Boolean(json()),
            Value::Int(_) => Found::Integer(json()),
            Value::Float(_) => Found::Float(json()),
            Value::Str(_) => Found::Text(json()),
            Value::List(_) => Found::List,
            Value::Dict(_) => Found::Object,
            Value::Deep(_) => Found::Deep,
        };
        malformed(self.place, Misfit::Type { found, expected })
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
                Misfit::Missing {
                    name: name.to_owned(),
                },
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

fn malformed(place: String, misfit: Misfit) -> Problem {
    Problem::Shape { place, misfit }
}
