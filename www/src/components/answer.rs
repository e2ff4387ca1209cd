//! The server's answer, as it would come over the wire.

use mintcheck::Report;
use mintcheck::finding::{Answer as Body, Decision};
use yew::{Html, component, html};

use super::ReportProps;
use super::copy::Copy;
use super::fold::Fold;
use super::prose::sentence;
use crate::hooks::use_language;

#[component]
pub(crate) fn Answer(props: &ReportProps) -> Html {
    let (language, words) = use_language();
    let report = &props.report;
    let prediction = &report.prediction;
    let url = &report.index.mint_url;
    let is_error = prediction.status.is_none_or(|status| status >= 400);
    // Where the status is not known, what may follow is listed.
    let goes_on = matches!(
        prediction.answer,
        Body::Refused {
            code: Some(_),
            exact: false,
            ..
        }
    );
    let body = body(report);
    let (line, intro) = match prediction.status {
        Some(status) => (
            format!("HTTP {status} {}", reason_phrase(status)),
            words.answer_alternatives,
        ),
        None => (words.answer_status.to_owned(), words.answer_one_of),
    };
    let line_language = prediction.status.map_or(language.tag(), |_| "en");
    let is_undecided = matches!(report.decision, Decision::Undecided { .. });
    let note = if is_undecided {
        format!("{line}, {}", words.answer_fits)
    } else {
        line.clone()
    };
    let alternatives = prediction
        .alternatives
        .iter()
        .map(|text| html! { <li><code>{ text }</code></li> });
    html! {
        <Fold id="answer" title={words.answer} {note}>
            if is_undecided {
                <p class="help">{ words.answer_if }</p>
            }
            <p class="help">{ sentence(&language.answer(&prediction.answer)) }{ "." }</p>
            <div class="wire" lang="en">
                if let Some(body) = body.clone() {
                    <span class="wire-copy" lang={language.tag()}>
                        <Copy text={body} what={words.answer} />
                    </span>
                }
                <p class="wire-request">{ words.post }{ " " }{ url }</p>
                <p
                    lang={line_language}
                    class={if is_error { "wire-status is-error" } else { "wire-status" }}
                    data-testid="answer-status"
                >
                    { line }
                </p>
                <p class="wire-type">{ "content-type: " }{ content_type(body.as_deref()) }</p>
                <pre data-testid="answer-body" tabindex="0">
                    if let Some(body) = body {
                        { body }
                    } else {
                        <span lang={language.tag()}>{ "(" }{ words.answer_page }{ ")" }</span>
                    }
                </pre>
            </div>
            if goes_on {
                <p class="help">{ words.answer_goes_on }</p>
            }
            if !prediction.alternatives.is_empty() {
                <p class="help">{ intro }</p>
                <ul class="alternatives">{ for alternatives }</ul>
            }
        </Fold>
    }
}

/// The body to the byte, as the index writes it.
fn body(report: &Report) -> Option<String> {
    (report.index.rules().answer_body)(&report.prediction.answer)
}

fn reason_phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        422 => "Unprocessable Content",
        500 => "Internal Server Error",
        503 => "Service Unavailable",
        _ => "",
    }
}

fn content_type(body: Option<&str>) -> &'static str {
    match body {
        Some(_) => "application/json",
        None => "text/html",
    }
}

#[cfg(test)]
mod tests {
    use mintcheck::{Request, inspect};

    use super::*;

    #[test]
    fn a_refusal_is_shown_as_the_server_writes_it() {
        let report = inspect(&Request {
            index: "pypi".to_owned(),
            paste: Some("hello".to_owned()),
            ..Request::default()
        })
        .expect("a report");
        let expected = concat!(
            r#"{"errors":[{"code":"invalid-payload","description":"malformed JWT"}],"#,
            r#""message":"Token request failed"}"#
        );
        assert_eq!(body(&report).as_deref(), Some(expected));
    }
}
