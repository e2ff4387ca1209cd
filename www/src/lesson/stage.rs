//! The eight steps from a workflow that starts to a file that is uploaded, and which of them a rule belongs to.

use mintcheck::Report;
use mintcheck::finding::{Phase, Rule, Step};

use super::attack::Attack;

/// A step of the exchange.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Stage {
    /// The workflow starts.
    Start,
    /// The job asks for a token.
    Ask,
    /// The issuer signs the claims.
    Sign,
    /// The job posts the token to the index.
    Post,
    /// The index finds the issuer and its keys.
    Keys,
    /// The index verifies the token.
    Verify,
    /// The index looks for the publisher.
    Match,
    /// The index mints an API token, and the job uploads with it.
    Mint,
}

/// Who acts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Actor {
    Issuer,
    Job,
    Index,
}

/// Something that somebody could try.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Try {
    /// To publish from a fork's pull request.
    Fork,
    /// To publish by `pull_request_target`.
    PullRequestTarget,
    /// To ask for a token from a job that only builds.
    BuildJob,
    /// To sign claims of one's own.
    OwnKey,
    /// To change a claim that was signed.
    ChangedClaim,
    /// To pass on a token that was meant for somebody else.
    PassOn,
    /// To send a token again.
    Again,
    /// To name an issuer of one's own.
    OwnIssuer,
    /// To name a key of one's own.
    OwnKeyId,
    /// To leave out the signature.
    NoSignature,
    /// To use an old token.
    Old,
    /// To take over a name that was given up.
    Resurrection,
    /// To publish from another file of the repository.
    OtherFile,
    /// To upload another project's files.
    OtherProject,
    /// To keep the API token.
    Keep,
}

impl Try {
    /// The check that stops it; absent where it is no check of the index's.
    pub(crate) const fn stopped_by(self) -> Option<Rule> {
        match self {
            Self::PullRequestTarget => Some(Rule::EventName),
            Self::OwnKey | Self::ChangedClaim => Some(Rule::Signature),
            Self::PassOn => Some(Rule::Audience),
            Self::Again => Some(Rule::Replay),
            Self::OwnIssuer => Some(Rule::IssuerKnown),
            Self::OwnKeyId => Some(Rule::Key),
            Self::NoSignature => Some(Rule::Algorithm),
            Self::Old => Some(Rule::Expiry),
            Self::Resurrection | Self::OtherFile => Some(Rule::Lookup),
            Self::Fork | Self::BuildJob | Self::OtherProject | Self::Keep => None,
        }
    }

    /// The same in the sandbox, if it is there.
    pub(crate) const fn attack(self) -> Option<Attack> {
        match self {
            Self::OwnKey => Some(Attack::Key),
            Self::ChangedClaim => Some(Attack::Byte),
            Self::PassOn => Some(Attack::Audience),
            Self::Again => Some(Attack::Replay),
            Self::OwnIssuer => Some(Attack::Issuer),
            Self::OwnKeyId => Some(Attack::UnknownKey),
            Self::NoSignature => Some(Attack::NoAlgorithm),
            Self::Old => Some(Attack::Expired),
            Self::Fork
            | Self::PullRequestTarget
            | Self::BuildJob
            | Self::Resurrection
            | Self::OtherFile
            | Self::OtherProject
            | Self::Keep => None,
        }
    }
}

impl Actor {
    /// All, from the top of the diagram to its bottom.
    pub(crate) const ALL: [Self; 3] = [Self::Issuer, Self::Job, Self::Index];
}

impl Stage {
    /// All, in order.
    pub(crate) const ALL: [Self; 8] = [
        Self::Start,
        Self::Ask,
        Self::Sign,
        Self::Post,
        Self::Keys,
        Self::Verify,
        Self::Match,
        Self::Mint,
    ];

    /// Its number, counted from 1.
    pub(crate) fn number(self) -> usize {
        let place = Self::ALL.iter().position(|stage| *stage == self);
        place.unwrap_or_default().saturating_add(1)
    }

    /// The step with that number.
    pub(crate) fn of_number(number: usize) -> Option<Self> {
        Self::ALL.get(number.checked_sub(1)?).copied()
    }

    /// Its name in test IDs.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Ask => "ask",
            Self::Sign => "sign",
            Self::Post => "post",
            Self::Keys => "keys",
            Self::Verify => "verify",
            Self::Match => "match",
            Self::Mint => "mint",
        }
    }

    /// Who acts in it.
    pub(crate) const fn actor(self) -> Actor {
        match self {
            Self::Start | Self::Ask | Self::Post => Actor::Job,
            Self::Sign => Actor::Issuer,
            Self::Keys | Self::Verify | Self::Match | Self::Mint => Actor::Index,
        }
    }

    /// What somebody could try in it.
    pub(crate) const fn tries(self) -> &'static [Try] {
        match self {
            Self::Start => &[Try::Fork, Try::PullRequestTarget],
            Self::Ask => &[Try::BuildJob],
            Self::Sign => &[Try::OwnKey, Try::ChangedClaim],
            Self::Post => &[Try::PassOn, Try::Again],
            Self::Keys => &[Try::OwnIssuer, Try::OwnKeyId],
            Self::Verify => &[Try::NoSignature, Try::Old],
            Self::Match => &[Try::Resurrection, Try::OtherFile],
            Self::Mint => &[Try::OtherProject, Try::Keep],
        }
    }

    /// The step that a check of the index's belongs to: the one table of both.
    pub(crate) fn of(step: &Step) -> Self {
        match (step.phase, step.rule) {
            (Phase::Request, Rule::IssuerKnown | Rule::Enabled)
            | (Phase::Token, Rule::KeyId | Rule::Key) => Self::Keys,
            (Phase::Request, _) => Self::Post,
            (Phase::Token, _) => Self::Verify,
            (Phase::PendingPublisher | Phase::Publisher, _) => Self::Match,
            (Phase::Project | Phase::Mint, _) => Self::Mint,
        }
    }

    /// The step at which the index refuses, if it does.
    pub(crate) fn that_refuses(report: &Report) -> Option<Self> {
        report.decisive().map(Self::of)
    }
}

#[cfg(test)]
mod tests {
    use mintcheck::{Request, inspect};

    use super::*;

    #[test]
    fn steps_are_counted_from_one_to_eight() {
        let numbers: Vec<_> = Stage::ALL.into_iter().map(Stage::number).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7, 8]);
        for stage in Stage::ALL {
            assert_eq!(Stage::of_number(stage.number()), Some(stage));
        }
        assert_eq!(Stage::of_number(0), None);
        assert_eq!(Stage::of_number(9), None);
    }

    /// A check that came before another in the trace comes before it in the diagram.
    #[test]
    fn the_checks_of_a_trace_never_lead_back_but_for_keys_and_their_issuer() {
        let report = inspect(&Request {
            index: "pypi".to_owned(),
            paste: Some(include_str!("../../../tests/data/github-actions-token.txt").to_owned()),
            ..Request::default()
        })
        .expect("a report");
        let stages: Vec<_> = report.steps.iter().map(Stage::of).collect();
        assert!(stages.is_sorted(), "{stages:?}");
        assert_eq!(Stage::that_refuses(&report), Some(Stage::Verify));
    }
}
