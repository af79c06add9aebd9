//! Between records, and inside one.

use super::{Array, Brackets, Found, Line, Open, Reason, Splitter, State, Step, is_space};

const BOM: &[u8] = b"\xef\xbb\xbf";

/// How a scan of an open record ended.
enum Stop {
    NeedMore,
    /// The top-level value is closed; the index behind it.
    Closed(usize),
    /// The element of an array ends before this index, where its `,`, the array's `]` or another record stands.
    Element(usize),
    /// The array of records begins at this index.
    Records(usize),
    /// The brackets are wrong at this index.
    Break(usize, Reason),
}

impl Splitter {
    pub(super) fn between(&mut self) -> Step {
        while let Some(byte) = self.byte(self.at) {
            let begins_line = self.line.blank && self.line.indent == 0;
            match byte {
                b' ' | b'\t' | b',' | b'[' | b']' if self.lines && begins_line && self.arrays.is_empty() => {
                    return self.begin_junk();
                }
                b'\n' | b' ' | b'\t' | b'\r' | b',' => self.line.pass(byte),
                b'[' if self.arrays.is_empty() => {
                    match self.begins_array(self.at) {
                        Some(true) => {}
                        Some(false) => return self.begin_junk(),
                        None => return Step::NeedMore,
                    }
                    self.arrays.push(Array { held: false, indent: self.line.indent });
                    self.line.blank = false;
                }
                b']' if !self.arrays.is_empty() => {
                    self.at += 1;
                    return self.close_array();
                }
                b'\xef' if self.arrays.is_empty() => {
                    let rest = self.buffer.get(self.at..).unwrap_or_default();
                    if rest.starts_with(BOM) {
                        self.at += BOM.len();
                        continue;
                    }
                    if !self.ended && BOM.starts_with(rest) {
                        return Step::NeedMore;
                    }
                    return self.begin_junk();
                }
                b'{' => return self.begin_record(),
                _ if self.arrays.is_empty() => return self.begin_junk(),
                _ => return self.begin_record(),
            }
            self.at += 1;
        }
        if !self.ended {
            return Step::NeedMore;
        }
        self.state = State::End;
        match self.arrays.is_empty() {
            true => Step::Again,
            false => self.broken(self.offset(self.at), Reason::EndsInArray),
        }
    }

    /// Whether the `[` at `index` can begin an array: what text has in brackets cannot. `None` where that is not there yet.
    fn begins_array(&self, index: usize) -> Option<bool> {
        let rest = self.buffer.get(index + 1..).unwrap_or_default();
        let at = rest.iter().position(|b| !is_space(*b));
        let Some(value) = at.and_then(|at| rest.get(at..)) else {
            // Of white space without end no more is looked at.
            return (self.ended || rest.len() > super::LOOK_BACK).then_some(true);
        };
        let is_word = |word: &[u8]| match value.get(..word.len()) {
            Some(begin) => Some(begin == word),
            None if self.ended || !word.starts_with(value) => Some(false),
            None => None,
        };
        match value.first() {
            Some(b'{' | b'[' | b'"' | b']' | b',') => Some(true),
            Some(b't') => is_word(b"true"),
            Some(b'f') => is_word(b"false"),
            Some(b'n') => is_word(b"null"),
            Some(b'-' | b'0'..=b'9') => {
                let is_part = |b: &&u8| matches!(b, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let (number, rest) = value.split_at(value.iter().take_while(is_part).count());
                match rest.iter().find(|b| !is_space(**b)) {
                    Some(next) => {
                        let number = std::str::from_utf8(number).is_ok_and(|number| number.parse::<f64>().is_ok());
                        Some(number && matches!(next, b',' | b']'))
                    }
                    None => (self.ended || value.len() > super::LOOK_BACK).then_some(self.ended),
                }
            }
            _ => Some(false),
        }
    }

    /// Nothing but what is closed again, or the input's end, comes after the records of this array.
    fn close_array(&mut self) -> Step {
        self.line.blank = false;
        if self.arrays.pop().is_some_and(|array| array.held) {
            let mut open = self.opened();
            open.brackets.open(true);
            self.state = State::Holder(open);
        }
        Step::Again
    }

    fn begin_record(&mut self) -> Step {
        self.state = State::Record(self.opened());
        self.line.blank = false;
        Step::Again
    }

    fn begin_junk(&mut self) -> Step {
        self.state = State::Junk { start: self.offset(self.at) };
        Step::Again
    }

    fn opened(&self) -> Open {
        let start = self.offset(self.at);
        // In an array of files' contents each element is a holder; the elements of `Records` are records.
        let may_hold = self.arrays.is_empty() || matches!(self.arrays[..], [Array { held: false, .. }]);
        let line = self.line;
        let brackets = Brackets::default();
        Open { start, brackets, in_string: false, escaped: false, last_string: start, complete: false, line, may_hold }
    }

    /// A line that is no object and no array: a scalar, or no JSON at all.
    pub(super) fn junk(&mut self, start: u64) -> Step {
        let rest = self.buffer.get(self.at..).unwrap_or_default();
        match memchr::memchr(b'\n', rest) {
            Some(i) => self.at += i,
            None => {
                self.at = self.buffer.len();
                if !self.ended {
                    return Step::NeedMore;
                }
            }
        }
        self.state = State::Between;
        Step::Found(Found::Record { start, end: self.offset(self.at) })
    }

    pub(super) fn record(&mut self, mut open: Open) -> Step {
        let stop = self.scan(&mut open, true);
        self.state = State::Record(open);
        match stop {
            Stop::Closed(end) => {
                self.at = end;
                self.state = State::Between;
                Step::Found(Found::Record { start: open.start, end: self.offset(end) })
            }
            Stop::Element(end) => {
                self.at = end;
                self.state = State::Between;
                Step::Found(Found::Record { start: open.start, end: self.offset(end) })
            }
            Stop::Records(index) => self.enter_records(index, open.line),
            Stop::Break(index, reason) => self.break_record(index, reason, &open),
            Stop::NeedMore if !self.ended => Step::NeedMore,
            // The last element of an array that is not closed may well be whole.
            Stop::NeedMore if open.brackets.depth() == 0 && !open.in_string => {
                self.state = State::Between;
                Step::Found(Found::Record { start: open.start, end: self.offset(self.at) })
            }
            Stop::NeedMore => self.break_record(self.at, Reason::EndsInRecord, &open),
        }
    }

    pub(super) fn holder(&mut self, mut open: Open) -> Step {
        let stop = self.scan(&mut open, false);
        self.state = State::Holder(open);
        match stop {
            Stop::Closed(end) | Stop::Element(end) => {
                self.at = end;
                self.state = State::Between;
                Step::Again
            }
            Stop::Records(index) => self.enter_records(index, open.line),
            Stop::Break(index, reason) => self.break_holder(index, reason, &open),
            Stop::NeedMore if !self.ended => Step::NeedMore,
            Stop::NeedMore => {
                self.state = State::End;
                self.broken(self.offset(self.at), Reason::EndsInHolder)
            }
        }
    }

    fn enter_records(&mut self, index: usize, line: Line) -> Step {
        self.at = index + 1;
        self.arrays.push(Array { held: true, indent: line.indent });
        self.line = Line { indent: line.indent, blank: false };
        self.state = State::Between;
        Step::Again
    }

    /// Follows brackets and strings. An element of an array goes on behind its last bracket, to the comma.
    fn scan(&mut self, open: &mut Open, is_record: bool) -> Stop {
        let in_array = is_record && !self.arrays.is_empty();
        let mut i = self.at;
        loop {
            if open.in_string {
                let rest = self.buffer.get(i..).unwrap_or_default();
                if open.escaped {
                    if rest.is_empty() {
                        break;
                    }
                    open.escaped = false;
                    i += 1;
                    continue;
                }
                match memchr::memchr3(b'"', b'\\', b'\n', rest) {
                    None => {
                        i = self.buffer.len();
                        break;
                    }
                    Some(n) => {
                        i += n;
                        match rest.get(n) {
                            Some(b'"') => open.in_string = false,
                            Some(b'\\') => open.escaped = true,
                            // JSON has no line break in a string. Where records have lines of their own, the quote
                            // that is missing is looked for no further; elsewhere it may be no more than that.
                            _ if !in_array || open.line.blank => {
                                return Stop::Break(i, Reason::LineBreakInString { at: self.offset(i) });
                            }
                            _ => {}
                        }
                        i += 1;
                        continue;
                    }
                }
            }
            let rest = self.buffer.get(i..).unwrap_or_default();
            let Some(n) = rest.iter().position(|b| STRUCTURE[*b as usize]) else {
                i = self.buffer.len();
                break;
            };
            i += n;
            let byte = rest.get(n).copied().unwrap_or_default();
            match byte {
                b'"' => {
                    open.in_string = true;
                    open.last_string = self.offset(i);
                }
                b'{' | b'[' => {
                    if in_array && open.complete && open.brackets.depth() == 0 && byte == b'{' {
                        return Stop::Element(i);
                    }
                    if byte == b'[' && open.may_hold && open.brackets.depth() == 1 && self.is_records(i, open) {
                        return Stop::Records(i);
                    }
                    if byte == b'{' && open.brackets.depth() > 0 && self.begins_another(i, open) {
                        return Stop::Break(i, Reason::NotClosed { at: self.offset(i) });
                    }
                    open.brackets.open(byte == b'{');
                }
                b'}' | b']' => {
                    if open.brackets.depth() == 0 {
                        if in_array && byte == b']' {
                            return Stop::Element(i);
                        }
                    } else if !open.brackets.close(byte == b'}') {
                        return Stop::Break(i, Reason::Mismatch { at: self.offset(i) });
                    } else if open.brackets.depth() == 0 {
                        if !in_array {
                            return Stop::Closed(i + 1);
                        }
                        open.complete = true;
                    }
                }
                _ if in_array && open.brackets.depth() == 0 => return Stop::Element(i),
                _ => {}
            }
            i += 1;
        }
        self.at = i;
        Stop::NeedMore
    }

    /// Whether the `[` at `index` is the value of the key `Records`, however that is spelled.
    fn is_records(&self, index: usize, open: &Open) -> bool {
        let start = self.index(open.last_string);
        if open.last_string < self.base || start + super::LOOK_BACK < index {
            return false;
        }
        let Some(text) = self.buffer.get(start..index) else { return false };
        let Some(key) = text.trim_ascii_end().strip_suffix(b":") else { return false };
        match key.trim_ascii_end() {
            b"\"Records\"" => true,
            key if key.contains(&b'\\') => sonic_rs::from_slice::<String>(key).is_ok_and(|key| key == "Records"),
            _ => false,
        }
    }

    /// Whether the `{` at `index` stands where no value can, on a line that begins as the open record's did.
    fn begins_another(&self, index: usize, open: &Open) -> bool {
        let before = self.buffer.get(index.saturating_sub(super::LOOK_BACK)..index).unwrap_or_default();
        let Some(line) = memchr::memrchr(b'\n', before) else { return false };
        let indent = before.get(line + 1..).unwrap_or_default();
        if !indent.iter().all(|b| is_space(*b)) || indent.len() as u64 > open.line.indent {
            return false;
        }
        match self.significant_before(index) {
            None | Some(b':' | b'[') => false,
            Some(b',') => open.brackets.innermost() == Some(true),
            Some(_) => true,
        }
    }

    pub(super) fn broken(&self, offset: u64, reason: Reason) -> Step {
        Step::Found(Found::Broken { offset, length: self.offset(self.at) - offset, reason })
    }
}

/// The bytes outside strings that matter.
static STRUCTURE: [bool; 256] = {
    let mut table = [false; 256];
    table[b'"' as usize] = true;
    table[b'{' as usize] = true;
    table[b'}' as usize] = true;
    table[b'[' as usize] = true;
    table[b']' as usize] = true;
    table[b',' as usize] = true;
    table
};
