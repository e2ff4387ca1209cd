//! Writes JSON as `serde_json` does, to the letter.
//!
//! Writing to text cannot fail, and this writer's type says so. `serde_json`'s has an error that every member of
//! every object then looks at, with a way out that drops all: it was 4 kB of the npm module.

use std::fmt;

use serde::{Serialize, Serializer, ser};

use crate::python::number::json_float;

/// The value on one line, without white space.
pub fn to_string<Data: Serialize + ?Sized>(data: &Data) -> String {
    Writer::default().written(data)
}

/// The value on many lines, indented by two spaces.
pub fn to_string_pretty<Data: Serialize + ?Sized>(data: &Data) -> String {
    let writer = Writer {
        pretty: true,
        ..Writer::default()
    };
    writer.written(data)
}

/// A text as a JSON string.
pub fn quote(text: &str) -> String {
    let mut writer = Writer::default();
    writer.string(text);
    writer.text
}

/// There is none.
#[derive(Debug)]
struct NoError;

#[derive(Default)]
struct Writer {
    text: String,
    pretty: bool,
    depth: usize,
}

impl Writer {
    fn written<Data: Serialize + ?Sized>(mut self, data: &Data) -> String {
        match data.serialize(&mut self) {
            Ok(()) | Err(NoError) => self.text,
        }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn open(&mut self, bracket: char) {
        self.text.push(bracket);
        self.depth = self.depth.saturating_add(1);
    }

    fn close(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        // Of an empty one both brackets stand together. A text's last character would be its quotation mark.
        if !self.is_open() {
            self.new_line();
        }
        self.text.push(bracket);
    }

    /// Whether nothing stands behind the last opening bracket yet.
    fn is_open(&self) -> bool {
        matches!(self.text.as_bytes().last(), Some(b'{' | b'['))
    }

    /// What stands before an item or a key.
    fn item(&mut self) {
        if !self.is_open() {
            self.text.push(',');
        }
        self.new_line();
    }

    fn new_line(&mut self) {
        if self.pretty {
            self.text.push('\n');
            for _ in 0..self.depth {
                self.text.push_str("  ");
            }
        }
    }

    /// What stands between a key and its value.
    fn colon(&mut self) {
        self.push(if self.pretty { ": " } else { ":" });
    }

    fn key(&mut self, key: &str) {
        self.item();
        self.string(key);
        self.colon();
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for character in text.chars() {
            match character {
                '"' => self.push("\\\""),
                '\\' => self.push("\\\\"),
                '\n' => self.push("\\n"),
                '\r' => self.push("\\r"),
                '\t' => self.push("\\t"),
                '\u{8}' => self.push("\\b"),
                '\u{c}' => self.push("\\f"),
                '\0'..='\u{1f}' => self.push(&format!("\\u{:04x}", u32::from(character))),
                plain => self.text.push(plain),
            }
        }
        self.text.push('"');
    }

    fn signed(&mut self, value: i64) {
        self.push(&value.to_string());
    }

    fn unsigned(&mut self, value: u64) {
        self.push(&value.to_string());
    }
}

type Written = Result<(), NoError>;

/// Plain values, by a method of the writer each.
macro_rules! plain {
    ($($name:ident($value:ident: $kind:ty) => $written:expr;)*) => {$(
        fn $name(self, $value: $kind) -> Written {
            let write: fn(&mut Writer, $kind) = $written;
            write(self, $value);
            Ok(())
        }
    )*};
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = NoError;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Variant<'a>;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Variant<'a>;

    plain! {
        serialize_bool(value: bool) => |writer, value| writer.push(if value { "true" } else { "false" });
        serialize_i8(value: i8) => |writer, value| writer.signed(value.into());
        serialize_i16(value: i16) => |writer, value| writer.signed(value.into());
        serialize_i32(value: i32) => |writer, value| writer.signed(value.into());
        serialize_i64(value: i64) => Writer::signed;
        serialize_u8(value: u8) => |writer, value| writer.unsigned(value.into());
        serialize_u16(value: u16) => |writer, value| writer.unsigned(value.into());
        serialize_u32(value: u32) => |writer, value| writer.unsigned(value.into());
        serialize_u64(value: u64) => Writer::unsigned;
        serialize_f32(value: f32) => |writer, value| writer.push(&json_float(value.into()));
        serialize_f64(value: f64) => |writer, value| writer.push(&json_float(value));
        serialize_char(value: char) => |writer, value| writer.string(&value.to_string());
        serialize_str(value: &str) => Writer::string;
        serialize_unit_struct(_name: &'static str) => |writer, _| writer.push("null");
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        value.serialize(self)
    }

    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }

    fn serialize_unit(self) -> Written {
        self.push("null");
        Ok(())
    }

    fn serialize_some<Data: Serialize + ?Sized>(self, value: &Data) -> Written {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.string(variant);
        Ok(())
    }

    fn serialize_newtype_struct<Data: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &Data,
    ) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<Data: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &Data,
    ) -> Written {
        self.open('{');
        self.key(variant);
        value.serialize(&mut *self)?;
        self.close('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, NoError> {
        self.open('[');
        Ok(self)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, NoError> {
        self.open('[');
        Ok(self)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, NoError> {
        self.open('[');
        Ok(self)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Variant<'a>, NoError> {
        self.open('{');
        self.key(variant);
        self.open('[');
        Ok(Variant(self))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, NoError> {
        self.open('{');
        Ok(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, NoError> {
        self.open('{');
        Ok(self)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Variant<'a>, NoError> {
        self.open('{');
        self.key(variant);
        self.open('{');
        Ok(Variant(self))
    }
}

/// The content of a variant: two brackets to close.
struct Variant<'a>(&'a mut Writer);

impl ser::SerializeSeq for &mut Writer {
    type Ok = ();
    type Error = NoError;

    fn serialize_element<Data: Serialize + ?Sized>(&mut self, value: &Data) -> Written {
        self.item();
        value.serialize(&mut **self)
    }

    fn end(self) -> Written {
        self.close(']');
        Ok(())
    }
}

impl ser::SerializeTuple for &mut Writer {
    type Ok = ();
    type Error = NoError;

    fn serialize_element<Data: Serialize + ?Sized>(&mut self, value: &Data) -> Written {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Written {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleStruct for &mut Writer {
    type Ok = ();
    type Error = NoError;

    fn serialize_field<Data: Serialize + ?Sized>(&mut self, value: &Data) -> Written {
        ser::SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Written {
        ser::SerializeSeq::end(self)
    }
}

impl ser::SerializeTupleVariant for Variant<'_> {
    type Ok = ();
    type Error = NoError;

    fn serialize_field<Data: Serialize + ?Sized>(&mut self, value: &Data) -> Written {
        ser::SerializeSeq::serialize_element(&mut self.0, value)
    }

    fn end(self) -> Written {
        self.0.close(']');
        self.0.close('}');
        Ok(())
    }
}

impl ser::SerializeMap for &mut Writer {
    type Ok = ();
    type Error = NoError;

    fn serialize_key<Key: Serialize + ?Sized>(&mut self, key: &Key) -> Written {
        self.item();
        key.serialize(&mut **self)
    }

    fn serialize_value<Data: Serialize + ?Sized>(&mut self, value: &Data) -> Written {
        self.colon();
        value.serialize(&mut **self)
    }

    fn end(self) -> Written {
        self.close('}');
        Ok(())
    }
}

impl ser::SerializeStruct for &mut Writer {
    type Ok = ();
    type Error = NoError;

    fn serialize_field<Data: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &Data,
    ) -> Written {
        self.key(key);
        value.serialize(&mut **self)
    }

    fn end(self) -> Written {
        self.close('}');
        Ok(())
    }
}

impl ser::SerializeStructVariant for Variant<'_> {
    type Ok = ();
    type Error = NoError;

    fn serialize_field<Data: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &Data,
    ) -> Written {
        self.0.key(key);
        value.serialize(&mut *self.0)
    }

    fn end(self) -> Written {
        self.0.close('}');
        self.0.close('}');
        Ok(())
    }
}

impl ser::Error for NoError {
    /// For what refuses to be written by itself; nothing here does, and it would be left out.
    fn custom<Message: fmt::Display>(_: Message) -> Self {
        Self
    }
}

impl std::error::Error for NoError {}

impl fmt::Display for NoError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    enum Kind {
        Plain,
        Holding(u8),
        Tuple(i8, char),
        NamedFields { at: Option<f64> },
    }

    #[derive(Serialize)]
    struct Whole {
        text: String,
        kinds: Vec<Kind>,
        map: BTreeMap<String, Vec<()>>,
        numbers: (u64, i64, f64, bool),
    }

    fn is_written_alike<Data: Serialize>(data: &Data) {
        assert_eq!(
            to_string(data),
            serde_json::to_string(data).expect("serializes")
        );
        assert_eq!(
            to_string_pretty(data),
            serde_json::to_string_pretty(data).expect("serializes")
        );
    }

    #[test]
    fn every_form_is_written_as_serde_json_writes_it() {
        is_written_alike(&Whole {
            text: "a\"\\/\n\r\t\u{8}\u{c}\u{1}\u{7f}é\u{2028}😀".to_owned(),
            kinds: vec![
                Kind::Plain,
                Kind::Holding(7),
                Kind::Tuple(-1, '"'),
                Kind::NamedFields { at: Some(0.5) },
                Kind::NamedFields { at: None },
            ],
            map: BTreeMap::from([("[".to_owned(), vec![]), ("{".to_owned(), vec![(), ()])]),
            numbers: (u64::MAX, i64::MIN, -0.0, true),
        });
        is_written_alike(&Vec::<u8>::new());
    }

    #[test]
    fn a_text_in_quotes_is_its_json() {
        assert_eq!(quote("a\"\u{0}"), r#""a\"\u0000""#);
    }

    proptest! {
        #[test]
        fn floats_are_written_as_serde_json_writes_them(bits: u64, exponent in -30_i32..30, digits in 0_i32..1000) {
            for float in [f64::from_bits(bits), f64::from(digits) * 10_f64.powi(exponent)] {
                prop_assert_eq!(to_string(&float), serde_json::to_string(&float).expect("serializes"));
            }
        }

        #[test]
        fn texts_are_written_as_serde_json_writes_them(text: String) {
            prop_assert_eq!(quote(&text), serde_json::to_string(&text).expect("serializes"));
        }
    }
}
