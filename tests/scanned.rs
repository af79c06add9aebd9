//! What is scanned says what reading says: the same alerts from files that are made up, cut, bent and laid out otherwise,
//! with `--strict` and without. So do lines, of which only those are read that a rule has to be run over.

use std::io::{self, Write};
use std::path::Path;

use flate2::{Compression, write::GzEncoder};
use runtime::{Config, Summary};
use serde_json::Value;
use synthetic::{Format, Lines, Trail, gzip};

/// Decompressed bytes of a file: some hundred records.
const SIZE: usize = 400 << 10;

/// Files that are bent, of each layout.
const BENT: usize = 40;

/// The alerts of a file, but for their ids and the numbers of their records, and the counts.
fn run(path: &Path, strict: bool) -> (Vec<Value>, Summary) {
    run_on(1, path, strict)
}

/// The same on so many threads.
fn run_on(threads: usize, path: &Path, strict: bool) -> (Vec<Value>, Summary) {
    run_as(path, Config { strict, threads, ..Config::default() })
}

fn run_as(path: &Path, config: Config) -> (Vec<Value>, Summary) {
    let config = Config {
        inputs: vec![path.to_owned()],
        rules: generated::RULES.rules.iter().collect(),
        data_models: generated::RULES.data_models,
        ..config
    };
    let mut out = Vec::new();
    let summary = runtime::run(config, &mut out, &mut io::sink()).expect("it runs to its end");
    let alerts = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(|line| {
        let mut alert: Value = serde_json::from_slice(line).expect("an alert");
        for (place, key) in [("", "alert_id"), ("/source", "record")] {
            let object = alert.pointer_mut(place).and_then(Value::as_object_mut);
            assert!(object.is_some_and(|object| object.remove(key).is_some()), "an alert has {place}/{key}");
        }
        alert
    });
    (alerts.collect(), summary)
}

/// Numbers that follow from the one before.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// A few bytes of the text are others, left out, or doubled.
fn bend(text: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const BYTES: &[u8] = b"\"\\{}[],: \n\te0u\x01\xff\xe2";
    let mut bent = text.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bent.len());
        match numbers.below(4) {
            0 => bent[at] = BYTES[numbers.below(BYTES.len())],
            1 => drop(bent.remove(at)),
            2 => bent.insert(at, BYTES[numbers.below(BYTES.len())]),
            _ => {
                let end = (at + numbers.below(3000)).min(bent.len());
                let piece = bent[at..end].to_vec();
                let to = numbers.below(bent.len());
                bent.splice(to..to, piece);
            }
        }
    }
    bent
}

/// The same records, as trails, arrays and lines have them, and in lines of a trail.
fn layouts(records: &[&str]) -> [String; 4] {
    let joined = records.join(",");
    let in_lines = records.join(",\n  ");
    [
        format!("{{\"Records\":[{joined}]}}"),
        format!("[ {joined} ]"),
        records.join("\n"),
        format!("{{\"Records\": [\n  {in_lines}\n]}}\n"),
    ]
}

#[test]
fn alerts_are_the_same_with_strict_and_without() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("trail.json.gz");
    let file = Trail { seed: 3, suspicious: 0.1 }.file(0, SIZE);
    let records: Vec<&str> = file.texts().collect();
    let mut numbers = Numbers(11);
    for text in layouts(&records) {
        std::fs::write(&path, gzip(text.as_bytes())).expect("it can be written");
        let ((scanned, fast), (read, strict)) = (run(&path, false), run(&path, true));
        assert_eq!(scanned, read);
        assert!(scanned.len() > 10, "{} alerts", scanned.len());
        let counts = |summary: &Summary| (summary.records, summary.matches, summary.rule_errors, summary.unreadable);
        assert_eq!(counts(&fast), counts(&strict));
        for bent in std::iter::repeat_with(|| bend(text.as_bytes(), &mut numbers)).take(BENT) {
            // As it is, for a change: the bytes are looked at the same way.
            std::fs::write(&path, &bent).expect("it can be written");
            let ((scanned, fast), (read, strict)) = (run(&path, false), run(&path, true));
            assert_eq!(scanned, read, "{}", String::from_utf8_lossy(&bent));
            assert_eq!((fast.matches, fast.rule_errors), (strict.matches, strict.rule_errors));
            // What only the grammar forbids is not seen where no rule asks for the record.
            assert!(fast.unreadable <= strict.unreadable && fast.records >= strict.records);
        }
    }
}

#[test]
fn alerts_of_a_file_in_parts_are_the_same_with_strict_and_without() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("trail.json.gz");
    let file = Trail { seed: 4, suspicious: 0.1 }.file(0, 2 * SIZE);
    let large = format!(r#"{{"eventName":"Large","eventSource":"a.amazonaws.com","x":"{}"}}"#, "x".repeat(2 * SIZE));
    let mut records: Vec<&str> = file.texts().collect();
    records.insert(records.len() / 2, &large);
    let mut numbers = Numbers(14);
    for text in layouts(&records) {
        let bent = std::iter::repeat_with(|| bend(text.as_bytes(), &mut numbers)).take(BENT / 4);
        for text in std::iter::once(text.clone().into_bytes()).chain(bent) {
            // No file of two members is taken in at once.
            let (head, tail) = text.split_at(text.len() / 3);
            std::fs::write(&path, [gzip(head), gzip(tail)].concat()).expect("it can be written");
            let (read, strict) = run(&path, true);
            for threads in [1, 2] {
                let (scanned, fast) = run_on(threads, &path, false);
                assert_eq!(scanned, read, "{}", String::from_utf8_lossy(&text));
                assert_eq!((fast.matches, fast.rule_errors), (strict.matches, strict.rule_errors));
                assert!(fast.unreadable <= strict.unreadable && fast.records >= strict.records);
            }
            assert!(read.len() > 10, "{} alerts", read.len());
        }
    }
}

#[test]
fn alerts_of_a_file_in_ranges_are_the_same_on_any_number_of_threads() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("trail.json.gz");
    let file = Trail { seed: 6, suspicious: 0.05 }.file(0, 8 * SIZE);
    let mut records: Vec<&str> = file.texts().collect();
    // What looks as if records ended in it, in each of the layouts, longer than what is scanned at once.
    let lookalike = format!(
        r#"{{"eventVersion":"1.08","eventName":"Large","eventSource":"a.amazonaws.com","x":[{{}}{}]}}"#,
        ",\n{\"eventVersion\":{}},{\"eventVersion\":[]}".repeat(3 * SIZE / 40)
    );
    let large = format!(r#"{{"eventVersion":"1.08","x":"{}"}}"#, "x".repeat(2 * SIZE));
    records.insert(records.len() / 2, &lookalike);
    records.insert(records.len() / 4, &large);
    let mut numbers = Numbers(16);
    for text in layouts(&records) {
        let bent = std::iter::repeat_with(|| bend(text.as_bytes(), &mut numbers)).take(BENT / 8);
        for text in std::iter::once(text.clone().into_bytes()).chain(bent) {
            // As it is, but of two members, so that it is not taken in at once, and is large.
            let (head, tail) = text.split_at(text.len() / 3);
            std::fs::write(&path, [stored(head), stored(tail)].concat()).expect("it can be written");
            let (read, strict) = run(&path, true);
            assert!(read.len() > 10, "{} alerts", read.len());
            let (one, alone) = run_on(1, &path, false);
            assert!(one == read, "{} and {} alerts", one.len(), read.len());
            assert_eq!((alone.matches, alone.rule_errors), (strict.matches, strict.rule_errors));
            for threads in [2, 4] {
                let (several, beside) = run_on(threads, &path, false);
                assert!(several == one, "{} and {} alerts", several.len(), one.len());
                let counts = |of: &Summary| (of.records, of.matches, of.rule_errors, of.unreadable, of.types.clone());
                assert_eq!(counts(&beside), counts(&alone));
            }
        }
    }
}

/// A gzip member that nothing is compressed in.
fn stored(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(text).and_then(|()| encoder.finish()).expect("in memory")
}

#[test]
fn alerts_of_lines_are_the_same_with_strict_and_without() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("lines.log");
    let mut numbers = Numbers(12);
    for format in [Format::VpcFlow, Format::Alb] {
        let file = Lines { format, seed: 3, suspicious: 0.1 }.file(0, SIZE / 4);
        let compare = |text: &[u8]| {
            std::fs::write(&path, text).expect("it can be written");
            let ((few, fast), (all, strict)) = (run(&path, false), run(&path, true));
            assert_eq!(few, all, "{}", String::from_utf8_lossy(text));
            let counts =
                |summary: &Summary| (summary.records, summary.matches, summary.rule_errors, summary.unreadable);
            assert_eq!(counts(&fast), counts(&strict), "{}", String::from_utf8_lossy(text));
            assert_eq!(fast.types, strict.types);
            few.len()
        };
        assert!(compare(file.text.as_bytes()) > 3);
        // Without the line that names the columns.
        let records: Vec<&str> = file.texts().collect();
        assert!(compare(records.join("\n").as_bytes()) > 3);
        for bent in std::iter::repeat_with(|| bend(file.text.as_bytes(), &mut numbers)).take(BENT) {
            compare(&bent);
        }
    }
}

/// Lines of all types in one file, records of JSON among them, whole and bent, and headers that name other columns.
#[test]
fn alerts_of_mixed_lines_are_the_same_with_strict_and_without() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("lines.log");
    let mut numbers = Numbers(15);
    let made = |format| Lines { format, seed: 5, suspicious: 0.3 }.file(0, SIZE / 8).text;
    let (flows, balancers) = (made(Format::VpcFlow), made(Format::Alb));
    let fixture = |file: &str| std::fs::read_to_string(format!("testdata/logs/{file}")).expect("fixtures");
    let others =
        ["AWS.VPCFlow/records.log", "AWS.VPCFlow/refused.log", "AWS.ALB/records.log", "AWS.S3ServerAccess/records.log"]
            .map(fixture)
            .concat();
    const HEADERS: &str = "version srcaddr dstaddr srcport dstport protocol bytes action log-status\n\
                           version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n\n#\n";
    let mut alerts = 0;
    for file in 0..3 * BENT {
        let own = if file % 2 == 0 { &flows } else { &balancers };
        let pools =
            [own.as_str(), own, own, own, own, own, &others, HEADERS].map(|pool| pool.lines().collect::<Vec<_>>());
        let mut text = Vec::new();
        for _ in 0..numbers.below(300) {
            let pool = &pools[numbers.below(pools.len())];
            let line = pool[numbers.below(pool.len())].as_bytes();
            let is_bent = numbers.below(20) == 0 && line.len() > 8;
            text.extend_from_slice(&if is_bent { bend(line, &mut numbers) } else { line.to_vec() });
            text.extend_from_slice(if numbers.below(50) == 0 { b"\r\n" } else { b"\n" });
        }
        std::fs::write(&path, &text).expect("it can be written");
        // Some lines of balancers are longer than that.
        let record_limit = if file % 3 == 0 { 500 } else { Config::default().record_limit };
        let run = |strict| run_as(&path, Config { strict, threads: 1, record_limit, ..Config::default() });
        let ((few, fast), (all, strict)) = (run(false), run(true));
        assert_eq!(few, all, "{}", String::from_utf8_lossy(&text));
        assert_eq!((fast.matches, fast.rule_errors), (strict.matches, strict.rule_errors));
        assert_eq!(
            (fast.records, fast.unreadable),
            (strict.records, strict.unreadable),
            "{}",
            String::from_utf8_lossy(&text)
        );
        assert_eq!(fast.types, strict.types);
        alerts += few.len();
    }
    assert!(alerts > 100, "{alerts} alerts");
}

#[test]
fn alerts_of_other_logs_are_the_same_with_strict_and_without() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("records.jsonl");
    let mut numbers = Numbers(13);
    let okta = Lines { format: Format::Okta, seed: 3, suspicious: 0.1 }.file(0, SIZE / 2).text;
    let fixtures =
        ["Okta.SystemLog", "GSuite.Reports", "AWS.VPCDns", "AWS.WAFWebACL", "Amazon.EKS.Audit", "GitHub.Audit"]
            .map(|name| std::fs::read_to_string(format!("testdata/logs/{name}/records.jsonl")).expect("fixtures"));
    // One type after the other, and all of them in one file.
    let mixed = fixtures.concat();
    for text in fixtures.iter().chain([&mixed, &okta]) {
        let compare = |text: &[u8]| {
            std::fs::write(&path, text).expect("it can be written");
            let ((few, fast), (all, strict)) = (run(&path, false), run(&path, true));
            assert_eq!(few, all, "{}", String::from_utf8_lossy(text));
            assert_eq!((fast.matches, fast.rule_errors), (strict.matches, strict.rule_errors));
            (fast.types, strict.types)
        };
        let (scanned, read) = compare(text.as_bytes());
        assert_eq!(scanned, read);
        for bent in std::iter::repeat_with(|| bend(text.as_bytes(), &mut numbers)).take(BENT) {
            compare(&bent);
        }
    }
}
