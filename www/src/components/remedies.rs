//! What to change, each change tried before it is shown.

use std::collections::BTreeMap;
use std::rc::Rc;

use mintcheck::finding::{Edit, Remedy};
use mintcheck::index::{Kind, Presence};
use mintcheck::{Language, Report};
use web_sys::HtmlElement;
use yew::{
    Callback, Html, MouseEvent, Properties, UseReducerDispatcher, component, html, use_effect_with,
    use_memo, use_node_ref,
};

use super::change::change;
use super::copy::Copy;
use super::icon::Icon;
use super::prose::sentence;
use crate::hooks::use_language;
use crate::inspection::{Inspection, Shared, unverified_claims};
use crate::shown::{capitalised, visible};
use crate::state::{Action, State};
use crate::words::{With, Words};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) inspection: Shared<Inspection>,
    pub(crate) report: Shared<Report>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Remedies(props: &Props) -> Html {
    let (language, words) = use_language();
    let report = &props.report;
    let applied = props.state.applied.as_ref();
    if report.remedies.is_empty() && applied.is_none() {
        return Html::default();
    }
    let several = report.remedies.len() > 1;
    let items = report
        .remedies
        .iter()
        .enumerate()
        .map(|(place, remedy)| item(props, place, remedy, language, words));
    html! {
        <section class="card remedies" aria-labelledby="remedies-title" data-testid="remedies">
            <h2 id="remedies-title">{ words.remedies }</h2>
            if let Some(applied) = applied {
                <Applied
                    state={props.state.clone()}
                    report={report.clone()}
                    is_act={applied.remedy.is_some()}
                    dispatcher={props.dispatcher.clone()}
                />
            }
            if several && report.remedies.iter().all(|remedy| remedy.proved) {
                <p class="help">{ words.remedies_any }</p>
            }
            if !report.remedies.is_empty() {
                <ol class="remedy-list">{ for items }</ol>
            }
        </section>
    }
}

fn item(props: &Props, place: usize, remedy: &Remedy, language: Language, words: &Words) -> Html {
    let report = &props.report;
    let (class, icon) = if remedy.proved {
        ("proof is-pass", Icon::Check)
    } else {
        ("proof is-unknown", Icon::Question)
    };
    html! {
        <li class="remedy" data-testid={format!("remedy-{place}")}>
            { for remedy.edits.iter().map(|edit| instruction(edit, report, language, words)) }
            { for values(remedy, report, language) }
            if let Some(snippet) = &remedy.snippet {
                <div class="command">
                    <pre tabindex="0">{ snippet.trim_end().to_owned() }</pre>
                    <Copy text={snippet.clone()} what={words.snippet} />
                </div>
            }
            <p class={class} data-testid={format!("proof-{place}")}>
                { icon.draw() }
                <span>{ capitalised(language.proof(remedy, report.is_genuine())) }{ "." }</span>
            </p>
            <div class="remedy-acts">
                { apply(props, place, remedy, words) }
                { for link(remedy, report, words) }
            </div>
        </li>
    }
}

/// A change as a sentence, and what it changes character by character.
fn instruction(edit: &Edit, report: &Report, language: Language, words: &Words) -> Html {
    let difference = match edit {
        Edit::ChangeField {
            field,
            before,
            after,
            ..
        } => change(language.field(&report.index, field), before, after, words),
        Edit::RenameWorkflow { before, after } => change(words.workflow_file, before, after, words),
        _ => Html::default(),
    };
    html! {
        <>
            <p class="instruction">{ sentence(&language.edit(edit, report)) }{ "." }</p>
            { difference }
        </>
    }
}

/// What to enter where a publisher is to be registered. What the index finds out itself is no field of
/// its form.
fn values(remedy: &Remedy, report: &Report, language: Language) -> Option<Html> {
    if !matches!(remedy.edits.as_slice(), [Edit::AddPublisher { .. }]) {
        return None;
    }
    let (_, fields) = remedy.publisher.as_ref()?;
    let rows = kind(report)?
        .fields
        .iter()
        .filter(|field| field.presence != Presence::FilledByIndex)
        .filter_map(|field| {
            Some((
                language.field(&report.index, field.id),
                fields.get(field.id)?,
            ))
        })
        .map(|(label, value)| {
            html! {
                <div>
                    <dt>{ label }</dt>
                    <dd><code>{ visible(value) }</code></dd>
                </div>
            }
        });
    Some(html! { <dl class="values">{ for rows }</dl> })
}

/// The kind of publisher that the remedies are about.
fn kind(report: &Report) -> Option<&'static Kind> {
    let index = &report.index;
    report
        .kind
        .and_then(|kind| index.kind(kind))
        .or_else(|| index.kinds.first().copied())
}

/// The button that puts the values into the form.
fn apply(props: &Props, place: usize, remedy: &Remedy, words: &Words) -> Html {
    let Some(((position, _), kind)) = remedy.publisher.as_ref().zip(kind(&props.report)) else {
        return Html::default();
    };
    let forms = props.state.publishers.iter().zip(&props.inspection.cards);
    let publisher = forms
        .filter(|(_, card)| card.position == Some(*position))
        .map(|(draft, _)| draft.id)
        .next();
    let onclick = {
        let dispatcher = props.dispatcher.clone();
        let remedy = Rc::new(remedy.clone());
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::Apply {
                publisher,
                kind: kind.id,
                remedy: Rc::clone(&remedy),
            });
        })
    };
    html! {
        <button
            type="button"
            class="button button-small button-main"
            data-testid={format!("apply-{place}")}
            title={words.apply_help}
            {onclick}
        >
            { words.apply }
        </button>
    }
}

/// What is said of a link to an index's own form: one without a query fills in nothing.
pub(crate) fn form_link(words: &Words, link: &str) -> With {
    if link.contains('?') {
        words.open_form
    } else {
        words.open_blank_form
    }
}

/// The index's own form, filled in where it takes that.
fn link(remedy: &Remedy, report: &Report, words: &Words) -> Option<Html> {
    let href = remedy.link.clone()?;
    let name = &*report.index.name;
    let text = form_link(words, &href)(name);
    Some(html! {
        <a class="button button-small" {href} target="_blank" rel="noopener noreferrer">
            { text }
            <span aria-hidden="true">{ "↗" }</span>
            <span class="unseen">{ words.new_tab }</span>
        </a>
    })
}

#[derive(Clone, PartialEq, Properties)]
struct AppliedProps {
    state: Shared<State>,
    report: Shared<Report>,
    /// Whether it was applied here, by a click. It may have been in another language.
    is_act: bool,
    dispatcher: UseReducerDispatcher<State>,
}

/// The remedy that is in the form now, and the way back.
#[component]
fn Applied(props: &AppliedProps) -> Html {
    let (language, words) = use_language();
    let undo = use_node_ref();
    {
        // The button that was clicked is gone; whoever uses the keyboard goes on from here.
        let undo = undo.clone();
        let is_act = props.is_act;
        use_effect_with((), move |()| {
            if let (true, Some(button)) = (is_act, undo.cast::<HtmlElement>()) {
                let _ = button.focus();
            }
        });
    }
    let remedy = {
        let state = props.state.clone();
        use_memo(props.state.applied.clone(), move |_| remedy_applied(&state))
    };
    let onclick = {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |_: MouseEvent| dispatcher.dispatch(Action::Undo))
    };
    let edits = remedy.iter().flat_map(|remedy| &remedy.edits).map(|edit| {
        html! { <li>{ sentence(&language.edit(edit, &props.report)) }{ "." }</li> }
    });
    let link = remedy
        .as_ref()
        .as_ref()
        .and_then(|remedy| link(remedy, &props.report, words));
    html! {
        <div class="applied" data-testid="applied">
            <p><strong>{ words.applied }</strong>{ " " }{ words.applied_help }</p>
            <ul>{ for edits }</ul>
            <div class="remedy-acts">
                { for link }
                <button
                    type="button"
                    class="button button-small"
                    data-testid="undo"
                    ref={undo}
                    {onclick}
                >
                    { words.undo }
                </button>
            </div>
        </div>
    }
}

/// The remedy that was applied. One that a program in another language applied is found once more, among those for what
/// was entered before: it is the one that says what is entered now.
fn remedy_applied(state: &State) -> Option<Rc<Remedy>> {
    if let Some(remedy) = state.applied.as_ref()?.remedy.clone() {
        return Some(remedy);
    }
    let before = state.before_remedy()?;
    let inspection = Inspection::of(&before, &unverified_claims(&before.paste));
    let is_entered = |fields: &BTreeMap<String, String>| {
        let mut forms = state.publishers.iter();
        forms.any(|draft| {
            let mut fields = fields.iter();
            fields.all(|(field, value)| draft.value(field) == value)
        })
    };
    let mut remedies = inspection.found()?.remedies.iter();
    let remedy = remedies.find(|remedy| {
        let publisher = remedy.publisher.as_ref();
        publisher.is_some_and(|(_, fields)| is_entered(fields))
    });
    Some(Rc::new(remedy?.clone()))
}
