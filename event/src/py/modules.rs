//! The modules of Python's library that are compiled in: what each has, and where it is.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::function::{Func, Names};
use crate::py::locals::Signature;
use crate::py::{
    abc, base64, binascii, caching, collections, construct, copy, datetime, dateutil, difflib, functools, hashlib, ip,
    itertools, json, logging, match_names as fnmatch, math, mock, operator, panther, re, shlex, string, time, urllib,
    uuid,
};
use crate::value::Value;

/// A module of the library that is compiled in.
#[derive(Debug)]
pub struct Module {
    /// As it is imported.
    pub name: &'static str,
    /// Its functions.
    pub functions: &'static [&'static str],
    /// Its classes, which can be called, and its constants.
    pub constants: &'static [&'static str],
    /// Whether its functions are written in C, and not in Python: then they are builtins.
    pub in_c: bool,
    /// `module.name(*args)` for a function; `None` where there is none of this name.
    pub call: for<'a> fn(Py<'a>, &str, Args<'a, '_>) -> Option<Ret<'a>>,
    /// `module.name` for what is no function.
    pub constant: for<'a> fn(Py<'a>, &str) -> Option<Value<'a>>,
}

/// Every module.
pub const MODULES: &[Module] = &[
    abc::MODULE,
    base64::MODULE,
    binascii::MODULE,
    caching::MODULE,
    caching::correlation::MODULE,
    collections::MODULE,
    copy::MODULE,
    datetime::MODULE,
    difflib::MODULE,
    datetime::ZONEINFO,
    dateutil::PARSER,
    dateutil::TZ,
    fnmatch::MODULE,
    functools::MODULE,
    hashlib::MODULE,
    ip::MODULE,
    itertools::MODULE,
    json::MODULE,
    json::DECODER,
    logging::MODULE,
    math::MODULE,
    mock::MODULE,
    operator::MODULE,
    panther::ENRICHED_EVENT,
    panther::EXCEPTIONS,
    panther::IMMUTABLE,
    panther::PACKAGE,
    re::MODULE,
    shlex::MODULE,
    string::MODULE,
    time::CALENDAR,
    time::MODULE,
    urllib::MODULE,
    uuid::MODULE,
];

fn module(name: &str) -> Option<&'static Module> {
    MODULES.iter().find(|module| module.name == name)
}

/// `module.name(*args)`.
///
/// # Errors
/// What the function raises; `AttributeError` where there is none.
pub fn call<'a>(py: Py<'a>, module: &str, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let called = self::module(module).and_then(|module| (module.call)(py, name, args));
    match called {
        Some(result) => result,
        None => match constant(py, module, name) {
            Some(Value::Type(class)) => construct::construct(py, class, args),
            Some(value) => Err(py.type_error(format_args!("'{}' object is not callable", value.type_name()))),
            None => Err(missing(py, module, name)),
        },
    }
}

/// `module.name`: a constant, a class, or a function as a value.
///
/// # Errors
/// `AttributeError` where there is none.
pub fn value<'a>(py: Py<'a>, module: &str, name: &str) -> Ret<'a> {
    match constant(py, module, name).or_else(|| function(py, module, name)) {
        Some(value) => Ok(value),
        None => Err(missing(py, module, name)),
    }
}

/// `module.name` for what is no function.
pub fn constant<'a>(py: Py<'a>, module: &str, name: &str) -> Option<Value<'a>> {
    if name == "__name__" {
        // `os.path` is another name of its module.
        return self::module(module)
            .map(|known| Value::Str(if known.name == "os.path" { "posixpath" } else { known.name }));
    }
    self::module(module).and_then(|module| (module.constant)(py, name))
}

/// `module.name` for a function: `map(ipaddress.ip_address, addresses)`.
pub fn function<'a>(py: Py<'a>, module: &str, name: &str) -> Option<Value<'a>> {
    let module = self::module(module)?;
    let name: &'static str = module.functions.iter().find(|known| **known == name)?;
    let code = move |py: Py<'a>, args: Args<'a, '_>| {
        (module.call)(py, name, args).unwrap_or_else(|| Err(missing(py, module.name, name)))
    };
    Some(match (module.in_c, module.name) {
        (true, "functools") => Func::in_c(py, "_functools", name, code),
        (true, "hashlib") => hashlib::function(py, name, code),
        (true, "operator") => Func::in_c(py, "_operator", name, code),
        (true, own) => Func::in_c(py, own, name, code),
        (false, "dateutil.parser") => Func::python(py, Names::new("dateutil.parser._parser", name, name), code),
        (false, own) => Func::python(py, Names::new(own, name, name), code),
    })
}

/// Binds the arguments of a function of the library that is written in Python.
///
/// # Errors
/// `TypeError` as such a function's call raises it.
pub(crate) fn signature<'a, const N: usize>(
    name: &'static str,
    positional: &'static [&'static str],
    py: Py<'a>,
    args: Args<'a, '_>,
    defaults: &[Option<Value<'a>>],
) -> R<'a, [Value<'a>; N]> {
    Signature { name, positional, positional_only: 0, vararg: false, keyword_only: &[], kwarg: false }
        .bind(py, args, defaults)
}

#[cold]
fn missing<'a>(py: Py<'a>, module: &str, name: &str) -> Exc<'a> {
    py.raise(Kind::AttributeError, &format!("module '{module}' has no attribute '{name}'"))
}
