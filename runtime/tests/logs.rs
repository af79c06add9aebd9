//! The records of `testdata/logs`, each in a folder of its type: classified cold, warm, shuffled and beside one another, and
//! what is found in them, which is compared with `expected.txt` in the folder (`BLESS=1` rewrites it).

use std::fmt::Write;
use std::path::{Path, PathBuf};

use event::py::dict::Dict;
use event::{Heap, Value};
use runtime::alert::About;
use runtime::classify::{Classifier, Refusal};
use runtime::logs::{LogType, TYPES};

const LOOK_ALIKES: &str = "look_alikes";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/logs").join(name)
}

/// The lines of a folder's record files.
fn lines(name: &str) -> Vec<String> {
    let path = folder(name).join("records.jsonl");
    let text = std::fs::read_to_string(&path).expect("every type has records");
    text.lines().map(str::to_owned).collect()
}

/// Every record with the type that it is of; `None` for what looks alike.
fn all() -> Vec<(Option<&'static str>, String)> {
    let of_types = TYPES.iter().flat_map(|t| lines(t.name).into_iter().map(|line| (Some(t.name), line)));
    of_types.chain(lines(LOOK_ALIKES).into_iter().map(|line| (None, line))).collect()
}

fn classify(classifier: &mut Classifier, line: &str) -> Result<&'static LogType, Refusal> {
    with(line, |record| classifier.json(record))
}

fn with<T>(line: &str, look: impl for<'a> FnOnce(&'a Dict<'a>) -> T) -> T {
    let heap = Heap::default();
    match event::json::read(heap.enter(), line).expect("a fixture is JSON") {
        Value::Dict(record) => Some(look(record)),
        _ => None,
    }
    .expect("a fixture is an object")
}

/// Numbers that look random: the same in every run.
struct Shuffle(u64);

impl Shuffle {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % n
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

fn name(found: &Result<&'static LogType, Refusal>) -> Option<&'static str> {
    found.as_ref().ok().map(|log_type| log_type.name)
}

#[test]
fn every_record_is_of_its_type_cold_warm_and_shuffled() {
    let mut records = all();
    for (expected, line) in &records {
        let found = classify(&mut Classifier::default(), line);
        assert_eq!(name(&found), *expected, "cold: {found:?} {line}");
    }
    let mut warm = Classifier::default();
    for (expected, line) in &records {
        assert_eq!(name(&classify(&mut warm, line)), *expected, "warm: {line}");
    }
    for seed in 0..20 {
        Shuffle(seed).shuffle(&mut records);
        let mut classifier = Classifier::default();
        for (expected, line) in &records {
            assert_eq!(name(&classify(&mut classifier, line)), *expected, "shuffled by {seed}: {line}");
        }
    }
}

#[test]
fn a_wrong_hint_changes_no_answer() {
    for path in TYPES.iter().flat_map(|log_type| log_type.paths) {
        let path = format!("bucket{path}x.json.gz");
        let hinted = Classifier::of_path(&path);
        for (expected, line) in all() {
            assert_eq!(name(&classify(&mut hinted.clone(), &line)), expected, "{path}: {line}");
        }
    }
}

/// Two records in one are of no type that anybody could name, but always of the same.
#[test]
fn what_could_be_of_two_types_does_not_depend_on_what_came_before() {
    let records = all();
    let mut shuffle = Shuffle(1);
    for _ in 0..3_000 {
        let mut pick = || &records[shuffle.below(records.len())].1;
        let (one, other, before) = (pick(), pick(), pick());
        let both = format!("{},{}", one.trim_end_matches('}'), other.trim_start_matches('{'));
        let both = if one == "{}" || other == "{}" { one.clone() } else { both };
        if event::json::validate(&both).is_err() {
            continue;
        }
        let cold = classify(&mut Classifier::default(), &both);
        let mut warm = Classifier::default();
        let _ = classify(&mut warm, before);
        assert_eq!(name(&cold), name(&classify(&mut warm, &both)), "after {before}: {both}");
    }
}

#[test]
fn what_looks_alike_is_refused_with_a_reason() {
    let mut out = String::new();
    for line in lines(LOOK_ALIKES) {
        let refusal = classify(&mut Classifier::default(), &line).expect_err(&line);
        writeln!(out, "{}: {}", refusal.nearest.unwrap_or("-"), refusal.reason).expect("in memory");
    }
    golden(LOOK_ALIKES, &out);
}

#[test]
fn what_alerts_show_is_found() {
    for log_type in TYPES {
        let mut out = String::new();
        for line in lines(log_type.name) {
            let about = with(&line, |record| About::of(Some(log_type), record));
            let shown = |text: &Option<String>| text.as_deref().unwrap_or("-").to_owned();
            let time = about.time.map_or("-".to_owned(), |time| time.to_string());
            let outcome = about.outcome.map_or("-", |outcome| outcome.name());
            let [actor, source, action, status] =
                [&about.actor, &about.source_ip, &about.action, &about.status].map(shown);
            writeln!(out, "{time} | {actor} | {source} | {action} | {outcome} | {status}").expect("in memory");
        }
        golden(log_type.name, &out);
    }
}

#[track_caller]
fn golden(name: &str, found: &str) {
    let path = folder(name).join("expected.txt");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, found).expect("it can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{}", path.display());
}
