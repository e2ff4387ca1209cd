//! An index that somebody runs themselves and that asks as PyPI does: its profile goes in, an index with PyPI's rules comes
//! out.
//!
//! Source of every rule: those of PyPI, next door, and PEP 807 as drafted; see `SOURCES.md`.

mod address;
mod discovery;
mod profile;

pub use self::address::{Address, AddressError};
pub use self::discovery::{AnswerError, Answered, Draft, ask_audience, ask_endpoints, read_answer};
pub use self::profile::{Member, Profile, ProfileError};

/// The identifier by which a request asks for it.
pub const ID: &str = "custom";
