//! NuGet.org's answers, as NuGet/login gives them.

use crate::evidence::{CodeRule, EndRule, ErrorText, Quoted, Stage};

const fn text(start: &'static str, end: &'static str, quotes: &'static [Quoted]) -> ErrorText {
    ErrorText {
        index: "nuget",
        start,
        code: CodeRule::Status,
        end: EndRule::Through(end),
        quotes,
        stage: Stage::Exchange,
        causes: &[],
    }
}

pub(in crate::index) const ERRORS: &[ErrorText] = &[
    text("No matching trust policy owned by user", "was found.", &[]),
    text(
        "The GitHub Actions event",
        "is not allowed.",
        &[Quoted {
            claim: "event_name",
            before: "The GitHub Actions event ",
            partial: false,
        }],
    ),
];
