//! A case: an operation over values that can be written as Python and made in the heap.

use std::fmt::Write;
use std::io::Write as _;
use std::process::{Command, Stdio};

use event::py::args::Args;
use event::py::dict::Dict;
use event::py::set::Set;
use event::py::{bytes_methods, format, str_methods, text};
use event::value::{Range, Type};
use event::{Heap, Py, R, Value};

/// A value on both sides.
#[derive(Clone, Debug)]
pub enum V {
    None,
    Bool(bool),
    Int(i64),
    Big(&'static str),
    Float(f64),
    Str(String),
    Bytes(Vec<u8>),
    List(Vec<V>),
    Tuple(Vec<V>),
    Dict(Vec<(V, V)>),
    Set(bool, Vec<V>),
    Range(i128, i128, i128),
    /// `str`, as a class.
    Class,
}

pub fn s(text: &str) -> V {
    V::Str(text.to_owned())
}

pub fn b(bytes: &[u8]) -> V {
    V::Bytes(bytes.to_vec())
}

impl V {
    pub fn python(&self, out: &mut String) {
        let list = |out: &mut String, items: &[V]| {
            for item in items {
                item.python(out);
                out.push(',');
            }
        };
        match self {
            V::None => out.push_str("None"),
            V::Bool(true) => out.push_str("True"),
            V::Bool(false) => out.push_str("False"),
            V::Int(i) => write!(out, "{i}").unwrap(),
            V::Big(digits) => out.push_str(digits),
            V::Float(x) => write!(out, "struct.unpack('<d', ({}).to_bytes(8, 'little'))[0]", x.to_bits()).unwrap(),
            V::Str(text) => {
                out.push('\'');
                for c in text.chars() {
                    let code = event::py::chars::code_point(c);
                    if c.is_ascii_alphanumeric() { out.push(c) } else { write!(out, "\\U{code:08x}").unwrap() }
                }
                out.push('\'');
            }
            V::Bytes(bytes) => {
                out.push_str("b'");
                bytes.iter().for_each(|b| write!(out, "\\x{b:02x}").unwrap());
                out.push('\'');
            }
            V::List(items) => {
                out.push('[');
                list(out, items);
                out.push(']');
            }
            V::Tuple(items) => {
                out.push('(');
                list(out, items);
                out.push(')');
            }
            V::Dict(pairs) => {
                out.push('{');
                for (key, value) in pairs {
                    key.python(out);
                    out.push(':');
                    value.python(out);
                    out.push(',');
                }
                out.push('}');
            }
            V::Set(frozen, items) => {
                out.push_str(if *frozen { "frozenset([" } else { "set([" });
                list(out, items);
                out.push_str("])");
            }
            V::Range(start, stop, step) => write!(out, "range({start},{stop},{step})").unwrap(),
            V::Class => out.push_str("str"),
        }
    }

    pub fn value<'a>(&self, py: Py<'a>) -> Value<'a> {
        let all = |items: &[V]| items.iter().map(|item| item.value(py)).collect::<Vec<_>>();
        match self {
            V::None => Value::None,
            V::Bool(b) => Value::Bool(*b),
            V::Int(i) => Value::Int(*i),
            V::Big(digits) => py.int(&digits.parse().unwrap()),
            V::Float(x) => Value::Float(*x),
            V::Str(text) => py.str(text),
            V::Bytes(bytes) => Value::Bytes(py.alloc_slice(bytes)),
            V::List(items) => py.list(&all(items)),
            V::Tuple(items) => py.tuple(&all(items)),
            V::Dict(pairs) => {
                let dict = Dict::new(py);
                for (key, value) in pairs {
                    dict.insert(py, key.value(py), value.value(py)).unwrap();
                }
                Value::Dict(py.alloc(dict))
            }
            V::Set(frozen, items) => {
                let set = Set::new(py, *frozen);
                for item in items {
                    set.add(py, item.value(py)).unwrap();
                }
                Value::Set(py.alloc(set))
            }
            V::Range(start, stop, step) => {
                Value::Range(py.alloc(Range { start: *start, stop: *stop, step: *step, written: None }))
            }
            V::Class => Value::Type(Type::Str),
        }
    }
}

/// What is done.
#[derive(Clone, Debug)]
pub enum Case {
    Method { receiver: V, name: &'static str, args: Vec<V>, kw: Vec<(&'static str, V)> },
    Format(V, String),
    Percent(String, V),
    Repr(V),
    Str(V),
    Ascii(V),
}

impl Case {
    pub fn method(receiver: V, name: &'static str, args: &[V]) -> Case {
        Case::Method { receiver, name, args: args.to_vec(), kw: Vec::new() }
    }

    fn python(&self, out: &mut String) {
        let call = |out: &mut String, function: &str, values: &[&V]| {
            out.push_str(function);
            out.push('(');
            for value in values {
                value.python(out);
                out.push(',');
            }
            out.push(')');
        };
        match self {
            Case::Method { receiver, name, args, kw } => {
                out.push('(');
                receiver.python(out);
                write!(out, ").{name}(").unwrap();
                for arg in args {
                    arg.python(out);
                    out.push(',');
                }
                for (name, arg) in kw {
                    write!(out, "{name}=").unwrap();
                    arg.python(out);
                    out.push(',');
                }
                out.push(')');
            }
            Case::Format(value, spec) => call(out, "format", &[value, &s(spec)]),
            Case::Percent(format, args) => {
                s(format).python(out);
                out.push_str(" % ");
                args.python(out);
            }
            Case::Repr(value) => call(out, "repr", &[value]),
            Case::Str(value) => call(out, "str", &[value]),
            Case::Ascii(value) => call(out, "ascii", &[value]),
        }
    }

    fn run<'a>(&self, py: Py<'a>) -> R<'a, Value<'a>> {
        match self {
            Case::Method { receiver, name, args, kw } => {
                let args: Vec<Value<'a>> = args.iter().map(|arg| arg.value(py)).collect();
                let kw: Vec<(&'a str, Value<'a>)> =
                    kw.iter().map(|(name, arg)| (py.alloc_str(name), arg.value(py))).collect();
                let receiver = receiver.value(py);
                let args = Args { pos: &args, kw: &kw };
                let called = str_methods::call(py, receiver, name, args)
                    .or_else(|| bytes_methods::call(py, receiver, name, args));
                called.expect("a method")
            }
            Case::Format(value, spec) => format::format(py, value.value(py), spec).map(Value::Str),
            Case::Percent(format, args) => format::percent(py, py.alloc_str(format), args.value(py)),
            Case::Repr(value) => text::repr(py, value.value(py)).map(Value::Str),
            Case::Str(value) => text::str_of(py, value.value(py)).map(Value::Str),
            Case::Ascii(value) => text::ascii(py, value.value(py)).map(Value::Str),
        }
    }
}

/// What `python3` prints for this program.
pub fn python(program: &str) -> String {
    let mut child = Command::new("python3")
        .arg("-")
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is the oracle of these tests");
    let mut stdin = child.stdin.take().unwrap();
    let program = program.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(program.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "python3 failed");
    String::from_utf8(output.stdout).unwrap()
}

const PRELUDE: &str = "
import struct, warnings
warnings.simplefilter('ignore')
def show(case):
    try:
        print(ascii(case()))
    except Exception as e:
        print(type(e).__name__ + ': ' + ascii(str(e)))
";

/// Runs every case on both sides.
pub fn check(cases: &[Case]) {
    let mut program = String::from(PRELUDE);
    for case in cases {
        program.push_str("show(lambda: ");
        case.python(&mut program);
        program.push_str(")\n");
    }
    let expected = python(&program);
    let expected: Vec<&str> = expected.lines().collect();
    assert_eq!(expected.len(), cases.len());
    let mut heap = Heap::default();
    let (mut wrong, mut report) = (0, String::new());
    for (case, expected) in cases.iter().zip(expected) {
        let found = {
            let py = heap.enter();
            match case.run(py) {
                Ok(value) => text::ascii(py, value).unwrap().to_owned(),
                Err(e) => {
                    let message = text::ascii(py, py.str(e.message(py))).unwrap();
                    format!("{}: {message}", e.kind().python_name())
                }
            }
        };
        heap.reset();
        if found != expected {
            wrong += 1;
            if wrong <= 25 {
                let mut shown = String::new();
                case.python(&mut shown);
                writeln!(report, "{shown}\n  python {expected}\n  ours   {found}").unwrap();
            }
        }
    }
    assert_eq!(wrong, 0, "{wrong} of {} cases differ:\n{report}", cases.len());
}
