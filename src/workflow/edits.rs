//! Changes to the file's text. Only the lines concerned are touched: comments and formatting stay.

use serde::Serialize;

use super::syntax::{Job, Permissions, Workflow};
use super::yaml::Node;
use crate::span::Span;

/// A stretch of the file and what takes its place.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextEdit {
    /// What is replaced, in bytes; empty where something is put in.
    pub span: Span,
    /// What takes its place.
    pub text: String,
}

/// Applies changes that do not overlap; one that does is left out.
#[must_use]
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let whole = Span {
        start: 0,
        end: text.len(),
    };
    replaced(text, whole, &fitting(text, edits))
}

/// The changes in their order, without those that overlap one before them or that the text has no place for.
pub(super) fn fitting<'a>(text: &str, edits: &'a [TextEdit]) -> Vec<&'a TextEdit> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut at = 0;
    sorted.retain(|edit| {
        let Span { start, end } = edit.span;
        let fits = at <= start && text.get(start..end).is_some();
        if fits {
            at = end;
        }
        fits
    });
    sorted
}

/// A stretch of a text with changes, which fit, applied to it.
pub(super) fn replaced(text: &str, stretch: Span, edits: &[&TextEdit]) -> String {
    let mut changed = String::new();
    let mut at = stretch.start;
    for edit in edits {
        changed.push_str(text.get(at..edit.span.start).unwrap_or_default());
        changed.push_str(&edit.text);
        at = edit.span.end;
    }
    changed.push_str(text.get(at..stretch.end).unwrap_or_default());
    changed
}

/// A workflow file that is to be changed.
pub(super) struct File<'a> {
    pub(super) text: &'a str,
    newline: &'static str,
}

impl<'a> File<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self { text, newline }
    }

    fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before
            .rfind('\n')
            .map_or(0, |newline| newline.saturating_add(1))
    }

    /// Where the line ends, before its line break.
    fn line_end(&self, at: usize) -> usize {
        let after = self.text.get(at..).unwrap_or_default();
        let length = after.find('\n').unwrap_or(after.len());
        let line = after.get(..length).unwrap_or_default();
        at.saturating_add(line.trim_end_matches('\r').len())
    }

    fn put_in(&self, at: usize, text: String) -> TextEdit {
        TextEdit {
            span: Span { start: at, end: at },
            text,
        }
    }

    /// The indentation of the line in which something starts; nothing where something else stands
    /// before it.
    fn indentation(&self, node: &Node) -> Option<&str> {
        let start = self.line_start(node.span.start);
        let before = self.text.get(start..node.span.start)?;
        before.bytes().all(|byte| byte == b' ').then_some(before)
    }

    /// Puts lines into a job, behind what it runs on or else at its top.
    pub(super) fn add_to_job(&self, job: &Job<'_>, lines: &[&str]) -> Option<Vec<TextEdit>> {
        if job.node.is_flow(self.text) {
            return None;
        }
        let (first, _) = job.node.entries().first()?;
        let indentation = self.indentation(first)?;
        let newline = self.newline;
        if let Some((_, runs_on)) = job.node.entry("runs-on") {
            let at = self.line_end(runs_on.span.end);
            let text: String = lines
                .iter()
                .map(|line| format!("{newline}{indentation}{line}"))
                .collect();
            return Some(vec![self.put_in(at, text)]);
        }
        let text: String = lines
            .iter()
            .map(|line| format!("{indentation}{line}{newline}"))
            .collect();
        Some(vec![self.put_in(self.line_start(first.span.start), text)])
    }

    /// Lets a job ask for a token.
    pub(super) fn grant(&self, job: &Job<'_>, workflow: &Workflow<'_>) -> Option<Vec<TextEdit>> {
        match job.permissions {
            Permissions::Unset => {
                // The job's own block replaces the workflow's, so what that grants is repeated.
                let mut lines = vec!["permissions:".to_owned()];
                if let Permissions::Each { value, .. } = workflow.permissions {
                    let kept = value
                        .entries()
                        .iter()
                        .filter(|(key, _)| key.text() != Some("id-token"));
                    lines.extend(kept.filter_map(|(key, value)| {
                        Some(format!("  {}: {}", key.text()?, value.text()?))
                    }));
                } else {
                    lines.push("  contents: read".to_owned());
                }
                lines.push("  id-token: write".to_owned());
                let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
                self.add_to_job(job, &lines)
            }
            Permissions::All { key, value, .. } => self.each_instead(key, value),
            Permissions::Each { key, value } => match value.entry("id-token") {
                Some((_, level)) => Some(vec![self.replace(level, "write")]),
                None if value.entries().is_empty() => self.each_instead(key, value),
                None if value.is_flow(self.text) => {
                    let (_, last) = value.entries().last()?;
                    Some(vec![
                        self.put_in(last.span.end, ", id-token: write".to_owned()),
                    ])
                }
                None => {
                    let (first, _) = value.entries().first()?;
                    let (_, last) = value.entries().last()?;
                    let indentation = self.indentation(first)?;
                    let text = format!("{}{indentation}id-token: write", self.newline);
                    Some(vec![self.put_in(self.line_end(last.span.end), text)])
                }
            },
        }
    }

    /// `read-all` or `{}` becomes a block.
    fn each_instead(&self, key: &Node, value: &Node) -> Option<Vec<TextEdit>> {
        let indentation = self.indentation(key)?;
        let newline = self.newline;
        let text = format!(
            "{newline}{indentation}  contents: read{newline}{indentation}  id-token: write"
        );
        let colon = self.text.get(key.span.end..value.span.start)?.find(':')?;
        let start = key.span.end.saturating_add(colon).saturating_add(1);
        Some(vec![TextEdit {
            span: Span {
                start,
                end: value.span.end,
            },
            text,
        }])
    }

    /// Moves the token's permission from the workflow to its jobs.
    pub(super) fn grant_only(
        &self,
        workflow: &Workflow<'_>,
        jobs: &[&Job<'_>],
    ) -> Option<Vec<TextEdit>> {
        let Permissions::Each { key, value } = workflow.permissions else {
            return None;
        };
        let (line, level) = workflow.permissions.id_token()?;
        let block = self.text.get(key.span.end..value.span.end)?;
        let mut edits = if value.entries().len() == 1 && block.contains('#') {
            // A block with comments stays.
            vec![self.replace(level, "none")]
        } else if value.entries().len() == 1 {
            // A block that grants nothing else is emptied, not left out: without one, jobs get the default.
            let colon = self.text.get(key.span.end..value.span.start)?.find(':')?;
            let start = key.span.end.saturating_add(colon).saturating_add(1);
            vec![TextEdit {
                span: Span {
                    start,
                    end: value.span.end,
                },
                text: " {}".to_owned(),
            }]
        } else {
            self.remove(line, level)?
        };
        for job in jobs {
            edits.extend(self.grant(job, workflow)?);
        }
        Some(edits)
    }

    /// Replaces a scalar.
    pub(super) fn replace(&self, node: &Node, text: &str) -> TextEdit {
        TextEdit {
            span: node.span,
            text: quoted(text),
        }
    }

    /// Takes out an entry with its line.
    pub(super) fn remove(&self, key: &Node, value: &Node) -> Option<Vec<TextEdit>> {
        self.indentation(key)?;
        let end = self.line_end(value.span.end.max(key.span.end));
        let behind = self.text.get(end..).unwrap_or_default();
        let newline = if behind.starts_with("\r\n") {
            2
        } else {
            usize::from(behind.starts_with('\n'))
        };
        Some(vec![TextEdit {
            span: Span {
                start: self.line_start(key.span.start),
                end: end.saturating_add(newline),
            },
            text: String::new(),
        }])
    }

    /// Takes entries out of the mapping of a step, and the mapping too where nothing else is in it.
    pub(super) fn remove_from(
        &self,
        parent: Option<(&Node, &Node)>,
        entries: &[(&Node, &Node)],
    ) -> Option<Vec<TextEdit>> {
        if let Some((key, mapping)) = parent {
            if mapping.is_flow(self.text) {
                return None;
            }
            if mapping.entries().len() == entries.len() {
                return self.remove(key, mapping);
            }
        }
        let mut edits = Vec::new();
        for (key, value) in entries {
            edits.extend(self.remove(key, value)?);
        }
        Some(edits)
    }
}

/// A text as a YAML scalar; quoted where plain text would be read as something else, or might be.
///
/// What starts with a digit may be a number or a date, and quotes around other scripts do no harm: to tell them
/// exactly takes tables that are a tenth of the npm module.
#[must_use]
pub fn quoted(text: &str) -> String {
    let is_plain =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | '@' | ' ');
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let reserved = ["true", "false", "null", "yes", "no", "on", "off"];
    let reserved = reserved.iter().any(|word| text.eq_ignore_ascii_case(word));
    if starts && !reserved && text.chars().all(is_plain) && !text.ends_with(' ') {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// The line of a job, where jobs have two spaces in front of them, that names its environment. Nothing if there is
/// none, or one without a name.
#[must_use]
pub fn environment_line(environment: Option<&str>) -> String {
    match environment {
        None | Some("") => String::new(),
        Some(name) => format!("    environment: {}\n", quoted(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_yaml_would_read_otherwise_is_quoted() {
        assert_eq!(quoted("pypi"), "pypi");
        assert_eq!(quoted("on"), "'on'");
        assert_eq!(quoted("1.0"), "'1.0'");
        assert_eq!(quoted("2026-01-01"), "'2026-01-01'");
        assert_eq!(quoted("produção"), "'produção'");
        assert_eq!(quoted("it's: me"), "'it''s: me'");
    }

    #[test]
    fn changes_that_overlap_are_left_out() {
        let edit = |start, end, text: &str| TextEdit {
            span: Span { start, end },
            text: text.to_owned(),
        };
        assert_eq!(
            apply("abcdef", &[edit(4, 5, "X"), edit(1, 2, "Y")]),
            "aYcdXf"
        );
        assert_eq!(
            apply(
                "abcdef",
                &[edit(0, 3, ""), edit(2, 4, "Z"), edit(9, 9, "!")]
            ),
            "def"
        );
    }
}
