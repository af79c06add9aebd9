//! Rules without code: the conditions of a yml in, the same IR out as Python gives.
//!
//! What a condition means is what Panther's filters mean (`panther_core/filter.py`): they look at the plain event, keys are
//! told apart by case, and what is missing is `None`. What its documentation leaves open is refused.

mod build;
mod condition;
mod keypath;

use crate::diag::{Code, Diagnostic};
use crate::ir::{Expr, ExprKind, FuncId, Part};
use crate::pack::RuleYml;
use crate::python::Synthetic;
use crate::yaml::{Node, Value};
use build::Build;

/// The functions of a rule that has a `Detection`.
pub fn detection(make: &mut Synthetic<'_>, yml: &RuleYml) -> (Vec<(&'static str, FuncId)>, Vec<Diagnostic>) {
    let mut build = Build::new(make, yml.source);
    let mut functions = Vec::new();
    if let Some(detection) = &yml.detection {
        functions.extend(build.all("rule", detection).map(|id| ("rule", id)));
    }
    functions.extend(title(&mut build, &yml.root).map(|id| ("title", id)));
    functions.extend(dedup(&mut build, &yml.root).map(|id| ("dedup", id)));
    functions.extend(severity(&mut build, &yml.root).map(|id| ("severity", id)));
    functions.extend(context(&mut build, &yml.root).map(|id| ("alert_context", id)));
    let functions = match &yml.inline_filters {
        Some(filters) => {
            match (functions.iter().position(|(name, _)| *name == "rule"), build.all("filters", filters)) {
                (Some(at), Some(filters)) => {
                    let (name, rule) = functions.remove(at);
                    functions.insert(at, (name, build.filtered(filters, rule, false)));
                    functions
                }
                _ => functions,
            }
        }
        None => functions,
    };
    (functions, build.diagnostics)
}

/// The `InlineFilters` of a rule in Python, and the function that asks them before it asks the rule.
pub fn filtered(make: &mut Synthetic<'_>, yml: &RuleYml, rule: FuncId) -> (Option<(FuncId, FuncId)>, Vec<Diagnostic>) {
    let mut build = Build::new(make, yml.source);
    let filters = yml.inline_filters.as_ref().and_then(|filters| build.all("filters", filters));
    let made = filters.map(|filters| (filters, build.filtered(filters, rule, true)));
    (made, build.diagnostics)
}

/// `AlertTitle: "{actor.name} did it"`.
fn title(build: &mut Build<'_, '_>, root: &Node) -> Option<FuncId> {
    let node = root.get("AlertTitle")?;
    let Some(text) = node.as_str() else {
        build.refuse(&node.span, "`AlertTitle` is not a string", "put it in quotes");
        return None;
    };
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((path, behind)) = after.split_once('}') else { break };
        if !before.is_empty() {
            parts.push(Part::Text(before.to_owned()));
        }
        let value = build.value_at(path.trim(), &node.span)?;
        parts.push(Part::Value(value, None, Vec::new()));
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    let line = build.line(node);
    Some(build.function("title", line, Expr::any(ExprKind::Format(parts), line)))
}

/// `GroupBy`: the values of its keys, as a list is printed, so that no two groups have one string.
fn dedup(build: &mut Build<'_, '_>, root: &Node) -> Option<FuncId> {
    let node = root.get("GroupBy")?;
    let Value::List(items) = &node.value else {
        build.refuse(&node.span, "`GroupBy` is not a list", "write `- KeyPath: ...` items");
        return None;
    };
    let values: Option<Vec<Expr>> = items.iter().map(|item| build.specified(item)).collect();
    let line = build.line(node);
    let list = build.list(values?, line);
    Some(build.function("dedup", line, Expr::any(ExprKind::Format(vec![Part::Value(list, None, Vec::new())]), line)))
}

/// `DynamicSeverities`, where there is one set of conditions: which of several wins is not said.
fn severity(build: &mut Build<'_, '_>, root: &Node) -> Option<FuncId> {
    let node = root.get("DynamicSeverities")?;
    let Value::List(items) = &node.value else {
        build.refuse(
            &node.span,
            "`DynamicSeverities` is not a list",
            "write `- ChangeTo: ...` with `Conditions` below",
        );
        return None;
    };
    let [item] = items.as_slice() else {
        let help = "keep one set of conditions, or write the rule in Python with a function `severity`";
        build.refuse(&node.span, "several `DynamicSeverities` are outside the subset", help);
        return None;
    };
    let (Some(name), Some(conditions)) = (item.get("ChangeTo").and_then(Node::as_str), item.get("Conditions")) else {
        build.refuse(&item.span, "`ChangeTo` or `Conditions` is missing", "add it");
        return None;
    };
    if !["INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL"].iter().any(|known| known.eq_ignore_ascii_case(name)) {
        build.refuse(&item.span, &format!("`{name}` is no severity"), "it is one of Info, Low, Medium, High, Critical");
        return None;
    }
    let changed = build.all("changes_severity", conditions)?;
    let line = build.line(item);
    let value = build.choose(changed, name.to_uppercase(), "DEFAULT".to_owned(), line);
    Some(build.function("severity", line, value))
}

/// `AlertContext`: a dict of named values.
fn context(build: &mut Build<'_, '_>, root: &Node) -> Option<FuncId> {
    let node = root.get("AlertContext")?;
    let Value::List(items) = &node.value else {
        build.refuse(&node.span, "`AlertContext` is not a list", "write `- KeyName: ...` with `KeyValue` below");
        return None;
    };
    let line = build.line(node);
    let mut pairs = Vec::new();
    for item in items {
        let (Some(name), Some(value)) = (item.get("KeyName").and_then(Node::as_str), item.get("KeyValue")) else {
            build.refuse(&item.span, "`KeyName` or `KeyValue` is missing", "add it");
            return None;
        };
        let value = build.specified(value)?;
        pairs.push((Some(build.text(name, line)), value));
    }
    Some(build.function("alert_context", line, Expr::any(ExprKind::Dict(pairs), line)))
}

/// What is said of a condition that is not compiled.
fn refused(source: crate::diag::SourceId, span: std::ops::Range<u32>, message: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Code::E035, source, span, message, help)
}
