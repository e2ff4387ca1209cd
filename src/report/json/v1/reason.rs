//! Why a rule came to what it came to.

#![expect(
    missing_docs,
    reason = "every variant and field is documented at the core's type of the same name"
)]

use serde::Serialize;

use super::{Base64Fault, Comparison, JsonErrorKind, Seconds, Segment};
use crate::finding;
use crate::jose::pyjwt;
use crate::python::{json, lenient_base64};
use crate::time::UnixTime;

/// Declares an enum that holds what the core's holds, told apart by `code`, and the way from it.
macro_rules! tagged {
    (
        $(#[$doc:meta])*
        $name:ident from $core:ty { $($variant:ident $({ $($field:ident: $kind:ty),* $(,)? })?),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
        #[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
        pub enum $name { $($variant $({ $($field: $kind),* })?),* }

        impl From<&$core> for $name {
            fn from(core: &$core) -> Self {
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
    Reason from finding::Reason {
        AlgorithmRefused { algorithm: Option<String> },
        AlgorithmUnlikeKey { key: String },
        AudienceDiffers { expected: String, actual: String, belongs_to: Option<String> },
        AudienceType { found: String },
        BodyNotJson { error: JsonFault },
        BodyUnreadable { detail: String },
        BodyNotObject { found: String },
        BodyWithoutToken,
        BodyTokenType { found: String },
        ClaimEmpty { claim: String },
        ClaimsMissing { claims: Vec<String> },
        ClaimMalformed { claim: String, actual: String },
        ClaimNotPrinted { claim: String },
        ClaimType { claim: String, found: String },
        Crash { claim: Option<String>, exception: String },
        Differs { claim: String, expected: String, actual: Option<String>, comparison: Comparison },
        Disabled { flag: String },
        EnvironmentIgnored { environment: String },
        EventRefused { event: String },
        Expired { exp: Seconds, now: Seconds, leeway: i64 },
        FileNameNotFound { claim: String, actual: String },
        FileRefDiffers { claim: String, expected: Vec<String>, actual: String },
        HeaderRefused { header: String, actual: Option<String> },
        IssuerUnknown { issuer: String, enterprise: bool },
        IssuerNotOfKind { issuer: String, expected: String },
        KeyIdMissing,
        KeyNotFound { key_id: String, known: Vec<String> },
        KeyUnusable { key_id: String },
        KeysNotServed { detail: Option<String> },
        KeysNotGiven,
        MethodRefused { method: String },
        MomentNotGiven,
        FieldNotGiven { field: String, claimed: String },
        NoneMatches {
            field: String,
            claim: String,
            expected: Vec<String>,
            actual: Option<String>,
            comparison: Comparison,
        },
        NoPublishers { kind: String },
        NotRegistered { nearest: Vec<FieldMismatch> },
        NotYetValid { claim: String, from: Seconds, now: Seconds, leeway: i64 },
        ProjectExists { project: String },
        ProjectNameProhibited { project: String },
        ProjectNameSimilar { project: String, similar: String },
        ProjectNameStdlib { project: String },
        ProjectNameInvalid { project: String },
        RefEmpty { claims: Vec<String> },
        Reused { token_id: String },
        RecordedNow { field: String, claimed: String },
        SignatureDiffers,
        SubjectForm { actual: String },
        TimeNotANumber { claim: String, actual: String },
        Undecodable { error: DecodeFault },
        Unreadable { detail: String },
        TokenNotGiven,
    }
}

tagged! {
    /// Why a text is no token.
    DecodeFault from pyjwt::DecodeError {
        DetachedPayload,
        CriticalHeader,
        KeyIdType { found: String },
        NotBase64 { segment: Segment, error: Base64Fault },
        NotJson { segment: Segment, error: JsonFault },
        NotObject { segment: Segment, found: String },
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
pub struct FieldMismatch {
    pub publisher: usize,
    pub field: String,
    pub claim: String,
    pub registered: String,
    pub claimed: String,
}

/// The way of a single field.
trait Mirror<T> {
    fn mirror(&self) -> T;
}

/// Fields that are plain already.
macro_rules! plain {
    ($($kind:ty),*) => {$(
        impl Mirror<$kind> for $kind {
            fn mirror(&self) -> $kind {
                self.clone()
            }
        }
    )*};
}

/// Fields that are values without anything behind them.
macro_rules! copied {
    ($($core:ty => $kind:ty),* $(,)?) => {$(
        impl Mirror<$kind> for $core {
            fn mirror(&self) -> $kind {
                (*self).into()
            }
        }
    )*};
}

plain!(String, Option<String>, Vec<String>);
copied!(
    bool => bool,
    i64 => i64,
    usize => usize,
    &'static str => String,
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

impl Mirror<String> for finding::TimeClaim {
    fn mirror(&self) -> String {
        self.name().to_owned()
    }
}

impl Mirror<DecodeFault> for pyjwt::DecodeError {
    fn mirror(&self) -> DecodeFault {
        self.into()
    }
}

impl Mirror<Vec<FieldMismatch>> for Vec<finding::FieldMismatch> {
    fn mirror(&self) -> Vec<FieldMismatch> {
        self.iter()
            .map(|mismatch| FieldMismatch {
                publisher: mismatch.publisher,
                field: mismatch.field.clone(),
                claim: mismatch.claim.clone(),
                registered: mismatch.registered.clone(),
                claimed: mismatch.claimed.clone(),
            })
            .collect()
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
