//! `rulec test`: the cases that lie beside the rules, through the code that production runs.

mod cases;
mod compare;
mod json_file;
mod junit;
mod report;
mod runner;
mod text;
mod tree;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::ValueEnum;
use rulec::diag::render;
use rulec::{Compilation, Diagnostic, Level};

use self::cases::{Case, Outcome, Tested};
use super::{Colour, NOT_NATIVE, compile, many, print};

/// How the results are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people: what failed, with what was expected and what came.
    Text,
    /// One object with every case.
    Json,
    /// The XML that CI systems read.
    Junit,
}

/// Runs the cases of the rules below the paths.
pub fn run(paths: &[PathBuf], filter: Option<&str>, format: Format, colour: Colour) -> Result<ExitCode> {
    let compilation = compile(paths)?;
    let found = cases::find(&compilation, filter);
    let broken = broken(&compilation, &found, filter.is_some());
    if !broken.is_empty() {
        let colour = format == Format::Text && colour.wanted();
        let text = render::text(&compilation.sources, &broken, colour);
        match format {
            Format::Text => print(&text)?,
            Format::Json | Format::Junit => eprint!("{text}"),
        }
    }
    let tested = test(paths, &compilation, found)?;
    match format {
        Format::Text => print(&text::render(&compilation, &tested, filter, colour.wanted()))?,
        Format::Json => print(&report::render(&tested)?)?,
        Format::Junit => print(&junit::render(&tested))?,
    }
    if format != Format::Text {
        eprintln!("{}", summary(&tested));
    }
    let passed = broken.is_empty() && tested.iter().all(|t| matches!(t.outcome, Outcome::Passed(_)));
    Ok(if passed { ExitCode::SUCCESS } else { ExitCode::from(NOT_NATIVE) })
}

/// The errors of the rules that do not compile: of all of them, or of those that have cases.
fn broken(compilation: &Compilation, cases: &[Case], only_tested: bool) -> Vec<Diagnostic> {
    let tested: BTreeSet<&str> = cases.iter().map(|case| case.rule.as_str()).collect();
    let mut places = BTreeSet::new();
    let rules = compilation.rules.iter().filter(|rule| !only_tested || tested.contains(rule.id.as_str()));
    for diagnostic in rules.flat_map(|rule| &rule.diagnostics) {
        places.insert((diagnostic.source, diagnostic.span.start, diagnostic.code.id()));
    }
    let of_these = |d: &&Diagnostic| places.contains(&(d.source, d.span.start, d.code.id()));
    compilation.diagnostics.iter().filter(|d| d.level == Level::Error).filter(of_these).cloned().collect()
}

/// Runs the cases that can be run.
fn test(paths: &[PathBuf], compilation: &Compilation, cases: Vec<Case>) -> Result<Vec<Tested>> {
    let mut outcomes: Vec<Option<Outcome>> = cases.iter().map(|case| case.refused(compilation)).collect();
    let runnable: Vec<usize> = (0..cases.len()).filter(|i| outcomes[*i].is_none()).collect();
    if !runnable.is_empty() {
        let rules: BTreeSet<&str> = runnable.iter().map(|i| cases[*i].rule.as_str()).collect();
        let built = tree::build(paths, rules.len())?;
        let answers = runner::run(&built.program, &runnable.iter().map(|i| &cases[*i]).collect::<Vec<_>>())?;
        for (i, answer) in runnable.into_iter().zip(answers) {
            outcomes[i] = Some(cases[i].judge(answer));
        }
    }
    let outcome = |outcome: Option<Outcome>| outcome.unwrap_or_else(|| Outcome::NotRun("it was not reached".into()));
    Ok(cases.into_iter().zip(outcomes).map(|(case, o)| Tested { case, outcome: outcome(o) }).collect())
}

/// `12 tests: 10 passed, 2 failed (1 of them not run)`.
fn summary(tested: &[Tested]) -> String {
    let passed = count(tested, |outcome| matches!(outcome, Outcome::Passed(_)));
    let not_run = count(tested, |outcome| matches!(outcome, Outcome::NotRun(_)));
    let failed = tested.len() - passed;
    let mut out = format!("{}: {passed} passed, {failed} failed", many(tested.len(), "test"));
    if not_run > 0 {
        out.push_str(&format!(" ({not_run} of them not run)"));
    }
    out
}

fn count(tested: &[Tested], of: impl Fn(&Outcome) -> bool) -> usize {
    tested.iter().filter(|t| of(&t.outcome)).count()
}
