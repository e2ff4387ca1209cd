//! Markdown for an issue: what somebody who helps wants to know, and nothing that nobody else may see.

#[cfg(test)]
mod tests;

use crate::evidence::{ClaimState, masked};
use crate::finding::{Answer, Decision, Open, Outcome, Step};
use crate::index::{FieldComparison, Index};
use crate::python::Value;
use crate::report::lang::Language;
use crate::report::text::{Label, printable};
use crate::report::{PublisherReport, Report};

/// The words that only this form has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// Above the names of claims.
    Claim,
    /// Above the claims.
    Claims,
    /// Above the names of rules.
    Check,
    /// Above every rule's result.
    Checks,
    /// Above what the index does with a claim.
    Class,
    /// Above the reasons.
    Reason,
    /// Above what claims are.
    Value,
    /// What was left out.
    LeftOut,
}

/// The report as Markdown in GitHub's dialect, without the token, its signature and whatever else looks
/// like a secret.
#[must_use]
pub fn render(report: &Report, language: Language) -> String {
    let mark = match report.decision {
        Decision::Accept => "✅",
        Decision::Reject => "❌",
        Decision::Undecided { .. } => "❔",
    };
    let headline = sentence(&language.headline(report));
    let mut text = format!("### {mark} {headline}\n\n");
    for (label, said) in facts(report, language) {
        text.push_str(&format!(
            "- **{}:** {said}\n",
            capital(language.label(label))
        ));
    }
    for publisher in &report.publishers {
        text.push_str(&beside(publisher, report, language));
    }
    text.push_str(&folded(
        language.part(Part::Claims),
        &claims(report, language),
    ));
    text.push_str(&folded(
        language.part(Part::Checks),
        &checks(report, language),
    ));
    let left_out = capital(language.part(Part::LeftOut));
    let version = env!("CARGO_PKG_VERSION");
    let name = &*report.index.name;
    let rules = language.rules(&report.rules);
    let read = report.index.rules_as_of;
    let read = report.rules.as_of.unwrap_or(read).to_string();
    let day = read.get(..10).unwrap_or_default();
    text.push_str(&format!(
        "\n<sub>mintcheck {version}, {name}: {rules} ({day}). {left_out}.</sub>\n"
    ));
    masked(&text)
}

/// What matters, in the order in which people ask for it.
fn facts(report: &Report, language: Language) -> Vec<(Label, String)> {
    let mut facts = Vec::new();
    if let Some(error) = &report.evidence.server_error {
        let code = error
            .code
            .iter()
            .map(|code| format!("{}: ", code_span(code)));
        let said = code.collect::<String>() + &plain(&error.description);
        facts.push((Label::Reported, said));
    }
    let (naming, most) = match report.decision {
        Decision::Reject => (Label::Cause, 1),
        _ => (Label::LikelyCause, 3),
    };
    for cause in report.causes.iter().take(most) {
        facts.push((naming, sentence(language.cause(*cause))));
    }
    let steps = report
        .steps
        .iter()
        .filter(|step| step.outcome == Outcome::Fail);
    for step in steps.filter(|step| step.decisive || step.blocking) {
        let label = if step.decisive {
            Label::StopsAt
        } else {
            Label::AlsoFails
        };
        facts.push((label, step_told(step, &report.index, language)));
    }
    for remedy in &report.remedies {
        let edits = remedy
            .edits
            .iter()
            .map(|edit| sentence(&language.edit(edit, report)));
        let edits: Vec<_> = edits.collect();
        let proof = language.proof(remedy, report.is_genuine());
        facts.push((
            Label::Remedy,
            format!("{} ({})", edits.join("; "), sentence(proof)),
        ));
    }
    if let Decision::Undecided { open, .. } = &report.decision {
        for open in open {
            facts.push((Label::Settle, sentence(&language.open(open, &report.index))));
        }
    }
    if let Some(answer) = answer(report, language) {
        facts.push(answer);
    }
    if report.token.is_some() {
        facts.push((
            Label::Signature,
            sentence(&language.signature(&report.signature)),
        ));
    }
    if let Some(as_of) = report.clock.as_of {
        let chosen = language.as_of(report.clock.chosen);
        facts.push((Label::Moment, format!("{as_of}, {chosen}")));
    }
    facts
}

/// A rule that fails, and why, unless the headline says so already.
fn step_told(step: &Step, index: &Index, language: Language) -> String {
    let reason = step.reason.as_ref().filter(|_| !step.decisive);
    let reason = reason.map(|reason| format!(": {}", sentence(&language.reason(reason, index))));
    format!(
        "{} ({}){}",
        sentence(language.rule(step.rule)),
        language.phase(step.phase),
        reason.unwrap_or_default()
    )
}

/// Without a token there is nothing to answer.
fn answer(report: &Report, language: Language) -> Option<(Label, String)> {
    let label = match &report.decision {
        Decision::Accept | Decision::Reject => Label::Answer,
        Decision::Undecided { open, .. } if open.contains(&Open::Token) => return None,
        Decision::Undecided { .. } => Label::AtBest,
    };
    let prediction = &report.prediction;
    let said = match &prediction.answer {
        Answer::Refused {
            code: Some(code),
            description,
            ..
        } => {
            format!("{}: {}", code_span(code), plain(description))
        }
        answer @ Answer::Refused { code: None, .. } => {
            let texts = prediction.alternatives.iter();
            let texts: Vec<_> = texts.map(|text| code_span(text)).collect();
            format!(
                "{}: {}",
                sentence(&language.answer(answer)),
                texts.join(", ")
            )
        }
        answer => sentence(&language.answer(answer)),
    };
    let said = match prediction.status {
        Some(status) => format!("HTTP {status}, {said}"),
        None => said,
    };
    Some((label, said))
}

fn beside(publisher: &PublisherReport, report: &Report, language: Language) -> String {
    let number = publisher.position.saturating_add(1);
    let name = &*report.index.name;
    let title = capital(language.label(Label::Publisher));
    let title = format!("\n**{title} {number}, {name}**");
    if publisher.applies == Some(false) {
        return format!("{title}: {}\n", language.label(Label::OtherKind));
    }
    let heading = [
        Label::Field,
        Label::Registered,
        Label::Token,
        Label::Verdict,
    ];
    let heading = heading.map(|label| capital(language.label(label)));
    let rows = publisher
        .fields
        .iter()
        .map(|field| row(field, &report.index, language));
    format!("{title}\n\n{}", table(&heading, rows))
}

fn row(field: &FieldComparison, index: &Index, language: Language) -> [String; 4] {
    let shown = |value: &Option<String>, absent: Label| match value.as_deref() {
        None => language.label(absent).to_owned(),
        Some("") => language.label(Label::Empty).to_owned(),
        Some(value) => code_span(value),
    };
    [
        plain(index.field_label(field.field)),
        shown(&field.registered, Label::NotGiven),
        format!(
            "{} {}",
            code_span(field.claim),
            shown(&field.claimed, Label::NoClaim)
        ),
        language.outcome(field.outcome).to_owned(),
    ]
}

/// The token's claims, or those that the text shows.
fn claims(report: &Report, language: Language) -> String {
    let class = |name: &str| {
        let class = report.index.rules().class_of_claim;
        Some(language.class(class(report.kind?, name)).to_owned())
    };
    let found = |value: &Value| match value {
        Value::Str(text) if text.to_lossy().is_empty() => language.label(Label::Empty).to_owned(),
        Value::Str(text) => code_span(&text.to_lossy()),
        other => code_span(&other.to_json()),
    };
    let rows: Vec<_> = match &report.token {
        Some(token) => token
            .claims
            .iter()
            .map(|claim| {
                let class = language.class(claim.class).to_owned();
                [code_span(&claim.name), found(&claim.value), class]
            })
            .collect(),
        None => report
            .evidence
            .claims
            .iter()
            .map(|claim| {
                let value = match &claim.state {
                    ClaimState::Present(value) => found(value),
                    ClaimState::Empty => language.label(Label::Empty).to_owned(),
                    ClaimState::Absent => language.label(Label::NoClaim).to_owned(),
                    ClaimState::Masked => code_span("***"),
                    ClaimState::Partial(part) => code_span(&format!("{part}…")),
                };
                [
                    code_span(&claim.name),
                    value,
                    class(&claim.name).unwrap_or_default(),
                ]
            })
            .collect(),
    };
    if rows.is_empty() {
        return String::new();
    }
    let heading = [Part::Claim, Part::Value, Part::Class];
    table(&heading.map(|part| capital(language.part(part))), rows)
}

fn checks(report: &Report, language: Language) -> String {
    let rows = report.steps.iter().map(|step| {
        let reason = step
            .reason
            .as_ref()
            .map(|reason| language.reason(reason, &report.index));
        let outcome = language.outcome(step.outcome);
        let outcome = if step.decisive {
            format!("**{outcome}**")
        } else {
            outcome.to_owned()
        };
        let rule = sentence(language.rule(step.rule));
        [rule, outcome, sentence(&reason.unwrap_or_default())]
    });
    let heading = [
        language.part(Part::Check),
        language.label(Label::Verdict),
        language.part(Part::Reason),
    ];
    table(&heading.map(capital), rows)
}

/// Something that is shown on a click; nothing if there is nothing.
fn folded(title: &str, text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let title = capital(title);
    format!("\n<details>\n<summary>{title}</summary>\n\n{text}\n</details>\n")
}

fn table<const N: usize>(
    heading: &[String; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let line = |cells: &[String; N]| {
        // A bar ends a cell, in code too.
        let cells = cells.each_ref().map(|cell| cell.replace('|', "\\|"));
        format!("| {} |\n", cells.join(" | "))
    };
    let rows: String = rows.into_iter().map(|row| line(&row)).collect();
    format!("{}|{}\n{rows}", line(heading), " --- |".repeat(N))
}

/// A sentence: what stands in backticks stays code, whatever is in it, and the rest is no Markdown.
fn sentence(text: &str) -> String {
    text.split('`')
        .enumerate()
        .map(|(position, part)| match position % 2 {
            _ if part.is_empty() => String::new(),
            1 => code_span(part),
            _ => plain(part),
        })
        .collect()
}

/// A text that is no Markdown, mentions nobody and links to nothing.
fn plain(text: &str) -> String {
    let mut shown = String::new();
    for character in printable(text).chars() {
        if matches!(
            character,
            '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '#' | '~'
        ) {
            shown.push('\\');
        }
        shown.push(character);
        if character == '@' {
            // Nobody is told of it who has that name.
            shown.push('\u{2060}');
        }
    }
    shown
}

/// A value as code, in more backticks than it has itself.
fn code_span(text: &str) -> String {
    let text = printable(text);
    let longest = text.split(|character| character != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or_default().saturating_add(1));
    let space = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{text}{space}{fence}")
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}
