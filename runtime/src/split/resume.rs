//! How a splitter goes on behind records that were found otherwise, as if it had found them itself.

use scan::Shape;

use super::{Array, LOOK_BACK, Line, Splitter, is_space};

/// What lies around the records of a file that is found piece by piece.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Between {
    /// Where the array of the records is in, or the object that holds it.
    array: Line,
    line: Line,
    /// The line has begun in what is found.
    has_line: bool,
}

impl Default for Between {
    fn default() -> Between {
        Between { array: Line::BEGINNING, line: Line::BEGINNING, has_line: true }
    }
}

impl Between {
    /// Behind a record, of which nothing is known.
    pub(crate) fn anywhere() -> Between {
        Between { array: Line::BEGINNING, line: Line { indent: 0, blank: false }, has_line: false }
    }

    /// What lies around them as far as a text goes that begins here, of which `later` is known.
    pub(crate) fn then(self, later: Between) -> Between {
        Between { line: if later.has_line { later.line } else { self.line }, ..self }
    }

    /// The file begins with `text`, and its first record stands at `first`. Gives where the gap before that begins.
    pub(crate) fn begin(&mut self, text: &[u8], first: usize) -> usize {
        let start = text.iter().take_while(|byte| is_space(**byte)).inspect(|byte| self.line.pass(**byte)).count();
        self.array = self.line;
        if start >= first {
            return first;
        }
        self.line.blank = false;
        memchr::memchr(b'[', text).map_or(first, |bracket| bracket + 1)
    }

    /// This lies before a record, and behind the one before it.
    #[inline]
    pub(crate) fn pass(&mut self, gap: &[u8]) {
        if gap != b"," {
            self.has_line |= gap.contains(&b'\n');
            gap.iter().for_each(|byte| self.line.pass(*byte));
        }
        self.line.blank = false;
    }
}

impl Splitter {
    /// One that goes on at `offset` in a file of this shape, behind a record. `before` is what stands before that, at least
    /// [`LOOK_BACK`] bytes or all.
    pub(crate) fn resume(between: Between, shape: Shape, before: &[u8], offset: u64, limit: usize) -> Splitter {
        let before = before.get(before.len().saturating_sub(LOOK_BACK)..).unwrap_or_default();
        let array = |held| Array { held, indent: between.array.indent };
        let arrays = match shape {
            Shape::Holder => vec![array(true)],
            Shape::Array => vec![array(false)],
            Shape::Objects => Vec::new(),
        };
        let (buffer, at) = (before.to_vec(), before.len());
        Splitter { buffer, at, arrays, line: between.line, ..Splitter::at(offset - at as u64, limit) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_behind_a_text_is_known_from_its_parts() {
        let gaps = [",", ",\n\t ", ", ", ",\r\n", ",", ",\n  ,", ","].map(str::as_bytes);
        let known = |between: &Between| (between.array.indent, between.line.indent, between.line.blank);
        for first in ["[", " [\n    "] {
            let mut begun = Between::default();
            let gap = begun.begin(first.as_bytes(), first.len());
            begun.pass(&first.as_bytes()[gap..]);
            for end in 0..=gaps.len() {
                for cut in 0..=end {
                    let pass = |mut between: Between, gaps: &[&[u8]]| {
                        gaps.iter().for_each(|gap| between.pass(gap));
                        between
                    };
                    let whole = pass(begun, &gaps[..end]);
                    let later = pass(Between::anywhere(), &gaps[cut..end]);
                    assert_eq!(known(&pass(begun, &gaps[..cut]).then(later)), known(&whole), "{first:?} {cut} {end}");
                }
            }
        }
    }
}
