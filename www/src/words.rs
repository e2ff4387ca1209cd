//! The page's own words: labels, buttons, help. Sentences about findings come from the core.
//!
//! One value per language; a field that is missing in one does not compile.

#[cfg(feature = "en")]
mod en;
#[cfg(feature = "pt-br")]
mod pt_br;

mod around;
mod flow;
mod lesson;
mod lessons;
mod own;
mod sharing;
mod views;

use mintcheck::Language;
use mintcheck::index::Noun;

use crate::effect::FileError;
use crate::key_source::FetchError;

pub(crate) use self::around::Around;
pub(crate) use self::flow::Flow;
pub(crate) use self::lesson::{Bench, Course, ExerciseWords, Practice, StageWords};
pub(crate) use self::lessons::{Lesson, Lessons};
pub(crate) use self::own::OwnIndex;
pub(crate) use self::sharing::{Elsewhere, Sharing};
pub(crate) use self::views::Views;

/// A word or sentence that does not change.
type Text = &'static str;

/// A sentence with a name in it.
pub(crate) type With = fn(&str) -> String;

/// Everything that the page says by itself.
pub(crate) struct Words {
    pub(crate) tagline: Text,
    pub(crate) index: Text,
    pub(crate) skip: Text,

    pub(crate) token: Text,
    pub(crate) token_label: Text,
    pub(crate) token_placeholder: Text,
    pub(crate) recognised: Text,
    pub(crate) clear: Text,
    pub(crate) open_file: Text,
    pub(crate) drop_here: Text,
    pub(crate) file_error: fn(FileError) -> Text,
    pub(crate) examples: Text,
    pub(crate) strays: Text,
    pub(crate) privacy: Text,
    pub(crate) get_one: Text,
    pub(crate) get_one_help: With,
    pub(crate) get_one_caution: Text,
    pub(crate) unrecognised: [Text; 3],
    pub(crate) read_workflow: Text,

    pub(crate) publishers: With,
    pub(crate) publishers_help: With,
    pub(crate) publishers_link: Text,
    pub(crate) publisher: fn(usize) -> String,
    pub(crate) publisher_new: Text,
    pub(crate) publisher_blank: Text,
    pub(crate) publisher_selected: Text,
    /// The same, of several.
    pub(crate) publisher_among: Text,
    pub(crate) kind: Text,
    pub(crate) pending: Text,
    pub(crate) pending_help: Text,
    /// What is published, as the index calls it, and what its name is for.
    pub(crate) project: fn(Noun) -> [Text; 2],
    pub(crate) add_publisher: Text,
    pub(crate) remove: Text,
    pub(crate) fill: Text,
    pub(crate) fill_from_text: Text,
    pub(crate) fill_caution: Text,
    pub(crate) not_of_kind: With,
    pub(crate) matches: Text,
    pub(crate) any_value: Text,
    pub(crate) differs: Text,
    pub(crate) differs_in_case: Text,
    pub(crate) not_filled_in: Text,
    pub(crate) nothing_to_compare: Text,
    pub(crate) token_says: Text,
    pub(crate) text_says: Text,
    pub(crate) text_lacks: Text,
    pub(crate) not_shown: Text,
    pub(crate) token_lacks: Text,
    pub(crate) compared_with: Text,
    pub(crate) space_at_end: Text,
    pub(crate) for_example: With,
    pub(crate) form_says: With,
    pub(crate) untidy: Text,

    pub(crate) keys: Text,
    pub(crate) keys_help: Text,
    pub(crate) fetch_keys: With,
    pub(crate) fetch_keys_no_token: Text,
    pub(crate) fetch_keys_foreign: Text,
    pub(crate) keys_unasked: With,
    pub(crate) fetching: With,
    pub(crate) fetched: fn(usize) -> String,
    pub(crate) fetch_error: fn(&FetchError) -> String,
    pub(crate) fetch_otherwise: Text,
    pub(crate) keys_paste: Text,
    pub(crate) keys_paste_label: Text,
    pub(crate) keys_pasted: fn(usize) -> String,
    pub(crate) keys_refused: With,

    pub(crate) moment: Text,
    pub(crate) moment_help: Text,
    pub(crate) moment_issued: Text,
    pub(crate) moment_now: Text,
    pub(crate) moment_at: Text,

    pub(crate) rules: Text,
    pub(crate) rules_help: Text,
    pub(crate) rules_by_wording: Text,
    pub(crate) rules_latest: With,
    pub(crate) rules_before: With,

    pub(crate) verdict: Text,
    pub(crate) accepts: Text,
    pub(crate) refuses: Text,
    pub(crate) undecided: Text,
    pub(crate) waiting: Text,
    pub(crate) waiting_for: Text,
    pub(crate) reading: Text,
    pub(crate) to_the_verdict: Text,
    pub(crate) stops_at: fn(usize, usize) -> String,
    pub(crate) stops_while: With,
    pub(crate) fails_next: Text,
    pub(crate) would_settle: Text,
    pub(crate) notices: Text,
    pub(crate) mints_for: Text,
    pub(crate) judged_for: Text,
    pub(crate) cause: Text,
    pub(crate) likely_causes: Text,
    pub(crate) other_causes: Text,
    pub(crate) do_not: Text,

    pub(crate) remedies: Text,
    pub(crate) remedies_any: Text,
    pub(crate) becomes: Text,
    pub(crate) workflow_file: Text,
    pub(crate) snippet: Text,
    pub(crate) apply: Text,
    pub(crate) apply_help: Text,
    pub(crate) applied: Text,
    pub(crate) applied_help: Text,
    pub(crate) undo: Text,
    pub(crate) open_form: With,
    /// The same, without any values.
    pub(crate) open_blank_form: With,
    pub(crate) new_tab: Text,

    pub(crate) found: Text,
    pub(crate) found_help: Text,
    pub(crate) reported: Text,
    pub(crate) show_in_text: Text,
    pub(crate) claim_absent: Text,
    pub(crate) claim_masked: Text,
    pub(crate) claim_partial: Text,
    pub(crate) follows_from: With,

    pub(crate) answer: Text,
    pub(crate) answer_fits: Text,
    pub(crate) answer_if: Text,
    pub(crate) answer_goes_on: Text,
    pub(crate) answer_alternatives: Text,
    pub(crate) answer_one_of: Text,
    pub(crate) answer_status: Text,
    pub(crate) answer_page: Text,
    pub(crate) post: Text,
    pub(crate) copy: Text,
    pub(crate) copied: Text,
    pub(crate) not_copied: Text,

    pub(crate) genuine_and_fresh: Text,
    pub(crate) issued: Text,
    pub(crate) not_before: Text,
    pub(crate) expires: Text,
    pub(crate) ago: With,
    pub(crate) ahead: With,
    pub(crate) expired_ago: With,
    pub(crate) expires_in: With,
    pub(crate) live: Text,
    pub(crate) live_help: fn(&str, &str) -> String,

    pub(crate) trace: Text,
    pub(crate) trace_counts: fn(usize, usize, usize, usize) -> String,
    pub(crate) stops_here: Text,
    pub(crate) of_publisher: fn(usize) -> String,

    pub(crate) decoded: Text,
    pub(crate) header: Text,
    pub(crate) payload: Text,
    pub(crate) signature: Text,
    pub(crate) raw: Text,
    pub(crate) empty: Text,
    pub(crate) not_in_glossary: Text,
    pub(crate) more_characters: fn(usize) -> String,
    pub(crate) claims: fn(usize) -> String,
    pub(crate) more_claims: fn(usize) -> String,

    pub(crate) how: Text,
    pub(crate) how_steps: [(Text, Text); 3],
    pub(crate) footer_privacy: Text,
    pub(crate) footer_rules: fn(&str, &str) -> String,
    pub(crate) footer_docs: Text,
    pub(crate) footer_not: Text,

    pub(crate) lessons: Lessons,
    pub(crate) sharing: Sharing,
    pub(crate) around: Around,
    pub(crate) own: OwnIndex,
    pub(crate) views: Views,
}

impl Words {
    /// The words of a language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            #[cfg(feature = "en")]
            Language::English => &en::WORDS,
            #[cfg(feature = "pt-br")]
            Language::BrazilianPortuguese => &pt_br::WORDS,
        }
    }
}
