//! mintcheck: will it mint?

pub mod finding;
pub mod jose;
pub mod python;
pub mod time;
