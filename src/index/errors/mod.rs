//! The answers of indexes whose rules are not modelled yet: a paste is recognised all the same.

mod crates_io;
mod npm;
mod nuget;
mod rubygems;

use crate::evidence::ErrorText;

/// Their answers.
pub(super) const ERRORS: &[&[ErrorText]] = &[
    crates_io::ERRORS,
    rubygems::ERRORS,
    npm::ERRORS,
    nuget::ERRORS,
];
