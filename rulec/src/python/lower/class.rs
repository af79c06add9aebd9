//! Classes: the body is lowered to a function that computes what it binds, each method to a closure in it.

use ruff_python_ast::{self as ast, Expr as Ast, Stmt as AstStmt};
use ruff_text_size::{Ranged, TextRange};

use super::{InClass, Lower, Resolved, Scope};
use crate::diag::Code;
use crate::ir::{
    Args, ClassId, Closure, Const, Expr, ExprKind, Function, Item, LocalId, ModuleId, Params, Stmt, StmtKind, Target,
    Ty,
};
use crate::python::resolve::{Binding, ModuleRef};
use crate::python::{Base, Method, Uses, builtins};

/// Names between double underscores that a class may bind to a value, which means nothing to Python.
const PLAIN: [&str; 3] = ["__author__", "__doc__", "__version__"];

impl Lower<'_> {
    /// The function that runs the class's body.
    pub(super) fn class_body(&mut self, id: ClassId) -> Function {
        let (index, def) = self.resolver.class_definition(id);
        let line = self.line(def.name.range());
        self.check_class(&def);
        let bases = self.bases(index, &def);
        self.class = Some(InClass { id, name: def.name.to_string(), method: None });
        self.nesting.push(format!("{}.", def.name));
        self.scopes.push(Scope { class: true, ..Scope::default() });
        let mut names: Vec<(String, LocalId)> = Vec::new();
        let mut methods: Vec<Method> = Vec::new();
        let mut body = Vec::new();
        for stmt in &def.body {
            self.class_stmt(stmt, &mut names, &mut methods, &mut body);
        }
        let class = &mut self.resolver.program.classes[id.0];
        class.bases = bases;
        class.names = names;
        class.methods = methods;
        class.is_annotated = def.body.iter().any(|stmt| matches!(stmt, AstStmt::AnnAssign(_)));
        self.finish(def.name.to_string(), line, Params::default(), body)
    }

    fn check_class(&mut self, def: &ast::StmtClassDef) {
        if let Some(decorator) = def.decorator_list.first() {
            let help = "write out what the decorator would have added";
            self.error(Code::E013, decorator.range(), "decorators of classes are outside the subset", help);
        }
        if let Some(keyword) = def.arguments.iter().flat_map(|arguments| &arguments.keywords).next() {
            let help = "a class may name the classes that it derives from, nothing else";
            self.error(Code::E026, keyword.range(), "metaclasses and class keywords are outside the subset", help);
        }
        if let Some(params) = &def.type_params {
            self.error(Code::E026, params.range(), "type parameters are outside the subset", "remove them");
        }
    }

    fn bases(&mut self, index: usize, def: &ast::StmtClassDef) -> Vec<Base> {
        let mut bases = Vec::new();
        for base in def.arguments.iter().flat_map(|arguments| &arguments.args) {
            let resolved = match base {
                Ast::Name(name) => self.resolve(&name.id, name.range()),
                Ast::Attribute(attribute) => match self.module_of(&attribute.value) {
                    Some(module) => self.member(&module, &attribute.attr, attribute.range()),
                    None => Resolved::Builtin(String::new()),
                },
                _ => Resolved::Builtin(String::new()),
            };
            match resolved {
                Resolved::User(class) => {
                    let (at, _) = self.resolver.class_definition(class);
                    if self.resolver.program.class(class).module == self.module && at >= index {
                        let message = "the class is not defined yet where it is derived from";
                        self.error(Code::E021, base.range(), message, "define it first");
                    }
                    bases.push(Base::User(class));
                }
                Resolved::Class(name) if name == "object" || is_open(&name) => bases.push(Base::Builtin(name)),
                Resolved::Error => {}
                _ => {
                    let help =
                        "derive from classes of your own or from a builtin exception; `rulec explain E028` lists them";
                    self.error(Code::E028, base.range(), "this cannot be derived from", help);
                }
            }
        }
        bases
    }

    fn class_stmt(
        &mut self,
        stmt: &AstStmt,
        names: &mut Vec<(String, LocalId)>,
        methods: &mut Vec<Method>,
        body: &mut Vec<Stmt>,
    ) {
        let line = self.line(stmt.range());
        match stmt {
            AstStmt::Expr(stmt) if matches!(*stmt.value, Ast::StringLiteral(_) | Ast::EllipsisLiteral(_)) => {}
            AstStmt::Pass(_) => {}
            AstStmt::AnnAssign(stmt) if stmt.value.is_none() && matches!(*stmt.target, Ast::Name(_)) => {}
            AstStmt::Assign(stmt) => {
                let value = self.expr(&stmt.value);
                let targets: Vec<Target> = stmt.targets.iter().map(|t| self.class_target(t, names)).collect();
                body.push(Stmt { line, kind: StmtKind::Assign(targets, value) });
            }
            AstStmt::AnnAssign(stmt) => {
                if let Some(value) = &stmt.value {
                    let value = self.expr(value);
                    let target = self.class_target(&stmt.target, names);
                    body.push(Stmt { line, kind: StmtKind::Assign(vec![target], value) });
                }
            }
            AstStmt::FunctionDef(def) => {
                let value = self.method(def, methods);
                let target = self.class_name(&def.name, def.name.range(), names);
                let line = self.line(def.name.range());
                body.push(Stmt { line, kind: StmtKind::Assign(vec![target], value) });
            }
            other => {
                let help = "a class's body may hold methods and plain assignments";
                self.error(Code::E026, other.range(), "this statement in a class's body is outside the subset", help);
            }
        }
    }

    fn class_target(&mut self, target: &Ast, names: &mut Vec<(String, LocalId)>) -> Target {
        match target {
            Ast::Name(name) => self.class_name(&name.id, name.range(), names),
            other => {
                let help = "assign to one name at a time";
                self.error(Code::E026, other.range(), "this target in a class's body is outside the subset", help);
                Target::Unpack(Vec::new(), None)
            }
        }
    }

    /// A name that the class's body binds.
    fn class_name(&mut self, name: &str, range: TextRange, names: &mut Vec<(String, LocalId)>) -> Target {
        let special = name.starts_with("__") && name.ends_with("__");
        if special && !builtins::SPECIAL.contains(&name) && !PLAIN.contains(&name) {
            let help = "`rulec explain E027` lists the special methods that compile";
            self.error(Code::E027, range, format!("`{name}` is outside the subset"), help);
        }
        let mangled = self.mangled(name);
        let known = self.scopes.last().and_then(|scope| scope.names.get(name).copied());
        let local = known.unwrap_or_else(|| self.declare(&mangled, false, Ty::Any));
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.insert(name.to_owned(), local);
        }
        if known.is_none() {
            names.push((mangled, local));
        }
        Target::Local(local)
    }

    /// A method's value. What is wrong in it counts only for rules that may call it.
    fn method(&mut self, def: &ast::StmtFunctionDef, methods: &mut Vec<Method>) -> Expr {
        let line = self.line(def.name.range());
        let (diagnostics, uses) = (std::mem::take(&mut self.diagnostics), std::mem::take(&mut self.uses));
        if def.is_async {
            let help = "write a plain `def`: a rule waits for nothing";
            self.error(Code::E014, def.name.range(), "asynchronous functions are outside the subset", help);
        }
        let decorator = self.decorator(def);
        if let Some(class) = &mut self.class {
            class.method = Some((None, usize::MAX));
        }
        let (params, body, own) = self.function(&def.parameters, &def.body, def.range(), &def.name);
        if let Some(class) = &mut self.class {
            class.method = None;
        }
        let closure =
            Closure { params, qualified: self.qualified(&def.name), name: def.name.to_string(), own, body, line };
        let diagnostics = std::mem::replace(&mut self.diagnostics, diagnostics);
        let uses: Uses = std::mem::replace(&mut self.uses, uses);
        let name = self.mangled(&def.name);
        methods.push(Method { name, diagnostics, uses });
        let function = Expr::any(ExprKind::Method(methods.len() - 1, Box::new(closure)), line);
        match decorator {
            Some((name, property)) => {
                Expr::any(ExprKind::Decorated(name, property.map(Box::new), Box::new(function)), line)
            }
            None => function,
        }
    }

    /// The decorator of a method: its name, and of `@name.setter` the property.
    fn decorator(&mut self, def: &ast::StmtFunctionDef) -> Option<(&'static str, Option<Expr>)> {
        let [decorator, rest @ ..] = def.decorator_list.as_slice() else { return None };
        let found = match &decorator.expression {
            Ast::Name(name) if !self.is_local(&name.id) && self.resolver.binding(self.module, &name.id).is_none() => {
                let known =
                    ["staticmethod", "classmethod", "property"].into_iter().find(|known| *known == name.id.as_str());
                known.map(|name| (name, None))
            }
            Ast::Attribute(attribute) => {
                let part = ["setter", "getter", "deleter"].into_iter().find(|part| *part == attribute.attr.as_str());
                match (part, attribute.value.as_ref()) {
                    (Some(part), Ast::Name(name)) if self.is_local(&name.id) => {
                        let property = self.expr(&attribute.value);
                        Some((part, Some(property)))
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        if found.is_none() || !rest.is_empty() {
            let range = if found.is_none() { decorator.range() } else { rest[0].range() };
            let help = "methods take one of `@staticmethod`, `@classmethod`, `@property` and `@name.setter`";
            self.error(Code::E013, range, "this decorator is outside the subset", help);
        }
        found
    }

    /// Called when the parameters of a function are known: of a method, `super()` wants the first.
    pub(super) fn opened_method(&mut self, params: &Params) {
        let depth = self.scopes.len();
        if let Some(InClass { method: Some((first, at @ usize::MAX)), .. }) = &mut self.class {
            *first = params.positional.first().map(|param| param.local);
            *at = depth;
        }
    }

    /// `super().name`, `super(Class, self).name`; `None` where the expression is something else.
    pub(super) fn super_attribute(&mut self, attribute: &ast::ExprAttribute) -> Option<Expr> {
        let Ast::Call(call) = attribute.value.as_ref() else { return None };
        let Ast::Name(name) = call.func.as_ref() else { return None };
        if name.id.as_str() != "super"
            || self.is_local("super")
            || self.resolver.binding(self.module, "super").is_some()
        {
            return None;
        }
        let line = self.line(attribute.attr.range());
        let member = attribute.attr.as_str();
        let special = member.starts_with("__") && member.ends_with("__");
        if special && !builtins::SPECIAL.contains(&member) {
            let help = "`rulec explain E027` lists the special methods that compile";
            self.error(Code::E027, attribute.attr.range(), format!("`{member}` is outside the subset"), help);
        }
        let member = self.attribute_name(member);
        let found = match (&*call.arguments.args, &*call.arguments.keywords, &self.class) {
            ([], [], Some(InClass { id, method: Some((Some(first), depth)), .. })) if *depth == self.scopes.len() => {
                let ty = self.locals[first.0].ty;
                Some((*id, Expr { kind: ExprKind::Local(*first), ty, line }))
            }
            ([Ast::Name(class), receiver], [], _) => match self.resolve(&class.id, class.range()) {
                Resolved::User(id) => Some((id, self.expr(receiver))),
                _ => None,
            },
            _ => None,
        };
        Some(match found {
            Some((class, receiver)) => {
                let class_unit = self.resolver.program.class(class).unit;
                self.uses.calls.insert(class_unit);
                Expr::any(ExprKind::Super(class, Box::new(receiver), member), line)
            }
            None => self.reject(
                Code::E026,
                call.range(),
                "this use of `super()` is outside the subset",
                "call `super()` in the method itself, not in a function inside of it",
            ),
        })
    }

    /// `value.name = ...`.
    pub(super) fn attribute_target(&mut self, attribute: &ast::ExprAttribute) -> Target {
        let name = attribute.attr.as_str();
        let special = name.starts_with("__") && name.ends_with("__");
        let message = if self.module_of(&attribute.value).is_some() {
            Some("assignment to a name of another module is outside the subset")
        } else if special || builtins::is_method_outside(name) {
            Some("this attribute cannot be set in the subset")
        } else if self.super_attribute(attribute).is_some() {
            Some("an attribute of `super()` cannot be set")
        } else {
            None
        };
        if let Some(message) = message {
            let help = "set attributes of objects of your own classes";
            self.error(Code::E022, attribute.range(), message, help);
            return Target::Unpack(Vec::new(), None);
        }
        let value = self.expr(&attribute.value);
        if matches!(value.kind, ExprKind::Function(_) | ExprKind::Lambda(_) | ExprKind::Native(..)) {
            let help = "keep the value in a name of the module or in an object of a class";
            self.error(Code::E022, attribute.range(), "an attribute of a function is outside the subset", help);
        }
        let name = self.attribute_name(name);
        Target::Attribute(value, name)
    }

    /// The name of an attribute as the class's body means it, noted as used.
    pub(super) fn attribute_name(&mut self, name: &str) -> String {
        let name = self.mangled(name);
        self.uses.attributes.insert(name.clone());
        name
    }

    /// `getattr(x, name)`: with a name that is computed, any may be used.
    pub(super) fn dynamic_attribute(&mut self, builtin: &str, args: &Args) {
        if !matches!(builtin, "getattr" | "hasattr" | "setattr" | "delattr") {
            return;
        }
        match args.pos.get(1) {
            Some(Item { star: false, value: Expr { kind: ExprKind::Const(Const::Str(name)), .. } })
                if args.pos.first().is_some_and(|item| !item.star) =>
            {
                self.uses.attributes.insert(name.clone());
            }
            _ => self.uses.any_attribute = true,
        }
    }

    /// `__name` in a class is `_Class__name`.
    fn mangled(&self, name: &str) -> String {
        match &self.class {
            Some(class) if self.is_private(name) => {
                let class = class.name.trim_start_matches('_');
                if class.is_empty() { name.to_owned() } else { format!("_{class}{name}") }
            }
            _ => name.to_owned(),
        }
    }

    /// Whether Python gives the name another form because it stands in a class.
    pub(super) fn is_private(&self, name: &str) -> bool {
        self.class.is_some() && name.starts_with("__") && !name.ends_with("__")
    }

    /// A private name that is neither a variable nor an attribute.
    pub(super) fn private_name(&mut self, name: &str, range: TextRange) -> Resolved {
        let message = format!("`{name}` has another name inside of a class");
        self.error(Code::E026, range, message, "begin the name with one underscore");
        Resolved::Error
    }

    /// A class of the program, from its module's name for it.
    pub(super) fn user_class(&mut self, module: ModuleId, name: &str, range: TextRange) -> Resolved {
        if self.resolver.is_rebound(module, name) {
            let message = format!("`{name}` is a class and something else besides");
            self.error(Code::E026, range, message, "give each its own name");
            return Resolved::Error;
        }
        match self.resolver.class(module, name) {
            Some(id) => {
                let unit = self.resolver.program.class(id).unit;
                self.uses.calls.insert(unit);
                Resolved::User(id)
            }
            None => Resolved::Error,
        }
    }

    /// Whether what a name is bound to is a class of the program.
    pub(super) fn binds_class(&self, binding: &Binding) -> bool {
        match binding {
            Binding::Class(_) => true,
            Binding::Member { module: ModuleRef::Source(id), name } => {
                self.resolver.binding(*id, name).is_some_and(|binding| self.binds_class(&binding))
            }
            _ => false,
        }
    }

    /// Whether a special method of this name may be named as an attribute of the expression: of a class of the program
    /// and of a method's own object.
    pub(super) fn has_special(&mut self, name: &str, of: &Ast) -> bool {
        let Ast::Name(value) = of else { return false };
        if !builtins::SPECIAL.contains(&name) {
            return false;
        }
        let own = match &self.class {
            Some(InClass { method: Some((Some(first), _)), .. }) => {
                self.scopes.iter().rev().find_map(|scope| scope.names.get(value.id.as_str())) == Some(first)
            }
            _ => false,
        };
        own || self.is_class(of) && !builtins::CLASSES.contains(&value.id.as_str())
    }
}

/// Whether a class may derive from the builtin exception.
fn is_open(name: &str) -> bool {
    builtins::EXCEPTIONS.contains(&name) && !builtins::FINAL.contains(&name)
}
