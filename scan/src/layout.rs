//! What stands around the records of a file: its shape, the gaps between them, its end.

use crate::exact::white_space;

/// How the records of a file are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `{"Records":[{..},{..}]}`, as CloudTrail delivers them.
    Holder,
    /// `[{..},{..}]`
    Array,
    /// `{..}{..}` with white space between, or one to a line, or a single one.
    Objects,
}

/// A file that is none of the [`Shape`]s, or is wrong somewhere: the exact reader must take the whole of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Odd {
    /// About where, in bytes.
    pub at: usize,
}

/// The shape of a file, by its beginning, and where its records begin.
pub(crate) fn open(bytes: &[u8]) -> Result<(Shape, usize), Odd> {
    let start = white_space(bytes, 0);
    match bytes.get(start) {
        Some(b'[') => Ok((Shape::Array, start + 1)),
        Some(b'{') => Ok(match holder(bytes, start + 1) {
            Some(records) => (Shape::Holder, records),
            None => (Shape::Objects, start),
        }),
        _ => Err(Odd { at: start }),
    }
}

/// How a file begins that holds records.
const HOLDER: [&[u8]; 3] = [b"\"Records\"", b":", b"["];

/// Where the records of `"Records": [` begin.
fn holder(bytes: &[u8], at: usize) -> Option<usize> {
    HOLDER.iter().try_fold(at, |at, part| token(bytes, at, part))
}

/// Whether the beginning of a file is too short to tell its shape.
pub(crate) fn is_undecided(bytes: &[u8]) -> bool {
    let mut at = 0;
    for part in [b"{" as &[u8]].iter().chain(&HOLDER) {
        at = white_space(bytes, at);
        let rest = bytes.get(at..).unwrap_or_default();
        if !rest.starts_with(part) {
            return part.starts_with(rest);
        }
        at += part.len();
    }
    false
}

/// Where `token` ends, which white space may precede.
fn token(bytes: &[u8], at: usize, token: &[u8]) -> Option<usize> {
    let at = white_space(bytes, at);
    bytes.get(at..)?.starts_with(token).then_some(at + token.len())
}

impl Shape {
    /// What may stand from the end of one record, or the beginning of the records, to the beginning of the next.
    #[inline(always)]
    pub(crate) fn gap(self, bytes: &[u8], from: usize, to: usize, first: bool) -> Result<(), Odd> {
        if to == from + 1 && bytes.get(from) == Some(&b',') && !first && self != Shape::Objects {
            return Ok(());
        }
        self.wide_gap(bytes, from, to, first)
    }

    #[inline(never)]
    fn wide_gap(self, bytes: &[u8], from: usize, to: usize, first: bool) -> Result<(), Odd> {
        let mut at = white_space(bytes, from);
        if !first && self != Shape::Objects {
            at = token(bytes, at, b",").ok_or(Odd { at })?;
            at = white_space(bytes, at);
        }
        if at == to { Ok(()) } else { Err(Odd { at }) }
    }

    /// What must follow the last record, or the beginning of the records if there is none.
    pub(crate) fn close(self, bytes: &[u8], from: usize) -> Result<(), Odd> {
        let closing: &[&[u8]] = match self {
            Shape::Holder => &[b"]", b"}"],
            Shape::Array => &[b"]"],
            Shape::Objects => &[],
        };
        let mut at = from;
        for bracket in closing {
            at = token(bytes, at, bracket).ok_or(Odd { at })?;
        }
        at = white_space(bytes, at);
        if at == bytes.len() { Ok(()) } else { Err(Odd { at }) }
    }
}
