//! What WTForms does with a field of text: what was sent, the filters, the chain of validators.
//!
//! Source: WTForms 3.2.2, `wtforms/fields/core.py`, `Field.process`, `Field.validate` and
//! `Field._run_validation_chain`; `wtforms/validators.py`.

use crate::python::strip;

use super::Message;

/// A `StringField` to which a form was sent.
#[derive(Clone, Debug)]
pub(super) struct Field<'a> {
    pub(super) name: &'static str,
    /// `raw_data[0]`: what was sent, if anything was.
    raw: Option<&'a str>,
    /// `data`: that after the filters. `None` if nothing was sent.
    data: Option<&'a str>,
}

impl<'a> Field<'a> {
    pub(super) fn new(name: &'static str, sent: Option<&'a str>) -> Self {
        Self {
            name,
            raw: sent,
            data: sent,
        }
    }

    /// `filters=[lambda x: x.strip() if x else x]`.
    pub(super) fn stripped(self) -> Self {
        Self {
            data: self.data.map(strip),
            ..self
        }
    }

    /// `if not field.data: field.data = default`, after the form was read.
    pub(super) fn or_default(self, default: &'a str) -> Self {
        Self {
            data: self.data.filter(|data| !data.is_empty()).or(Some(default)),
            ..self
        }
    }

    /// The data as text; `None` and the empty text are alike wherever this is used.
    pub(super) fn data(&self) -> &'a str {
        self.data.unwrap_or_default()
    }

    /// The field's validators, to be run one by one.
    pub(super) fn chain(&self) -> Chain<'_> {
        Chain {
            field: self,
            messages: Vec::new(),
            stopped: false,
            crash: None,
        }
    }
}

/// What a validator raises.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Raised {
    /// `ValidationError`: the message is kept, and the next validator runs all the same.
    Error(Message),
    /// `StopValidation` of a validator that first drops the messages before its own: no further
    /// validator runs.
    Stop(Option<Message>),
    /// An exception that is neither: nobody catches it.
    Crash(&'static str),
}

impl Raised {
    /// `ValidationError` with that message.
    pub(super) fn error(text: &str) -> Self {
        Self::Error(plain(text))
    }
}

fn plain(text: &str) -> Message {
    Message {
        text: text.to_owned(),
        html: false,
    }
}

/// A field's validators under way.
#[derive(Debug)]
pub(super) struct Chain<'f> {
    field: &'f Field<'f>,
    messages: Vec<Message>,
    stopped: bool,
    crash: Option<&'static str>,
}

impl Chain<'_> {
    /// Runs the next validator, unless an earlier one has stopped the chain.
    pub(super) fn then(mut self, validator: impl FnOnce(&Field<'_>) -> Result<(), Raised>) -> Self {
        if self.stopped {
            return self;
        }
        match validator(self.field) {
            Ok(()) => {}
            Err(Raised::Error(message)) => self.messages.push(message),
            Err(Raised::Stop(message)) => {
                self.messages = message.into_iter().collect();
                self.stopped = true;
            }
            Err(Raised::Crash(exception)) => {
                self.crash = Some(exception);
                self.stopped = true;
            }
        }
        self
    }

    /// `InputRequired`: something was sent. White space is something.
    pub(super) fn input_required(self, message: &str) -> Self {
        self.then(|field| match field.raw {
            None | Some("") => Err(Raised::Stop(Some(plain(message)))),
            Some(_) => Ok(()),
        })
    }

    /// `Optional`: if nothing or only white space was sent, the rest is not looked at.
    pub(super) fn optional(self) -> Self {
        self.then(|field| match field.raw.map(strip) {
            None | Some("") => Err(Raised::Stop(None)),
            Some(_) => Ok(()),
        })
    }

    /// `Regexp`: the pattern matches at the start.
    pub(super) fn regexp(self, matches: impl FnOnce(&str) -> bool, message: &str) -> Self {
        self.then(|field| match matches(field.data()) {
            true => Ok(()),
            false => Err(Raised::error(message)),
        })
    }

    /// Whether no validator has found anything.
    pub(super) fn is_clean(&self) -> bool {
        self.messages.is_empty() && self.crash.is_none()
    }

    /// The field's name, its messages, and the exception that nobody caught.
    pub(super) fn finish(self) -> (&'static str, Vec<Message>, Option<&'static str>) {
        (self.field.name, self.messages, self.crash)
    }
}

/// `$` in a pattern: the end, or before a line feed that ends the text.
pub(super) fn before_final_line_feed(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(chain: Chain<'_>) -> Vec<String> {
        let (_, messages, _) = chain.finish();
        messages.into_iter().map(|message| message.text).collect()
    }

    #[test]
    fn an_error_lets_the_next_validator_run() {
        let field = Field::new("a", Some("x"));
        let chain = field
            .chain()
            .input_required("missing")
            .regexp(|_| false, "one")
            .then(|_| Err(Raised::error("two")));
        assert_eq!(texts(chain), ["one", "two"]);
    }

    #[test]
    fn a_stop_drops_what_came_before_and_ends_the_chain() {
        let field = Field::new("a", Some(""));
        let chain = field
            .chain()
            .then(|_| Err(Raised::error("before")))
            .input_required("missing")
            .then(|_| Err(Raised::error("after")));
        assert_eq!(texts(chain), ["missing"]);
    }

    #[test]
    fn input_required_looks_at_what_was_sent_and_not_at_what_the_filter_leaves() {
        for (sent, expected) in [(None, 1), (Some(""), 1), (Some(" "), 0), (Some("x"), 0)] {
            let field = Field::new("a", sent).stripped();
            let chain = field.chain().input_required("missing");
            assert_eq!(texts(chain).len(), expected, "{sent:?}");
        }
        assert_eq!(Field::new("a", Some(" x\u{1f}")).stripped().data(), "x");
    }

    #[test]
    fn optional_takes_white_space_for_nothing() {
        for (sent, expected) in [
            (None, 0),
            (Some(""), 0),
            (Some("\u{a0}\t\u{1c}"), 0),
            (Some(" x"), 1),
            (Some("\u{200b}"), 1),
        ] {
            let field = Field::new("a", sent);
            let chain = field.chain().optional().regexp(|_| false, "wrong");
            assert_eq!(texts(chain).len(), expected, "{sent:?}");
        }
    }
}
