//! Why a rule came to what it came to.
//!
//! A report holds the core's own reasons, which write themselves. What is declared here is the form that they have in this
//! version: the types that TypeScript reads, and what tests hold the core to. To build these out of the core's, only to write
//! them, would be 4 kB of the npm module.

#![expect(
    missing_docs,
    reason = "every variant and field is documented at the core's type of the same name"
)]

use serde::Serialize;

use super::{Base64Fault, Comparison, JsonErrorKind, Seconds, Segment};

/// Declares an enum that holds what the core's holds, told apart by `code`; and for tests the core's variants, each with
/// what its declaration makes of it.
macro_rules! tagged {
    (
        $(#[$doc:meta])*
        $name:ident<$life:lifetime> like $core:ty { $($variant:ident $({ $($field:ident: $kind:ty),* $(,)? })?),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[cfg_attr(feature = "wasm", derive(tsify::Tsify), tsify(missing_as_null))]
        #[serde(tag = "code", rename_all = "kebab-case", rename_all_fields = "camelCase")]
        pub enum $name<$life> { $($variant $({ $($field: $kind),* })?),* }

        #[cfg(test)]
        impl $name<'static> {
            fn samples() -> Vec<($core, Self)> {
                type Core = $core;
                vec![$((
                    Core::$variant $({ $($field: tests::Sample::sample()),* })?,
                    Self::$variant $({ $($field: tests::Sample::sample()),* })?,
                )),*]
            }
        }
    };
}

tagged! {
    /// Why a rule came to what it came to. Values out of the token are shown as text; what is no
    /// string is shown as Python writes it.
    Reason<'a> like crate::finding::Reason {
        AlgorithmRefused { algorithm: Option<&'a str> },
        AlgorithmNotVerified { algorithm: &'a str },
        AlgorithmUnlikeKey { key: &'a str },
        AudienceDiffers { expected: &'a str, actual: &'a str, belongs_to: Option<&'a str> },
        AudienceNotGiven,
        AudienceType { found: &'a str },
        BodyNotJson { error: JsonFault },
        BodyUnreadable { detail: &'a str },
        BodyNotObject { found: &'a str },
        BodyWithoutToken,
        BodyTokenType { found: &'a str },
        ClaimEmpty { claim: &'a str },
        ClaimsMissing { claims: &'a [&'a str] },
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
        FileRefDiffers { claim: &'a str, expected: &'a [&'a str], actual: &'a str },
        HeaderRefused { header: &'a str, actual: Option<&'a str> },
        IssuerUnknown { issuer: &'a str, enterprise: bool },
        IssuerNotOfKind { issuer: &'a str, expected: &'a str },
        KeyIdMissing,
        KeyNotFound { key_id: &'a str, known: &'a [&'a str] },
        KeyUnusable { key_id: &'a str },
        KeysNotServed { detail: Option<&'a str> },
        KeysNotGiven,
        MethodRefused { method: &'a str },
        MomentNotGiven,
        FieldNotGiven { field: &'a str, claimed: &'a str },
        NoneMatches {
            field: &'a str,
            claim: &'a str,
            expected: &'a [&'a str],
            actual: Option<&'a str>,
            comparison: Comparison,
        },
        NoPublishers { kind: &'a str },
        NotKnown { evidence: Option<&'a str> },
        NotRegistered { nearest: Vec<FieldMismatch<'a>> },
        SwitchedOff,
        NotYetValid { claim: &'a str, from: Seconds, now: Seconds, leeway: i64 },
        PolicyLapsed { until: Option<Seconds> },
        PolicyUserDiffers { user: &'a str, owners: &'a [&'a str] },
        ProjectExists { project: &'a str },
        ProjectNameProhibited { project: &'a str },
        ProjectNameSimilar { project: &'a str, similar: &'a str },
        ProjectNameStdlib { project: &'a str },
        ProjectNameInvalid { project: &'a str },
        RefEmpty { claims: &'a [&'a str] },
        Reused { token_id: &'a str },
        RecordedNow { field: &'a str, claimed: &'a str },
        SignatureDiffers,
        SubjectForm { actual: &'a str },
        TimeNotANumber { claim: &'a str, actual: &'a str },
        Undecodable { error: DecodeFault<'a> },
        Unreadable { detail: &'a str },
        TokenHeaderRefused { member: &'a str, actual: Option<&'a str> },
        TokenNotGiven,
        VersionOfTag { version: &'a str },
    }
}

tagged! {
    /// Why a text is no token.
    DecodeFault<'a> like crate::jose::pyjwt::DecodeError {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding;
    use crate::jose::pyjwt;
    use crate::python::{json, lenient_base64};
    use crate::time::UnixTime;

    /// A value of a field, the same for the core's type and for what is declared.
    pub(super) trait Sample {
        fn sample() -> Self;
    }

    macro_rules! samples {
        ($($kind:ty: $sample:expr;)*) => {$(
            impl Sample for $kind {
                fn sample() -> Self {
                    $sample
                }
            }
        )*};
    }

    samples! {
        bool: true;
        i64: -5;
        usize: 2;
        String: "nbf".to_owned();
        &str: "nbf";
        finding::TimeClaim: finding::TimeClaim::Nbf;
        Option<String>: None;
        Option<&str>: None;
        Option<UnixTime>: None;
        Option<Seconds>: None;
        Vec<String>: vec!["a".to_owned(), "\"".to_owned()];
        &[&str]: &["a", "\""];
        UnixTime: UnixTime(i64::MAX);
        Seconds: Seconds::from(UnixTime(i64::MAX));
        finding::Comparison: finding::Comparison::IgnoreCase;
        Comparison: Comparison::IgnoreCase;
        pyjwt::Segment: pyjwt::Segment::Payload;
        Segment: Segment::Payload;
        lenient_base64::Error: lenient_base64::Error::Padding;
        Base64Fault: Base64Fault::Padding;
        json::Error: json::Error { kind: json::ErrorKind::LoneSurrogate, offset: 3 };
        JsonFault: JsonFault { kind: JsonErrorKind::LoneSurrogate, offset: 3 };
        pyjwt::DecodeError: pyjwt::DecodeError::TooFewSegments { found: 1 };
        DecodeFault<'_>: DecodeFault::TooFewSegments { found: 1 };
        Vec<finding::FieldMismatch>: vec![finding::FieldMismatch {
            publisher: 1,
            field: "a".to_owned(),
            claim: "b".to_owned(),
            registered: "c".to_owned(),
            claimed: "d".to_owned(),
        }];
        Vec<FieldMismatch<'_>>: vec![FieldMismatch {
            publisher: 1,
            field: "a",
            claim: "b",
            registered: "c",
            claimed: "d",
        }];
    }

    fn json(reason: &impl Serialize) -> String {
        serde_json::to_string(reason).expect("serializes")
    }

    #[test]
    fn the_cores_reasons_write_themselves_as_they_are_declared() {
        for (core, declared) in Reason::samples() {
            assert_eq!(json(&core), json(&declared));
        }
        for (core, declared) in DecodeFault::samples() {
            assert_eq!(json(&core), json(&declared));
        }
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
        assert_eq!(
            json(&finding::Reason::Undecodable {
                error: pyjwt::DecodeError::TooFewSegments { found: 1 },
            }),
            r#"{"code":"undecodable","error":{"code":"too-few-segments","found":1}}"#
        );
    }
}
