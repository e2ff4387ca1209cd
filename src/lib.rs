//! mintcheck: will it mint?

pub mod evidence;
pub mod finding;
mod gather;
pub mod index;
pub mod inspect;
pub mod issuer;
pub mod jose;
mod natural;
pub mod python;
pub mod remedy;
pub mod report;
pub mod span;
pub mod time;
#[cfg(feature = "wasm")]
pub mod wasm;
pub mod workflow;

pub use self::inspect::{
    Report, Request, RequestError, RequestKeys, WorkflowReport, WorkflowRequest, inspect,
    inspect_workflow,
};
pub use self::report::lang::Language;

/// The README's Rust examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;
