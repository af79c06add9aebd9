//! Comprehensions and generators.

use ruff_python_ast::{self as ast, Expr as Ast};
use ruff_text_size::{Ranged, TextRange};

use super::{Lower, Scope};
use crate::diag::Code;
use crate::ir::{Builds, Clause, Comprehension, Expr, ExprKind, LocalId, Target, Ty};
use crate::python::scope;

impl Lower<'_> {
    pub(super) fn comprehension(&mut self, expr: &Ast, line: u32) -> Expr {
        let (comprehension, ty) = match expr {
            Ast::ListComp(c) => (self.build(Builds::List, line, &c.elt, None, &c.generators), Ty::List),
            Ast::SetComp(c) => (self.build(Builds::Set, line, &c.elt, None, &c.generators), Ty::Set),
            Ast::DictComp(c) => match &c.key {
                Some(key) => (self.build(Builds::Dict, line, key, Some(&c.value), &c.generators), Ty::Dict),
                None => return self.reject(Code::E021, c.range(), "`**` cannot stand here", "write `key: value`"),
            },
            Ast::Generator(c) => (self.generator(c, c.range()), Ty::Any),
            other => return self.reject(Code::E022, other.range(), "this is no comprehension", "write a list"),
        };
        Expr { kind: ExprKind::Comprehension(Box::new(comprehension)), ty, line }
    }

    /// `brackets`: those around it, which may be those of a call.
    pub(super) fn generator(&mut self, generator: &ast::ExprGenerator, brackets: TextRange) -> Comprehension {
        let line = self.line(brackets);
        self.build(Builds::Generator, line, &generator.elt, None, &generator.generators)
    }

    fn build(
        &mut self,
        builds: Builds,
        line: u32,
        element: &Ast,
        value: Option<&Ast>,
        generators: &[ast::Comprehension],
    ) -> Comprehension {
        let first = self.locals.len();
        // The first iterable is evaluated outside, before the comprehension's own names exist.
        let outer = generators.first().map(|g| self.expr(&g.iter));
        let inner = generators.iter().flat_map(|g| &g.ifs).chain([element]).chain(value);
        let rest = generators.iter().skip(1).map(|g| &g.iter);
        let captured = scope::captured_in(inner.chain(rest));
        let mut names = Scope { comprehension: true, ..Scope::default() };
        for name in scope::comprehension(generators) {
            let local = self.declare(&name, captured.contains(&name), Ty::Any);
            names.names.insert(name, local);
        }
        self.scopes.push(names);
        let qualname = self.qualified(builds.python_name());
        // Unlike functions it has no `<locals>`: `rule.<locals>.<listcomp>.<lambda>`.
        self.nesting.push(format!("{}.", builds.python_name()));
        let (mut outer, mut line) = (outer, line);
        let clauses = generators.iter().map(|generator| {
            if generator.is_async {
                self.error(Code::E014, generator.range(), "`async for` is outside the subset", "write a plain `for`");
            }
            let iter = match outer.take() {
                Some(iter) => iter,
                None => self.expr(&generator.iter),
            };
            let (target, target_line) = (self.target(&generator.target), self.line(generator.target.range()));
            let conditions = generator.ifs.iter().map(|c| self.expr(c)).collect();
            let clause = Clause { target, target_line, iter, conditions, line };
            line = generator.ifs.iter().fold(line, |line, condition| self.line_behind(condition, line));
            clause
        });
        let clauses: Vec<Clause> = clauses.collect();
        let element = self.expr(element);
        let value = value.map(|v| self.expr(v));
        self.nesting.pop();
        self.scopes.pop();
        let own = (first..self.locals.len()).map(LocalId).collect();
        Comprehension { builds, qualname, element, value, clauses, line, own }
    }

    /// Where CPython's compiler thinks it is behind a condition: a comparison leaves its place behind.
    pub(super) fn line_behind(&self, condition: &Ast, line: u32) -> u32 {
        match condition {
            Ast::Compare(_) => self.line(condition.range()),
            Ast::BoolOp(parts) => parts.values.iter().fold(line, |line, part| self.line_behind(part, line)),
            Ast::UnaryOp(not) if not.op == ast::UnaryOp::Not => self.line_behind(&not.operand, line),
            Ast::If(either) => [&either.test, &either.body, &either.orelse]
                .into_iter()
                .fold(line, |line, part| self.line_behind(part, line)),
            _ => line,
        }
    }

    /// A walrus in a comprehension binds in the function around it.
    pub(super) fn walrus_target(&mut self, name: &str, range: TextRange) -> Target {
        let hidden: Vec<Scope> = {
            let at = self.scopes.iter().rposition(|s| !s.comprehension).map_or(0, |i| i + 1);
            self.scopes.split_off(at)
        };
        if hidden.iter().any(|s| s.names.contains_key(name)) {
            self.error(
                Code::E021,
                range,
                format!("an assignment expression cannot rebind the comprehension's own `{name}`"),
                "use another name",
            );
        }
        let target = self.name_target(name, range);
        self.scopes.extend(hidden);
        target
    }
}
