//! A body that is no text.

use super::Problem;
use crate::python::lenient_base64;

/// Reads base64 in its ordinary alphabet, padding included.
///
/// The reader that PyPI's is modelled with does it, behind a look at what it would drop: another one is 0.6 kB of the npm module.
pub(super) fn decode(text: &str) -> Result<Vec<u8>, Problem> {
    let data = text.trim_end_matches('=');
    let padding = text.len().saturating_sub(data.len());
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    if padding > 2 || text.len() & 3 != 0 || !data.bytes().all(belongs) {
        return Err(Problem::NotBase64);
    }
    lenient_base64::urlsafe_b64decode(text.as_bytes()).map_err(|_| Problem::NotBase64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_as_strictly_as_base64_is_written() {
        use ::base64::Engine as _;
        use ::base64::alphabet::STANDARD;
        use ::base64::engine::{GeneralPurpose, GeneralPurposeConfig};

        let config = GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
        let library = GeneralPurpose::new(&STANDARD, config);
        let pieces = [
            "", "Q", "QQ", "QUI", "QUJD", "=", "==", "===", "+/", "-_", " ", "\n", "é",
        ];
        for start in pieces {
            for middle in pieces {
                for end in pieces {
                    let text = format!("{start}{middle}{end}");
                    assert_eq!(decode(&text).ok(), library.decode(&text).ok(), "{text:?}");
                }
            }
        }
    }
}
