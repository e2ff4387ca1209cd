use super::*;

fn kind(text: &[u8]) -> Option<ErrorKind> {
    loads(text).err().map(|error| error.kind)
}

#[test]
fn python_reads_every_unicode_encoding_by_its_look() {
    let text = "{\"a\": \"é😀\"}";
    let expected = loads(text.as_bytes()).expect("UTF-8");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let utf32: Vec<u8> = text
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    assert_eq!(loads(&utf16), Ok(expected.clone()));
    assert_eq!(loads(&utf32), Ok(expected.clone()));
    assert_eq!(
        loads(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        Ok(expected.clone())
    );
    assert_eq!(loads(&[&b"\xFE\xFF"[..], &utf16].concat()), Ok(expected));
    assert_eq!(kind(b"\xff\xfe"), Some(ErrorKind::ExpectedValue));
    assert_eq!(kind(b"\"\xff\""), Some(ErrorKind::InvalidUnicode));
    assert_eq!(kind(b"{\0"), Some(ErrorKind::MissingKey));
}

#[test]
fn python_takes_nan_and_lone_surrogates_and_jiter_only_nan() {
    assert_eq!(loads(b"-Infinity"), Ok(Value::Float(f64::NEG_INFINITY)));
    assert!(jiter(b"-Infinity").is_ok());
    assert_eq!(
        loads(br#""\ud800""#).map(|value| value.repr()),
        Ok(r"'\ud800'".to_owned())
    );
    assert_eq!(
        loads(b"\"\xED\xA0\x80\"").map(|value| value.repr()),
        Ok(r"'\ud800'".to_owned())
    );
    assert_eq!(
        jiter(br#""\ud800""#).map_err(|error| error.kind),
        Err(ErrorKind::LoneSurrogate)
    );
    assert_eq!(loads(br#""\ud83d\ude00""#), loads("\"😀\"".as_bytes()));
}

#[test]
fn what_is_no_json_is_placed() {
    for (text, kind, offset) in [
        ("", ErrorKind::ExpectedValue, 0),
        ("{", ErrorKind::MissingKey, 1),
        ("{\"a\"}", ErrorKind::MissingColon, 4),
        ("{\"a\":}", ErrorKind::ExpectedValue, 5),
        ("{\"a\":1,}", ErrorKind::MissingKey, 7),
        ("[1 2]", ErrorKind::MissingComma, 3),
        ("[1,]", ErrorKind::ExpectedValue, 3),
        ("01", ErrorKind::ExtraData, 1),
        ("1.", ErrorKind::ExtraData, 1),
        ("1e", ErrorKind::ExtraData, 1),
        ("-", ErrorKind::ExpectedValue, 0),
        ("+1", ErrorKind::ExpectedValue, 0),
        ("'a'", ErrorKind::ExpectedValue, 0),
        ("\"a", ErrorKind::UnterminatedString, 0),
        ("\"\\x\"", ErrorKind::InvalidEscape, 1),
        ("\"\\u12g4\"", ErrorKind::InvalidEscape, 1),
        ("\"\n\"", ErrorKind::ControlCharacter, 1),
        ("nul", ErrorKind::ExpectedValue, 0),
    ] {
        assert_eq!(
            loads(text.as_bytes()),
            Err(Error { kind, offset }),
            "{text}"
        );
    }
}

#[test]
fn depth_and_digits_have_python_limits() {
    let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
    assert!(loads(&nested(9998)).is_ok());
    assert_eq!(kind(&nested(9999)), Some(ErrorKind::TooDeep));
    assert!(loads(&vec![b'9'; 4300]).is_ok());
    assert_eq!(kind(&vec![b'9'; 4301]), Some(ErrorKind::TooManyDigits));
}

#[test]
fn an_empty_container_is_a_level_to_python_and_none_to_jiter() {
    for (open, inner, close) in [("[", "[]", "]"), ("{\"a\":", "{ }", "}")] {
        let nested = |depth: usize| {
            let text = [&open.repeat(depth), inner, &close.repeat(depth)].concat();
            text.into_bytes()
        };
        assert!(jiter(&nested(200)).is_ok());
        assert!(jiter(&nested(201)).is_err());
        assert!(loads(&nested(9997)).is_ok());
        assert_eq!(kind(&nested(9998)), Some(ErrorKind::TooDeep));
    }
}

#[test]
fn jiter_counts_the_sign_as_a_digit_and_limits_a_floats_whole_part_too() {
    let nines = |count: usize| "9".repeat(count);
    for (text, python, pydantic) in [
        (nines(4300), true, true),
        (format!("-{}", nines(4299)), true, true),
        (format!("-{}", nines(4300)), true, false),
        (format!("{}.5", nines(4300)), true, true),
        (format!("{}.5", nines(4301)), true, false),
        (format!("{}e-4301", nines(4301)), true, false),
        (format!("0.{}", nines(5000)), true, true),
    ] {
        assert_eq!(loads(text.as_bytes()).is_ok(), python, "{text}");
        assert_eq!(jiter(text.as_bytes()).is_ok(), pydantic, "{text}");
    }
}

#[test]
fn deep_nesting_is_kept_as_text() {
    let text = format!("{}{{\"a\": 1}}{}", "[".repeat(64), "]".repeat(64));
    let value = loads(text.as_bytes()).expect("valid JSON");
    assert_eq!(value.to_json(), text);
}
