//! Takes down what the rules find, and where the server stops.

use crate::finding::{Answer, Outcome, Phase, Reason, Rule, Step};

/// What a rule found; with what the server has to say where it stops.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Finding<Words = Answer> {
    /// It holds.
    Pass,
    /// It holds, and there is something to say.
    Note(Reason),
    /// What was given does not tell.
    Unknown(Reason),
    /// It lacks its subject.
    NotReached,
    /// The server answers with this.
    Stop(Reason, Words),
}

impl<Words> Finding<Words> {
    /// The same, where the server's answer is made of more than this rule's words.
    pub(super) fn answered(self, answer: &Answer) -> Finding {
        match self {
            Self::Pass => Finding::Pass,
            Self::Note(reason) => Finding::Note(reason),
            Self::Unknown(reason) => Finding::Unknown(reason),
            Self::NotReached => Finding::NotReached,
            Self::Stop(reason, _) => Finding::Stop(reason, answer.clone()),
        }
    }
}

impl Finding {
    pub(super) fn crash(claim: Option<&str>, exception: &str) -> Self {
        Self::Stop(
            Reason::Crash {
                claim: claim.map(str::to_owned),
                exception: exception.to_owned(),
            },
            Answer::Crash {
                exception: exception.to_owned(),
            },
        )
    }
}

/// The rules' results so far.
#[derive(Debug, Default)]
pub(super) struct Trace {
    pub(super) steps: Vec<Step>,
    /// What the server answers, once a rule has made it stop.
    pub(super) answer: Option<Answer>,
    /// Descriptions that the server might give instead.
    pub(super) alternatives: Vec<String>,
    publisher: Option<usize>,
    tolerant: bool,
    /// Whether a refusal has ended the lookup that is tolerated.
    over: bool,
}

impl Trace {
    /// The rules from here on look at this publisher.
    pub(super) fn look_at(&mut self, publisher: Option<usize>) {
        self.publisher = publisher;
    }

    /// Refusals from here on do not end the request: the server goes on to the next lookup. A crash
    /// still does, unless a refusal came first.
    pub(super) fn tolerate(&mut self, tolerant: bool) {
        self.tolerant = tolerant;
        self.over = false;
    }

    /// Takes down a rule's result. Returns whether the rule holds as far as is known.
    pub(super) fn record(&mut self, phase: Phase, rule: Rule, finding: Finding) -> bool {
        let (outcome, reason, answer) = match finding {
            Finding::Pass => (Outcome::Pass, None, None),
            Finding::Note(reason) => (Outcome::Pass, Some(reason), None),
            Finding::Unknown(reason) => (Outcome::Unknown, Some(reason), None),
            Finding::NotReached => (Outcome::NotReached, None, None),
            Finding::Stop(reason, answer) => (Outcome::Fail, Some(reason), Some(answer)),
        };
        let crash = matches!(answer, Some(Answer::Crash { .. }));
        let blocking = !self.tolerant || (crash && !self.over);
        self.over |= answer.is_some();
        let decisive = blocking && answer.is_some() && self.answer.is_none();
        if decisive {
            self.answer = answer;
        }
        self.steps.push(Step {
            rule,
            phase,
            outcome,
            decisive,
            blocking,
            publisher: self.publisher,
            reason,
        });
        matches!(outcome, Outcome::Pass | Outcome::Unknown)
    }
}
