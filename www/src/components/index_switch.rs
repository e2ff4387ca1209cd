//! The switch between the indexes. Where they do not fit, it scrolls, and the chosen one is in sight.

use mintcheck::index::{INDEXES, custom};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::{
    AttrValue, Callback, Html, Properties, UseReducerDispatcher, component, html, use_effect_with,
    use_node_ref,
};

use crate::hooks::use_language;
use crate::state::{Action, State};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) index: &'static str,
    /// What one's own index is called.
    pub(crate) own: AttrValue,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

#[component]
pub(crate) fn IndexSwitch(props: &Props) -> Html {
    let (_, words) = use_language();
    let switch = use_node_ref();
    {
        let switch = switch.clone();
        use_effect_with(props.index, move |_| {
            if let Some(switch) = switch.cast::<Element>() {
                show_chosen(&switch);
            }
        });
    }
    let offered = INDEXES.into_iter();
    let offered = offered.map(|index| (index.id, AttrValue::Static(&index.name)));
    let choices = offered.chain([(custom::ID, props.own.clone())]);
    let choices = choices.map(|(index, name)| {
        let dispatcher = props.dispatcher.clone();
        let id = format!("index-{index}");
        let onchange = Callback::from(move |_| dispatcher.dispatch(Action::Index(index)));
        html! {
            <span class="segment" key={index}>
                <input
                    type="radio"
                    name="index"
                    id={id.clone()}
                    data-testid={id.clone()}
                    value={index}
                    checked={props.index == index}
                    {onchange}
                />
                <label for={id}>{ name }</label>
            </span>
        }
    });
    html! {
        <fieldset class="segments" ref={switch}>
            <legend class="unseen">{ words.index }</legend>
            { for choices }
        </fieldset>
    }
}

/// Scrolls the switch, and nothing else, to what is chosen.
fn show_chosen(switch: &Element) {
    let chosen = switch.query_selector(".segment:has(:checked)");
    let chosen = chosen.ok().flatten();
    if let Some(chosen) = chosen.and_then(|chosen| chosen.dyn_into::<HtmlElement>().ok()) {
        let spare = switch.client_width().saturating_sub(chosen.offset_width());
        switch.set_scroll_left(chosen.offset_left().saturating_sub(spare.div_euclid(2)));
    }
}
