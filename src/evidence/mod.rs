//! Pasted text: what it is, and the token in it.

mod token;

use serde::Serialize;

pub use self::token::recognise;

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
    /// Nothing but white space.
    Empty,
    /// A request body for the index: `{"token": …}`.
    MintRequest,
    /// A token in quotes.
    Quoted,
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
}

/// A stretch of text.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}
