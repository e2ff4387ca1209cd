//! English.

mod around;
mod exercises;
mod flow;
mod lesson;
mod lessons;
mod own;
mod sharing;
mod views;

use mintcheck::Language;
use mintcheck::index::Noun;

pub(super) use self::flow::FLOW;
pub(super) use self::lesson::COURSE;

use super::Words;
use crate::effect::FileError;
use crate::key_source::FetchError;

pub(super) const WORDS: Words = Words {
    tagline: "Will it mint?",
    index: "Index",
    skip: "Skip to the verdict",

    token: "Token or log",
    token_label: "Paste an ID token, or the log of a failed release",
    token_placeholder: "eyJ…    or  {\"value\": \"eyJ…\"}    or  invalid-publisher: valid token, but …    or the \
                        claims that the job printed",
    recognised: "Recognised:",
    clear: "Clear",
    open_file: "Open a file",
    drop_here: "Drop the file to read it here",
    file_error: |error| match error {
        FileError::TooLarge => "The file is larger than 4 MB. Paste the part that has the token.",
        FileError::Unreadable => "The browser cannot read that file. Paste its text instead.",
    },
    examples: "Examples",
    strays: "Careful",
    privacy: "Nothing you enter leaves this page. Only a click on “Fetch keys” contacts another server: the \
              token's issuer, for its public keys. The token is never sent.",
    get_one: "Where do I get one?",
    get_one_help: |audience| {
        format!(
            "Let the failing GitHub job ask for one. It needs `permissions: id-token: write`, and the \
             audience `{audience}`:"
        )
    },
    get_one_caution: "Whoever reads the token can use it until it expires, minutes later. Print it only \
                      where nobody else reads the log.",
    read_workflow: "Read it as a workflow",
    unrecognised: [
        "A log works: the lines around `Trusted publishing exchange failure`, with the claims that the \
         job printed below them.",
        "So does the index's answer by itself: `invalid-publisher: valid token, but …`. Or claims, as \
         JSON or one a line: `repository: octo-org/sampleproject`.",
        "An ID token is one word of letters, digits, `-` and `_` with two dots in it, some 1500 \
         characters long, and starts with `eyJ`. Logs mask it as `***`.",
    ],

    publishers: |index| format!("Trusted publishers on {index}"),
    publishers_help: |index| {
        format!(
            "Type what is registered on {index}, letter by letter as it stands there. What you leave \
             empty counts as not known."
        )
    },
    publishers_link: "See what is registered",
    publisher: |number| format!("Publisher {number}"),
    publisher_new: "Publisher",
    publisher_blank: "not filled in, so not counted",
    publisher_selected: "The one that is used",
    publisher_among: "One of those that are used",
    kind: "Kind",
    pending: "Pending",
    pending_help: "registered before the project exists",
    project: |noun| match noun {
        Noun::Crate => [
            "Crate",
            "The crate's name. It does not decide, it says what is minted for.",
        ],
        Noun::Extension => [
            "Extension",
            "The extension's name, behind its namespace: `namespace.extension`. It says what is minted for.",
        ],
        Noun::Gem => [
            "Gem",
            "The gem's name. It does not decide, it says what is minted for.",
        ],
        Noun::Package => [
            "Package",
            "The package's name: what the token is to publish.",
        ],
        Noun::Project => [
            "Project",
            "The project's name on the index. It does not decide, it says what is minted for.",
        ],
    },
    add_publisher: "Add a publisher",
    remove: "Remove",
    fill: "Fill in from the token",
    fill_from_text: "Fill in from the text",
    fill_caution: "That makes everything match, and hides the mistake you are looking for. Rather type \
                   what is registered.",
    not_of_kind: |kind| {
        format!("The token is not from {kind}, so the index does not look at this publisher.")
    },
    matches: "matches",
    any_value: "any value will do",
    differs: "differs",
    differs_in_case: "differs only in upper and lower case",
    not_filled_in: "not filled in",
    nothing_to_compare: "nothing to compare",
    token_says: "token says",
    text_says: "the text says",
    text_lacks: "the text does not show",
    not_shown: "not shown",
    token_lacks: "token has no",
    compared_with: "compared with",
    space_at_end: "There is a space at the start or the end of this.",
    for_example: |example| format!("for example {example}"),
    form_says: |index| format!("{index}'s form would say:"),
    untidy: "Put back what I typed",

    keys: "Issuer's keys",
    keys_help: "They tell a genuine token from a forged one. Keys that you paste come first, then \
                fetched ones, then those built in.",
    fetch_keys: |issuer| format!("Fetch keys from {issuer}"),
    fetch_keys_no_token: "Fetch keys",
    fetch_keys_foreign: "Keys can be fetched from the issuers that are built in. Paste those of others.",
    keys_unasked: |issuer| {
        format!(
            "{issuer} has keys for each organization. To ask for them would tell whose token this is: run this and paste \
             what it prints."
        )
    },
    fetching: |host| format!("Asking {host}…"),
    fetched: |count| match count {
        1 => "1 key was fetched and is used.".to_owned(),
        count => format!("{count} keys were fetched and are used."),
    },
    fetch_error,
    fetch_otherwise: "What was at hand before is used instead. To fetch the keys yourself, run this and \
                      paste what it prints:",
    keys_paste: "Paste keys",
    keys_paste_label: "The issuer's key set: JSON with a list `keys`",
    keys_pasted: |count| match count {
        0 => "A key set without keys. It is used.".to_owned(),
        1 => "1 key. It is used.".to_owned(),
        count => format!("{count} keys. They are used."),
    },
    keys_refused: |why| format!("Not used: {why}."),

    moment: "Moment",
    moment_help: "The token is judged as if the index saw it then.",
    moment_issued: "just after it was issued",
    moment_now: "now",
    moment_at: "at (UTC)",

    rules: "Rules",
    rules_help: "What the index demands has changed over time. An old log is judged as of its day.",
    rules_by_wording: "By the paste's wording",
    rules_latest: |day| format!("Latest (read {day})"),
    rules_before: |day| format!("As of before {day}"),

    verdict: "Verdict",
    accepts: "Accepts",
    refuses: "Refuses",
    undecided: "Undecided",
    waiting: "Waiting for a token",
    waiting_for: "Paste a token to see what the index answers",
    reading: "Reading…",
    to_the_verdict: "to the verdict",
    stops_at: |place, of| format!("Stops at check {place} of {of}:"),
    stops_while: |phase| format!(", while {phase}"),
    fails_next: "Will fail next",
    would_settle: "What would settle it",
    notices: "Besides",
    mints_for: "The API token is good for",
    judged_for: "Judged for",
    cause: "Cause",
    likely_causes: "Most likely",
    other_causes: "If not",
    do_not: "Do not",

    remedies: "What to change",
    remedies_any: "Any one of these will do.",
    becomes: "becomes",
    workflow_file: "Workflow file",
    snippet: "the piece of the workflow file",
    apply: "Apply",
    apply_help: "Puts these values into the form on this page. Nothing is changed on the index.",
    applied: "The form on this page has the new values.",
    applied_help: "Nothing was changed outside of it; that is yours to do:",
    undo: "Undo",
    open_form: |index| format!("Open {index}'s form with these values"),
    open_blank_form: |index| format!("Open the form on {index}"),
    new_tab: "(leaves this page, in a new tab)",

    found: "What the text says",
    found_help: "This is what the text shows, taken at its word. Only a token proves it.",
    reported: "The index answered, says the text",
    show_in_text: "Show in the text",
    claim_absent: "the token has no such claim",
    claim_masked: "masked: it is a secret of the job",
    claim_partial: "(only a part is shown)",
    follows_from: |claim| format!("follows from `{claim}`"),

    answer: "What the server answers",
    answer_fits: "if everything fits",
    answer_if: "If everything that is not known here is as it should be:",
    answer_goes_on: "The text goes on after these words: it quotes what was sent.",
    answer_alternatives: "The server names one of several missing claims, so it might be instead:",
    answer_one_of: "It is one of these:",
    answer_status: "HTTP status not known",
    answer_page: "an error page without details",
    post: "POST",
    copy: "Copy",
    copied: "Copied",
    not_copied: "The browser refused",

    genuine_and_fresh: "Genuine and fresh?",
    issued: "Issued",
    not_before: "Valid from",
    expires: "Expires",
    ago: |length| format!("{length} ago"),
    ahead: |length| format!("in {length}"),
    expired_ago: |length| format!("expired {length} ago"),
    expires_in: |length| format!("expires in {length}"),
    live: "This token is live",
    live_help: |moment, length| {
        format!(
            "Whoever sees it can use it in your job's name until {moment}. Do not share it, nor a \
             picture of this page. It cannot be revoked; it expires by itself in {length}."
        )
    },

    trace: "Every check, in the server's order",
    trace_counts: |pass, fail, unknown, not_reached| {
        let counts = [
            (pass, "pass", "pass"),
            (fail, "fails", "fail"),
            (unknown, "not known", "not known"),
            (not_reached, "not reached", "not reached"),
        ];
        let counts: Vec<_> = counts
            .into_iter()
            .filter(|(count, _, _)| *count > 0)
            .map(|(count, one, several)| match count {
                1 => format!("1 {one}"),
                count => format!("{count} {several}"),
            })
            .collect();
        counts.join(", ")
    },
    stops_here: "stops here",
    of_publisher: |number| format!("publisher {number}"),

    decoded: "What the token says",
    header: "Header",
    payload: "Claims",
    signature: "Signature",
    raw: "The token as it is sent",
    empty: "empty",
    not_in_glossary: "not in the glossary",
    more_characters: |count| match count {
        1 => "… and 1 more character".to_owned(),
        count => format!("… and {count} more characters"),
    },
    claims: |count| match count {
        1 => "1 claim".to_owned(),
        count => format!("{count} claims"),
    },
    more_claims: |count| match count {
        1 => "… and 1 more claim".to_owned(),
        count => format!("… and {count} more claims"),
    },

    how: "How it works",
    how_steps: [
        (
            "Paste",
            "A token, or the log of the release that failed. What it gives away is found by itself.",
        ),
        (
            "Compare",
            "Every check of the index runs in its order: signature, audience, hours, publisher.",
        ),
        (
            "Read",
            "You see where the index stops, what it answers to the letter, and what would fail next.",
        ),
    ],
    footer_privacy: "Everything runs in this page. The tab remembers what you type into the forms until you close it, never \
                     what you paste, and the browser is told to let it contact \
                     nobody but its own server, for the page itself, and the issuers of tokens, for their public keys.",
    footer_rules: |index, date| {
        format!(
            "The rules are those of {index} as read on {date}; the real index has the last word."
        )
    },
    footer_docs: "The index's documentation",
    footer_not: "mintcheck is not affiliated with the Python Software Foundation or GitHub.",

    lessons: lessons::LESSONS,
    sharing: sharing::SHARING,
    around: around::AROUND,
    own: own::OWN,
    views: views::VIEWS,
};

fn fetch_error(error: &FetchError) -> String {
    match error {
        FetchError::Blocked => "The keys could not be fetched: there is no connection, or the browser \
                                refuses to show this page the answer because the issuer does not allow \
                                it (it sends no CORS headers)."
            .to_owned(),
        FetchError::ForeignHost(url) => format!(
            "The issuer says that its keys are at `{url}`, which is none of its known hosts. They were \
             not fetched."
        ),
        FetchError::NoKeysAddress => {
            "The issuer answered, but did not say where its keys are (`jwks_uri`).".to_owned()
        }
        FetchError::NotJson => "The issuer answered with something that is no JSON.".to_owned(),
        FetchError::NotKeys(error) => {
            format!("The issuer answered with something that is no key set: {}.", Language::English.key_set_error(error))
        }
        FetchError::Status(status) => {
            format!("The issuer answered with the HTTP status {status} instead of its keys.")
        }
        FetchError::TimedOut => "The issuer did not answer within 10 seconds.".to_owned(),
    }
}
