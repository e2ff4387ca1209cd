//! The bytes of a JSON text, as Python reads them.

use super::{Error, ErrorKind};
use crate::python::Str;

/// `bytes.decode(json.detect_encoding(bytes), "surrogatepass")`.
pub(super) fn decode(bytes: &[u8]) -> Result<Str, Error> {
    match *bytes {
        [0x00, 0x00, 0xFE, 0xFF, ref rest @ ..] => utf32(rest, u32::from_be_bytes),
        [0xFF, 0xFE, 0x00, 0x00, ref rest @ ..] => utf32(rest, u32::from_le_bytes),
        [0xFE, 0xFF, ref rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, ref rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, ref rest @ ..] => utf8(rest),
        [0, 0, _, _, ..] => utf32(bytes, u32::from_be_bytes),
        [0, _, _, _, ..] | [0, _] => utf16(bytes, u16::from_be_bytes),
        [_, 0, 0, 0, ..] => utf32(bytes, u32::from_le_bytes),
        [_, 0, _, _, ..] | [_, 0] => utf16(bytes, u16::from_le_bytes),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<Str, Error> {
    let mut text = Str::default();
    let mut rest = bytes;
    loop {
        let error = match std::str::from_utf8(rest) {
            Ok(valid) => {
                text.push_str(valid);
                return Ok(text);
            }
            Err(error) => error,
        };
        let (valid, bad) = rest
            .split_at_checked(error.valid_up_to())
            .unwrap_or((rest, &[]));
        text.push_str(&String::from_utf8_lossy(valid));
        match *bad {
            // A surrogate's three bytes, which "surrogatepass" lets through.
            [0xED, high @ 0xA0..=0xBF, low @ 0x80..=0xBF, ref after @ ..] => {
                text.push(0xD000 | u32::from(high & 0x3F) << 6 | u32::from(low & 0x3F));
                rest = after;
            }
            _ => {
                return Err(Error {
                    kind: ErrorKind::InvalidUnicode,
                    offset: bytes.len().saturating_sub(bad.len()),
                });
            }
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Str, Error> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(Error {
            kind: ErrorKind::InvalidUnicode,
            offset: bytes.len(),
        });
    }
    let units = pairs.filter_map(|pair| <[u8; 2]>::try_from(pair).ok().map(unit));
    let mut text = Str::default();
    for decoded in char::decode_utf16(units) {
        match decoded {
            Ok(character) => text.push(u32::from(character)),
            Err(lone) => text.push(u32::from(lone.unpaired_surrogate())),
        }
    }
    Ok(text)
}

fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> Result<Str, Error> {
    let quads = bytes.chunks_exact(4);
    let whole = quads.remainder().is_empty();
    let mut text = Str::default();
    for point in quads.filter_map(|quad| <[u8; 4]>::try_from(quad).ok().map(unit)) {
        if point > 0x10_FFFF {
            return Err(Error {
                kind: ErrorKind::InvalidUnicode,
                offset: text.as_bytes().len(),
            });
        }
        text.push(point);
    }
    if whole {
        Ok(text)
    } else {
        Err(Error {
            kind: ErrorKind::InvalidUnicode,
            offset: text.as_bytes().len(),
        })
    }
}
