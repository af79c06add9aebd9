//! `--format=text`: what failed, with what was expected and what came.

use std::collections::BTreeSet;
use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use rulec::Compilation;
use rulec::diag::render::harmless;

use super::cases::{Outcome, Tested};
use super::{many, summary};

/// Values that are longer are cut; `--format=json` has them whole.
const WIDTH: usize = 400;

/// The report.
pub fn render(compilation: &Compilation, tested: &[Tested], filter: Option<&str>, colour: bool) -> String {
    let paint = Paint { colour };
    let mut out = String::new();
    for tested in tested {
        one(&mut out, tested, &paint);
    }
    let failed = tested.iter().any(|t| !matches!(t.outcome, Outcome::Passed(_)));
    let style = if failed { RED } else { GREEN };
    _ = write!(out, "{}", paint.with(style.bold(), &summary(tested)));
    let rules: BTreeSet<&str> = tested.iter().map(|t| t.case.rule.as_str()).collect();
    match compilation.rules.len() - rules.len() {
        0 => {}
        _ if filter.is_some() => {}
        without => _ = write!(out, "; {} without tests", many(without, "rule")),
    }
    out.push('\n');
    out
}

fn one(out: &mut String, tested: &Tested, paint: &Paint) {
    let case = &tested.case;
    let name = paint.with(Style::new().bold(), &harmless(&case.full_name()));
    let place = harmless(&format!("{}:{}", case.file.display(), case.line));
    let mut head = |status: &str| {
        _ = writeln!(out, "{}: {name}", paint.with(RED.bold(), status));
        _ = writeln!(out, "{} {place}", paint.with(BLUE.bold(), "  -->"));
    };
    match &tested.outcome {
        Outcome::Passed(_) => return,
        Outcome::NotRun(why) => {
            head("not run");
            _ = writeln!(out, "      {}", short(why));
        }
        Outcome::Failed(_, differences) => {
            head("failed");
            for d in differences {
                let function = format!("{}()", d.function);
                _ = writeln!(out, "      {function:15} expected  {}", paint.with(GREEN, &short(&d.expected)));
                _ = writeln!(out, "      {:15} found     {}", "", paint.with(RED, &short(&d.found)));
            }
        }
    }
    out.push('\n');
}

fn short(text: &str) -> String {
    let text = harmless(text);
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

const RED: Style = AnsiColor::Red.on_default();
const GREEN: Style = AnsiColor::Green.on_default();
const BLUE: Style = AnsiColor::Blue.on_default();

struct Paint {
    colour: bool,
}

impl Paint {
    fn with(&self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }
}
