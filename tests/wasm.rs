//! The JavaScript facade in a browser, called as JavaScript calls it.

#![cfg(all(target_arch = "wasm32", feature = "wasm"))]
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails where something is not as expected"
)]

use js_sys::{Error, JSON};
use mintcheck::report::json::v1;
use mintcheck::wasm;
use serde_json::{Value, json};
use tsify::Ts;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const REAL: &str = include_str!("data/github-actions-token.txt");

fn request(request: &Value) -> Ts<v1::Request> {
    Ts::new_unchecked(JSON::parse(&request.to_string()).expect("JSON"))
}

fn data(value: JsValue) -> Value {
    let text = JSON::stringify(&value).expect("plain data");
    serde_json::from_str(&String::from(text)).expect("JSON")
}

fn inspect(given: &Value) -> Value {
    match wasm::inspect(request(given)) {
        Ok(report) => data(report.into()),
        Err(error) => Value::from(message(error.into())),
    }
}

fn message(thrown: JsValue) -> String {
    let error: Error = thrown.dyn_into().expect("an Error");
    error.message().into()
}

#[wasm_bindgen_test]
fn a_real_token_is_genuine_and_has_another_audience() {
    let report = inspect(&json!({"index": "pypi", "paste": REAL}));
    assert_eq!(report["version"], 1);
    assert_eq!(report["signature"]["state"], "genuine");
    assert_eq!(report["signature"]["keysFrom"], "built-in");
    assert_eq!(report["verdict"], "reject");
    assert_eq!(report["answer"]["status"], 422);
    assert_eq!(report["answer"]["code"], "invalid-token");
    let decisive = report["decisive"].as_u64().expect("a place");
    let step = &report["steps"][usize::try_from(decisive).expect("a small number")];
    assert_eq!(step["rule"], "audience");
    assert_eq!(step["reason"]["code"], "audience-differs");
    assert_eq!(step["reason"]["actual"], "sigstore");
}

#[wasm_bindgen_test]
fn a_changed_token_is_forged() {
    let (start, signature) = REAL.trim().rsplit_once('.').expect("a signature");
    let changed: String = signature.chars().rev().collect();
    let report = inspect(&json!({"index": "pypi", "paste": format!("{start}.{changed}")}));
    assert_eq!(report["signature"]["state"], "forged");
}

#[wasm_bindgen_test]
fn every_index_is_asked_where_a_job_would_be_accepted() {
    let asked = |given: &Value| {
        let given = JSON::parse(&given.to_string()).expect("JSON");
        match wasm::everywhere(Ts::new_unchecked(given)) {
            Ok(found) => data(found.into()),
            Err(error) => Value::from(message(error.into())),
        }
    };
    let found = asked(&json!({"paste": REAL}));
    assert_eq!(found["version"], 1);
    assert_eq!(found["indexes"][0]["index"], "pypi");
    assert_eq!(found["indexes"][0]["workflowFile"]["compared"], "called");
    assert_eq!(
        asked(&json!({"paste": REAL, "index": "pypi"})),
        "the request is malformed: unknown field `index`, expected one of `paste`, `profile`, `asOf`, `now` and `language`"
    );
}

#[wasm_bindgen_test]
fn moments_are_numbers_and_what_is_missing_is_null() {
    let given = Ts::new_unchecked(
        JSON::parse(&json!({"index": "pypi", "paste": REAL, "asOf": 1_769_941_600}).to_string())
            .expect("JSON"),
    );
    let report: JsValue = wasm::inspect(given).expect("a report").into();
    let clock = js_sys::Reflect::get(&report, &"clock".into()).expect("a clock");
    let get = |name: &str| js_sys::Reflect::get(&clock, &name.into()).expect("a member");
    assert_eq!(get("asOf").as_f64(), Some(1_769_941_600.0));
    assert!(get("now").is_null());
    assert!(get("expired").is_null());
}

#[wasm_bindgen_test]
fn only_a_request_of_the_wrong_shape_throws() {
    assert_eq!(
        inspect(&json!({"index": "pypi", "tokn": REAL})),
        "the request is malformed: unknown field `tokn`, expected one of `index`, `profile`, `paste`, `body`, \
         `bodyBase64`, `publishers`, `asOf`, `now`, `keys`, `keysComplete`, `server`, `rules` \
         and `language`"
    );
    let refused = inspect(&json!({"index": "other"}));
    let known = "there is no index `other`; there are `pypi`, `testpypi`, ";
    assert!(refused.as_str().is_some_and(|text| text.starts_with(known)));
    assert_eq!(
        inspect(&json!({"index": "pypi", "language": "tlh"})),
        "there is no language `tlh`; there is `en`"
    );
    assert_eq!(
        inspect(&json!({"index": "pypi", "paste": "?"}))["verdict"],
        "reject"
    );
    assert_eq!(inspect(&json!({"index": "pypi"}))["verdict"], "undecided");
}

#[wasm_bindgen_test]
fn what_is_no_object_throws() {
    for value in [JsValue::UNDEFINED, JsValue::NULL, JsValue::from(5)] {
        let error = wasm::inspect(Ts::new_unchecked(value)).expect_err("a throw");
        let message = message(error.into());
        assert!(
            message.starts_with("the request is malformed: "),
            "{message}"
        );
    }
}

#[wasm_bindgen_test]
fn the_catalogues_say_what_a_form_needs() {
    let indexes = wasm::indexes(None).expect("indexes");
    let pypi = data(indexes.into_iter().next().expect("an index").into());
    assert_eq!(pypi["id"], "pypi");
    assert_eq!(pypi["audience"], "pypi");
    assert_eq!(pypi["kinds"][0]["id"], "github");
    assert_eq!(pypi["kinds"][0]["fields"][0]["presence"], "required");
    assert!(pypi["kinds"][0]["fields"][0]["presenceText"].is_null());

    let issuers = wasm::issuers(None).expect("issuers");
    let github = data(issuers.into_iter().next().expect("an issuer").into());
    assert_eq!(github["url"], "https://token.actions.githubusercontent.com");
    assert!(github["builtInKeysAsOf"].is_number());
    let glossary = github["glossary"].as_array().expect("a list");
    assert!(glossary.iter().all(|entry| entry["meaning"].is_string()));

    assert_eq!(wasm::version(), env!("CARGO_PKG_VERSION"));
}
