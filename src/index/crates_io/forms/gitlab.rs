//! What a config for GitLab CI/CD may hold.
//!
//! Source: `crates/crates_io_trustpub/src/gitlab/validation.rs`.

use super::MAX_LENGTH;

pub(super) fn namespace(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("GitLab namespace may not be empty")
    } else if text.len() > MAX_LENGTH {
        Some("GitLab namespace is too long (maximum is 255 characters)")
    } else if has_reserved_suffix(text) {
        Some("GitLab namespace cannot end with .atom or .git")
    } else if !is_path(text, b"_.-/") {
        Some("Invalid GitLab namespace")
    } else {
        None
    }
}

pub(super) fn project(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("GitLab project name may not be empty")
    } else if text.len() > MAX_LENGTH {
        Some("GitLab project name is too long (maximum is 255 characters)")
    } else if has_reserved_suffix(text) {
        Some("GitLab project name cannot end with .atom or .git")
    } else if !is_path(text, b"_.-") {
        Some("Invalid GitLab project name")
    } else {
        None
    }
}

pub(super) fn workflow(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("Workflow filepath may not be empty")
    } else if text.len() > MAX_LENGTH {
        Some("Workflow filepath is too long (maximum is 255 characters)")
    } else if text.starts_with('/') {
        Some("Workflow filepath cannot start with /")
    } else if text.ends_with('/') {
        Some("Workflow filepath cannot end with /")
    } else if !text.ends_with(".yml") && !text.ends_with(".yaml") {
        Some("Workflow filepath must end with `.yml` or `.yaml`")
    } else {
        None
    }
}

pub(super) fn environment(text: &str) -> Option<&'static str> {
    let is_taken = |byte: u8| byte.is_ascii_alphanumeric() || b" -_/${}".contains(&byte);
    if text.is_empty() {
        Some("Environment name may not be empty (use `null` to omit)")
    } else if text.len() > MAX_LENGTH {
        Some("Environment name is too long (maximum is 255 characters)")
    } else if !text.bytes().all(is_taken) {
        Some("Environment name contains invalid characters")
    } else {
        None
    }
}

fn has_reserved_suffix(text: &str) -> bool {
    text.ends_with(".atom") || text.ends_with(".git")
}

/// A letter or digit at both ends, and between them some others, too.
fn is_path(text: &str, others: &[u8]) -> bool {
    let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    let is_taken = |byte: &u8| byte.is_ascii_alphanumeric() || others.contains(byte);
    is_edge(bytes.first()) && is_edge(bytes.last()) && bytes.iter().all(is_taken)
}
