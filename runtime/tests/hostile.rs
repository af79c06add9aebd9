//! Any text and any JSON through every parser: no panic, JSON that is valid and not much larger than what came in.

use event::{Heap, Value};
use proptest::prelude::*;
use runtime::alert::About;
use runtime::classify::envelope;
use runtime::classify::{Classifier, Line, refusal};
use runtime::logs::TYPES;

/// Reads lines as one file; what comes of each is checked.
fn read(lines: &[String]) {
    let mut classifier = Classifier::of_path("x", 1 << 16);
    let mut offset = 0;
    for line in lines {
        let mut given_up = None;
        let found = classifier.line(line, offset, &mut given_up);
        if let Some(unread) = given_up {
            // A line is the splitter's to limit; more of it than the limit is not waited for.
            let longest = lines.iter().map(String::len).max().unwrap_or_default();
            assert!(unread.text.len() <= longest + (1 << 16));
        }
        if let Ok(Line::Event { object, offset: from, .. }) = found {
            let json = object.json();
            assert_eq!(event::json::validate(&json), Ok(()), "{line:?} gave {json}");
            // Every column has a name, and a character may take six.
            let held = usize::try_from(offset - from).expect("an offset") + line.len();
            assert!(json.len() < held * 6 + 4096, "{} bytes gave {}", held, json.len());
            let heap = Heap::default();
            if let Value::Dict(record) = event::json::read_validated(heap.enter(), &json) {
                TYPES.iter().for_each(|log_type| drop(About::of(Some(log_type), record)));
            }
        }
        offset += line.len() as u64 + 1;
    }
    classifier.finish();
}

/// Words that the parsers look for, among any.
fn line() -> impl Strategy<Value = String> {
    let telling = prop::sample::select(vec![
        "2",
        "3",
        "-",
        "\"",
        "\"-\"",
        "\\\"",
        "[",
        "]",
        "[01/Jun/2024:12:00:00 +0000]",
        "http",
        "https",
        "eni-0a",
        "ACCEPT",
        "OK",
        "NODATA",
        "203.0.113.8",
        "2001:db8::1",
        "2024-06-01T12:00:00Z",
        "app/lb/1",
        "203.0.113.8:80",
        "0.001",
        "-1",
        "200",
        "REST.GET.OBJECT",
        "\"GET / HTTP/1.1\"",
        "\"a \\\"b\\\"\"",
        "version",
        "srcaddr",
        "account-id",
        "log-status",
        "1717243200000001,db,app,h,7,70,QUERY,shop,'SELECT 1',0",
        "1717243200000001,db,app,h,7,70,QUERY,shop,'SELECT",
        "',0",
        "<1> github_audit: {\"a\":1}",
        "#",
        "443",
        "6",
        "1717243200",
        "{",
        "\u{e9}",
    ])
    .prop_map(str::to_owned);
    let word = prop_oneof![4 => telling, 1 => any::<String>().prop_map(|text| text.replace('\n', " "))];
    prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

/// The lines that the tests of single types read.
fn fixtures() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/logs");
    let names = std::fs::read_dir(root).expect("fixtures").map(|entry| entry.expect("a folder").path());
    let mut names: Vec<_> = names.collect();
    names.sort();
    let files =
        names.iter().flat_map(|folder| ["records.log", "records.jsonl", "lines.log"].map(|file| folder.join(file)));
    let texts = files.filter_map(|file| std::fs::read_to_string(file).ok());
    texts.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// A fixture with a stretch cut out, doubled, or replaced.
fn damaged() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..3_usize, line());
    (prop::sample::select(fixtures()), edit).prop_map(|(text, (from, to, kind, other))| {
        let chars: Vec<char> = text.chars().collect();
        let (a, b) = (from.index(chars.len() + 1), to.index(chars.len() + 1));
        let (a, b) = (a.min(b), a.max(b));
        let part = |range: std::ops::Range<usize>| chars.get(range).unwrap_or_default().iter().collect::<String>();
        let middle = match kind {
            0 => String::new(),
            1 => part(a..b).repeat(2),
            _ => other,
        };
        part(0..a) + &middle + &part(b..chars.len())
    })
}

proptest! {
    #[test]
    fn any_lines(lines in prop::collection::vec(prop_oneof![line(), damaged()], 1..12)) {
        read(&lines);
    }

    #[test]
    fn any_object(text in damaged()) {
        if event::json::validate(&text).is_ok() {
            let heap = Heap::default();
            if let Value::Dict(record) = event::json::read_validated(heap.enter(), &text) {
                Classifier::default().json(record);
                refusal(record);
                TYPES.iter().for_each(|log_type| drop(About::of(Some(log_type), record)));
                let parts = envelope::open(&text, &|_| true).unwrap_or_default();
                prop_assert!(parts.len() <= text.len());
            }
        }
    }
}

/// Lines made so that a parser that looks back, or tries every end of a quote, would not come back.
#[test]
fn lines_of_nothing_but_ends() {
    let s3 = "o b [01/Jun/2024:12:00:00 +0000] - r i REST.GET.OBJECT k \"";
    let alb = "http 2024-06-01T12:00:00Z e 1:1 1:1 0 0 0 200 200 1 1 \"";
    let flow = "version account-id srcaddr dstaddr log-status";
    let many = |text: &str| text.repeat((1 << 20) / text.len());
    for begin in [s3, alb, "2 ", "1717243200000001,d,u,h,1,1,QUERY,d,'", "", "["] {
        for end in ["\" ", "\"", "\\", " ", ",", "',", "',0 ", "- ", "\" 200 - 1 1 1 1 ", "eni-0a ", "a", "]", "{"] {
            read(&[flow.to_owned(), format!("{begin}{}", many(end)), "x',0".to_owned()]);
        }
    }
}
