//! What follows a backslash in a pattern (`re._parser._escape`, `_class_escape`).

use super::ast::{At, Category, Item, Node};
use super::error::RegexError;
use super::parse::State;
use super::source::Source;

/// A letter that stands for a control character.
pub(super) fn control(c: char) -> Option<u32> {
    Some(match c {
        'a' => 0x07,
        'b' => 0x08,
        'f' => 0x0c,
        'n' => 0x0a,
        'r' => 0x0d,
        't' => 0x09,
        'v' => 0x0b,
        '\\' => 0x5c,
        _ => return None,
    })
}

fn category(c: char) -> Option<Item> {
    let category = match c.to_ascii_lowercase() {
        'd' => Category::Digit,
        's' => Category::Space,
        'w' => Category::Word,
        _ => return None,
    };
    Some(Item::Category { category, negated: c.is_ascii_uppercase() })
}

pub(super) fn is_octal(c: char) -> bool {
    ('0'..='7').contains(&c)
}

fn is_hex(c: char) -> bool {
    c.is_ascii_hexdigit()
}

/// `escape` as an octal number; it has three digits at most.
pub(super) fn octal(digits: &str) -> u32 {
    digits.chars().filter_map(|c| c.to_digit(8)).fold(0, |n, d| n * 8 + d)
}

fn bad(source: &Source, escape: &str) -> RegexError {
    source.error(&format!("bad escape {escape}"), escape.chars().count())
}

/// `\x`, `\u`, `\U` and `\N`, the same in and outside a set.
fn code_point(source: &mut Source, c: char) -> Result<Option<u32>, RegexError> {
    let digits = match c {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        'N' => {
            if !source.accept('{')? {
                return Err(source.error("missing {", 0));
            }
            let name = source.take_until('}', "character name")?;
            return Err(RegexError::Unsupported(format!("the character name `{name}`")));
        }
        _ => return Ok(None),
    };
    let found = source.take_while(digits, is_hex)?;
    let escape = format!("\\{c}{found}");
    if found.len() != digits {
        return Err(source.error(&format!("incomplete escape {escape}"), escape.len()));
    }
    match u32::from_str_radix(&found, 16) {
        Ok(point) if point <= 0x10_ffff => Ok(Some(point)),
        _ => Err(bad(source, &escape)),
    }
}

fn check_octal(source: &Source, digits: &str) -> Result<u32, RegexError> {
    let value = octal(digits);
    if value > 0o377 {
        let message = format!("octal escape value \\{digits} outside of range 0-0o377");
        return Err(source.error(&message, digits.len() + 1));
    }
    Ok(value)
}

/// An escape inside a character set.
pub(super) fn in_set(source: &mut Source, c: char) -> Result<Item, RegexError> {
    if let Some(point) = control(c) {
        return Ok(Item::Literal(point));
    }
    if let Some(item) = category(c) {
        return Ok(item);
    }
    if let Some(point) = code_point(source, c)? {
        return Ok(Item::Literal(point));
    }
    if is_octal(c) {
        let digits = format!("{c}{}", source.take_while(2, is_octal)?);
        return Ok(Item::Literal(check_octal(source, &digits)?));
    }
    if c.is_ascii_alphanumeric() {
        return Err(bad(source, &format!("\\{c}")));
    }
    Ok(Item::Literal(super::text::python_point(c)))
}

/// An escape outside a character set.
pub(super) fn in_pattern(source: &mut Source, c: char, state: &State) -> Result<Node, RegexError> {
    let at = match c {
        'A' => Some(At::BeginningString),
        'b' => Some(At::Boundary),
        'B' => Some(At::NonBoundary),
        'Z' => Some(At::EndString),
        _ => None,
    };
    if let Some(at) = at {
        return Ok(Node::At(at));
    }
    if let Some(item) = category(c) {
        return Ok(Node::Set { negated: false, items: vec![item] });
    }
    if let Some(point) = control(c) {
        return Ok(Node::Literal(point));
    }
    if let Some(point) = code_point(source, c)? {
        return Ok(Node::Literal(point));
    }
    if c == '0' {
        let digits = source.take_while(2, is_octal)?;
        return Ok(Node::Literal(octal(&digits)));
    }
    if c.is_ascii_digit() {
        let mut digits = c.to_string();
        if let Some(second) = source.next_char().filter(char::is_ascii_digit) {
            source.get()?;
            digits.push(second);
            if let Some(third) = source.next_char().filter(|&third| is_octal(c) && is_octal(second) && is_octal(third))
            {
                source.get()?;
                digits.push(third);
                return Ok(Node::Literal(check_octal(source, &digits)?));
            }
        }
        let group: u32 = digits.parse().unwrap_or(u32::MAX);
        if group >= state.groups() {
            return Err(source.error(&format!("invalid group reference {group}"), digits.len()));
        }
        if !state.is_closed(group) {
            return Err(source.error("cannot refer to an open group", digits.len() + 1));
        }
        state.check_look_behind(group, source)?;
        return Ok(Node::GroupRef(group));
    }
    if c.is_ascii_alphabetic() {
        return Err(bad(source, &format!("\\{c}")));
    }
    Ok(Node::Literal(super::text::python_point(c)))
}
