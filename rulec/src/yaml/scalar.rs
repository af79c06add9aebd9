//! What a plain scalar means. PyYAML's resolver.py and constructor.py, as Panther's loader changes them.

use super::Value;

/// The value of a plain scalar without a tag.
pub fn resolve(text: &str) -> Result<Value, String> {
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        "=" => return Err("a plain `=` is no value; quote it".to_owned()),
        _ => integer(text).or_else(|| float(text)).unwrap_or_else(|| Value::Str(text.to_owned())),
    })
}

/// The value of a scalar with a tag of the core schema, `!!str`.
pub fn tagged(text: &str, kind: &str) -> Result<Value, String> {
    let value = match kind {
        "str" | "timestamp" => Some(Value::Str(text.to_owned())),
        "null" => Some(Value::Null),
        "int" => integer(text),
        "float" => float(text).or_else(|| integer(text).and_then(|value| as_float(&value))),
        "bool" => resolve(text).ok().filter(|value| matches!(value, Value::Bool(_))),
        _ => return Err(format!("the tag `!!{kind}` is outside the subset")),
    };
    value.ok_or_else(|| format!("`{text}` is no `!!{kind}`"))
}

fn as_float(value: &Value) -> Option<Value> {
    match value {
        Value::Int(value) => Some(Value::Float(*value as f64)),
        Value::Big(digits) => digits.parse().ok().map(Value::Float),
        _ => None,
    }
}

/// YAML 1.1's integers, but that a leading zero is decimal and what has a colon is a string.
fn integer(text: &str) -> Option<Value> {
    let (negative, digits) = sign(text);
    let only = |digits: &str, allowed: fn(char) -> bool| {
        !digits.is_empty() && digits.chars().all(|c| c == '_' || allowed(c)) && digits.chars().any(allowed)
    };
    let plain = |digits: &str| digits.replace('_', "");
    let (radix, digits) = if let Some(rest) = digits.strip_prefix("0b").filter(|d| only(d, |c| matches!(c, '0' | '1')))
    {
        (2, plain(rest))
    } else if let Some(rest) = digits.strip_prefix("0x").filter(|d| only(d, |c| c.is_ascii_hexdigit())) {
        (16, plain(rest))
    } else if digits == "0"
        || digits.strip_prefix('0').is_some_and(|rest| rest.chars().all(|c| matches!(c, '0'..='7' | '_')))
        || digits.starts_with(|c: char| matches!(c, '1'..='9')) && only(digits, |c| c.is_ascii_digit())
    {
        (10, plain(digits))
    } else {
        return None;
    };
    let signed = if negative { format!("-{digits}") } else { digits };
    match i64::from_str_radix(&signed, radix) {
        Ok(value) => Some(Value::Int(value)),
        Err(_) if radix == 10 => Some(Value::Big(signed)),
        Err(_) => None,
    }
}

/// YAML 1.1's floats: a dot is needed, and an exponent's sign.
fn float(text: &str) -> Option<Value> {
    let (negative, rest) = sign(text);
    let signed = |value: f64| Some(Value::Float(if negative { -value } else { value }));
    match rest {
        ".inf" | ".Inf" | ".INF" => return signed(f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if rest.len() == text.len() => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    let (whole, fraction) = rest.split_once('.')?;
    if let Some((first, parts)) = whole.split_once(':') {
        return sexagesimal(first, parts, fraction).and_then(signed);
    }
    let (fraction, exponent) = match fraction.find(['e', 'E']) {
        Some(at) => (fraction.get(..at)?, fraction.get(at + 1..)),
        None => (fraction, None),
    };
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '_');
    let leads = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let well_formed = match whole {
        // No sign before the dot.
        "" => leads(fraction) && digits(fraction) && rest.len() == text.len(),
        _ => leads(whole) && digits(whole) && digits(fraction),
    };
    let exponent_well_formed = exponent.is_none_or(|exponent| {
        exponent.strip_prefix(['+', '-']).is_some_and(|d| !d.is_empty() && d.chars().all(|c| c.is_ascii_digit()))
    });
    if !well_formed || !exponent_well_formed {
        return None;
    }
    rest.replace('_', "").parse().ok().and_then(signed)
}

/// `1:30.5`: hours, minutes, seconds.
fn sexagesimal(first: &str, parts: &str, fraction: &str) -> Option<f64> {
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '_');
    let small = |text: &str| (1..=2).contains(&text.len()) && text.parse::<u8>().is_ok_and(|n| n < 60);
    if !first.starts_with(|c: char| c.is_ascii_digit()) || !digits(first) || !digits(fraction) {
        return None;
    }
    let parts: Vec<&str> = parts.split(':').collect();
    if !parts.iter().all(|part| small(part)) {
        return None;
    }
    let mut value: f64 = first.replace('_', "").parse().ok()?;
    for (index, part) in parts.iter().enumerate() {
        let part =
            if index + 1 == parts.len() { format!("{part}.{}", fraction.replace('_', "")) } else { (*part).to_owned() };
        value = value * 60.0 + part.parse::<f64>().ok()?;
    }
    Some(value)
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['+', '-']) {
        Some(rest) => (text.starts_with('-'), rest),
        None => (false, text),
    }
}
