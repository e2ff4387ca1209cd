//! Judging claims without a token: what was not printed is filled in as well as it can be, and every
//! rule that read it is unknown.

use crate::evidence::{ClaimState, Evidence};
use crate::finding::{Outcome, Phase, Reason, Rule, Step};
use crate::gather::Gather as _;
use crate::index::{Body, Case, Index, Judgement, Publisher, Rules};
use crate::issuer::circleci;
use crate::issuer::github::{Inferred, infer};
use crate::python::{Dict, Str, Value};
use crate::time::UnixTime;

/// The claim with the file of the workflow that was started, and that with its repository.
const FILE: &str = "workflow_ref";
const REPOSITORY: &str = "repository";

/// The claims that a paste gives away, without a token.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// The kind of publisher that they go with.
    pub(super) kind: &'static str,
    /// Those that are there.
    pub(super) claims: Dict,
    /// Those that the token does not have.
    absent: Vec<String>,
    /// Those that follow from others.
    pub(super) inferred: Vec<Inferred>,
}

impl Known {
    /// Gathers them; nothing where the paste shows no claim.
    pub(super) fn from_evidence(evidence: &Evidence) -> Option<Self> {
        let mut claims: Vec<(Str, Value)> = Vec::new();
        let mut absent = Vec::new();
        let mut file = None;
        for found in &evidence.claims {
            match &found.state {
                ClaimState::Present(value) => {
                    claims.push((found.name.as_str().into(), value.clone()))
                }
                ClaimState::Empty => {
                    claims.push((found.name.as_str().into(), Value::Str("".into())))
                }
                ClaimState::Absent => absent.push(found.name.clone()),
                ClaimState::Partial(name) if found.name == FILE && !name.contains('/') => {
                    file = Some(name);
                }
                ClaimState::Masked | ClaimState::Partial(_) => {}
            }
        }
        if claims.is_empty() {
            return None;
        }
        let mut known = Self::new(Dict::from_pairs(claims), absent);
        let repository = known.claims.get(REPOSITORY).map(Value::to_str);
        // An index that tells the file's name and the repository tells all of the claim but its ref.
        if let (Some(file), Some(repository)) = (file, repository) {
            known.inferred.push(Inferred {
                claim: FILE,
                value: Some(format!("{repository}/.github/workflows/{file}@…")),
                from: REPOSITORY,
            });
        }
        Some(known)
    }

    /// Claims of which all that are not given are unknown, but for those that are absent.
    pub(super) fn new(claims: Dict, absent: Vec<String>) -> Self {
        let kind = kind_of(&claims);
        let inferred = if kind == "github" {
            infer(&claims, &|name| {
                claims.contains(name) || absent.iter().any(|other| other == name)
            })
        } else {
            Vec::new()
        };
        Self {
            kind,
            claims,
            absent,
            inferred,
        }
    }

    /// The claims with those that follow from them.
    pub(super) fn with_inferred(&self) -> Dict {
        let mut pairs = pairs(&self.claims);
        for inferred in &self.inferred {
            if let Some(value) = &inferred.value {
                pairs.push((inferred.claim.into(), Value::Str(value.as_str().into())));
            }
        }
        Dict::from_pairs(pairs)
    }

    /// The claims that the token does not have.
    pub(super) fn absent(&self) -> &[String] {
        &self.absent
    }

    /// Whether the token has no such claim: the text says so, or it follows.
    pub(super) fn is_absent(&self, name: &str) -> bool {
        self.absent.iter().any(|absent| absent == name)
            || self
                .inferred
                .iter()
                .any(|inferred| inferred.claim == name && inferred.value.is_none())
    }
}

/// The kind of publisher that claims go with, by the issuer or by the names of the claims.
fn kind_of(claims: &Dict) -> &'static str {
    let issuer = claims
        .get("iss")
        .and_then(Value::as_str)
        .and_then(Str::as_str);
    if let Some(issuer) = issuer.and_then(crate::issuer::find) {
        return issuer.id;
    }
    if claims.contains("project_path") || claims.contains("ci_config_ref_uri") {
        "gitlab"
    } else if names_start_with(claims, circleci::CLAIMS) {
        "circleci"
    } else if claims.contains("email") || claims.contains("email_verified") {
        "google"
    } else if claims.contains("builder") && claims.contains("organization") {
        "activestate"
    } else {
        "github"
    }
}

fn names_start_with(claims: &Dict, start: &str) -> bool {
    let mut names = claims.iter().filter_map(|(name, _)| name.as_str());
    names.any(|name| name.starts_with(start))
}

/// Judges the claims. With several publishers, what is not known is taken to be as the one needs that
/// comes farthest.
pub(super) fn judge(
    index: &Index,
    rules: &Rules,
    known: &Known,
    case: &Case<'_>,
    now: UnixTime,
) -> Judgement {
    let nothing = [None];
    let publishers: Vec<Option<&Publisher>> = case
        .publishers
        .unwrap_or_default()
        .iter()
        .filter(|publisher| publisher.kind == known.kind)
        .map(Some)
        .gather();
    let candidates = if publishers.is_empty() {
        &nothing[..]
    } else {
        &publishers
    };
    let mut best: Option<(usize, Judgement)> = None;
    for publisher in candidates {
        let judgement = judge_for(index, rules, known, case, now, *publisher);
        let failures = failures(&judgement.steps);
        if best.as_ref().is_none_or(|(fewest, _)| failures < *fewest) {
            best = Some((failures, judgement));
        }
    }
    best.map_or_else(
        || judge_for(index, rules, known, case, now, None),
        |(_, judgement)| judgement,
    )
}

fn failures(steps: &[Step]) -> usize {
    steps
        .iter()
        .filter(|step| step.outcome == Outcome::Fail && step.blocking)
        .count()
}

fn judge_for(
    index: &Index,
    rules: &Rules,
    known: &Known,
    case: &Case<'_>,
    now: UnixTime,
    publisher: Option<&Publisher>,
) -> Judgement {
    let given = known.with_inferred();
    let mut assumed = (rules.complete)(index, known.kind, publisher, &given, now);
    assumed.retain(|(name, _)| !known.is_absent(name));
    let names: Vec<&str> = assumed.iter().map(|(name, _)| *name).gather();
    let mut all = pairs(&given);
    all.extend(
        assumed
            .iter()
            .map(|(name, value)| ((*name).into(), value.clone())),
    );
    let all = Dict::from_pairs(all);

    let mut judgement = (rules.judge)(
        index,
        &Case {
            body: Body::Claims(&all),
            moment: Some(now),
            ..*case
        },
    );
    for step in &mut judgement.steps {
        if step.outcome != Outcome::Pass {
            continue;
        }
        let read = (rules.claims_read)(known.kind, step.rule);
        let Some(claim) = read.iter().find(|claim| names.contains(claim)) else {
            continue;
        };
        step.outcome = Outcome::Unknown;
        step.reason = Some(match (step.phase, step.rule) {
            (_, Rule::IssuedAt | Rule::NotBefore | Rule::Expiry) => Reason::MomentNotGiven,
            // Whether a token is fresh and for this index goes with whether it is genuine.
            (Phase::Request | Phase::Token, _) | (_, Rule::Replay | Rule::IssuerOfPublisher) => {
                Reason::TokenNotGiven
            }
            _ => Reason::ClaimNotPrinted {
                claim: (*claim).to_owned(),
            },
        });
    }
    judgement
}

fn pairs(claims: &Dict) -> Vec<(Str, Value)> {
    claims
        .iter()
        .map(|(name, value)| (name.clone(), value.clone()))
        .gather()
}
