//! What a module must define to be a rule.

use ruff_python_ast::{Expr, Stmt, StmtFunctionDef};
use ruff_text_size::Ranged;

use super::pack::Found;
use super::parse::span;
use super::resolve::{Binding, Resolver};
use crate::compilation::CompiledRule;
use crate::diag::{Code, Diagnostic, SourceId};
use crate::ir::ModuleId;

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

/// The severities, as rules write them.
const SEVERITIES: [&str; 6] = ["INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL", "DEFAULT"];

/// The log types that a folder's name stands for. A folder of any other name says nothing of the type.
const FOLDERS: [(&str, &[&str]); 1] = [("aws_cloudtrail", &["AWS.CloudTrail"])];

/// Reads one rule: what it says of itself and which functions it has. They are lowered later, with all others.
pub fn rule(resolver: &mut Resolver, found: Found) -> CompiledRule {
    let id = found.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut diagnostics = Vec::new();
    let module = resolver.load(&found.path, &found.root, &found.relative, &mut diagnostics);
    let source = resolver.program.module(module).source;
    let mut rule = CompiledRule {
        id,
        log_types: log_types(&found.relative),
        path: found.path,
        relative: found.relative,
        root: found.root,
        source,
        severity: "INFO",
        description: String::new(),
        functions: Vec::new(),
        diagnostics,
    };
    // What a broken file defines is not known.
    if !rule.diagnostics.is_empty() {
        return rule;
    }
    rule.description = resolver.program.module(module).docstring();
    for (name, optional_event) in FUNCTIONS {
        function(resolver, module, name, optional_event, &mut rule);
    }
    if !rule.functions.iter().any(|(name, _)| *name == "rule") {
        rule.diagnostics.push(no_rule(resolver, module, source));
    }
    rule
}

fn log_types(relative: &str) -> Vec<String> {
    let folder = relative.rsplit_once('/').map_or("", |(folder, _)| folder);
    let pack = folder.rsplit('/').next().unwrap_or_default();
    let known = FOLDERS.iter().find(|(name, _)| *name == pack);
    known.map(|(_, types)| types.iter().map(|t| (*t).to_owned()).collect()).unwrap_or_default()
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
    let Some(id) = id else { return };
    let (owner, def) = resolver.definition(id);
    let params = &def.parameters;
    let required = params.posonlyargs.iter().chain(&params.args).filter(|p| p.default.is_none()).count();
    let accepted = params.posonlyargs.len() + params.args.len();
    let most = if params.vararg.is_some() { usize::MAX } else { accepted };
    let keyword_required = params.kwonlyargs.iter().any(|p| p.default.is_none());
    let takes_event = required <= 1 && most >= 1 && !keyword_required;
    let takes_nothing = required == 0 && !keyword_required;
    if !(takes_event || optional_event && takes_nothing) {
        let source = resolver.program.module(owner).source;
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
        let range = params.range();
        rule.diagnostics.push(Diagnostic::error(Code::E004, source, span(range), message, help));
    }
    if name == "severity" {
        let def = def.clone();
        severities(resolver.program.module(owner).source, &def, rule);
    }
    rule.functions.push((name, id));
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
    let near = names.into_iter().find(|name| super::resolve::is_near(name, "rule"));
    let help = match near {
        Some(name) => format!("rename `{name}` to `rule`"),
        None => "define `def rule(event):` that returns True or False, or move helpers to a `helpers` folder".into(),
    };
    Diagnostic::error(Code::E003, source, 0..0, "the module defines no function `rule`", help)
}
