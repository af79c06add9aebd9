//! A type that is told is the type that reading finds, of records of every type and of what two types come to together.

use std::collections::BTreeMap;
use std::path::Path;

use event::py::dict::Dict;
use event::{Heap, Value};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::*;
use crate::classify;
use crate::split::{LOOK_BACK, Piece};

/// The records of every log type's fixtures, with their types.
fn records() -> Vec<(String, String)> {
    let logs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/logs");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(logs).expect("testdata/logs exists") {
        let folder = folder.expect("an entry").path();
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(folder.join("records.jsonl")) else { continue };
        found.extend(text.lines().filter(|line| line.starts_with('{')).map(|line| (name.clone(), line.to_owned())));
    }
    found.sort();
    found
}

fn dict<'h>(heap: &'h Heap, text: &'h str) -> &'h Dict<'h> {
    event::json::validate(text).expect("JSON");
    match event::json::read_validated(heap.enter(), text) {
        Value::Dict(dict) => dict,
        _ => unreachable!("it begins with a brace"),
    }
}

/// The members of both.
fn joined(a: &str, b: &str) -> String {
    let inside = |text: &str| text[1..text.len() - 1].to_owned();
    format!("{{{},{}}}", inside(a.trim()), inside(b.trim()))
}

#[test]
fn what_is_told_is_what_reading_finds() {
    let index = Arc::new(Index::new(&[]));
    let mut scan = Scan::new(&index).expect("some types");
    let mut told: BTreeMap<&str, usize> = BTreeMap::new();
    let mut compare = |text: &str| {
        if event::json::validate(text).is_err() {
            return false;
        }
        let (Told::Silent(log_type) | Told::Asked(log_type)) =
            scan.tell_alone(text.as_bytes(), &mut Candidates::default())
        else {
            return true;
        };
        *told.entry(log_type.name).or_default() += 1;
        let heap = Heap::default();
        assert_eq!(classify::log_type(dict(&heap, text)), Some(log_type.name), "{text}");
        true
    };
    let records = records();
    let mut together = 0;
    for (at, (_, record)) in records.iter().enumerate() {
        assert!(compare(record), "{record}");
        for (_, other) in records.iter().skip(at % 3).step_by(3) {
            together += usize::from(compare(&joined(record, other)));
        }
    }
    assert!(together > 1000, "{together} of two records each are JSON");
    for sure in &SURE {
        let name = sure.log_type.name;
        assert!(told.get(name).is_some_and(|count| *count >= 2), "{name} is told {:?} times", told.get(name));
    }
}

/// Records of more bytes are reported.
const LIMIT: usize = 200;

/// What a splitter finds: a record with its offset, or a stretch that is broken.
fn pieces(splitter: &mut Splitter, out: &mut Vec<String>) {
    while let Some(piece) = splitter.next_piece() {
        out.push(match piece {
            Piece::Record { offset, bytes } => format!("{offset} {}", String::from_utf8_lossy(bytes)),
            Piece::Broken { offset, length, reason, .. } => format!("{offset}+{length} {reason}"),
        });
    }
}

/// The same of parts of so many bytes that are scanned one by one, and what is left, split.
fn in_parts(scan: &mut Scan, text: &[u8], size: usize) -> Vec<String> {
    let (mut part, mut tellings, mut candidates) = (Part::default(), Tellings::default(), Candidates::default());
    let (mut out, mut from, mut to) = (Vec::new(), 0, 0);
    loop {
        to = (to + size).min(text.len());
        let is_last = to == text.len();
        let Some(done) = scan.tell_part(&mut part, &text[from..to], is_last, LIMIT, &mut candidates, &mut tellings)
        else {
            break;
        };
        for (telling, _) in tellings.iter() {
            let Telling::Other { told: Told::Nothing, start, end, .. } = telling else { unreachable!("of no type") };
            let [start, end] = [start, end].map(|at| from + at as usize);
            out.push(format!("{start} {}", String::from_utf8_lossy(&text[start..end])));
        }
        from += done;
        if is_last {
            return out;
        }
    }
    let mut splitter = part.splitter(&text[from.saturating_sub(LOOK_BACK)..from], from as u64, LIMIT);
    for piece in [&text[from..to], &text[to..]] {
        splitter.feed(piece);
        pieces(&mut splitter, &mut out);
    }
    splitter.finish();
    pieces(&mut splitter, &mut out);
    out
}

/// Records, whole and broken, and what may stand around them.
fn text() -> impl Strategy<Value = String> {
    let record = prop_oneof![
        4 => Just("{\"a\":1}"),
        4 => Just("{ \"b\":\"]\\\"\" ,\n   \"c\":[{}]}"),
        1 => Just("{\"Records\":[{\"d\":1}]}"),
        1 => Just("{\"e\":[1}"),
        1 => Just("{\"f\":\"x\n\"}"),
        1 => Just("{\"g\":{\"h\":1}"),
        1 => Just("{\"long\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx            xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}"),
        1 => Just("1"),
        1 => Just("}"),
    ];
    let gap = prop_oneof![
        6 => Just(","),
        4 => Just("\n"),
        2 => Just(",\n    "),
        1 => Just(" , "),
        1 => Just("\n  "),
        1 => Just(""),
        1 => Just(" x "),
        1 => Just("]"),
    ];
    let begin = prop_oneof![
        3 => Just(""),
        3 => Just("{\"Records\":["),
        2 => Just("  {\n \"Records\" : [\n  "),
        2 => Just("["),
        1 => Just(" \n\t[ "),
    ];
    let end =
        prop_oneof![3 => Just("]}"), 2 => Just("]"), 2 => Just("\n"), 1 => Just(" ] }\n"), 1 => Just("]}{\"a\":1}")];
    let records = proptest::collection::vec((record, gap), 0..12);
    (begin, records, end).prop_map(|(begin, records, end)| {
        let records: Vec<&str> = records.into_iter().flat_map(|(record, gap)| [record, gap]).collect();
        let all = records.split_last().map_or(&[][..], |(_, all)| all);
        [begin, &all.concat(), end].concat()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6000, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() })]

    #[test]
    fn parts_of_any_size_give_what_splitting_gives(text in text(), size in 1_usize..120) {
        let mut scan = Scan::new(&Arc::new(Index::new(&[]))).expect("some types");
        let mut splitter = Splitter::new(LIMIT);
        splitter.feed(text.as_bytes());
        splitter.finish();
        let mut alone = Vec::new();
        pieces(&mut splitter, &mut alone);
        prop_assert_eq!(in_parts(&mut scan, text.as_bytes(), size), alone, "{}", text);
    }
}
