//! What a link carries and what survives a reload: everything but the paste. Of the paste, a link has the
//! claims if that is asked for; it never has a token.
//!
//! One form for both, which people can read: `v=1&index=pypi&publisher=github&repository_owner=octo-org`.

use std::collections::BTreeMap;

use form_urlencoded::{Serializer, parse};
use mintcheck::Report;
use mintcheck::evidence::{ClaimState, masked};
use mintcheck::index::{self, INDEXES, Index, custom, pypi};
use mintcheck::python::{Value, json};

use super::{Draft, Moment, Own, Rules, State, index_named, own, packed};
use crate::moment;
use crate::told::told;

/// The only form there is.
const VERSION: &str = "1";

/// The longest link that is read.
const LONGEST: usize = 64 * 1024;

/// How many publishers are read.
const MOST: usize = 50;

/// Under which names other pages take a token from an address.
const TOKENS: [&str; 4] = ["token", "id_token", "access_token", "value"];

/// What stands behind the `#` of an address.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fragment {
    /// The name of a place on the page, or nothing.
    Place,
    /// A token, which is to leave the address at once.
    Token(String),
    /// A link.
    Link(Result<Link, LinkError>),
}

/// What a link says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    /// The index's identifier.
    pub(super) index: &'static str,
    pub(super) own: Own,
    pub(super) rules: Rules,
    pub(super) moment: Moment,
    /// The publishers' forms.
    pub(super) publishers: Vec<Draft>,
    /// The claims, as they are pasted; absent if the link has none.
    pub(super) claims: Option<String>,
}

/// Why a link cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum LinkError {
    /// It was made by another version.
    Version,
    /// It has a name that is none, or none here.
    Name(String),
    /// It has a value that does not go with its name.
    Value(String, String),
    /// It is too long.
    TooLong,
    /// It carries a token or another secret.
    Secret,
}

/// Reads what stands behind the `#` of an address.
pub(crate) fn read(fragment: &str) -> Fragment {
    let pairs = || {
        parse(
            fragment
                .rsplit_once('?')
                .map_or(fragment, |(_, pairs)| pairs)
                .as_bytes(),
        )
    };
    if let Some((_, token)) = pairs().find(|(name, _)| TOKENS.contains(&name.as_ref())) {
        return Fragment::Token(token.into_owned());
    }
    if !fragment.contains('=') {
        return Fragment::Place;
    }
    Fragment::Link(link(fragment))
}

/// Reads a link.
///
/// # Errors
///
/// Where anything in it is not as this page writes it.
pub(crate) fn link(text: &str) -> Result<Link, LinkError> {
    if text.len() > LONGEST {
        return Err(LinkError::TooLong);
    }
    let mut pairs = parse(text.as_bytes()).into_owned();
    if pairs.next() != Some(("v".to_owned(), VERSION.to_owned())) {
        return Err(LinkError::Version);
    }
    let mut link = Link {
        index: State::default().index,
        own: Own::default(),
        rules: Rules::default(),
        moment: Moment::default(),
        publishers: Vec::new(),
        claims: None,
    };
    for (name, value) in pairs {
        if is_secret(&value) {
            return Err(LinkError::Secret);
        }
        if link.set(&name, &value).is_none() {
            return Err(
                if NAMES.contains(&name.as_str())
                    || own::name(&name).is_some()
                    || field(&name).is_some()
                {
                    LinkError::Value(name, value)
                } else {
                    LinkError::Name(name)
                },
            );
        }
    }
    Ok(link)
}

/// The names besides those of fields and of one's own index.
const NAMES: [&str; 7] = [
    "index",
    "rules",
    "moment",
    "publisher",
    "pending",
    "project",
    "claims",
];

impl Link {
    /// Whether this is what it says: what would be saved, and the paste.
    pub(crate) fn is(self, saved: &str, paste: &str) -> bool {
        let has_pasted = self.claims.as_deref().is_none_or(|claims| claims == paste);
        // One's own index is in it only where that is chosen.
        let told = |link| {
            let mut state = State::default();
            state.open(link);
            state.entered(false)
        };
        has_pasted && link(saved).is_ok_and(|kept| told(kept) == told(self))
    }

    /// Takes a name and its value; nothing if they are none.
    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        // One's own index has the rules of PyPI.
        let at = index::find(self.index).unwrap_or(&pypi::PYPI);
        match name {
            // What comes behind it depends on it.
            "index" if self.publishers.is_empty() => self.index = index_named(value)?,
            "rules" => self.rules = rules_from(value, at)?,
            "moment" if value == "now" => self.moment = Moment::Now,
            "moment" => {
                moment::from_input(value)?;
                self.moment = Moment::At(value.to_owned());
            }
            name if own::name(name).is_some() && self.publishers.is_empty() => {
                self.own.put(own::name(name)?, value.to_owned());
            }
            "claims" => self.claims = Some(claims_from(value)?),
            "publisher" if self.publishers.len() < MOST => {
                // One that another index has is kept for it.
                let kind = match value {
                    "" => None,
                    id => Some(packed::kind(id)?),
                };
                self.publishers.push(Draft {
                    kind,
                    ..Draft::default()
                });
            }
            "pending" if value == "yes" => self.publishers.last_mut()?.pending = true,
            "project" => value.clone_into(&mut self.publishers.last_mut()?.project),
            name => {
                let field = field(name)?;
                let fields = &mut self.publishers.last_mut()?.fields;
                fields.insert(field, value.to_owned());
            }
        }
        Some(())
    }
}

impl State {
    /// What survives a reload of the tab: what was entered, without the paste and the keys.
    pub(crate) fn saved(&self) -> String {
        // An example is nobody's own.
        match &self.example {
            Some(shown) => shown.before.entered(true),
            None => self.entered(true),
        }
    }

    /// What stands in the forms. One's own index is nobody else's business, where another one is chosen.
    fn entered(&self, with_own: bool) -> String {
        let mut pairs = Serializer::new(String::new());
        pairs.append_pair("v", VERSION);
        pairs.append_pair("index", self.index);
        if with_own || self.index == custom::ID {
            for (name, text) in self.own.entered().filter(|(_, text)| !is_secret(text)) {
                pairs.append_pair(name, text);
            }
        }
        match self.rules {
            Rules::ByWording => {}
            Rules::Latest => {
                pairs.append_pair("rules", "latest");
            }
            Rules::Of(at) => {
                pairs.append_pair("rules", &moment::day(at));
            }
        }
        match &self.moment {
            Moment::Issued => {}
            Moment::Now => {
                pairs.append_pair("moment", "now");
            }
            // A field for dates gives nothing else.
            Moment::At(text) => {
                pairs.append_pair("moment", text);
            }
        }
        let told = self.publishers.iter().filter(|draft| !draft.is_untouched());
        for draft in told {
            pairs.append_pair("publisher", draft.kind.unwrap_or_default());
            if draft.pending {
                pairs.append_pair("pending", "yes");
            }
            let fields = draft.fields.iter().map(|(name, text)| (*name, text));
            // A token in the wrong box is a token all the same.
            for (name, text) in [("project", &draft.project)].into_iter().chain(fields) {
                if !text.is_empty() && !is_secret(text) {
                    pairs.append_pair(name, text);
                }
            }
        }
        pairs.finish()
    }

    /// A link's part behind the `#`; with the claims if there is a report that they are taken from.
    pub(crate) fn link(&self, claims_of: Option<&Report>) -> String {
        let mut link = self.entered(false);
        if let Some(claims) = claims_of.and_then(claims_to) {
            let mut pairs = Serializer::for_suffix(link, 0);
            // The suffix starts at the first byte, so that an `&` comes between.
            pairs.append_pair("claims", &claims);
            link = pairs.finish();
        }
        link
    }

    /// Takes what a link says. The paste stays, unless the link has claims.
    pub(super) fn open(&mut self, link: Link) {
        self.index = link.index;
        if !link.own.is_empty() {
            self.own = link.own;
            self.is_own_settled = true;
            if let Some(part) = self.own_part {
                (part.tidy)(&mut self.own);
            }
        }
        self.rules = link.rules;
        self.moment = link.moment;
        self.applied = None;
        self.refused = None;
        self.publishers.clear();
        for draft in link.publishers {
            let id = self.add_publisher();
            if let Some(place) = self.draft(id) {
                *place = Draft { id, ..draft };
            }
        }
        if self.publishers.is_empty() {
            self.add_publisher();
        }
        if let Some(claims) = link.claims {
            self.paste = claims.into();
        }
    }
}

/// The field of that name, of whichever kind: what was typed for another kind is kept, too.
fn field(name: &str) -> Option<&'static str> {
    let kinds = INDEXES
        .into_iter()
        .flat_map(|index| index.kinds.iter().copied());
    let mut fields = kinds.flat_map(|kind| kind.fields);
    fields.find(|field| field.id == name).map(|field| field.id)
}

/// Whether there is something in it that nobody else may see: a token, whole or in part, or its like.
pub(super) fn is_secret(text: &str) -> bool {
    text.contains("eyJ") || masked(text) != text
}

/// Rules as of a day: those that applied up to the next change.
pub(super) fn rules_from(text: &str, index: &Index) -> Option<Rules> {
    if text == "latest" {
        return Some(Rules::Latest);
    }
    let day = moment::from_input(&format!("{text}T00:00"))?;
    let changes = index.rule_changes.iter();
    let next = changes
        .filter(|change| **change != index.rules_as_of)
        .map(|change| change.plus(-1))
        .find(|last| last.since(day) >= 0);
    Some(next.map_or(Rules::Latest, Rules::Of))
}

/// The claims as JSON: what is known to be absent is null, and what is not known is left out.
fn claims_to(report: &Report) -> Option<String> {
    let members: BTreeMap<_, _> = told(report)
        .into_iter()
        .filter_map(|claim| {
            let value = match claim.state {
                ClaimState::Present(value) => value,
                ClaimState::Empty => Value::Str("".into()),
                ClaimState::Absent => Value::Null,
                ClaimState::Masked | ClaimState::Partial(_) => return None,
            };
            Some((claim.name, value.to_json()))
        })
        .filter(|(name, value)| !is_secret(name) && !is_secret(value))
        .collect();
    let members: Vec<_> = members
        .iter()
        .map(|(name, value)| format!("{}:{value}", Value::Str(name.as_str().into()).to_json()))
        .collect();
    (!members.is_empty()).then(|| format!("{{{}}}", members.join(",")))
}

/// The claims as a text to paste, one a line.
fn claims_from(text: &str) -> Option<String> {
    let claims = json::loads(text.as_bytes()).ok()?;
    let members: Vec<_> = claims
        .as_dict()?
        .iter()
        .map(|(name, value)| {
            let name = Value::Str(name.clone()).to_json();
            format!("  {name}: {}", value.to_json())
        })
        .collect();
    Some(format!("{{\n{}\n}}\n", members.join(",\n")))
}

#[cfg(test)]
mod tests;
