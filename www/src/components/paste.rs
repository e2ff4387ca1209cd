//! The box for the token, and whatever it stands in.

use std::borrow::Cow;
use std::rc::Rc;

use mintcheck::evidence::{Shape, Stray, StrayKind};
use mintcheck::index::{Audience, Index};
use mintcheck::{Language, Report};
use web_sys::HtmlTextAreaElement;
use yew::{
    AttrValue, Callback, Html, InputEvent, MouseEvent, Properties, TargetCast,
    UseReducerDispatcher, classes, component, html,
};

use super::causes::identifier;
use super::copy::Copy;
use super::gallery::{ExampleNote, Gallery};
use super::icon::Icon;
use super::prose::{prose, sentence};
use crate::effect;
use crate::findings::Findings;
use crate::gallery::Example;
use crate::hooks::{use_files, use_language, use_latest, use_options, use_root};
use crate::inspection::Shared;
use crate::mount::Mode;
use crate::state::{Action, FlowAct, State};
use crate::view::View;
use crate::words::Words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// Whether there is a text.
    pub(crate) has_text: bool,
    /// What was found out about the text.
    pub(crate) report: Option<Shared<Report>>,
    /// Whether it is still to be read.
    pub(crate) is_reading: bool,
    pub(crate) index: Cow<'static, Index>,
    /// The example that is in the box.
    pub(crate) example: Option<Example>,
    /// Whether examples are offered here.
    pub(crate) has_examples: bool,
    /// Absent while the part of the program that inspects is not there.
    pub(crate) findings: Option<&'static Findings>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Paste(props: &Props) -> Html {
    let (language, words) = use_language();
    let files = {
        let dispatcher = props.dispatcher.clone();
        use_files(move |_, text| dispatcher.dispatch(Action::Paste(Rc::from(text))))
    };
    let oninput = {
        let dispatcher = props.dispatcher.clone();
        let refused = files.refused.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlTextAreaElement>() {
                refused.set(None);
                dispatcher.dispatch(Action::Paste(Rc::from(input.value())));
            }
        })
    };
    let root = use_root();
    let onclear = {
        let dispatcher = props.dispatcher.clone();
        let refused = files.refused.clone();
        Callback::from(move |_: MouseEvent| {
            refused.set(None);
            dispatcher.dispatch(Action::Clear);
            effect::focus_next(&root, "#paste");
        })
    };
    let privacy = if use_options().alone {
        words.around.privacy_alone
    } else {
        words.privacy
    };
    let report = props.report.as_ref();
    let shape = report.map_or(Shape::Empty, |report| report.input.shape);
    let strays = report.map(|report| report.evidence.strays.as_slice());
    let tone = match shape {
        Shape::Empty => "badge-idle",
        Shape::Unrecognised => "badge-bad",
        _ => "badge-good",
    };
    html! {
        <section
            class={classes!("card", "paste", files.is_hovered.then_some("is-hovered"))}
            aria-labelledby="token-title"
            ondragover={files.ondragover}
            ondragleave={files.ondragleave}
            ondrop={files.ondrop}
        >
            <div class="card-head">
                <h2 id="token-title">{ words.token }</h2>
                <p class={classes!("badge", tone)} data-testid="badge" role="status">
                    if shape != Shape::Empty {
                        <span class="unseen">{ words.recognised }{ " " }</span>
                    }
                    if props.is_reading {
                        { words.reading }
                    } else {
                        { sentence(language.shape(shape)) }
                    }
                </p>
            </div>
            <label class="label" for="paste">{ words.token_label }</label>
            <div class="drop">
                <div class="input paste-box paste-mirror" id="paste-mirror" aria-hidden="true" />
                <PasteBox {oninput} />
                <p class="drop-here" aria-hidden="true">{ words.drop_here }</p>
            </div>
            { strays_found(strays.unwrap_or_default(), language, words) }
            <div class="tools">
                <button
                    type="button"
                    class="button button-small"
                    data-testid="clear"
                    disabled={!props.has_text}
                    onclick={onclear}
                >
                    { words.clear }
                </button>
                <span class="file">
                    <input type="file" id="file" onchange={files.onfile} />
                    <label class="button button-small" for="file">{ words.open_file }</label>
                </span>
            </div>
            if let Some(error) = *files.refused {
                <p class="message message-bad" role="alert">{ (words.file_error)(error) }</p>
            }
            if shape == Shape::Unrecognised {
                <ul class="advice">
                    { for words.unrecognised.iter().map(|text| html! { <li>{ prose(text) }</li> }) }
                </ul>
            }
            if shape == Shape::Workflow {
                <ToWorkflow dispatcher={props.dispatcher.clone()} />
            }
            <Aids
                index={props.index.clone()}
                example={props.example}
                has_examples={props.has_examples}
                dispatcher={props.dispatcher.clone()}
            />
            <p class="privacy" id="privacy">{ Icon::Lock.draw() }<span>{ privacy }</span></p>
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PasteBoxProps {
    oninput: Callback<InputEvent>,
}

/// The box itself. What is around it may be drawn later than it, which always holds the latest text.
#[component]
fn PasteBox(props: &PasteBoxProps) -> Html {
    let (_, words) = use_language();
    let latest = use_latest();
    html! {
        <textarea
            id="paste"
            class="input paste-box"
            data-testid="paste"
            rows="6"
            spellcheck="false"
            autocomplete="off"
            autocapitalize="off"
            aria-describedby="privacy"
            placeholder={words.token_placeholder}
            value={AttrValue::from(latest.text)}
            oninput={props.oninput.clone()}
        />
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ToWorkflowProps {
    dispatcher: UseReducerDispatcher<State>,
}

/// The way to the view that reads workflows, where there are views, with the text in the box.
#[component]
fn ToWorkflow(props: &ToWorkflowProps) -> Html {
    let (_, words) = use_language();
    let text = use_latest().text;
    let dispatcher = props.dispatcher.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        dispatcher.dispatch(Action::Flow(FlowAct::Applied(Rc::clone(&text))));
    });
    if use_options().mode != Mode::Page {
        return Html::default();
    }
    html! {
        <p>
            <a href={format!("#{}", View::Workflow)} data-testid="to-workflow" {onclick}>
                { words.read_workflow }
            </a>
        </p>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AidsProps {
    index: Cow<'static, Index>,
    example: Option<Example>,
    has_examples: bool,
    dispatcher: UseReducerDispatcher<State>,
}

/// Where else a text comes from. Not drawn anew with every letter of it.
#[component]
fn Aids(props: &AidsProps) -> Html {
    let (_, words) = use_language();
    html! {
        <>
            if let Some(example) = props.example {
                <ExampleNote {example} dispatcher={props.dispatcher.clone()} />
            } else if props.has_examples {
                <details class="examples">
                    <summary>{ words.examples }</summary>
                    <Gallery dispatcher={props.dispatcher.clone()} is_wide={false} />
                </details>
            }
            <details class="get-one">
                <summary>{ words.get_one }</summary>
                { get_one(words, &props.index) }
            </details>
        </>
    }
}

/// Secrets in the text, and other things that are no ID token.
fn strays_found(strays: &[Stray], language: Language, words: &Words) -> Html {
    let mut kinds: Vec<StrayKind> = Vec::new();
    for stray in strays {
        if !kinds.contains(&stray.kind) {
            kinds.push(stray.kind);
        }
    }
    if kinds.is_empty() {
        return Html::default();
    }
    let items = kinds.iter().map(|kind| {
        html! {
            <li data-testid={format!("stray-{}", identifier(kind))}>
                { sentence(language.stray(*kind)) }{ "." }
            </li>
        }
    });
    html! {
        <div class="message message-bad strays" role="alert" data-testid="strays">
            { Icon::Warning.draw() }
            <div>
                <strong>{ words.strays }</strong>
                <ul>{ for items }</ul>
            </div>
        </div>
    }
}

/// How a GitHub job asks for a token.
fn get_one(words: &Words, index: &Index) -> Html {
    let asked = match &index.audience {
        Audience::Fixed(_) | Audience::NotGiven => {
            let audience = index.audience.shown();
            format!("\"$ACTIONS_ID_TOKEN_REQUEST_URL&audience={audience}\"")
        }
        Audience::Document { example, .. } => {
            format!("-G \"$ACTIONS_ID_TOKEN_REQUEST_URL\" --data-urlencode 'audience={example}'")
        }
    };
    let command = format!(
        "curl -sS -H \"Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN\" \\\n  {asked}"
    );
    html! {
        <>
            <p class="help">{ prose(&(words.get_one_help)(index.audience.shown())) }</p>
            <div class="command">
                <pre tabindex="0">{ &command }</pre>
                <Copy text={command} what={words.get_one} />
            </div>
            <p class="help">{ words.get_one_caution }</p>
        </>
    }
}
