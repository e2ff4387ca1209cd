//! What is in a token, and the token itself with its three parts told apart.

use mintcheck::Language;
use mintcheck::index::{Class, Index};
use mintcheck::python::Dict;
use yew::{Html, classes, html};

use super::words;
use super::world::KIND;
use crate::shown::{capitalised, clip, visible};

/// How much of a part is shown.
const LONGEST: usize = 700;

/// The token's three parts, each in its colour.
pub(crate) fn token(token: &str, nothing: &str) -> Html {
    let names = ["header", "payload", "signature"];
    let parts = token.split('.').zip(names).map(|(part, name)| {
        let (shown, left_out) = clip(part, LONGEST);
        html! {
            <>
                if name != "header" {
                    { "." }
                }
                <span class={format!("part-{name}")}>
                    if part.is_empty() {
                        { nothing.to_owned() }
                    } else {
                        { shown.to_owned() }
                        if left_out > 0 {
                            { "…" }
                        }
                    }
                </span>
            </>
        }
    });
    html! { <p class="raw" lang="en" translate="no">{ for parts }</p> }
}

/// The claims with what the index does with each; those that decide nothing on demand.
pub(crate) fn claims(claims: &Dict, index: &Index, language: Language) -> Html {
    let course = words(language);
    let mut rows: Vec<_> = claims
        .iter()
        .map(|(name, value)| {
            let name = name.to_string();
            let class = (index.rules().class_of_claim)(KIND, &name);
            (class, name, value.to_str().to_string())
        })
        .collect();
    rows.sort_by_key(|(class, ..)| *class);
    let decides = |class: Class| class < Class::Ignored;
    let table = |rows: &[&(Class, String, String)]| {
        let rows = rows.iter().map(|(class, name, value)| {
            html! {
                <tr>
                    <th scope="row"><code>{ name }</code></th>
                    <td class="claim-said">{ visible(value) }</td>
                    <td class={classes!("claim-class", decides(*class).then_some("is-read"))}>
                        { capitalised(language.class(*class)) }
                    </td>
                </tr>
            }
        });
        html! {
            <table class="grid grid-claims">
                <thead>
                    <tr>
                        <th scope="col">{ course.claim }</th>
                        <th scope="col">{ course.value }</th>
                        <th scope="col">{ (course.class)(&index.name) }</th>
                    </tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        }
    };
    let (read, ignored): (Vec<_>, Vec<_>) = rows.iter().partition(|(class, ..)| decides(*class));
    html! {
        <>
            { table(&read) }
            if !ignored.is_empty() {
                <details class="more">
                    <summary>{ (course.ignored)(ignored.len()) }</summary>
                    { table(&ignored) }
                </details>
            }
        </>
    }
}
