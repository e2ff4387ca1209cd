//! The indexes: what each demands of a token, one folder each.

pub mod crates_io;
pub mod custom;
pub mod form;
pub mod jsr;
mod kind;
mod meant;
pub mod npm;
pub mod nuget;
pub mod open_vsx;
mod percent;
pub mod pub_dev;
mod publisher;
mod publishers;
pub mod pypi;
pub mod rubygems;
mod trace;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::evidence::ErrorText;
use crate::finding::{Answer, Comparison, Outcome, Prediction, Rule, Step};
use crate::gather::Gather as _;
use crate::issuer::is_below;
use crate::jose::KeySet;
use crate::jose::pyjwt::{DecodeError, UnverifiedToken};
use crate::python::{Dict, Value, json};
use crate::time::UnixTime;
use crate::workflow::{ComparedFile, Target};

pub use self::kind::{Field, Kind, Presence};
pub use self::meant::{of_audience, of_workflow, that_answered};
pub use self::publisher::{Publisher, PublisherError};

/// Tells a macro the families of indexes: what each is called, its rules, and the indexes that have them. A
/// program for browsers may load the rules when they are first used.
macro_rules! families {
    ($tell:ident) => {
        // A new index is a line here.
        $tell! {
            PyPi "Those that run warehouse.": pypi => [PYPI, TESTPYPI];
            CratesIo "Those that run the server of crates.io.": crates_io => [CRATES_IO];
            RubyGems "Those that run the server of RubyGems.org.": rubygems => [RUBYGEMS];
            Npm "Those that run npm's registry.": npm => [NPM];
            NuGet "Those that run NuGet.org's gallery.": nuget => [NUGET];
            PubDev "Those that run the server of pub.dev.": pub_dev => [PUB_DEV];
            Jsr "Those that run the server of JSR.": jsr => [JSR];
            OpenVsx "Those that run the server of Open VSX.": open_vsx => [OPEN_VSX];
        }
    };
}

#[cfg(all(feature = "wasm", split))]
pub(crate) use families;

macro_rules! define {
    ($($family:ident $doc:literal: $module:ident => [$($index:ident),*];)*) => {
        /// Every index, in the order in which they are offered.
        pub const INDEXES: [&Index; [$($(stringify!($index),)*)*].len()] =
            [$($(&$module::$index,)*)*];

        /// Every index's host, and the audience that clients ask for there.
        const AUDIENCES: [(&str, Option<&str>); INDEXES.len()] =
            [$($(own(&$module::$index),)*)*];

        /// What each family answers in words.
        const ANSWERS: [&[ErrorText]; [$(stringify!($family),)*].len()] = [$($module::ERRORS,)*];

        /// Indexes that have the same rules.
        #[derive(Clone, Copy, Debug, Eq, PartialEq)]
        pub enum Family {
            $(
                #[doc = $doc]
                $family,
            )*
        }

        impl Index {
            /// Its rules.
            #[must_use]
            pub fn rules(&self) -> &'static Rules {
                match self.family {
                    $(Family::$family => &$module::RULES,)*
                }
            }

            /// The form for a kind of publisher, for a project that exists or for one that does not. Not among the
            /// rules: no inspection needs it.
            #[must_use]
            pub fn form(&self, kind: &str, pending: bool) -> Option<form::Form> {
                match self.family {
                    $(Family::$family => $module::form(kind, pending),)*
                }
            }

            /// The smallest GitHub Actions workflow that publishes with a publisher, where GitHub vouches for it. Not
            /// among the rules: no inspection needs it.
            #[must_use]
            pub fn workflow(&self, publisher: &Publisher) -> Option<String> {
                match self.family {
                    $(Family::$family => $module::workflow(self, publisher),)*
                }
            }
        }
    };
}

families!(define);

/// An index's host, and its audience where that is always the same.
const fn own(index: &'static Index) -> (&'static str, Option<&'static str>) {
    let host = match &index.host {
        Cow::Borrowed(host) => host,
        Cow::Owned(host) => host.as_str(),
    };
    let audience = match &index.audience {
        Audience::Fixed(Cow::Borrowed(audience)) => Some(*audience),
        Audience::Fixed(Cow::Owned(audience)) => Some(audience.as_str()),
        Audience::Document { .. } | Audience::NotGiven => None,
    };
    (host, audience)
}

/// An index and what it asks for, as data. Its rules stand apart, so that who shows a form carries none of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Index {
    /// The identifier: `pypi`.
    pub id: &'static str,
    /// The name that people know: `PyPI`.
    pub name: Cow<'static, str>,
    /// The host: `pypi.org`.
    pub host: Cow<'static, str>,
    /// The audience that it demands of a token.
    pub audience: Audience,
    /// Where it tells that audience to whoever asks, if it does.
    pub audience_url: Option<Cow<'static, str>>,
    /// Where a token is exchanged; where it is taken as it is, what it is sent to.
    pub mint_url: Cow<'static, str>,
    /// Where files are uploaded, as publishing clients are given it; absent where they are given none.
    pub upload_url: Option<Cow<'static, str>>,
    /// Where its documentation on trusted publishing starts, if that is known.
    pub docs_url: Option<Cow<'static, str>>,
    /// Where publishers are registered, if that is known.
    pub pending_url: Option<Cow<'static, str>>,
    /// Whether a publisher can be registered before its project exists.
    pub has_pending: bool,
    /// What it calls what is published there.
    pub noun: Noun,
    /// The index at which people register a publisher when they mean this one.
    pub mistaken_for: Option<&'static str>,
    /// The moment up to which its rules were read.
    pub rules_as_of: UnixTime,
    /// The moments at which its rules or its words changed, ascending; the last is when they were read.
    pub rule_changes: &'static [UnixTime],
    /// Which file it compares where one workflow calls another.
    pub compared_file: ComparedFile,
    /// The events whose tokens it refuses.
    pub refused_events: &'static [&'static str],
    /// The issuers that it trusts, where those are not the usual ones of its kinds of publishers.
    pub issuers: Option<Vec<CustomIssuer>>,
    /// The kinds of publishers that can be registered, each with its fields.
    pub kinds: Cow<'static, [&'static Kind]>,
    /// Whose rules it has.
    pub family: Family,
}

/// What an index calls what is published there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Noun {
    /// A crate.
    Crate,
    /// An extension.
    Extension,
    /// A gem.
    Gem,
    /// A package.
    Package,
    /// A project.
    Project,
}

/// The audience that an index demands of a token.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Audience {
    /// It says what is published: a JSON document.
    Document {
        /// The member that it has at least.
        member: &'static str,
        /// One, with placeholders.
        example: &'static str,
    },
    /// Whoever runs the index did not say.
    NotGiven,
    /// It is the same whatever is published.
    Fixed(Cow<'static, str>),
}

impl Audience {
    /// The audience, where it is always the same.
    #[must_use]
    pub fn fixed(&self) -> Option<&str> {
        match self {
            Self::Fixed(audience) => Some(audience),
            Self::Document { .. } | Self::NotGiven => None,
        }
    }

    /// The audience as people are shown it, or what stands for it.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Fixed(audience) => audience,
            Self::Document { example, .. } => example,
            Self::NotGiven => "AUDIENCE",
        }
    }

    /// Whether a token with this audience was asked for with the index in mind.
    #[must_use]
    pub fn is(&self, audience: &str) -> bool {
        match self {
            Self::Fixed(own) => own == audience,
            Self::NotGiven => false,
            // With the reader that every program has.
            Self::Document { member, .. } => json::loads(audience.as_bytes())
                .ok()
                .and_then(|document| Some(document.as_dict()?.contains(member)))
                .unwrap_or_default(),
        }
    }
}

/// The rules of an index, as functions.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// The last moment at which it can have worded an error's description so, if the wording dates it.
    pub dated: fn(&str) -> Option<UnixTime>,
    /// Applies the rules.
    pub judge: fn(&Index, &Case<'_>) -> Judgement,
    /// An answer's body as JSON text, to the byte; nothing for an error page. The API token is made up.
    pub answer_body: fn(&Answer) -> Option<String>,
    /// What the index does with a claim of a token of that kind of publisher.
    pub class_of_claim: fn(&str, &str) -> Class,
    /// Sets a publisher's fields beside the claims.
    pub compare: fn(&Publisher, &Dict) -> Vec<FieldComparison>,
    /// The publisher of a kind that fits the claims best, as the index would hold it. What the claims say nothing for
    /// is left out.
    pub fitting: fn(&str, &Dict) -> Publisher,
    /// Values for claims that are not known, the best there can be for a publisher of a kind at a
    /// moment.
    pub complete: Complete,
    /// The claims that a rule reads, for a kind of publisher.
    pub claims_read: fn(&str, Rule) -> Vec<&'static str>,
    /// The index's form for a publisher, filled in, where it takes that.
    pub edit_link: fn(&Index, &Publisher) -> Option<String>,
}

/// Fills in claims that are not known; see [`Rules::complete`].
pub type Complete =
    fn(&Index, &str, Option<&Publisher>, &Dict, UnixTime) -> Vec<(&'static str, Value)>;

/// Writes an index as its identifier.
pub(crate) fn id<Writer: serde::Serializer>(
    index: &Index,
    writer: Writer,
) -> Result<Writer::Ok, Writer::Error> {
    writer.serialize_str(index.id)
}

/// What all indexes answer in words.
#[must_use]
pub fn error_texts() -> Vec<&'static [ErrorText]> {
    ANSWERS.to_vec()
}

/// Finds an index by its identifier.
#[must_use]
pub fn find(id: &str) -> Option<&'static Index> {
    INDEXES.into_iter().find(|index| index.id == id)
}

impl Index {
    /// What a workflow is read for, with the environment that the publisher wants.
    #[must_use]
    pub fn target<'a>(&'a self, environment: Option<&'a str>) -> Target<'a> {
        let mut fields = self.kinds.iter().flat_map(|kind| kind.fields);
        Target {
            host: Some(&self.host),
            names_called_repository: fields.any(|field| field.id == "workflow_repository_name"),
            audience: self.audience.fixed(),
            audiences: &AUDIENCES,
            upload_url: self.upload_url.as_deref(),
            environment,
            compared_file: self.compared_file,
            refused_events: self.refused_events,
        }
    }

    /// The label of a field on its form; nothing if it has no such field.
    #[must_use]
    pub fn field_label(&self, id: &str) -> &'static str {
        let mut fields = self.kinds.iter().filter_map(|kind| kind.field(id));
        fields.next().map_or("", |field| field.label)
    }

    /// The kind with that identifier.
    #[must_use]
    pub fn kind(&self, id: &str) -> Option<&'static Kind> {
        self.kinds.iter().copied().find(|kind| kind.id == id)
    }

    /// The kind that an issuer's tokens are treated as, if the issuer is one that it trusts.
    #[must_use]
    pub fn kind_of(&self, issuer: &str) -> Option<&'static Kind> {
        match &self.issuers {
            Some(issuers) => {
                let own = issuers.iter().find(|own| own.url == issuer)?;
                self.kind(&own.kind)
            }
            None => self
                .kinds
                .iter()
                .copied()
                .find(|kind| is_below(kind.issuer, issuer)),
        }
    }

    /// The issuer that it trusts for a kind of publisher, the first one if there are several.
    #[must_use]
    pub fn issuer_of(&self, kind: &str) -> Option<&str> {
        match &self.issuers {
            Some(issuers) => {
                let own = issuers.iter().find(|own| own.kind == kind)?;
                Some(&own.url)
            }
            None => Some(self.kind(kind)?.issuer),
        }
    }

    /// Whether the publisher is one that this index can hold.
    ///
    /// # Errors
    ///
    /// Where its kind or one of its fields is none of the index's.
    pub fn check(&self, publisher: &Publisher) -> Result<(), PublisherError> {
        let Some(kind) = self.kind(&publisher.kind) else {
            return Err(PublisherError::UnknownKind {
                kind: publisher.kind.clone(),
                known: self.kinds.iter().map(|kind| kind.id).gather(),
            });
        };
        match publisher.fields.keys().find(|id| kind.field(id).is_none()) {
            Some(field) => Err(PublisherError::UnknownField {
                field: field.clone(),
                known: kind.fields.iter().map(|field| field.id).gather(),
            }),
            None => Ok(()),
        }
    }
}

/// What is judged.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// What is sent to the index.
    pub body: Body<'a>,
    /// The publishers that are registered, if that is known. Their places matter.
    pub publishers: Option<&'a [Publisher]>,
    /// The index's clock.
    pub moment: Option<UnixTime>,
    /// The issuers' keys.
    pub keys: &'a Keys,
    /// The rest of the index's state.
    pub server: &'a ServerState,
    /// The moment whose rules apply; when they were read if absent.
    pub rules: Option<UnixTime>,
    /// What decoding the token of [`Body::Token`] gave, if that was done before.
    pub decoded: Option<&'a Result<UnverifiedToken, DecodeError>>,
}

/// What is sent to the index.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// A whole request.
    Http(&'a HttpRequest<'a>),
    /// A whole request body in a request that is sound otherwise.
    Raw(&'a [u8]),
    /// No token, but the claims that one would have.
    Claims(&'a Dict),
    /// A token in a sound request.
    Token(&'a str),
}

/// A request as it comes to the server.
#[derive(Clone, Copy, Debug)]
pub struct HttpRequest<'a> {
    /// The method.
    pub method: &'a str,
    /// The headers, with names in lower case.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

impl<'a> HttpRequest<'a> {
    /// A header's value; the first one's if there are several.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        let header = self.headers.iter().find(|(other, _)| *other == name)?;
        Some(header.1)
    }
}

/// The keys that are at hand.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    /// The sets, the first that fits counts.
    pub sets: Vec<IssuerKeys>,
    /// Whether an issuer that is not among them is known to serve none, rather than not known.
    pub complete: bool,
}

/// An issuer's keys.
#[derive(Clone, Debug)]
pub struct IssuerKeys {
    /// The issuer; any if absent.
    pub issuer: Option<String>,
    /// The keys.
    pub set: KeySet,
    /// Where they come from.
    pub origin: KeyOrigin,
}

/// Where keys come from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "origin",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum KeyOrigin {
    /// Built into mintcheck.
    BuiltIn {
        /// When they were published.
        as_of: UnixTime,
    },
    /// Fetched from the issuer.
    Fetched,
    /// Given by the user.
    Given,
    /// Of a file that a site keeps, as a copy of the issuer's.
    Mirrored,
}

impl Keys {
    /// The keys of an issuer.
    #[must_use]
    pub fn of(&self, issuer: &str) -> Option<&IssuerKeys> {
        self.sets
            .iter()
            .find(|keys| keys.issuer.as_deref().is_none_or(|name| name == issuer))
    }
}

/// What else the index's answer depends on.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ServerState {
    /// Token IDs that were used.
    pub seen_token_ids: Vec<SeenTokenId>,
    /// The administrators' flags that are on.
    pub flags: Vec<String>,
    /// Projects that exist beside those of the publishers.
    pub existing_projects: Vec<String>,
    /// Project names on the blocklist.
    pub prohibited_projects: Vec<String>,
    /// Issuers that an organisation registered.
    pub custom_issuers: Vec<CustomIssuer>,
}

/// A token ID that was used.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeenTokenId {
    /// The kind of publisher whose service saw it.
    pub kind: String,
    /// The token ID.
    pub token_id: String,
}

/// An issuer that an organisation registered.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CustomIssuer {
    /// The issuer.
    pub url: String,
    /// The kind of publisher it is treated as.
    pub kind: String,
}

/// What the rules found.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Every rule's result, in the order of the server.
    pub steps: Vec<Step>,
    /// What the server answers, taking what is unknown to be as it should.
    pub prediction: Prediction,
    /// The kind of publisher that the token's issuer goes with, if it is known.
    pub kind: Option<&'static str>,
    /// The publisher that was looked at last.
    pub selected: Option<usize>,
}

/// What an index does with a claim.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Verified together with the token.
    Verified,
    /// Compared with the publisher.
    Checked,
    /// Has to be there; any value will do.
    Required,
    /// Known, and knowingly not looked at.
    Ignored,
    /// Whether it is looked at is documented nowhere, and the server is closed.
    Undocumented,
    /// The index does not know it.
    Unknown,
}

/// A publisher's field beside the claim that it is compared with.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldComparison {
    /// The field's identifier.
    pub field: &'static str,
    /// The claim.
    pub claim: &'static str,
    /// What is registered; absent if not known.
    pub registered: Option<String>,
    /// What the token says; absent if the claim or that part of it is missing.
    pub claimed: Option<String>,
    /// How the index compares them when it looks for a publisher.
    pub comparison: Comparison,
    /// What that comes to.
    pub outcome: Outcome,
    /// Whether both are alike but for case.
    pub differs_in_case_only: bool,
}
