//! From a decoded token to an API token: the record, its policy, the key that is kept.
//!
//! Source: `app/models/oidc/trusted_publisher/github_action.rb`, `to_access_policy`; `app/models/oidc/access_policy.rb`;
//! `app/controllers/api/v1/oidc/trusted_publisher_controller.rb`, `exchange_token`; `app/models/api_key.rb`.

use crate::finding::{Answer, Phase, Prediction, Reason, Rule};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Index, Judgement, Publisher};
use crate::python::{Dict, Value};
use crate::time::UnixTime;

use super::lookup::{self, ELSEWHERE, Workflow, optional};
use super::{ISSUER, KIND, answer, ruby};

/// Seconds for which an API token is good.
const LIFETIME: i64 = 900;

/// The longest text that a record holds (`MAX_FIELD_LENGTH`).
pub(super) const MAX_FIELD_LENGTH: usize = 255;

pub(super) fn mint(
    trace: &mut Trace,
    index: &Index,
    case: &Case<'_>,
    claims: Option<&Dict>,
) -> Judgement {
    let mut selected = None;
    let mut places = Vec::new();
    match claims {
        Some(claims) => {
            let subject = lookup::read(trace, claims);
            let found = lookup::find(trace, &subject, case.publishers);
            let position = found
                .as_ref()
                .and_then(|(_, places)| places.first().copied());
            let row = found.as_ref().map(|(row, _)| row.publisher);
            trace.look_at(position);
            trace.record(Phase::Publisher, Rule::Audience, audience(index, claims));
            let finding = match (row, &subject.workflow) {
                (Some(row), Some(workflow)) => job_workflow_ref(row, workflow, claims),
                _ => Finding::NotReached,
            };
            trace.record(Phase::Publisher, Rule::JobWorkflowRef, finding);
            let finding = row.map_or(Finding::NotReached, |row| store(row, claims));
            trace.record(Phase::Mint, Rule::Store, finding);
            trace.look_at(None);
            selected = position;
            places = found.map(|(_, places)| places).unwrap_or_default();
        }
        None => {
            for rule in [
                Rule::Repository,
                Rule::WorkflowFile,
                Rule::OwnerId,
                Rule::ClaimsPresent,
                Rule::Lookup,
                Rule::Environment,
                Rule::Audience,
                Rule::JobWorkflowRef,
            ] {
                trace.record(Phase::Publisher, rule, Finding::NotReached);
            }
            trace.record(Phase::Mint, Rule::Store, Finding::NotReached);
        }
    }
    let answer = trace.answer.take();
    let (answer, places) = match answer {
        Some(answer) => (answer, Vec::new()),
        None => {
            let minted = Answer::Minted {
                expires: case.moment.map(|now| now.plus(LIFETIME)),
                lifetime: LIFETIME,
            };
            (minted, places)
        }
    };
    let issuer = claims.and_then(|claims| claims.get("iss"));
    let is_github = issuer
        .and_then(Value::as_str)
        .is_some_and(|issuer| *issuer == ISSUER);
    Judgement {
        steps: std::mem::take(&mut trace.steps),
        prediction: Prediction {
            status: Some(answer::status(&answer)),
            answer,
            alternatives: Vec::new(),
            // Whether a pending publisher is still good is found out by the push.
            projects: case.projects(&places),
            publishers: places,
            recorded: Vec::new(),
            notices: Vec::new(),
        },
        kind: is_github.then_some(KIND),
        selected,
    }
}

/// `audience_condition`: a text, and that one. A list is none, whatever it holds.
fn audience(index: &Index, claims: &Dict) -> Finding {
    let reason = match claims.get("aud") {
        Some(Value::Str(audience)) if audience.as_str().is_some_and(|it| index.audience.is(it)) => {
            return Finding::Pass;
        }
        Some(Value::Str(audience)) => Reason::AudienceDiffers {
            expected: index.audience.shown().to_owned(),
            actual: audience.to_string(),
            belongs_to: audience
                .as_str()
                .and_then(crate::index::of_audience)
                .map(|other| other.id.to_owned()),
        },
        Some(other) => Reason::AudienceType {
            found: other.type_name().to_owned(),
        },
        None => Reason::ClaimsMissing {
            claims: vec!["aud".to_owned()],
        },
    };
    Finding::Stop(reason, answer::not_found())
}

/// `job_workflow_refs` and `job_workflow_ref_condition`. A workflow of the repository itself has to be at the run's own
/// ref or commit; one of another repository at any, if there is one.
fn job_workflow_ref(row: &Publisher, workflow: &Workflow, claims: &Dict) -> Finding {
    let refuse = |reason| Finding::Stop(reason, answer::not_found());
    let is_elsewhere = ELSEWHERE.iter().all(|field| optional(row, field).is_some());
    if is_elsewhere {
        if !ruby::is_blank(&workflow.reference) {
            return Finding::Pass;
        }
        return refuse(Reason::RefEmpty {
            claims: vec!["job_workflow_ref".to_owned()],
        });
    }
    let references: Vec<_> = ["ref", "sha"]
        .into_iter()
        .filter_map(|claim| claims.get(claim))
        .filter(|value| value.is_truthy())
        .map(|value| value.to_str().to_string())
        .filter(|text| !ruby::is_blank(text))
        .gather();
    if references.is_empty() {
        return refuse(Reason::RefEmpty {
            claims: vec!["ref".to_owned(), "sha".to_owned()],
        });
    }
    if references.contains(&workflow.reference) {
        return Finding::Pass;
    }
    let Workflow {
        repository: [owner, name],
        file,
        reference,
    } = workflow;
    let path = format!("{owner}/{name}/.github/workflows/{file}");
    refuse(Reason::FileRefDiffers {
        claim: "job_workflow_ref".to_owned(),
        expected: references
            .iter()
            .map(|reference| format!("{path}@{reference}"))
            .gather(),
        actual: format!("{path}@{reference}"),
    })
}

/// `api_keys.create!`: the key's name is made of the publisher's fields and `iat`, and must not be too long.
fn store(row: &Publisher, claims: &Dict) -> Finding {
    let field = |id: &str| row.field(id).unwrap_or_default();
    let environment = match optional(row, "environment") {
        Some(environment) => format!(" ({environment})"),
        None => String::new(),
    };
    let issued_at = match claims.get("iat") {
        Some(Value::Int(seconds)) => seconds.to_i64().unwrap_or_default(),
        _ => 0,
    };
    let name = format!(
        "GitHub Actions {}/{} @ .github/workflows/{}{environment} {}",
        field("repository_owner"),
        field("repository_name"),
        field("workflow_filename"),
        UnixTime(issued_at),
    );
    if name.chars().count() <= MAX_FIELD_LENGTH {
        return Finding::Pass;
    }
    let reason = Reason::Unreadable {
        detail: "Validation failed: Name is too long (maximum is 255 characters)".to_owned(),
    };
    Finding::Stop(reason, answer::record_invalid())
}
