//! What is told of an index that somebody runs themselves, and how to ask it for the rest.

use std::rc::Rc;

use mintcheck::Language;
use mintcheck::index::custom::{
    Answered, Draft, Member, ProfileError, ask_audience, ask_endpoints,
};
use mintcheck::index::pypi;
use mintcheck::report::json::v1;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::{
    AttrValue, Callback, Html, Properties, TargetCast, UseReducerDispatcher, component, html,
    use_memo,
};

use super::copy::Copy;
use super::keys::refusal;
use super::prose::{prose, sentence};
use crate::hooks::use_language;
use crate::state::{Action, Fetch, Own, OwnEdit, State, own};
use crate::words::{OwnIndex as Said, Words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) own: Own,
    /// The site's file, by address, and what came of loading it.
    pub(crate) file: Option<(Rc<str>, Fetch)>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn OwnIndex(props: &Props) -> Html {
    let (language, words) = use_language();
    let said = &words.own;
    let own = &props.own;
    let (profile, errors) = own.sound(said.unnamed);
    // Whoever types into it does not want it to close.
    let is_awaited = props.file.is_some() && own.value(own::ADDRESS).is_empty();
    let is_open = use_memo(is_awaited, |_| {
        !errors.is_empty()
            || own.value(own::ADDRESS).is_empty()
            || own.value(own::AUDIENCE).is_empty()
    });
    let index = own.index(said.unnamed);
    let error_of = |member: Member| {
        errors.iter().find_map(|error| match error {
            ProfileError::Address {
                member: other,
                error,
                ..
            } if *other == member => Some(language.address_error(*error).to_owned()),
            ProfileError::OtherHost { member: other, .. } if *other == member => {
                Some(language.profile_error(error))
            }
            _ => None,
        })
    };
    let rest = errors.iter().filter(|error| {
        !matches!(
            error,
            ProfileError::Address {
                member: Member::BaseUrl,
                ..
            }
        )
    });
    let audience = match index.audience.fixed() {
        Some(audience) => format!("`{audience}`"),
        None => said.no_audience.to_owned(),
    };
    let is_there = profile.base_url != own::EXAMPLE;
    let is_named = is_there || !own.value(own::NAME).is_empty();
    html! {
        <details class="card own" open={*is_open} data-testid="own-index">
            <summary>
                <h2>{ said.title }</h2>
                <span class="own-told">
                    if is_named {
                        { &*index.name }{ " · " }
                    }
                    { prose(&(said.audience_is)(&audience)) }
                </span>
            </summary>
            <p class="help">
                { said.help }
                if let Some(url) = index.docs_url.clone() {
                    { " " }<a href={url} rel="noreferrer" data-testid="own-docs">{ words.footer_docs }</a>{ "." }
                }
            </p>
            if let Some(file) = &props.file {
                <div role="status" data-testid="profile-file">{ file_message(file, language, words) }</div>
            }
            <div class="own-parts">
                <div class="own-part">
                    { entry(props, own::ADDRESS, said.address, said.address_help, "https://pypi.acme.example/legacy/", error_of(Member::BaseUrl), words) }
                    { entry(props, own::AUDIENCE, said.audience, said.audience_help, "acme", None, words) }
                    { entry(props, own::NAME, said.name, said.name_help, "Acme", None, words) }
                    { issuers(props, said, words) }
                    <div role="status" data-testid="own-errors">
                        { for rest.map(|error| html! {
                            <p class="message message-bad">{ sentence(&language.profile_error(error)) }{ "." }</p>
                        }) }
                    </div>
                </div>
                <div class="own-part">
                    <h3>{ said.ask }</h3>
                    <p class="help">{ said.ask_help }</p>
                    for url in index.audience_url.iter().filter(|_| is_there) {
                        { line(said.ask_audience, ask_audience(url)) }
                    }
                    for address in profile.address().iter().filter(|_| is_there) {
                        <details class="own-endpoints">
                            <summary>{ said.ask_endpoints }</summary>
                            { line(said.ask_draft, ask_endpoints(address, Draft::Query)) }
                            { line(said.ask_draft_before, ask_endpoints(address, Draft::Digest)) }
                        </details>
                    }
                    { answer(props, language, said) }
                </div>
            </div>
        </details>
    }
}

fn entry(
    props: &Props,
    name: &'static str,
    label: &'static str,
    help: &'static str,
    example: &'static str,
    error: Option<String>,
    words: &Words,
) -> Html {
    let dispatcher = props.dispatcher.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            dispatcher.dispatch(Action::Own(OwnEdit::Set(name, input.value())));
        }
    });
    let id = format!("own-{name}");
    html! {
        <div class="own-field">
            <label class="label" for={id.clone()}>{ label }</label>
            <input
                class="input"
                type="text"
                id={id.clone()}
                data-testid={id.clone()}
                aria-describedby={format!("{id}-help")}
                aria-invalid={error.is_some().then_some("true")}
                placeholder={(words.for_example)(example)}
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                value={props.own.value(name).to_owned()}
                {oninput}
            />
            <div class="field-help" id={format!("{id}-help")} role="status">
                if let Some(error) = error {
                    <strong data-testid={format!("{id}-error")}>{ sentence(&error) }{ "." }</strong>
                } else {
                    { prose(help) }
                }
            </div>
        </div>
    }
}

/// Who may vouch for a job.
fn issuers(props: &Props, said: &Said, words: &Words) -> Html {
    let kinds = pypi::PYPI.kinds.iter().map(|kind| {
        let dispatcher = props.dispatcher.clone();
        let id = format!("own-issuer-{}", kind.id);
        let kind_id = kind.id;
        let onchange = Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatcher.dispatch(Action::Own(OwnEdit::Trust(kind_id, input.checked())));
            }
        });
        html! {
            <span class="choice">
                <input
                    type="checkbox"
                    id={id.clone()}
                    data-testid={id.clone()}
                    checked={props.own.trusts(kind.id)}
                    {onchange}
                />
                <label for={id}>{ kind.name }</label>
            </span>
        }
    });
    html! {
        <>
            <fieldset class="own-issuers">
                <legend class="label">{ said.issuers }</legend>
                <div class="choices">{ for kinds }</div>
            </fieldset>
            { entry(props, own::OTHER_ISSUERS, said.other_issuers, said.other_issuers_help, "https://gitlab.acme.example", None, words) }
        </>
    }
}

/// A line for the shell, and what it asks for.
fn line(what: &'static str, command: String) -> Html {
    html! {
        <div class="own-line">
            <p class="label">{ what }</p>
            <div class="command">
                <pre tabindex="0">{ &command }</pre>
                <Copy text={command} {what} />
            </div>
        </div>
    }
}

/// What the index answered, as it is pasted here.
fn answer(props: &Props, language: Language, said: &Said) -> Html {
    let dispatcher = props.dispatcher.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlTextAreaElement>() {
            dispatcher.dispatch(Action::Own(OwnEdit::Answer(Rc::from(input.value()))));
        }
    });
    let outcome = props.own.read().map(|answered| match answered {
        Ok(Answered::Audience(audience)) => {
            html! { <p class="message message-good">{ prose(&(said.took_audience)(&audience)) }</p> }
        }
        Ok(Answered::Endpoints { .. }) => {
            html! { <p class="message message-good">{ said.took_endpoints }</p> }
        }
        Err(error) => {
            html! {
                <p class="message message-bad">{ sentence(&language.answer_error(&error)) }{ "." }</p>
            }
        }
    });
    html! {
        <div class="own-field">
            <label class="label" for="own-answer">{ said.answer }</label>
            <textarea
                id="own-answer"
                class="input keys-box"
                data-testid="own-answer"
                rows="2"
                spellcheck="false"
                autocomplete="off"
                placeholder={"{\"audience\": …}"}
                value={AttrValue::from(Rc::clone(&props.own.answer))}
                {oninput}
            />
            <div role="status" data-testid="own-answered">{ for outcome }</div>
        </div>
    }
}

/// What came of the site's own file.
fn file_message((address, fetch): &(Rc<str>, Fetch), language: Language, words: &Words) -> Html {
    let around = &words.around;
    let (class, text) = match fetch {
        Fetch::Running => ("message", (around.file_loading)(address)),
        Fetch::Failed(error) => (
            "message message-bad",
            (around.file_refused)(address, &refusal(error, language, words)),
        ),
        Fetch::Done(text) => match v1::RequestProfile::from_json(text.as_bytes()) {
            Ok(_) => ("message message-good", (words.own.file_used)(address)),
            Err(problem) => (
                "message message-bad",
                (around.file_refused)(address, &language.problem(&problem)),
            ),
        },
    };
    html! { <p {class}>{ prose(&text) }</p> }
}
