//! The index that somebody runs themselves, as it was entered.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;

use mintcheck::index::custom::{AnswerError, Answered, Member, Profile, ProfileError, read_answer};
use mintcheck::index::{self, Index};
use mintcheck::python::Value;

use crate::plain;

/// What stands for the address as long as there is none: a name that nobody can have.
pub(crate) const EXAMPLE: &str = "https://index.example";

/// The members, by the names that they have in a link; some are attributes, too, and in a file all have names of its own.
pub(crate) const NAMES: [&str; 9] = [
    ADDRESS,
    AUDIENCE,
    NAME,
    ISSUERS,
    OTHER_ISSUERS,
    AUDIENCE_ENDPOINT,
    MINT_ENDPOINT,
    PUBLISHERS_URL,
    DOCS_URL,
];

pub(crate) const ADDRESS: &str = "base-url";
pub(crate) const AUDIENCE: &str = "audience";
pub(crate) const NAME: &str = "index-name";
/// The kinds that may vouch, with spaces between; all if absent, none if empty.
pub(crate) const ISSUERS: &str = "issuers";
/// The URLs of issuers of one's own, with spaces between.
pub(crate) const OTHER_ISSUERS: &str = "other-issuers";
const AUDIENCE_ENDPOINT: &str = "audience-endpoint";
const MINT_ENDPOINT: &str = "mint-token-endpoint";
const PUBLISHERS_URL: &str = "publishers-url";
const DOCS_URL: &str = "docs-url";

/// An index that somebody runs, as it was entered.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Own {
    members: BTreeMap<&'static str, String>,
    /// What the index answered when it was asked, as it was pasted.
    pub(crate) answer: Rc<str>,
}

fn pypi() -> &'static Index {
    &index::pypi::PYPI
}

/// A change of it by hand, or by what was read of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum OwnEdit {
    /// What the index answered was pasted.
    Answer(Rc<str>),
    /// A member was changed.
    Set(&'static str, String),
    /// A file tells of it.
    Take(Profile),
    /// A kind of publisher is trusted, or no longer.
    Trust(&'static str, bool),
}

/// The program's own name of a member.
pub(crate) fn name(text: &str) -> Option<&'static str> {
    NAMES.into_iter().find(|name| *name == text)
}

impl Own {
    pub(crate) fn value(&self, name: &str) -> &str {
        self.members.get(name).map_or("", String::as_str)
    }

    /// Those that were entered, each with its name.
    pub(crate) fn entered(&self) -> impl Iterator<Item = (&'static str, &str)> {
        // In this order: another address takes the endpoints away.
        let members = NAMES.into_iter();
        members.filter_map(|name| Some((name, self.members.get(name)?.as_str())))
    }

    /// Enters a member as it is. What is empty was not entered, but for who may vouch: that is nobody then.
    pub(crate) fn put(&mut self, name: &'static str, value: String) {
        if value.is_empty() && name != ISSUERS {
            self.members.remove(name);
        } else {
            self.members.insert(name, value);
        }
        if name == ADDRESS {
            self.moved();
        }
    }

    /// Takes a member away.
    pub(crate) fn unset(&mut self, name: &'static str) {
        self.members.remove(name);
        match name {
            ISSUERS => {
                self.members.remove(OTHER_ISSUERS);
            }
            ADDRESS => self.moved(),
            _ => {}
        }
    }

    /// What was said of the index at another address is none of this one's.
    fn moved(&mut self) {
        for name in [AUDIENCE_ENDPOINT, MINT_ENDPOINT, PUBLISHERS_URL, DOCS_URL] {
            self.members.remove(name);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(crate) fn packed(&self) -> Value {
        let members = self
            .entered()
            .map(|(name, value)| (name, plain::of_text(value)));
        plain::object(members.chain([("answer", plain::of_text(&self.answer))]))
    }

    pub(crate) fn unpacked(data: &Value) -> Self {
        let members = NAMES
            .into_iter()
            .filter_map(|name| Some((name, plain::text(data, name)?)));
        Self {
            members: members.collect(),
            answer: Rc::from(plain::text(data, "answer").unwrap_or_default()),
        }
    }
}

/// What the first load does without: it comes with the part of the program that inspects.
impl Own {
    pub(crate) fn edit(&mut self, edit: OwnEdit) {
        match edit {
            OwnEdit::Answer(text) => self.answered(&text),
            OwnEdit::Set(name, value) => self.set(name, value),
            OwnEdit::Take(profile) => self.take(profile),
            OwnEdit::Trust(kind, is_trusted) => self.trust(kind, is_trusted),
        }
    }

    /// Enters a member, and what follows from it.
    fn set(&mut self, name: &'static str, value: String) {
        self.put(name, value);
        self.tidy();
        // What the index answered stays where it was pasted, and is read for the new address.
        if name == ADDRESS
            && let Some(Ok(answered @ Answered::Endpoints { .. })) = self.read()
        {
            self.learn(answered);
        }
    }

    /// Kinds and URLs may come in one list.
    pub(crate) fn tidy(&mut self) {
        let listed = self.value(ISSUERS).to_owned();
        let words = listed.split_whitespace();
        let (urls, kinds): (Vec<&str>, Vec<&str>) = words.partition(|word| word.contains("://"));
        if !urls.is_empty() {
            self.put(ISSUERS, kinds.join(" "));
            self.put(OTHER_ISSUERS, urls.join(" "));
        }
    }

    fn learn(&mut self, answered: Answered) {
        match answered {
            Answered::Audience(audience) => self.set(AUDIENCE, audience),
            Answered::Endpoints {
                audience,
                mint_token,
            } => {
                self.set(AUDIENCE_ENDPOINT, audience);
                self.set(MINT_ENDPOINT, mint_token);
            }
        }
    }

    /// Whether tokens of that kind of publisher are trusted.
    pub(crate) fn trusts(&self, kind: &str) -> bool {
        let kinds = self.members.get(ISSUERS);
        kinds.is_none_or(|kinds| kinds.split_whitespace().any(|word| word == kind))
    }

    /// Trusts tokens of a kind of publisher, or no longer.
    fn trust(&mut self, kind: &str, is_trusted: bool) {
        let kinds = pypi().kinds.iter().map(|kind| kind.id);
        let kinds: Vec<_> = kinds
            .filter(|id| {
                if *id == kind {
                    is_trusted
                } else {
                    self.trusts(id)
                }
            })
            .collect();
        if kinds.len() == pypi().kinds.len() && self.value(OTHER_ISSUERS).is_empty() {
            self.members.remove(ISSUERS);
        } else {
            self.members.insert(ISSUERS, kinds.join(" "));
        }
    }

    /// Takes what the index answered, as far as it is of use.
    fn answered(&mut self, text: &str) {
        self.answer = Rc::from(text);
        if let Some(Ok(answered)) = self.read() {
            self.learn(answered);
        }
    }

    /// What the index answered; absent if nothing was pasted.
    pub(crate) fn read(&self) -> Option<Result<Answered, AnswerError>> {
        if self.answer.trim().is_empty() {
            return None;
        }
        let address = self.profile().address().ok();
        Some(read_answer(&self.answer, address.as_ref()))
    }

    /// Takes what a file says, in place of all that was entered.
    fn take(&mut self, profile: Profile) {
        *self = Self::default();
        let issuers = profile.issuers.map(|issuers| issuers.join(" "));
        for (name, value) in [
            (ADDRESS, Some(profile.base_url)),
            (AUDIENCE, profile.audience),
            (NAME, profile.name),
            (ISSUERS, issuers),
            (AUDIENCE_ENDPOINT, profile.audience_endpoint),
            (MINT_ENDPOINT, profile.mint_token_endpoint),
            (PUBLISHERS_URL, profile.publishers_url),
            (DOCS_URL, profile.docs_url),
        ] {
            if let Some(value) = value {
                self.set(name, value);
            }
        }
    }

    /// What was entered.
    fn profile(&self) -> Profile {
        let optional = |name| self.members.get(name).cloned();
        let others = self.value(OTHER_ISSUERS).split_whitespace();
        let kinds = self
            .members
            .get(ISSUERS)
            .map(|kinds| kinds.split_whitespace());
        let issuers = match kinds {
            Some(kinds) => Some(kinds.chain(others).map(str::to_owned).collect()),
            None if others.clone().next().is_none() => None,
            None => {
                let kinds = pypi().kinds.iter().map(|kind| kind.id);
                Some(kinds.chain(others).map(str::to_owned).collect())
            }
        };
        Profile {
            name: optional(NAME),
            base_url: self.value(ADDRESS).to_owned(),
            audience: optional(AUDIENCE),
            issuers,
            audience_endpoint: optional(AUDIENCE_ENDPOINT),
            mint_token_endpoint: optional(MINT_ENDPOINT),
            publishers_url: optional(PUBLISHERS_URL),
            docs_url: optional(DOCS_URL),
        }
    }

    /// The profile as far as it describes an index, and what is wrong with the rest. What is not entered yet is not
    /// wrong. `unnamed` is what the index is called without a name and an address.
    pub(crate) fn sound(&self, unnamed: &str) -> (Profile, Vec<ProfileError>) {
        let mut profile = self.profile();
        let mut errors = Vec::new();
        // Each turn leaves one thing away.
        while let Err(error) = profile.index() {
            match &error {
                ProfileError::Address { member, .. } | ProfileError::OtherHost { member, .. } => {
                    match member {
                        Member::BaseUrl if profile.base_url == EXAMPLE => break,
                        Member::BaseUrl => {
                            profile.base_url = EXAMPLE.to_owned();
                            profile.audience_endpoint = None;
                            profile.mint_token_endpoint = None;
                            if profile
                                .name
                                .as_deref()
                                .is_none_or(|name| name.trim().is_empty())
                            {
                                profile.name = Some(unnamed.to_owned());
                            }
                        }
                        Member::AudienceEndpoint => profile.audience_endpoint = None,
                        Member::MintTokenEndpoint => profile.mint_token_endpoint = None,
                        Member::PublishersUrl => profile.publishers_url = None,
                        Member::DocsUrl => profile.docs_url = None,
                    }
                }
                ProfileError::Issuer { issuer, .. } => {
                    if let Some(issuers) = &mut profile.issuers {
                        issuers.retain(|other| other != issuer);
                    }
                }
                ProfileError::NoIssuers => profile.issuers = None,
            }
            errors.push(error);
        }
        if self.value(ADDRESS).trim().is_empty() {
            errors.retain(|error| {
                !matches!(
                    error,
                    ProfileError::Address {
                        member: Member::BaseUrl,
                        ..
                    }
                )
            });
        }
        (profile, errors)
    }

    /// The index.
    pub(crate) fn index(&self, unnamed: &str) -> Cow<'static, Index> {
        match self.sound(unnamed).0.index() {
            Ok(index) => Cow::Owned(index),
            // Not reached: what is unsound was left away.
            Err(_) => Cow::Borrowed(pypi()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(members: &[(&str, &str)]) -> Own {
        let mut own = Own::default();
        for (member, value) in members {
            own.set(name(member).expect("a name"), (*value).to_owned());
        }
        own
    }

    #[test]
    fn what_is_not_entered_yet_is_not_wrong() {
        let (profile, errors) = Own::default().sound("your index");
        assert_eq!(errors, []);
        assert_eq!(profile.base_url, EXAMPLE);
        let index = Own::default().index("your index");
        assert_eq!((index.id, &*index.name), ("custom", "your index"));
    }

    #[test]
    fn what_is_wrong_is_said_and_the_rest_counts() {
        let own = own(&[
            ("base-url", "http://pypi.acme.example"),
            ("audience", "acme"),
            ("issuers", "github"),
            (
                "other-issuers",
                "gitlab.acme.example https://gitlab.acme.example",
            ),
        ]);
        let (profile, errors) = own.sound("your index");
        assert_eq!(errors.len(), 2, "{errors:?}");
        let index = profile.index().expect("an index");
        assert_eq!(index.audience.fixed(), Some("acme"));
        let kinds: Vec<_> = index.kinds.iter().map(|kind| kind.id).collect();
        assert_eq!(kinds, ["github", "gitlab"]);
    }

    #[test]
    fn kinds_are_trusted_until_they_are_not() {
        let mut own = Own::default();
        assert!(own.trusts("gitlab"));
        own.trust("gitlab", false);
        assert!(!own.trusts("gitlab"));
        assert_eq!(own.value("issuers"), "github google activestate");
        own.trust("gitlab", true);
        assert_eq!(own, Own::default());
        for kind in ["github", "gitlab", "google", "activestate"] {
            own.trust(kind, false);
        }
        let (_, errors) = own.sound("your index");
        assert_eq!(errors, [ProfileError::NoIssuers]);
    }

    #[test]
    fn issuers_of_one_s_own_may_stand_among_the_kinds() {
        let own = own(&[("issuers", "github https://gitlab.acme.example")]);
        assert_eq!(own.value("issuers"), "github");
        assert_eq!(own.value("other-issuers"), "https://gitlab.acme.example");
    }

    #[test]
    fn what_the_index_answers_is_taken() {
        let mut own = own(&[("base-url", "https://pypi.acme.example/legacy/")]);
        own.answered("{\"audience\": \"acme\"}");
        assert_eq!(own.value("audience"), "acme");
        own.answered(
            r#"{"audience-endpoint": "https://pypi.acme.example/a", "token-mint-endpoint": "https://pypi.acme.example/m"}"#,
        );
        let index = own.index("");
        assert_eq!(
            index.audience_url.as_deref(),
            Some("https://pypi.acme.example/a")
        );
        assert_eq!(index.mint_url, "https://pypi.acme.example/m");
        own.answered("<html>");
        assert_eq!(own.read(), Some(Err(AnswerError::NotJson)));
        assert_eq!(own.value("audience"), "acme");
        // At another address it is another index.
        own.set(ADDRESS, "https://pypi.other.example".to_owned());
        assert_eq!(
            own.index("").mint_url,
            "https://pypi.other.example/_/oidc/mint-token"
        );
        assert_eq!(&*own.answer, "<html>");
    }

    #[test]
    fn a_file_takes_the_place_of_what_was_entered() {
        let mut own = own(&[
            ("index-name", "Other"),
            ("docs-url", "https://other.example"),
        ]);
        let profile = (crate::own::OWN.read)(
            r#"{"baseUrl": "https://pypi.acme.example", "issuers": ["github", "https://gitlab.acme.example"],
                "publishersUrl": "https://acme.example/publishers"}"#,
        );
        own.take(profile.expect("a profile"));
        let index = own.index("");
        assert_eq!(index.name, "pypi.acme.example");
        assert_eq!(index.docs_url, None);
        assert_eq!(
            index.pending_url.as_deref(),
            Some("https://acme.example/publishers")
        );
        assert_eq!(own.value("other-issuers"), "https://gitlab.acme.example");
    }

    #[test]
    fn another_program_gets_what_was_entered() {
        let mut own = own(&[("base-url", "https://pypi.acme.example"), ("issuers", "")]);
        own.answered("{}");
        assert_eq!(Own::unpacked(&own.packed()), own);
    }
}
