//! When pub.dev's rules were read.
//!
//! Source: the history of dart-lang/pub-dev.

use crate::time::UnixTime;

/// 2026-08-20: the commit that the rules were read at.
pub(super) const READ: UnixTime = UnixTime(1_787_184_000);

/// The moments at which rules or words changed, ascending; the last is when they were read.
pub(super) const CHANGES: [UnixTime; 1] = [READ];

/// No wording dates the server.
pub(super) fn dated(_description: &str) -> Option<UnixTime> {
    None
}
