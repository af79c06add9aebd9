//! What a module must define to be a rule.

use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::Ranged;

use super::parse::span;
use super::resolve::{Binding, Resolver};
use super::synthetic::Synthetic;
use crate::compilation::CompiledRule;
use crate::diag::{Code, Diagnostic, SourceId};
use crate::ir::ModuleId;
use crate::pack::{Found, Metadata};
use crate::simple;

/// The functions that iota calls, and whether they may be written without the event.
const FUNCTIONS: [(&str, bool); 12] = [
    ("rule", false),
    ("alert", false),
    ("title", false),
    ("dedup", false),
    ("severity", true),
    ("alert_context", false),
    ("description", true),
    ("runbook", true),
    ("reference", true),
    ("destinations", true),
    ("unique", false),
    ("threshold", true),
];

/// Those that Panther's engine does not call: in its packs such names may be bound to anything.
const VALUES: [&str; 3] = ["alert", "unique", "threshold"];

/// The severities, as rules write them.
const SEVERITIES: [&str; 6] = ["INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL", "DEFAULT"];

/// Reads one rule: what it says of itself and which functions it has. They are lowered later, with all others.
pub fn rule(resolver: &mut Resolver, found: Found) -> (CompiledRule, Option<ModuleId>) {
    let Found { path, root, relative, yml, mut diagnostics } = found;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let id = yml.as_ref().and_then(|yml| yml.id.clone()).unwrap_or(stem);
    let module = path.extension().is_some_and(|extension| extension == "py").then(|| {
        let mut problems = Vec::new();
        let module = resolver.load(&id, &path, &root, &relative, &mut problems);
        // What a broken file defines is not known.
        let whole = problems.is_empty();
        diagnostics.append(&mut problems);
        (module, whole)
    });
    let yml_source = yml.as_ref().map(|yml| yml.source);
    let module_source = module.map(|(module, _)| resolver.program.module(module).source);
    let source = module_source.or(yml_source).unwrap_or_else(|| resolver.sources.add(path.clone(), String::new()));
    let mut rule = CompiledRule {
        id,
        log_types: crate::pack::log_types::of(&relative, &root),
        path,
        relative,
        root,
        yml: yml_source.map(|source| resolver.sources.get(source).path.clone()),
        source: yml_source.unwrap_or(source),
        id_span: 0..0,
        panther: yml.is_some(),
        metadata: Metadata::default(),
        docstring: Vec::new(),
        tests: Vec::new(),
        functions: Vec::new(),
        filters: None,
        script: None,
        diagnostics,
    };
    if let Some(yml) = &yml {
        rule.id_span = yml.id_span.clone();
        rule.log_types = yml.log_types.clone().unwrap_or(rule.log_types);
        (rule.metadata, rule.tests) = (yml.metadata.clone(), yml.tests.clone());
        if yml.detection.is_some() {
            // Conditions look at the plain event.
            rule.panther = false;
            let mut make = Synthetic::new(resolver, yml.source, &rule.root, &rule.relative);
            let (functions, mut problems) = simple::detection(&mut make, yml);
            rule.functions = functions;
            rule.diagnostics.append(&mut problems);
            return (rule, None);
        }
    }
    let Some((module, true)) = module else { return (rule, None) };
    rule.docstring = resolver.program.module(module).docstring();
    if rule.metadata.description.is_empty() {
        rule.metadata.description = rule.docstring.first().cloned().unwrap_or_default();
    }
    let mocks = rule.tests.iter().flat_map(|test| &test.mocks).map(|mock| mock.object_name.clone());
    resolver.mock(module, mocks);
    for (name, optional_event) in FUNCTIONS {
        function(resolver, module, name, optional_event, &mut rule);
    }
    match (rule.functions.iter().position(|(name, _)| *name == "rule"), yml) {
        (None, _) => rule.diagnostics.push(no_rule(resolver, module, source)),
        (Some(at), Some(yml)) if yml.inline_filters.is_some() => {
            let asked = rule.functions.remove(at).1;
            let relative = format!("{}.filters", rule.relative);
            let mut make = Synthetic::new(resolver, yml.source, &rule.root, &relative);
            let (filtered, mut problems) = simple::filtered(&mut make, &yml, asked);
            let (filters, asks) = filtered.unzip();
            rule.functions.insert(at, ("rule", asks.unwrap_or(asked)));
            rule.filters = filters;
            rule.diagnostics.append(&mut problems);
        }
        _ => {}
    }
    (rule, Some(module))
}

/// Whether nothing is wrong with the module but that it is no rule; nobody else says that it is one.
pub fn is_no_rule(rule: &CompiledRule) -> bool {
    rule.yml.is_none() && matches!(rule.diagnostics.as_slice(), [only] if only.code == Code::E003)
}

fn function(
    resolver: &mut Resolver,
    module: ModuleId,
    name: &'static str,
    optional_event: bool,
    rule: &mut CompiledRule,
) {
    let id = match resolver.binding(module, name) {
        Some(Binding::Function(_)) => resolver.function(module, name),
        // A contract's function may be imported: `from helpers import title`.
        Some(Binding::Member { module: of, name: member }) => {
            resolver.function_of(&of, module, &member).filter(|_| name != "alert")
        }
        _ => None,
    };
    let Some(id) = id else {
        if !VALUES.contains(&name) {
            no_function(resolver, module, name, rule);
        }
        return;
    };
    let (owner, def) = resolver.definition(id);
    if !(takes_event_alone(&def) || optional_event && takes_nothing(&def)) {
        let source = resolver.program.module(owner).source;
        rule.diagnostics.push(wrong_parameters(name, source, &def, optional_event));
    }
    if name == "severity" {
        let def = def.clone();
        severities(resolver.program.module(owner).source, &def, rule);
    }
    rule.functions.push((name, id));
}

/// What is called is written with `def`, in the module or in one that it is imported from: CPython would call whatever the
/// name is bound to.
fn no_function(resolver: &Resolver, module: ModuleId, name: &str, rule: &mut CompiledRule) {
    let bound = resolver.binding(module, name).is_some();
    if bound && name != "rule" {
        let source = resolver.program.module(module).source;
        let message = format!("`{name}` is bound to something that is not written with `def`");
        let help =
            format!("write `def {name}(event):`, or give the name another spelling if it is no part of the alert");
        let range = resolver.program.module(module).bound_at(name).unwrap_or_default();
        rule.diagnostics.push(Diagnostic::error(Code::E004, source, span(range), message, help));
    }
}

/// Whether it can be called with the event and nothing else.
pub fn takes_event_alone(def: &StmtFunctionDef) -> bool {
    let params = &def.parameters;
    let required = params.posonlyargs.iter().chain(&params.args).filter(|p| p.default.is_none()).count();
    let accepted = params.posonlyargs.len() + params.args.len();
    let most = if params.vararg.is_some() { usize::MAX } else { accepted };
    required <= 1 && most >= 1 && !params.kwonlyargs.iter().any(|p| p.default.is_none())
}

/// Whether it can be called with nothing.
fn takes_nothing(def: &StmtFunctionDef) -> bool {
    let params = &def.parameters;
    params.posonlyargs.iter().chain(&params.args).chain(&params.kwonlyargs).all(|p| p.default.is_some())
}

/// What is said of a function that can be called with neither.
pub fn wrong_parameters(name: &str, source: SourceId, def: &StmtFunctionDef, optional_event: bool) -> Diagnostic {
    let (message, help) = if optional_event {
        (
            format!("`{name}` cannot be called with the event, nor without it"),
            format!("write `def {name}(event):` or `def {name}():`; further parameters need defaults"),
        )
    } else {
        (
            format!("`{name}` cannot be called with the event alone"),
            format!("write `def {name}(event):`; further parameters need defaults"),
        )
    };
    Diagnostic::error(Code::E004, source, span(def.parameters.range()), message, help)
}

/// A severity that is written as a literal can be checked before the rule runs.
fn severities(source: SourceId, def: &StmtFunctionDef, rule: &mut CompiledRule) {
    let mut returned = Vec::new();
    returns(&def.body, &mut returned);
    for value in &returned {
        let Expr::StringLiteral(literal) = value else { continue };
        let name = literal.value.to_str();
        if !SEVERITIES.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            rule.diagnostics.push(Diagnostic::error(
                Code::E006,
                source,
                span(literal.range()),
                format!("`{name}` is no severity"),
                "return one of INFO, LOW, MEDIUM, HIGH, CRITICAL",
            ));
        }
    }
}

fn returns<'s>(body: &'s [Stmt], found: &mut Vec<&'s Expr>) {
    for stmt in body {
        match stmt {
            Stmt::Return(stmt) => found.extend(stmt.value.as_deref()),
            Stmt::If(stmt) => {
                returns(&stmt.body, found);
                for clause in &stmt.elif_else_clauses {
                    returns(&clause.body, found);
                }
            }
            Stmt::For(stmt) => returns(&stmt.body, found),
            Stmt::While(stmt) => returns(&stmt.body, found),
            Stmt::Try(stmt) => returns(&stmt.body, found),
            _ => {}
        }
    }
}

fn no_rule(resolver: &Resolver, module: ModuleId, source: SourceId) -> Diagnostic {
    let names = resolver.program.module(module).function_names();
    let near = names.into_iter().find(|name| super::near::is_near(name, "rule"));
    let help = match near {
        Some(name) => format!("rename `{name}` to `rule`"),
        None => "define `def rule(event):` that returns True or False, or move helpers to a `helpers` folder".into(),
    };
    Diagnostic::error(Code::E003, source, 0..0, "the module defines no function `rule`", help)
}
