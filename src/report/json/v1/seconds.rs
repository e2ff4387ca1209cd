//! Moments as JavaScript's numbers hold them.

use serde::Serialize;

use crate::time::UnixTime;

/// Seconds since 1970-01-01T00:00:00Z, a whole number.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(transparent)]
pub struct Seconds(#[cfg_attr(feature = "wasm", tsify(type = "number"))] UnixTime);

impl From<UnixTime> for Seconds {
    fn from(moment: UnixTime) -> Self {
        Self(moment)
    }
}

impl From<Seconds> for UnixTime {
    fn from(seconds: Seconds) -> Self {
        seconds.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_stay_within_what_a_javascript_number_holds() {
        let shown =
            |seconds| serde_json::to_string(&Seconds::from(UnixTime(seconds))).expect("serializes");
        assert_eq!(shown(1_769_941_559), "1769941559");
        assert_eq!(shown(i64::MAX), "9007199254740991");
        assert_eq!(shown(i64::MIN), "-9007199254740991");
    }
}
