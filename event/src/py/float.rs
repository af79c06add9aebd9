//! `float` as text: `repr`, and the rounded forms that `format` and `%` share (`Python/pystrtod.c`).

use std::fmt::Write;

/// `repr(x)`: the shortest digits that read back as `x`; with an exponent from 1e16 up and below 1e-4.
pub fn repr(x: f64) -> String {
    shortest(x, false)
}

/// The shortest form; with `alternate`, one that has a point before its exponent too.
pub(crate) fn shortest(x: f64, alternate: bool) -> String {
    if let Some(text) = special(x) {
        return text.to_owned();
    }
    let scientific = nearest(x);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let negative = mantissa.starts_with('-');
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let mut out = String::with_capacity(24);
    if negative {
        out.push('-');
    }
    if (-4..16).contains(&exponent) {
        positional(&mut out, &digits, exponent);
        if !out.contains('.') {
            out.push_str(".0");
        }
    } else {
        exponential(&mut out, &digits, exponent, alternate);
    }
    out
}

/// The shortest digits that read back as `x`, and of those the nearest. Rust's own round a tie away from zero, where
/// CPython takes the even one; asked for a number of digits, Rust does too.
fn nearest(x: f64) -> String {
    let shortest = format!("{x:e}");
    let digits = shortest.split('e').next().unwrap_or("").bytes().filter(u8::is_ascii_digit).count();
    let rounded = format!("{x:.*e}", digits.saturating_sub(1));
    if rounded.parse() == Ok(x) { rounded } else { shortest }
}

/// `inf`, `-inf`, `nan`.
fn special(x: f64) -> Option<&'static str> {
    if x.is_nan() {
        return Some("nan");
    }
    match x {
        f64::INFINITY => Some("inf"),
        f64::NEG_INFINITY => Some("-inf"),
        _ => None,
    }
}

/// `digits` with the point after the digit of `10**exponent`.
fn positional(out: &mut String, digits: &str, exponent: i32) {
    let Ok(exponent) = usize::try_from(exponent) else {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', exponent.unsigned_abs() as usize - 1));
        out.push_str(digits);
        return;
    };
    match digits.split_at_checked(exponent + 1) {
        Some((whole, "")) => out.push_str(whole),
        Some((whole, fraction)) => {
            out.push_str(whole);
            out.push('.');
            out.push_str(fraction);
        }
        None => {
            out.push_str(digits);
            out.extend(std::iter::repeat_n('0', exponent + 1 - digits.len()));
        }
    }
}

/// `d.ddde+xx`; `alternate` keeps the point where no digit follows it.
fn exponential(out: &mut String, digits: &str, exponent: i32, alternate: bool) {
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    out.push_str(first);
    if !rest.is_empty() || alternate {
        out.push('.');
    }
    out.push_str(rest);
    let sign = if exponent < 0 { '-' } else { '+' };
    let _ = write!(out, "e{sign}{:02}", exponent.unsigned_abs());
}

/// A float's digits run out by here: what is asked beyond is zeros, and Rust's formatter takes no more than 2^16.
const EXACT_DIGITS: usize = 1100;

/// How `format` and `%` write a float.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Style {
    /// `e`, `f` or `g`.
    pub form: Form,
    /// Digits after the point (`e`, `f`) or digits in all (`g`).
    pub precision: usize,
    /// `#`: always a point, and `g` keeps its zeros.
    pub alternate: bool,
    /// `.0` after what looks like an int: the form of `format(x, '.3')`.
    pub add_point_zero: bool,
    /// `z`: no minus before what rounds to zero.
    pub no_negative_zero: bool,
}

impl Style {
    /// Whether the text is as long as the precision, however few digits the float has.
    pub(crate) fn writes_all_digits(self) -> bool {
        self.form != Form::General || self.alternate
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    Exponent,
    Fixed,
    General,
}

/// `x` in lower case, correctly rounded from its exact value, ties to even.
pub(crate) fn styled(x: f64, style: Style) -> String {
    if let Some(text) = special(x) {
        return text.to_owned();
    }
    let text = match style.form {
        Form::Fixed => fixed(x, style),
        Form::Exponent => {
            let (negative, digits, exponent) = rounded(x, style.precision.saturating_add(1));
            let mut out = sign(negative);
            exponential(&mut out, &digits, exponent, style.alternate);
            out
        }
        Form::General => general(x, style),
    };
    match text.strip_prefix('-') {
        // `e` forms have exponent digits, of which none are non-zero where the number is.
        Some(rest) if style.no_negative_zero && !rest.bytes().any(|b| matches!(b, b'1'..=b'9')) => rest.to_owned(),
        _ => text,
    }
}

fn sign(negative: bool) -> String {
    String::from(if negative { "-" } else { "" })
}

fn fixed(x: f64, style: Style) -> String {
    let exact = style.precision.min(EXACT_DIGITS);
    let mut out = format!("{x:.exact$}");
    out.extend(std::iter::repeat_n('0', style.precision - exact));
    if style.alternate && style.precision == 0 {
        out.push('.');
    }
    out
}

/// The sign, `count` significant digits and the exponent of the first.
fn rounded(x: f64, count: usize) -> (bool, String, i32) {
    let exact = count.clamp(1, EXACT_DIGITS) - 1;
    let scientific = format!("{x:.exact$e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let mut digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.extend(std::iter::repeat_n('0', count.saturating_sub(exact + 1)));
    (mantissa.starts_with('-'), digits, exponent.parse().unwrap_or(0))
}

fn general(x: f64, style: Style) -> String {
    let precision = style.precision.max(1);
    // Trailing zeros go unless `#` keeps them; only then may there be more digits than a float has.
    let count = if style.alternate { precision } else { precision.min(EXACT_DIGITS) };
    let (negative, mut digits, exponent) = rounded(x, count);
    if !style.alternate {
        let kept = digits.trim_end_matches('0').len().max(1);
        digits.truncate(kept);
    }
    let mut out = sign(negative);
    // The form without a type turns to an exponent one digit earlier, as `repr` counts `.0` in.
    let limit = i64::try_from(precision).unwrap_or(i64::MAX) - i64::from(style.add_point_zero);
    if exponent < -4 || i64::from(exponent) >= limit {
        exponential(&mut out, &digits, exponent, style.alternate);
        return out;
    }
    positional(&mut out, &digits, exponent);
    if !out.contains('.') {
        if style.add_point_zero {
            out.push_str(".0");
        } else if style.alternate {
            out.push('.');
        }
    }
    out
}
