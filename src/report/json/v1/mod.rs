//! The first version of the JSON report and of the request that asks for it.
//!
//! Every field is always there; what is missing is `null`. Beside each identifier stands the sentence
//! that people read, so that a page can be built of this alone. The token itself is not in the report:
//! it may still be valid, and reports are passed around.

mod answer;
mod catalogue;
mod codes;
mod diagnosis;
mod everywhere;
mod publisher;
mod reason;
mod report;
mod request;
mod seconds;
mod signature;
mod step;
mod token;
mod workflow;

pub use self::answer::{Answer, AnswerKind, NoticeText, Recorded};
pub use self::catalogue::{
    FieldInfo, GlossaryEntry, IndexInfo, IssuerInfo, KindInfo, indexes, issuers,
};
pub use self::codes::{
    AsOf, Base64Fault, ClaimClass, Comparison, JsonErrorKind, Notice, Outcome, Phase, Presence,
    Rule, Segment, Shape,
};
pub use self::diagnosis::{
    CauseText, Evidence, EvidenceClaim, InferredClaim, RemedyText, RulesText, ServerError, Stray,
};
pub use self::everywhere::{
    AtIndex, ComparedFile, Everywhere, EverywhereRequest, FilledField, FittingPublisher,
    WorkflowFile, everywhere,
};
pub use self::publisher::{FieldComparison, PublisherComparison};
pub use self::reason::{DecodeFault, FieldMismatch, JsonFault, Reason};
pub use self::report::{Clock, Input, InputSpan, OpenKind, OpenQuestion, Report, Verdict};
pub use self::request::{
    Expected, Found, Misfit, Problem, Refusal, Request, RequestIssuer, RequestKeys, RequestProfile,
    RequestPublisher, RequestServer, RequestTokenId, find, inspect, inspect_with,
};
pub use self::seconds::Seconds;
pub use self::signature::{KeyOrigin, Signature, SignatureState};
pub use self::step::Step;
pub use self::token::{Claim, HeaderMember, Token};
pub use self::workflow::{
    OutlookKind, Place, WorkflowClaim, WorkflowClaimState, WorkflowClient, WorkflowFinding,
    WorkflowJob, WorkflowReport, WorkflowToken,
};

/// The version of the form, in every report.
pub const VERSION: u8 = 1;
