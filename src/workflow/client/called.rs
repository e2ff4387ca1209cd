//! Workflows of others that publish for whoever calls them.
//!
//! Source: dart-lang/setup-dart 2bd1170 (2026-05-02) and dart-lang/ecosystem edfdb3b (2026-07-23). In both, the job that
//! publishes has `environment: ${{ inputs.environment }}` and `id-token: write`, which the caller has to grant.

use super::known::{PUB_DEV, client};
use super::{Client, Publishing};
use crate::workflow::syntax::Job;
use crate::workflow::yaml::Node;

/// A workflow that publishes.
struct Called {
    /// Where it stands, in lower case.
    path: &'static str,
    /// What it publishes with.
    client: Client,
    /// The input that names the environment of its job.
    environment: &'static str,
}

const DART: Client = client("dart pub publish", PUB_DEV, true);

const KNOWN: [Called; 2] = [
    Called {
        path: "dart-lang/setup-dart/.github/workflows/publish.yml",
        client: DART,
        environment: "environment",
    },
    Called {
        path: "dart-lang/ecosystem/.github/workflows/publish.yaml",
        client: DART,
        environment: "environment",
    },
];

fn known(job: &Job<'_>) -> Option<&'static Called> {
    let (path, _) = job.calls?.text()?.split_once('@')?;
    let path = path.to_lowercase();
    KNOWN.iter().find(|called| called.path == path)
}

/// What a job publishes with by calling a workflow.
pub(super) fn publishing<'a>(job: &Job<'a>) -> Option<Publishing<'a>> {
    let Called { client, .. } = known(job)?;
    Some(Publishing {
        client: *client,
        step: job.node,
        node: job.calls?,
        host: Some(client.host.to_owned()),
        host_input: None,
        stored: Vec::new(),
        flag: None,
        audience: None,
    })
}

/// Whether a job calls a workflow of which nobody knows what it does.
pub(in crate::workflow) fn is_open_call(job: &Job<'_>) -> bool {
    job.calls.is_some() && known(job).is_none()
}

/// The name of the environment of the job that asks for a token, as written. A job that calls a workflow has none itself.
pub(in crate::workflow) fn environment<'a>(job: &Job<'a>) -> Option<&'a Node> {
    match (job.calls, known(job)) {
        (None, _) => job.environment(),
        (Some(_), Some(called)) => job.node.get("with")?.get(called.environment),
        (Some(_), None) => None,
    }
}

/// The lines that give it that environment, if there can be any.
pub(in crate::workflow) fn environment_lines(job: &Job<'_>, quoted: &str) -> Option<Vec<String>> {
    match (job.calls, known(job)) {
        (None, _) => Some(vec![format!("environment: {quoted}")]),
        (Some(_), Some(called)) if job.node.get("with").is_none() => Some(vec![
            "with:".to_owned(),
            format!("  {}: {quoted}", called.environment),
        ]),
        (Some(_), _) => None,
    }
}
