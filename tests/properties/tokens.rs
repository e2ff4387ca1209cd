//! Tokens, and what an index needs to accept them.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mintcheck::index::Publisher;
use mintcheck::time::UnixTime;
use mintcheck::{Request, RequestKeys};
use rsa::BoxedUint;
use rsa::RsaPrivateKey;
use rsa::pkcs1v15::SigningKey;
use rsa::signature::{SignatureEncoding as _, Signer as _};
use serde_json::{Map, Value, json as value};
use sha2::Sha256;

pub(crate) const NOW: i64 = 1_786_000_000;
pub(crate) const GITHUB: &str = "https://token.actions.githubusercontent.com";
pub(crate) const JWKS: &str = include_str!("../data/signing-key/jwks.json");

/// Everything that the tokens in [`SIGNED`] need to be accepted.
pub(crate) fn genuine() -> Request {
    Request {
        index: "pypi".to_owned(),
        publishers: Some(vec![publisher(
            "github",
            &[
                ("repository_owner", "octo-org"),
                ("repository_name", "sampleproject"),
                ("repository_owner_id", "123456"),
                ("workflow_filename", "release.yml"),
                ("environment", ""),
            ],
        )]),
        as_of: Some(UnixTime(NOW)),
        keys: vec![RequestKeys {
            issuer: Some(GITHUB.to_owned()),
            jwks: JWKS.to_owned(),
            fetched: false,
            mirrored: false,
        }],
        keys_complete: true,
        ..Request::default()
    }
}

pub(crate) fn publisher(kind: &str, fields: &[(&str, &str)]) -> Publisher {
    Publisher {
        kind: kind.to_owned(),
        project: "sampleproject".to_owned(),
        fields: fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Publisher::default()
    }
}

/// Tokens signed with the test key: one for the publisher of [`genuine`], and some beside it.
pub(crate) static SIGNED: LazyLock<Vec<String>> = LazyLock::new(|| {
    [
        value!({}),
        value!({ "environment": "Release" }),
        value!({ "repository": "Octo-Org/sampleproject" }),
        value!({ "event_name": "pull_request_target" }),
        value!({ "aud": "testpypi" }),
        value!({ "exp": NOW.to_string() }),
    ]
    .iter()
    .map(|changes| {
        let mut claims = github_claims();
        claims.extend(changes.as_object().cloned().unwrap_or_default());
        signed(&claims)
    })
    .collect()
});

pub(crate) fn github_claims() -> Map<String, Value> {
    let claims = value!({
        "iss": GITHUB,
        "aud": "pypi",
        "sub": "repo:octo-org/sampleproject:ref:refs/heads/main",
        "jti": "00000000-0000-4000-8000-000000000000",
        "iat": NOW - 60,
        "nbf": NOW - 60,
        "exp": NOW + 300,
        "repository": "octo-org/sampleproject",
        "repository_owner": "octo-org",
        "repository_owner_id": "123456",
        "job_workflow_ref":
            "octo-org/sampleproject/.github/workflows/release.yml@refs/heads/main",
        "ref": "refs/heads/main",
        "sha": "0000000000000000000000000000000000000000",
        "event_name": "release",
    });
    claims.as_object().cloned().unwrap_or_default()
}

pub(crate) fn compact(payload: &str) -> String {
    let header = value!({ "alg": "RS256", "kid": "mintcheck-test-1", "typ": "JWT" });
    format!(
        "{}.{}.c2ln",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(payload),
    )
}

pub(crate) fn unsigned(claims: &Map<String, Value>) -> String {
    compact(&Value::from(claims.clone()).to_string())
}

pub(crate) fn signed(claims: &Map<String, Value>) -> String {
    let token = unsigned(claims);
    let (message, _) = token.rsplit_once('.').expect("a token has dots");
    let signature = signing_key().sign(message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
}

pub(crate) fn signing_key() -> SigningKey<Sha256> {
    let jwk: Value =
        serde_json::from_str(include_str!("../data/signing-key/private.json")).expect("a JWK");
    let number = |member: &str| {
        let text = jwk[member].as_str().expect("a member");
        BoxedUint::from_be_slice_vartime(&URL_SAFE_NO_PAD.decode(text).expect("base64url"))
    };
    let primes = vec![number("p"), number("q")];
    let key = RsaPrivateKey::from_components(number("n"), number("e"), number("d"), primes);
    SigningKey::new(key.expect("a key"))
}
