//! The index's answer as it would go over the wire.

use serde::Serialize;

use super::{Notice, Seconds};
use crate::finding::{self, Prediction};
use crate::gather::Gather as _;
use crate::report::lang::Language;

/// What the index answers, taking what is unknown to be as it should.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct Answer<'a> {
    /// What it is.
    pub kind: AnswerKind,
    /// What it means, as a sentence.
    pub message: String,
    /// The HTTP status; null where no document says which refusal has which.
    pub status: Option<u16>,
    /// The body's media type; null if the body is a page for people.
    pub content_type: Option<&'static str>,
    /// The body as sent, JSON text; null if it is a page for people. The token in it is made up.
    pub body: Option<String>,
    /// The code of a refusal; null where no document says which refusal has which.
    pub code: Option<&'a str>,
    /// The text of a refusal.
    pub description: Option<&'a str>,
    /// Whether the text of a refusal is the server's to the letter, and not only its start.
    pub exact: bool,
    /// Texts that the server might give instead: it names any one of several missing claims, or, where the status is
    /// null, all that is documented is that it is one of these.
    pub alternatives: &'a [String],
    /// The exception that the server does not catch.
    pub exception: Option<&'a str>,
    /// When the API token expires.
    pub expires: Option<Seconds>,
    /// The place in the request's list of the publisher that the API token is minted for; the first, if it is for
    /// several.
    pub publisher: Option<usize>,
    /// The places of all of them.
    pub publishers: &'a [usize],
    /// The projects that the API token is good for, sorted.
    pub projects: &'a [String],
    /// What the index writes into publishers' fields meanwhile.
    pub recorded: Vec<Recorded<'a>>,
    /// What the index does besides.
    pub notices: Vec<NoticeText>,
}

/// A publisher's field that the index fills in while it mints.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Recorded<'a> {
    /// The publisher's place in the request's list.
    pub publisher: usize,
    /// The field.
    pub field: &'a str,
    /// What is written into it.
    pub value: &'a str,
}

/// What an answer is.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum AnswerKind {
    /// An exception that nobody caught.
    Crash,
    /// An API token.
    Minted,
    /// A refusal.
    Refused,
    /// No API token: the index takes the ID token itself.
    Taken,
}

/// What the index does besides answering.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct NoticeText {
    /// Its identifier.
    pub code: Notice,
    /// The same as a sentence.
    pub message: &'static str,
}

impl<'a> Answer<'a> {
    pub(super) fn new(
        prediction: &'a Prediction,
        body: Option<String>,
        language: Language,
    ) -> Self {
        let mut answer = Self {
            kind: AnswerKind::Minted,
            message: language.answer(&prediction.answer),
            status: prediction.status,
            content_type: body.as_ref().map(|_| "application/json"),
            body,
            code: None,
            description: None,
            exact: true,
            alternatives: &prediction.alternatives,
            exception: None,
            expires: None,
            publisher: prediction.publishers.first().copied(),
            publishers: &prediction.publishers,
            projects: &prediction.projects,
            recorded: prediction
                .recorded
                .iter()
                .map(|recorded| Recorded {
                    publisher: recorded.publisher,
                    field: &recorded.field,
                    value: &recorded.value,
                })
                .gather(),
            notices: prediction
                .notices
                .iter()
                .map(|notice| NoticeText {
                    code: (*notice).into(),
                    message: language.notice(*notice),
                })
                .gather(),
        };
        match &prediction.answer {
            finding::Answer::Crash { exception } => {
                answer.kind = AnswerKind::Crash;
                answer.exception = Some(exception);
            }
            finding::Answer::Minted { expires, .. } => answer.expires = expires.map(Seconds::from),
            finding::Answer::Taken => answer.kind = AnswerKind::Taken,
            finding::Answer::Refused {
                code,
                description,
                exact,
            } => {
                answer.kind = AnswerKind::Refused;
                answer.code = code.as_deref();
                answer.description = Some(description);
                answer.exact = *exact;
            }
        }
        answer
    }
}
