//! What is found, to take along: a link, a report for an issue, JSON, paper. None of them has the token.

use mintcheck::python::json::to_string_pretty;
use mintcheck::report::json::v1;
use mintcheck::report::markdown;
use mintcheck::{Language, Report};
use wasm_bindgen_futures::spawn_local;
use yew::{
    AttrValue, Callback, Event, Html, MouseEvent, Properties, component, html, use_state_eq,
};

use crate::effect;
use crate::hooks::use_language;
use crate::inspection::Shared;
use crate::state::State;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) state: Shared<State>,
    pub(crate) report: Shared<Report>,
    /// The page that links lead to, if there is one.
    pub(crate) page: Option<AttrValue>,
}

/// What can be copied.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Form {
    Json,
    Link,
    LinkWithClaims,
    Markdown,
}

impl Form {
    fn text(self, props: &Props, language: Language) -> String {
        let (state, report) = (&props.state, &props.report);
        let page = props.page.as_deref().unwrap_or_default();
        match self {
            Self::Json => json(report, language),
            Self::Link => format!("{page}#{}", state.link(None)),
            Self::LinkWithClaims => format!("{page}#{}", state.link(Some(report))),
            Self::Markdown => markdown::render(report, language),
        }
    }
}

#[component]
pub(crate) fn Share(props: &Props) -> Html {
    let (language, words) = use_language();
    let words = &words.sharing;
    let with_claims = use_state_eq(|| false);
    // What came of the last copy: the text, if the browser did not take it.
    let outcome = use_state_eq(|| None::<Result<Form, String>>);
    let button = |form: Form, id: &'static str, label: &'static str| {
        let outcome = outcome.clone();
        let props = props.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let text = form.text(&props, language);
            let outcome = outcome.clone();
            spawn_local(async move {
                let is_copied = effect::copy(text.clone()).await;
                outcome.set(Some(if is_copied { Ok(form) } else { Err(text) }));
            });
        });
        html! {
            <button type="button" class="button button-small" data-testid={id} {onclick}>
                { label }
            </button>
        }
    };
    let onclaims = {
        let with_claims = with_claims.clone();
        Callback::from(move |_: Event| with_claims.set(!*with_claims))
    };
    let link = if *with_claims {
        Form::LinkWithClaims
    } else {
        Form::Link
    };
    let said = match &*outcome {
        None => "",
        Some(Ok(Form::Json)) => words.json_copied,
        Some(Ok(Form::Link)) => words.link_copied,
        Some(Ok(Form::LinkWithClaims)) => words.link_with_claims_copied,
        Some(Ok(Form::Markdown)) => words.markdown_copied,
        Some(Err(_)) => words.not_copied,
    };
    let has_claims = props.report.token.is_some() || !props.report.evidence.claims.is_empty();
    html! {
        <section class="card share" aria-labelledby="share-title" data-testid="share">
            <h2 id="share-title">{ words.share }</h2>
            <p class="help">{ words.share_help }</p>
            <div class="tools">
                { button(Form::Markdown, "copy-markdown", words.copy_markdown) }
                if props.page.is_some() {
                    { button(link, "copy-link", words.copy_link) }
                }
                { button(Form::Json, "copy-json", words.copy_json) }
                <button
                    type="button"
                    class="button button-small"
                    data-testid="print"
                    onclick={|_| effect::print()}
                >
                    { words.print }
                </button>
            </div>
            if has_claims && props.page.is_some() {
                <div class="choice">
                    <input
                        type="checkbox"
                        id="link-claims"
                        data-testid="link-claims"
                        checked={*with_claims}
                        onchange={onclaims}
                    />
                    <label for="link-claims">{ words.link_claims }</label>
                </div>
            }
            <p class="share-said" role="status" data-testid="share-said">{ said }</p>
            if let Some(Err(text)) = &*outcome {
                <textarea
                    class="input"
                    data-testid="share-text"
                    rows="4"
                    readonly=true
                    aria-label={words.share}
                    value={text.clone()}
                />
            }
        </section>
    }
}

/// The report as programs read it, as the command line prints it.
fn json(report: &Report, language: Language) -> String {
    to_string_pretty(&v1::Report::in_language(report, language))
}
