//! GitHub's expressions, as far as they can be told before the workflow runs.
//!
//! Source: GitHub's reference of expressions (operators, literals, functions, how values become truth
//! and text). What depends on the run, on a secret or on another job stays open: an expression then has
//! several possible values, or any.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::scalar;

/// Deeper nesting than this is not evaluated.
const MAX_DEPTH: usize = 32;

/// More possible values than this are not told apart.
const MAX_VALUES: usize = 32;

/// Longer texts than this are not followed: to copy one for each job would take the square of the file's length.
const MAX_TEXT: usize = 1024;

/// What a text with expressions in it can come to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Possible {
    /// The values that it can have.
    pub(crate) values: BTreeSet<String>,
    /// Whether it can have others as well.
    pub(crate) open: bool,
}

impl Possible {
    /// The one value, if there is no other.
    pub(crate) fn only(&self) -> Option<&str> {
        match (self.values.len(), self.open) {
            (1, false) => self.values.first().map(String::as_str),
            _ => None,
        }
    }
}

/// What expressions can ask for, by its lower-case path: `github.ref_name`. What is absent is not known before the
/// run.
pub(crate) type Known = BTreeMap<String, Values>;

/// What the expressions of a job can ask for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    /// What is the same for every job.
    pub(crate) run: &'a Known,
    /// What is the job's own.
    pub(crate) job: &'a Known,
}

impl Context<'_> {
    fn find(&self, path: &str) -> Values {
        let found = self.job.get(path).or_else(|| self.run.get(path));
        found.cloned().unwrap_or_else(anything)
    }
}

/// Whether a text has an expression in it.
pub(crate) fn is_expression(text: &str) -> bool {
    text.contains("${{")
}

/// Whether a condition holds; nothing where the run decides. An `if` is an expression with or without the braces
/// around it, and text beside them makes it a text, which is true.
pub(crate) fn holds(condition: &str, context: &Context<'_>) -> Option<bool> {
    let trimmed = condition.trim();
    let found = match trimmed.strip_prefix("${{").and_then(until_braces) {
        Some((inside, "")) => values(inside, context),
        None if !is_expression(trimmed) => values(trimmed, context),
        _ => return None,
    };
    let first = found.first()?.is_true();
    found
        .iter()
        .all(|value| value.is_true() == first)
        .then_some(first)
}

/// An expression and what stands behind it. Braces in its texts do not end it.
fn until_braces(text: &str) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let end = text.char_indices().find_map(|(at, character)| {
        is_quoted ^= character == '\'';
        let ends = !is_quoted && text.get(at..)?.starts_with("}}");
        ends.then_some(at)
    })?;
    Some((text.get(..end)?, text.get(end..)?.strip_prefix("}}")?))
}

/// What a text comes to: plain text is itself, `${{ … }}` is evaluated.
pub(crate) fn evaluate(text: &str, context: &Context<'_>) -> Possible {
    let mut all = vec![String::new()];
    let mut open = false;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        let Some((inside, behind)) = until_braces(after) else {
            break;
        };
        let found = values(inside, context);
        open |= found.contains(&Value::Any) || found.contains(&Value::AnyFalse);
        let texts: Vec<String> = found.iter().filter_map(Value::to_text).collect();
        if let [text] = texts.as_slice() {
            for value in &mut all {
                value.push_str(before);
                value.push_str(text);
            }
            rest = behind;
            continue;
        }
        let mut next = Vec::new();
        for start in &all {
            for value in &texts {
                next.push(format!("{start}{before}{value}"));
            }
        }
        if next.len() > MAX_VALUES {
            return Possible {
                values: BTreeSet::new(),
                open: true,
            };
        }
        all = next;
        rest = behind;
    }
    for value in &mut all {
        value.push_str(rest);
    }
    Possible {
        values: all.into_iter().collect(),
        open,
    }
}

/// A value, of the type that GitHub gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    /// Not known before the run, and true.
    Any,
    /// Not known before the run, and false: nothing, an empty text, zero.
    AnyFalse,
    Bool(bool),
    Null,
    Number(f64),
    Text(String),
}

impl Value {
    /// A scalar as GitHub's reader types it: what stands in quotes is text.
    pub(crate) fn of(text: &str, is_plain: bool) -> Self {
        match text {
            _ if !is_plain => Self::Text(text.to_owned()),
            "" | "~" | "null" | "Null" | "NULL" => Self::Null,
            _ => scalar::truth(text)
                .map(Self::Bool)
                .or_else(|| scalar::number(text).map(Self::Number))
                .unwrap_or_else(|| Self::Text(text.to_owned())),
        }
    }

    fn is_true(&self) -> bool {
        match self {
            Self::Any => true,
            Self::AnyFalse | Self::Null => false,
            Self::Bool(value) => *value,
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Text(text) => !text.is_empty(),
        }
    }

    fn is_known(&self) -> bool {
        !matches!(self, Self::Any | Self::AnyFalse)
    }

    fn to_text(&self) -> Option<String> {
        match self {
            Self::Any | Self::AnyFalse => None,
            Self::Bool(value) => Some(value.to_string()),
            Self::Null => Some(String::new()),
            Self::Number(number) => Some(scalar::written(*number)),
            Self::Text(text) => Some(text.clone()),
        }
    }

    /// As GitHub makes numbers of values of different types before it compares them.
    fn to_number(&self) -> f64 {
        match self {
            Self::Any | Self::AnyFalse => f64::NAN,
            Self::Bool(value) => f64::from(u8::from(*value)),
            Self::Null => 0.0,
            Self::Number(number) => *number,
            Self::Text(text) if text.trim().is_empty() => 0.0,
            Self::Text(text) => scalar::number(text.trim()).unwrap_or(f64::NAN),
        }
    }

    /// How they stand to each other: texts without regard to case, all else as numbers.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => {
                Some(one.to_lowercase().cmp(&other.to_lowercase()))
            }
            (one, other) => one.to_number().partial_cmp(&other.to_number()),
        }
    }
}

pub(crate) type Values = Vec<Value>;

/// What is not known before the run.
pub(crate) fn anything() -> Values {
    vec![Value::Any, Value::AnyFalse]
}

/// Adds a value to those that something can have.
pub(crate) fn add(values: &mut Values, value: Value) {
    let is_long = matches!(&value, Value::Text(text) if text.len() > MAX_TEXT);
    if is_long {
        values.extend(anything());
    } else if values.len() <= MAX_VALUES && !values.contains(&value) {
        values.push(value);
    }
}

/// The values that an expression can have.
fn values(expression: &str, context: &Context<'_>) -> Values {
    let mut parser = Parser {
        tokens: tokens(expression),
        at: 0,
        context,
    };
    match parser.or(0) {
        Some(values) if parser.at == parser.tokens.len() => values,
        _ => anything(),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Name(String),
    Number(f64),
    Sign(&'static str),
    Text(String),
}

const SIGNS: [&str; 15] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ".", ",",
];

/// Cuts an expression; a character that belongs to none ends it with a token that nothing expects.
fn tokens(expression: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = expression.trim_start();
    while let Some(first) = rest.chars().next() {
        let after = if first == '\'' {
            let (text, after) = quoted(rest);
            tokens.push(Token::Text(text));
            after
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            tokens.push(Token::Sign(sign));
            rest.get(sign.len()..).unwrap_or_default()
        } else {
            let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '*');
            let is_number = first.is_ascii_digit() || first == '-' || first == '+';
            let length = rest
                .find(|c| !(is_part(c) || is_number && matches!(c, '.' | '+')))
                .unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            if word.is_empty() {
                tokens.push(Token::Sign("?"));
                break;
            }
            tokens.push(match scalar::number(word) {
                Some(number) => Token::Number(number),
                None => Token::Name(word.to_lowercase()),
            });
            after
        };
        rest = after.trim_start();
    }
    tokens
}

/// A text in single quotes, in which two stand for one.
fn quoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut rest = text.strip_prefix('\'').unwrap_or(text);
    loop {
        let Some((part, after)) = rest.split_once('\'') else {
            value.push_str(rest);
            return (value, "");
        };
        value.push_str(part);
        match after.strip_prefix('\'') {
            Some(more) => {
                value.push('\'');
                rest = more;
            }
            None => return (value, after),
        }
    }
}

struct Parser<'a> {
    tokens: Vec<Token>,
    at: usize,
    context: &'a Context<'a>,
}

impl Parser<'_> {
    fn takes(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(other)) if *other == sign);
        if found {
            self.at = self.at.saturating_add(1);
        }
        found
    }

    fn or(&mut self, depth: usize) -> Option<Values> {
        let mut left = self.and(depth)?;
        while self.takes("||") {
            let right = self.and(depth)?;
            left = chosen(left, &right, |value| !value.is_true());
        }
        Some(left)
    }

    fn and(&mut self, depth: usize) -> Option<Values> {
        let mut left = self.comparison(depth)?;
        while self.takes("&&") {
            let right = self.comparison(depth)?;
            left = chosen(left, &right, Value::is_true);
        }
        Some(left)
    }

    fn comparison(&mut self, depth: usize) -> Option<Values> {
        let mut left = self.not(depth)?;
        loop {
            let Some(sign) = ["==", "!=", "<=", ">=", "<", ">"]
                .into_iter()
                .find(|sign| self.takes(sign))
            else {
                return Some(left);
            };
            let right = self.not(depth)?;
            left = every_pair(&left, &right, |one, other| {
                let order = one.compare(other);
                match sign {
                    "==" => order.is_some_and(Ordering::is_eq),
                    "!=" => order.is_none_or(Ordering::is_ne),
                    "<=" => order.is_some_and(Ordering::is_le),
                    ">=" => order.is_some_and(Ordering::is_ge),
                    "<" => order.is_some_and(Ordering::is_lt),
                    _ => order.is_some_and(Ordering::is_gt),
                }
            });
        }
    }

    fn not(&mut self, depth: usize) -> Option<Values> {
        if depth > MAX_DEPTH {
            return None;
        }
        if self.takes("!") {
            let values = self.not(depth.saturating_add(1))?;
            let negated = values.iter().map(|value| Value::Bool(!value.is_true()));
            return Some(distinct(negated.collect()));
        }
        self.primary(depth)
    }

    fn primary(&mut self, depth: usize) -> Option<Values> {
        if self.takes("(") {
            let inside = self.or(depth.saturating_add(1))?;
            return self.takes(")").then_some(inside);
        }
        let token = self.tokens.get(self.at)?.clone();
        self.at = self.at.saturating_add(1);
        match token {
            Token::Number(number) => Some(vec![Value::Number(number)]),
            Token::Text(text) => Some(vec![Value::Text(text)]),
            Token::Name(name) if self.takes("(") => {
                let arguments = self.arguments(depth)?;
                Some(call(&name, &arguments))
            }
            Token::Name(name) => Some(self.path(name, depth)?),
            Token::Sign(_) => None,
        }
    }

    fn arguments(&mut self, depth: usize) -> Option<Vec<Values>> {
        let mut arguments = Vec::new();
        if self.takes(")") {
            return Some(arguments);
        }
        loop {
            arguments.push(self.or(depth.saturating_add(1))?);
            if self.takes(")") {
                return Some(arguments);
            }
            if !self.takes(",") {
                return None;
            }
        }
    }

    fn path(&mut self, name: String, depth: usize) -> Option<Values> {
        match name.as_str() {
            "true" => return Some(vec![Value::Bool(true)]),
            "false" => return Some(vec![Value::Bool(false)]),
            "null" => return Some(vec![Value::Null]),
            _ => {}
        }
        let mut path = name;
        loop {
            if self.takes(".") {
                let Some(Token::Name(part)) = self.tokens.get(self.at) else {
                    return None;
                };
                path.push('.');
                path.push_str(part);
                self.at = self.at.saturating_add(1);
            } else if self.takes("[") {
                let inside = self.or(depth.saturating_add(1))?;
                if !self.takes("]") {
                    return None;
                }
                match inside.as_slice() {
                    [Value::Text(part)] => {
                        path.push('.');
                        path.push_str(&part.to_lowercase());
                    }
                    _ => path.push_str(".*"),
                }
            } else {
                break;
            }
        }
        let values = self.context.find(&path);
        // More are not told apart: every comparison would have to look at each.
        let is_apart = !values.is_empty() && values.len() <= MAX_VALUES;
        Some(if is_apart { values } else { anything() })
    }
}

/// `&&` and `||`: what goes on is replaced by the other side.
fn chosen(left: Values, right: &Values, goes_on: impl Fn(&Value) -> bool) -> Values {
    let replaced = left.iter().any(&goes_on);
    let mut values: Values = left.into_iter().filter(|value| !goes_on(value)).collect();
    if replaced {
        values.extend(right.iter().cloned());
    }
    distinct(values)
}

fn every_pair(left: &Values, right: &Values, holds: impl Fn(&Value, &Value) -> bool) -> Values {
    let mut values = Vec::new();
    for one in left {
        for other in right {
            if one.is_known() && other.is_known() {
                values.push(Value::Bool(holds(one, other)));
            } else {
                values.extend([Value::Bool(true), Value::Bool(false)]);
            }
        }
    }
    distinct(values)
}

fn distinct(values: Values) -> Values {
    let mut kept: Values = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    if kept.len() > MAX_VALUES {
        return anything();
    }
    kept
}

fn call(name: &str, arguments: &[Values]) -> Values {
    let lower = |value: &Value| value.to_text().unwrap_or_default().to_lowercase();
    match (name, arguments) {
        ("contains", [text, part]) => {
            every_pair(text, part, |text, part| lower(text).contains(&lower(part)))
        }
        ("startswith", [text, part]) => every_pair(text, part, |text, part| {
            lower(text).starts_with(&lower(part))
        }),
        ("endswith", [text, part]) => {
            every_pair(text, part, |text, part| lower(text).ends_with(&lower(part)))
        }
        ("format", [template, rest @ ..]) => format(template, rest),
        // What a job's status will be is not known.
        ("always", []) => vec![Value::Bool(true)],
        ("success" | "failure" | "cancelled", _) => vec![Value::Bool(true), Value::Bool(false)],
        _ => anything(),
    }
}

/// `format('{0}-{1}', …)`, where everything is known. Nothing is told of a long text: formats in each other double it.
fn format(template: &Values, arguments: &[Values]) -> Values {
    formatted(template, arguments).map_or_else(anything, |text| vec![Value::Text(text)])
}

fn formatted(template: &Values, arguments: &[Values]) -> Option<String> {
    let [template] = template.as_slice() else {
        return None;
    };
    let template = template.to_text()?;
    let mut text = String::new();
    let mut rest = template.as_str();
    while let Some((before, after)) = rest.split_once(['{', '}']) {
        text.push_str(before);
        let sign = rest.get(before.len()..)?.get(..1)?;
        if let Some(behind) = after.strip_prefix(sign) {
            text.push_str(sign);
            rest = behind;
            continue;
        }
        let (place, behind) = after.split_once('}')?;
        let place: usize = place.parse().ok().filter(|_| sign == "{")?;
        let [value] = arguments.get(place)?.as_slice() else {
            return None;
        };
        text.push_str(&value.to_text()?);
        if text.len() > MAX_TEXT {
            return None;
        }
        rest = behind;
    }
    text.push_str(rest);
    (text.len() <= MAX_TEXT).then_some(text)
}

#[cfg(test)]
mod tests;
