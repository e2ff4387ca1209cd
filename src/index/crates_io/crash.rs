//! Values that PostgreSQL, its driver or the clock library cannot take: the server answers 500.

use crate::finding::{Answer, Reason};
use crate::index::trace::Finding;

/// A Rust panic, which the server turns into an error page.
pub(super) const PANIC: &str = "panic";

/// An error of the database, which the server turns into "Internal Server Error".
pub(super) const DATABASE: &str = "diesel::result::Error";

/// The largest number of seconds that a `chrono::DateTime<Utc>` holds.
pub(super) const LATEST: i64 = 8_210_266_876_799;

/// The smallest.
pub(super) const EARLIEST: i64 = -8_334_601_228_800;

pub(super) fn panic(claim: &str) -> Finding {
    crash(claim, PANIC)
}

pub(super) fn database(claim: &str) -> Finding {
    crash(claim, DATABASE)
}

fn crash(claim: &str, exception: &str) -> Finding {
    Finding::Stop(
        Reason::Crash {
            claim: Some(claim.to_owned()),
            exception: exception.to_owned(),
        },
        Answer::Crash {
            exception: exception.to_owned(),
        },
    )
}

/// Whether PostgreSQL takes a text: neither `text` nor `jsonb` holds NUL.
pub(super) fn has_nul(text: &str) -> bool {
    text.contains('\0')
}
