//! What the page says about workflows before they run.

use mintcheck::Language;

use super::{Text, With};

/// The words of the workflow's view. They are no part of [`super::Words`], so that they are loaded with the view.
pub(crate) struct Flow {
    pub(crate) lead: Text,
    pub(crate) file_title: Text,
    pub(crate) paste_label: Text,
    pub(crate) placeholder: Text,
    pub(crate) privacy: Text,
    pub(crate) undo: Text,

    pub(crate) plan: Text,
    pub(crate) repository: Text,
    pub(crate) repository_help: Text,
    pub(crate) repository_form: Text,
    pub(crate) name: Text,
    pub(crate) name_help: Text,
    pub(crate) name_form: Text,
    pub(crate) of_publisher: Text,
    pub(crate) event: Text,
    pub(crate) event_help: Text,
    pub(crate) event_of_file: Text,
    pub(crate) event_by_file: With,
    pub(crate) events_of_file: Text,
    pub(crate) events_usual: Text,
    pub(crate) event_other: Text,
    pub(crate) git_ref: Text,
    pub(crate) ref_help: Text,
    pub(crate) ids: Text,
    pub(crate) owner_id: Text,
    pub(crate) repository_id: Text,
    pub(crate) id_help: Text,
    pub(crate) id_form: Text,

    pub(crate) judge_with: Text,
    pub(crate) with_needed: Text,
    pub(crate) with_configured: Text,
    pub(crate) none_configured: Text,
    pub(crate) to_form: Text,
    pub(crate) any_environment: Text,
    pub(crate) environment: Text,

    pub(crate) waiting: Text,
    pub(crate) waiting_for: With,
    pub(crate) unreadable: Text,
    pub(crate) no_jobs: Text,
    pub(crate) elsewhere: Text,
    pub(crate) fails: Text,
    pub(crate) refuses: Text,
    pub(crate) depends: Text,
    pub(crate) open: Text,
    pub(crate) mints: Text,
    pub(crate) supposed: Text,
    /// Why another index is chosen than before.
    pub(crate) followed: With,

    pub(crate) whole: Text,
    pub(crate) line: fn(usize) -> String,
    pub(crate) apply: Text,
    pub(crate) diff: Text,

    pub(crate) job: Text,
    pub(crate) calls: Text,
    pub(crate) some_host: Text,
    pub(crate) other_environments: Text,
    pub(crate) without_environment: Text,
    pub(crate) token_fine: With,
    pub(crate) beside: Text,
    pub(crate) field: Text,
    pub(crate) of_token: Text,
    pub(crate) of_registered: Text,
    pub(crate) example: Text,
    pub(crate) no_claim: Text,
    pub(crate) at_run: Text,
    pub(crate) at_run_these: Text,
    pub(crate) not_told: Text,
    pub(crate) subject_forms: Text,
    pub(crate) subject_classic: Text,
    pub(crate) subject_immutable: Text,
    pub(crate) claims: Text,
    pub(crate) register: Text,
    pub(crate) project_help: With,
    pub(crate) fill: Text,
    pub(crate) filled: Text,

    pub(crate) back: Text,
    pub(crate) back_help: Text,
    pub(crate) back_none: Text,
    pub(crate) made: Text,
    pub(crate) read_here: Text,
    pub(crate) download: With,

    pub(crate) examples_title: Text,
    pub(crate) examples_help: Text,
    /// A title and a sentence for each.
    pub(crate) examples: [(Text, Text); 6],
}

impl Flow {
    /// The words of the program's language.
    pub(crate) fn of(language: Language) -> &'static Self {
        match language {
            #[cfg(feature = "en")]
            Language::English => &super::en::FLOW,
            #[cfg(feature = "pt-br")]
            Language::BrazilianPortuguese => &super::pt_br::FLOW,
        }
    }
}
