//! Calls.

use ruff_python_ast::{self as ast, Expr as Ast};
use ruff_text_size::{Ranged, TextRange};

use super::{Lower, Resolved};
use crate::ir::{Args, Display, Expr, ExprKind, Item, Quantifier, Ty};
use crate::python::resolve::Binding;

/// `STACK_USE_GUIDELINE` of CPython's compiler.
const MANY: usize = 30;

impl Lower<'_> {
    pub(super) fn call(&mut self, call: &ast::ExprCall, line: u32) -> Expr {
        match call.func.as_ref() {
            Ast::Name(name) => {
                let resolved = self.resolve(&name.id, name.range());
                if let Resolved::Builtin(builtin) = &resolved
                    && let Some(quantified) = self.quantifier(builtin.clone(), call, line)
                {
                    return quantified;
                }
                self.call_resolved(resolved, &name.id, call, line)
            }
            Ast::Attribute(attribute) => {
                let name = attribute.attr.as_str();
                if let Some(callee) = self.super_attribute(attribute) {
                    let args = self.args(&call.arguments);
                    let line = self.line_of_call(call, attribute, line);
                    return Expr::any(ExprKind::CallValue(Box::new(callee), args), line);
                }
                if let Some(module) = self.module_of(&attribute.value) {
                    let resolved = self.member(&module, name, attribute.range());
                    let line = self.line_of_call(call, attribute, line);
                    return self.call_resolved(resolved, name, call, line);
                }
                self.check_method(name, attribute);
                let receiver = self.expr(&attribute.value);
                let args = self.args(&call.arguments);
                let line = self.line_of_call(call, attribute, line);
                let ty = method_type(receiver.ty, name);
                let name = self.attribute_name(name);
                Expr { kind: ExprKind::CallMethod(Box::new(receiver), name, args), ty, line }
            }
            callee => {
                let callee = self.expr(callee);
                let args = self.args(&call.arguments);
                Expr::any(ExprKind::CallValue(Box::new(callee), args), line)
            }
        }
    }

    /// Where CPython says that a call of an attribute is: where its name stands, unless the call has stars or many arguments or
    /// is of what the module imports. `line` is where it begins.
    fn line_of_call(&self, call: &ast::ExprCall, attribute: &ast::ExprAttribute, line: u32) -> u32 {
        let ast::Arguments { args, keywords, .. } = &call.arguments;
        let many = args.len() + keywords.len() + usize::from(!keywords.is_empty()) >= MANY;
        let stars = args.iter().any(Ast::is_starred_expr) || keywords.iter().any(|keyword| keyword.arg.is_none());
        let imported = attribute.value.as_name_expr().is_some_and(|name| {
            let binding = self.resolver.binding(self.module, &name.id);
            matches!(binding, Some(Binding::Module(_) | Binding::Member { .. }))
        });
        if many || stars || imported { line } else { self.line(attribute.attr.range()) }
    }

    fn call_resolved(&mut self, resolved: Resolved, name: &str, call: &ast::ExprCall, line: u32) -> Expr {
        if let Resolved::Mocked(mocked, resolved) = resolved {
            let original = self.call_resolved(*resolved, name, call, line);
            return self.mocked_call(mocked, original, line);
        }
        let args = match &resolved {
            Resolved::Builtin(name) if matches!(name.as_str(), "isinstance" | "issubclass") => {
                self.class_args(&call.arguments)
            }
            _ => self.args(&call.arguments),
        };
        let kind = match resolved {
            Resolved::Function(id) => ExprKind::Call(id, args),
            Resolved::Builtin(builtin) => {
                self.dynamic_attribute(&builtin, &args);
                let ty = builtin_type(&builtin);
                return Expr { kind: ExprKind::CallBuiltin(builtin, args), ty, line };
            }
            Resolved::Class(class) => {
                let ty = class_type(&class);
                return Expr { kind: ExprKind::CallClass(class, args), ty, line };
            }
            Resolved::Native(module, member) => ExprKind::CallNative(module, member, args),
            other => {
                let callee = self.read(other, name, call.func.range());
                ExprKind::CallValue(Box::new(callee), args)
            }
        };
        Expr::any(kind, line)
    }

    /// A call of the mock that a test has put in the place of what is called, with the same arguments.
    fn mocked_call(&mut self, name: String, original: Expr, line: u32) -> Expr {
        let (ExprKind::Call(_, args)
        | ExprKind::CallBuiltin(_, args)
        | ExprKind::CallClass(_, args)
        | ExprKind::CallNative(_, _, args)
        | ExprKind::CallValue(_, args)) = &original.kind
        else {
            return original;
        };
        let args = args.clone();
        let mock = || Expr::any(ExprKind::Mock(self.module, name.clone()), line);
        let called = Expr::any(ExprKind::CallValue(Box::new(mock()), args), line);
        Expr::any(ExprKind::Conditional(Box::new([mock(), called, original])), line)
    }

    /// `__name__`, where nothing binds that.
    pub(super) fn is_own_name(&self, name: &ast::ExprName) -> bool {
        name.id.as_str() == "__name__"
            && !self.is_local(&name.id)
            && self.resolver.binding(self.module, &name.id).is_none()
    }

    fn quantifier(&mut self, builtin: String, call: &ast::ExprCall, line: u32) -> Option<Expr> {
        let generator = crate::python::scope::quantified(call)?;
        let quantifier = match builtin.as_str() {
            "any" => Quantifier::Any,
            "all" => Quantifier::All,
            _ => return None,
        };
        let comprehension = self.generator(generator, brackets(generator, &call.arguments));
        Some(Expr { kind: ExprKind::Quantifier(quantifier, Box::new(comprehension)), ty: Ty::Bool, line })
    }

    fn args(&mut self, arguments: &ast::Arguments) -> Args {
        let pos = match &*arguments.args {
            [Ast::Generator(generator)] => {
                let comprehension = self.generator(generator, brackets(generator, arguments));
                let value = Expr::any(ExprKind::Comprehension(Box::new(comprehension)), self.line(generator.range()));
                vec![Item { star: false, value }]
            }
            items => self.items(items),
        };
        self.keywords(pos, arguments)
    }

    /// `isinstance(x, int | str)`: the union is the tuple of its members.
    fn class_args(&mut self, arguments: &ast::Arguments) -> Args {
        let mut pos = Vec::new();
        for (i, argument) in arguments.args.iter().enumerate() {
            if i == 1 && !argument.is_starred_expr() {
                pos.push(Item { star: false, value: self.classes(argument) });
            } else {
                pos.extend(self.items(std::slice::from_ref(argument)));
            }
        }
        self.keywords(pos, arguments)
    }

    /// The classes that `isinstance` is given: there, those of `typing` stand for the classes that they describe.
    fn classes(&mut self, expr: &Ast) -> Expr {
        let line = self.line(expr.range());
        let tuple = |items| Expr { kind: ExprKind::Display(Display::Tuple, items), ty: Ty::Tuple, line };
        match expr {
            Ast::BinOp(_) if self.is_class(expr) => {
                let mut members = Vec::new();
                union(expr, &mut members);
                let members = members.into_iter().map(|member| match member {
                    // In a union, None stands for its class.
                    Ast::NoneLiteral(_) => Expr { kind: ExprKind::Class("NoneType".to_owned()), ty: Ty::Any, line },
                    member => self.classes(member),
                });
                tuple(members.map(|value| Item { star: false, value }).collect())
            }
            Ast::Tuple(members) if !members.elts.iter().any(Ast::is_starred_expr) => {
                tuple(members.elts.iter().map(|m| Item { star: false, value: self.classes(m) }).collect())
            }
            _ => match self.class_of_module(expr) {
                Some(kind) => Expr { kind, ty: Ty::Any, line },
                None => self.expr(expr),
            },
        }
    }

    fn keywords(&mut self, pos: Vec<Item>, arguments: &ast::Arguments) -> Args {
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg
                && self.is_private(name)
            {
                self.private_name(name, name.range());
            }
        }
        let kw = arguments.keywords.iter().map(|keyword| {
            let value = self.expr(&keyword.value);
            (keyword.arg.as_ref().map(ToString::to_string), value)
        });
        Args { kw: kw.collect(), pos }
    }
}

fn union<'e>(expr: &'e Ast, members: &mut Vec<&'e Ast>) {
    match expr {
        Ast::BinOp(op) => {
            union(&op.left, members);
            union(&op.right, members);
        }
        other => members.push(other),
    }
}

/// What a builtin always returns, if it returns.
fn builtin_type(name: &str) -> Ty {
    match name {
        "any" | "all" | "isinstance" | "issubclass" | "callable" | "hasattr" => Ty::Bool,
        "len" | "hash" | "ord" => Ty::Int,
        "repr" | "ascii" | "bin" | "hex" | "oct" | "chr" | "format" => Ty::Str,
        "sorted" => Ty::List,
        _ => Ty::Any,
    }
}

fn class_type(name: &str) -> Ty {
    match name {
        "bool" => Ty::Bool,
        "int" => Ty::Int,
        "float" => Ty::Float,
        "str" => Ty::Str,
        "bytes" => Ty::Bytes,
        "list" => Ty::List,
        "tuple" => Ty::Tuple,
        "dict" => Ty::Dict,
        "set" => Ty::Set,
        _ => Ty::Any,
    }
}

/// What a method of a `str` always returns; receivers of unknown type may have any method.
fn method_type(receiver: Ty, name: &str) -> Ty {
    match (receiver, name) {
        (
            Ty::Str,
            "lower" | "upper" | "strip" | "lstrip" | "rstrip" | "replace" | "title" | "capitalize" | "casefold"
            | "join" | "format",
        ) => Ty::Str,
        (Ty::Str, "startswith" | "endswith" | "isdigit" | "isalpha" | "isalnum" | "isupper" | "islower") => Ty::Bool,
        (Ty::Str, "split" | "rsplit" | "splitlines") => Ty::List,
        _ => Ty::Any,
    }
}

/// The brackets around a call's argument: those of the call, where it has none of its own.
fn brackets(generator: &ast::ExprGenerator, arguments: &ast::Arguments) -> TextRange {
    if generator.parenthesized { generator.range() } else { arguments.range() }
}
