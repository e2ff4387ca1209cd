//! Links, copies and keys, in English.

use crate::state::LinkError;
use crate::words::{Elsewhere, Sharing};

pub(super) const SHARING: Sharing = Sharing {
    close: "Close",
    link_refused: "This link cannot be read, so nothing was changed.",
    link_error,

    share: "Share",
    share_help: "The token and its signature are in none of these.",
    copy_link: "Copy link",
    copy_json: "Copy JSON",
    print: "Print",
    link_claims: "Put the claims into the link, without the signature",
    link_copied: "The link is copied: index, publishers and rules.",
    link_with_claims_copied: "The link is copied, with the claims.",
    json_copied: "The report is copied as JSON.",
    not_copied: "The browser did not take it. Copy it from here:",
    copy_markdown: "Copy as Markdown",
    markdown_copied: "The report is copied as Markdown, ready for an issue.",

    theme: "Colours",
    themes: ["Auto", "Light", "Dark"],
    keys_title: "Keys on the keyboard",
    keys_help: "They work wherever nothing is being typed. Escape closes this list.",
    keys: [
        "to the box for the token (so does /)",
        "to the verdict",
        "the next index",
        "the next example",
        "copy the report as Markdown",
        "this list",
    ],
    keys_on: "Keys are switched on",
    since_1970: |seconds| format!("{seconds} seconds since 1970"),

    elsewhere: |index, verdict, too| match (verdict, too) {
        (Elsewhere::Accepts, false) => format!("{index} would accept it"),
        (Elsewhere::Accepts, true) => format!("{index} would accept it, too"),
        (Elsewhere::AcceptsIfGenuine, false) => {
            format!("{index} would accept it, if it is genuine")
        }
        (Elsewhere::AcceptsIfGenuine, true) => {
            format!("{index} would accept it, too, if it is genuine")
        }
        (Elsewhere::Refuses, false) => format!("{index} would refuse it"),
        (Elsewhere::Refuses, true) => format!("{index} would refuse it, too"),
        (Elsewhere::Undecided, _) => format!("For {index} it is not decided either"),
    },
    elsewhere_same: "for the same reason",
    followed: |index| format!("The text has an answer of {index}, so {index} was chosen."),
    elsewhere_switch: |index| format!("Switch to {index}"),

    everywhere: "Where would this job be accepted?",
    everywhere_help: "A job asks for a token of its own for each index. Each is judged here with the audience that its index \
                      demands, and with the publisher that would have to be registered there; the token is taken to be genuine.",
    everywhere_count: |accepting, all| format!("at {accepting} of {all} indexes"),
    everywhere_meant: "this token is for it",
    everywhere_open: "What it demands beyond this is not known.",
    everywhere_register: |fields| format!("Register {fields}."),
};

fn link_error(error: &LinkError) -> String {
    match error {
        LinkError::Name(name) => format!("It sets `{name}`, which this page does not know."),
        LinkError::Secret => {
            "A token, or a part of one, is in it. Links must not carry any.".to_owned()
        }
        LinkError::TooLong => "It is longer than any that this page makes.".to_owned(),
        LinkError::Value(name, value) => {
            format!("It sets `{name}` to `{value}`, which is not possible there.")
        }
        LinkError::Version => "It does not start with `v=1`, as this page's links do.".to_owned(),
    }
}
