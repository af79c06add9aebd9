//! The same answer for any text, valid or not, byte by byte and at leisure.

use scan::Shape;

pub enum Refused {
    /// The file is odd.
    Odd,
    /// A string both follows a colon and precedes one: the text is invalid, and whether that is a key is nobody's business.
    Unclear,
}

use Refused::{Odd, Unclear};

struct Model<'b> {
    bytes: &'b [u8],
    at: usize,
    wanted: &'b [&'b str],
}

/// Where a record starts, where it ends, and whether it is regular.
type Found = (usize, usize, bool);

/// The quotes and brackets of each 64 bytes of a text, if it is printable ASCII without a backslash and its strings end; and
/// whether there is no space outside of strings.
pub fn structure(text: &[u8]) -> Option<(Vec<[u64; 2]>, bool)> {
    let mut blocks = vec![[0; 2]; text.len() / 64 + 1];
    let (mut in_string, mut is_compact) = (false, true);
    for (at, byte) in text.iter().enumerate() {
        let [quotes, brackets] = &mut blocks[at / 64];
        match byte {
            b'\\' | 0..0x20 | 0x80.. => return None,
            b'"' => {
                *quotes |= 1 << (at % 64);
                in_string = !in_string;
            }
            b'[' | b']' | b'^' | b'_' | b'{' | b'|' | b'}' | b'~' | 0x7f if !in_string => *brackets |= 1 << (at % 64),
            b' ' => is_compact &= in_string,
            _ => {}
        }
    }
    (!in_string).then_some((blocks, is_compact))
}

/// The shape of the file, and its records.
pub fn read(bytes: &[u8], wanted: &[&str]) -> Result<(Shape, Vec<Found>), Refused> {
    let mut model = Model { bytes, at: 0, wanted };
    let shape = if model.token("[") {
        Shape::Array
    } else if ["{", "\"Records\"", ":", "["].iter().all(|token| model.token(token)) {
        Shape::Holder
    } else {
        model.at = 0;
        Shape::Objects
    };
    let mut records = Vec::new();
    loop {
        model.space();
        if model.peek() == Some(b'{') && (shape == Shape::Objects || records.is_empty()) {
            records.push(model.record(shape)?);
        } else if shape != Shape::Objects && !records.is_empty() && model.token(",") {
            model.space();
            if model.peek() != Some(b'{') {
                return Err(Odd);
            }
            records.push(model.record(shape)?);
        } else {
            break;
        }
    }
    let closing: &[&str] = match shape {
        Shape::Holder => &["]", "}"],
        Shape::Array => &["]"],
        Shape::Objects => &[],
    };
    let closed = closing.iter().all(|token| model.token(token));
    model.space();
    let some = shape != Shape::Objects || !records.is_empty();
    if closed && some && model.at == bytes.len() { Ok((shape, records)) } else { Err(Odd) }
}

impl Model<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| b" \t\n\r".contains(&byte)) {
            self.at += 1;
        }
    }

    fn token(&mut self, token: &str) -> bool {
        self.space();
        let found = self.bytes[self.at..].starts_with(token.as_bytes());
        self.at += if found { token.len() } else { 0 };
        found
    }

    /// From its `{` on.
    fn record(&mut self, shape: Shape) -> Result<Found, Refused> {
        let start = self.at;
        let mut brackets = Vec::new();
        let mut regular = true;
        let mut unclear = false;
        let mut holder = false;
        // The byte before, but for white space.
        let mut before = b':';
        loop {
            let byte = self.peek().ok_or(Odd)?;
            self.at += 1;
            match byte {
                b'"' => {
                    let (string, known) = self.string()?;
                    regular &= known;
                    let end = self.at;
                    if brackets.len() == 1 && self.token(":") {
                        self.at -= 1;
                        unclear |= before == b':';
                        regular &= !string.contains(&b'\\') && !self.is_nearly_wanted(&string);
                        holder |= decode(&string).is_some_and(|key| key.eq_ignore_ascii_case("Records"));
                    }
                    self.at = end;
                }
                b'{' | b'[' => {
                    let is_value = matches!(before, b':' | b'[') || before == b',' && brackets.last() == Some(&b'[');
                    brackets.push(byte);
                    if brackets.len() > 64 || !is_value {
                        return Err(Odd);
                    }
                }
                b'}' | b']' => {
                    // `{` and `}` are two apart, as `[` and `]` are.
                    if brackets.pop() != Some(byte - 2) {
                        return Err(Odd);
                    }
                    if brackets.is_empty() {
                        break;
                    }
                }
                b'\\' | b'^' | b'_' | b'|' | b'~' | 0x7f => return Err(Odd),
                b'\t' | b'\n' | b'\r' | b' ' => continue,
                0..0x20 => regular = false,
                _ => {}
            }
            before = byte;
        }
        if unclear {
            return Err(Unclear);
        }
        if holder && shape != Shape::Holder {
            return Err(Odd);
        }
        let text = str::from_utf8(&self.bytes[start..self.at]);
        regular &= text.is_ok_and(|text| !text.contains('\u{212a}'));
        Ok((start, self.at, regular))
    }

    /// What follows a quote up to the next, and whether its escapes are JSON's.
    fn string(&mut self) -> Result<(Vec<u8>, bool), Refused> {
        let mut string = Vec::new();
        let mut known = true;
        loop {
            let byte = self.peek().filter(|&byte| byte >= 0x20).ok_or(Odd)?;
            self.at += 1;
            match byte {
                b'"' => return Ok((string, known)),
                b'\\' => {
                    let escape = self.peek().filter(|&byte| byte >= 0x20).ok_or(Odd)?;
                    self.at += 1;
                    string.extend([b'\\', escape]);
                    let digits = self.bytes.get(self.at..self.at + 4);
                    known &= b"\"\\/bfnrt".contains(&escape)
                        || escape == b'u' && digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
                }
                _ => string.push(byte),
            }
        }
    }

    fn is_nearly_wanted(&self, key: &[u8]) -> bool {
        self.wanted.iter().any(|wanted| key.eq_ignore_ascii_case(wanted.as_bytes()) && key != wanted.as_bytes())
    }
}

fn decode(string: &[u8]) -> Option<String> {
    serde_json::from_str(&format!("\"{}\"", str::from_utf8(string).ok()?)).ok()
}
