//! Special methods that a rule's class defines: what operators and builtins ask of its objects, after the slots of
//! `Objects/typeobject.c`.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::Op;
use crate::py::class::{self, Class};
use crate::py::compare::{self, Order};
use crate::py::iter::Iter;
use crate::py::subscript::index_i64;
use crate::py::{attribute, function, hash as hashes, text};
use crate::value::{Type, Value};

/// The rule's class that the value is an object of.
#[inline]
pub fn class_of(value: Value<'_>) -> Option<&'static Class> {
    match value {
        Value::Instance(instance) => instance.of(),
        Value::Exception(e) => match e.kind {
            Kind::User(class) => Some(class),
            _ => None,
        },
        _ => None,
    }
}

/// What Python can do and this cannot, found only when it happens.
#[cold]
pub fn outside<'a>(py: Py<'a>, what: &str) -> Exc<'a> {
    py.raise(Kind::SystemError, &format!("{what} is outside the subset"))
}

/// The special method `name` of the value's class, where a rule wrote it.
fn written<'a>(py: Py<'a>, value: Value<'a>, name: &str) -> Option<(&'static Class, Value<'a>)> {
    let class = class_of(value)?;
    Some((class, class::written(py, class, name)?))
}

/// `type(value).name(value, *args)`, where a rule wrote such a method.
///
/// # Errors
/// What the method raises.
pub fn call<'a>(py: Py<'a>, value: Value<'a>, name: &str, args: Args<'a, '_>) -> R<'a, Option<Value<'a>>> {
    let Some((class, method)) = written(py, value, name) else { return Ok(None) };
    let method = attribute::bound(py, value, class, method)?;
    function::call(py, method, args).map(Some)
}

/// Whether the value's class has the special method.
pub fn has<'a>(py: Py<'a>, value: Value<'a>, name: &str) -> bool {
    written(py, value, name).is_some()
}

/// `bool(value)` of any value: `slot_nb_bool`.
///
/// # Errors
/// What `__bool__` or `__len__` raises; `TypeError` where `__bool__` gives no bool.
#[inline]
pub fn truth<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, bool> {
    match value {
        Value::Instance(_) | Value::Exception(_) => own_truth(py, value),
        other => Ok(other.truth()),
    }
}

fn own_truth<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, bool> {
    match call(py, value, "__bool__", Args::pos(&[]))? {
        Some(Value::Bool(truth)) => return Ok(truth),
        Some(other) => {
            let found = other.type_name();
            return Err(py.type_error(format_args!("__bool__ should return bool, returned {found}")));
        }
        None => {}
    }
    Ok(len(py, value)?.is_none_or(|len| len != 0))
}

/// `len(value)`, where the class has `__len__`: `slot_sq_length`.
///
/// # Errors
/// What `__len__` raises; `TypeError` or `ValueError` for what is no length.
pub fn len<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Option<i64>> {
    let Some(len) = call(py, value, "__len__", Args::pos(&[]))? else { return Ok(None) };
    if let Value::Big(big) = len
        && big.is_negative()
    {
        return Err(py.raise(Kind::ValueError, "__len__() should return >= 0"));
    }
    if let Value::Big(_) = len {
        return Err(py.raise(Kind::OverflowError, "cannot fit 'int' into an index-sized integer"));
    }
    match index_i64(py, len)? {
        len if len < 0 => Err(py.raise(Kind::ValueError, "__len__() should return >= 0")),
        len => Ok(Some(len)),
    }
}

/// More items than there is room for anywhere.
const TOO_MANY: i64 = 1 << 44;

/// `PyObject_LengthHint`: who makes room for all that a value gives asks its `__len__` first, where a rule wrote one.
///
/// # Errors
/// What `__len__` raises, but for a `TypeError`; `ValueError`, `OverflowError` or `MemoryError` for what is no length.
pub fn length_hint<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, ()> {
    match len(py, value) {
        Ok(Some(TOO_MANY..)) => Err(py.raise(Kind::MemoryError, "")),
        Err(e) if !e.kind().is_subclass(Kind::TypeError) => Err(e),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// `hash(value)` of an object of a rule's class: `slot_tp_hash`.
///
/// # Errors
/// What `__hash__` raises; `TypeError` where the objects cannot be hashed.
pub fn hash<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i64> {
    let Some((class, method)) = written(py, value, "__hash__") else { return Ok(address(value)) };
    if method.is_none() {
        return Err(py.type_error(format_args!("unhashable type: '{}'", value.type_name())));
    }
    let method = attribute::bound(py, value, class, method)?;
    match function::call(py, method, Args::pos(&[]))? {
        // What fits is taken as it is, not reduced.
        Value::Int(-1) => Ok(-2),
        Value::Int(i) => Ok(i),
        int @ (Value::Bool(_) | Value::Big(_)) => hashes::python(py, int),
        _ => Err(py.raise(Kind::TypeError, "__hash__ method should return an integer")),
    }
}

/// The hash of an object that is equal to itself alone.
pub fn address(value: Value<'_>) -> i64 {
    let at = match value {
        Value::Instance(instance) => std::ptr::from_ref(instance).addr(),
        Value::Exception(e) => std::ptr::from_ref(e).addr(),
        _ => 0,
    };
    (at >> 4) as i64
}

/// `repr(value)`, where a rule wrote `__repr__`.
///
/// # Errors
/// What it raises; `TypeError` where it gives no `str`.
pub fn repr<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Option<&'a str>> {
    written_text(py, value, "__repr__")
}

/// `str(value)`, where a rule wrote `__str__`, or, of what is no exception, `__repr__`.
///
/// # Errors
/// What it raises; `TypeError` where it gives no `str`.
pub fn str<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Option<&'a str>> {
    written_text(py, value, "__str__")
}

fn written_text<'a>(py: Py<'a>, value: Value<'a>, name: &str) -> R<'a, Option<&'a str>> {
    match call(py, value, name, Args::pos(&[]))? {
        None => Ok(None),
        Some(Value::Str(text)) => Ok(Some(text)),
        Some(other) => Err(py.type_error(format_args!("{name} returned non-string (type {})", other.type_name()))),
    }
}

/// `<helpers.Thing object at 0x7f...>`: as in CPython it differs from run to run.
pub fn default_repr<'a>(py: Py<'a>, value: Value<'a>) -> &'a str {
    let at = address(value) << 4;
    let name = text::qualified(value.class());
    py.alloc_str(&format!("<{name} object at {at:#x}>"))
}

/// `format(value, spec)` of an object of a rule's class.
///
/// # Errors
/// What `__format__` raises; `TypeError` where it gives no `str`, and for a specification that nothing reads.
pub fn format<'a>(py: Py<'a>, value: Value<'a>, spec: &str) -> R<'a, &'a str> {
    match call(py, value, "__format__", Args::pos(&[py.str(spec)]))? {
        Some(Value::Str(text)) => Ok(text),
        Some(other) => Err(py.type_error(format_args!("__format__ must return a str, not {}", other.type_name()))),
        None if spec.is_empty() => text::str_of(py, value),
        None => Err(no_format(py, value)),
    }
}

/// The `TypeError` of `object.__format__`.
#[cold]
pub fn no_format<'a>(py: Py<'a>, value: Value<'a>) -> Exc<'a> {
    py.type_error(format_args!("unsupported format string passed to {}.__format__", value.type_name()))
}

/// `iter(value)`, where the class has `__iter__` or `__getitem__`: the value that walks it.
///
/// # Errors
/// What `__iter__` raises; `TypeError` where it gives no iterator.
pub fn iter<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Option<Value<'a>>> {
    if let Some((class, method)) = written(py, value, "__iter__") {
        if method.is_none() {
            return Ok(None);
        }
        let method = attribute::bound(py, value, class, method)?;
        let found = function::call(py, method, Args::pos(&[]))?;
        if matches!(found, Value::Iter(_)) || has(py, found, "__next__") {
            return Ok(Some(found));
        }
        let found = found.type_name();
        return Err(py.type_error(format_args!("iter() returned non-iterator of type '{found}'")));
    }
    if !has(py, value, "__getitem__") {
        return Ok(None);
    }
    let mut at = 0;
    let iter =
        Iter::from_step(py, "iterator", move |py| match call(py, value, "__getitem__", Args::pos(&[Value::Int(at)])) {
            Ok(item) => {
                at += 1;
                Ok(item)
            }
            Err(e) if e.kind().is_subclass(Kind::IndexError) || e.kind().is_subclass(Kind::StopIteration) => Ok(None),
            Err(e) => Err(e),
        });
    Ok(Some(Value::Iter(iter)))
}

/// An object with `__next__` as an iterator.
pub fn walked<'a>(py: Py<'a>, value: Value<'a>) -> &'a Iter<'a> {
    Iter::from_object(py, value.type_name(), move |py| match call(py, value, "__next__", Args::pos(&[])) {
        Err(e) if e.kind().is_subclass(Kind::StopIteration) => Ok(None),
        other => other,
    })
}

/// `item in value`; `None` where the class has neither `__contains__` nor a way to be walked.
///
/// # Errors
/// What these raise.
pub fn contains<'a>(py: Py<'a>, value: Value<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
    if let Some((class, method)) = written(py, value, "__contains__") {
        if method.is_none() {
            return Err(py.type_error(format_args!("'{}' object is not a container", value.type_name())));
        }
        let method = attribute::bound(py, value, class, method)?;
        let found = function::call(py, method, Args::pos(&[item]))?;
        return truth(py, found).map(Some);
    }
    if !has(py, value, "__iter__") && !has(py, value, "__getitem__") {
        return Ok(None);
    }
    let items = Iter::of(py, value)?;
    while let Some(found) = items.next(py)? {
        if compare::same(py, found, item)? {
            return Ok(Some(true));
        }
    }
    Ok(Some(false))
}

/// What `left.name(right)` says of a comparison; `None` for `NotImplemented`. What a class does not write, `object` says.
///
/// # Errors
/// What the method raises.
pub fn half<'a>(py: Py<'a>, left: Value<'a>, name: &str, right: Value<'a>) -> R<'a, Option<Value<'a>>> {
    if class_of(left).is_none() {
        return Ok(None);
    }
    match call(py, left, name, Args::pos(&[right]))? {
        Some(Value::NotImplemented) => Ok(None),
        Some(answer) => Ok(Some(answer)),
        None if name == "__eq__" => Ok(compare::is(left, right).then_some(Value::Bool(true))),
        None if name == "__ne__" => match half(py, left, "__eq__", right)? {
            Some(equal) => Ok(Some(Value::Bool(!truth(py, equal)?))),
            None => Ok(None),
        },
        None => Ok(None),
    }
}

/// `a name b` by `name` of the left or `reflected` of the right, a derived class first: `do_richcompare`.
fn rich<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>, name: &str, reflected: &str) -> R<'a, Option<Value<'a>>> {
    let (left, right) = (a.class(), b.class());
    let first = left != right && right.is_subclass(left) && class_of(b).is_some();
    if first && let Some(answer) = half(py, b, reflected, a)? {
        return Ok(Some(answer));
    }
    if let Some(answer) = half(py, a, name, b)? {
        return Ok(Some(answer));
    }
    if first { Ok(None) } else { half(py, b, reflected, a) }
}

/// A comparison's answer where only a bool is modelled.
fn as_bool<'a>(py: Py<'a>, answer: Value<'a>) -> R<'a, bool> {
    match answer {
        Value::Bool(answer) => Ok(answer),
        other => Err(outside(py, &format!("a comparison that gives a `{}`", other.type_name()))),
    }
}

/// `a == b` where one of them is an object of a rule's class.
///
/// # Errors
/// What `__eq__` raises.
pub fn equals<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    match rich(py, a, b, "__eq__", "__eq__")? {
        Some(answer) => as_bool(py, answer),
        None => Ok(compare::is(a, b)),
    }
}

/// `a != b` where one of them is an object of a rule's class.
///
/// # Errors
/// What `__ne__` or `__eq__` raises.
pub fn differs<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    match rich(py, a, b, "__ne__", "__ne__")? {
        Some(answer) => as_bool(py, answer),
        None => Ok(!compare::is(a, b)),
    }
}

/// `a op b` where one of them is an object of a rule's class; `None` where neither has such an order.
///
/// # Errors
/// What the method raises.
pub fn order<'a>(py: Py<'a>, op: Order, a: Value<'a>, b: Value<'a>) -> R<'a, Option<bool>> {
    let (name, reflected) = match op {
        Order::Lt => ("__lt__", "__gt__"),
        Order::Le => ("__le__", "__ge__"),
        Order::Gt => ("__gt__", "__lt__"),
        Order::Ge => ("__ge__", "__le__"),
    };
    match rich(py, a, b, name, reflected)? {
        Some(answer) => as_bool(py, answer).map(Some),
        None => Ok(None),
    }
}

/// The names of a binary operator's methods: plain, reflected, in place.
fn names(op: Op) -> [&'static str; 3] {
    match op {
        Op::Add => ["__add__", "__radd__", "__iadd__"],
        Op::Sub => ["__sub__", "__rsub__", "__isub__"],
        Op::Mul => ["__mul__", "__rmul__", "__imul__"],
        Op::TrueDiv => ["__truediv__", "__rtruediv__", "__itruediv__"],
        Op::FloorDiv => ["__floordiv__", "__rfloordiv__", "__ifloordiv__"],
        Op::Rem => ["__mod__", "__rmod__", "__imod__"],
        Op::DivMod => ["__divmod__", "__rdivmod__", "__idivmod__"],
        Op::Pow => ["__pow__", "__rpow__", "__ipow__"],
        Op::MatMul => ["__matmul__", "__rmatmul__", "__imatmul__"],
        Op::LShift => ["__lshift__", "__rlshift__", "__ilshift__"],
        Op::RShift => ["__rshift__", "__rrshift__", "__irshift__"],
        Op::And => ["__and__", "__rand__", "__iand__"],
        Op::Or => ["__or__", "__ror__", "__ior__"],
        Op::Xor => ["__xor__", "__rxor__", "__ixor__"],
    }
}

/// `a op b` by a method that a rule wrote, or `None`: `SLOT1BINFULL`.
///
/// # Errors
/// What the method raises.
pub fn binary<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> R<'a, Option<Value<'a>>> {
    let [plain, reflected, _] = names(op);
    let answer = |value: Value<'a>, name: &str, other: Value<'a>| match call(py, value, name, Args::pos(&[other]))? {
        Some(Value::NotImplemented) | None => Ok(None),
        answer => Ok(answer),
    };
    let mut other = class_of(b).is_some() && a.class() != b.class();
    if let Some(left) = class_of(a) {
        let right = class_of(b);
        if other
            && b.class().is_subclass(Type::User(left))
            && let Some(right) = right
            && overrides(py, left, right, reflected)
        {
            if let Some(value) = answer(b, reflected, a)? {
                return Ok(Some(value));
            }
            other = false;
        }
        if let Some(value) = answer(a, plain, b)? {
            return Ok(Some(value));
        }
    }
    if other { answer(b, reflected, a) } else { Ok(None) }
}

/// `method_is_overloaded`: whether the derived class has another method of that name than the class.
fn overrides<'a>(py: Py<'a>, class: &'static Class, derived: &'static Class, name: &str) -> bool {
    match (class::written(py, derived, name), class::written(py, class, name)) {
        (Some(a), Some(b)) => !compare::is(a, b),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

/// `a op= b` by a method that a rule wrote for it alone, or `None`.
///
/// # Errors
/// What the method raises.
pub fn in_place<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> R<'a, Option<Value<'a>>> {
    let [_, _, name] = names(op);
    match call(py, a, name, Args::pos(&[b]))? {
        Some(Value::NotImplemented) | None => Ok(None),
        answer => Ok(answer),
    }
}

/// `value(*args)` of an object whose class has `__call__`.
///
/// # Errors
/// What it raises; `TypeError` where there is none.
pub fn called<'a>(py: Py<'a>, value: Value<'a>, args: Args<'a, '_>) -> Ret<'a> {
    match call(py, value, "__call__", args)? {
        Some(answer) => Ok(answer),
        None => Err(py.type_error(format_args!("'{}' object is not callable", value.type_name()))),
    }
}
