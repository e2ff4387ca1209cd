//! The mintcheck page: components, and nothing that decides.

use yew::{Html, component, html};

/// The whole page.
#[component]
pub fn App() -> Html {
    html! {
        <main>
            <h1>{ "mintcheck" }</h1>
            <p>{ "Will it mint? Paste what you have; read what the index will answer, and why." }</p>
        </main>
    }
}
