//! The answer as data: what each rule found, what follows from all of them, what the server says.
//!
//! Nothing here is a sentence. Sentences are made of these values in `report/lang`.

mod cause;
mod decision;
mod reason;
mod remedy;
mod step;

pub use self::cause::Cause;
pub use self::decision::{Answer, Decision, Notice, Open, Prediction, Recorded};
pub use self::reason::{Comparison, FieldMismatch, Reason, TimeClaim};
pub use self::remedy::{Edit, Remedy};
pub use self::step::{Outcome, Phase, Rule, Step};
