//! When RubyGems.org's rules were read.
//!
//! Source: the history of rubygems/rubygems.org.

use crate::time::UnixTime;

/// 2026-08-21: the commit that the rules were read at.
pub(super) const READ: UnixTime = UnixTime(1_787_270_400);

/// The moments at which rules or words changed, ascending; the last is when they were read.
pub(super) const CHANGES: [UnixTime; 1] = [READ];

/// No wording dates the server.
pub(super) fn dated(_description: &str) -> Option<UnixTime> {
    None
}
