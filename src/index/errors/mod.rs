//! The answers of indexes whose rules are not modelled yet: a paste is recognised all the same.

mod npm;
mod nuget;

use crate::evidence::ErrorText;

/// Their answers.
pub(super) const ERRORS: &[&[ErrorText]] = &[npm::ERRORS, nuget::ERRORS];
