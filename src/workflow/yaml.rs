//! A YAML text as a tree that knows where everything stands.
//!
//! The parsing is saphyr-parser's. Scalars are text, as GitHub writes it out where it wants one; what they mean is
//! their reader's business, and `on` is a key and no truth value.

use std::collections::{BTreeMap, BTreeSet};

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde::Serialize;

use super::scalar;
use crate::span::Span;

/// Deeper nesting than this is refused. A workflow has some ten levels.
const MAX_DEPTH: usize = 64;

/// More values than this, aliases counted as often as they are used, are refused.
const MAX_NODES: usize = 100_000;

/// Why a text is no YAML that GitHub would read.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Error {
    /// What was wrong.
    pub kind: ErrorKind,
    /// Where.
    pub at: Position,
}

/// What was wrong with YAML text.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(
    tag = "code",
    rename_all = "kebab-case",
    rename_all_fields = "camelCase"
)]
pub enum ErrorKind {
    /// A key stands twice in a mapping, which GitHub refuses.
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// Nothing but white space and comments.
    Empty,
    /// A number in hexadecimal or octal digits that has no place in 32 bits, which GitHub refuses.
    NumberTooLarge {
        /// The number.
        value: String,
    },
    /// A second document.
    SecondDocument,
    /// The text breaks YAML's grammar.
    Syntax {
        /// What the parser says, in English.
        detail: String,
    },
    /// A tab where only spaces may stand.
    Tab,
    /// A tag that GitHub does not know.
    Tag {
        /// The tag.
        tag: String,
    },
    /// A value that is none of its tag's, which GitHub refuses.
    TagMismatch {
        /// The tag.
        tag: String,
        /// The value.
        value: String,
    },
    /// Nested too deep, or blown up by aliases.
    TooLarge,
    /// An alias without its anchor.
    UnknownAlias,
}

/// A place in a text, as editors count it.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) content: Content,
    /// In bytes of the text.
    pub(crate) span: Span,
    /// How far its first line is indented, in characters.
    pub(crate) column: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Content {
    Mapping(Vec<(Node, Node)>),
    Scalar { text: String, plain: bool },
    Sequence(Vec<Node>),
}

impl Node {
    /// The text of a scalar; nothing for one that stands for "nothing".
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Scalar { text, plain } => match (text.as_str(), plain) {
                ("" | "~" | "null" | "Null" | "NULL", true) => None,
                (text, _) => Some(text),
            },
            Content::Mapping(_) | Content::Sequence(_) => None,
        }
    }

    /// The value of a key, and the key itself.
    pub(crate) fn entry(&self, key: &str) -> Option<(&Self, &Self)> {
        self.entries()
            .iter()
            .find(|(name, _)| name.text() == Some(key))
            .map(|(name, value)| (name, value))
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|(_, value)| value)
    }

    /// What a mapping holds, in order; nothing for anything else.
    pub(crate) fn entries(&self) -> &[(Self, Self)] {
        match &self.content {
            Content::Mapping(entries) => entries,
            Content::Scalar { .. } | Content::Sequence(_) => &[],
        }
    }

    /// What a sequence holds; a scalar is a sequence of one, as in `needs: build`.
    pub(crate) fn items(&self) -> &[Self] {
        match &self.content {
            Content::Sequence(items) => items,
            Content::Scalar { .. } if self.text().is_some() => std::slice::from_ref(self),
            Content::Mapping(_) | Content::Scalar { .. } => &[],
        }
    }

    /// Whether it is written in brackets or braces, and cannot be given another line.
    pub(crate) fn is_flow(&self, text: &str) -> bool {
        let first = text.as_bytes().get(self.span.start);
        match &self.content {
            Content::Mapping(_) => first == Some(&b'{'),
            Content::Sequence(_) => first == Some(&b'['),
            Content::Scalar { .. } => false,
        }
    }
}

/// A container that is not closed yet.
enum Open {
    Mapping {
        entries: Vec<(Node, Node)>,
        key: Option<Node>,
        keys: BTreeSet<String>,
    },
    Sequence(Vec<Node>),
}

struct Frame {
    open: Open,
    start: usize,
    column: usize,
    anchor: usize,
}

/// Where every character starts, in bytes; the parser counts characters.
struct Offsets(Vec<usize>);

impl Offsets {
    fn of(text: &str) -> Self {
        let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        offsets.push(text.len());
        Self(offsets)
    }

    fn byte(&self, character: usize) -> usize {
        let last = self.0.last().copied().unwrap_or_default();
        self.0.get(character).copied().unwrap_or(last)
    }
}

/// Reads a text of one document.
///
/// # Errors
///
/// Where it is none, with the place.
pub(crate) fn read(text: &str) -> Result<Node, Error> {
    let offsets = Offsets::of(text);
    let mut reader = Reader {
        text,
        stack: Vec::new(),
        anchors: BTreeMap::new(),
        root: None,
        nodes: 0,
    };
    for event in Parser::new_from_str(text) {
        let (event, place) = event.map_err(|error| syntax_error(text, &error))?;
        let place = Place {
            span: Span {
                start: offsets.byte(place.start.index()),
                end: offsets.byte(place.end.index()),
            },
            column: place.start.col(),
            position: Position {
                line: place.start.line(),
                column: place.start.col().saturating_add(1),
            },
        };
        reader.take(event, place)?;
    }
    reader.root.ok_or(Error {
        kind: ErrorKind::Empty,
        at: Position { line: 1, column: 1 },
    })
}

#[derive(Clone, Copy)]
struct Place {
    span: Span,
    column: usize,
    position: Position,
}

struct Reader<'a> {
    text: &'a str,
    stack: Vec<Frame>,
    /// What is anchored, and how many values it holds.
    anchors: BTreeMap<usize, (Node, usize)>,
    root: Option<Node>,
    nodes: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, place: Place) -> Result<(), Error> {
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                let tag = tag.map(|tag| format!("{}{}", tag.handle, tag.suffix));
                let is_plain = style == ScalarStyle::Plain;
                let (text, plain) = scalar::read(&value, is_plain, tag.as_deref())
                    .map_err(|kind| fail(kind, place))?;
                let node = Node {
                    content: Content::Scalar { text, plain },
                    span: self.without_comment(place.span),
                    column: place.column,
                };
                self.add(node, anchor, 1, place)
            }
            Event::Alias(anchor) => {
                let Some((anchored, nodes)) = self.anchors.get(&anchor).cloned() else {
                    return Err(fail(ErrorKind::UnknownAlias, place));
                };
                let node = Node {
                    span: place.span,
                    column: place.column,
                    ..anchored
                };
                self.add(node, 0, nodes, place)
            }
            Event::SequenceStart(anchor, _) => self.open(Open::Sequence(Vec::new()), anchor, place),
            Event::MappingStart(anchor, _) => {
                let open = Open::Mapping {
                    entries: Vec::new(),
                    key: None,
                    keys: BTreeSet::new(),
                };
                self.open(open, anchor, place)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            Event::DocumentStart(_) if self.root.is_some() => {
                Err(fail(ErrorKind::SecondDocument, place))
            }
            Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::Nothing
            | Event::StreamEnd
            | Event::StreamStart => Ok(()),
        }
    }

    fn open(&mut self, open: Open, anchor: usize, place: Place) -> Result<(), Error> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(fail(ErrorKind::TooLarge, place));
        }
        self.stack.push(Frame {
            open,
            start: place.span.start,
            column: place.column,
            anchor,
        });
        Ok(())
    }

    fn close(&mut self, place: Place) -> Result<(), Error> {
        let Some(frame) = self.stack.pop() else {
            return Ok(());
        };
        let content = match frame.open {
            Open::Mapping { entries, .. } => Content::Mapping(entries),
            Open::Sequence(items) => Content::Sequence(items),
        };
        let node = Node {
            content,
            span: Span {
                start: frame.start,
                end: self.without_space(frame.start, place.span.end),
            },
            column: frame.column,
        };
        self.add(node, frame.anchor, 1, place)
    }

    /// The parser's span of a text in quotes reaches over the comment behind it.
    fn without_comment(&self, span: Span) -> Span {
        let inside = self.text.get(span.start..span.end).unwrap_or_default();
        let quote = match inside.chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            _ => return span,
        };
        let mut characters = inside.char_indices().skip(1).peekable();
        while let Some((offset, character)) = characters.next() {
            let is_escaped = match character {
                '\\' => quote == '"',
                '\'' if quote == '\'' => characters.peek().is_some_and(|(_, next)| *next == '\''),
                _ => false,
            };
            if is_escaped {
                characters.next();
            } else if character == quote {
                let length = offset.saturating_add(1);
                return Span {
                    start: span.start,
                    end: span.start.saturating_add(length),
                };
            }
        }
        span
    }

    /// A block's end is where the next one starts; what is between is no part of it.
    fn without_space(&self, start: usize, end: usize) -> usize {
        let inside = self.text.get(start..end).unwrap_or_default();
        start.saturating_add(inside.trim_end().len())
    }

    fn add(&mut self, node: Node, anchor: usize, nodes: usize, place: Place) -> Result<(), Error> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > MAX_NODES {
            return Err(fail(ErrorKind::TooLarge, place));
        }
        if anchor != 0 {
            let size = size(&node);
            // What is kept beside the tree counts, too.
            self.nodes = self.nodes.saturating_add(size);
            self.anchors.insert(anchor, (node.clone(), size));
        }
        match self.stack.last_mut().map(|frame| &mut frame.open) {
            None => self.root = Some(node),
            Some(Open::Sequence(items)) => items.push(node),
            Some(Open::Mapping { entries, key, keys }) => match key.take() {
                None => {
                    if let Some(name) = node.text()
                        && !keys.insert(name.to_owned())
                    {
                        let key = name.to_owned();
                        return Err(fail(ErrorKind::DuplicateKey { key }, place));
                    }
                    *key = Some(node);
                }
                Some(name) => entries.push((name, node)),
            },
        }
        Ok(())
    }
}

/// How many values a tree holds.
fn size(node: &Node) -> usize {
    let mut count: usize = 0;
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        count = count.saturating_add(1);
        match &node.content {
            Content::Mapping(entries) => {
                rest.extend(entries.iter().flat_map(|(key, value)| [key, value]));
            }
            Content::Sequence(items) => rest.extend(items),
            Content::Scalar { .. } => {}
        }
    }
    count
}

fn fail(kind: ErrorKind, place: Place) -> Error {
    Error {
        kind,
        at: place.position,
    }
}

fn syntax_error(text: &str, error: &saphyr_parser::ScanError) -> Error {
    let marker = error.marker();
    // The column of a tab in a line's indentation.
    let tab = |line: usize| {
        let line = text.lines().nth(line.checked_sub(1)?)?;
        let indentation = line.chars().take_while(|c| c.is_whitespace());
        Some(indentation.take_while(|c| *c != '\t').count())
            .filter(|&at| line.chars().nth(at) == Some('\t'))
    };
    // A scalar may go on in the next line, and the parser then stops at the end of the one before.
    let next = marker.line().saturating_add(1);
    let own = tab(marker.line()).map(|_| (marker.line(), marker.col()));
    let below = tab(next)
        .filter(|_| error.info().contains("tab"))
        .map(|column| (next, column));
    let (kind, (line, column)) = match own.or(below) {
        Some(place) => (ErrorKind::Tab, place),
        None => (
            ErrorKind::Syntax {
                detail: error.info().to_owned(),
            },
            (marker.line(), marker.col()),
        ),
    };
    Error {
        kind,
        at: Position {
            line,
            column: column.saturating_add(1),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Option<(ErrorKind, usize)> {
        read(text).err().map(|error| (error.kind, error.at.line))
    }

    #[test]
    fn every_value_knows_where_it_stands() {
        let text = "# é\non: push\njobs:\n  a:\n    name: 'é b' # c\n\n  b: {}\n";
        let root = read(text).expect("YAML");
        let name = root
            .get("jobs")
            .and_then(|jobs| jobs.get("a"))
            .and_then(|job| job.get("name"))
            .expect("a name");
        assert_eq!(text.get(name.span.start..name.span.end), Some("'é b'"));
        let (_, job) = root
            .get("jobs")
            .and_then(|jobs| jobs.entry("a"))
            .expect("a job");
        assert_eq!(job.column, 4);
        assert!(
            text.get(job.span.start..job.span.end)
                .is_some_and(|text| text.starts_with("name"))
        );
    }

    #[test]
    fn an_alias_stands_for_what_is_anchored() {
        let root = read("a: &x {b: c}\nd: *x\n").expect("YAML");
        let aliased = root.get("d").and_then(|node| node.get("b"));
        assert_eq!(aliased.and_then(Node::text), Some("c"));
    }

    #[test]
    fn what_github_refuses_is_refused_and_placed() {
        let duplicate = ErrorKind::DuplicateKey {
            key: "a".to_owned(),
        };
        assert_eq!(kind("a: 1\na: 2\n"), Some((duplicate, 2)));
        assert_eq!(
            kind("a: b\n---\nc: d\n"),
            Some((ErrorKind::SecondDocument, 2))
        );
        assert_eq!(kind("# nothing\n"), Some((ErrorKind::Empty, 1)));
        let value = "0x100000000".to_owned();
        assert_eq!(
            kind("on: push\na: 0x100000000\n"),
            Some((ErrorKind::NumberTooLarge { value }, 2))
        );
        let tag = "!!timestamp".to_owned();
        assert_eq!(
            kind("a: !!timestamp 2022-10-26\n"),
            Some((ErrorKind::Tag { tag }, 1))
        );
        assert_eq!(kind("a:\n\tb: c\n"), Some((ErrorKind::Tab, 2)));
        assert_eq!(
            kind("a:\n  b: c\n\td:\n    - e\n"),
            Some((ErrorKind::Tab, 3))
        );
        assert!(matches!(
            kind("a: [b\n"),
            Some((ErrorKind::Syntax { .. }, _))
        ));
    }

    #[test]
    fn aliases_cannot_blow_up() {
        let mut text = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            let before = level - 1;
            let uses = vec![format!("*a{before}"); 8].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{uses}]\n"));
        }
        assert!(matches!(kind(&text), Some((ErrorKind::TooLarge, _))));
        assert!(matches!(
            kind(&"[".repeat(200)),
            Some((ErrorKind::TooLarge, _))
        ));
    }
}
