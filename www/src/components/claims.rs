//! The claims, by what the index does with them.

use std::rc::Rc;

use mintcheck::evidence::{ClaimState, Span};
use mintcheck::index::Class;
use mintcheck::python::Value;
use mintcheck::time::UnixTime;
use mintcheck::{Language, Report};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_memo};

use super::prose::prose;
use crate::hooks::{use_language, use_root};
use crate::inspection::Shared;
use crate::linked;
use crate::moment;
use crate::places::places;
use crate::shown::{capitalised, clip, visible};
use crate::told::{Told, told};
use crate::words::Words;

/// How much of a value is shown.
const LONGEST: usize = 2000;

/// How many claims are shown; a real token has some thirty.
const MOST: usize = 300;

const CLASSES: [Class; 6] = [
    Class::Verified,
    Class::Checked,
    Class::Required,
    Class::Ignored,
    Class::Undocumented,
    Class::Unknown,
];

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    /// What was pasted.
    pub(crate) text: Rc<str>,
    pub(crate) report: Shared<Report>,
}

#[component]
pub(crate) fn Claims(props: &Props) -> Html {
    let (language, words) = use_language();
    let wish = (props.report.clone(), Rc::clone(&props.text));
    let all = use_memo(wish, |(report, text)| {
        let mut all = told(report);
        // A log shows its claims where it names them, a token in the characters that encode them.
        if let Some(token) = &report.token {
            let places = places(text, &token.raw);
            for claim in &mut all {
                claim.span = places.get(&claim.name).copied();
            }
        }
        all
    });
    let claims = all.get(..MOST).unwrap_or(&all);
    let left_out = all.len().saturating_sub(claims.len());
    let now = props.report.clock.now;
    let groups = CLASSES.into_iter().filter_map(|class| {
        let rows: Vec<Html> = claims
            .iter()
            .filter(|claim| claim.class == class)
            .map(|claim| row(claim, now, language, words))
            .collect();
        (!rows.is_empty()).then(|| {
            html! {
                <div class="class" key={identifier(class)}>
                    <h4 class={format!("tag tag-{}", identifier(class))}>
                        { capitalised(language.class(class)) }
                    </h4>
                    <dl class="claims">{ for rows }</dl>
                </div>
            }
        })
    });
    html! {
        <>
            <h3 class="part part-payload">{ words.payload }</h3>
            { for groups }
            if left_out > 0 {
                <p class="faint">{ (words.more_claims)(left_out) }</p>
            }
        </>
    }
}

/// A value out of the token: text plainly, anything else as JSON.
pub(crate) fn value(value: &Value, words: &Words) -> Html {
    let text = match value {
        Value::Str(text) => text.to_lossy().into_owned(),
        other => other.to_json(),
    };
    if text.is_empty() {
        return html! { <span class="faint">{ words.empty }</span> };
    }
    let (text, left_out) = clip(&text, LONGEST);
    html! {
        <>
            { visible(text) }
            if left_out > 0 {
                <span class="faint">{ " " }{ (words.more_characters)(left_out) }</span>
            }
        </>
    }
}

/// What is known of a claim.
fn state(state: &ClaimState, words: &Words) -> Html {
    let said = |text: &'static str| html! { <span class="faint">{ text }</span> };
    match state {
        ClaimState::Present(present) => value(present, words),
        ClaimState::Empty => said(words.empty),
        ClaimState::Absent => said(words.claim_absent),
        ClaimState::Masked => said(words.claim_masked),
        ClaimState::Partial(part) => {
            let (part, _) = clip(part, LONGEST);
            html! { <>{ visible(part) }{ " " }{ said(words.claim_partial) }</> }
        }
    }
}

fn row(claim: &Told, now: Option<UnixTime>, language: Language, words: &Words) -> Html {
    let (name, _) = clip(&claim.name, LONGEST);
    let meaning = match claim.term {
        Some(term) => capitalised(language.term(term)),
        None => capitalised(words.not_in_glossary),
    };
    let title = match claim.span {
        Some(span) => html! { <Place name={name.to_owned()} {span} /> },
        None => html! { visible(name) },
    };
    let place = claim
        .span
        .map(|span| (span.start.to_string(), span.end.to_string()));
    let (start, end) = place.unzip();
    html! {
        <div
            class="claim"
            data-testid={format!("claim-{name}")}
            data-class={identifier(claim.class)}
            data-claim={name.to_owned()}
            data-start={start}
            data-end={end}
        >
            <dt>{ title }</dt>
            <dd class="claim-value">
                { state(&claim.state, words) }
                if let Some(moment) = claim.moment {
                    { moment_told(moment, now, language, words) }
                }
                if let Some(from) = claim.from {
                    <span class="told">{ prose(&(words.follows_from)(from)) }</span>
                }
            </dd>
            <dd class="claim-meaning">{ meaning }</dd>
        </div>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PlaceProps {
    name: AttrValue,
    span: Span,
}

/// A claim's name, which shows where the text says so.
#[component]
fn Place(props: &PlaceProps) -> Html {
    let (_, words) = use_language();
    let root = use_root();
    let span = props.span;
    html! {
        <button
            type="button"
            class="link place"
            title={words.show_in_text}
            onclick={Callback::from(move |_| linked::look(&root, span))}
        >
            { visible(&props.name) }
            <span class="unseen">{ ": " }{ words.show_in_text }</span>
        </button>
    }
}

/// A moment as people tell it.
fn moment_told(moment: UnixTime, now: Option<UnixTime>, language: Language, words: &Words) -> Html {
    let relative = now.map(|now| {
        let since = now.since(moment);
        let length = language.duration(since);
        if since < 0 {
            (words.ahead)(&length)
        } else {
            (words.ago)(&length)
        }
    });
    html! {
        <span class="told">
            <time datetime={moment.to_string()}>{ moment::shown(moment) }</time>
            if let Some(relative) = relative {
                { ", " }{ relative }
            }
        </span>
    }
}

fn identifier(class: Class) -> &'static str {
    match class {
        Class::Verified => "verified",
        Class::Checked => "checked",
        Class::Required => "required",
        Class::Ignored => "ignored",
        Class::Undocumented => "undocumented",
        Class::Unknown => "unknown",
    }
}
