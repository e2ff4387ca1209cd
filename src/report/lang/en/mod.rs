//! English.

mod causes;
mod everywhere;
mod labels;
mod parts;
mod problems;
mod reasons;
mod terms;
mod workflow;

use crate::evidence::{Shape, Stage};
use crate::finding::{Answer, Comparison, Decision, Notice, Open, Outcome, Phase, Reason, Rule};
use crate::index::custom::ask_audience;
use crate::index::{self, Class, Index, KeyOrigin, Presence};
use crate::report::{AsOf, Report, Signature};

pub(super) use self::causes::{cause, caution, edit, note, proof, rules, stage, stray};
pub(super) use self::everywhere::{at_index, audience, compared_file, everywhere};
pub(super) use self::labels::label;
pub(super) use self::parts::part;
pub(super) use self::problems::{
    address_error, answer_error, key_set_error, misfit, problem, profile_error, request_error,
};
pub(super) use self::reasons::{json_error, reason};
pub(super) use self::terms::term;
pub(super) use self::workflow::{
    id_error, not_asked, publishing_jobs, severity, workflow_error, workflow_headline,
    workflow_problem,
};

fn index_name(id: &str) -> &str {
    index::find(id).map_or(id, |index| &index.name)
}

pub(super) fn headline(report: &Report) -> String {
    let index = &report.index.name;
    match &report.decision {
        Decision::Accept => {
            let projects = list(&report.prediction.projects);
            if projects.is_empty() {
                format!("{index} accepts this token")
            } else if report.prediction.answer == Answer::Taken {
                format!("{index} accepts this token for {projects}")
            } else {
                format!("{index} accepts this token and mints an API token for {projects}")
            }
        }
        Decision::Reject => {
            let crash = matches!(report.prediction.answer, Answer::Crash { .. });
            let verb = if crash { "fails on" } else { "refuses" };
            let subject = if report.token.is_some() {
                "this token"
            } else {
                "this"
            };
            match report.decisive().and_then(|step| step.reason.as_ref()) {
                Some(Reason::Undecodable { error }) if report.token.is_none() => {
                    match report.evidence.strays.first() {
                        Some(stray) => format!("this is {}", causes::stray(stray.kind)),
                        None => format!(
                            "{index} would call this malformed: {}",
                            reasons::decode_error(error)
                        ),
                    }
                }
                Some(why) => format!("{index} {verb} {subject}: {}", reason(why, &report.index)),
                None => format!("{index} {verb} {subject}"),
            }
        }
        Decision::Undecided {
            open,
            accepted_if_genuine,
        } => {
            let reported = report.evidence.server_error.as_ref();
            if let (true, Some(error)) = (*accepted_if_genuine, reported) {
                let answered = match &error.code {
                    Some(code) => format!("answered `{code}`"),
                    None => "refused".to_owned(),
                };
                return format!(
                    "with this publisher {index} accepts, if the token is genuine and fresh; it \
                     {answered}, so something else was registered"
                );
            }
            if let Some(refusal) = reported_refusal(report, index) {
                return refusal;
            }
            if *accepted_if_genuine {
                return if open.contains(&Open::Audience) {
                    format!(
                        "{index} accepts this token, if it is genuine, fresh and made out to its audience"
                    )
                } else {
                    format!("{index} accepts this token, if it is genuine and fresh")
                };
            }
            match open.first() {
                Some(Open::Token) if report.input.shape == Shape::Workflow => {
                    "this is a workflow file, and no token is in it; it is read in the page's second view, and by \
                     `mintcheck workflow`"
                        .to_owned()
                }
                _ => undecided(open, &report.index),
            }
        }
    }
}

/// What is undecided for want of what is open.
fn undecided(open: &[Open], index: &Index) -> String {
    let name = &index.name;
    match open.first() {
        Some(Open::Token) => "paste a token to see what the index answers".to_owned(),
        Some(Open::Publisher) => format!(
            "nothing stops this token before the lookup; enter the publisher that is \
             registered on {name}"
        ),
        Some(Open::Field { field, .. }) => format!(
            "{name} accepts this token if the registered {} is the token's",
            index.field_label(field)
        ),
        Some(Open::Claim { claim }) => {
            format!("{name} accepts a token with these claims if its `{claim}` matches, too")
        }
        Some(Open::Audience | Open::Authenticity | Open::Index | Open::Moment) | None => {
            format!("{name} would decide on what is not known here")
        }
    }
}

/// The paste says that the release failed, and nothing in it tells for certain why.
fn reported_refusal(report: &Report, index: &str) -> Option<String> {
    let likely = causes::cause(*report.causes.first()?);
    if report.token.is_some() {
        return None;
    }
    if report.evidence.stage == Stage::TokenRequest {
        return Some(format!("the job got no ID token: {likely}"));
    }
    let refused = match &report.evidence.server_error {
        Some(error) => match &error.code {
            Some(code) => format!("{index} answered `{code}`"),
            None => format!("{index} refused"),
        },
        None if report.evidence.stage == Stage::Exchange => format!("{index} refused"),
        None => return None,
    };
    Some(format!("{refused}; most likely {likely}"))
}

pub(super) fn field(index: &Index, id: &str) -> &'static str {
    index.field_label(id)
}

pub(super) fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::ActivestateProject => "ActiveState project",
        Rule::ActorId => "actor ID",
        Rule::Algorithm => "algorithm is RS256",
        Rule::Audience => "audience is this index",
        Rule::Body => "request body has a token",
        Rule::Builder => "builder may publish",
        Rule::CiConfigRef => "pipeline file and ref",
        Rule::ClaimsPresent => "claims for the lookup are there",
        Rule::Decode => "token decodes",
        Rule::EmailVerified => "address is verified",
        Rule::Enabled => "trusted publishing is switched on",
        Rule::Environment => "environment",
        Rule::EventName => "event may publish",
        Rule::Expiry => "token has not expired",
        Rule::Header => "token's header holds nothing that is refused",
        Rule::IssuedAt => "token was not issued in the future",
        Rule::IssuerKnown => "issuer is trusted",
        Rule::IssuerOfPublisher => "issuer goes with the publisher's kind",
        Rule::JobWorkflowRef => "workflow file and ref",
        Rule::Key => "issuer publishes the key",
        Rule::KeyId => "token names its key",
        Rule::Lookup => "a publisher is registered",
        Rule::Member => "whoever started the run is a member",
        Rule::NamespaceId => "namespace ID",
        Rule::NotBefore => "token is valid already",
        Rule::Organization => "organization",
        Rule::Owner => "owner",
        Rule::OwnerId => "owner ID",
        Rule::Permission => "token was requested for this package",
        Rule::ProjectExists => "project does not exist yet",
        Rule::ProjectName => "project name is allowed",
        Rule::ProjectPath => "project path",
        Rule::Replay => "token was not used before",
        Rule::Ref => "ref",
        Rule::Repository => "repository",
        Rule::RepositoryId => "repository ID",
        Rule::RequestLine => "request has the method and headers",
        Rule::RequiredClaims => "required claims are there",
        Rule::Runner => "runner is the provider's own",
        Rule::Signature => "signature is the key's",
        Rule::Store => "claims can be stored",
        Rule::Subject => "subject",
        Rule::SubjectType => "subject is text",
        Rule::TokenIdType => "token ID is text",
        Rule::WorkflowFile => "workflow file",
    }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fail => "fails",
        Outcome::NotReached => "not reached",
        Outcome::Pass => "passes",
        Outcome::Unknown => "not known",
    }
}

pub(super) fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Request => "reading the request",
        Phase::Token => "verifying the token",
        Phase::PendingPublisher => "looking for a pending publisher",
        Phase::Project => "making the project",
        Phase::Publisher => "looking for a publisher",
        Phase::Mint => "minting the API token",
    }
}

pub(super) fn class(class: Class) -> &'static str {
    match class {
        Class::Verified => "verified with the token",
        Class::Checked => "compared with the publisher",
        Class::Required => "has to be there, any value will do",
        Class::Ignored => "not looked at",
        Class::Undocumented => "may be looked at, which is not documented",
        Class::Unknown => "not known to this index",
    }
}

pub(super) fn comparison(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Exact => "exactly, upper and lower case included",
        Comparison::IgnoreCase => "ignoring upper and lower case",
    }
}

pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::AnyIfEmpty => "empty means any",
        Presence::DefaultIfEmpty => "empty means the usual one",
        Presence::FilledByIndex => {
            "recorded by the index itself; leave it empty if you do not know it"
        }
        Presence::Required => "",
    }
}

fn origin(origin: KeyOrigin) -> String {
    match origin {
        KeyOrigin::BuiltIn { as_of } => {
            let moment = as_of.to_string();
            let month = moment.get(..7).unwrap_or(&moment);
            format!("the keys built into mintcheck, as published in {month}")
        }
        KeyOrigin::Fetched => "the keys fetched from the issuer".to_owned(),
        KeyOrigin::Given => "the keys that you gave".to_owned(),
        KeyOrigin::Mirrored => "the keys in the site's own file".to_owned(),
    }
}

pub(super) fn signature(signature: &Signature) -> String {
    match signature {
        Signature::AlgorithmNotSupported {
            algorithm: Some(algorithm),
        } => format!(
            "the signature was not verified: the token is signed with `{algorithm}`, and issuers \
             of publishing tokens use RS256"
        ),
        Signature::AlgorithmNotSupported { algorithm: None } => {
            "the signature was not verified: the header names no algorithm".to_owned()
        }
        Signature::Forged {
            key_id,
            origin: from,
        } => format!(
            "forged: the key `{key_id}` did not sign this token, so it was changed or made up \
             (checked with {})",
            origin(*from)
        ),
        Signature::Genuine {
            key_id,
            origin: from,
        } => format!(
            "genuine: signed by the issuer's key `{key_id}` (checked with {})",
            origin(*from)
        ),
        Signature::KeyNotFound {
            key_id,
            origin: from,
            ..
        } => format!(
            "not verified: the key `{key_id}` is not among {}",
            origin(*from)
        ),
        Signature::KeyUnusable {
            key_id,
            origin: from,
        } => format!(
            "not verified: the key `{key_id}` cannot verify RS256 ({})",
            origin(*from)
        ),
        Signature::NoKeyId => "not verified: the token does not name its key".to_owned(),
        Signature::NoKeys { key_id } => format!(
            "not verified: the issuer's keys are not at hand; fetch or paste them to check the key \
             `{key_id}`"
        ),
        Signature::NoToken => "there is no token to verify".to_owned(),
    }
}

pub(super) fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Bearer => "an authorization header with a token",
        Shape::Claims => "claims, without a token",
        Shape::Empty => "nothing yet",
        Shape::Log => "a log of a failed release",
        Shape::MintRequest => "a request body for the index, with a token",
        Shape::Quoted => "a token in quotes",
        Shape::QuotedInRequest => "a request body whose token is still in quotes",
        Shape::Text => "text with a token in it",
        Shape::Token => "a token",
        Shape::TokenInLines => "a token broken over several lines",
        Shape::TokenResponse => "the issuer's answer, with a token",
        Shape::Unrecognised => "no token that mintcheck recognises",
        Shape::Workflow => "a workflow file",
    }
}

pub(super) fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::EnvironmentIgnored => {
            "the project's owners are mailed that the token has an environment which the publisher \
             does not ask for"
        }
        Notice::PendingPublisherUsed => {
            "the pending publisher is used up: the project is created, and an ordinary publisher \
             takes its place"
        }
    }
}

pub(super) fn open(open: &Open, index: &Index) -> String {
    match open {
        Open::Authenticity => {
            "whether the token is genuine: fetch or paste the issuer's keys".to_owned()
        }
        Open::Audience => match &index.audience_url {
            Some(url) => format!(
                "the audience that {} demands: `{}` tells it",
                index.name,
                ask_audience(url)
            ),
            None => format!("the audience that {} demands", index.name),
        },
        Open::Claim { claim } => {
            format!("the claim `{claim}`: paste the token, or a log that shows it")
        }
        Open::Field { publisher, field } => format!(
            "the {} of publisher {}",
            index.field_label(field),
            publisher.saturating_add(1)
        ),
        Open::Index => format!(
            "what {} does here: its rules are not public, so only a release can tell",
            index.name
        ),
        Open::Moment => "the moment: say when the token was sent".to_owned(),
        Open::Publisher => format!("the publisher that is registered on {}", index.name),
        Open::Token => "the token: paste it".to_owned(),
    }
}

pub(super) fn as_of(as_of: AsOf) -> &'static str {
    match as_of {
        AsOf::Given => "the moment that you chose",
        AsOf::JustAfterIssue => "just after the token was issued",
        AsOf::Now => "now, since the token does not say when it was issued",
        AsOf::Unknown => "no moment is known",
    }
}

pub(super) fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Crash { exception } => format!(
            "an error page: the server stumbles over the token (`{exception}`) instead of refusing it"
        ),
        Answer::Minted { lifetime, .. } => {
            format!("an API token that is good for {}", duration(*lifetime))
        }
        Answer::Refused { code: None, .. } => {
            "a refusal; which of those that are documented is not known".to_owned()
        }
        Answer::Refused { exact: true, .. } => "a refusal, in these words".to_owned(),
        Answer::Refused { exact: false, .. } => "a refusal that starts with these words".to_owned(),
        Answer::Taken => {
            "the upload goes through with the ID token itself; there is no API token".to_owned()
        }
    }
}

pub(super) fn duration(seconds: i64) -> String {
    const UNITS: [(u64, &str); 4] = [
        (86_400, "day"),
        (3600, "hour"),
        (60, "minute"),
        (1, "second"),
    ];
    let seconds = seconds.unsigned_abs();
    let (count, unit) = UNITS
        .into_iter()
        .find(|(length, _)| seconds >= *length)
        .map_or((0, "second"), |(length, unit)| {
            (seconds.checked_div(length).unwrap_or_default(), unit)
        });
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

/// `a`, `b` and `c`.
fn quoted<T: AsRef<str>>(items: &[T]) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| format!("`{}`", item.as_ref()))
        .collect();
    match items.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => "none".to_owned(),
    }
}

fn list(items: &[String]) -> String {
    if items.is_empty() {
        String::new()
    } else {
        quoted(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_told_in_the_largest_whole_unit() {
        for (seconds, text) in [
            (0, "0 seconds"),
            (1, "1 second"),
            (-90, "1 minute"),
            (7200, "2 hours"),
            (259_201, "3 days"),
        ] {
            assert_eq!(duration(seconds), text);
        }
    }
}
