//! `match`.

use ruff_python_ast::{self as ast, Pattern as Ast, Singleton};
use ruff_text_size::Ranged;

use super::{Lower, Resolved};
use crate::diag::Code;
use crate::ir::{Case, Const, Expr, Pattern};

impl Lower<'_> {
    pub(super) fn cases(&mut self, cases: &[ast::MatchCase]) -> Vec<Case> {
        let cases = cases.iter().map(|case| {
            let pattern = self.pattern(&case.pattern);
            let guard = case.guard.as_deref().map(|g| self.expr(g));
            Case { pattern, line: self.line(case.pattern.range()), guard, body: self.body(&case.body) }
        });
        cases.collect()
    }

    fn pattern(&mut self, pattern: &Ast) -> Pattern {
        match pattern {
            Ast::MatchValue(p) => Pattern::Value(self.expr(&p.value)),
            Ast::MatchSingleton(p) => {
                let line = self.line(p.range());
                Pattern::Singleton(Expr::constant(
                    match p.value {
                        Singleton::None => Const::None,
                        Singleton::True => Const::Bool(true),
                        Singleton::False => Const::Bool(false),
                    },
                    line,
                ))
            }
            Ast::MatchAs(p) => {
                let inner = p.pattern.as_deref().map(|inner| Box::new(self.pattern(inner)));
                match &p.name {
                    Some(name) => Pattern::Bind(inner, self.name_target(name, name.range())),
                    None => inner.map_or(Pattern::Wildcard, |inner| *inner),
                }
            }
            Ast::MatchOr(p) => Pattern::Or(p.patterns.iter().map(|p| self.pattern(p)).collect()),
            Ast::MatchSequence(p) => {
                let star = p.patterns.iter().position(|p| matches!(p, Ast::MatchStar(_)));
                let (before, rest) = p.patterns.split_at(star.unwrap_or(p.patterns.len()));
                let before = before.iter().map(|p| self.pattern(p)).collect();
                let bound = match rest.first() {
                    Some(Ast::MatchStar(star)) => {
                        Some(star.name.as_ref().map(|name| self.name_target(name, name.range())))
                    }
                    _ => None,
                };
                Pattern::Sequence(before, bound, rest.iter().skip(1).map(|p| self.pattern(p)).collect())
            }
            Ast::MatchMapping(p) => {
                let pairs = p.keys.iter().zip(&p.patterns).map(|(key, p)| (self.expr(key), self.pattern(p)));
                let pairs = pairs.collect();
                Pattern::Mapping(pairs, p.rest.as_ref().map(|name| self.name_target(name, name.range())))
            }
            Ast::MatchClass(p) => self.class(p),
            // A star outside a sequence is a syntax error, which the parser has reported.
            Ast::MatchStar(_) => Pattern::Wildcard,
        }
    }

    fn class(&mut self, p: &ast::PatternMatchClass) -> Pattern {
        let class = self.expr(&p.cls);
        let resolved = match p.cls.as_ref() {
            ast::Expr::Name(name) => Some(self.resolve(&name.id, name.range())),
            _ => None,
        };
        let inner = p.arguments.patterns.as_slice();
        let known = matches!(&resolved, Some(Resolved::Class(name))
            if matches!(name.as_str(), "bool" | "bytes" | "dict" | "float" | "frozenset" | "int" | "list" | "set" | "str" | "tuple"));
        if !p.arguments.keywords.is_empty() || inner.len() > 1 || !(known || inner.is_empty()) {
            let help = "match builtin classes, with at most the value itself inside";
            self.error(Code::E022, p.range(), "this class pattern is outside the subset", help);
        }
        Pattern::Class(class, inner.first().map(|p| Box::new(self.pattern(p))))
    }
}
