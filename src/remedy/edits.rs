//! The smallest changes, on either side, that turn a refusal into an acceptance. Each is tried: the
//! rules are applied to what it makes of the claims and publishers.

use crate::finding::{Cause, Edit, Outcome, Reason, Remedy};
use crate::gather::Gather as _;
use crate::index::{FieldComparison, Index, Presence, Publisher, Rules};
use crate::python::{Dict, Str, Value};

use super::causes::file_of;
use super::{Facts, Proof, by_size};

/// The remedies, those that are proved and small first; none where nothing was refused.
#[must_use]
pub fn remedies(facts: &Facts<'_>, causes: &[Cause], proof: &Proof<'_>) -> Vec<Remedy> {
    let mut remedies = Vec::new();
    if facts.doubly_quoted {
        remedies.push(Remedy {
            proved: proof(facts.claims, facts.publishers.unwrap_or_default()),
            ..plain(vec![Edit::RawToken])
        });
    }
    if causes.contains(&Cause::IdTokenPermission) {
        remedies.push(Remedy {
            snippet: Some("permissions:\n  id-token: write\n".to_owned()),
            ..plain(vec![Edit::AddIdTokenPermission])
        });
    }
    remedies.extend(for_token(facts, proof));
    if !facts.claims.is_empty() {
        let publishers: Vec<_> = facts.publishers_of_kind().gather();
        for (position, publisher) in &publishers {
            remedies.extend(for_publisher(facts, *position, publisher, proof));
        }
        if publishers.is_empty() && facts.publishers.is_some()
            || refused_lookup_blindly(facts, causes)
        {
            remedies.extend(new_publisher(facts, proof));
        }
    }
    by_size(remedies)
}

/// The log says that the lookup failed, and no publisher was given.
fn refused_lookup_blindly(facts: &Facts<'_>, causes: &[Cause]) -> bool {
    facts.publishers.is_none() && causes.contains(&Cause::NoPublisher)
}

fn plain(edits: Vec<Edit>) -> Remedy {
    Remedy {
        edits,
        proved: false,
        link: None,
        publisher: None,
        snippet: None,
    }
}

/// What is wrong with the token itself.
fn for_token(facts: &Facts<'_>, proof: &Proof<'_>) -> Vec<Remedy> {
    let publishers = facts.publishers.unwrap_or_default();
    let mut remedies = Vec::new();
    let mut tagged = None;
    let mut try_claims = |edit: Edit, claims: Dict| {
        remedies.push(Remedy {
            proved: proof(&claims, publishers),
            ..plain(vec![edit])
        });
    };
    for step in facts
        .steps
        .iter()
        .filter(|step| step.outcome == Outcome::Fail && step.blocking)
    {
        match &step.reason {
            Some(Reason::AudienceDiffers {
                expected,
                belongs_to,
                ..
            }) => {
                let edit = Edit::ChangeAudience {
                    audience: expected.clone(),
                };
                try_claims(edit, with(facts.claims, "aud", Some(expected)));
                if let Some(index) = belongs_to {
                    let edit = Edit::UseIndex {
                        index: index.clone(),
                    };
                    try_claims(edit, with(facts.claims, "aud", Some(expected)));
                }
            }
            Some(Reason::Expired { .. }) => {
                try_claims(
                    Edit::RunAgain,
                    without(facts.claims, &["exp", "iat", "nbf"]),
                );
            }
            Some(Reason::Differs {
                claim, expected, ..
            }) if claim == "ref_type" && expected == "tag" => {
                let publisher = step.publisher.and_then(|place| publishers.get(place));
                if let Some(pattern) =
                    publisher.and_then(|publisher| publisher.field("tag_pattern"))
                {
                    let tag = pattern.replacen("{{version}}", "1.0.0", 1);
                    let claims = with(facts.claims, "ref_type", Some("tag"));
                    let claims = with(&claims, "ref", Some(&format!("refs/tags/{tag}")));
                    let claims = with(&claims, "event_name", Some("push"));
                    let publishers: Vec<_> = publishers
                        .iter()
                        .map(|publisher| recorded(facts, &claims, publisher))
                        .gather();
                    tagged = Some(Remedy {
                        proved: proof(&claims, &publishers),
                        ..plain(vec![Edit::RunByTag { tag }])
                    });
                }
            }
            Some(Reason::Reused { .. }) => {
                try_claims(Edit::RunAgain, without(facts.claims, &["jti"]));
            }
            Some(Reason::EventRefused { event }) => {
                let edit = Edit::ChangeEvent {
                    event: event.clone(),
                };
                try_claims(edit, with(facts.claims, "event_name", Some("push")));
            }
            Some(Reason::ProjectExists { project }) => {
                let ordinary: Vec<_> = publishers
                    .iter()
                    .map(|publisher| Publisher {
                        pending: publisher.pending && publisher.project != *project,
                        ..publisher.clone()
                    })
                    .gather();
                let edit = Edit::ReplacePendingPublisher {
                    project: project.clone(),
                };
                remedies.push(Remedy {
                    proved: proof(facts.claims, &ordinary),
                    ..plain(vec![edit])
                });
                return remedies;
            }
            _ => {}
        }
    }
    remedies.extend(tagged);
    remedies
}

/// What differs between the claims and a publisher, changed on the index's side and on the workflow's.
fn for_publisher(
    facts: &Facts<'_>,
    position: usize,
    publisher: &Publisher,
    proof: &Proof<'_>,
) -> Vec<Remedy> {
    let differing: Vec<_> = facts
        .comparisons(publisher)
        .into_iter()
        .filter(|pair| pair.outcome == Outcome::Fail)
        .filter(|pair| {
            let is_without = pair.field == "environment" && (facts.is_absent)(pair.claim);
            pair.claimed.is_some() || is_without
        })
        .gather();
    if differing.is_empty() {
        return Vec::new();
    }
    let mut remedies = vec![on_the_index(facts, position, publisher, &differing, proof)];
    remedies.extend(in_the_workflow(facts, &differing, proof));
    remedies.retain(|remedy| remedy.proved);
    remedies
}

fn on_the_index(
    facts: &Facts<'_>,
    position: usize,
    publisher: &Publisher,
    differing: &[FieldComparison],
    proof: &Proof<'_>,
) -> Remedy {
    let mut changed = publisher.clone();
    let mut edits = Vec::new();
    for pair in differing {
        let after = pair.claimed.clone().unwrap_or_default();
        edits.push(Edit::ChangeField {
            publisher: position,
            field: pair.field.to_owned(),
            before: pair.registered.clone().unwrap_or_default(),
            after: after.clone(),
        });
        changed.fields.insert(pair.field.to_owned(), after);
    }
    let changed = recorded(facts, facts.claims, &changed);
    let publishers: Vec<_> = facts
        .publishers
        .unwrap_or_default()
        .iter()
        .enumerate()
        .map(|(place, other)| {
            if place == position {
                changed.clone()
            } else {
                other.clone()
            }
        })
        .gather();
    Remedy {
        proved: proof(facts.claims, &publishers),
        link: (facts.rules.edit_link)(facts.index, &changed),
        publisher: Some((position, changed.fields)),
        ..plain(edits)
    }
}

/// A workflow can take the registered file name and environment; where it stands it stays.
fn in_the_workflow(
    facts: &Facts<'_>,
    differing: &[FieldComparison],
    proof: &Proof<'_>,
) -> Option<Remedy> {
    let mut claims = facts.claims.clone();
    let mut edits = Vec::new();
    let mut snippet = None;
    for pair in differing {
        let registered = pair.registered.clone().unwrap_or_default();
        match pair.field {
            "environment" => {
                claims = with(&claims, "environment", Some(&registered));
                snippet = Some(format!(
                    "jobs:\n  publish:\n    environment: {registered}\n"
                ));
                edits.push(Edit::AddEnvironment {
                    environment: registered,
                });
            }
            "workflow_filename" => {
                let called = pair.claimed.clone()?;
                if pair.claim == "workflow_ref" {
                    let path = facts.claim(pair.claim)?;
                    let job = facts.claim("job_workflow_ref");
                    // That file is there already, and is called by this one.
                    if job.as_deref().and_then(file_of) == Some(&registered) {
                        return None;
                    }
                    let renamed =
                        path.replacen(&format!("/{called}@"), &format!("/{registered}@"), 1);
                    claims = with(&claims, pair.claim, Some(&renamed));
                    edits.push(Edit::RenameWorkflow {
                        before: called,
                        after: registered,
                    });
                    continue;
                }
                let caller = facts.claim("workflow_ref");
                let path = facts.claim("job_workflow_ref")?;
                match caller.filter(|caller| *caller != path) {
                    // The caller's own file is the registered one, or is renamed to it.
                    Some(caller) => {
                        claims = with(&claims, "job_workflow_ref", Some(&caller));
                        edits.push(Edit::PublishFromCaller { called });
                    }
                    None => {
                        let renamed =
                            path.replacen(&format!("/{called}@"), &format!("/{registered}@"), 1);
                        claims = with(&claims, "job_workflow_ref", Some(&renamed));
                        edits.push(Edit::RenameWorkflow {
                            before: called,
                            after: registered,
                        });
                    }
                }
            }
            _ => return None,
        }
    }
    let publishers: Vec<_> = facts
        .publishers
        .unwrap_or_default()
        .iter()
        .map(|publisher| recorded(facts, &claims, publisher))
        .gather();
    Some(Remedy {
        proved: proof(&claims, &publishers),
        snippet,
        ..plain(edits)
    })
}

/// The publisher with what the index records itself, where that was not given: what it recorded is
/// what the claims say, unless an account was recreated.
fn recorded(facts: &Facts<'_>, claims: &Dict, publisher: &Publisher) -> Publisher {
    let mut recorded = publisher.clone();
    let kind = facts.index.kind(&publisher.kind);
    for pair in (facts.rules.compare)(publisher, claims) {
        let by_index = kind
            .and_then(|kind| kind.field(pair.field))
            .is_some_and(|field| field.presence == Presence::FilledByIndex);
        if let (true, None, Some(claimed)) = (by_index, pair.registered, pair.claimed) {
            recorded.fields.insert(pair.field.to_owned(), claimed);
        }
    }
    recorded
}

/// A publisher made of the claims, to be registered.
fn new_publisher(facts: &Facts<'_>, proof: &Proof<'_>) -> Option<Remedy> {
    let Registration { publisher, link } =
        made_of(facts.index, facts.rules, facts.kind, facts.claims)?;
    let fields = publisher.fields.clone();
    let mut publishers = facts.publishers.unwrap_or_default().to_vec();
    let position = publishers.len();
    publishers.push(publisher);
    Some(Remedy {
        proved: proof(facts.claims, &publishers),
        publisher: Some((position, fields)),
        link,
        ..plain(vec![Edit::AddPublisher {
            project: String::new(),
        }])
    })
    .filter(|remedy| remedy.proved)
}

/// A publisher that is to be registered.
#[derive(Clone, Debug, PartialEq)]
pub struct Registration {
    /// The publisher; its project is not known.
    pub publisher: Publisher,
    /// The index's form with it, where it takes that.
    pub link: Option<String>,
}

/// The publisher that GitHub's claims match.
#[must_use]
pub fn registration(index: &Index, claims: &Dict) -> Option<Registration> {
    let mut registration = made_of(index, index.rules(), "github", claims)?;
    // What the token lacks is left empty, which takes any.
    let kind = index.kind(&registration.publisher.kind)?;
    for field in kind.fields {
        if field.presence == Presence::AnyIfEmpty {
            let fields = &mut registration.publisher.fields;
            fields.entry(field.id.to_owned()).or_default();
        }
    }
    Some(registration)
}

fn made_of(index: &Index, rules: &Rules, kind: &str, claims: &Dict) -> Option<Registration> {
    let kind = index.kind(kind)?;
    let publisher = (rules.fitting)(kind.id, claims);
    let link = (rules.edit_link)(index, &publisher);
    Some(Registration { publisher, link })
}

/// The claims with one changed, or taken away.
fn with(claims: &Dict, name: &str, value: Option<&str>) -> Dict {
    let mut pairs: Vec<(Str, Value)> = claims
        .iter()
        .filter(|(other, _)| **other != name)
        .map(|(name, value)| (name.clone(), value.clone()))
        .gather();
    if let Some(value) = value {
        pairs.push((name.into(), Value::Str(value.into())));
    }
    Dict::from_pairs(pairs)
}

fn without(claims: &Dict, names: &[&str]) -> Dict {
    names
        .iter()
        .fold(claims.clone(), |claims, name| with(&claims, name, None))
}
