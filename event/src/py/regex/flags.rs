//! The flags of a pattern, and how they are written inside one.

use super::error::RegexError;
use super::source::{Source, Token};
use crate::py::chars;

/// `re.TEMPLATE`
pub const TEMPLATE: u32 = 1;
/// `re.IGNORECASE`
pub const IGNORECASE: u32 = 2;
/// `re.LOCALE`
pub const LOCALE: u32 = 4;
/// `re.MULTILINE`
pub const MULTILINE: u32 = 8;
/// `re.DOTALL`
pub const DOTALL: u32 = 16;
/// `re.UNICODE`
pub const UNICODE: u32 = 32;
/// `re.VERBOSE`
pub const VERBOSE: u32 = 64;
/// `re.DEBUG`
pub const DEBUG: u32 = 128;
/// `re.ASCII`
pub const ASCII: u32 = 256;

const TYPES: u32 = ASCII | LOCALE | UNICODE;
const GLOBAL: u32 = DEBUG | TEMPLATE;

/// Flags for the whole pattern, `(?i)`, or for one group, `(?i-s:...)`.
pub(super) enum Inline {
    Global(u32),
    Local { add: u32, del: u32 },
}

/// The flag a letter stands for.
pub(super) fn of_letter(c: char) -> Option<u32> {
    Some(match c {
        'i' => IGNORECASE,
        'L' => LOCALE,
        'm' => MULTILINE,
        's' => DOTALL,
        'x' => VERBOSE,
        'a' => ASCII,
        't' => TEMPLATE,
        'u' => UNICODE,
        _ => return None,
    })
}

/// The flags of a group in which some are switched (`re._compiler._combine_flags`).
pub(super) fn combine(flags: u32, add: u32, del: u32) -> u32 {
    let kept = if add & TYPES != 0 { flags & !TYPES } else { flags };
    (kept | add) & !del
}

fn unknown(source: &Source, token: Token, missing: &str) -> RegexError {
    let text = token.text();
    let message = match token {
        Token::Char(c) if chars::is_alpha(c) => "unknown flag",
        _ => missing,
    };
    source.error(message, text.chars().count())
}

/// Reads flags from the first letter on, to the `:` or `)` after them.
pub(super) fn parse_inline(source: &mut Source, first: char) -> Result<Inline, RegexError> {
    let (mut add, mut del) = (0, 0);
    let mut end = first;
    if first != '-' {
        let mut flag = of_letter(first).unwrap_or(0);
        loop {
            if flag == LOCALE {
                return Err(source.error("bad inline flags: cannot use 'L' flag with a str pattern", 0));
            }
            add |= flag;
            if flag & TYPES != 0 && add & TYPES != flag {
                return Err(source.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible", 0));
            }
            match source.get()? {
                None => return Err(source.error("missing -, : or )", 0)),
                Some(Token::Char(c @ (')' | '-' | ':'))) => {
                    end = c;
                    break;
                }
                Some(token) => match token {
                    Token::Char(c) if of_letter(c).is_some() => flag = of_letter(c).unwrap_or(0),
                    _ => return Err(unknown(source, token, "missing -, : or )")),
                },
            }
        }
    }
    if end == ')' {
        return Ok(Inline::Global(add));
    }
    if add & GLOBAL != 0 {
        return Err(source.error("bad inline flags: cannot turn on global flag", 1));
    }
    if end == '-' {
        let mut missing = "missing flag";
        loop {
            match source.get()? {
                None => return Err(source.error(missing, 0)),
                Some(Token::Char(':')) if missing == "missing :" => break,
                Some(Token::Char(c)) if of_letter(c).is_some() => {
                    let flag = of_letter(c).unwrap_or(0);
                    if flag & TYPES != 0 {
                        return Err(source.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'", 0));
                    }
                    del |= flag;
                    missing = "missing :";
                }
                Some(token) => return Err(unknown(source, token, missing)),
            }
        }
    }
    if del & GLOBAL != 0 {
        return Err(source.error("bad inline flags: cannot turn off global flag", 1));
    }
    if add & del != 0 {
        return Err(source.error("bad inline flags: flag turned on and off", 1));
    }
    Ok(Inline::Local { add, del })
}
