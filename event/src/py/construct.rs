//! Calling a class: `list(x)`, `dict(a=1)`, `ValueError("...")`.

use num_bigint::BigInt;
use num_traits::Signed;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::function as named;
use crate::py::dict::Dict;
use crate::py::iter::Iter;
use crate::py::list::List;
use crate::py::set::Set;
use crate::py::subscript::index_i64;
use crate::py::{
    class, dict_methods, integer, itertools, list_methods, native, number, set_algebra, text_class, walkers,
};
use crate::value::{Range, Type, Value};

/// `class(*args)`.
///
/// # Errors
/// What the constructor raises.
pub fn construct<'a>(py: Py<'a>, class: Type, args: Args<'a, '_>) -> Ret<'a> {
    match class {
        Type::List => {
            let list = py.alloc(List::from_slice(py, &[]));
            if let Some(items) = optional(py, class, args)? {
                list_methods::extend(py, list, items)?;
            }
            Ok(Value::List(list))
        }
        Type::Tuple => match optional(py, class, args)? {
            Some(tuple @ Value::Tuple(_)) => Ok(tuple),
            Some(items) => Ok(py.tuple(&Iter::all(py, items)?)),
            None => Ok(py.tuple(&[])),
        },
        Type::Dict => {
            named("dict").count(py, args, 0, 1)?;
            let dict = py.alloc(Dict::new(py));
            dict_methods::fill(py, dict, args)?;
            Ok(Value::Dict(dict))
        }
        Type::Set | Type::FrozenSet => {
            let frozen = class == Type::FrozenSet;
            match optional(py, class, args)? {
                Some(Value::Set(same)) if frozen && same.is_frozen() => Ok(Value::Set(same)),
                Some(items) => set_algebra::from_iterable(py, frozen, items).map(Value::Set),
                None => Ok(Value::Set(py.alloc(Set::new(py, frozen)))),
            }
        }
        Type::Range => range(py, args),
        Type::Str => text_class::str(py, args),
        Type::Bytes => text_class::bytes(py, args),
        Type::Bool => number::construct_bool(py, args),
        Type::Int => number::construct_int(py, args),
        Type::Float => number::construct_float(py, args),
        Type::Type => match (args.pos, args.kw) {
            ([value], []) => Ok(Value::Type(value.class())),
            _ => Err(py.type_error(format_args!("type() takes 1 or 3 arguments"))),
        },
        Type::Iterator("enumerate") => walkers::enumerate(py, args),
        Type::Iterator("zip") => walkers::zip(py, args),
        Type::Iterator("map") => walkers::map(py, args),
        Type::Iterator("filter") => walkers::filter(py, args),
        Type::Iterator("reversed") => walkers::reversed(py, args),
        Type::Iterator(name) => itertools::construct(py, name, args).unwrap_or_else(|| Err(no_instances(py, class))),
        Type::Exception(kind) => exception(py, kind, args),
        Type::NoneType => nothing(py, class, args, Value::None),
        Type::Ellipsis => nothing(py, class, args, Value::Ellipsis),
        Type::NotImplemented => nothing(py, class, args, Value::NotImplemented),
        Type::User(class) => class::construct(py, class, args),
        Type::Object if args.is_empty() => Ok(Value::Instance(py.alloc(class::Instance::plain(py)))),
        Type::Object => Err(py.type_error(format_args!("object() takes no arguments"))),
        Type::Native(name) => native::construct(py, name, args).unwrap_or_else(|| Err(no_instances(py, class))),
        _ => Err(no_instances(py, class)),
    }
}

#[cold]
fn no_instances<'a>(py: Py<'a>, class: Type) -> Exc<'a> {
    py.type_error(format_args!("cannot create '{}' instances", class.name()))
}

/// The one argument of a class that takes at most one, by position.
fn optional<'a>(py: Py<'a>, class: Type, args: Args<'a, '_>) -> R<'a, Option<Value<'a>>> {
    Ok(named(class.name()).between(py, args, 0, 1)?.first().copied())
}

fn nothing<'a>(py: Py<'a>, class: Type, args: Args<'a, '_>, only: Value<'a>) -> Ret<'a> {
    if args.is_empty() {
        return Ok(only);
    }
    Err(py.type_error(format_args!("{} takes no arguments", class.name())))
}

fn exception<'a>(py: Py<'a>, kind: Kind, args: Args<'a, '_>) -> Ret<'a> {
    args.no_keywords(py, kind.python_name())?;
    Ok(Value::Exception(Exc::unraised(py, kind, args.pos).exception()))
}

/// `range(stop)`, `range(start, stop)`, `range(start, stop, step)`.
fn range<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let (zero, one) = (Value::Int(0), Value::Int(1));
    let [start, stop, step] = match named("range").between(py, args, 1, 3)? {
        [stop] => [zero, *stop, one],
        [start, stop] => [*start, *stop, one],
        [start, stop, step] => [*start, *stop, *step],
        _ => [zero, zero, one],
    };
    let bound = |value: Value<'a>| match value {
        Value::Int(_) | Value::Big(_) => Ok(value),
        _ => index_i64(py, value).map(Value::Int),
    };
    let written = [bound(start)?, bound(stop)?, bound(step)?];
    let small = |value: Value<'a>| match value {
        Value::Big(big) => i128::try_from(&big.to_bigint()).ok().filter(|int| int.unsigned_abs() >> 120 == 0),
        Value::Int(int) => Some(int.into()),
        _ => None,
    };
    match written.map(small) {
        [_, _, Some(0)] => Err(py.value_error(format_args!("range() arg 3 must not be zero"))),
        [Some(start), Some(stop), Some(step)] => Ok(Value::Range(py.alloc(Range { start, stop, step, written: None }))),
        [start, ..] => wide_range(py, written, start),
    }
}

/// One of which a bound is past 2^120. `start` is the first, if that is not.
#[cold]
fn wide_range<'a>(py: Py<'a>, written: [Value<'a>; 3], start: Option<i128>) -> Ret<'a> {
    let [first, stop, step] = written.map(|bound| integer::to_bigint(bound).unwrap_or_default());
    let goes_on = |at: &BigInt| if step.is_positive() { *at < stop } else { *at > stop };
    let (start, length) = match (goes_on(&first), start) {
        (false, _) => (0, 0),
        (true, Some(start)) if !goes_on(&(&first + &step)) => (start, 1),
        _ => return Err(py.raise(Kind::OverflowError, "Python int too large to convert to C ssize_t")),
    };
    Ok(Value::Range(py.alloc(Range { start, stop: start + length, step: 1, written: Some(py.alloc(written)) })))
}
