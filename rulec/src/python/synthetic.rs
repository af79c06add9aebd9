//! Functions that no Python text stands for: a module that other front ends put them in.

use std::collections::BTreeSet;
use std::path::Path;

use super::resolve::Resolver;
use super::{Unit, Uses};
use crate::diag::SourceId;
use crate::ir::{Expr, ExprKind, FuncId, Function, ModuleId, Stmt, StmtKind};

/// A module without text.
pub struct Synthetic<'r> {
    resolver: &'r mut Resolver,
    module: ModuleId,
    count: usize,
}

impl<'r> Synthetic<'r> {
    /// The module of a yml.
    pub fn new(resolver: &'r mut Resolver, source: SourceId, root: &Path, relative: &str) -> Synthetic<'r> {
        let module = resolver.empty(source, root, relative);
        Synthetic { resolver, module, count: 0 }
    }

    pub fn module(&self) -> ModuleId {
        self.module
    }

    /// The line, 1-based, of a byte.
    pub fn line(&self, source: SourceId, at: u32) -> u32 {
        self.resolver.sources.get(source).line(at)
    }

    /// A number that was not given before.
    pub fn count(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    /// Adds a function, whole.
    pub fn define(&mut self, mut function: Function) -> FuncId {
        crate::analyse::bound::mark(&mut function);
        let mut calls = BTreeSet::new();
        function.body.iter().for_each(|stmt| of_stmt(stmt, &mut calls));
        let id = FuncId(self.resolver.program.functions.len());
        self.resolver.program.functions.push(Unit {
            module: self.module,
            function: Some(function),
            diagnostics: Vec::new(),
            uses: Uses { calls, ..Uses::default() },
            initialises: None,
        });
        id
    }
}

/// The functions that a statement of the kinds that are made here calls.
fn of_stmt(stmt: &Stmt, calls: &mut BTreeSet<FuncId>) {
    match &stmt.kind {
        StmtKind::Expr(value) | StmtKind::Assign(_, value) | StmtKind::AugAssign(_, _, value) => of_expr(value, calls),
        StmtKind::Return(value) => value.iter().for_each(|value| of_expr(value, calls)),
        StmtKind::If(test, body, orelse) | StmtKind::For(_, test, body, orelse) => {
            of_expr(test, calls);
            body.iter().chain(orelse).for_each(|stmt| of_stmt(stmt, calls));
        }
        _ => {}
    }
}

fn of_expr(expr: &Expr, calls: &mut BTreeSet<FuncId>) {
    if let ExprKind::Call(id, _) = &expr.kind {
        calls.insert(*id);
    }
    expr.each_child(&mut |child| of_expr(child, calls));
}
