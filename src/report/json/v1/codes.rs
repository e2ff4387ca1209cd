//! Identifiers. Each enum has the core's own as its source; a match over it keeps them alike.

#![expect(
    missing_docs,
    reason = "every identifier is documented at the core's type of the same name"
)]

use serde::Serialize;

use crate::jose::pyjwt;
use crate::python::{json, lenient_base64};
use crate::{evidence, finding, index, report};

/// Declares enums of identifiers and the way from the core's.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident from $core:ty { $($variant:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
        #[serde(rename_all = "kebab-case")]
        pub enum $name { $($variant),* }

        impl From<$core> for $name {
            fn from(core: $core) -> Self {
                type Core = $core;
                match core { $(Core::$variant => Self::$variant),* }
            }
        }
    )*};
}

codes! {
    /// How the moment judged was chosen.
    AsOf from report::AsOf { Given, JustAfterIssue, Now, Unknown }

    /// What an index does with a claim.
    ClaimClass from index::Class { Verified, Checked, Required, Ignored, Undocumented, Unknown }

    /// Why a part of a token is no base64.
    Base64Fault from lenient_base64::Error { OneCharacterLeft, Padding }

    /// How two values are compared.
    Comparison from finding::Comparison { Exact, IgnoreCase }

    /// What is wrong with JSON text.
    JsonErrorKind from json::ErrorKind {
        ControlCharacter, ExtraData, ExpectedValue, InvalidEscape, InvalidUnicode, LoneSurrogate,
        MissingColon, MissingComma, MissingKey, TooDeep, TooManyDigits, UnterminatedString,
    }

    /// What the index does besides answering.
    Notice from finding::Notice { EnvironmentIgnored, PendingPublisherUsed }

    /// What a rule came to.
    Outcome from finding::Outcome { Fail, NotReached, Pass, Unknown }

    /// The part of the exchange that a rule belongs to.
    Phase from finding::Phase { Request, Token, PendingPublisher, Project, Publisher, Mint }

    /// Whether a field of a publisher may stay empty.
    Presence from index::Presence { AnyIfEmpty, DefaultIfEmpty, FilledByIndex, Required }

    /// A rule of an index.
    Rule from finding::Rule {
        Algorithm, Audience, Body, CiConfigRef, ClaimsPresent, Builder, Decode, EmailVerified,
        Enabled, Environment, EventName, Expiry, Header, IssuedAt, IssuerKnown, IssuerOfPublisher,
        JobWorkflowRef, Key, KeyId, Lookup, Member, NamespaceId, NotBefore, Organization, ActorId,
        ActivestateProject, Permission, Owner, OwnerId, ProjectPath, ProjectExists, ProjectName, Ref,
        Replay, Runner, Repository, RepositoryId, RequestLine, RequiredClaims, Signature, Store,
        Subject, SubjectType, TokenIdType, WorkflowFile,
    }

    /// One of a token's three parts.
    Segment from pyjwt::Segment { Header, Payload, Signature }

    /// What a paste was recognised as.
    Shape from evidence::Shape {
        Bearer, Claims, Empty, Log, MintRequest, Quoted, QuotedInRequest, Text, Token, TokenInLines,
        TokenResponse, Unrecognised, Workflow,
    }
}
