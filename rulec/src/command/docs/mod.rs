//! `rulec docs`: a page a rule, an index, and what of ATT&CK the rules cover, as Markdown.
//!
//! Everything on a page comes from the rule's yml and its docstring. Files that the command did not write are left alone:
//! its own begin with [`MARK`].

mod attack;
mod index;
mod page;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use rulec::{Compilation, CompiledRule};

use super::{NOT_NATIVE, compile, many};

/// The first line of every file that the command writes.
const MARK: &str = "<!-- Written by `rulec docs` from the rules: change those. -->\n";

/// The framework of `Reports` whose entries are tactics and techniques, `TA0001:T1078`.
const ATTACK: &str = "MITRE ATT&CK";

/// So many stale files are named.
const NAMED: usize = 20;

/// Writes the pages of the rules below `dir` to `out`, or says which of them are not as they would be written.
pub fn run(dir: PathBuf, out: &Path, check: bool) -> Result<ExitCode> {
    let compilation = compile(&[dir])?;
    let wanted = files(&compilation, out);
    let before = written(out)?;
    let changed: Vec<&String> =
        wanted.iter().filter(|(name, text)| before.get(*name) != Some(text)).map(|f| f.0).collect();
    let gone: Vec<&String> = before.keys().filter(|name| !wanted.contains_key(*name)).collect();
    if check {
        let stale = changed.len() + gone.len();
        for name in changed.iter().chain(&gone).take(NAMED) {
            eprintln!("stale: `{}`", out.join(name).display());
        }
        eprintln!("{}, {stale} stale", many(wanted.len(), "page"));
        return Ok(if stale == 0 { ExitCode::SUCCESS } else { ExitCode::from(NOT_NATIVE) });
    }
    for name in &changed {
        let path = out.join(name);
        if path.exists() && !before.contains_key(*name) {
            bail!("`{}` is not of `rulec docs` and would be overwritten; move it", path.display());
        }
    }
    for name in &changed {
        let path = out.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot create `{}`", parent.display()))?;
        }
        let text = wanted.get(*name).map_or("", String::as_str);
        fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    for name in &gone {
        let path = out.join(name);
        fs::remove_file(&path).with_context(|| format!("cannot remove `{}`", path.display()))?;
    }
    eprintln!("{}: {} written, {} removed", many(wanted.len(), "page"), changed.len(), gone.len());
    Ok(ExitCode::SUCCESS)
}

/// Every file by its name below `out`, with `/`.
fn files(compilation: &Compilation, out: &Path) -> BTreeMap<String, String> {
    let rules: Vec<&CompiledRule> = compilation.rules.iter().collect();
    let mut files = BTreeMap::new();
    for rule in &rules {
        files.insert(page::name(rule), MARK.to_owned() + &page::text(rule, out));
    }
    files.insert("README.md".to_owned(), MARK.to_owned() + &index::text(&rules));
    files.insert("coverage.md".to_owned(), MARK.to_owned() + &attack::coverage(&rules));
    files
}

/// The files below `out` that the command wrote.
fn written(out: &Path) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let mut open = vec![(out.to_owned(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        if !folder.is_dir() {
            continue;
        }
        let entries = fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
        for entry in entries {
            let path = entry.with_context(|| format!("cannot read `{}`", folder.display()))?.path();
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() {
                open.push((path, format!("{prefix}{name}/")));
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
                if text.starts_with(MARK) {
                    found.insert(prefix.clone() + &name, text);
                }
            }
        }
    }
    Ok(found)
}

/// What people call the rule.
fn title(rule: &CompiledRule) -> &str {
    if rule.metadata.display_name.is_empty() { &rule.id } else { &rule.metadata.display_name }
}

/// The severity of its yml, and whether a function of the rule may say another.
fn severity(rule: &CompiledRule) -> String {
    let computed = rule.function("severity").is_some();
    format!("{}{}", rule.metadata.severity, if computed { ", or as the event has it" } else { "" })
}

/// The tactics and techniques of a rule, `("TA0001", "T1078.004")`.
fn techniques(rule: &CompiledRule) -> Vec<(&str, &str)> {
    let entries = rule.metadata.reports.iter().filter(|(framework, _)| framework == ATTACK).flat_map(|(_, all)| all);
    entries.filter_map(|entry| entry.split_once(':')).collect()
}

/// In a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ").trim().to_owned()
}
