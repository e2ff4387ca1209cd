//! Reads the members of a request, each with its place for whoever got it wrong.
//!
//! By hand: a derived reader of the same types is a twentieth of the npm module, and does not know places. The
//! first mistake is kept and reading goes on with nothing in its place, since a way out at every member is as large.

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

/// Keeps the first mistake.
#[derive(Default)]
pub(super) struct Reader {
    problem: Option<Problem>,
}

/// A part of a request, and where it stands in it.
pub(super) struct Part<'a> {
    value: &'a Value,
    place: String,
}

/// An object; none if something else stands there.
pub(super) struct Object<'a> {
    members: Option<&'a Dict>,
    place: String,
}

/// How a part is read.
type Read<Content> = fn(&mut Reader, Part<'_>) -> Content;

impl Reader {
    /// Reads a whole document.
    pub(super) fn whole<Content>(
        document: &Value,
        read: Read<Content>,
    ) -> Result<Content, Problem> {
        let mut reader = Self::default();
        let place = String::new();
        let content = read(
            &mut reader,
            Part {
                value: document,
                place,
            },
        );
        match reader.problem {
            None => Ok(content),
            Some(problem) => Err(problem),
        }
    }

    /// An object, with nothing in it that is not known.
    pub(super) fn object<'a>(&mut self, part: Part<'a>, known: &[&str]) -> Object<'a> {
        let object = self.map(part);
        let names = object.names();
        if let Some(name) = names.iter().find(|name| !known.contains(&name.as_str())) {
            let name = name.clone();
            let known = known.iter().map(ToString::to_string).collect();
            self.keep(object.place.clone(), Misfit::Unknown { name, known });
        }
        object
    }

    /// An object of any members.
    pub(super) fn map<'a>(&mut self, part: Part<'a>) -> Object<'a> {
        let members = part.value.as_dict();
        let place = part.place.clone();
        if members.is_none() {
            self.expected(Expected::Object, part);
        }
        Object { members, place }
    }

    pub(super) fn list<Item>(&mut self, part: Part<'_>, read: Read<Item>) -> Vec<Item> {
        let Value::List(items) = part.value else {
            self.expected(Expected::List, part);
            return Vec::new();
        };
        let mut list = Vec::new();
        for (position, value) in items.iter().enumerate() {
            let place = format!("{}[{position}]", part.place);
            list.push(read(self, Part { value, place }));
        }
        list
    }

    pub(super) fn text(&mut self, part: Part<'_>) -> String {
        if let Value::Str(text) = part.value {
            return text.to_lossy().into_owned();
        }
        self.expected(Expected::Text, part);
        String::new()
    }

    pub(super) fn flag(&mut self, part: Part<'_>) -> bool {
        if let Value::Bool(flag) = part.value {
            return *flag;
        }
        self.expected(Expected::Boolean, part);
        false
    }

    pub(super) fn seconds(&mut self, part: Part<'_>) -> i64 {
        if let Value::Int(int) = part.value
            && let Some(value) = int.to_i64()
        {
            return value;
        }
        self.expected(Expected::Seconds, part);
        0
    }

    pub(super) fn required<Content: Default>(
        &mut self,
        object: &Object<'_>,
        name: &str,
        read: Read<Content>,
    ) -> Content {
        if let Some(part) = object.part(name) {
            return read(self, part);
        }
        let name = name.to_owned();
        self.keep(object.place.clone(), Misfit::Missing { name });
        Content::default()
    }

    /// A member that may be absent or `null`, which is the same.
    pub(super) fn optional<Content>(
        &mut self,
        object: &Object<'_>,
        name: &str,
        read: Read<Content>,
    ) -> Option<Content> {
        let part = object.part(name)?;
        match part.value {
            Value::Null => None,
            _ => Some(read(self, part)),
        }
    }

    fn expected(&mut self, expected: Expected, part: Part<'_>) {
        let json = || part.value.to_json();
        let found = match part.value {
            Value::Null => Found::Null,
            Value::Bool(_) => Found::Boolean(json()),
            Value::Int(_) => Found::Integer(json()),
            Value::Float(_) => Found::Float(json()),
            Value::Str(_) => Found::Text(json()),
            Value::List(_) => Found::List,
            Value::Dict(_) => Found::Object,
            Value::Deep(_) => Found::Deep,
        };
        self.keep(part.place, Misfit::Type { found, expected });
    }

    fn keep(&mut self, place: String, misfit: Misfit) {
        self.problem.get_or_insert(Problem::Shape { place, misfit });
    }
}

impl<'a> Object<'a> {
    /// The members' names in order.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.members.into_iter().flat_map(Dict::iter);
        names
            .map(|(name, _)| name.to_lossy().into_owned())
            .collect()
    }

    fn part(&self, name: &str) -> Option<Part<'a>> {
        let value = self.members?.get(name)?;
        let dot = if self.place.is_empty() { "" } else { "." };
        let place = format!("{}{dot}{name}", self.place);
        Some(Part { value, place })
    }
}
