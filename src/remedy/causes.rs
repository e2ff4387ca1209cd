//! Names the cause, or the likely ones in order.
//!
//! The order among causes that nothing tells apart is that of their frequency in 97 public reports,
//! counted in 2026: a publisher missing on this index, often since it is on the other; the workflow
//! file's name; reusable workflows and environments; pending publishers; renamed repositories; case.

use crate::evidence::{Causes, ClaimState, Remark, Stage, StrayKind};
use crate::finding::{Cause, Comparison, Outcome, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::{Class, FieldComparison, Publisher};
use crate::issuer::google::GOOGLE;
use crate::python::unicode::{equal_in_any_case, lower};
use crate::workflow::ComparedFile;

use super::Facts;

/// The likely causes of a refusal, the likeliest first; none where nothing was refused.
#[must_use]
pub fn causes(facts: &Facts<'_>) -> Vec<Cause> {
    let mut causes = Ranking::default();
    from_stage(facts, &mut causes);
    // What the rules found is certain; what the index said may have several causes.
    from_steps(facts, &mut causes);
    if !facts.has_token {
        from_answer(facts, &mut causes);
    }
    if causes.0.is_empty() && nothing_but_strays(facts) {
        causes.add(Cause::WrongToken);
    }
    causes.0
}

#[derive(Default)]
struct Ranking(Vec<Cause>);

impl Ranking {
    fn add(&mut self, cause: Cause) {
        if !self.0.contains(&cause) {
            self.0.push(cause);
        }
    }

    fn add_all(&mut self, causes: &[Cause]) {
        for cause in causes {
            self.add(*cause);
        }
    }
}

fn nothing_but_strays(facts: &Facts<'_>) -> bool {
    !facts.has_token
        && facts.claims.is_empty()
        && facts.evidence.server_error.is_none()
        && facts
            .evidence
            .strays
            .iter()
            .any(|stray| stray.kind != StrayKind::EncryptedToken || !facts.has_token)
}

/// The release did not get as far as the index.
fn from_stage(facts: &Facts<'_>, causes: &mut Ranking) {
    if facts.evidence.stage == Stage::TokenRequest && !facts.has_token {
        if facts.evidence.remarks.contains(&Remark::ForkPullRequest) {
            causes.add(Cause::ForkPullRequest);
        }
        causes.add(Cause::IdTokenPermission);
    }
}

/// The index's own words.
fn from_answer(facts: &Facts<'_>, causes: &mut Ranking) {
    let Some(error) = &facts.evidence.server_error else {
        if facts.evidence.stage == Stage::Exchange || !facts.claims.is_empty() {
            from_lookup(facts, &[], causes);
        }
        return;
    };
    let text = error.description.as_str();
    let known = crate::index::error_texts()
        .into_iter()
        .flatten()
        .find(|known| Some(known.index) == error.index && known.is_in(text));
    if let Some(known) = known {
        from_text(facts, known.causes, text, causes);
    }
}

fn from_text(facts: &Facts<'_>, told: Causes, text: &str, causes: &mut Ranking) {
    match told {
        // It is told from the claims which of the fields is in the way.
        Causes::Are([Cause::NoPublisher, ..]) if facts.publishers_of_kind().next().is_some() => {
            from_lookup(facts, &[], causes);
        }
        Causes::Are(known) => causes.add_all(known),
        Causes::ByPart(parts) => {
            if let Some((_, told)) = parts.iter().find(|(part, _)| text.contains(part)) {
                from_text(facts, *told, text, causes);
            }
        }
        Causes::Lookup(known) => from_lookup(facts, known, causes),
        Causes::Read(cause) => causes.add(cause(text)),
    }
}

/// GitHub's subject with IDs in it, at an index that may read it and not know the form.
fn may_mind_subject(facts: &Facts<'_>) -> bool {
    if (facts.rules.class_of_claim)(facts.kind, "sub") != Class::Undocumented {
        return false;
    }
    let is_immutable = |subject: &str| {
        let repository = subject.strip_prefix("repo:");
        repository
            .and_then(|rest| rest.split(':').next())
            .is_some_and(|repository| repository.contains('@'))
    };
    facts.evidence.remarks.contains(&Remark::ImmutableSubject)
        || facts
            .claim("sub")
            .is_some_and(|subject| is_immutable(&subject))
}

/// No row was found: owner, repository, owner ID or file name differ; the environment may, too.
fn from_lookup(facts: &Facts<'_>, known: &[Cause], causes: &mut Ranking) {
    // Where the file that calls is compared, it does no harm to call another.
    if facts.index.compared_file == ComparedFile::Called && is_called(facts) {
        causes.add(Cause::ReusableWorkflow);
    }
    let registered: Vec<_> = facts
        .publishers_of_kind()
        .map(|(_, publisher)| publisher)
        .gather();
    let Some(publisher) = registered.first() else {
        without_publisher(facts, known, causes);
        return;
    };
    if from_differences(facts, publisher, causes) {
        return;
    }
    // Nothing that is known differs: what is not known may.
    let field = |id: &str| publisher.field(id).unwrap_or_default();
    let unknown_environment = !facts.claims.contains("environment")
        && facts.evidence.claim("environment") != Some(&ClaimState::Absent);
    if facts.claims.is_empty() {
        causes.add(Cause::Environment);
        let names = [
            "repository_owner",
            "repository_name",
            "namespace",
            "gitlab_project",
        ];
        let compared = facts.comparisons(publisher);
        let minds_case = |id: &str| {
            let mut pairs = compared.iter();
            pairs.any(|pair| pair.field == id && pair.comparison == Comparison::Exact)
        };
        let has_upper_case = |id: &&str| field(id).bytes().any(|byte| byte.is_ascii_uppercase());
        // Where rules changed, the log may be older than those that do not mind.
        let has_minded = facts.index.rule_changes.len() > 1;
        if names.iter().any(has_upper_case) && (has_minded || names.into_iter().any(minds_case)) {
            causes.add(Cause::NameCase);
        }
        if facts.index.compared_file == ComparedFile::Called {
            causes.add(Cause::ReusableWorkflow);
        }
        causes.add_all(&[Cause::WorkflowFilename, Cause::NoPublisher]);
        return;
    }
    if unknown_environment && !field("environment").is_empty() {
        causes.add(Cause::Environment);
    }
    if may_mind_subject(facts) {
        causes.add(Cause::CustomSub);
    }
    causes.add_all(&[
        Cause::WrongIndex,
        Cause::OwnerId,
        Cause::NoPublisher,
        Cause::Whitespace,
    ]);
}

/// A called workflow stands in another file than the one that started the run.
fn is_called(facts: &Facts<'_>) -> bool {
    if facts.evidence.remarks.contains(&Remark::ReusableWorkflow) {
        return true;
    }
    let (Some(caller), Some(called)) =
        (facts.claim("workflow_ref"), facts.claim("job_workflow_ref"))
    else {
        return false;
    };
    caller != called
}

/// No publisher is known: what the index's words point to, or what is missing most often.
fn without_publisher(facts: &Facts<'_>, known: &[Cause], causes: &mut Ranking) {
    causes.add(Cause::NoPublisher);
    if facts.index.mistaken_for.is_some() {
        causes.add(Cause::WrongIndex);
    }
    if !facts.claims.is_empty() {
        causes.add(Cause::WrongIndex);
        let without_environment = facts.evidence.claim("environment") == Some(&ClaimState::Absent)
            || !facts.claims.contains("environment")
                && facts
                    .claim("sub")
                    .is_some_and(|subject| subject.contains(":ref:"));
        // Without an environment a publisher that asks for one refuses.
        causes.add(if without_environment {
            Cause::Environment
        } else {
            Cause::WorkflowFilename
        });
        causes.add_all(&[Cause::WorkflowFilename, Cause::Environment, Cause::OwnerId]);
    } else if known.is_empty() {
        causes.add_all(&[
            Cause::WorkflowFilename,
            Cause::Repository,
            Cause::Environment,
        ]);
    } else {
        causes.add_all(known);
    }
}

/// The fields of a publisher that differ from the claims, if any do.
fn from_differences(facts: &Facts<'_>, publisher: &Publisher, causes: &mut Ranking) -> bool {
    let differing: Vec<_> = facts
        .comparisons(publisher)
        .into_iter()
        .filter(|pair| pair.outcome == Outcome::Fail)
        .filter(|pair| pair.claimed.is_some() || pair.field == "environment")
        .filter(|pair| pair.field != "environment" || knows_environment(facts))
        .gather();
    let is_called_elsewhere = facts
        .claim("job_workflow_ref")
        .zip(facts.claim("repository"))
        .is_some_and(|(path, repository)| {
            !lower(&path).starts_with(&format!("{}/", lower(&repository)))
        });
    let is_other_file = |pair: &FieldComparison| match facts.index.compared_file {
        ComparedFile::Called => is_called_elsewhere,
        ComparedFile::Caller => {
            is_called_file(facts, pair.registered.as_deref().unwrap_or_default())
        }
        ComparedFile::Neither => false,
    };
    for pair in &differing {
        let registered = pair.registered.as_deref().unwrap_or_default();
        let claimed = pair.claimed.as_deref().unwrap_or_default();
        if pair.differs_in_case_only {
            causes.add(Cause::NameCase);
        } else if look_alike(registered, claimed) {
            causes.add(Cause::Whitespace);
        }
    }
    for pair in differing.iter().filter(|pair| !pair.differs_in_case_only) {
        causes.add(match pair.field {
            "repository_owner" | "namespace" | "organization" | "email" => Cause::Owner,
            "repository_name"
            | "repository_id"
            | "gitlab_project"
            | "project_id"
            | "activestate_project" => Cause::Repository,
            "member_id" => Cause::Actor,
            "repository_owner_id" | "namespace_id" | "actor_id" | "sub" => Cause::OwnerId,
            "environment" => Cause::Environment,
            "ref" | "tag_pattern" => Cause::Ref,
            "workflow_filename" if is_other_file(pair) => Cause::ReusableWorkflow,
            "workflow_filename" | "workflow_filepath" => Cause::WorkflowFilename,
            "workflow_repository_owner" | "workflow_repository_name" => Cause::ReusableWorkflow,
            "issuer_url" => Cause::Issuer,
            _ => Cause::NoPublisher,
        });
    }
    !differing.is_empty()
}

/// Whether a file is registered that another one calls, where the one that calls is compared.
fn is_called_file(facts: &Facts<'_>, registered: &str) -> bool {
    let called = facts.claim("job_workflow_ref");
    facts.index.compared_file == ComparedFile::Caller
        && called.as_deref().and_then(file_of) == Some(registered)
}

/// The file's name in a claim: `O/R/.github/workflows/F@…`.
pub(super) fn file_of(path: &str) -> Option<&str> {
    let (path, _) = path.split_once('@')?;
    path.rsplit('/').next()
}

fn knows_environment(facts: &Facts<'_>) -> bool {
    facts.has_token
        || facts.claims.contains("environment")
        || facts.evidence.claim("environment") == Some(&ClaimState::Absent)
}

/// Whether two values look alike without being the same.
fn look_alike(one: &str, other: &str) -> bool {
    one != other && !other.is_empty() && plain(one) == plain(other)
}

/// Without what one does not see: white space, invisible characters, look-alikes of `-` and `.`.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !character.is_whitespace()
                && !matches!(character,
                    '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
        })
        .map(|character| match character {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => '-',
            '\u{ff3f}' => '_',
            '\u{ff0e}' => '.',
            '\u{430}' => 'a',
            '\u{435}' => 'e',
            '\u{43e}' => 'o',
            '\u{440}' => 'p',
            '\u{441}' => 'c',
            other => other,
        })
        .collect()
}

/// Whether the rule compares the name of the owner or of the repository.
fn is_name(rule: Rule) -> bool {
    matches!(rule, Rule::Owner | Rule::Repository | Rule::ProjectPath)
}

/// What the rules found: the decisive refusal first, then those that would come next.
fn from_steps(facts: &Facts<'_>, causes: &mut Ranking) {
    let failing = facts
        .steps
        .iter()
        .filter(|step| step.outcome == Outcome::Fail && step.blocking);
    for step in failing {
        let Some(reason) = &step.reason else {
            continue;
        };
        match reason {
            Reason::PolicyLapsed { .. } | Reason::SwitchedOff => causes.add(Cause::NoPublisher),
            Reason::PolicyUserDiffers { .. } => causes.add(Cause::PolicyUser),
            Reason::AlgorithmRefused { .. } | Reason::AlgorithmUnlikeKey { .. } => {
                causes.add(Cause::Algorithm);
            }
            Reason::AudienceDiffers { belongs_to, .. } => {
                causes.add(Cause::Audience);
                if belongs_to.is_some() {
                    causes.add(Cause::WrongIndex);
                }
            }
            Reason::AudienceType { .. } => causes.add(Cause::Audience),
            Reason::BodyNotJson { .. }
            | Reason::BodyUnreadable { .. }
            | Reason::HeaderRefused { .. }
            | Reason::MethodRefused { .. }
            | Reason::BodyNotObject { .. }
            | Reason::BodyWithoutToken
            | Reason::BodyTokenType { .. } => causes.add(Cause::MalformedBody),
            Reason::ClaimsMissing { .. } | Reason::ClaimEmpty { .. } | Reason::RefEmpty { .. } => {
                causes.add(Cause::MissingClaim);
            }
            Reason::ClaimType { .. } | Reason::TimeNotANumber { .. } => {
                causes.add(Cause::ClaimType)
            }
            Reason::Crash { .. } => {
                causes.add_all(&[Cause::ServerError, Cause::ClaimType]);
            }
            Reason::Disabled { .. } => causes.add(Cause::Disabled),
            Reason::EventRefused { .. } => causes.add(Cause::Event),
            Reason::Expired { .. } => causes.add(Cause::Expired),
            Reason::NotYetValid { .. } => causes.add(Cause::NotYetValid),
            Reason::IssuerUnknown {
                enterprise: false, ..
            } if !facts.claims.contains("project_path") && !facts.claims.contains("repository") => {
                causes.add_all(&[Cause::WrongToken, Cause::Issuer]);
            }
            Reason::IssuerUnknown { .. } | Reason::IssuerNotOfKind { .. } => {
                causes.add(Cause::Issuer);
            }
            Reason::KeyIdMissing | Reason::KeyNotFound { .. } | Reason::KeyUnusable { .. } => {
                causes.add(Cause::UnknownKey);
            }
            Reason::SignatureDiffers => causes.add(Cause::Signature),
            Reason::ProjectExists { .. }
            | Reason::ProjectNameProhibited { .. }
            | Reason::ProjectNameSimilar { .. }
            | Reason::ProjectNameStdlib { .. }
            | Reason::ProjectNameInvalid { .. } => causes.add(Cause::PendingPublisher),
            Reason::Reused { .. } => causes.add(Cause::Replay),
            Reason::TokenHeaderRefused { .. } => causes.add(Cause::MalformedToken),
            Reason::Undecodable { .. } if !facts.evidence.strays.is_empty() => {
                causes.add_all(&[Cause::WrongToken, Cause::MalformedToken]);
            }
            Reason::Undecodable { .. } => {
                if nothing_but_strays(facts) {
                    causes.add(Cause::WrongToken);
                } else if facts.has_token || facts.claims.is_empty() && causes.0.is_empty() {
                    causes.add(Cause::MalformedToken);
                }
            }
            Reason::Unreadable { .. } => causes.add(match step.rule {
                Rule::Decode => Cause::MalformedToken,
                _ => Cause::ClaimType,
            }),
            Reason::ClaimMalformed { .. } => causes.add(Cause::ClaimType),
            Reason::KeysNotServed { .. } => causes.add(Cause::ServerError),
            Reason::NoneMatches {
                expected,
                actual,
                comparison,
                ..
            } => {
                let claimed = actual.as_deref().unwrap_or_default();
                let in_case_only = |registered: &String| {
                    registered != claimed && equal_in_any_case(registered, claimed)
                };
                if *comparison == Comparison::Exact && expected.iter().any(in_case_only) {
                    causes.add(Cause::NameCase);
                } else if expected
                    .iter()
                    .any(|registered| look_alike(registered, claimed))
                {
                    causes.add(Cause::Whitespace);
                }
                causes.add(match step.rule {
                    Rule::Environment => Cause::Environment,
                    Rule::OwnerId | Rule::NamespaceId => Cause::OwnerId,
                    _ if expected.iter().any(|file| is_called_file(facts, file)) => {
                        Cause::ReusableWorkflow
                    }
                    _ => Cause::WorkflowFilename,
                });
            }
            Reason::FileNameNotFound { .. } => causes.add(Cause::WorkflowFilename),
            Reason::FileRefDiffers {
                expected, actual, ..
            } => {
                let expected = expected.first().map(String::as_str).unwrap_or_default();
                causes.add(Cause::of_file_reference(expected, actual));
            }
            Reason::NotRegistered { .. } => from_lookup(facts, &[], causes),
            Reason::Differs {
                expected,
                actual: Some(actual),
                ..
            } if is_name(step.rule) => {
                causes.add(match step.rule {
                    _ if equal_in_any_case(expected, actual) => Cause::NameCase,
                    Rule::Owner => Cause::Owner,
                    _ => Cause::Repository,
                });
            }
            Reason::Differs { .. } | Reason::SubjectForm { .. } => causes.add(match step.rule {
                Rule::Environment => Cause::Environment,
                Rule::Owner => Cause::NameCase,
                Rule::Member => Cause::Actor,
                Rule::OwnerId | Rule::ActorId | Rule::NamespaceId => Cause::OwnerId,
                Rule::Ref => Cause::Ref,
                Rule::Runner => Cause::Runner,
                // A service account's is its number; it names no repository.
                Rule::Subject if facts.kind == GOOGLE.id => Cause::OwnerId,
                Rule::Subject => Cause::CustomSub,
                Rule::Repository | Rule::RepositoryId | Rule::ProjectPath => Cause::Repository,
                Rule::EmailVerified | Rule::Builder => Cause::ClaimType,
                _ => Cause::NoPublisher,
            }),
            Reason::AlgorithmNotVerified { .. }
            | Reason::AudienceNotGiven
            | Reason::ClaimNotPrinted { .. }
            | Reason::EnvironmentIgnored { .. }
            | Reason::FieldNotGiven { .. }
            | Reason::KeysNotGiven
            | Reason::MomentNotGiven
            | Reason::NoPublishers { .. }
            | Reason::NotKnown { .. }
            | Reason::RecordedNow { .. }
            | Reason::TokenNotGiven
            | Reason::VersionOfTag { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests;
