//! `Counter`: a dict of counts.

use super::heapq;
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::ssize;
use crate::py::arithmetic::{self, Op};
use crate::py::compare::{self, Order};
use crate::py::dict::{self, Dict, View};
use crate::py::iter::Iter;
use crate::py::itertools;
use crate::py::locals::Signature;
use crate::py::modules::signature;
use crate::py::{abc, aggregate, dict_methods, inplace, method, operator, sort, subscript, unpack};
use crate::value::Value;

/// The methods of its objects.
pub(super) const NAMES: &[&str] = &[
    "clear",
    "copy",
    "elements",
    "fromkeys",
    "get",
    "items",
    "keys",
    "most_common",
    "pop",
    "popitem",
    "setdefault",
    "subtract",
    "total",
    "update",
    "values",
];

fn empty<'a>(py: Py<'a>) -> &'a Dict<'a> {
    py.alloc(Dict::of_kind(py, dict::Kind::Counter))
}

/// `Counter(iterable=None, /, **counts)`.
pub(super) fn construct<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let counter = empty(py);
    count_all(py, counter, "Counter.__init__", args, Op::Add)?;
    Ok(Value::Dict(counter))
}

pub(super) fn fromkeys<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let _: [Value<'a>; 2] = signature("Counter.fromkeys", &["iterable", "v"], py, args, &[None, Some(Value::None)])?;
    let message = "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.";
    Err(py.raise(Kind::NotImplementedError, message))
}

/// `update` and `subtract`, by which the counts of what is given are added or taken away.
fn count_all<'a>(py: Py<'a>, counter: &'a Dict<'a>, name: &'static str, args: Args<'a, '_>, op: Op) -> R<'a, ()> {
    let bound = Signature {
        name,
        positional: &["self", "iterable"],
        positional_only: 2,
        vararg: false,
        keyword_only: &[],
        kwarg: true,
    };
    let all: Vec<_> = [Value::Dict(counter)].iter().chain(args.pos).copied().collect();
    let [_, iterable, named] = bound.bind::<3>(py, Args { pos: &all, kw: args.kw }, &[None, Some(Value::None)])?;
    if !iterable.is_none() {
        count(py, counter, iterable, op)?;
    }
    match named {
        Value::Dict(named) if !named.is_empty() => count(py, counter, Value::Dict(named), op),
        _ => Ok(()),
    }
}

fn count<'a>(py: Py<'a>, counter: &Dict<'a>, items: Value<'a>, op: Op) -> R<'a, ()> {
    let before = |key: Value<'a>| counter.get(py, key).map(|found| found.unwrap_or(Value::Int(0)));
    if let Value::Dict(mapping) = items {
        // Counts that are the first ones are taken as they are.
        let first = op == Op::Add && counter.is_empty();
        for (key, count) in mapping.pairs() {
            let count = match op {
                _ if first => *count,
                Op::Sub => arithmetic::sub(py, before(*key)?, *count)?,
                _ => arithmetic::add(py, *count, before(*key)?)?,
            };
            counter.insert(py, *key, count)?;
        }
        return Ok(());
    }
    if abc::is_mapping(items) {
        if op == Op::Add && counter.is_empty() {
            return dict_methods::update(py, counter, items);
        }
        let pairs = Iter::of(py, method::call(py, items, "items", Args::pos(&[]))?)?;
        while let Some(pair) = pairs.next(py)? {
            let [key, count] = unpack::unpack(py, pair)?;
            let count = match op {
                Op::Sub => arithmetic::sub(py, before(key)?, count)?,
                _ => arithmetic::add(py, count, before(key)?)?,
            };
            counter.insert(py, key, count)?;
        }
        return Ok(());
    }
    let items = Iter::of(py, items)?;
    while let Some(key) = items.next(py)? {
        let count = arithmetic::binary(py, op, before(key)?, Value::Int(1))?;
        counter.insert(py, key, count)?;
    }
    Ok(())
}

/// What it has of its own, or does otherwise than `dict`.
pub(super) fn call<'a>(py: Py<'a>, counter: &'a Dict<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    // The functions are written in Python: they see their object as the first argument.
    let mut all = vec![Value::Dict(counter)];
    all.extend_from_slice(args.pos);
    let whole = Args { pos: &all, kw: args.kw };
    let none = |name: &'static str| signature::<1>(name, &["self"], py, whole, &[None]);
    Some(match name {
        "update" => count_all(py, counter, "Counter.update", args, Op::Add).map(|()| Value::None),
        "subtract" => count_all(py, counter, "Counter.subtract", args, Op::Sub).map(|()| Value::None),
        "copy" => none("Counter.copy").and_then(|_| super::copy(py, counter)).map(Value::Dict),
        "fromkeys" => fromkeys(py, args),
        "total" => {
            none("Counter.total").and_then(|_| aggregate::sum(py, Args::pos(&[Value::View(View::Values(counter))])))
        }
        "elements" => none("Counter.elements").and_then(|_| elements(py, counter)),
        "most_common" => signature("Counter.most_common", &["self", "n"], py, whole, &[None, Some(Value::None)])
            .and_then(|[_, n]| most_common(py, counter, n)),
        _ => return None,
    })
}

fn elements<'a>(py: Py<'a>, counter: &'a Dict<'a>) -> Ret<'a> {
    let items = Iter::of(py, Value::View(View::Items(counter)))?;
    let repeated = Iter::from_step(py, "itertools.starmap", move |py| {
        let Some(Value::Tuple([key, count])) = items.next(py)? else { return Ok(None) };
        itertools::construct(py, "itertools.repeat", Args::pos(&[*key, *count])).transpose()
    });
    itertools::from_iterable(py, Args::pos(&[Value::Iter(repeated)]))
}

fn by_count<'a>(py: Py<'a>) -> Value<'a> {
    operator::construct(py, "itemgetter", Args::pos(&[Value::Int(1)])).and_then(Result::ok).unwrap_or(Value::None)
}

fn most_common<'a>(py: Py<'a>, counter: &'a Dict<'a>, n: Value<'a>) -> Ret<'a> {
    let pairs = counter.pairs();
    let mut items: Vec<_> = pairs.iter().map(|(key, count)| py.tuple(&[*key, *count])).collect();
    if !n.is_none() && compare::eq(py, n, Value::Int(1))? {
        // `heapq.nlargest` asks for the greatest alone.
        if items.is_empty() {
            return Ok(py.list(&[]));
        }
        let best = aggregate::max(py, Args { pos: &[py.list(&items)], kw: &[("key", by_count(py))] })?;
        return Ok(py.list(&[best]));
    }
    let whole = n.is_none() || compare::ge(py, n, Value::Int(items.len() as i64))?;
    if !whole {
        let wanted = match n {
            // It is less than their number.
            Value::Big(_) => 0,
            n => usize::try_from(ssize(py, n)?).unwrap_or(0),
        };
        let counted: Vec<_> = pairs.iter().map(|(_, count)| *count).zip(items).collect();
        let largest: Vec<_> = heapq::nlargest(py, &counted, wanted)?.collect();
        return Ok(py.list(&largest));
    }
    sort::sort(py, &mut items, Some(by_count(py)), true)?;
    match n.is_none() {
        true => Ok(py.list(&items)),
        false => subscript::slice(py, py.list(&items), Value::None, n, Value::None),
    }
}

/// `repr(counter)`'s order: the greatest count first, or the dict's own where counts have no order.
pub(crate) fn shown<'a>(py: Py<'a>, counter: &'a Dict<'a>) -> R<'a, &'a Dict<'a>> {
    let plain = py.alloc(Dict::new(py));
    let sorted = match most_common(py, counter, Value::None) {
        Ok(Value::List(sorted)) => sorted.snapshot(),
        Err(e) if e.kind() != Kind::TypeError => return Err(e),
        _ => &[],
    };
    for item in sorted {
        if let Value::Tuple([key, count]) = item {
            plain.insert(py, *key, *count)?;
        }
    }
    if sorted.is_empty() {
        for (key, count) in counter.pairs() {
            plain.insert(py, *key, *count)?;
        }
    }
    Ok(plain)
}

fn count_of<'a>(py: Py<'a>, counter: &Dict<'a>, key: Value<'a>) -> Ret<'a> {
    Ok(counter.get(py, key)?.unwrap_or(Value::Int(0)))
}

/// Whether the counts of every element of either stand so to each other.
fn all<'a>(py: Py<'a>, a: &Dict<'a>, b: &Dict<'a>, holds: impl Fn(Value<'a>, Value<'a>) -> R<'a, bool>) -> R<'a, bool> {
    // A counter may count itself.
    let _depth = py.call_depth()?;
    for (key, _) in a.pairs().iter().chain(b.pairs()) {
        if !holds(count_of(py, a, *key)?, count_of(py, b, *key)?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `a == b` of two counters: what is missing counts as zero.
///
/// # Errors
/// As [`compare::eq`].
pub fn equals<'a>(py: Py<'a>, a: &Dict<'a>, b: &Dict<'a>) -> R<'a, bool> {
    all(py, a, b, |x, y| compare::eq(py, x, y))
}

/// `a op b` of two counters: whether one is part of the other.
///
/// # Errors
/// As [`compare::order`].
pub fn order<'a>(py: Py<'a>, op: Order, a: &Dict<'a>, b: &Dict<'a>) -> R<'a, bool> {
    Ok(match op {
        Order::Le => all(py, a, b, |x, y| compare::le(py, x, y))?,
        Order::Ge => all(py, a, b, |x, y| compare::ge(py, x, y))?,
        Order::Lt => order(py, Order::Le, a, b)? && !equals(py, a, b)?,
        Order::Gt => order(py, Order::Ge, a, b)? && !equals(py, a, b)?,
    })
}

/// `a + b`, `a - b`, `a | b`, `a & b` of two counters: only counts above zero stay. `None` for another operator.
pub(crate) fn binary<'a>(py: Py<'a>, op: Op, a: &Dict<'a>, b: &Dict<'a>) -> R<'a, Option<Value<'a>>> {
    if !matches!(op, Op::Add | Op::Sub | Op::Or | Op::And) {
        return Ok(None);
    }
    let zero = Value::Int(0);
    let result = empty(py);
    for (key, count) in a.pairs() {
        let other = count_of(py, b, *key)?;
        let count = match op {
            Op::Add => arithmetic::add(py, *count, other)?,
            Op::Sub => arithmetic::sub(py, *count, other)?,
            Op::Or if compare::lt(py, *count, other)? => other,
            Op::And if !compare::lt(py, *count, other)? => other,
            _ => *count,
        };
        if compare::gt(py, count, zero)? {
            result.insert(py, *key, count)?;
        }
    }
    if op == Op::And {
        return Ok(Some(Value::Dict(result)));
    }
    for (key, count) in b.pairs() {
        if a.get(py, *key)?.is_some() {
            continue;
        }
        if op == Op::Sub && compare::lt(py, *count, zero)? {
            result.insert(py, *key, arithmetic::sub(py, zero, *count)?)?;
        } else if op != Op::Sub && compare::gt(py, *count, zero)? {
            result.insert(py, *key, *count)?;
        }
    }
    Ok(Some(Value::Dict(result)))
}

/// `a op= b` of a counter and a mapping.
pub(crate) fn in_place<'a>(py: Py<'a>, op: Op, a: &'a Dict<'a>, b: Value<'a>) -> R<'a, Option<Value<'a>>> {
    if !matches!(op, Op::Add | Op::Sub | Op::Or | Op::And) {
        return Ok(None);
    }
    if op == Op::And {
        for (key, count) in a.pairs() {
            let other = subscript::getitem(py, b, *key)?;
            if compare::lt(py, other, *count)? {
                a.insert(py, *key, other)?;
            }
        }
    } else {
        let Value::Dict(b) = b else { return Err(crate::py::native::no_attribute(py, b, "items")) };
        for (key, count) in b.pairs() {
            let own = count_of(py, a, *key)?;
            match op {
                Op::Or if !compare::gt(py, *count, own)? => {}
                Op::Or => a.insert(py, *key, *count)?,
                _ => a.insert(py, *key, inplace::binary(py, op, own, *count)?)?,
            }
        }
    }
    for (key, count) in a.pairs() {
        if !compare::gt(py, *count, Value::Int(0))? {
            a.remove(py, *key)?;
        }
    }
    Ok(Some(Value::Dict(a)))
}

/// `+counter` and `-counter`.
///
/// # Errors
/// `TypeError` for counts that are no numbers.
pub fn signed<'a>(py: Py<'a>, counter: &Dict<'a>, negative: bool) -> Ret<'a> {
    let result = empty(py);
    for (key, count) in counter.pairs() {
        if negative && compare::lt(py, *count, Value::Int(0))? {
            result.insert(py, *key, arithmetic::sub(py, Value::Int(0), *count)?)?;
        } else if !negative && compare::gt(py, *count, Value::Int(0))? {
            result.insert(py, *key, *count)?;
        }
    }
    Ok(Value::Dict(result))
}
