//! The fixed words of a Markdown report, in English.

use crate::report::markdown::Part;

pub(in super::super) fn part(part: Part) -> &'static str {
    match part {
        Part::Claim => "claim",
        Part::Claims => "claims",
        Part::Check => "check",
        Part::Checks => "every check, in the index's order",
        Part::Class => "what the index does with it",
        Part::Reason => "why",
        Part::Value => "value",
        Part::LeftOut => "the token, its signature and whatever looks like a secret were left out",
    }
}
