//! JSON files of every shape, written oddly on purpose, and what a careless hand makes of them.

/// SplitMix64.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// Once in `times`.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

struct Writer<'r> {
    random: &'r mut Random,
    text: Vec<u8>,
    /// No white space at all, as logs are delivered.
    compact: bool,
    /// Nothing that makes records irregular.
    plain: bool,
}

/// Valid JSON, or a row of it.
pub fn file(random: &mut Random) -> Vec<u8> {
    let (compact, plain) = (!random.once_in(3), !random.once_in(3));
    let mut writer = Writer { random, text: Vec::new(), compact, plain };
    let records = *writer.random.one(&[0, 1, 1, 2, 3, 5, 9]);
    writer.space();
    match writer.random.below(3) {
        0 => {
            writer.tokens(&["{", "\"Records\"", ":", "["]);
            writer.records(records, ",");
            writer.tokens(&["]", "}"]);
        }
        1 => {
            writer.tokens(&["["]);
            writer.records(records, ",");
            writer.tokens(&["]"]);
        }
        _ => {
            let between = *writer.random.one(&["", "\n", "\r\n", " "]);
            writer.records(records.max(1), between);
        }
    }
    writer.text
}

/// The file with a few bytes gone, changed or put in.
pub fn mutate(random: &mut Random, file: &[u8]) -> Vec<u8> {
    const BYTES: &[u8] = b"\"\\{}[],:_|~ \n\t\0\x01\x1f\x7f\x80\xc3\xe2au0";
    let mut text = file.to_vec();
    for _ in 0..1 + random.below(2) {
        if text.is_empty() {
            break;
        }
        let at = random.below(text.len());
        match random.below(6) {
            0 => text[at] ^= 1 << random.below(8),
            1 => drop(text.remove(at)),
            2 => text.insert(at, *random.one(BYTES)),
            3 => text[at] = *random.one(BYTES),
            4 => {
                let to = random.below(text.len());
                text.swap(at, to);
            }
            _ => text.truncate(at),
        }
    }
    text
}

impl Writer<'_> {
    fn put(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn space(&mut self) {
        while !self.compact && self.random.once_in(2) {
            let space = *self.random.one(&[" ", "\t", "\n", "\r\n", "    ", "                                  "]);
            self.put(space);
        }
    }

    fn tokens(&mut self, tokens: &[&str]) {
        for token in tokens {
            self.put(token);
            self.space();
        }
    }

    fn records(&mut self, count: usize, between: &str) {
        for index in 0..count {
            if index > 0 {
                self.tokens(&[between]);
            }
            self.object(1);
            self.space();
        }
    }

    fn object(&mut self, depth: usize) {
        let members = if depth == 1 { self.random.below(14) } else { self.random.below(4) };
        self.tokens(&["{"]);
        for index in 0..members {
            if index > 0 {
                self.tokens(&[","]);
            }
            self.key();
            self.space();
            self.tokens(&[":"]);
            self.value(depth);
            self.space();
        }
        self.put("}");
    }

    fn key(&mut self) {
        const OTHERS: [&str; 14] = [
            "eventNam",
            "eventNameX",
            "event",
            "i",
            "idx",
            "abcdef",
            "abcdefghi",
            "",
            "Ab",
            "schlüssel",
            "eventTime",
            "requestParameter",
            "kind of: [kez]",
            "responseElementsOfManyAndLongAndLongerNamesUpToSixtyFourBytes,,,",
        ];
        const IRREGULAR: [&str; 10] = [
            "EVENTNAME",
            "Id",
            "A",
            "event\\u004eame",
            "\\\"",
            "\\\\",
            "abcdefG",
            "RequestParameters",
            "\u{212a}",
            "x\\/y",
        ];
        const HOLDERS: [&str; 4] = ["Records", "records", "Recor\\u0064s", "\\u0052ecor\\u0064S"];
        let key = match self.random.below(10) {
            0..5 => *self.random.one(&super::WANTED),
            5 if !self.plain && self.random.once_in(6) => *self.random.one(&HOLDERS),
            5 if !self.plain => *self.random.one(&IRREGULAR),
            _ => *self.random.one(&OTHERS),
        };
        self.put("\"");
        self.put(key);
        self.put("\"");
    }

    fn value(&mut self, depth: usize) {
        const SCALARS: [&str; 8] =
            ["null", "true", "false", "0", "-1", "1.5e-7", "123456789012345678901234567890", "1E+2"];
        match self.random.below(if depth < 5 { 9 } else { 6 }) {
            0 => {
                let scalar = *self.random.one(&SCALARS);
                self.put(scalar);
            }
            1..6 => self.string(),
            6 => {
                self.tokens(&["["]);
                for index in 0..self.random.below(4) {
                    if index > 0 {
                        self.tokens(&[","]);
                    }
                    self.value(depth + 1);
                    self.space();
                }
                self.put("]");
            }
            7 if self.random.once_in(40) => {
                // Around the deepest that is read.
                let more = 60 + self.random.below(8) - depth;
                self.put(&"[".repeat(more));
                self.put(&"]".repeat(more));
            }
            _ => self.object(depth + 1),
        }
    }

    fn string(&mut self) {
        const PIECES: [&str; 24] = [
            "x",
            "GetObject",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "_",
            "|",
            "\u{7f}",
            "eventName",
            "\\\"",
            "\\\\",
            "\\\\\\\"",
            "\\/\\b\\f\\n",
            "\\r\\t",
            "\\u00e9",
            "\\ud83d\\ude00",
            "é",
            "日本",
            "🙂",
            "\\\"eventName\\\":1,",
            "arn:aws:iam::111122223333:role/reader",
        ];
        self.put("\"");
        for _ in 0..*self.random.one(&[0, 1, 1, 1, 2, 3, 10]) {
            let piece = *self.random.one(&PIECES);
            self.put(piece);
            if self.random.once_in(20) {
                let run = self.random.below(70);
                self.put(&"\\\\".repeat(run));
            }
            if self.random.once_in(8) {
                let run = self.random.below(90);
                self.put(&"y".repeat(run));
            }
        }
        if !self.plain && self.random.once_in(60) {
            self.put("\u{212a}");
        }
        self.put("\"");
    }
}
