//! Python's `fnmatch` on values, above [`crate::py::fnmatch`].

use std::sync::Arc;

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::fnmatch::{self, Piece};
use crate::py::iter::Iter;
use crate::py::modules::{Module, signature};
use crate::py::regex::{self, Pattern};
use crate::py::{builtins, hash, modules, re, subscript};
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
            .and_then(|[pattern]| translate(py, pattern).map(|regex| py.str(&regex))),
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

/// `translate(pat)`, which takes its argument apart by `len` and `[]`, whatever it is.
fn translate<'a>(py: Py<'a>, pattern: Value<'a>) -> R<'a, String> {
    if let Value::Str(text) = pattern {
        return Ok(fnmatch::translate(text));
    }
    let mut pieces = Vec::new();
    for at in 0..builtins::len(py, pattern)? {
        let c = subscript::getitem(py, pattern, Value::Int(at))?;
        pieces.push(match c {
            Value::Str("*") if matches!(pieces.last(), Some(Piece::Star)) => continue,
            Value::Str("*") => Piece::Star,
            Value::Str("?") => Piece::Fixed(".".into()),
            Value::Str("[") => {
                return Err(py.raise(Kind::SystemError, "a `[` in a pattern that is no str is outside the subset"));
            }
            _ => {
                let escaped = modules::call(py, "re", "escape", Args::pos(&[c]))?;
                Piece::Fixed(escaped.as_str().unwrap_or_default().to_owned())
            }
        });
    }
    Ok(fnmatch::joined(&pieces))
}

/// What names are matched with: kept in a cache, which hashes the pattern.
fn compiled<'a>(py: Py<'a>, pattern: Value<'a>) -> R<'a, Arc<Pattern>> {
    let regex = match pattern {
        Value::Str(text) => fnmatch::translate(text),
        Value::Bytes(_) => return Err(py.raise(Kind::SystemError, "patterns of bytes are not supported")),
        _ => {
            hash::python(py, pattern)?;
            translate(py, pattern)?
        }
    };
    regex::cached(&regex, 0).map_err(|e| re::raise(py, &e))
}

fn matches<'a>(py: Py<'a>, name: Value<'a>, pattern: Value<'a>) -> Ret<'a> {
    let pattern = compiled(py, pattern)?;
    let found = pattern.is_match(re::subject(py, name)?);
    found.map(Value::Bool).map_err(|e| re::raise(py, &e))
}

fn filter<'a>(py: Py<'a>, names: Value<'a>, pattern: Value<'a>) -> Ret<'a> {
    path(py, pattern)?;
    let pattern = compiled(py, pattern)?;
    let mut found = Vec::new();
    let names = Iter::of(py, names)?;
    while let Some(name) = names.next(py)? {
        if pattern.is_match(re::subject(py, name)?).map_err(|e| re::raise(py, &e))? {
            found.push(name);
        }
    }
    Ok(py.list(&found))
}
