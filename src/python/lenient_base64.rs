//! `base64.urlsafe_b64decode`, leniency included.

use serde::Serialize;

/// Why base64 text did not decode; Python raises `binascii.Error`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Error {
    /// The last group has one character, which cannot hold a byte.
    OneCharacterLeft,
    /// The last group lacks padding.
    Padding,
}

/// PyJWT's `base64url_decode`: pads the text to a multiple of four *bytes*, then decodes it with
/// [`urlsafe_b64decode`]. Junk counts for the padding although the decoder drops it.
///
/// Source: PyJWT 2.13.0 `jwt/utils.py`.
///
/// # Errors
///
/// Where the characters that count do not make up whole bytes.
pub fn base64url_decode(text: &[u8]) -> Result<Vec<u8>, Error> {
    let mut padded = text.to_vec();
    while padded.len() & 3 != 0 {
        padded.push(b'=');
    }
    urlsafe_b64decode(&padded)
}

/// `base64.urlsafe_b64decode`: drops every character outside the alphabet, takes `+` and `/` beside
/// `-` and `_`, ignores the bits left over, and stops at complete padding.
///
/// Source: CPython `Modules/binascii.c`, `binascii_a2b_base64_impl` without strict mode (3.13.0;
/// later patch releases differ where `=` is followed by more data).
///
/// # Errors
///
/// Where the characters that count do not make up whole bytes.
pub fn urlsafe_b64decode(text: &[u8]) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut left: u8 = 0;
    let mut place: u8 = 0;
    let mut pads: u8 = 0;
    for character in text {
        if *character == b'=' {
            if place >= 2 {
                pads = pads.saturating_add(1);
                if place.saturating_add(pads) >= 4 {
                    return Ok(bytes);
                }
            }
            continue;
        }
        let Some(six) = six_bits(*character) else {
            continue;
        };
        pads = 0;
        (place, left) = match place {
            0 => (1, six),
            1 => {
                bytes.push(left << 2 | six >> 4);
                (2, six & 0x0F)
            }
            2 => {
                bytes.push(left << 4 | six >> 2);
                (3, six & 0x03)
            }
            _ => {
                bytes.push(left << 6 | six);
                (0, 0)
            }
        };
    }
    match place {
        0 => Ok(bytes),
        1 => Err(Error::OneCharacterLeft),
        _ => Err(Error::Padding),
    }
}

fn six_bits(character: u8) -> Option<u8> {
    let (first, value) = match character {
        b'A'..=b'Z' => (b'A', 0),
        b'a'..=b'z' => (b'a', 26),
        b'0'..=b'9' => (b'0', 52),
        b'+' | b'-' => return Some(62),
        b'/' | b'_' => return Some(63),
        _ => return None,
    };
    character.checked_sub(first)?.checked_add(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(text: &str) -> Result<String, Error> {
        base64url_decode(text.as_bytes()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
    }

    #[test]
    fn both_alphabets_and_left_over_bits_are_taken() {
        assert_eq!(decode("YQ"), Ok("a".to_owned()));
        assert_eq!(decode("YR"), Ok("a".to_owned()));
        assert_eq!(decode("Pz8_"), decode("Pz8/"));
    }

    #[test]
    fn junk_is_dropped_but_counts_for_the_padding() {
        assert_eq!(decode("YWJj"), Ok("abc".to_owned()));
        assert_eq!(decode("YW\nJj\n\n\n"), Ok("abc".to_owned()));
        assert_eq!(decode("YW Jj"), Ok("abc".to_owned()));
        assert_eq!(decode("YWI\n"), Err(Error::Padding));
        assert_eq!(decode("YWI\n\n"), Ok("ab".to_owned()));
        assert_eq!(decode("Y"), Err(Error::OneCharacterLeft));
    }
}
