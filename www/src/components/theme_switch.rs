//! Light or dark, or as the reader's system has it.

use web_sys::{Event, HtmlSelectElement};
use yew::{Callback, Html, TargetCast, component, html, use_effect_with, use_state_eq};

use crate::hooks::use_language;
use crate::memory;

/// The choices; the first is the system's.
const THEMES: [&str; 3] = ["auto", "light", "dark"];

#[component]
pub(crate) fn ThemeSwitch() -> Html {
    let (_, words) = use_language();
    let chosen = use_state_eq(|| THEMES[0]);
    {
        let chosen = chosen.clone();
        use_effect_with((), move |()| {
            let kept = memory::kept_theme();
            let theme = THEMES
                .into_iter()
                .find(|theme| kept.as_deref() == Some(theme));
            if let Some(theme) = theme {
                memory::keep_theme(theme);
                chosen.set(theme);
            }
        });
    }
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            let value = select.map(|select| select.value()).unwrap_or_default();
            if let Some(theme) = THEMES.into_iter().find(|theme| **theme == *value) {
                memory::keep_theme(theme);
                chosen.set(theme);
            }
        })
    };
    let choices = THEMES
        .into_iter()
        .zip(words.sharing.themes)
        .map(|(theme, name)| {
            html! { <option value={theme} selected={*chosen == theme}>{ name }</option> }
        });
    html! {
        <select
            class="language theme"
            data-testid="theme"
            aria-label={words.sharing.theme}
            {onchange}
        >
            { for choices }
        </select>
    }
}
