//! Takes off what logs, viewers and quoting put around a line, and remembers where each piece stood.

use crate::gather::Gather as _;

use super::Span;

/// A line without its decoration.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// What is left of the line.
    pub(super) text: String,
    /// How far the text was indented, in characters, before its own bullet.
    pub(super) indent: usize,
    /// Whether a bullet stood before the text.
    pub(super) bullet: bool,
    /// Where pieces of `text` come from: (offset in the text, offset in the paste), ascending.
    pieces: Vec<(usize, usize)>,
}

impl Line {
    /// The place in the paste of a stretch of the text.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let from = self.source(start);
        let to = match end.checked_sub(1).filter(|last| *last >= start) {
            Some(last) => self.source(last).saturating_add(1),
            None => from,
        };
        Span {
            start: from,
            end: to,
        }
    }

    fn source(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|(own, _)| *own <= offset);
        match after
            .checked_sub(1)
            .and_then(|place| self.pieces.get(place))
        {
            Some((own, source)) => source.saturating_add(offset.saturating_sub(*own)),
            None => offset,
        }
    }

    fn push(&mut self, text: &str, source: usize) {
        if !text.is_empty() {
            self.pieces.push((self.text.len(), source));
            self.text.push_str(text);
        }
    }

    /// A part of the line's text.
    fn part(&self, start: usize, end: usize) -> Self {
        let mut part = Self {
            indent: self.indent,
            bullet: self.bullet,
            ..Self::default()
        };
        let first = self.pieces.partition_point(|(own, _)| *own <= start);
        for (place, (own, source)) in self
            .pieces
            .iter()
            .enumerate()
            .skip(first.saturating_sub(1))
            .take_while(|(_, (own, _))| *own < end)
        {
            let next = self
                .pieces
                .get(place.saturating_add(1))
                .map_or(self.text.len(), |(own, _)| *own);
            let from = (*own).max(start);
            if let Some(text) = self.text.get(from..next.min(end)) {
                part.push(text, source.saturating_add(from.saturating_sub(*own)));
            }
        }
        part
    }
}

/// The paste line by line. A workflow command's `%0A` ends a line too.
pub(super) fn clean(paste: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at: usize = 0;
    for raw in paste.split_inclusive('\n') {
        let line = visible(raw, at);
        at = at.saturating_add(raw.len());
        if is_workflow_command(&line.text) {
            lines.extend(split_at_escapes(&line));
        } else {
            lines.push(line);
        }
    }
    lines.iter().map(undress).gather()
}

/// The line without its end, without colours, with log-viewer links undone.
fn visible(raw: &str, at: usize) -> Line {
    let mut line = Line::default();
    let mut rest = raw.trim_end_matches(['\n', '\r']);
    let mut offset = at;
    let has_links = raw.contains("#step:");
    while !rest.is_empty() {
        let (plain, hidden, inner) = next_hidden(rest, has_links);
        let kept = rest.get(..plain).unwrap_or(rest);
        line.push(kept, offset);
        if let Some((start, end)) = inner {
            let text = rest.get(start..end).unwrap_or_default();
            line.push(text, offset.saturating_add(start));
        }
        rest = rest.get(hidden..).unwrap_or_default();
        offset = offset.saturating_add(hidden);
    }
    line
}

/// The next thing that is not shown: the length of what is plain before it, the place behind it, and
/// the part of it that is to stay.
fn next_hidden(text: &str, has_links: bool) -> (usize, usize, Option<(usize, usize)>) {
    for (at, character) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        match character {
            '\u{1b}' => {
                let end = at.saturating_add(escape_sequence(rest));
                return (at, end, None);
            }
            '[' => {
                if let Some(length) = orphaned_colour(rest) {
                    return (at, at.saturating_add(length), None);
                }
                if has_links && let Some((inner, length)) = log_link(rest) {
                    let start = at.saturating_add(1);
                    let inner = (start, start.saturating_add(inner));
                    return (at, at.saturating_add(length), Some(inner));
                }
            }
            // Marks that only say in which direction to write, and the byte order mark.
            '\u{feff}' | '\r' => {
                return (at, at.saturating_add(character.len_utf8()), None);
            }
            _ => {}
        }
    }
    (text.len(), text.len(), None)
}

/// The length of `ESC [ … letter`, or of the escape alone.
fn escape_sequence(text: &str) -> usize {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else {
        return 1;
    };
    let count = parameters
        .bytes()
        .take_while(|byte| matches!(byte, 0x20..=0x3F))
        .count();
    let end = usize::from(parameters.len() > count);
    2_usize.saturating_add(count).saturating_add(end)
}

/// `[31;1m` whose escape character was lost in copying.
fn orphaned_colour(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix('[')?;
    let count = parameters
        .bytes()
        .take_while(|byte| byte.is_ascii_digit() || *byte == b';')
        .count();
    let letter = parameters.as_bytes().get(count)?;
    let is_colour = (*letter == b'm' && count > 0) || (*letter == b'K' && count <= 1);
    is_colour.then(|| count.saturating_add(2))
}

/// `[12](https://github.com/…/job/…#step:4:13)`: GitHub's viewer links numbers in a log to lines.
/// Gives the length of what stands in the brackets, and of the whole.
fn log_link(text: &str) -> Option<(usize, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.bytes().take(200).position(|byte| byte == b']')?;
    let target = inner.get(close..)?.strip_prefix("](http")?;
    let end = target.bytes().take(500).position(|byte| byte == b')')?;
    let is_step = target.get(..end)?.contains("#step:");
    let length = close.checked_add(end)?.checked_add("[](http)".len())?;
    is_step.then_some((close, length))
}

fn is_workflow_command(text: &str) -> bool {
    if !text.contains('%') {
        return false;
    }
    let escapes = text.matches("%0A").count();
    let is_annotation = text.contains("::error") || text.contains("::warning");
    escapes >= 3 || escapes >= 1 && is_annotation
}

fn split_at_escapes(line: &Line) -> Vec<Line> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in line.text.match_indices("%0A") {
        parts.push(unescape(line.part(start, at)));
        start = at.saturating_add(3);
    }
    parts.push(unescape(line.part(start, line.text.len())));
    parts
}

/// `%25` and `%0D`, which the runner escapes as well.
fn unescape(line: Line) -> Line {
    if !line.text.contains('%') {
        return line;
    }
    let mut plain = Line::default();
    let mut start = 0;
    for (at, _) in line.text.match_indices('%') {
        let escape = line.text.get(at..at.saturating_add(3));
        let replacement = match escape {
            Some("%25") => "%",
            Some("%0D") => "",
            _ => continue,
        };
        let before = line.text.get(start..at).unwrap_or_default();
        plain.push(before, line.source(start));
        plain.push(replacement, line.source(at));
        start = at.saturating_add(3);
    }
    let rest = line.text.get(start..).unwrap_or_default();
    plain.push(rest, line.source(start));
    plain
}

/// Takes timestamps, job columns, quote marks, annotations and bullets off the start, and white space
/// off both ends.
fn undress(line: &Line) -> Line {
    let mut rest = line.text.as_str();
    let mut indent;
    loop {
        let trimmed = rest.trim_start();
        indent = rest.len().saturating_sub(trimmed.len());
        let length = dressing(trimmed);
        if length == 0 {
            rest = trimmed;
            break;
        }
        // What is indented is indented behind the dressing, and one space belongs to that.
        rest = trimmed.get(length..).unwrap_or_default();
        rest = rest.strip_prefix(' ').unwrap_or(rest);
    }
    let behind_bullet = ["* ", "- ", "+ ", "• "]
        .into_iter()
        .find_map(|bullet| rest.strip_prefix(bullet));
    let rest = behind_bullet.unwrap_or(rest).trim();
    let start = offset_within(&line.text, rest);
    let mut undressed = line.part(start, start.saturating_add(rest.len()));
    undressed.indent = indent;
    undressed.bullet = behind_bullet.is_some();
    undressed
}

/// The length of a piece of dressing at the start of a line.
fn dressing(text: &str) -> usize {
    if text.starts_with('>') {
        return 1;
    }
    if let Some(length) = timestamp(text).or_else(|| job_columns(text)) {
        return length;
    }
    for mark in [
        "##[error]",
        "##[warning]",
        "##[debug]",
        "##[notice]",
        "##[group]",
    ] {
        if text.starts_with(mark) {
            return mark.len();
        }
    }
    workflow_command(text).unwrap_or(0)
}

/// `2026-02-03T10:15:10.1234567Z`.
fn timestamp(text: &str) -> Option<usize> {
    const FORM: &str = "0000-00-00T00:00:00";
    let bytes = text.as_bytes();
    let matches = FORM.bytes().enumerate().all(|(at, form)| {
        bytes.get(at).is_some_and(|byte| match form {
            b'0' => byte.is_ascii_digit(),
            other => *byte == other,
        })
    });
    if !matches {
        return None;
    }
    let rest = bytes.get(FORM.len()..)?;
    let fraction = rest
        .iter()
        .take_while(|byte| byte.is_ascii_digit() || **byte == b'.')
        .count();
    (rest.get(fraction) == Some(&b'Z'))
        .then(|| FORM.len().saturating_add(fraction).saturating_add(1))
}

/// `job<TAB>step<TAB>` before the timestamp, as `gh run view --log` prints it.
fn job_columns(text: &str) -> Option<usize> {
    let step = text.find('\t')?;
    let rest = text.get(step.checked_add(1)?..)?;
    let end = rest.find('\t')?.checked_add(1)?;
    let behind = rest.get(end..)?.trim_start_matches('\u{feff}');
    timestamp(behind)?;
    step.checked_add(1)?.checked_add(end)
}

/// `::error title=…::`.
fn workflow_command(text: &str) -> Option<usize> {
    let command = text.strip_prefix("::")?;
    let name = command.bytes().take_while(u8::is_ascii_lowercase).count();
    if name == 0 {
        return None;
    }
    let end = command.find("::")?;
    end.checked_add(4)
}

/// A stretch of lines flowed into one: white space folded to single spaces, up to the next blank line.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// The text.
    pub(super) text: String,
    /// (offset in the text, line, offset in the line), ascending.
    pieces: Vec<(usize, usize, usize)>,
}

impl Flow {
    /// Flows the lines from a place on, and no more than so many bytes.
    pub(super) fn from(lines: &[Line], line: usize, column: usize, most: usize) -> Self {
        let mut flow = Self::default();
        let mut start = column;
        for (place, current) in lines.iter().enumerate().skip(line) {
            let rest = current.text.get(start..).unwrap_or_default();
            if place > line && rest.is_empty() || flow.text.len() > most {
                break;
            }
            for word in rest.split_whitespace() {
                if !flow.text.is_empty() {
                    flow.text.push(' ');
                }
                let offset = offset_within(&current.text, word);
                flow.pieces.push((flow.text.len(), place, offset));
                flow.text.push_str(word);
            }
            start = 0;
        }
        flow
    }

    /// The place in the paste of the text's first so many bytes.
    pub(super) fn span(&self, lines: &[Line], start: usize, end: usize) -> Span {
        let source = |offset: usize| {
            let after = self.pieces.partition_point(|(own, _, _)| *own <= offset);
            let (own, line, column) = after
                .checked_sub(1)
                .and_then(|place| self.pieces.get(place))
                .copied()
                .unwrap_or_default();
            let column = column.saturating_add(offset.saturating_sub(own));
            lines.get(line).map_or(0, |line| line.source(column))
        };
        Span {
            start: source(start),
            end: source(end.saturating_sub(1).max(start)).saturating_add(1),
        }
    }
}

/// Where a part of a string that was borrowed from it starts.
fn offset_within(whole: &str, part: &str) -> usize {
    let whole = whole.as_ptr().addr();
    part.as_ptr().addr().saturating_sub(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(paste: &str) -> Vec<String> {
        clean(paste).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn dressing_is_taken_off_whatever_its_order() {
        for paste in [
            "* `ref`: `x`",
            "> * `ref`: `x`",
            ">> > * `ref`: `x`  ",
            "2026-02-03T10:15:10.1234567Z * `ref`: `x`\r\n",
            "2026-02-03T10:15:10.1234567Z ##[error]* `ref`: `x`",
            "publish\tPublish to PyPI\t2026-02-03T10:15:10.1234567Z * `ref`: `x`",
            "\u{1b}[36m* `ref`\u{1b}[0m: \u{1b}[1;33m`x`\u{1b}[0m",
            "[36m* `ref`[0m: [1;33m`x`[0m[K",
            "::error title=a,file=b::* `ref`: `x`",
            "    - `ref`: `x`",
        ] {
            assert_eq!(texts(paste), ["`ref`: `x`"], "{paste:?}");
        }
    }

    #[test]
    fn log_links_are_undone_and_other_brackets_stay() {
        let link = "(https://github.com/o/r/actions/runs/9/job/2#step:4:13)";
        assert_eq!(
            texts(&format!("id: [12]{link}176[3]{link}96")),
            ["id: 12176396"]
        );
        assert_eq!(
            texts("see [docs](https://x.y/z) [a]"),
            ["see [docs](https://x.y/z) [a]"]
        );
    }

    #[test]
    fn an_annotations_escapes_end_lines() {
        assert_eq!(
            texts("::error::a%0A%0A* `x`: `1%252`%0A"),
            ["a", "", "`x`: `1%2`", ""]
        );
        assert_eq!(texts("50%0A off"), ["50%0A off"]);
    }

    #[test]
    fn spans_point_into_the_paste() {
        let paste = "> \u{1b}[1mref\u{1b}[0m: x\n";
        let lines = clean(paste);
        let line = lines.first().expect("a line");
        assert_eq!(line.text, "ref: x");
        let span = line.span(5, 6);
        assert_eq!(paste.get(span.start..span.end), Some("x"));
    }
}
