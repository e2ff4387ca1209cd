//! Sentences, one folder per language. Every match is exhaustive: a missing translation does not
//! compile.
//!
//! Sentences start in lower case and have no final full stop, so that they can stand in a list, a log
//! or behind a colon; a page that shows one by itself capitalises it. What the user gave stands in
//! backticks.

mod en;

use crate::evidence::{Shape, Stage, StrayKind};
use crate::finding::Comparison;
use crate::finding::{Answer, Cause, Edit, Notice, Open, Outcome, Phase, Reason, Remedy, Rule};
use crate::index::pypi::forms::Note;
use crate::index::{Class, Presence};
use crate::inspect::RequestError;
use crate::issuer::Term;
use crate::jose::KeySetError;
use crate::python::json;
use crate::report::text::Label;
use crate::report::{AsOf, Report, Rules, Signature};

/// A language that reports are written in.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Language {
    /// English.
    #[default]
    English,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) -> $result:ty;)*) => {
        impl Language {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(self $(, $argument: $kind)*) -> $result {
                    match self {
                        Self::English => en::$name($($argument),*),
                    }
                }
            )*
        }
    };
}

words! {
    /// The verdict in one sentence.
    headline(report: &Report) -> String;
    /// What a rule demands, as a short title.
    rule(rule: Rule) -> &'static str;
    /// Why a rule came to what it came to.
    reason(reason: &Reason) -> String;
    /// An outcome in a word or two.
    outcome(outcome: Outcome) -> &'static str;
    /// A part of the exchange.
    phase(phase: Phase) -> &'static str;
    /// What an index does with a claim, in a few words.
    class(class: Class) -> &'static str;
    /// How two values are compared.
    comparison(comparison: Comparison) -> &'static str;
    /// What it means for a field to be empty; nothing for one that has to be filled in.
    presence(presence: Presence) -> &'static str;
    /// What a word of the glossary means.
    term(term: Term) -> &'static str;
    /// Whether the token is genuine.
    signature(signature: &Signature) -> String;
    /// What a paste was recognised as.
    shape(shape: Shape) -> &'static str;
    /// What the index does besides answering.
    notice(notice: Notice) -> &'static str;
    /// Something that is not known, as what would settle it.
    open(open: &Open, report: &Report) -> String;
    /// How the moment judged was chosen.
    as_of(as_of: AsOf) -> &'static str;
    /// What an answer means.
    answer(answer: &Answer) -> String;
    /// A cause, as half a sentence.
    cause(cause: Cause) -> &'static str;
    /// What not to do about a cause, however tempting: what follows "do not".
    caution(cause: Cause) -> Option<&'static str>;
    /// A change, as an instruction.
    edit(edit: &Edit, report: &Report) -> String;
    /// Whether a remedy was tried, with a genuine token or one that is not known to be.
    proof(remedy: &Remedy, genuine: bool) -> &'static str;
    /// How far a release got.
    stage(stage: Stage) -> &'static str;
    /// What a thing is that is no ID token.
    stray(kind: StrayKind) -> &'static str;
    /// Which rules were applied.
    rules(rules: &Rules) -> String;
    /// What was changed in what the user typed.
    note(note: &Note) -> String;
    /// A length of time, from seconds to days: `3 minutes`.
    duration(seconds: i64) -> String;
    /// A fixed word of the text report.
    label(label: Label) -> &'static str;
    /// Why a request cannot be read.
    request_error(error: &RequestError) -> String;
    /// Why a text is no JSON.
    json_error(error: &json::Error) -> String;
    /// Why a text is no key set.
    key_set_error(error: &KeySetError) -> String;
}
