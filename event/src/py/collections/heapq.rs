//! `nlargest` of `Lib/heapq.py`, with the comparisons of `Modules/_heapqmodule.c` in their order: values that cannot be compared
//! say so of the pair that is compared first.

use crate::exception::R;
use crate::heap::Py;
use crate::py::{compare, sort};
use crate::value::Value;

/// The `n` of `items` whose keys are the greatest, greatest first; each item comes with its key. Of equal keys the first come first.
///
/// # Errors
/// What `<` raises.
pub(super) fn nlargest<'a>(
    py: Py<'a>,
    items: &[(Value<'a>, Value<'a>)],
    n: usize,
) -> R<'a, impl Iterator<Item = Value<'a>>> {
    // `(key, order, element)`, whose order is another for each.
    let entry = |order: usize, (key, item): (Value<'a>, Value<'a>)| {
        py.tuple(&[key, Value::Int(-i64::try_from(order).unwrap_or(i64::MAX)), item])
    };
    let (first, rest) = items.split_at(n.min(items.len()));
    let mut heap: Vec<Value<'a>> = first.iter().enumerate().map(|(order, item)| entry(order, *item)).collect();
    for at in (0..heap.len() / 2).rev() {
        sift_up(py, &mut heap, at)?;
    }
    let mut order = n;
    for (key, item) in rest {
        let Some(top) = heap.first_mut() else { break };
        if let Value::Tuple([least, ..]) = *top
            && compare::lt(py, *least, *key)?
        {
            *top = entry(order, (*key, *item));
            sift_up(py, &mut heap, 0)?;
            order += 1;
        }
    }
    sort::sort(py, &mut heap, None, true)?;
    Ok(heap.into_iter().filter_map(|entry| match entry {
        Value::Tuple([_, _, item]) => Some(*item),
        _ => None,
    }))
}

/// Lets the entry at `start` sink to the bottom, always below the smaller child, and rise from there to its place.
fn sift_up<'a>(py: Py<'a>, heap: &mut [Value<'a>], start: usize) -> R<'a, ()> {
    let mut at = start;
    while at < heap.len() / 2 {
        let mut child = 2 * at + 1;
        if let (Some(left), Some(right)) = (heap.get(child), heap.get(child + 1))
            && !compare::lt(py, *left, *right)?
        {
            child += 1;
        }
        heap.swap(at, child);
        at = child;
    }
    while at > start {
        let parent = (at - 1) / 2;
        if let (Some(item), Some(above)) = (heap.get(at), heap.get(parent))
            && !compare::lt(py, *item, *above)?
        {
            break;
        }
        heap.swap(at, parent);
        at = parent;
    }
    Ok(())
}
