//! Changes that turn a refusal into an acceptance.

use std::collections::BTreeMap;

use serde::Serialize;

/// A change, or several that belong together, that turn a refusal into an acceptance.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Remedy {
    /// The changes.
    pub edits: Vec<Edit>,
    /// Whether the rules were applied to what the changes make of the request, and accept it. What
    /// happens on GitHub cannot be proved here.
    pub proved: bool,
    /// The index's own form with the new values, where it takes them.
    pub link: Option<String>,
    /// The publisher as it would be after the changes, and its place in the request's list.
    pub publisher: Option<(usize, BTreeMap<String, String>)>,
    /// A piece of the workflow's file, as it has to be.
    pub snippet: Option<String>,
}

/// A single change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "edit",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Edit {
    /// Add `environment` to the job.
    AddEnvironment {
        /// The environment.
        environment: String,
    },
    /// Let the job ask for a token.
    AddIdTokenPermission,
    /// Register a publisher.
    AddPublisher {
        /// The project, if it is known.
        project: String,
    },
    /// Ask for a token with another audience.
    ChangeAudience {
        /// The audience.
        audience: String,
    },
    /// Run the workflow by another event.
    ChangeEvent {
        /// The event that is refused.
        event: String,
    },
    /// Change what is registered.
    ChangeField {
        /// The publisher's place in the request's list.
        publisher: usize,
        /// The field.
        field: String,
        /// What is registered.
        before: String,
        /// What has to be.
        after: String,
    },
    /// Publish from the workflow file itself instead of one that it calls.
    PublishFromCaller {
        /// The file that is called.
        called: String,
    },
    /// Take the quotes off the token: `jq -r`.
    RawToken,
    /// Delete a pending publisher, and register an ordinary one on the project.
    ReplacePendingPublisher {
        /// The project.
        project: String,
    },
    /// Rename the workflow's file.
    RenameWorkflow {
        /// What it is called.
        before: String,
        /// What it has to be called.
        after: String,
    },
    /// Run the workflow by pushing a tag.
    RunByTag {
        /// One that would do.
        tag: String,
    },
    /// Start the job again, for a new token.
    RunAgain,
    /// Ask the other index.
    UseIndex {
        /// The index's identifier.
        index: String,
    },
}
