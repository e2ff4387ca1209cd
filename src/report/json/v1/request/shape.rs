//! Reads the members of a request, each with its place for whoever got it wrong.
//!
//! By hand: a derived reader of the same types is a twentieth of the npm module, and does not know places. The
//! first mistake is kept and reading goes on with nothing in its place, since a way out at every member is as large.

use super::Problem;
use crate::gather::Gather as _;
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
pub(in super::super) struct Reader {
    problem: Option<Problem>,
    /// Where the part stands that is being read.
    place: String,
}

/// An object; none if something else stands there.
pub(in super::super) type Object<'a> = Option<&'a Dict>;

/// How a part is read.
type Read<Content> = fn(&mut Reader, &Value) -> Content;

impl Reader {
    /// Reads a whole document.
    pub(in super::super) fn whole<Content>(
        document: &Value,
        read: Read<Content>,
    ) -> Result<Content, Problem> {
        let mut reader = Self::default();
        let content = read(&mut reader, document);
        match reader.problem {
            None => Ok(content),
            Some(problem) => Err(problem),
        }
    }

    /// An object, with nothing in it that is not known.
    pub(in super::super) fn object<'a>(&mut self, part: &'a Value, known: &[&str]) -> Object<'a> {
        let object = self.map(part)?;
        for (name, _) in object.iter() {
            if !known.iter().any(|known| *name == **known) {
                let name = name.to_string();
                let known = known.iter().map(ToString::to_string).gather();
                self.keep(Misfit::Unknown { name, known });
            }
        }
        Some(object)
    }

    /// An object of any members.
    fn map<'a>(&mut self, part: &'a Value) -> Object<'a> {
        let object = part.as_dict();
        if object.is_none() {
            self.expected(Expected::Object, part);
        }
        object
    }

    /// An object of any members that are texts or `null`.
    pub(in super::super) fn texts(&mut self, part: &Value) -> Vec<(String, Option<String>)> {
        let mut texts = Vec::new();
        let object = self.map(part);
        for (name, _) in object.into_iter().flat_map(Dict::iter) {
            let name = name.to_string();
            let text = self.optional(object, &name, Self::text);
            texts.push((name, text));
        }
        texts
    }

    pub(in super::super) fn list<Item>(&mut self, part: &Value, read: Read<Item>) -> Vec<Item> {
        let mut list = Vec::new();
        match part {
            Value::List(items) => {
                for (position, value) in items.iter().enumerate() {
                    let outside = self.enter(&format!("[{position}]"));
                    list.push(read(self, value));
                    self.place.truncate(outside);
                }
            }
            other => self.expected(Expected::List, other),
        }
        list
    }

    pub(in super::super) fn text(&mut self, part: &Value) -> String {
        if let Value::Str(text) = part {
            return text.to_string();
        }
        self.expected(Expected::Text, part);
        String::new()
    }

    pub(in super::super) fn flag(&mut self, part: &Value) -> bool {
        if let Value::Bool(flag) = part {
            return *flag;
        }
        self.expected(Expected::Boolean, part);
        false
    }

    pub(in super::super) fn seconds(&mut self, part: &Value) -> i64 {
        if let Value::Int(int) = part
            && let Some(value) = int.to_i64()
        {
            return value;
        }
        self.expected(Expected::Seconds, part);
        0
    }

    pub(in super::super) fn required<Content: Default>(
        &mut self,
        object: Object<'_>,
        name: &str,
        read: Read<Content>,
    ) -> Content {
        if let Some(object) = object {
            if let Some(value) = object.get(name) {
                return self.member(name, value, read);
            }
            let name = name.to_owned();
            self.keep(Misfit::Missing { name });
        }
        Content::default()
    }

    /// A member that may be absent or `null`, which is the same.
    pub(in super::super) fn optional<Content>(
        &mut self,
        object: Object<'_>,
        name: &str,
        read: Read<Content>,
    ) -> Option<Content> {
        match object?.get(name)? {
            Value::Null => None,
            value => Some(self.member(name, value, read)),
        }
    }

    fn member<Content>(&mut self, name: &str, value: &Value, read: Read<Content>) -> Content {
        let dot = if self.place.is_empty() { "" } else { "." };
        let outside = self.enter(&format!("{dot}{name}"));
        let content = read(self, value);
        self.place.truncate(outside);
        content
    }

    /// Goes on to a part, and returns how long the place was before.
    fn enter(&mut self, part: &str) -> usize {
        let outside = self.place.len();
        self.place.push_str(part);
        outside
    }

    fn expected(&mut self, expected: Expected, part: &Value) {
        let json = || part.to_json();
        let found = match part {
            Value::Null => Found::Null,
            Value::Bool(_) => Found::Boolean(json()),
            Value::Int(_) => Found::Integer(json()),
            Value::Float(_) => Found::Float(json()),
            Value::Str(_) => Found::Text(json()),
            Value::List(_) => Found::List,
            Value::Dict(_) => Found::Object,
            Value::Deep(_) => Found::Deep,
        };
        self.keep(Misfit::Type { found, expected });
    }

    fn keep(&mut self, misfit: Misfit) {
        let place = self.place.clone();
        self.problem.get_or_insert(Problem::Shape { place, misfit });
    }
}
