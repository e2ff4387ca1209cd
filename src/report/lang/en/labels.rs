//! The fixed words of a text report, in English.

use crate::report::text::Label;

pub(in super::super) fn label(label: Label) -> &'static str {
    match label {
        Label::AlsoFails => "also fails",
        Label::Answer => "answer",
        Label::AtBest => "at best",
        Label::Cause => "cause",
        Label::LikelyCause => "likely",
        Label::Caution => "do not",
        Label::Remedy => "to do",
        Label::Reported => "reported",
        Label::Rules => "rules",
        Label::Empty => "(empty)",
        Label::ExpiredFor => "now the token has been expired for",
        Label::ExpiresIn => "now the token is valid for another",
        Label::Field => "field",
        Label::File => "file",
        Label::Live => {
            "this token has not expired: whoever has it can use it, so keep it to yourself"
        }
        Label::Moment => "judged for",
        Label::NoClaim => "(none)",
        Label::NotGiven => "(not given)",
        Label::NotKnown => "not known",
        Label::Notice => "besides",
        Label::OtherKind => "of another kind than the token's issuer",
        Label::Publisher => "publisher",
        Label::Registered => "registered",
        Label::Register => "register",
        Label::Example => "example",
        Label::KnownByRun => "only the run knows",
        Label::ImmutableSubject => "or subject",
        Label::NewerRepositories => "repositories made, renamed or moved since 2026-07-15",
        Label::OlderRepositories => "older repositories that did not choose the immutable form",
        Label::Settle => "still open",
        Label::Signature => "signature",
        Label::StopsAt => "stops at",
        Label::Token => "token",
        Label::Verdict => "outcome",
    }
}
