//! From a refusal to its cause and to what to change.

mod causes;
mod edits;

use crate::evidence::Evidence;
use crate::finding::{Decision, Remedy, Step};
use crate::index::{FieldComparison, Index, Publisher, Rules};
use crate::python::Dict;

pub use self::causes::causes;
pub use self::edits::{Registration, registration, remedies};

/// What is known of a release that was judged.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The index.
    pub index: &'a Index,
    /// Its rules.
    pub rules: &'static Rules,
    /// The claims that are known, out of a token or a paste; not those that were assumed.
    pub claims: &'a Dict,
    /// Whether the token is known to lack a claim. A text may just not show it.
    pub is_absent: &'a dyn Fn(&str) -> bool,
    /// What a paste gives away.
    pub evidence: &'a Evidence,
    /// Whether there is a token.
    pub has_token: bool,
    /// Whether the token stood in quotes within quotes.
    pub doubly_quoted: bool,
    /// The publishers, if they are known.
    pub publishers: Option<&'a [Publisher]>,
    /// The kind of publisher that the claims go with.
    pub kind: &'a str,
    /// What the rules found.
    pub steps: &'a [Step],
    /// What follows.
    pub decision: &'a Decision,
}

impl Facts<'_> {
    /// A claim's text.
    fn claim(&self, name: &str) -> Option<String> {
        let value = self.claims.get(name)?;
        Some(value.to_str().to_string())
    }

    /// The publishers of the kind, with their places.
    fn publishers_of_kind(&self) -> impl Iterator<Item = (usize, &Publisher)> {
        self.publishers
            .unwrap_or_default()
            .iter()
            .enumerate()
            .filter(|(_, publisher)| publisher.kind == self.kind)
    }

    fn comparisons(&self, publisher: &Publisher) -> Vec<FieldComparison> {
        (self.rules.compare)(publisher, self.claims)
    }
}

/// Judges claims with publishers: whether the index accepts, or would if the token is genuine.
pub type Proof<'a> = dyn Fn(&Dict, &[Publisher]) -> bool + 'a;

/// Remedies, smallest first.
fn by_size(mut remedies: Vec<Remedy>) -> Vec<Remedy> {
    remedies.sort_by_key(|remedy| (!remedy.proved, remedy.edits.len()));
    remedies
}
