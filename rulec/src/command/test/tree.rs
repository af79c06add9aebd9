//! The source tree of iota, where cargo builds the program that runs the cases.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use sonic_rs::{JsonValueTrait, Value};

use crate::command::many;

/// The package that is built. It shares every dependency with `iota`, so that only the rules are compiled anew, and
/// it leaves what was built for production as it is.
const PACKAGE: &str = "rule_tests";

/// Selected with it, so that both are built with the same features of what they share; nothing of it is built.
const BESIDE: &str = "iota";

/// Names the tree where the current folder is not in it.
const VARIABLE: &str = "IOTA_SOURCE";

/// The program that was built. While this lives, no other run in the same tree replaces it.
#[derive(Debug)]
pub struct Built {
    pub program: PathBuf,
    _lock: File,
}

/// Builds the program with the rules below the paths.
pub fn build(paths: &[PathBuf], rules: usize) -> Result<Built> {
    let tree = find()?;
    let manifest = tree.join("Cargo.toml");
    let lock = File::open(&manifest).and_then(|file| file.lock().map(|()| file));
    let lock = lock.with_context(|| format!("cannot lock `{}`", manifest.display()))?;
    let absolute: Vec<PathBuf> =
        paths.iter().map(std::path::absolute).collect::<Result<_, _>>().context("cannot find the current folder")?;
    let list = std::env::join_paths(&absolute).context("a path of rules cannot be handed to the build script")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let terminal = std::io::stderr().is_terminal();
    let begun = Instant::now();
    if !terminal {
        eprintln!("building {}", many(rules, "rule"));
    }
    let mut command = Command::new(&cargo);
    command.current_dir(&tree).args([
        "build",
        "--release",
        "--package",
        BESIDE,
        "--package",
        PACKAGE,
        "--bin",
        PACKAGE,
    ]);
    // The diagnostics still go to standard error.
    command.arg("--message-format=json-render-diagnostics").env("IOTA_RULES", list).env_remove("IOTA_GENERATED_DIR");
    if !terminal {
        command.arg("--quiet");
    }
    let shown = || format!("cannot run `{}`; name cargo with CARGO", Path::new(&cargo).display());
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(shown)?;
    let mut program = None;
    if let Some(out) = child.stdout.take() {
        for line in BufReader::new(out).lines() {
            program = executable(&line.context("cannot read what cargo says")?).or(program);
        }
    }
    let status = child.wait().context("cannot wait for cargo")?;
    if !status.success() {
        bail!("the rules could not be built ({status}); what cargo says is above");
    }
    let program = program.context("cargo built no program")?;
    if !terminal {
        eprintln!("built in {:.1} s", begun.elapsed().as_secs_f64());
    }
    Ok(Built { program, _lock: lock })
}

/// The program that a message of cargo's names.
fn executable(message: &str) -> Option<PathBuf> {
    let message: Value = sonic_rs::from_str(message).ok()?;
    let program = message.get("executable").as_str()?.to_owned();
    (message.pointer(["target", "name"]).as_str() == Some(PACKAGE)).then(|| program.into())
}

/// The tree that `IOTA_SOURCE` names, else the one around the current folder, else the one that this was built in.
fn find() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os(VARIABLE).filter(|value| !value.is_empty()) {
        let named = PathBuf::from(named);
        if !is_tree(&named) {
            bail!("`{VARIABLE}` names `{}`, which is no source tree of iota", named.display());
        }
        return Ok(named);
    }
    let here = std::env::current_dir().context("cannot find the current folder")?;
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let tree = here.ancestors().chain(built_in).find(|folder| is_tree(folder));
    match tree {
        Some(tree) => Ok(tree.to_owned()),
        None => bail!(
            "no source tree of iota at `{}` or above, which is needed to build the rules; name it with {VARIABLE}",
            here.display()
        ),
    }
}

fn is_tree(folder: &Path) -> bool {
    folder.join("Cargo.toml").is_file() && folder.join(PACKAGE).join("Cargo.toml").is_file()
}
