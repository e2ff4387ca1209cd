//! The verdict as the page around the program hears of it: nothing of the paste is in it.

use mintcheck::evidence::Shape;
use mintcheck::finding::{Answer, Decision};
use mintcheck::python::Value;
use mintcheck::{Language, Report};

use crate::components::word;
use crate::plain::{object, of_number, of_optional, of_text};
use crate::words::Words;

/// The verdict as JSON.
pub(crate) fn verdict(report: &Report, language: Language) -> String {
    let words = Words::of(language);
    let decision = match report.decision {
        _ if is_on_nothing(report) => "nothing",
        Decision::Accept => "accept",
        Decision::Reject => "reject",
        Decision::Undecided { .. } => "undecided",
    };
    // Not the sentence above all else on the page, which quotes the paste.
    let headline = match report.decisive() {
        Some(step) => {
            let rule = language.rule(step.rule).replace('`', "");
            format!("{}: {rule}", word(report, words))
        }
        None => word(report, words).to_owned(),
    };
    let code = match &report.prediction.answer {
        Answer::Refused { code, .. } if !is_on_nothing(report) => code.as_deref(),
        _ => None,
    };
    let status = report.prediction.status.filter(|_| !is_on_nothing(report));
    let status = status.map_or(Value::Null, |status| of_number(i64::from(status)));
    object([
        ("decision", of_text(decision)),
        ("headline", of_text(&headline)),
        ("status", status),
        ("code", of_optional(code)),
        ("index", of_text(report.index.id)),
    ])
    .to_json()
}

/// Whether nothing was pasted.
pub(crate) fn is_on_nothing(report: &Report) -> bool {
    report.input.shape == Shape::Empty
}

#[cfg(test)]
mod tests {
    use mintcheck::{Request, inspect};

    use super::*;

    const TOKEN: &str = include_str!("../../tests/data/github-actions-token.txt");

    fn told(paste: &str) -> serde_json::Value {
        let request = Request {
            index: "pypi".to_owned(),
            paste: Some(paste.to_owned()),
            ..Request::default()
        };
        let report = inspect(&request).expect("a report");
        serde_json::from_str(&verdict(&report, Language::default())).expect("JSON")
    }

    #[test]
    fn a_verdict_says_what_the_index_does_and_quotes_nothing() {
        let told = told(TOKEN);
        assert_eq!(told["decision"], "reject");
        assert_eq!(told["status"], 422);
        assert_eq!(told["code"], "invalid-token");
        assert_eq!(told["index"], "pypi");
        let headline = told["headline"].as_str().expect("text");
        assert!(headline.contains("audience"), "{headline}");
        // The token's audience, which the sentence on the page quotes.
        assert!(!headline.contains("sigstore"), "{headline}");
    }

    #[test]
    fn nothing_pasted_is_no_answer() {
        let told = told("");
        assert_eq!(told["decision"], "nothing");
        assert_eq!(told["status"], serde_json::Value::Null);
        assert_eq!(told["code"], serde_json::Value::Null);
    }
}
