//! What every index would make of a job's claims, each in a token of its own: a job asks for one token for each index.

use serde::Serialize;

use super::decide::decide;
use super::gaps::{self, Known};
use super::{Claim, Report};
use crate::finding::{Decision, Step};
use crate::gather::Gather as _;
use crate::index::{Body, Case, INDEXES, Index, Keys, Kind, Presence, Publisher, ServerState};
use crate::python::{Dict, Str, Value};
use crate::time::UnixTime;

/// What one index would make of the claims.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AtIndex {
    /// The index's identifier.
    pub index: &'static str,
    /// Whether the token that was given is meant for this index.
    pub is_meant: bool,
    /// The publisher that would have to be registered there; nothing where the index knows no publishers of this
    /// issuer.
    pub publisher: Option<Publisher>,
    /// Whether the index would mint with that publisher, for a token that asks for its audience.
    pub decision: Decision,
    /// Where it would stop all the same.
    pub stop: Option<Step>,
}

/// Asks every index about the claims of a report, in the order in which they are offered. Nobody is asked where there are
/// none.
#[must_use]
pub fn everywhere(report: &Report) -> Vec<AtIndex> {
    let known = Known::from_evidence(&report.evidence);
    let given = match (&report.token, &known) {
        (Some(token), _) => {
            let pair = |claim: &Claim| (claim.name.as_str().into(), claim.value.clone());
            Dict::from_pairs(token.claims.iter().map(pair).gather())
        }
        (None, Some(known)) => known.with_inferred(),
        (None, None) => return Vec::new(),
    };
    let clock = &report.clock;
    let asked = Asked {
        audience: text(&given, "aud"),
        issuer: text(&given, "iss"),
        absent: known
            .as_ref()
            .filter(|_| report.token.is_none())
            .map(Known::absent),
        moment: clock.as_of.or(clock.now).unwrap_or(UnixTime(0)),
        claims: &given,
    };
    INDEXES.into_iter().map(|index| asked.at(index)).gather()
}

fn text<'a>(claims: &'a Dict, name: &str) -> Option<&'a str> {
    claims
        .get(name)
        .and_then(Value::as_str)
        .and_then(Str::as_str)
}

struct Asked<'a> {
    claims: &'a Dict,
    audience: Option<&'a str>,
    issuer: Option<&'a str>,
    /// Without a token, the claims that are known not to be in it; any other that is not given may be.
    absent: Option<&'a [String]>,
    moment: UnixTime,
}

impl Asked<'_> {
    fn at(&self, index: &'static Index) -> AtIndex {
        let Some(kind) = self.kind(index) else {
            return self.with(index, None);
        };
        let publisher = self.publisher(index, kind);
        let at = self.with(index, Some(publisher.clone()));
        if at.decision != Decision::Reject {
            return at;
        }
        // What fits is not all that helps: a field may better be left empty, and a box be ticked.
        let others = kind.fields.iter().filter_map(|field| {
            let mut other = publisher.clone();
            match field.presence {
                Presence::AnyIfEmpty => drop(other.fields.remove(field.id)?),
                Presence::DefaultIfEmpty if other.field(field.id).is_none() => {
                    other.fields.insert(field.id.to_owned(), "true".to_owned());
                }
                _ => return None,
            }
            Some(self.with(index, Some(other)))
        });
        let mut helpful = others.filter(|other| other.decision != Decision::Reject);
        helpful.next().unwrap_or(at)
    }

    /// Asks an index at which that publisher is registered.
    fn with(&self, index: &'static Index, publisher: Option<Publisher>) -> AtIndex {
        let claims = self.for_index(index, publisher.as_ref());
        let registered = publisher.as_slice();
        let (keys, server) = (Keys::default(), ServerState::default());
        let case = Case {
            body: Body::Claims(&claims),
            publishers: Some(registered),
            moment: Some(self.moment),
            keys: &keys,
            server: &server,
            rules: None,
            decoded: None,
        };
        let absent = self.absent.unwrap_or_default().to_vec();
        let known = Known::new(claims.clone(), absent);
        let judgement = if self.absent.is_some() {
            gaps::judge(index, index.rules(), &known, &case, self.moment)
        } else {
            (index.rules().judge)(index, &case)
        };
        AtIndex {
            index: index.id,
            is_meant: self.is_meant(index),
            decision: decide(&judgement.steps),
            stop: judgement.steps.into_iter().find(|step| step.decisive),
            publisher,
        }
    }

    fn is_meant(&self, index: &Index) -> bool {
        self.audience
            .is_some_and(|audience| index.audience.is(audience))
    }

    /// The kind of publisher that the claims go with there. An enterprise's own issuer, and an organisation's, has more behind
    /// the kind's; whether the index trusts it is for the index to say.
    fn kind(&self, index: &Index) -> Option<&'static Kind> {
        let Some(issuer) = self.issuer else {
            return index.kind("github");
        };
        index.kinds.iter().copied().find(|kind| {
            let rest = issuer.strip_prefix(kind.issuer.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The publisher that fits.
    fn publisher(&self, index: &Index, kind: &Kind) -> Publisher {
        let mut publisher = Publisher {
            kind: kind.id.to_owned(),
            ..Publisher::default()
        };
        for pair in (index.rules().compare)(&publisher, self.claims) {
            if let Some(claimed) = pair.claimed {
                publisher.fields.insert(pair.field.to_owned(), claimed);
            }
        }
        publisher
    }

    /// The claims as they are in a token for that index.
    fn for_index(&self, index: &Index, publisher: Option<&Publisher>) -> Dict {
        let own = self.claims.iter().filter(|(name, _)| *name != "aud");
        let mut pairs: Vec<(Str, Value)> = own
            .map(|(name, value)| (name.clone(), value.clone()))
            .gather();
        let kind = publisher.map_or("github", |publisher| &publisher.kind);
        let rest = Dict::from_pairs(pairs.clone());
        let completed = (index.rules().complete)(index, kind, publisher, &rest, self.moment);
        let audience = completed.into_iter().find(|(name, _)| *name == "aud");
        let audience = audience.map_or_else(
            || Value::Str(index.audience.shown().into()),
            |(_, value)| value,
        );
        pairs.push(("aud".into(), audience));
        Dict::from_pairs(pairs)
    }
}
