//! What GitHub's and GitLab's policies have in common: claims that have to be there, names that decide whether a policy
//! is meant at all, and IDs that are kept from the first token.
//!
//! Source: `TokenPolicyValidator.cs`; `GitHubTokenPolicyValidator.cs` and `GitLabTokenPolicyValidator.cs`,
//! `EvaluatePolicyAsync`.

use crate::finding::{Comparison, Outcome, Reason, Rule};
use crate::index::trace::Finding;
use crate::index::{Class, FieldComparison, Publisher};
use crate::jose::identitymodel::Claims;
use crate::python::Dict;
use crate::time::UnixTime;

use super::answer::{self, Told};
use super::{github, gitlab};

/// The providers.
const PROVIDERS: [&Provider; 2] = [&github::PROVIDER, &gitlab::PROVIDER];

/// A provider: an issuer's tokens and the policies made for them.
#[derive(Debug)]
pub(super) struct Provider {
    /// The kind of publisher.
    pub(super) kind: &'static str,
    /// The issuer.
    pub(super) issuer: &'static str,
    /// The claims that have to be there, in the order in which they are missed.
    pub(super) required: &'static [&'static str],
    /// The owner: the field, and the claim that is it.
    pub(super) owner: Pair,
    /// The repository: the field, and the claim that is the owner, a slash and it.
    pub(super) project: Pair,
    /// The IDs of owner and repository.
    pub(super) ids: [Pair; 2],
    /// The claims that the rest reads.
    pub(super) checked: &'static [&'static str],
    /// What is checked once it is clear whose policy it is; what fails there is told.
    pub(super) rest: fn(&Policy<'_>, &Claims) -> Vec<(Rule, Said)>,
    /// The fields that the rest compares, beside the claims.
    pub(super) beside_rest: fn(&Publisher, &Claims) -> Vec<FieldComparison>,
}

/// A field and the claim that it is compared with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) field: &'static str,
    pub(super) claim: &'static str,
    pub(super) rule: Rule,
}

/// What a check of a policy comes to; where the policy does not match, with what is told of it, if anything is.
pub(super) type Said = Finding<Option<Told>>;

/// A rule, and what it comes to.
pub(super) type Check = (Rule, Said);

/// A policy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policy<'a> {
    pub(super) provider: &'static Provider,
    pub(super) publisher: &'a Publisher,
    /// The site's clock.
    pub(super) now: Option<UnixTime>,
}

impl Policy<'_> {
    /// A field as the site keeps it: without white space around it.
    pub(super) fn field(&self, id: &str) -> Option<&str> {
        self.publisher.field(id).map(str::trim)
    }

    /// Its name, if that is known. One without has its file's, or its project's.
    pub(super) fn name(&self) -> Option<&str> {
        let name = self.publisher.field("policy_name")?;
        if !name.trim().is_empty() {
            return Some(name);
        }
        match self.provider.kind {
            "github" => {
                let path = self.field("workflow_filename")?;
                let file = path.rsplit_once(['/', '\\']).map_or(path, |(_, file)| file);
                Some(file.rsplit_once('.').map_or(file, |(stem, _)| stem))
            }
            _ => self.field("gitlab_project"),
        }
    }

    /// `EvaluatePolicyAsync`: every check on its own, in the server's order. The second value is what the site keeps of
    /// the token, whatever comes of the checks that follow.
    pub(super) fn check(&self, claims: &Claims) -> (Vec<Check>, Vec<(&'static str, String)>) {
        let provider = self.provider;
        let mut checks = vec![(Rule::ClaimsPresent, present(provider, claims))];
        let owner = self.field(provider.owner.field);
        checks.push((
            provider.owner.rule,
            self.hidden(provider.owner, owner, claims, Comparison::IgnoreCase),
        ));
        let project = self.field(provider.project.field);
        let path = owner
            .zip(project)
            .map(|(owner, project)| format!("{owner}/{project}"));
        checks.push((
            provider.project.rule,
            self.hidden(
                provider.project,
                path.as_deref(),
                claims,
                Comparison::IgnoreCase,
            ),
        ));
        let names_match = !checks
            .iter()
            .any(|(_, said)| matches!(said, Said::Stop(..)));
        let mut kept = Vec::new();
        if self.is_temporary() {
            let in_time = self.in_time();
            let is_in_time = matches!(in_time, Said::Pass | Said::Unknown(_));
            checks.push((Rule::Enabled, in_time));
            for id in &provider.ids {
                let Some(claimed) = claims.required(id.claim) else {
                    checks.push((id.rule, Said::NotReached));
                    continue;
                };
                let reason = Reason::RecordedNow {
                    field: id.field.to_owned(),
                    claimed: claimed.clone(),
                };
                checks.push((id.rule, Said::Note(reason)));
                if names_match && is_in_time {
                    kept.push((id.field, claimed));
                }
            }
        } else {
            for id in &provider.ids {
                let registered = self.field(id.field);
                checks.push((
                    id.rule,
                    self.hidden(*id, registered, claims, Comparison::Exact),
                ));
            }
        }
        checks.extend((provider.rest)(self, claims));
        (checks, kept)
    }

    /// `IsPermanentlyEnabled` is false: one of the IDs is known to be missing, or the policy has a last day, which
    /// one with both has not.
    fn is_temporary(&self) -> bool {
        let mut ids = self.provider.ids.iter().map(|id| self.field(id.field));
        let is_limited = self
            .field("validate_by")
            .is_some_and(|text| !text.is_empty());
        ids.any(|id| id == Some("") || (id.is_none() && is_limited))
    }

    fn in_time(&self) -> Said {
        let until = match self.field("validate_by") {
            None => {
                return Said::Unknown(Reason::FieldNotGiven {
                    field: "validate_by".to_owned(),
                    claimed: String::new(),
                });
            }
            Some(text) => text.parse::<UnixTime>().ok(),
        };
        let (Some(until), Some(now)) = (until, self.now) else {
            return match until {
                Some(_) => Said::Unknown(Reason::MomentNotGiven),
                None => self.lapsed(None),
            };
        };
        if now > until {
            return self.lapsed(Some(until));
        }
        Said::Pass
    }

    fn lapsed(&self, until: Option<UnixTime>) -> Said {
        Said::Stop(
            Reason::PolicyLapsed { until },
            Some(answer::lapsed(self.name())),
        )
    }

    /// A check whose failure nobody is told of.
    fn hidden(
        &self,
        pair: Pair,
        registered: Option<&str>,
        claims: &Claims,
        comparison: Comparison,
    ) -> Said {
        let Some(claimed) = claims.required(pair.claim) else {
            return Said::NotReached;
        };
        let Some(registered) = registered else {
            return Said::Unknown(Reason::FieldNotGiven {
                field: pair.field.to_owned(),
                claimed: last_part(pair, &claimed).to_owned(),
            });
        };
        if is_equal(registered, &claimed, comparison) {
            return Said::Pass;
        }
        let reason = Reason::Differs {
            claim: pair.claim.to_owned(),
            expected: registered.to_owned(),
            actual: Some(claimed),
            comparison,
        };
        Said::Stop(reason, None)
    }
}

/// `TryGetRequiredClaim`, claim by claim.
fn present(provider: &Provider, claims: &Claims) -> Said {
    let is_missing = |claim: &&&str| claims.required(claim).is_none();
    let Some(first) = provider.required.iter().find(is_missing) else {
        return Said::Pass;
    };
    let all = provider.required.iter().filter(is_missing);
    let reason = if claims.all().contains(first) {
        Reason::ClaimEmpty {
            claim: (*first).to_owned(),
        }
    } else {
        Reason::ClaimsMissing {
            claims: all.map(|claim| (*claim).to_owned()).collect(),
        }
    };
    Said::Stop(reason, Some(answer::missing_claim(first)))
}

/// Of a claim with the owner in it, what stands behind the last slash.
fn last_part(pair: Pair, claimed: &str) -> &str {
    match pair.rule {
        Rule::Repository | Rule::ProjectPath => {
            claimed.rsplit_once('/').map_or(claimed, |(_, name)| name)
        }
        _ => claimed,
    }
}

/// `OrdinalIgnoreCase`: character by character, in upper case.
pub(super) fn is_equal(one: &str, other: &str, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Exact => one == other,
        Comparison::IgnoreCase => upper(one).eq(upper(other)),
    }
}

pub(super) fn upper(text: &str) -> impl Iterator<Item = char> {
    text.chars().map(|character| {
        let mut upper = character.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(single), None) => single,
            _ => character,
        }
    })
}

/// Whether a text starts with another, whatever their case; and what comes behind it.
pub(super) fn strip_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let count = start.chars().count();
    let at = text
        .char_indices()
        .nth(count)
        .map_or(text.len(), |(at, _)| at);
    let (own, rest) = text.split_at_checked(at)?;
    upper(own).eq(upper(start)).then_some(rest)
}

impl Provider {
    pub(super) fn of_kind(kind: &str) -> Option<&'static Self> {
        PROVIDERS.into_iter().find(|provider| provider.kind == kind)
    }

    /// By the issuer's host, in lower case.
    pub(super) fn of_authority(authority: &str) -> Option<&'static Self> {
        PROVIDERS
            .into_iter()
            .find(|provider| provider.issuer.strip_prefix("https://") == Some(authority))
    }

    pub(super) fn class_of(&self, claim: &str) -> Class {
        if ["iss", "aud", "exp", "nbf", "jti"].contains(&claim) {
            Class::Verified
        } else if self.required.contains(&claim) || self.checked.contains(&claim) {
            Class::Checked
        } else {
            Class::Ignored
        }
    }

    /// A policy's fields beside what the token says for them.
    pub(super) fn beside(&self, publisher: &Publisher, claims: &Dict) -> Vec<FieldComparison> {
        let claims = Claims::read(claims.clone()).unwrap_or_default();
        let mut pairs = vec![pair(
            publisher,
            self.owner,
            claims.required(self.owner.claim),
            Comparison::IgnoreCase,
        )];
        let project = claims.required(self.project.claim);
        let owner = claims.required(self.owner.claim).unwrap_or_default();
        let name = project.as_deref().map(|path| {
            strip_start(path, &format!("{owner}/"))
                .unwrap_or_else(|| last_part(self.project, path))
                .to_owned()
        });
        pairs.push(pair(publisher, self.project, name, Comparison::IgnoreCase));
        pairs.extend((self.beside_rest)(publisher, &claims));
        for id in &self.ids {
            let claimed = claims.required(id.claim);
            pairs.push(pair(publisher, *id, claimed, Comparison::Exact));
        }
        pairs
    }
}

/// A field beside a claim. One that may stay empty takes any.
pub(super) fn pair(
    publisher: &Publisher,
    Pair { field, claim, .. }: Pair,
    claimed: Option<String>,
    comparison: Comparison,
) -> FieldComparison {
    let is_optional = matches!(field, "environment" | "ref");
    let registered = match publisher.field(field).map(str::trim) {
        None if is_optional => Some(""),
        // An ID that is not known yet is taken from the token.
        Some("") if field.ends_with("_id") => None,
        given => given,
    };
    let any = is_optional && registered == Some("");
    let equal = |comparison| match (registered, claimed.as_deref()) {
        (Some(registered), Some(claimed)) => is_equal(registered, claimed, comparison),
        _ => false,
    };
    let outcome = match (registered, &claimed) {
        _ if any => Outcome::Pass,
        (None, Some(_)) => Outcome::Unknown,
        (None, None) => Outcome::NotReached,
        (Some(_), _) if equal(comparison) => Outcome::Pass,
        (Some(_), _) => Outcome::Fail,
    };
    FieldComparison {
        field,
        claim,
        registered: registered.map(str::to_owned),
        differs_in_case_only: outcome == Outcome::Fail && equal(Comparison::IgnoreCase),
        claimed,
        comparison,
        outcome,
    }
}

/// The environment, where the policy asks for one; a token without has the empty one.
pub(super) fn environment(policy: &Policy<'_>, claims: &Claims, comparison: Comparison) -> Said {
    let actual = claims.required("environment");
    let Some(expected) = policy.field("environment").filter(|name| !name.is_empty()) else {
        return match actual {
            Some(environment) => Said::Note(Reason::EnvironmentIgnored { environment }),
            None => Said::Pass,
        };
    };
    let told = actual.clone().unwrap_or_default();
    if is_equal(expected, &told, comparison) {
        return Said::Pass;
    }
    let reason = Reason::Differs {
        claim: "environment".to_owned(),
        expected: expected.to_owned(),
        actual,
        comparison,
    };
    Said::Stop(
        reason,
        Some(answer::mismatch(
            "Environment",
            policy.name(),
            expected,
            &told,
        )),
    )
}
