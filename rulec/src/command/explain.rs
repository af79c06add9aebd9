//! `rulec explain`: what a code means, or how a rule is compiled.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use rulec::diag::render;
use rulec::python::{builtins, native};
use rulec::{Code, Compilation, CompiledRule, Generated};

use super::{Colour, NOT_NATIVE, compile, print};

/// A rule whose name is less like the one asked for is not proposed: Jaro-Winkler, 1 for equal names.
const NEAR: f64 = 0.75;

/// Explains a code or, if it is none, a rule below the paths.
pub fn run(what: &str, paths: &[PathBuf], colour: Colour) -> Result<ExitCode> {
    if let Some(code) = Code::parse(what) {
        print(&format!("{}{}", code.explanation(), inventory(code)))?;
        return Ok(ExitCode::SUCCESS);
    }
    if is_code(what) {
        let known: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        bail!("no such code: `{what}`; there are {}", known.join(", "));
    }
    let compilation = if lies_elsewhere(what, paths) { compile(&[what.into()])? } else { compile(paths)? };
    let Some(rule) = compilation.rule(what) else {
        bail!("no rule `{what}`{}", proposal(&compilation, what));
    };
    print(&text(&compilation, rule, colour))?;
    Ok(if rule.is_native() { ExitCode::SUCCESS } else { ExitCode::from(NOT_NATIVE) })
}

/// Whether it is written as codes are.
fn is_code(what: &str) -> bool {
    what.strip_prefix(['E', 'e']).is_some_and(|rest| rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether it is a rule's file that is in none of the folders.
fn lies_elsewhere(what: &str, paths: &[PathBuf]) -> bool {
    let path = Path::new(what);
    path.is_file()
        && path.extension().is_some_and(|extension| extension == "py")
        && !paths.iter().any(|p| path.starts_with(p))
}

fn proposal(compilation: &Compilation, what: &str) -> String {
    let likeness = |rule: &&CompiledRule| strsim::jaro_winkler(&rule.id, what);
    let nearest = compilation.rules.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    match nearest.filter(|rule| likeness(rule) >= NEAR) {
        Some(rule) => format!("; did you mean `{}`?", rule.id),
        None => {
            format!(" among the {} that were found; give its id, which is its file's stem", compilation.rules.len())
        }
    }
}

fn text(compilation: &Compilation, rule: &CompiledRule, colour: Colour) -> String {
    let mut out = String::new();
    let mut row = |name: &str, value: &str| _ = writeln!(out, "{name:10} {value}");
    row("rule", &rule.id);
    row("file", &rule.path.to_string_lossy());
    if !rule.metadata.description.is_empty() {
        row("about", &rule.metadata.description.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let names: Vec<&str> = rule.functions.iter().map(|(name, _)| *name).collect();
    let computed = if names.contains(&"severity") { "as `severity` returns; by default " } else { "" };
    row("severity", &format!("{computed}{}", rule.metadata.severity));
    row("log types", &if rule.log_types.is_empty() { "every".to_owned() } else { rule.log_types.join(", ") });
    row("functions", &names.join(", "));
    row("native", if rule.is_native() { "yes" } else { "no" });
    if !rule.diagnostics.is_empty() {
        out.push('\n');
        out.push_str(render::text(&compilation.sources, &rule.diagnostics, colour.wanted()).trim_end());
        out.push('\n');
    }
    if !rule.is_native() {
        return out;
    }

    let explanation = rulec::analyse::explain(compilation, rule);
    list(&mut out, "fields that it reads", &explanation.fields, "none");
    let nothing = "nothing that can be told before it runs: it is run for every event of its log types";
    list(&mut out, "what must hold for it to match", &explanation.guard, nothing);
    if let Some(file) = rust(compilation.emit(), rule) {
        _ = write!(out, "\n{}\n\n{}", file.name, file.text);
    }
    out
}

/// The file of a rule: it is named after the rule's path below its root, with `__` for the separators.
fn rust(files: Vec<Generated>, rule: &CompiledRule) -> Option<Generated> {
    let wanted = words(rule.relative.strip_suffix(".py").unwrap_or(&rule.relative));
    files.into_iter().find(|file| file.name.strip_suffix(".rs").is_some_and(|name| words(name) == wanted))
}

/// A name without regard to how it separates its parts.
fn words(name: &str) -> Vec<&str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// What the compiler has now, where a code is about that.
fn inventory(code: Code) -> String {
    let mut out = String::new();
    match code {
        Code::E010 => {
            let names: Vec<&str> = native::importable().map(|module| module.module).collect();
            _ = writeln!(out, "\n## Native modules\n\n{}", names.join(", "));
        }
        Code::E016 => {
            _ = writeln!(out, "\n## Native builtins\n");
            let groups = [builtins::FUNCTIONS, builtins::CLASSES, builtins::EXCEPTIONS];
            for (kind, names) in ["functions", "classes", "exceptions"].into_iter().zip(groups) {
                _ = writeln!(out, "- {kind}: {}", names.join(", "));
            }
        }
        Code::E024 => {
            _ = writeln!(out, "\n## What is native\n");
            for module in native::importable() {
                let names: Vec<&str> = module.callables.iter().chain(module.constants).copied().collect();
                _ = writeln!(out, "- {}: {}", module.module, names.join(", "));
            }
        }
        _ => {}
    }
    out
}

fn list(out: &mut String, title: &str, lines: &[String], nothing: &str) {
    _ = writeln!(out, "\n{title}");
    if lines.is_empty() {
        _ = writeln!(out, "  ({nothing})");
    }
    for line in lines {
        _ = writeln!(out, "  {line}");
    }
}
