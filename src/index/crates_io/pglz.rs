//! How small PostgreSQL makes a text before it puts it into an index.
//!
//! Source: PostgreSQL 15 `src/common/pg_lzcompress.c`, `pglz_compress` with the default strategy;
//! `src/backend/access/common/indextuple.c`, `index_form_tuple`; `src/include/access/nbtree.h`,
//! `BTMaxItemSize`.

use std::collections::BTreeMap;

/// The largest entry of a B-tree index, in bytes.
const LARGEST_ENTRY: usize = 2704;

/// A value beyond this is compressed (`TOAST_INDEX_TARGET`).
const COMPRESSED_BEYOND: usize = 510;

const LONGEST_MATCH: usize = 273;
const FARTHEST_MATCH: usize = 0x0fff;

/// A match this long is good enough; with each place that was tried, a tenth less is.
const GOOD_MATCH: usize = 128;

/// Bytes within which something has to be compressed.
const FIRST_SUCCESS: usize = 1024;

/// Whether a text does not fit an index on it.
pub(super) fn is_too_long_for_index(text: &str) -> bool {
    let mut value = text.len().saturating_add(4);
    if value > COMPRESSED_BEYOND
        && let Some(compressed) = compressed_length(text.as_bytes())
        && compressed.saturating_add(10) < text.len()
    {
        value = compressed.saturating_add(8);
    }
    // The entry's header has eight bytes, and entries are padded to eight.
    value.saturating_add(8).next_multiple_of(8) > LARGEST_ENTRY
}

/// The length of the compressed bytes; none if that is not a quarter less.
fn compressed_length(source: &[u8]) -> Option<usize> {
    let most = source.len().saturating_mul(75).checked_div(100)?;
    let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let (mut length, mut items, mut at) = (0_usize, 0_usize, 0_usize);
    let mut found = false;
    while at < source.len() {
        if length >= most || !found && length >= FIRST_SUCCESS {
            return None;
        }
        // Eight items share a byte that tells literals from matches.
        if items.is_multiple_of(8) {
            length = length.saturating_add(1);
        }
        items = items.saturating_add(1);
        let matched = longest_match(source, at, &places);
        let (taken, written) = match matched {
            Some(matched) if matched > 17 => (matched, 3),
            Some(matched) => (matched, 2),
            None => (1, 1),
        };
        found |= matched.is_some();
        length = length.saturating_add(written);
        for _ in 0..taken {
            places.entry(hash(source, at)).or_default().push(at);
            at = at.saturating_add(1);
        }
    }
    (length < most).then_some(length)
}

/// The longest match among the places with the same hash, newest first, until one is good enough.
fn longest_match(source: &[u8], at: usize, places: &BTreeMap<u32, Vec<usize>>) -> Option<usize> {
    let here = source.get(at..)?;
    let mut good = GOOD_MATCH;
    let mut longest = 0;
    let mut candidates = places.get(&hash(source, at))?.iter().rev().peekable();
    while let Some(place) = candidates.next() {
        if at.saturating_sub(*place) >= FARTHEST_MATCH {
            break;
        }
        let there = source.get(*place..)?;
        let alike = here.iter().zip(there).take(LONGEST_MATCH);
        longest = longest.max(alike.take_while(|(one, other)| one == other).count());
        if candidates.peek().is_some() {
            if longest >= good {
                break;
            }
            good = good.saturating_sub(good.saturating_mul(10).checked_div(100)?);
        }
    }
    (longest > 2).then_some(longest)
}

/// `pglz_hist_idx`: places with the same hash share a list.
fn hash(source: &[u8], at: usize) -> u32 {
    let byte = |offset: usize| {
        let byte = at.checked_add(offset).and_then(|at| source.get(at));
        u32::from(byte.copied().unwrap_or_default())
    };
    let mask = match source.len() {
        ..128 => 511,
        128..256 => 1023,
        256..512 => 2047,
        512..1024 => 4095,
        _ => 8191,
    };
    let mixed = if source.len().saturating_sub(at) < 4 {
        byte(0)
    } else {
        (byte(0) << 6) ^ (byte(1) << 4) ^ (byte(2) << 2) ^ byte(3)
    };
    mixed & mask
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text without repetitions, as far as three hexadecimal digits go.
    fn noise(length: usize) -> String {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'!'.wrapping_add(u8::try_from(state >> 24).expect("a byte") % 90))
        };
        (0..length).map(|_| next()).collect()
    }

    #[test]
    fn what_cannot_be_compressed_has_to_fit() {
        assert!(!is_too_long_for_index(&noise(2692)));
        assert!(is_too_long_for_index(&noise(2693)));
    }

    #[test]
    fn repetitions_fit_at_any_length() {
        assert!(!is_too_long_for_index(&"a".repeat(100_000)));
        assert!(!is_too_long_for_index(&"0123456789abcdef".repeat(1000)));
        // Three bytes for every 273, and a byte for every eight of these.
        assert_eq!(compressed_length(&[b'a'; 2731]), Some(1 + 1 + 10 * 3 + 1));
    }
}
