//! What must hold for a rule to match at all.
//!
//! Only conditions on top-level fields that are read by a constant key and compared with constant strings are found: the
//! ones that an index over all rules can use. A rule that keeps something (`event::state`) must run all the same: what it
//! keeps before it looks is kept whether it matches or not.

use std::collections::{BTreeMap, BTreeSet};

use crate::compilation::{Compilation, CompiledRule};
use crate::ir::{CompareOp, Const, Display, Expr, ExprKind, Function, LocalId, Stmt, StmtKind, Target};
use crate::python::Program;

/// For each field the strings of which it must be one.
type Guard = BTreeMap<String, BTreeSet<String>>;

/// The conditions as text: `eventName is one of "DeleteTrail", "StopLogging"`.
pub fn of(compilation: &Compilation, rule: &CompiledRule) -> Vec<String> {
    find(&compilation.program, rule).into_iter().map(|(field, values)| describe(&field, &values)).collect()
}

fn describe(field: &str, values: &BTreeSet<String>) -> String {
    let quoted: Vec<String> = values.iter().map(|value| format!("{value:?}")).collect();
    match quoted.as_slice() {
        [one] => format!("{field} is {one}"),
        all => format!("{field} is one of {}", all.join(", ")),
    }
}

fn find(program: &Program, rule: &CompiledRule) -> Guard {
    let rule_function = rule.functions.iter().find(|(name, _)| *name == "rule");
    let Some(function) = rule_function.and_then(|(_, id)| program.unit(*id).function.as_ref()) else {
        return Guard::new();
    };
    Finder::new(program, function, 0).body(function, &function.body).unwrap_or_default()
}

struct Finder<'p> {
    program: &'p Program,
    event: Option<LocalId>,
    /// Variables that are bound to a field of the event and to nothing else.
    fields: BTreeMap<LocalId, String>,
    /// Variables that more than one place binds: of those nothing is known.
    rebound: BTreeSet<LocalId>,
    /// Parameters that the caller gave constants for.
    constants: BTreeMap<LocalId, Expr>,
    depth: usize,
}

impl<'p> Finder<'p> {
    fn new(program: &'p Program, function: &Function, depth: usize) -> Finder<'p> {
        let params = function.params.all();
        let mut bound: BTreeMap<LocalId, usize> = params.iter().map(|local| (*local, 1)).collect();
        let mut changed = BTreeSet::new();
        crate::analyse::writes::each(&function.body, &mut |target| match target {
            Target::Local(local) => *bound.entry(*local).or_default() += 1,
            Target::Item(value, _) | Target::Slice(value, _) => {
                if let ExprKind::Local(local) = &value.kind {
                    changed.insert(*local);
                }
            }
            Target::Global(..) | Target::Attribute(..) | Target::Unpack(..) => {}
        });
        let rebound: BTreeSet<LocalId> =
            bound.into_iter().filter(|(_, count)| *count > 1).map(|(local, _)| local).chain(changed).collect();
        // An event that is bound again, or changed, is not the event that came in.
        let event = params.first().copied().filter(|event| !rebound.contains(event));
        Finder { program, event, fields: BTreeMap::new(), rebound, constants: BTreeMap::new(), depth }
    }

    /// What holds whenever the body returns something true; `None`: it never does.
    fn body(&mut self, function: &Function, body: &[Stmt]) -> Option<Guard> {
        let mut held = Guard::new();
        for stmt in body {
            match &stmt.kind {
                StmtKind::Return(value) => {
                    let value = value.as_ref()?;
                    return self.truth(function, value, true).map(|guard| both(held, guard));
                }
                // `if event.get("eventName") != "X": return False`
                StmtKind::If(test, then, otherwise) if otherwise.is_empty() => match self.body_ends(function, then) {
                    Ends::Never => held = both(held, self.truth(function, test, false).unwrap_or_default()),
                    Ends::Maybe(inside) => {
                        let taken = self.truth(function, test, true).map(|guard| both(guard, inside));
                        let rest_at = body.iter().position(|s| std::ptr::eq(s, stmt)).unwrap_or(0);
                        let rest = self.body(function, body.get(rest_at + 1..).unwrap_or_default());
                        return either(taken, rest).map(|guard| both(held, guard));
                    }
                    Ends::Continues => {}
                },
                StmtKind::If(test, then, otherwise) => {
                    let taken = self.truth(function, test, true);
                    let taken = taken.and_then(|guard| self.body(function, then).map(|inside| both(guard, inside)));
                    let other = self.truth(function, test, false);
                    let other =
                        other.and_then(|guard| self.body(function, otherwise).map(|inside| both(guard, inside)));
                    if returns(then) && returns(otherwise) {
                        return either(taken, other).map(|guard| both(held, guard));
                    }
                    return Some(held);
                }
                StmtKind::Assign(targets, value) => {
                    if let ([Target::Local(local)], Some(field)) = (targets.as_slice(), self.field(value))
                        && !self.rebound.contains(local)
                    {
                        self.fields.insert(*local, field);
                    }
                }
                StmtKind::Expr(_) | StmtKind::Pass | StmtKind::AugAssign(..) => {}
                // A loop or a `try` may return from its inside: what held before still holds.
                _ => return Some(held),
            }
        }
        None
    }

    fn body_ends(&mut self, function: &Function, body: &[Stmt]) -> Ends {
        if !returns(body) {
            let returns_inside =
                body.iter().any(|s| !matches!(s.kind, StmtKind::Assign(..) | StmtKind::Expr(_) | StmtKind::Pass));
            return if returns_inside { Ends::Maybe(Guard::new()) } else { Ends::Continues };
        }
        match self.body(function, body) {
            None => Ends::Never,
            Some(guard) => Ends::Maybe(guard),
        }
    }

    /// What holds if the expression is as true as `wanted`; `None`: it never is.
    fn truth(&mut self, function: &Function, expr: &Expr, wanted: bool) -> Option<Guard> {
        match &expr.kind {
            ExprKind::Const(constant) => (is_true(constant) == wanted).then(Guard::new),
            ExprKind::Not(inner) => self.truth(function, inner, !wanted),
            ExprKind::And(values) if wanted => self.every(function, values, true),
            ExprKind::Or(values) if !wanted => self.every(function, values, false),
            ExprKind::And(values) | ExprKind::Or(values) => {
                let guards: Vec<_> = values.iter().map(|v| self.truth(function, v, wanted)).collect();
                guards.into_iter().reduce(either).flatten()
            }
            ExprKind::Compare(left, rest) => match rest.as_slice() {
                [(op, right)] => Some(self.comparison(left, *op, right, wanted)),
                _ => Some(Guard::new()),
            },
            ExprKind::Call(id, args) if wanted && self.depth < 8 => self.called(*id, args),
            // Outside tests there are no mocks.
            ExprKind::Conditional(parts) if matches!(parts[0].kind, ExprKind::Mock(..)) => {
                self.truth(function, &parts[2], wanted)
            }
            _ => Some(Guard::new()),
        }
    }

    /// A helper that is given the event: `is_call(event, "iam.amazonaws.com", ("CreateUser",))`.
    fn called(&mut self, id: crate::ir::FuncId, args: &crate::ir::Args) -> Option<Guard> {
        let nothing = Some(Guard::new());
        let Some(callee) = self.program.unit(id).function.as_ref() else { return nothing };
        let params = callee.params.all();
        if !args.kw.is_empty() || !args.is_plain() || args.pos.len() != params.len() || callee.params.vararg.is_some() {
            return nothing;
        }
        let mut inner = Finder::new(self.program, callee, self.depth + 1);
        let event = args.pos.iter().position(|item| self.is_event(&item.value)).and_then(|at| params.get(at));
        inner.event = event.copied().filter(|event| !inner.rebound.contains(event));
        for (item, param) in args.pos.iter().zip(&params) {
            let value = self.constant(&item.value);
            if (value.as_str().is_some() || literals(value).is_some()) && !inner.rebound.contains(param) {
                inner.constants.insert(*param, value.clone());
            }
        }
        inner.body(callee, &callee.body)
    }

    /// The expression, or the constant that its variable stands for.
    fn constant<'e>(&'e self, expr: &'e Expr) -> &'e Expr {
        match &expr.kind {
            ExprKind::Local(local) => self.constants.get(local).unwrap_or(expr),
            _ => expr,
        }
    }

    fn every(&mut self, function: &Function, values: &[Expr], wanted: bool) -> Option<Guard> {
        values.iter().try_fold(Guard::new(), |held, v| self.truth(function, v, wanted).map(|guard| both(held, guard)))
    }

    fn comparison(&mut self, left: &Expr, op: CompareOp, right: &Expr, wanted: bool) -> Guard {
        let equal = matches!((op, wanted), (CompareOp::Eq, true) | (CompareOp::Ne, false));
        let within = matches!((op, wanted), (CompareOp::In, true) | (CompareOp::NotIn, false));
        let (left, right) = (self.constant(left), self.constant(right));
        let (field, values) = if equal {
            let (value, constant) = if right.as_str().is_some() { (left, right) } else { (right, left) };
            (self.field(value), constant.as_str().map(|text| BTreeSet::from([text.to_owned()])))
        } else if within {
            (self.field(left), literals(right))
        } else {
            (None, None)
        };
        field.zip(values).into_iter().collect()
    }

    /// The top-level field of the event that the expression reads.
    fn field(&self, expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Local(local) => self.fields.get(local).cloned(),
            ExprKind::Subscript(value, index) if self.is_event(value) => index.as_str().map(str::to_owned),
            ExprKind::CallMethod(value, name, args) if name == "deep_get" && self.is_event(value) => {
                match (args.pos.as_slice(), args.kw.as_slice()) {
                    ([key], []) => key.value.as_str().map(str::to_owned),
                    ([key], [(_, default)]) if matches!(&default.kind, ExprKind::Const(c) if !is_true(c)) => {
                        key.value.as_str().map(str::to_owned)
                    }
                    _ => None,
                }
            }
            ExprKind::CallMethod(value, name, args) if name == "get" && self.is_event(value) => {
                match args.pos.as_slice() {
                    [key] => key.value.as_str().map(str::to_owned),
                    // A default that is itself one of the strings would match without the field.
                    [key, default] if matches!(&default.value.kind, ExprKind::Const(c) if !is_true(c)) => {
                        key.value.as_str().map(str::to_owned)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn is_event(&self, expr: &Expr) -> bool {
        matches!(&expr.kind, ExprKind::Local(local) if Some(*local) == self.event)
    }
}

/// How a block under an `if` ends.
enum Ends {
    /// It returns, and nothing true.
    Never,
    /// It may return something true, and then this holds.
    Maybe(Guard),
    /// It does not return.
    Continues,
}

fn returns(body: &[Stmt]) -> bool {
    match body.last().map(|stmt| &stmt.kind) {
        Some(StmtKind::Return(_) | StmtKind::Raise(..)) => true,
        Some(StmtKind::If(_, then, otherwise)) => returns(then) && returns(otherwise),
        _ => false,
    }
}

fn is_true(constant: &Const) -> bool {
    match constant {
        Const::None => false,
        Const::Bool(b) => *b,
        Const::Int(i) => *i != 0,
        Const::Float(x) => *x != 0.0,
        Const::Str(s) => !s.is_empty(),
        Const::Bytes(b) => !b.is_empty(),
        Const::Big(_) | Const::Ellipsis | Const::NotImplemented => true,
    }
}

fn literals(expr: &Expr) -> Option<BTreeSet<String>> {
    match &expr.kind {
        ExprKind::Display(Display::List | Display::Tuple | Display::Set, items) => {
            items.iter().map(|item| item.value.as_str().filter(|_| !item.star).map(str::to_owned)).collect()
        }
        _ => None,
    }
}

fn both(mut a: Guard, b: Guard) -> Guard {
    for (field, values) in b {
        let merged = match a.get(&field) {
            Some(known) => known.intersection(&values).cloned().collect(),
            None => values,
        };
        a.insert(field, merged);
    }
    a
}

fn either(a: Option<Guard>, b: Option<Guard>) -> Option<Guard> {
    match (a, b) {
        (Some(a), Some(b)) => {
            let shared = a.into_iter().filter_map(|(field, values)| {
                let other = b.get(&field)?;
                Some((field, values.union(other).cloned().collect()))
            });
            Some(shared.collect())
        }
        (a, b) => a.or(b),
    }
}
