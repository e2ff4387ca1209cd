//! When Open VSX's rules were read.
//!
//! Source: the history of eclipse-openvsx/openvsx.

use crate::time::UnixTime;

/// 2026-07-27: trusted publishing was merged, and no later date is known of what was read.
pub(super) const READ: UnixTime = UnixTime(1_785_110_400);

/// The moments at which rules or words changed, ascending; the last is when they were read.
pub(super) const CHANGES: [UnixTime; 1] = [READ];

/// No wording dates the server.
pub(super) fn dated(_description: &str) -> Option<UnixTime> {
    None
}
