//! The report: everything that was found out, as data.

use std::borrow::Cow;

use serde::Serialize;

use crate::evidence::{Evidence, Recognised};
use crate::finding::{Cause, Decision, Prediction, Remedy, Step};
use crate::index::{self, Class, FieldComparison, Index, KeyOrigin};
use crate::issuer::Term;
use crate::issuer::github::Inferred;
use crate::python::Value;
use crate::time::UnixTime;

/// What was found out about a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// The index.
    #[serde(serialize_with = "index::id")]
    pub index: Cow<'static, Index>,
    /// What the paste was recognised as.
    pub input: Recognised,
    /// The token, if one was found and decodes.
    pub token: Option<TokenReport>,
    /// Whether the token is genuine, whatever the index makes of it.
    pub signature: Signature,
    /// The moments that matter.
    pub clock: Clock,
    /// Whether the index would mint.
    pub decision: Decision,
    /// What the index answers, taking what is unknown to be as it should.
    pub prediction: Prediction,
    /// The answer's body as JSON text, to the byte; absent for an error page. The API token is made up.
    pub answer_body: Option<String>,
    /// Every rule's result, in the index's order.
    pub steps: Vec<Step>,
    /// What the paste gives away besides a token.
    pub evidence: Evidence,
    /// Claims that follow from those in the paste.
    pub inferred: Vec<Inferred>,
    /// The likely causes of a refusal, the likeliest first.
    pub causes: Vec<Cause>,
    /// What to change.
    pub remedies: Vec<Remedy>,
    /// Which rules were applied.
    pub rules: Rules,
    /// Every publisher's fields beside the claims.
    pub publishers: Vec<PublisherReport>,
    /// The kind of publisher that the token's issuer goes with.
    pub kind: Option<&'static str>,
    /// The place of the publisher that the API token would be minted for.
    pub selected: Option<usize>,
}

impl Report {
    /// The step at which the index stops, if it refuses.
    #[must_use]
    pub fn decisive(&self) -> Option<&Step> {
        self.steps.iter().find(|step| step.decisive)
    }

    /// Whether the token is known to be genuine.
    #[must_use]
    pub fn is_genuine(&self) -> bool {
        matches!(self.signature, Signature::Genuine { .. })
    }

    /// Whether the token is known to be unexpired: a live credential.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.clock.expired == Some(false)
    }
}

/// Which of the index's rules were applied: they change.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// The moment at which they applied; absent for those that were read last.
    pub as_of: Option<UnixTime>,
    /// How they were chosen.
    pub chosen: RulesChosen,
}

/// How the rules were chosen.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RulesChosen {
    /// The index words its answer so no more.
    ByWording,
    /// They are the latest.
    Current,
    /// They were asked for.
    Given,
}

/// A decoded token.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenReport {
    /// The token as it would be sent.
    pub raw: String,
    /// The issuer's identifier, if it is built in.
    pub issuer: Option<&'static str>,
    /// The header, in order.
    pub header: Vec<HeaderMember>,
    /// The claims, in order.
    pub claims: Vec<Claim>,
}

/// A member of a token's header.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HeaderMember {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// Its word in the glossary.
    pub term: Option<Term>,
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// What the index does with it.
    pub class: Class,
    /// Its word in the glossary.
    pub term: Option<Term>,
    /// The moment it stands for, if it is one of the claims that do.
    pub moment: Option<UnixTime>,
}

/// Whether a token is genuine.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "state",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Signature {
    /// mintcheck verifies RS256 only, which is what the issuers use.
    AlgorithmNotSupported {
        /// The header's algorithm, if there is one.
        algorithm: Option<String>,
    },
    /// The key did not make the signature: the token was changed or made up.
    Forged {
        /// The key's ID.
        key_id: String,
        /// Where the key comes from.
        origin: KeyOrigin,
    },
    /// The key made the signature.
    Genuine {
        /// The key's ID.
        key_id: String,
        /// Where the key comes from.
        origin: KeyOrigin,
    },
    /// No key at hand has that ID.
    KeyNotFound {
        /// The key's ID.
        key_id: String,
        /// The IDs at hand.
        known: Vec<String>,
        /// Where they come from.
        origin: KeyOrigin,
    },
    /// The key with that ID cannot verify RS256.
    KeyUnusable {
        /// The key's ID.
        key_id: String,
        /// Where it comes from.
        origin: KeyOrigin,
    },
    /// The token names no key.
    NoKeyId,
    /// No keys of the issuer are at hand.
    NoKeys {
        /// The key's ID.
        key_id: String,
    },
    /// There is no token to verify.
    NoToken,
}

/// The moments that matter.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Clock {
    /// The moment judged.
    pub as_of: Option<UnixTime>,
    /// How it was chosen.
    pub chosen: AsOf,
    /// The present moment, if it was given.
    pub now: Option<UnixTime>,
    /// When the token was issued.
    pub issued_at: Option<UnixTime>,
    /// From when it is valid.
    pub not_before: Option<UnixTime>,
    /// When it expires.
    pub expires: Option<UnixTime>,
    /// Whether it has expired at the present moment; absent if either is not known.
    pub expired: Option<bool>,
}

/// How the moment judged was chosen.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AsOf {
    /// It was asked for.
    Given,
    /// A second after the token was issued.
    JustAfterIssue,
    /// The present moment.
    Now,
    /// There is none.
    Unknown,
}

/// A publisher beside the claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublisherReport {
    /// Its place in the request's list.
    pub position: usize,
    /// Whether its kind goes with the token's issuer; absent if that is not known.
    pub applies: Option<bool>,
    /// Its fields beside the claims.
    pub fields: Vec<FieldComparison>,
}
