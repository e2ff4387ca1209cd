//! NuGet.org, whose answers are known, and whose rules are not modelled yet.

mod errors;

pub(in crate::index) use self::errors::ERRORS;
