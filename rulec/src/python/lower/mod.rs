//! One function of a module in, its IR out; what cannot be lowered exactly becomes a diagnostic, never a guess.

mod call;
mod class;
mod comprehension;
mod expr;
mod pattern;
mod stmt;

use std::collections::{BTreeMap, BTreeSet};

use ruff_python_ast::{self as ast, Stmt};
use ruff_text_size::{Ranged, TextRange};

use super::near::nearest;
use super::parse::span;
use super::resolve::{Binding, ModuleRef, Resolver};
use super::scope::{self, Names};
use super::{Initialises, Uses, builtins};
use crate::diag::{Code, Diagnostic, Level, SourceId, compiles};
use crate::ir::{ClassId, Const, Expr, FuncId, Function, Local, LocalId, ModuleId, Param, Params, StmtKind, Ty};

/// Lowers the unit, and leaves in it the function or what is wrong.
pub fn unit(resolver: &mut Resolver, id: FuncId) {
    let module = resolver.program.unit(id).module;
    let source = resolver.program.module(module).source;
    let initialises = resolver.program.unit(id).initialises;
    let mut lower = Lower {
        resolver,
        module,
        source,
        diagnostics: Vec::new(),
        uses: Uses::default(),
        class: None,
        locals: Vec::new(),
        scopes: Vec::new(),
        in_function: initialises.is_none(),
        nesting: Vec::new(),
        loops: 0,
    };
    lower.diagnostics.extend(lower.resolver.broken(module).iter().cloned());
    let function = match initialises {
        None => lower.definition(id),
        Some(Initialises::Slot(slot)) => lower.slot(slot),
        Some(Initialises::Module) => lower.module(),
        Some(Initialises::Class(class)) => lower.class_body(class),
    };
    let Lower { diagnostics, uses, .. } = lower;
    let unit = &mut resolver.program.functions[id.0];
    unit.function = compiles(&diagnostics).then_some(function);
    unit.diagnostics = diagnostics;
    unit.uses = uses;
}

/// What a name refers to, seen from inside the function.
pub(super) enum Resolved {
    Local(LocalId),
    Global(ModuleId, usize),
    Function(FuncId),
    /// A module, to take attributes of.
    Module(ModuleRef),
    /// A member of a native module.
    Native(&'static str, String),
    Builtin(String),
    Class(String),
    /// A name of the module that a test may put a mock in the place of, and what it is else.
    Mocked(String, Box<Resolved>),
    /// A class of the program.
    User(ClassId),
    /// Reported already.
    Error,
}

/// The state of lowering one function and those nested in it, which share its numbering of variables.
pub(super) struct Lower<'r> {
    resolver: &'r mut Resolver,
    module: ModuleId,
    source: SourceId,
    diagnostics: Vec<Diagnostic>,
    uses: Uses,
    /// The class whose body this is, or whose method.
    class: Option<InClass>,
    locals: Vec<Local>,
    scopes: Vec<Scope>,
    in_function: bool,
    /// The functions and classes that are open, outermost first, as qualified names begin with them: `rule.<locals>.`.
    nesting: Vec<String>,
    loops: usize,
}

/// The names of one function or comprehension.
#[derive(Default)]
struct Scope {
    names: BTreeMap<String, LocalId>,
    /// Declared `global`.
    global: BTreeSet<String>,
    /// Imports inside the function.
    imports: BTreeMap<String, Binding>,
    /// A comprehension's own variables: a walrus binds beyond them.
    comprehension: bool,
    /// A class's body: what is nested in it does not see its names.
    class: bool,
}

/// The class whose body is lowered.
#[derive(Clone, Debug)]
struct InClass {
    id: ClassId,
    name: String,
    /// The method that is open: its first parameter, if it has one, and how many scopes there are in its own body.
    method: Option<(Option<LocalId>, usize)>,
}

impl Lower<'_> {
    fn definition(&mut self, id: FuncId) -> Function {
        let (_, def) = self.resolver.definition(id);
        let line = self.line(def.name.range());
        self.check_def(&def);
        let (params, body, _) = self.function(&def.parameters, &def.body, def.range(), &def.name);
        self.finish(def.name.to_string(), line, params, body)
    }

    fn finish(&mut self, name: String, line: u32, params: Params, body: Vec<crate::ir::Stmt>) -> Function {
        let mut function =
            Function { name, module: self.module, line, params, locals: std::mem::take(&mut self.locals), body };
        crate::analyse::bound::mark(&mut function);
        function
    }

    /// A name that is bound once at the module's top: its value is a function of no parameters.
    fn slot(&mut self, slot: usize) -> Function {
        let tree = self.resolver.tree(self.module);
        let info = &self.resolver.program.module(self.module).slots[slot];
        let name = info.name.clone();
        let statement = info.statements.first().copied();
        self.scopes.push(Scope::default());
        let value = match statement.and_then(|index| tree.body.get(index)) {
            Some(Stmt::Assign(stmt)) => self.expr(&stmt.value),
            Some(Stmt::AnnAssign(ast::StmtAnnAssign { value: Some(value), .. })) => self.expr(value),
            Some(other) => {
                self.error(
                    Code::E023,
                    other.range(),
                    format!("`{name}` is not initialised by a plain assignment"),
                    "assign it once, at the top of the module",
                );
                Expr::constant(Const::None, 0)
            }
            // Only functions bind it: until one does, it has no value.
            None => return self.finish(name, 0, Params::default(), Vec::new()),
        };
        let line = value.line;
        let body = vec![crate::ir::Stmt { line, kind: StmtKind::Return(Some(value)) }];
        self.finish(name, line, Params::default(), body)
    }

    /// The whole module, statement by statement.
    fn module(&mut self) -> Function {
        let tree = self.resolver.tree(self.module);
        self.scopes.push(Scope::default());
        let mut body = Vec::new();
        for (index, stmt) in tree.body.iter().enumerate() {
            match stmt {
                _ if self.resolver.is_skipped(self.module, index) => {}
                Stmt::FunctionDef(_) | Stmt::Import(_) | Stmt::ImportFrom(_) => {}
                // When its body runs can be told from what it computes.
                Stmt::ClassDef(def) if !scope::is_constant_class(&def.body) => {
                    let line = self.line(def.range());
                    let class = self.user_class(self.module, &def.name, def.name.range());
                    let value = self.read(class, &def.name, def.name.range());
                    body.push(crate::ir::Stmt { line, kind: StmtKind::Expr(value) });
                }
                Stmt::ClassDef(_) => {}
                Stmt::Try(t) if t.body.iter().all(|s| matches!(s, Stmt::Import(_) | Stmt::ImportFrom(_))) => {}
                _ if scope::is_skipped(stmt) => {}
                _ => self.stmt(stmt, &mut body),
            }
        }
        let name = self.resolver.program.module(self.module).relative.clone();
        self.finish(name, 1, Params::default(), body)
    }

    /// The parameters and the body of a `def` or a lambda; its own variables are in the last result.
    fn function(
        &mut self,
        parameters: &ast::Parameters,
        body: &[Stmt],
        range: TextRange,
        name: &str,
    ) -> (Params, Vec<crate::ir::Stmt>, Vec<LocalId>) {
        let defaults = self.defaults(parameters);
        let names = scope::names(body);
        self.nesting.push(format!("{name}.<locals>."));
        let (loops, in_function) = (std::mem::take(&mut self.loops), std::mem::replace(&mut self.in_function, true));
        let first = self.locals.len();
        let params = self.open(parameters, defaults, &names, range);
        self.opened_method(&params);
        let mut lowered = Vec::new();
        for stmt in body {
            self.stmt(stmt, &mut lowered);
        }
        self.scopes.pop();
        self.nesting.pop();
        (self.loops, self.in_function) = (loops, in_function);
        let own = (first..self.locals.len()).map(LocalId).collect();
        (params, lowered, own)
    }

    fn check_def(&mut self, def: &ast::StmtFunctionDef) {
        if let Some(decorator) = def.decorator_list.first() {
            let help = "write the function without it, and call what it would have called";
            self.error(Code::E013, decorator.range(), "decorators are outside the subset", help);
        }
        if def.is_async {
            let help = "write a plain `def`: a rule waits for nothing";
            self.error(Code::E014, def.name.range(), "asynchronous functions are outside the subset", help);
        }
    }

    /// Lowers the defaults where the function is defined, in the order of its parameters.
    pub(super) fn defaults(&mut self, parameters: &ast::Parameters) -> Vec<Option<Expr>> {
        let all = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        all.map(|p| p.default.as_deref().map(|d| self.expr(d))).collect()
    }

    /// Opens the scope of a function: its parameters and the names that it binds.
    pub(super) fn open(
        &mut self,
        parameters: &ast::Parameters,
        defaults: Vec<Option<Expr>>,
        names: &Names,
        range: TextRange,
    ) -> Params {
        let mut scope = Scope { global: names.global.clone(), ..Scope::default() };
        let mut defaults = defaults.into_iter();
        let mut params = Params { positional_only: parameters.posonlyargs.len(), ..Params::default() };
        let mut declare = |this: &mut Self, identifier: &ast::Identifier| {
            let name = identifier.to_string();
            // A parameter that nothing assigns again is the same for all who see it.
            let shared = names.captured.contains(&name) && names.bound.contains_key(&name)
                || names.captured_written.contains(&name);
            let local = this.declare(&name, shared, Ty::Any);
            if scope.names.insert(name.clone(), local).is_some() {
                this.error(
                    Code::E021,
                    identifier.range(),
                    format!("parameter `{name}` is there twice"),
                    "rename one of them",
                );
            }
            Param { local, name, default: None }
        };
        for p in parameters.posonlyargs.iter().chain(&parameters.args) {
            let param = declare(self, &p.parameter.name);
            params.positional.push(Param { default: defaults.next().flatten(), ..param });
        }
        params.vararg = parameters.vararg.as_ref().map(|p| declare(self, &p.name).local);
        for p in &parameters.kwonlyargs {
            let param = declare(self, &p.parameter.name);
            params.keyword_only.push(Param { default: defaults.next().flatten(), ..param });
        }
        params.kwarg = parameters.kwarg.as_ref().map(|p| declare(self, &p.name).local);
        for name in names.bound.keys() {
            if !scope.names.contains_key(name) {
                let shared = names.captured.contains(name) || names.captured_written.contains(name);
                let local = self.declare(name, shared, Ty::Any);
                scope.names.insert(name.clone(), local);
            }
        }
        for name in &names.nonlocal {
            if !self.scopes.iter().any(|s| s.names.contains_key(name)) {
                self.error(
                    Code::E021,
                    range,
                    format!("no binding for nonlocal `{name}` found"),
                    "bind it in the enclosing function first",
                );
            }
        }
        self.scopes.push(scope);
        params
    }

    pub(super) fn declare(&mut self, name: &str, shared: bool, ty: Ty) -> LocalId {
        self.locals.push(Local { name: name.to_owned(), shared, maybe_unbound: false, ty });
        LocalId(self.locals.len() - 1)
    }

    /// What `name` is here.
    pub(super) fn resolve(&mut self, name: &str, range: TextRange) -> Resolved {
        let innermost = self.scopes.len();
        for (depth, scope) in self.scopes.iter().enumerate().rev() {
            if scope.global.contains(name) {
                break;
            }
            if scope.class && depth + 1 < innermost {
                continue;
            }
            if let Some(binding) = scope.imports.get(name).cloned() {
                return self.resolve_binding(binding, name, range);
            }
            if let Some(local) = scope.names.get(name) {
                return Resolved::Local(*local);
            }
        }
        let resolved = self.resolve_global(name, range);
        let is_mocked = self.resolver.program.module(self.module).mocked.contains(name);
        match resolved {
            Resolved::Function(_) | Resolved::Native(..) | Resolved::Builtin(_) if is_mocked => {
                Resolved::Mocked(name.to_owned(), Box::new(resolved))
            }
            // A mock of the module's own name is put into its slot.
            Resolved::Global(module, _) if is_mocked && module != self.module => {
                Resolved::Mocked(name.to_owned(), Box::new(resolved))
            }
            resolved => resolved,
        }
    }

    /// What `name` is outside functions.
    fn resolve_global(&mut self, name: &str, range: TextRange) -> Resolved {
        if self.is_private(name) {
            return self.private_name(name, range);
        }
        if let Some(binding) = self.resolver.binding(self.module, name) {
            return self.resolve_binding(binding, name, range);
        }
        // What a star import binds hides the builtins too.
        if let Some((star, module)) = self.resolver.star_import(self.module, name) {
            let message =
                format!("`{name}` may come from `from {module} import *`, and star imports are outside the subset");
            self.error(
                Code::E019,
                star,
                message,
                format!("import the names that are used: `from {module} import {name}`"),
            );
            return Resolved::Error;
        }
        match builtins::lookup(name) {
            Some(builtins::Builtin::Function) => Resolved::Builtin(name.to_owned()),
            Some(builtins::Builtin::Class) => Resolved::Class(name.to_owned()),
            Some(builtins::Builtin::Outside) => {
                let help = "rules read the event and nothing else; `rulec explain E016` lists what there is";
                self.error(Code::E016, range, format!("the builtin `{name}` is outside the subset"), help);
                Resolved::Error
            }
            None => {
                let help = self.near(name);
                let message = format!("the name `{name}` is not defined");
                let error = Diagnostic::error(Code::E009, self.source, span(range), message, help);
                self.diagnostics.push(Diagnostic { level: Level::Mistake, ..error });
                // A name of the module that nothing is ever assigned to.
                let binding = self.resolver.unassigned(self.module, name);
                self.resolve_binding(binding, name, range)
            }
        }
    }

    fn near(&self, name: &str) -> String {
        let locals = self.scopes.iter().flat_map(|s| s.names.keys().map(String::as_str));
        let globals = self.resolver.program.module(self.module).names();
        let builtin = builtins::FUNCTIONS.iter().chain(builtins::CLASSES).copied();
        match nearest(locals.chain(globals).chain(builtin), name) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("define `{name}` or import it"),
        }
    }

    fn resolve_binding(&mut self, binding: Binding, name: &str, range: TextRange) -> Resolved {
        self.resolve_in(self.module, binding, name, range)
    }

    fn resolve_in(&mut self, module: ModuleId, binding: Binding, name: &str, range: TextRange) -> Resolved {
        match binding {
            Binding::Function(_) => match self.resolver.function(module, name) {
                Some(id) => {
                    self.uses.calls.insert(id);
                    Resolved::Function(id)
                }
                None => Resolved::Error,
            },
            Binding::Class(_) => self.user_class(module, name, range),
            Binding::Global(slot) => {
                let id = self.resolver.initialiser(module, slot);
                self.uses.calls.insert(id);
                Resolved::Global(module, slot)
            }
            Binding::Module(module) => Resolved::Module(module),
            Binding::Member { module, name: member } => self.member(&module, &member, range),
        }
    }

    /// `module.name`.
    pub(super) fn member(&mut self, module: &ModuleRef, name: &str, range: TextRange) -> Resolved {
        match module {
            ModuleRef::Source(id) => {
                if name == "*" {
                    self.error(
                        Code::E019,
                        range,
                        "star imports are outside the subset",
                        "import the names that are used",
                    );
                    return Resolved::Error;
                }
                match self.resolver.binding(*id, name) {
                    Some(binding) => self.resolve_in(*id, binding, name, range),
                    None => {
                        let other = self.resolver.program.module(*id);
                        let relative = other.relative.clone();
                        let help = match nearest(other.names(), name) {
                            Some(near) => format!("did you mean `{near}`?"),
                            None => format!("define it in {relative}"),
                        };
                        self.error(Code::E008, range, format!("`{relative}` defines no `{name}`"), help);
                        Resolved::Error
                    }
                }
            }
            ModuleRef::Native(module) => {
                if let Some(attribute) = super::native::attribute(module, name) {
                    return Resolved::Module(ModuleRef::Native(attribute.module));
                }
                let known = super::native::module(module);
                if known.is_some_and(|m| m.callables.contains(&name) || m.constants.contains(&name))
                    || name == "__name__"
                {
                    return Resolved::Native(module, name.to_owned());
                }
                let names = known.iter().flat_map(|m| m.callables.iter().chain(m.constants)).copied();
                let help = match nearest(names, name) {
                    Some(near) => format!("did you mean `{module}.{near}`?"),
                    None => format!("`rulec explain E024` lists what there is of `{module}`"),
                };
                self.error(Code::E024, range, format!("`{module}.{name}` is outside the subset"), help);
                Resolved::Error
            }
            ModuleRef::Package(package) => {
                let dotted = format!("{package}.{name}");
                let found = self.resolver.find(self.module, &dotted, 0);
                match found {
                    ModuleRef::Missing(_) if self.is_package(&dotted) => Resolved::Module(ModuleRef::Package(dotted)),
                    // `import a.b` binds `a`, with all that it has of its own.
                    ModuleRef::Missing(_) => match self.resolver.find(self.module, package, 0) {
                        package @ (ModuleRef::Native(_) | ModuleRef::Source(_)) => self.member(&package, name, range),
                        _ => {
                            self.missing(&dotted, range);
                            Resolved::Error
                        }
                    },
                    found => Resolved::Module(found),
                }
            }
            ModuleRef::Ignored(dotted) => {
                let help = "names of this module may stand in annotations, nowhere else";
                self.error(Code::E010, range, format!("`{dotted}.{name}` has no meaning when the rule runs"), help);
                Resolved::Error
            }
            ModuleRef::Missing(dotted) => {
                self.missing(dotted, range);
                Resolved::Error
            }
        }
    }

    fn is_package(&self, dotted: &str) -> bool {
        let prefix = format!("{dotted}.");
        self.resolver.imports_below(self.module, &prefix)
            || super::native::MODULES.iter().any(|m| m.module.starts_with(&prefix))
    }

    pub(super) fn missing(&mut self, dotted: &str, range: TextRange) {
        if super::native::is_library(dotted) {
            let message = format!("the module `{dotted}` is outside the subset");
            self.error(Code::E010, range, message, "`rulec explain E010` lists the modules that compile");
        } else {
            let message =
                format!("the module `{dotted}` is not found beside the rule, in its pack, or in a helper folder");
            self.error(
                Code::E007,
                range,
                message,
                "put the module into the pack's `helpers` folder, or correct its name",
            );
        }
    }

    /// The qualified name of a function that is nested in those that are open.
    pub(super) fn qualified(&self, name: &str) -> String {
        self.nesting.iter().map(String::as_str).chain([name]).collect()
    }

    pub(super) fn line(&self, range: TextRange) -> u32 {
        self.resolver.sources.get(self.source).line(range.start().to_u32())
    }

    pub(super) fn error(&mut self, code: Code, range: TextRange, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(code, self.source, span(range), message, help));
    }
}
