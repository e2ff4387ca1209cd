//! What Python does to text: strings that may hold lone surrogates, `json.loads`, `int()`,
//! `repr()`, lenient base64.
//!
//! PyPI is written in Python and shows it: a token with a newline inside decodes, an `exp` of
//! `"１７"` is a number, a claim is quoted back with `repr()`. To say what PyPI answers is to do
//! the same. Nothing here knows what a token is.

mod float;
pub mod json;
pub mod lenient_base64;
mod number;
mod repr;
mod string;
pub mod unicode;
mod value;

pub(crate) use self::number::exponential;
pub use self::number::{Int, IntFromStr};
pub use self::repr::repr_str;
pub use self::string::{Str, is_space, strip};
pub(crate) use self::value::first_places;
pub use self::value::{Dict, Value};
