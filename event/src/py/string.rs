//! `string`: its constants, and `capwords`, by `Lib/string.py`.

use crate::exception::Ret;
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::method;
use crate::py::modules::{Module, signature};
use crate::value::Value;

/// The module.
pub const MODULE: Module = Module {
    name: "string",
    functions: &["capwords"],
    constants: &[
        "ascii_letters",
        "ascii_lowercase",
        "ascii_uppercase",
        "digits",
        "hexdigits",
        "octdigits",
        "printable",
        "punctuation",
        "whitespace",
    ],
    in_c: false,
    call: |py, name, args| (name == "capwords").then(|| capwords(py, args)),
    constant: |_, name| constant(name).map(Value::Str),
};

fn constant(name: &str) -> Option<&'static str> {
    Some(match name {
        "ascii_letters" => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ascii_lowercase" => "abcdefghijklmnopqrstuvwxyz",
        "ascii_uppercase" => "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "digits" => "0123456789",
        "hexdigits" => "0123456789abcdefABCDEF",
        "octdigits" => "01234567",
        "printable" => {
            "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ \t\n\r\x0b\x0c"
        }
        "punctuation" => "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        "whitespace" => " \t\n\r\x0b\x0c",
        _ => return None,
    })
}

/// `capwords(s, sep=None)`.
fn capwords<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [s, separator] = signature("capwords", &["s", "sep"], py, args, &[None, Some(Value::None)])?;
    let joiner = if separator.truth() { separator } else { Value::Str(" ") };
    let words = Iter::of(py, method::call(py, s, "split", Args::pos(&[separator]))?)?;
    let mut capitalized = Vec::new();
    while let Some(word) = words.next(py)? {
        capitalized.push(method::call(py, word, "capitalize", Args::pos(&[]))?);
    }
    method::call(py, joiner, "join", Args::pos(&[py.list(&capitalized)]))
}
