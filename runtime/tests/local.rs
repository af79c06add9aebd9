//! Whole runs over files that are made here, with rules that are written by hand.

use std::io::Write;
use std::path::{Path, PathBuf};

use event::exception::Kind;
use event::{Body, Functions, Py, Ret, Rule, Severity, Value};
use runtime::{Config, Mode, Summary};

fn get<'a>(event: Value<'a>, key: &str) -> Value<'a> {
    match event {
        Value::Dict(event) => event.get_str(key).unwrap_or(Value::None),
        _ => Value::None,
    }
}

/// `return event["eventName"] == "Hit"`
fn hit<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    py.at(3);
    match get(event, "eventName") {
        Value::None => Err(py.raise(Kind::KeyError, "eventName")),
        name => Ok(Value::Bool(name.as_str() == Some("Hit"))),
    }
}

fn always<'a>(_: Py<'a>, _: Value<'a>) -> Ret<'a> {
    Ok(Value::Bool(true))
}

fn who<'a>(_: Py<'a>, event: Value<'a>) -> Ret<'a> {
    Ok(get(event, "who"))
}

fn echo<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
    py.dict(&[(py.str("who"), get(event, "who"))])
}

const HIT: Rule = Rule {
    source: "aws/hit.py",
    root: "rules",
    log_types: &["AWS.CloudTrail"],
    severity: Severity::High,
    tags: &["one", "two"],
    description: "What hits.",
    ..Rule::new("hit", Functions { title: Some(who), alert_context: Some(echo), ..Functions::new(hit) })
};

static RULES: [Rule; 2] =
    [Rule { id: "every", log_types: &[], body: Body::Compiled(Functions::new(always)), ..HIT }, HIT];

struct Run {
    out: String,
    log: String,
    summary: Summary,
}

fn config(inputs: &[&Path]) -> Config {
    Config {
        inputs: inputs.iter().map(|path| path.to_path_buf()).collect(),
        rules: vec![&RULES[1]],
        threads: 4,
        decode: runtime::decode::Limits { size: 1 << 30, ratio: 1000 },
        record_limit: 1 << 20,
        ..Config::default()
    }
}

fn run(config: Config) -> Run {
    let (mut out, mut log) = (Vec::new(), Vec::new());
    let summary = runtime::run(config, &mut out, &mut log).expect("the run ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { out: text(out), log: text(log), summary }
}

/// An event that `hit` matches, `minute` minutes into a day.
fn event(who: &str, minute: u32) -> String {
    let time = format!("2024-01-01T{:02}:{:02}:00Z", minute / 60, minute % 60);
    format!(r#"{{"eventVersion":"1.08","eventTime":"{time}","eventName":"Hit","who":"{who}"}}"#)
}

fn write(dir: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

fn value(line: &str) -> sonic_rs::Value {
    sonic_rs::from_str(line).expect("a line is JSON")
}

/// The members `keys` of every line, as JSON.
fn members(out: &str, keys: &[&str]) -> Vec<String> {
    let member = |line: &str, key: &&str| value(line)[*key].to_string();
    out.lines().map(|line| keys.iter().map(|key| member(line, key)).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn an_alert_says_what_an_analyst_needs() {
    let dir = tempfile::tempdir().expect("a folder");
    let pretty = "{\n  \"eventVersion\": \"1.08\", \"eventName\": \"Hit\",\n  \"who\": \"\\ud800 é\", \"n\": 1.0, \"n\": 12345678901234567890123,\n  \"eventTime\": \"2024-01-01T00:00:00Z\"\n}\n";
    let path = write(dir.path(), "a.json", pretty);
    let run = run(config(&[&path]));
    let line = run.out.trim_end();
    let event = r#""event":{"eventVersion":"1.08","eventName":"Hit","who":"\ud800 é","n":1.0,"n":12345678901234567890123,"eventTime":"2024-01-01T00:00:00Z"}}"#;
    assert!(line.ends_with(event), "{line}");
    assert!(line.contains(r#""title":"\ud800 \u00e9","severity":"HIGH","dedup":"\ud800 \u00e9""#), "{line}");
    assert!(line.contains(r#""alert_context":{"who": "\ud800 \u00e9"}"#), "{line}");
    assert!(line.contains(r#""tags":["one","two"],"description":"What hits.""#), "{line}");
    assert!(line.contains(r#""log_type":"AWS.CloudTrail","event_time":"2024-01-01T00:00:00Z""#), "{line}");
    let path = path.to_string_lossy();
    assert!(line.contains(&format!(r#""source":{{"file":"{path}","record":0,"offset":0}}"#)), "{line}");
    assert!(line.contains(r#"{"alert_id":""#) && line.contains(r#""rule_id":"hit""#), "{line}");
}

#[test]
fn matches_are_counted_on_the_first_and_kept_from_run_to_run() {
    let dir = tempfile::tempdir().expect("a folder");
    let lines: Vec<String> = [("a", 0), ("a", 59), ("b", 5), ("a", 60), ("b", 6)].map(|(w, m)| event(w, m)).into();
    let path = write(dir.path(), "a.jsonl", lines.join("\n"));
    let first = run(config(&[&path]));
    let told = members(&first.out, &["dedup", "event_time"]);
    let zero = ["\"a\" \"2024-01-01T00:00:00Z\"", "\"b\" \"2024-01-01T00:05:00Z\"", "\"a\" \"2024-01-01T01:00:00Z\""];
    assert_eq!(told, zero);
    assert_eq!((first.summary.alerts, first.summary.matches, first.summary.records), (3, 5, 5));
    let state = dir.path().join("state.db");
    let keep = || Config { state: Some(state.clone()), ..config(&[&path]) };
    assert_eq!(run(keep()).out, first.out, "ids are the same with a state and without");
    let again = run(keep());
    assert_eq!((again.out.as_str(), again.summary.alerts, again.summary.matches), ("", 0, 5));
}

#[test]
fn output_does_not_depend_on_the_threads() {
    let dir = tempfile::tempdir().expect("a folder");
    for file in 0..60 {
        // Files of very different sizes: the later ones are finished before the earlier ones.
        let lines: Vec<String> = (0..(61 - file) * 7).map(|n| event(&format!("f{file}n{n}"), n % 1440)).collect();
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(lines.join("\n").as_bytes()).expect("in memory");
        write(dir.path(), &format!("{file:03}"), encoder.finish().expect("in memory"));
    }
    let with = |threads| run(Config { threads, ..config(&[dir.path()]) });
    let (one, eight) = (with(1), with(8));
    assert_eq!(one.summary.records, (1..=61).map(|n| n * 7).sum::<u64>() - 7);
    assert_eq!(one.summary.alerts, one.summary.records);
    assert_eq!(one.out, eight.out);
    assert_eq!(Summary { elapsed: one.summary.elapsed, ..eight.summary.clone() }, one.summary);
    let evaluate = |threads| run(Config { threads, mode: Mode::Evaluate { all: true }, ..config(&[dir.path()]) }).out;
    let (one, eight) = (evaluate(1), evaluate(8));
    assert_eq!(one, eight);
    for (n, line) in eight.lines().enumerate() {
        assert!(line.starts_with(&format!("{{\"event\":{n},\"rule_id\":\"hit\",\"result\":true,")), "{line}");
    }
}

#[test]
fn rules_see_the_events_of_their_log_types() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = write(
        dir.path(),
        "a",
        "{\"eventName\":\"Hit\"}\n{\"eventName\":\"Hit\",\"eventSource\":\"x.amazonaws.com\"}\n",
    );
    let both = || Config { rules: RULES.iter().collect(), ..config(&[&path]) };
    let run_of = run(both());
    // `title` is None there: an error of that function, and the rule's id in its place.
    assert_eq!(
        members(&run_of.out, &["rule_id", "title", "log_type"]),
        [r#""every" "every" null"#, r#""hit" "hit" "AWS.CloudTrail""#,]
    );
    assert_eq!((run_of.summary.matches, run_of.summary.rule_errors), (3, 1));
    let all = run(Config { mode: Mode::Evaluate { all: true }, ..both() });
    assert_eq!(
        members(&all.out, &["event", "rule_id", "result"]),
        [r#"0 "every" true"#, r#"0 "hit" true"#, r#"1 "every" true"#, r#"1 "hit" true"#,]
    );
}

#[test]
fn evaluate_tells_verdicts_exceptions_and_what_functions_gave() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = write(dir.path(), "a", "{\"eventName\":\"Hit\",\"who\":7}\n{\"eventName\":\"Miss\"}\n{}\n");
    let evaluate = |all| run(Config { mode: Mode::Evaluate { all }, ..config(&[&path]) });
    let all = evaluate(true);
    let lines: Vec<&str> = all.out.lines().collect();
    assert_eq!(
        lines,
        [
            r#"{"event":0,"rule_id":"hit","result":true,"error":null,"title":"hit","dedup":"hit","severity":"HIGH","alert_context":{"who": 7},"description":null,"runbook":null,"reference":null,"destinations":null,"function_errors":{"title":{"type":"FunctionReturnTypeError","message":"detection [hit] function [title] returned [int], expected [str]","line":null}}}"#,
            r#"{"event":1,"rule_id":"hit","result":false,"error":null}"#,
            r#"{"event":2,"rule_id":"hit","result":null,"error":{"type":"KeyError","message":"'eventName'","line":3}}"#,
        ]
    );
    let some = evaluate(false);
    assert_eq!(members(&some.out, &["event"]), ["0", "2"]);
    assert_eq!((all.summary.matches, all.summary.rule_errors), (1, 2));
}

#[test]
fn a_rule_error_is_counted_and_said_once() {
    let dir = tempfile::tempdir().expect("a folder");
    let bad = r#"{"eventName":null,"eventVersion":"1","eventID":"e-1"}"#;
    let path = write(dir.path(), "a", format!("{bad}\n{bad}\n{}", event("x", 0)));
    // `eventName` is no string there, so that only a rule for every type sees it.
    let rules = vec![&*Box::leak(Box::new(Rule { log_types: &[], ..HIT }))];
    let run = run(Config { rules, ..config(&[&path, &path]) });
    assert_eq!((run.summary.rule_errors, run.summary.alerts, run.summary.records), (4, 1, 6));
    let told: Vec<&str> = run.log.lines().filter(|line| line.contains("raised")).collect();
    let path = path.to_string_lossy();
    let expected = format!(
        "iota: rule `hit`: `rule` raised KeyError: 'eventName' at rules/aws/hit.py:3, event `e-1`, record 0 of `{path}` (said once for each rule)"
    );
    assert_eq!(told, [expected]);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place_and_costs_nothing_else() {
    let dir = tempfile::tempdir().expect("a folder");
    let good = event("a", 0);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    gz.write_all(format!("{good}\n{{\"eventName\"").as_bytes()).expect("in memory");
    let gz = gz.finish().expect("in memory");
    write(dir.path(), "1-cut.gz", &gz[..gz.len() - 10]);
    write(dir.path(), "2-lines", format!("{good}\n12\n{{\"a\":tru}}\n{good}"));
    write(dir.path(), "3-empty", "");
    write(dir.path(), "4-none", "{\"Records\": []}");
    write(dir.path(), "5-junk", "no\n".repeat(30));
    let missing = dir.path().join("missing");
    let run = run(config(&[dir.path(), &missing]));
    let dir = dir.path().to_string_lossy();
    let log: Vec<&str> = run.log.lines().collect();
    let at = good.len() + 1;
    let expected = [
        format!(
            "iota: `{dir}/1-cut.gz`: after {} decoded bytes: the gzip stream ends early; the file was cut off",
            at + 10
        ),
        format!("iota: `{dir}/1-cut.gz`: 10 bytes from byte {at} on are no record: the input ends inside a record"),
        format!(
            "iota: `{dir}/2-lines`: 2 bytes from byte {at} on are no record: found a number, expected an object at byte {at}"
        ),
        format!(
            "iota: `{dir}/2-lines`: 9 bytes from byte {} on are no record: expected a value at byte {}",
            at + 3,
            at + 8
        ),
    ];
    assert_eq!(log[..4], expected);
    assert_eq!(log[24], format!("iota: `{dir}/5-junk`: 10 more stretches could not be read"));
    assert_eq!(log[25], format!("iota: `{dir}/missing`: it cannot be read: No such file or directory (os error 2)"));
    assert_eq!(log.len(), 26);
    let Summary { files, broken_files, records, unreadable, alerts, .. } = run.summary;
    assert_eq!((files, broken_files, records, unreadable, alerts), (5, 2, 3, 33, 1));
    assert!(!run.summary.complete());
}

#[test]
fn large_alerts_from_many_files_do_not_wait_for_each_other() {
    let dir = tempfile::tempdir().expect("a folder");
    // More than may wait at once, in every file but the first, which is the last to be written.
    for file in 0..8 {
        let lines: Vec<String> = (0..12).map(|n| event(&format!("{file}-{n}-{}", "x".repeat(900_000)), n)).collect();
        write(dir.path(), &format!("{file}"), lines.join("\n"));
    }
    let run = run(config(&[dir.path()]));
    // The titles are cut to the same beginning but for the file and the record.
    assert_eq!(run.summary.alerts, 96);
    assert_eq!(run.out.lines().count(), 96);
}

#[test]
fn a_closed_output_ends_the_run() {
    struct Full(usize);
    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(1).ok_or(std::io::ErrorKind::BrokenPipe)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let dir = tempfile::tempdir().expect("a folder");
    let lines: Vec<String> = (0..100_000).map(|n| event(&format!("{n}"), 0)).collect();
    let path = write(dir.path(), "a", lines.join("\n"));
    let result = runtime::run(config(&[&path]), &mut Full(3), &mut std::io::sink());
    assert!(matches!(result, Err(runtime::Error::Closed)), "{result:?}");
}
