//! The claims, by what the index does with them.

use mintcheck::Language;
use mintcheck::index::Class;
use mintcheck::python::Value;
use mintcheck::report::Claim;
use mintcheck::time::UnixTime;
use yew::{Html, component, html};

use super::ReportProps;
use crate::hooks::use_language;
use crate::moment;
use crate::shown::{capitalised, clip, visible};
use crate::words::Words;

/// How much of a value is shown.
const LONGEST: usize = 2000;

/// How many claims are shown; a real token has some thirty.
const MOST: usize = 300;

const CLASSES: [Class; 5] = [
    Class::Verified,
    Class::Checked,
    Class::Required,
    Class::Ignored,
    Class::Unknown,
];

#[component]
pub(crate) fn Claims(props: &ReportProps) -> Html {
    let (language, words) = use_language();
    let Some(token) = &props.report.token else {
        return Html::default();
    };
    let claims = token.claims.get(..MOST).unwrap_or(&token.claims);
    let left_out = token.claims.len().saturating_sub(claims.len());
    let groups = CLASSES.into_iter().filter_map(|class| {
        let rows: Vec<Html> = claims
            .iter()
            .filter(|claim| claim.class == class)
            .map(|claim| row(claim, props.report.clock.now, language, words))
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

fn row(claim: &Claim, now: Option<UnixTime>, language: Language, words: &Words) -> Html {
    let (name, _) = clip(&claim.name, LONGEST);
    let meaning = match claim.term {
        Some(term) => capitalised(language.term(term)),
        None => capitalised(words.not_in_glossary),
    };
    html! {
        <div
            class="claim"
            data-testid={format!("claim-{name}")}
            data-class={identifier(claim.class)}
        >
            <dt>{ visible(name) }</dt>
            <dd class="claim-value">
                { value(&claim.value, words) }
                if let Some(moment) = claim.moment {
                    { told(moment, now, language, words) }
                }
            </dd>
            <dd class="claim-meaning">{ meaning }</dd>
        </div>
    }
}

/// A moment as people tell it.
fn told(moment: UnixTime, now: Option<UnixTime>, language: Language, words: &Words) -> Html {
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
        Class::Unknown => "unknown",
    }
}
