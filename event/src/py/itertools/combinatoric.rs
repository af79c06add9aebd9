//! `product`, `permutations`, `combinations`, `combinations_with_replacement`: what they choose from is read at once, what
//! they give is made one by one.

use crate::exception::R;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arguments::ssize;
use crate::py::clinic::Signature;
use crate::py::iter::Iter;
use crate::value::Value;

fn pool<'a>(py: Py<'a>, iterable: Value<'a>) -> R<'a, &'a [Value<'a>]> {
    match iterable {
        Value::Tuple(items) => Ok(items),
        _ => Iter::all(py, iterable).map(|items| py.alloc_slice(&items)),
    }
}

fn pick<'a>(py: Py<'a>, pool: &[Value<'a>], at: &[usize]) -> Value<'a> {
    py.tuple(&at.iter().filter_map(|at| pool.get(*at).copied()).collect::<Vec<_>>())
}

fn length<'a>(py: Py<'a>, r: i64) -> R<'a, usize> {
    let r = usize::try_from(r).map_err(|_| py.value_error(format_args!("r must be non-negative")))?;
    py.room(r.saturating_mul(8))?;
    Ok(r)
}

/// `product(*iterables, repeat=1)`: the last place turns fastest.
pub(super) fn product<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let named = Args { pos: &[], kw: args.kw };
    let [repeat] = Signature { function: "product", names: ["repeat"], required: 0, positional: 0 }.bind(py, named)?;
    let repeat = match repeat {
        Some(repeat) => ssize(py, repeat)?,
        None => 1,
    };
    let Ok(repeat) = usize::try_from(repeat) else {
        return Err(py.value_error(format_args!("repeat argument cannot be negative")));
    };
    let mut once = Vec::new();
    if repeat > 0 {
        for iterable in args.pos {
            once.push(pool(py, *iterable)?);
        }
    }
    py.room(once.len().saturating_mul(repeat).saturating_mul(32))?;
    let pools = py.alloc_slice(&once.repeat(repeat));
    let at = py.bump().alloc_slice_fill_copy(pools.len(), 0usize);
    let mut state = if pools.iter().any(|pool| pool.is_empty()) { Turn::Done } else { Turn::First };
    Ok(Iter::from_step(py, "itertools.product", move |py| {
        match state {
            Turn::Done => return Ok(None),
            Turn::First => state = Turn::Next,
            Turn::Next => {
                let mut turned = false;
                for (at, pool) in at.iter_mut().zip(pools).rev() {
                    *at += 1;
                    if *at < pool.len() {
                        turned = true;
                        break;
                    }
                    *at = 0;
                }
                if !turned {
                    state = Turn::Done;
                    return Ok(None);
                }
            }
        }
        let row: Vec<_> = at.iter().zip(pools).filter_map(|(at, pool)| pool.get(*at).copied()).collect();
        Ok(Some(py.tuple(&row)))
    }))
}

#[derive(Clone, Copy)]
enum Turn {
    First,
    Next,
    Done,
}

/// `permutations(iterable, r=None)`, in the order of the places.
pub(super) fn permutations<'a>(py: Py<'a>, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let signature = Signature { function: "permutations", names: ["iterable", "r"], required: 1, positional: 2 };
    let [iterable, r] = signature.bind(py, args)?;
    let pool = pool(py, iterable.unwrap_or(Value::None))?;
    let n = pool.len();
    let r = match r {
        None | Some(Value::None) => n,
        Some(r @ (Value::Int(_) | Value::Bool(_) | Value::Big(_))) => length(py, ssize(py, r)?)?,
        Some(_) => return Err(py.type_error(format_args!("Expected int as r"))),
    };
    let indices = py.bump().alloc_slice_fill_with(n, |i| i);
    let cycles = py.bump().alloc_slice_fill_with(r, |i| n.saturating_sub(i));
    let mut state = if r > n { Turn::Done } else { Turn::First };
    Ok(Iter::from_step(py, "itertools.permutations", move |py| {
        match state {
            Turn::Done => return Ok(None),
            Turn::First => state = Turn::Next,
            Turn::Next => {
                let mut turned = false;
                for i in (0..r).rev() {
                    let Some(cycle) = cycles.get_mut(i) else { break };
                    *cycle -= 1;
                    if *cycle == 0 {
                        if let Some(rest) = indices.get_mut(i..) {
                            rest.rotate_left(1);
                        }
                        *cycle = n - i;
                    } else {
                        indices.swap(i, n - *cycle);
                        turned = true;
                        break;
                    }
                }
                if !turned {
                    state = Turn::Done;
                    return Ok(None);
                }
            }
        }
        Ok(Some(pick(py, pool, indices.get(..r).unwrap_or_default())))
    }))
}

/// `combinations(iterable, r)`, and with each item as often as one likes.
pub(super) fn combinations<'a>(py: Py<'a>, class: &'static str, name: &str, args: Args<'a, '_>) -> R<'a, &'a Iter<'a>> {
    let replaces = name == "combinations_with_replacement";
    let [iterable, r] =
        Signature { function: name, names: ["iterable", "r"], required: 2, positional: 2 }.bind(py, args)?;
    let r = ssize(py, r.unwrap_or(Value::None))?;
    let pool = pool(py, iterable.unwrap_or(Value::None))?;
    let n = pool.len();
    let r = length(py, r)?;
    let none = if replaces { n == 0 && r > 0 } else { r > n };
    let indices = py.bump().alloc_slice_fill_with(r, |i| if replaces { 0 } else { i });
    let mut state = if none { Turn::Done } else { Turn::First };
    Ok(Iter::from_step(py, class, move |py| {
        match state {
            Turn::Done => return Ok(None),
            Turn::First => state = Turn::Next,
            Turn::Next => {
                // The last place that can still go up; those behind it start anew from there.
                let most = |i: usize| if replaces { n - 1 } else { i + n - r };
                let Some(i) = (0..r).rev().find(|i| indices.get(*i).is_some_and(|at| *at != most(*i))) else {
                    state = Turn::Done;
                    return Ok(None);
                };
                let mut at = indices.get(i).map_or(0, |at| at + 1);
                for place in indices.iter_mut().skip(i) {
                    *place = at;
                    at += usize::from(!replaces);
                }
            }
        }
        Ok(Some(pick(py, pool, indices)))
    }))
}
