//! What follows from all the rules.

use serde::Serialize;

use crate::time::UnixTime;

/// Whether the index would mint.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "verdict",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Decision {
    /// Every rule holds.
    Accept,
    /// A rule fails.
    Reject,
    /// No rule fails, but some are unknown.
    Undecided {
        /// What would settle it, most useful first.
        open: Vec<Open>,
        /// Whether only the token's authenticity and the hour are open: accepted, if the token is
        /// genuine and fresh.
        accepted_if_genuine: bool,
    },
}

/// Something that is not known.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "open",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Open {
    /// Whether the token is genuine: keys are missing.
    Authenticity,
    /// The audience that the index demands: it was not given.
    Audience,
    /// A claim that the paste does not show.
    Claim {
        /// The claim.
        claim: String,
    },
    /// A publisher's field.
    Field {
        /// The publisher's place in the request's list.
        publisher: usize,
        /// The field.
        field: String,
    },
    /// What the index does: that is not published.
    Index,
    /// The moment.
    Moment,
    /// The publishers: none was given.
    Publisher,
    /// The token: none was given.
    Token,
}

/// What the index answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Prediction {
    /// The HTTP status; absent where no document says which refusal has which.
    pub status: Option<u16>,
    /// The answer's body, as data.
    pub answer: Answer,
    /// Descriptions that the server might give instead: it names any one of several missing claims, or all that is
    /// documented is that it is one of these.
    pub alternatives: Vec<String>,
    /// The places in the request's list of the publishers that the API token is minted for.
    pub publishers: Vec<usize>,
    /// The projects that the API token is good for, sorted.
    pub projects: Vec<String>,
    /// What the server writes into publishers' fields while it mints.
    pub recorded: Vec<Recorded>,
    /// What the server does besides.
    pub notices: Vec<Notice>,
}

/// A publisher's field that the server fills in while it mints.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recorded {
    /// The publisher's place in the request's list.
    pub publisher: usize,
    /// The field.
    pub field: String,
    /// What is written into it.
    pub value: String,
}

/// The body of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "kind",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Answer {
    /// An exception that nobody caught; the body is an error page.
    Crash {
        /// Python's name of the exception.
        exception: String,
    },
    /// An API token.
    Minted {
        /// When it expires, where the answer says so or it is known.
        expires: Option<UnixTime>,
        /// For how many seconds it is good.
        lifetime: i64,
    },
    /// A refusal.
    Refused {
        /// The error's code; absent where no document says which refusal has which.
        code: Option<String>,
        /// The error's text.
        description: String,
        /// Whether the text is the server's to the letter.
        exact: bool,
    },
    /// No API token: the index takes the ID token itself for what was asked.
    Taken,
}

/// What the server does besides.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// The owners are mailed that the token has an environment which the publisher does not ask for.
    EnvironmentIgnored,
    /// A pending publisher became a project.
    PendingPublisherUsed,
}
