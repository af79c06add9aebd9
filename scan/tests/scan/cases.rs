//! One case for each sentence of what is promised.

use scan::{Keys, Level, Records, Scanner, Shape};

use crate::{Scanners, WANTED};

/// The shape, and of each record its text and whether it is regular; or `None` if the file is odd.
fn scan(text: impl AsRef<[u8]>) -> Option<(Shape, Vec<(String, bool)>)> {
    let bytes = text.as_ref();
    let mut scanners = Scanners::new(&WANTED);
    scanners.check(bytes);
    let (shape, found) = scanners.scan(bytes).ok()?;
    let text = |start, end| String::from_utf8_lossy(&bytes[start..end]).into_owned();
    Some((shape, found.iter().map(|found| (text(found.start, found.end), found.regular)).collect()))
}

fn records(text: impl AsRef<[u8]>) -> Vec<String> {
    scan(text).unwrap().1.into_iter().map(|(record, _)| record).collect()
}

#[track_caller]
fn odd(text: impl AsRef<[u8]>) {
    assert_eq!(scan(text), None);
}

/// Whether a record is regular, in each of the shapes.
#[track_caller]
fn regular(record: impl AsRef<[u8]>) -> bool {
    let record = record.as_ref();
    let file = |before: &str, after: &str| [before.as_bytes(), record, after.as_bytes()].concat();
    let regular = |file: Vec<u8>| match &*scan(file).unwrap().1 {
        [(_, regular)] => *regular,
        other => panic!("{other:?}"),
    };
    let [holder, array, object] = [("{\"Records\":[", "]}"), ("[", "]"), ("", "\n")].map(|(a, b)| regular(file(a, b)));
    assert!(holder == array && array == object);
    holder
}

/// The value of `eventName` in the one record of `record`.
fn event_name(record: &str) -> Option<String> {
    assert!(regular(record), "{record}");
    let mut scanners = Scanners::new(&WANTED);
    let (_, found) = scanners.scan(record.as_bytes()).unwrap();
    found[0].values[0].map(|value| String::from_utf8_lossy(value).into_owned())
}

#[test]
fn a_holder_is_records_alone() {
    let (shape, found) = scan(r#"{"Records":[{"a":1},{"a":{}}]}"#).unwrap();
    assert_eq!(shape, Shape::Holder);
    assert_eq!(found, [(r#"{"a":1}"#.to_owned(), true), (r#"{"a":{}}"#.to_owned(), true)]);
    assert_eq!(records(" \r\n{\t\"Records\" : \n[ {} ,\n{ } ] } \n"), ["{}", "{ }"]);
    assert_eq!(scan(r#"{"Records":[]}"#), Some((Shape::Holder, vec![])));
    assert_eq!(scan(r#"{"Records": [ ] }"#), Some((Shape::Holder, vec![])));
    // Its own `Records` is one of its members.
    assert_eq!(records(r#"{"Records":[{"Records":[{}]}]}"#), [r#"{"Records":[{}]}"#]);

    odd(r#"{"Records":[{}],"x":1}"#);
    odd(r#"{"x":1,"Records":[{}]}"#);
    odd(r#"{"Records":[{}]}x"#);
    odd(r#"{"Records":[{}]}{"Records":[{}]}"#);
    odd(r#"{"Records":[{}]"#);
    odd(r#"{"Records":[{}"#);
    odd(r#"{"Records":[{}]]"#);
    odd(r#"{"Records":[{}}}"#);
    odd(r#"{"Records":{}}"#);
    odd(r#"{"Records":"x"}"#);
    odd(r#"{"records":[{}]}"#);
    odd(r#"{"\u0052ecords":[{}]}"#);
}

#[test]
fn records_are_separated_by_one_comma() {
    odd("[{} {}]");
    odd("[{},,{}]");
    odd("[{},]");
    odd("[,{}]");
    odd("[,]");
    odd("[{};{}]");
    odd("[{} \"x\",{}]");
    odd("[{}\"]\"]");
    odd("{},{}");
    odd("{};{}");
    odd("{}\"{}\"");
}

#[test]
fn records_are_objects() {
    odd("[1]");
    odd("[null,{}]");
    odd("[\"x\"]");
    odd("[[]]");
    odd("[{},[]]");
    odd("{}[]");
    odd("1");
    odd("\"{}\"");
    odd("{}\n1");
}

#[test]
fn an_array_is_read_to_its_end() {
    assert_eq!(scan(" [ ] "), Some((Shape::Array, vec![])));
    assert_eq!(records(" [ {} , {\"b\":[]}\n]\n"), ["{}", "{\"b\":[]}"]);
    odd("[");
    odd("[{}");
    odd("[{}}");
    odd("[{}]]");
    odd("[{}][{}]");
    odd("[{}]{}");
}

#[test]
fn objects_need_nothing_between() {
    assert_eq!(scan("{}"), Some((Shape::Objects, vec![("{}".to_owned(), true)])));
    assert_eq!(records("{}{\"b\":1}\n{\"c\":{}}\r\n\t {} "), ["{}", "{\"b\":1}", "{\"c\":{}}", "{}"]);
    odd("{}]");
    odd("{}}");
    odd("{");
}

#[test]
fn what_has_no_records_is_odd() {
    odd("");
    odd(" \n");
    odd("\u{feff}{}");
    odd("\u{feff}[{}]");
    odd("\0");
}

#[test]
fn a_holder_among_objects_is_odd() {
    for key in [
        "Records",
        "records",
        "RECORDS",
        "\\u0052ecords",
        "recor\\u0064\\u0053",
        "\\u0052\\u0065\\u0063\\u006f\\u0072\\u0064\\u0073",
    ] {
        odd(format!("{{\"a\":1}}\n{{\"b\":[],\"{key}\" : []}}"));
        odd(format!("[{{\"{key}\":0}}]"));
        assert_eq!(records(format!("{{\"Records\":[{{\"{key}\":0}}]}}")).len(), 1);
        assert_eq!(records(format!("{{\"b\":{{\"{key}\":[]}},\"c\":\"{key}\",\"d\": \"{key}\"}}")).len(), 1);
    }
    assert!(regular(r#"{"Record":1,"Records2":2,"XRecords":3}"#));
    assert!(!regular(r#"{"Recor\u0064":1}"#));
    assert!(!regular(r#"{"Records\u0064":1}"#));
    assert!(!regular(r#"{"Recor\u1064s":1}"#));
    assert!(!regular(r#"{"\\u0052ecords":1}"#));
}

#[test]
fn brackets_match_by_kind() {
    odd(r#"{"a":[}"#);
    odd(r#"{"a":[}]"#);
    odd(r#"{"a":[{]}}"#);
    odd(r#"{"a":{"b":1]}"#);
    odd(r#"[{"a":{{}]}"#);
    assert!(regular(r#"{"a":[{"b":[[],{}]},[{}]]}"#));
    assert!(regular(r#"{"a":"]}","b":"{[","c":"\"}"}"#));
}

#[test]
fn a_record_that_is_not_closed_does_not_take_in_the_next() {
    odd("{\"a\":{\"b\":1\n{\"a\":2}}\n}");
    odd(r#"[{"a":{"b":"x"{"c":[]}}}]"#);
    odd(r#"{"a":[] []}"#);
    odd(r#"{"a":1 {}}"#);
    odd("{\"a\":{\"b\":1},\n{\"a\":2},\n}");
    odd(r#"[{"a":[{"b":1},{"c":2},{"d":{},[3]}]}]"#);
    assert!(regular("{\"a\" : \n\t{} , \"b\": [ {\"c\":\r\n[ [] , {} ]} ] }"));
}

#[test]
fn a_record_nests_64_levels() {
    let nested = |levels: usize| format!("{{\"a\":{}{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1));
    assert!(regular(nested(64)));
    odd(nested(65));
    odd(format!("[{}]", nested(65)));
    odd(nested(300));
    let objects = |levels: usize| format!("{}{}{}", "{\"a\":".repeat(levels - 1), "{}", "}".repeat(levels - 1));
    assert!(regular(objects(64)));
    odd(objects(65));
}

#[test]
fn strings_end_and_have_no_control_characters() {
    odd(r#"{"a":"x}"#);
    odd(r#"{"a":"x\"}"#);
    odd(r#"[{"a":"x\\\"}]"#);
    for byte in 0..0x20 {
        odd([b"{\"a\":\"x", &[byte][..], b"\"}"].concat());
    }
    assert!(regular("{\"a\":\"x\u{7f}\"}"));
}

#[test]
fn control_characters_outside_of_strings_are_irregular() {
    for byte in 0..0x20 {
        let white = [b'\t', b'\n', b'\r'].contains(&byte);
        assert_eq!(regular([b"{\"b\":", &[byte][..], b"1}"].concat()), white, "{byte}");
        assert_eq!(scan([b"{}", &[byte][..], b"{}"].concat()).is_some(), white, "{byte}");
    }
}

#[test]
fn escapes_are_those_of_json() {
    for byte in 0x20..0x7f {
        let file = [b"{\"b\":{\"c\":\"x\\", &[byte][..], b"0aF9x\"}}"].concat();
        assert_eq!(regular(file), b"\"\\/bfnrtu".contains(&byte), "{byte}");
    }
    for digits in ["", "0", "00a", "00g0", "00 0", "-000", "+000"] {
        assert!(!regular(format!(r#"{{"b":"x\u{digits}"}}"#)), "{digits}");
    }
    odd(r#"{"b":1\n}"#);
    odd(r#"{\"b":1}"#);
    odd(r#"{"b":1}\"#);
}

#[test]
fn an_irregular_record_leaves_its_neighbours_alone() {
    for wrong in [r#""\x""#, "\"\u{212a}\"", "\u{1}", r#"1,"\u0062":2"#, r#"1,"EVENTNAME":1"#] {
        for pad in 0..70 {
            let pad = "y".repeat(pad);
            let file = format!(r#"[{{"a":"{pad}"}},{{"b":{wrong}}},{{"a":1}},{{"b":{wrong}}}]"#);
            let regular = scan(file).unwrap().1.into_iter().map(|(_, regular)| regular).collect::<Vec<_>>();
            assert_eq!(regular, [true, false, true, false], "{wrong} {pad:?}");
        }
    }
}

#[test]
fn text_is_utf_8() {
    assert!(regular("{\"b\":\"é日本🙂\",\"schlüssel\":1}"));
    for wrong in [&b"\x80"[..], b"\xc3", b"\xe2\x84", b"\xff", b"\xed\xa0\x80", b"\xc0\xaf"] {
        assert!(!regular([b"{\"b\":\"", wrong, b"\"}"].concat()));
        assert!(!regular([b"{\"b\":", wrong, b"}"].concat()));
        odd([b"[{}", wrong, b"]"].concat());
    }
}

#[test]
fn a_kelvin_sign_is_irregular() {
    assert!(!regular("{\"b\":\"\u{212a}\"}"));
    assert!(!regular("{\"\u{212a}ey\":1}"));
    assert!(regular("{\"b\":\"\u{212b}\"}"));
}

#[test]
fn keys_with_backslashes_are_irregular() {
    for key in [r"\u0065ventName", r"event\u004eame", r"x\\", r"\/", r#"\""#] {
        assert!(!regular(format!(r#"{{"b":1,"{key}" : 2}}"#)), "{key}");
        assert!(!regular(format!(r#"{{"{key}":"x"}}"#)), "{key}");
        assert!(regular(format!(r#"{{"b":{{"{key}":2}},"c":"{key}","d" : "{key}"}}"#)), "{key}");
    }
}

#[test]
fn keys_of_another_case_are_irregular() {
    for key in ["EVENTNAME", "EventName", "eventname", "ID", "A", "REQUESTPARAMETERS", "Kind of: [key]"] {
        assert!(!regular(format!(r#"{{"{key}":1}}"#)), "{key}");
        assert!(!regular(format!("{{\"b\":\"x\",\"{key}\"\n:1}}")), "{key}");
        assert!(regular(format!(r#"{{"b":"{key}","c": "{key}","d":{{"{key}":1}},"e":["{key}"]}}"#)), "{key}");
    }
    // Those that differ from a letter by the same bit as its case does.
    assert!(regular("{\"event\u{2e}ame\":1,\"kind of: {key}\":1,\"kind of\u{1a}\":1}".replace('\u{1a}', ":")));
    assert!(regular(r#"{"b":1,"B":2}"#));
}

#[test]
fn of_doubled_keys_the_last_wins() {
    assert_eq!(event_name(r#"{"eventName":"x","eventName":"y"}"#).unwrap(), "\"y\"");
    assert_eq!(event_name(r#"{"eventName":{"b":1},"c":2,"eventName":3}"#).unwrap(), "3");
    assert_eq!(event_name(r#"{"eventName":3,"c":2,"eventName":{"b":1}}"#).unwrap(), r#"{"b":1}"#);
}

#[test]
fn keys_elsewhere_are_others() {
    assert_eq!(event_name(r#"{"b":{"eventName":1},"c":[{"eventName":2}],"d":"eventName","e": "eventName"}"#), None);
    assert_eq!(event_name(r#"{"b":"\"eventName\":1","c":["eventName"],"eventNamed":1,"eventNam":2}"#), None);
    assert_eq!(event_name(r#"{"b":"eventName","eventName":5,"c":{"eventName":6}}"#).unwrap(), "5");
}

#[test]
fn values_are_as_they_stand() {
    for value in [
        r#""""#,
        r#""x""#,
        r#""\"\\\"""#,
        r#""x\\""#,
        "0",
        "-1.5e+7",
        "null",
        "true",
        "{}",
        "[]",
        r#"{"b":[1,{"eventName":2}]}"#,
        r#"["]",{"}":"["}]"#,
        r#"[ 1 ]"#,
    ] {
        for (before, after) in
            [("", ""), (" ", "\t"), ("\r\n", "\n"), ("", " ,\"b\":[]"), ("", ",\"b\":1"), ("", "\n,\"b\":1")]
        {
            assert_eq!(event_name(&format!(r#"{{"eventName":{before}{value}{after}}}"#)).unwrap(), value);
            assert_eq!(event_name(&format!(r#"{{"x":[],"eventName" {before}:{value}{after}}}"#)).unwrap(), value);
        }
    }
}

#[test]
fn keys_are_plain_and_at_most_64() {
    for name in ["", "a\"", "a\\", "a\n", "a\u{7f}", "é", &"x".repeat(65)] {
        assert!(Keys::new(&[name]).is_none(), "{name:?}");
    }
    assert!(Keys::new(&["a", "b", "a"]).is_none());
    let names = (0..65).map(|index| format!("key{index}")).collect::<Vec<_>>();
    let names = names.iter().map(String::as_str).collect::<Vec<_>>();
    assert!(Keys::new(&names).is_none());
    let text = names.iter().map(|name| format!("\"{name}\":\"{name}\"")).collect::<Vec<_>>().join(",");
    let text = format!("{{{text}}}");
    let mut records = Records::new();
    let scanner = Scanner::new(Keys::new(&names[..64]).unwrap());
    assert_eq!(scanner.scan(text.as_bytes(), &mut records), Ok(Shape::Objects));
    let record = records.get(0).unwrap();
    for (key, name) in names.iter().enumerate().take(64) {
        assert_eq!(record.value(text.as_bytes(), key), Some(format!("\"{name}\"").as_bytes()));
    }
    assert_eq!(record.value(text.as_bytes(), 64), None);
    assert_eq!(record.value(text.as_bytes(), usize::MAX), None);
    // Of another file there is nothing to say, but nothing breaks.
    assert_eq!(record.value(b"", 3), None);
    let _ = record.value(&text.as_bytes()[..100], 5);
}

#[test]
fn keys_that_begin_or_end_alike_are_found() {
    let names =
        (0..64_u8).map(|index| format!("sevenof{}", char::from(b'0' + index))).filter(|name| !name.contains('\\'));
    let names = names.chain(["sevenof".to_owned()]).collect::<Vec<_>>();
    let names = names.iter().map(String::as_str).collect::<Vec<_>>();
    let keys = Keys::new(&names).unwrap();
    for (key, name) in
        names.iter().enumerate().filter(|(_, name)| !name.ends_with(|end: char| end.is_ascii_alphabetic()))
    {
        let text = format!("{{\"{name}\":{key}}}");
        let mut records = Records::new();
        assert_eq!(Scanner::new(keys.clone()).scan(text.as_bytes(), &mut records), Ok(Shape::Objects));
        assert_eq!(records.get(0).unwrap().value(text.as_bytes(), key), Some(key.to_string().as_bytes()), "{name}");
    }
}

#[test]
fn two_wanted_keys_may_differ_by_case_but_no_record_is_regular_then() {
    let scanner = Scanner::new(Keys::new(&["id", "Id"]).unwrap());
    let mut records = Records::new();
    assert_eq!(scanner.scan(br#"{"id":1}{"Id":1}{"ID":1}{"b":1}"#, &mut records), Ok(Shape::Objects));
    assert_eq!(records.iter().map(|record| record.regular).collect::<Vec<_>>(), [false, false, false, true]);
}

#[test]
fn records_without_wanted_keys_are_found() {
    let scanner = Scanner::new(Keys::new(&[]).unwrap());
    let mut records = Records::new();
    assert_eq!(scanner.scan(b"[{},{\"a\":1}]", &mut records), Ok(Shape::Array));
    assert_eq!((records.len(), records.is_empty()), (2, false));
    assert_eq!(records.get(1).unwrap().value(b"[{},{\"a\":1}]", 0), None);
    assert!(records.get(2).is_none());
    // What was there before is gone.
    assert_eq!(scanner.scan(b"[]", &mut records), Ok(Shape::Array));
    assert!(records.is_empty());
}

#[test]
fn a_level_is_there_or_not() {
    let keys = Keys::new(&["a"]).unwrap();
    for level in [Level::Scalar, Level::Avx2, Level::Avx512, Level::Neon] {
        let available = Level::available().any(|other| other == level);
        assert_eq!(Scanner::with_level(keys.clone(), level).is_some(), available);
    }
    assert_eq!(Level::available().next(), Some(Level::best()));
    assert_eq!(Level::available().last(), Some(Level::Scalar));
}

#[test]
fn text_after_a_long_record_is_still_seen() {
    // Marks of more than one block's worth, and of several growths.
    let members = (0..5000).map(|index| format!("\"key{index}\":[]")).collect::<Vec<_>>().join(",");
    assert_eq!(event_name(&format!("{{{members},\"eventName\":[1],\"z\":{{}}}}")).unwrap(), "[1]");
    assert_eq!(event_name(&format!("{{\"eventName\":[1],{members}}}")).unwrap(), "[1]");
}
