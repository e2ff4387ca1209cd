//! What `json.loads` returns.

use crate::gather::Gather as _;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::json::quote;
use super::number::{repr_float, truncate};
use super::{Int, IntFromStr, Str, repr_str};

/// A Python value out of JSON text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`.
    Null,
    /// `True` or `False`.
    Bool(bool),
    /// An `int`.
    Int(Int),
    /// A `float`: `NaN` and the infinities too.
    Float(f64),
    /// A `str`.
    Str(Str),
    /// A `list`.
    List(Vec<Value>),
    /// A `dict`.
    Dict(Dict),
    /// A `list` or `dict` nested so deep that only its text was kept.
    Deep(String),
}

impl Value {
    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&Str> {
        match self {
            Self::Str(string) => Some(string),
            _ => None,
        }
    }

    /// The dictionary, if it is one.
    #[must_use]
    pub fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// What `if value:` decides.
    #[must_use]
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(truth) => *truth,
            Self::Int(int) => !int.is_zero(),
            Self::Float(float) => *float != 0.0,
            Self::Str(string) => !string.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Dict(dict) => !dict.is_empty(),
            Self::Deep(_) => true,
        }
    }

    /// `int(value)`.
    ///
    /// # Errors
    ///
    /// [`IntError::Value`] where Python raises `ValueError`, [`IntError::Other`] where it raises
    /// `TypeError` or `OverflowError`.
    pub fn to_int(&self) -> Result<Int, IntError> {
        match self {
            Self::Bool(truth) => Ok(Int::from(i64::from(*truth))),
            Self::Int(int) => Ok(int.clone()),
            Self::Float(float) if float.is_nan() => Err(IntError::Value),
            Self::Float(float) => truncate(*float).ok_or(IntError::Other),
            Self::Str(string) => Int::try_from(string).map_err(|error| match error {
                IntFromStr::NotANumber | IntFromStr::TooManyDigits => IntError::Value,
            }),
            Self::Null | Self::List(_) | Self::Dict(_) | Self::Deep(_) => Err(IntError::Other),
        }
    }

    /// `value == True`: a `bool`, `1` or `1.0`.
    #[must_use]
    pub fn equals_true(&self) -> bool {
        match self {
            Self::Bool(truth) => *truth,
            Self::Int(int) => int.compare(1).is_eq(),
            Self::Float(float) => (*float - 1.0).abs() == 0.0,
            _ => false,
        }
    }

    /// `str(value)`: what an f-string shows.
    #[must_use]
    pub fn to_str(&self) -> Str {
        match self {
            Self::Str(string) => string.clone(),
            other => Str::from(other.repr()),
        }
    }

    /// `repr(value)`.
    #[must_use]
    pub fn repr(&self) -> String {
        match self {
            Self::Null => "None".to_owned(),
            Self::Bool(true) => "True".to_owned(),
            Self::Bool(false) => "False".to_owned(),
            Self::Int(int) => int.to_string(),
            Self::Float(float) => repr_float(*float),
            Self::Str(string) => repr_str(string),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(Self::repr).gather();
                format!("[{}]", items.join(", "))
            }
            Self::Dict(dict) => {
                let entries: Vec<_> = dict
                    .iter()
                    .map(|(key, value)| format!("{}: {}", repr_str(key), value.repr()))
                    .gather();
                format!("{{{}}}", entries.join(", "))
            }
            Self::Deep(text) => text.clone(),
        }
    }

    /// `type(value).__name__`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "NoneType",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::Str(_) => "str",
            Self::List(_) => "list",
            Self::Dict(_) => "dict",
            Self::Deep(text) if text.starts_with('[') => "list",
            Self::Deep(_) => "dict",
        }
    }

    /// Whether any string in it fulfils the predicate, dictionary keys included.
    #[must_use]
    pub fn any_str(&self, predicate: &dyn Fn(&Str) -> bool) -> bool {
        match self {
            Self::Str(string) => predicate(string),
            Self::List(items) => items.iter().any(|item| item.any_str(predicate)),
            Self::Dict(dict) => dict
                .iter()
                .any(|(key, value)| predicate(key) || value.any_str(predicate)),
            _ => false,
        }
    }

    /// Whether NaN or an infinity stands anywhere in it.
    #[must_use]
    pub fn has_non_finite(&self) -> bool {
        match self {
            Self::Float(float) => !float.is_finite(),
            Self::List(items) => items.iter().any(Self::has_non_finite),
            Self::Dict(dict) => dict.iter().any(|(_, value)| value.has_non_finite()),
            _ => false,
        }
    }

    /// The value as JSON text on one line, for people; NaN and infinities as Python writes them.
    #[must_use]
    pub fn to_json(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(truth) => truth.to_string(),
            Self::Float(float) if float.is_nan() => "NaN".to_owned(),
            Self::Float(float) if float.is_infinite() && *float > 0.0 => "Infinity".to_owned(),
            Self::Float(float) if float.is_infinite() => "-Infinity".to_owned(),
            Self::Int(_) | Self::Float(_) => self.repr(),
            Self::Str(string) => quote(&string.to_lossy()),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(Self::to_json).gather();
                format!("[{}]", items.join(", "))
            }
            Self::Dict(dict) => {
                let entries: Vec<_> = dict
                    .iter()
                    .map(|(key, value)| format!("{}: {}", quote(&key.to_lossy()), value.to_json()))
                    .gather();
                format!("{{{}}}", entries.join(", "))
            }
            Self::Deep(text) => text.clone(),
        }
    }
}

/// A value as plain JSON: what JSON cannot hold (NaN, integers over 64 bits, deep nesting) becomes
/// the text that stood in the token.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(truth) => serializer.serialize_bool(*truth),
            Self::Int(int) => match int.to_i64() {
                // JavaScript's numbers hold integers up to 2^53 exactly.
                Some(value) if value.unsigned_abs() <= 1 << 53 => serializer.serialize_i64(value),
                _ => serializer.serialize_str(&int.to_string()),
            },
            Self::Float(float) if float.is_finite() => serializer.serialize_f64(*float),
            Self::Float(_) => serializer.serialize_str(&self.to_json()),
            Self::Str(string) => string.serialize(serializer),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Dict(dict) => {
                let mut map = serializer.serialize_map(None)?;
                for (key, value) in dict.iter() {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
            Self::Deep(text) => serializer.serialize_str(text),
        }
    }
}

/// Why `int(value)` failed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum IntError {
    /// `ValueError`: text that is no number, NaN.
    Value,
    /// `TypeError` or `OverflowError`: no number at all, or an infinity.
    Other,
}

/// For each of the names the place of the first that equals it.
pub(crate) fn first_places(names: &[&Str]) -> Vec<usize> {
    let name = |place: usize| names.get(place);
    let mut by_name: Vec<usize> = (0..names.len()).gather();
    by_name.sort_by(|one, other| name(*one).cmp(&name(*other)));
    let mut places = by_name.clone();
    let mut first = 0;
    for place in by_name {
        if name(place) != name(first) {
            first = place;
        }
        if let Some(slot) = places.get_mut(place) {
            *slot = first;
        }
    }
    places
}

/// A `dict` with string keys, in the order in which the keys first came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dict {
    entries: Vec<(Str, Value)>,
}

impl Dict {
    /// Builds the dictionary; of a key given twice the last value counts, at the first place.
    #[must_use]
    pub fn from_pairs(pairs: Vec<(Str, Value)>) -> Self {
        let firsts = first_places(&pairs.iter().map(|pair| &pair.0).gather());
        let mut entries: Vec<(Str, Value)> = Vec::new();
        // Where the pairs so far stand among the entries.
        let mut places = Vec::new();
        for ((key, value), first) in pairs.into_iter().zip(firsts) {
            let earlier = places.get(first).copied();
            places.push(earlier.unwrap_or(entries.len()));
            match earlier.and_then(|place: usize| entries.get_mut(place)) {
                Some(entry) => entry.1 = value,
                None => entries.push((key, value)),
            }
        }
        Self { entries }
    }

    /// `dict.get(key)`.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.iter()
            .find_map(|(name, value)| (*name == key).then_some(value))
    }

    /// `key in dict`.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The entries in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Str, &Value)> {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it is `{}`.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::json;

    fn loads(text: &str) -> Value {
        json::loads(text.as_bytes()).expect("valid JSON")
    }

    #[test]
    fn the_last_of_two_equal_keys_counts_at_the_place_of_the_first() {
        let value = loads(r#"{"a": 1, "b": 2, "a": 3}"#);
        assert_eq!(value.repr(), "{'a': 3, 'b': 2}");
    }

    #[test]
    fn str_of_a_value_is_what_an_f_string_shows() {
        for (text, shown) in [
            ("null", "None"),
            ("true", "True"),
            ("1.50", "1.5"),
            ("\"x\"", "x"),
            ("[\"x\", 1, null]", "['x', 1, None]"),
            ("{\"a\": \"it's\"}", "{'a': \"it's\"}"),
            ("NaN", "nan"),
        ] {
            assert_eq!(loads(text).to_str(), shown);
        }
    }

    #[test]
    fn truth_is_pythons() {
        for text in ["null", "false", "0", "0.0", "-0.0", "\"\"", "[]", "{}"] {
            assert!(!loads(text).is_truthy(), "{text}");
        }
        for text in ["true", "1", "NaN", "\" \"", "[0]", "{\"\": 0}"] {
            assert!(loads(text).is_truthy(), "{text}");
        }
    }

    #[test]
    fn one_equals_true() {
        for text in ["true", "1", "1.0"] {
            assert!(loads(text).equals_true(), "{text}");
        }
        for text in ["false", "2", "\"true\"", "[true]"] {
            assert!(!loads(text).equals_true(), "{text}");
        }
    }

    #[test]
    fn json_that_other_readers_refuse_is_given_as_text() {
        let value = loads("{\"a\": NaN, \"b\": 123456789012345678901234567890}");
        assert_eq!(
            serde_json::to_string(&value).expect("serializes"),
            r#"{"a":"NaN","b":"123456789012345678901234567890"}"#
        );
    }
}
