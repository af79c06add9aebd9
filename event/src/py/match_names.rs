//! Python's `fnmatch` on values, above [`crate::py::fnmatch`].

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::modules::{Module, signature};
use crate::py::{fnmatch, hash, re};
use crate::value::Value;

/// The module.
pub const MODULE: Module = Module {
    name: "fnmatch",
    functions: FUNCTIONS,
    constants: &[],
    in_c: false,
    call: function,
    constant: |_, _| None,
};

/// The functions of the module.
pub const FUNCTIONS: &[&str] = &["fnmatch", "fnmatchcase", "filter", "translate"];

/// `fnmatch.name(*args)`; `None` where there is no such function.
pub fn function<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    const NAMES: &[&str] = &["name", "pat"];
    Some(match name {
        "fnmatch" => signature("fnmatch", NAMES, py, args, &[None, None]).and_then(|[name, pattern]| {
            path(py, name)?;
            path(py, pattern)?;
            matches(py, name, pattern)
        }),
        "fnmatchcase" => signature("fnmatchcase", NAMES, py, args, &[None, None])
            .and_then(|[name, pattern]| matches(py, name, pattern)),
        "filter" => signature("filter", &["names", "pat"], py, args, &[None, None])
            .and_then(|[names, pattern]| filter(py, names, pattern)),
        "translate" => signature("translate", &["pat"], py, args, &[None])
            .and_then(|[pattern]| text_of(py, pattern).map(|pattern| py.str(&fnmatch::translate(pattern)))),
        _ => return None,
    })
}

/// `os.path.normcase(value)`, which on POSIX changes nothing.
fn path<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, ()> {
    match value {
        Value::Str(_) | Value::Bytes(_) => Ok(()),
        _ => {
            let class = value.type_name();
            Err(py.type_error(format_args!("expected str, bytes or os.PathLike object, not {class}")))
        }
    }
}

/// What `translate` reads: it walks over its argument, after the cache has hashed it.
fn text_of<'a>(py: Py<'a>, pattern: Value<'a>) -> R<'a, &'a str> {
    match pattern {
        Value::Str(text) => Ok(text),
        Value::Bytes(_) => Err(py.raise(Kind::SystemError, "patterns of bytes are not supported")),
        _ => {
            hash::python(py, pattern)?;
            Err(py.type_error(format_args!("object of type '{}' has no len()", pattern.type_name())))
        }
    }
}

fn matches<'a>(py: Py<'a>, name: Value<'a>, pattern: Value<'a>) -> Ret<'a> {
    let pattern = text_of(py, pattern)?;
    let found = fnmatch::fnmatchcase(re::subject(py, name)?, pattern);
    found.map(Value::Bool).map_err(|e| re::raise(py, &e))
}

fn filter<'a>(py: Py<'a>, names: Value<'a>, pattern: Value<'a>) -> Ret<'a> {
    path(py, pattern)?;
    let pattern = text_of(py, pattern)?;
    let mut found = Vec::new();
    let names = Iter::of(py, names)?;
    while let Some(name) = names.next(py)? {
        if fnmatch::fnmatchcase(re::subject(py, name)?, pattern).map_err(|e| re::raise(py, &e))? {
            found.push(name);
        }
    }
    Ok(py.list(&found))
}
