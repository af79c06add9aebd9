//! The iterators that are classes in CPython: `enumerate`, `zip`, `map`, `filter`, `reversed`.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::function as named;
use crate::py::dict::{self, View};
use crate::py::iter::Iter;
use crate::py::{arithmetic, function, integer, special};
use crate::value::{Range, Value};

/// `enumerate(iterable, start=0)`.
///
/// # Errors
/// `TypeError` for what cannot be walked, or a start that is no integer.
pub fn enumerate<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let given = args.pos.len() + args.kw.len();
    if given > 2 {
        return Err(py.type_error(format_args!("enumerate() takes at most 2 arguments ({given} given)")));
    }
    if given == 0 {
        return Err(py.type_error(format_args!("enumerate() missing required argument 'iterable'")));
    }
    named("enumerate").keywords_among(py, args, &["iterable", "start"])?;
    let [iterable, start] = args.bind(py, "enumerate", ["iterable", "start"], 1, 2)?;
    let mut next = match start {
        None => Value::Int(0),
        Some(start) => match integer::to_bigint(start) {
            Some(start) => py.int(&start),
            None => {
                return Err(
                    py.type_error(format_args!("'{}' object cannot be interpreted as an integer", start.type_name()))
                );
            }
        },
    };
    let items = Iter::of(py, iterable.unwrap_or(Value::None))?;
    let step = move |py: Py<'a>| {
        let Some(item) = items.next(py)? else { return Ok(None) };
        let pair = py.tuple(&[next, item]);
        next = arithmetic::add(py, next, Value::Int(1))?;
        Ok(Some(pair))
    };
    Ok(Value::Iter(Iter::from_step(py, "enumerate", step)))
}

fn walk_all<'a>(py: Py<'a>, iterables: &[Value<'a>]) -> R<'a, &'a [&'a Iter<'a>]> {
    let iters: R<'a, Vec<_>> = iterables.iter().map(|iterable| Iter::of(py, *iterable)).collect();
    iters.map(|iters| py.alloc_slice(&iters))
}

/// `zip(*iterables, strict=False)`.
///
/// # Errors
/// `TypeError` for what cannot be walked; while it is walked, `ValueError` where it is strict and one ends early.
pub fn zip<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    named("zip").keywords_among(py, args, &["strict"])?;
    let strict = args.kw.first().is_some_and(|(_, strict)| strict.truth());
    let iters = walk_all(py, args.pos)?;
    let step = move |py: Py<'a>| {
        let mut row = Vec::with_capacity(iters.len());
        for iter in iters {
            match iter.next(py)? {
                Some(item) => row.push(item),
                None if strict => return uneven(py, iters, row.len()),
                None => return Ok(None),
            }
        }
        Ok((!row.is_empty()).then(|| py.tuple(&row)))
    };
    Ok(Value::Iter(Iter::from_step(py, "zip", step)))
}

/// Iterator number `ended` of a strict `zip` has ended: either all end now, or it raises.
fn uneven<'a>(py: Py<'a>, iters: &[&'a Iter<'a>], ended: usize) -> R<'a, Option<Value<'a>>> {
    let message = |argument: usize, word: &str| {
        let others = if argument == 2 { " 1".to_string() } else { format!("s 1-{}", argument - 1) };
        py.value_error(format_args!("zip() argument {argument} is {word} than argument{others}"))
    };
    if ended > 0 {
        return Err(message(ended + 1, "shorter"));
    }
    for (at, iter) in iters.iter().enumerate().skip(1) {
        if iter.next(py)?.is_some() {
            return Err(message(at + 1, "longer"));
        }
    }
    Ok(None)
}

/// `map(function, *iterables)`.
///
/// # Errors
/// `TypeError` for what cannot be walked; while it is walked, what the function raises.
pub fn map<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    args.no_keywords(py, "map")?;
    let [callee, iterables @ ..] = args.pos else { return Err(too_few_for_map(py)) };
    if iterables.is_empty() {
        return Err(too_few_for_map(py));
    }
    let (callee, iters) = (*callee, walk_all(py, iterables)?);
    let step = move |py: Py<'a>| {
        let mut row = Vec::with_capacity(iters.len());
        for iter in iters {
            match iter.next(py)? {
                Some(item) => row.push(item),
                None => return Ok(None),
            }
        }
        function::call(py, callee, Args::pos(&row)).map(Some)
    };
    Ok(Value::Iter(Iter::from_step(py, "map", step)))
}

#[cold]
fn too_few_for_map<'a>(py: Py<'a>) -> crate::exception::Exc<'a> {
    py.type_error(format_args!("map() must have at least two arguments."))
}

/// `filter(function, iterable)`; None keeps what is true.
///
/// # Errors
/// `TypeError` for what cannot be walked; while it is walked, what the function raises.
pub fn filter<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [callee, iterable] = named("filter").between(py, args, 2, 2)? else { return Ok(Value::None) };
    let (callee, items) = (*callee, Iter::of(py, *iterable)?);
    let step = move |py: Py<'a>| {
        while let Some(item) = items.next(py)? {
            let kept = match callee {
                Value::None => item,
                _ => function::call(py, callee, Args::pos(&[item]))?,
            };
            if special::truth(py, kept)? {
                return Ok(Some(item));
            }
        }
        Ok(None)
    };
    Ok(Value::Iter(Iter::from_step(py, "filter", step)))
}

/// `reversed(sequence)`.
///
/// # Errors
/// `TypeError` for what has no end to begin from.
pub fn reversed<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [sequence] = named("reversed").between(py, args, 1, 1)? else { return Ok(Value::None) };
    let iter = match *sequence {
        Value::List(list) => {
            let mut before = list.len();
            Iter::from_step(py, "list_reverseiterator", move |_| {
                // What was removed at the end meanwhile ends it.
                let Some(at) = before.checked_sub(1) else { return Ok(None) };
                before = at;
                Ok(list.get(at))
            })
        }
        Value::Tuple(items) => reversed_tuple(py, items),
        Value::Str(text) => {
            let mut rest = text.char_indices();
            Iter::from_step(py, "reversed", move |_| {
                Ok(rest.next_back().and_then(|(at, c)| text.get(at..at + c.len_utf8())).map(Value::Str))
            })
        }
        Value::Bytes(bytes) => {
            let mut rest = bytes.iter().rev();
            Iter::from_step(py, "reversed", move |_| Ok(rest.next().map(|byte| Value::Int(i64::from(*byte)))))
        }
        Value::Range(range) => reversed_range(py, *range),
        Value::Dict(dict) if matches!(dict.kind(), dict::Kind::Ordered(_)) => reversed_pairs(py, View::Keys(dict)),
        Value::View(view) if matches!(view.dict().kind(), dict::Kind::Ordered(_)) => reversed_pairs(py, view),
        Value::Dict(dict) => reversed_view(py, View::Keys(dict)),
        Value::View(view) => reversed_view(py, view),
        Value::Native(native) => match native.getattr(py, "__reversed__")? {
            Some(reversed) => return function::call(py, reversed, Args::pos(&[])),
            None => match sequence.as_tuple() {
                Some(items) => reversed_tuple(py, items),
                None => return Err(not_reversible(py, *sequence)),
            },
        },
        _ => return Err(not_reversible(py, *sequence)),
    };
    Ok(Value::Iter(iter))
}

fn reversed_tuple<'a>(py: Py<'a>, items: &'a [Value<'a>]) -> &'a Iter<'a> {
    let mut rest = items.iter().rev();
    Iter::from_step(py, "reversed", move |_| Ok(rest.next().copied()))
}

#[cold]
fn not_reversible<'a>(py: Py<'a>, value: Value<'a>) -> crate::exception::Exc<'a> {
    py.type_error(format_args!("'{}' object is not reversible", value.type_name()))
}

fn reversed_range<'a>(py: Py<'a>, range: Range<'a>) -> &'a Iter<'a> {
    let mut left = range.len();
    Iter::from_step(py, "range_iterator", move |py| {
        let Some(at) = left.checked_sub(1) else { return Ok(None) };
        left = at;
        Ok(Some(py.wide_int(range.at(at))))
    })
}

/// `reversed` of an `OrderedDict` or its view, whose iterator has the same name both ways.
fn reversed_pairs<'a>(py: Py<'a>, view: View<'a>) -> &'a Iter<'a> {
    let dict = view.dict();
    let (state, len, mut before) = (dict.state(), dict.len(), usize::MAX);
    let mut more = !dict.is_empty();
    Iter::from_step(py, "odict_iterator", move |py| {
        if !more {
            return Ok(None);
        }
        if dict.state() != state {
            more = false;
            return Err(py.raise(crate::exception::Kind::RuntimeError, "OrderedDict mutated during iteration"));
        }
        if dict.len() != len {
            more = false;
            return Err(py.raise(crate::exception::Kind::RuntimeError, "OrderedDict changed size during iteration"));
        }
        let Some((next, key, value)) = dict.previous_from(before) else { return Ok(None) };
        before = next;
        more = dict.previous_from(before).is_some();
        Ok(Some(view.pick(py, key, value)))
    })
}

fn reversed_view<'a>(py: Py<'a>, view: View<'a>) -> &'a Iter<'a> {
    let name = match view {
        View::Keys(_) => "dict_reversekeyiterator",
        View::Values(_) => "dict_reversevalueiterator",
        View::Items(_) => "dict_reverseitemiterator",
    };
    let len = view.dict().len();
    let mut before = usize::MAX;
    Iter::from_step(py, name, move |py| {
        if view.dict().len() != len {
            let message = "dictionary changed size during iteration";
            return Err(py.raise(crate::exception::Kind::RuntimeError, message));
        }
        let Some((next, key, value)) = view.dict().previous_from(before) else { return Ok(None) };
        before = next;
        Ok(Some(view.pick(py, key, value)))
    })
}
