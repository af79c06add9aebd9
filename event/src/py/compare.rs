//! `==`, `<`, `is`, `in`.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::FromPrimitive;

use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::dict::{self, View};
use crate::py::iter::Iter;
use crate::py::special;
use crate::py::{collections, integer};
use crate::value::Value;

/// `a == b`.
///
/// # Errors
/// `RecursionError` for structures nested too deeply, or that hold themselves.
pub fn eq<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    equal(py, a, b, 0)
}

/// `a != b`.
///
/// # Errors
/// As [`eq`].
pub fn ne<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    if special::class_of(a).is_some() || special::class_of(b).is_some() {
        return special::differs(py, a, b);
    }
    Ok(!eq(py, a, b)?)
}

/// `a == "literal"`.
#[inline]
pub fn eq_str(a: Value<'_>, literal: &str) -> bool {
    matches!(a, Value::Str(s) if s == literal)
}

/// `a is b`, for values whose identity Python defines: everything but numbers, strings and tuples made anew. Two of
/// those are the same if they are the same in every way, as CPython's caches have it for what a rule can tell.
pub fn is<'a>(a: Value<'a>, b: Value<'a>) -> bool {
    match (a, b) {
        (Value::None, Value::None)
        | (Value::Ellipsis, Value::Ellipsis)
        | (Value::NotImplemented, Value::NotImplemented) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Big(a), Value::Big(b)) => std::ptr::eq(a, b),
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::Bytes(a), Value::Bytes(b)) => std::ptr::eq(a, b),
        (Value::Tuple(a), Value::Tuple(b)) => std::ptr::eq(a, b),
        (Value::List(a), Value::List(b)) => std::ptr::eq(a, b),
        (Value::Dict(a), Value::Dict(b)) => std::ptr::eq(a, b),
        (Value::Set(a), Value::Set(b)) => std::ptr::eq(a, b),
        (Value::Range(a), Value::Range(b)) => std::ptr::eq(a, b),
        (Value::Iter(a), Value::Iter(b)) => std::ptr::eq(a, b),
        (Value::Func(a), Value::Func(b)) => a.is(b),
        (Value::Type(a), Value::Type(b)) => a == b,
        (Value::Exception(a), Value::Exception(b)) => std::ptr::eq(a, b),
        (Value::Native(a), Value::Native(b)) => a.is(b),
        (Value::Instance(a), Value::Instance(b)) => std::ptr::eq(a, b),
        _ => false,
    }
}

/// `a is b or a == b`: how containers look for an item.
///
/// # Errors
/// As [`eq`].
pub fn same<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    same_at(py, a, b, 0)
}

fn same_at<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>, depth: u32) -> R<'a, bool> {
    // Identity matters for NaN, which is unequal to itself, and for what holds itself. Floats have no identity here: a
    // NaN is taken for the same object as another of the same bits.
    Ok(is(a, b) || equal(py, a, b, depth)?)
}

/// Deeper than this, CPython has raised: each level takes a C frame that it counts.
const MAX_DEPTH: u32 = crate::heap::RECURSION_LIMIT;

fn equal<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>, depth: u32) -> R<'a, bool> {
    if depth > MAX_DEPTH {
        return Err(py.raise(Kind::RecursionError, "maximum recursion depth exceeded in comparison"));
    }
    Ok(match (a, b) {
        (Value::Str(a), Value::Str(b)) => a == b,
        (Value::None, Value::None) => true,
        (Value::Int(a), Value::Int(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a == b,
        (Value::Bytes(a), Value::Bytes(b)) => a == b,
        (Value::Tuple(a), Value::Tuple(b)) => all_same(py, a, b, depth)?,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && all_same(py, a.snapshot(), b.snapshot(), depth)?,
        (Value::Dict(a), Value::Dict(b)) => {
            if let (dict::Kind::Counter, dict::Kind::Counter) = (a.kind(), b.kind()) {
                return collections::equals(py, a, b);
            }
            if a.len() != b.len() {
                return Ok(false);
            }
            for (key, value) in a.pairs() {
                match b.get(py, *key)? {
                    Some(other) if same_at(py, *value, other, depth + 1)? => {}
                    _ => return Ok(false),
                }
            }
            match (a.kind(), b.kind()) {
                (dict::Kind::Ordered(_), dict::Kind::Ordered(_)) => collections::same_order(py, a, b)?,
                _ => true,
            }
        }
        (Value::Set(a), Value::Set(b)) => a.equals(py, b)?,
        // What a rule's class says comes before what a view says.
        (Value::View(_), other) | (other, Value::View(_)) if special::class_of(other).is_some() => {
            special::equals(py, a, b)?
        }
        (Value::Native(_), other) | (other, Value::Native(_)) if special::class_of(other).is_none() => {
            native_equal(py, a, b)?
        }
        // Two calls of values() give two objects, which are never equal.
        (Value::View(View::Values(_)), _) | (_, Value::View(View::Values(_))) => false,
        (Value::View(view), other) | (other, Value::View(view)) => {
            if !is_set_like(other) || len_of(other) != view.dict().len() {
                return Ok(false);
            }
            for (key, value) in view.dict().pairs() {
                if !contains(py, other, view.pick(py, *key, *value))? {
                    return Ok(false);
                }
            }
            true
        }
        (Value::Range(a), Value::Range(b)) => {
            let len = a.len();
            len == b.len() && (len == 0 || a.start == b.start && (len == 1 || a.step == b.step))
        }
        _ if special::class_of(a).is_some() || special::class_of(b).is_some() => special::equals(py, a, b)?,
        (Value::Func(a), Value::Func(b)) => a.equals(b),
        (Value::Exception(_) | Value::Func(_) | Value::Iter(_) | Value::Type(_) | Value::Instance(_), _) => is(a, b),
        (Value::Ellipsis, Value::Ellipsis) | (Value::NotImplemented, Value::NotImplemented) => true,
        _ => numbers(a, b) == Some(Ordering::Equal),
    })
}

/// `PyObject_RichCompare` with an object of a library on one side: either side may know, else identity decides.
fn native_equal<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    for (this, other) in [(a, b), (b, a)] {
        if let Value::Native(native) = this
            && let Some(equal) = native.equals(py, other)?
        {
            return Ok(equal);
        }
    }
    Ok(is(a, b))
}

fn is_set_like(value: Value<'_>) -> bool {
    matches!(value, Value::Set(_) | Value::View(View::Keys(_) | View::Items(_)))
}

fn len_of(value: Value<'_>) -> usize {
    match value {
        Value::Set(set) => set.len(),
        Value::View(view) => view.dict().len(),
        _ => 0,
    }
}

fn all_same<'a>(py: Py<'a>, a: &[Value<'a>], b: &[Value<'a>], depth: u32) -> R<'a, bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    for (a, b) in a.iter().zip(b) {
        if !same_at(py, *a, *b, depth + 1)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How two numbers stand to each other, exactly, whatever their types; `None` for NaN and for what is no number.
pub fn numbers(a: Value<'_>, b: Value<'_>) -> Option<Ordering> {
    match (number(a)?, number(b)?) {
        (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Big(a), Number::Big(b)) => Some(a.cmp(&b)),
        (Number::Int(a), Number::Big(b)) => Some(BigInt::from(a).cmp(&b)),
        (Number::Big(a), Number::Int(b)) => Some(a.cmp(&BigInt::from(b))),
        (Number::Float(a), b) => with_float(&b, a).map(Ordering::reverse),
        (a, Number::Float(b)) => with_float(&a, b),
    }
}

enum Number {
    Int(i64),
    Big(BigInt),
    Float(f64),
}

fn number(value: Value<'_>) -> Option<Number> {
    match value {
        Value::Bool(b) => Some(Number::Int(i64::from(b))),
        Value::Int(i) => Some(Number::Int(i)),
        Value::Big(big) => Some(Number::Big(big.to_bigint())),
        Value::Float(x) => Some(Number::Float(x)),
        _ => None,
    }
}

/// An int beside a float: compared as the exact numbers that both are, not by rounding the int.
fn with_float(int: &Number, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let int = match int {
        Number::Int(i) => BigInt::from(*i),
        Number::Big(big) => big.clone(),
        Number::Float(_) => return None,
    };
    let floor = BigInt::from_f64(float.floor())?;
    Some(int.cmp(&floor).then(if float > float.floor() { Ordering::Less } else { Ordering::Equal }))
}

/// The four ordering operators.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    Lt,
    Le,
    Gt,
    Ge,
}

impl Order {
    /// Whether it says so of two that stand like this.
    pub(crate) fn holds(self, ordering: Ordering) -> bool {
        match self {
            Order::Lt => ordering.is_lt(),
            Order::Le => ordering.is_le(),
            Order::Gt => ordering.is_gt(),
            Order::Ge => ordering.is_ge(),
        }
    }

    /// The same question asked of the other side: `a < b` is `b > a`.
    fn swapped(self) -> Order {
        match self {
            Order::Lt => Order::Gt,
            Order::Le => Order::Ge,
            Order::Gt => Order::Lt,
            Order::Ge => Order::Le,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Order::Lt => "<",
            Order::Le => "<=",
            Order::Gt => ">",
            Order::Ge => ">=",
        }
    }
}

/// `a < b`.
///
/// # Errors
/// As [`order`].
pub fn lt<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    order(py, Order::Lt, a, b)
}

/// `a <= b`.
///
/// # Errors
/// As [`order`].
pub fn le<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    order(py, Order::Le, a, b)
}

/// `a > b`.
///
/// # Errors
/// As [`order`].
pub fn gt<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    order(py, Order::Gt, a, b)
}

/// `a >= b`.
///
/// # Errors
/// As [`order`].
pub fn ge<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    order(py, Order::Ge, a, b)
}

/// `a op b`.
///
/// # Errors
/// `TypeError` where the types have no order between them; `RecursionError` for structures nested too deeply.
pub fn order<'a>(py: Py<'a>, op: Order, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    ordered(py, op, a, b, 0)
}

fn ordered<'a>(py: Py<'a>, op: Order, a: Value<'a>, b: Value<'a>, depth: u32) -> R<'a, bool> {
    if depth > MAX_DEPTH {
        return Err(py.raise(Kind::RecursionError, "maximum recursion depth exceeded in comparison"));
    }
    match (a, b) {
        (Value::Int(a), Value::Int(b)) => Ok(op.holds(a.cmp(&b))),
        (Value::Str(a), Value::Str(b)) => Ok(op.holds(text(a, b))),
        (Value::Bytes(a), Value::Bytes(b)) => Ok(op.holds(a.cmp(b))),
        (Value::Tuple(a), Value::Tuple(b)) => sequences(py, op, a, b, depth),
        (Value::List(a), Value::List(b)) => sequences(py, op, a.snapshot(), b.snapshot(), depth),
        _ if special::class_of(a).is_some() || special::class_of(b).is_some() => match special::order(py, op, a, b)? {
            Some(holds) => Ok(holds),
            None => Err(unordered(py, op, a, b)),
        },
        (Value::Native(_), _) | (_, Value::Native(_)) => native_order(py, op, a, b),
        (Value::Dict(a), Value::Dict(b))
            if matches!((a.kind(), b.kind()), (dict::Kind::Counter, dict::Kind::Counter)) =>
        {
            collections::order(py, op, a, b)
        }
        _ if is_set_like(a) && is_set_like(b) => subset(py, op, a, b),
        _ if number(a).is_some() && number(b).is_some() => Ok(numbers(a, b).is_some_and(|o| op.holds(o))),
        _ => Err(unordered(py, op, a, b)),
    }
}

fn native_order<'a>(py: Py<'a>, op: Order, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    for (this, op, other) in [(a, op, b), (b, op.swapped(), a)] {
        if let Value::Native(native) = this
            && let Some(holds) = native.order(py, op, other)?
        {
            return Ok(holds);
        }
    }
    Err(unordered(py, op, a, b))
}

#[cold]
fn unordered<'a>(py: Py<'a>, op: Order, a: Value<'a>, b: Value<'a>) -> crate::exception::Exc<'a> {
    py.type_error(format_args!(
        "'{}' not supported between instances of '{}' and '{}'",
        op.sign(),
        a.type_name(),
        b.type_name()
    ))
}

/// Strings by code point; a lone surrogate is held above its place.
pub fn text(a: &str, b: &str) -> Ordering {
    use crate::py::hash::code_point;
    let held = |s: &str| memchr::memchr(0xf4, s.as_bytes()).is_some();
    if held(a) || held(b) {
        return a.chars().map(code_point).cmp(b.chars().map(code_point));
    }
    // UTF-8 sorts as the code points do.
    a.cmp(b)
}

fn sequences<'a>(py: Py<'a>, op: Order, a: &[Value<'a>], b: &[Value<'a>], depth: u32) -> R<'a, bool> {
    for (a, b) in a.iter().zip(b) {
        if !same_at(py, *a, *b, depth + 1)? {
            return ordered(py, op, *a, *b, depth + 1);
        }
    }
    Ok(op.holds(a.len().cmp(&b.len())))
}

/// Sets are ordered by inclusion.
fn subset<'a>(py: Py<'a>, op: Order, a: Value<'a>, b: Value<'a>) -> R<'a, bool> {
    let (small, large, strict) = match op {
        Order::Lt => (a, b, true),
        Order::Le => (a, b, false),
        Order::Gt => (b, a, true),
        Order::Ge => (b, a, false),
    };
    let (n, m) = (len_of(small), len_of(large));
    if n > m || strict && n == m {
        return Ok(false);
    }
    let items = Iter::of(py, small)?;
    while let Some(item) = items.next(py)? {
        if !contains(py, large, item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// [`contains`] with its operands in the order in which Python evaluates them.
///
/// # Errors
/// As [`contains`].
#[inline]
pub fn is_in<'a>(py: Py<'a>, item: Value<'a>, container: Value<'a>) -> R<'a, bool> {
    contains(py, container, item)
}

/// `any(item in container for item in items)`.
///
/// # Errors
/// `TypeError` where `items` cannot be iterated over; as [`contains`].
pub fn any_in<'a>(py: Py<'a>, items: Value<'a>, container: Value<'a>) -> R<'a, bool> {
    // No code of a rule runs between two of these.
    if let (Value::Tuple(items), Value::Str(text)) = (items, container) {
        let has = letters(text.as_bytes());
        for item in items {
            let is_out =
                matches!(item, Value::Str(part) if letters(part.as_bytes().get(..2).unwrap_or_default()) & !has != 0);
            if !is_out && contains(py, container, *item)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    let items = Iter::of(py, items)?;
    while let Some(item) = items.next(py)? {
        if contains(py, container, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A bit for each byte that occurs, some bytes sharing one: what has a bit that a text has not does not occur in it.
fn letters(text: &[u8]) -> u64 {
    text.iter().fold(0, |bits, byte| bits | 1 << (byte % 64))
}

/// Texts up to here are searched as they are: to set a faster search up takes longer.
const SHORT: usize = 64;

/// Whether `part` occurs in `text`.
fn occurs(text: &[u8], part: &[u8]) -> bool {
    match part {
        [first, rest @ ..] if text.len() <= SHORT => {
            let mut left = text;
            while let Some(at) = left.iter().position(|byte| byte == first) {
                left = left.get(at + 1..).unwrap_or_default();
                if left.starts_with(rest) {
                    return true;
                }
            }
            false
        }
        _ => memchr::memmem::find(text, part).is_some(),
    }
}

/// `item in container`.
///
/// # Errors
/// `TypeError` where the container is none, where a `str` is asked for something else, where the item cannot be hashed.
pub fn contains<'a>(py: Py<'a>, container: Value<'a>, item: Value<'a>) -> R<'a, bool> {
    match container {
        Value::Str(s) => match item {
            Value::Str(part) => Ok(occurs(s.as_bytes(), part.as_bytes())),
            _ => Err(
                py.type_error(format_args!("'in <string>' requires string as left operand, not {}", item.type_name()))
            ),
        },
        Value::Tuple(items) => any_same(py, items, item),
        Value::List(list) => any_same(py, list.snapshot(), item),
        Value::Dict(dict) | Value::View(View::Keys(dict)) => Ok(dict.get(py, item)?.is_some()),
        Value::View(View::Values(dict)) => {
            for (_, value) in dict.pairs() {
                if same(py, *value, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::View(View::Items(dict)) => match item {
            Value::Tuple([key, value]) => match dict.get(py, *key)? {
                Some(found) => same(py, found, *value),
                None => Ok(false),
            },
            _ => Ok(false),
        },
        Value::Set(set) => set.contains(py, item),
        Value::Bytes(bytes) => match item {
            Value::Bytes(part) => Ok(memchr::memmem::find(bytes, part).is_some()),
            _ => match integer::to_bigint(item) {
                Some(i) => match u8::try_from(&i) {
                    Ok(byte) => Ok(bytes.contains(&byte)),
                    Err(_) => Err(py.value_error(format_args!("byte must be in range(0, 256)"))),
                },
                None => Err(py.type_error(format_args!("a bytes-like object is required, not '{}'", item.type_name()))),
            },
        },
        Value::Range(range) => match item {
            Value::Int(_) | Value::Bool(_) | Value::Big(_) => {
                Ok(integer::to_bigint(item).and_then(|i| i128::try_from(i).ok()).is_some_and(|i| {
                    let offset = i.checked_sub(range.start);
                    offset.is_some_and(|offset| {
                        offset % range.step == 0 && (0..i128::from(range.len())).contains(&(offset / range.step))
                    })
                }))
            }
            _ => walk(py, container, item),
        },
        Value::Iter(_) => walk(py, container, item),
        Value::Native(native) => match native.contains(py, item)? {
            Some(found) => Ok(found),
            None => Err(not_iterable(py, container)),
        },
        Value::Instance(_) | Value::Exception(_) => match special::contains(py, container, item)? {
            Some(found) => Ok(found),
            None => Err(not_iterable(py, container)),
        },
        _ => Err(not_iterable(py, container)),
    }
}

#[cold]
fn not_iterable<'a>(py: Py<'a>, container: Value<'a>) -> crate::exception::Exc<'a> {
    py.type_error(format_args!("argument of type '{}' is not iterable", container.type_name()))
}

fn walk<'a>(py: Py<'a>, container: Value<'a>, item: Value<'a>) -> R<'a, bool> {
    let items = Iter::of(py, container)?;
    while let Some(found) = items.next(py)? {
        if same(py, found, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn any_same<'a>(py: Py<'a>, items: &[Value<'a>], item: Value<'a>) -> R<'a, bool> {
    for found in items {
        if same(py, *found, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// `item in ("a", "b")` and `item in ["a", "b"]`, all literal `str`.
#[inline]
pub fn in_literals(item: Value<'_>, literals: &[&str]) -> bool {
    matches!(item, Value::Str(s) if literals.contains(&s))
}

/// `item in {"a", "b"}`, all literal `str`.
///
/// # Errors
/// `TypeError` where the item cannot be hashed.
#[inline]
pub fn in_set_literals<'a>(py: Py<'a>, item: Value<'a>, literals: &[&str]) -> R<'a, bool> {
    match item {
        Value::Str(s) => Ok(literals.contains(&s)),
        _ => crate::py::hash::python(py, item).map(|_| false),
    }
}

#[cfg(test)]
mod tests {
    use super::{SHORT, occurs};

    #[test]
    fn what_occurs_in_a_text_is_found_however_long_it_is() {
        for length in [0, 1, 2, 5, SHORT - 1, SHORT, SHORT + 1, 3 * SHORT] {
            let text: String = (0..length).map(|at| if at % 3 == 0 { 'a' } else { 'b' }).collect();
            for part in ["", "a", "b", "ab", "bb", "ba", "abb", "bab", "aa", "bbb", "abbabba", "c", "\u{e9}"] {
                assert_eq!(occurs(text.as_bytes(), part.as_bytes()), text.contains(part), "{part} in {text}");
            }
        }
    }
}
