//! `iota bench`: that it runs, says what it should, and measures the same bytes again. What it measures is not asserted.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ONE: &str = r#"{"eventVersion":"1.08","eventName":"None","eventSource":"none.amazonaws.com","n":1}"#;

fn bench(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
        command.env_remove(name);
    }
    command.arg("bench").args(args).stdin(Stdio::null()).output().expect("it starts")
}

fn measured(args: &[&str]) -> Value {
    let output = bench(args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(text.lines().count(), 1, "one object on one line");
    serde_json::from_str(&text).expect("JSON")
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| (entry.file_name().into_string().expect("UTF-8"), std::fs::read(entry.path()).expect("a file")))
        .collect()
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a temporary path is UTF-8")
}

/// Whether the rules are compiled in that ship: others may be, as when packs are tested.
fn ships() -> bool {
    let listed = Command::new(env!("CARGO_BIN_EXE_iota")).arg("rules").output().expect("it starts").stdout;
    String::from_utf8_lossy(&listed).contains("root_console_login ")
}

#[test]
fn the_same_seed_is_measured_over_the_same_files() {
    let dir = tempfile::tempdir().expect("a folder");
    let small = ["--size", "300K", "--file-size", "128K", "--suspicious", "0.05", "--rounds", "1", "--json"];
    let made = |name: &str, seed: &str| {
        let keep = dir.path().join(name);
        let report = measured(&[&small[..], &["--seed", seed, "--keep", path(&keep)]].concat());
        (report, files(&keep))
    };
    let (report, one) = made("one", "7");
    assert_eq!((one.len(), &report["files"]), (3, &Value::from(3)), "two of 128K and the rest");
    assert_eq!(one, made("again", "7").1);
    assert_ne!(one, made("other", "8").1);
}

#[test]
fn what_is_measured_is_said() {
    let report = measured(&["--size", "200K", "--suspicious", "0.1", "--rounds", "2", "--json"]);
    for figure in ["ratio_to_libdeflate", "ratio_to_naive", "events_per_second", "ns_per_event"] {
        assert!(report[figure].as_f64().expect(figure) > 0.0, "{figure}: {report}");
    }
    let stages: Vec<&str> =
        report["stages"].as_array().expect("stages").iter().filter_map(|s| s["stage"].as_str()).collect();
    assert_eq!(stages, ["libdeflate", "flate2", "records", "values", "end_to_end", "naive"]);
    assert_eq!(report["stages"][0]["ratio_to_libdeflate"].as_f64(), Some(1.0));
    assert_eq!(report["stages"][5]["ratio_to_naive"].as_f64(), Some(1.0));
    let count = |name: &str| report[name].as_u64().expect(name);
    assert!((200 << 10..210 << 10).contains(&count("bytes")), "{report}");
    assert!(count("events") > 50 && count("compressed_bytes") < count("bytes") / 4, "{report}");
    assert_eq!((count("rounds"), count("seed"), count("rule_errors")), (2, 1, 0));
    assert!(!report["machine"]["cpu"].as_str().expect("a name").is_empty());
}

#[test]
fn the_rules_match_what_is_suspicious_and_nothing_else() {
    let counted = |share: &str| {
        let report =
            measured(&["--size", "2M", "--file-size", "512K", "--suspicious", share, "--rounds", "1", "--json"]);
        ["suspicious", "matches", "alerts"].map(|count| report[count].as_u64().expect(count))
    };
    if !ships() {
        return;
    }
    assert_eq!(counted("0"), [0, 0, 0]);
    let [suspicious, matches, alerts] = counted("0.05");
    assert!(suspicious > 20 && matches >= suspicious && alerts > suspicious / 2, "{suspicious}, {matches}, {alerts}");
}

#[test]
fn your_own_files_are_measured() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path().join("logs");
    std::fs::create_dir(&folder).expect("a folder");
    let gzip = |text: &str| {
        let mut compressor = libdeflater::Compressor::new(libdeflater::CompressionLvl::default());
        let mut bytes = vec![0; compressor.gzip_compress_bound(text.len())];
        let written = compressor.gzip_compress(text.as_bytes(), &mut bytes).expect("it fits");
        bytes.truncate(written);
        bytes
    };
    let records = format!("{{\"Records\":[{ONE},{ONE}]}}");
    std::fs::write(folder.join("one.json.gz"), gzip(&records)).expect("a file");
    std::fs::write(folder.join("members.gz"), [gzip(ONE), gzip(ONE)].concat()).expect("a file");
    std::fs::write(folder.join("plain.jsonl"), format!("{ONE}\n{ONE}\n")).expect("a file");
    std::fs::write(folder.join("empty"), "").expect("a file");
    std::fs::write(folder.join("zstd"), zstd::encode_all(records.as_bytes(), 3).expect("in memory")).expect("a file");
    let keep = dir.path().join("keep");
    let report =
        measured(&["--input", path(&folder), "--rounds", "1", "--threads", "2", "--json", "--keep", path(&keep)]);
    assert_eq!((report["files"].as_u64(), report["events"].as_u64()), (Some(4), Some(8)), "{report}");
    assert_eq!(
        (&report["seed"], &report["suspicious"], &report["threads"]),
        (&Value::Null, &Value::Null, &Value::from(2))
    );
    assert_eq!(files(&keep).len(), 3, "one gzip stream is taken as it is");
    let table = bench(&["--input", path(&folder), "--rounds", "1"]);
    let table = String::from_utf8(table.stdout).expect("UTF-8");
    assert!(table.starts_with("4 files of your own: ") && table.contains("gunzip: libdeflate (the floor)"), "{table}");
}

#[test]
fn lines_of_text_are_measured_without_what_finds_json() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("flow.log");
    let flow = "2 111122223333 eni-0a 172.31.16.139 203.0.113.8 20641 22 6 20 4249 1717243200 1717243260 ACCEPT OK\n";
    std::fs::write(&file, flow.repeat(100)).expect("a file");
    let report = measured(&["--input", path(&file), "--rounds", "1", "--json"]);
    let stages: Vec<&str> =
        report["stages"].as_array().expect("stages").iter().filter_map(|s| s["stage"].as_str()).collect();
    assert_eq!(stages, ["libdeflate", "flate2", "lines", "end_to_end"]);
    assert_eq!((report["events"].as_u64(), &report["ratio_to_naive"]), (Some(100), &Value::Null));
}

#[test]
fn other_log_types_are_made_up_too() {
    for log_type in ["AWS.VPCFlow", "AWS.ALB", "Okta.SystemLog"] {
        let counted = |share: &str| {
            let args = ["--size", "1M", "--rounds", "1", "--json", "--suspicious", share, "--log-type", log_type];
            let report = measured(&args);
            ["suspicious", "matches", "rule_errors"].map(|count| report[count].as_u64().expect(count))
        };
        let [suspicious, matches, errors] = counted("0.01");
        assert!(suspicious > 0 && errors == 0, "{log_type}: {suspicious}, {errors}");
        if ships() {
            assert!(matches >= suspicious, "{log_type}: {suspicious}, {matches}");
            assert_eq!(counted("0"), [0; 3], "{log_type}");
        }
    }
}

#[test]
fn what_cannot_be_measured_is_said() {
    let dir = tempfile::tempdir().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    for (name, bytes) in [("text", &b"nothing\n"[..]), ("empty", b""), ("cut.gz", &[0x1f, 0x8b, 8, 0, 0])] {
        std::fs::write(at(name), bytes).expect("a file");
    }
    let (text, empty, cut, missing) = (at("text"), at("empty"), at("cut.gz"), at("missing"));
    for (args, code, said) in [
        (["--input", path(&missing)], 1, "missing`: it cannot be read: No such file"),
        (["--input", path(&cut)], 1, "cut.gz`: the gzip stream ends early"),
        (["--input", path(&text)], 1, "there is no record in what was read"),
        (["--input", path(&empty)], 1, "there is nothing in what `--input` names"),
        (["--suspicious", "2"], 2, "expected a number from 0 to 1"),
        (["--rounds", "0"], 2, "--rounds"),
        (["--rules", "no/such/pack"], 2, "no compiled rule is below `no/such/pack`"),
        (["--file-size", "2G"], 1, "too large to be held in memory"),
    ] {
        let size = if args[0] == "--input" { &["--rounds", "1"][..] } else { &["--size", "2G"] };
        let output = bench(&[&args[..], size].concat());
        let log = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {log}");
        assert!(log.contains(said) && output.stdout.is_empty(), "{args:?}: {log}");
    }
    let both = bench(&["--input", path(&text), "--seed", "1"]);
    assert_eq!(both.status.code(), Some(2));
}
