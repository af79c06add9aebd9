use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::{HEAD, Piece, Reason, Splitter};

const LIMIT: usize = 200;

/// What came out, as text: a record as it is, a broken piece as `!offset+length`.
fn split_in(chunks: &[&[u8]]) -> Vec<String> {
    let text = chunks.concat();
    let mut splitter = Splitter::new(LIMIT);
    let mut out = Vec::new();
    let mut take = |splitter: &mut Splitter| {
        while let Some(piece) = splitter.next_piece() {
            out.push(match piece {
                Piece::Record { bytes, .. } => String::from_utf8_lossy(bytes).into_owned(),
                Piece::Broken { offset, length, head, .. } => {
                    let all = usize::try_from(offset).expect("small")..usize::try_from(offset + length).expect("small");
                    let expected = text.get(all).expect("it is in the text");
                    assert_eq!(head, &expected[..expected.len().min(HEAD)], "the head of {offset}+{length}");
                    format!("!{offset}+{length}")
                }
            });
        }
    };
    for chunk in chunks {
        splitter.feed(chunk);
        take(&mut splitter);
    }
    splitter.finish();
    take(&mut splitter);
    out
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(split_in(&[text.as_bytes()]), expected, "whole: {text}");
    let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
    assert_eq!(split_in(&bytes), expected, "byte by byte: {text}");
}

#[test]
fn every_usual_shape() {
    check("", &[]);
    check(" \n\t\r\n", &[]);
    check(r#"{"a":1}"#, &[r#"{"a":1}"#]);
    check("{\n \"a\": [\n{\"b\": 1}\n]\n}\n", &["{\n \"a\": [\n{\"b\": 1}\n]\n}"]);
    check("{\"a\":1}\n{\"b\":2}\r\n\n{\"c\":3}", &[r#"{"a":1}"#, r#"{"b":2}"#, r#"{"c":3}"#]);
    check(r#"{"a":1}{"b":2} {"c":3}"#, &[r#"{"a":1}"#, r#"{"b":2}"#, r#"{"c":3}"#]);
    check(r#"[{"a":1}, {"b":[1,{}]} ,{}]"#, &[r#"{"a":1}"#, r#"{"b":[1,{}]}"#, "{}"]);
    check("[]", &[]);
    check(r#"{"Records":[{"a":1},{"b":"]}"}]}"#, &[r#"{"a":1}"#, r#"{"b":"]}"}"#]);
    check("{\"Records\": []}", &[]);
    check("\u{feff}{\"Records\": [{}]}", &["{}"]);
    check("{\n  \"Records\" : \n [\n {\"a\": 1},\n {}\n ]\n}\n", &["{\"a\": 1}", "{}"]);
}

#[test]
fn the_key_records_wherever_it_stands() {
    check(r#"{"x":{"Records":[1]},"Records":[{"a":1}],"y":"}","z":[{}]}"#, &[r#"{"a":1}"#]);
    check(r#"{"x":["Records",[2]],"y":"Records"}"#, &[r#"{"x":["Records",[2]],"y":"Records"}"#]);
    check(r#"{"Records":{"a":[1]}}"#, &[r#"{"Records":{"a":[1]}}"#]);
    check(r#"{"Records":null}"#, &[r#"{"Records":null}"#]);
    check(r#"{"\u0052ecords":[{"a":1}]}"#, &[r#"{"a":1}"#]);
    check(r#"{"Records":[{"a":1}],"Records":[{"b":1}]}"#, &[r#"{"a":1}"#, r#"{"b":1}"#]);
    check("{\"Records\":[{}]}\n{\"Records\":[{\"b\":2}]}\n", &["{}", r#"{"b":2}"#]);
    check(r#"[{"Records":[{"a":1}]},{"Records":[{"b":1}]}]"#, &[r#"{"a":1}"#, r#"{"b":1}"#]);
    // Inside `Records` an element is a record, whatever its keys.
    check(r#"{"Records":[{"Records":[{}]}]}"#, &[r#"{"Records":[{}]}"#]);
}

#[test]
fn what_is_no_object_is_handed_out_for_the_reader_to_refuse() {
    check("12\n\"a\"\nnull\n{}", &["12", "\"a\"", "null", "{}"]);
    check("[1, \"x,]\", [2,3], {}]", &["1", "\"x,]\"", "[2,3]", "{}"]);
    check("not json at all\n{\"a\":1}\n", &["not json at all", r#"{"a":1}"#]);
    check("]\n{}", &["]", "{}"]);
}

#[test]
fn a_broken_line_costs_only_itself() {
    check("{\"a\":1}\n{\"b\":\"x\n{\"c\":3}\n", &[r#"{"a":1}"#, "!8+8", r#"{"c":3}"#]);
    check("{\"a\":{\"b\":1}\n{\"c\":3}\n{\"d\":4}", &["!0+13", r#"{"c":3}"#, r#"{"d":4}"#]);
    check("{\"a\":[\n{\"c\":3}\n{\"d\":4}\n", &["!0+7", r#"{"c":3}"#, r#"{"d":4}"#]);
    check("{\"a\":\n{\"c\":3}\n{\"d\":4}\n", &["!0+6", r#"{"c":3}"#, r#"{"d":4}"#]);
    check("{\"a\":1,\n{\"c\":3}\n", &["!0+8", r#"{"c":3}"#]);
    check("{\"a\":1]\n{\"c\":3}\n", &["!0+8", r#"{"c":3}"#]);
    check("{\"a\":tru}\n{\"c\":3}\n", &["{\"a\":tru}", r#"{"c":3}"#]);
    check("{\"a\":1}\n{\"b\":", &[r#"{"a":1}"#, "!8+5"]);
}

#[test]
fn a_broken_element_costs_only_itself_where_the_structure_allows() {
    check(r#"{"Records":[{"a":1},{"b": tru},{"c":3}]}"#, &[r#"{"a":1}"#, r#"{"b": tru}"#, r#"{"c":3}"#]);
    check("{\"Records\":[{\"a\":\"x\ny\"},{\"c\":3}]}", &["{\"a\":\"x\ny\"}", r#"{"c":3}"#]);
    check(r#"[{"a":1}{"b":2},,{"c":3},]"#, &[r#"{"a":1}"#, r#"{"b":2}"#, r#"{"c":3}"#]);
    let pretty = "{\"Records\":[\n  {\n    \"a\": \"x,\n    \"b\": 1\n  },\n  {\n    \"c\": 3\n  }\n]}";
    check(pretty, &["!15+33", "{\n    \"c\": 3\n  }"]);
    check(r#"{"Records":[{"a":{"b":1},{"c":1}]} "#, &["!12+23"]);
    check(
        "{\"Records\":[{\"a\":{\"b\":1},\n{\"Records\":[{\"d\":1}]}\n",
        &["!12+14", r#"{"Records":[{"d":1}]}"#, "!48+0"],
    );
    check("{\"Records\":[{\"a\":\"b\n{\"Records\":[{\"d\":1}]}\n", &["!12+8", r#"{"d":1}"#]);
}

#[test]
fn an_end_that_comes_too_soon_is_said() {
    check(r#"{"Records":[{"a":1},{"b"#, &[r#"{"a":1}"#, "!20+3"]);
    check(r#"{"Records":[{"a":1},"#, &[r#"{"a":1}"#, "!20+0"]);
    check(r#"{"Records":[{"a":1}"#, &[r#"{"a":1}"#, "!19+0"]);
    check(r#"{"Records":[{"a":1}]"#, &[r#"{"a":1}"#, "!20+0"]);
    check(r#"[{"a":1}, 2"#, &[r#"{"a":1}"#, "2", "!11+0"]);
}

#[test]
fn an_oversized_record_is_said_and_skipped() {
    let big = format!("{{\"a\":\"{}\"}}", "x".repeat(LIMIT));
    let size = big.len();
    check(&format!("{big}\n{{}}"), &[&format!("!0+{size}"), "{}"]);
    check(&format!("[{{}},{big},{{\"b\":1}}]"), &["{}", &format!("!4+{size}"), "{\"b\":1}"]);
    // What comes before `Records` may be as large as it likes.
    check(&format!("{{\"x\":{big},\"Records\":[{{}}]}}"), &["{}"]);
}

#[test]
fn nesting_takes_no_memory() {
    let mut splitter = Splitter::new(1 << 10);
    for _ in 0..1000 {
        splitter.feed(&[b'{'; 4096]);
        while splitter.next_piece().is_some() {}
    }
    assert!(splitter.buffer.capacity() < 1 << 16);
    splitter.finish();
    let head = &[b'{'; HEAD];
    let end = Piece::Broken { offset: 0, length: 4096 * 1000, reason: Reason::EndsInRecord, head };
    assert_eq!(splitter.next_piece(), Some(end));
    assert_eq!(splitter.next_piece(), None);
}

#[test]
fn broken_lines_are_not_read_over_and_over() {
    // Each line opens an object that nothing closes: each begins anew, and is looked at twice at most.
    let line = "{\"a\":[\n".repeat(200_000);
    let mut splitter = Splitter::new(16 << 20);
    splitter.feed(line.as_bytes());
    splitter.finish();
    while splitter.next_piece().is_some() {}
    assert!(splitter.rescanned <= line.len() as u64 + super::FREE_RESCAN);
}

/// Texts of the bytes that matter, and of whole records.
fn text() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just("\""),
        Just(","),
        Just(":"),
        Just("\n"),
        Just("  "),
        Just("\\"),
        Just("\"Records\":["),
        Just("{\"Records\":["),
        Just("{\"a\":1}"),
        Just("\n{\"b\":\"]\"}"),
        Just("\n  {"),
        Just("1"),
        Just("\u{feff}"),
        Just("\"x\""),
        Just("}\n{"),
        Just("]}\n"),
        Just("{\"long\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}"),
    ];
    proptest::collection::vec(token, 0..40).prop_map(|tokens| tokens.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn chunks_of_any_size_give_what_the_whole_gives(text in text(), cuts in proptest::collection::vec(0_usize..400, 0..8)) {
        let bytes = text.as_bytes();
        let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
        cuts.extend([0, bytes.len()]);
        cuts.sort_unstable();
        let chunks: Vec<&[u8]> = cuts.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect();
        prop_assert_eq!(split_in(&[bytes]), split_in(&chunks));
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        prop_assert_eq!(split_in(&[bytes]), split_in(&single));
    }

    /// Every byte that is not white space or punctuation is in a record or in a broken piece, once.
    #[test]
    fn nothing_is_dropped(objects in proptest::collection::vec(0_u32..1000, 0..30), separator in 0..4) {
        let items: Vec<String> = objects.iter().map(|n| format!("{{\"n\":{n}}}")).collect();
        let text = match separator {
            0 => items.join("\n"),
            1 => items.concat(),
            2 => format!("[{}]", items.join(",")),
            _ => format!("{{\"v\":1,\"Records\":[{}],\"w\":[]}}", items.join(", ")),
        };
        prop_assert_eq!(split_in(&[text.as_bytes()]), items);
    }
}
