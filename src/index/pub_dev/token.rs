//! Whether the token is genuine and fresh, and has what is read of it.
//!
//! Source: `app/lib/account/default_auth_provider.dart`, `_verifyToken`; `app/lib/service/openid/jwt.dart`, `isTimely` and
//! `verifySignature`; `app/lib/account/backend.dart`, `_tryAuthenticateServiceAgent`.

use crate::finding::{Phase, Reason, Rule, TimeClaim};
use crate::gather::Gather as _;
use crate::index::trace::{Finding, Trace};
use crate::index::{Case, KeyOrigin};
use crate::time::UnixTime;

use super::answer;
use super::jwt::{Claims, Key, Token, keys};
use super::provider::Provider;

/// Seconds by which pub.dev lets clocks differ.
const LEEWAY: i64 = 120;

/// The only algorithm.
const ALGORITHM: &str = "RS256";

/// Applies the rules, each on its own.
pub(super) fn verify(
    trace: &mut Trace,
    case: &Case<'_>,
    token: Option<&Token>,
    claims: Option<&Claims>,
    provider: Option<&'static Provider>,
) {
    let mut record = |rule, finding| {
        trace.record(Phase::Token, rule, finding);
    };
    let (Some(claims), Some(provider)) = (claims, provider) else {
        for rule in [
            Rule::IssuedAt,
            Rule::Expiry,
            Rule::NotBefore,
            Rule::Algorithm,
            Rule::Key,
            Rule::Signature,
            Rule::RequiredClaims,
        ] {
            record(rule, Finding::NotReached);
        }
        return;
    };
    let now = case.moment;
    record(
        Rule::IssuedAt,
        match claims.iat {
            None => untimely(missing("iat")),
            Some(from) => starts(TimeClaim::Iat, from, now),
        },
    );
    record(
        Rule::Expiry,
        match claims.exp {
            None => untimely(missing("exp")),
            Some(exp) => ends(exp, now),
        },
    );
    record(
        Rule::NotBefore,
        match claims.nbf {
            None => Finding::NotReached,
            Some(from) => starts(TimeClaim::Nbf, from, now),
        },
    );
    match token {
        None => {
            for rule in [Rule::Algorithm, Rule::Key, Rule::Signature] {
                record(rule, Finding::Unknown(Reason::TokenNotGiven));
            }
        }
        Some(token) => {
            let algorithm = token.header("alg");
            let is_taken = algorithm.as_deref() == Some(ALGORITHM);
            record(
                Rule::Algorithm,
                if is_taken {
                    Finding::Pass
                } else {
                    forged(Reason::AlgorithmRefused { algorithm })
                },
            );
            let (key, signature) = if is_taken {
                signature(case, token, provider)
            } else {
                (Finding::NotReached, Finding::NotReached)
            };
            record(Rule::Key, key);
            record(Rule::Signature, signature);
        }
    }
    record(Rule::RequiredClaims, required(claims, provider));
}

fn missing(claim: &str) -> Reason {
    Reason::ClaimsMissing {
        claims: vec![claim.to_owned()],
    }
}

fn untimely(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::invalid_token("invalid timestamps"))
}

fn forged(reason: Reason) -> Finding {
    Finding::Stop(reason, answer::invalid_token("invalid signature"))
}

fn starts(claim: TimeClaim, from: i64, now: Option<UnixTime>) -> Finding {
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if from <= now.plus(LEEWAY).0 {
        return Finding::Pass;
    }
    untimely(Reason::NotYetValid {
        claim,
        from: UnixTime(from),
        now,
        leeway: LEEWAY,
    })
}

fn ends(exp: i64, now: Option<UnixTime>) -> Finding {
    let Some(now) = now else {
        return Finding::Unknown(Reason::MomentNotGiven);
    };
    if UnixTime(exp).plus(LEEWAY) >= now {
        return Finding::Pass;
    }
    untimely(Reason::Expired {
        exp: UnixTime(exp),
        now,
        leeway: LEEWAY,
    })
}

/// Every key that could have made the signature is tried.
fn signature(case: &Case<'_>, token: &Token, provider: &Provider) -> (Finding, Finding) {
    let open = || {
        let finding = || Finding::Unknown(Reason::KeysNotGiven);
        (finding(), finding())
    };
    let crash = |detail: Option<String>| {
        let answer = crate::finding::Answer::Crash {
            exception: "TypeError".to_owned(),
        };
        let finding = Finding::Stop(Reason::KeysNotServed { detail }, answer);
        (finding, Finding::NotReached)
    };
    let Some(served) = case.keys.of(provider.issuer) else {
        return if case.keys.complete {
            crash(None)
        } else {
            open()
        };
    };
    let Some(all) = keys(&served.set) else {
        return crash(Some("a key that cannot be read".to_owned()));
    };
    let key_id = token.header("kid");
    let tried: Vec<&Key> = all
        .iter()
        .filter(|key| key.is_tried(key_id.as_deref(), ALGORITHM))
        .gather();
    if tried.is_empty() {
        // Issuers rotate their keys; the built-in ones can be too old or too new for the token.
        if matches!(served.origin, KeyOrigin::BuiltIn { .. }) {
            return open();
        }
        let reason = Reason::KeyNotFound {
            key_id: key_id.unwrap_or_default(),
            known: all.iter().filter_map(|key| key.id.clone()).gather(),
        };
        return (forged(reason), Finding::NotReached);
    }
    let signed = tried.iter().any(|key| token.is_signed_by(key));
    let signature = if signed {
        Finding::Pass
    } else {
        forged(Reason::SignatureDiffers)
    };
    (Finding::Pass, signature)
}

/// `GitHubJwtPayload.tryParse`, `GcpServiceAccountJwtPayload.tryParse`: claims that have to be there, and texts.
fn required(claims: &Claims, provider: &Provider) -> Finding {
    let refuse = |reason| Finding::Stop(reason, answer::invalid_token("unable to parse payload"));
    let absent: Vec<String> = provider
        .required
        .iter()
        .filter(|name| !claims.contains(name))
        .map(|name| (*name).to_owned())
        .gather();
    if !absent.is_empty() {
        return refuse(Reason::ClaimsMissing { claims: absent });
    }
    let ill_typed = |name: &&str| claims.text_or_none(name).is_none();
    let mut texts = provider.texts.iter().chain(provider.optional);
    if let Some(name) = texts.find(|name| ill_typed(name)) {
        return refuse(Reason::ClaimMalformed {
            claim: (*name).to_owned(),
            actual: claims.shown(name),
        });
    }
    match provider
        .texts
        .iter()
        .find(|name| claims.text(name).is_none())
    {
        Some(name) => refuse(Reason::ClaimMalformed {
            claim: (*name).to_owned(),
            actual: claims.shown(name),
        }),
        None => Finding::Pass,
    }
}
