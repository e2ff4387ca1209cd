//! mintcheck: will it mint?

pub mod finding;
pub mod index;
pub mod jose;
pub mod python;
pub mod time;
