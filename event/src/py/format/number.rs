//! `format` of numbers: digits, then sign, prefix, grouping and padding around them.

use num_traits::ToPrimitive;

use super::spec::Spec;
use crate::exception::{Kind, R};
use crate::heap::Py;
use crate::py::float::{self, Form, Style};
use crate::py::{chars, float_ops, integer, text};
use crate::value::Value;

/// A number's text in the parts that are laid out separately.
struct Parts<'t> {
    negative: bool,
    /// `0x` and its like.
    prefix: &'t str,
    /// The digits before the point, which are grouped.
    digits: &'t str,
    /// The point and all behind it; or what has no digits, such as `inf`.
    remainder: &'t str,
}

/// `format(int, spec)`.
pub(super) fn int<'a>(py: Py<'a>, value: Value<'a>, spec: &Spec) -> R<'a, &'a str> {
    match spec.kind {
        'd' | 'n' | 'b' | 'o' | 'x' | 'X' | 'c' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            return float(py, float_ops::of_number(py, value)?.unwrap_or(0.0), spec);
        }
        _ => return Err(spec.unknown_code(py)),
    }
    if spec.precision.is_some() {
        return Err(py.value_error(format_args!("Precision not allowed in integer format specifier")));
    }
    if spec.no_negative_zero {
        let message = "Negative zero coercion (z) not allowed in integer format specifier";
        return Err(py.value_error(format_args!("{message}")));
    }
    if spec.kind == 'c' {
        let c = character(py, value, spec)?;
        return layout(
            py,
            &Parts { negative: false, prefix: "", digits: "", remainder: c.encode_utf8(&mut [0; 4]) },
            spec,
        );
    }
    let written = match spec.kind {
        'd' | 'n' => text::int_text(py, value)?,
        kind => in_base(py, value, kind)?,
    };
    let (negative, digits) = match written.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, written.as_str()),
    };
    let prefix = match (spec.alternate, spec.kind) {
        (true, 'b') => "0b",
        (true, 'o') => "0o",
        (true, 'x') => "0x",
        (true, 'X') => "0X",
        _ => "",
    };
    layout(py, &Parts { negative, prefix, digits, remainder: "" }, spec)
}

/// The digits of an `int` in the base that `b`, `o`, `x` or `X` names, after a minus if need be.
pub(super) fn in_base<'a>(py: Py<'a>, value: Value<'a>, kind: char) -> R<'a, String> {
    let value = integer::to_bigint(value).unwrap_or_default();
    py.room(usize::try_from(value.bits()).unwrap_or(usize::MAX))?;
    let digits = match kind {
        'b' => value.to_str_radix(2),
        'o' => value.to_str_radix(8),
        _ => value.to_str_radix(16),
    };
    Ok(if kind == 'X' { digits.to_ascii_uppercase() } else { digits })
}

fn character<'a>(py: Py<'a>, value: Value<'a>, spec: &Spec) -> R<'a, char> {
    if spec.sign.is_some() {
        return Err(py.value_error(format_args!("Sign not allowed with integer format specifier 'c'")));
    }
    if spec.alternate {
        let message = "Alternate form (#) not allowed with integer format specifier 'c'";
        return Err(py.value_error(format_args!("{message}")));
    }
    let Some(code) = integer::to_bigint(value).and_then(|code| code.to_i64()) else {
        return Err(py.raise(Kind::OverflowError, "Python int too large to convert to C long"));
    };
    u32::try_from(code)
        .ok()
        .and_then(chars::from_code_point)
        .ok_or_else(|| py.raise(Kind::OverflowError, "%c arg not in range(0x110000)"))
}

/// `format(float, spec)`.
pub(super) fn float<'a>(py: Py<'a>, x: f64, spec: &Spec) -> R<'a, &'a str> {
    let form = match spec.kind {
        'e' | 'E' => Form::Exponent,
        'f' | 'F' | '%' => Form::Fixed,
        'g' | 'G' | 'n' | '\0' => Form::General,
        _ => return Err(spec.unknown_code(py)),
    };
    let precision = spec.precision.unwrap_or(6);
    if i32::try_from(precision).is_err() {
        return Err(py.value_error(format_args!("precision too big")));
    }
    let style = Style {
        form,
        precision,
        alternate: spec.alternate,
        add_point_zero: spec.kind == '\0',
        no_negative_zero: spec.no_negative_zero,
    };
    if style.writes_all_digits() {
        py.room(precision)?;
    }
    let x = if spec.kind == '%' { x * 100.0 } else { x };
    let mut written = if spec.kind == '\0' && spec.precision.is_none() {
        let positive_zero = spec.no_negative_zero && x == 0.0;
        float::shortest(if positive_zero { 0.0 } else { x }, spec.alternate)
    } else {
        float::styled(x, style)
    };
    if matches!(spec.kind, 'E' | 'F' | 'G') {
        written.make_ascii_uppercase();
    }
    if spec.kind == '%' {
        written.push('%');
    }
    let (negative, unsigned) = match written.strip_prefix('-') {
        Some(unsigned) => (true, unsigned),
        None => (false, written.as_str()),
    };
    let end = unsigned.find(|c: char| !c.is_ascii_digit()).unwrap_or(unsigned.len());
    let (digits, remainder) = unsigned.split_at_checked(end).unwrap_or((unsigned, ""));
    layout(py, &Parts { negative, prefix: "", digits, remainder }, spec)
}

fn layout<'a>(py: Py<'a>, parts: &Parts<'_>, spec: &Spec) -> R<'a, &'a str> {
    let sign = match (parts.negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        _ => "",
    };
    // A character of `%c` counts as one whatever its bytes.
    let fixed = sign.len() + parts.prefix.len() + parts.remainder.chars().count();
    py.room(spec.width.saturating_mul(spec.fill.len_utf8()).saturating_add(2 * parts.digits.len()))?;
    let least = if spec.fill == '0' && spec.align == '=' { spec.width.saturating_sub(fixed) } else { 0 };
    let grouped = if parts.digits.is_empty() { String::new() } else { grouped(parts.digits, least, spec) };
    let len = fixed + grouped.len();
    let (left, right) = spec.padding(len);
    let (before, inside, after) =
        if spec.align == '=' { (0, spec.width.saturating_sub(len), 0) } else { (left, 0, right) };
    let mut out = bumpalo::collections::String::new_in(py.bump());
    out.extend(std::iter::repeat_n(spec.fill, before));
    out.push_str(sign);
    out.push_str(parts.prefix);
    out.extend(std::iter::repeat_n(spec.fill, inside));
    out.push_str(&grouped);
    out.push_str(parts.remainder);
    out.extend(std::iter::repeat_n(spec.fill, after));
    Ok(out.into_bump_str())
}

/// `digits` with separators and zeros before them, `least` characters long at least; a separator never comes first, so
/// that the result may be one longer.
fn grouped(digits: &str, least: usize, spec: &Spec) -> String {
    let Some(separator) = spec.separator else {
        let mut out = "0".repeat(least.saturating_sub(digits.len()));
        out.push_str(digits);
        return out;
    };
    let size = if matches!(spec.kind, 'b' | 'o' | 'x' | 'X') { 4 } else { 3 };
    let mut reversed = String::with_capacity(digits.len() + digits.len() / size + least);
    let mut rest = digits.chars().rev();
    let mut count = 0;
    loop {
        let digit = rest.next();
        if digit.is_none() && reversed.len() >= least {
            break;
        }
        if count > 0 && count % size == 0 {
            reversed.push(separator);
        }
        reversed.push(digit.unwrap_or('0'));
        count += 1;
    }
    reversed.chars().rev().collect()
}
