//! What sets are combined by. Each follows its function of `Objects/setobject.c` in what it walks and what it asks,
//! for that decides the order of the result.

use crate::exception::R;
use crate::heap::Py;
use crate::py::dict::{self, Dict};
use crate::py::hash;
use crate::py::iter::Iter;
use crate::py::set::Set;
use crate::value::Value;

/// `set_copy`.
pub(crate) fn copy<'a>(py: Py<'a>, set: &Set<'a>) -> R<'a, &'a Set<'a>> {
    let copied = empty_like(py, set);
    copied.merge(py, set)?;
    Ok(copied)
}

fn empty_like<'a>(py: Py<'a>, set: &Set<'a>) -> &'a Set<'a> {
    py.alloc(Set::new(py, set.is_frozen()))
}

/// `make_new_set`: a set of what `items` gives.
///
/// # Errors
/// `TypeError` where it cannot be walked or an item cannot be hashed; what walking raises.
pub(crate) fn from_iterable<'a>(py: Py<'a>, frozen: bool, items: Value<'a>) -> R<'a, &'a Set<'a>> {
    let set = py.alloc(Set::new(py, frozen));
    update(py, set, items)?;
    Ok(set)
}

/// `set_update_internal`: `set.update(other)`.
///
/// # Errors
/// As [`from_iterable`].
pub(crate) fn update<'a>(py: Py<'a>, set: &Set<'a>, other: Value<'a>) -> R<'a, ()> {
    match other {
        Value::Set(other) => set.merge(py, other),
        Value::Dict(dict) if is_plain(dict) => {
            set.reserve(dict.len());
            for key in keys(dict) {
                set.add(py, key)?;
            }
            Ok(())
        }
        _ => {
            let items = Iter::of(py, other)?;
            while let Some(item) = items.next(py)? {
                set.add(py, item)?;
            }
            Ok(())
        }
    }
}

/// `PyDict_CheckExact`: a set takes other mappings for what they are when they are walked.
fn is_plain(dict: &Dict<'_>) -> bool {
    matches!(dict.kind(), dict::Kind::Plain)
}

fn keys<'a>(dict: &'a Dict<'a>) -> impl Iterator<Item = Value<'a>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (next, key, _) = dict.next_from(from)?;
        from = next;
        Some(key)
    })
}

fn is_same<'a>(set: &Set<'a>, other: Value<'a>) -> bool {
    matches!(other, Value::Set(other) if std::ptr::eq(set, other))
}

/// `set_union` of two.
///
/// # Errors
/// As [`update`].
pub(crate) fn union<'a>(py: Py<'a>, set: &Set<'a>, others: &[Value<'a>]) -> R<'a, &'a Set<'a>> {
    let result = copy(py, set)?;
    for other in others {
        if !is_same(set, *other) {
            update(py, result, *other)?;
        }
    }
    Ok(result)
}

/// `set_intersection`: of two sets the smaller one is walked.
///
/// # Errors
/// As [`update`].
pub(crate) fn intersection<'a>(py: Py<'a>, set: &Set<'a>, other: Value<'a>) -> R<'a, &'a Set<'a>> {
    if is_same(set, other) {
        return copy(py, set);
    }
    let result = empty_like(py, set);
    let take = |asked: &Set<'a>, item: Value<'a>, hash: i64| -> R<'a, ()> {
        if asked.contains_hashed(py, item, hash)? {
            result.add_hashed(py, item, hash)?;
        }
        Ok(())
    };
    if let Value::Set(other) = other {
        let (asked, walked) = if other.len() > set.len() { (other, set) } else { (set, other) };
        for (hash, item) in walked.hashed() {
            take(asked, item, hash)?;
        }
        return Ok(result);
    }
    let items = Iter::of(py, other)?;
    while let Some(item) = items.next(py)? {
        take(set, item, hash::python(py, item)?)?;
    }
    Ok(result)
}

/// `set_intersection_multi`.
///
/// # Errors
/// As [`update`].
pub(crate) fn intersection_all<'a>(py: Py<'a>, set: &Set<'a>, others: &[Value<'a>]) -> R<'a, &'a Set<'a>> {
    let Some((first, rest)) = others.split_first() else { return copy(py, set) };
    let mut result = intersection(py, set, *first)?;
    for other in rest {
        result = intersection(py, result, *other)?;
    }
    Ok(result)
}

/// `set_difference_update_internal`.
///
/// # Errors
/// As [`update`].
pub(crate) fn difference_update<'a>(py: Py<'a>, set: &Set<'a>, other: Value<'a>) -> R<'a, ()> {
    if is_same(set, other) {
        set.clear();
        return Ok(());
    }
    if let Value::Set(mut other) = other {
        // A set that is much larger is not walked: what both have is.
        if other.len() >> 3 > set.len() {
            other = intersection(py, set, Value::Set(other))?;
        }
        for (hash, item) in other.hashed() {
            set.discard_hashed(py, item, hash)?;
        }
    } else {
        let items = Iter::of(py, other)?;
        while let Some(item) = items.next(py)? {
            set.discard_hashed(py, item, hash::python(py, item)?)?;
        }
    }
    set.shed();
    Ok(())
}

/// `set_difference`.
///
/// # Errors
/// As [`update`].
pub(crate) fn difference<'a>(py: Py<'a>, set: &Set<'a>, other: Value<'a>) -> R<'a, &'a Set<'a>> {
    let len = match other {
        Value::Set(other) => other.len(),
        Value::Dict(dict) if is_plain(dict) => dict.len(),
        _ => usize::MAX,
    };
    if len == usize::MAX || set.len() >> 2 > len {
        let result = copy(py, set)?;
        difference_update(py, result, other)?;
        return Ok(result);
    }
    let result = empty_like(py, set);
    for (hash, item) in set.hashed() {
        let found = match other {
            Value::Set(other) => other.contains_hashed(py, item, hash)?,
            Value::Dict(dict) => dict.get(py, item)?.is_some(),
            _ => false,
        };
        if !found {
            result.add_hashed(py, item, hash)?;
        }
    }
    Ok(result)
}

/// `set_difference_multi`.
///
/// # Errors
/// As [`update`].
pub(crate) fn difference_all<'a>(py: Py<'a>, set: &Set<'a>, others: &[Value<'a>]) -> R<'a, &'a Set<'a>> {
    let Some((first, rest)) = others.split_first() else { return copy(py, set) };
    let result = difference(py, set, *first)?;
    for other in rest {
        difference_update(py, result, *other)?;
    }
    Ok(result)
}

/// `set_symmetric_difference_update`.
///
/// # Errors
/// As [`update`].
pub(crate) fn symmetric_difference_update<'a>(py: Py<'a>, set: &Set<'a>, other: Value<'a>) -> R<'a, ()> {
    if is_same(set, other) {
        set.clear();
        return Ok(());
    }
    let turn = |item: Value<'a>, hash: i64| -> R<'a, ()> {
        if !set.discard_hashed(py, item, hash)? {
            set.add_hashed(py, item, hash)?;
        }
        Ok(())
    };
    if let Value::Dict(dict) = other
        && is_plain(dict)
    {
        for key in keys(dict) {
            turn(key, hash::python(py, key)?)?;
        }
        return Ok(());
    }
    let other = match other {
        Value::Set(other) => other,
        _ => from_iterable(py, set.is_frozen(), other)?,
    };
    for (hash, item) in other.hashed() {
        turn(item, hash)?;
    }
    Ok(())
}

/// `set_symmetric_difference`: it starts from the other one.
///
/// # Errors
/// As [`update`].
pub(crate) fn symmetric_difference<'a>(py: Py<'a>, set: &'a Set<'a>, other: Value<'a>) -> R<'a, &'a Set<'a>> {
    let result = from_iterable(py, set.is_frozen(), other)?;
    symmetric_difference_update(py, result, Value::Set(set))?;
    Ok(result)
}

/// `set_isdisjoint`.
///
/// # Errors
/// As [`update`].
pub(crate) fn is_disjoint<'a>(py: Py<'a>, set: &Set<'a>, other: Value<'a>) -> R<'a, bool> {
    if let Value::Set(other) = other {
        let (asked, walked) = if other.len() > set.len() { (other, set) } else { (set, other) };
        for (hash, item) in walked.hashed() {
            if asked.contains_hashed(py, item, hash)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let items = Iter::of(py, other)?;
    while let Some(item) = items.next(py)? {
        if set.contains_hashed(py, item, hash::python(py, item)?)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// `set_issubset`.
///
/// # Errors
/// As [`update`].
pub(crate) fn is_subset<'a>(py: Py<'a>, set: &Set<'a>, other: Value<'a>) -> R<'a, bool> {
    match other {
        Value::Set(other) => Ok(set.len() <= other.len() && set.is_subset(py, other)?),
        _ => Ok(intersection(py, set, other)?.len() == set.len()),
    }
}

/// `set_issuperset`.
///
/// # Errors
/// As [`update`].
pub(crate) fn is_superset<'a>(py: Py<'a>, set: &Set<'a>, other: Value<'a>) -> R<'a, bool> {
    if let Value::Set(other) = other {
        return Ok(other.len() <= set.len() && other.is_subset(py, set)?);
    }
    let items = Iter::of(py, other)?;
    while let Some(item) = items.next(py)? {
        if !set.contains(py, item)? {
            return Ok(false);
        }
    }
    Ok(true)
}
