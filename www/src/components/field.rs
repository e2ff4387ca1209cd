//! A field of a publisher's form: what was typed, what the token says, what the index's own form would
//! say, and what was tidied.

use mintcheck::Language;
use mintcheck::index::{Field, Presence};
use yew::{Callback, FocusEvent, Html, InputEvent, MouseEvent, html};

use super::prose::sentence;
use super::publisher::{Props, act, value_of};
use crate::effect;
use crate::inspection::Card;
use crate::shown::capitalised;
use crate::state::Action;
use crate::words::Words;

pub(super) fn text_field(
    props: &Props,
    card: &Card,
    field: &'static Field,
    beside: Option<Html>,
    language: Language,
    words: &Words,
) -> Html {
    let publisher = props.draft.id;
    let kind = card.kind.id;
    let oninput = act(props, move |event: InputEvent| Action::Field {
        publisher,
        kind,
        field: field.id,
        value: value_of(&event),
    });
    let onblur = {
        let dispatcher = props.dispatcher.clone();
        Callback::from(move |_: FocusEvent| {
            let dispatcher = dispatcher.clone();
            effect::soon(move || {
                dispatcher.dispatch(Action::Left {
                    publisher,
                    kind,
                    field: field.id,
                });
            });
        })
    };
    let compared = card.fields.iter().find(|beside| beside.field == field.id);
    let claim = compared.map(|beside| beside.claim);
    let id = format!("publisher-{}-{}", props.place, field.id);
    let value = props.draft.value(field.id).to_owned();
    let has_outer_space = value.trim() != value;
    let help = match field.presence {
        Presence::Required => None,
        presence => Some(language.presence(presence)),
    };
    let index = &props.inspection.index;
    let messages = card
        .messages
        .iter()
        .filter(|(at, _)| *at == field.id)
        .map(|(_, text)| {
            html! {
                <p class="form-says" data-testid={format!("{id}-form-says")}>
                    { (words.form_says)(&index.name) }{ " " }<q>{ text }</q>
                </p>
            }
        });
    let notes = props.draft.tidied.get(field.id);
    let notes = notes.iter().flat_map(|tidied| &tidied.notes).map(|note| {
        html! {
            <p class="tidied" data-testid={format!("{id}-tidied")}>
                { sentence(&language.note(note)) }{ "." }
            </p>
        }
    });
    html! {
        <div class="field" data-claim={claim}>
            <label class="label" for={id.clone()}>{ language.field(index, field.id) }</label>
            <input
                class="input"
                type="text"
                id={id.clone()}
                data-testid={id.clone()}
                aria-describedby={format!("{id}-beside {id}-help")}
                placeholder={(words.for_example)(field.example)}
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                {value}
                {oninput}
                {onblur}
            />
            <div class="beside" id={format!("{id}-beside")}>{ for beside }</div>
            <div class="field-help" id={format!("{id}-help")} role="status">
                { for messages }
                { for notes }
                if has_outer_space {
                    <strong>{ words.space_at_end }{ " " }</strong>
                }
                if let Some(help) = help {
                    { capitalised(help) }{ "." }
                }
            </div>
        </div>
    }
}

/// The way back to what was typed.
pub(super) fn untidy(props: &Props, words: &Words) -> Html {
    if props.draft.tidied.is_empty() {
        return Html::default();
    }
    let publisher = props.draft.id;
    let onclick = act(props, move |_: MouseEvent| Action::Untidy { publisher });
    html! {
        <p class="untidy">
            <button
                type="button"
                class="button button-small"
                data-testid={format!("untidy-{}", props.place)}
                {onclick}
            >
                { words.untidy }
            </button>
        </p>
    }
}
