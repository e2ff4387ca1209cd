//! What every index would make of a job, in a token of its own for each.

use serde::Serialize;

use super::report::{clock, decision};
use super::request::{Reader, asked_language, document, language_of, seconds};
use super::{
    Answer, Clock, Input, OpenQuestion, Problem, Refusal, RequestProfile, Seconds, Step, VERSION,
    Verdict,
};
use crate::gather::Gather as _;
use crate::index;
use crate::inspect::{self, RulesOf};
use crate::python::Value;
use crate::report::lang::Language;
use crate::time::UnixTime;
use crate::workflow;

/// What every index is asked about.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[cfg_attr(feature = "wasm", serde(rename_all = "camelCase"))]
pub struct EverywhereRequest {
    /// Text with a token or claims in it: the token alone, an `Authorization` header, a log, …
    pub paste: String,
    /// An index that somebody runs themselves, to be asked as well.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub profile: Option<RequestProfile>,
    /// The moment to judge for; just after the token was issued if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub as_of: Option<Seconds>,
    /// The present moment.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub now: Option<Seconds>,
    /// The tag of the language of sentences, such as `en`; the first that is built in if absent.
    #[cfg_attr(feature = "wasm", tsify(optional))]
    pub language: Option<String>,
}

/// What every index would make of a job, in a token of its own for each.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Everywhere<'a> {
    /// The version of this form: 1.
    #[cfg_attr(feature = "wasm", tsify(type = "1"))]
    pub version: u8,
    /// Where the job would be accepted, in one sentence.
    pub headline: String,
    /// What the paste was recognised as.
    pub input: Input,
    /// The moments that matter.
    pub clock: Clock,
    /// The indexes, in the order of `indexes()`, and then the one of the profile; none where the paste has no claims.
    pub indexes: Vec<AtIndex<'a>>,
}

/// What an index would make of a job, in a token that asks for its audience, with the publisher that fits best.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct AtIndex<'a> {
    /// The index's identifier.
    pub index: &'static str,
    /// Whether the token that was given is meant for this index.
    pub meant: bool,
    /// Whether the index would mint.
    pub verdict: Verdict,
    /// The verdict in one sentence.
    pub headline: String,
    /// What would settle it, most useful first.
    pub open: Vec<OpenQuestion<'a>>,
    /// Whether the index accepts, if the token is genuine and fresh: nothing else is open.
    pub accepted_if_genuine: bool,
    /// The rule at which the index stops, whatever is registered there.
    pub step: Option<Step<'a>>,
    /// What the index answers.
    pub answer: Answer<'a>,
    /// The audience that the token has to be asked for with; null if whoever runs the index did not say.
    pub audience: Option<&'a str>,
    /// The workflow file that the index compares; null if it compares none, or the claims tell of none.
    pub workflow_file: Option<WorkflowFile<'a>>,
    /// The publisher that has to be registered there; null if none helps.
    pub publisher: Option<FittingPublisher<'a>>,
}

/// A publisher to be registered.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FittingPublisher<'a> {
    /// The kind's identifier.
    pub kind: &'a str,
    /// What is filled in on the index's form, in the form's order. What is not here stays empty.
    pub form: Vec<FilledField<'a>>,
    /// The fields by identifier as the index holds them then, with what it finds out itself: for a publisher in a request.
    #[cfg_attr(feature = "wasm", tsify(type = "Record<string, string>"))]
    pub fields: &'a std::collections::BTreeMap<String, String>,
    /// The index's form with that publisher; null where it takes none out of its address.
    pub link: Option<&'a str>,
}

/// A field of an index's form.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FilledField<'a> {
    /// The field's identifier.
    pub field: &'static str,
    /// The label on the index's own form.
    pub label: &'static str,
    /// What is filled in.
    pub value: &'a str,
}

/// A workflow file of a job.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WorkflowFile<'a> {
    /// Which it is, where one workflow calls another.
    pub compared: ComparedFile,
    /// The same in words.
    pub compared_text: &'static str,
    /// Its name.
    pub filename: &'a str,
}

/// The workflow file that an index compares, where one workflow calls another.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum ComparedFile {
    /// The one that is called, which has the job in it.
    Called,
    /// The one that calls, which started the run.
    Caller,
}

/// Asks every index, with the rules that are at hand. The answer is to be told in the request's language, or in the given
/// one if it names none.
///
/// # Errors
///
/// Where the request itself is malformed, see [`Problem`], and where the rules of an index are not at hand.
pub fn everywhere(
    request: &[u8],
    otherwise: Language,
    rules_of: RulesOf,
) -> Result<(inspect::Everywhere, Language), Refusal> {
    let refusal = |language| move |problem| Refusal { problem, language };
    let document = document(request).map_err(refusal(otherwise))?;
    let language = asked_language(&document).unwrap_or(otherwise);
    let answer = || {
        let request = Reader::whole(&document, EverywhereRequest::read)?;
        let language = language_of(request.language.as_deref())?.unwrap_or(otherwise);
        let found = inspect::everywhere_with(&request.into_core(), rules_of);
        Ok((found.map_err(Problem::Request)?, language))
    };
    answer().map_err(refusal(language))
}

impl EverywhereRequest {
    fn read(reader: &mut Reader, part: &Value) -> Self {
        let request = reader.object(part, &["paste", "profile", "asOf", "now", "language"]);
        Self {
            paste: reader.required(request, "paste", Reader::text),
            profile: reader.optional(request, "profile", RequestProfile::read),
            as_of: reader.optional(request, "asOf", seconds),
            now: reader.optional(request, "now", seconds),
            language: reader.optional(request, "language", Reader::text),
        }
    }

    fn into_core(self) -> inspect::Request {
        inspect::Request {
            paste: Some(self.paste),
            profile: self.profile.map(Into::into),
            as_of: self.as_of.map(UnixTime::from),
            now: self.now.map(UnixTime::from),
            ..inspect::Request::default()
        }
    }
}

impl<'a> Everywhere<'a> {
    /// The answers with their sentences in that language.
    #[must_use]
    pub fn in_language(everywhere: &'a inspect::Everywhere, language: Language) -> Self {
        let indexes = everywhere.indexes.iter();
        Self {
            version: VERSION,
            headline: language.everywhere(&everywhere.indexes),
            input: Input::new(&everywhere.input, language),
            clock: clock(&everywhere.clock, language),
            indexes: indexes.map(|at| AtIndex::new(at, language)).gather(),
        }
    }
}

impl<'a> AtIndex<'a> {
    fn new(at: &'a inspect::AtIndex, language: Language) -> Self {
        let (verdict, open, accepted_if_genuine) = decision(&at.decision, &at.index, language);
        let step = at.stop.as_ref();
        let file = at.file.as_ref();
        let publisher = at.publisher.as_ref();
        Self {
            index: at.index.id,
            meant: at.is_meant,
            verdict,
            headline: language.at_index(at),
            open,
            accepted_if_genuine,
            step: step.map(|step| Step::new(step, &at.index, language)),
            answer: Answer::new(&at.prediction, at.answer_body.clone(), language),
            audience: at.audience.as_deref(),
            workflow_file: file.and_then(|file| WorkflowFile::new(file, language)),
            publisher: publisher.map(|publisher| FittingPublisher::new(at, publisher)),
        }
    }
}

impl<'a> FittingPublisher<'a> {
    fn new(at: &'a inspect::AtIndex, publisher: &'a index::Publisher) -> Self {
        let fields = at.fields.iter().map(|filled| FilledField {
            field: filled.field,
            label: at.index.field_label(filled.field),
            value: &filled.value,
        });
        Self {
            kind: &publisher.kind,
            form: fields.gather(),
            fields: &publisher.fields,
            link: at.link.as_deref(),
        }
    }
}

impl<'a> WorkflowFile<'a> {
    fn new(file: &'a inspect::WorkflowFile, language: Language) -> Option<Self> {
        let compared = match file.compared {
            workflow::ComparedFile::Called => ComparedFile::Called,
            workflow::ComparedFile::Caller => ComparedFile::Caller,
            workflow::ComparedFile::Neither => return None,
        };
        Some(Self {
            compared,
            compared_text: language.compared_file(file.compared),
            filename: &file.name,
        })
    }
}
