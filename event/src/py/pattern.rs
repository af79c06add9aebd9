//! What `match` asks of its subject.

use crate::exception::R;
use crate::heap::Py;
use crate::py::dict::Dict;
use crate::value::{Type, Value};

/// The items of a subject that a sequence pattern can match: list, tuple or range, never text.
pub fn sequence<'a>(py: Py<'a>, subject: Value<'a>) -> R<'a, Option<&'a [Value<'a>]>> {
    Ok(match subject {
        Value::Tuple(items) => Some(items),
        Value::List(list) => Some(list.snapshot()),
        Value::Range(_) => Some(py.alloc_slice(&crate::py::iter::Iter::of(py, subject)?.collect(py)?)),
        other => other.as_tuple(),
    })
}

/// The dict of a subject that a mapping pattern can match.
pub fn mapping(subject: Value<'_>) -> Option<&'_ Dict<'_>> {
    match subject {
        Value::Dict(dict) => Some(dict),
        _ => None,
    }
}

/// What `**rest` binds: the pairs whose keys no pattern named.
///
/// # Errors
/// `TypeError` for keys that cannot be hashed.
pub fn rest<'a>(py: Py<'a>, dict: &Dict<'a>, named: &[Value<'a>]) -> R<'a, Value<'a>> {
    let rest = py.alloc(Dict::new(py));
    for (key, value) in dict.pairs() {
        rest.insert(py, *key, *value)?;
    }
    for key in named {
        rest.remove(py, *key)?;
    }
    Ok(Value::Dict(rest))
}

/// Whether the subject is of the class: `case str():`.
pub fn is_class(subject: Value<'_>, class: Value<'_>) -> bool {
    matches!(class, Value::Type(class) if subject.class().is_subclass(class) && class != Type::Object)
        || matches!(class, Value::Type(Type::Object))
}
