//! Tuples with named fields that are of a class of their own: `Objects/structseq.c`, and the named tuple of
//! `date.isocalendar()`.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{self, Op};
use crate::py::compare::{self, Order};
use crate::py::function::Func;
use crate::py::iter::Iter;
use crate::py::native::{Native, Slots};
use crate::py::{hash, subscript, text, tuple_methods};
use crate::value::{Type, Value};

/// Such a class.
#[derive(Debug)]
pub struct Shape {
    /// `__name__`.
    pub class: &'static str,
    /// The class as messages and its repr call it.
    pub qualified: &'static str,
    pub fields: &'static [&'static str],
    /// Fields that are read by name alone.
    pub hidden: &'static [&'static str],
}

/// `time.struct_time`.
pub const STRUCT_TIME: Shape = Shape {
    class: "struct_time",
    qualified: "time.struct_time",
    fields: &["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst"],
    hidden: &["tm_zone", "tm_gmtoff"],
};

/// What `date.isocalendar()` gives.
pub const ISO_CALENDAR: Shape = Shape {
    class: "IsoCalendarDate",
    qualified: "datetime.IsoCalendarDate",
    fields: &["year", "week", "weekday"],
    hidden: &[],
};

/// An instance.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    pub shape: &'static Shape,
    /// As many as there are fields.
    pub items: &'a [Value<'a>],
    /// As many as there are hidden fields.
    pub hidden: &'a [Value<'a>],
}

impl<'a> Record<'a> {
    /// As a value.
    pub fn value(self, py: Py<'a>) -> Value<'a> {
        Value::Native(py.alloc(Native::Record(self)))
    }
}

/// Whether the class derives from `tuple`.
pub fn is_tuple(class: &str) -> bool {
    matches!(class, "struct_time" | "IsoCalendarDate")
}

fn plain<'a>(value: Value<'a>) -> Value<'a> {
    value.as_tuple().map_or(value, Value::Tuple)
}

/// What these classes do: all that a tuple does.
pub(crate) struct Classes;

fn record<'a>(this: &Native<'a>) -> Record<'a> {
    match this {
        Native::Record(record) => *record,
        _ => Record { shape: &ISO_CALENDAR, items: &[], hidden: &[] },
    }
}

impl Slots for Classes {
    fn classes(&self) -> &'static [&'static str] {
        &["struct_time", "IsoCalendarDate"]
    }

    fn qualified(&self, class: &'static str) -> &'static str {
        match class {
            "struct_time" => STRUCT_TIME.qualified,
            _ => ISO_CALENDAR.qualified,
        }
    }

    fn construct<'a>(&self, py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        (class == "struct_time").then(|| crate::py::time::struct_time(py, args))
    }

    fn class(&self, this: &Native<'_>) -> Type {
        Type::Native(record(this).shape.class)
    }

    fn methods(&self, _this: &Native<'_>) -> &'static [&'static str] {
        &["count", "index"]
    }

    fn truth(&self, this: &Native<'_>) -> bool {
        !record(this).items.is_empty()
    }

    fn length(&self, this: &Native<'_>) -> Option<usize> {
        Some(record(this).items.len())
    }

    fn equals<'a>(&self, py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        match other.as_tuple() {
            Some(items) => compare::eq(py, Value::Tuple(record(this).items), Value::Tuple(items)).map(Some),
            None => Ok(None),
        }
    }

    fn order<'a>(&self, py: Py<'a>, op: Order, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        match other.as_tuple() {
            Some(items) => compare::order(py, op, Value::Tuple(record(this).items), Value::Tuple(items)).map(Some),
            None => Ok(None),
        }
    }

    fn binary<'a>(
        &self,
        py: Py<'a>,
        op: Op,
        this: &'a Native<'a>,
        other: Value<'a>,
        reflected: bool,
    ) -> Option<Ret<'a>> {
        let tuple = Value::Tuple(record(this).items);
        match op {
            Op::Add if !reflected => Some(arithmetic::binary(py, op, tuple, plain(other))),
            Op::Add if matches!(other, Value::Tuple(_)) => Some(arithmetic::binary(py, op, other, tuple)),
            Op::Rem if matches!(other, Value::Str(_)) && reflected => Some(arithmetic::binary(py, op, other, tuple)),
            Op::Mul => Some(arithmetic::binary(py, op, tuple, other)),
            _ => None,
        }
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        hash::python(py, Value::Tuple(record(this).items))
    }

    fn contains<'a>(&self, py: Py<'a>, this: &'a Native<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
        compare::contains(py, Value::Tuple(record(this).items), item).map(Some)
    }

    fn iter<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, Option<&'a Iter<'a>>> {
        Iter::of(py, Value::Tuple(record(this).items)).map(Some)
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let record = record(this);
        let field = |fields: &[&str], items: &'a [Value<'a>]| {
            fields.iter().position(|field| *field == name).and_then(|i| items.get(i).copied())
        };
        if name == "__getslice__" {
            return Ok(Some(Func::builtin(py, "__getitem__", move |py, args| match args.pos {
                [start, stop, step] => subscript::slice(py, Value::Tuple(record.items), *start, *stop, *step),
                _ => Ok(Value::None),
            })));
        }
        Ok(field(record.shape.fields, record.items).or_else(|| field(record.shape.hidden, record.hidden)))
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        tuple_methods::call(py, Value::Tuple(record(this).items), name, args)
    }

    fn subscript<'a>(&self, py: Py<'a>, this: &'a Native<'a>, index: Value<'a>) -> R<'a, Option<Value<'a>>> {
        subscript::getitem(py, Value::Tuple(record(this).items), index).map(Some)
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let record = record(this);
        let mut parts = Vec::new();
        for (field, item) in record.shape.fields.iter().zip(record.items) {
            parts.push(format!("{field}={}", text::repr(py, *item)?));
        }
        Ok(py.alloc_str(&format!("{}({})", record.shape.qualified, parts.join(", "))))
    }
}
