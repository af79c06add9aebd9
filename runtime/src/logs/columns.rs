//! A line's columns: taken apart, and written as members of a JSON object.

/// More columns than any version of any log has.
const MOST: usize = 256;

/// A column's text, and whether quotes stood around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column<'l> {
    pub text: &'l str,
    pub quoted: bool,
}

impl Column<'_> {
    /// A quote inside a column without quotes: the columns were taken apart wrongly.
    fn is_clean(&self) -> bool {
        self.quoted || !self.text.contains('"')
    }
}

/// Where a column in quotes may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quotes {
    /// At a quote with no backslash before it.
    Escaped,
    /// At the first: a backslash is one.
    Plain,
    /// At a quote with no backslash before it, even if no space follows.
    Tight,
}

/// The columns of `line`, between spaces; those in quotes may have spaces, those in brackets too. `None` where a quote or a
/// bracket is not closed, or closed in the middle of a word.
pub(super) fn split(line: &str, quotes: Quotes) -> Option<Vec<Column<'_>>> {
    let mut columns = Vec::with_capacity(32);
    let mut rest = line.trim_matches(' ');
    while !rest.is_empty() {
        if columns.len() == MOST {
            return None;
        }
        let (column, tail) = next(rest, quotes)?;
        if !column.is_clean() {
            return None;
        }
        columns.push(column);
        rest = tail.trim_start_matches(' ');
    }
    Some(columns)
}

fn next(rest: &str, quotes: Quotes) -> Option<(Column<'_>, &str)> {
    if let Some(inside) = rest.strip_prefix('"') {
        let end = match quotes {
            Quotes::Escaped => escaped_end(inside, true)?,
            Quotes::Tight => escaped_end(inside, false)?,
            Quotes::Plain => memchr::memchr_iter(b'"', inside.as_bytes()).find(|at| ends(inside, *at))?,
        };
        let (text, tail) = inside.split_at_checked(end)?;
        return Some((Column { text, quoted: true }, tail.get(1..)?));
    }
    if let Some(inside) = rest.strip_prefix('[') {
        let (text, tail) = inside.split_once(']')?;
        // An IPv6 address in brackets has its port behind them.
        if tail.is_empty() || tail.starts_with(' ') {
            return Some((Column { text, quoted: true }, tail));
        }
    }
    let end = memchr::memchr(b' ', rest.as_bytes()).unwrap_or(rest.len());
    let (text, tail) = rest.split_at_checked(end)?;
    Some((Column { text, quoted: false }, tail))
}

/// Whether a column may end at the quote at `at`: a space follows, or nothing.
fn ends(inside: &str, at: usize) -> bool {
    matches!(inside.as_bytes().get(at + 1), None | Some(b' '))
}

fn escaped_end(inside: &str, spaced: bool) -> Option<usize> {
    let backslashes =
        |at: usize| inside.as_bytes().get(..at).unwrap_or_default().iter().rev().take_while(|b| **b == b'\\').count();
    let mut ends = memchr::memchr_iter(b'"', inside.as_bytes()).filter(|at| !spaced || ends(inside, *at));
    ends.find(|at| backslashes(*at) % 2 == 0)
}

/// The JSON object that a line was made into, and where its members stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    json: String,
    members: Vec<Member>,
}

/// Where a member of an object stands in its JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Member {
    /// The name's first byte, behind its quote.
    key: usize,
    /// The value's first byte. The name ends three before it.
    value: usize,
}

impl Object {
    /// Its text, on one line and without spaces between its parts.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Its members' names, in order. One that comes again replaces what was before.
    pub fn names(&self) -> impl Iterator<Item = &[u8]> {
        let json = self.json.as_bytes();
        self.members.iter().map(|Member { key, value }| json.get(*key..*value - 2).unwrap_or_default())
    }

    /// The JSON of the value of the member at that place.
    pub fn value(&self, at: usize) -> Option<&[u8]> {
        // What stands between two members: a comma and a quote; behind the last: a brace.
        let end = self.members.get(at + 1).map_or(self.json.len() - 1, |next| next.key - 2);
        self.json.as_bytes().get(self.members.get(at)?.value..end)
    }
}

/// Members of a JSON object, written one after another.
#[derive(Debug)]
pub(super) struct Members {
    object: Object,
}

impl Members {
    /// None yet, of a line of `len` bytes.
    pub(super) fn with_capacity(len: usize) -> Members {
        let mut json = String::with_capacity(len * 2 + 256);
        json.push('{');
        Members { object: Object { json, members: Vec::with_capacity(32) } }
    }

    fn key(&mut self, name: &str) {
        let Object { json, members } = &mut self.object;
        json.push_str(if json.len() > 1 { ",\"" } else { "\"" });
        let key = json.len();
        // Names of columns have nothing to escape.
        json.push_str(name);
        json.push_str("\":");
        members.push(Member { key, value: json.len() });
    }

    fn quoted(&mut self, text: &str) {
        let json = &mut self.object.json;
        json.push('"');
        if !has(text, |b| b < 0x20 || b == b'"' || b == b'\\') {
            json.push_str(text);
        } else {
            for c in text.chars() {
                match c {
                    '"' | '\\' => json.extend(['\\', c]),
                    '\n' => json.push_str("\\n"),
                    '\r' => json.push_str("\\r"),
                    '\t' => json.push_str("\\t"),
                    '\0'..='\u{1f}' => json.push_str(&format!("\\u{:04x}", u32::from(c))),
                    _ => json.push(c),
                }
            }
        }
        json.push('"');
    }

    /// A string, empty ones too.
    pub(super) fn string(&mut self, key: &str, text: &str) {
        self.key(key);
        self.quoted(text);
    }

    /// A string; null for `-`, with which writers say that there is none.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        if text == "-" { self.null(key) } else { self.string(key, text) }
    }

    /// A number, as the line has it; null for `-`. What is no number stays text.
    pub(super) fn number(&mut self, key: &str, text: &str) {
        if is_number(text) {
            self.key(key);
            self.object.json.push_str(text);
        } else {
            self.text(key, text);
        }
    }

    /// `null`.
    pub(super) fn null(&mut self, key: &str) {
        self.key(key);
        self.object.json.push_str("null");
    }

    /// Strings.
    pub(super) fn list<'l>(&mut self, key: &str, items: impl Iterator<Item = &'l str>) {
        self.key(key);
        self.object.json.push('[');
        for (n, item) in items.enumerate() {
            if n > 0 {
                self.object.json.push(',');
            }
            self.quoted(item);
        }
        self.object.json.push(']');
    }

    /// The object.
    pub(super) fn finish(mut self) -> Object {
        self.object.json.push('}');
        self.object
    }
}

/// Whether a byte of the text `is` it. It does not end early: so it is done many bytes at a time.
#[inline]
pub(super) fn has(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | is(byte))
}

/// Whether JSON takes it for a number that fits 64 bits or a double: no leading zero, no exponent.
pub(super) fn is_number(text: &str) -> bool {
    let digits = text.as_bytes().strip_prefix(b"-").unwrap_or(text.as_bytes());
    let count = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let fits = |digits: usize| (1..19).contains(&digits);
    let whole = count(digits);
    if !fits(whole) || (whole > 1 && digits.starts_with(b"0")) {
        return false;
    }
    match digits.get(whole..) {
        None | Some([]) => true,
        Some([b'.', fraction @ ..]) => fits(fraction.len()) && count(fraction) == fraction.len(),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, quotes: Quotes, expected: &[&str]) {
        let found: Option<Vec<&str>> = split(line, quotes).map(|columns| columns.iter().map(|c| c.text).collect());
        assert_eq!(found.unwrap_or_default(), expected, "{line}");
    }

    #[test]
    fn columns_in_quotes_and_brackets() {
        for quotes in [Quotes::Escaped, Quotes::Plain] {
            check(r#"a  b "c d" - [e f] [::1]:80 "" "-""#, quotes, &["a", "b", "c d", "-", "e f", "[::1]:80", "", "-"]);
            check(r#"a "b c"#, quotes, &[]);
            check("a [b c", quotes, &[]);
            check(r#"a b"c d"#, quotes, &[]);
        }
        check(r#""a \"b\" c" d"#, Quotes::Escaped, &[r#"a \"b\" c"#, "d"]);
        check(r#""a \\" d"#, Quotes::Escaped, &[r"a \\", "d"]);
        check(r#""a \" d"#, Quotes::Plain, &[r"a \", "d"]);
    }

    #[test]
    fn members_are_json_whatever_they_hold() {
        let mut members = Members::with_capacity(0);
        members.text("a", "-");
        members.string("b", "x\\\"\n\u{1}\u{e9}");
        for (key, number) in [("c", "-1"), ("d", "0.001"), ("e", "007"), ("f", "1e5"), ("g", "99999999999999999999")] {
            members.number(key, number);
        }
        members.list("h", ["x", "y"].into_iter());
        let object = members.finish();
        let json = object.json();
        assert_eq!(event::json::validate(json), Ok(()));
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let value = |at| object.value(at).map(text).expect("it has one");
        let members: Vec<String> =
            object.names().enumerate().map(|(at, name)| format!("\"{}\":{}", text(name), value(at))).collect();
        assert_eq!((members.len(), object.value(8)), (8, None));
        assert_eq!(format!("{{{}}}", members.join(",")), json);
        assert_eq!(Members::with_capacity(0).finish().names().count(), 0);
        assert_eq!(
            json,
            "{\"a\":null,\"b\":\"x\\\\\\\"\\n\\u0001\u{e9}\",\"c\":-1,\"d\":0.001,\"e\":\"007\",\"f\":\"1e5\",\"g\":\"99999999999999999999\",\"h\":[\"x\",\"y\"]}"
        );
    }
}
