//! The place that the page stands in, in English.

use crate::words::Around;

pub(super) const AROUND: Around = Around {
    language: "Language",
    attribute_refused: |name, value, known| {
        format!("`{name}` is `{value}` in this page, which means nothing here. Known: {known}.")
    },
    frame_privacy: "What you enter stays in your browser.",
    open_page: "Open mintcheck on a page of its own",

    update_ready: "A new version is ready.",
    update_help: "Reloading keeps the forms, and not what you pasted.",
    update: "Reload",

    privacy_alone: "Nothing you enter leaves this file. It contacts nobody, and the browser is told to let \
                    nothing out.",
    footer_privacy_alone: "Everything is in this file, and works without a network. It contacts nobody. The tab \
                           remembers what you type into the forms until you close it, never what you paste.",
    keys_help_alone: "They tell a genuine token from a forged one. This file fetches none: those that you paste \
                      come first, then those built in.",

    part_loading: "Loading the rest …",
    part_failed: "This part of mintcheck could not be loaded. Nothing is lost: try again when the network is back.",
    part_again: "Try again",

    file_loading: |file| format!("Loading {file}…"),
    key_file_used: |file, count| match count {
        1 => format!("1 key of `{file}` is used."),
        count => format!("{count} keys of `{file}` are used."),
    },
    file_refused: |file, why| format!("`{file}` is not used: {why}."),
    file_blocked: "it cannot be loaded",
    file_foreign: "it is not on this page's own site",
};
