//! What a paste gives away, why the release failed, and what to change.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::{InputSpan, Seconds};
use crate::evidence::{self, ClaimState};
use crate::finding;
use crate::gather::Gather as _;
use crate::python::json;
use crate::report::lang::Language;
use crate::report::{self, RulesChosen};

/// What a paste gives away besides a token.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Evidence<'a> {
    /// The claims that it shows.
    pub claims: Vec<EvidenceClaim<'a>>,
    /// Claims that follow from these.
    pub inferred: Vec<InferredClaim<'a>>,
    /// The index's answer.
    pub server_error: Option<ServerError<'a>>,
    /// How far the release got: `audience`, `exchange`, `token-request`, `upload` or `unknown`.
    pub stage: String,
    /// The same in words.
    pub stage_text: &'static str,
    /// Things that are no ID token.
    pub strays: Vec<Stray>,
}

/// A claim that a paste shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct EvidenceClaim<'a> {
    /// Its name.
    pub name: &'a str,
    /// `present`, `empty`, `absent` (the token has no such claim), `masked` or `partial`.
    pub state: &'static str,
    /// Its value as text, where one is shown.
    pub text: Option<Cow<'a, str>>,
    /// Where it stands.
    pub span: InputSpan,
}

/// A claim that follows from others.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct InferredClaim<'a> {
    /// Its name.
    pub name: &'static str,
    /// Its value; null if the token has no such claim.
    pub text: Option<&'a str>,
    /// The claim that it follows from.
    pub from: &'static str,
}

/// The index's answer as a paste gives it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ServerError<'a> {
    /// The index that answers so.
    pub index: Option<&'static str>,
    /// The error's code.
    pub code: Option<&'a str>,
    /// The error's text.
    pub description: &'a str,
    /// Where it stands.
    pub span: InputSpan,
}

/// Something that is no ID token.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Stray {
    /// What it is.
    pub kind: String,
    /// The same in words.
    pub message: &'static str,
    /// Where it stands.
    pub span: InputSpan,
}

/// A likely cause of a refusal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct CauseText {
    /// Its stable identifier.
    pub code: String,
    /// The same in words.
    pub message: &'static str,
    /// What not to do about it.
    pub caution: Option<&'static str>,
}

/// A change that turns a refusal into an acceptance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(
    feature = "wasm",
    derive(tsify::Tsify),
    tsify(missing_as_null, hashmap_as_object)
)]
#[serde(rename_all = "camelCase")]
pub struct RemedyText<'a> {
    /// What to do, one instruction after the other.
    pub instructions: Vec<String>,
    /// Whether the rules were applied to what it makes of the request, and accept that.
    pub proved: bool,
    /// The same in words.
    pub proof: &'static str,
    /// The index's own form with the new values.
    pub link: Option<&'a str>,
    /// A piece of the workflow's file.
    pub snippet: Option<&'a str>,
    /// The place in the list of the publisher that it changes or adds.
    pub publisher: Option<usize>,
    /// That publisher's fields afterwards.
    pub fields: Option<&'a BTreeMap<String, String>>,
}

/// Which of the index's rules were applied.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct RulesText {
    /// The moment at which they applied; null for the latest.
    pub as_of: Option<Seconds>,
    /// `by-wording`, `current` or `given`.
    pub chosen: &'static str,
    /// The same in words.
    pub message: String,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(report: &'a report::Report, language: Language) -> Self {
        let evidence = &report.evidence;
        Self {
            claims: evidence.claims.iter().map(claim).gather(),
            inferred: report
                .inferred
                .iter()
                .map(|inferred| InferredClaim {
                    name: inferred.claim,
                    text: inferred.value.as_deref(),
                    from: inferred.from,
                })
                .gather(),
            server_error: evidence.server_error.as_ref().map(|error| ServerError {
                index: error.index,
                code: error.code.as_deref(),
                description: &error.description,
                span: span(error.span),
            }),
            stage: identifier(&evidence.stage),
            stage_text: language.stage(evidence.stage),
            strays: evidence
                .strays
                .iter()
                .map(|stray| Stray {
                    kind: identifier(&stray.kind),
                    message: language.stray(stray.kind),
                    span: span(stray.span),
                })
                .gather(),
        }
    }
}

fn claim(found: &evidence::FoundClaim) -> EvidenceClaim<'_> {
    let (state, text) = match &found.state {
        ClaimState::Absent => ("absent", None),
        ClaimState::Empty => ("empty", Some(Cow::Borrowed(""))),
        ClaimState::Masked => ("masked", None),
        ClaimState::Partial(text) => ("partial", Some(text.into())),
        ClaimState::Present(value) => ("present", Some(super::token::shown(value))),
    };
    EvidenceClaim {
        name: &found.name,
        state,
        text,
        span: span(found.span),
    }
}

fn span(span: evidence::Span) -> InputSpan {
    InputSpan {
        start: span.start,
        end: span.end,
    }
}

impl CauseText {
    pub(super) fn new(cause: finding::Cause, language: Language) -> Self {
        Self {
            code: identifier(&cause),
            message: language.cause(cause),
            caution: language.caution(cause),
        }
    }
}

impl<'a> RemedyText<'a> {
    pub(super) fn new(
        remedy: &'a finding::Remedy,
        report: &report::Report,
        language: Language,
    ) -> Self {
        Self {
            instructions: remedy
                .edits
                .iter()
                .map(|edit| language.edit(edit, report))
                .gather(),
            proved: remedy.proved,
            proof: language.proof(remedy, report.is_genuine()),
            link: remedy.link.as_deref(),
            snippet: remedy.snippet.as_deref(),
            publisher: remedy.publisher.as_ref().map(|(place, _)| *place),
            fields: remedy.publisher.as_ref().map(|(_, fields)| fields),
        }
    }
}

impl RulesText {
    pub(super) fn new(rules: &report::Rules, language: Language) -> Self {
        Self {
            as_of: rules.as_of.map(Seconds::from),
            chosen: match rules.chosen {
                RulesChosen::ByWording => "by-wording",
                RulesChosen::Current => "current",
                RulesChosen::Given => "given",
            },
            message: language.rules(rules),
        }
    }
}

/// The identifier that serde gives a variant.
fn identifier<Code: Serialize>(code: &Code) -> String {
    json::to_string(code).trim_matches('"').to_owned()
}
