//! `rulec check`: all that is wrong, in one run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::ValueEnum;
use rulec::diag::{Sources, render};
use rulec::{Compilation, Diagnostic, Fallback, Level};
use serde::Serialize;

use super::{Colour, NOT_NATIVE, compile, count, disabled, fall_back, others, print, summary};

/// How diagnostics are written.
#[derive(Clone, Copy, ValueEnum)]
pub enum Format {
    /// For people: the source line with the span underlined.
    Text,
    /// One object.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// The report of `--format=json`.
#[derive(Serialize)]
struct Report<'c> {
    /// How many rules were found.
    total: usize,
    /// How many compile.
    native: usize,
    errors: usize,
    warnings: usize,
    /// The ids of those that do not compile and that the interpreter would run.
    fall_back: Vec<&'c str>,
    /// The ids of the rules that are switched off.
    disabled: Vec<&'c str>,
    /// What was found that is no rule, by kind.
    others: BTreeMap<&'static str, usize>,
    diagnostics: Vec<Entry<'c>>,
}

/// One diagnostic. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Serialize)]
struct Entry<'c> {
    code: &'static str,
    title: &'static str,
    level: &'static str,
    message: &'c str,
    label: &'c str,
    help: &'c str,
    path: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

/// Reports on the rules below the paths.
pub fn run(paths: &[PathBuf], skip: Vec<String>, format: Format, colour: Colour) -> Result<ExitCode> {
    let skip = Fallback { interpret: false, skip };
    let compilation = compile(paths)?;
    let Compilation { sources, diagnostics, .. } = &compilation;
    match format {
        Format::Text => {
            let text = render::text(sources, diagnostics, colour.wanted());
            let fall_back: Vec<String> = fall_back(&compilation).iter().map(|id| format!("`{id}`")).collect();
            let fall_back = match fall_back.is_empty() {
                true => String::new(),
                false => format!("the feature `interpreter` would run {}\n", fall_back.join(", ")),
            };
            print(&format!("{text}{fall_back}{}\n", summary(&compilation)))?;
        }
        Format::Json => print(&json(&compilation)?)?,
        Format::Github => print(&render::github(sources, diagnostics))?,
    }
    if !matches!(format, Format::Text) {
        eprintln!("{}", summary(&compilation));
    }
    if let Some(name) = skip.unknown(&compilation.rules).first() {
        bail!("`--skip` names `{name}`, which is no rule's id or path");
    }
    let refused = skip.refused(&compilation).iter().any(|d| d.level == Level::Error);
    Ok(if !refused && skip.mistakes(&compilation).next().is_none() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(NOT_NATIVE)
    })
}

fn json(compilation: &Compilation) -> Result<String> {
    let (errors, warnings) = count(compilation);
    let report = Report {
        total: compilation.rules.len(),
        native: compilation.rules.iter().filter(|rule| rule.is_native()).count(),
        errors,
        warnings,
        fall_back: fall_back(compilation),
        disabled: disabled(compilation),
        others: others(compilation),
        diagnostics: compilation.diagnostics.iter().map(|d| entry(&compilation.sources, d)).collect(),
    };
    Ok(sonic_rs::to_string_pretty(&report)? + "\n")
}

fn entry<'c>(sources: &Sources, diagnostic: &'c Diagnostic) -> Entry<'c> {
    let source = sources.get(diagnostic.source);
    let span = source.shown(&diagnostic.span);
    let (line, column) = source.position(span.start);
    let (end_line, end_column) = source.position(span.end);
    Entry {
        code: diagnostic.code.id(),
        title: diagnostic.code.title(),
        level: match diagnostic.level {
            Level::Mistake | Level::Error => "error",
            Level::Warning => "warning",
        },
        message: &diagnostic.message,
        label: &diagnostic.label,
        help: &diagnostic.help,
        path: source.path.to_string_lossy().into_owned(),
        line,
        column,
        end_line,
        end_column,
    }
}
