//! The present.

use std::time::{SystemTime, UNIX_EPOCH};

use mintcheck::time::UnixTime;

/// The present moment, unless the clock stands before 1970.
pub(crate) fn now() -> Option<UnixTime> {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(passed.as_secs()).ok().map(UnixTime)
}
