//! The token, decoded: its three parts, its header, its claims.

use std::rc::Rc;

use mintcheck::Report;
use mintcheck::report::HeaderMember;
use yew::{Html, Properties, component, html};

use super::claims::{Claims, value};
use super::fold::Fold;
use crate::hooks::use_language;
use crate::inspection::Shared;
use crate::shown::{capitalised, clip};
use crate::words::Words;

/// How much of a part is shown.
const LONGEST: usize = 4000;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// What the token was pasted in.
    pub(crate) text: Rc<str>,
    pub(crate) report: Shared<Report>,
}

#[component]
pub(crate) fn Token(props: &Props) -> Html {
    let (language, words) = use_language();
    let Some(token) = &props.report.token else {
        return Html::default();
    };
    let members = token.header.iter().map(|member| {
        let meaning = member.term.map(|term| language.term(term));
        header_row(member, meaning, words)
    });
    html! {
        <Fold id="token" title={words.decoded} note={(words.claims)(token.claims.len())}>
            <Claims report={props.report.clone()} text={Rc::clone(&props.text)} />
            <h3 class="part part-header">{ words.header }</h3>
            <dl class="claims">{ for members }</dl>
            <h3>{ words.raw }</h3>
            <ul class="legend">
                <li class="part part-header">{ words.header }</li>
                <li class="part part-payload">{ words.payload }</li>
                <li class="part part-signature">{ words.signature }</li>
            </ul>
            { raw(&token.raw, words) }
        </Fold>
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
