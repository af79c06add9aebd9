//! A rule's page: what it means, what to do, then how it works.

use std::fmt::Write;
use std::path::{Component, Path};

use rulec::CompiledRule;

use super::{attack, severity, techniques, title};

/// The page's file: the rule's, as Markdown.
pub fn name(rule: &CompiledRule) -> String {
    let stem = rule.relative.rsplit_once('.').map_or(rule.relative.as_str(), |(stem, _)| stem);
    format!("{stem}.md")
}

/// The page; `out` is the folder of all pages.
pub fn text(rule: &CompiledRule, out: &Path) -> String {
    let metadata = &rule.metadata;
    let mut page = format!("# {}\n\n", title(rule));
    let off = if metadata.enabled { "" } else { " · switched off" };
    _ = writeln!(page, "`{}` · {} · {}{off}\n", rule.id, severity(rule), types(rule));
    if let Some(title) = example(rule) {
        _ = writeln!(page, "> {title}\n");
    }
    _ = writeln!(page, "{}\n", metadata.description.trim());
    if !metadata.runbook.is_empty() {
        _ = writeln!(page, "## What to do\n\n{}\n", metadata.runbook.trim());
    }
    if !metadata.false_positives.is_empty() {
        _ = writeln!(page, "## Known to match and be benign\n\n{}", list(&metadata.false_positives));
    }
    // A rule without a description in its yml begins with its docstring.
    let said = rule.docstring.iter().skip(usize::from(rule.docstring.first() == Some(&metadata.description)));
    let said: Vec<&str> = said.map(String::as_str).collect();
    if !said.is_empty() {
        _ = writeln!(page, "## What it looks at\n\n{}\n", said.join("\n\n"));
    }
    page += "## Details\n\n| | |\n|---|---|\n";
    for (tactic, technique) in techniques(rule) {
        _ = writeln!(page, "| ATT&CK | {}, {} |", attack::tactic_link(tactic), attack::technique_link(technique));
    }
    let alerts = match (metadata.threshold, metadata.create_alert) {
        (_, false) => "none: matches are counted".to_owned(),
        (1, true) => format!("one for each dedup string in {} minutes", metadata.dedup_minutes),
        (count, true) => format!("after {count} matches with one dedup string in {} minutes", metadata.dedup_minutes),
    };
    _ = writeln!(page, "| Alerts | {alerts} |");
    if !metadata.tags.is_empty() {
        _ = writeln!(page, "| Tags | {} |", metadata.tags.join(", "));
    }
    if !metadata.reference.is_empty() {
        _ = writeln!(page, "| Reference | <{}> |", metadata.reference);
    }
    _ = writeln!(page, "| Source | {} |", source(rule, out));
    let names = |expected| rule.tests.iter().filter(move |test| test.expected == expected).map(|test| &test.name);
    let [matched, not]: [Vec<&String>; 2] = [true, false].map(|expected| names(expected).collect());
    if !rule.tests.is_empty() {
        _ = write!(page, "\n## Tested with\n\nMatches:\n\n{}\nDoes not match:\n\n{}", list(matched), list(not));
    }
    page
}

/// An alert's title, as the first test that says one expects it.
fn example(rule: &CompiledRule) -> Option<&str> {
    let (_, title) = rule.tests.iter().flat_map(|test| &test.expectations).find(|(key, _)| key == "Title")?;
    // A JSON string without escapes.
    title.strip_prefix('"')?.strip_suffix('"').filter(|title| !title.contains('\\'))
}

fn types(rule: &CompiledRule) -> String {
    if rule.log_types.is_empty() { "every log type".to_owned() } else { rule.log_types.join(", ") }
}

fn list<S: AsRef<str>>(items: impl IntoIterator<Item = S>) -> String {
    items.into_iter().map(|item| format!("- {}\n", item.as_ref())).collect()
}

/// A link to the rule's file, where both folders are below the one that the command runs in.
fn source(rule: &CompiledRule, out: &Path) -> String {
    let shown = format!("{}/{}", rule.root.display(), rule.relative);
    let plain = |path: &Path| path.components().all(|part| matches!(part, Component::Normal(_)));
    if !plain(&rule.root) || !plain(out) {
        return format!("`{}`", rule.relative);
    }
    let up = "../".repeat(out.components().count() + rule.relative.matches('/').count());
    format!("[{shown}]({up}{shown})")
}
