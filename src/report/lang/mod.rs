//! Sentences, one folder per language. Every match is exhaustive: a missing translation does not
//! compile.
//!
//! Sentences start in lower case and have no final full stop, so that they can stand in a list, a log
//! or behind a colon; a page that shows one by itself capitalises it. What the user gave stands in
//! backticks.

#[cfg(feature = "en")]
mod en;
#[cfg(feature = "pt-br")]
mod pt_br;
mod tag;

use crate::evidence::{Shape, Stage, StrayKind};
use crate::finding::Comparison;
use crate::finding::{Answer, Cause, Edit, Notice, Open, Outcome, Phase, Reason, Remedy, Rule};
use crate::index::custom::{AddressError, AnswerError, ProfileError};
use crate::index::form::Note;
use crate::index::{Class, Index, Presence};
use crate::inspect::{AtIndex, RequestError, WorkflowReport};
use crate::issuer::Term;
use crate::jose::KeySetError;
use crate::python::json;
use crate::report::json::v1::{Misfit, Problem};
use crate::report::markdown::Part;
use crate::report::text::Label;
use crate::report::{AsOf, Report, Rules, Signature};
use crate::workflow::{self, ComparedFile};

macro_rules! languages {
    ($d:tt $(
        $(#[$doc:meta])*
        $variant:ident = $module:ident, $feature:tt, $tag:literal, $own_name:literal;
    )*) => {
        /// A language that reports are written in. Each is there if the feature of its name is built.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub enum Language {
            $($(#[$doc])* #[cfg(feature = $feature)] $variant,)*
        }

        #[cfg(not(any($(feature = $feature),*)))]
        compile_error!(concat!("build mintcheck with a language: one of the features", $(" `", $feature, "`"),*));

        impl Language {
            /// Every language that is built in.
            pub const ALL: &'static [Self] = &[$(#[cfg(feature = $feature)] Self::$variant),*];

            /// Its BCP 47 tag, as `lang` attributes have it.
            #[must_use]
            pub const fn tag(self) -> &'static str {
                match self {
                    $(#[cfg(feature = $feature)] Self::$variant => $tag,)*
                }
            }

            /// What it calls itself.
            #[must_use]
            pub const fn own_name(self) -> &'static str {
                match self {
                    $(#[cfg(feature = $feature)] Self::$variant => $own_name,)*
                }
            }
        }

        /// The first that is built in.
        impl Default for Language {
            fn default() -> Self {
                let [first, ..] = [$(#[cfg(feature = $feature)] Self::$variant),*];
                first
            }
        }

        /// A word in a language: the function of that name in the language's module.
        macro_rules! word_in {
            ($d language:expr, $d name:ident($d($d argument:expr),*)) => {
                match $d language {
                    $(#[cfg(feature = $feature)] Self::$variant => $module::$d name($d($d argument),*),)*
                }
            };
        }
    };
}

// A line for each language: its module, its feature, its tag, and what it calls itself.
languages! { $
    /// English.
    English = en, "en", "en", "English";
    /// Brazilian Portuguese.
    BrazilianPortuguese = pt_br, "pt-br", "pt-BR", "Português (Brasil)";
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) -> $result:ty;)*) => {
        impl Language {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(self $(, $argument: $kind)*) -> $result {
                    word_in!(self, $name($($argument),*))
                }
            )*
        }
    };
}

words! {
    /// The verdict in one sentence.
    headline(report: &Report) -> String;
    /// A field of a publisher, as the form of the index labels it; with what it means,
    /// where that is in another language.
    field(index: &Index, id: &str) -> &'static str;
    /// What a rule demands, as a short title.
    rule(rule: Rule) -> &'static str;
    /// Why a rule came to what it came to, at the index.
    reason(reason: &Reason, index: &Index) -> String;
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
    /// Something that is not known of what the index decides, as what would settle it.
    open(open: &Open, index: &Index) -> String;
    /// How the moment judged was chosen.
    as_of(as_of: AsOf) -> &'static str;
    /// Where a job would be accepted, in one sentence.
    everywhere(indexes: &[AtIndex]) -> String;
    /// What an index would make of a job, in one sentence.
    at_index(at: &AtIndex) -> String;
    /// Which token to ask for, by its audience.
    audience(audience: &str) -> String;
    /// Which workflow file it is that an index compares.
    compared_file(compared: ComparedFile) -> &'static str;
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
    /// A fixed word of the Markdown report.
    part(part: Part) -> &'static str;
    /// What was found in a workflow.
    workflow_problem(problem: &workflow::Problem) -> String;
    /// How bad a finding is.
    severity(severity: workflow::Severity) -> &'static str;
    /// Why a text is no workflow.
    workflow_error(error: &workflow::ReadError) -> String;
    /// Why a text is no ID of an account or a repository.
    id_error(given: &str) -> String;
    /// The jobs of a workflow that publish, in a sentence.
    publishing_jobs(reading: &workflow::Reading) -> String;
    /// Why an index, named so, says nothing of a token.
    not_asked(index: &Index) -> String;
    /// What comes of a workflow's run, in a sentence; the file's name where that is known.
    workflow_headline(report: &WorkflowReport, file: Option<&str>) -> String;
    /// Why a request cannot be read.
    request_error(error: &RequestError) -> String;
    /// Why a profile describes no index.
    profile_error(error: &ProfileError) -> String;
    /// Why an index's answer about itself is of no use.
    answer_error(error: &AnswerError) -> String;
    /// Why a text is no address of an index.
    address_error(error: AddressError) -> &'static str;
    /// Why a request in JSON cannot be answered.
    problem(problem: &Problem) -> String;
    /// What is wrong with a part of a request.
    misfit(misfit: &Misfit) -> String;
    /// Why a text is no JSON.
    json_error(error: &json::Error) -> String;
    /// Why a text is no key set.
    key_set_error(error: &KeySetError) -> String;
}

/// Whether an index takes no token of a run that a release starts.
fn refuses_releases(index: &Index) -> bool {
    index.refused_events.contains(&"release")
}
