//! Publishers from flags and files.

use std::path::Path;
use std::str::FromStr;

use mintcheck::index::{self, Publisher};
use mintcheck::report::json::v1;
use mintcheck::{Language, RequestError};

use crate::arguments::{Github, Publishers};
use crate::failure::Failure;
use crate::input;

/// `--publisher kind=github,project=…`.
#[derive(Clone, Debug)]
pub(crate) struct GivenPublisher(Publisher);

/// What the flags say; nothing if they say nothing.
pub(crate) fn read(
    flags: &Publishers,
    index: &str,
    language: Language,
) -> Result<Option<Vec<Publisher>>, Failure> {
    let mut publishers = Vec::new();
    if let Some(path) = &flags.publishers {
        publishers = read_file(path, index, language)?;
    }
    publishers.extend(flags.publisher.iter().map(|given| given.0.clone()));
    publishers.extend(github(&flags.github));
    let said = flags.publishers.is_some() || flags.no_publishers || !publishers.is_empty();
    Ok(said.then_some(publishers))
}

fn read_file(path: &Path, index: &str, language: Language) -> Result<Vec<Publisher>, Failure> {
    let name = format!("`{}`", path.display());
    let text = input::text(input::file(path)?, &name)?;
    let list = v1::RequestPublisher::list_from_json(text.as_bytes()).map_err(|problem| {
        let why = input::of_file(&problem, language);
        Failure::Unreadable(format!("{name} is no JSON list of publishers: {why}"))
    })?;
    let publishers: Vec<Publisher> = list.into_iter().map(Into::into).collect();
    if let Some(index) = index::find(index) {
        for (position, publisher) in publishers.iter().enumerate() {
            index.check(publisher).map_err(|error| {
                let error = RequestError::Publisher { position, error };
                let why = language.request_error(&error);
                Failure::Unreadable(format!("{name}: {why}"))
            })?;
        }
    }
    Ok(publishers)
}

fn github(flags: &Github) -> Option<Publisher> {
    let (owner, name) = match (&flags.owner, &flags.repository) {
        (None, Some(path)) => match path.split_once('/') {
            Some((owner, name)) => (Some(owner.to_owned()), Some(name.to_owned())),
            None => (None, Some(path.clone())),
        },
        (owner, name) => (owner.clone(), name.clone()),
    };
    let fields: Vec<_> = [
        ("repository_owner", owner),
        ("repository_name", name),
        ("workflow_filename", flags.workflow.clone()),
        ("environment", flags.environment.clone()),
        ("repository_owner_id", flags.owner_id.clone()),
    ]
    .into_iter()
    .filter_map(|(id, value)| Some((id.to_owned(), value?)))
    .collect();
    let said = !fields.is_empty() || flags.project.is_some() || flags.pending;
    said.then(|| Publisher {
        kind: "github".to_owned(),
        project: flags.project.clone().unwrap_or_default(),
        pending: flags.pending,
        added_by: None,
        fields: fields.into_iter().collect(),
    })
}

impl FromStr for GivenPublisher {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut publisher = Publisher::default();
        for entry in split(text) {
            let Some((key, value)) = entry.split_once('=') else {
                return Err(format!("`{entry}` has no `=`; write `field=value`"));
            };
            match key {
                "kind" => publisher.kind = value.to_owned(),
                "project" => publisher.project = value.to_owned(),
                "added_by" => publisher.added_by = Some(value.to_owned()),
                "pending" => {
                    publisher.pending = value
                        .parse()
                        .map_err(|_| format!("`pending` is `true` or `false`, not `{value}`"))?;
                }
                field => {
                    publisher.fields.insert(field.to_owned(), value.to_owned());
                }
            }
        }
        if publisher.kind.is_empty() {
            return Err("say which kind it is: `kind=github`".to_owned());
        }
        Ok(Self(publisher))
    }
}

/// Splits at commas; a backslash takes the next character as it is.
fn split(text: &str) -> Vec<String> {
    let mut entries = Vec::new();
    let mut entry = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => entry.extend(characters.next()),
            ',' => entries.push(std::mem::take(&mut entry)),
            other => entry.push(other),
        }
    }
    entries.push(entry);
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Result<Publisher, String> {
        text.parse::<GivenPublisher>().map(|given| given.0)
    }

    #[test]
    fn a_publisher_is_written_as_pairs() {
        let publisher = parsed("kind=gitlab,project=p,pending=true,namespace=a/b,environment=")
            .expect("a publisher");
        assert_eq!(
            (publisher.kind.as_str(), publisher.project.as_str()),
            ("gitlab", "p")
        );
        assert!(publisher.pending);
        assert_eq!(publisher.field("namespace"), Some("a/b"));
        assert_eq!(publisher.field("environment"), Some(""));
        assert_eq!(publisher.field("gitlab_project"), None);
    }

    #[test]
    fn commas_and_backslashes_can_be_written() {
        let publisher = parsed(r"kind=github,environment=a\,b\\c=d").expect("a publisher");
        assert_eq!(publisher.field("environment"), Some(r"a,b\c=d"));
    }

    #[test]
    fn what_is_no_pair_is_refused() {
        for (text, why) in [
            ("github", "`github` has no `=`; write `field=value`"),
            ("project=p", "say which kind it is: `kind=github`"),
            (
                "kind=github,pending=yes",
                "`pending` is `true` or `false`, not `yes`",
            ),
        ] {
            assert_eq!(parsed(text), Err(why.to_owned()));
        }
    }
}
