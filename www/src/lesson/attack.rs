//! What somebody could try on the way from the issuer to the index.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use mintcheck::index::{self, Index, SeenTokenId};
use mintcheck::python::{Dict, Value};
use mintcheck::time::UnixTime;
use mintcheck::{Request, RequestKeys};

use super::world::{KIND, World, header, text, token, with_text};

/// The ID of the key that the page made. It says where it comes from, whoever finds the token.
pub(crate) const KEY_ID: &str = "made-in-this-page";

/// The ID of a key that nobody published.
const UNKNOWN_KEY_ID: &str = "published-by-nobody";

/// An issuer that somebody runs.
const OTHER_ISSUER: &str = "https://token.actions.example.org";

/// How much later a token that has expired is sent.
const WAIT: i64 = 600;

/// Something to try.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Attack {
    /// A byte of the signed claims is changed.
    Byte,
    /// It is signed with another key, under the same ID.
    Key,
    /// It names a key that the issuer has not.
    UnknownKey,
    /// The header says that no signature is needed.
    NoAlgorithm,
    /// It is sent twice.
    Replay,
    /// It is sent too late.
    Expired,
    /// It was asked for with another audience.
    Audience,
    /// Another issuer signed it.
    Issuer,
    /// The quotes of the JSON went along.
    Quotes,
}

/// Whose key signs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Signer {
    /// The issuer's, whose other half is published.
    Issuer,
    /// Somebody else's.
    Attacker,
    /// Nobody's: the signature is empty.
    Nobody,
}

/// What is signed, and by whom.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Order {
    pub(crate) header: Value,
    pub(crate) claims: Dict,
    pub(crate) signer: Signer,
}

impl Attack {
    /// All, in the order in which they are shown: that of the steps which refuse them.
    pub(crate) const ALL: [Self; 9] = [
        Self::Quotes,
        Self::Issuer,
        Self::UnknownKey,
        Self::NoAlgorithm,
        Self::Byte,
        Self::Key,
        Self::Expired,
        Self::Audience,
        Self::Replay,
    ];

    /// The one of that name.
    pub(crate) fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|attack| attack.id() == id)
    }

    /// Its name in addresses.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Byte => "byte",
            Self::Key => "key",
            Self::UnknownKey => "unknown-key",
            Self::NoAlgorithm => "none",
            Self::Replay => "replay",
            Self::Expired => "expired",
            Self::Audience => "audience",
            Self::Issuer => "issuer",
            Self::Quotes => "quotes",
        }
    }
}

/// What the issuer is given to sign, or somebody in its place.
pub(crate) fn order(claims: &Dict, attack: Option<Attack>, index: &Index) -> Order {
    let honest = Order {
        header: header("RS256", KEY_ID),
        claims: claims.clone(),
        signer: Signer::Issuer,
    };
    match attack {
        Some(Attack::Key) => Order {
            signer: Signer::Attacker,
            ..honest
        },
        Some(Attack::UnknownKey) => Order {
            header: header("RS256", UNKNOWN_KEY_ID),
            signer: Signer::Attacker,
            ..honest
        },
        Some(Attack::NoAlgorithm) => Order {
            header: header("none", KEY_ID),
            signer: Signer::Nobody,
            ..honest
        },
        Some(Attack::Audience) => Order {
            claims: with_text(claims, "aud", other_audience(index)),
            ..honest
        },
        Some(Attack::Issuer) => Order {
            claims: with_text(claims, "iss", OTHER_ISSUER),
            signer: Signer::Attacker,
            ..honest
        },
        Some(Attack::Byte | Attack::Replay | Attack::Expired | Attack::Quotes) | None => honest,
    }
}

/// The audience of another index.
fn other_audience(index: &Index) -> &'static str {
    index::INDEXES
        .into_iter()
        .find(|other| other.audience != index.audience)
        .map_or("sigstore", |other| other.audience.shown())
}

/// The token as it arrives.
pub(crate) fn arriving(signing_input: &str, signature: &[u8], attack: Option<Attack>) -> String {
    let sent = match attack {
        Some(Attack::Byte) => with_a_byte_changed(signing_input),
        _ => None,
    };
    token(sent.as_deref().unwrap_or(signing_input), signature)
}

/// The signed part with another digit in `sha`, of which no rule reads what it says.
fn with_a_byte_changed(signing_input: &str) -> Option<String> {
    let (header, payload) = signing_input.split_once('.')?;
    let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
    let payload = String::from_utf8(payload).ok()?;
    let start = "\"sha\": \"";
    let (before, after) = payload.split_once(start)?;
    let mut rest = after.chars();
    let changed = match rest.next()? {
        '0' => '1',
        _ => '0',
    };
    let payload = format!("{before}{start}{changed}{}", rest.as_str());
    Some(format!("{header}.{}", URL_SAFE_NO_PAD.encode(payload)))
}

/// The request in which it is judged, by the keys that the played issuer publishes.
pub(crate) fn request(
    world: &World,
    arriving: &str,
    attack: Option<Attack>,
    jwks: &str,
    sent: UnixTime,
) -> Request {
    let mut world = world.clone();
    world.is_quoted |= attack == Some(Attack::Quotes);
    let mut request = Request {
        keys: vec![RequestKeys {
            issuer: None,
            jwks: jwks.to_owned(),
            fetched: false,
            mirrored: false,
        }],
        keys_complete: true,
        as_of: Some(sent),
        ..world.request(arriving)
    };
    match attack {
        Some(Attack::Replay) => request.server.seen_token_ids.push(SeenTokenId {
            kind: KIND.to_owned(),
            token_id: text(&world.claims, "jti"),
        }),
        Some(Attack::Expired) => request.as_of = Some(sent.plus(WAIT)),
        _ => {}
    }
    request
}

#[cfg(test)]
mod tests {
    use mintcheck::finding::{Decision, Rule};
    use mintcheck::{Report, inspect};
    use rsa::pkcs1v15::SigningKey;
    use rsa::signature::{SignatureEncoding as _, Signer as _};
    use rsa::{BoxedUint, RsaPrivateKey};
    use sha2::Sha256;

    use super::*;
    use crate::lesson::stage::Stage;
    use crate::lesson::world::{Job, TOLD, example_publisher, signing_input};
    use crate::plain;

    const NOW: UnixTime = UnixTime(1_790_000_000);
    const PRIVATE: &str = include_str!("../../../tests/data/signing-key/private.json");

    fn number(name: &str) -> BoxedUint {
        let key = plain::read(PRIVATE).expect("JSON");
        let digits = plain::text(&key, name).expect("a number");
        let bytes = URL_SAFE_NO_PAD.decode(digits).expect("base64url");
        BoxedUint::from_be_slice_vartime(&bytes)
    }

    fn sign(input: &str) -> Vec<u8> {
        let key = RsaPrivateKey::from_components(
            number("n"),
            number("e"),
            number("d"),
            vec![number("p"), number("q")],
        );
        let key = SigningKey::<Sha256>::new(key.expect("a key"));
        key.sign(input.as_bytes()).to_vec()
    }

    fn jwks() -> String {
        let key = plain::read(PRIVATE).expect("JSON");
        let part = |name: &str| plain::text(&key, name).expect("a number");
        format!(
            r#"{{"keys": [{{"kty": "RSA", "alg": "RS256", "use": "sig", "kid": "{KEY_ID}", "n": "{}", "e": "{}"}}]}}"#,
            part("n"),
            part("e")
        )
    }

    fn sent(index: &'static Index, attack: Option<Attack>) -> Report {
        let world = World::of(index, &Job::of(index, &example_publisher(index)), NOW);
        let order = order(&world.claims, attack, index);
        let input = signing_input(&order.header, &order.claims);
        let signature = match order.signer {
            Signer::Issuer => sign(&input),
            // Any other key's would do.
            Signer::Attacker => vec![1; 256],
            Signer::Nobody => Vec::new(),
        };
        let arriving = arriving(&input, &signature, attack);
        inspect(&request(&world, &arriving, attack, &jwks(), NOW)).expect("a report")
    }

    #[test]
    fn what_nobody_touched_is_accepted() {
        for index in TOLD {
            let report = sent(index, None);
            assert_eq!(report.decision, Decision::Accept, "{:#?}", report.steps);
        }
    }

    #[test]
    fn every_attack_is_refused_at_its_step() {
        for index in TOLD {
            for attack in Attack::ALL {
                let expected = match attack {
                    Attack::Quotes => (Stage::Post, Rule::Decode),
                    Attack::Issuer => (Stage::Keys, Rule::IssuerKnown),
                    Attack::UnknownKey => (Stage::Keys, Rule::Key),
                    Attack::NoAlgorithm => (Stage::Verify, Rule::Algorithm),
                    Attack::Byte | Attack::Key => (Stage::Verify, Rule::Signature),
                    Attack::Expired => (Stage::Verify, Rule::Expiry),
                    Attack::Audience => (Stage::Verify, Rule::Audience),
                    Attack::Replay => (Stage::Match, Rule::Replay),
                };
                let report = sent(index, Some(attack));
                let decisive = report.decisive().expect("a refusal");
                assert_eq!((Stage::of(decisive), decisive.rule), expected, "{attack:?}");
            }
        }
    }

    #[test]
    fn attacks_are_shown_in_the_order_of_the_steps() {
        let index = index::find("pypi").expect("an index");
        let stages: Vec<_> = Attack::ALL
            .into_iter()
            .filter_map(|attack| Stage::that_refuses(&sent(index, Some(attack))))
            .collect();
        assert_eq!(stages.len(), Attack::ALL.len());
        assert!(stages.is_sorted(), "{stages:?}");
    }
}
