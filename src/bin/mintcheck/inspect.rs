//! `mintcheck inspect`.

use mintcheck::evidence::{self, Shape};
use mintcheck::finding::Decision;
use mintcheck::index::{self, Index};
use mintcheck::python::json;
use mintcheck::report::{json::v1, markdown, text};
use mintcheck::{Language, Report, Request, RequestError, RequestKeys};

use crate::arguments::{Format, Inspect};
use crate::failure::{Failure, Status, print};
use crate::{clock, input, profile, publishers, workflow};

pub(crate) fn run(arguments: &Inspect, language: Language) -> Result<Status, Failure> {
    let request = request(arguments, language)?;
    let report =
        mintcheck::inspect(&request).map_err(|error| refused(&error, arguments, language))?;
    print(&shown(&report, arguments.format, language))?;
    Ok(match report.decision {
        Decision::Accept => Status::Accept,
        Decision::Reject => Status::Reject,
        Decision::Undecided { .. } => Status::Undecided,
    })
}

fn request(arguments: &Inspect, language: Language) -> Result<Request, Failure> {
    let keys = arguments.jwks.iter().map(|path| {
        let name = format!("`{}`", path.display());
        Ok(RequestKeys {
            issuer: None,
            jwks: input::text(input::file(path)?, &name)?,
            fetched: false,
            mirrored: false,
        })
    });
    let keys = keys.collect::<Result<Vec<_>, Failure>>()?;
    let found = input::read(arguments.input.as_deref(), arguments.body)?;
    let (paste, body) = if arguments.body {
        (None, Some(found.bytes))
    } else {
        (Some(input::text(found.bytes, &found.name)?), None)
    };
    let profile = profile::read(arguments.profile.as_deref(), language)?;
    let index = profile::index(arguments.index.as_deref(), profile.as_ref())
        .or_else(|| Some(index_of(paste.as_deref()?)?.id))
        .unwrap_or(index::pypi::PYPI.id);
    let publishers = publishers::read(&arguments.publishers, index, language)?;
    let now = clock::now();
    Ok(Request {
        index: index.to_owned(),
        profile,
        paste,
        body,
        publishers,
        as_of: arguments.as_of.and_then(|asked| asked.at(now)),
        rules: arguments.rules.and_then(|asked| asked.at(now)),
        now,
        keys,
        ..Request::default()
    })
}

/// The index whose answer is in a text, or that a workflow publishes to.
fn index_of(text: &str) -> Option<&'static Index> {
    let found = evidence::read(text, &index::error_texts());
    match found.recognised.shape {
        Shape::Workflow => workflow::index_of(text),
        _ => index::that_answered(found.evidence.server_error.as_ref()?),
    }
}

fn refused(error: &RequestError, arguments: &Inspect, language: Language) -> Failure {
    let why = language.request_error(error);
    match error {
        RequestError::Keys { position, .. } => {
            let path = arguments.jwks.get(*position);
            let name = path.map_or_else(String::new, |path| format!("`{}`: ", path.display()));
            Failure::Unreadable(format!("{name}{why}"))
        }
        _ => Failure::Usage(why),
    }
}

fn shown(report: &Report, format: Format, language: Language) -> String {
    match format {
        Format::Markdown => markdown::render(report, language),
        Format::Text => text::render(report, language),
        Format::Json => {
            let report = v1::Report::in_language(report, language);
            json::to_string_pretty(&report) + "\n"
        }
    }
}
