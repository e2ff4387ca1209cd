//! The JavaScript facade: plain data in, plain data out, and no logic.
//!
//! Data crosses as JSON text, so that JavaScript sees exactly what `mintcheck --format json` prints.

mod parts;

use js_sys::{Array, JSON, Promise};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use crate::gather::Gather as _;
use crate::index::INDEXES;
use crate::python::json;
use crate::report::json::v1;
use crate::report::lang::Language;

/// Its code is a third of what std would bring along.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Says what the index would answer to a token, and why.
///
/// A bad token is a report, not an exception. Throws only where the request has the wrong shape: an
/// unknown field, another type, no such index or language, a publisher that the index cannot hold, a
/// key set that is none. And where the rules of the request's index are not loaded; see [`load`].
#[wasm_bindgen]
pub fn inspect(request: Ts<v1::Request>) -> Result<Ts<v1::Report<'static>>, JsError> {
    let text = written(&request.js_value())?;
    let (report, language) = v1::inspect_with(text.as_bytes(), Language::default(), parts::rules)?;
    to_js(&v1::Report::in_language(&report, language))
}

/// Says where a job would be accepted: what every index would make of the claims in a token or a log, each in a token that
/// asks for its audience, and what has to be registered there.
///
/// Signatures are not looked at. A text without claims is no exception, and no index is asked. Throws only where the request
/// has the wrong shape, and where the rules of an index are not loaded: all are needed; see [`load`].
#[wasm_bindgen]
pub fn everywhere(
    request: Ts<v1::EverywhereRequest>,
) -> Result<Ts<v1::Everywhere<'static>>, JsError> {
    let text = written(&request.js_value())?;
    let (found, language) = v1::everywhere(text.as_bytes(), Language::default(), parts::rules)?;
    to_js(&v1::Everywhere::in_language(&found, language))
}

/// Loads the rules of an index, which [`inspect`] needs, or those of all, which [`everywhere`] needs, if none is named. What
/// is loaded already is not loaded again.
///
/// Rejected where there is no such index, or a file with rules cannot be had; then it may be tried again.
#[wasm_bindgen(unchecked_return_type = "Promise<void>")]
pub fn load(index: Option<String>) -> Promise {
    match index.map(|index| v1::find(&index, Language::default())) {
        Some(Ok(index)) => parts::load(index),
        Some(Err(refusal)) => Promise::reject(&JsError::from(refusal).into()),
        None => Promise::all(&INDEXES.into_iter().map(parts::load).collect::<Array>()),
    }
}

/// The indexes, what each asks for, and the fields of their forms.
///
/// Throws where the language is not built in.
#[wasm_bindgen]
pub fn indexes(language: Option<String>) -> Result<Vec<Ts<v1::IndexInfo>>, JsError> {
    all_to_js(&v1::indexes(chosen(language)?))
}

/// The issuers that are built in, and what their claims mean.
///
/// Throws where the language is not built in.
#[wasm_bindgen]
pub fn issuers(language: Option<String>) -> Result<Vec<Ts<v1::IssuerInfo>>, JsError> {
    all_to_js(&v1::issuers(chosen(language)?))
}

/// The tags of the languages that are built in, the usual one first.
#[wasm_bindgen]
#[must_use]
pub fn languages() -> Vec<String> {
    let tags = Language::ALL.iter().map(|language| language.tag());
    tags.map(str::to_owned).gather()
}

fn chosen(tag: Option<String>) -> Result<Language, v1::Refusal> {
    let language = Language::default();
    let request = v1::Request {
        language: tag,
        ..v1::Request::default()
    };
    let asked = request.language();
    Ok(asked
        .map_err(|problem| v1::Refusal { problem, language })?
        .unwrap_or(language))
}

/// mintcheck's version.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn written(request: &JsValue) -> Result<String, JsError> {
    let no_json = |_| JsError::new("the request cannot be written as JSON");
    let text = JSON::stringify(request).map_err(no_json)?;
    // What JSON does not know at all, as `undefined`, is no string here.
    Ok(text.as_string().unwrap_or_else(|| "null".to_owned()))
}

fn all_to_js<Data: Serialize + Tsify>(list: &[Data]) -> Result<Vec<Ts<Data>>, JsError> {
    let mut shown = Vec::new();
    for data in list {
        shown.push(to_js(data)?);
    }
    Ok(shown)
}

fn to_js<Data: Serialize, Shown: Tsify>(data: &Data) -> Result<Ts<Shown>, JsError> {
    Ok(Ts::new_unchecked(parsed(&json::to_string(data))?))
}

fn parsed(text: &str) -> Result<JsValue, JsError> {
    JSON::parse(text).map_err(|_| JsError::new("the answer is no JSON"))
}
