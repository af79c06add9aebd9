//! Lets `fuzz.py` write rules, and compiles them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::SystemTime;

use rulec::build::Config;
use rulec::diag::Code;

/// What CI compiles: enough for a minute's comparison.
const RULES: &str = "40";
const SEED: &str = "1";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-env-changed=IOTA_FUZZ_RULES");
    println!("cargo::rerun-if-env-changed=IOTA_FUZZ_SEED");
    let writer = Path::new(env!("CARGO_MANIFEST_DIR")).join("../oracle/fuzz.py");
    println!("cargo::rerun-if-changed={}", writer.display());
    let setting = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_owned());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let source = out.join("source");
    // Cargo keeps the folder from one seed to the next.
    let _ = std::fs::remove_dir_all(&source);
    let status = Command::new("python3")
        .env("PYTHONHASHSEED", "0")
        .arg(writer)
        .arg("rules")
        .arg(&source)
        .args(["--count", &setting("IOTA_FUZZ_RULES", RULES), "--seed", &setting("IOTA_FUZZ_SEED", SEED)])
        .status()?;
    if !status.success() {
        return Err("fuzz.py failed".into());
    }
    // A name that nothing has bound yet is a NameError in CPython, and refused here: the writer makes a few such. All else
    // that it writes must compile.
    for rule in rulec::compile(std::slice::from_ref(&source)).rules {
        if !rule.diagnostics.is_empty() && rule.diagnostics.iter().all(|d| d.code == Code::E009) {
            std::fs::remove_file(&rule.path)?;
            let _ = std::fs::remove_file(rule.path.with_extension("yml"));
        }
    }
    age(&source)?;
    Ok(Config::new(vec![source], out).run()?)
}

/// Makes what was written older than this run: cargo would take it for edited since, and run again.
fn age(folder: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            age(&path)?;
        } else {
            File::open(&path)?.set_modified(SystemTime::UNIX_EPOCH)?;
        }
    }
    File::open(folder)?.set_modified(SystemTime::UNIX_EPOCH)
}
