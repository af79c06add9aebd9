//! What the commands share: their exit status, the rule folders that they are given, how they print.

pub mod check;
pub mod coverage;
pub mod docs;
pub mod emit;
pub mod explain;
pub mod test;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use rulec::{Compilation, Level};

/// Something is outside the subset or wrong.
pub const NOT_NATIVE: u8 = 1;

/// The command cannot be carried out as it was given; clap's own status.
pub const BAD_USAGE: u8 = 2;

/// How a result is written.
#[derive(Clone, Copy, ValueEnum)]
pub enum Shape {
    /// For people.
    Text,
    /// One JSON object.
    Json,
}

/// Whether text is coloured.
#[derive(Clone, Copy, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

impl Colour {
    /// Whether standard output gets colours. <https://no-color.org>
    pub fn wanted(self) -> bool {
        match self {
            Colour::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
                !refused && !dumb && std::io::stdout().is_terminal()
            }
            Colour::Always => true,
            Colour::Never => false,
        }
    }
}

/// Compiles what is below the paths, each of which must be a folder or a rule.
pub fn compile(paths: &[PathBuf]) -> Result<Compilation> {
    for path in paths {
        check_path(path)?;
    }
    let compilation = rulec::compile(paths);
    if compilation.rules.is_empty() {
        let shown: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
        eprintln!("warning: no rules below {}", shown.join(", "));
    }
    Ok(compilation)
}

fn check_path(path: &Path) -> Result<()> {
    if !path.exists() {
        let hint = if path == Path::new("rules") { "; name the folder that holds the rules" } else { "" };
        bail!("no such file or folder: `{}`{hint}", path.display());
    }
    if !path.is_dir() && path.extension().is_none_or(|extension| extension != "py" && extension != "yml") {
        bail!("`{}` is neither a folder nor a `.py` or `.yml` file", path.display());
    }
    Ok(())
}

/// `12 rules: 11 native, 1 not; 3 errors, 1 warning`.
pub fn summary(compilation: &Compilation) -> String {
    let native = compilation.rules.iter().filter(|rule| rule.is_native()).count();
    let (errors, warnings) = count(compilation);
    let total = compilation.rules.len();
    let mut out =
        format!("{}: {native} native, {} not; {}", many(total, "rule"), total - native, many(errors, "error"));
    if warnings > 0 {
        out.push_str(", ");
        out.push_str(&many(warnings, "warning"));
    }
    out + &beside(compilation)
}

/// `; 3 switched off; not rules: 12 scheduled rules, 2 packs`, or nothing.
pub fn beside(compilation: &Compilation) -> String {
    let mut out = String::new();
    let off = compilation.rules.iter().filter(|rule| !rule.metadata.enabled).count();
    if off > 0 {
        out.push_str(&format!("; {off} switched off"));
    }
    let others: Vec<String> =
        compilation.others_by_kind().into_iter().map(|(kind, count)| format!("{count} {}", kind.name(count))).collect();
    if !others.is_empty() {
        out.push_str(&format!("; not rules: {}", others.join(", ")));
    }
    out
}

/// The ids of the rules that do not compile and that the interpreter would run.
pub fn fall_back(compilation: &Compilation) -> Vec<&str> {
    compilation.rules.iter().filter(|rule| rule.falls_back()).map(|rule| rule.id.as_str()).collect()
}

/// The ids of the rules that are switched off.
pub fn disabled(compilation: &Compilation) -> Vec<&str> {
    compilation.rules.iter().filter(|rule| !rule.metadata.enabled).map(|rule| rule.id.as_str()).collect()
}

/// What was found that is no rule: how many of each kind.
pub fn others(compilation: &Compilation) -> BTreeMap<&'static str, usize> {
    compilation.others_by_kind().into_iter().map(|(kind, count)| (kind.name(2), count)).collect()
}

/// How many errors there are, and how many warnings.
pub fn count(compilation: &Compilation) -> (usize, usize) {
    let warnings = compilation.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Warning).count();
    (compilation.diagnostics.len() - warnings, warnings)
}

/// `1 rule`, `2 rules`.
pub fn many(count: usize, of: impl Display) -> String {
    format!("{count} {of}{}", if count == 1 { "" } else { "s" })
}

/// Prints to standard output. That nobody reads on is no error: `rulec check | head`.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write to standard output"),
    }
}
