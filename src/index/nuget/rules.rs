//! When NuGet.org's rules were read.
//!
//! Source: the history of NuGet/NuGetGallery.

use crate::time::UnixTime;

/// 2026-08-17: the commit that the rules were read at.
pub(super) const READ: UnixTime = UnixTime(1_786_924_800);

/// The moments at which rules or words changed, ascending; the last is when they were read.
pub(super) const CHANGES: [UnixTime; 1] = [READ];

/// No wording dates the server.
pub(super) fn dated(_description: &str) -> Option<UnixTime> {
    None
}
