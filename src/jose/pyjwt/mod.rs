//! PyJWT 2.13.0, the library that PyPI decodes and verifies tokens with.
//!
//! Source: pypi/warehouse 6b62157 pins it; the rules are those of PyJWT's `jwt/api_jws.py`,
//! `jwt/api_jwt.py`, `jwt/api_jwk.py` and `jwt/algorithms.py` at 2.13.0.

mod decode;
mod key;

pub use self::decode::{DecodeError, Segment, UnverifiedToken};
pub use self::key::{Key, KeyError, SelectError, key_from_jwk, select_key};
