//! What a paste tells of claims, be there a token in it or not.

use mintcheck::Report;
use mintcheck::evidence::{ClaimState, Span};
use mintcheck::index::Class;
use mintcheck::issuer::{self, Term};
use mintcheck::python::{Dict, Str, Value};
use mintcheck::time::UnixTime;

/// What claims come from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Source {
    /// There are none.
    Nothing,
    /// A text that shows some.
    Text,
    /// A token, which has them all.
    Token,
}

impl Source {
    /// What the claims in a report come from.
    pub(crate) fn of(report: &Report) -> Self {
        if report.token.is_some() {
            Self::Token
        } else if report.evidence.claims.is_empty() {
            Self::Nothing
        } else {
            Self::Text
        }
    }
}

/// A claim as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    /// Its name.
    pub(crate) name: String,
    /// What is known of it.
    pub(crate) state: ClaimState,
    /// What the index does with it.
    pub(crate) class: Class,
    /// Its word in the glossary.
    pub(crate) term: Option<Term>,
    /// The moment it stands for, if it is one of the claims that do.
    pub(crate) moment: Option<UnixTime>,
    /// Where the text says so.
    pub(crate) span: Option<Span>,
    /// The claim that it follows from.
    pub(crate) from: Option<&'static str>,
}

/// The claims that a paste tells of: the token's, or those that the text shows and those that follow
/// from them.
pub(crate) fn told(report: &Report) -> Vec<Told> {
    if let Some(token) = &report.token {
        return token
            .claims
            .iter()
            .map(|claim| Told {
                name: claim.name.clone(),
                state: ClaimState::Present(claim.value.clone()),
                class: claim.class,
                term: claim.term,
                moment: claim.moment,
                span: None,
                from: None,
            })
            .collect();
    }
    let index = &report.index;
    let kind = report.kind.unwrap_or_default();
    let issuer = index.kind(kind).and_then(|kind| issuer::find(kind.issuer));
    let tell = |name: &str, state: ClaimState, span, from| Told {
        class: (index.rules().class_of_claim)(kind, name),
        term: match issuer {
            Some(issuer) => issuer.term(name),
            None => issuer::registered_term(name),
        },
        name: name.to_owned(),
        state,
        moment: None,
        span,
        from,
    };
    // Of what is shown in part, the whole may follow.
    let is_inferred = |name: &str| {
        report
            .inferred
            .iter()
            .any(|inferred| inferred.claim == name)
    };
    let shown = report
        .evidence
        .claims
        .iter()
        .filter(|claim| !is_inferred(&claim.name))
        .map(|claim| tell(&claim.name, claim.state.clone(), Some(claim.span), None));
    let inferred = report.inferred.iter().map(|inferred| {
        let state = match &inferred.value {
            Some(value) => ClaimState::Present(Value::Str(value.as_str().into())),
            None => ClaimState::Absent,
        };
        tell(inferred.claim, state, None, Some(inferred.from))
    });
    shown.chain(inferred).collect()
}

/// The claims that a text shows, and those that follow from them, with their values.
pub(crate) fn claims(report: &Report) -> Dict {
    let pairs = told(report).into_iter().filter_map(|claim| {
        let value = match claim.state {
            ClaimState::Present(value) => value,
            ClaimState::Empty => Value::Str("".into()),
            ClaimState::Absent | ClaimState::Masked | ClaimState::Partial(_) => return None,
        };
        Some((Str::from(claim.name.as_str()), value))
    });
    Dict::from_pairs(pairs.collect())
}

/// Whether a text tells what a claim is, or that there is no such claim.
pub(crate) fn is_known(report: &Report, name: &str) -> bool {
    let shown = match report.evidence.claim(name) {
        Some(ClaimState::Masked | ClaimState::Partial(_)) | None => false,
        Some(ClaimState::Absent | ClaimState::Empty | ClaimState::Present(_)) => true,
    };
    shown
        || report
            .inferred
            .iter()
            .any(|inferred| inferred.claim == name)
}

/// A stretch of a text in the units that browsers count in.
pub(crate) fn in_utf16(text: &str, span: Span) -> (usize, usize) {
    let units = |end: usize| {
        let end = text.floor_char_boundary(end);
        text.get(..end).unwrap_or(text).encode_utf16().count()
    };
    (units(span.start), units(span.end))
}

#[cfg(test)]
mod tests {
    use mintcheck::{Request, inspect};

    use super::*;

    fn report(paste: &str) -> Report {
        inspect(&Request {
            index: "pypi".to_owned(),
            paste: Some(paste.to_owned()),
            ..Request::default()
        })
        .expect("a report")
    }

    #[test]
    fn what_follows_from_a_claim_is_told_beside_it() {
        let report = report("* `sub`: `repo:octo-org/sampleproject:ref:refs/heads/main`\n");
        let told = told(&report);
        let find = |name: &str| told.iter().find(|claim| claim.name == name).expect(name);
        assert!(find("sub").span.is_some());
        assert_eq!(find("repository").from, Some("sub"));
        assert_eq!(find("environment").state, ClaimState::Absent);
        assert_eq!(find("repository").class, Class::Checked);
        assert!(is_known(&report, "environment"));
        assert!(!is_known(&report, "job_workflow_ref"));
    }

    #[test]
    fn what_is_masked_is_not_known() {
        let report = report("* `sub`: `repo:o/r:ref:x`\n* `job_workflow_ref`: `***`\n");
        assert!(!is_known(&report, "job_workflow_ref"));
        assert!(!claims(&report).contains("job_workflow_ref"));
    }

    #[test]
    fn browsers_count_in_units_of_sixteen_bits() {
        let text = "grüße 🎉 sub";
        let start = text.find("sub").expect("it");
        let span = Span {
            start,
            end: start.saturating_add(3),
        };
        assert_eq!(in_utf16(text, span), (9, 12));
    }
}
