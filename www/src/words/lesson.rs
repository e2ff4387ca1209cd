//! What the lesson says. Not among the page's other words, because they are loaded with the page.

use mintcheck::Language;

use super::{Text, With};
use crate::lesson::{Actor, Attack, Change, Exercise, Fate, Place, Stage, Try};

/// Everything that the lesson says by itself.
pub(crate) struct Course {
    pub(crate) title: Text,
    pub(crate) lede: Text,
    pub(crate) parts: Text,
    pub(crate) overview: Text,
    pub(crate) steps: Text,
    pub(crate) sandbox: Text,
    pub(crate) exercises: Text,
    /// The repository and the index.
    pub(crate) own: fn(&str, &str) -> String,
    pub(crate) example: fn(&str, &str) -> String,
    pub(crate) example_help: Text,
    /// That it tells of another index than the one that is chosen.
    pub(crate) other_index: fn(&str, &str) -> String,
    /// The step's number and name, and the index.
    pub(crate) own_refused: fn(usize, &str, &str) -> String,
    pub(crate) begin: Text,
    pub(crate) sandbox_teaser: Text,
    pub(crate) exercises_teaser: Text,

    pub(crate) actor: fn(Actor, &str) -> String,
    pub(crate) diagram: Text,
    pub(crate) diagram_path: With,
    pub(crate) diagram_here: fn(usize, &str) -> String,
    pub(crate) diagram_refused: fn(usize, &str) -> String,
    pub(crate) diagram_minted: Text,

    pub(crate) step_of: fn(usize, usize) -> String,
    pub(crate) stage: fn(Stage) -> StageWords,
    pub(crate) before: Text,
    pub(crate) next: Text,
    pub(crate) keys_help: Text,
    pub(crate) signed: Text,
    pub(crate) checks: Text,
    pub(crate) fails: Text,
    pub(crate) tries: Text,
    pub(crate) try_of: fn(Try) -> Text,
    /// Where no check of the index's stops it.
    pub(crate) try_stop: fn(Try) -> Text,
    pub(crate) stopped_by: fn(usize, &str) -> String,
    pub(crate) try_it: Text,
    pub(crate) request: Text,
    pub(crate) answer: Text,
    pub(crate) answer_later: Text,
    pub(crate) on_the_wire: Text,
    pub(crate) file: Text,
    pub(crate) token: Text,
    pub(crate) claim: Text,
    pub(crate) value: Text,
    pub(crate) class: With,
    pub(crate) ignored: fn(usize) -> String,
    pub(crate) registered: Text,
    pub(crate) claimed: Text,
    pub(crate) field: Text,
    pub(crate) none: Text,
    pub(crate) any: Text,
    pub(crate) wrong: Text,
    pub(crate) by_hand: Text,
    pub(crate) by_hand_help: Text,

    pub(crate) bench: Bench,
    pub(crate) practice: Practice,
}

/// What is said of a step.
pub(crate) struct StageWords {
    /// One word.
    pub(crate) label: Text,
    pub(crate) title: Text,
    /// In one sentence.
    pub(crate) teaser: Text,
    pub(crate) happens: Text,
    pub(crate) signed: Text,
    /// Why nothing is sent, or what is; empty where the requests are shown.
    pub(crate) unsent: Text,
    /// What would have to go wrong for the answer that is shown.
    pub(crate) wrong: Text,
}

/// What is said in the sandbox.
pub(crate) struct Bench {
    pub(crate) title: Text,
    pub(crate) lede: Text,
    pub(crate) made_here: Text,
    pub(crate) job: Text,
    pub(crate) job_help: Text,
    pub(crate) owner: Text,
    pub(crate) name: Text,
    pub(crate) owner_id: Text,
    pub(crate) file: Text,
    pub(crate) environment: Text,
    pub(crate) event: Text,
    pub(crate) git_ref: Text,
    pub(crate) audience: Text,
    pub(crate) reset: Text,
    pub(crate) raw: Text,
    pub(crate) raw_help: Text,
    pub(crate) raw_label: Text,
    pub(crate) raw_refused: With,
    pub(crate) registered: With,
    pub(crate) send: Text,
    pub(crate) send_help: Text,
    pub(crate) way: Text,
    pub(crate) way_help: Text,
    pub(crate) attack: fn(Attack) -> (Text, Text),
    pub(crate) outcome: Text,
    pub(crate) nothing_sent: Text,
    pub(crate) minted: With,
    /// The index, the step's number and its name.
    pub(crate) refused: fn(&str, usize, &str) -> String,
    pub(crate) sent_at: With,
    pub(crate) token: Text,
    pub(crate) no_signature: Text,
    pub(crate) keys: Text,
    pub(crate) no_crypto: Text,
    pub(crate) signing: Text,
}

/// What is said of exercises.
pub(crate) struct Practice {
    pub(crate) title: Text,
    pub(crate) lede: Text,
    pub(crate) of: fn(Exercise) -> ExerciseWords,
    pub(crate) number: fn(usize, usize) -> String,
    pub(crate) situation: Text,
    pub(crate) question: Text,
    pub(crate) hint: Text,
    pub(crate) check: Text,
    pub(crate) explain: Text,
    pub(crate) explanation: Text,
    pub(crate) right: Text,
    pub(crate) not_yet: Text,
    pub(crate) choose_first: Text,
    pub(crate) posted_to: Text,
    pub(crate) registered_on: With,
    pub(crate) pending_for: Text,
    pub(crate) uploads: Text,
    pub(crate) script: Text,
    pub(crate) place: fn(Place) -> Text,
    pub(crate) change: fn(Change) -> Text,
    pub(crate) fate: fn(Fate, &str) -> String,
    pub(crate) subjects_before: fn(usize) -> String,
    pub(crate) next: Text,
    pub(crate) all: Text,
    pub(crate) unknown: Text,
}

/// What is said of an exercise.
pub(crate) struct ExerciseWords {
    pub(crate) title: Text,
    pub(crate) teaser: Text,
    pub(crate) situation: Text,
    pub(crate) question: Text,
    pub(crate) hint: Text,
    pub(crate) explanation: Text,
}

impl Course {
    /// The words of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            #[cfg(feature = "en")]
            Language::English => &super::en::COURSE,
            #[cfg(feature = "pt-br")]
            Language::BrazilianPortuguese => &super::pt_br::COURSE,
        }
    }
}
