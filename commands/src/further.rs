//! Rules that `--rules` names and that are not compiled in: read when the binary starts, and interpreted.

use std::path::Path;

use event::script::Source;
use event::{Body, EventClass, Guard, Rule, Script, Severity};
use rulec::diag::render;
use rulec::{CompiledRule, Fallback, Place};

use crate::choose::Further;

/// The rules below the path that `is_compiled` does not know.
///
/// # Errors
/// What is wrong with them, for people: a rule that cannot be run stops the start, as it would fail the build.
pub fn read(root: &Path, is_compiled: &dyn Fn(&Path) -> bool) -> Result<Further, String> {
    let skip = Fallback::from_env();
    let compilation = rulec::read(&[root.to_owned()]);
    let mut wrong = Vec::new();
    let mut found = Further { root: root.to_owned(), compiled: Vec::new(), rules: Vec::new() };
    for rule in &compilation.rules {
        if is_compiled(&rule.path) {
            found.compiled.push(rule.path.clone());
            continue;
        }
        if skip.place(rule) == Place::Skipped || !rule.metadata.enabled {
            continue;
        }
        match &rule.script {
            Some(script) if !rule.is_filtered() => {
                found.rules.push(Box::leak(Box::new(kept(rule, script, &compilation.sources))))
            }
            Some(_) => {
                let path = rule.path.display();
                wrong
                    .push(format!("`{path}` has `InlineFilters`, which are compiled when iota is built, and not here"));
            }
            None if rule.is_native() => {
                let path = rule.path.display();
                wrong.push(format!("`{path}` has a `Detection`, which is compiled and not interpreted"));
            }
            None => wrong.push(render::text(&compilation.sources, &rule.diagnostics, false).trim_end().to_owned()),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong.join("\n")) }
}

/// The rule, for as long as the process lives.
fn kept(rule: &CompiledRule, script: &rulec::Script, sources: &rulec::diag::Sources) -> Rule {
    let metadata = &rule.metadata;
    let modules: Vec<Source> = script
        .modules
        .iter()
        .map(|module| Source {
            name: text(&module.name),
            path: text(&module.path),
            text: text(&sources.get(module.source).text),
            imports: list(module.imports.iter().map(|(name, index)| (text(name), *index))),
            lazy: texts(&module.lazy),
        })
        .collect();
    let script = Script {
        modules: modules.leak(),
        reason: "it is not compiled in",
        computes_severity: rule.function("severity").is_some(),
        counts_unique: rule.function("unique").is_some(),
        models: script.models.as_deref().map(text),
        filters: None,
    };
    Rule {
        id: text(&rule.id),
        source: text(&rule.relative),
        root: text(&rule.root.to_string_lossy()),
        event_class: if rule.panther { EventClass::Panther } else { EventClass::Dict },
        log_types: texts(&rule.log_types),
        display_name: text(&metadata.display_name),
        severity: Severity::parse(metadata.severity).unwrap_or(Severity::Info),
        tags: texts(&metadata.tags),
        description: text(&metadata.description),
        runbook: text(&metadata.runbook),
        reference: text(&metadata.reference),
        reports: list(metadata.reports.iter().map(|(name, entries)| (text(name), texts(entries)))),
        summary_attributes: texts(&metadata.summary_attributes),
        output_ids: texts(&metadata.output_ids),
        status: text(&metadata.status),
        dedup_minutes: metadata.dedup_minutes,
        threshold: metadata.threshold,
        tests: u32::try_from(rule.tests.len()).unwrap_or(u32::MAX),
        create_alert: metadata.create_alert,
        changes_event: false,
        guard: Guard::ALWAYS,
        body: Body::Interpreted(Box::leak(Box::new(script))),
    }
}

fn text(text: &str) -> &'static str {
    text.to_owned().leak()
}

fn texts(texts: &[String]) -> &'static [&'static str] {
    list(texts.iter().map(|one| text(one)))
}

fn list<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    items.collect::<Vec<T>>().leak()
}
