//! Pasted text: what it is, and what it gives away.
//!
//! One file per form of text. Each finds what it knows in any text around it, and says where in the
//! paste it found it; none judges.

mod claim_lines;
mod clean;
mod error_text;
mod json_text;
mod rust_struct;
mod stray;
mod token;

use serde::Serialize;

use crate::gather::Gather as _;
use crate::jose::pyjwt::{DecodeError, UnverifiedToken};
use crate::python::{Str, Value, first_places};

pub use crate::span::Span;

pub use self::error_text::{Causes, CodeRule, EndRule, ErrorText, Quoted, ServerError, Stage};
pub use self::stray::{Stray, StrayKind, masked};
pub use self::token::recognise;

/// A paste that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The form of the text as a whole, and the token in it.
    pub recognised: Recognised,
    /// What it gives away besides a token.
    pub evidence: Evidence,
    /// What decoding the token gave.
    pub token: Option<Result<UnverifiedToken, DecodeError>>,
}

/// What a paste gives away besides a token.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The claims that the text shows, the first mention of each.
    pub claims: Vec<FoundClaim>,
    /// The index's answer, as the text gives it.
    pub server_error: Option<ServerError>,
    /// How far the release got, as the text tells it.
    pub stage: Stage,
    /// Things that are no ID token, recognised by name.
    pub strays: Vec<Stray>,
    /// What the client says besides.
    pub remarks: Vec<Remark>,
}

impl Evidence {
    /// Nothing was given away.
    #[must_use]
    pub fn none() -> Self {
        Self {
            claims: Vec::new(),
            server_error: None,
            stage: Stage::Unknown,
            strays: Vec::new(),
            remarks: Vec::new(),
        }
    }

    /// What is said of a claim, if anything is.
    #[must_use]
    pub fn claim(&self, name: &str) -> Option<&ClaimState> {
        let claim = self.claims.iter().find(|claim| claim.name == name)?;
        Some(&claim.state)
    }
}

/// Something that clients say when they know more than the index.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remark {
    /// The workflow runs for a fork's pull request.
    ForkPullRequest,
    /// The repository has subjects with the IDs of owner and repository in them.
    ImmutableSubject,
    /// The workflow is called by another one.
    ReusableWorkflow,
    /// The log speaks of TestPyPI.
    TestPypi,
}

/// What a pasted text was recognised as.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recognised {
    /// The form of the text.
    pub shape: Shape,
    /// The token, as it would be sent.
    pub token: Option<String>,
    /// Where the token stands in the text, in bytes.
    pub span: Option<Span>,
}

/// The form of a pasted text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// An `Authorization` header, or `Bearer` and a token.
    Bearer,
    /// Claims, without a token.
    Claims,
    /// Nothing but white space.
    Empty,
    /// A log, or part of one, that a publishing client or an index wrote.
    Log,
    /// A request body for the index: `{"token": …}`, or `{"jwt": …}`.
    MintRequest,
    /// A token in quotes.
    Quoted,
    /// A request body whose token is still in quotes: `{"token": ""eyJ…""}`.
    QuotedInRequest,
    /// A token somewhere in other text.
    Text,
    /// A token.
    Token,
    /// A token that was broken over several lines.
    TokenInLines,
    /// GitHub's answer to the request for a token: `{"value": …}`.
    TokenResponse,
    /// None of these.
    Unrecognised,
    /// A workflow file.
    Workflow,
}

/// A claim that a text shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundClaim {
    /// The claim's name.
    pub name: String,
    /// What the text says of it.
    pub state: ClaimState,
    /// Where the text says so.
    pub span: Span,
    /// The form in which it was found.
    pub form: ClaimForm,
}

/// What a text says of a claim. A claim that is not printed is not in the list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "state", content = "value", rename_all = "kebab-case")]
pub enum ClaimState {
    /// The token has no such claim: clients print `MISSING`, `None` or `null`.
    Absent,
    /// It is there and empty.
    Empty,
    /// It is a secret to GitHub, which prints `***`.
    Masked,
    /// Only a part is shown.
    Partial(String),
    /// It is there.
    Present(Value),
}

/// The form in which a claim was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimForm {
    /// In the index's error text.
    ErrorText,
    /// In a JSON object.
    Json,
    /// On a line of its own: `* `key`: `value``, `key: value`, `key = value`.
    Line,
    /// In a Rust struct as uv prints it.
    RustStruct,
    /// In a Markdown table.
    Table,
    /// In a token.
    Token,
    /// In a workflow file, from which it follows.
    Workflow,
}

impl FoundClaim {
    fn text(name: &str, text: &str, span: Span, form: ClaimForm) -> Self {
        Self {
            name: name.to_owned(),
            state: ClaimState::from_text(text),
            span,
            form,
        }
    }
}

impl ClaimState {
    /// Reads a value as clients print it.
    fn from_text(text: &str) -> Self {
        let elided = text.contains('…') || text.contains("...");
        match text {
            "" => Self::Empty,
            "MISSING" | "None" | "null" => Self::Absent,
            masked if masked.contains("***") => Self::Masked,
            partial if elided => Self::Partial(partial.to_owned()),
            value => Self::Present(Value::Str(value.into())),
        }
    }
}

/// Reads a paste. Takes any text, in time linear in its length.
///
/// `texts` are the indexes' answers, as data.
#[must_use]
pub fn read(paste: &str, texts: &[&[ErrorText]]) -> Reading {
    let mut recognised = recognise(paste);
    let token = recognised.token.as_deref().map(UnverifiedToken::decode);
    let decoded = recognised.token.as_deref().zip(token.as_ref());
    if recognised.shape == Shape::Token {
        // There is nothing else in it.
        let strays = stray::find(paste, decoded);
        return Reading {
            evidence: Evidence {
                strays,
                ..Evidence::none()
            },
            recognised,
            token,
        };
    }
    let cleaned = clean::clean(paste);
    let objects = json_text::objects(paste);
    let mut claims = Vec::new();
    if recognised.token.is_none() {
        claims.extend(json_text::claims(paste, &objects));
        claims.extend(rust_struct::claims(&cleaned));
        claims.extend(claim_lines::claims(&cleaned));
    }
    let (server_error, quoted) = error_text::find(paste, &cleaned, &objects, texts);
    claims.extend(quoted);
    keep_first_mentions(&mut claims);
    let stage = error_text::stage(&cleaned, server_error.as_ref());
    let strays = stray::find(paste, decoded);
    if recognised.shape == Shape::Unrecognised {
        if server_error.is_none() && claims.is_empty() && is_workflow(paste) {
            recognised.shape = Shape::Workflow;
        } else if server_error.is_some() || stage != Stage::Unknown {
            recognised.shape = Shape::Log;
        } else if !claims.is_empty() {
            recognised.shape = Shape::Claims;
        }
    }
    Reading {
        recognised,
        evidence: Evidence {
            claims,
            server_error,
            stage,
            strays,
            remarks: remarks(paste),
        },
        token,
    }
}

/// Whether the text has the two keys that every workflow has.
fn is_workflow(paste: &str) -> bool {
    let has = |name: &str| {
        paste.lines().any(|line| {
            let key = line.split_once(':').map_or("", |(key, _)| key.trim_end());
            key.trim_matches(['"', '\'']) == name
        })
    };
    has("on") && has("jobs")
}

fn remarks(paste: &str) -> Vec<Remark> {
    [
        ("pull request on a fork", Remark::ForkPullRequest),
        (
            "calling workflow is a reusable workflow",
            Remark::ReusableWorkflow,
        ),
        ("use_immutable_subject = true", Remark::ImmutableSubject),
        ("\"use_immutable_subject\": true", Remark::ImmutableSubject),
        ("test.pypi.org", Remark::TestPypi),
    ]
    .into_iter()
    .filter(|(text, _)| paste.contains(text))
    .map(|(_, remark)| remark)
    .gather()
}

/// A log can hold several failed steps; the last one's claims count where a whole block is repeated,
/// and within a block the first mention.
fn keep_first_mentions(claims: &mut Vec<FoundClaim>) {
    let names = claims.iter().map(|claim| Str::from(claim.name.as_str()));
    let names = names.gather();
    let firsts = first_places(&names.iter().gather());
    let mut places = firsts.iter().enumerate();
    claims.retain(|_| places.next().is_some_and(|(place, first)| place == *first));
}
