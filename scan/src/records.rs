//! What the pass has found.

use crate::marks::Marks;

/// The records of a file, and where the values of the wanted keys stand in each.
#[derive(Clone, Debug, Default)]
pub struct Records {
    entries: Vec<Entry>,
    /// Those of all records, of each in the order of the keys.
    values: Vec<Span>,
    /// Of no record any more: kept for its memory.
    pub(crate) marks: Marks,
}

/// Who is told of each record, when it has been found.
pub(crate) trait Sink {
    /// A record from its `{` to past its `}`. `marks` has its structure.
    fn record(&mut self, start: usize, end: usize, values: &Values, marks: &Marks);
}

/// Hands out one record after another.
pub(crate) struct Each<F>(pub(crate) F);

#[derive(Clone, Copy, Debug)]
struct Entry {
    start: u32,
    end: u32,
    regular: bool,
    /// Its first one in `values`.
    first: u32,
    /// A bit for each key that it has.
    present: u64,
}

/// Where a value stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span {
    pub(crate) start: u32,
    /// Of an object or array; of what else is there it is looked for when it is asked for.
    pub(crate) end: u32,
}

/// A record of a file.
#[derive(Clone, Copy, Debug)]
pub struct Record<'r> {
    /// Where its `{` is, in bytes from the beginning of the file.
    pub start: usize,
    /// Past its `}`.
    pub end: usize,
    /// Whether what is found in it is right. If not, the exact reader must take the record.
    pub regular: bool,
    /// A bit for each key that it has, none if it is irregular.
    present: u64,
    found: Found<'r>,
}

/// What is known of a record.
#[derive(Clone, Copy, Debug)]
enum Found<'r> {
    /// The values of the keys that it has, in their order.
    Kept(&'r [Span]),
    /// It is at hand.
    AtHand(&'r Values, &'r Marks),
}

/// The values that one record has of 64 keys.
#[derive(Debug)]
pub(crate) struct Values {
    present: u64,
    spans: [Span; 64],
    /// What is found is right.
    pub(crate) regular: bool,
    /// The record has no backslash, and nothing beyond ASCII.
    pub(crate) is_plain: bool,
}

impl Values {
    pub(crate) fn new() -> Values {
        Values { present: 0, spans: [Span::default(); 64], regular: true, is_plain: false }
    }

    /// Of a key that is there twice, the last one stays.
    #[inline(always)]
    pub(crate) fn set(&mut self, key: u8, span: Span) {
        let key = key % 64;
        self.present |= 1 << key;
        self.spans[usize::from(key)] = span;
    }

    pub(crate) fn clear(&mut self) {
        self.present = 0;
    }

    /// A bit for each key that the record has, none if it is irregular.
    fn present(&self) -> u64 {
        if self.regular { self.present } else { 0 }
    }
}

impl Records {
    /// None yet.
    pub fn new() -> Records {
        Records::default()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn get(&self, index: usize) -> Option<Record<'_>> {
        self.entries.get(index).map(|entry| self.shown(entry))
    }

    /// In the order of the file.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Record<'_>> + DoubleEndedIterator + Clone {
        self.entries.iter().map(|entry| self.shown(entry))
    }

    fn shown(&self, entry: &Entry) -> Record<'_> {
        Record {
            start: entry.start as usize,
            end: entry.end as usize,
            regular: entry.regular,
            present: entry.present,
            found: Found::Kept(self.values.get(entry.first as usize..).unwrap_or_default()),
        }
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.values.clear();
    }
}

impl Sink for Records {
    fn record(&mut self, start: usize, end: usize, values: &Values, _: &Marks) {
        let first = self.values.len() as u32;
        let present = values.present();
        let mut left = present;
        while left != 0 {
            self.values.push(values.spans[left.trailing_zeros() as usize]);
            left &= left - 1;
        }
        self.entries.push(Entry { start: start as u32, end: end as u32, regular: values.regular, first, present });
    }
}

impl<F: FnMut(Record<'_>)> Sink for Each<F> {
    fn record(&mut self, start: usize, end: usize, values: &Values, marks: &Marks) {
        let found = Found::AtHand(values, marks);
        (self.0)(Record { start, end, regular: values.regular, present: values.present(), found });
    }
}

impl Record<'_> {
    /// The value of a wanted key, by its place in the list that [`Keys`](crate::Keys) was made of, as it stands in the
    /// file: a string with its quotes, an object or array with its brackets, anything else without the white space around.
    /// Of a key that is there twice it is the last one's.
    ///
    /// `bytes` is the file that was scanned. An irregular record has no values.
    #[inline]
    pub fn value<'b>(&self, bytes: &'b [u8], key: usize) -> Option<&'b [u8]> {
        let bit = 1_u64.checked_shl(u32::try_from(key).ok()?)?;
        if self.present & bit == 0 {
            return None;
        }
        let span = match self.found {
            Found::Kept(spans) => spans.get((self.present & (bit - 1)).count_ones() as usize)?,
            Found::AtHand(values, _) => values.spans.get(key)?,
        };
        let start = span.start as usize;
        let end = match span.end {
            0 => self.end_of_scalar(bytes, start)?,
            end => end as usize,
        };
        bytes.get(start..end).filter(|value| !value.is_empty())
    }

    /// Past the string, number or literal that begins at byte `at`.
    #[inline]
    fn end_of_scalar(&self, bytes: &[u8], at: usize) -> Option<usize> {
        match self.found {
            Found::AtHand(_, marks) if bytes.get(at) == Some(&b'"') => marks.string_end(at),
            _ => Some(at + scalar(bytes.get(at..self.end)?)?),
        }
    }

    /// Past the value of the record that begins at byte `at` of the file, if it ends in the record.
    #[inline]
    pub fn value_end(&self, bytes: &[u8], at: usize) -> Option<usize> {
        match (self.found, bytes.get(at)?) {
            (Found::AtHand(_, marks), b'{' | b'[') => marks.container_end(bytes, at),
            (Found::Kept(_), _) => Some(at + value_length(bytes.get(at..self.end)?)?),
            _ => self.end_of_scalar(bytes, at),
        }
    }

    /// Whether it is known to have no backslash and nothing beyond ASCII: all its strings are what stands between their quotes.
    pub fn is_plain(&self) -> bool {
        matches!(self.found, Found::AtHand(Values { is_plain: true, .. }, _))
    }
}

/// How many bytes the value has that `text` begins with; `None` if it does not end. What it is made of is not looked at.
pub fn value_length(text: &[u8]) -> Option<usize> {
    match text.first()? {
        b'{' | b'[' => container(text),
        _ => scalar(text),
    }
}

/// How many bytes the string, with its quotes, the number or the literal has that `text` begins with; `None` if it does
/// not end. What it is made of is not looked at.
#[inline]
fn scalar(text: &[u8]) -> Option<usize> {
    if text.first()? != &b'"' {
        return text.iter().position(|byte| matches!(byte, b',' | b'}' | b']' | b' ' | b'\t' | b'\n' | b'\r'));
    }
    let mut at = 1;
    loop {
        // Most strings are short: eight bytes at a time find their ends sooner than what has to be set up first.
        while let Some(eight) = text.get(at..).and_then(<[u8]>::first_chunk) {
            match ending(u64::from_le_bytes(*eight)) {
                0 => at += 8,
                found => {
                    at += found.trailing_zeros() as usize / 8;
                    break;
                }
            }
        }
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// How many bytes the object or array has that `text` begins with; `None` if it does not end. Which brackets they are, and what
/// stands between them, is not looked at.
fn container(text: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        match text.get(at)? {
            b'"' => at += scalar(text.get(at..)?)? - 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// Where quotes and backslashes are in eight bytes: the lowest bit that is set is of the first of them; higher ones may be wrong.
#[inline(always)]
fn ending(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & (ONES * 0x80);
    zero(eight ^ (ONES * u64::from(b'"'))) | zero(eight ^ (ONES * u64::from(b'\\')))
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn a_string_ends_at_its_quote_at_every_length() {
        for length in 0..40 {
            for at in 0..=length {
                for middle in ["", "\\\"", "\\\\", "\\u0022", "!", "#", "[", "]", "\u{e9}", "\u{a2}", "\u{7f}"] {
                    let inside = format!("{}{middle}{}", "a".repeat(at), "b".repeat(length - at));
                    let text = format!("\"{inside}\",\"\\\"");
                    assert_eq!(scalar(text.as_bytes()), Some(inside.len() + 2), "{text}");
                    assert_eq!(scalar(format!("\"{inside}").as_bytes()), None, "{inside}");
                }
            }
        }
    }
}
