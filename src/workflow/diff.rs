//! Changes as unified diffs. Only the lines around a change are compared, so that many changes of a long file take no
//! longer than the file is long.

use std::ops::Range;

use similar::{ChangeTag, DiffOp, TextDiff};

use super::edits::{TextEdit, fitting, replaced};
use crate::span::Span;

/// How many lines are shown around each change.
const AROUND: usize = 2;

/// A text whose lines are counted.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

/// Lines that are compared, and the changes in them.
struct Window<'a> {
    lines: Range<usize>,
    edits: Vec<&'a TextEdit>,
}

impl<'a> Lines<'a> {
    /// Counts a text's lines.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut start: usize = 0;
        let starts = text.split_inclusive('\n').map(|line| {
            let this = start;
            start = start.saturating_add(line.len());
            this
        });
        Self {
            starts: starts.collect(),
            text,
        }
    }

    /// What changes, as a unified diff with two lines around each change.
    #[must_use]
    pub fn diff(&self, edits: &[TextEdit], name: &str) -> String {
        let mut shown = format!("--- a/{name}\n+++ b/{name}\n");
        let (mut added, mut removed) = (0_usize, 0_usize);
        for window in self.windows(fitting(self.text, edits)) {
            let span = Span {
                start: self.start(window.lines.start),
                end: self.start(window.lines.end),
            };
            let changed = replaced(self.text, span, &window.edits);
            let before = self.text.get(span.start..span.end).unwrap_or_default();
            let before: Vec<&str> = before.split_inclusive('\n').collect();
            let after: Vec<&str> = changed.split_inclusive('\n').collect();
            let diff = TextDiff::from_slices(&before, &after);
            for hunk in diff.grouped_ops(AROUND) {
                // What does not begin with lines that stay is at the window's start.
                let start = match hunk.first() {
                    Some(DiffOp::Equal { old_index, .. }) => *old_index,
                    _ => 0,
                };
                let old = window.lines.start.saturating_add(start);
                let new = old.saturating_add(added).saturating_sub(removed);
                let (mut kept, mut plus, mut minus) = (0_usize, 0_usize, 0_usize);
                let mut body = String::new();
                for change in hunk.iter().flat_map(|op| diff.iter_changes(op)) {
                    let (tag, count) = match change.tag() {
                        ChangeTag::Delete => ('-', &mut minus),
                        ChangeTag::Equal => (' ', &mut kept),
                        ChangeTag::Insert => ('+', &mut plus),
                    };
                    *count = count.saturating_add(1);
                    body.push(tag);
                    body.push_str(change.value());
                    if !change.value().ends_with('\n') {
                        body.push_str("\n\\ No newline at end of file\n");
                    }
                }
                let old = range(old, kept.saturating_add(minus));
                let new = range(new, kept.saturating_add(plus));
                shown.push_str(&format!("@@ -{old} +{new} @@\n{body}"));
                added = added.saturating_add(plus);
                removed = removed.saturating_add(minus);
            }
        }
        shown
    }

    /// The lines that changes touch, with those around them; what would overlap is one.
    fn windows<'e>(&self, edits: Vec<&'e TextEdit>) -> Vec<Window<'e>> {
        let mut windows: Vec<Window<'e>> = Vec::new();
        for edit in edits {
            let first = self.line(edit.span.start).saturating_sub(AROUND);
            let behind = self.line(edit.span.end).saturating_add(AROUND);
            let end = behind.saturating_add(1).min(self.starts.len());
            match windows.last_mut().filter(|last| first <= last.lines.end) {
                Some(last) => {
                    last.lines.end = last.lines.end.max(end);
                    last.edits.push(edit);
                }
                None => windows.push(Window {
                    lines: first..end,
                    edits: vec![edit],
                }),
            }
        }
        windows
    }

    /// The line in which a byte stands, from 0.
    fn line(&self, at: usize) -> usize {
        let behind = self.starts.partition_point(|start| *start <= at);
        behind.saturating_sub(1)
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line).copied().unwrap_or(self.text.len())
    }
}

/// Lines of a hunk, as its head says them: the first one, and how many unless it is one.
fn range(before: usize, count: usize) -> String {
    let first = before.saturating_add(1);
    match count {
        0 => format!("{before},0"),
        1 => first.to_string(),
        count => format!("{first},{count}"),
    }
}
