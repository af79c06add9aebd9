//! `rulec emit`: the Rust of the rules, in a folder where a person can read it.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use rulec::diag::render;

use super::{NOT_NATIVE, compile, many, summary};

/// In the output folder: the files that the last run wrote there, a name a line.
const MANIFEST: &str = ".rulec-emit";

/// Writes the Rust of the rules below `dir` to `out`.
pub fn run(dir: PathBuf, out: &Path) -> Result<ExitCode> {
    let compilation = compile(&[dir])?;
    let files = compilation.emit();
    let before = manifest(out)?;
    for file in &files {
        if !before.contains(&file.name) && out.join(&file.name).exists() {
            bail!(
                "`{}` is not of `rulec emit` and would be overwritten; name another folder",
                out.join(&file.name).display()
            );
        }
    }

    fs::create_dir_all(out).with_context(|| format!("cannot create `{}`", out.display()))?;
    let now: BTreeSet<String> = files.iter().map(|file| file.name.clone()).collect();
    // Written first, and with the old names: whatever interrupts this, the next run knows its own files.
    write(&out.join(MANIFEST), &lines(before.union(&now)))?;
    for file in &files {
        let path = out.join(&file.name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot create `{}`", parent.display()))?;
        }
        write(&path, &file.text)?;
    }
    for name in before.difference(&now) {
        remove(out, name)?;
    }
    write(&out.join(MANIFEST), &lines(&now))?;

    eprint!("{}", render::text(&compilation.sources, &compilation.diagnostics, false));
    eprintln!("{}; {} in `{}`", summary(&compilation), many(files.len(), "file"), out.display());
    Ok(if compilation.is_native() { ExitCode::SUCCESS } else { ExitCode::from(NOT_NATIVE) })
}

/// What the last run wrote. A name that leads out of the folder is none of it.
fn manifest(out: &Path) -> Result<BTreeSet<String>> {
    let path = out.join(MANIFEST);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
    };
    let inside = |name: &&str| Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    Ok(text.lines().filter(|name| !name.is_empty()).filter(inside).map(str::to_owned).collect())
}

fn remove(out: &Path, name: &str) -> Result<()> {
    let path = out.join(name);
    match fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(error).with_context(|| format!("cannot remove `{}`", path.display()));
        }
        _ => {}
    }
    // A folder that holds nothing any more goes too; one that does cannot be removed so.
    for parent in Path::new(name).ancestors().skip(1).filter(|parent| !parent.as_os_str().is_empty()) {
        if fs::remove_dir(out.join(parent)).is_err() {
            break;
        }
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

fn lines<'n>(names: impl IntoIterator<Item = &'n String>) -> String {
    names.into_iter().map(|name| format!("{name}\n")).collect()
}
