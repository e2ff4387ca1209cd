//! The index's answer in a text: in JSON, or as a client repeats it.
//!
//! What the indexes say is data that comes from their own folders; this finds it, wrapped over lines,
//! quoted or decorated, and reads the claims that it quotes.

use serde::Serialize;

use super::clean::{Flow, Line};
use super::json_text::Object;
use super::{ClaimForm, ClaimState, FoundClaim, Span};
use crate::finding::Cause;
use crate::gather::Gather as _;
use crate::python::Value;

/// How an index answers: a text that tells it apart, and what to read around it.
#[derive(Clone, Copy, Debug)]
pub struct ErrorText {
    /// The index's identifier.
    pub index: &'static str,
    /// How the description starts.
    pub start: &'static str,
    /// Where the code comes from.
    pub code: CodeRule,
    /// Where the description ends.
    pub end: EndRule,
    /// The claims that the description quotes.
    pub quotes: &'static [Quoted],
    /// How far a release got that is answered so.
    pub stage: Stage,
    /// What it points to.
    pub causes: Causes,
}

/// What an index's answer points to.
#[derive(Clone, Copy, Debug)]
pub enum Causes {
    /// These, the likeliest first; nothing if its words do not tell.
    Are(&'static [Cause]),
    /// What the first of these parts does that it has.
    ByPart(&'static [(&'static str, Self)]),
    /// Whatever kept the index from finding a publisher, which the claims tell; these where there are none.
    Lookup(&'static [Cause]),
    /// What its words are read for.
    Read(fn(&str) -> Cause),
}

impl Causes {
    /// The causes that a description tells by itself, and not by its parts any more.
    #[must_use]
    pub fn of(self, description: &str) -> Self {
        match self {
            Self::ByPart(parts) => parts
                .iter()
                .find(|(part, _)| description.contains(part))
                .map_or(Self::Are(&[]), |(_, causes)| causes.of(description)),
            other => other,
        }
    }
}

/// Where an error's code comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CodeRule {
    /// The index has none.
    None,
    /// The description implies it.
    Named(&'static str),
    /// It is the HTTP status, or the client's code for it, that stands before the description.
    Status,
}

/// Where an error's description ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EndRule {
    /// With the line.
    Line,
    /// With a list of names, behind the next colon after the text given.
    List(&'static str),
    /// With the paragraph.
    Paragraph,
    /// With parentheses, if they follow.
    Parentheses,
    /// With the sentence's full stop.
    Sentence,
    /// With its start: that is all.
    Start,
    /// With the text given.
    Through(&'static str),
    /// With the next word.
    Word,
}

/// A claim that a description quotes.
#[derive(Clone, Copy, Debug)]
pub struct Quoted {
    /// The claim.
    pub claim: &'static str,
    /// What stands before its value.
    pub before: &'static str,
    /// Whether only a part of the claim is quoted.
    pub partial: bool,
}

/// An index's answer as a text gives it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerError {
    /// The index that answers so; several share some texts.
    pub index: Option<&'static str>,
    /// The error's code.
    pub code: Option<String>,
    /// The error's text, on one line.
    pub description: String,
    /// Where the text stands.
    pub span: Span,
    /// How far a release got that is answered so.
    pub stage: Stage,
}

/// How far a release got.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Asking the index for its audience.
    Audience,
    /// Exchanging the ID token for an API token.
    Exchange,
    /// Asking the issuer for an ID token.
    TokenRequest,
    /// The text does not tell.
    Unknown,
    /// Uploading with the API token.
    Upload,
}

/// Finds the index's answer, the most detailed if there are several, and the claims that it quotes.
pub(super) fn find(
    paste: &str,
    lines: &[Line],
    objects: &[Object],
    texts: &[&[ErrorText]],
) -> (Option<ServerError>, Vec<FoundClaim>) {
    // A description can wrap anywhere, but its first word stands somewhere.
    let texts: Vec<&ErrorText> = texts
        .iter()
        .flat_map(|texts| texts.iter())
        .filter(|text| paste.contains(text.first_word()))
        .gather();
    let mut found = Vec::new();
    for object in objects {
        found.extend(from_json(paste, object, &texts));
    }
    let most = found.len().saturating_add(MOST_ANSWERS);
    for (place, line) in lines.iter().enumerate() {
        if found.len() < most && !in_object(lines, place, objects) {
            from_line(lines, place, line, &texts, &mut found);
        }
    }
    let mut best: Option<Answer<'_>> = None;
    for other in found {
        let length = |answer: &Answer<'_>| answer.0.description.len();
        if best
            .as_ref()
            .is_none_or(|best| length(&other) > length(best))
        {
            best = Some(other);
        }
    }
    match best {
        Some((error, text)) => {
            let claims = text.map_or_else(Vec::new, |text| quoted_claims(text, &error));
            (Some(error), claims)
        }
        None => (None, Vec::new()),
    }
}

/// What a text answers, and which of the known answers that is.
type Answer<'t> = (ServerError, Option<&'t ErrorText>);

/// `{"errors": [{"code": …, "description": …}]}`, and crates.io's `{"errors": [{"detail": …}]}`. A `message` or an `error` is
/// an index's answer only if an index answers so.
fn from_json<'t>(paste: &str, object: &Object, texts: &[&'t ErrorText]) -> Option<Answer<'t>> {
    let text = |dict: &crate::python::Dict, name: &str| {
        dict.get(name)
            .and_then(Value::as_str)
            .map(|text| text.to_lossy().into_owned())
    };
    let errors = match object.members.get("errors") {
        Some(Value::List(errors)) => errors.first().and_then(Value::as_dict)?,
        _ => &object.members,
    };
    let known = |description: &str| {
        let mut texts = texts.iter().copied();
        texts.find(|known| known.is_in(description))
    };
    let said = |name: &str| text(errors, name);
    let description = said("description")
        .or_else(|| said("detail"))
        .or_else(|| said("message").filter(|text| known(text).is_some()))
        .or_else(|| said("error").filter(|text| known(text).is_some()))?;
    let code = said("code");
    let known = known(&description);
    if known.is_none() && code.is_none() {
        return None;
    }
    let code = code.or_else(|| match known.map(|known| known.code) {
        Some(CodeRule::Named(name)) => Some(name.to_owned()),
        Some(CodeRule::Status) => status_around(paste, object.span),
        _ => None,
    });
    let error = ServerError {
        index: known.map(|known| known.index),
        code,
        description,
        span: object.span,
        stage: known.map_or(Stage::Exchange, |known| known.stage),
    };
    Some((error, known))
}

fn in_object(lines: &[Line], place: usize, objects: &[Object]) -> bool {
    let start = lines.get(place).map_or(0, |line| line.span(0, 0).start);
    let after = objects.partition_point(|object| object.span.start <= start);
    after
        .checked_sub(1)
        .and_then(|last| objects.get(last))
        .is_some_and(|object| start < object.span.end)
}

/// Of a log that repeats itself, the first so many answers are compared.
const MOST_ANSWERS: usize = 50;

/// Longer descriptions wrap; longer than this none is.
const LONGEST: usize = 4000;

impl ErrorText {
    /// Whether a description has this text in it.
    #[must_use]
    pub fn is_in(&self, description: &str) -> bool {
        let mut parts = description.splitn(2, self.start).skip(1);
        parts.next().is_some_and(|rest| match self.end {
            EndRule::Through(end) => rest.contains(end),
            _ => true,
        })
    }

    fn first_word(&self) -> &'static str {
        self.start.split(' ').next().unwrap_or(self.start)
    }
}

fn from_line<'t>(
    lines: &[Line],
    place: usize,
    line: &Line,
    texts: &[&'t ErrorText],
    found: &mut Vec<Answer<'t>>,
) {
    // A description can start at a line's end: its first word is enough to look closer.
    for text in texts {
        if !line.text.contains(text.first_word()) {
            continue;
        }
        let Some(column) = line.text.find(text.start).or_else(|| {
            let (at, _) = line.text.match_indices(text.first_word()).last()?;
            let tail: Vec<_> = line.text.get(at..)?.split_whitespace().gather();
            text.start.starts_with(&tail.join(" ")).then_some(at)
        }) else {
            continue;
        };
        let flow = Flow::from(lines, place, column, LONGEST);
        if !flow.text.starts_with(text.start) {
            continue;
        }
        let rest_of_line = line.text.get(column..).unwrap_or_default();
        let Some(length) = end(text, &flow.text, rest_of_line) else {
            continue;
        };
        let description = flow.text.get(..length).unwrap_or_default();
        found.push((
            ServerError {
                index: Some(text.index),
                code: match text.code {
                    CodeRule::None => None,
                    CodeRule::Named(name) => Some(name.to_owned()),
                    CodeRule::Status => status_before(lines, place, column),
                },
                description: description.to_owned(),
                span: flow.span(lines, 0, length),
                stage: text.stage,
            },
            Some(*text),
        ));
    }
}

/// The length of the description in the flowed text.
fn end(text: &ErrorText, flow: &str, line: &str) -> Option<usize> {
    let start = text.start.len();
    let rest = flow.get(start..)?;
    let extra = match text.end {
        EndRule::Start => 0,
        EndRule::Line => {
            let line: Vec<_> = line.split_whitespace().gather();
            let length = line.join(" ").len();
            trimmed(flow.get(..length.max(start))?)
                .len()
                .saturating_sub(start)
        }
        EndRule::Paragraph => trimmed(flow).len().saturating_sub(start),
        EndRule::Parentheses => match rest.strip_prefix(" (") {
            Some(inner) => balanced(inner).map_or(0, |length| length.saturating_add(2)),
            None => 0,
        },
        EndRule::Sentence => sentence(rest),
        EndRule::Through(end) => rest.find(end)?.saturating_add(end.len()),
        EndRule::Word => rest
            .split_whitespace()
            .next()
            .map(trimmed)
            .map_or(0, |word| {
                let space = rest.len().saturating_sub(rest.trim_start().len());
                space.saturating_add(word.len())
            }),
        EndRule::List(before) => {
            let expected = rest.find(before)?;
            let colon = rest.get(expected..)?.find(": ")?;
            let list = expected.saturating_add(colon).saturating_add(2);
            let items = rest.get(list..)?;
            list.saturating_add(names(items))
        }
    };
    Some(start.saturating_add(extra))
}

/// Without what closes a quotation around the description.
fn trimmed(text: &str) -> &str {
    text.trim_end_matches(['`', '"', '*', ' '])
}

/// The length up to and with the parenthesis that closes the one before the text.
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 1_usize;
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(at.saturating_add(1));
        }
    }
    None
}

/// The length up to and with a full stop before white space, a quotation mark or the end.
fn sentence(text: &str) -> usize {
    for (at, _) in text.match_indices('.') {
        let after = at.saturating_add(1);
        let next = text.get(after..).and_then(|rest| rest.chars().next());
        if next.is_none_or(|next| next.is_whitespace() || matches!(next, '"' | '`' | '}')) {
            return after;
        }
    }
    trimmed(text).len()
}

/// The length of `` `a`, `b` ``; without backticks the next word's.
fn names(text: &str) -> usize {
    let mut length: usize = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        let item = match rest.strip_prefix('`').and_then(|inner| inner.find('`')) {
            Some(close) => close.saturating_add(2),
            None => rest.find([' ', ',', '"', '}']).unwrap_or(rest.len()),
        };
        length = length.saturating_add(item);
        match text.get(length..).and_then(|rest| rest.strip_prefix(", ")) {
            Some(next)
                if next.starts_with(|start: char| start == '`' || start.is_ascii_digit()) =>
            {
                length = length.saturating_add(2);
            }
            _ => return length,
        }
    }
}

/// The status that stands last before the description, on its line or the few above.
fn status_before(lines: &[Line], place: usize, column: usize) -> Option<String> {
    let first = place.saturating_sub(3);
    let mut before = String::new();
    for line in lines.get(first..place).unwrap_or_default() {
        before.push_str(&line.text);
        before.push('\n');
    }
    let own = lines.get(place).and_then(|line| line.text.get(..column));
    before.push_str(own.unwrap_or_default());
    status(&before)
}

/// The status in the text around an error body.
fn status_around(paste: &str, object: Span) -> Option<String> {
    let before = paste.get(..object.start).unwrap_or_default();
    let before_start = before.char_indices().rev().nth(200).map_or(0, |(at, _)| at);
    let after = paste.get(object.end..).unwrap_or_default();
    let after_end = after
        .char_indices()
        .nth(200)
        .map_or(after.len(), |(at, _)| at);
    status(before.get(before_start..).unwrap_or_default())
        .or_else(|| status(after.get(..after_end).unwrap_or_default()))
}

/// The last `E404` in the text, or the last `404`.
fn status(text: &str) -> Option<String> {
    let words = || {
        text.split(|character: char| !character.is_ascii_alphanumeric())
            .filter(|word| {
                let digits = word.strip_prefix('E').unwrap_or(word);
                digits.len() == 3
                    && digits.starts_with(['4', '5'])
                    && digits.bytes().all(|byte| byte.is_ascii_digit())
            })
    };
    words()
        .rfind(|word| word.starts_with('E'))
        .or_else(|| words().next_back())
        .map(str::to_owned)
}

/// The claims that a description quotes.
fn quoted_claims(text: &ErrorText, error: &ServerError) -> Vec<FoundClaim> {
    text.quotes
        .iter()
        .filter_map(|quote| {
            let at = error.description.find(quote.before)?;
            let rest = error
                .description
                .get(at.checked_add(quote.before.len())?..)?;
            let value = quoted_value(rest)?;
            let state = if quote.partial {
                ClaimState::Partial(value.to_owned())
            } else {
                ClaimState::from_text(value)
            };
            Some(FoundClaim {
                name: quote.claim.to_owned(),
                state,
                span: error.span,
                form: ClaimForm::ErrorText,
            })
        })
        .gather()
}

/// A value in backticks, quotes or parentheses, or the next word.
fn quoted_value(text: &str) -> Option<&str> {
    for (open, close) in [('`', '`'), ('\'', '\''), ('"', '"'), ('(', ')')] {
        if let Some(inner) = text.strip_prefix(open) {
            return inner.get(..inner.find(close)?);
        }
    }
    let word = text.split_whitespace().next()?;
    Some(word.trim_end_matches(['.', ',', ')', '`']))
}

/// How far the release got, by what clients say besides.
pub(super) fn stage(lines: &[Line], error: Option<&ServerError>) -> Stage {
    const TELLING: [(&str, Stage); 16] = [
        ("OpenID Connect token retrieval failed", Stage::TokenRequest),
        (
            "missing or insufficient OIDC token permissions",
            Stage::TokenRequest,
        ),
        ("Failed to obtain OIDC token", Stage::TokenRequest),
        ("ACTIONS_ID_TOKEN_REQUEST_", Stage::TokenRequest),
        ("Unable to get ID Token", Stage::TokenRequest),
        ("Unable to get ACTIONS_ID_TOKEN", Stage::TokenRequest),
        (
            "Please ensure the 'id-token' permission",
            Stage::TokenRequest,
        ),
        ("No OIDC token discovered", Stage::TokenRequest),
        ("Unable to retrieve an OIDC token", Stage::TokenRequest),
        ("GitHub OIDC is not available", Stage::TokenRequest),
        ("incorrect permissions for id-token", Stage::TokenRequest),
        ("audience retrieval failed", Stage::Audience),
        ("Trusted publishing exchange failure", Stage::Exchange),
        ("Token request failed", Stage::Exchange),
        (
            "This generally indicates a trusted publisher",
            Stage::Exchange,
        ),
        (
            "is trusted publishing correctly configured?",
            Stage::Exchange,
        ),
    ];
    if let Some(error) = error {
        return error.stage;
    }
    TELLING
        .into_iter()
        .find(|(text, _)| lines.iter().any(|line| line.text.contains(text)))
        .map_or(Stage::Unknown, |(_, stage)| stage)
}
