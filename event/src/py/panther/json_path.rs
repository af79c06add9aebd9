//! What a path of a data model matches in an event, after `jsonpath_ng/jsonpath.py` and its `ext/filter.py`.

use crate::data_model::{Condition, Literal, Operator, Step};
use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::compare::{self, Order};
use crate::py::{builtins, construct, subscript, text};
use crate::value::{Type, Value};

/// A value and how it was come by: `DatumInContext`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Datum<'a> {
    pub(super) value: Value<'a>,
    path: Place<'a>,
    context: Option<&'a Datum<'a>>,
}

/// The last part of a path.
#[derive(Clone, Copy, Debug)]
enum Place<'a> {
    Root,
    Field(&'a str),
    Index(i64),
}

/// All that the path matches in `event`.
///
/// # Errors
/// What the library raises: a `TypeError` for the length of a number, a `KeyError` for an index of a dict, and so on.
pub(super) fn find<'a>(py: Py<'a>, steps: &'static [Step], event: Value<'a>) -> R<'a, Vec<Datum<'a>>> {
    follow(py, steps, vec![Datum { value: event, path: Place::Root, context: None }])
}

/// Whether looking for it may change the event.
pub(super) fn changes(steps: &[Step]) -> bool {
    steps.iter().any(|step| match step {
        Step::Filter(_) => true,
        Step::Descend(right) => changes(right),
        _ => false,
    })
}

impl<'a> Datum<'a> {
    /// `str(self.full_path)`.
    pub(super) fn full_path(&self) -> String {
        let last = match self.path {
            Place::Root => None,
            Place::Field(name) => Some(field(name)),
            Place::Index(at) => Some(format!("[{at}]")),
        };
        let before = self.context.map(Datum::full_path).filter(|before| before != "$");
        match (before, last) {
            (Some(before), Some(last)) => format!("({before}.{last})"),
            (Some(before), None) => before,
            (None, Some(last)) => last,
            (None, None) => "$".to_owned(),
        }
    }

    /// `self.value = value`, which changes what the datum is a part of too.
    fn set(&mut self, py: Py<'a>, mut items: Vec<Value<'a>>) -> R<'a, ()> {
        let list = py.list(&items);
        self.value = list;
        match (self.context.map(|context| context.value), self.path) {
            (Some(Value::Dict(dict)), Place::Field(name)) if dict.get_str(name).is_some() => {
                dict.insert(py, Value::Str(name), list)
            }
            (Some(Value::List(owner)), Place::Index(at)) if at < owner.len() as i64 => {
                // A list is taken for the values of the places.
                if items.is_empty() {
                    return Err(py.raise(Kind::IndexError, "pop from empty list"));
                }
                let first = items.remove(0);
                self.value = py.list(&items);
                subscript::setitem(py, Value::List(owner), Value::Int(at), first)
            }
            _ => Ok(()),
        }
    }
}

/// A field's name as a path shows it: quoted where it would not be read as a name.
fn field(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '@'))
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '@' | '-'));
    if plain {
        return name.to_owned();
    }
    let mut quoted = String::new();
    text::quote(&mut quoted, name);
    quoted
}

fn follow<'a>(py: Py<'a>, steps: &'static [Step], mut data: Vec<Datum<'a>>) -> R<'a, Vec<Datum<'a>>> {
    for step in steps {
        let mut next = Vec::new();
        for datum in data {
            self::step(py, step, datum, &mut next)?;
        }
        data = next;
    }
    Ok(data)
}

fn step<'a>(py: Py<'a>, step: &'static Step, datum: Datum<'a>, found: &mut Vec<Datum<'a>>) -> R<'a, ()> {
    let below =
        |value: Value<'a>, path: Place<'a>, context: &'a Datum<'a>| Datum { value, path, context: Some(context) };
    match step {
        Step::Field(name) => {
            if let Value::Dict(dict) = datum.value
                && let Some(value) = dict.get_str(name)
            {
                found.push(below(value, Place::Field(name), py.alloc(datum)));
            }
        }
        Step::EveryField => {
            if let Value::Dict(dict) = datum.value {
                let context = py.alloc(datum);
                for (key, value) in dict.pairs() {
                    if let Value::Str(key) = *key {
                        found.push(below(*value, Place::Field(key), context));
                    }
                }
            }
        }
        Step::Index(at) => {
            if datum.value.truth() && builtins::len(py, datum.value)? > *at {
                let value = subscript::getitem(py, datum.value, Value::Int(*at))?;
                found.push(below(value, Place::Index(*at), py.alloc(datum)));
            }
        }
        Step::Elements => {
            let datum = match datum.value {
                Value::None => return Ok(()),
                Value::List(_) => datum,
                value => Datum { value: py.list(&[value]), ..datum },
            };
            if let Value::List(list) = datum.value {
                let context = py.alloc(datum);
                for (at, value) in list.snapshot().iter().enumerate() {
                    found.push(below(*value, Place::Index(at as i64), context));
                }
            }
        }
        Step::Descend(right) => descend(py, right, datum, found)?,
        Step::Filter(conditions) => filter(py, conditions, datum, found)?,
    }
    Ok(())
}

/// What matches here, and then what matches in each part.
fn descend<'a>(py: Py<'a>, right: &'static [Step], datum: Datum<'a>, found: &mut Vec<Datum<'a>>) -> R<'a, ()> {
    // A comprehension within a function: two frames.
    let _depth = (py.call_depth()?, py.call_depth()?);
    found.extend(follow(py, right, vec![datum])?);
    let context = py.alloc(datum);
    match datum.value {
        Value::List(list) => {
            for (at, value) in list.snapshot().iter().enumerate() {
                let part = Datum { value: *value, path: Place::Index(at as i64), context: Some(context) };
                descend(py, right, part, found)?;
            }
        }
        Value::Dict(dict) => {
            for (key, value) in dict.pairs() {
                if let Value::Str(key) = *key {
                    let part = Datum { value: *value, path: Place::Field(key), context: Some(context) };
                    descend(py, right, part, found)?;
                }
            }
        }
        _ => {}
    }
    Ok(())
}

fn filter<'a>(
    py: Py<'a>,
    conditions: &'static [Condition],
    mut datum: Datum<'a>,
    found: &mut Vec<Datum<'a>>,
) -> R<'a, ()> {
    if let Value::Dict(dict) = datum.value {
        datum.set(py, dict.pairs().iter().map(|(_, value)| *value).collect())?;
    }
    let Value::List(list) = datum.value else { return Ok(()) };
    let context = py.alloc(datum);
    for (at, element) in list.snapshot().iter().enumerate() {
        // Every condition is looked at, for each may raise.
        let mut held = 0;
        for condition in conditions {
            held += usize::from(holds(py, condition, *element)?);
        }
        if held == conditions.len() {
            found.push(Datum { value: *element, path: Place::Index(at as i64), context: Some(context) });
        }
    }
    Ok(())
}

fn holds<'a>(py: Py<'a>, condition: &'static Condition, element: Value<'a>) -> R<'a, bool> {
    let data = find(py, condition.target, element)?;
    let Some((operator, literal)) = condition.test else { return Ok(!data.is_empty()) };
    let mut any = false;
    for datum in data {
        let mut value = datum.value;
        if let Literal::Int(_) = literal {
            value = match construct::construct(py, Type::Int, Args::pos(&[value])) {
                Ok(int) => int,
                Err(e) if e.kind().is_subclass(Kind::ValueError) => continue,
                Err(e) => return Err(e),
            };
        }
        any |= test(py, operator, value, literal)?;
    }
    Ok(any)
}

fn test<'a>(py: Py<'a>, operator: Operator, value: Value<'a>, literal: Literal) -> R<'a, bool> {
    let literal = match literal {
        Literal::Str(text) => Value::Str(text),
        Literal::Int(int) => Value::Int(int),
        Literal::Float(float) => Value::Float(float),
        Literal::Bool(bool) => Value::Bool(bool),
    };
    match operator {
        Operator::Eq => compare::eq(py, value, literal),
        Operator::Ne => compare::ne(py, value, literal),
        Operator::Lt => compare::order(py, Order::Lt, value, literal),
        Operator::Le => compare::order(py, Order::Le, value, literal),
        Operator::Gt => compare::order(py, Order::Gt, value, literal),
        Operator::Ge => compare::order(py, Order::Ge, value, literal),
    }
}
