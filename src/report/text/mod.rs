//! Plain text, at most 80 columns wide where the words allow it.

mod columns;
mod everywhere;
#[cfg(test)]
mod tests;
mod workflow;

use crate::finding::{Answer, Decision, Open, Outcome, Prediction, Step};
use crate::index::FieldComparison;
use crate::report::lang::Language;
use crate::report::{Clock, PublisherReport, Report, RulesChosen};

pub use self::everywhere::render_everywhere;
pub use self::workflow::render_workflow;

use self::columns::{entry, paragraph, table};

pub(super) use self::columns::printable;

/// The fixed words of a text report.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Label {
    /// Before the rules that fail behind the decisive one.
    AlsoFails,
    /// Before the index's answer.
    Answer,
    /// Before the cause.
    Cause,
    /// Before a likely cause.
    LikelyCause,
    /// Before what not to do.
    Caution,
    /// Before a remedy.
    Remedy,
    /// Before which rules were applied.
    Rules,
    /// Before the index's answer as the paste gives it.
    Reported,
    /// Before the index's answer, if whatever is unknown is as it should be.
    AtBest,
    /// Before the workflow file that an index compares.
    File,
    /// A value that is there and empty.
    Empty,
    /// Above the publisher's fields.
    Field,
    /// Before the time that has passed since the token expired.
    ExpiredFor,
    /// Before the time until the token expires.
    ExpiresIn,
    /// A warning: the token has not expired.
    Live,
    /// Before the moment judged.
    Moment,
    /// A claim that the token does not have.
    NoClaim,
    /// Before what the index does besides.
    Notice,
    /// Before the rules of which nothing is known.
    NotKnown,
    /// A field that was not given.
    NotGiven,
    /// Beside a publisher of another kind than the token's issuer.
    OtherKind,
    /// Before a publisher's number.
    Publisher,
    /// Above the registered values.
    Registered,
    /// Before the publisher to register.
    Register,
    /// Before what would settle an open verdict.
    Settle,
    /// Before whether the token is genuine.
    Signature,
    /// Before the rule at which the index stops.
    StopsAt,
    /// Before a claim that is only an example until the workflow runs.
    Example,
    /// In place of an environment that nobody can tell before.
    KnownByRun,
    /// Before the form of the subject that repositories have since 2026-07-15.
    ImmutableSubject,
    /// Behind that form.
    NewerRepositories,
    /// Behind the form that repositories had before, and may still have.
    OlderRepositories,
    /// Above the token's values.
    Token,
    /// Above the outcomes.
    Verdict,
}

/// The report as text, with a line break at its end.
#[must_use]
pub fn render(report: &Report, language: Language) -> String {
    let mut text = paragraph(&language.headline(report));
    if report.is_live() {
        text.push_str(&paragraph(language.label(Label::Live)));
    }
    text.push('\n');
    let mut say = |label: Label, lines: &[String]| {
        text.push_str(&entry(language.label(label), lines));
    };
    if let Some(error) = &report.evidence.server_error {
        let code = error.code.iter().map(|code| format!("{code}: "));
        say(
            Label::Reported,
            &[code.collect::<String>() + &error.description],
        );
    }
    // What the rules found is certain; what they could not find is ranked.
    let (naming, most) = match report.decision {
        Decision::Reject => (Label::Cause, 1),
        _ => (Label::LikelyCause, 3),
    };
    for cause in report.causes.iter().take(most) {
        say(naming, &[language.cause(*cause).to_owned()]);
    }
    if let Some(caution) = report
        .causes
        .first()
        .and_then(|cause| language.caution(*cause))
    {
        say(Label::Caution, &[caution.to_owned()]);
    }
    for remedy in &report.remedies {
        let mut lines: Vec<_> = remedy
            .edits
            .iter()
            .map(|edit| language.edit(edit, report))
            .collect();
        lines.extend(remedy.link.clone());
        lines.push(language.proof(remedy, report.is_genuine()).to_owned());
        say(Label::Remedy, &lines);
    }
    if report.rules.chosen != RulesChosen::Current {
        say(Label::Rules, &[language.rules(&report.rules)]);
    }
    if let Some(label) = answer_label(&report.decision) {
        say(label, &answer(&report.prediction, language));
        for notice in &report.prediction.notices {
            say(Label::Notice, &[language.notice(*notice).to_owned()]);
        }
    }
    let told = report
        .steps
        .iter()
        .filter_map(|step| Some((label(step)?, step)));
    let told: Vec<_> = told.collect();
    for alike in told.chunk_by(|(label, step), (next, other)| {
        label == next && *label == Label::NotKnown && step.reason == other.reason
    }) {
        if let Some((label, step)) = alike.first() {
            let titles = alike.iter().map(|(_, step)| title(step, language));
            let reason = step
                .reason
                .as_ref()
                .map(|reason| language.reason(reason, &report.index));
            say(*label, &titles.chain(reason).collect::<Vec<_>>());
        }
    }
    if let Decision::Undecided { open, .. } = &report.decision {
        for open in open {
            say(Label::Settle, &[language.open(open, &report.index)]);
        }
    }
    say(Label::Signature, &[language.signature(&report.signature)]);
    say(Label::Moment, &moment(&report.clock, language));
    for publisher in &report.publishers {
        text.push_str(&beside(publisher, language));
    }
    text
}

/// Without a token there is nothing to answer.
fn answer_label(decision: &Decision) -> Option<Label> {
    match decision {
        Decision::Accept | Decision::Reject => Some(Label::Answer),
        Decision::Undecided { open, .. } if open.contains(&Open::Token) => None,
        Decision::Undecided { .. } => Some(Label::AtBest),
    }
}

fn answer(prediction: &Prediction, language: Language) -> Vec<String> {
    let said = language.answer(&prediction.answer);
    let mut lines = vec![match prediction.status {
        Some(status) => format!("{status}, {said}"),
        None => said,
    }];
    match &prediction.answer {
        Answer::Crash { .. } | Answer::Minted { .. } | Answer::Taken => {}
        Answer::Refused {
            code: Some(code),
            description,
            ..
        } => lines.push(format!("{code}: {description}")),
        Answer::Refused { code: None, .. } => lines.extend_from_slice(&prediction.alternatives),
    }
    lines
}

/// What is said of a rule; nothing of one that holds, was not reached, or fails without consequence.
fn label(step: &Step) -> Option<Label> {
    match step.outcome {
        Outcome::Fail if step.decisive => Some(Label::StopsAt),
        Outcome::Fail if step.blocking => Some(Label::AlsoFails),
        Outcome::Unknown => Some(Label::NotKnown),
        Outcome::Fail | Outcome::NotReached | Outcome::Pass => None,
    }
}

fn title(step: &Step, language: Language) -> String {
    let phase = language.phase(step.phase);
    format!("{} ({phase})", language.rule(step.rule))
}

fn moment(clock: &Clock, language: Language) -> Vec<String> {
    let chosen = language.as_of(clock.chosen);
    let first = match clock.as_of {
        Some(as_of) => format!("{as_of}, {chosen}"),
        None => chosen.to_owned(),
    };
    let second = clock.now.zip(clock.expires).map(|(now, expires)| {
        let label = if clock.expired == Some(true) {
            Label::ExpiredFor
        } else {
            Label::ExpiresIn
        };
        let length = language.duration(expires.since(now));
        format!("{} {length}", language.label(label))
    });
    [first].into_iter().chain(second).collect()
}

/// A publisher's fields beside the claims.
fn beside(publisher: &PublisherReport, language: Language) -> String {
    let number = publisher.position.saturating_add(1);
    let mut text = format!("\n{} {number}", language.label(Label::Publisher));
    if publisher.applies == Some(false) {
        text.push_str(", ");
        text.push_str(language.label(Label::OtherKind));
        text.push('\n');
        return text;
    }
    text.push('\n');
    let heading = [
        Label::Field,
        Label::Registered,
        Label::Token,
        Label::Verdict,
    ]
    .map(|label| language.label(label).to_owned());
    let rows: Vec<_> = publisher
        .fields
        .iter()
        .map(|field| row(field, language))
        .collect();
    text.push_str(&table(&heading, &rows));
    text
}

fn row(field: &FieldComparison, language: Language) -> [String; 4] {
    let shown = |value: &Option<String>, absent: Label| match value.as_deref() {
        None => language.label(absent).to_owned(),
        Some("") => language.label(Label::Empty).to_owned(),
        Some(value) => printable(value),
    };
    [
        field.field.to_owned(),
        shown(&field.registered, Label::NotGiven),
        shown(&field.claimed, Label::NoClaim),
        language.outcome(field.outcome).to_owned(),
    ]
}
