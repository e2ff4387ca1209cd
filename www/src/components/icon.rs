//! Icons, drawn in the colour of the text around them. They repeat what a word beside them says, so
//! they are hidden from those who are read to.

use mintcheck::finding::{Decision, Outcome};
use yew::{Html, html};

/// A picture of something.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Icon {
    Check,
    Cross,
    Dash,
    Lock,
    Plus,
    Question,
    Warning,
}

impl Icon {
    /// The picture of an outcome.
    pub(crate) fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fail => Self::Cross,
            Outcome::NotReached => Self::Dash,
            Outcome::Pass => Self::Check,
            Outcome::Unknown => Self::Question,
        }
    }

    /// The picture of a decision.
    pub(crate) fn of_decision(decision: &Decision) -> Self {
        match decision {
            Decision::Accept => Self::Check,
            Decision::Reject => Self::Cross,
            Decision::Undecided { .. } => Self::Question,
        }
    }

    /// Draws it.
    pub(crate) fn draw(self) -> Html {
        let path = match self {
            Self::Check => "M3 8.5 6.5 12 13 4.5",
            Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Dash => "M4.5 8h7",
            Self::Lock => "M4 7.5h8v6H4zM5.75 7.5V5a2.25 2.25 0 0 1 4.5 0v2.5",
            Self::Plus => "M8 3v10M3 8h10",
            Self::Question => "M5.5 5.75a2.5 2.5 0 1 1 3.9 2.1C8.4 8.5 8 9 8 10M8 12.6v.1",
            Self::Warning => "M8 2 14.5 13.5h-13zM8 6.5v3.25M8 11.6v.1",
        };
        html! {
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d={path} />
            </svg>
        }
    }
}

/// The mark: a mint leaf whose vein is a check.
pub(crate) fn mark() -> Html {
    html! {
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
            <path
                class="mark-leaf"
                d="M28 3.5C17 2.5 4 6 4 17.5 4 24.5 9 28.5 15 28.5c11 0 14.5-12 13-25z"
            />
            <path class="mark-vein" d="M9.5 17.5 14 22 22.5 10.5" />
        </svg>
    }
}
