//! What every index would make of a job's claims, each in a token of its own: a job asks for one token for each index.

use std::borrow::Cow;

use serde::Serialize;

use super::decide::{decide, is_acceptance};
use super::gaps::{self, Known};
use super::{Clock, Report, Request, RequestError, RulesOf};
use crate::evidence::{Evidence, Reading, Recognised};
use crate::finding::{Decision, Prediction, Step};
use crate::gather::Gather as _;
use crate::index::{
    self, Audience, Body, Case, INDEXES, Index, Keys, Kind, Presence, Publisher, Rules,
    ServerState, custom,
};
use crate::issuer;
use crate::jose::pyjwt::UnverifiedToken;
use crate::python::{Dict, Str, Value};
use crate::time::UnixTime;
use crate::workflow::ComparedFile;

/// What every index would make of what was pasted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Everywhere {
    /// What the paste was recognised as.
    pub input: Recognised,
    /// The moments that matter.
    pub clock: Clock,
    /// The indexes, in the order in which they are offered, and then the one of a profile; none where the paste has no
    /// claims.
    pub indexes: Vec<AtIndex>,
}

/// What one index would make of the claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AtIndex {
    /// The index.
    #[serde(serialize_with = "index::id")]
    pub index: Cow<'static, Index>,
    /// Whether the token that was given is meant for this index.
    pub is_meant: bool,
    /// The audience that its token has to ask for, where that is known.
    pub audience: Option<String>,
    /// The publisher that would have to be registered there, with what the index adds to it; nothing where none helps.
    pub publisher: Option<Publisher>,
    /// What is filled in for it on the index's form, in the form's order.
    pub fields: Vec<Filled>,
    /// The index's form with that publisher, where it takes that.
    pub link: Option<String>,
    /// The workflow file that it wants registered, where it wants one.
    pub file: Option<WorkflowFile>,
    /// Whether the index would mint with that publisher, for a token that asks for its audience.
    pub decision: Decision,
    /// Where it would stop all the same.
    pub stop: Option<Step>,
    /// What it would answer, taking what is unknown to be as it should.
    pub prediction: Prediction,
    /// The answer's body as JSON text, to the byte; absent for an error page. The API token is made up.
    pub answer_body: Option<String>,
}

/// A field of an index's form that is filled in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Filled {
    /// The field's identifier.
    pub field: &'static str,
    /// What is filled in.
    pub value: String,
}

/// A workflow file of a job, of the two that there are where one workflow calls another.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowFile {
    /// Which of them it is.
    pub compared: ComparedFile,
    /// Its name.
    pub name: String,
}

impl AtIndex {
    /// Whether the index would mint for a genuine and fresh token.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        is_acceptance(&self.decision)
    }
}

/// Asks every index about the claims of a report, in the order in which they are offered, and then the report's own where
/// somebody runs that one. Nobody is asked where there are no claims.
#[must_use]
pub fn everywhere(report: &Report) -> Vec<AtIndex> {
    let token = report.token.as_ref().map(|token| {
        let claims = token.claims.iter();
        let pairs = claims.map(|claim| (claim.name.as_str().into(), claim.value.clone()));
        Dict::from_pairs(pairs.gather())
    });
    match Asked::of(token, &report.evidence, &report.clock) {
        Some(asked) => {
            let own = Some(&report.index).filter(|index| index.id == custom::ID);
            let all = INDEXES.into_iter().map(Cow::Borrowed).chain(own.cloned());
            all.map(|index| {
                let rules = index.rules();
                asked.at(index, rules)
            })
            .gather()
        }
        None => Vec::new(),
    }
}

/// Asks every index about the claims in a request's paste, with the rules that are at hand, and the one of its profile if it
/// has one. Which index the request names does not matter, nor do its publishers and the index's state.
///
/// # Errors
///
/// Where the request gives a paste and a body, where its profile is none, and where the rules of an index are not at hand.
pub fn everywhere_with(request: &Request, rules_of: RulesOf) -> Result<Everywhere, RequestError> {
    let mut all = Vec::new();
    let own = request
        .profile
        .as_ref()
        .map(super::of_profile)
        .transpose()?;
    for index in INDEXES.into_iter().map(Cow::Borrowed).chain(own) {
        let rules = rules_of(&index).ok_or(RequestError::SomeRulesNotLoaded { index: index.id })?;
        all.push((index, rules));
    }
    let Reading {
        recognised: input,
        evidence,
        token,
    } = super::read(request)?;
    let decoded = token.as_ref().and_then(|token| token.as_ref().ok());
    let claims = decoded.map(UnverifiedToken::unverified_claims);
    let clock = super::clock(request, claims);
    let asked = Asked::of(claims.cloned(), &evidence, &clock);
    let indexes = asked.map_or_else(Vec::new, |asked| {
        let each = all.into_iter();
        each.map(|(index, rules)| asked.at(index, rules)).gather()
    });
    Ok(Everywhere {
        input,
        clock,
        indexes,
    })
}

/// What is typed in; the rest the index finds out itself.
fn filled(kind: Option<&'static Kind>, publisher: Option<&Publisher>) -> Vec<Filled> {
    let fields = kind.into_iter().flat_map(|kind| kind.fields);
    let typed = fields.filter(|field| field.presence != Presence::FilledByIndex);
    let pairs = typed.filter_map(|field| {
        Some(Filled {
            field: field.id,
            value: publisher?.field(field.id)?.to_owned(),
        })
    });
    pairs.gather()
}

fn text<'a>(claims: &'a Dict, name: &str) -> Option<&'a str> {
    claims
        .get(name)
        .and_then(Value::as_str)
        .and_then(Str::as_str)
}

/// What every index is asked about.
struct Asked {
    claims: Dict,
    /// The kind of publisher that they go with, where they do not name their issuer.
    kind: &'static str,
    /// Without a token, the claims that are known not to be in it; any other that is not given may be.
    absent: Option<Vec<String>>,
    moment: UnixTime,
}

impl Asked {
    /// The claims of a token, or else those that the paste gives away.
    fn of(token: Option<Dict>, evidence: &Evidence, clock: &Clock) -> Option<Self> {
        let (known, absent) = match token {
            Some(claims) => (Known::new(claims, Vec::new()), None),
            None => {
                let known = Known::from_evidence(evidence)?;
                let absent = known.absent().to_vec();
                (known, Some(absent))
            }
        };
        Some(Self {
            claims: if absent.is_some() {
                known.with_inferred()
            } else {
                known.claims
            },
            kind: known.kind,
            absent,
            moment: clock.as_of.or(clock.now).unwrap_or(UnixTime(0)),
        })
    }

    /// Asks an index at which the publisher is registered that fits best.
    fn at(&self, asked: Cow<'static, Index>, rules: &Rules) -> AtIndex {
        let index = &*asked;
        let kind = self.kind(index);
        let fitting = kind.map(|kind| (rules.fitting)(kind.id, &self.claims));
        let publisher = super::registered(index, fitting.as_slice()).pop();
        let tried = kind
            .zip(publisher.as_ref())
            .map(|(kind, publisher)| self.tried(kind, rules, publisher));
        let claims = self.for_index(index, rules, publisher.as_ref());
        let (keys, server) = (Keys::default(), ServerState::default());
        let case = Case {
            body: Body::Claims(&claims),
            publishers: Some(tried.as_slice()),
            moment: Some(self.moment),
            keys: &keys,
            server: &server,
            rules: None,
            decoded: None,
        };
        let judgement = match &self.absent {
            Some(absent) => {
                let known = Known::new(claims.clone(), absent.clone());
                gaps::judge(index, rules, &known, &case, self.moment)
            }
            None => (rules.judge)(index, &case),
        };
        let file = publisher.as_ref().and_then(|publisher| {
            let compared = index.compared_file;
            let name = publisher.field("workflow_filename")?.to_owned();
            (compared != ComparedFile::Neither).then_some(WorkflowFile { compared, name })
        });
        let decision = decide(&judgement.steps);
        let publisher = publisher.filter(|_| decision != Decision::Reject);
        AtIndex {
            is_meant: text(&self.claims, "aud").is_some_and(|audience| index.audience.is(audience)),
            audience: text(&claims, "aud")
                .filter(|_| index.audience != Audience::NotGiven)
                .map(str::to_owned),
            link: publisher
                .as_ref()
                .and_then(|publisher| (rules.edit_link)(index, publisher)),
            fields: filled(kind, publisher.as_ref()),
            publisher,
            file,
            decision,
            answer_body: (rules.answer_body)(&judgement.prediction.answer),
            prediction: judgement.prediction,
            stop: judgement.steps.into_iter().find(|step| step.decisive),
            index: asked,
        }
    }

    /// The kind of publisher that the claims go with there. An enterprise's own issuer, and an organisation's, has more behind
    /// the kind's; whether the index trusts it is for the index to say.
    fn kind(&self, index: &Index) -> Option<&'static Kind> {
        let Some(issuer) = text(&self.claims, "iss") else {
            return index.kind(self.kind);
        };
        index.kinds.iter().copied().find(|kind| {
            let rest = issuer.strip_prefix(kind.issuer.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Where a claim is known and says nothing for a field that has to be filled in, whatever is registered is something
    /// else. A token has all its claims.
    fn tried(&self, kind: &Kind, rules: &Rules, publisher: &Publisher) -> Publisher {
        let is_known = |claim: &str| match &self.absent {
            Some(absent) => self.claims.contains(claim) || absent.iter().any(|name| name == claim),
            None => true,
        };
        let mut tried = publisher.clone();
        for pair in (rules.compare)(publisher, &self.claims) {
            let field = kind.field(pair.field);
            let required = field.filter(|field| field.presence == Presence::Required);
            if let (Some(field), None, true) = (required, pair.claimed, is_known(pair.claim)) {
                let example = field.example.to_string();
                tried.fields.insert(pair.field.to_owned(), example);
            }
        }
        tried
    }

    /// The claims as they are in a token for that index.
    fn for_index(&self, index: &Index, rules: &Rules, publisher: Option<&Publisher>) -> Dict {
        let own = self.claims.iter().filter(|(name, _)| *name != "aud");
        let mut pairs: Vec<(Str, Value)> = own
            .map(|(name, value)| (name.clone(), value.clone()))
            .gather();
        let kind = publisher.map_or("github", |publisher| &publisher.kind);
        let rest = Dict::from_pairs(pairs.clone());
        let completed = (rules.complete)(index, kind, publisher, &rest, self.moment);
        // That an index has no such publishers is a matter of the issuer, whether it is named or not.
        if publisher.is_none() && !rest.contains("iss") {
            let issuer = issuer::ISSUERS.iter().find(|issuer| issuer.id == self.kind);
            pairs.extend(issuer.map(|issuer| ("iss".into(), Value::Str(issuer.url.into()))));
        }
        // It completes nothing for an issuer that it does not know; that one's tokens have times and IDs, too.
        if publisher.is_none() && self.absent.is_some() {
            let of_any = completed
                .iter()
                .filter(|(name, _)| ["exp", "iat", "jti", "nbf"].contains(name));
            pairs.extend(of_any.map(|(name, value)| ((*name).into(), value.clone())));
        }
        let audience = completed.into_iter().find(|(name, _)| *name == "aud");
        let audience = audience.map_or_else(
            || Value::Str(index.audience.shown().into()),
            |(_, value)| value,
        );
        pairs.push(("aud".into(), audience));
        Dict::from_pairs(pairs)
    }
}
