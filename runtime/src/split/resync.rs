//! Where to go on after the brackets of a record have turned out wrong.

use super::{FREE_RESCAN, Found, Line, Open, Reason, Splitter, State, Step};

impl Splitter {
    /// Gives up the record that is open; `index` is where that was noticed.
    ///
    /// The lines since its beginning are looked through again, for the record may have swallowed whole ones; but not
    /// when that would make reading quadratic, nor when they are no longer there.
    pub(super) fn break_record(&mut self, index: usize, reason: Reason, open: &Open) -> Step {
        let here = self.offset(index);
        let again = here - open.start;
        let affordable = self.rescanned + again <= here + FREE_RESCAN;
        self.at = if again <= self.limit as u64 && open.start >= self.base && affordable {
            self.rescanned += again;
            self.index(open.start) + 1
        } else {
            self.line_start(index)
        };
        self.state = State::Resync { from: open.start, reason, indent: open.line.indent, inside_holder: false };
        Step::Again
    }

    /// Gives up what stands behind the records in the object that holds them.
    pub(super) fn break_holder(&mut self, index: usize, reason: Reason, open: &Open) -> Step {
        self.at = self.line_start(index);
        let from = self.offset(index);
        self.state = State::Resync { from, reason, indent: open.line.indent, inside_holder: true };
        Step::Again
    }

    /// The line break before `index` where nothing but white space lies between, so that this line is looked at too;
    /// else `index`.
    fn line_start(&self, index: usize) -> usize {
        let from = index.saturating_sub(super::LOOK_BACK);
        let before = self.buffer.get(from..index).unwrap_or_default();
        let width = before.iter().rev().take_while(|b| matches!(b, b' ' | b'\t')).count();
        match index.checked_sub(width + 1) {
            Some(line) if self.byte(line) == Some(b'\n') => line,
            _ => index,
        }
    }

    /// Looks for a line that begins with `{` and is indented no further than `indent`.
    pub(super) fn resync(&mut self, from: u64, reason: Reason, indent: u64, inside_holder: bool) -> Step {
        loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            let Some(n) = memchr::memchr(b'\n', rest) else {
                self.at = self.buffer.len();
                return self.resync_ended(from, reason);
            };
            let line = self.at + n;
            let text = self.buffer.get(line + 1..).unwrap_or_default();
            let Some(width) = text.iter().position(|b| !matches!(b, b' ' | b'\t')) else {
                // The line is blank so far. Past the width that is looked for, what it begins with does not matter.
                self.at = if text.len() as u64 > indent { self.buffer.len() } else { line };
                if !self.ended {
                    return Step::NeedMore;
                }
                self.at = self.buffer.len();
                return self.resync_ended(from, reason);
            };
            let begin = line + 1 + width;
            if text.get(width) != Some(&b'{') || width as u64 > indent {
                self.at = line + 1;
                continue;
            }
            self.at = begin;
            self.line = Line { indent: width as u64, blank: true };
            self.settle(line, width as u64, inside_holder);
            self.state = State::Between;
            let length = self.offset(begin).saturating_sub(from);
            return Step::Found(Found::Broken { offset: from, length, reason });
        }
    }

    /// Says whether the record to go on with still belongs to the array that is open, or to a new line of records.
    fn settle(&mut self, line: usize, indent: u64, inside_holder: bool) {
        let Some(array) = self.arrays.last() else { return };
        let after_comma = matches!(self.significant_before(line), Some(b',' | b'['));
        if inside_holder || (!after_comma && indent <= array.indent) {
            self.arrays.clear();
        }
    }

    fn resync_ended(&mut self, from: u64, reason: Reason) -> Step {
        if !self.ended {
            return Step::NeedMore;
        }
        self.state = State::End;
        let end = self.offset(self.buffer.len());
        Step::Found(Found::Broken { offset: from, length: end.saturating_sub(from), reason })
    }
}
