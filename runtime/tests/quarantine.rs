//! What cannot be read is kept, and tried again: whole runs over files that are made here, with rules written by hand.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use event::{Functions, Rule, Value};
use flate2::Compression;
use flate2::write::GzEncoder;
use runtime::dedup::Store;
use runtime::lake::{Directory, Format, Lake, Limits};
use runtime::quarantine::{Bounds, Entry, Retried, Retry, Selection, Source, WHOLE, local};
use runtime::{Config, Mode, Summary};
use sonic_rs::JsonValueTrait;
use tempfile::TempDir;

static TYPED: Rule = Rule {
    log_types: &["AWS.CloudTrail"],
    // Each record is an alert of its own: what is evaluated twice shows.
    dedup_minutes: 0,
    ..Rule::new("typed", Functions::new(|_, _| Ok(Value::Bool(true))))
};

static ANY: Rule = Rule { id: "any", log_types: &[], ..TYPED };

const ONE: &str = r#"{"eventVersion":"1.08","eventName":"One","eventSource":"none.amazonaws.com","eventTime":"2026-03-01T09:30:00Z"}"#;
const TWO: &str = r#"{"eventVersion":"1.08","eventName":"Two","eventSource":"none.amazonaws.com","eventTime":"2026-03-01T09:30:00Z"}"#;
const FLOW: &str = "2 111122223333 eni-0a 172.31.16.139 203.0.113.8 20641 22 6 20 4249 1717243200 1717243260 ACCEPT OK";

struct Case {
    dir: TempDir,
    rules: Vec<&'static Rule>,
    lake: bool,
    bounds: Bounds,
}

impl Case {
    fn new() -> Case {
        let dir = TempDir::new().expect("a folder");
        Case { dir, rules: vec![&ANY, &TYPED], lake: false, bounds: Bounds::default() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    }

    fn config(&self, inputs: &[&Path]) -> Config {
        let directory = || Directory::open(self.path("lake")).expect("a folder");
        Config {
            inputs: inputs.iter().map(|path| path.to_path_buf()).collect(),
            rules: self.rules.clone(),
            mode: Mode::Alerts,
            threads: 2,
            record_limit: 1 << 20,
            state: Some(self.path("state.db")),
            quarantine: self.bounds,
            lake: self.lake.then(|| Arc::new(Lake::new(Box::new(directory()), Format::Json, Limits::default()))),
            ..Config::default()
        }
    }

    /// The names of the events that raised alerts, each behind its rule; and the summary.
    fn run(&self, inputs: &[&Path]) -> (Vec<String>, Summary) {
        let mut out = Vec::new();
        let summary = runtime::run(self.config(inputs), &mut out, &mut std::io::sink()).expect("the run ends");
        (alerts(&out), summary)
    }

    fn retry(&self, ids: &[i64]) -> (Vec<String>, Retried) {
        self.retry_with(ids, false).0
    }

    fn retry_with(&self, ids: &[i64], from_source: bool) -> ((Vec<String>, Retried), String) {
        let (mut out, mut log) = (Vec::new(), Vec::new());
        let selection = Selection { ids: ids.to_vec(), source: None };
        let retry = Retry { selection, from_source, opener: local() };
        let (_, tried) = runtime::retry(self.config(&[]), retry, &mut out, &mut log).expect("the run ends");
        ((alerts(&out), tried), String::from_utf8_lossy(&log).into_owned())
    }

    fn store(&self) -> Store {
        Store::open(&self.path("state.db")).expect("a state file")
    }

    fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let each = |entry| -> Result<(), runtime::dedup::Error> {
            entries.push(entry);
            Ok(())
        };
        self.store().quarantine(&Selection::default(), u64::MAX >> 1, each).expect("a list");
        entries.reverse();
        entries
    }

    fn sources(&self) -> Vec<Source> {
        self.store().quarantine_sources(&Selection::default(), 1000).expect("a list")
    }

    /// Offset, kind, reason and bytes of each entry.
    fn said(&self) -> Vec<String> {
        let said = |e: &Entry| {
            let nearest = e.nearest.as_ref().map_or(String::new(), |nearest| format!(" [{nearest}]"));
            let bytes = String::from_utf8_lossy(&e.bytes);
            format!("{}+{} {}: {}{nearest}: {bytes}", e.offset, e.length, e.form.name(), e.reason)
        };
        self.entries().iter().map(said).collect()
    }
}

fn alerts(out: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(out);
    let alert = |line: &str| {
        let alert: sonic_rs::Value = sonic_rs::from_str(line).expect("JSON");
        let name = alert["event"]["eventName"].as_str().unwrap_or("-").to_owned();
        format!("{}:{name}", alert["rule_id"].as_str().expect("a rule"))
    };
    text.lines().map(alert).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

fn left(entries: u64, left: u64) -> Retried {
    Retried { entries, left }
}

#[test]
fn what_no_parser_takes_is_kept_once_with_its_place_and_reason() {
    let case = Case::new();
    let text = format!("{ONE}\n{{\"a\":nul}}\n{{\"a\":\nnothing\n{{\"a\":1}}\n{TWO}\n\"text\"\n");
    let file = case.write("mixed.jsonl", &text);
    let (found, summary) = case.run(&[&file]);
    assert_eq!(found, ["any:One", "typed:One", "any:-", "any:Two", "typed:Two"]);
    assert_eq!(summary.unreadable, 3);
    let entries = case.said();
    let at = |part: &str| text.find(part).expect("it is there");
    assert_eq!(entries.len(), 4, "{entries:#?}");
    assert!(
        entries[0].starts_with(&format!("{}+9 piece: ", at("{\"a\":nul}"))) && entries[0].ends_with(": {\"a\":nul}")
    );
    assert!(
        entries[1].starts_with(&format!("{}+", at("{\"a\":\n"))) && entries[1].contains(" broken: "),
        "{entries:?}"
    );
    assert!(entries[1].ends_with("{\"a\":\nnothing\n"), "{}", entries[1]);
    assert!(entries[2].ends_with("untyped: it has the fields of no log type: {\"a\":1}"), "{}", entries[2]);
    let before = case.entries();
    // Read again it is seen again, and not there twice.
    case.run(&[&file]);
    let again = case.entries();
    assert_eq!(again.len(), before.len());
    assert!(again.iter().zip(&before).all(|(again, before)| again.id == before.id && again.seen == before.seen + 1));
    let refused: u64 = case.sources().iter().map(|source| source.refused).sum();
    assert_eq!(refused, 4);
}

#[test]
fn nothing_is_kept_without_a_state_or_where_nothing_is_refused() {
    let case = Case::new();
    let good = case.write("good.jsonl", format!("{ONE}\n{TWO}\n"));
    case.run(&[&good]);
    assert!(case.entries().is_empty() && case.sources().is_empty());
}

#[test]
fn what_stays_unreadable_stays_and_raises_nothing() {
    let case = Case::new();
    let file = case.write("mixed.jsonl", format!("{ONE}\n{{\"a\":nul}}\n{{\"a\":\n{{\"b\":1}}\nnothing\n{TWO}"));
    case.run(&[&file]);
    let before = case.entries();
    assert_eq!(before.len(), 4);
    for round in 1..3 {
        let (found, tried) = case.retry(&[]);
        assert_eq!((found, tried), (Vec::new(), left(4, 4)));
        let after = case.entries();
        let same = |(a, b): (&Entry, &Entry)| (a.id, a.seen, a.retries, &a.reason) == (b.id, b.seen, round, &b.reason);
        assert!(after.iter().zip(&before).all(same), "{before:#?} {after:#?}");
    }
    let refused: u64 = case.sources().iter().map(|source| source.refused).sum();
    assert_eq!(refused, 4);
}

#[test]
fn a_file_that_is_mended_is_read_from_where_it_broke_off() {
    let events: Vec<String> = (0..50).map(|n| ONE.replace("One", &format!("E{n}"))).collect();
    let lines = events.join("\n");
    let records = format!("{{\"Records\":[{}]}}", events.join(","));
    let noise: Vec<String> = (0..400_u32).map(|n| format!("{:08x}", n.wrapping_mul(2_654_435_761))).collect();
    let long = format!("{lines}\n{}", ONE.replace("One", &noise.join("")));
    for (name, whole, cut) in [
        ("records.json", records.clone().into_bytes(), records.len() / 2),
        ("lines.jsonl", lines.clone().into_bytes(), lines.len() / 2),
        ("lines.gz", gzip(long.as_bytes()), gzip(long.as_bytes()).len() - 600),
        ("open.json", records.clone().into_bytes(), records.len() - 2),
        ("nothing.gz", gzip(records.as_bytes()), 12),
    ] {
        let case = Case { rules: vec![&TYPED], ..Case::new() };
        let file = case.write(name, &whole[..cut]);
        let (first, _) = case.run(&[&file]);
        let entries = case.entries();
        assert_eq!(entries.len(), 1, "{name}: {entries:#?}");
        assert_eq!(entries[0].form.name(), "rest", "{name}");
        // Nothing has changed, and nothing does.
        assert_eq!(case.retry(&[]), (Vec::new(), left(1, 1)), "{name}");
        case.write(name, &whole);
        let (more, tried) = case.retry(&[]);
        assert_eq!(tried, left(1, 0), "{name}");
        assert!(case.entries().is_empty() && case.sources().is_empty(), "{name}");
        let (again, _) = Case { rules: vec![&TYPED], ..Case::new() }.run(&[&file]);
        assert_eq!([first, more].concat(), again, "{name}");
        assert_eq!(case.retry(&[]), (Vec::new(), left(0, 0)), "{name}");
        // All of it has been evaluated once, which reading it again shows.
        assert_eq!(case.run(&[&file]).0, Vec::<String>::new(), "{name}");
    }
}

#[test]
fn a_source_that_is_gone_or_shorter_keeps_its_entries() {
    let case = Case::new();
    let records = format!("[{ONE},{TWO},");
    let file = case.write("cut.json", &records);
    case.run(&[&file]);
    assert_eq!(case.entries().len(), 1);
    std::fs::remove_file(&file).expect("it is there");
    let ((found, tried), log) = case.retry_with(&[], false);
    assert_eq!((found, tried), (Vec::new(), left(1, 1)));
    assert!(log.contains("there is no such file any more; in the quarantine stays 1"), "{log}");
    case.write("cut.json", "[]");
    let ((found, tried), log) = case.retry_with(&[], false);
    assert_eq!((found, tried), (Vec::new(), left(1, 1)));
    assert!(log.contains("it cannot be read beyond byte 2: 1 stay"), "{log}");
}

#[test]
fn a_record_that_is_mended_in_its_file_is_read_alone() {
    let case = Case { rules: vec![&TYPED], ..Case::new() };
    let broken = r#"{"eventVersion":"1.08","eventName":"Bad","eventSource":nune.amazonaws}"#;
    let mended = r#"{"eventVersion":"1.08","eventName":"Bad","eventSource":"amazonaws.com"}"#;
    let pad = format!(",\"pad\":\"{}\"}}", "x".repeat(WHOLE));
    let (long, whole) = (broken.replace('}', &pad), mended.replace('}', &pad));
    let file = case.write("a.json", format!("{{\"Records\":[{ONE},{long},{TWO},{broken} ]}}"));
    assert_eq!(case.run(&[&file]).0, ["typed:One", "typed:Two"]);
    let entries = case.entries();
    let cut: Vec<bool> = entries.iter().map(|entry| entry.is_cut).collect();
    assert_eq!(cut, [true, false]);
    case.write("a.json", format!("{{\"Records\":[{ONE},{whole},{TWO},{mended}]}}"));
    // Of what is kept whole the file is not asked, but where that is wanted.
    assert_eq!(case.retry(&[]), (vec!["typed:Bad".to_owned()], left(2, 1)));
    assert_eq!(case.retry_with(&[entries[1].id], true).0, (vec!["typed:Bad".to_owned()], left(1, 0)));
}

#[test]
fn rules_that_saw_an_object_of_no_type_do_not_see_it_twice() {
    let case = Case::new();
    let file = case.write("a.jsonl", format!("{{\"eventVersion\":\"1.08\",\"x\":\"{}\"}}\n", "y".repeat(WHOLE)));
    assert_eq!(case.run(&[&file]).0, ["any:-"]);
    let size = std::fs::metadata(&file).expect("it is there").len() as usize;
    assert_eq!(case.retry(&[]), (Vec::new(), left(1, 1)));
    let start = r#"{"eventVersion":"1.08","eventName":"Now","eventSource":"a.amazonaws.com","x":""#;
    case.write("a.jsonl", format!("{start}{}\"}}\n{ONE}", "y".repeat(size - start.len() - 3)));
    assert_eq!(case.retry(&[]), (vec!["typed:Now".to_owned()], left(1, 0)));
}

#[test]
fn lines_keep_the_columns_that_their_file_names() {
    let case = Case::new();
    let file = case.write("flow.log", format!("version account-id srcaddr action\n2 111122223333 x\n{FLOW}\n"));
    case.run(&[&file]);
    let headers: Vec<Option<String>> = case.entries().into_iter().map(|entry| entry.header).collect();
    assert_eq!(headers.first(), Some(&Some("version account-id srcaddr action".to_owned())), "{:?}", case.said());
    let before = case.said();
    case.retry(&[]);
    assert_eq!(case.said(), before);
}

#[test]
fn what_is_read_now_is_in_the_lake_beside_the_rest_of_its_source() {
    let case = Case { lake: true, rules: vec![&TYPED], ..Case::new() };
    let records = format!("{{\"Records\":[{ONE},{TWO},");
    let file = case.write("a.json", &records);
    case.run(&[&file]);
    case.write("a.json", format!("{records}{ONE}]}}"));
    assert_eq!(case.retry(&[]).1, left(1, 0));
    let mut names = Vec::new();
    let mut folders = vec![case.path("lake")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { names.push(path) }
        }
    }
    names.retain(|name| name.to_string_lossy().ends_with(".json.gz"));
    let records = |path: &PathBuf| {
        let mut text = String::new();
        let file = std::fs::File::open(path).expect("a file");
        std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(file), &mut text).expect("gzip");
        text.lines().count()
    };
    let mut counts: Vec<usize> = names.iter().map(records).collect();
    counts.sort_unstable();
    assert_eq!(counts, [1, 2], "{names:?}");
}

#[test]
fn the_oldest_makes_room_and_what_is_counted_stays() {
    let bounds = Bounds { entries: 10, bytes: 1 << 20 };
    let case = Case { bounds, ..Case::new() };
    let lines = |from: usize| (from..from + 8).map(|n| format!("line {n}\n")).collect::<String>();
    let files = [case.write("a.log", lines(0)), case.write("b.log", lines(100))];
    case.run(&[&files[0], &files[1]]);
    let bytes: Vec<String> =
        case.entries().iter().map(|entry| String::from_utf8_lossy(&entry.bytes).into_owned()).collect();
    let all: Vec<String> = [6, 7].into_iter().chain(100..108).map(|n| format!("line {n}")).collect();
    assert_eq!(bytes, all);
    let totals = case.store().quarantine_totals().expect("a sum");
    assert_eq!((totals.entries, totals.dropped), (10, 6));
    let counts: Vec<(u64, u64)> = case.sources().iter().map(|source| (source.refused, source.kept)).collect();
    assert_eq!(counts, [(8, 2), (8, 8)]);
    // In bytes as well.
    let case = Case { bounds: Bounds { entries: 1000, bytes: 100_000 }, ..case };
    let long = format!("{}\n", "x".repeat(50_000));
    let file = case.write("c.log", format!("{long}y{long}z{long}"));
    case.run(&[&file]);
    let totals = case.store().quarantine_totals().expect("a sum");
    assert_eq!(totals.entries, 1, "{totals:?}");
    assert!(totals.bytes <= 100_000 && totals.bytes > 50_000, "{totals:?}");
}

#[test]
fn of_a_hostile_file_a_thousand_are_kept_and_all_are_counted() {
    let case = Case::new();
    let file = case.write("a.log", (0..20_000).map(|n| format!("{{\"a\": {n}x}}\n")).collect::<String>());
    for _ in 0..2 {
        case.run(&[&file]);
        let refused: Vec<(u64, u64)> = case.sources().iter().map(|source| (source.refused, source.kept)).collect();
        assert_eq!(refused.iter().map(|counts| counts.0).sum::<u64>(), 20_000, "{refused:?}");
        assert_eq!(case.entries().len(), 1000);
    }
}

#[test]
fn dropped_is_dropped() {
    let case = Case::new();
    let file = case.write("a.log", "one\ntwo\nthree\n");
    case.run(&[&file]);
    let ids: Vec<i64> = case.entries().iter().map(|entry| entry.id).collect();
    let mut store = case.store();
    assert_eq!(store.quarantine_drop(&Selection { ids: vec![ids[0]], source: None }).expect("it is dropped"), 1);
    assert_eq!(case.sources().iter().map(|source| source.refused).sum::<u64>(), 2);
    let other = Selection { ids: Vec::new(), source: Some("/no/such".into()) };
    assert_eq!(store.quarantine_drop(&other).expect("nothing is dropped"), 0);
    assert_eq!(store.quarantine_drop(&Selection::default()).expect("it is dropped"), 2);
    assert!(case.entries().is_empty() && case.sources().is_empty());
}
