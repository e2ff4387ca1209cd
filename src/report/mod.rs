//! The ways to show a report: as text, as Markdown, as versioned JSON, in words.

pub mod json;
pub mod lang;
pub mod markdown;
pub mod text;

// What is shown is made by the pipeline; here it goes by the name that readers look for.
pub use crate::inspect::{
    AsOf, Claim, Clock, HeaderMember, PublisherReport, Report, Rules, RulesChosen, Signature,
    TokenReport,
};
