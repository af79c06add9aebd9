//! `raise` and `except`.

use crate::exception::{Exc, Exception, Kind, R};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::construct::construct;
use crate::value::{Type, Value};

/// What `raise value` raises: an exception, or a new one of a class; a `TypeError` for anything else.
#[cold]
pub fn raise<'a>(py: Py<'a>, value: Value<'a>) -> Exc<'a> {
    match instance(py, value) {
        Ok(exception) => Exc::from_exception(py, exception),
        Err(e) => e,
    }
}

/// The exception that is raised: the value itself, or a new one of a class.
fn instance<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a Exception<'a>> {
    match value {
        Value::Exception(exception) => Ok(exception),
        Value::Type(class) if class.is_subclass(Type::Exception(Kind::BaseException)) => {
            match construct(py, class, Args::pos(&[]))? {
                Value::Exception(exception) => Ok(exception),
                _ => Err(derive(py)),
            }
        }
        _ => Err(derive(py)),
    }
}

/// What `raise value from cause` raises.
#[cold]
pub fn raise_from<'a>(py: Py<'a>, value: Value<'a>, cause: Value<'a>) -> Exc<'a> {
    let raised = match instance(py, value) {
        Ok(raised) => raised,
        Err(e) => return e,
    };
    let cause = match cause {
        Value::None => Value::None,
        Value::Type(class) if class.is_subclass(Type::Exception(Kind::BaseException)) => match instance(py, cause) {
            Ok(cause) => Value::Exception(cause),
            Err(e) => return e,
        },
        Value::Exception(_) => cause,
        _ => return py.raise(Kind::TypeError, "exception causes must derive from BaseException"),
    };
    raised.set_cause(cause);
    Exc::from_exception(py, raised)
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
            Value::Type(Type::User(class)) if class.kind().is_some() => {
                caught |= raised.kind().is_subclass(Kind::User(class));
            }
            _ => {
                let message = "catching classes that do not inherit from BaseException is not allowed";
                return Err(py.raise(Kind::TypeError, message));
            }
        }
    }
    Ok(caught)
}

/// A method that nothing calls, as far as could be told, was called.
#[cold]
pub fn not_compiled<'a>(py: Py<'a>, name: &str) -> Exc<'a> {
    crate::py::special::outside(py, &format!("a call of `{name}` that nothing names"))
}
