//! Rules that are not compiled, through the binary: `--rules` names a folder that was not built in.

#![cfg(feature = "interpreter")]
#![expect(clippy::panic, reason = "a test that cannot go on says why")]

mod differential;
mod hostile;
mod load;
mod state;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value as Json;

fn iota() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// What `iota evaluate --all` says of the folder's rules over its `events.jsonl`, line by line.
fn evaluate(folder: &Path, settings: &[(&str, &str)]) -> Vec<Json> {
    let output = iota()
        .args(["evaluate", "--all", "--threads=1", "--rules"])
        .arg(folder.join("pack"))
        .arg("--jsonl")
        .arg(folder.join("events.jsonl"))
        .envs(settings.iter().copied())
        .output()
        .expect("it starts");
    assert!(output.status.success(), "{}", log(&output));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn log(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
