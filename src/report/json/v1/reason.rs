//! Why a rule came to what it came to.

#![expect(
    missing_docs,
    reason = "every variant and field is documented at the core's type of the same name"
)]

use serde::Serialize;

use super::{Base64Fault, Comparison, JsonErrorKind, Seconds, Segment};
use crate::finding;
use crate::gather::Gather as _;
use crate::jose::pyjwt;
use crate::python::{json, lenient_base64};
use crate::time::UnixTime;

/// Declares an enum that holds what the core's holds, told apart by `code`, and the way from it.
macro_rules! tagged {
    (
        $(#[$doc:meta])*
        $name:ident<$life:lifetime> from $core:ty { $($variant:ident $({ $($field:ident: $kind:ty),* $(,)? })?),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
        #[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
        pub enum $name<$life> { $($variant $({ $($field: $kind),* })?),* }

        impl<$life> From<&$life $core> for $name<$life> {
            fn from(core: &$life $core) -> Self {
                type Core = $core;
                match core {
                    $(Core::$variant $({ $($field),* })? => {
                        Self::$variant $({ $($field: $field.mirror()),* })?
                    })*
                }
            }
        }
    };
}

tagged! {
    /// Why a rule came to what it came to. Values out of the token are shown as text; what is no
    /// string is shown as Python writes it.
    Reason<'a> from finding::Reason {
        AlgorithmRefused { algorithm: Option<&'a str> },
        AlgorithmUnlikeKey { key: &'a str },
        AudienceDiffers { expected: &'a str, actual: &'a str, belongs_to: Option<&'a str> },
        AudienceType { found: &'a str },
        BodyNotJson { error: JsonFault },
        BodyUnreadable { detail: &'a str },
        BodyNotObject { found: &'a str },
        BodyWithoutToken,
        BodyTokenType { found: &'a str },
        ClaimEmpty { claim: &'a str },
        ClaimsMissing { claims: &'a [String] },
        ClaimMalformed { claim: &'a str, actual: &'a str },
        ClaimNotPrinted { claim: &'a str },
        ClaimType { claim: &'a str, found: &'a str },
        Crash { claim: Option<&'a str>, exception: &'a str },
        Differs { claim: &'a str, expected: &'a str, actual: Option<&'a str>, comparison: Comparison },
        Disabled { flag: &'a str },
        EnvironmentIgnored { environment: &'a str },
        EventRefused { event: &'a str },
        Expired { exp: Seconds, now: Seconds, leeway: i64 },
        FileNameNotFound { claim: &'a str, actual: &'a str },
        FileRefDiffers { claim: &'a str, expected: &'a [String], actual: &'a str },
        HeaderRefused { header: &'a str, actual: Option<&'a str> },
        IssuerUnknown { issuer: &'a str, enterprise: bool },
        IssuerNotOfKind { issuer: &'a str, expected: &'a str },
        KeyIdMissing,
        KeyNotFound { key_id: &'a str, known: &'a [String] },
        KeyUnusable { key_id: &'a str },
        KeysNotServed { detail: Option<&'a str> },
        KeysNotGiven,
        MethodRefused { method: &'a str },
        MomentNotGiven,
        FieldNotGiven { field: &'a str, claimed: &'a str },
        NoneMatches {
            field: &'a str,
            claim: &'a str,
            expected: &'a [String],
            actual: Option<&'a str>,
            comparison: Comparison,
        },
        NoPublishers { kind: &'a str },
        NotRegistered { nearest: Vec<FieldMismatch<'a>> },
        NotYetValid { claim: &'a str, from: Seconds, now: Seconds, leeway: i64 },
        ProjectExists { project: &'a str },
        ProjectNameProhibited { project: &'a str },
        ProjectNameSimilar { project: &'a str, similar: &'a str },
        ProjectNameStdlib { project: &'a str },
        ProjectNameInvalid { project: &'a str },
        RefEmpty { claims: &'a [String] },
        Reused { token_id: &'a str },
        RecordedNow { field: &'a str, claimed: &'a str },
        SignatureDiffers,
        SubjectForm { actual: &'a str },
        TimeNotANumber { claim: &'a str, actual: &'a str },
        Undecodable { error: DecodeFault<'a> },
        Unreadable { detail: &'a str },
        TokenNotGiven,
    }
}

tagged! {
    /// Why a text is no token.
    DecodeFault<'a> from pyjwt::DecodeError {
        DetachedPayload,
        CriticalHeader,
        KeyIdType { found: &'a str },
        NotBase64 { segment: Segment, error: Base64Fault },
        NotJson { segment: Segment, error: JsonFault },
        NotObject { segment: Segment, found: &'a str },
        TooFewSegments { found: usize },
    }
}

/// Why a text is no JSON, and where: in bytes of its UTF-8.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct JsonFault {
    pub kind: JsonErrorKind,
    pub offset: usize,
}

/// A field of a publisher that the token does not match.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct FieldMismatch<'a> {
    pub publisher: usize,
    pub field: &'a str,
    pub claim: &'a str,
    pub registered: &'a str,
    pub claimed: &'a str,
}

/// The way of a single field.
trait Mirror<'a, T> {
    fn mirror(&'a self) -> T;
}

/// Fields that are seen through a reference.
macro_rules! seen {
    ($life:lifetime: $($core:ty => $kind:ty: $seen:expr),* $(,)?) => {$(
        impl<$life> Mirror<$life, $kind> for $core {
            fn mirror(&$life self) -> $kind {
                let see: fn(&$life $core) -> $kind = $seen;
                see(self)
            }
        }
    )*};
}

/// Fields that are values without anything behind them.
macro_rules! copied {
    ($($core:ty => $kind:ty),* $(,)?) => {$(
        impl Mirror<'_, $kind> for $core {
            fn mirror(&self) -> $kind {
                (*self).into()
            }
        }
    )*};
}

seen!('a:
    String => &'a str: String::as_str,
    &'static str => &'a str: |text| text,
    Option<String> => Option<&'a str>: Option::as_deref,
    Vec<String> => &'a [String]: Vec::as_slice,
    finding::TimeClaim => &'a str: |claim| claim.name(),
    pyjwt::DecodeError => DecodeFault<'a>: DecodeFault::from,
    Vec<finding::FieldMismatch> => Vec<FieldMismatch<'a>>: |all| all.iter().map(Into::into).gather(),
);

copied!(
    bool => bool,
    i64 => i64,
    usize => usize,
    UnixTime => Seconds,
    finding::Comparison => Comparison,
    json::Error => JsonFault,
    lenient_base64::Error => Base64Fault,
    pyjwt::Segment => Segment,
);

impl From<json::Error> for JsonFault {
    fn from(error: json::Error) -> Self {
        Self {
            kind: error.kind.into(),
            offset: error.offset,
        }
    }
}

impl<'a> From<&'a finding::FieldMismatch> for FieldMismatch<'a> {
    fn from(mismatch: &'a finding::FieldMismatch) -> Self {
        Self {
            publisher: mismatch.publisher,
            field: &mismatch.field,
            claim: &mismatch.claim,
            registered: &mismatch.registered,
            claimed: &mismatch.claimed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(reason: &finding::Reason) -> String {
        serde_json::to_string(&Reason::from(reason)).expect("serializes")
    }

    #[test]
    fn a_reason_is_its_code_and_its_data() {
        assert_eq!(
            json(&finding::Reason::AudienceDiffers {
                expected: "pypi".to_owned(),
                actual: "sigstore".to_owned(),
                belongs_to: None,
            }),
            r#"{"code":"audience-differs","expected":"pypi","actual":"sigstore","belongsTo":null}"#
        );
        assert_eq!(
            json(&finding::Reason::SignatureDiffers),
            r#"{"code":"signature-differs"}"#
        );
    }

    #[test]
    fn reasons_within_reasons_keep_their_data() {
        assert_eq!(
            json(&finding::Reason::Undecodable {
                error: pyjwt::DecodeError::TooFewSegments { found: 1 },
            }),
            r#"{"code":"undecodable","error":{"code":"too-few-segments","found":1}}"#
        );
        assert_eq!(
            json(&finding::Reason::NotYetValid {
                claim: finding::TimeClaim::Nbf,
                from: UnixTime(20),
                now: UnixTime(10),
                leeway: 5,
            }),
            r#"{"code":"not-yet-valid","claim":"nbf","from":20,"now":10,"leeway":5}"#
        );
    }
}
