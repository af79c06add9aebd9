//! A character set, `[...]`, in; its items out.

use super::ast::{Item, Node};
use super::error::RegexError;
use super::escape;
use super::source::{Source, Token};
use super::text::python_point;

fn item(source: &mut Source, token: Token) -> Result<Item, RegexError> {
    match token {
        Token::Escape(c) => escape::in_set(source, c),
        Token::Char(c) => Ok(Item::Literal(python_point(c))),
    }
}

/// Parses what follows `[`.
pub(super) fn parse(source: &mut Source) -> Result<Node, RegexError> {
    let here = source.tell() - 1;
    let unterminated = |source: &Source| source.error("unterminated character set", source.tell() - here);
    let mut items: Vec<Item> = Vec::new();
    let negated = source.accept('^')?;
    loop {
        let Some(this) = source.get()? else { return Err(unterminated(source)) };
        if this == Token::Char(']') && !items.is_empty() {
            break;
        }
        let low = item(source, this)?;
        if !source.accept('-')? {
            items.push(low);
            continue;
        }
        let Some(that) = source.get()? else { return Err(unterminated(source)) };
        if that == Token::Char(']') {
            items.push(low);
            items.push(Item::Literal('-' as u32));
            break;
        }
        match (low, item(source, that)?) {
            (Item::Literal(low), Item::Literal(high)) if low <= high => items.push(Item::Range(low, high)),
            _ => {
                // The tokens as first read: of an escape, the backslash and one character.
                let message = format!("bad character range {}-{}", this.text(), that.text());
                return Err(source.error(&message, this.len() + 1 + that.len()));
            }
        }
    }
    let mut unique: Vec<Item> = Vec::new();
    for item in items {
        if !unique.contains(&item) {
            unique.push(item);
        }
    }
    Ok(match (unique.as_slice(), negated) {
        ([Item::Literal(point)], true) => Node::NotLiteral(*point),
        ([Item::Literal(point)], false) => Node::Literal(*point),
        _ => Node::Set { negated, items: unique },
    })
}
