//! Statements.

use ruff_python_ast::{self as ast, ExceptHandler, Expr as Ast, Stmt as AstStmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Lower, Resolved};
use crate::diag::Code;
use crate::ir::{Closure, Expr, ExprKind, Handler, Stmt, StmtKind, Target, Try};
use crate::python::lower::expr::binary;

impl Lower<'_> {
    /// Lowers `stmt` to the end of `out`.
    pub(super) fn stmt(&mut self, stmt: &AstStmt, out: &mut Vec<Stmt>) {
        let line = self.line(stmt.range());
        if let Some(kind) = self.stmt_kind(stmt) {
            out.push(Stmt { line, kind });
        }
    }

    pub(super) fn body(&mut self, stmts: &[AstStmt]) -> Vec<Stmt> {
        let mut out = Vec::new();
        for stmt in stmts {
            self.stmt(stmt, &mut out);
        }
        out
    }

    fn stmt_kind(&mut self, stmt: &AstStmt) -> Option<StmtKind> {
        Some(match stmt {
            // A string that stands alone is a comment.
            AstStmt::Expr(stmt) if matches!(*stmt.value, Ast::StringLiteral(_) | Ast::EllipsisLiteral(_)) => {
                return None;
            }
            AstStmt::Expr(stmt) => StmtKind::Expr(self.expr(&stmt.value)),
            AstStmt::Assign(stmt) => {
                let value = self.expr(&stmt.value);
                StmtKind::Assign(stmt.targets.iter().map(|t| self.target(t)).collect(), value)
            }
            AstStmt::AnnAssign(stmt) => {
                let value = self.expr(stmt.value.as_ref()?);
                StmtKind::Assign(vec![self.target(&stmt.target)], value)
            }
            AstStmt::AugAssign(stmt) => {
                let target = self.target(&stmt.target);
                StmtKind::AugAssign(target, binary(stmt.op), self.expr(&stmt.value))
            }
            AstStmt::Delete(stmt) => {
                let targets = stmt.targets.iter().map(|target| self.target(target)).collect();
                StmtKind::Delete(Target::Unpack(targets, None))
            }
            AstStmt::If(stmt) => self.conditional(&stmt.test, &stmt.body, &stmt.elif_else_clauses),
            AstStmt::While(stmt) => {
                let test = self.expr(&stmt.test);
                let body = self.looped(&stmt.body);
                StmtKind::While(test, body, self.body(&stmt.orelse))
            }
            AstStmt::For(stmt) => {
                if stmt.is_async {
                    self.error(Code::E014, stmt.range(), "`async for` is outside the subset", "write a plain `for`");
                }
                let iter = self.expr(&stmt.iter);
                let target = self.target(&stmt.target);
                let body = self.looped(&stmt.body);
                StmtKind::For(target, iter, body, self.body(&stmt.orelse))
            }
            AstStmt::Return(stmt) => {
                if !self.in_function {
                    self.error(Code::E021, stmt.range(), "`return` outside a function", "move it into a function");
                }
                StmtKind::Return(stmt.value.as_deref().map(|value| self.expr(value)))
            }
            AstStmt::Break(_) | AstStmt::Continue(_) if self.loops == 0 => {
                let word = if matches!(stmt, AstStmt::Break(_)) { "break" } else { "continue" };
                self.error(Code::E021, stmt.range(), format!("`{word}` outside a loop"), "move it into a loop");
                return None;
            }
            AstStmt::Break(_) => StmtKind::Break,
            AstStmt::Continue(_) => StmtKind::Continue,
            AstStmt::Pass(_) => StmtKind::Pass,
            AstStmt::Raise(stmt) => {
                let raised = stmt.exc.as_deref().map(|e| self.expr(e));
                StmtKind::Raise(raised, stmt.cause.as_deref().map(|e| self.expr(e)))
            }
            AstStmt::Assert(stmt) => {
                let test = self.expr(&stmt.test);
                let line = self.line_behind(&stmt.test, self.line(stmt.range()));
                StmtKind::Assert(test, stmt.msg.as_deref().map(|m| self.expr(m)), line)
            }
            AstStmt::Try(stmt) => self.r#try(stmt),
            AstStmt::FunctionDef(def) => self.nested(def),
            AstStmt::Match(stmt) => {
                let subject = self.expr(&stmt.subject);
                StmtKind::Match(subject, self.cases(&stmt.cases))
            }
            // What they declare was found when the function was opened.
            AstStmt::Global(_) | AstStmt::Nonlocal(_) => return None,
            AstStmt::Import(stmt) => {
                for alias in &stmt.names {
                    let (name, module) = self.resolver.import(self.module, alias);
                    self.check_import(&name, stmt.range());
                    self.import(name, crate::python::resolve::Binding::Module(module));
                }
                return None;
            }
            AstStmt::ImportFrom(stmt) => {
                for (name, binding) in self.resolver.import_from(self.module, stmt) {
                    self.check_import(&name, stmt.range());
                    self.import(name, binding);
                }
                return None;
            }
            AstStmt::ClassDef(stmt) => {
                let help = "define it at the top of the module";
                let message = "a class inside of another statement is outside the subset";
                return self.outside(Code::E015, stmt.name.range(), message, help);
            }
            AstStmt::With(stmt) => {
                let range = TextRange::at(stmt.range().start(), 4.into());
                let help = "rules hold nothing open: call the functions directly";
                return self.outside(Code::E012, range, "`with` is outside the subset", help);
            }
            AstStmt::TypeAlias(stmt) => {
                return self.outside(Code::E022, stmt.range(), "type aliases are outside the subset", "remove it");
            }
            AstStmt::IpyEscapeCommand(stmt) => {
                return self.outside(Code::E022, stmt.range(), "this is not Python", "remove it");
            }
        })
    }

    /// An import that the module may or may not run, or runs after something else was bound to the name, is not what
    /// its functions can be compiled against.
    fn check_import(&mut self, name: &str, range: TextRange) {
        use crate::python::resolve::Binding;
        if !self.in_function && matches!(self.resolver.binding(self.module, name), Some(Binding::Global(_))) {
            let message = format!("`{name}` is imported inside of another statement of the module");
            self.error(
                Code::E023,
                range,
                message,
                "import it at the top of the module: what is not used costs nothing",
            );
        }
    }

    fn outside(&mut self, code: Code, range: TextRange, message: &str, help: &str) -> Option<StmtKind> {
        self.error(code, range, message, help);
        None
    }

    fn import(&mut self, name: String, binding: crate::python::resolve::Binding) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.imports.insert(name, binding);
        }
    }

    fn looped(&mut self, stmts: &[AstStmt]) -> Vec<Stmt> {
        self.loops += 1;
        let body = self.body(stmts);
        self.loops -= 1;
        body
    }

    fn conditional(&mut self, test: &Ast, body: &[AstStmt], rest: &[ast::ElifElseClause]) -> StmtKind {
        let condition = self.expr(test);
        let then = self.body(body);
        let otherwise = match rest.split_first() {
            None => Vec::new(),
            Some((clause, rest)) => match &clause.test {
                None => self.body(&clause.body),
                Some(test) => {
                    let line = self.line(test.range());
                    vec![Stmt { line, kind: self.conditional(test, &clause.body, rest) }]
                }
            },
        };
        StmtKind::If(condition, then, otherwise)
    }

    fn r#try(&mut self, stmt: &ast::StmtTry) -> StmtKind {
        if stmt.is_star {
            self.error(Code::E022, stmt.range(), "`except*` is outside the subset", "write `except`");
        }
        let body = self.body(&stmt.body);
        let handlers = stmt.handlers.iter().map(|handler| {
            let ExceptHandler::ExceptHandler(handler) = handler;
            let class = handler.type_.as_deref().map(|class| self.expr(class));
            let name = handler.name.as_ref().map(|name| self.name_target(name, name.range()));
            Handler { class, name, body: self.body(&handler.body), line: self.line(handler.range()) }
        });
        let handlers = handlers.collect();
        let orelse = self.body(&stmt.orelse);
        StmtKind::Try(Box::new(Try { body, handlers, orelse, finally: self.body(&stmt.finalbody) }))
    }

    fn nested(&mut self, def: &ast::StmtFunctionDef) -> StmtKind {
        let line = self.line(def.name.range());
        self.check_def(def);
        let (params, body, own) = self.function(&def.parameters, &def.body, def.range(), &def.name);
        let target = self.name_target(&def.name, def.name.range());
        StmtKind::Def(
            target,
            Box::new(Closure {
                params,
                qualified: self.qualified(&def.name),
                name: def.name.to_string(),
                own,
                body,
                line,
            }),
        )
    }

    /// What an assignment to `target` assigns to.
    pub(super) fn target(&mut self, target: &Ast) -> Target {
        match target {
            Ast::Name(name) => self.name_target(&name.id, name.range()),
            Ast::Subscript(subscript) => {
                let value = self.expr(&subscript.value);
                match subscript.slice.as_ref() {
                    Ast::Slice(slice) => Target::Slice(value, Box::new(self.bounds(slice))),
                    index => Target::Item(value, self.expr(index)),
                }
            }
            Ast::Tuple(ast::ExprTuple { elts, .. }) | Ast::List(ast::ExprList { elts, .. }) => {
                let star = elts.iter().position(|e| matches!(e, Ast::Starred(_)));
                let targets = elts.iter().map(|e| match e {
                    Ast::Starred(starred) => self.target(&starred.value),
                    other => self.target(other),
                });
                Target::Unpack(targets.collect(), star)
            }
            Ast::Attribute(attribute) => self.attribute_target(attribute),
            other => {
                self.error(
                    Code::E021,
                    other.range(),
                    "this cannot be assigned to",
                    "assign to a name, an item or a slice",
                );
                Target::Unpack(Vec::new(), None)
            }
        }
    }

    pub(super) fn name_target(&mut self, name: &str, range: TextRange) -> Target {
        let innermost = self.scopes.len();
        for (depth, scope) in self.scopes.iter().enumerate().rev() {
            if scope.global.contains(name) {
                break;
            }
            if scope.class && depth + 1 < innermost {
                continue;
            }
            if let Some(local) = scope.names.get(name) {
                return Target::Local(*local);
            }
        }
        match self.resolver.binding(self.module, name) {
            Some(crate::python::resolve::Binding::Global(slot)) => {
                let id = self.resolver.initialiser(self.module, slot);
                self.uses.calls.insert(id);
                Target::Global(self.module, slot, name.to_owned())
            }
            _ => {
                let message =
                    format!("`{name}` is a function, a class or an import of the module and cannot be assigned again");
                self.error(Code::E022, range, message, "use another name");
                Target::Unpack(Vec::new(), None)
            }
        }
    }

    /// The value that a target holds now, for `del` and augmented assignment.
    pub(super) fn bounds(&mut self, slice: &ast::ExprSlice) -> [Option<Expr>; 3] {
        let mut bound = |part: &Option<Box<Ast>>| part.as_deref().map(|e| self.expr(e));
        [bound(&slice.lower), bound(&slice.upper), bound(&slice.step)]
    }

    /// The expression that reads what a name resolves to.
    pub(super) fn read(&mut self, resolved: Resolved, name: &str, range: TextRange) -> Expr {
        let line = self.line(range);
        match resolved {
            Resolved::Local(local) => {
                let ty = self.locals[local.0].ty;
                Expr { kind: ExprKind::Local(local), ty, line }
            }
            Resolved::Global(module, slot) => match self.constant_global(module, slot) {
                Some(constant) => Expr::constant(constant, line),
                None => {
                    let name = self.resolver.program.module(module).slots[slot].name.clone();
                    Expr::any(ExprKind::Global(module, slot, name), line)
                }
            },
            Resolved::Function(id) => Expr::any(ExprKind::Function(id), line),
            Resolved::Native(module, name) => Expr::any(ExprKind::Native(module, name), line),
            Resolved::User(class) => Expr::any(ExprKind::User(class), line),
            Resolved::Builtin(name) => {
                self.uses.any_attribute |= matches!(name.as_str(), "getattr" | "hasattr" | "setattr" | "delattr");
                Expr::any(ExprKind::Builtin(name), line)
            }
            Resolved::Class(name) => match name.as_str() {
                "Ellipsis" => Expr::constant(crate::ir::Const::Ellipsis, line),
                "NotImplemented" => Expr::constant(crate::ir::Const::NotImplemented, line),
                _ => Expr::any(ExprKind::Class(name), line),
            },
            Resolved::Module(module) => {
                use crate::python::resolve::ModuleRef;
                match module {
                    ModuleRef::Missing(dotted) => self.missing(&dotted, range),
                    _ => self.error(
                        Code::E022,
                        range,
                        format!("the module `{name}` is used as a value"),
                        "use its functions: `module.function(...)`",
                    ),
                }
                Expr::constant(crate::ir::Const::None, line)
            }
            Resolved::Mocked(mocked, resolved) => {
                let original = self.read(*resolved, name, range);
                let mock = || Expr::any(ExprKind::Mock(self.module, mocked.clone()), line);
                Expr::any(ExprKind::Conditional(Box::new([mock(), mock(), original])), line)
            }
            Resolved::Error => Expr::constant(crate::ir::Const::None, line),
        }
    }
}
