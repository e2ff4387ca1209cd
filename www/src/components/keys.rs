//! The issuer's keys: fetched on a click, or pasted.

use std::rc::Rc;

use mintcheck::Language;
use mintcheck::issuer::Issuer;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;
use yew::{
    AttrValue, Callback, Html, InputEvent, MouseEvent, Properties, TargetCast,
    UseReducerDispatcher, component, html,
};

use super::copy::Copy;
use super::prose::prose;
use crate::effect;
use crate::hooks::{use_language, use_options};
use crate::inspection::{Inspection, Shared};
use crate::key_source::{self, FetchError};
use crate::state::{Action, Fetch, State};
use crate::words::Words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) inspection: Shared<Inspection>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Keys(props: &Props) -> Html {
    let (language, words) = use_language();
    let options = use_options();
    let issuer = props.inspection.issuer;
    let has_token = props
        .inspection
        .found()
        .is_some_and(|report| report.token.is_some());
    let oninput = {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlTextAreaElement>() {
                dispatcher.dispatch(Action::Keys(Rc::from(input.value())));
            }
        })
    };
    let pasted = props
        .inspection
        .pasted_keys
        .as_ref()
        .map(|keys| match keys {
            Ok(ids) => {
                html! { <p class="message message-good">{ (words.keys_pasted)(ids.len()) }</p> }
            }
            Err(error) => {
                let why = (words.keys_refused)(&language.key_set_error(error));
                html! { <p class="message message-bad">{ prose(&why) }</p> }
            }
        });
    html! {
        <section class="card" id="keys" aria-labelledby="keys-title">
            <h2 id="keys-title">{ words.keys }</h2>
            if options.alone {
                <p class="help">{ words.around.keys_help_alone }</p>
            } else {
                <p class="help">{ words.keys_help }</p>
                <div class="keys-message" role="status" data-testid="key-file">
                    { for props.state.key_file.iter().map(|file| file_message(file, language, words)) }
                </div>
                { fetch_button(props, issuer, words) }
                <div class="keys-message" role="status" data-testid="keys-message">
                    if let (Some(issuer), Some(address)) = (issuer, &props.inspection.keys_at) {
                        <p class="message">{ (words.keys_unasked)(issuer.name) }</p>
                        { command(address, words) }
                    } else if let Some(issuer) = issuer {
                        { fetch_message(props, issuer, words) }
                    } else if has_token {
                        <p class="message">{ words.fetch_keys_foreign }</p>
                    }
                </div>
            }
            <details>
                <summary>{ words.keys_paste }</summary>
                <label class="label" for="keys-paste">{ prose(words.keys_paste_label) }</label>
                <textarea
                    id="keys-paste"
                    class="input keys-box"
                    data-testid="keys-paste"
                    rows="4"
                    spellcheck="false"
                    autocomplete="off"
                    placeholder={"{\"keys\": [{\"kty\": \"RSA\", \"kid\": …}]}"}
                    value={AttrValue::from(Rc::clone(&props.state.pasted_keys))}
                    {oninput}
                />
                <div role="status">{ for pasted }</div>
            </details>
        </section>
    }
}

/// What came of the site's own file.
fn file_message((address, fetch): &(Rc<str>, Fetch), language: Language, words: &Words) -> Html {
    let around = &words.around;
    let (class, text) = match fetch {
        Fetch::Running => ("message", (around.file_loading)(address)),
        Fetch::Done(keys) => {
            let keys = mintcheck::jose::KeySet::from_paste(keys);
            let count = keys.map_or(0, |keys| keys.key_ids().len());
            (
                "message message-good",
                (around.key_file_used)(address, count),
            )
        }
        Fetch::Failed(error) => (
            "message message-bad",
            (around.file_refused)(address, &refusal(error, language, words)),
        ),
    };
    html! { <p {class}>{ prose(&text) }</p> }
}

/// Why a file of the site is not used.
pub(super) fn refusal(error: &FetchError, language: Language, words: &Words) -> String {
    let around = &words.around;
    match error {
        FetchError::ForeignHost(_) => around.file_foreign.to_owned(),
        FetchError::NotKeys(error) => language.key_set_error(error),
        FetchError::Status(status) => format!("HTTP {status}"),
        FetchError::Blocked
        | FetchError::NoKeysAddress
        | FetchError::NotJson
        | FetchError::TimedOut => around.file_blocked.to_owned(),
    }
}

fn fetch_button(props: &Props, issuer: Option<&'static Issuer>, words: &Words) -> Html {
    let is_running =
        issuer.is_some_and(|issuer| props.state.fetched.get(issuer.url) == Some(&Fetch::Running));
    let issuer = issuer.filter(|issuer| !issuer.key_hosts.is_empty());
    let label = match issuer {
        Some(issuer) => (words.fetch_keys)(issuer.name),
        None => words.fetch_keys_no_token.to_owned(),
    };
    let dispatcher = props.dispatcher.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        let (Some(issuer), false) = (issuer, is_running) else {
            return;
        };
        let dispatcher = dispatcher.clone();
        dispatcher.dispatch(Action::Fetching { issuer: issuer.url });
        spawn_local(async move {
            let keys = effect::fetch_keys(issuer).await;
            dispatcher.dispatch(Action::Fetched {
                issuer: issuer.url,
                outcome: keys.map(Rc::from),
            });
        });
    });
    html! {
        <button
            type="button"
            class="button"
            data-testid="keys-fetch"
            disabled={issuer.is_none()}
            aria-disabled={is_running.then_some("true")}
            {onclick}
        >
            { label }
        </button>
    }
}

fn fetch_message(props: &Props, issuer: &'static Issuer, words: &Words) -> Html {
    match props.state.fetched.get(issuer.url) {
        None => Html::default(),
        Some(Fetch::Running) => {
            let host = issuer.key_hosts.first().copied().unwrap_or_default();
            html! { <p class="message">{ (words.fetching)(host) }</p> }
        }
        Some(Fetch::Done(keys)) => {
            let count =
                mintcheck::jose::KeySet::from_paste(keys).map_or(0, |keys| keys.key_ids().len());
            html! { <p class="message message-good">{ (words.fetched)(count) }</p> }
        }
        Some(Fetch::Failed(error)) => {
            let why = (words.fetch_error)(error);
            html! {
                <>
                    <p class="message message-bad">
                        { prose(&why) }{ " " }{ words.fetch_otherwise }
                    </p>
                    { command(&issuer.discovery_url(), words) }
                </>
            }
        }
    }
}

/// The command that fetches the keys, by the address of the discovery document.
fn command(discovery: &str, words: &Words) -> Html {
    let command = key_source::command(discovery);
    html! {
        <div class="command">
            <pre tabindex="0" data-testid="keys-command">{ &command }</pre>
            <Copy text={command} what={words.keys} />
        </div>
    }
}
