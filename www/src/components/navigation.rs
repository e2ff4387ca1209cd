//! The way from one view to another.

use yew::{Callback, Html, MouseEvent, Properties, component, html};

use crate::hooks::use_language;
use crate::memory;
use crate::state::{Fragment, read};
use crate::view::{Chapter, View};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) view: View,
}

#[component]
pub(crate) fn Navigation(props: &Props) -> Html {
    let (_, words) = use_language();
    let words = &words.views;
    let views = [
        (View::Inspector, "inspector", words.inspector),
        (View::Workflow, "workflow", words.workflow),
        (View::Lesson(Chapter::Start), "lesson", words.lesson),
    ];
    // The way back would bring back what the link says, and undo what was entered since.
    let onclick = Callback::from(|_: MouseEvent| {
        if let Fragment::Link(_) = read(&memory::fragment()) {
            memory::drop_fragment();
        }
    });
    let links = views.into_iter().map(|(view, name, text)| {
        let is_shown = view.is_like(&props.view);
        html! {
            <a
                href={format!("#{view}")}
                data-testid={format!("view-{name}")}
                aria-current={is_shown.then_some("page")}
                onclick={onclick.clone()}
            >
                { text }
            </a>
        }
    });
    html! {
        <nav class="views" aria-label={words.navigation}>
            { for links }
        </nav>
    }
}
