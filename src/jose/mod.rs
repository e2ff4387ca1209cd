//! JSON Web Tokens, keys and signatures.
//!
//! Decoding is done as the index's own library does it, since what that library lets through decides
//! what the index answers: one file per library.

pub mod identitymodel;
pub mod jsonwebtoken;
pub mod jwks;
pub mod pyjwt;
pub mod signature;

pub use self::jwks::{KeySet, KeySetError};
pub use self::signature::{RsaPublicKey, verify_rs256};
