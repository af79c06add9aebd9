//! Makes functions of the IR: one for each condition and for each value of the event that is asked for.

use std::ops::Range;

use super::keypath::{self, Step};
use super::refused;
use crate::diag::{Diagnostic, SourceId};
use crate::ir::{
    Args, BinaryOp, Builds, Clause, CompareOp, Comprehension, Const, Display, Expr, ExprKind, FuncId, Function, Item,
    Local, LocalId, Param, Params, Quantifier, Stmt, StmtKind, Target, Ty,
};
use crate::python::Synthetic;
use crate::yaml::{Node, Value};

/// The parameter of every function that is made.
const EVENT: LocalId = LocalId(0);
/// What a function works on.
const VALUE: LocalId = LocalId(1);
const ITEM: LocalId = LocalId(2);
const FOUND: LocalId = LocalId(3);

pub struct Build<'m, 'r> {
    make: &'m mut Synthetic<'r>,
    source: SourceId,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'m, 'r> Build<'m, 'r> {
    pub fn new(make: &'m mut Synthetic<'r>, source: SourceId) -> Build<'m, 'r> {
        Build { make, source, diagnostics: Vec::new() }
    }

    pub fn refuse(&mut self, span: &Range<u32>, message: &str, help: &str) {
        self.diagnostics.push(refused(self.source, span.clone(), message, help));
    }

    pub fn line(&self, node: &Node) -> u32 {
        self.make.line(self.source, node.span.start)
    }

    /// A function of the event that returns an expression.
    pub fn function(&mut self, name: &str, line: u32, value: Expr) -> FuncId {
        self.body(name, line, &["event"], vec![Stmt { line, kind: StmtKind::Return(Some(value)) }])
    }

    fn body(&mut self, name: &str, line: u32, locals: &[&str], body: Vec<Stmt>) -> FuncId {
        let params = Params {
            positional: vec![Param { local: EVENT, name: "event".to_owned(), default: None }],
            ..Params::default()
        };
        let local = |name: &&str| Local { name: (*name).to_owned(), shared: false, maybe_unbound: false, ty: Ty::Any };
        let locals = locals.iter().map(local).collect();
        let module = self.make.module();
        self.make.define(Function { name: name.to_owned(), module, line, params, locals, body })
    }

    /// A function that asks filters before the rule; those see the plain event.
    pub fn filtered(&mut self, filters: FuncId, rule: FuncId, panther: bool) -> FuncId {
        let event = || local(EVENT, 0);
        let plain = match panther {
            true => Expr::any(ExprKind::CallMethod(Box::new(event()), "raw_view".to_owned(), Args::default()), 0),
            false => event(),
        };
        let parts = [called(filters, plain, 0), called(rule, event(), 0), constant(Const::Bool(false), 0)];
        self.function("rule", 0, Expr::any(ExprKind::Conditional(Box::new(parts)), 0))
    }

    /// `yes if condition(event) else no`.
    pub fn choose(&mut self, condition: FuncId, yes: String, no: String, line: u32) -> Expr {
        let parts = [called(condition, local(EVENT, line), line), self.text(&yes, line), self.text(&no, line)];
        Expr::any(ExprKind::Conditional(Box::new(parts)), line)
    }

    pub fn text(&self, text: &str, line: u32) -> Expr {
        constant(Const::Str(text.to_owned()), line)
    }

    pub fn list(&self, values: Vec<Expr>, line: u32) -> Expr {
        let items = values.into_iter().map(|value| Item { star: false, value }).collect();
        Expr { kind: ExprKind::Display(Display::List, items), ty: Ty::List, line }
    }

    /// The value at a path of the event.
    pub fn value_at(&mut self, path: &str, span: &Range<u32>) -> Option<Expr> {
        match keypath::parse(path) {
            Ok(steps) => {
                let line = self.make.line(self.source, span.start);
                let id = self.path(&steps, line);
                Some(called(id, local(EVENT, line), line))
            }
            Err(why) => {
                self.refuse(span, &why, "write names with dots between them, `[0]` or `[*]` after them");
                None
            }
        }
    }

    /// The value that a `Key`, `DeepKey` or `KeyPath` specifies.
    pub fn specified(&mut self, node: &Node) -> Option<Expr> {
        if let Some(path) = node.get("KeyPath") {
            let text = path.as_str().unwrap_or_default().to_owned();
            return self.value_at(&text, &path.span);
        }
        let line = self.line(node);
        let steps: Option<Vec<Step>> = match (node.get("Key"), node.get("DeepKey").map(|keys| &keys.value)) {
            (Some(key), _) => key.as_str().map(|key| vec![Step::Key(key.to_owned())]),
            (None, Some(Value::List(keys))) => keys
                .iter()
                .map(|key| match &key.value {
                    Value::Str(name) => Some(Step::Key(name.clone())),
                    Value::Int(index) => u32::try_from(*index).ok().map(Step::Index),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        let Some(steps) = steps else {
            self.refuse(
                &node.span,
                "there is no `KeyPath`, `Key` or `DeepKey` that is understood",
                "write a `KeyPath`",
            );
            return None;
        };
        let id = self.path(&steps, line);
        Some(called(id, local(EVENT, line), line))
    }

    /// A function that goes some steps from what it is given.
    fn path(&mut self, steps: &[Step], line: u32) -> FuncId {
        let stmt = |kind| Stmt { line, kind };
        let set = |value| stmt(StmtKind::Assign(vec![Target::Local(VALUE)], value));
        let value = || local(VALUE, line);
        let none = || constant(Const::None, line);
        let give = |value| stmt(StmtKind::Return(Some(value)));
        let mut body = vec![set(local(EVENT, line))];
        for (at, step) in steps.iter().enumerate() {
            match step {
                Step::Key(name) => {
                    let key = plain(vec![self.text(name, line)]);
                    let got = Expr::any(ExprKind::CallMethod(Box::new(value()), "get".to_owned(), key), line);
                    body.push(set(if_is(value(), "dict", got, none())));
                }
                Step::Index(index) => {
                    let index = || constant(Const::Int(i64::from(*index)), line);
                    let length = Expr::any(ExprKind::CallBuiltin("len".to_owned(), plain(vec![value()])), line);
                    let within = compare(length, CompareOp::Gt, index());
                    let got = Expr::any(ExprKind::Subscript(Box::new(value()), Box::new(index())), line);
                    let got = Expr::any(ExprKind::Conditional(Box::new([within, got, none()])), line);
                    body.push(set(if_is(value(), "list", got, none())));
                }
                Step::Every => {
                    let no_list = Expr::any(ExprKind::Not(Box::new(is(value(), "list"))), line);
                    body.push(stmt(StmtKind::If(no_list, vec![give(none())], Vec::new())));
                    let found = || local(FOUND, line);
                    body.push(stmt(StmtKind::Assign(vec![Target::Local(FOUND)], self.list(Vec::new(), line))));
                    let rest = self.path(steps.get(at + 1..).unwrap_or_default(), line);
                    let each = called(rest, local(ITEM, line), line);
                    let append =
                        ExprKind::CallMethod(Box::new(found()), "append".to_owned(), plain(vec![local(ITEM, line)]));
                    let kept = compare(local(ITEM, line), CompareOp::IsNot, none());
                    let keep = stmt(StmtKind::Expr(Expr::any(append, line)));
                    let inner = vec![
                        stmt(StmtKind::Assign(vec![Target::Local(ITEM)], each)),
                        stmt(StmtKind::If(kept, vec![keep], Vec::new())),
                    ];
                    body.push(stmt(StmtKind::For(Target::Local(ITEM), value(), inner, Vec::new())));
                    body.push(give(found()));
                    return self.named("path", line, body);
                }
            }
        }
        body.push(give(value()));
        self.named("path", line, body)
    }

    /// A function whose name no other has.
    pub fn named(&mut self, kind: &str, line: u32, body: Vec<Stmt>) -> FuncId {
        let name = format!("{kind}_{}", self.make.count());
        self.body(&name, line, &["event", "value", "item", "found"], body)
    }

    /// A function that first binds `value`, then returns an expression of it.
    pub fn about(&mut self, kind: &str, line: u32, value: Expr, result: Expr) -> FuncId {
        let body = vec![
            Stmt { line, kind: StmtKind::Assign(vec![Target::Local(VALUE)], value) },
            Stmt { line, kind: StmtKind::Return(Some(result)) },
        ];
        self.named(kind, line, body)
    }
}

/// What `about` has bound.
pub fn value(line: u32) -> Expr {
    local(VALUE, line)
}

/// The parameter.
pub fn event(line: u32) -> Expr {
    local(EVENT, line)
}

fn local(id: LocalId, line: u32) -> Expr {
    Expr::any(ExprKind::Local(id), line)
}

pub fn constant(value: Const, line: u32) -> Expr {
    Expr::constant(value, line)
}

pub fn plain(values: Vec<Expr>) -> Args {
    Args { pos: values.into_iter().map(|value| Item { star: false, value }).collect(), kw: Vec::new() }
}

pub fn called(id: FuncId, argument: Expr, line: u32) -> Expr {
    Expr::any(ExprKind::Call(id, plain(vec![argument])), line)
}

pub fn compare(left: Expr, op: CompareOp, right: Expr) -> Expr {
    let line = left.line;
    Expr::any(ExprKind::Compare(Box::new(left), vec![(op, right)]), line)
}

/// `isinstance(value, class)`.
pub fn is(value: Expr, class: &str) -> Expr {
    let line = value.line;
    let class = Expr::any(ExprKind::Class(class.to_owned()), line);
    Expr::any(ExprKind::CallBuiltin("isinstance".to_owned(), plain(vec![value, class])), line)
}

/// `then if isinstance(value, class) else otherwise`.
pub fn if_is(value: Expr, class: &str, then: Expr, otherwise: Expr) -> Expr {
    let line = value.line;
    Expr::any(ExprKind::Conditional(Box::new([is(value, class), then, otherwise])), line)
}

pub fn method(of: Expr, name: &str, arguments: Vec<Expr>) -> Expr {
    let line = of.line;
    Expr::any(ExprKind::CallMethod(Box::new(of), name.to_owned(), plain(arguments)), line)
}

pub fn not(value: Expr) -> Expr {
    let line = value.line;
    Expr::any(ExprKind::Not(Box::new(value)), line)
}

pub fn and(values: Vec<Expr>, line: u32) -> Expr {
    Expr::any(ExprKind::And(values), line)
}

pub fn or(values: Vec<Expr>, line: u32) -> Expr {
    Expr::any(ExprKind::Or(values), line)
}

/// `any(question(item) for item in list)`.
pub fn any_in(list: Expr, question: impl FnOnce(Expr) -> Expr, line: u32) -> Expr {
    let clause = Clause { target: Target::Local(ITEM), target_line: 0, iter: list, conditions: Vec::new(), line: 0 };
    let comprehension = Comprehension {
        builds: Builds::Generator,
        qualname: Builds::Generator.python_name().to_owned(),
        element: question(local(ITEM, line)),
        value: None,
        clauses: vec![clause],
        line: 0,
        own: vec![ITEM],
    };
    Expr::any(ExprKind::Quantifier(Quantifier::Any, Box::new(comprehension)), line)
}

impl Build<'_, '_> {
    /// A function of a list that says of how many items another holds.
    pub fn counted(&mut self, each: FuncId, line: u32) -> FuncId {
        let stmt = |kind| Stmt { line, kind };
        let number = |value| constant(Const::Int(value), line);
        let more = StmtKind::AugAssign(Target::Local(FOUND), BinaryOp::Add, number(1));
        let holds = called(each, local(ITEM, line), line);
        let inner = vec![stmt(StmtKind::If(holds, vec![stmt(more)], Vec::new()))];
        let body = vec![
            stmt(StmtKind::Assign(vec![Target::Local(FOUND)], number(0))),
            stmt(StmtKind::For(Target::Local(ITEM), local(EVENT, line), inner, Vec::new())),
            stmt(StmtKind::Return(Some(local(FOUND, line)))),
        ];
        self.named("count", line, body)
    }
}
