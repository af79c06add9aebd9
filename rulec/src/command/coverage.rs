//! `rulec coverage`: how many rules are native, and what keeps each of the others out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use rulec::{Code, Compilation, CompiledRule, Level};
use serde::Serialize;

use super::{NOT_NATIVE, Shape, beside, compile, disabled, many, print};

/// The result of `--format=json`.
#[derive(Serialize)]
struct Coverage {
    /// How many rules were found.
    total: usize,
    /// How many compile.
    native: usize,
    /// `native` of `total`; `null` without rules.
    percent: Option<f64>,
    /// The rules that do not compile, by id.
    others: Vec<Other>,
    /// How many rules each code keeps out.
    codes: BTreeMap<&'static str, usize>,
    /// The ids of the rules that are switched off; they are counted above.
    disabled: Vec<String>,
    /// What was found that is no rule, by kind.
    not_rules: BTreeMap<&'static str, usize>,
    #[serde(skip)]
    beside: String,
}

/// A rule that does not compile.
#[derive(Serialize)]
struct Other {
    id: String,
    path: String,
    /// Each code once, in order.
    codes: Vec<&'static str>,
    /// Each message once, in the order of their places.
    reasons: Vec<String>,
    /// Whether the interpreter would run it.
    falls_back: bool,
}

/// Counts the rules below the folders.
pub fn run(dirs: &[PathBuf], format: Shape, fail_under: Option<f64>) -> Result<ExitCode> {
    let coverage = Coverage::of(&compile(dirs)?);
    match format {
        Shape::Text => print(&coverage.text())?,
        Shape::Json => print(&(sonic_rs::to_string_pretty(&coverage)? + "\n"))?,
    }
    let failed = fail_under.is_some_and(|least| coverage.percent.is_some_and(|percent| percent < least));
    Ok(if failed { ExitCode::from(NOT_NATIVE) } else { ExitCode::SUCCESS })
}

/// A percentage as an argument.
pub fn percent(text: &str) -> Result<f64, String> {
    let value = text.strip_suffix('%').unwrap_or(text).parse::<f64>();
    value.ok().filter(|value| (0.0..=100.0).contains(value)).ok_or_else(|| "not a number from 0 to 100".into())
}

impl Coverage {
    fn of(compilation: &Compilation) -> Coverage {
        let total = compilation.rules.len();
        let others: Vec<Other> = compilation.rules.iter().filter(|rule| !rule.is_native()).map(Other::of).collect();
        let native = total - others.len();
        let mut codes = BTreeMap::new();
        for code in others.iter().flat_map(|other| &other.codes) {
            *codes.entry(*code).or_default() += 1;
        }
        let percent = (total > 0).then(|| native as f64 * 100.0 / total as f64);
        let disabled = disabled(compilation).into_iter().map(str::to_owned).collect();
        let (not_rules, beside) = (super::others(compilation), beside(compilation));
        Coverage { total, native, percent, others, codes, disabled, not_rules, beside }
    }

    fn text(&self) -> String {
        let mut out = String::new();
        let percent = self.percent.map(|percent| format!(" ({} %)", shown(percent))).unwrap_or_default();
        let (native, not) = (self.native, self.others.len());
        _ = writeln!(out, "{}: {native} native{percent}, {not} not{}", many(self.total, "rule"), self.beside);
        if self.others.is_empty() {
            return out;
        }

        let ids = width("rule", self.others.iter().map(|other| other.id.as_str()));
        let lists: Vec<String> = self.others.iter().map(|other| other.codes.join(", ")).collect();
        let codes = width("codes", lists.iter().map(String::as_str));
        _ = writeln!(out, "\n{:ids$}  {:codes$}  why", "rule", "codes");
        for (other, list) in self.others.iter().zip(&lists) {
            let mut head = (other.id.as_str(), list.as_str());
            for reason in &other.reasons {
                _ = writeln!(out, "{:ids$}  {:codes$}  {reason}", head.0, head.1);
                head = ("", "");
            }
        }

        let fall_back: Vec<String> =
            self.others.iter().filter(|other| other.falls_back).map(|other| format!("`{}`", other.id)).collect();
        if !fall_back.is_empty() {
            _ = writeln!(out, "\nthe feature `interpreter` would run {}", fall_back.join(", "));
        }

        _ = writeln!(out, "\nrules  code");
        let mut counts: Vec<(&str, usize)> = self.codes.iter().map(|(code, count)| (*code, *count)).collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (code, count) in counts {
            let title = Code::parse(code).map_or("", Code::title);
            _ = writeln!(out, "{count:>5}  {code} {title}");
        }
        out
    }
}

impl Other {
    fn of(rule: &CompiledRule) -> Other {
        let errors = || rule.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
        let codes: BTreeSet<&str> = errors().map(|diagnostic| diagnostic.code.id()).collect();
        let mut reasons: Vec<String> = Vec::new();
        for diagnostic in errors() {
            if !reasons.contains(&diagnostic.message) {
                reasons.push(diagnostic.message.clone());
            }
        }
        Other {
            id: rule.id.clone(),
            path: rule.path.to_string_lossy().into_owned(),
            codes: codes.into_iter().collect(),
            reasons,
            falls_back: rule.falls_back(),
        }
    }
}

/// One decimal, rounded down: 999 of 1,000 are not 100 %.
fn shown(percent: f64) -> String {
    let text = format!("{:.1}", (percent * 10.0).floor() / 10.0);
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

fn width<'t>(title: &str, cells: impl Iterator<Item = &'t str>) -> usize {
    cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(title.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_never_rounded_up() {
        assert_eq!(shown(99.99), "99.9");
        assert_eq!(shown(100.0), "100");
        assert_eq!(shown(0.0), "0");
        assert_eq!(shown(200.0 / 3.0), "66.6");
    }

    #[test]
    fn a_percentage_lies_between_nothing_and_all() {
        assert_eq!(percent("99.5"), Ok(99.5));
        assert_eq!(percent("100%"), Ok(100.0));
        for wrong in ["", "x", "-1", "100.1", "NaN", "inf"] {
            assert!(percent(wrong).is_err(), "{wrong}");
        }
    }
}
