//! A syntax tree in, out what CPython's compiler refuses in it although its parser does not: `return` outside a
//! function, a parameter that is there twice, `nonlocal` without a binding.
//!
//! The whole module is looked at, whether a rule calls it or not: CPython would not load any of it. The checks are
//! ruff's; what they ask of their surroundings (which scope, which loop) is kept here.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{self as ast, ExceptHandler, Expr, Parameters, PythonVersion, Stmt};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::parse::lowercase;
use super::scope;

/// Everything that is wrong, with its place.
pub fn check(module: &ast::ModModule, text: &str) -> Vec<(TextRange, String)> {
    let surroundings = Surroundings { text, scopes: vec![Scope::of_module(&module.body)], found: RefCell::default() };
    let mut walker = Walker { checker: SemanticSyntaxChecker::new(), surroundings };
    walker.visit_body(&module.body);
    walker.surroundings.found.into_inner()
}

/// What a scope is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Class,
    Function { is_async: bool },
    Lambda,
    Comprehension { is_async: bool, generator: bool },
}

struct Scope {
    kind: Kind,
    parameters: BTreeSet<String>,
    /// Names that it binds, parameters included.
    bound: BTreeSet<String>,
    /// Where it declares names `global`.
    globals: BTreeMap<String, TextRange>,
    loops: usize,
}

impl Scope {
    fn of(kind: Kind) -> Scope {
        Scope { kind, parameters: BTreeSet::new(), bound: BTreeSet::new(), globals: BTreeMap::new(), loops: 0 }
    }

    fn of_module(body: &[Stmt]) -> Scope {
        let mut globals = Globals::default();
        globals.visit_body(body);
        Scope { globals: globals.0, ..Scope::of(Kind::Module) }
    }

    fn of_function(is_async: bool, parameters: &Parameters, body: &[Stmt]) -> Scope {
        let mut scope = Scope { kind: Kind::Function { is_async }, ..Scope::of_module(body) };
        scope.parameters = parameters.iter().map(|p| p.name().to_string()).collect();
        scope.bound = scope::names(body).bound.into_keys().chain(scope.parameters.iter().cloned()).collect();
        scope
    }

    fn of_lambda(parameters: Option<&Parameters>) -> Scope {
        let mut scope = Scope::of(Kind::Lambda);
        scope.parameters = parameters.into_iter().flatten().map(|p| p.name().to_string()).collect();
        scope.bound.clone_from(&scope.parameters);
        scope
    }
}

/// The `global` statements of one scope.
#[derive(Default)]
struct Globals(BTreeMap<String, TextRange>);

impl<'a> Visitor<'a> for Globals {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Global(stmt) => {
                for name in &stmt.names {
                    self.0.entry(name.to_string()).or_insert(stmt.range());
                }
            }
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// Where the walk is.
struct Surroundings<'t> {
    text: &'t str,
    /// The innermost is the last.
    scopes: Vec<Scope>,
    found: RefCell<Vec<(TextRange, String)>>,
}

impl Surroundings<'_> {
    fn inner(&self) -> impl Iterator<Item = &Scope> {
        self.scopes.iter().rev()
    }

    fn kind(&self) -> Kind {
        self.scopes.last().map_or(Kind::Module, |scope| scope.kind)
    }
}

impl SemanticSyntaxContext for Surroundings<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        None
    }

    fn python_version(&self) -> PythonVersion {
        PythonVersion::PY311
    }

    fn source(&self) -> &str {
        self.text
    }

    fn global(&self, name: &str) -> Option<TextRange> {
        self.scopes.last().and_then(|scope| scope.globals.get(name).copied())
    }

    fn has_nonlocal_binding(&self, name: &str) -> bool {
        self.inner()
            .skip(1)
            .any(|scope| matches!(scope.kind, Kind::Function { .. } | Kind::Lambda) && scope.bound.contains(name))
    }

    fn in_async_context(&self) -> bool {
        self.inner()
            .find_map(|scope| match scope.kind {
                Kind::Function { is_async } => Some(is_async),
                Kind::Comprehension { .. } => None,
                Kind::Module | Kind::Class | Kind::Lambda => Some(false),
            })
            .unwrap_or(false)
    }

    fn in_await_allowed_context(&self) -> bool {
        self.inner()
            .find_map(|scope| match scope.kind {
                Kind::Function { .. } | Kind::Lambda => Some(true),
                Kind::Comprehension { .. } => None,
                Kind::Module | Kind::Class => Some(false),
            })
            .unwrap_or(false)
    }

    fn in_yield_allowed_context(&self) -> bool {
        matches!(self.kind(), Kind::Function { .. } | Kind::Lambda)
    }

    fn in_sync_comprehension(&self) -> bool {
        self.inner().any(|scope| matches!(scope.kind, Kind::Comprehension { is_async: false, .. }))
    }

    fn in_class_body_comprehension(&self) -> bool {
        let outer = self.inner().map(|scope| scope.kind).find(|kind| !matches!(kind, Kind::Comprehension { .. }));
        outer == Some(Kind::Class)
    }

    fn in_module_scope(&self) -> bool {
        self.kind() == Kind::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.kind(), Kind::Function { .. })
    }

    fn in_generator_context(&self) -> bool {
        matches!(self.kind(), Kind::Comprehension { generator: true, .. })
    }

    fn in_notebook(&self) -> bool {
        false
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.found.borrow_mut().push((error.range, lowercase(&error.to_string())));
    }

    fn in_loop_context(&self) -> bool {
        self.scopes.last().is_some_and(|scope| scope.loops > 0)
    }

    fn is_bound_parameter(&self, name: &str) -> bool {
        self.scopes.last().is_some_and(|scope| scope.parameters.contains(name))
    }
}

struct Walker<'t> {
    checker: SemanticSyntaxChecker,
    surroundings: Surroundings<'t>,
}

impl Walker<'_> {
    fn within(&mut self, scope: Scope, walk: impl FnOnce(&mut Self)) {
        self.surroundings.scopes.push(scope);
        walk(self);
        self.surroundings.scopes.pop();
    }

    /// The body of a loop; its `else` belongs to the loop around it.
    fn in_loop(&mut self, body: &[Stmt]) {
        if let Some(scope) = self.surroundings.scopes.last_mut() {
            scope.loops += 1;
        }
        self.visit_body(body);
        if let Some(scope) = self.surroundings.scopes.last_mut() {
            scope.loops -= 1;
        }
    }

    fn comprehension(&mut self, generators: &[ast::Comprehension], elements: &[&Expr], generator: bool) {
        // The first iterable is evaluated outside.
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        let is_async = generators.iter().any(|clause| clause.is_async);
        self.within(Scope::of(Kind::Comprehension { is_async, generator }), |this| {
            for (index, clause) in generators.iter().enumerate() {
                if index > 0 {
                    this.visit_expr(&clause.iter);
                }
                this.visit_expr(&clause.target);
                for condition in &clause.ifs {
                    this.visit_expr(condition);
                }
            }
            for element in elements {
                this.visit_expr(element);
            }
        });
    }

    fn report(&self, range: TextRange, message: &str) {
        self.surroundings.found.borrow_mut().push((range, message.to_owned()));
    }
}

impl<'a> Visitor<'a> for Walker<'_> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        self.checker.visit_stmt(stmt, &self.surroundings);
        match stmt {
            Stmt::FunctionDef(def) => {
                for decorator in &def.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.visit_parameters(&def.parameters);
                if let Some(returns) = &def.returns {
                    self.visit_annotation(returns);
                }
                let scope = Scope::of_function(def.is_async, &def.parameters, &def.body);
                self.within(scope, |this| this.visit_body(&def.body));
            }
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                let scope = Scope { kind: Kind::Class, ..Scope::of_module(&class.body) };
                self.within(scope, |this| this.visit_body(&class.body));
            }
            Stmt::For(stmt) => {
                self.visit_expr(&stmt.iter);
                self.visit_expr(&stmt.target);
                self.in_loop(&stmt.body);
                self.visit_body(&stmt.orelse);
            }
            Stmt::While(stmt) => {
                self.visit_expr(&stmt.test);
                self.in_loop(&stmt.body);
                self.visit_body(&stmt.orelse);
            }
            Stmt::Nonlocal(stmt) => {
                for name in &stmt.names {
                    if self.surroundings.global(name).is_some() {
                        self.report(name.range(), &format!("name `{name}` is nonlocal and global"));
                    }
                }
            }
            Stmt::Try(inner) => {
                let all_but_last = inner.handlers.split_last().map_or(&[][..], |(_, rest)| rest);
                for ExceptHandler::ExceptHandler(handler) in all_but_last {
                    if handler.type_.is_none() {
                        let range = TextRange::at(handler.range().start(), TextSize::of("except"));
                        self.report(range, "a bare `except` must be the last");
                    }
                }
                walk_stmt(self, stmt);
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.checker.visit_expr(expr, &self.surroundings);
        match expr {
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.visit_parameters(parameters);
                }
                let scope = Scope::of_lambda(lambda.parameters.as_deref());
                self.within(scope, |this| this.visit_expr(&lambda.body));
            }
            Expr::ListComp(inner) => self.comprehension(&inner.generators, &[&inner.elt], false),
            Expr::SetComp(inner) => self.comprehension(&inner.generators, &[&inner.elt], false),
            Expr::Generator(inner) => self.comprehension(&inner.generators, &[&inner.elt], true),
            Expr::DictComp(inner) => {
                let elements: Vec<&Expr> = inner.key.as_deref().into_iter().chain([&*inner.value]).collect();
                self.comprehension(&inner.generators, &elements, false);
            }
            _ => walk_expr(self, expr),
        }
    }
}
