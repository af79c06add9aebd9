//! The modules of Python's library that are compiled in: what each has, and where it is.

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::function::Func;
use crate::py::locals::Signature;
use crate::py::{construct, ip, json, match_names, math, re};
use crate::value::{Type, Value};

/// A module: its name, its functions, its constants and classes.
pub type Module = (&'static str, &'static [&'static str], &'static [&'static str]);

/// Every module. Classes stand among the constants; they can be called too.
pub const MODULES: &[Module] = &[
    (
        "re",
        re::FUNCTIONS,
        &[
            "NOFLAG",
            "T",
            "TEMPLATE",
            "I",
            "IGNORECASE",
            "L",
            "LOCALE",
            "M",
            "MULTILINE",
            "S",
            "DOTALL",
            "U",
            "UNICODE",
            "X",
            "VERBOSE",
            "DEBUG",
            "A",
            "ASCII",
            "error",
            "Pattern",
            "Match",
        ],
    ),
    (
        "ipaddress",
        ip::FUNCTIONS,
        &[
            "IPv4Address",
            "IPv6Address",
            "IPv4Interface",
            "IPv6Interface",
            "IPv4Network",
            "IPv6Network",
            "AddressValueError",
            "NetmaskValueError",
            "IPV4LENGTH",
            "IPV6LENGTH",
        ],
    ),
    ("fnmatch", match_names::FUNCTIONS, &[]),
    ("json", &["dumps", "loads"], &["JSONDecodeError"]),
    ("math", math::NAMES, &["pi", "e", "tau", "inf", "nan"]),
];

/// `module.name(*args)`.
///
/// # Errors
/// What the function raises; `AttributeError` where there is none.
pub fn call<'a>(py: Py<'a>, module: &str, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    let called = match (module, name) {
        ("re", _) => re::function(py, name, args),
        ("ipaddress", _) => ip::function(py, name, args),
        ("fnmatch", _) => match_names::function(py, name, args),
        ("json", "dumps") => Some(json::dumps_with(py, args)),
        ("json", "loads") => Some(json::loads(py, args)),
        ("math", _) => math::call(py, name, args),
        _ => None,
    };
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
pub fn constant<'a>(_py: Py<'a>, module: &str, name: &str) -> Option<Value<'a>> {
    Some(match (module, name) {
        ("re", "error") => Value::Type(Type::Exception(Kind::RegexError)),
        ("re", "Pattern") => Value::Type(Type::Native("Pattern")),
        ("re", "Match") => Value::Type(Type::Native("Match")),
        ("re", _) => Value::Int(i64::from(re::CONSTANTS.iter().find(|(known, _)| *known == name)?.1)),
        ("ipaddress", "AddressValueError") => Value::Type(Type::Exception(Kind::AddressValueError)),
        ("ipaddress", "NetmaskValueError") => Value::Type(Type::Exception(Kind::NetmaskValueError)),
        ("ipaddress", "IPV4LENGTH") => Value::Int(32),
        ("ipaddress", "IPV6LENGTH") => Value::Int(128),
        ("ipaddress", _) => Value::Type(Type::Native(ip::CLASSES.iter().find(|known| **known == name)?)),
        ("json", "JSONDecodeError") => Value::Type(Type::Exception(Kind::JSONDecodeError)),
        ("math", _) => Value::Float(math::constant(name)?),
        _ => return None,
    })
}

/// `module.name` for a function: `map(ipaddress.ip_address, addresses)`.
pub fn function<'a>(py: Py<'a>, module: &str, name: &str) -> Option<Value<'a>> {
    let (module, functions, _) = MODULES.iter().find(|(known, ..)| *known == module)?;
    let name: &'static str = functions.iter().find(|known| **known == name)?;
    let code = move |py: Py<'a>, args: Args<'a, '_>| call(py, module, name, args);
    Some(match *module {
        "math" => Func::builtin(py, name, code),
        // The other modules are written in Python.
        _ => Func::python(py, name, code),
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
