//! Expressions.

use ruff_python_ast::{self as ast, Expr as Ast, Stmt as AstStmt};
use ruff_text_size::{Ranged, TextRange};

use super::{Lower, Resolved};
use crate::diag::Code;
use crate::ir::{
    BinaryOp, Closure, CompareOp, Const, Display, Expr, ExprKind, Item, ModuleId, Params, Part, Stmt, StmtKind, Ty,
    UnaryOp,
};
use crate::python::native;
use crate::python::resolve::ModuleRef;

impl Lower<'_> {
    pub(super) fn expr(&mut self, expr: &Ast) -> Expr {
        let line = self.line(expr.range());
        match expr {
            Ast::NoneLiteral(_) => Expr::constant(Const::None, line),
            Ast::BooleanLiteral(literal) => Expr::constant(Const::Bool(literal.value), line),
            Ast::EllipsisLiteral(_) => Expr::constant(Const::Ellipsis, line),
            Ast::NumberLiteral(literal) => self.number(literal, line),
            Ast::StringLiteral(literal) => self.string(literal, line),
            Ast::BytesLiteral(literal) => Expr::constant(Const::Bytes(literal.value.bytes().collect()), line),
            Ast::FString(string) => Expr { kind: ExprKind::Format(self.fstring(string)), ty: Ty::Str, line },
            Ast::TString(string) => {
                self.reject(Code::E022, string.range(), "template strings are outside the subset", "write an f-string")
            }
            Ast::Name(name) if self.is_own_name(name) => {
                let own = self.resolver.program.module(self.module).dotted.clone();
                Expr { kind: ExprKind::Const(Const::Str(own)), ty: Ty::Str, line }
            }
            Ast::Name(name) => {
                let resolved = self.resolve(&name.id, name.range());
                self.read(resolved, &name.id, name.range())
            }
            Ast::List(list) => self.display(Display::List, &list.elts, Ty::List, line),
            Ast::Tuple(tuple) => self.display(Display::Tuple, &tuple.elts, Ty::Tuple, line),
            Ast::Set(set) => self.display(Display::Set, &set.elts, Ty::Set, line),
            Ast::Dict(dict) => {
                let pairs = dict.items.iter().map(|item| {
                    let key = item.key.as_ref().map(|key| self.expr(key));
                    (key, self.expr(&item.value))
                });
                Expr { kind: ExprKind::Dict(pairs.collect()), ty: Ty::Dict, line }
            }
            Ast::BoolOp(op) => {
                let values: Vec<Expr> = op.values.iter().map(|v| self.expr(v)).collect();
                let ty = values.iter().map(|v| v.ty).reduce(Ty::join).unwrap_or(Ty::Any);
                let kind = match op.op {
                    ast::BoolOp::And => ExprKind::And(values),
                    ast::BoolOp::Or => ExprKind::Or(values),
                };
                Expr { kind, ty, line }
            }
            Ast::UnaryOp(op) => self.unary(op, line),
            Ast::BinOp(op)
                if op.op == ast::Operator::BitOr && (self.is_class(&op.left) || self.is_class(&op.right)) =>
            {
                self.reject(
                    Code::E022,
                    op.range(),
                    "a union of types is outside the subset here",
                    "write `isinstance(x, int | str)` or `isinstance(x, (int, str))`",
                )
            }
            Ast::BinOp(op) => {
                let (left, right) = (Box::new(self.expr(&op.left)), Box::new(self.expr(&op.right)));
                Expr::any(ExprKind::Binary(binary(op.op), left, right), line)
            }
            Ast::Compare(compare) => self.compare(compare, line),
            Ast::If(conditional) => {
                let test = self.expr(&conditional.test);
                let then = self.expr(&conditional.body);
                let otherwise = self.expr(&conditional.orelse);
                let ty = then.ty.join(otherwise.ty);
                Expr { kind: ExprKind::Conditional(Box::new([test, then, otherwise])), ty, line }
            }
            Ast::Named(named) => {
                let value = Box::new(self.expr(&named.value));
                let target = match named.target.as_ref() {
                    Ast::Name(name) => self.walrus_target(&name.id, name.range()),
                    other => self.target(other),
                };
                let ty = value.ty;
                Expr { kind: ExprKind::Walrus(Box::new(target), value), ty, line }
            }
            Ast::Lambda(lambda) => self.lambda(lambda, line),
            Ast::Call(call) => self.call(call, line),
            Ast::Attribute(attribute) => self.attribute(attribute),
            Ast::Subscript(subscript) => {
                let value = Box::new(self.expr(&subscript.value));
                let kind = match subscript.slice.as_ref() {
                    Ast::Slice(slice) => ExprKind::Slice(value, Box::new(self.bounds(slice))),
                    index => ExprKind::Subscript(value, Box::new(self.expr(index))),
                };
                Expr::any(kind, line)
            }
            Ast::ListComp(_) | Ast::SetComp(_) | Ast::DictComp(_) | Ast::Generator(_) => self.comprehension(expr, line),
            Ast::Starred(starred) => self.reject(
                Code::E021,
                starred.range(),
                "a starred expression cannot stand here",
                "use it in a call, a list, a tuple or an assignment",
            ),
            Ast::Slice(slice) => self.reject(
                Code::E022,
                slice.range(),
                "a slice inside a tuple index is outside the subset",
                "index with one slice or one value",
            ),
            Ast::Yield(_) | Ast::YieldFrom(_) => self.reject(
                Code::E011,
                expr.range(),
                "generator functions are outside the subset",
                "collect the values in a list and return it",
            ),
            Ast::Await(_) => self.reject(
                Code::E014,
                expr.range(),
                "`await` is outside the subset",
                "write a plain function: a rule waits for nothing",
            ),
            Ast::IpyEscapeCommand(_) => self.reject(Code::E022, expr.range(), "this is not Python", "remove it"),
        }
    }

    pub(super) fn reject(&mut self, code: Code, range: TextRange, message: &str, help: &str) -> Expr {
        let line = self.line(range);
        self.error(code, range, message, help);
        Expr::constant(Const::None, line)
    }

    fn number(&mut self, literal: &ast::ExprNumberLiteral, line: u32) -> Expr {
        match &literal.value {
            ast::Number::Int(int) => match int.as_i64() {
                Some(small) => Expr::constant(Const::Int(small), line),
                None => {
                    // What does not fit 64 bits is kept as it is written: decimal, 0x, 0o or 0b, underscores left out.
                    Expr::constant(Const::Big(int.to_string().replace('_', "")), line)
                }
            },
            ast::Number::Float(float) => Expr::constant(Const::Float(*float), line),
            ast::Number::Complex { .. } => self.reject(
                Code::E020,
                literal.range(),
                "complex numbers are outside the subset",
                "use a float or a pair of floats",
            ),
        }
    }

    fn string(&mut self, literal: &ast::ExprStringLiteral, line: u32) -> Expr {
        for part in literal.value.iter() {
            self.check_surrogates(part.flags.prefix().is_raw(), part.range());
        }
        Expr::constant(Const::Str(literal.value.to_str().to_owned()), line)
    }

    fn check_surrogates(&mut self, raw: bool, range: TextRange) {
        if !raw && self.has_surrogate(range) {
            let help = "write the character itself or its `\\U` escape";
            self.error(Code::E025, range, "the string holds half of a surrogate pair, which is no character", help);
        }
    }

    /// Whether the source of a string has an escape such as `\ud800`.
    fn has_surrogate(&self, range: TextRange) -> bool {
        let text = &self.resolver.sources.get(self.source).text;
        let text = text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
        let is_half =
            |digits: &str| matches!(digits.as_bytes(), [b'd' | b'D', b'8' | b'9' | b'a'..=b'f' | b'A'..=b'F']);
        let mut rest = text.split_once('\\');
        while let Some((_, escape)) = rest {
            let mut after = escape.chars();
            let digits = match after.next() {
                Some('u') => escape.get(1..3),
                Some('U') => escape.get(1..7).and_then(|digits| digits.strip_prefix("0000")),
                // A backslash that is escaped begins nothing.
                _ => None,
            };
            if digits.is_some_and(is_half) {
                return true;
            }
            rest = after.as_str().split_once('\\');
        }
        false
    }

    fn fstring(&mut self, string: &ast::ExprFString) -> Vec<Part> {
        let mut parts = Vec::new();
        for part in string.value.iter() {
            match part {
                ast::FStringPart::Literal(literal) => {
                    self.check_surrogates(literal.flags.prefix().is_raw(), literal.range());
                    parts.push(Part::Text(literal.value.to_string()));
                }
                ast::FStringPart::FString(inner) => {
                    let raw = inner.flags.prefix().is_raw();
                    self.elements(&inner.elements, raw, &mut parts);
                }
            }
        }
        parts
    }

    fn elements(&mut self, elements: &ast::InterpolatedStringElements, raw: bool, parts: &mut Vec<Part>) {
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(literal) => {
                    self.check_surrogates(raw, literal.range());
                    parts.push(Part::Text(literal.value.to_string()));
                }
                ast::InterpolatedStringElement::Interpolation(value) => {
                    let debug = value.debug_text.as_ref();
                    if let Some(debug) = debug {
                        let text = &self.resolver.sources.get(self.source).text;
                        let inner = value.expression.range();
                        let source = text.get(inner.start().to_usize()..inner.end().to_usize()).unwrap_or_default();
                        parts.push(Part::Text(format!("{}{source}{}", debug.leading(), debug.trailing())));
                    }
                    let conversion = match value.conversion.to_char() {
                        // `f"{x=}"` shows the repr unless a format is given.
                        None if debug.is_some() && value.format_spec.is_none() => Some('r'),
                        given => given,
                    };
                    let expression = self.expr(&value.expression);
                    let mut spec = Vec::new();
                    if let Some(format) = &value.format_spec {
                        self.elements(&format.elements, raw, &mut spec);
                    }
                    parts.push(Part::Value(expression, conversion, spec));
                }
            }
        }
    }

    fn display(&mut self, display: Display, elements: &[Ast], ty: Ty, line: u32) -> Expr {
        let items = self.items(elements);
        Expr { kind: ExprKind::Display(display, items), ty, line }
    }

    pub(super) fn items(&mut self, elements: &[Ast]) -> Vec<Item> {
        let items = elements.iter().map(|element| match element {
            Ast::Starred(starred) => Item { star: true, value: self.expr(&starred.value) },
            other => Item { star: false, value: self.expr(other) },
        });
        items.collect()
    }

    fn unary(&mut self, op: &ast::ExprUnaryOp, line: u32) -> Expr {
        let operand = self.expr(&op.operand);
        let kind = match (op.op, &operand.kind) {
            (ast::UnaryOp::Not, _) => return Expr { kind: ExprKind::Not(Box::new(operand)), ty: Ty::Bool, line },
            (ast::UnaryOp::USub, ExprKind::Const(Const::Int(i))) if i.checked_neg().is_some() => {
                return Expr::constant(Const::Int(-i), line);
            }
            (ast::UnaryOp::USub, ExprKind::Const(Const::Float(x))) => return Expr::constant(Const::Float(-x), line),
            (ast::UnaryOp::USub, _) => UnaryOp::Neg,
            (ast::UnaryOp::UAdd, _) => UnaryOp::Pos,
            (ast::UnaryOp::Invert, _) => UnaryOp::Invert,
        };
        Expr::any(ExprKind::Unary(kind, Box::new(operand)), line)
    }

    fn compare(&mut self, compare: &ast::ExprCompare, line: u32) -> Expr {
        let left = self.expr(&compare.left);
        let mut rest = Vec::new();
        let mut previous = &*compare.left;
        for (op, right) in compare.ops.iter().zip(&compare.comparators) {
            let value = self.expr(right);
            if matches!(op, ast::CmpOp::Is | ast::CmpOp::IsNot)
                && !(has_identity(previous) || has_identity(right) || self.is_class(previous) || self.is_class(right))
            {
                self.error(
                    Code::E018,
                    previous.range().cover(right.range()),
                    "Python leaves open whether these are the same object",
                    "compare with `==`; `is` is for None, True, False and classes",
                );
            }
            rest.push((compare_op(*op), value));
            previous = right;
        }
        Expr { kind: ExprKind::Compare(Box::new(left), rest), ty: Ty::Bool, line }
    }

    fn lambda(&mut self, lambda: &ast::ExprLambda, line: u32) -> Expr {
        let empty = ast::Parameters::default();
        let parameters = lambda.parameters.as_deref().unwrap_or(&empty);
        let defaults = self.defaults(parameters);
        let names = crate::python::scope::names_of_expr(&lambda.body);
        let in_function = std::mem::replace(&mut self.in_function, true);
        let first = self.locals.len();
        let params: Params = self.open(parameters, defaults, &names, lambda.range());
        self.nesting.push("<lambda>.<locals>.".to_owned());
        let value = self.expr(&lambda.body);
        self.nesting.pop();
        self.scopes.pop();
        self.in_function = in_function;
        let own = (first..self.locals.len()).map(crate::ir::LocalId).collect();
        let body = vec![Stmt { line: value.line, kind: StmtKind::Return(Some(value)) }];
        let closure =
            Closure { params, qualified: self.qualified("<lambda>"), name: "<lambda>".to_owned(), own, body, line };
        Expr::any(ExprKind::Lambda(Box::new(closure)), line)
    }

    /// `value.name`, not called.
    fn attribute(&mut self, attribute: &ast::ExprAttribute) -> Expr {
        let name = attribute.attr.as_str();
        if let Some(found) = self.super_attribute(attribute) {
            return found;
        }
        if let Some(module) = self.module_of(&attribute.value) {
            let resolved = self.member(&module, name, attribute.range());
            return self.read(resolved, name, attribute.range());
        }
        self.check_method(name, attribute);
        let line = self.line(attribute.attr.range());
        let value = self.expr(&attribute.value);
        let name = self.attribute_name(name);
        Expr::any(ExprKind::Attribute(Box::new(value), name), line)
    }

    /// The module that an expression names: `urllib`, `urllib.parse`, `helpers`.
    pub(super) fn module_of(&mut self, expr: &Ast) -> Option<ModuleRef> {
        match expr {
            Ast::Name(name) => {
                if self.is_local(&name.id) {
                    return None;
                }
                let imported = self.scopes.iter().rev().find_map(|s| s.imports.get(name.id.as_str()).cloned());
                match imported.or_else(|| self.resolver.binding(self.module, &name.id))? {
                    crate::python::resolve::Binding::Module(module) => Some(module),
                    _ => None,
                }
            }
            Ast::Attribute(attribute) => {
                let package = self.module_of(&attribute.value)?;
                match package {
                    ModuleRef::Package(_) => match self.member(&package, &attribute.attr, attribute.range()) {
                        Resolved::Module(module) => Some(module),
                        _ => None,
                    },
                    ModuleRef::Native(module) => {
                        native::attribute(module, &attribute.attr).map(|attribute| ModuleRef::Native(attribute.module))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The class that an expression names, of those that have their meaning in `isinstance` alone, or that are abstract.
    pub(super) fn class_of_module(&mut self, expr: &Ast) -> Option<ExprKind> {
        use crate::python::resolve::Binding;
        let (module, name) = match expr {
            Ast::Name(name) if !self.is_local(&name.id) => {
                let imported = self.scopes.iter().rev().find_map(|s| s.imports.get(name.id.as_str()).cloned());
                match imported.or_else(|| self.resolver.binding(self.module, &name.id))? {
                    Binding::Member { module, name } => (module, name),
                    _ => return None,
                }
            }
            Ast::Attribute(attribute) => (self.module_of(&attribute.value)?, attribute.attr.to_string()),
            _ => return None,
        };
        let of_typing = |name: &str| crate::python::native::typing_class(name);
        match module {
            ModuleRef::Native(module @ "collections.abc") => {
                Some(ExprKind::Native(module, of_typing(&name).map(|_| name)?))
            }
            ModuleRef::Ignored(module) if module.starts_with("typing") => Some(match of_typing(&name)? {
                class if crate::python::builtins::CLASSES.contains(&class) => ExprKind::Class(class.to_owned()),
                class => ExprKind::Native("collections.abc", class.to_owned()),
            }),
            _ => None,
        }
    }

    /// Whether the expression names a builtin or an abstract class, or a union of such.
    pub(super) fn is_class(&mut self, expr: &Ast) -> bool {
        match expr {
            Ast::Name(name) => {
                let builtin = crate::python::builtins::CLASSES.contains(&name.id.as_str());
                let known = match self.resolver.binding(self.module, &name.id) {
                    _ if self.is_local(&name.id) => false,
                    None => builtin,
                    Some(binding) => self.binds_class(&binding),
                };
                known || self.class_of_module(expr).is_some()
            }
            Ast::Attribute(_) => self.class_of_module(expr).is_some(),
            Ast::BinOp(op) => op.op == ast::Operator::BitOr && self.is_class(&op.left),
            _ => false,
        }
    }

    pub(super) fn is_local(&self, name: &str) -> bool {
        let innermost = self.scopes.len();
        for (depth, scope) in self.scopes.iter().enumerate().rev() {
            if scope.global.contains(name) {
                return false;
            }
            if scope.class && depth + 1 < innermost {
                continue;
            }
            if scope.imports.contains_key(name) {
                return false;
            }
            if scope.names.contains_key(name) {
                return true;
            }
        }
        false
    }

    pub(super) fn check_method(&mut self, name: &str, attribute: &ast::ExprAttribute) {
        let range = attribute.attr.range();
        if crate::python::builtins::is_method_outside(name) && !self.has_special(name, &attribute.value) {
            let help = "`rulec explain E017` says what to write instead";
            self.error(Code::E017, range, format!("`{name}` is outside the subset"), help);
        }
    }

    /// The constant that a name of a module always is, if it is one.
    pub(super) fn constant_global(&self, module: ModuleId, slot: usize) -> Option<Const> {
        let info = &self.resolver.program.module(module).slots[slot];
        let [statement] = info.statements.as_slice() else { return None };
        if info.written {
            return None;
        }
        let tree = self.resolver.tree(module);
        let value = match tree.body.get(*statement)? {
            AstStmt::Assign(stmt) if matches!(stmt.targets.as_slice(), [Ast::Name(_)]) => &stmt.value,
            AstStmt::AnnAssign(stmt) => stmt.value.as_ref()?,
            _ => return None,
        };
        match value.as_ref() {
            Ast::NoneLiteral(_) => Some(Const::None),
            Ast::BooleanLiteral(literal) => Some(Const::Bool(literal.value)),
            Ast::NumberLiteral(literal) => match &literal.value {
                ast::Number::Int(int) => int.as_i64().map(Const::Int),
                ast::Number::Float(float) => Some(Const::Float(*float)),
                ast::Number::Complex { .. } => None,
            },
            Ast::StringLiteral(literal) if !self.has_surrogate(literal.range()) => {
                Some(Const::Str(literal.value.to_str().to_owned()))
            }
            _ => None,
        }
    }
}

/// Whether Python defines the identity of what the expression gives, whatever it is compared with.
fn has_identity(expr: &Ast) -> bool {
    match expr {
        Ast::NoneLiteral(_) | Ast::BooleanLiteral(_) | Ast::EllipsisLiteral(_) => true,
        // `type(x) is str`
        Ast::Name(name) => !matches!(
            crate::python::builtins::lookup(&name.id),
            None | Some(crate::python::builtins::Builtin::Function)
        ),
        _ => false,
    }
}

fn compare_op(op: ast::CmpOp) -> CompareOp {
    match op {
        ast::CmpOp::Eq => CompareOp::Eq,
        ast::CmpOp::NotEq => CompareOp::Ne,
        ast::CmpOp::Lt => CompareOp::Lt,
        ast::CmpOp::LtE => CompareOp::Le,
        ast::CmpOp::Gt => CompareOp::Gt,
        ast::CmpOp::GtE => CompareOp::Ge,
        ast::CmpOp::Is => CompareOp::Is,
        ast::CmpOp::IsNot => CompareOp::IsNot,
        ast::CmpOp::In => CompareOp::In,
        ast::CmpOp::NotIn => CompareOp::NotIn,
    }
}

/// The operator.
pub(super) fn binary(op: ast::Operator) -> BinaryOp {
    match op {
        ast::Operator::Add => BinaryOp::Add,
        ast::Operator::Sub => BinaryOp::Sub,
        ast::Operator::Mult => BinaryOp::Mul,
        ast::Operator::MatMult => BinaryOp::MatMul,
        ast::Operator::Div => BinaryOp::TrueDiv,
        ast::Operator::Mod => BinaryOp::Rem,
        ast::Operator::Pow => BinaryOp::Pow,
        ast::Operator::LShift => BinaryOp::LShift,
        ast::Operator::RShift => BinaryOp::RShift,
        ast::Operator::BitOr => BinaryOp::Or,
        ast::Operator::BitXor => BinaryOp::Xor,
        ast::Operator::BitAnd => BinaryOp::And,
        ast::Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}
