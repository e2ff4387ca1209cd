//! One rule's result.

use serde::Serialize;

use super::Reason;

/// What a rule came to.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The server refuses here, or would if it got here.
    Fail,
    /// The rule lacks its subject: no publisher row, no header.
    NotReached,
    /// The rule holds.
    Pass,
    /// What was given does not tell.
    Unknown,
}

/// The part of the exchange that a rule belongs to, in the order of the server.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Reading the request's body and the token in it.
    Request,
    /// Deciding whether the token is genuine, fresh and meant for this index.
    Token,
    /// Looking for a pending publisher.
    PendingPublisher,
    /// Making the project that a pending publisher promises.
    Project,
    /// Looking for a publisher.
    Publisher,
    /// Handing out the API token.
    Mint,
}

/// The identity of a rule. Indexes share those that mean the same.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The key's and the token's algorithm is one that the index takes.
    Algorithm,
    /// The token is meant for this index.
    Audience,
    /// The request's body has the form that the index asks for.
    Body,
    /// The GitLab configuration file is the publisher's, at the token's ref.
    CiConfigRef,
    /// The claims that the lookup needs are there.
    ClaimsPresent,
    /// The ActiveState builder is the one that publishes.
    Builder,
    /// The token can be decoded.
    Decode,
    /// The Google account's address is verified.
    EmailVerified,
    /// Trusted publishing is switched on.
    Enabled,
    /// The environment is the publisher's.
    Environment,
    /// The event may publish.
    EventName,
    /// The token has not expired.
    Expiry,
    /// The token's header holds nothing that the index refuses.
    Header,
    /// The token was not issued in the future.
    IssuedAt,
    /// The index trusts the issuer.
    IssuerKnown,
    /// The publisher's kind goes with the token's issuer.
    IssuerOfPublisher,
    /// The workflow file is the publisher's, at the token's ref.
    JobWorkflowRef,
    /// The issuer publishes the key that the token names.
    Key,
    /// The token names its key.
    KeyId,
    /// A publisher is registered for the claims.
    Lookup,
    /// Whoever started the run is a member of those who may publish.
    Member,
    /// The owner's namespace is the one that the publisher was registered for.
    NamespaceId,
    /// The token is valid already.
    NotBefore,
    /// The organisation is the publisher's.
    Organization,
    /// The actor is the publisher's.
    ActorId,
    /// The ActiveState project is the publisher's.
    ActivestateProject,
    /// The token was asked for to do what is asked with it.
    Permission,
    /// The owner's name is the publisher's.
    Owner,
    /// The owner's ID is the publisher's.
    OwnerId,
    /// The project's path is the publisher's.
    ProjectPath,
    /// The pending publisher's project does not exist yet.
    ProjectExists,
    /// New projects may be made, and the pending publisher's name is allowed.
    ProjectName,
    /// The token was not used before.
    Replay,
    /// The ref is one that the publisher stands for.
    Ref,
    /// The repository is the publisher's.
    Repository,
    /// The repository's ID is the publisher's.
    RepositoryId,
    /// The request's method and headers are as the index wants them.
    RequestLine,
    /// The claims that a token needs are there.
    RequiredClaims,
    /// The job ran on a runner that the index takes.
    Runner,
    /// The signature is the key's.
    Signature,
    /// The claims that the index keeps can be stored.
    Store,
    /// The subject is the publisher's.
    Subject,
    /// The subject is a string.
    SubjectType,
    /// The token ID is a string.
    TokenIdType,
    /// The workflow file is the publisher's, at whatever ref.
    WorkflowFile,
}

/// One rule's result.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Which rule.
    pub rule: Rule,
    /// Where in the exchange.
    pub phase: Phase,
    /// What it came to.
    pub outcome: Outcome,
    /// Whether the server stops here.
    pub decisive: bool,
    /// Whether a failure here refuses the request. A pending publisher's lookup may fail and the
    /// server goes on.
    pub blocking: bool,
    /// The place in the request's list of the publisher that was looked at.
    pub publisher: Option<usize>,
    /// Why, where there is something to say.
    pub reason: Option<Reason>,
}
