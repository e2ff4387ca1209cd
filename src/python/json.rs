//! JSON as Python's `json.loads` and as pydantic's jiter read it, and as programs write it.

mod decode;
mod write;

use serde::Serialize;

use self::decode::decode;
pub use self::write::{quote, to_string, to_string_pretty};
use super::number::MAX_DIGITS;
use super::{Dict, Int, Str, Value, float};

/// Why JSON text was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Error {
    /// What was wrong.
    pub kind: ErrorKind,
    /// Where, in bytes of the text after its decoding to UTF-8.
    pub offset: usize,
}

/// What was wrong with JSON text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorKind {
    /// A control character in a string.
    ControlCharacter,
    /// Text after the value.
    ExtraData,
    /// No value where one has to stand.
    ExpectedValue,
    /// A `\` with something after it that JSON does not know.
    InvalidEscape,
    /// Bytes that are no UTF-8, UTF-16 or UTF-32.
    InvalidUnicode,
    /// A `\ud800`…`\udfff` without its other half, where the reader minds.
    LoneSurrogate,
    /// A `:` is missing after a key.
    MissingColon,
    /// A `,` or the closing bracket is missing.
    MissingComma,
    /// A key does not start with `"`.
    MissingKey,
    /// Brackets nested too deep.
    TooDeep,
    /// An integer of more than 4300 digits.
    TooManyDigits,
    /// A string without its closing `"`.
    UnterminatedString,
}

/// Nesting beyond this is read, checked and kept as text.
const KEPT_DEPTH: usize = 64;

struct Dialect {
    lone_surrogates: bool,
    max_depth: usize,
    /// Whether `[]` and `{}` are a level of nesting too.
    empty_is_a_level: bool,
    /// Whether the limit on digits counts the minus sign, and holds for a float's whole part.
    digits_with_sign: bool,
}

/// CPython 3.13's C scanner gives up at this depth. 3.14 goes by the size of the stack instead, so
/// between here and some ten thousand more its answer is not known.
const PYTHON: Dialect = Dialect {
    lone_surrogates: true,
    max_depth: 9998,
    empty_is_a_level: true,
    digits_with_sign: false,
};

/// Source: jiter 0.14 (pydantic-core of pydantic 2.13.4), `DEFAULT_RECURSION_LIMIT`, `take_value` and
/// `IntParse::parse`.
const JITER: Dialect = Dialect {
    lone_surrogates: false,
    max_depth: 200,
    empty_is_a_level: false,
    digits_with_sign: true,
};

/// `json.loads(bytes)`: UTF-8, UTF-16 or UTF-32 with or without a mark; `NaN` and the infinities;
/// lone surrogates; of equal keys the last.
///
/// Source: CPython `Lib/json/__init__.py` and `Modules/_json.c`.
///
/// # Errors
///
/// Where Python raises `ValueError` or `RecursionError`.
pub fn loads(bytes: &[u8]) -> Result<Value, Error> {
    let text = decode(bytes)?;
    Reader::new(text.as_bytes(), &PYTHON).document()
}

/// Reads one value at the start of UTF-8 text, as Python does, and says how many bytes it took.
///
/// # Errors
///
/// Where no value starts there, or it is broken.
pub fn read_prefix(bytes: &[u8]) -> Result<(Value, usize), Error> {
    let mut reader = Reader::new(bytes, &PYTHON);
    let value = reader.value()?;
    Ok((value, reader.at))
}

/// `pydantic_core.from_json`: UTF-8 only, no lone surrogates, nesting up to 200.
///
/// # Errors
///
/// Where pydantic reports `json_invalid`.
pub fn jiter(bytes: &[u8]) -> Result<Value, Error> {
    if let Err(error) = std::str::from_utf8(bytes) {
        return Err(Error {
            kind: ErrorKind::InvalidUnicode,
            offset: error.valid_up_to(),
        });
    }
    Reader::new(bytes, &JITER).document()
}

/// A container that is being read. Reading keeps its own stack: a thread's may be small.
enum Open {
    List {
        start: usize,
        items: Vec<Value>,
    },
    Dict {
        start: usize,
        pairs: Vec<(Str, Value)>,
        key: Str,
    },
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
    dialect: &'static Dialect,
}

impl<'a> Reader<'a> {
    fn new(text: &'a [u8], dialect: &'static Dialect) -> Self {
        Self {
            text,
            at: 0,
            dialect,
        }
    }

    fn document(mut self) -> Result<Value, Error> {
        self.skip_space();
        let value = self.value()?;
        self.skip_space();
        if self.peek().is_some() {
            return self.fail(ErrorKind::ExtraData);
        }
        Ok(value)
    }

    fn value(&mut self) -> Result<Value, Error> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            let mut value = match self.start(&mut open)? {
                Some(value) => value,
                None => continue,
            };
            // The value is complete; so may be the containers around it.
            loop {
                let depth = open.len();
                let Some(container) = open.last_mut() else {
                    return Ok(value);
                };
                let keep = depth <= KEPT_DEPTH;
                let close = match container {
                    Open::List { items, .. } => {
                        if keep {
                            items.push(value);
                        }
                        b']'
                    }
                    Open::Dict { pairs, key, .. } => {
                        if keep {
                            pairs.push((std::mem::take(key), value));
                        }
                        b'}'
                    }
                };
                self.skip_space();
                match self.peek() {
                    Some(b',') => {
                        self.advance(1);
                        self.skip_space();
                        if let Some(Open::Dict { key, .. }) = open.last_mut() {
                            *key = self.key()?;
                        }
                        break;
                    }
                    Some(byte) if byte == close => {
                        self.advance(1);
                        value = self.close(open.pop(), depth);
                    }
                    _ => return self.fail(ErrorKind::MissingComma),
                }
            }
        }
    }

    /// Reads a scalar or an empty container, or opens a container and returns nothing.
    fn start(&mut self, open: &mut Vec<Open>) -> Result<Option<Value>, Error> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                self.advance(1);
                self.string().map(|string| Some(Value::Str(string)))
            }
            Some(bracket @ (b'[' | b'{')) => {
                let too_deep = open.len() >= self.dialect.max_depth;
                if too_deep && self.dialect.empty_is_a_level {
                    return self.fail(ErrorKind::TooDeep);
                }
                self.advance(1);
                self.skip_space();
                if bracket == b'[' && self.take(b"]") {
                    return Ok(Some(Value::List(Vec::new())));
                }
                if bracket == b'{' && self.take(b"}") {
                    return Ok(Some(Value::Dict(Dict::default())));
                }
                if too_deep {
                    self.at = start;
                    return self.fail(ErrorKind::TooDeep);
                }
                if bracket == b'[' {
                    open.push(Open::List {
                        start,
                        items: Vec::new(),
                    });
                } else {
                    let key = self.key()?;
                    open.push(Open::Dict {
                        start,
                        pairs: Vec::new(),
                        key,
                    });
                }
                Ok(None)
            }
            _ => self.scalar().map(Some),
        }
    }

    fn close(&self, container: Option<Open>, depth: usize) -> Value {
        match container {
            Some(Open::List { items, .. }) if depth <= KEPT_DEPTH => Value::List(items),
            Some(Open::Dict { pairs, .. }) if depth <= KEPT_DEPTH => {
                Value::Dict(Dict::from_pairs(pairs))
            }
            Some(Open::List { start, .. } | Open::Dict { start, .. })
                if depth == KEPT_DEPTH.saturating_add(1) =>
            {
                let text = self.text.get(start..self.at).unwrap_or_default();
                Value::Deep(String::from_utf8_lossy(text).into_owned())
            }
            // Inside a container whose whole text is kept.
            _ => Value::Null,
        }
    }

    /// A key and its colon; stands at the value then.
    fn key(&mut self) -> Result<Str, Error> {
        if !self.take(b"\"") {
            return self.fail(ErrorKind::MissingKey);
        }
        let key = self.string()?;
        self.skip_space();
        if !self.take(b":") {
            return self.fail(ErrorKind::MissingColon);
        }
        self.skip_space();
        Ok(key)
    }

    fn scalar(&mut self) -> Result<Value, Error> {
        for (literal, value) in [
            (&b"null"[..], Value::Null),
            (b"true", Value::Bool(true)),
            (b"false", Value::Bool(false)),
            (b"NaN", Value::Float(f64::NAN)),
            (b"Infinity", Value::Float(f64::INFINITY)),
            (b"-Infinity", Value::Float(f64::NEG_INFINITY)),
        ] {
            if self.take(literal) {
                return Ok(value);
            }
        }
        self.number()
    }

    fn number(&mut self) -> Result<Value, Error> {
        let start = self.at;
        let negative = self.take(b"-");
        let whole = self.at;
        if !self.take(b"0") && self.digits() == 0 {
            self.at = start;
            return self.fail(ErrorKind::ExpectedValue);
        }
        let with_sign = self.at.saturating_sub(start);
        let whole = self.text.get(whole..self.at).unwrap_or_default();
        if self.dialect.digits_with_sign && with_sign > MAX_DIGITS {
            self.at = start;
            return self.fail(ErrorKind::TooManyDigits);
        }
        let mut is_float = false;
        let mark = self.at;
        if self.take(b".") {
            if self.digits() > 0 {
                is_float = true;
            } else {
                self.at = mark;
            }
        }
        let mark = self.at;
        if self.take(b"e") || self.take(b"E") {
            if !self.take(b"+") {
                self.take(b"-");
            }
            if self.digits() > 0 {
                is_float = true;
            } else {
                self.at = mark;
            }
        }
        if is_float {
            let text = self.text.get(start..self.at).unwrap_or_default();
            let text = String::from_utf8_lossy(text);
            return Ok(Value::Float(float::parse(&text)));
        }
        if whole.len() > MAX_DIGITS {
            self.at = start;
            return self.fail(ErrorKind::TooManyDigits);
        }
        let digits = String::from_utf8_lossy(whole);
        Ok(Value::Int(Int::from_digits(negative, &digits)))
    }

    /// Behind the opening quote.
    fn string(&mut self) -> Result<Str, Error> {
        let start = self.at.saturating_sub(1);
        let mut string = Str::default();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F))
                .unwrap_or(rest.len());
            string.push_bytes(rest.get(..plain).unwrap_or_default());
            self.advance(plain);
            match self.peek() {
                Some(b'"') => {
                    self.advance(1);
                    return Ok(string);
                }
                Some(b'\\') => {
                    let point = self.escape()?;
                    string.push(point);
                }
                Some(_) => return self.fail(ErrorKind::ControlCharacter),
                None => {
                    self.at = start;
                    return self.fail(ErrorKind::UnterminatedString);
                }
            }
        }
    }

    fn escape(&mut self) -> Result<u32, Error> {
        let start = self.at;
        self.advance(1);
        let point = match self.peek() {
            Some(byte @ (b'"' | b'\\' | b'/')) => u32::from(byte),
            Some(b'b') => 0x08,
            Some(b'f') => 0x0C,
            Some(b'n') => 0x0A,
            Some(b'r') => 0x0D,
            Some(b't') => 0x09,
            Some(b'u') => {
                self.advance(1);
                return self.unicode_escape(start);
            }
            _ => {
                self.at = start;
                return self.fail(ErrorKind::InvalidEscape);
            }
        };
        self.advance(1);
        Ok(point)
    }

    fn unicode_escape(&mut self, start: usize) -> Result<u32, Error> {
        let Some(first) = self.four_hex_digits() else {
            self.at = start;
            return self.fail(ErrorKind::InvalidEscape);
        };
        if !super::string::is_surrogate(first) {
            return Ok(first);
        }
        if first < 0xDC00 {
            let mark = self.at;
            if self.take(b"\\u")
                && let Some(second @ 0xDC00..=0xDFFF) = self.four_hex_digits()
            {
                return Ok(0x1_0000_u32
                    .saturating_add((first & 0x3FF) << 10)
                    .saturating_add(second & 0x3FF));
            }
            self.at = mark;
        }
        if self.dialect.lone_surrogates {
            return Ok(first);
        }
        self.at = start;
        self.fail(ErrorKind::LoneSurrogate)
    }

    fn four_hex_digits(&mut self) -> Option<u32> {
        let end = self.at.checked_add(4)?;
        let digits = self.text.get(self.at..end)?;
        let mut value = 0;
        for digit in digits {
            value = value << 4 | char::from(*digit).to_digit(16)?;
        }
        self.at = end;
        Some(value)
    }

    fn digits(&mut self) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let count = rest
            .iter()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(rest.len());
        self.advance(count);
        count
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.advance(1);
        }
    }

    fn take(&mut self, literal: &[u8]) -> bool {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let found = rest.starts_with(literal);
        if found {
            self.advance(literal.len());
        }
        found
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn advance(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    fn fail<T>(&self, kind: ErrorKind) -> Result<T, Error> {
        Err(Error {
            kind,
            offset: self.at,
        })
    }
}

#[cfg(test)]
mod tests;
