//! `iota.toml`, and what `iota config` says a run goes by.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const FLOW: &str =
    "2 111122223333 eni-0a 172.31.16.139 203.0.113.8 20641 22 6 20 4249 1717243200 1717243260 ACCEPT OK\n";

fn iota(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
        command.env_remove(name);
    }
    command.args(args).current_dir(dir).stdin(Stdio::null());
    command
}

fn run(dir: &Path, args: &[&str]) -> Output {
    iota(dir, args).output().expect("it starts")
}

fn log(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_file_in_the_folder_is_read_and_what_is_wrong_in_it_is_2() {
    let dir = TempDir::new().expect("a folder");
    std::fs::write(dir.path().join("flow.log"), FLOW).expect("a file");
    let args = ["--jsonl", "flow.log"];
    std::fs::write(dir.path().join("iota.toml"), "[[source]]\npath = \"flow\"\nlog_type = \"Okta.SystemLog\"\n")
        .expect("a file");
    let hinted = run(dir.path(), &args);
    assert_eq!(hinted.status.code(), Some(0), "a wrong hint costs nothing but time: {}", log(&hinted));
    std::fs::write(dir.path().join("iota.toml"), "[[source]]\npath = \"flow\"\nlog_type = \"Okta\"\n").expect("a file");
    let wrong = run(dir.path(), &args);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(log(&wrong).contains("iota.toml:3:12: `Okta` is no log type"), "{}", log(&wrong));
    let other = iota(dir.path(), &args).env("IOTA_CONFIG", "no.toml").output().expect("it starts");
    assert_eq!(other.status.code(), Some(2));
    assert!(log(&other).contains("the configuration `no.toml` cannot be read"), "{}", log(&other));
}

#[test]
fn what_a_run_goes_by_is_said_with_what_says_so() {
    let dir = TempDir::new().expect("a folder");
    let file = "[[source]]\nbucket = \"b\"\nprefix = \"okta/\"\nlog_type = \"Okta.SystemLog\"\nsilence = \"2h\"\n[[exception]]\nrules = [\"r\"]\n\
                actors = [\"a\"]\nowner = \"o\"\nreason = \"x\"\nexpires = 2026-12-31\n[enrichment]\ngeoip = \"g.mmdb\"\n[[lookup]]\n\
                name = \"net\"\nfile = \"net.csv\"\nmatch = \"cidr\"\n";
    std::fs::write(dir.path().join("iota.toml"), file).expect("a file");
    let mut command = iota(dir.path(), &["config", "--jsonl", "a", "b", "--strict"]);
    let output = command.env("IOTA_STATE", "state.db").output().expect("it starts");
    assert_eq!(output.status.code(), Some(0), "{}", log(&output));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    for line in [
        "jsonl = [\"a\", \"b\"]  # the command line",
        "strict = true  # the command line",
        "state = \"state.db\"  # the environment: IOTA_STATE",
        "max-ratio = 1000  # by default",
        "exception = [\"r\"]  # iota.toml:6, until 2027-01-01T00:00:00Z",
        "# data-lake is not set",
        "geoip = \"g.mmdb\"",
        "lookup = \"net\"  # \"net.csv\", cidr: source_ip",
        "source = \"s3://b/okta/\"  # Okta.SystemLog is tried first; silent for 7200 s it is an alert",
    ] {
        assert!(said.lines().any(|found| found == line), "{line}: {said}");
    }
    assert_eq!(run(dir.path(), &["config", "--frob"]).status.code(), Some(2));
    assert_eq!(run(dir.path(), &["config", "rules"]).status.code(), Some(2));
}
