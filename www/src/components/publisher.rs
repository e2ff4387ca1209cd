//! One publisher's form. Its fields are the index's own.

use mintcheck::index::FieldComparison;
use web_sys::{Event, HtmlInputElement, HtmlSelectElement};
use yew::{
    Callback, Html, InputEvent, MouseEvent, NodeRef, Properties, TargetCast, UseReducerDispatcher,
    classes, component, html, use_effect_with, use_node_ref,
};

use super::comparison::comparison;
use super::field;
use crate::effect;
use crate::hooks::{use_language, use_root};
use crate::inspection::{Card, Inspection, Shared};
use crate::state::{Action, Draft, State};
use crate::told::Source;
use crate::words::Words;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// The place among the forms.
    pub(crate) place: usize,
    pub(crate) draft: Draft,
    pub(crate) inspection: Shared<Inspection>,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn Publisher(props: &Props) -> Html {
    let (language, words) = use_language();
    let card = props.inspection.cards.get(props.place);
    let root = use_root();
    let select = use_node_ref();
    {
        // A browser forgets which option is marked once somebody chose one, and the kind may change
        // with the token.
        let select = select.clone();
        use_effect_with(card.map_or("", |card| card.kind.id), move |kind| {
            if let Some(select) = select.cast::<HtmlSelectElement>() {
                select.set_value(kind);
            }
        });
    }
    let Some(card) = card else {
        return Html::default();
    };
    let place = props.place;
    let report = props.inspection.found();
    let id = props.draft.id;
    let onremove = {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |_: MouseEvent| {
            dispatcher.dispatch(Action::RemovePublisher(id));
            effect::focus_next(&root, ".add-publisher");
        })
    };
    let used = report.map_or(&[][..], |report| &report.prediction.publishers);
    let is_selected = match card.position {
        Some(position) if used.len() > 1 => used.contains(&position),
        Some(_) => report.and_then(|report| report.selected) == card.position,
        None => false,
    };
    let is_only_blank = card.position.is_none() && props.inspection.cards.len() == 1;
    let title = match card.position {
        Some(position) => (words.publisher)(position.saturating_add(1)),
        None => words.publisher_new.to_owned(),
    };
    let source = match card.applies {
        Some(false) => Source::Nothing,
        _ => props.inspection.source,
    };
    let fields = card.kind.fields.iter().map(|field| {
        let beside = card
            .fields
            .iter()
            .find(|beside| beside.field == field.id)
            .map(|beside| {
                let is_known = !card.unknown.contains(&beside.claim);
                comparison(beside, source, is_known, card.position.is_none(), words)
            });
        field::text_field(props, card, field, beside, language, words)
    });
    html! {
        <fieldset class={classes!("publisher", is_selected.then_some("is-selected"))}>
            <legend class="unseen">{ title.clone() }</legend>
            <div class="publisher-head">
                <p class="publisher-title" aria-hidden="true">{ title }</p>
                if is_selected {
                    <span class="tag">
                        { if used.len() > 1 { words.publisher_among } else { words.publisher_selected } }
                    </span>
                }
                if card.position.is_none() {
                    <span class="faint">{ words.publisher_blank }</span>
                }
                <button
                    type="button"
                    class="button button-small"
                    data-testid={format!("remove-publisher-{place}")}
                    disabled={is_only_blank}
                    onclick={onremove}
                >
                    { words.remove }
                </button>
            </div>
            { kind_and_pending(props, card, select, words) }
            if card.applies == Some(false) {
                <p class="message">{ (words.not_of_kind)(card.kind.name) }</p>
            }
            { for fields }
            { field::untidy(props, words) }
            { project(props, words) }
            { fill(props, card, words) }
        </fieldset>
    }
}

/// A callback that turns an event into an action.
pub(super) fn act<E: 'static>(
    props: &Props,
    action: impl Fn(E) -> Action + 'static,
) -> Callback<E> {
    let dispatcher = props.dispatcher.clone();
    Callback::from(move |event| dispatcher.dispatch(action(event)))
}

pub(super) fn value_of(event: &InputEvent) -> String {
    event
        .target_dyn_into::<HtmlInputElement>()
        .map(|input| input.value())
        .unwrap_or_default()
}

fn kind_and_pending(props: &Props, card: &Card, select: NodeRef, words: &Words) -> Html {
    let place = props.place;
    let id = props.draft.id;
    let index = props.inspection.index.clone();
    let dispatcher = props.dispatcher.clone();
    let onkind = Callback::from(move |event: Event| {
        let chosen = event
            .target_dyn_into::<HtmlSelectElement>()
            .map(|select| select.value())
            .unwrap_or_default();
        if let Some(kind) = index.kind(&chosen) {
            dispatcher.dispatch(Action::Kind {
                publisher: id,
                kind: kind.id,
            });
        }
    });
    let onpending = act(props, move |event: Event| Action::Pending {
        publisher: id,
        pending: event
            .target_dyn_into::<HtmlInputElement>()
            .is_some_and(|input| input.checked()),
    });
    let options = props.inspection.index.kinds.iter().map(|kind| {
        html! {
            <option value={kind.id} selected={kind.id == card.kind.id}>{ kind.name }</option>
        }
    });
    let kind_id = format!("publisher-{place}-kind");
    let pending_id = format!("publisher-{place}-pending");
    let has_pending = props.inspection.index.has_pending;
    html! {
        <div class="field">
            <label class="label" for={kind_id.clone()}>{ words.kind }</label>
            <select
                class="input"
                id={kind_id.clone()}
                data-testid={kind_id}
                ref={select}
                onchange={onkind}
            >
                { for options }
            </select>
            if has_pending {
            <span class="choice beside">
                <input
                    type="checkbox"
                    id={pending_id.clone()}
                    data-testid={pending_id.clone()}
                    checked={props.draft.pending}
                    onchange={onpending}
                />
                <label for={pending_id}>
                    { words.pending }{ ": " }<span class="faint">{ words.pending_help }</span>
                </label>
            </span>
            }
        </div>
    }
}

fn project(props: &Props, words: &Words) -> Html {
    let publisher = props.draft.id;
    let oninput = act(props, move |event: InputEvent| Action::Project {
        publisher,
        project: value_of(&event),
    });
    let id = format!("publisher-{}-project", props.place);
    let [label, help] = (words.project)(props.inspection.index.noun);
    html! {
        <div class="field">
            <label class="label" for={id.clone()}>{ label }</label>
            <input
                class="input"
                type="text"
                id={id.clone()}
                data-testid={id.clone()}
                aria-describedby={format!("{id}-help")}
                placeholder={(words.for_example)("sampleproject")}
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                value={props.draft.project.clone()}
                {oninput}
            />
            <p class="beside field-help" id={format!("{id}-help")}>{ help }</p>
        </div>
    }
}

fn fill(props: &Props, card: &Card, words: &Words) -> Html {
    let values: Vec<_> = card.fields.iter().filter_map(from_token).collect();
    let nothing = values.is_empty() || card.applies == Some(false);
    let publisher = props.draft.id;
    let kind = card.kind.id;
    let onclick = act(props, move |_: MouseEvent| Action::Fill {
        publisher,
        kind,
        values: values.clone(),
    });
    let id = format!("fill-{}", props.place);
    html! {
        <div class="fill">
            <button
                type="button"
                class="button button-small"
                data-testid={id.clone()}
                aria-describedby={format!("{id}-caution")}
                disabled={nothing}
                {onclick}
            >
                { if props.inspection.source == Source::Text { words.fill_from_text } else { words.fill } }
            </button>
            <p class="field-help" id={format!("{id}-caution")}>{ words.fill_caution }</p>
        </div>
    }
}

fn from_token(beside: &FieldComparison) -> Option<(&'static str, String)> {
    Some((beside.field, beside.claimed.clone()?))
}
