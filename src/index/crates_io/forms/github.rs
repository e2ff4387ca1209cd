//! What a config for GitHub Actions may hold.
//!
//! Source: `crates/crates_io_trustpub/src/github/validation.rs`. "Characters" are bytes there, and white
//! space is the space alone.

use super::MAX_LENGTH;

pub(super) fn owner(text: &str) -> Option<&'static str> {
    let is_alphanumeric = |byte: u8| byte.is_ascii_alphanumeric();
    if text.is_empty() {
        Some("GitHub repository owner name may not be empty")
    } else if text.len() > MAX_LENGTH {
        Some("GitHub repository owner name is too long (maximum is 255 characters)")
    } else if !text
        .bytes()
        .all(|byte| is_alphanumeric(byte) || byte == b'-')
        || text.starts_with('-')
    {
        Some("Invalid GitHub repository owner name")
    } else {
        None
    }
}

pub(super) fn repository(text: &str) -> Option<&'static str> {
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if text.is_empty() {
        Some("GitHub repository name may not be empty")
    } else if text.len() > MAX_LENGTH {
        Some("GitHub repository name is too long (maximum is 255 characters)")
    } else if !text.bytes().all(is_taken) {
        Some("Invalid GitHub repository name")
    } else {
        None
    }
}

/// `.yml` alone is let in.
pub(super) fn workflow(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("Workflow filename may not be empty")
    } else if text.len() > MAX_LENGTH {
        Some("Workflow filename is too long (maximum is 255 characters)")
    } else if !text.ends_with(".yml") && !text.ends_with(".yaml") {
        Some("Workflow filename must end with `.yml` or `.yaml`")
    } else if text.contains('/') {
        Some("Workflow filename must be a filename only, without directories")
    } else {
        None
    }
}

pub(super) fn environment(text: &str) -> Option<&'static str> {
    let is_refused =
        |character: char| character.is_ascii_control() || "'\"`,;\\".contains(character);
    if text.is_empty() {
        Some("Environment name may not be empty (use `null` to omit)")
    } else if text.len() > MAX_LENGTH {
        Some("Environment name is too long (maximum is 255 characters)")
    } else if text.starts_with(' ') {
        Some("Environment name may not start with whitespace")
    } else if text.ends_with(' ') {
        Some("Environment name may not end with whitespace")
    } else if text.contains(is_refused) {
        Some(
            "Environment name must not contain non-printable characters or the characters \"'\", \
             \"\"\", \"`\", \",\", \";\", \"\\\"",
        )
    } else {
        None
    }
}
