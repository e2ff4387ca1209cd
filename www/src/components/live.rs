//! The warning that a token can still be used.

use yew::{Html, component, html};

use super::ReportProps;
use super::icon::Icon;
use crate::hooks::use_language;
use crate::moment;

#[component]
pub(crate) fn Live(props: &ReportProps) -> Html {
    let (language, words) = use_language();
    let clock = &props.report.clock;
    let (true, Some(expires), Some(now)) = (props.report.is_live(), clock.expires, clock.now)
    else {
        return Html::default();
    };
    let length = language.duration(expires.since(now));
    html! {
        <div class="live" role="alert" data-testid="live-banner">
            { Icon::Warning.draw() }
            <p>
                <strong>{ words.live }{ "." }</strong>{ " " }
                { (words.live_help)(&moment::shown(expires), &length) }
            </p>
        </div>
    }
}
