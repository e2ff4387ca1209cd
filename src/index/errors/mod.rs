//! The answers of indexes whose rules are not modelled yet: a paste is recognised all the same.

use crate::evidence::ErrorText;

/// Their answers.
pub(super) const ERRORS: &[&[ErrorText]] = &[crate::index::nuget::ERRORS];
