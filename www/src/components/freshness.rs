//! Whether the token is genuine, and when it is valid.

use mintcheck::report::Signature;
use mintcheck::time::UnixTime;
use yew::{Html, component, html};

use super::ReportProps;
use super::icon::Icon;
use super::prose::sentence;
use crate::hooks::use_language;
use crate::moment;

#[component]
pub(crate) fn Freshness(props: &ReportProps) -> Html {
    let (language, words) = use_language();
    let report = &props.report;
    if report.token.is_none() {
        return Html::default();
    }
    let (class, icon) = match &report.signature {
        Signature::Genuine { .. } => ("is-pass", Icon::Check),
        Signature::Forged { .. } => ("is-fail", Icon::Cross),
        Signature::AlgorithmNotSupported { .. }
        | Signature::KeyNotFound { .. }
        | Signature::KeyUnusable { .. }
        | Signature::NoKeyId
        | Signature::NoKeys { .. }
        | Signature::NoToken => ("is-unknown", Icon::Question),
    };
    let relative = |moment: UnixTime| {
        let since = report.clock.now?.since(moment);
        let length = language.duration(since);
        Some(if since < 0 {
            (words.ahead)(&length)
        } else {
            (words.ago)(&length)
        })
    };
    let row = |title: &'static str, moment: Option<UnixTime>| {
        moment.map(|moment| {
            html! {
                <div>
                    <dt>{ title }</dt>
                    <dd>
                        <time datetime={moment.to_string()}>{ moment::shown(moment) }</time>
                        if let Some(relative) = relative(moment) {
                            <span class="faint">{ relative }</span>
                        }
                        <span class="faint seconds">{ (words.sharing.since_1970)(moment.0) }</span>
                    </dd>
                </div>
            }
        })
    };
    html! {
        <section class="card" aria-labelledby="genuine-title">
            <h2 id="genuine-title">{ words.genuine_and_fresh }</h2>
            <p class={format!("signature-state {class}")} data-testid="signature">
                { icon.draw() }
                <span>{ sentence(&language.signature(&report.signature)) }</span>
            </p>
            <dl class="moments">
                { for row(words.issued, report.clock.issued_at) }
                { for row(words.not_before, report.clock.not_before) }
                { for row(words.expires, report.clock.expires) }
            </dl>
        </section>
    }
}
