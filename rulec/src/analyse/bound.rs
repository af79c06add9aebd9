//! Which variables may be read before they are bound: only those are checked at run time.

use std::collections::BTreeSet;

use crate::ir::{
    Closure, Comprehension, Expr, ExprKind, Function, LocalId, Params, Part, Pattern, Stmt, StmtKind, Target,
};

/// Variables that are certainly bound; `None` where control does not come.
type State = Option<BTreeSet<LocalId>>;

/// Sets [`crate::ir::Local::maybe_unbound`] of every variable.
pub fn mark(function: &mut Function) {
    let mut flow = Flow { unbound: BTreeSet::new() };
    let mut state: State = Some(function.params.all().into_iter().collect());
    flow.params(&function.params, &mut state);
    flow.body(&function.body, &mut state);
    for local in flow.unbound {
        function.locals[local.0].maybe_unbound = true;
    }
}

struct Flow {
    unbound: BTreeSet<LocalId>,
}

impl Flow {
    fn read(&mut self, local: LocalId, state: &State) {
        if state.as_ref().is_some_and(|bound| !bound.contains(&local)) {
            self.unbound.insert(local);
        }
    }

    fn body(&mut self, body: &[Stmt], state: &mut State) {
        for stmt in body {
            self.stmt(stmt, state);
        }
    }

    fn stmt(&mut self, stmt: &Stmt, state: &mut State) {
        match &stmt.kind {
            StmtKind::Expr(e) => self.expr(e, state),
            StmtKind::Assign(targets, value) => {
                self.expr(value, state);
                targets.iter().for_each(|t| self.bind(t, state));
            }
            StmtKind::AugAssign(target, _, value) => {
                if let Target::Local(local) = target {
                    self.read(*local, state);
                }
                self.bind(target, state);
                self.expr(value, state);
            }
            StmtKind::Delete(target) => self.delete(target, state),
            StmtKind::If(test, then, otherwise) => {
                self.expr(test, state);
                let mut other = state.clone();
                self.body(then, state);
                self.body(otherwise, &mut other);
                join(state, other);
            }
            StmtKind::While(test, body, orelse) => {
                self.expr(test, state);
                let mut inside = state.clone();
                self.body(body, &mut inside);
                self.body(orelse, &mut state.clone());
            }
            StmtKind::For(target, iter, body, orelse) => {
                self.expr(iter, state);
                let mut inside = state.clone();
                self.bind(target, &mut inside);
                self.body(body, &mut inside);
                self.body(orelse, &mut state.clone());
            }
            StmtKind::Return(value) => {
                if let Some(value) = value {
                    self.expr(value, state);
                }
                *state = None;
            }
            StmtKind::Raise(value, cause) => {
                for value in value.iter().chain(cause) {
                    self.expr(value, state);
                }
                *state = None;
            }
            StmtKind::Break | StmtKind::Continue => *state = None,
            StmtKind::Pass => {}
            StmtKind::Assert(test, message, _) => {
                self.expr(test, state);
                if let Some(message) = message {
                    self.expr(message, &mut state.clone());
                }
            }
            StmtKind::Try(parts) => {
                let before = state.clone();
                self.body(&parts.body, state);
                self.body(&parts.orelse, state);
                for handler in &parts.handlers {
                    let mut caught = before.clone();
                    if let Some(class) = &handler.class {
                        self.expr(class, &mut caught);
                    }
                    if let Some(name) = &handler.name {
                        self.bind(name, &mut caught);
                        // Python unbinds the name at the handler's end.
                        if let Target::Local(local) = name {
                            self.unbound.insert(*local);
                        }
                    }
                    self.body(&handler.body, &mut caught);
                    if let (Some(Target::Local(local)), Some(bound)) = (&handler.name, &mut caught) {
                        bound.remove(local);
                    }
                    join(state, caught);
                }
                let mut last = before;
                self.body(&parts.finally, &mut last);
                if last.is_none() {
                    *state = None;
                }
            }
            StmtKind::Def(target, closure) => {
                self.closure(closure, state);
                self.bind(target, state);
            }
            StmtKind::Match(subject, cases) => {
                self.expr(subject, state);
                let mut after = state.clone();
                for case in cases {
                    let mut inside = state.clone();
                    self.pattern(&case.pattern, &mut inside);
                    if let Some(guard) = &case.guard {
                        self.expr(guard, &mut inside);
                    }
                    self.body(&case.body, &mut inside);
                    join(&mut after, inside);
                }
                *state = after;
            }
        }
    }

    fn delete(&mut self, target: &Target, state: &mut State) {
        match target {
            Target::Local(local) => {
                self.read(*local, state);
                // From here on it is unbound, whatever else is known.
                self.unbound.insert(*local);
                if let Some(bound) = state {
                    bound.remove(local);
                }
            }
            Target::Unpack(targets, _) => targets.iter().for_each(|t| self.delete(t, state)),
            other => self.bind(other, state),
        }
    }

    fn bind(&mut self, target: &Target, state: &mut State) {
        match target {
            Target::Local(local) => {
                if let Some(bound) = state {
                    bound.insert(*local);
                }
            }
            Target::Global(..) => {}
            Target::Item(value, index) => {
                self.expr(value, state);
                self.expr(index, state);
            }
            Target::Attribute(value, _) => self.expr(value, state),
            Target::Slice(value, bounds) => {
                self.expr(value, state);
                bounds.iter().flatten().for_each(|b| self.expr(b, state));
            }
            Target::Unpack(targets, _) => targets.iter().for_each(|t| self.bind(t, state)),
        }
    }

    fn pattern(&mut self, pattern: &Pattern, state: &mut State) {
        match pattern {
            Pattern::Wildcard => {}
            Pattern::Value(e) | Pattern::Singleton(e) => self.expr(e, state),
            Pattern::Bind(inner, target) => {
                if let Some(inner) = inner {
                    self.pattern(inner, state);
                }
                self.bind(target, state);
            }
            Pattern::Or(alternatives) => {
                // Every alternative binds the same names.
                for alternative in alternatives {
                    self.pattern(alternative, state);
                }
            }
            Pattern::Sequence(before, star, after) => {
                before.iter().chain(after).for_each(|p| self.pattern(p, state));
                if let Some(Some(target)) = star {
                    self.bind(target, state);
                }
            }
            Pattern::Mapping(pairs, rest) => {
                for (key, pattern) in pairs {
                    self.expr(key, state);
                    self.pattern(pattern, state);
                }
                if let Some(rest) = rest {
                    self.bind(rest, state);
                }
            }
            Pattern::Class(class, inner) => {
                self.expr(class, state);
                if let Some(inner) = inner {
                    self.pattern(inner, state);
                }
            }
        }
    }

    fn params(&mut self, params: &Params, state: &mut State) {
        for param in params.positional.iter().chain(&params.keyword_only) {
            if let Some(default) = &param.default {
                self.expr(default, state);
            }
        }
    }

    fn closure(&mut self, closure: &Closure, state: &mut State) {
        self.params(&closure.params, state);
        let mut inside = state.clone();
        if let Some(bound) = &mut inside {
            bound.extend(closure.params.all());
        }
        self.body(&closure.body, &mut inside);
    }

    fn expr(&mut self, expr: &Expr, state: &mut State) {
        match &expr.kind {
            ExprKind::Const(_)
            | ExprKind::Global(..)
            | ExprKind::Function(_)
            | ExprKind::Builtin(_)
            | ExprKind::Class(_)
            | ExprKind::User(_)
            | ExprKind::Native(..)
            | ExprKind::Mock(..) => {}
            ExprKind::Local(local) => self.read(*local, state),
            ExprKind::And(values) | ExprKind::Or(values) => {
                let mut inside = state.clone();
                for (i, value) in values.iter().enumerate() {
                    self.expr(value, &mut inside);
                    if i == 0 {
                        *state = inside.clone();
                    }
                }
            }
            ExprKind::Compare(left, rest) => {
                self.expr(left, state);
                let mut inside = state.clone();
                for (i, (_, value)) in rest.iter().enumerate() {
                    self.expr(value, &mut inside);
                    if i == 0 {
                        *state = inside.clone();
                    }
                }
            }
            ExprKind::Conditional(parts) => {
                let [test, then, otherwise] = &**parts;
                self.expr(test, state);
                let mut other = state.clone();
                self.expr(then, state);
                self.expr(otherwise, &mut other);
                join(state, other);
            }
            ExprKind::Walrus(target, value) => {
                self.expr(value, state);
                self.bind(target, state);
            }
            ExprKind::Comprehension(comprehension) | ExprKind::Quantifier(_, comprehension) => {
                self.comprehension(comprehension, state);
            }
            ExprKind::Lambda(closure) | ExprKind::Method(_, closure) => self.closure(closure, state),
            ExprKind::Format(parts) => self.parts(parts, state),
            _ => expr.each_child(&mut |child| self.expr(child, state)),
        }
    }

    fn parts(&mut self, parts: &[Part], state: &mut State) {
        for part in parts {
            if let Part::Value(value, _, spec) = part {
                self.expr(value, state);
                self.parts(spec, state);
            }
        }
    }

    fn comprehension(&mut self, comprehension: &Comprehension, state: &mut State) {
        let mut inside = state.clone();
        for (i, clause) in comprehension.clauses.iter().enumerate() {
            self.expr(&clause.iter, &mut inside);
            if i == 0 {
                *state = inside.clone();
            }
            self.bind(&clause.target, &mut inside);
            clause.conditions.iter().for_each(|c| self.expr(c, &mut inside));
        }
        self.expr(&comprehension.element, &mut inside);
        if let Some(value) = &comprehension.value {
            self.expr(value, &mut inside);
        }
    }
}

fn join(state: &mut State, other: State) {
    *state = match (state.take(), other) {
        (Some(a), Some(b)) => Some(a.intersection(&b).copied().collect()),
        (a, b) => a.or(b),
    };
}
