//! A view's heading, which gets the focus when one comes to it.

use web_sys::HtmlElement;
use yew::{AttrValue, Classes, Html, Properties, component, html, use_effect_with, use_node_ref};

use crate::hooks::use_shown;
use crate::memory;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) text: AttrValue,
    #[prop_or_default]
    pub(crate) class: Classes,
}

/// One for each view. It stands in the view itself, so that it is there whenever the view is.
#[component]
pub(crate) fn Heading(props: &Props) -> Html {
    let shown = use_shown();
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with(shown, move |shown| {
            if let (true, Some(heading)) = (shown.has_moved, heading.cast::<HtmlElement>()) {
                memory::scroll_to_top();
                // Fails for nothing that is there.
                let _ = heading.focus();
            }
        });
    }
    html! {
        <h2 id="view-title" class={props.class.clone()} tabindex="-1" ref={heading}>
            { &props.text }
        </h2>
    }
}
