//! A type that is told is the type that reading finds, of records of every type and of what two types come to together.

use std::collections::BTreeMap;
use std::path::Path;

use event::py::dict::Dict;
use event::{Heap, Value};

use super::*;
use crate::classify;

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
