//! Things that people paste instead of an ID token, recognised by how they look.

use serde::Serialize;

use crate::jose::pyjwt::{DecodeError, UnverifiedToken};

use super::Span;

/// Something that is no ID token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stray {
    /// What it is.
    pub kind: StrayKind,
    /// Where it stands.
    pub span: Span,
}

/// What a thing is that is no ID token.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StrayKind {
    /// A crates.io API token.
    CratesIoToken,
    /// An encrypted token (JWE), which only its receiver can read.
    EncryptedToken,
    /// A GitHub token for its API: `ghp_`, `gho_`, `ghs_`, `ghu_`, `github_pat_`.
    GithubToken,
    /// An npm access token.
    NpmToken,
    /// A PyPI API token.
    PypiToken,
    /// A RubyGems API key.
    RubygemsToken,
    /// `ACTIONS_ID_TOKEN_REQUEST_TOKEN`: the runner's own token, with which a job asks for ID tokens.
    RunnerToken,
}

/// Words longer than this are neither names nor hashes.
const LONGEST: usize = 64;

/// The text with whatever nobody else may see put out of sight: tokens, whole or in part, and their like.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for piece in text.split_inclusive(|character: char| !is_token_character(character)) {
        let word = piece.trim_end_matches(|character: char| !is_token_character(character));
        // Base64 of `{"`: a token starts so, and its claims do.
        let is_token = word.contains("eyJ") && word.len() > 8;
        let is_long = word.len() > LONGEST && looks_random(word);
        if is_token || is_long || kind(word, None).is_some() {
            shown.push_str("***");
            shown.push_str(piece.get(word.len()..).unwrap_or_default());
        } else {
            shown.push_str(piece);
        }
    }
    shown
}

/// A token, and what decoding it gave.
type Decoded<'a> = (&'a str, &'a Result<UnverifiedToken, DecodeError>);

/// Finds them. A token may have been decoded before.
pub(super) fn find(paste: &str, decoded: Option<Decoded<'_>>) -> Vec<Stray> {
    let mut found = Vec::new();
    let mut at: usize = 0;
    for word in paste.split_inclusive(|character: char| !is_token_character(character)) {
        let start = at;
        at = at.saturating_add(word.len());
        let word = word.trim_end_matches(|character: char| !is_token_character(character));
        if let Some(kind) = kind(word, decoded) {
            found.push(Stray {
                kind,
                span: Span {
                    start,
                    end: start.saturating_add(word.len()),
                },
            });
        }
    }
    found
}

/// What a word is, if it is one of them.
fn kind(word: &str, decoded: Option<Decoded<'_>>) -> Option<StrayKind> {
    const STARTS: [(&str, StrayKind); 10] = [
        ("github_pat_", StrayKind::GithubToken),
        ("ghp_", StrayKind::GithubToken),
        ("gho_", StrayKind::GithubToken),
        ("ghs_", StrayKind::GithubToken),
        ("ghu_", StrayKind::GithubToken),
        ("pypi-", StrayKind::PypiToken),
        ("npm_", StrayKind::NpmToken),
        ("rubygems_", StrayKind::RubygemsToken),
        ("cio", StrayKind::CratesIoToken),
        ("crates_io_", StrayKind::CratesIoToken),
    ];
    STARTS
        .into_iter()
        .find(|(prefix, _)| {
            // Shorter ones are names: `pypi-publish`, `npm_config`.
            word.strip_prefix(prefix)
                .is_some_and(|secret| secret.len() >= 30 && looks_random(secret))
        })
        .map(|(_, kind)| kind)
        .or_else(|| is_encrypted(word).then_some(StrayKind::EncryptedToken))
        .or_else(|| is_runner_token(word, decoded).then_some(StrayKind::RunnerToken))
}

fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}

/// Letters of both cases or digits among letters: not a name.
fn looks_random(secret: &str) -> bool {
    secret
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
}

/// Five parts, the first of which starts as `{"` does in base64.
fn is_encrypted(word: &str) -> bool {
    word.starts_with("ey") && word.len() > 40 && word.split('.').count() == 5
}

/// A token with a scope of the runner's services, and without the claims of an ID token.
fn is_runner_token(word: &str, decoded: Option<Decoded<'_>>) -> bool {
    if !word.starts_with("ey") || word.split('.').count() != 3 {
        return false;
    }
    let is_runners = |token: &UnverifiedToken| {
        let claims = token.unverified_claims();
        (claims.contains("scp") || claims.contains("orchid")) && !claims.contains("repository")
    };
    match decoded.filter(|(token, _)| *token == word) {
        Some((_, decoded)) => decoded.as_ref().is_ok_and(is_runners),
        None => UnverifiedToken::decode(word).is_ok_and(|token| is_runners(&token)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_with_the_runners_scope_is_the_runners() {
        use ::base64::Engine as _;
        let encode = |text: &str| ::base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        let token =
            |payload: &str| format!("{}.{}.c2ln", encode("{\"alg\":\"RS256\"}"), encode(payload));
        let kinds = |text: &str| {
            find(text, None)
                .into_iter()
                .map(|stray| stray.kind)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds(&token(
                "{\"scp\":\"Actions.GenericRead:1\",\"orchid\":\"x\"}"
            )),
            [StrayKind::RunnerToken]
        );
        assert!(kinds(&token("{\"iss\":\"x\",\"repository\":\"o/r\"}")).is_empty());
    }

    #[test]
    fn secrets_are_told_from_names() {
        let secret = "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8";
        let text = format!(
            "x ghs_{secret}, pypi-{secret} npm_{secret} gh-action-pypi-publish pypi-publish"
        );
        let kinds: Vec<_> = find(&text, None)
            .into_iter()
            .map(|stray| stray.kind)
            .collect();
        assert_eq!(
            kinds,
            [
                StrayKind::GithubToken,
                StrayKind::PypiToken,
                StrayKind::NpmToken
            ]
        );
    }

    #[test]
    fn five_parts_are_an_encrypted_token() {
        let jwe = "eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.b.c.d.e";
        assert_eq!(find(jwe, None).len(), 1);
    }

    #[test]
    fn secrets_are_masked_and_names_are_left() {
        let token = include_str!("../../tests/data/github-actions-token.txt").trim();
        let half = token.get(..token.len() / 2).unwrap_or_default();
        let signature = token.rsplit('.').next().unwrap_or_default();
        let text = format!(
            "a {token}, `{half}` \"{signature}\" pypi-{} b",
            "Ab1".repeat(20)
        );
        assert_eq!(masked(&text), "a ***, `***` \"***\" *** b");
        let names = "octo-org/sampleproject/.github/workflows/release.yml@refs/tags/v1.2.0 \
                     3b18e512dba79e4c8300dd08aeb37f8e728b8dad pypi-publish grüße";
        assert_eq!(masked(names), names);
    }
}
