//! Causes and remedies, in English.

use crate::evidence::{Stage, StrayKind};
use crate::finding::{Cause, Edit, Remedy};
use crate::index::form::{Note, NoteKind};
use crate::report::lang::refuses_releases;
use crate::report::{Report, Rules, RulesChosen};

use super::index_name;

pub(in super::super) fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Actor => "whoever started the run is not among those who may publish",
        Cause::Algorithm => "the token is signed with an algorithm that the index does not take",
        Cause::Audience => "the token was made for another audience",
        Cause::ClaimType => "a claim has a type that the index cannot work with",
        Cause::CustomSub => "the repository's subject was customised, and the index looked at it",
        Cause::Disabled => "the index's administrators have switched trusted publishing off",
        Cause::Environment => {
            "the publisher asks for an environment, and the job names another or none"
        }
        Cause::Event => "the workflow was started by an event that may not publish",
        Cause::Expired => "the token had expired when it was sent",
        Cause::ForkPullRequest => {
            "the workflow runs for a pull request from a fork, which gets no token"
        }
        Cause::IdTokenPermission => "the job lacks the permission `id-token: write`",
        Cause::Issuer => "the index does not trust the token's issuer",
        Cause::MalformedBody => "the request was no JSON with the token in it",
        Cause::MalformedToken => "what was sent is no token",
        Cause::MissingClaim => "the token lacks a claim that the index needs",
        Cause::NameCase => "owner or repository are registered with other upper and lower case",
        Cause::NoPublisher => "no publisher is registered for this repository on this index",
        Cause::NotYetValid => "the token is not valid yet; the clocks differ",
        Cause::NpmClient => "the npm client is too old, or tried another login first",
        Cause::Owner => "the owner is another; the repository was transferred or the owner renamed",
        Cause::OwnerId => {
            "the owner's account is another one of the same name; it was deleted and made anew"
        }
        Cause::PendingPublisher => {
            "a pending publisher is in the way, or was made for another project name"
        }
        Cause::PolicyUser => "the policy belongs to another user than the one named",
        Cause::Ref => "the run has another tag or branch than the publisher asks for",
        Cause::Replay => "the token was exchanged before",
        Cause::Repository => "the repository's name is another; it was renamed",
        Cause::ReusableWorkflow => {
            "the publishing job stands in a reusable workflow, and of the two files the index goes by the one that is \
             not registered"
        }
        Cause::Runner => "the job ran on a self-hosted runner, which the index does not take",
        Cause::ServerError => "the index crashes on the token",
        Cause::Signature => "the token was changed after it was signed",
        Cause::UnknownKey => "the issuer publishes no such key",
        Cause::Unresolved => "nothing that was given tells",
        Cause::Whitespace => "a registered value has a space or a look-alike character in it",
        Cause::WorkflowFilename => "the workflow file's name differs from the registered one",
        Cause::WrongIndex => "the publisher is registered on another index",
        Cause::WrongToken => "something else than the job's ID token was given",
    }
}

/// What not to do, however tempting: what follows "do not".
pub(in super::super) fn caution(cause: Cause) -> Option<&'static str> {
    match cause {
        Cause::CustomSub => Some(
            "change the repository's subject before you know that the index looks at it: PyPI has \
             not since 2026-01-29",
        ),
        Cause::Environment => Some(
            "register the publisher without an environment to get past this: then any job of \
             the workflow can publish",
        ),
        Cause::OwnerId => Some(
            "register the new account before you know who made it: this check is what stops \
             somebody who took over an abandoned name",
        ),
        Cause::Event => Some(
            "work around this: `pull_request_target` and `workflow_run` can run on a stranger's input",
        ),
        Cause::MalformedToken | Cause::WrongToken => Some(
            "paste API tokens or runner tokens anywhere; if one was pasted in public, revoke it",
        ),
        _ => None,
    }
}

pub(in super::super) fn edit(edit: &Edit, report: &Report) -> String {
    let index = &report.index.name;
    match edit {
        Edit::AddEnvironment { environment } => {
            format!("in the workflow, add `environment: {environment}` to the publishing job")
        }
        Edit::AddIdTokenPermission => {
            "in the workflow, give the publishing job the permission `id-token: write`".to_owned()
        }
        Edit::AddPublisher { project } if project.is_empty() => {
            format!("on {index}, register a publisher with the values of the token")
        }
        Edit::AddPublisher { project } => {
            format!("on {index}, register a publisher with the values of the token for `{project}`")
        }
        Edit::ChangeAudience { audience } => {
            format!("ask for a token with the audience `{audience}`")
        }
        Edit::ChangeEvent { event } if refuses_releases(&report.index) => {
            format!("in the workflow, publish when a tag is pushed instead of on `{event}`")
        }
        Edit::ChangeEvent { event } => {
            format!("in the workflow, publish on a push, a tag or a release instead of `{event}`")
        }
        Edit::ChangeField {
            field,
            before,
            after,
            ..
        } => {
            let label = report.index.field_label(field);
            match (before.is_empty(), after.is_empty()) {
                (_, true) => format!("on {index}, empty {label} (it is `{before}`)"),
                (true, _) => format!("on {index}, set {label} to `{after}`"),
                _ => format!("on {index}, change {label} from `{before}` to `{after}`"),
            }
        }
        Edit::PublishFromCaller { called } => {
            format!("publish from a job in the calling workflow's own file instead of `{called}`")
        }
        Edit::RawToken => {
            "take the quotes off the token: `jq -r .value` instead of `jq .value`".to_owned()
        }
        Edit::ReplacePendingPublisher { project } => format!(
            "on {index}, delete the pending publisher and add an ordinary one to `{project}`"
        ),
        Edit::RenameWorkflow { before, after } => {
            format!("in the repository, rename the workflow file `{before}` to `{after}`")
        }
        Edit::RunByTag { tag } => {
            format!("publish by pushing a tag such as `{tag}`, and let that start the workflow")
        }
        Edit::RunAgain => {
            "start the job again: each token is good for one exchange, and soon expires".to_owned()
        }
        Edit::UseIndex { index } => {
            format!(
                "send the token to {} instead, which it was made for",
                index_name(index)
            )
        }
    }
}

pub(in super::super) fn proof(remedy: &Remedy, genuine: bool) -> &'static str {
    match (remedy.proved, genuine) {
        (true, true) => "checked: with this change the index accepts",
        (true, false) => "checked: with this change the index accepts, if the token is genuine",
        (false, _) => "not checked: it depends on what was not given here",
    }
}

pub(in super::super) fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Audience => "the client asked the index for its audience",
        Stage::Exchange => "the index was asked to exchange the token",
        Stage::TokenRequest => "the job asked for an ID token and got none",
        Stage::Unknown => "the text does not tell how far the release got",
        Stage::Upload => "the exchange had succeeded; the upload was refused",
    }
}

pub(in super::super) fn stray(kind: StrayKind) -> &'static str {
    match kind {
        StrayKind::CratesIoToken => "a crates.io API token, which is a secret; revoke it",
        StrayKind::EncryptedToken => "an encrypted token, which only its receiver can read",
        StrayKind::GithubToken => {
            "a token for GitHub's API, which is a secret; it is no ID token, and if it was pasted in \
             public it has to be revoked"
        }
        StrayKind::NpmToken => "an npm access token, which is a secret; revoke it",
        StrayKind::PypiToken => {
            "a PyPI API token, which is a secret; it is what the exchange would give, not what is sent; \
             revoke it"
        }
        StrayKind::RubygemsToken => "a RubyGems API key, which is a secret; revoke it",
        StrayKind::RunnerToken => {
            "the runner's own token (`ACTIONS_ID_TOKEN_REQUEST_TOKEN`), with which a job asks GitHub for \
             the ID token; it is a secret, and no ID token"
        }
    }
}

pub(in super::super) fn rules(rules: &Rules) -> String {
    match (rules.chosen, rules.as_of) {
        (RulesChosen::ByWording, Some(at)) => format!(
            "judged by the rules of {}, since the index has not worded its answer so after that",
            day(&at.to_string())
        ),
        (RulesChosen::Given, Some(at)) => {
            format!("judged by the rules of {}", day(&at.to_string()))
        }
        _ => "judged by the latest rules that were read".to_owned(),
    }
}

fn day(moment: &str) -> &str {
    moment.get(..10).unwrap_or(moment)
}

pub(in super::super) fn note(note: &Note) -> String {
    let what = match &note.kind {
        NoteKind::Address => "read out of the address",
        NoteKind::FilledFrom { .. } => "filled in from the address",
        NoteKind::Invisible => "an invisible character was taken out",
        NoteKind::Path => "only the file's name counts",
        NoteKind::Quotes => "the quotes were taken off",
        NoteKind::Ref => "the ref was taken off",
        NoteKind::Whitespace => "the white space was taken off",
    };
    if note.before.is_empty() {
        return format!("`{}`: {what}", note.after);
    }
    format!("`{}` instead of `{}`: {what}", note.after, note.before)
}
