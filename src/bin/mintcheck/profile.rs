//! The profile of an index that somebody runs, from a file.

use std::path::Path;

use mintcheck::Language;
use mintcheck::index::custom::{self, Profile};
use mintcheck::report::json::v1;

use crate::failure::Failure;
use crate::input;

/// The identifier of the index that is asked for: the one given, or the profile's.
pub(crate) fn index<'a>(given: Option<&'a str>, profile: Option<&Profile>) -> Option<&'a str> {
    given.or(profile.map(|_| custom::ID))
}

/// Reads the file, if there is one to be read. What it says has to describe an index.
pub(crate) fn read(path: Option<&Path>, language: Language) -> Result<Option<Profile>, Failure> {
    let Some(path) = path else {
        return Ok(None);
    };
    let name = format!("`{}`", path.display());
    let text = input::text(input::file(path)?, &name)?;
    let profile = v1::RequestProfile::from_json(text.as_bytes()).map_err(|problem| {
        let why = input::of_file(&problem, language);
        Failure::Unreadable(format!("{name} is no JSON profile of an index: {why}"))
    })?;
    let profile = Profile::from(profile);
    match profile.index() {
        Ok(_) => Ok(Some(profile)),
        Err(error) => {
            let why = language.profile_error(&error);
            Err(Failure::Unreadable(format!("{name}: {why}")))
        }
    }
}
