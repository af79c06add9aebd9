//! `itertools`, by `Modules/itertoolsmodule.c`. All but `tee` are classes; their iterators own nothing outside the arena.

mod combinatoric;
mod groups;

use std::cell::RefCell;

use bumpalo::collections::Vec as Items;
use num_traits::ToPrimitive;

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::ssize;
use crate::py::arity::function as named;
use crate::py::clinic::Signature;
use crate::py::iter::Iter;
use crate::py::modules::Module;
use crate::py::{arithmetic, function, integer, special};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "itertools",
    functions: &["tee"],
    constants: &[
        "accumulate",
        "chain",
        "combinations",
        "combinations_with_replacement",
        "compress",
        "count",
        "cycle",
        "dropwhile",
        "filterfalse",
        "groupby",
        "islice",
        "pairwise",
        "permutations",
        "product",
        "repeat",
        "starmap",
        "takewhile",
        "zip_longest",
    ],
    in_c: true,
    call: |py, name, args| (name == "tee").then(|| tee(py, args)),
    constant: |_, name| {
        CLASSES
            .iter()
            .find(|class| class.strip_prefix("itertools.") == Some(name))
            .map(|class| Value::Type(Type::Iterator(class)))
    },
};

const CLASSES: &[&str] = &[
    "itertools.accumulate",
    "itertools.chain",
    "itertools.combinations",
    "itertools.combinations_with_replacement",
    "itertools.compress",
    "itertools.count",
    "itertools.cycle",
    "itertools.dropwhile",
    "itertools.filterfalse",
    "itertools.groupby",
    "itertools.islice",
    "itertools.pairwise",
    "itertools.permutations",
    "itertools.product",
    "itertools.repeat",
    "itertools.starmap",
    "itertools.takewhile",
    "itertools.zip_longest",
];

/// `itertools.chain(*args)` and so on; `None` for what is no class of this module.
pub(crate) fn construct<'a>(py: Py<'a>, class: &'static str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let name = class.strip_prefix("itertools.")?;
    let iter = match name {
        "accumulate" => accumulate(py, args),
        "chain" => args.no_keywords(py, name).map(|()| chain(py, args.pos)),
        "combinations" | "combinations_with_replacement" => combinatoric::combinations(py, class, name, args),
        "compress" => compress(py, args),
        "count" => count(py, args),
        "cycle" => cycle(py, args),
        "dropwhile" => dropwhile(py, args),
        "filterfalse" => filterfalse(py, args),
        "groupby" => groups::groupby(py, args),
        "islice" => islice(py, args),
        "pairwise" => pairwise(py, args),
        "permutations" => combinatoric::permutations(py, args),
        "product" => combinatoric::product(py, args),
        "repeat" => repeat(py, args),
        "starmap" => starmap(py, args),
        "takewhile" => takewhile(py, args),
        "zip_longest" => zip_longest(py, args),
        _ => return None,
    };
    Some(iter.map(Value::Iter))
}

/// `itertools.chain.from_iterable(iterable)`.
///
/// # Errors
/// `TypeError` for what cannot be walked.
pub(crate) fn from_iterable<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let iterables = Iter::of(py, crate::py::arity::function("chain.from_iterable").one(py, args)?)?;
    Ok(Value::Iter(chained(py, iterables)))
}

fn chain<'a>(py: Py<'a>, iterables: &[Value<'a>]) -> &'a Iter<'a> {
    let mut rest = py.alloc_slice(iterables).iter();
    chained(py, Iter::from_step(py, "tuple_iterator", move |_| Ok(rest.next().copied())))
}

fn chained<'a>(py: Py<'a>, iterables: &'a Iter<'a>) -> &'a Iter<'a> {
    let mut current: Option<&'a Iter<'a>> = None;
    Iter::from_step(py, "itertools.chain", move |py| {
        loop {
            let iter = match current {
                Some(iter) => iter,
                None => match iterables.next(py)? {
                    Some(iterable) => Iter::of(py, iterable)?,
                    None => return Ok(None),
                },
            };
            current = Some(iter);
            match iter.next(py)? {
                Some(item) => return Ok(Some(item)),
                None => current = None,
            }
        }
    })
}

/// Both arguments of a class that takes a function and an iterable.
fn predicate<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> R<'a, (Value<'a>, &'a Iter<'a>)> {
    match named(name).between(py, args, 2, 2)? {
        [callee, iterable] => Ok((*callee, Iter::of(py, *iterable)?)),
        _ => Ok((Value::None, Iter::of(py, Value::Tuple(&[]))?)),
    }
}

fn holds<'a>(py: Py<'a>, callee: Value<'a>, item: Value<'a>) -> R<'a, bool> {
    special::truth(py, function::call(py, callee, Args::pos(&[item]))?)
}

fn takewhile<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let (callee, items) = predicate(py, "takewhile", args)?;
    Ok(Iter::from_step(py, "itertools.takewhile", move |py| {
        let Some(item) = items.next(py)? else { return Ok(None) };
        Ok(holds(py, callee, item)?.then_some(item))
    }))
}

fn dropwhile<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let (callee, items) = predicate(py, "dropwhile", args)?;
    let mut dropping = true;
    Ok(Iter::from_step(py, "itertools.dropwhile", move |py| {
        while let Some(item) = items.next(py)? {
            if !dropping || !holds(py, callee, item)? {
                dropping = false;
                return Ok(Some(item));
            }
        }
        Ok(None)
    }))
}

fn filterfalse<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let (callee, items) = predicate(py, "filterfalse", args)?;
    let by_truth = matches!(callee, Value::None | Value::Type(Type::Bool));
    Ok(Iter::from_step(py, "itertools.filterfalse", move |py| {
        while let Some(item) = items.next(py)? {
            let kept = if by_truth { special::truth(py, item)? } else { holds(py, callee, item)? };
            if !kept {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }))
}

fn starmap<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let (callee, rows) = predicate(py, "starmap", args)?;
    Ok(Iter::from_step(py, "itertools.starmap", move |py| {
        let Some(row) = rows.next(py)? else { return Ok(None) };
        let row = Iter::all(py, row)?;
        function::call(py, callee, Args::pos(&row)).map(Some)
    }))
}

fn accumulate<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let signature =
        Signature { function: "accumulate", names: ["iterable", "func", "initial"], required: 1, positional: 2 };
    let [iterable, callee, initial] = signature.bind(py, args)?;
    let items = Iter::of(py, iterable.unwrap_or(Value::None))?;
    let callee = callee.filter(|callee| !callee.is_none());
    let mut initial = initial.filter(|initial| !initial.is_none());
    let mut total: Option<Value<'a>> = None;
    Ok(Iter::from_step(py, "itertools.accumulate", move |py| {
        if let Some(first) = initial.take() {
            total = Some(first);
            return Ok(total);
        }
        let Some(item) = items.next(py)? else { return Ok(None) };
        total = Some(match (total, callee) {
            (None, _) => item,
            (Some(total), None) => arithmetic::add(py, total, item)?,
            (Some(total), Some(callee)) => function::call(py, callee, Args::pos(&[total, item]))?,
        });
        Ok(total)
    }))
}

fn compress<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let signature = Signature { function: "compress", names: ["data", "selectors"], required: 2, positional: 2 };
    let [data, selectors] = signature.bind(py, args)?;
    let data = Iter::of(py, data.unwrap_or(Value::None))?;
    let selectors = Iter::of(py, selectors.unwrap_or(Value::None))?;
    Ok(Iter::from_step(py, "itertools.compress", move |py| {
        while let Some(item) = data.next(py)? {
            match selectors.next(py)? {
                Some(selector) if special::truth(py, selector)? => return Ok(Some(item)),
                Some(_) => {}
                None => return Ok(None),
            }
        }
        Ok(None)
    }))
}

fn count<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let signature = Signature { function: "count", names: ["start", "step"], required: 0, positional: 2 };
    let [start, step] = signature.bind(py, args)?;
    for given in [start, step].into_iter().flatten() {
        let is_number = match given {
            Value::Float(_) => true,
            Value::Native(native) => native.to_int(py).is_some(),
            _ => integer::to_bigint(given).is_some(),
        };
        if !is_number {
            return Err(py.type_error(format_args!("a number is required")));
        }
    }
    let step = step.unwrap_or(Value::Int(1));
    let mut next = match (start.unwrap_or(Value::Int(0)), step) {
        // Only what is counted by ones is counted in a C integer.
        (Value::Bool(start), Value::Int(1) | Value::Bool(true)) => Value::Int(i64::from(start)),
        (start, _) => start,
    };
    Ok(Iter::from_step(py, "itertools.count", move |py| {
        let item = next;
        next = arithmetic::add(py, next, step)?;
        Ok(Some(item))
    }))
}

fn cycle<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let [iterable] = named("cycle").between(py, args, 1, 1)? else { return Iter::of(py, Value::None) };
    let items = Iter::of(py, *iterable)?;
    let mut saved = Items::new_in(py.bump());
    let (mut first, mut at) = (true, 0);
    Ok(Iter::from_step(py, "itertools.cycle", move |py| {
        if first {
            if let Some(item) = items.next(py)? {
                saved.push(item);
                return Ok(Some(item));
            }
            first = false;
        }
        let item = saved.get(at).copied();
        at = if at + 1 >= saved.len() { 0 } else { at + 1 };
        Ok(item)
    }))
}

fn repeat<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let signature = Signature { function: "repeat", names: ["object", "times"], required: 1, positional: 2 };
    let [object, times] = signature.bind(py, args)?;
    let object = object.unwrap_or(Value::None);
    let mut left = times.map(|times| ssize(py, times)).transpose()?;
    Ok(Iter::from_step(py, "itertools.repeat", move |_| {
        Ok(match &mut left {
            None => Some(object),
            Some(left) if *left > 0 => {
                *left -= 1;
                Some(object)
            }
            Some(_) => None,
        })
    }))
}

fn pairwise<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let [iterable] = named("pairwise").between(py, args, 1, 1)? else { return Iter::of(py, Value::None) };
    let items = Iter::of(py, *iterable)?;
    let mut old: Option<Value<'a>> = None;
    Ok(Iter::from_step(py, "itertools.pairwise", move |py| {
        let before = match old {
            Some(old) => old,
            None => match items.next(py)? {
                Some(first) => first,
                None => return Ok(None),
            },
        };
        let Some(new) = items.next(py)? else { return Ok(None) };
        old = Some(new);
        Ok(Some(py.tuple(&[before, new])))
    }))
}

fn zip_longest<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let fill = match args.kw {
        [] => Value::None,
        [("fillvalue", fill)] => *fill,
        _ => return Err(py.type_error(format_args!("zip_longest() got an unexpected keyword argument"))),
    };
    let mut iters = Items::with_capacity_in(args.pos.len(), py.bump());
    for iterable in args.pos {
        iters.push(Some(Iter::of(py, *iterable)?));
    }
    let mut active = iters.len();
    Ok(Iter::from_step(py, "itertools.zip_longest", move |py| {
        if active == 0 {
            return Ok(None);
        }
        let mut row = Vec::with_capacity(iters.len());
        for slot in &mut iters {
            let next = match slot {
                Some(iter) => match iter.next(py) {
                    Ok(next) => next,
                    Err(e) => {
                        active = 0;
                        return Err(e);
                    }
                },
                None => Some(fill),
            };
            match next {
                Some(item) => row.push(item),
                None => {
                    active -= 1;
                    if active == 0 {
                        return Ok(None);
                    }
                    *slot = None;
                    row.push(fill);
                }
            }
        }
        Ok(Some(py.tuple(&row)))
    }))
}

/// A bound of `islice`: `Err` for what is no integer that C's `Py_ssize_t` holds.
fn bound(value: Value<'_>) -> Result<i64, ()> {
    integer::to_bigint(value).and_then(|int| int.to_i64()).ok_or(())
}

fn islice<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let [iterable, bounds @ ..] = named("islice").between(py, args, 2, 4)? else { return Iter::of(py, Value::None) };
    let what = "must be None or an integer: 0 <= x <= sys.maxsize.";
    let (start, stop, step) = match bounds {
        [stop] => (Value::None, *stop, Value::None),
        [start, stop] => (*start, *stop, Value::None),
        [start, stop, step, ..] => (*start, *stop, *step),
        [] => (Value::None, Value::None, Value::None),
    };
    let start = if start.is_none() { 0 } else { bound(start).unwrap_or(-1) };
    let stop = if stop.is_none() { None } else { Some(bound(stop).unwrap_or(-1)) };
    if stop == Some(-1) {
        return Err(py.value_error(format_args!("Stop argument for islice() {what}")));
    }
    if start < 0 || stop.is_some_and(|stop| stop < 0) {
        return Err(py.value_error(format_args!("Indices for islice() {what}")));
    }
    let step = if step.is_none() { 1 } else { bound(step).unwrap_or(-1) };
    if step < 1 {
        return Err(py.value_error(format_args!("Step for islice() must be a positive integer or None.")));
    }
    let items = Iter::of(py, *iterable)?;
    let (mut next, mut seen) = (start, 0);
    Ok(Iter::from_step(py, "itertools.islice", move |py| {
        while seen < next {
            if items.next(py)?.is_none() {
                return Ok(None);
            }
            seen += 1;
        }
        if stop.is_some_and(|stop| seen >= stop) {
            return Ok(None);
        }
        let Some(item) = items.next(py)? else { return Ok(None) };
        seen += 1;
        next = next.checked_add(step).unwrap_or(i64::MAX);
        if let Some(stop) = stop {
            next = next.min(stop);
        }
        Ok(Some(item))
    }))
}

/// `tee(iterable, n=2)`.
fn tee<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    if !args.kw.is_empty() {
        return Err(py.type_error(format_args!("itertools.tee() takes no keyword arguments")));
    }
    let [iterable, n @ ..] = named("tee").between(py, args, 1, 2)? else { return Ok(Value::None) };
    let n = match n.first() {
        Some(n) => ssize(py, *n)?,
        None => 2,
    };
    let Ok(n) = usize::try_from(n) else { return Err(py.value_error(format_args!("n must be >= 0"))) };
    py.room(n.saturating_mul(64))?;
    if n == 0 {
        return Ok(py.tuple(&[]));
    }
    let items = Iter::of(py, *iterable)?;
    let seen: &'a RefCell<Items<'a, Value<'a>>> = py.alloc(RefCell::new(Items::new_in(py.bump())));
    let branches: Vec<_> = (0..n)
        .map(|_| {
            let mut at = 0;
            Value::Iter(Iter::from_step(py, "itertools._tee", move |py| {
                let known = seen.borrow().get(at).copied();
                let item = match known {
                    Some(item) => item,
                    None => {
                        let Some(item) = items.next(py)? else { return Ok(None) };
                        seen.borrow_mut().push(item);
                        item
                    }
                };
                at += 1;
                Ok(Some(item))
            }))
        })
        .collect();
    Ok(py.tuple(&branches))
}
