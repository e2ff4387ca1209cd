//! The report.

use serde::Serialize;

use super::{
    Answer, AsOf, CauseText, Evidence, PublisherComparison, RemedyText, RulesText, Seconds, Shape,
    Signature, Step, Token, VERSION,
};
use crate::evidence::Recognised;
use crate::finding::{Decision, Open};
use crate::gather::Gather as _;
use crate::index::Index;
use crate::report;
use crate::report::lang::Language;

/// What was found out about a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Report<'a> {
    /// The version of this form: 1.
    #[cfg_attr(feature = "wasm", tsify(type = "1"))]
    pub version: u8,
    /// The index's identifier.
    pub index: &'static str,
    /// Whether the index would mint.
    pub verdict: Verdict,
    /// The verdict in one sentence.
    pub headline: String,
    /// What would settle it, most useful first.
    pub open: Vec<OpenQuestion<'a>>,
    /// Whether the index accepts, if the token is genuine and fresh: nothing else is open.
    pub accepted_if_genuine: bool,
    /// What the index answers.
    pub answer: Answer<'a>,
    /// Every rule's result, in the index's order.
    pub steps: Vec<Step<'a>>,
    /// The place among the steps of the one at which the index stops, if it refuses.
    pub decisive: Option<usize>,
    /// What the paste was recognised as.
    pub input: Input,
    /// The token, if one was found and decodes.
    pub token: Option<Token<'a>>,
    /// Whether the token is genuine.
    pub signature: Signature<'a>,
    /// The moments that matter.
    pub clock: Clock,
    /// What the paste gives away besides a token.
    pub evidence: Evidence<'a>,
    /// The likely causes of a refusal, the likeliest first.
    pub causes: Vec<CauseText>,
    /// What to change, the proved and small first.
    pub remedies: Vec<RemedyText<'a>>,
    /// Which rules were applied.
    pub rules: RulesText,
    /// Every publisher's fields beside the claims.
    pub publishers: Vec<PublisherComparison<'a>>,
    /// The kind of publisher that the token's issuer goes with.
    pub kind: Option<&'static str>,
    /// The place of the publisher that was looked at last.
    pub selected: Option<usize>,
}

/// Whether the index would mint.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every rule holds.
    Accept,
    /// A rule fails.
    Reject,
    /// No rule fails, but some are unknown.
    Undecided,
}

/// Something that is not known.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct OpenQuestion<'a> {
    /// What is not known.
    pub code: OpenKind,
    /// The publisher whose field it is.
    pub publisher: Option<usize>,
    /// The field.
    pub field: Option<&'a str>,
    /// What would settle it.
    pub message: String,
}

/// What is not known.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum OpenKind {
    /// The audience that the index demands: it was not given.
    Audience,
    /// Whether the token is genuine: keys are missing.
    Authenticity,
    /// A claim that the paste does not show.
    Claim,
    /// A publisher's field.
    Field,
    /// What the index does: that is not published.
    Index,
    /// The moment.
    Moment,
    /// The publishers: none was given.
    Publisher,
    /// The token: none was given.
    Token,
}

/// What a paste was recognised as.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Input {
    /// The form of the text.
    pub shape: Shape,
    /// The same in words.
    pub message: &'static str,
    /// Where the token stands in the text.
    pub span: Option<InputSpan>,
}

/// A stretch of a text, in bytes of its UTF-8.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct InputSpan {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

/// The moments that matter.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    /// The moment judged.
    pub as_of: Option<Seconds>,
    /// How it was chosen.
    pub chosen: AsOf,
    /// The same in words.
    pub chosen_text: &'static str,
    /// The present moment, if it was given.
    pub now: Option<Seconds>,
    /// When the token was issued.
    pub issued_at: Option<Seconds>,
    /// From when it is valid.
    pub not_before: Option<Seconds>,
    /// When it expires.
    pub expires: Option<Seconds>,
    /// Whether it has expired at the present moment; null if that is not known.
    pub expired: Option<bool>,
}

/// In the first language that is built in.
impl<'a> From<&'a report::Report> for Report<'a> {
    fn from(report: &'a report::Report) -> Self {
        Self::in_language(report, Language::default())
    }
}

impl<'a> Report<'a> {
    /// The report with its sentences in that language.
    #[must_use]
    pub fn in_language(report: &'a report::Report, language: Language) -> Self {
        let (verdict, open, accepted_if_genuine) =
            decision(&report.decision, &report.index, language);
        Self {
            version: VERSION,
            index: report.index.id,
            verdict,
            headline: language.headline(report),
            open,
            accepted_if_genuine,
            answer: Answer::new(&report.prediction, report.answer_body.clone(), language),
            steps: report
                .steps
                .iter()
                .map(|step| Step::new(step, &report.index, language))
                .gather(),
            decisive: report.steps.iter().position(|step| step.decisive),
            input: Input::new(&report.input, language),
            token: report
                .token
                .as_ref()
                .map(|token| Token::new(token, language)),
            signature: Signature::new(&report.signature, language),
            clock: clock(&report.clock, language),
            publishers: report
                .publishers
                .iter()
                .map(|publisher| PublisherComparison::new(publisher, language))
                .gather(),
            evidence: Evidence::new(report, language),
            causes: report
                .causes
                .iter()
                .map(|cause| CauseText::new(*cause, language))
                .gather(),
            remedies: report
                .remedies
                .iter()
                .map(|remedy| RemedyText::new(remedy, report, language))
                .gather(),
            rules: RulesText::new(&report.rules, language),
            kind: report.kind,
            selected: report.selected,
        }
    }
}

impl Input {
    pub(super) fn new(input: &Recognised, language: Language) -> Self {
        Self {
            shape: input.shape.into(),
            message: language.shape(input.shape),
            span: input.span.map(|span| InputSpan {
                start: span.start,
                end: span.end,
            }),
        }
    }
}

pub(super) fn decision<'a>(
    decision: &'a Decision,
    index: &Index,
    language: Language,
) -> (Verdict, Vec<OpenQuestion<'a>>, bool) {
    match decision {
        Decision::Accept => (Verdict::Accept, Vec::new(), false),
        Decision::Reject => (Verdict::Reject, Vec::new(), false),
        Decision::Undecided {
            open,
            accepted_if_genuine,
        } => {
            let open = open.iter().map(|open| question(open, index, language));
            (Verdict::Undecided, open.gather(), *accepted_if_genuine)
        }
    }
}

fn question<'a>(open: &'a Open, index: &Index, language: Language) -> OpenQuestion<'a> {
    let (code, publisher, field) = match open {
        Open::Audience => (OpenKind::Audience, None, None),
        Open::Authenticity => (OpenKind::Authenticity, None, None),
        Open::Claim { claim } => (OpenKind::Claim, None, Some(claim.as_str())),
        Open::Field { publisher, field } => {
            (OpenKind::Field, Some(*publisher), Some(field.as_str()))
        }
        Open::Index => (OpenKind::Index, None, None),
        Open::Moment => (OpenKind::Moment, None, None),
        Open::Publisher => (OpenKind::Publisher, None, None),
        Open::Token => (OpenKind::Token, None, None),
    };
    OpenQuestion {
        code,
        publisher,
        field,
        message: language.open(open, index),
    }
}

pub(super) fn clock(clock: &report::Clock, language: Language) -> Clock {
    Clock {
        as_of: clock.as_of.map(Seconds::from),
        chosen: clock.chosen.into(),
        chosen_text: language.as_of(clock.chosen),
        now: clock.now.map(Seconds::from),
        issued_at: clock.issued_at.map(Seconds::from),
        not_before: clock.not_before.map(Seconds::from),
        expires: clock.expires.map(Seconds::from),
        expired: clock.expired,
    }
}
