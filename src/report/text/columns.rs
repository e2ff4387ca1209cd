//! Lines of at most 80 characters, and columns.

const WIDTH: usize = 80;
/// How far entries stand in.
const INDENT: usize = 12;

/// Text over as many lines as it takes.
pub(super) fn paragraph(text: &str) -> String {
    wrapped(text, WIDTH).join("\n") + "\n"
}

/// A label, and lines beside it.
pub(super) fn entry(label: &str, lines: &[String]) -> String {
    let width = WIDTH.saturating_sub(INDENT);
    let mut text = String::new();
    let mut label = label;
    for line in lines.iter().flat_map(|line| wrapped(line, width)) {
        text.push_str(&format!("{label:<INDENT$}{line}\n"));
        label = "";
    }
    text
}

/// Rows under a heading; one value a line where the rows would be too wide.
pub(super) fn table<const COLUMNS: usize>(
    heading: &[String; COLUMNS],
    rows: &[[String; COLUMNS]],
) -> String {
    let mut widths = [0_usize; COLUMNS];
    for row in std::iter::once(heading).chain(rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(length(cell));
        }
    }
    let total = widths.iter().fold(0, |sum: usize, width| {
        sum.saturating_add(*width).saturating_add(2)
    });
    if total > WIDTH {
        return rows.iter().map(|row| stacked(heading, row)).collect();
    }
    std::iter::once(heading)
        .chain(rows)
        .map(|row| {
            let cells: String = row
                .iter()
                .zip(widths)
                .map(|(cell, width)| format!("  {cell:<width$}"))
                .collect();
            cells.trim_end().to_owned() + "\n"
        })
        .collect()
}

/// The first value, and the others below it.
fn stacked<const COLUMNS: usize>(heading: &[String; COLUMNS], row: &[String; COLUMNS]) -> String {
    heading
        .iter()
        .zip(row)
        .enumerate()
        .map(|(place, (name, cell))| match place {
            0 => format!("  {cell}\n"),
            _ => format!("    {name:<10}  {cell}\n"),
        })
        .collect()
}

/// Breaks at spaces; a word that is longer than a line stays whole, so that it can be copied.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(' ') {
        let needed = length(&line).saturating_add(length(word)).saturating_add(1);
        if needed > width && !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&printable(word));
    }
    lines.push(line);
    lines
}

/// Makes what does not show visible: a text out of a token has no say in the layout or in the
/// terminal's colours, and an invisible character may be what is wrong.
pub(in crate::report) fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\'' | '\\' => shown.push(character),
            other => shown.extend(other.escape_debug()),
        }
    }
    shown
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_long_words_stay_whole() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("a longword b", 4), ["a", "longword", "b"]);
        assert_eq!(wrapped("", 4), [""]);
    }

    #[test]
    fn what_does_not_show_is_made_visible() {
        assert_eq!(
            wrapped("a\u{1b}[31m b\u{200b}\u{a0} \"é\"", 80),
            ["a\\u{1b}[31m b\\u{200b}\\u{a0} \"é\""]
        );
    }

    #[test]
    fn entries_hang_from_their_labels() {
        let lines = ["one".to_owned(), "two".to_owned()];
        assert_eq!(entry("label", &lines), "label       one\n            two\n");
    }

    #[test]
    fn rows_that_are_too_wide_are_stacked() {
        let heading = ["field".to_owned(), "token".to_owned()];
        let narrow = ["owner".to_owned(), "octo".to_owned()];
        assert_eq!(
            table(&heading, &[narrow]),
            "  field  token\n  owner  octo\n"
        );
        let long = "x".repeat(80);
        let wide = ["owner".to_owned(), long.clone()];
        assert_eq!(
            table(&heading, &[wide]),
            format!("  owner\n    token       {long}\n")
        );
    }
}
