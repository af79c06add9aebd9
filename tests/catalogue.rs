//! What the command line says of the rules that ship.

use std::path::Path;
use std::process::{Command, Output};

fn iota(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_iota")).args(args).output().expect("it starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_navigator_layer_in_the_docs_is_not_stale() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules/navigator.json");
    let kept = std::fs::read_to_string(file).expect("docs/rules/navigator.json");
    let printed = iota(&["rules", "--navigator"]);
    assert!(printed.status.success());
    assert!(text(&printed.stdout) == kept, "run `iota rules --navigator > docs/rules/navigator.json`");
}

#[test]
fn a_layer_has_each_technique_of_a_rule_in_its_tactic() {
    let layer: sonic_rs::Value = sonic_rs::from_slice(&iota(&["rules", "--navigator"]).stdout).expect("JSON");
    let techniques = sonic_rs::to_string(&layer["techniques"]).expect("JSON");
    let wanted = r#"{"techniqueID":"T1562.008","tactic":"defense-evasion","score":"#;
    assert!(techniques.contains(wanted), "{techniques:.300}");
    assert_eq!(sonic_rs::to_string(&layer["versions"]["layer"]).ok().as_deref(), Some("\"4.5\""));
}

#[test]
fn a_rule_is_shown_with_what_to_do() {
    let shown = iota(&["rules", "show", "cloudtrail_stopped"]);
    assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
    let page = text(&shown.stdout);
    for part in [
        "CloudTrail stopped or deleted",
        "HIGH, or as the event has it",
        "TA0005:T1562.008",
        "1. First:",
        "4. Contain:",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert_eq!(text(&iota(&["rules", "list"]).stdout), text(&iota(&["rules"]).stdout));
}

/// As many as a busy account has in some minutes, spread over a day.
const BENIGN: usize = 20_000;

#[test]
fn an_ordinary_day_is_quiet() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/benign/cloudtrail.py");
    let made =
        Command::new("python3").arg(script).args(["--count", &BENIGN.to_string()]).output().expect("python3 runs");
    assert_eq!(made.stdout.iter().filter(|byte| **byte == b'\n').count(), BENIGN, "{}", text(&made.stderr));
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("day.jsonl");
    std::fs::write(&file, made.stdout).expect("a file");
    let alerts = iota(&["--jsonl", file.to_str().expect("UTF-8"), "--clock", "event"]);
    assert_eq!(alerts.status.code(), Some(0), "{}", text(&alerts.stderr));
    let alerts = text(&alerts.stdout);
    // Fewer than one in 10,000.
    assert!(alerts.lines().count() < BENIGN / 10_000, "{alerts:.2000}");
}

#[test]
fn an_unknown_rule_is_said() {
    let unknown = iota(&["rules", "show", "cloudtrail_stoped"]);
    assert_eq!(unknown.status.code(), Some(1));
    assert!(text(&unknown.stderr).contains("no rule `cloudtrail_stoped` is compiled in"), "{}", text(&unknown.stderr));
}
