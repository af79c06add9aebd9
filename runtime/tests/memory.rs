//! However large a file becomes, a run stays below 256 MB. The run is this test's own binary, started again, so that
//! its peak is its alone.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use event::{Functions, Rule, Value};
use flate2::Compression;
use flate2::write::GzEncoder;
use runtime::Config;

const LIMIT_KB: u64 = 256_000;
const FILE: &str = "RUNTIME_MEMORY_TEST_FILE";

static NEVER: Rule = Rule::new("never", Functions::new(|_, _| Ok(Value::Bool(false))));

/// Does nothing unless another test starts it with a file: then it reads it and prints what it took.
#[test]
fn child() {
    let Ok(file) = std::env::var(FILE) else { return };
    let config = Config {
        inputs: vec![file.into()],
        rules: vec![&NEVER],
        threads: 2,
        decode: runtime::decode::Limits { size: 1 << 40, ratio: 2000 },
        ..Config::default()
    };
    let summary = runtime::run(config, &mut std::io::sink(), &mut std::io::sink()).expect("the run ends");
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).expect("a peak");
    println!("\n{peak} records={} unreadable={}", summary.records, summary.unreadable);
}

/// The peak in kB, and the counts, of a run over `file`.
fn measure(file: &Path) -> (u64, String) {
    let output = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "child", "--nocapture"])
        .env(FILE, file)
        .output()
        .expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|line| line.starts_with("VmHWM")).expect("a peak");
    let mut words = line.split_whitespace().skip(1);
    let peak = words.next().and_then(|kb| kb.parse().ok()).expect("a number");
    (peak, words.skip(1).collect::<Vec<_>>().join(" "))
}

#[track_caller]
fn check(name: &str, write: impl FnOnce(&mut dyn Write), counts: &str) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join(name);
    let mut encoder = GzEncoder::new(std::fs::File::create(&path).expect("a file"), Compression::fast());
    write(&mut encoder);
    encoder.finish().expect("it is written");
    let (peak, found) = measure(&path);
    assert_eq!(found, counts);
    assert!(peak < LIMIT_KB, "{name}: {peak} kB");
}

#[test]
fn one_line_of_many_records() {
    let record = format!(r#"{{"eventVersion":"1.08","eventName":"x","pad":"{}"}}"#, "y".repeat(940));
    check(
        "records",
        |out| {
            out.write_all(b"{\"Records\":[").expect("it is written");
            for n in 0..300_000 {
                out.write_all(if n == 0 { b" " } else { b"," }).expect("it is written");
                out.write_all(record.as_bytes()).expect("it is written");
            }
            out.write_all(b"]}").expect("it is written");
        },
        "records=300000 unreadable=0",
    );
}

#[test]
fn one_record_that_never_ends_and_bytes_that_are_none() {
    let mb = vec![b'x'; 1 << 20];
    let mega = |out: &mut dyn Write, n: usize| (0..n).for_each(|_| out.write_all(&mb).expect("it is written"));
    check(
        "endless",
        |out| {
            out.write_all(b"{\"a\":1}\n{\"a\":\"").expect("it is written");
            mega(out, 300);
            out.write_all(b"\"}\n{\"b\":2}\n").expect("it is written");
        },
        "records=2 unreadable=1",
    );
    check("junk", |out| mega(out, 300), "records=0 unreadable=1");
    let open = vec![b'['; 1 << 20];
    check("brackets", |out| (0..300).for_each(|_| out.write_all(&open).expect("ok")), "records=0 unreadable=1");
}

#[test]
fn records_of_the_largest_size() {
    let pad = vec![b'x'; (16 << 20) - 100];
    check(
        "large",
        |out| {
            for _ in 0..8 {
                out.write_all(b"{\"a\":\"").expect("it is written");
                out.write_all(&pad).expect("it is written");
                out.write_all(b"\"}\n").expect("it is written");
            }
        },
        "records=8 unreadable=0",
    );
}
