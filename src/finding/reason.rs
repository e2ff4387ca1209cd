//! Why a rule came to what it came to.

use serde::Serialize;

use crate::jose::pyjwt::DecodeError;
use crate::python::json;
use crate::time::UnixTime;

/// How two values are compared.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// Character by character.
    Exact,
    /// Without regard to case.
    IgnoreCase,
}

/// The claims that are moments.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeClaim {
    /// Expiry.
    Exp,
    /// Issued at.
    Iat,
    /// Not before.
    Nbf,
}

impl TimeClaim {
    /// The claim's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exp => "exp",
            Self::Iat => "iat",
            Self::Nbf => "nbf",
        }
    }
}

/// A field of a publisher that the token does not match.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldMismatch {
    /// The publisher's place in the request's list.
    pub publisher: usize,
    /// The field's identifier.
    pub field: String,
    /// The claim that it is compared with.
    pub claim: String,
    /// What is registered.
    pub registered: String,
    /// What the token says.
    pub claimed: String,
}

/// Why a rule came to what it came to. Values out of the token are shown as text; what is no string
/// is shown as Python writes it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum Reason {
    /// The algorithm is not taken.
    AlgorithmRefused {
        /// The header's algorithm, if there is one.
        algorithm: Option<String>,
    },
    /// The index may take the algorithm, but signatures of it are not verified here.
    AlgorithmNotVerified {
        /// The header's algorithm.
        algorithm: String,
    },
    /// The token's algorithm is not the key's.
    AlgorithmUnlikeKey {
        /// The key's algorithm.
        key: String,
    },
    /// The audience is another.
    AudienceDiffers {
        /// What the index demands.
        expected: String,
        /// What the token says.
        actual: String,
        /// The index that the token's audience belongs to.
        belongs_to: Option<String>,
    },
    /// What audience the index demands was not given.
    AudienceNotGiven,
    /// The audience is no string.
    AudienceType {
        /// Python's name of the type found.
        found: String,
    },
    /// The body is no JSON.
    BodyNotJson {
        /// Where it stops being JSON.
        error: json::Error,
    },
    /// The body's reader refuses it.
    BodyUnreadable {
        /// In the reader's own words.
        detail: String,
    },
    /// The body is JSON, but no object.
    BodyNotObject {
        /// Python's name of the type found.
        found: String,
    },
    /// The body has no `token`.
    BodyWithoutToken,
    /// The body's `token` is no string.
    BodyTokenType {
        /// Python's name of the type found.
        found: String,
    },
    /// The claim is empty.
    ClaimEmpty {
        /// The claim.
        claim: String,
    },
    /// Claims are missing.
    ClaimsMissing {
        /// Which. The server names one of them, any one.
        claims: Vec<String>,
    },
    /// The claim does not have the form that the index reads.
    ClaimMalformed {
        /// The claim.
        claim: String,
        /// Its value.
        actual: String,
    },
    /// The paste does not show the claim.
    ClaimNotPrinted {
        /// The claim.
        claim: String,
    },
    /// The claim has another type than the index can work with.
    ClaimType {
        /// The claim.
        claim: String,
        /// Python's name of the type found.
        found: String,
    },
    /// The server crashes on the claim.
    Crash {
        /// The claim, if it is one's.
        claim: Option<String>,
        /// Python's name of the exception.
        exception: String,
    },
    /// The claim differs from what is registered.
    Differs {
        /// The claim.
        claim: String,
        /// What is registered.
        expected: String,
        /// What the token says; absent if the token has no such claim.
        actual: Option<String>,
        /// How they are compared.
        comparison: Comparison,
    },
    /// An administrator switched it off.
    Disabled {
        /// The flag.
        flag: String,
    },
    /// The token has an environment that the publisher does not ask for.
    EnvironmentIgnored {
        /// The token's environment.
        environment: String,
    },
    /// The event may not publish.
    EventRefused {
        /// The event.
        event: String,
    },
    /// The token is too old.
    Expired {
        /// When it expired.
        exp: UnixTime,
        /// The moment judged.
        now: UnixTime,
        /// How many seconds later the server still takes it.
        leeway: i64,
    },
    /// The claim for the file has no file name in it.
    FileNameNotFound {
        /// The claim.
        claim: String,
        /// Its value.
        actual: String,
    },
    /// The file reference is none of those that would do.
    FileRefDiffers {
        /// The claim.
        claim: String,
        /// Those that would do.
        expected: Vec<String>,
        /// What the token says.
        actual: String,
    },
    /// A header of the request is not as the index wants it.
    HeaderRefused {
        /// The header.
        header: String,
        /// Its value, if there is one.
        actual: Option<String>,
    },
    /// The issuer is not trusted.
    IssuerUnknown {
        /// The issuer.
        issuer: String,
        /// Whether it is an enterprise's own GitHub issuer.
        enterprise: bool,
    },
    /// The publisher's kind knows only its own issuer.
    IssuerNotOfKind {
        /// The token's issuer.
        issuer: String,
        /// The kind's issuer.
        expected: String,
    },
    /// The token names no key.
    KeyIdMissing,
    /// The issuer has no key with that ID.
    KeyNotFound {
        /// The token's key ID.
        key_id: String,
        /// The issuer's.
        known: Vec<String>,
    },
    /// The key with that ID is not usable.
    KeyUnusable {
        /// The token's key ID.
        key_id: String,
    },
    /// The issuer's keys cannot be fetched or read.
    KeysNotServed {
        /// Why, where the reader of the keys says so.
        detail: Option<String>,
    },
    /// No keys of that issuer are at hand.
    KeysNotGiven,
    /// The request's method is another.
    MethodRefused {
        /// The method.
        method: String,
    },
    /// The moment to judge for is not known.
    MomentNotGiven,
    /// A field of the publisher was left open.
    FieldNotGiven {
        /// The field.
        field: String,
        /// What the token says.
        claimed: String,
    },
    /// None of the publishers that were found has what the token says.
    NoneMatches {
        /// The field.
        field: String,
        /// The claim.
        claim: String,
        /// What is registered, publisher by publisher.
        expected: Vec<String>,
        /// What the token says; absent if the token has no such claim.
        actual: Option<String>,
        /// How they are compared.
        comparison: Comparison,
    },
    /// No publisher of that kind was given.
    NoPublishers {
        /// The kind.
        kind: String,
    },
    /// What the index does here is not known: its server is closed, or nobody has seen it done.
    NotKnown {
        /// Where somebody told of it, if anybody did.
        evidence: Option<String>,
    },
    /// No publisher is registered for the claims.
    NotRegistered {
        /// The publishers that came nearest, with all that is in the way.
        nearest: Vec<FieldMismatch>,
    },
    /// Whoever the publisher belongs to has switched it off.
    SwitchedOff,
    /// The token is not valid yet.
    NotYetValid {
        /// Which claim says so.
        claim: TimeClaim,
        /// From when.
        from: UnixTime,
        /// The moment judged.
        now: UnixTime,
        /// How many seconds earlier the server takes it.
        leeway: i64,
    },
    /// The publisher was not used in time.
    PolicyLapsed {
        /// When it lapsed, if that is known.
        until: Option<UnixTime>,
    },
    /// The request names another user than the one whose publisher it is.
    PolicyUserDiffers {
        /// The user that the request names.
        user: String,
        /// Whose publishers there are, each once.
        owners: Vec<String>,
    },
    /// The pending publisher's project exists.
    ProjectExists {
        /// The project.
        project: String,
    },
    /// The pending publisher's project name is prohibited.
    ProjectNameProhibited {
        /// The project.
        project: String,
    },
    /// The pending publisher's project name is too like another.
    ProjectNameSimilar {
        /// The project.
        project: String,
        /// The other.
        similar: String,
    },
    /// The pending publisher's project name is a module of Python's standard library.
    ProjectNameStdlib {
        /// The project.
        project: String,
    },
    /// The pending publisher's project name is malformed.
    ProjectNameInvalid {
        /// The project.
        project: String,
    },
    /// Neither ref nor commit is in the token.
    RefEmpty {
        /// The claims of which one, or both, would have to be there.
        claims: Vec<String>,
    },
    /// The token was used before.
    Reused {
        /// The token ID.
        token_id: String,
    },
    /// The index has not recorded the field yet, and takes it from the token.
    RecordedNow {
        /// The field.
        field: String,
        /// What the token says.
        claimed: String,
    },
    /// The signature is not the key's.
    SignatureDiffers,
    /// The subject does not have the form of the issuer's subjects.
    SubjectForm {
        /// The subject.
        actual: String,
    },
    /// The claim is no moment.
    TimeNotANumber {
        /// The claim.
        claim: TimeClaim,
        /// Its value.
        actual: String,
    },
    /// The text cannot be decoded as a token.
    Undecodable {
        /// Why.
        error: DecodeError,
    },
    /// The token's reader refuses it, or its claims.
    Unreadable {
        /// In the reader's own words.
        detail: String,
    },
    /// The token's header has something in it that the index refuses.
    TokenHeaderRefused {
        /// The member.
        member: String,
        /// Its value, where another would do.
        actual: Option<String>,
    },
    /// The token was not given.
    TokenNotGiven,
    /// The tag stands for a version, and the upload has to have that.
    VersionOfTag {
        /// The version.
        version: String,
    },
}
