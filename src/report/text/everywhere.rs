//! What every index would make of a job, as plain text.

use crate::finding::{Decision, Open};
use crate::inspect::{AtIndex, Everywhere};
use crate::report::lang::Language;

use super::columns::{entry, paragraph, printable};
use super::{Label, answer, title};

/// The report as text, with a line break at its end.
#[must_use]
pub fn render_everywhere(everywhere: &Everywhere, language: Language) -> String {
    let mut text = paragraph(&language.everywhere(&everywhere.indexes));
    for at in &everywhere.indexes {
        text.push('\n');
        text.push_str(&of_index(at, language));
    }
    text
}

fn of_index(at: &AtIndex, language: Language) -> String {
    let mut text = paragraph(&language.at_index(at));
    let mut say = |label: Label, lines: &[String]| {
        text.push_str(&entry(language.label(label), lines));
    };
    if let Some(step) = &at.stop {
        say(Label::StopsAt, &[title(step, language)]);
        say(Label::Answer, &answer(&at.prediction, language));
        return text;
    }
    if let Some(audience) = &at.audience {
        say(Label::Token, &[language.audience(audience)]);
    }
    if let Some(file) = &at.file {
        let which = language.compared_file(file.compared);
        say(
            Label::File,
            &[format!("{} ({which})", printable(&file.name))],
        );
    }
    if let Some(publisher) = &at.publisher {
        let kind = at.index.kind(&publisher.kind);
        let mut lines = vec![
            kind.map_or(publisher.kind.as_str(), |kind| kind.name)
                .to_owned(),
        ];
        lines.extend(at.fields.iter().map(|filled| {
            let label = language.field(&at.index, filled.field);
            format!("{label}: {}", printable(&filled.value))
        }));
        lines.extend(at.link.clone());
        say(Label::Register, &lines);
    }
    if let Decision::Undecided { open, .. } = &at.decision {
        let is_told = |open: &&Open| !at.is_accepted() || **open == Open::Audience;
        for open in open.iter().filter(is_told) {
            say(Label::Settle, &[language.open(open, &at.index)]);
        }
    }
    text
}
