//! `KeysView`, `ItemsView`, `ValuesView`: what `keys()`, `items()` and `values()` of a mapping written in Python give.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{self, Op};
use crate::py::compare::{self, Order};
use crate::py::iter::Iter;
use crate::py::modules::signature;
use crate::py::native::{Native, Slots};
use crate::py::set::Set;
use crate::py::{builtins, construct as classes, subscript, text, unpack};
use crate::value::{Type, Value};

/// What a view shows of each pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    Keys,
    Items,
    Values,
}

/// A view on any mapping, by its iteration and `mapping[key]`.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    shown: Shown,
    mapping: Value<'a>,
}

/// `mapping.keys()` and its like.
pub(crate) fn view<'a>(py: Py<'a>, shown: Shown, mapping: Value<'a>) -> Value<'a> {
    Value::Native(py.alloc(Native::MappingView(View { shown, mapping })))
}

/// `KeysView(mapping)`; `None` for another class.
pub(super) fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let shown = match class {
        "KeysView" => Shown::Keys,
        "ItemsView" => Shown::Items,
        "ValuesView" => Shown::Values,
        "MappingView" => return Some(Err(py.raise(Kind::SystemError, "`MappingView` is outside the subset"))),
        _ => return None,
    };
    let mut given = vec![Value::None];
    given.extend_from_slice(args.pos);
    let args = Args { pos: &given, kw: args.kw };
    let bound = signature("MappingView.__init__", &["self", "mapping"], py, args, &[None, None]);
    Some(bound.map(|[_, mapping]| view(py, shown, mapping)))
}

impl<'a> View<'a> {
    fn len(self, py: Py<'a>) -> R<'a, i64> {
        builtins::len(py, self.mapping)
    }

    fn iter(self, py: Py<'a>) -> R<'a, &'a Iter<'a>> {
        let keys = Iter::of(py, self.mapping)?;
        let name = match self.shown {
            Shown::Keys => "KeysView.__iter__",
            Shown::Values => "ValuesView.__iter__",
            Shown::Items => "ItemsView.__iter__",
        };
        Ok(Iter::generator(py, name, move |py| {
            let Some(key) = keys.next(py)? else { return Ok(None) };
            Ok(Some(match self.shown {
                Shown::Keys => key,
                Shown::Values => subscript::getitem(py, self.mapping, key)?,
                Shown::Items => py.tuple(&[key, subscript::getitem(py, self.mapping, key)?]),
            }))
        }))
    }

    fn contains(self, py: Py<'a>, item: Value<'a>) -> R<'a, bool> {
        match self.shown {
            Shown::Keys => compare::contains(py, self.mapping, item),
            Shown::Items => {
                let [key, value] = unpack::unpack::<2>(py, item)?;
                match subscript::getitem(py, self.mapping, key) {
                    Ok(found) => compare::same(py, found, value),
                    Err(e) if e.kind().is_subclass(Kind::KeyError) => Ok(false),
                    Err(e) => Err(e),
                }
            }
            Shown::Values => {
                let values = self.iter(py)?;
                while let Some(value) = values.next(py)? {
                    if compare::same(py, value, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    /// `Set.__le__`, with the lengths already compared.
    fn within(self, py: Py<'a>, other: Value<'a>) -> R<'a, bool> {
        let items = self.iter(py)?;
        while let Some(item) = items.next(py)? {
            if !compare::contains(py, other, item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `Set.__ge__`, with the lengths already compared.
    fn holds(self, py: Py<'a>, other: Value<'a>) -> R<'a, bool> {
        let items = Iter::of(py, other)?;
        while let Some(item) = items.next(py)? {
            if !self.contains(py, item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_disjoint(self, py: Py<'a>, other: Value<'a>) -> R<'a, bool> {
        let items = Iter::of(py, other)?;
        while let Some(item) = items.next(py)? {
            if self.contains(py, item)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// `set(value for value in walked if (value in asked) is kept)`.
fn picked<'a>(py: Py<'a>, walked: Value<'a>, asked: Value<'a>, kept: bool) -> Ret<'a> {
    let result = Set::new(py, false);
    let items = Iter::of(py, walked)?;
    while let Some(item) = items.next(py)? {
        if compare::contains(py, asked, item)? == kept {
            result.add(py, item)?;
        }
    }
    Ok(Value::Set(py.alloc(result)))
}

fn set_of<'a>(py: Py<'a>, items: Value<'a>) -> Ret<'a> {
    classes::construct(py, Type::Set, Args::pos(&[items]))
}

/// The operators of `Set`, which take anything that can be walked.
fn combine<'a>(py: Py<'a>, op: Op, this: Value<'a>, other: Value<'a>, reflected: bool) -> Ret<'a> {
    let as_set = |other| if super::is_set(other) { Ok(other) } else { set_of(py, other) };
    match op {
        Op::And => picked(py, other, this, true),
        Op::Sub if reflected => picked(py, as_set(other)?, this, false),
        Op::Sub => picked(py, this, as_set(other)?, false),
        Op::Or => {
            let result = Set::new(py, false);
            for part in [this, other] {
                let items = Iter::of(py, part)?;
                while let Some(item) = items.next(py)? {
                    result.add(py, item)?;
                }
            }
            Ok(Value::Set(py.alloc(result)))
        }
        _ => {
            let other = as_set(other)?;
            let left = arithmetic::binary(py, Op::Sub, this, other)?;
            let right = arithmetic::binary(py, Op::Sub, other, this)?;
            arithmetic::binary(py, Op::Or, left, right)
        }
    }
}

/// What the views do.
pub(crate) struct Classes;

/// The view that `this` is.
fn of<'a>(this: &Native<'a>) -> Option<View<'a>> {
    match this {
        Native::MappingView(view) => Some(*view),
        _ => None,
    }
}

/// The same, where it is a set too.
fn set_like<'a>(this: &Native<'a>) -> Option<View<'a>> {
    of(this).filter(|view| view.shown != Shown::Values)
}

impl Slots for Classes {
    fn class(&self, this: &Native<'_>) -> Type {
        Type::Native(match of(this).map(|view| view.shown) {
            Some(Shown::Keys) => "KeysView",
            Some(Shown::Items) => "ItemsView",
            _ => "ValuesView",
        })
    }

    fn methods(&self, this: &Native<'_>) -> &'static [&'static str] {
        if set_like(this).is_some() { &["isdisjoint"] } else { &[] }
    }

    fn truth(&self, this: &Native<'_>) -> bool {
        self.length(this) != Some(0)
    }

    fn length(&self, this: &Native<'_>) -> Option<usize> {
        match of(this)?.mapping {
            Value::Dict(dict) => Some(dict.len()),
            Value::Native(native) => native.length(),
            _ => None,
        }
    }

    fn equals<'a>(&self, py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        match set_like(this) {
            Some(view) if super::is_set(other) => {
                Ok(Some(view.len(py)? == builtins::len(py, other)? && view.within(py, other)?))
            }
            _ => Ok(None),
        }
    }

    fn order<'a>(&self, py: Py<'a>, op: Order, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        let Some(view) = set_like(this).filter(|_| super::is_set(other)) else { return Ok(None) };
        let (own, others) = (view.len(py)?, builtins::len(py, other)?);
        Ok(Some(match op {
            Order::Lt => own < others && view.within(py, other)?,
            Order::Le => own <= others && view.within(py, other)?,
            Order::Gt => own > others && view.holds(py, other)?,
            Order::Ge => own >= others && view.holds(py, other)?,
        }))
    }

    fn binary<'a>(
        &self,
        py: Py<'a>,
        op: Op,
        this: &'a Native<'a>,
        other: Value<'a>,
        reflected: bool,
    ) -> Option<Ret<'a>> {
        set_like(this)?;
        // A view of a dict knows the operators itself, and is asked first.
        let asked_first = reflected && matches!(other.class(), Type::DictKeys | Type::DictItems);
        let known = matches!(op, Op::And | Op::Or | Op::Sub | Op::Xor);
        (known && !asked_first && super::is_iterable(other))
            .then(|| combine(py, op, Value::Native(this), other, reflected))
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        if set_like(this).is_some() {
            return Err(py.type_error(format_args!("unhashable type: '{}'", self.type_name(this))));
        }
        Ok((std::ptr::from_ref(this).addr() >> 4) as i64)
    }

    fn contains<'a>(&self, py: Py<'a>, this: &'a Native<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
        of(this).map(|view| view.contains(py, item)).transpose()
    }

    fn iter<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, Option<&'a Iter<'a>>> {
        of(this).map(|view| view.iter(py)).transpose()
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let view = set_like(this).filter(|_| name == "isdisjoint")?;
        let mut given = vec![Value::Native(this)];
        given.extend_from_slice(args.pos);
        let args = Args { pos: &given, kw: args.kw };
        let bound = signature("Set.isdisjoint", &["self", "other"], py, args, &[None, None]);
        Some(bound.and_then(|[_, other]| view.is_disjoint(py, other)).map(Value::Bool))
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let mapping = of(this).map_or(Value::None, |view| view.mapping);
        let text = text::repr(py, mapping)?;
        Ok(py.alloc_str(&format!("{}({text})", self.class(this).name())))
    }
}
