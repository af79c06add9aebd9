//! Walks over everything in a function's body, what is nested in it included: targets, expressions, statements.

use crate::ir::{Closure, Comprehension, Expr, ExprKind, Pattern, Stmt, StmtKind, Target};

/// Calls `f` with every target of the statements: of an unpacking each part, of a `match` every capture.
pub fn each(body: &[Stmt], f: &mut dyn FnMut(&Target)) {
    body.iter().for_each(|stmt| {
        in_stmt(stmt, &mut |found| {
            if let Found::Target(target) = found {
                f(target);
            }
        })
    });
}

/// Calls `f` with every expression of the statements, parts of others included.
pub fn each_expr(body: &[Stmt], f: &mut dyn FnMut(&Expr)) {
    body.iter().for_each(|stmt| {
        in_stmt(stmt, &mut |found| {
            if let Found::Expr(expr) = found {
                f(expr);
            }
        })
    });
}

/// Calls `f` with the expression and every part of it.
pub fn each_expr_in(expr: &Expr, f: &mut dyn FnMut(&Expr)) {
    in_expr(expr, &mut |found| {
        if let Found::Expr(expr) = found {
            f(expr);
        }
    });
}

/// Calls `f` with every statement, nested ones included.
pub fn each_stmt(body: &[Stmt], f: &mut dyn FnMut(&Stmt)) {
    body.iter().for_each(|stmt| {
        in_stmt(stmt, &mut |found| {
            if let Found::Stmt(stmt) = found {
                f(stmt);
            }
        })
    });
}

/// What a walk has come to.
enum Found<'f> {
    Target(&'f Target),
    Expr(&'f Expr),
    Stmt(&'f Stmt),
}

fn walk(body: &[Stmt], f: &mut dyn FnMut(Found<'_>)) {
    body.iter().for_each(|stmt| in_stmt(stmt, f));
}

fn in_stmt(stmt: &Stmt, f: &mut dyn FnMut(Found<'_>)) {
    f(Found::Stmt(stmt));
    match &stmt.kind {
        StmtKind::Expr(e) => in_expr(e, f),
        StmtKind::Assign(targets, value) => {
            in_expr(value, f);
            targets.iter().for_each(|t| in_target(t, f));
        }
        StmtKind::AugAssign(target, _, value) => {
            in_expr(value, f);
            in_target(target, f);
        }
        StmtKind::Delete(target) => in_target(target, f),
        StmtKind::If(test, a, b) | StmtKind::While(test, a, b) => {
            in_expr(test, f);
            walk(a, f);
            walk(b, f);
        }
        StmtKind::For(target, iter, a, b) => {
            in_expr(iter, f);
            in_target(target, f);
            walk(a, f);
            walk(b, f);
        }
        StmtKind::Return(value) => value.iter().for_each(|v| in_expr(v, f)),
        StmtKind::Raise(value, cause) => value.iter().chain(cause).for_each(|v| in_expr(v, f)),
        StmtKind::Assert(test, message, _) => {
            in_expr(test, f);
            message.iter().for_each(|m| in_expr(m, f));
        }
        StmtKind::Try(parts) => {
            walk(&parts.body, f);
            for handler in &parts.handlers {
                handler.class.iter().for_each(|c| in_expr(c, f));
                handler.name.iter().for_each(|n| in_target(n, f));
                walk(&handler.body, f);
            }
            walk(&parts.orelse, f);
            walk(&parts.finally, f);
        }
        StmtKind::Def(target, closure) => {
            in_closure(closure, f);
            in_target(target, f);
        }
        StmtKind::Match(subject, cases) => {
            in_expr(subject, f);
            for case in cases {
                in_pattern(&case.pattern, f);
                case.guard.iter().for_each(|g| in_expr(g, f));
                walk(&case.body, f);
            }
        }
        StmtKind::Break | StmtKind::Continue | StmtKind::Pass => {}
    }
}

fn in_target(target: &Target, f: &mut dyn FnMut(Found<'_>)) {
    match target {
        Target::Unpack(targets, _) => targets.iter().for_each(|t| in_target(t, f)),
        other => {
            f(Found::Target(other));
            match other {
                Target::Item(value, index) => {
                    in_expr(value, f);
                    in_expr(index, f);
                }
                Target::Slice(value, bounds) => {
                    in_expr(value, f);
                    bounds.iter().flatten().for_each(|b| in_expr(b, f));
                }
                Target::Attribute(value, _) => in_expr(value, f),
                Target::Local(_) | Target::Global(..) | Target::Unpack(..) => {}
            }
        }
    }
}

fn in_closure(closure: &Closure, f: &mut dyn FnMut(Found<'_>)) {
    let params = closure.params.positional.iter().chain(&closure.params.keyword_only);
    params.filter_map(|p| p.default.as_ref()).for_each(|d| in_expr(d, f));
    walk(&closure.body, f);
}

fn in_comprehension(comprehension: &Comprehension, f: &mut dyn FnMut(Found<'_>)) {
    for clause in &comprehension.clauses {
        in_expr(&clause.iter, f);
        in_target(&clause.target, f);
        clause.conditions.iter().for_each(|c| in_expr(c, f));
    }
    in_expr(&comprehension.element, f);
    comprehension.value.iter().for_each(|v| in_expr(v, f));
}

fn in_expr(expr: &Expr, f: &mut dyn FnMut(Found<'_>)) {
    f(Found::Expr(expr));
    match &expr.kind {
        ExprKind::Walrus(target, value) => {
            in_expr(value, f);
            in_target(target, f);
        }
        ExprKind::Comprehension(c) | ExprKind::Quantifier(_, c) => in_comprehension(c, f),
        ExprKind::Lambda(closure) | ExprKind::Method(_, closure) => in_closure(closure, f),
        _ => expr.each_child(&mut |child| in_expr(child, f)),
    }
}

fn in_pattern(pattern: &Pattern, f: &mut dyn FnMut(Found<'_>)) {
    match pattern {
        Pattern::Wildcard => {}
        Pattern::Value(e) | Pattern::Singleton(e) => in_expr(e, f),
        Pattern::Bind(inner, target) => {
            inner.iter().for_each(|p| in_pattern(p, f));
            in_target(target, f);
        }
        Pattern::Or(all) => all.iter().for_each(|p| in_pattern(p, f)),
        Pattern::Sequence(before, star, after) => {
            before.iter().chain(after).for_each(|p| in_pattern(p, f));
            star.iter().flatten().for_each(|t| in_target(t, f));
        }
        Pattern::Mapping(pairs, rest) => {
            pairs.iter().for_each(|(_, p)| in_pattern(p, f));
            rest.iter().for_each(|t| in_target(t, f));
        }
        Pattern::Class(_, inner) => inner.iter().for_each(|p| in_pattern(p, f)),
    }
}
