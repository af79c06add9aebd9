//! Which fields of the event a rule reads.

use std::collections::{BTreeMap, BTreeSet};

use crate::compilation::{Compilation, CompiledRule};
use crate::ir::{Closure, Comprehension, Expr, ExprKind, FuncId, Function, LocalId, Stmt, StmtKind, Target};
use crate::python::Program;

/// Paths of fields, `userIdentity.type`, in alphabetical order: those that are read by constant keys from the event
/// that the rule's functions and its helpers are given. A field that is read by a computed key is not among them.
pub fn of(compilation: &Compilation, rule: &CompiledRule) -> Vec<String> {
    let mut finder =
        Finder { program: &compilation.program, found: BTreeSet::new(), seen: BTreeMap::new(), returned: None };
    for (_, id) in &rule.functions {
        finder.function(*id, 0, "");
    }
    // `a` adds nothing beside `a.b`.
    let found = finder.found;
    let inner =
        |path: &String| found.iter().any(|other| other.len() > path.len() && other.starts_with(&format!("{path}.")));
    found.iter().filter(|path| !inner(path)).cloned().collect()
}

struct Finder<'p> {
    program: &'p Program,
    found: BTreeSet<String>,
    /// Functions that were looked at, with the parameter that was an event's part and which part, and what they returned.
    seen: BTreeMap<(FuncId, usize, String), Option<String>>,
    /// The path of what the function that is looked at returned first.
    returned: Option<String>,
}

/// What the locals of one function refer to: paths below the event.
type Paths = BTreeMap<LocalId, String>;

impl Finder<'_> {
    /// Looks at a function whose parameter is a part of the event; gives the path that what it returns has, if it has one.
    fn function(&mut self, id: FuncId, parameter: usize, path: &str) -> Option<String> {
        let key = (id, parameter, path.to_owned());
        if let Some(returned) = self.seen.get(&key) {
            return returned.clone();
        }
        self.seen.insert(key.clone(), None);
        let function = self.program.unit(id).function.as_ref()?;
        let mut paths = Paths::new();
        if let Some(local) = function.params.all().get(parameter) {
            paths.insert(*local, path.to_owned());
        }
        let outer = self.returned.take();
        self.body(function, &function.body, &mut paths);
        let returned = std::mem::replace(&mut self.returned, outer);
        self.seen.insert(key, returned.clone());
        returned
    }

    fn body(&mut self, function: &Function, body: &[Stmt], paths: &mut Paths) {
        for stmt in body {
            match &stmt.kind {
                StmtKind::Assign(targets, value) => {
                    let path = self.expr(function, value, paths);
                    for target in targets {
                        match (target, &path) {
                            (Target::Local(local), Some(path)) => {
                                paths.insert(*local, path.clone());
                            }
                            (Target::Local(local), None) => {
                                paths.remove(local);
                            }
                            _ => {}
                        }
                    }
                }
                StmtKind::Expr(e) | StmtKind::AugAssign(_, _, e) | StmtKind::Raise(Some(e), _) => {
                    self.expr(function, e, paths);
                }
                StmtKind::Return(Some(e)) => {
                    let path = self.expr(function, e, paths);
                    self.returned = self.returned.take().or(path);
                }
                StmtKind::Assert(test, ..) => {
                    self.expr(function, test, paths);
                }
                StmtKind::If(test, then, otherwise) => {
                    self.expr(function, test, paths);
                    self.body(function, then, &mut paths.clone());
                    self.body(function, otherwise, paths);
                }
                StmtKind::While(test, body, orelse) => {
                    self.expr(function, test, paths);
                    self.body(function, body, &mut paths.clone());
                    self.body(function, orelse, paths);
                }
                StmtKind::For(target, iter, body, orelse) => {
                    let path = self.expr(function, iter, paths);
                    if let (Target::Local(local), Some(path)) = (target, path) {
                        paths.insert(*local, format!("{path}[]"));
                    }
                    self.body(function, body, &mut paths.clone());
                    self.body(function, orelse, paths);
                }
                StmtKind::Try(parts) => {
                    self.body(function, &parts.body, paths);
                    parts.handlers.iter().for_each(|h| self.body(function, &h.body, &mut paths.clone()));
                    self.body(function, &parts.orelse, paths);
                    self.body(function, &parts.finally, paths);
                }
                StmtKind::Match(subject, cases) => {
                    self.expr(function, subject, paths);
                    cases.iter().for_each(|c| self.body(function, &c.body, &mut paths.clone()));
                }
                StmtKind::Def(_, closure) => self.closure(function, closure, paths),
                StmtKind::Return(None)
                | StmtKind::Raise(None, _)
                | StmtKind::Delete(_)
                | StmtKind::Break
                | StmtKind::Continue
                | StmtKind::Pass => {}
            }
        }
    }

    fn closure(&mut self, function: &Function, closure: &Closure, paths: &Paths) {
        self.body(function, &closure.body, &mut paths.clone());
    }

    /// Looks at an expression; gives the path that its value has, if it is a part of the event.
    fn expr(&mut self, function: &Function, expr: &Expr, paths: &mut Paths) -> Option<String> {
        match &expr.kind {
            ExprKind::Local(local) => paths.get(local).cloned(),
            ExprKind::Subscript(value, index) => {
                let base = self.expr(function, value, paths)?;
                self.expr(function, index, paths);
                index.as_str().map(|key| self.field(&base, key))
            }
            ExprKind::CallMethod(receiver, name, args) => {
                let base = self.expr(function, receiver, paths);
                for item in &args.pos {
                    self.expr(function, &item.value, paths);
                }
                for (_, value) in &args.kw {
                    self.expr(function, value, paths);
                }
                let base = base?;
                let keys: Option<Vec<&str>> = args.pos.iter().map(|item| item.value.as_str()).collect();
                if let ("deep_get" | "deep_walk", Some(keys)) = (name.as_str(), keys) {
                    return Some(keys.iter().fold(base, |path, key| self.field(&path, key)));
                }
                match (name.as_str(), args.pos.first().and_then(|item| item.value.as_str())) {
                    ("get" | "pop" | "setdefault", Some(key)) => Some(self.field(&base, key)),
                    ("items" | "values", None) => Some(base),
                    _ => None,
                }
            }
            ExprKind::Compare(left, rest) => {
                self.expr(function, left, paths);
                for (op, value) in rest {
                    let path = self.expr(function, value, paths);
                    // Of the event itself it asks for a field; of a part of it, perhaps for a piece of text.
                    if let (crate::ir::CompareOp::In | crate::ir::CompareOp::NotIn, Some(""), Some(key)) =
                        (op, path.as_deref(), left.as_str())
                    {
                        self.field("", key);
                    }
                }
                None
            }
            ExprKind::Or(values) | ExprKind::And(values) => {
                let parts: Vec<_> = values.iter().map(|v| self.expr(function, v, paths)).collect();
                parts.into_iter().flatten().next()
            }
            ExprKind::Conditional(parts) => {
                let parts: Vec<_> = parts.iter().map(|p| self.expr(function, p, paths)).collect();
                parts.into_iter().skip(1).flatten().next()
            }
            ExprKind::Walrus(target, value) => {
                let path = self.expr(function, value, paths);
                if let (Target::Local(local), Some(path)) = (&**target, &path) {
                    paths.insert(*local, path.clone());
                }
                path
            }
            ExprKind::Call(id, args) => {
                let mut base = None;
                let mut returned = None;
                let mut keys = Vec::new();
                for (i, item) in args.pos.iter().enumerate() {
                    if let Some(path) = self.expr(function, &item.value, paths) {
                        returned = self.function(*id, i, &path).or(returned);
                        base = base.or(Some(path));
                    }
                    keys.extend(item.value.as_str().map(str::to_owned));
                }
                for (_, value) in &args.kw {
                    self.expr(function, value, paths);
                }
                // `deep_get(event, "a", "b")`: constant strings after a part of the event are taken for its path.
                let base = base?;
                if keys.is_empty() || keys.len() + 1 != args.pos.len() || returned.is_some() {
                    return returned;
                }
                Some(keys.iter().fold(base, |path, key| self.field(&path, key)))
            }
            ExprKind::Comprehension(c) | ExprKind::Quantifier(_, c) => {
                self.comprehension(function, c, paths);
                None
            }
            ExprKind::Lambda(closure) | ExprKind::Method(_, closure) => {
                self.closure(function, closure, paths);
                None
            }
            _ => {
                let mut parts = Vec::new();
                expr.each_child(&mut |child| parts.push(child));
                for part in parts {
                    self.expr(function, part, paths);
                }
                None
            }
        }
    }

    fn comprehension(&mut self, function: &Function, c: &Comprehension, paths: &Paths) {
        let mut paths = paths.clone();
        for clause in &c.clauses {
            let path = self.expr(function, &clause.iter, &mut paths);
            if let (Target::Local(local), Some(path)) = (&clause.target, path) {
                paths.insert(*local, format!("{path}[]"));
            }
            for condition in &clause.conditions {
                self.expr(function, condition, &mut paths);
            }
        }
        self.expr(function, &c.element, &mut paths);
        if let Some(value) = &c.value {
            self.expr(function, value, &mut paths);
        }
    }

    fn field(&mut self, base: &str, key: &str) -> String {
        let path = if base.is_empty() { key.to_owned() } else { format!("{base}.{key}") };
        self.found.insert(path.clone());
        path
    }
}
