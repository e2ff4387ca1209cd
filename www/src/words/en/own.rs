//! An index that somebody runs themselves, in English.

use crate::words::OwnIndex;

pub(super) const OWN: OwnIndex = OwnIndex {
    choice: "Another …",
    unnamed: "your index",
    title: "Your index",
    help: "For an index of your own that is asked as PyPI is. It is judged by PyPI's rules; one with rules of its own may \
           answer otherwise.",
    audience_is: |audience| format!("audience {audience}"),
    no_audience: "not known",

    address: "Base URL",
    address_help: "The upload URL that your client is given, or any address at the same host.",
    audience: "Audience",
    audience_help: "What `aud` has to be. Without it, that check stays open.",
    name: "Name",
    name_help: "What this page calls it; the host without one.",
    issuers: "Who may vouch for a job",
    other_issuers: "Other issuers",
    other_issuers_help: "URLs of a GitLab or a GitHub Enterprise of your own, with spaces between.",

    ask: "Ask the index",
    ask_help: "A browser may not read what an index tells of itself. A shell may: run a line, and paste what it prints.",
    ask_audience: "Its audience",
    ask_endpoints: "Its endpoints, if it tells them as PEP 807 drafts it",
    ask_draft: "By the draft of January 2026",
    ask_draft_before: "By the drafts before",
    answer: "What it printed",
    took_audience: |audience| format!("The audience is `{audience}`; it stands in the form now."),
    took_endpoints: "The endpoints are taken from it.",
    file_used: |file| format!("As `{file}` tells it."),
};
