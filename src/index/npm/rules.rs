//! When npm's documentation was read, and what of it changed.

use crate::time::UnixTime;

/// 2026-09-03: packages may have several trusted publishers (npm/documentation#2034).
const SEVERAL_PUBLISHERS: UnixTime = UnixTime(1_788_393_600);

/// 2026-11-22: when the documentation and the reports were read.
pub(super) const READ: UnixTime = UnixTime(1_795_305_600);

/// The moments at which rules or words changed, ascending; the last is when they were read.
pub(super) const CHANGES: [UnixTime; 2] = [SEVERAL_PUBLISHERS, READ];

/// No wording dates the server.
pub(super) fn dated(_description: &str) -> Option<UnixTime> {
    None
}
