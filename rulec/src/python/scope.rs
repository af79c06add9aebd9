//! Which names a piece of Python binds, and which of them others see.

use std::collections::{BTreeMap, BTreeSet};

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprCall, ExprContext, ExprGenerator, Parameters, Pattern, Stmt,
};

/// Methods that change what they are called on: a module that calls one at its top is order-dependent.
const MUTATORS: [&str; 13] = [
    "append",
    "extend",
    "insert",
    "pop",
    "popitem",
    "remove",
    "discard",
    "clear",
    "add",
    "update",
    "setdefault",
    "sort",
    "reverse",
];

/// What a function's own body does with names.
#[derive(Default, Debug)]
pub struct Names {
    /// Bound here, parameters aside, and how often.
    pub bound: BTreeMap<String, usize>,
    /// Declared `global`.
    pub global: BTreeSet<String>,
    /// Declared `nonlocal`.
    pub nonlocal: BTreeSet<String>,
    /// Read or written by functions, lambdas and generators nested in it that do not bind them themselves.
    pub captured: BTreeSet<String>,
    /// Written by those through `nonlocal`, or by a walrus in a generator.
    pub captured_written: BTreeSet<String>,
}

/// The names of a function's body.
pub fn names(body: &[Stmt]) -> Names {
    let mut collector = Collector::default();
    for stmt in body {
        collector.visit_stmt(stmt);
    }
    collector.names.finish()
}

/// The names of a lambda's body.
pub fn names_of_expr(body: &Expr) -> Names {
    let mut collector = Collector::default();
    collector.visit_expr(body);
    collector.names.finish()
}

impl Names {
    fn finish(mut self) -> Names {
        for name in self.global.iter().chain(&self.nonlocal) {
            self.bound.remove(name);
        }
        self
    }
}

/// Names that the statement of a module binds.
pub fn bound_by(stmt: &Stmt, found: &mut BTreeSet<String>) {
    let mut collector = Collector::default();
    collector.visit_stmt(stmt);
    found.extend(collector.names.bound.into_keys());
}

/// Names that functions of the module declare `global`.
pub fn globals_written(body: &[Stmt], found: &mut BTreeSet<String>) {
    struct Finder<'f>(&'f mut BTreeSet<String>);
    impl<'s> Visitor<'s> for Finder<'_> {
        fn visit_stmt(&mut self, stmt: &'s Stmt) {
            if let Stmt::Global(stmt) = stmt {
                self.0.extend(stmt.names.iter().map(ToString::to_string));
            }
            walk_stmt(self, stmt);
        }
        fn visit_expr(&mut self, _: &'s Expr) {}
    }
    let mut finder = Finder(found);
    for stmt in body {
        finder.visit_stmt(stmt);
    }
}

/// Whether a function of the module unbinds one of these names.
pub fn unbinds(body: &[Stmt], names: &BTreeSet<String>) -> bool {
    struct Finder<'f> {
        names: &'f BTreeSet<String>,
        found: bool,
    }
    impl<'s> Visitor<'s> for Finder<'_> {
        fn visit_stmt(&mut self, stmt: &'s Stmt) {
            if let Stmt::Delete(stmt) = stmt {
                let named = |t: &Expr| matches!(t, Expr::Name(name) if self.names.contains(name.id.as_str()));
                self.found |= stmt.targets.iter().any(named);
            }
            walk_stmt(self, stmt);
        }
        fn visit_expr(&mut self, _: &'s Expr) {}
    }
    let mut finder = Finder { names, found: false };
    for stmt in body {
        finder.visit_stmt(stmt);
    }
    finder.found
}

/// Whether each name of the module is bound by one plain assignment and nothing at the module's top changes what one
/// refers to: then the order in which they are initialised cannot be told. Statements at `skipped` are not run.
pub fn is_independent(body: &[Stmt], skipped: &BTreeSet<usize>) -> bool {
    let mut seen = BTreeSet::new();
    body.iter().enumerate().filter(|(index, _)| !skipped.contains(index)).all(|(_, stmt)| match stmt {
        Stmt::FunctionDef(def) => seen.insert(def.name.to_string()),
        // What a class's body computes is computed when the class is first named.
        Stmt::ClassDef(def) => class_is_independent(&def.body),
        Stmt::Import(_) | Stmt::ImportFrom(_) | Stmt::Pass(_) => true,
        Stmt::Expr(_) if is_skipped(stmt) => true,
        Stmt::Assign(assign) => {
            let names = assign.targets.iter().all(|target| match target {
                Expr::Name(name) => seen.insert(name.id.to_string()),
                _ => false,
            });
            assign.targets.len() == 1 && names && !mutates(&assign.value)
        }
        Stmt::AnnAssign(assign) => match (assign.target.as_ref(), &assign.value) {
            (Expr::Name(name), Some(value)) => seen.insert(name.id.to_string()) && !mutates(value),
            (Expr::Name(_), None) => true,
            _ => false,
        },
        Stmt::Try(stmt) => stmt.body.iter().all(|s| matches!(s, Stmt::Import(_) | Stmt::ImportFrom(_))),
        _ => is_skipped(stmt),
    })
}

fn class_is_independent(body: &[Stmt]) -> bool {
    body.iter().all(|stmt| match stmt {
        Stmt::FunctionDef(def) => {
            let params = def.parameters.iter_non_variadic_params();
            params.filter_map(|param| param.default.as_deref()).all(|default| !mutates(default))
        }
        Stmt::Assign(assign) => !mutates(&assign.value),
        Stmt::AnnAssign(assign) => assign.value.as_deref().is_none_or(|value| !mutates(value)),
        _ => true,
    })
}

/// Whether a class's body computes nothing but constants: then it does not matter when it runs.
pub fn is_constant_class(body: &[Stmt]) -> bool {
    fn constant(value: &Expr) -> bool {
        match value {
            Expr::NoneLiteral(_)
            | Expr::BooleanLiteral(_)
            | Expr::NumberLiteral(_)
            | Expr::StringLiteral(_)
            | Expr::BytesLiteral(_)
            | Expr::EllipsisLiteral(_) => true,
            Expr::UnaryOp(op) => constant(&op.operand),
            Expr::List(list) => list.elts.iter().all(constant),
            Expr::Tuple(tuple) => tuple.elts.iter().all(constant),
            Expr::Set(set) => set.elts.iter().all(constant),
            Expr::Dict(dict) => {
                dict.items.iter().all(|item| item.key.as_ref().is_some_and(constant) && constant(&item.value))
            }
            _ => false,
        }
    }
    body.iter().all(|stmt| match stmt {
        Stmt::FunctionDef(def) => {
            let params = def.parameters.iter_non_variadic_params();
            params.filter_map(|param| param.default.as_deref()).all(constant)
        }
        Stmt::Assign(assign) => constant(&assign.value),
        Stmt::AnnAssign(assign) => assign.value.as_deref().is_none_or(constant),
        Stmt::Expr(_) | Stmt::Pass(_) => true,
        _ => false,
    })
}

/// Statements of a module that mean nothing to its rule: docstrings, `if __name__ == "__main__"`.
pub fn is_skipped(stmt: &Stmt) -> bool {
    match stmt {
        Stmt::Expr(stmt) => matches!(stmt.value.as_ref(), Expr::StringLiteral(_) | Expr::EllipsisLiteral(_)),
        Stmt::If(stmt) => match stmt.test.as_ref() {
            Expr::Compare(compare) => dotted(&compare.left).is_some_and(|name| name == "__name__"),
            Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
            _ => false,
        },
        Stmt::Pass(_) => true,
        _ => false,
    }
}

/// `a.b.c` as text.
pub fn dotted(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Attribute(attribute) => Some(format!("{}.{}", dotted(&attribute.value)?, attribute.attr)),
        _ => None,
    }
}

fn mutates(value: &Expr) -> bool {
    struct Finder(bool);
    impl<'s> Visitor<'s> for Finder {
        fn visit_expr(&mut self, expr: &'s Expr) {
            match expr {
                Expr::Call(call) => {
                    if let Expr::Attribute(method) = call.func.as_ref() {
                        self.0 |= MUTATORS.contains(&method.attr.as_str());
                    }
                }
                Expr::Named(_) => self.0 = true,
                _ => {}
            }
            walk_expr(self, expr);
        }
    }
    let mut finder = Finder(false);
    finder.visit_expr(value);
    finder.0
}

/// The generator of `any(... for ...)` and `all(... for ...)`.
pub fn quantified(call: &ExprCall) -> Option<&ExprGenerator> {
    let Expr::Name(name) = call.func.as_ref() else { return None };
    match (&*call.arguments.args, &*call.arguments.keywords) {
        ([Expr::Generator(generator)], []) if matches!(name.id.as_str(), "any" | "all") => Some(generator),
        _ => None,
    }
}

/// Names that functions nested in these expressions read of their surroundings.
pub fn captured_in<'s>(exprs: impl Iterator<Item = &'s Expr>) -> BTreeSet<String> {
    let mut collector = Collector::default();
    for expr in exprs {
        collector.visit_expr(expr);
    }
    collector.names.captured
}

/// Names that a parameter list binds.
pub fn parameters(params: &Parameters) -> impl Iterator<Item = String> {
    let plain = params.posonlyargs.iter().chain(&params.args).chain(&params.kwonlyargs);
    let mut names: Vec<String> = plain.map(|p| p.parameter.name.to_string()).collect();
    names.extend(params.vararg.iter().chain(&params.kwarg).map(|p| p.name.to_string()));
    names.into_iter()
}

/// Names that the targets of a comprehension bind.
pub fn comprehension(clauses: &[Comprehension]) -> BTreeSet<String> {
    let mut collector = Collector::default();
    for clause in clauses {
        collector.visit_expr(&clause.target);
    }
    collector.names.bound.into_keys().collect()
}

/// Collects the [`Names`] of one function.
#[derive(Default)]
struct Collector {
    names: Names,
    /// Names bound by the comprehensions that are open: not the function's.
    hidden: Vec<BTreeSet<String>>,
    /// What nested functions capture is not asked for.
    shallow: bool,
}

impl Collector {
    fn bind(&mut self, name: &str) {
        if !self.hidden.iter().any(|names| names.contains(name)) {
            *self.names.bound.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// A nested function or lambda: its free names are captured.
    fn nested(&mut self, params: Option<&Parameters>, body: impl FnOnce(&mut Free)) {
        if self.shallow {
            return;
        }
        let mut free = Free::default();
        free.bound.push(params.map(|p| parameters(p).collect()).unwrap_or_default());
        body(&mut free);
        self.capture(free);
    }

    fn capture(&mut self, free: Free) {
        let hidden = |name: &String| self.hidden.iter().any(|names| names.contains(name));
        self.names.captured.extend(free.read.into_iter().filter(|n| !hidden(n)));
        self.names.captured_written.extend(free.written);
    }

    fn defaults(&mut self, params: &Parameters) {
        for param in params.posonlyargs.iter().chain(&params.args).chain(&params.kwonlyargs) {
            if let Some(default) = &param.default {
                self.visit_expr(default);
            }
        }
    }

    fn comprehension<'s>(&mut self, clauses: &'s [Comprehension], elements: &[&'s Expr]) {
        let Some(first) = clauses.first() else { return };
        self.visit_expr(&first.iter);
        self.hidden.push(comprehension(clauses));
        for (i, clause) in clauses.iter().enumerate() {
            if i > 0 {
                self.visit_expr(&clause.iter);
            }
            for condition in &clause.ifs {
                self.visit_expr(condition);
            }
        }
        for element in elements {
            self.visit_expr(element);
        }
        self.hidden.pop();
    }
}

impl<'s> Visitor<'s> for Collector {
    fn visit_stmt(&mut self, stmt: &'s Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                self.bind(&def.name);
                self.defaults(&def.parameters);
                let body = &def.body;
                self.nested(Some(&def.parameters), |free| free.function(body));
            }
            Stmt::ClassDef(def) => self.bind(&def.name),
            Stmt::Global(stmt) => self.names.global.extend(stmt.names.iter().map(ToString::to_string)),
            Stmt::Nonlocal(stmt) => self.names.nonlocal.extend(stmt.names.iter().map(ToString::to_string)),
            Stmt::Import(stmt) => {
                for alias in &stmt.names {
                    let name = alias.asname.as_ref().map_or(alias.name.as_str(), |name| name.as_str());
                    self.bind(name.split('.').next().unwrap_or(name));
                }
            }
            Stmt::ImportFrom(stmt) => {
                for alias in &stmt.names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            Stmt::AnnAssign(stmt) => {
                self.visit_expr(&stmt.target);
                if let Some(value) = &stmt.value {
                    self.visit_expr(value);
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'s Expr) {
        match expr {
            Expr::Name(name) if name.ctx != ExprContext::Load => self.bind(&name.id),
            Expr::Named(named) => {
                // A walrus in a comprehension binds in the function.
                if let Expr::Name(name) = named.target.as_ref() {
                    *self.names.bound.entry(name.id.to_string()).or_default() += 1;
                }
                self.visit_expr(&named.value);
            }
            Expr::Lambda(lambda) => {
                if let Some(params) = &lambda.parameters {
                    self.defaults(params);
                }
                let body = &lambda.body;
                self.nested(lambda.parameters.as_deref(), |free| free.visit_expr(body));
            }
            Expr::ListComp(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::SetComp(comp) => self.comprehension(&comp.generators, &[&comp.elt]),
            Expr::DictComp(comp) => {
                let mut elements: Vec<&Expr> = comp.key.iter().map(AsRef::as_ref).collect();
                elements.push(&comp.value);
                self.comprehension(&comp.generators, &elements);
            }
            // `any(... for ...)` runs where it stands.
            Expr::Call(call) if let Some(comp) = quantified(call) => {
                self.comprehension(&comp.generators, &[&comp.elt]);
            }
            Expr::Generator(comp) => {
                self.comprehension(&comp.generators, &[&comp.elt]);
                // It may run later than it stands: what it reads is captured.
                let mut free = Free::default();
                free.bound.push(comprehension(&comp.generators));
                for (i, clause) in comp.generators.iter().enumerate() {
                    if i > 0 {
                        free.visit_expr(&clause.iter);
                    }
                    clause.ifs.iter().for_each(|c| free.visit_expr(c));
                }
                free.visit_expr(&comp.elt);
                self.capture(free);
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_pattern(&mut self, pattern: &'s Pattern) {
        match pattern {
            Pattern::MatchAs(p) => self.bind_all(p.name.iter()),
            Pattern::MatchStar(p) => self.bind_all(p.name.iter()),
            Pattern::MatchMapping(p) => self.bind_all(p.rest.iter()),
            _ => {}
        }
        walk_pattern(self, pattern);
    }

    fn visit_except_handler(&mut self, handler: &'s ExceptHandler) {
        let ExceptHandler::ExceptHandler(inner) = handler;
        self.bind_all(inner.name.iter());
        ruff_python_ast::visitor::walk_except_handler(self, handler);
    }

    fn visit_annotation(&mut self, _: &'s Expr) {}
}

impl Collector {
    fn bind_all<'n>(&mut self, names: impl Iterator<Item = &'n ruff_python_ast::Identifier>) {
        for name in names {
            self.bind(name);
        }
    }
}

/// The free names of a nested function.
#[derive(Default)]
struct Free {
    bound: Vec<BTreeSet<String>>,
    read: BTreeSet<String>,
    written: BTreeSet<String>,
}

impl Free {
    fn is_bound(&self, name: &str) -> bool {
        self.bound.iter().any(|names| names.contains(name))
    }

    fn function(&mut self, body: &[Stmt]) {
        // Asking each function anew what those inside it capture would double the work at each level.
        let mut own = Collector { shallow: true, ..Collector::default() };
        own.visit_body(body);
        let names = own.names.finish();
        for name in &names.nonlocal {
            if !self.is_bound(name) {
                self.read.insert(name.clone());
                self.written.insert(name.clone());
            }
        }
        let declared = names.global.clone();
        let mut own: BTreeSet<String> = names.bound.into_keys().collect();
        own.extend(declared);
        self.bound.push(own);
        for stmt in body {
            self.visit_stmt(stmt);
        }
        self.bound.pop();
    }

    fn scoped<'s>(&mut self, clauses: &'s [Comprehension], elements: &[&'s Expr]) {
        self.bound.push(comprehension(clauses));
        for clause in clauses {
            self.visit_expr(&clause.iter);
            clause.ifs.iter().for_each(|c| self.visit_expr(c));
        }
        for element in elements {
            self.visit_expr(element);
        }
        self.bound.pop();
    }
}

impl<'s> Visitor<'s> for Free {
    fn visit_stmt(&mut self, stmt: &'s Stmt) {
        match stmt {
            Stmt::FunctionDef(def) => {
                self.bound.push(parameters(&def.parameters).collect());
                self.function(&def.body);
                self.bound.pop();
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'s Expr) {
        match expr {
            Expr::Name(name) if !self.is_bound(&name.id) => {
                self.read.insert(name.id.to_string());
            }
            Expr::Named(named) => {
                if let Expr::Name(name) = named.target.as_ref()
                    && !self.is_bound(&name.id)
                {
                    self.read.insert(name.id.to_string());
                    self.written.insert(name.id.to_string());
                }
                self.visit_expr(&named.value);
            }
            Expr::Lambda(lambda) => {
                let params = lambda.parameters.as_deref();
                self.bound.push(params.map(|p| parameters(p).collect()).unwrap_or_default());
                self.visit_expr(&lambda.body);
                self.bound.pop();
            }
            Expr::ListComp(comp) => self.scoped(&comp.generators, &[&comp.elt]),
            Expr::SetComp(comp) => self.scoped(&comp.generators, &[&comp.elt]),
            Expr::Generator(comp) => self.scoped(&comp.generators, &[&comp.elt]),
            Expr::DictComp(comp) => {
                let mut elements: Vec<&Expr> = comp.key.iter().map(AsRef::as_ref).collect();
                elements.push(&comp.value);
                self.scoped(&comp.generators, &elements);
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_annotation(&mut self, _: &'s Expr) {}
}
