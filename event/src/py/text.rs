//! `str(x)`, `repr(x)`.

use crate::exception::R;
use crate::heap::Py;
use crate::value::Value;

/// `str(value)`.
///
/// # Errors
/// `RecursionError` for what is nested too deeply.
pub fn str_of<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    match value {
        Value::Str(s) => Ok(s),
        other => repr(py, other),
    }
}

/// `repr(value)`.
///
/// # Errors
/// As [`str_of`].
pub fn repr<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    Ok(py.alloc_str(&format!("{value:?}")))
}
