//! `mintcheck everywhere`.

use mintcheck::finding::Decision;
use mintcheck::inspect::{self, AtIndex};
use mintcheck::python::json;
use mintcheck::report::{json::v1, text};
use mintcheck::{Language, Request};

use crate::arguments::Everywhere;
use crate::failure::{Failure, Status, print};
use crate::{clock, input, profile};

pub(crate) fn run(arguments: &Everywhere, language: Language) -> Result<Status, Failure> {
    let found = input::read(arguments.input.as_deref(), false)?;
    let now = clock::now();
    let request = Request {
        profile: profile::read(arguments.profile.as_deref(), language)?,
        paste: Some(input::text(found.bytes, &found.name)?),
        as_of: arguments.as_of.and_then(|asked| asked.at(now)),
        now,
        ..Request::default()
    };
    let found = inspect::everywhere_with(&request, |index| Some(index.rules()))
        .map_err(|error| Failure::Usage(language.request_error(&error)))?;
    if arguments.json {
        let told = v1::Everywhere::in_language(&found, language);
        print(&(json::to_string_pretty(&told) + "\n"))?;
    } else if found.indexes.is_empty() {
        return Err(Failure::Unreadable(language.everywhere(&found.indexes)));
    } else {
        print(&text::render_everywhere(&found, language))?;
    }
    Ok(status(&found.indexes))
}

/// One index that accepts is enough.
fn status(indexes: &[AtIndex]) -> Status {
    if indexes.is_empty() {
        Status::Unreadable
    } else if indexes.iter().any(AtIndex::is_accepted) {
        Status::Accept
    } else if indexes.iter().all(|at| at.decision == Decision::Reject) {
        Status::Reject
    } else {
        Status::Undecided
    }
}
