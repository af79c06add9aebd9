//! The records of `testdata/logs`, each in a folder of its type: classified cold, warm, shuffled and beside one another, and
//! what is found in them, which is compared with `expected.txt` in the folder (`BLESS=1` rewrites it).

use std::fmt::Write;
use std::path::{Path, PathBuf};

use event::py::dict::Dict;
use event::{Heap, Value};
use runtime::alert::About;
use runtime::classify::{Classifier, Hints, Line, Refusal};
use runtime::logs::{Format, LogType, TYPES};

const LOOK_ALIKES: &str = "look_alikes";

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/logs").join(name)
}

/// The lines of a folder's file.
fn lines_of(name: &str, file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(folder(name).join(file)).expect("every type has records");
    text.lines().map(str::to_owned).collect()
}

fn lines(name: &str) -> Vec<String> {
    lines_of(name, "records.jsonl")
}

fn is_text(log_type: &LogType) -> bool {
    matches!(log_type.format, Format::Text(_))
}

/// What a file of text comes to: each event with its type and JSON, each other record with why it is none.
fn read_text(classifier: &mut Classifier, lines: &[String]) -> Vec<Result<(&'static LogType, String), Refusal>> {
    let mut out = Vec::new();
    let mut offset = 0;
    for line in lines {
        let mut given_up = None;
        let found = classifier.line(line, offset, &mut given_up);
        out.extend(given_up.map(|unread| Err(unread.refusal)));
        match found {
            Ok(Line::Event { log_type, object, .. }) => out.push(Ok((log_type, object.json()))),
            Ok(Line::NoRecord | Line::Unfinished | Line::Json(_)) => {}
            Err(refusal) => out.push(Err(refusal)),
        }
        offset += line.len() as u64 + 1;
    }
    out.extend(classifier.finish().map(|unread| Err(unread.refusal)));
    out
}

/// Every record with the type that it is of; `None` for what looks alike.
fn all() -> Vec<(Option<&'static str>, String)> {
    let of_types =
        TYPES.iter().filter(|t| !is_text(t)).flat_map(|t| lines(t.name).into_iter().map(|line| (Some(t.name), line)));
    of_types.chain(lines(LOOK_ALIKES).into_iter().map(|line| (None, line))).collect()
}

fn classify(classifier: &mut Classifier, line: &str) -> Option<&'static str> {
    with(line, |record| classifier.json(record)).map(|log_type| log_type.name)
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

#[test]
fn every_record_is_of_its_type_cold_warm_and_shuffled() {
    let mut records = all();
    for (expected, line) in &records {
        let found = classify(&mut Classifier::default(), line);
        assert_eq!(found, *expected, "cold: {line}");
    }
    let mut warm = Classifier::default();
    for (expected, line) in &records {
        assert_eq!(classify(&mut warm, line), *expected, "warm: {line}");
    }
    for seed in 0..20 {
        Shuffle(seed).shuffle(&mut records);
        let mut classifier = Classifier::default();
        for (expected, line) in &records {
            assert_eq!(classify(&mut classifier, line), *expected, "shuffled by {seed}: {line}");
        }
    }
}

#[test]
fn a_wrong_hint_changes_no_answer() {
    for path in TYPES.iter().flat_map(|log_type| log_type.paths) {
        let path = format!("bucket{path}x.json.gz");
        let hinted = Classifier::of_path(&path, 1 << 20);
        for (expected, line) in all() {
            assert_eq!(classify(&mut hinted.clone(), &line), expected, "{path}: {line}");
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
        assert_eq!(cold, classify(&mut warm, &both), "after {before}: {both}");
    }
}

#[test]
fn what_looks_alike_is_refused_with_a_reason() {
    let mut out = String::new();
    for line in lines(LOOK_ALIKES) {
        assert_eq!(classify(&mut Classifier::default(), &line), None, "{line}");
        let refusal = with(&line, runtime::classify::refusal);
        writeln!(out, "{}: {}", refusal.nearest.unwrap_or("-"), refusal.reason).expect("in memory");
    }
    golden(LOOK_ALIKES, &out);
}

#[test]
fn what_alerts_show_is_found() {
    for log_type in TYPES {
        let mut out = String::new();
        let lines = match is_text(log_type) {
            true => {
                let read = read_text(&mut Classifier::default(), &lines_of(log_type.name, "records.log"));
                read.into_iter().map(|found| found.expect("it is of its type").1).collect()
            }
            false => lines(log_type.name),
        };
        for line in lines {
            let about = with(&line, |record| About::of(Some(log_type), record));
            let shown = |text: &Option<String>| text.as_deref().unwrap_or("-").to_owned();
            let time = about.time.map_or("-".to_owned(), |time| time.to_string());
            let outcome = about.outcome.map_or("-", |outcome| outcome.name());
            let [actor, source, action, status] =
                [&about.actor, &about.source_ip, &about.action, &about.status].map(shown);
            writeln!(out, "{time} | {actor} | {source} | {action} | {outcome} | {status}").expect("in memory");
            if is_text(log_type) {
                writeln!(out, "    {line}").expect("in memory");
            }
        }
        golden(log_type.name, &out);
    }
}

#[test]
fn lines_that_stand_by_themselves_are_of_their_type_in_any_order() {
    // A header says what the lines behind it mean; a statement may go on in the next line.
    let alone = |line: &&String| !line.starts_with("dstaddr ") && !line.starts_with("10.0.0.9 ");
    let whole = |line: &&String| {
        line.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-') && !line.ends_with("SELECT 1")
    };
    let texts = TYPES.iter().filter(|log_type| is_text(log_type));
    let mut records: Vec<(Option<&'static str>, String)> = all();
    for log_type in texts {
        let lines = lines_of(log_type.name, "records.log");
        records.extend(lines.iter().filter(alone).filter(whole).map(|line| (Some(log_type.name), line.clone())));
    }
    records.extend(lines_of(LOOK_ALIKES, "lines.log").into_iter().map(|line| (None, line)));
    for seed in 0..20 {
        Shuffle(seed).shuffle(&mut records);
        let mut classifier = Classifier::default();
        for (expected, line) in &records {
            let found = match line.starts_with('{') {
                true => classify(&mut classifier, line),
                false => match classifier.line(line, 0, &mut None) {
                    Ok(Line::Event { log_type, .. }) => Some(log_type.name),
                    _ => None,
                },
            };
            assert_eq!(found, *expected, "shuffled by {seed}: {line}");
        }
    }
}

#[test]
fn lines_that_no_type_takes_are_refused_with_a_reason() {
    for (folder, file) in
        [("AWS.VPCFlow", "refused.log"), ("AWS.AuroraMySQLAudit", "refused.log"), (LOOK_ALIKES, "lines.log")]
    {
        let mut out = String::new();
        for found in read_text(&mut Classifier::default(), &lines_of(folder, file)) {
            let refusal = found.expect_err("it is of no type");
            writeln!(out, "{}: {}", refusal.nearest.unwrap_or("-"), refusal.reason).expect("in memory");
        }
        golden_file(folder, &file.replace(".log", ".txt"), &out);
    }
}

#[track_caller]
fn golden(name: &str, found: &str) {
    golden_file(name, "expected.txt", found);
}

#[track_caller]
fn golden_file(name: &str, file: &str, found: &str) {
    let path = folder(name).join(file);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, found).expect("it can be written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{}", path.display());
}

#[test]
fn a_hint_says_what_to_try_first_and_changes_no_answer() {
    let said = |found: Result<(&'static LogType, String), Refusal>| found.map(|(log_type, json)| (log_type.name, json));
    let text_of = |classifier: &mut Classifier, name| -> Vec<_> {
        read_text(classifier, &lines_of(name, "records.log")).into_iter().map(said).collect()
    };
    let records = all();
    for hinted in TYPES {
        let hints = Hints::new([("s3://b/logs/".to_owned(), hinted)]);
        let with = |source| {
            let mut classifier = Classifier::default();
            classifier.hint(&hints, source);
            classifier
        };
        assert_eq!(with("s3://b/logs/x.gz").first(), Some(hinted.name));
        assert_eq!(with("s3://other/logs/x.gz").first(), Classifier::default().first());
        for (expected, line) in &records {
            assert_eq!(classify(&mut with("s3://b/logs/x.gz"), line), *expected, "hinted {}: {line}", hinted.name);
        }
        for log_type in TYPES.iter().filter(|log_type| is_text(log_type)) {
            let found = text_of(&mut with("s3://b/logs/x.gz"), log_type.name);
            assert_eq!(found, text_of(&mut Classifier::default(), log_type.name), "hinted {}", hinted.name);
        }
    }
}
