//! What `match` asks of its subject.

use crate::exception::{Exc, Kind, R};
use crate::heap::Py;
use crate::py::dict::Dict;
use crate::py::iter::Iter;
use crate::py::set::Set;
use crate::py::{abc, compare, dict_methods, subscript, text};
use crate::value::{Type, Value};

/// The items of a subject that a sequence pattern can match: list, tuple or range, never text.
///
/// # Errors
/// What walking a sequence that is written in Python raises.
pub fn sequence<'a>(py: Py<'a>, subject: Value<'a>) -> R<'a, Option<&'a [Value<'a>]>> {
    Ok(match subject {
        Value::Tuple(items) => Some(items),
        Value::List(list) => Some(list.snapshot()),
        Value::Range(_) => Some(py.alloc_slice(&Iter::of(py, subject)?.collect(py)?)),
        Value::Native(_) if abc::is_sequence(subject) => Some(py.alloc_slice(&Iter::of(py, subject)?.collect(py)?)),
        other => other.as_tuple(),
    })
}

/// The subject, where a mapping pattern of so many keys can match it.
pub fn mapping(subject: Value<'_>, keys: usize) -> Option<Value<'_>> {
    let length = match subject {
        Value::Dict(dict) => dict.len(),
        // Keys that differ by case may be one of them.
        Value::Native(native) if abc::is_mapping(subject) => native.length().unwrap_or_default(),
        _ => return None,
    };
    (length >= keys).then_some(subject)
}

/// What the mapping has under each of the keys of a pattern, which are looked up before any value is looked at; `None` where
/// one is missing.
///
/// # Errors
/// `ValueError` for a key that is there twice, `TypeError` for one that cannot be hashed; what a mapping that is written in
/// Python raises.
pub fn values<'a, const N: usize>(
    py: Py<'a>,
    mapping: Value<'a>,
    keys: [Value<'a>; N],
) -> R<'a, Option<[Value<'a>; N]>> {
    let seen = Set::new(py, false);
    let mut values = [Value::None; N];
    for (key, value) in keys.into_iter().zip(&mut values) {
        if !seen.add(py, key)? {
            let key = text::repr(py, key)?;
            return Err(py.raise(Kind::ValueError, &format!("mapping pattern checks duplicate key ({key})")));
        }
        let Some(found) = item(py, mapping, key)? else { return Ok(None) };
        *value = found;
    }
    Ok(Some(values))
}

/// `mapping.get(key)`, or `None` where there is no such key.
fn item<'a>(py: Py<'a>, mapping: Value<'a>, key: Value<'a>) -> R<'a, Option<Value<'a>>> {
    match mapping {
        Value::Dict(dict) => dict.get(py, key),
        _ if compare::contains(py, mapping, key)? => subscript::getitem(py, mapping, key).map(Some),
        _ => Ok(None),
    }
}

/// What `**rest` binds: the pairs whose keys no pattern named.
///
/// # Errors
/// `TypeError` for keys that cannot be hashed; `KeyError` for one that the mapping knows by another name.
pub fn rest<'a>(py: Py<'a>, mapping: Value<'a>, named: &[Value<'a>]) -> R<'a, Value<'a>> {
    let rest = py.alloc(Dict::new(py));
    dict_methods::update(py, rest, mapping)?;
    for key in named {
        if rest.remove(py, *key)?.is_none() {
            return Err(Exc::new(py, Kind::KeyError, &[*key]));
        }
    }
    Ok(Value::Dict(rest))
}

/// Whether the subject is of the class: `case str():`.
pub fn is_class(subject: Value<'_>, class: Value<'_>) -> bool {
    matches!(class, Value::Type(class) if subject.class().is_subclass(class) && class != Type::Object)
        || matches!(class, Value::Type(Type::Object))
}
