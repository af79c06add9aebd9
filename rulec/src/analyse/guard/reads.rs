//! A rule's function, followed over a record of which nothing is known: what each expression is, and on which conditions a
//! test comes out true or false, is no bool, or does not come out at all.

use std::collections::{BTreeMap, BTreeSet};

use super::{Guard, Is, Kinds, all, any};
use crate::analyse::{changes, writes};
use crate::compilation::CompiledRule;
use crate::ir::{
    Args, BinaryOp, CompareOp, Comprehension, Const, Display, Expr, ExprKind, FuncId, Function, LocalId, ModuleId,
    Quantifier, Stmt, StmtKind, Target, UnaryOp,
};
use crate::python::Program;

/// Helpers that call helpers are followed no deeper.
const DEPTH: usize = 8;

/// What must hold for `rule` to return anything but `False`, to raise, or to do something that is seen.
pub fn of(program: &Program, rule: &CompiledRule) -> Guard {
    let function = |wanted: &str| rule.functions.iter().find(|(name, _)| *name == wanted).map(|(_, id)| *id);
    // Of the older pair `rule` only makes what `alert` judges.
    let (None, Some(id)) = (function("alert"), function("rule")) else { return Guard::ALWAYS };
    let Some(entry) = program.unit(id).function.as_ref() else { return Guard::ALWAYS };
    let functions = program.reachable(vec![id]);
    let quiet = functions.iter().all(|id| program.unit(*id).function.as_ref().is_some_and(|f| !changes::changes(f)));
    let reader = Reader { program, panther: rule.panther, constants_stay: quiet };
    let mut frame = Frame::new(entry, 0);
    if let Some(event) = entry.params.positional.first() {
        frame.bind(event.local, Known::Event);
    }
    let ended = reader.body(&mut frame, &entry.body);
    // Falling off the end gives None, which is no bool.
    any([ended.test.yes, ended.test.odd, ended.test.stops, ended.next])
}

/// What is known of a value.
#[derive(Clone, Debug)]
enum Known {
    Nothing,
    Event,
    Const(Const),
    /// A container of these strings. In one that looks up by hash, what has none raises.
    Strings {
        texts: BTreeSet<String>,
        hashes: bool,
    },
    /// An empty dict.
    Empty,
    Field(Field),
    /// `str(field)`.
    Text(Field),
    /// A piece of a field's text, or all of it, in whatever case; of `str(field)` where `any_kind`.
    Piece {
        field: Field,
        any_kind: bool,
    },
    /// One of these strings: what a loop runs over.
    OneOf(BTreeSet<String>),
}

/// A field of the record, read in one of the usual ways.
#[derive(Clone, Debug)]
struct Field {
    path: Vec<String>,
    /// The kinds that are not shown as they are, each with what stands in for it: `event.get("x") or {}`.
    stands: Vec<(Kinds, Stand)>,
}

/// What stands in for a field.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Stand {
    None,
    Text(String),
    /// An empty dict.
    Object,
}

impl Stand {
    fn kind(&self) -> Kinds {
        match self {
            Stand::None => Kinds::NULL,
            Stand::Text(text) if text.is_empty() => Kinds::EMPTY_STRING,
            Stand::Text(_) => Kinds::STRING,
            Stand::Object => Kinds::EMPTY_OBJECT,
        }
    }

    fn of(known: &Known) -> Option<Stand> {
        match known {
            Known::Const(Const::None) => Some(Stand::None),
            Known::Const(Const::Str(text)) => Some(Stand::Text(text.clone())),
            Known::Empty => Some(Stand::Object),
            _ => None,
        }
    }
}

impl Field {
    fn new(path: Vec<String>, missing: Stand) -> Field {
        Field { path, stands: vec![(Kinds::MISSING, missing)] }
    }

    /// The record's own kinds that are shown as they are.
    fn shown(&self) -> Kinds {
        self.stands.iter().fold(Kinds::EVERY, |kinds, (hidden, _)| kinds.and(hidden.not()))
    }

    /// The condition on the record under which the value is of one of `kinds`.
    fn kind(&self, kinds: Kinds) -> Guard {
        let own = self.shown().and(kinds);
        let standing = self.stands.iter().filter(|(_, stand)| kinds.has(stand.kind()));
        Guard::kind(&self.path, standing.fold(own, |found, (hidden, _)| found.or(*hidden)))
    }

    /// The condition under which it is a string that passes a test, which `is` makes of the record's own, and `passes` of one
    /// that stands in.
    fn text(&self, is: Is, passes: impl Fn(&str) -> bool) -> Guard {
        let standing = self.stands.iter().filter(|(_, stand)| matches!(stand, Stand::Text(text) if passes(text)));
        let standing = standing.map(|(hidden, _)| Guard::kind(&self.path, *hidden));
        any(standing.chain([Guard::Field(self.path.clone(), is)]))
    }

    /// It is something else than one of `texts`.
    fn none_of(&self, texts: &BTreeSet<String>) -> Guard {
        // Of the strings only the empty one may be shown as something else.
        let hidden = texts.contains("") && !self.shown().has(Kinds::EMPTY_STRING);
        let hidden = if hidden { Guard::kind(&self.path, Kinds::EMPTY_STRING) } else { Guard::NEVER };
        any([Guard::Field(self.path.clone(), Is::NoneOf(texts.clone())), hidden])
    }

    /// `self or stand`.
    fn or(self, stand: &Stand) -> Field {
        let own = self.shown().and(Kinds::FALSY);
        let falsy = |hidden: &Stand| Kinds::FALSY.has(hidden.kind());
        let kept =
            self.stands.into_iter().map(|(kinds, old)| if falsy(&old) { (kinds, stand.clone()) } else { (kinds, old) });
        Field { path: self.path, stands: kept.chain([(own, stand.clone())]).collect() }
    }
}

/// On which conditions an expression has which outcome, as a test; each may hold more often than the outcome comes.
#[derive(Clone, Debug)]
struct Test {
    yes: Guard,
    no: Guard,
    /// It is false, and not `False` itself.
    odd: Guard,
    /// It raises, or does something that is seen.
    stops: Guard,
}

impl Test {
    const UNKNOWN: Test = Test { yes: Guard::ALWAYS, no: Guard::ALWAYS, odd: Guard::ALWAYS, stops: Guard::ALWAYS };
    const NEVER: Test = Test { yes: Guard::NEVER, no: Guard::NEVER, odd: Guard::NEVER, stops: Guard::NEVER };

    /// A bool.
    fn bool(yes: Guard, no: Guard, stops: Guard) -> Test {
        Test { yes, no, odd: Guard::NEVER, stops }
    }

    /// A bool of which nothing more is known.
    fn either(stops: Guard) -> Test {
        Test::bool(Guard::ALWAYS, Guard::ALWAYS, stops)
    }

    /// Where `guard` holds.
    fn under(self, guard: &Guard) -> Test {
        let under = |outcome| all([guard.clone(), outcome]);
        Test { yes: under(self.yes), no: under(self.no), odd: under(self.odd), stops: under(self.stops) }
    }

    /// The outcomes of both.
    fn or(self, other: Test) -> Test {
        Test {
            yes: any([self.yes, other.yes]),
            no: any([self.no, other.no]),
            odd: any([self.odd, other.odd]),
            stops: any([self.stops, other.stops]),
        }
    }
}

/// How statements end: by returning what comes out of a test, or by going on.
struct Ended {
    test: Test,
    next: Guard,
}

impl Ended {
    const UNKNOWN: Ended = Ended { test: Test::UNKNOWN, next: Guard::ALWAYS };
}

/// A function that is being followed.
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
    /// None of the rule's functions changes a container that it did not make: a module's containers stay as they are
    /// written.
    constants_stay: bool,
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
            ExprKind::Quantifier(Quantifier::Any, parts) => self.some(frame, parts).unwrap_or(Test::UNKNOWN),
            ExprKind::CallMethod(receiver, name, args) => match self.text_test(frame, receiver, name, args) {
                Some(test) => test,
                None => self.value_test(frame, expr),
            },
            _ => self.value_test(frame, expr),
        }
    }

    fn value_test(&self, frame: &Frame, expr: &Expr) -> Test {
        let (known, stops) = self.value(frame, expr);
        self.truth(&known, stops)
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
            Known::Strings { texts, .. } => constant(!texts.is_empty(), texts.is_empty()),
            Known::Field(field) => Test {
                yes: field.kind(Kinds::FALSY.not()),
                no: field.kind(Kinds::FALSY),
                odd: field.kind(Kinds::FALSY.and(Kinds::FALSE.not())),
                stops,
            },
            _ => Test { stops, ..Test::UNKNOWN },
        }
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
                (Known::Field(_), Known::Const(_)) | (Known::Const(_), Known::Field(_)) => Test::either(stops),
                (Known::Const(Const::Str(a)), Known::Const(Const::Str(b))) => {
                    self.truth(&Known::Const(Const::Bool(a == b)), stops)
                }
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
                (Known::Field(field), Known::Strings { texts, hashes }) => {
                    let unhashable = Kinds::LISTS.or(Kinds::OBJECTS);
                    let raises = if *hashes { field.kind(unhashable) } else { Guard::NEVER };
                    let within = field.text(Is::OneOf(texts.clone()), |one| texts.contains(one));
                    Test::bool(within, field.none_of(texts), any([stops, raises]))
                }
                (Known::Const(Const::Str(text)), Known::Strings { texts, .. }) => {
                    self.truth(&Known::Const(Const::Bool(texts.contains(text))), stops)
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
            _ => return Test::UNKNOWN,
        };
        if turned { Test::bool(test.no, test.yes, test.stops) } else { test }
    }

    /// `text.startswith(...)` and `text.endswith(...)`.
    fn text_test(&self, frame: &Frame, receiver: &Expr, name: &str, args: &Args) -> Option<Test> {
        let starts = match name {
            "startswith" => true,
            "endswith" => false,
            _ => return None,
        };
        let [one] = args.pos.as_slice() else { return None };
        if !args.is_plain() || !args.kw.is_empty() {
            return None;
        }
        let ((receiver, a), (given, b)) = (self.value(frame, receiver), self.value(frame, &one.value));
        let texts = match (given, &one.value.kind) {
            (Known::Const(Const::Str(text)), _) => BTreeSet::from([text]),
            // Of the containers only a tuple will do.
            (Known::Strings { texts, hashes: false }, ExprKind::Display(Display::Tuple, _)) => texts,
            (Known::Strings { texts, hashes: false }, ExprKind::Global(..)) if self.is_tuple(&one.value) => texts,
            _ => return None,
        };
        let stops = any([a, b]);
        let is = if starts { Is::StartsWith(texts.clone()) } else { Is::EndsWith(texts.clone()) };
        let passes = |text: &str| {
            texts
                .iter()
                .any(|part| if starts { text.starts_with(part.as_str()) } else { text.ends_with(part.as_str()) })
        };
        Some(match receiver {
            Known::Field(field) => {
                let raises = field.kind(Kinds::STRINGS.not());
                Test::bool(field.text(is, passes), Guard::ALWAYS, any([stops, raises]))
            }
            // Of what is no string, nothing is said.
            Known::Text(field) => {
                let other = field.kind(Kinds::STRINGS.not());
                Test::bool(any([field.text(is, passes), other]), Guard::ALWAYS, stops)
            }
            _ => return None,
        })
    }

    /// What the expression is, and on which conditions there is no value.
    fn value(&self, frame: &Frame, expr: &Expr) -> (Known, Guard) {
        const UNKNOWN: (Known, Guard) = (Known::Nothing, Guard::ALWAYS);
        match &expr.kind {
            ExprKind::Const(constant) => (Known::Const(constant.clone()), Guard::NEVER),
            ExprKind::Local(local) => match frame.known.get(local) {
                Some(known) => (known.clone(), Guard::NEVER),
                None => UNKNOWN,
            },
            ExprKind::Display(..) | ExprKind::Dict(_) => match self.container(expr) {
                Some(known) => (known, Guard::NEVER),
                None => UNKNOWN,
            },
            ExprKind::Binary(BinaryOp::Add, ..) if self.is_tuple(expr) => match self.container(expr) {
                Some(known) => (known, Guard::NEVER),
                None => UNKNOWN,
            },
            ExprKind::Global(module, slot, _) => match self.global(*module, *slot) {
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
            ExprKind::CallMethod(receiver, name, args) => {
                let found = self.looked_up(frame, receiver, name, args);
                found.or_else(|| self.piece(frame, receiver, name, args)).unwrap_or(UNKNOWN)
            }
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

    /// `.get(key)`, `.get(key, default)` and `.deep_get(keys)` on the event, `.get` on a part of it.
    fn looked_up(&self, frame: &Frame, receiver: &Expr, name: &str, args: &Args) -> Option<(Known, Guard)> {
        let (receiver, stops) = self.value(frame, receiver);
        if !args.is_plain() {
            return None;
        }
        let keys: Option<Vec<String>> =
            args.pos.iter().map(|item| self.value(frame, &item.value).0).map(|known| text_of(&known)).collect();
        match (receiver, name, args.kw.as_slice()) {
            (receiver @ (Known::Event | Known::Field(_)), "get", []) => {
                let (key, default) = match args.pos.as_slice() {
                    [key] => (key, Known::Const(Const::None)),
                    [key, default] => (key, self.value(frame, &default.value).0),
                    _ => return None,
                };
                let key = text_of(&self.value(frame, &key.value).0)?;
                let missing = Stand::of(&default)?;
                let (mut path, raises) = match receiver {
                    Known::Field(field) => {
                        let raises = field.kind(Kinds::OBJECTS.not());
                        (field.path, raises)
                    }
                    _ => (Vec::new(), Guard::NEVER),
                };
                path.push(key);
                Some((Known::Field(Field::new(path, missing)), any([stops, raises])))
            }
            (Known::Event, "deep_get", given) if self.panther => {
                let missing = match given {
                    [] => Stand::None,
                    [(Some(name), default)] if name == "default" => Stand::of(&self.value(frame, default).0)?,
                    _ => return None,
                };
                let path = keys.filter(|keys| !keys.is_empty())?;
                // A null has the default too.
                let stands = vec![(Kinds::MISSING.or(Kinds::NULL), missing)];
                Some((Known::Field(Field { path, stands }), stops))
            }
            _ => None,
        }
    }

    /// `text.lower()` and its like.
    fn piece(&self, frame: &Frame, receiver: &Expr, name: &str, args: &Args) -> Option<(Known, Guard)> {
        let whole = matches!(name, "lower" | "upper" | "casefold" | "strip" | "lstrip" | "rstrip");
        if !whole || !args.pos.is_empty() || !args.kw.is_empty() {
            return None;
        }
        text_within(self.value(frame, receiver))
    }

    /// `text.split("/")`, of which one end is wanted.
    fn split(&self, frame: &Frame, value: &Expr) -> Option<(Known, Guard)> {
        let ExprKind::CallMethod(receiver, name, args) = &value.kind else { return None };
        let [separator] = args.pos.as_slice() else { return None };
        let splits = matches!(name.as_str(), "split" | "rsplit") && args.is_plain() && args.kw.is_empty();
        separator.value.as_str().filter(|text| splits && !text.is_empty())?;
        text_within(self.value(frame, receiver))
    }

    /// `any(... for word in ("a", "b"))`.
    fn some(&self, frame: &Frame, parts: &Comprehension) -> Option<Test> {
        let [clause] = parts.clauses.as_slice() else { return None };
        let (Target::Local(local), true) = (&clause.target, clause.conditions.is_empty()) else { return None };
        let (Known::Strings { texts, .. }, stops) = self.value(frame, &clause.iter) else { return None };
        let mut inner = Frame { known: frame.known.clone(), rebound: frame.rebound.clone(), depth: frame.depth };
        inner.bind(*local, Known::OneOf(texts));
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

    /// What a name of a module always is.
    fn global(&self, module: ModuleId, slot: usize) -> Option<Known> {
        let known = match &self.initial(module, slot)?.kind {
            ExprKind::Const(constant) => Known::Const(constant.clone()),
            _ => self.container(self.initial(module, slot)?)?,
        };
        match known {
            Known::Const(_) => Some(known),
            _ if self.constants_stay || self.is_tuple(self.initial(module, slot)?) => Some(known),
            _ => None,
        }
    }

    /// What the one statement that binds it gives it.
    fn initial(&self, module: ModuleId, slot: usize) -> Option<&Expr> {
        let info = self.program.module(module).slots.get(slot)?;
        if info.written || info.statements.len() != 1 {
            return None;
        }
        let initialiser = self.program.unit(info.initialiser?);
        // Where all of a module runs at once, what is wrong elsewhere in it shows too.
        if initialiser.initialises != Some(crate::python::Initialises::Slot(slot)) {
            return None;
        }
        match initialiser.function.as_ref()?.body.as_slice() {
            [Stmt { kind: StmtKind::Return(Some(value)), .. }] => Some(value),
            _ => None,
        }
    }

    /// A container of constant strings; of a dict its keys, if its values cannot fail either.
    fn container(&self, expr: &Expr) -> Option<Known> {
        match &expr.kind {
            ExprKind::Display(kind, items) => {
                let texts: Option<BTreeSet<String>> =
                    items.iter().map(|item| item.value.as_str().filter(|_| !item.star).map(str::to_owned)).collect();
                Some(Known::Strings { texts: texts?, hashes: *kind == Display::Set })
            }
            ExprKind::Dict(pairs) if pairs.is_empty() => Some(Known::Empty),
            ExprKind::Dict(pairs) => {
                let key = |(key, value): &(Option<Expr>, Expr)| {
                    key.as_ref()?.as_str().filter(|_| is_plain(value)).map(str::to_owned)
                };
                let texts: Option<BTreeSet<String>> = pairs.iter().map(key).collect();
                Some(Known::Strings { texts: texts?, hashes: true })
            }
            // Two tuples.
            ExprKind::Binary(BinaryOp::Add, a, b) if self.is_tuple(expr) => match (self.part(a)?, self.part(b)?) {
                (Known::Strings { texts: a, .. }, Known::Strings { texts: b, .. }) => {
                    Some(Known::Strings { texts: &a | &b, hashes: false })
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn part(&self, expr: &Expr) -> Option<Known> {
        match &expr.kind {
            ExprKind::Global(module, slot, _) => self.global(*module, *slot),
            _ => self.container(expr),
        }
    }

    /// Whether it is a tuple, written out or by its name.
    fn is_tuple(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Display(Display::Tuple, _) => true,
            ExprKind::Binary(BinaryOp::Add, a, b) => self.is_tuple(a) && self.is_tuple(b),
            ExprKind::Global(module, slot, _) => self.initial(*module, *slot).is_some_and(|value| self.is_tuple(value)),
            _ => false,
        }
    }
}

/// A text of which a field's string is the whole, or of which it is a piece, for whoever changes its case or cuts it.
fn text_within((known, stops): (Known, Guard)) -> Option<(Known, Guard)> {
    match known {
        Known::Field(field) => {
            let raises = field.kind(Kinds::STRINGS.not());
            Some((Known::Piece { field, any_kind: false }, any([stops, raises])))
        }
        Known::Text(field) => Some((Known::Piece { field, any_kind: true }, stops)),
        Known::Piece { .. } => Some((known, stops)),
        _ => None,
    }
}

/// The field is a string that `known`, a string or one of several, occurs in, whatever its case.
fn contained(known: &Known, field: &Field) -> Option<Guard> {
    let texts = match known {
        Known::Const(Const::Str(text)) => BTreeSet::from([text.to_ascii_lowercase()]),
        Known::OneOf(texts) => texts.iter().map(|text| text.to_ascii_lowercase()).collect(),
        _ => return None,
    };
    if !texts.iter().all(|text| text.is_ascii()) {
        return None;
    }
    let occurs = |one: &str| texts.iter().any(|text| one.to_lowercase().contains(text.as_str()));
    Some(field.text(Is::Contains(texts.clone()), occurs))
}

/// Whether an index is that of the first or the last.
fn is_end(index: &Expr) -> bool {
    match &index.kind {
        ExprKind::Const(Const::Int(0 | -1)) => true,
        ExprKind::Unary(UnaryOp::Neg, one) => matches!(one.kind, ExprKind::Const(Const::Int(1))),
        _ => false,
    }
}

fn text_of(known: &Known) -> Option<String> {
    match known {
        Known::Const(Const::Str(text)) => Some(text.clone()),
        _ => None,
    }
}

/// Whether making the value can neither fail nor be seen.
fn is_plain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Const(_) => true,
        ExprKind::Display(kind, items) => {
            let hashable = |expr: &Expr| matches!(expr.kind, ExprKind::Const(_));
            items
                .iter()
                .all(|item| !item.star && is_plain(&item.value) && (*kind != Display::Set || hashable(&item.value)))
        }
        ExprKind::Dict(pairs) => {
            let pair = |(key, value): &(Option<Expr>, Expr)| {
                key.as_ref().is_some_and(|key| matches!(key.kind, ExprKind::Const(_))) && is_plain(value)
            };
            pairs.iter().all(pair)
        }
        _ => false,
    }
}

/// The truth of a constant; `None` where its front end does not tell.
fn is_true(constant: &Const) -> Option<bool> {
    match constant {
        Const::None => Some(false),
        Const::Bool(b) => Some(*b),
        Const::Int(i) => Some(*i != 0),
        Const::Float(x) => Some(*x != 0.0),
        Const::Str(s) => Some(!s.is_empty()),
        Const::Bytes(b) => Some(!b.is_empty()),
        Const::Big(_) => Some(true),
        Const::Ellipsis | Const::NotImplemented => None,
    }
}
