//! Examples to start with, and what each of them shows.

use web_sys::HtmlElement;
use yew::{
    Callback, Html, MouseEvent, Properties, UseReducerDispatcher, component, html, use_effect_with,
    use_node_ref,
};

use super::prose::prose;
use crate::gallery::Example;
use crate::hooks::use_language;
use crate::state::{Action, State};

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) dispatcher: UseReducerDispatcher<State>,
    /// Whether there is room for what one learns.
    pub(crate) is_wide: bool,
}

/// The examples to choose from.
#[component]
pub(crate) fn Gallery(props: &Props) -> Html {
    let (_, words) = use_language();
    let items = Example::ALL.into_iter().map(|example| {
        let lesson = (words.lessons.of)(example);
        let onclick = show(&props.dispatcher, Some(example));
        html! {
            <li key={example.id()}>
                <button
                    type="button"
                    class="example"
                    data-testid={format!("example-{}", example.id())}
                    {onclick}
                >
                    <strong>{ lesson.title }</strong>
                    if props.is_wide {
                        <span>{ prose(lesson.teaser) }</span>
                    }
                </button>
            </li>
        }
    });
    html! { <ul class="gallery">{ for items }</ul> }
}

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct NoteProps {
    pub(crate) example: Example,
    pub(crate) dispatcher: UseReducerDispatcher<State>,
}

/// What an example shows, and the way to the next one.
#[component]
pub(crate) fn ExampleNote(props: &NoteProps) -> Html {
    let (_, words) = use_language();
    let words = &words.lessons;
    let title = use_node_ref();
    {
        // What was clicked is gone; whoever uses the keyboard, or listens, goes on from here.
        let title = title.clone();
        use_effect_with((), move |()| {
            if let Some(title) = title.cast::<HtmlElement>() {
                let _ = title.focus();
            }
        });
    }
    let all = Example::ALL;
    let place = all.iter().position(|example| *example == props.example);
    let place = place.unwrap_or_default();
    let last = all.len().saturating_sub(1);
    let before = place.checked_sub(1).unwrap_or(last);
    let after = if place == last {
        0
    } else {
        place.saturating_add(1)
    };
    let step = |to: usize, id: &'static str, label: &'static str| {
        let onclick = show(&props.dispatcher, all.get(to).copied());
        html! {
            <button type="button" class="button button-small" data-testid={id} {onclick}>
                { label }
            </button>
        }
    };
    let lesson = (words.of)(props.example);
    let onclose = show(&props.dispatcher, None);
    html! {
        <aside class="lesson" aria-labelledby="lesson-title" data-testid="lesson">
            <p class="lesson-count">{ (words.count)(place.saturating_add(1), all.len()) }</p>
            <h3 id="lesson-title" tabindex="-1" ref={title}>{ lesson.title }</h3>
            <p>{ prose(lesson.shows) }</p>
            <div class="lesson-acts">
                { step(before, "example-before", words.before) }
                { step(after, "example-next", words.next) }
                <button
                    type="button"
                    class="button button-small"
                    data-testid="example-close"
                    onclick={onclose}
                >
                    { words.close }
                </button>
            </div>
        </aside>
    }
}

fn show(
    dispatcher: &UseReducerDispatcher<State>,
    example: Option<Example>,
) -> Callback<MouseEvent> {
    let dispatcher = dispatcher.clone();
    Callback::from(move |_| dispatcher.dispatch(Action::Example(example)))
}
