//! Which of the three views is shown. It stands behind the `#` of the address, so that links lead to it and the
//! browser's way back leads out of it.

use std::fmt;

/// What is shown between the bar and the foot.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) enum View {
    /// A token or a log, judged.
    #[default]
    Inspector,
    /// A workflow before it runs.
    Workflow,
    /// How trusted publishing works.
    Lesson(Chapter),
}

/// A part of the lesson.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) enum Chapter {
    /// The lesson as one comes to it.
    #[default]
    Start,
    /// A step, counted from 1. Whether there is one of that number is the lesson's business.
    Step(usize),
    /// The played issuer, with something that is tried. Whether there is such a thing is the lesson's business.
    Sandbox(Option<String>),
    /// The exercises to choose from.
    Exercises,
    /// An exercise. Whether there is one of that name is the lesson's business.
    Exercise(String),
}

impl View {
    /// The view that a fragment asks for; nothing for a place on whichever view is shown.
    pub(crate) fn read(fragment: &str) -> Option<Self> {
        // Links and tokens are the inspector's.
        if fragment.is_empty() || fragment.contains('=') {
            return Some(Self::Inspector);
        }
        let (view, part) = match fragment.split_once('/') {
            Some((view, part)) => (view, Some(part)),
            None => (fragment, None),
        };
        match (view, part) {
            ("workflow", None) => Some(Self::Workflow),
            ("lesson", None) => Some(Self::Lesson(Chapter::Start)),
            ("lesson", Some("sandbox")) => Some(Self::Lesson(Chapter::Sandbox(None))),
            ("lesson", Some("exercises")) => Some(Self::Lesson(Chapter::Exercises)),
            ("lesson", Some(part)) => Some(Self::Lesson(match part.strip_prefix("sandbox/") {
                Some(attack) => Chapter::Sandbox(Some(attack.to_owned())),
                None => part.parse().map_or(Chapter::Start, Chapter::Step),
            })),
            ("exercise", Some(name)) => Some(Self::Lesson(Chapter::Exercise(name.to_owned()))),
            _ => None,
        }
    }

    /// Whether it is the same but for the part of it.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// As [`View::read`] reads it.
impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inspector => Ok(()),
            Self::Workflow => f.write_str("workflow"),
            Self::Lesson(Chapter::Start) => f.write_str("lesson"),
            Self::Lesson(Chapter::Step(step)) => write!(f, "lesson/{step}"),
            Self::Lesson(Chapter::Sandbox(None)) => f.write_str("lesson/sandbox"),
            Self::Lesson(Chapter::Sandbox(Some(attack))) => write!(f, "lesson/sandbox/{attack}"),
            Self::Lesson(Chapter::Exercises) => f.write_str("lesson/exercises"),
            Self::Lesson(Chapter::Exercise(name)) => write!(f, "exercise/{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_read_as_it_is_written() {
        for view in [
            View::Inspector,
            View::Workflow,
            View::Lesson(Chapter::Start),
            View::Lesson(Chapter::Step(3)),
            View::Lesson(Chapter::Sandbox(None)),
            View::Lesson(Chapter::Sandbox(Some("replay".to_owned()))),
            View::Lesson(Chapter::Exercises),
            View::Lesson(Chapter::Exercise("quoted-token".to_owned())),
        ] {
            assert_eq!(View::read(&view.to_string()), Some(view));
        }
    }

    #[test]
    fn links_and_tokens_are_the_inspectors() {
        for fragment in ["v=1&index=pypi", "id_token=eyJ", "/lesson?token=eyJ"] {
            assert_eq!(View::read(fragment), Some(View::Inspector));
        }
    }

    #[test]
    fn a_place_is_on_whichever_view_is_shown() {
        for fragment in ["verdict", "workflows", "workflow/2", "exercise"] {
            assert_eq!(View::read(fragment), None);
        }
    }
}
