//! The format specification mini-language: `[[fill]align][sign][z][#][0][width][,_][.precision][type]`.

use crate::exception::{Exc, R};
use crate::heap::Py;
use crate::py::chars;

/// A parsed specification.
#[derive(Clone, Debug)]
pub(super) struct Spec {
    /// The type of the value, for messages.
    type_name: &'static str,
    pub fill: char,
    /// `<`, `>`, `^` or `=`.
    pub align: char,
    /// `+`, `-` or a space.
    pub sign: Option<char>,
    /// `z`: what rounds to zero has no minus.
    pub no_negative_zero: bool,
    /// `#`.
    pub alternate: bool,
    pub width: usize,
    /// `,` or `_`.
    pub separator: Option<char>,
    pub precision: Option<usize>,
    /// The type's letter; `\0` where there is none and the value has no default.
    pub kind: char,
}

impl Spec {
    /// # Errors
    /// `ValueError` for what is no specification.
    pub(super) fn parse<'a>(py: Py<'a>, text: &str, type_name: &'static str, kind: char, align: char) -> R<'a, Spec> {
        let mut spec = Spec {
            type_name,
            fill: ' ',
            align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: 0,
            separator: None,
            precision: None,
            kind,
        };
        let mut rest = text;
        let mut ahead = text.chars();
        let (mut filled, mut aligned) = (false, false);
        match (ahead.next(), ahead.next()) {
            (Some(fill), Some(align @ ('<' | '>' | '=' | '^'))) => {
                (spec.fill, spec.align, filled, aligned) = (fill, align, true, true);
                rest = ahead.as_str();
            }
            (Some(align @ ('<' | '>' | '=' | '^')), _) => {
                (spec.align, aligned) = (align, true);
                rest = rest.get(1..).unwrap_or("");
            }
            _ => {}
        }
        if let Some(sign) = rest.chars().next().filter(|c| matches!(c, '+' | '-' | ' ')) {
            spec.sign = Some(sign);
            rest = rest.get(1..).unwrap_or("");
        }
        spec.no_negative_zero = eat(&mut rest, 'z');
        spec.alternate = eat(&mut rest, '#');
        if !filled && eat(&mut rest, '0') {
            spec.fill = '0';
            if !aligned && align == '>' {
                spec.align = '=';
            }
        }
        spec.width = number(py, &mut rest)?.unwrap_or(0);
        if eat(&mut rest, ',') {
            spec.separator = Some(',');
        }
        if rest.starts_with('_') {
            if spec.separator.is_some() {
                return Err(py.value_error(format_args!("Cannot specify both ',' and '_'.")));
            }
            spec.separator = Some('_');
            eat(&mut rest, '_');
        }
        if spec.separator == Some('_') && rest.starts_with(',') {
            return Err(py.value_error(format_args!("Cannot specify both ',' and '_'.")));
        }
        if eat(&mut rest, '.') {
            spec.precision = number(py, &mut rest)?;
            if spec.precision.is_none() {
                return Err(py.value_error(format_args!("Format specifier missing precision")));
            }
        }
        let mut last = rest.chars();
        match (last.next(), last.next()) {
            (_, Some(_)) => {
                return Err(
                    py.value_error(format_args!("Invalid format specifier '{text}' for object of type '{type_name}'"))
                );
            }
            (Some(kind), None) => spec.kind = kind,
            (None, _) => {}
        }
        spec.check_separator(py)?;
        Ok(spec)
    }

    fn check_separator<'a>(&self, py: Py<'a>) -> R<'a, ()> {
        match (self.separator, self.kind) {
            (None, _) | (_, 'd' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F' | '\0') => Ok(()),
            (Some('_'), 'b' | 'o' | 'x' | 'X') => Ok(()),
            (Some(separator), kind @ '!'..='\x7f') => {
                Err(py.value_error(format_args!("Cannot specify '{separator}' with '{kind}'.")))
            }
            (Some(separator), kind) => {
                Err(py
                    .value_error(format_args!("Cannot specify '{separator}' with '\\x{:x}'.", chars::code_point(kind))))
            }
        }
    }

    /// `ValueError` for a type's letter that the value's type has not.
    #[cold]
    pub(super) fn unknown_code<'a>(&self, py: Py<'a>) -> Exc<'a> {
        let name = self.type_name;
        match self.kind {
            kind @ '!'..='\x7f' => {
                py.value_error(format_args!("Unknown format code '{kind}' for object of type '{name}'"))
            }
            kind => py.value_error(format_args!(
                "Unknown format code '\\x{:x}' for object of type '{name}'",
                chars::code_point(kind)
            )),
        }
    }

    /// What goes to the left and to the right of a text of `len` characters.
    pub(super) fn padding(&self, len: usize) -> (usize, usize) {
        let missing = self.width.saturating_sub(len);
        match self.align {
            '>' => (missing, 0),
            '^' => (missing / 2, missing - missing / 2),
            _ => (0, missing),
        }
    }
}

fn eat(rest: &mut &str, c: char) -> bool {
    match rest.strip_prefix(c) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

/// A number in decimal digits of any script, if there is one.
///
/// # Errors
/// `ValueError` beyond 63 bits.
pub(super) fn number<'a>(py: Py<'a>, rest: &mut &str) -> R<'a, Option<usize>> {
    let mut value = None;
    while let Some(c) = rest.chars().next() {
        let Some(digit) = chars::decimal_value(c) else { break };
        let next = i64::checked_mul(value.unwrap_or(0), 10).and_then(|v| v.checked_add(i64::from(digit)));
        let Some(next) = next else {
            return Err(py.value_error(format_args!("Too many decimal digits in format string")));
        };
        value = Some(next);
        *rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    Ok(value.and_then(|v| usize::try_from(v).ok()))
}
