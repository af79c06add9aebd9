//! `iota quarantine` as a user has it: what could not be read is listed, shown, tried again and dropped.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sonic_rs::JsonValueTrait;
use tempfile::TempDir;

/// A record that `root_console_login` matches.
const ROOT: &str = r#"{"eventVersion":"1.08","eventName":"ConsoleLogin","eventSource":"signin.amazonaws.com","eventTime":"2026-03-01T09:30:00Z","recipientAccountId":"111122223333","sourceIPAddress":"203.0.113.9","userIdentity":{"type":"Root","arn":"arn:aws:iam::111122223333:root"},"responseElements":{"ConsoleLogin":"Success"},"additionalEventData":{"MFAUsed":"No"}}"#;
const RULE: &str = "rules/aws_cloudtrail/root_console_login.py";

struct Case(TempDir);

impl Case {
    fn new() -> Case {
        Case(TempDir::new().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        std::fs::write(self.path(name), bytes).expect("a file");
        self.path(name)
    }

    fn iota(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
            command.env_remove(name);
        }
        command.args(args).env("IOTA_STATE", self.path("state.db")).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.iota(args).output().expect("it starts")
    }

    fn read(&self, file: &Path) -> Output {
        self.run(&["--rules", RULE, "--jsonl", file.to_str().expect("UTF-8")])
    }

    fn list(&self, more: &[&str]) -> Vec<sonic_rs::Value> {
        let output = self.run(&[&["quarantine", "list", "--json"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", log(&output));
        text(&output).lines().map(|line| sonic_rs::from_str(line).expect("JSON")).collect()
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn log(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_truncated_file_is_listed_mended_and_tried_again_once() {
    let case = Case::new();
    let whole = format!("{{\"Records\":[{{\"a\":1}},{ROOT}]}}");
    let file = case.write("trail.json", &whole[..whole.len() - 40]);
    let first = case.read(&file);
    assert_eq!((first.status.code(), text(&first)), (Some(3), String::new()), "{}", log(&first));
    let table = text(&case.run(&["quarantine", "list"]));
    for part in ["FIRST BYTES", "the input ends inside a record", "it has the fields of no log type", "2 entries of "] {
        assert!(table.contains(part), "{part}: {table}");
    }
    let retry = ["quarantine", "retry", "--rules", RULE, "--all"];
    let vain = case.run(&retry);
    assert_eq!((vain.status.code(), text(&vain)), (Some(3), String::new()), "{}", log(&vain));
    assert!(log(&vain).contains("2 entries tried again: 0 left the quarantine, 2 stay"), "{}", log(&vain));
    case.write("trail.json", &whole);
    let entry = case.list(&[]).into_iter().find(|entry| entry["kind"].as_str() == Some("rest")).expect("it is there");
    let id = entry["id"].as_i64().expect("a number").to_string();
    let retried = case.run(&["quarantine", "retry", "--rules", RULE, &id]);
    assert_eq!(retried.status.code(), Some(0), "{}", log(&retried));
    let lines = text(&retried);
    let alert: sonic_rs::Value = sonic_rs::from_str(&lines).expect("one alert");
    assert_eq!(alert["rule_id"].as_str(), Some("root_console_login"));
    assert_eq!(alert["source"]["file"].as_str(), file.to_str());
    assert_eq!(alert["source"]["offset"].as_u64(), whole.find(ROOT).map(|at| at as u64));
    assert_eq!(case.list(&[]).len(), 1);
    // It has left, and what it raised is not raised again by whoever reads the file.
    let gone = case.run(&["quarantine", "retry", "--rules", RULE, &id]);
    assert_eq!(gone.status.code(), Some(2));
    assert!(log(&gone).contains(&format!("there is no entry {id} in the quarantine")), "{}", log(&gone));
    assert_eq!(text(&case.run(&retry)), "");
    assert_eq!(text(&case.read(&file)), "");
}

#[test]
fn an_entry_is_shown_and_dropped_and_no_control_character_gets_out() {
    let case = Case::new();
    let line = b"\x1b]0;title\x07 \x9b31m \xff no log line \xe2\x80\xae";
    let file = case.write("a\x1b[2J.log", [&line[..], b"\nsecond\n"].concat());
    assert_eq!(case.read(&file).status.code(), Some(3));
    let id = case.list(&[])[1]["id"].as_i64().expect("a number").to_string();
    let raw = case.run(&["quarantine", "show", "--raw", &id]);
    assert_eq!(raw.stdout, line);
    for args in [&["quarantine", "list"][..], &["quarantine", "show", &id], &["quarantine", "list", "--totals"]] {
        let said = text(&case.run(args));
        assert!(said.contains("\\u{1b}") || args.len() > 2, "{said}");
        assert!(!said.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')), "{said:?}");
    }
    assert_eq!(case.list(&["--limit", "1"]).len(), 1);
    assert_eq!(case.list(&["--source", "/no/such"]).len(), 0);
    assert_eq!(case.list(&["--source", case.0.path().to_str().expect("UTF-8")]).len(), 2);
    let totals = case.list(&["--totals"]);
    assert_eq!(totals[0]["refused"].as_u64(), Some(2));
    assert_eq!(case.run(&["quarantine", "drop", &id]).status.code(), Some(0));
    assert_eq!(case.list(&[]).len(), 1);
    assert!(log(&case.run(&["quarantine", "drop", "--all"])).contains("1 entry dropped"));
    assert!(case.list(&[]).is_empty() && case.list(&["--totals"]).is_empty());
}

#[test]
fn wrong_usage_is_2() {
    let case = Case::new();
    let state = |args: &[&str]| case.run(&[&["quarantine"], args].concat());
    for (args, said) in [
        (&["list"][..], "there is no state file"),
        (&["show", "1"], "there is no state file"),
        (&["retry"], "required"),
        (&["drop"], "required"),
        (&["drop", "--all", "1"], "cannot be used with"),
    ] {
        let output = state(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", log(&output));
        assert!(log(&output).contains(said), "{args:?}: {}", log(&output));
    }
    assert!(!case.path("state.db").exists(), "looking makes no file");
    let without = case.iota(&["quarantine", "list"]).env_remove("IOTA_STATE").output().expect("it starts");
    assert_eq!(without.status.code(), Some(2));
    assert!(log(&without).contains("name it with `--state`"), "{}", log(&without));
}

#[test]
fn what_is_in_a_bucket_that_cannot_be_asked_for_stays() {
    let case = Case::new();
    let file = case.write("cut.json", "[{\"a\":");
    assert_eq!(case.read(&file).status.code(), Some(3));
    let sql = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); \
               c.execute(\"UPDATE quarantine SET source = 's3://b/k.json'\"); c.commit()";
    let changed =
        Command::new("python3").args(["-c", sql]).arg(case.path("state.db")).status().expect("python3 starts");
    assert!(changed.success());
    let mut retry = case.iota(&["quarantine", "retry", "--all"]);
    // Nothing says where AWS is.
    for name in ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "IOTA_AWS_REGION"] {
        retry.env_remove(name);
    }
    retry.env("AWS_EC2_METADATA_DISABLED", "true").env("AWS_CONFIG_FILE", case.path("none"));
    let output = retry.output().expect("it starts");
    assert_eq!(output.status.code(), Some(3), "{}", log(&output));
    let said =
        "`s3://b/k.json`: no AWS region is set: give `--aws-region`, or set AWS_REGION; in the quarantine stays 1";
    assert!(log(&output).contains(said), "{}", log(&output));
    assert_eq!(case.list(&[]).len(), 1);
}

#[test]
fn a_kill_neither_loses_nor_doubles() {
    let case = Case::new();
    let lines: String = (0..900).map(|n| format!("{{\"n\": {n}x{}}}\n", "y".repeat(20_000))).collect();
    let file = case.write("a.jsonl", &lines);
    let mut kept = 0;
    for _ in 0..40 {
        let args = ["--rules", RULE, "--jsonl", file.to_str().expect("UTF-8")];
        let mut child = case.iota(&args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        // Until more is there than before, or it has ended.
        while child.try_wait().expect("a child").is_none() {
            let now = if case.path("state.db").exists() { case.list(&["--limit", "1000"]).len() } else { 0 };
            if now > kept {
                kept = now;
                break;
            }
        }
        child.kill().expect("a child");
        child.wait().expect("a child");
        if kept == 900 {
            break;
        }
    }
    assert_eq!(case.read(&file).status.code(), Some(3));
    let mut offsets: Vec<u64> =
        case.list(&["--limit", "10000"]).iter().map(|entry| entry["offset"].as_u64().expect("a number")).collect();
    offsets.sort_unstable();
    let mut expected = vec![0];
    expected.extend(lines.match_indices('\n').map(|(at, _)| at as u64 + 1));
    expected.pop();
    assert_eq!(offsets, expected);
    let totals = case.list(&["--totals"]);
    assert_eq!(totals.iter().map(|source| source["refused"].as_u64().expect("a number")).sum::<u64>(), 900);
}
