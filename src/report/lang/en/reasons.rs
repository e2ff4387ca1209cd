//! Why a rule came to what it came to, in English.

use crate::finding::{Comparison, FieldMismatch, Reason};
use crate::index::Index;
use crate::jose::pyjwt::{DecodeError, Segment};
use crate::python::json::{Error, ErrorKind};
use crate::python::lenient_base64;
use crate::python::unicode::equal_in_any_case;

use super::{duration, index_name, quoted};

pub(in super::super) fn reason(reason: &Reason, index: &Index) -> String {
    match reason {
        Reason::AlgorithmRefused {
            algorithm: Some(algorithm),
        } => format!("the token's algorithm is `{algorithm}`; only `RS256` is taken"),
        Reason::AlgorithmRefused { algorithm: None } => {
            "the token's header names no algorithm; only `RS256` is taken".to_owned()
        }
        Reason::AlgorithmNotVerified { algorithm } => format!(
            "the token's algorithm is `{algorithm}`; mintcheck verifies `RS256` only, which issuers of \
             publishing tokens use"
        ),
        Reason::AlgorithmUnlikeKey { key } => {
            format!("the key that the token names is for `{key}`, the token says `RS256`")
        }
        Reason::AudienceDiffers {
            expected,
            actual,
            belongs_to: Some(other),
        } => format!(
            "the token's audience is `{actual}`, which is {}'s; this index demands `{expected}`",
            index_name(other)
        ),
        Reason::AudienceDiffers {
            expected,
            actual,
            belongs_to: None,
        } => format!("the token's audience is `{actual}`; this index demands `{expected}`"),
        Reason::AudienceNotGiven => "which audience the index demands is not given".to_owned(),
        Reason::AudienceType { found } => format!(
            "the audience has to be a single string, and the token has {}",
            kind(found)
        ),
        Reason::BodyNotJson { error } => {
            format!("the request's body is no JSON: {}", json_error(error))
        }
        Reason::BodyUnreadable { detail } => {
            format!("the request's body is not what the index reads: `{detail}`")
        }
        Reason::BodyNotObject { found } => format!(
            "the request's body has to be an object with a `token`, and is {}",
            kind(found)
        ),
        Reason::BodyWithoutToken => "the request's body has no `token`".to_owned(),
        Reason::BodyTokenType { found } => format!(
            "the request's `token` has to be a string, and is {}",
            kind(found)
        ),
        Reason::ClaimEmpty { claim } => format!("the claim `{claim}` is empty"),
        Reason::ClaimsMissing { claims } => match claims.as_slice() {
            [single] => format!("the claim `{single}` is missing"),
            several => format!("the claims {} are missing", quoted(several)),
        },
        Reason::ClaimMalformed { claim, actual } => {
            format!("the index cannot read the claim `{claim}`, which is `{actual}`")
        }
        Reason::ClaimNotPrinted { claim } => {
            format!("what was pasted does not show the claim `{claim}`")
        }
        Reason::ClaimType { claim, found } => format!(
            "the claim `{claim}` has to be a string, and is {}",
            kind(found)
        ),
        Reason::Crash {
            claim: Some(claim),
            exception,
        } => format!("the server cannot cope with the claim `{claim}` and crashes (`{exception}`)"),
        Reason::Crash {
            claim: None,
            exception,
        } => format!("the server crashes (`{exception}`)"),
        Reason::Differs {
            claim,
            expected,
            actual: Some(actual),
            comparison,
        } => {
            let case = match comparison {
                Comparison::Exact if equal_in_any_case(expected, actual) => {
                    "; they differ in upper and lower case, which counts here"
                }
                _ => "",
            };
            format!("the claim `{claim}` is `{actual}`, the publisher has `{expected}`{case}")
        }
        Reason::Differs {
            claim,
            expected,
            actual: None,
            ..
        } => format!("the token has no `{claim}`, the publisher asks for `{expected}`"),
        Reason::Disabled { flag } => {
            format!("the index's administrators have switched this off (`{flag}`)")
        }
        Reason::EnvironmentIgnored { environment } => {
            format!("the publisher takes any environment; the token's is `{environment}`")
        }
        Reason::EventRefused { event } => {
            format!("workflows run by `{event}` may not publish")
        }
        Reason::Expired { exp, now, leeway } => {
            let late = now.since(*exp);
            if late <= 0 {
                format!("the token expired at {exp}")
            } else {
                format!(
                    "the token expired at {exp}, {} before the moment judged; the index allows {leeway} \
                     seconds",
                    duration(late)
                )
            }
        }
        Reason::FileNameNotFound { claim, actual } => format!(
            "no `.yml` or `.yaml` file can be read out of the claim `{claim}`, which is `{actual}`"
        ),
        Reason::FileRefDiffers {
            claim,
            expected,
            actual,
        } => {
            let expected = match expected.as_slice() {
                [single] => format!("`{single}`"),
                several => format!("one of {}", quoted(several)),
            };
            format!("the claim `{claim}` is `{actual}`, the publisher stands for {expected}")
        }
        Reason::HeaderRefused {
            header,
            actual: Some(actual),
        } => format!("the request's header `{header}` is `{actual}`, which the index refuses"),
        Reason::HeaderRefused {
            header,
            actual: None,
        } => format!("the request has no header `{header}`, which the index demands"),
        Reason::IssuerUnknown {
            issuer,
            enterprise: true,
        } => format!(
            "the issuer `{issuer}` is an enterprise's own; the index trusts github.com's tokens only"
        ),
        Reason::IssuerUnknown {
            issuer,
            enterprise: false,
        } => format!("the index does not trust the issuer `{issuer}`"),
        Reason::IssuerNotOfKind { issuer, expected } => format!(
            "publishers of this kind stand for tokens of `{expected}`, and the token is from `{issuer}`"
        ),
        Reason::KeyIdMissing => "the token's header names no key (`kid`)".to_owned(),
        Reason::KeyNotFound { key_id, known } if known.is_empty() => {
            format!("the issuer publishes no key `{key_id}`; it publishes none at all")
        }
        Reason::KeyNotFound { key_id, known } => format!(
            "the issuer publishes no key `{key_id}`; it publishes {}",
            quoted(known)
        ),
        Reason::KeyUnusable { key_id } => format!("the key `{key_id}` is malformed"),
        Reason::KeysNotServed { detail: None } => {
            "the index cannot fetch the issuer's keys".to_owned()
        }
        Reason::KeysNotServed {
            detail: Some(detail),
        } => format!("the index cannot read the issuer's keys: `{detail}`"),
        Reason::MethodRefused { method } => {
            format!("the request's method is `{method}`, and has to be `POST`")
        }
        Reason::KeysNotGiven => {
            "the issuer's key is not at hand; fetch or paste the issuer's keys".to_owned()
        }
        Reason::MomentNotGiven => "the moment to judge for is not known".to_owned(),
        Reason::FieldNotGiven { field, claimed } if claimed.is_empty() => {
            format!("the publisher's `{field}` was not given")
        }
        Reason::FieldNotGiven { field, claimed } => {
            format!("the publisher's `{field}` was not given; it has to be `{claimed}`")
        }
        Reason::NoneMatches {
            field,
            claim,
            expected,
            actual,
            comparison,
        } => {
            let label = index.field_label(field);
            none_matches(label, claim, expected, actual.as_deref(), *comparison)
        }
        Reason::NoPublishers { kind } => {
            format!("no publisher was given; one of the kind `{kind}` has to be registered")
        }
        Reason::NotKnown { evidence: None } => "what the index does here is not known".to_owned(),
        Reason::NotKnown {
            evidence: Some(url),
        } => format!("what the index does here is not known; somebody told of it at {url}"),
        Reason::NotRegistered { nearest } => not_registered(nearest, index),
        Reason::NotYetValid {
            claim,
            from,
            now,
            leeway,
        } => format!(
            "by its `{}` the token is valid from {from}, {} after the moment judged; the index allows \
             {leeway} seconds",
            claim.name(),
            duration(from.since(*now))
        ),
        Reason::PolicyLapsed { until: Some(until) } => format!(
            "nobody published with this policy in time, and it lapsed at {until}; renew it on the index's page"
        ),
        Reason::PolicyLapsed { until: None } => {
            "nobody published with this policy in time, and it lapsed; renew it on the index's page"
                .to_owned()
        }
        Reason::PolicyUserDiffers { user, owners } => format!(
            "the request names the user `{user}`, and the policy was made by {}; name the one who made it, \
             not the owner of the packages",
            quoted(owners)
        ),
        Reason::ProjectExists { project } => {
            format!("a pending publisher matches, and its project `{project}` exists already")
        }
        Reason::ProjectNameProhibited { project } => {
            format!("a pending publisher matches, and its project name `{project}` is not allowed")
        }
        Reason::ProjectNameSimilar { project, similar } => format!(
            "a pending publisher matches, and its project name `{project}` is too much like the \
             existing `{similar}`"
        ),
        Reason::ProjectNameStdlib { project } => format!(
            "a pending publisher matches, and its project name `{project}` is a module of Python's \
             standard library"
        ),
        Reason::ProjectNameInvalid { project } => {
            format!("a pending publisher matches, and its project name `{project}` is malformed")
        }
        Reason::RefEmpty { claims } => match claims.as_slice() {
            [single] => format!("the claim `{single}` is empty"),
            several => format!("the claims {} are empty", quoted(several)),
        },
        Reason::Reused { token_id } => {
            format!(
                "the token was used before (`jti` is `{token_id}`); each is good for one exchange"
            )
        }
        Reason::RecordedNow { field, claimed } => format!(
            "the index does not have the publisher's {} yet, and takes it from the token: `{claimed}`",
            index.field_label(field)
        ),
        Reason::SignatureDiffers => {
            "the signature was not made by the key that the token names".to_owned()
        }
        Reason::SubjectForm { actual } => {
            format!("the subject `{actual}` has too few parts between colons")
        }
        Reason::TimeNotANumber { claim, actual } => format!(
            "the claim `{}` has to be a number of seconds, and is `{actual}`",
            claim.name()
        ),
        Reason::Undecodable { error } => format!("this is no token: {}", decode_error(error)),
        Reason::Unreadable { detail } => {
            format!("the index's library cannot read the token: `{detail}`")
        }
        Reason::TokenHeaderRefused {
            member,
            actual: Some(actual),
        } => format!("the token's header has `{actual}` for `{member}`, which the index refuses"),
        Reason::TokenHeaderRefused {
            member,
            actual: None,
        } => format!("the token's header has a `{member}`, which the index refuses"),
        Reason::SwitchedOff => "the project's own settings have switched this off".to_owned(),
        Reason::TokenNotGiven => "no token was given".to_owned(),
        Reason::VersionOfTag { version } => {
            format!(
                "the tag stands for version `{version}`, and what is uploaded has to be that version"
            )
        }
    }
}

fn none_matches(
    label: &str,
    claim: &str,
    expected: &[String],
    actual: Option<&str>,
    comparison: Comparison,
) -> String {
    let Some(actual) = actual else {
        return match expected {
            [single] => format!("the token has no `{claim}`, the publisher asks for `{single}`"),
            several => format!(
                "the token has no `{claim}`, the publishers ask for {}",
                quoted(several)
            ),
        };
    };
    match expected {
        [single] => {
            let alike = equal_in_any_case(single, actual);
            let case = if comparison == Comparison::Exact && alike {
                "; they differ in upper and lower case, which counts here"
            } else {
                ""
            };
            format!(
                "the token's `{claim}` has `{actual}`, the publisher's {label} is `{single}`{case}"
            )
        }
        several => format!(
            "the token's `{claim}` has `{actual}`, and no publisher has that; their {label} is {}",
            quoted(several)
        ),
    }
}

fn not_registered(nearest: &[FieldMismatch], index: &Index) -> String {
    match nearest {
        [] => "no publisher is registered for it".to_owned(),
        [only] => {
            let case = if equal_in_any_case(&only.registered, &only.claimed) {
                "; they differ in upper and lower case, which counts here"
            } else {
                ""
            };
            format!(
                "no publisher is registered for it: {}{case}",
                mismatch(only, index)
            )
        }
        [first, ..] => {
            let of_first: Vec<_> = nearest
                .iter()
                .filter(|other| other.publisher == first.publisher)
                .map(|other| mismatch(other, index))
                .collect();
            format!("no publisher is registered for it: {}", of_first.join("; "))
        }
    }
}

fn mismatch(mismatch: &FieldMismatch, index: &Index) -> String {
    let claimed = if mismatch.claimed.is_empty() {
        "nothing".to_owned()
    } else {
        format!("`{}`", mismatch.claimed)
    };
    let label = index.field_label(&mismatch.field);
    format!(
        "the token's `{}` has {claimed}, the publisher's {label} is `{}`",
        mismatch.claim, mismatch.registered
    )
}

pub(super) fn decode_error(error: &DecodeError) -> String {
    match error {
        DecodeError::DetachedPayload => {
            "its header says that the payload stands elsewhere (`b64` is false)".to_owned()
        }
        DecodeError::CriticalHeader => {
            "its header demands extensions (`crit`) that the index does not know".to_owned()
        }
        DecodeError::KeyIdType { found } => {
            format!(
                "its header's `kid` has to be a string, and is {}",
                kind(found)
            )
        }
        DecodeError::NotBase64 {
            segment: which,
            error,
        } => {
            let why = match error {
                lenient_base64::Error::OneCharacterLeft => "one character is left over",
                lenient_base64::Error::Padding => "it was cut, or characters were added",
            };
            format!("its {} is no base64: {why}", segment(*which))
        }
        DecodeError::NotJson {
            segment: which,
            error,
        } => {
            format!("its {} is no JSON: {}", segment(*which), json_error(error))
        }
        DecodeError::NotObject {
            segment: which,
            found,
        } => {
            format!(
                "its {} has to be an object, and is {}",
                segment(*which),
                kind(found)
            )
        }
        DecodeError::TooFewSegments { found: 1 } => {
            "a token has three parts with dots between them, and there is no dot".to_owned()
        }
        DecodeError::TooFewSegments { found } => {
            format!("a token has three parts with dots between them, and this has {found}")
        }
    }
}

fn segment(segment: Segment) -> &'static str {
    match segment {
        Segment::Header => "first part, the header,",
        Segment::Payload => "second part, the claims,",
        Segment::Signature => "third part, the signature,",
    }
}

pub(in super::super) fn json_error(error: &Error) -> String {
    let what = match error.kind {
        ErrorKind::ControlCharacter => "a control character stands in a string",
        ErrorKind::ExtraData => "something follows the value",
        ErrorKind::ExpectedValue => "a value is missing",
        ErrorKind::InvalidEscape => "a backslash is followed by something unknown",
        ErrorKind::InvalidUnicode => "the bytes are no text",
        ErrorKind::LoneSurrogate => "half a character stands in a string",
        ErrorKind::MissingColon => "a colon is missing",
        ErrorKind::MissingComma => "a comma or a closing bracket is missing",
        ErrorKind::MissingKey => "a key in double quotes is missing",
        ErrorKind::TooDeep => "it is nested too deep",
        ErrorKind::TooManyDigits => "a number has too many digits",
        ErrorKind::UnterminatedString => "a string has no end",
    };
    format!("{what}, at byte {}", error.offset)
}

/// A Python type's name in plain words.
fn kind(name: &str) -> &str {
    match name {
        "NoneType" => "null",
        "bool" => "true or false",
        "int" | "float" => "a number",
        "str" => "a string",
        "list" => "a list",
        "dict" => "an object",
        other => other,
    }
}
