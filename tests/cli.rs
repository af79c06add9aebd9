//! The command line over files of every shape, with whatever rules are compiled in.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;
use sonic_rs::{JsonContainerTrait, JsonValueTrait};

const ONE: &str = r#"{"eventVersion":"1.08","eventName":"None","eventSource":"none.amazonaws.com","n":1}"#;
const TWO: &str = r#"{"eventVersion":"1.08","eventName":"None","eventSource":"none.amazonaws.com","n":"]}\"{["}"#;

fn iota() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
        command.env_remove(name);
    }
    command
}

fn run(args: &[&str]) -> Output {
    iota().args(args).stdin(Stdio::null()).output().expect("it starts")
}

fn log(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The counts of the summary line: files, records, unreadable.
fn counts(output: &Output) -> [u64; 3] {
    let log = log(output);
    let line = log.lines().last().unwrap_or_default();
    ["files", "records", "unreadable records"].map(|what| {
        let part = line.split(", ").find(|part| {
            let part = part.trim_start_matches("iota: ");
            part.ends_with(&format!(" {what}")) || part == format!("1 {}", what.trim_end_matches('s'))
        });
        let number = part.and_then(|part| part.trim_start_matches("iota: ").split(' ').next());
        number.and_then(|n| n.parse().ok()).expect("the summary counts it")
    })
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("in memory");
    encoder.finish().expect("in memory")
}

fn path(dir: &Path) -> &str {
    dir.to_str().expect("a temporary path is UTF-8")
}

/// What is in a file, how many records, how many unreadable stretches, and the exit code.
type Shape = (&'static str, Vec<u8>, u64, u64, i32);

#[test]
fn files_of_every_shape() {
    let records = format!("{{\"Records\":[{ONE},{TWO}]}}");
    let (first, second) = records.as_bytes().split_at(records.len() / 2);
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).expect("in memory");
    let pretty = ONE.replace(',', ",\n    ").replace('{', "{\n    ").replace('}', "\n}");
    let cases: Vec<Shape> = vec![
        ("records.json", records.clone().into(), 2, 0, 0),
        ("array.json", format!("[{ONE},\n{TWO}\n]").into(), 2, 0, 0),
        ("object.json", pretty.clone().into(), 1, 0, 0),
        ("objects.json", format!("{pretty}\n{pretty}{pretty}").into(), 3, 0, 0),
        ("lines.jsonl", format!("{ONE}\n\n{TWO}\r\n{ONE}").into(), 3, 0, 0),
        ("bom.json", format!("\u{feff}{records}").into(), 2, 0, 0),
        ("empty", Vec::new(), 0, 0, 0),
        ("none.json", "{\"Records\": []}".into(), 0, 0, 0),
        ("plain.gz", records.clone().into(), 2, 0, 0),
        ("gzip.json", gzip(records.as_bytes()), 2, 0, 0),
        ("members.gz", [gzip(first), gzip(second)].concat(), 2, 0, 0),
        ("zstd.json", zstd(records.as_bytes()), 2, 0, 0),
        ("frames.zst", [zstd(first), zstd(second)].concat(), 2, 0, 0),
        ("around.json", format!("{{\"a\":[{{}}],\"Records\":[{ONE}],\"z\":{{\"Records\":[1]}}}}").into(), 1, 0, 0),
        ("no-array.json", "{\"Records\":{\"a\":[{}]}}".into(), 1, 0, 0),
        ("not-utf8.json", [&b"{\"a\":\"\xff\"}\n"[..], ONE.as_bytes()].concat(), 2, 0, 0),
        ("scalars.json", "1\n\"a\"\nnull\n{}".into(), 1, 3, 3),
        ("line-broken.jsonl", format!("{ONE}\n{{\"a\":\n{TWO}\n").into(), 2, 1, 3),
        ("line-cut.jsonl", format!("{ONE}\n{{\"a\":\"b").into(), 1, 1, 3),
        ("element-broken.json", format!("{{\"Records\":[{ONE},{{\"a\":nul}},{TWO}]}}").into(), 2, 1, 3),
        ("cut.json", records.as_bytes()[..records.len() - 1].into(), 2, 1, 3),
        ("cut.gz", gzip(records.as_bytes())[..40].into(), 0, 0, 3),
        ("deep.json", format!("{}\n{ONE}", "[".repeat(100_000)).into(), 1, 2, 3),
        ("text.log", "127.0.0.1 - - GET /\n".into(), 0, 1, 3),
    ];
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes, records, unreadable, code) in &cases {
        let file = dir.path().join(name);
        std::fs::write(&file, bytes).expect("a file");
        let output = run(&["--jsonl", path(&file)]);
        assert_eq!(counts(&output), [1, *records, *unreadable], "{name}: {}", log(&output));
        assert_eq!(output.status.code(), Some(*code), "{name}: {}", log(&output));
        assert_eq!(*code == 3, log(&output).contains(&format!("`{}`", path(&file))), "{name}: {}", log(&output));
    }
    let output = run(&["--jsonl", path(dir.path())]);
    let sum = |of: fn(&Shape) -> u64| cases.iter().map(of).sum::<u64>();
    assert_eq!(counts(&output), [cases.len() as u64, sum(|case| case.2), sum(|case| case.3)]);
}

#[test]
fn standard_input_and_paths_from_the_environment() {
    let mut child = iota()
        .args(["--jsonl", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(&gzip(ONE.as_bytes())).expect("it reads");
    assert_eq!(counts(&child.wait_with_output().expect("it ends")), [1, 1, 0]);
    let dir = tempfile::tempdir().expect("a folder");
    let files = ["a", "b"].map(|name| dir.path().join(name));
    files.iter().for_each(|file| std::fs::write(file, TWO).expect("a file"));
    let list = std::env::join_paths(&files).expect("no colon in a temporary path");
    for command in [&[][..], &["evaluate", "--all"]] {
        let output = iota().args(command).env("IOTA_JSONL", &list).output().expect("it starts");
        assert_eq!(counts(&output), [2, 2, 0], "{}", log(&output));
    }
    let output = iota().args(["rules"]).env("IOTA_JSONL", &list).output().expect("it starts");
    assert!(output.status.success(), "{}", log(&output));
}

#[test]
fn wrong_usage_is_2_and_says_what_is_right() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a");
    std::fs::write(&file, ONE).expect("a file");
    for (args, said) in [
        (&[][..], "nothing to read"),
        (&["--jsonl"], "--jsonl"),
        (&["--jsonl", path(&file), "--mode=sqs"], "once"),
        (&["--mode=eventbridge"], "--sqs-queue-url"),
        (&["--jsonl", path(&file), "--rules", "no/such/pack"], "no compiled rule is below `no/such/pack`; compiled in"),
        (&["evaluate", "--jsonl", path(&file), "--rule", "no-such-rule"], "no compiled rule has the id `no-such-rule`"),
        (&["--jsonl", path(&file), "--max-record", "0"], "at least one byte"),
        (&["--frob"], "--frob"),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", log(&output));
        assert!(log(&output).contains(said), "{args:?}: {}", log(&output));
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn a_state_that_cannot_be_kept_is_1() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a");
    std::fs::write(&file, ONE).expect("a file");
    let state = dir.path().join("no/such/folder/state.db");
    let output = run(&["--jsonl", path(&file), "--state", path(&state)]);
    assert_eq!(output.status.code(), Some(1), "{}", log(&output));
    assert!(log(&output).contains(&format!("the state file `{}` cannot be opened", path(&state))), "{}", log(&output));
}

#[test]
fn what_cannot_be_found_is_3() {
    let output = run(&["--jsonl", "/no/such/file"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(log(&output).contains("`/no/such/file`: it cannot be read: No such file"), "{}", log(&output));
}

#[test]
fn older_command_lines_are_taken_with_a_notice() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a");
    std::fs::write(&file, ONE).expect("a file");
    let output = run(&["--mode=once", "--jsonl", path(&file), "--python", "python3", "--engine", "engine.py"]);
    assert_eq!(output.status.code(), Some(0));
    for flag in ["--python", "--engine"] {
        assert!(log(&output).contains(&format!("`{flag}` is not needed any more and is ignored")), "{}", log(&output));
    }
}

#[test]
fn caps_can_be_set() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a");
    let long = format!("{{\"a\":\"{}\"}}\n{ONE}\n", "x".repeat(5000));
    std::fs::write(&file, gzip(long.as_bytes())).expect("a file");
    let output = run(&["--jsonl", path(&file), "--max-record", "1k"]);
    assert_eq!((counts(&output), output.status.code()), ([1, 1, 1], Some(3)));
    assert!(log(&output).contains("the record is larger than 1024 bytes"), "{}", log(&output));
    let output = run(&["--jsonl", path(&file), "--max-decompressed", "1k"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(log(&output).contains("more than 1024 bytes (see --max-decompressed)"), "{}", log(&output));
}

#[test]
fn the_rules_can_be_listed_and_chosen_where_they_stand() {
    let listed = run(&["rules", "--json"]);
    assert!(listed.status.success());
    let rules: sonic_rs::Value = sonic_rs::from_slice(&listed.stdout).expect("JSON");
    let rules = rules.as_array().expect("an array");
    for rule in rules.iter() {
        let source = rule["source"].to_string();
        let source = source.trim_matches('"');
        let output = run(&["--jsonl", "/dev/null", "--rules", source]);
        assert_eq!(output.status.code(), Some(0), "{source}: {}", log(&output));
    }
    let table = run(&["rules"]);
    assert!(String::from_utf8_lossy(&table.stdout).starts_with("ID "));
}

#[test]
fn a_closed_pipe_is_quiet() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a");
    std::fs::write(&file, format!("{ONE}\n").repeat(50_000)).expect("a file");
    let mut child = iota()
        .args(["evaluate", "--all", "--jsonl", path(&file)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut first = [0; 10];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("it writes");
    assert_eq!(&first, b"{\"event\":0");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), log(&output)), (Some(0), String::new()));
}

/// The repository, from which the commands of the README are typed.
fn at_home(args: &[&str]) -> Output {
    iota().args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it starts")
}

#[test]
fn the_shipped_example_raises_its_alert() {
    let plain = at_home(&["--jsonl", "testdata/events/root-login.jsonl"]);
    assert_eq!(plain.status.code(), Some(0), "{}", log(&plain));
    let alert: sonic_rs::Value = sonic_rs::from_slice(&plain.stdout).expect("one line of JSON");
    assert_eq!(alert["rule_id"].as_str(), Some("root_console_login"));
    assert_eq!(alert["severity"].as_str(), Some("CRITICAL"));
    assert_eq!(alert["event"]["eventName"].as_str(), Some("ConsoleLogin"));
    for rules in ["rules/aws_cloudtrail", "./rules", "rules/aws_cloudtrail/root_console_login.py", "/srv/rules"] {
        let input = "testdata/events/root-login.jsonl";
        let more = ["--jsonl", input, "--rules", rules, "--python", "python3", "--engine", "engines/iota/engine.py"];
        let older = at_home(&more);
        assert_eq!(older.stdout, plain.stdout, "{rules}: {}", log(&older));
    }
}

#[test]
fn each_shipped_rule_matches_its_events_and_not_the_near_misses() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/events/aws_cloudtrail");
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).expect("the folder is there") {
        let file = entry.expect("an entry").path();
        let name = file.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        let Some((rule, kind)) = name.split_once('.') else { continue };
        let output = run(&["evaluate", "--all", "--rule", rule, "--jsonl", path(&file)]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", log(&output));
        let expected = format!("\"result\":{}", kind.starts_with("match"));
        let lines = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!lines.is_empty() && lines.lines().all(|line| line.contains(&expected)), "{name}: {lines}");
        seen += 1;
    }
    assert!(seen >= 20, "{seen} files");
}

#[test]
fn a_state_file_that_cannot_be_opened_is_said_once() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let (file, state) = (dir.path().join("one.json"), dir.path().join("state.db"));
    std::fs::write(&file, ONE).expect("a file");
    std::fs::write(&state, "no database, but long enough to be taken for the header of one").expect("a file");
    let output = run(&["--jsonl", path(&file), "--state", path(&state)]);
    assert_eq!(output.status.code(), Some(1));
    let why = "file is not a database";
    assert_eq!(log(&output), format!("iota: the state file `{}` cannot be opened: {why}\n", path(&state)));
}

#[test]
fn evaluate_keeps_no_state() {
    let output = run(&["evaluate", "--jsonl", "-", "--state", "state.db"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(log(&output).contains("unexpected argument '--state'"), "{}", log(&output));
}

#[test]
fn a_missing_end_is_reported_where_it_should_be() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("open.json");
    let text = format!("{{\"Records\":[{ONE}");
    std::fs::write(&file, &text).expect("a file");
    let output = run(&["--jsonl", path(&file)]);
    assert_eq!((output.status.code(), counts(&output)), (Some(3), [1, 1, 1]));
    let said = format!("open.json`: at byte {}: the input ends before", text.len());
    assert!(log(&output).contains(&said), "{}", log(&output));
}

#[test]
fn classify_says_what_each_record_is() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("mixed.log");
    let flow = "2 111122223333 eni-0a 172.31.16.139 203.0.113.8 20641 22 6 20 4249 1717243200 1717243260 ACCEPT OK";
    std::fs::write(&file, format!("{ONE}\n{flow}\nnothing\n{{\"a\":1}}\n")).expect("a file");
    let output = run(&["classify", path(&file), "--records"]);
    assert_eq!(output.status.code(), Some(3), "a line is of no type: {}", log(&output));
    let lines: Vec<sonic_rs::Value> =
        String::from_utf8_lossy(&output.stdout).lines().map(|line| sonic_rs::from_str(line).expect("JSON")).collect();
    let types: Vec<Option<&str>> = lines.iter().map(|line| line["log_type"].as_str()).collect();
    assert_eq!(types, [Some("AWS.CloudTrail"), Some("AWS.VPCFlow"), None, None]);
    assert_eq!(lines[1]["offset"].as_u64(), Some(ONE.len() as u64 + 1));
    assert_eq!(lines[1]["event_time"].as_str(), Some("2024-06-01T12:00:00Z"));
    assert_eq!(lines[1]["record"]["dstport"].as_u64(), Some(22));
    assert!(lines[2]["reason"].is_str() && lines[3]["record"].is_object());
    for line in ["       1  AWS.CloudTrail", "       1  AWS.VPCFlow", "       2  of no log type", "       4  in all"] {
        assert!(log(&output).contains(line), "{line}: {}", log(&output));
    }
    let output = run(&["classify", path(&file), "--format=text"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let offset = ONE.len() + 1;
    let line = format!(":{offset}  AWS.VPCFlow  2024-06-01T12:00:00Z  -  172.31.16.139  ACCEPT  success  OK");
    assert!(text.lines().nth(1).is_some_and(|found| found.ends_with(&line)), "{text}");
}
