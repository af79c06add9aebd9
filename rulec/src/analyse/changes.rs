//! Whether a rule may change the event that it is given. Those that do not can share one.
//!
//! The answer is on the safe side: a rule changes nothing if all that its functions change are containers that they made
//! themselves.

use std::collections::BTreeSet;

use crate::analyse::writes;
use crate::compilation::CompiledRule;
use crate::ir::{Expr, ExprKind, FuncId, Function, LocalId, Stmt, StmtKind, Target, Ty};
use crate::python::Program;

/// Methods that change what they are called on.
const MUTATORS: [&str; 17] = [
    "add",
    "append",
    "clear",
    "difference_update",
    "discard",
    "extend",
    "insert",
    "intersection_update",
    "pop",
    "popitem",
    "remove",
    "reverse",
    "setdefault",
    "sort",
    "symmetric_difference_update",
    "update",
    "__setitem__",
];

/// Whether some function that the rule calls may change the event or a part of it.
pub fn may_change_event(program: &Program, rule: &CompiledRule) -> bool {
    let entries: Vec<FuncId> = rule.functions.iter().map(|(_, id)| *id).collect();
    let functions = program.reachable(entries);
    let any =
        |holds: fn(&Function) -> bool| functions.iter().any(|id| program.unit(*id).function.as_ref().is_none_or(holds));
    // What Panther's event gives out is wrapped, but for the few ways to get at what it holds.
    any(changes) && (!rule.panther || any(unwraps))
}

/// Methods and attributes of Panther's event that give what it holds itself.
const UNWRAPPING: [&str; 4] = ["_container", "deep_walk", "json_encoder", "raw_view"];

/// Whether the function may get hold of a part of Panther's event that is not wrapped. A slice of a wrapped list is a
/// plain tuple.
fn unwraps(function: &Function) -> bool {
    let mut found = false;
    let mut shallow = |expr: &Expr| {
        found |= match &expr.kind {
            ExprKind::CallMethod(_, name, _) | ExprKind::Attribute(_, name) => UNWRAPPING.contains(&name.as_str()),
            ExprKind::Native(_, name) | ExprKind::CallNative(_, name, _) => UNWRAPPING.contains(&name.as_str()),
            ExprKind::CallBuiltin(name, _) | ExprKind::Builtin(name) => name == "getattr",
            ExprKind::Slice(..) => true,
            _ => false,
        };
    };
    writes::each_expr(&function.body, &mut shallow);
    let params = function.params.positional.iter().chain(&function.params.keyword_only);
    params.filter_map(|p| p.default.as_ref()).for_each(|d| writes::each_expr_in(d, &mut shallow));
    found
}

/// Whether the function may change a container that it did not make itself.
pub fn changes(function: &Function) -> bool {
    let mut finder = Finder { fresh: fresh(function), found: false };
    finder.body(&function.body);
    let params = function.params.positional.iter().chain(&function.params.keyword_only);
    params.filter_map(|p| p.default.as_ref()).for_each(|d| finder.expr(d));
    finder.found
}

/// Variables that are only ever bound to what the function makes itself, or to what cannot be changed.
fn fresh(function: &Function) -> BTreeSet<LocalId> {
    let mut made: BTreeSet<LocalId> = BTreeSet::new();
    let mut other: BTreeSet<LocalId> = function.params.all().into_iter().collect();
    // What a nested function or a method is given is not known to be new either.
    writes::each_stmt(&function.body, &mut |stmt| {
        if let StmtKind::Def(_, closure) = &stmt.kind {
            other.extend(closure.params.all());
        }
    });
    writes::each_expr(&function.body, &mut |expr| {
        if let ExprKind::Lambda(closure) | ExprKind::Method(_, closure) = &expr.kind {
            other.extend(closure.params.all());
        }
    });
    // Every binding counts against a variable, those by a plain assignment of something new count for it.
    let mut bindings: std::collections::BTreeMap<LocalId, usize> = std::collections::BTreeMap::new();
    writes::each(&function.body, &mut |target| {
        if let Target::Local(local) = target {
            *bindings.entry(*local).or_default() += 1;
        }
    });
    let mut plain: std::collections::BTreeMap<LocalId, usize> = std::collections::BTreeMap::new();
    assignments(&function.body, &mut |local, value| {
        *plain.entry(local).or_default() += 1;
        if is_new(value) {
            made.insert(local);
        } else {
            other.insert(local);
        }
    });
    made.retain(|local| !other.contains(local) && bindings.get(local) == plain.get(local));
    made
}

/// Assignments of one value to one variable, and augmented ones, which keep what the variable has if that was new.
fn assignments<'s>(body: &'s [Stmt], f: &mut dyn FnMut(LocalId, Option<&'s Expr>)) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::Assign(targets, value) => {
                if let [Target::Local(local)] = targets.as_slice() {
                    f(*local, Some(value));
                }
            }
            StmtKind::AugAssign(Target::Local(local), ..) => f(*local, None),
            StmtKind::If(_, a, b) | StmtKind::While(_, a, b) | StmtKind::For(_, _, a, b) => {
                assignments(a, f);
                assignments(b, f);
            }
            StmtKind::Try(parts) => {
                assignments(&parts.body, f);
                parts.handlers.iter().for_each(|h| assignments(&h.body, f));
                assignments(&parts.orelse, f);
                assignments(&parts.finally, f);
            }
            StmtKind::Match(_, cases) => cases.iter().for_each(|c| assignments(&c.body, f)),
            StmtKind::Def(_, closure) => assignments(&closure.body, f),
            _ => {}
        }
    }
}

/// Whether the value is a container made here, or of a type that nothing can change; `None` is `x += ...`.
fn is_new(value: Option<&Expr>) -> bool {
    let Some(value) = value else { return true };
    match &value.kind {
        ExprKind::Const(_) | ExprKind::Display(..) | ExprKind::Dict(_) | ExprKind::Comprehension(_) => true,
        ExprKind::Format(_) | ExprKind::Compare(..) | ExprKind::Not(_) | ExprKind::Quantifier(..) => true,
        ExprKind::CallClass(name, _) => {
            matches!(name.as_str(), "dict" | "list" | "set" | "str" | "int" | "float" | "bool")
        }
        ExprKind::CallBuiltin(name, _) => matches!(name.as_str(), "sorted" | "len"),
        _ => matches!(value.ty, Ty::Str | Ty::Int | Ty::Float | Ty::Bool | Ty::None),
    }
}

struct Finder {
    fresh: BTreeSet<LocalId>,
    found: bool,
}

impl Finder {
    fn body(&mut self, body: &[Stmt]) {
        let mut changed = Vec::new();
        writes::each(body, &mut |target| match target {
            Target::Item(value, _) | Target::Slice(value, _) => changed.push(local_of(value)),
            // Objects with attributes are the rule's own.
            Target::Local(_) | Target::Global(..) | Target::Attribute(..) | Target::Unpack(..) => {}
        });
        // What is not a variable is not known to be new.
        self.found |= changed.iter().any(|local| local.is_none_or(|local| !self.fresh.contains(&local)));
        writes::each_expr(body, &mut |expr| self.shallow(expr));
        self.augmented(body);
    }

    /// `x += [...]` changes the list that `x` refers to.
    fn augmented(&mut self, body: &[Stmt]) {
        writes::each_stmt(body, &mut |stmt| {
            if let StmtKind::AugAssign(target, ..) = &stmt.kind {
                self.found |= match target {
                    Target::Local(local) => !self.fresh.contains(local),
                    // What a global or an item refers to may be a part of the event.
                    _ => true,
                };
            }
        });
    }

    fn expr(&mut self, expr: &Expr) {
        writes::each_expr_in(expr, &mut |expr| self.shallow(expr));
    }

    fn shallow(&mut self, expr: &Expr) {
        self.found |= match &expr.kind {
            ExprKind::CallMethod(receiver, name, _) if MUTATORS.contains(&name.as_str()) => match &receiver.kind {
                ExprKind::Local(local) => !self.fresh.contains(local),
                ExprKind::Display(..) | ExprKind::Dict(_) | ExprKind::Comprehension(_) => false,
                _ => true,
            },
            // A method that is passed on, or looked up by a computed name.
            ExprKind::Attribute(_, name) => MUTATORS.contains(&name.as_str()),
            ExprKind::CallBuiltin(name, _) | ExprKind::Builtin(name) => name == "getattr",
            _ => false,
        };
    }
}

fn local_of(expr: &Expr) -> Option<LocalId> {
    match &expr.kind {
        ExprKind::Local(local) => Some(*local),
        _ => None,
    }
}
