//! A card that is unfolded on demand. How it stands is the browser's: it stays so while what is in it changes.

use yew::{AttrValue, Html, Properties, classes, component, html};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// Its name in the document.
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What can be seen of it while it is folded.
    pub(crate) note: AttrValue,
    pub(crate) children: Html,
}

#[component]
pub(crate) fn Fold(props: &Props) -> Html {
    html! {
        <details class={classes!("card", "fold", props.id)} id={props.id} data-testid={props.id}>
            <summary>
                <h2>{ props.title }</h2>
                <span class="faint">{ &props.note }</span>
            </summary>
            { props.children.clone() }
        </details>
    }
}
