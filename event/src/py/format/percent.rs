//! `format % args`.

use num_traits::ToPrimitive;

use super::number::in_base;
use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::float::{Form, Style, styled};
use crate::py::native::Native;
use crate::py::{arguments, chars, float_ops, integer, str_methods, subscript, text};
use crate::value::Value;

/// `format % args`.
///
/// # Errors
/// `TypeError` for too few or too many arguments and for those of a wrong type; `ValueError` for a format that is none;
/// `MemoryError` for a width past the heap's limit.
pub fn percent<'a>(py: Py<'a>, format: &'a str, args: Value<'a>) -> Ret<'a> {
    let mut state = State {
        py,
        format,
        rest: format.chars(),
        supply: Supply::of(args),
        // Sequences count as mappings: CPython asks only whether they can be subscripted.
        mapping: is_subscriptable(args).then_some(args),
        out: String::with_capacity(format.len() + 32),
    };
    while let Some(c) = state.rest.next() {
        if c == '%' {
            state.conversion()?;
            py.room(state.out.len())?;
        } else {
            state.out.push(c);
        }
    }
    if state.mapping.is_none() && state.supply.has_more() {
        return Err(py.type_error(format_args!("not all arguments converted during string formatting")));
    }
    Ok(py.str(&state.out))
}

fn is_subscriptable(value: Value<'_>) -> bool {
    match value {
        Value::Dict(_) | Value::List(_) | Value::Bytes(_) | Value::Range(_) => true,
        Value::Native(native) => matches!(native, Native::Network(_) | Native::Panther(_)),
        _ => false,
    }
}

/// Where the next argument comes from.
#[derive(Clone, Copy)]
enum Supply<'a> {
    Tuple(&'a [Value<'a>]),
    One(Value<'a>),
    Empty,
}

impl<'a> Supply<'a> {
    fn of(args: Value<'a>) -> Supply<'a> {
        match args.as_tuple() {
            Some(items) => Supply::Tuple(items),
            None => Supply::One(args),
        }
    }

    fn has_more(self) -> bool {
        match self {
            Supply::Tuple(rest) => !rest.is_empty(),
            Supply::One(_) => true,
            Supply::Empty => false,
        }
    }
}

struct State<'a> {
    py: Py<'a>,
    format: &'a str,
    rest: std::str::Chars<'a>,
    supply: Supply<'a>,
    mapping: Option<Value<'a>>,
    out: String,
}

#[derive(Clone, Copy, Default)]
struct Flags {
    left: bool,
    sign: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
}

impl<'a> State<'a> {
    fn conversion(&mut self) -> R<'a, ()> {
        let py = self.py;
        // `%%` alone is a percent sign; with a width between, it is a conversion that there is not.
        if self.rest.as_str().starts_with('%') {
            self.rest.next();
            self.out.push('%');
            return Ok(());
        }
        if self.rest.as_str().starts_with('(') {
            self.key()?;
        }
        // `None` from here on is a format that ended too early, which is said once all before it was looked at.
        let mut c = self.rest.next();
        let mut flags = Flags::default();
        loop {
            match c {
                Some('-') => flags.left = true,
                Some('+') => flags.sign = true,
                Some(' ') => flags.blank = true,
                Some('#') => flags.alternate = true,
                Some('0') => flags.zero = true,
                _ => break,
            }
            c = self.rest.next();
        }
        let mut width = 0;
        if c == Some('*') {
            let given = self.star()?;
            let given = arguments::ssize(py, given)?;
            flags.left |= given < 0;
            width = usize::try_from(given.unsigned_abs()).unwrap_or(usize::MAX);
            c = self.rest.next();
        } else {
            while let Some(digit) = c.filter(char::is_ascii_digit) {
                width = accumulate(width, digit, i64::MAX as usize)
                    .ok_or_else(|| py.value_error(format_args!("width too big")))?;
                c = self.rest.next();
            }
        }
        let mut precision = None;
        if c == Some('.') {
            c = self.rest.next();
            let mut given = 0;
            if c == Some('*') {
                let star = self.star()?;
                given = usize::try_from(arguments::c_int(py, star)?).unwrap_or(0);
                c = self.rest.next();
            } else {
                while let Some(digit) = c.filter(char::is_ascii_digit) {
                    given = accumulate(given, digit, i32::MAX as usize)
                        .ok_or_else(|| py.value_error(format_args!("precision too big")))?;
                    c = self.rest.next();
                }
            }
            precision = Some(given);
        }
        if matches!(c, Some('h' | 'l' | 'L')) {
            c = self.rest.next();
        }
        let Some(kind) = c else { return Err(py.value_error(format_args!("incomplete format"))) };
        let value = self.next()?;
        match kind {
            's' | 'r' | 'a' => {
                let written = match kind {
                    's' => text::str_of(py, value)?,
                    'r' => text::repr(py, value)?,
                    _ => text::ascii(py, value)?,
                };
                let cut = precision.and_then(|most| written.get(..str_methods::offset(written, most)));
                self.pad(cut.unwrap_or(written), width, flags.left)?;
            }
            'c' => {
                let c = character(py, value)?;
                self.pad(c.encode_utf8(&mut [0; 4]), width, flags.left)?;
            }
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
                let digits = integer_digits(py, value, kind, precision)?;
                let prefix = match kind {
                    'o' if flags.alternate => "0o",
                    'x' if flags.alternate => "0x",
                    'X' if flags.alternate => "0X",
                    _ => "",
                };
                self.number(&digits, prefix, width, flags)?;
            }
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
                let digits = float_digits(py, value, kind, precision.unwrap_or(6), flags.alternate)?;
                self.number(&digits, "", width, flags)?;
            }
            other => return Err(self.unsupported(other)),
        }
        Ok(())
    }

    /// `(key)`: from here on the arguments are what the mapping has under it.
    fn key(&mut self) -> R<'a, ()> {
        let py = self.py;
        let Some(mapping) = self.mapping else {
            return Err(py.type_error(format_args!("format requires a mapping")));
        };
        self.rest.next();
        let start = self.rest.as_str();
        let mut open = 1;
        while open > 0 {
            match self.rest.next() {
                Some('(') => open += 1,
                Some(')') => open -= 1,
                Some(_) => {}
                None => return Err(py.value_error(format_args!("incomplete format key"))),
            }
        }
        let key = start.get(..start.len() - self.rest.as_str().len() - 1).unwrap_or("");
        self.supply = Supply::One(subscript::getitem(py, mapping, Value::Str(key))?);
        Ok(())
    }

    fn next(&mut self) -> R<'a, Value<'a>> {
        match self.supply {
            Supply::Tuple([first, rest @ ..]) => {
                self.supply = Supply::Tuple(rest);
                Ok(*first)
            }
            Supply::One(one) => {
                self.supply = Supply::Empty;
                Ok(one)
            }
            Supply::Tuple([]) | Supply::Empty => {
                Err(self.py.type_error(format_args!("not enough arguments for format string")))
            }
        }
    }

    fn star(&mut self) -> R<'a, Value<'a>> {
        let value = self.next()?;
        match value {
            Value::Int(_) | Value::Bool(_) | Value::Big(_) => Ok(value),
            _ => Err(self.py.type_error(format_args!("* wants int"))),
        }
    }

    fn pad(&mut self, written: &str, width: usize, left: bool) -> R<'a, ()> {
        self.py.room(width)?;
        let missing = width.saturating_sub(str_methods::len(written));
        if left {
            self.out.push_str(written);
        }
        self.out.extend(std::iter::repeat_n(' ', missing));
        if !left {
            self.out.push_str(written);
        }
        Ok(())
    }

    fn number(&mut self, written: &str, prefix: &str, width: usize, flags: Flags) -> R<'a, ()> {
        self.py.room(width)?;
        let (negative, digits) = match written.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, written),
        };
        let sign = match (negative, flags) {
            (true, _) => "-",
            (_, Flags { sign: true, .. }) => "+",
            (_, Flags { blank: true, .. }) => " ",
            _ => "",
        };
        let missing = width.saturating_sub(sign.len() + prefix.len() + digits.len());
        let (spaces, zeros, after) = match flags {
            Flags { left: true, .. } => (0, 0, missing),
            Flags { zero: true, .. } => (0, missing, 0),
            _ => (missing, 0, 0),
        };
        self.out.extend(std::iter::repeat_n(' ', spaces));
        self.out.push_str(sign);
        self.out.push_str(prefix);
        self.out.extend(std::iter::repeat_n('0', zeros));
        self.out.push_str(digits);
        self.out.extend(std::iter::repeat_n(' ', after));
        Ok(())
    }

    #[cold]
    fn unsupported(&self, kind: char) -> Exc<'a> {
        let read = self.format.len() - self.rest.as_str().len();
        let index = str_methods::len(self.format.get(..read).unwrap_or("")) - 1;
        let code = chars::code_point(kind);
        let shown = if (31..=126).contains(&code) { kind } else { '?' };
        self.py.value_error(format_args!("unsupported format character '{shown}' (0x{code:x}) at index {index}"))
    }
}

fn accumulate(number: usize, digit: char, most: usize) -> Option<usize> {
    let digit = digit.to_digit(10)? as usize;
    if number > (most - digit) / 10 {
        return None;
    }
    Some(number * 10 + digit)
}

fn integer_digits<'a>(py: Py<'a>, value: Value<'a>, kind: char, precision: Option<usize>) -> R<'a, String> {
    let value = match value {
        Value::Int(_) | Value::Bool(_) | Value::Big(_) => value,
        Value::Float(x) if matches!(kind, 'd' | 'i' | 'u') => float_ops::truncate(py, x)?,
        other => {
            let wanted = if matches!(kind, 'o' | 'x' | 'X') { "an integer" } else { "a real number" };
            return Err(py.type_error(format_args!("%{kind} format: {wanted} is required, not {}", other.type_name())));
        }
    };
    if precision.is_some_and(|p| p > i32::MAX as usize - 3) {
        return Err(py.raise(Kind::OverflowError, "precision too large"));
    }
    let written = match kind {
        'o' | 'x' | 'X' => in_base(py, value, kind)?,
        _ => text::int_text(py, value)?,
    };
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", written.as_str()),
    };
    let zeros = precision.unwrap_or(0).saturating_sub(digits.len());
    if zeros == 0 {
        return Ok(written);
    }
    py.room(zeros)?;
    Ok([sign, &"0".repeat(zeros), digits].concat())
}

fn float_digits<'a>(py: Py<'a>, value: Value<'a>, kind: char, precision: usize, alternate: bool) -> R<'a, String> {
    let Some(x) = float_ops::of_number(py, value)? else {
        return Err(py.type_error(format_args!("must be real number, not {}", value.type_name())));
    };
    let form = match kind {
        'e' | 'E' => Form::Exponent,
        'f' | 'F' => Form::Fixed,
        _ => Form::General,
    };
    let style = Style { form, precision, alternate, add_point_zero: false, no_negative_zero: false };
    if style.writes_all_digits() {
        py.room(precision)?;
    }
    let mut written = styled(x, style);
    if kind.is_ascii_uppercase() {
        written.make_ascii_uppercase();
    }
    Ok(written)
}

fn character<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, char> {
    let wrong = || py.type_error(format_args!("%c requires int or char"));
    if let Value::Str(s) = value {
        let mut chars = s.chars();
        return match (chars.next(), chars.next()) {
            (Some(c), None) => Ok(c),
            _ => Err(wrong()),
        };
    }
    let code = integer::to_bigint(value).ok_or_else(wrong)?;
    code.to_u32()
        .and_then(chars::from_code_point)
        .ok_or_else(|| py.raise(Kind::OverflowError, "%c arg not in range(0x110000)"))
}
