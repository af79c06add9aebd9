//! `raise` and `except`.

use crate::exception::{Exc, Exception, Kind, R};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::construct::construct;
use crate::value::{Type, Value};

/// What `raise value` raises: an exception, or a new one of a class; a `TypeError` for anything else.
#[cold]
pub fn raise<'a>(py: Py<'a>, value: Value<'a>) -> Exc<'a> {
    match value {
        Value::Exception(exception) => renewed(py, exception),
        Value::Type(class @ Type::Exception(_)) => match construct(py, class, Args::pos(&[])) {
            Ok(Value::Exception(exception)) => renewed(py, exception),
            Ok(_) => derive(py),
            Err(e) => e,
        },
        _ => derive(py),
    }
}

/// An exception that is raised carries the line of its `raise`.
fn renewed<'a>(py: Py<'a>, exception: &'a Exception<'a>) -> Exc<'a> {
    Exc::new(py, exception.kind, exception.args)
}

fn derive<'a>(py: Py<'a>) -> Exc<'a> {
    py.raise(Kind::TypeError, "exceptions must derive from BaseException")
}

/// `raise` alone, outside an `except`.
#[cold]
pub fn nothing_to_reraise<'a>(py: Py<'a>) -> Exc<'a> {
    py.raise(Kind::RuntimeError, "No active exception to reraise")
}

/// `assert` that did not hold.
#[cold]
pub fn assertion<'a>(py: Py<'a>, message: Option<Value<'a>>) -> Exc<'a> {
    match message {
        Some(message) => Exc::new(py, Kind::AssertionError, &[message]),
        None => Exc::new(py, Kind::AssertionError, &[]),
    }
}

/// Whether `except class` catches the exception.
///
/// # Errors
/// `TypeError` where `class` is neither an exception class nor a tuple of them.
pub fn catches<'a>(py: Py<'a>, raised: Exc<'a>, class: Value<'a>) -> R<'a, bool> {
    let classes = match class {
        Value::Tuple(classes) => classes,
        ref one => std::slice::from_ref(one),
    };
    let mut caught = false;
    for class in classes {
        match class {
            Value::Type(Type::Exception(kind)) => caught |= raised.kind().is_subclass(*kind),
            _ => {
                let message = "catching classes that do not inherit from BaseException is not allowed";
                return Err(py.raise(Kind::TypeError, message));
            }
        }
    }
    Ok(caught)
}
