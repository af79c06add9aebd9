//! `str(x)`, `repr(x)`, `ascii(x)`: what each class's `tp_repr` and `tp_str` write.

use std::fmt::Write;

use crate::exception::{Exception, Kind, R};
use crate::heap::{Py, RECURSION_LIMIT};
use crate::py::chars;
use crate::py::dict::{self, Dict, View};
use crate::py::native::Native;
use crate::py::{collections, dateutil, float, integer, special};
use crate::value::{Type, Value};

/// `sys.get_int_max_str_digits()`.
const MAX_INT_DIGITS: usize = 4300;

/// `str(value)`.
///
/// # Errors
/// `RecursionError` for what is nested too deeply; `ValueError` for an int of more than 4300 digits; `MemoryError` for
/// a text past the heap's limit.
pub fn str_of<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    str_within(py, value, 0)
}

fn str_within<'a>(py: Py<'a>, value: Value<'a>, depth: u32) -> R<'a, &'a str> {
    match value {
        Value::Str(s) => Ok(s),
        Value::None => Ok("None"),
        // An exception's argument may be an exception, and so on.
        Value::Exception(_) if depth >= RECURSION_LIMIT => {
            let message = "maximum recursion depth exceeded while getting the str of an object";
            Err(py.raise(Kind::RecursionError, message))
        }
        Value::Exception(e) => match special::str(py, value)? {
            Some(text) => Ok(text),
            None => str_of_exception(py, e, depth + 1),
        },
        Value::Instance(_) => match special::str(py, value)? {
            Some(text) => Ok(text),
            None => repr(py, value),
        },
        Value::Native(native) => native.str(py),
        other => repr(py, other),
    }
}

/// `repr(value)`.
///
/// # Errors
/// As [`str_of`].
pub fn repr<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    let mut writer = Writer { py, out: String::new(), open: Vec::new(), depth: 0 };
    writer.repr(value)?;
    Ok(py.alloc_str(&writer.out))
}

/// `ascii(value)`: its repr with what is not ASCII escaped.
///
/// # Errors
/// As [`str_of`].
pub fn ascii<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    let text = repr(py, value)?;
    if text.is_ascii() {
        return Ok(text);
    }
    let mut out = String::with_capacity(2 * text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            escape(&mut out, chars::code_point(c));
        }
    }
    Ok(py.alloc_str(&out))
}

/// `repr(s)` of a `str`: in single quotes unless it has one of them and no double one.
pub fn quote(out: &mut String, s: &str) {
    let quote = if s.contains('\'') && !s.contains('"') { '"' } else { '\'' };
    out.reserve(s.len() + 2);
    out.push(quote);
    for c in s.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            _ if chars::is_printable(c) => out.push(c),
            _ => escape(out, chars::code_point(c)),
        }
    }
    out.push(quote);
}

/// `repr(b)` of a `bytes`.
pub fn quote_bytes(out: &mut String, bytes: &[u8]) {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' };
    out.reserve(bytes.len() + 3);
    out.push('b');
    out.push(char::from(quote));
    for b in bytes {
        match *b {
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b if b == quote => {
                out.push('\\');
                out.push(char::from(b));
            }
            b' '..=b'~' => out.push(char::from(*b)),
            b => {
                let _ = write!(out, "\\x{b:02x}");
            }
        }
    }
    out.push(char::from(quote));
}

/// `\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that holds it.
pub(crate) fn escape(out: &mut String, code: u32) {
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// The decimal digits of an `int`.
///
/// # Errors
/// `ValueError` beyond 4300 digits, as CPython limits them.
pub fn decimal<'a>(py: Py<'a>, value: &num_bigint::BigInt) -> R<'a, String> {
    // 2^14284 has 4300 digits: what has more bits need not be written to know that it is too long.
    let text = if value.bits() > 14_290 { None } else { Some(value.to_string()) };
    match text {
        Some(text) if text.len() - usize::from(text.starts_with('-')) <= MAX_INT_DIGITS => Ok(text),
        _ => Err(py.value_error(format_args!(
            "Exceeds the limit ({MAX_INT_DIGITS} digits) for integer string conversion; use \
             sys.set_int_max_str_digits() to increase the limit"
        ))),
    }
}

/// `str(e)`: nothing, the one argument, or the tuple of all; some classes have a form of their own.
pub(crate) fn str_of_exception<'a>(py: Py<'a>, e: &'a Exception<'a>, depth: u32) -> R<'a, &'a str> {
    match (e.kind, e.args()) {
        (_, []) => Ok(""),
        (kind, [one]) if kind.is_subclass(Kind::KeyError) => repr(py, *one),
        (Kind::ParserError, args) if let Some(text) = dateutil::error_text(py, args)? => Ok(text),
        (_, [one]) => str_within(py, *one, depth),
        (Kind::OSError, [errno, text]) => {
            let line = format!("[Errno {}] {}", str_within(py, *errno, depth)?, str_within(py, *text, depth)?);
            Ok(py.alloc_str(&line))
        }
        (
            Kind::UnicodeDecodeError,
            [Value::Str(codec), Value::Bytes(bytes), Value::Int(start), Value::Int(end), reason],
        ) => {
            let reason = str_within(py, *reason, depth)?;
            let byte = usize::try_from(*start).ok().and_then(|at| bytes.get(at));
            let line = match byte {
                Some(byte) if end - start == 1 => {
                    format!("'{codec}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
                }
                _ => format!("'{codec}' codec can't decode bytes in position {start}-{}: {reason}", end - 1),
            };
            Ok(py.alloc_str(&line))
        }
        (
            Kind::UnicodeEncodeError,
            [Value::Str(codec), Value::Str(text), Value::Int(start), Value::Int(end), reason],
        ) => {
            let reason = str_within(py, *reason, depth)?;
            let at = usize::try_from(*start).ok().and_then(|at| text.chars().nth(at));
            let line = match at {
                Some(c) if end - start == 1 => {
                    let mut escaped = String::new();
                    escape(&mut escaped, chars::code_point(c));
                    format!("'{codec}' codec can't encode character '{escaped}' in position {start}: {reason}")
                }
                _ => format!("'{codec}' codec can't encode characters in position {start}-{}: {reason}", end - 1),
            };
            Ok(py.alloc_str(&line))
        }
        // After `panther_core/exceptions.py`.
        (Kind::PantherError, [first, rest @ ..]) => {
            let mut line = format!("{}: ", str_within(py, *first, depth)?);
            for (i, arg) in rest.iter().enumerate() {
                if i > 0 {
                    line.push_str(", ");
                }
                line.push_str(str_within(py, *arg, depth)?);
            }
            Ok(py.alloc_str(&line))
        }
        (_, all) => repr(py, Value::Tuple(all)),
    }
}

/// `repr(e)` as the builtin classes write it: the class's name and the arguments.
pub(crate) fn repr_of_exception<'a>(py: Py<'a>, e: &'a Exception<'a>) -> R<'a, &'a str> {
    let mut writer = Writer { py, out: String::new(), open: Vec::new(), depth: 0 };
    writer.exception(e)?;
    Ok(py.alloc_str(&writer.out))
}

/// `module.name` as `repr` of a class prints it.
pub(crate) fn qualified(class: Type) -> String {
    if let Type::User(class) = class {
        return format!("{}.{}", class.module(), class.qualified());
    }
    let name = class.name();
    let module = match class {
        Type::Exception(kind) => match kind {
            Kind::JSONDecodeError => "json.decoder.",
            Kind::AddressValueError | Kind::NetmaskValueError => "ipaddress.",
            Kind::BinasciiError => "binascii.",
            Kind::ParserError => "dateutil.parser._parser.",
            Kind::RegexError => "re.",
            Kind::ClientError => "botocore.exceptions.",
            Kind::DecimalException | Kind::Inexact | Kind::Rounded | Kind::DecimalOverflow => "decimal.",
            Kind::PantherError => "panther_core.exceptions.",
            _ => "",
        },
        Type::Native(name) => match name {
            "IPv4Address" | "IPv6Address" | "IPv4Network" | "IPv6Network" | "IPv4Interface" | "IPv6Interface" => {
                "ipaddress."
            }
            "datetime" | "date" | "time" | "timedelta" | "timezone" | "tzinfo" | "IsoCalendarDate" => "datetime.",
            "struct_time" => "time.",
            "UUID" => "uuid.",
            "HASH" => "_hashlib.",
            "ZoneInfo" => "zoneinfo.",
            "tzutc" | "tzlocal" | "tzoffset" => "dateutil.tz.tz.",
            "Pattern" | "Match" => "re.",
            "MagicMock" => "unittest.mock.",
            "difflib.Match" | "SequenceMatcher" => "difflib.",
            "partial" | "KeyWrapper" => "functools.",
            "Logger" | "RootLogger" => "logging.",
            "attrgetter" | "itemgetter" | "methodcaller" => "operator.",
            "PantherEvent" => "panther_core.enriched_event.",
            "DataModel" => "panther_core.data_model.",
            "ABCMeta" => "abc.",
            "ImmutableContainerMixin" | "ImmutableCaseInsensitiveDict" | "ImmutableList" => "panther_core.immutable.",
            "Counter" | "OrderedDict" | "defaultdict" | "deque" => "collections.",
            "DefragResult" | "DefragResultBytes" | "ParseResult" | "ParseResultBytes" | "SplitResult"
            | "SplitResultBytes" => "urllib.parse.",
            _ if crate::py::abc::NAMES.contains(&name) => "collections.abc.",
            _ => "",
        },
        Type::Iterator(full) => return full.to_owned(),
        _ => "",
    };
    format!("{module}{name}")
}

/// One repr as it is written.
struct Writer<'a> {
    py: Py<'a>,
    out: String,
    /// The containers around this place, by address and class: one inside itself is not walked again.
    open: Vec<(usize, Type)>,
    depth: u32,
}

impl<'a> Writer<'a> {
    fn repr(&mut self, value: Value<'a>) -> R<'a, ()> {
        match value {
            Value::None => self.out.push_str("None"),
            Value::Bool(true) => self.out.push_str("True"),
            Value::Bool(false) => self.out.push_str("False"),
            Value::Int(i) => {
                let _ = write!(self.out, "{i}");
            }
            Value::Big(big) => self.out.push_str(&decimal(self.py, &big.to_bigint())?),
            Value::Float(x) => self.out.push_str(&float::repr(x)),
            Value::Str(s) => {
                self.py.room(self.out.len() + s.len())?;
                quote(&mut self.out, s);
            }
            Value::Bytes(bytes) => {
                self.py.room(self.out.len() + 4 * bytes.len())?;
                quote_bytes(&mut self.out, bytes);
            }
            Value::Tuple([]) => self.out.push_str("()"),
            Value::Tuple(items) => {
                self.within(items.as_ptr().addr(), Type::Tuple, "(...)", |w| {
                    w.out.push('(');
                    w.items(|i| items.get(i).copied())?;
                    w.out.push_str(if items.len() == 1 { ",)" } else { ")" });
                    Ok(())
                })?;
            }
            Value::List(list) => {
                self.within(std::ptr::from_ref(list).addr(), Type::List, "[...]", |w| {
                    w.out.push('[');
                    w.items(|i| list.get(i))?;
                    w.out.push(']');
                    Ok(())
                })?;
            }
            Value::Dict(dict) => self.dict(dict)?,
            Value::View(view) => self.view(view)?,
            Value::Set(set) => {
                let (before, recursive, after) = match (set.is_frozen(), set.is_empty()) {
                    (false, true) => ("set(", "", ")"),
                    (false, false) => ("{", "set(...)", "}"),
                    (true, true) => ("frozenset(", "", ")"),
                    (true, false) => ("frozenset({", "frozenset(...)", "})"),
                };
                self.within(std::ptr::from_ref(set).addr(), value.class(), recursive, |w| {
                    w.out.push_str(before);
                    let mut from = 0;
                    while let Some((next, item)) = set.next_from(from) {
                        if from > 0 {
                            w.out.push_str(", ");
                        }
                        from = next;
                        w.repr(item)?;
                    }
                    w.out.push_str(after);
                    Ok(())
                })?;
            }
            Value::Range(range) => {
                let [start, stop, step] = range.bounds(self.py);
                self.out.push_str("range(");
                self.repr(start)?;
                self.out.push_str(", ");
                self.repr(stop)?;
                if !matches!(step, Value::Int(1)) {
                    self.out.push_str(", ");
                    self.repr(step)?;
                }
                self.out.push(')');
            }
            Value::Exception(e) => match special::repr(self.py, value)? {
                Some(text) => self.out.push_str(text),
                None => self.exception(e)?,
            },
            Value::Instance(_) => match special::repr(self.py, value)? {
                Some(text) => self.out.push_str(text),
                None => self.out.push_str(special::default_repr(self.py, value)),
            },
            Value::Type(class) => {
                let _ = write!(self.out, "<class '{}'>", qualified(class));
            }
            // The addresses differ from run to run in CPython too.
            // These two print what they have left, which is theirs alone to know.
            Value::Iter(iter) if matches!(iter.type_name(), "itertools.count" | "itertools.repeat") => {
                let message = format!("the repr of `{}` is outside the subset", iter.type_name());
                return Err(self.py.raise(Kind::SystemError, &message));
            }
            Value::Iter(iter) => {
                let at = std::ptr::from_ref(iter).addr();
                let _ = match iter.type_name() {
                    "generator" => write!(self.out, "<generator object {} at {at:#x}>", iter.qualname()),
                    name => write!(self.out, "<{name} object at {at:#x}>"),
                };
            }
            Value::Func(func) => {
                let at = std::ptr::from_ref(func).addr();
                let name = func.name();
                let _ = match (func.class(), func.receiver()) {
                    (Type::Function, _) => write!(self.out, "<function {} at {at:#x}>", func.qualified().1),
                    (_, Some(receiver)) => {
                        let class = qualified(receiver.class());
                        write!(self.out, "<built-in method {name} of {class} object at {at:#x}>")
                    }
                    (_, None) => write!(self.out, "<built-in function {name}>"),
                };
            }
            Value::Native(Native::Deque(deque)) => {
                self.within(std::ptr::from_ref(deque).addr(), value.class(), "[...]", |w| {
                    w.out.push_str("deque(");
                    w.repr(w.py.list(deque.snapshot()))?;
                    if let Some(most) = deque.most() {
                        let _ = write!(w.out, ", maxlen={most}");
                    }
                    w.out.push(')');
                    Ok(())
                })?;
            }
            Value::Native(native) => {
                let text = native.repr(self.py)?;
                self.out.push_str(text);
            }
            Value::Ellipsis => self.out.push_str("Ellipsis"),
            Value::NotImplemented => self.out.push_str("NotImplemented"),
        }
        Ok(())
    }

    fn exception(&mut self, e: &'a Exception<'a>) -> R<'a, ()> {
        if e.kind == Kind::ParserError {
            self.out.push_str(&dateutil::error_repr(self.py, e.args())?);
            return Ok(());
        }
        self.out.push_str(e.kind.python_name());
        self.out.push('(');
        self.deeper(|w| w.items(|i| e.args().get(i).copied()))?;
        self.out.push(')');
        Ok(())
    }

    fn dict(&mut self, dict: &'a Dict<'a>) -> R<'a, ()> {
        match dict.kind() {
            dict::Kind::Plain => self.pairs(dict),
            dict::Kind::Counter if dict.is_empty() => {
                self.out.push_str("Counter()");
                Ok(())
            }
            dict::Kind::Counter => self.deeper(|w| {
                w.out.push_str("Counter(");
                w.pairs(collections::shown(w.py, dict)?)?;
                w.out.push(')');
                Ok(())
            }),
            dict::Kind::Default(factory) => {
                self.out.push_str("defaultdict(");
                // What makes the values may be bound to the dict itself.
                self.within(std::ptr::from_ref(dict).addr(), dict.class(), "...", |w| w.repr(factory.get()))?;
                self.out.push_str(", ");
                self.pairs(dict)?;
                self.out.push(')');
                Ok(())
            }
            dict::Kind::Ordered(_) if dict.is_empty() => {
                self.out.push_str("OrderedDict()");
                Ok(())
            }
            dict::Kind::Ordered(_) => self.within(std::ptr::from_ref(dict).addr(), dict.class(), "...", |w| {
                let pairs: Vec<_> = dict.pairs().iter().map(|(key, value)| w.py.tuple(&[*key, *value])).collect();
                w.out.push_str("OrderedDict(");
                w.repr(w.py.list(&pairs))?;
                w.out.push(')');
                Ok(())
            }),
        }
    }

    fn pairs(&mut self, dict: &'a Dict<'a>) -> R<'a, ()> {
        self.within(std::ptr::from_ref(dict).addr(), Type::Dict, "{...}", |w| {
            w.out.push('{');
            let mut from = 0;
            while let Some((next, key, value)) = dict.next_from(from) {
                if from > 0 {
                    w.out.push_str(", ");
                }
                from = next;
                w.repr(key)?;
                w.out.push_str(": ");
                w.repr(value)?;
            }
            w.out.push('}');
            Ok(())
        })
    }

    fn view(&mut self, view: View<'a>) -> R<'a, ()> {
        let class = view.class();
        self.within(std::ptr::from_ref(view.dict()).addr(), class, "...", |w| {
            w.out.push_str(class.name());
            w.out.push_str("([");
            let mut from = 0;
            while let Some((next, key, value)) = view.dict().next_from(from) {
                if from > 0 {
                    w.out.push_str(", ");
                }
                from = next;
                w.repr(view.pick(w.py, key, value))?;
            }
            w.out.push_str("])");
            Ok(())
        })
    }

    /// The items `get` gives from 0 on, which it is asked for one by one.
    fn items(&mut self, get: impl Fn(usize) -> Option<Value<'a>>) -> R<'a, ()> {
        let mut at = 0;
        while let Some(item) = get(at) {
            if at > 0 {
                self.out.push_str(", ");
            }
            at += 1;
            self.repr(item)?;
        }
        Ok(())
    }

    /// `write` inside a container, or `recursive` where that container is open already.
    fn within(
        &mut self,
        address: usize,
        class: Type,
        recursive: &str,
        write: impl FnOnce(&mut Writer<'a>) -> R<'a, ()>,
    ) -> R<'a, ()> {
        if self.open.contains(&(address, class)) {
            self.out.push_str(recursive);
            return Ok(());
        }
        // A few lists that share their items can print to any length.
        self.py.room(self.out.len())?;
        self.open.push((address, class));
        let written = self.deeper(write);
        self.open.pop();
        written
    }

    fn deeper(&mut self, write: impl FnOnce(&mut Writer<'a>) -> R<'a, ()>) -> R<'a, ()> {
        if self.depth >= RECURSION_LIMIT {
            let message = "maximum recursion depth exceeded while getting the repr of an object";
            return Err(self.py.raise(Kind::RecursionError, message));
        }
        self.depth += 1;
        let written = write(self);
        self.depth -= 1;
        written
    }
}

/// The digits of any `int`, for messages and `%d`.
///
/// # Errors
/// As [`decimal`].
pub(crate) fn int_text<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, String> {
    match value {
        Value::Int(i) => Ok(i.to_string()),
        Value::Bool(b) => Ok(i64::from(b).to_string()),
        other => integer::to_bigint(other).map_or_else(|| Ok(String::new()), |big| decimal(py, &big)),
    }
}
