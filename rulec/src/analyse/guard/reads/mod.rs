//! A rule's function, followed over a record of which nothing is known: what each expression is, and on which conditions a
//! test comes out true or false, is no bool, or does not come out at all.

mod constants;
mod known;
mod methods;
mod test;

use std::collections::{BTreeMap, BTreeSet};

use super::{Guard, Is, Kinds, all, any};
use crate::analyse::{changes, writes};
use crate::compilation::CompiledRule;
use crate::ir::{
    Args, BinaryOp, CompareOp, Comprehension, Const, Display, Expr, ExprKind, FuncId, Function, LocalId, Quantifier,
    Stmt, StmtKind, Target,
};
use crate::python::Program;
use constants::Constants;
use known::{Field, Known, Stand, contained, is_true};
use test::{Ended, Test};

/// Helpers that call helpers are followed no deeper.
const DEPTH: usize = 8;

/// A value of which nothing is known, or that there is none.
const UNKNOWN: (Known, Guard) = (Known::Nothing, Guard::ALWAYS);

/// What must hold for `rule` to return anything but `False`, to raise, or to do something that is seen.
pub fn of(program: &Program, rule: &CompiledRule) -> Guard {
    // Of the older pair `rule` only makes what `alert` judges.
    let (None, Some(id)) = (rule.function("alert"), rule.function("rule")) else { return Guard::ALWAYS };
    let Some(entry) = program.unit(id).function.as_ref() else { return Guard::ALWAYS };
    let functions = program.reachable(vec![id]);
    let quiet = functions.iter().all(|id| program.unit(*id).function.as_ref().is_some_and(|f| !changes::changes(f)));
    let reader = Reader { program, panther: rule.panther, constants: Constants { program, stay: quiet } };
    let mut frame = Frame::new(entry, 0);
    if let Some(event) = entry.params.positional.first() {
        frame.bind(event.local, Known::Event);
    }
    let ended = reader.body(&mut frame, &entry.body);
    // Falling off the end gives None, which is no bool.
    any([ended.test.yes, ended.test.odd, ended.test.stops, ended.next])
}

/// A function that is being followed.
#[derive(Clone)]
struct Frame {
    known: BTreeMap<LocalId, Known>,
    /// Variables that more than one place binds, or that are changed: of those nothing is known.
    rebound: BTreeSet<LocalId>,
    depth: usize,
}

impl Frame {
    fn new(function: &Function, depth: usize) -> Frame {
        let mut bound: BTreeMap<LocalId, usize> = function.params.all().into_iter().map(|local| (local, 1)).collect();
        writes::each(&function.body, &mut |target| {
            if let Target::Local(local) = target {
                *bound.entry(*local).or_default() += 1;
            }
        });
        let rebound = bound.into_iter().filter(|(_, count)| *count > 1).map(|(local, _)| local).collect();
        Frame { known: BTreeMap::new(), rebound, depth }
    }

    fn bind(&mut self, local: LocalId, known: Known) {
        if !self.rebound.contains(&local) {
            self.known.insert(local, known);
        }
    }
}

struct Reader<'p> {
    program: &'p Program,
    /// The event is of Panther's class.
    panther: bool,
    constants: Constants<'p>,
}

impl Reader<'_> {
    fn body(&self, frame: &mut Frame, body: &[Stmt]) -> Ended {
        let mut ended = Ended { test: Test::NEVER, next: Guard::ALWAYS };
        for stmt in body {
            if ended.next == Guard::NEVER {
                break;
            }
            let then = self.statement(frame, stmt);
            ended.test = ended.test.or(then.test.under(&ended.next));
            ended.next = all([ended.next, then.next]);
        }
        ended
    }

    fn statement(&self, frame: &mut Frame, stmt: &Stmt) -> Ended {
        let going_on = |stops: Guard| Ended { test: Test { stops, ..Test::NEVER }, next: Guard::ALWAYS };
        match &stmt.kind {
            StmtKind::Pass => going_on(Guard::NEVER),
            StmtKind::Expr(value) => going_on(self.value(frame, value).1),
            StmtKind::Return(Some(value)) => Ended { test: self.test(frame, value), next: Guard::NEVER },
            StmtKind::Return(None) => {
                let none = Test { no: Guard::ALWAYS, odd: Guard::ALWAYS, ..Test::NEVER };
                Ended { test: none, next: Guard::NEVER }
            }
            StmtKind::Assign(targets, value) => {
                let [Target::Local(local)] = targets.as_slice() else { return Ended::UNKNOWN };
                let (known, stops) = self.value(frame, value);
                frame.bind(*local, known);
                going_on(stops)
            }
            StmtKind::If(test, then, otherwise) => {
                let test = self.test(frame, test);
                // What one branch binds is not bound in the other, nor behind both.
                let before = frame.known.clone();
                let then = self.body(frame, then);
                frame.known.clone_from(&before);
                let otherwise = self.body(frame, otherwise);
                frame.known = before;
                Ended {
                    next: any([all([test.yes.clone(), then.next]), all([test.no.clone(), otherwise.next])]),
                    test: then
                        .test
                        .under(&test.yes)
                        .or(otherwise.test.under(&test.no))
                        .or(Test { stops: test.stops, ..Test::NEVER }),
                }
            }
            _ => Ended::UNKNOWN,
        }
    }

    /// The outcomes of the expression as a test.
    fn test(&self, frame: &Frame, expr: &Expr) -> Test {
        match &expr.kind {
            ExprKind::Not(inner) => {
                let inner = self.test(frame, inner);
                Test::bool(inner.no, inner.yes, inner.stops)
            }
            ExprKind::And(values) => self.chain(frame, values, true),
            ExprKind::Or(values) => match self.field_or(frame, values) {
                Some((field, stops)) => self.truth(&Known::Field(field), stops),
                None => self.chain(frame, values, false),
            },
            ExprKind::Conditional(parts) => match &parts[0].kind {
                // Outside tests there are no mocks.
                ExprKind::Mock(..) => self.test(frame, &parts[2]),
                _ => {
                    let test = self.test(frame, &parts[0]);
                    let then = self.test(frame, &parts[1]).under(&test.yes);
                    let otherwise = self.test(frame, &parts[2]).under(&test.no);
                    then.or(otherwise).or(Test { stops: test.stops, ..Test::NEVER })
                }
            },
            ExprKind::Compare(left, rest) => match rest.as_slice() {
                [(op, right)] => self.comparison(frame, left, *op, right),
                _ => Test::UNKNOWN,
            },
            ExprKind::CallClass(name, args) if name == "bool" => match args.pos.as_slice() {
                [one] if args.is_plain() && args.kw.is_empty() => {
                    let inner = self.test(frame, &one.value);
                    Test::bool(inner.yes, inner.no, inner.stops)
                }
                _ => Test::UNKNOWN,
            },
            ExprKind::Call(id, args) => match self.called(frame, *id, args) {
                Some((mut inner, function, stops)) => {
                    let ended = self.body(&mut inner, &function.body);
                    // Falling off the end gives None.
                    let fallen = Test { no: ended.next.clone(), odd: ended.next, ..Test::NEVER };
                    ended.test.or(fallen).or(Test { stops, ..Test::NEVER })
                }
                None => Test::UNKNOWN,
            },
            ExprKind::CallBuiltin(name, args) if name == "isinstance" => {
                self.instance(frame, args).unwrap_or(Test::UNKNOWN)
            }
            ExprKind::Quantifier(Quantifier::Any, parts) => self.some(frame, parts).unwrap_or(Test::UNKNOWN),
            ExprKind::CallMethod(receiver, name, args) if matches!(name.as_str(), "startswith" | "endswith") => {
                let starts = name == "startswith";
                self.text_test(frame, self.value(frame, receiver), starts, args).unwrap_or(Test::UNKNOWN)
            }
            _ => {
                let (known, stops) = self.value(frame, expr);
                self.truth(&known, stops)
            }
        }
    }

    fn truth(&self, known: &Known, stops: Guard) -> Test {
        let constant = |truth: bool, odd: bool| {
            let when = |it| if it { Guard::ALWAYS } else { Guard::NEVER };
            Test { yes: when(truth), no: when(!truth), odd: when(odd), stops: stops.clone() }
        };
        match known {
            Known::Const(Const::Bool(value)) => constant(*value, false),
            Known::Const(value) => is_true(value).map_or(Test::UNKNOWN, |truth| constant(truth, !truth)),
            Known::Empty => constant(false, true),
            Known::Items(items) => constant(!items.is_empty(), items.is_empty()),
            Known::Field(field) => Test {
                yes: field.kind(Kinds::FALSY.not()),
                no: field.kind(Kinds::FALSY),
                odd: field.kind(Kinds::FALSY.and(Kinds::FALSE.not())),
                stops,
            },
            _ => Test { stops, ..Test::UNKNOWN },
        }
    }

    /// `isinstance(field, str)`, of one of the classes that JSON has, or of several.
    fn instance(&self, frame: &Frame, args: &Args) -> Option<Test> {
        let [value, classes] = args.pos.as_slice() else { return None };
        if !args.is_plain() || !args.kw.is_empty() {
            return None;
        }
        let (Known::Field(field), stops) = self.value(frame, &value.value) else { return None };
        let classes: Vec<&Expr> = match &classes.value.kind {
            ExprKind::Display(Display::Tuple, items) if items.iter().all(|item| !item.star) => {
                items.iter().map(|item| &item.value).collect()
            }
            _ => vec![&classes.value],
        };
        let (mut may, mut must) = (Kinds::NONE, Kinds::NONE);
        for class in classes {
            let ExprKind::Class(name) = &class.kind else { return None };
            // An integer and a float are both numbers, and Panther's containers are no dict and no list.
            let (some, all) = match name.as_str() {
                "bool" => (Kinds::BOOLS, Kinds::BOOLS),
                "int" => (Kinds::NUMBERS.or(Kinds::BOOLS), Kinds::BOOLS),
                "float" => (Kinds::NUMBERS, Kinds::NONE),
                "str" => (Kinds::STRINGS, Kinds::STRINGS),
                "dict" => (Kinds::OBJECTS, Kinds::NONE),
                "list" => (Kinds::LISTS, Kinds::NONE),
                "NoneType" => (Kinds::NULL, Kinds::NULL),
                _ => return None,
            };
            (may, must) = (may.or(some), must.or(all));
        }
        Some(Test::bool(field.kind(may), field.kind(must.not()), stops))
    }

    /// `and`, where `wanted`; else `or`.
    fn chain(&self, frame: &Frame, values: &[Expr], wanted: bool) -> Test {
        let mut whole = Test::NEVER;
        let mut here = Guard::ALWAYS;
        for (at, value) in values.iter().enumerate() {
            let last = at + 1 == values.len();
            let test = self.test(frame, value).under(&here);
            let (goes_on, ends) = if wanted { (test.yes, test.no) } else { (test.no, test.yes) };
            // The value that ends it is the value of all.
            let odd = if wanted || last { test.odd } else { Guard::NEVER };
            let mut outcome = Test { odd, stops: test.stops, ..Test::NEVER };
            *(if wanted { &mut outcome.no } else { &mut outcome.yes }) = ends;
            if last {
                *(if wanted { &mut outcome.yes } else { &mut outcome.no }) = goes_on.clone();
            }
            whole = whole.or(outcome);
            here = goes_on;
        }
        whole
    }

    fn comparison(&self, frame: &Frame, left: &Expr, op: CompareOp, right: &Expr) -> Test {
        let ((left, a), (right, b)) = (self.value(frame, left), self.value(frame, right));
        let stops = any([a, b]);
        let turned = matches!(op, CompareOp::Ne | CompareOp::NotIn | CompareOp::IsNot);
        let test = match op {
            CompareOp::Eq | CompareOp::Ne => match (&left, &right) {
                (Known::Field(field), Known::Const(Const::Str(text)))
                | (Known::Const(Const::Str(text)), Known::Field(field)) => {
                    let texts = BTreeSet::from([text.clone()]);
                    Test::bool(field.text(Is::OneOf(texts.clone()), |one| one == text), field.none_of(&texts), stops)
                }
                (Known::Field(field), Known::Const(Const::Int(int)))
                | (Known::Const(Const::Int(int)), Known::Field(field)) => {
                    Test::bool(field.int(&BTreeSet::from([*int])), Guard::ALWAYS, stops)
                }
                (Known::Field(_), Known::Const(_)) | (Known::Const(_), Known::Field(_)) => Test::either(stops),
                (Known::Const(Const::Str(a)), Known::Const(Const::Str(b))) => {
                    self.truth(&Known::Const(Const::Bool(a == b)), stops)
                }
                _ => return Test::UNKNOWN,
            },
            CompareOp::Lt | CompareOp::Le | CompareOp::Gt | CompareOp::Ge => match (&left, &right) {
                (Known::Field(field), Known::Const(Const::Int(int))) => field.ordered(op, *int, stops),
                (Known::Const(Const::Int(int)), Known::Field(field)) => field.ordered(mirrored(op), *int, stops),
                _ => return Test::UNKNOWN,
            },
            CompareOp::Is | CompareOp::IsNot => {
                let (Known::Field(field), Known::Const(constant)) = (&left, &right) else { return Test::UNKNOWN };
                let kind = match constant {
                    Const::None => Kinds::NULL,
                    Const::Bool(true) => Kinds::TRUE,
                    Const::Bool(false) => Kinds::FALSE,
                    _ => return Test::UNKNOWN,
                };
                Test::bool(field.kind(kind), field.kind(kind.not()), stops)
            }
            CompareOp::In | CompareOp::NotIn => match (&left, &right) {
                (Known::Field(field), Known::Items(items)) => field.among(items, stops),
                (Known::Const(Const::Str(text)), Known::Items(items)) => {
                    self.truth(&Known::Const(Const::Bool(items.texts.contains(text))), stops)
                }
                (Known::Const(_) | Known::OneOf(_), Known::Field(field)) => {
                    let containers = Kinds::STRINGS.or(Kinds::LISTS).or(Kinds::OBJECTS);
                    let Some(within) = contained(&left, field) else { return Test::UNKNOWN };
                    let other = field.kind(containers.and(Kinds::STRINGS.not()));
                    Test::bool(any([within, other]), Guard::ALWAYS, any([stops, field.kind(containers.not())]))
                }
                (Known::Const(_) | Known::OneOf(_), Known::Piece { field, any_kind }) => {
                    let Some(within) = contained(&left, field) else { return Test::UNKNOWN };
                    let other = if *any_kind { field.kind(Kinds::STRINGS.not()) } else { Guard::NEVER };
                    Test::bool(any([within, other]), Guard::ALWAYS, stops)
                }
                (Known::Const(Const::Str(key)), Known::Event) => {
                    let path = std::slice::from_ref(key);
                    let missing = Guard::kind(path, Kinds::MISSING);
                    Test::bool(Guard::kind(path, Kinds::MISSING.not()), missing, stops)
                }
                _ => return Test::UNKNOWN,
            },
        };
        if turned { Test::bool(test.no, test.yes, test.stops) } else { test }
    }

    /// What the expression is, and on which conditions there is no value.
    fn value(&self, frame: &Frame, expr: &Expr) -> (Known, Guard) {
        match &expr.kind {
            ExprKind::Const(constant) => (Known::Const(constant.clone()), Guard::NEVER),
            ExprKind::Local(local) => match frame.known.get(local) {
                Some(known) => (known.clone(), Guard::NEVER),
                None => UNKNOWN,
            },
            ExprKind::Display(..) | ExprKind::Dict(_) => match self.constants.container(expr) {
                Some(known) => (known, Guard::NEVER),
                None => UNKNOWN,
            },
            ExprKind::Binary(..) | ExprKind::Unary(..) if let Some(int) = constants::int(expr) => {
                (Known::Const(Const::Int(int)), Guard::NEVER)
            }
            ExprKind::Binary(BinaryOp::Add, ..) if self.constants.is_tuple(expr) => {
                match self.constants.container(expr) {
                    Some(known) => (known, Guard::NEVER),
                    None => UNKNOWN,
                }
            }
            ExprKind::Global(module, slot, _) => match self.constants.global(*module, *slot) {
                Some(known) => (known, Guard::NEVER),
                None => UNKNOWN,
            },
            ExprKind::Or(values) => match self.field_or(frame, values) {
                Some((field, stops)) => (Known::Field(field), stops),
                None => UNKNOWN,
            },
            ExprKind::Conditional(parts) if matches!(parts[0].kind, ExprKind::Mock(..)) => self.value(frame, &parts[2]),
            ExprKind::CallClass(name, args) if name == "str" => match args.pos.as_slice() {
                [one] if args.is_plain() && args.kw.is_empty() => match self.value(frame, &one.value) {
                    (Known::Field(field), stops) => (Known::Text(field), stops),
                    _ => UNKNOWN,
                },
                _ => UNKNOWN,
            },
            ExprKind::Subscript(value, index) if is_end(index) => self.split(frame, value).unwrap_or(UNKNOWN),
            ExprKind::Subscript(value, index) => match (self.value(frame, value), index.as_str()) {
                ((Known::Event, stops), Some(key)) => {
                    let field = Field::new(vec![key.to_owned()], Stand::None);
                    let missing = Guard::kind(&field.path, Kinds::MISSING);
                    (Known::Field(field), any([stops, missing]))
                }
                _ => UNKNOWN,
            },
            ExprKind::CallMethod(receiver, name, args) => self.method(frame, self.value(frame, receiver), name, args),
            ExprKind::Call(id, args) => match self.called(frame, *id, args) {
                Some((mut inner, function, stops)) => match self.returned(&mut inner, &function.body) {
                    Some((known, raises)) => (known, any([stops, raises])),
                    None => UNKNOWN,
                },
                None => UNKNOWN,
            },
            _ => UNKNOWN,
        }
    }

    /// What a body gives that only names things and then returns.
    fn returned(&self, frame: &mut Frame, body: &[Stmt]) -> Option<(Known, Guard)> {
        let (last, before) = body.split_last()?;
        let StmtKind::Return(Some(value)) = &last.kind else { return None };
        let mut stops = Vec::new();
        for stmt in before {
            let going_on = matches!(stmt.kind, StmtKind::Pass | StmtKind::Expr(_) | StmtKind::Assign(..));
            stops.push(Some(self.statement(frame, stmt)).filter(|_| going_on)?.test.stops);
        }
        let (known, raises) = self.value(frame, value);
        stops.push(raises);
        Some((known, any(stops)))
    }

    /// `any(... for word in ("a", "b"))`.
    fn some(&self, frame: &Frame, parts: &Comprehension) -> Option<Test> {
        let [clause] = parts.clauses.as_slice() else { return None };
        let (Target::Local(local), true) = (&clause.target, clause.conditions.is_empty()) else { return None };
        let (Known::Items(items), stops) = self.value(frame, &clause.iter) else { return None };
        let mut inner = frame.clone();
        inner.bind(*local, Known::OneOf(items.only_texts()?));
        let one = self.test(&inner, &parts.element);
        Some(Test::bool(one.yes, Guard::ALWAYS, any([stops, one.stops])))
    }

    /// `field or {}`, `field or ""`.
    fn field_or(&self, frame: &Frame, values: &[Expr]) -> Option<(Field, Guard)> {
        let [field, stand] = values else { return None };
        let ((Known::Field(field), a), (stand, b)) = (self.value(frame, field), self.value(frame, stand)) else {
            return None;
        };
        Some((field.or(&Stand::of(&stand)?), any([a, b])))
    }

    /// A function of the program, ready to be followed, and on which conditions an argument has no value.
    fn called(&self, frame: &Frame, id: FuncId, args: &Args) -> Option<(Frame, &Function, Guard)> {
        let unit = self.program.unit(id);
        let function = unit.function.as_ref().filter(|_| frame.depth < DEPTH && unit.initialises.is_none())?;
        let params = &function.params;
        let simple = params.vararg.is_none() && params.kwarg.is_none() && params.keyword_only.is_empty();
        if !simple || !args.is_plain() || args.pos.len() > params.positional.len() {
            return None;
        }
        let mut inner = Frame::new(function, frame.depth + 1);
        let mut stops = Vec::new();
        let mut given: BTreeSet<&str> = BTreeSet::new();
        let by_position = args.pos.iter().zip(&params.positional).map(|(item, param)| (param, &item.value));
        let mut bound: Vec<(&crate::ir::Param, &Expr)> = by_position.collect();
        for (name, value) in &args.kw {
            let param =
                params.positional.iter().skip(params.positional_only).find(|p| Some(&p.name) == name.as_ref())?;
            bound.push((param, value));
        }
        for (param, value) in bound {
            if !given.insert(&param.name) {
                return None;
            }
            let (known, raises) = self.value(frame, value);
            stops.push(raises);
            inner.bind(param.local, known);
        }
        for param in params.positional.iter().filter(|param| !given.contains(param.name.as_str())) {
            let known = match &param.default.as_ref()?.kind {
                ExprKind::Const(constant) => Known::Const(constant.clone()),
                _ => Known::Nothing,
            };
            inner.bind(param.local, known);
        }
        Some((inner, function, any(stops)))
    }
}

/// What the comparison is with its sides exchanged.
fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
        other => other,
    }
}

/// Whether an index is that of the first or the last.
fn is_end(index: &Expr) -> bool {
    matches!(constants::int(index), Some(0 | -1))
}
