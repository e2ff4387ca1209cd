//! Sentences, in which backticks mark what the user gave.

use yew::{Html, html};

use crate::shown::{capitalised, clip, visible};

/// How much of a value stands in a sentence.
const LONGEST: usize = 240;

/// A sentence of the core where it stands alone.
pub(crate) fn sentence(text: &str) -> Html {
    prose(&capitalised(text))
}

/// A text with what stands in backticks set as data.
pub(crate) fn prose(text: &str) -> Html {
    text.split('`')
        .enumerate()
        .map(|(position, part)| {
            let is_data = position % 2 == 1;
            let (part, left_out) = clip(part, LONGEST);
            let ellipsis = if left_out > 0 { "…" } else { "" };
            if is_data {
                html! { <code>{ visible(part) }{ ellipsis }</code> }
            } else {
                html! { <>{ part.to_owned() }{ ellipsis }</> }
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use yew::LocalServerRenderer;
    use yew::prelude::*;

    use super::*;

    #[component]
    fn Sample() -> Html {
        sentence("the claim `aud` is `<b>`")
    }

    #[tokio::test(flavor = "current_thread")]
    async fn backticks_mark_data() {
        let shown = LocalServerRenderer::<Sample>::new()
            .hydratable(false)
            .render()
            .await;
        assert_eq!(
            shown,
            "The claim <code>aud</code> is <code>&lt;b&gt;</code>"
        );
    }
}
