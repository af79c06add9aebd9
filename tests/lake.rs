//! The data lake, written by the binary and read back with DuckDB: every record is there once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

fn iota(lake: &Path, input: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
        command.env_remove(name);
    }
    command.arg("--data-lake").arg(lake).arg("--jsonl").arg(input).stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn write(lake: &Path, input: &Path) {
    let output = iota(lake, input).output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What DuckDB says to `sql`, in which `logs` is the lake: a row a line, columns by tabs.
fn ask(lake: &Path, sql: &str) -> Vec<String> {
    let program = "\
import duckdb, sys
logs = sys.argv[1] + '/logs/*/*/*/*/*/*.json.gz'
duckdb.sql(f\"CREATE VIEW logs AS SELECT * FROM read_json('{logs}', hive_partitioning=true, union_by_name=true, \
format='newline_delimited', sample_size=-1, maximum_object_size=50000000)\")
for row in duckdb.sql(sys.argv[2]).fetchall():
    print(*row, sep='\\t')
";
    let output = Command::new("python3").arg("-c").arg(program).arg(lake).arg(sql).output().expect("python3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// The lake's files, and what is in each.
fn files(lake: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![lake.join("logs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a readable file");
                found.insert(path.strip_prefix(lake).expect("it is below").to_owned(), bytes);
            }
        }
    }
    found
}

/// CloudTrail records, the events of many hours mixed.
fn many(count: usize) -> String {
    let mut out = String::new();
    for i in 0..count {
        let (hour, minute) = (i * 7 % 24, i % 60);
        writeln!(
            out,
            r#"{{"eventVersion":"1.08","eventTime":"2026-03-01T{hour:02}:{minute:02}:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"id-{i}","requestParameters":{{"key":"{i:0>200}"}}}}"#
        )
        .expect("in memory");
    }
    out
}

#[test]
fn every_record_is_kept_once_as_it_was_sent() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in.jsonl");
    let record = r#"{"eventVersion":"1.08","eventTime":"2026-03-01T09:30:00.5Z", "eventSource":"iam.amazonaws.com","eventName":"CreateUser","sourceIPAddress":"203.0.113.9","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/alice"},"iota_log_type":"GitHub.Audit","additionalEventData":{"x":[1.0,"\u00e9 }"]}}"#;
    std::fs::write(&input, format!("{record}\n{}", many(50))).expect("a file");
    write(dir.path(), &input);
    let counted = ask(dir.path(), "SELECT count(*), count(DISTINCT eventID), count(DISTINCT iota_row_id) FROM logs");
    assert_eq!(counted, ["51\t50\t51"]);
    let first = "SELECT year, month, day, hour, epoch_ms(iota_event_time), iota_actor, iota_source_ip, iota_action, iota_outcome, \
                 iota_source FROM logs WHERE eventName = 'CreateUser'";
    let source = input.to_str().expect("UTF-8");
    let expected = format!(
        "2026\t03\t01\t09\t1772357400500\tarn:aws:iam::111122223333:user/alice\t203.0.113.9\tCreateUser\tsuccess\t{source}"
    );
    let said = ask(dir.path(), first);
    assert_eq!(said, [expected]);

    // Its own columns cannot speak for iota: the last of equal keys wins.
    let lines: String = files(dir.path())
        .values()
        .map(|bytes| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&bytes[..]), &mut text).expect("gzip");
            text
        })
        .collect();
    let line = lines.lines().find(|line| line.contains("CreateUser")).expect("the record is there");
    assert!(
        line.contains(r#""additionalEventData":{"x":[1.0,"\u00e9 }"]},"iota_log_type":"AWS.CloudTrail","#),
        "{line}"
    );
}

#[test]
fn a_file_read_again_writes_the_same_files() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in.jsonl");
    std::fs::write(&input, many(2000)).expect("a file");
    write(dir.path(), &input);
    let once: Vec<PathBuf> = files(dir.path()).into_keys().collect();
    write(dir.path(), &input);
    let twice: Vec<PathBuf> = files(dir.path()).into_keys().collect();
    assert_eq!((once.len(), &once), (24, &twice));
    assert_eq!(ask(dir.path(), "SELECT count(*), count(DISTINCT eventID) FROM logs"), ["2000\t2000"]);
}

#[test]
fn a_kill_in_the_middle_leaves_nothing_half_and_nothing_twice() {
    let dir = TempDir::new().expect("a folder");
    let folder = dir.path().join("in");
    std::fs::create_dir(&folder).expect("a folder");
    for part in 0..8 {
        std::fs::write(folder.join(format!("{part}.jsonl")), many(20_000)).expect("a file");
    }
    let lake = dir.path().join("lake");
    for killed_at in [1, 30, 90] {
        let mut child: Child = iota(&lake, &folder).stderr(Stdio::null()).spawn().expect("it starts");
        while files(&lake).len() < killed_at && child.try_wait().expect("it can be asked").is_none() {
            std::thread::yield_now();
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        // What is there is whole.
        let rows = "SELECT count(*) = count(DISTINCT iota_row_id) FROM logs";
        assert_eq!(ask(&lake, rows), ["True"]);
    }
    write(&lake, &folder);
    let rows = "SELECT count(*), count(DISTINCT iota_row_id), count(DISTINCT iota_source) FROM logs";
    assert_eq!(ask(&lake, rows), ["160000\t160000\t8"]);
}

#[test]
fn standard_input_is_kept_without_waiting_for_its_end() {
    // Two runs have nothing in common, though their names are the same.
    let dir = TempDir::new().expect("a folder");
    for _ in 0..2 {
        let mut child =
            iota(dir.path(), Path::new("-")).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut input = child.stdin.take().expect("a pipe");
        std::io::Write::write_all(&mut input, many(10).as_bytes()).expect("it reads");
        drop(input);
        assert!(child.wait().expect("it ends").success());
    }
    assert_eq!(ask(dir.path(), "SELECT count(*), count(DISTINCT iota_row_id) FROM logs"), ["20\t20"]);
}

#[test]
fn a_lake_that_cannot_be_written_is_no_success() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in.jsonl");
    std::fs::write(&input, many(10)).expect("a file");
    let lake = dir.path().join("lake");
    // A file stands where the folder of the partitions should.
    std::fs::create_dir(&lake).expect("a folder");
    std::fs::write(lake.join("logs"), "").expect("a file");
    let output = iota(&lake, &input).output().expect("it starts");
    let log = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{log}");
    assert!(log.contains("its records are not all in the data lake"), "{log}");
}
