//! The token, decoded: its three parts, its header, its claims.

use mintcheck::report::HeaderMember;
use yew::{Html, component, html};

use super::ReportProps;
use super::claims::{Claims, value};
use crate::hooks::use_language;
use crate::shown::{capitalised, clip};
use crate::words::Words;

/// How much of a part is shown.
const LONGEST: usize = 4000;

#[component]
pub(crate) fn Token(props: &ReportProps) -> Html {
    let (language, words) = use_language();
    let Some(token) = &props.report.token else {
        return Html::default();
    };
    let members = token.header.iter().map(|member| {
        let meaning = member.term.map(|term| language.term(term));
        header_row(member, meaning, words)
    });
    html! {
        <section class="card token" aria-labelledby="decoded-title">
            <h2 id="decoded-title">{ words.decoded }</h2>
            <Claims report={props.report.clone()} />
            <h3 class="part part-header">{ words.header }</h3>
            <dl class="claims">{ for members }</dl>
            <h3>{ words.raw }</h3>
            <ul class="legend">
                <li class="part part-header">{ words.header }</li>
                <li class="part part-payload">{ words.payload }</li>
                <li class="part part-signature">{ words.signature }</li>
            </ul>
            { raw(&token.raw, words) }
        </section>
    }
}

fn header_row(member: &HeaderMember, meaning: Option<&str>, words: &Words) -> Html {
    html! {
        <div class="claim" data-testid={format!("header-{}", member.name)}>
            <dt>{ &member.name }</dt>
            <dd class="claim-value">{ value(&member.value, words) }</dd>
            if let Some(meaning) = meaning {
                <dd class="claim-meaning">{ capitalised(meaning) }</dd>
            }
        </div>
    }
}

/// The token in three colours.
fn raw(token: &str, words: &Words) -> Html {
    // As the index's library cuts it: the signature is behind the last dot, the header before the first.
    let (signed, signature) = token.rsplit_once('.').unwrap_or((token, ""));
    let (header, payload) = signed.split_once('.').unwrap_or((signed, ""));
    let part = |class: &'static str, text: &str| {
        let (text, left_out) = clip(text, LONGEST);
        html! {
            <>
                <span class={class}>{ text.to_owned() }</span>
                if left_out > 0 {
                    <span class="faint">{ (words.more_characters)(left_out) }</span>
                }
            </>
        }
    };
    html! {
        <p class="raw" data-testid="raw">
            { part("part-header", header) }
            { "." }
            { part("part-payload", payload) }
            { "." }
            { part("part-signature", signature) }
        </p>
    }
}
