//! Whether the token is genuine, fresh and meant for NuGet.org.
//!
//! Source: `GitHubTokenPolicyValidator.cs` and `GitLabTokenPolicyValidator.cs`, `ValidateTokenAsync`, which leave all but
//! issuer and audience to the library; there `JsonWebTokenHandler.ValidateToken.cs`, `ValidateJWSAsync` and
//! `ValidateSignature`, and in Microsoft.IdentityModel.Tokens `ValidatorUtilities.cs` and `Validators.cs`.

use crate::finding::{Phase, Reason, Rule, TimeClaim};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, Index, KeyOrigin};
use crate::jose::identitymodel::{Claims, SigningKey, UnverifiedToken, signing_keys};
use crate::time::UnixTime;

use super::answer;
use super::provider::Provider;

/// Seconds by which the library lets clocks differ (`TokenValidationParameters.DefaultClockSkew`).
const LEEWAY: i64 = 300;

/// What is told of everything that has no words of its own.
const NOT_VALIDATED: &str = "could not be validated.";

/// Applies the rules, each on its own.
pub(super) fn verify(
    trace: &mut Trace,
    index: &Index,
    case: &Case<'_>,
    token: Option<&UnverifiedToken>,
    claims: Option<&Claims>,
    provider: Option<&'static Provider>,
) {
    let mut record = |(rule, finding)| {
        trace.record(Phase::Token, rule, finding);
    };
    let (Some(claims), Some(provider)) = (claims, provider) else {
        for rule in [
            Rule::Key,
            Rule::Signature,
            Rule::RequiredClaims,
            Rule::NotBefore,
            Rule::Expiry,
            Rule::Audience,
            Rule::IssuerOfPublisher,
        ] {
            record((rule, Finding::NotReached));
        }
        return;
    };
    let (keys, is_named) = match token {
        Some(token) => keys(case, token, provider),
        None => (Keys::NotGiven(Reason::TokenNotGiven), true),
    };
    let signature = [
        (Rule::Key, key(&keys, token)),
        (Rule::Signature, signature(&keys, token)),
    ];
    let lifetime = [
        (Rule::RequiredClaims, expires(claims)),
        (Rule::NotBefore, not_before(claims, case.moment)),
        (Rule::Expiry, expiry(claims, case.moment)),
    ];
    let audience = (Rule::Audience, audience(claims, index));
    let issuer = (Rule::IssuerOfPublisher, issuer(claims, provider));
    // A token whose key is unknown, and that no other key signed, is told last that its signature is bad.
    if is_named {
        signature.into_iter().for_each(&mut record);
        lifetime.into_iter().for_each(&mut record);
        record(audience);
        record(issuer);
    } else {
        lifetime.into_iter().for_each(&mut record);
        record(issuer);
        record(audience);
        signature.into_iter().for_each(&mut record);
    }
}

/// The keys that the signature is tried with.
enum Keys {
    /// Nothing tells whether they are the issuer's.
    NotGiven(Reason),
    /// These.
    Tried {
        keys: Vec<SigningKey>,
        /// Whether one of them is the one that the token names.
        named: bool,
        /// The IDs of all keys.
        known: Vec<String>,
    },
}

/// `ResolveTokenSigningKey`, and all keys where none is named. The second value is false where the lack of a key is
/// found after the other rules.
fn keys(case: &Case<'_>, token: &UnverifiedToken, provider: &Provider) -> (Keys, bool) {
    let (key_id, thumbprint) = (token.header("kid"), token.header("x5t"));
    let has_key_id = key_id.is_some_and(|id| !id.is_empty());
    let Some(served) = case.keys.of(provider.issuer) else {
        if !case.keys.complete {
            return (Keys::NotGiven(Reason::KeysNotGiven), true);
        }
        let keys = Keys::Tried {
            keys: Vec::new(),
            named: false,
            known: Vec::new(),
        };
        return (keys, !has_key_id);
    };
    let all = signing_keys(&served.set);
    let known = all
        .iter()
        .filter_map(|key| key.key_id().map(str::to_owned))
        .gather();
    let mut named = all.clone();
    named.retain(|key| key.is_named_by(key_id, thumbprint));
    let is_named = !named.is_empty();
    let tried = if is_named { named } else { all };
    let signs = |key: &SigningKey| token.is_signed_by(key) != Some(false);
    let is_signed = tried.iter().any(signs);
    // Issuers rotate their keys; the built-in ones can be too old or too new for the token.
    if !is_named && !is_signed && matches!(served.origin, KeyOrigin::BuiltIn { .. }) {
        return (Keys::NotGiven(Reason::KeysNotGiven), true);
    }
    let keys = Keys::Tried {
        keys: tried,
        named: is_named,
        known,
    };
    (keys, is_named || is_signed || !has_key_id)
}

fn bad_signature(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::bad_token("has an invalid signature."))
}

/// A token need not name its key: any that made the signature will do.
fn key(keys: &Keys, token: Option<&UnverifiedToken>) -> Finding {
    let (keys, named, known) = match keys {
        Keys::NotGiven(why) => return Finding::Unknown(why.clone()),
        Keys::Tried { keys, named, known } => (keys, *named, known),
    };
    let Some(token) = token.filter(|token| token.is_signed() && !named) else {
        return Finding::Pass;
    };
    let signs = |key: &SigningKey| token.is_signed_by(key) != Some(false);
    if keys.iter().any(signs) {
        return Finding::Pass;
    }
    bad_signature(match token.header("kid") {
        Some(key_id) => Reason::KeyNotFound {
            key_id: key_id.to_owned(),
            known: known.clone(),
        },
        None => Reason::KeyIdMissing,
    })
}

fn signature(keys: &Keys, token: Option<&UnverifiedToken>) -> Finding {
    let keys = match keys {
        Keys::NotGiven(why) => return Finding::Unknown(why.clone()),
        Keys::Tried { keys, .. } => keys,
    };
    let Some(token) = token else {
        return Finding::NotReached;
    };
    if !token.is_signed() {
        return bad_signature(Reason::SignatureDiffers);
    }
    let verified: Vec<Option<bool>> = keys.iter().map(|key| token.is_signed_by(key)).gather();
    if verified.contains(&Some(true)) {
        return Finding::Pass;
    }
    let algorithm = token.header("alg").map(str::to_owned);
    if verified.contains(&None) {
        return Finding::Unknown(Reason::AlgorithmNotVerified {
            algorithm: algorithm.unwrap_or_default(),
        });
    }
    bad_signature(Reason::SignatureDiffers)
}

fn refuse(reason: Reason, what: &str) -> Finding {
    Finding::Stop(reason, answer::bad_token(what))
}

/// `RequireExpirationTime`.
fn expires(claims: &Claims) -> Finding {
    if claims.exp.is_some() {
        return Finding::Pass;
    }
    let reason = Reason::ClaimsMissing {
        claims: vec!["exp".to_owned()],
    };
    refuse(reason, NOT_VALIDATED)
}

/// What lies before 1970 is 1970.
fn moment(seconds: i64) -> i64 {
    seconds.max(0)
}

fn not_before(claims: &Claims, now: Option<UnixTime>) -> Finding {
    let Some(from) = claims.nbf.map(moment) else {
        return Finding::NotReached;
    };
    if claims.exp.is_some_and(|exp| from > moment(exp)) {
        let reason = Reason::Unreadable {
            detail: "IDX10224: nbf > exp".to_owned(),
        };
        return refuse(reason, NOT_VALIDATED);
    }
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if from <= now.plus(LEEWAY).0 {
        return Finding::Pass;
    }
    let reason = Reason::NotYetValid {
        claim: TimeClaim::Nbf,
        from: UnixTime(from),
        now,
        leeway: LEEWAY,
    };
    refuse(reason, "is not yet valid.")
}

/// `exp` may lie up to five minutes back.
fn expiry(claims: &Claims, now: Option<UnixTime>) -> Finding {
    let Some(exp) = claims.exp.map(moment) else {
        return Finding::NotReached;
    };
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if exp >= now.plus(-LEEWAY).0 {
        return Finding::Pass;
    }
    let reason = Reason::Expired {
        exp: UnixTime(exp),
        now,
        leeway: LEEWAY,
    };
    refuse(reason, "has expired.")
}

/// To the letter, but for a slash at the end.
fn audience(claims: &Claims, index: &Index) -> Finding {
    let [actual] = claims.audiences.as_slice() else {
        return Finding::NotReached;
    };
    let audience = actual.strip_suffix('/').unwrap_or(actual);
    if index.audience.is(audience) {
        return Finding::Pass;
    }
    let reason = Reason::AudienceDiffers {
        expected: index.audience.shown().to_owned(),
        actual: actual.clone(),
        belongs_to: crate::index::of_audience(actual).map(|other| other.id.to_owned()),
    };
    refuse(reason, "has an incorrect audience.")
}

/// `ValidIssuer`: the whole of it, where before only its host was looked at.
fn issuer(claims: &Claims, provider: &Provider) -> Finding {
    match claims.text("iss") {
        None => Finding::NotReached,
        Some(issuer) if issuer == provider.issuer => Finding::Pass,
        Some(issuer) => {
            let enterprise = crate::issuer::github::is_enterprise(&issuer);
            refuse(Reason::IssuerUnknown { issuer, enterprise }, NOT_VALIDATED)
        }
    }
}
