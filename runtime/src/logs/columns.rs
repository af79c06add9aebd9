//! A line's columns: taken apart, and made members of a JSON object.

use std::borrow::Cow;

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

/// The JSON object that a line was made into. What its members are is looked at when somebody asks for it: nobody does for most
/// members of most lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object<'l> {
    members: Vec<Member<'l>>,
}

/// A member of an object. Of two that have one name the last counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member<'l> {
    /// ASCII that has nothing to escape.
    name: Cow<'static, str>,
    form: Form,
    text: Cow<'l, str>,
}

/// How a member's text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A string.
    String,
    /// A string, or null for `-`.
    Word,
    /// A number if it is one, else a word.
    Number,
    /// JSON.
    Json,
}

/// What a member has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberValue<'o> {
    Null,
    /// This string.
    Text(&'o str),
    /// This JSON, of something that is no string.
    Json(&'o str),
}

impl<'l> Object<'l> {
    /// Its members, in order.
    pub fn members(&self) -> &[Member<'l>] {
        &self.members
    }

    /// Its text, on one line and without spaces between its parts.
    pub fn json(&self) -> String {
        let long = |member: &Member<'_>| member.name.len() + member.text.len() + 8;
        let mut json = String::with_capacity(self.members.iter().map(long).sum::<usize>() + 2);
        json.push('{');
        for member in &self.members {
            json.push_str(if json.len() > 1 { ",\"" } else { "\"" });
            json.push_str(&member.name);
            json.push_str("\":");
            match member.value() {
                MemberValue::Null => json.push_str("null"),
                MemberValue::Text(text) => quote(&mut json, text),
                MemberValue::Json(text) => json.push_str(text),
            }
        }
        json.push('}');
        json
    }

    /// The same, without the line.
    pub fn into_owned(self) -> Object<'static> {
        let owned = |Member { name, form, text }| Member { name, form, text: Cow::Owned(Cow::into_owned(text)) };
        Object { members: self.members.into_iter().map(owned).collect() }
    }
}

impl Member<'_> {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn value(&self) -> MemberValue<'_> {
        match self.form {
            Form::Number if is_number(&self.text) => MemberValue::Json(&self.text),
            Form::Word | Form::Number if self.text == "-" => MemberValue::Null,
            Form::String | Form::Word | Form::Number => MemberValue::Text(&self.text),
            Form::Json => MemberValue::Json(&self.text),
        }
    }
}

/// Writes a string as JSON has it.
fn quote(json: &mut String, text: &str) {
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

/// Members of an object, one after another.
#[derive(Debug)]
pub(super) struct Members<'l> {
    object: Object<'l>,
}

impl<'l> Members<'l> {
    /// None yet, of about so many.
    pub(super) fn with_capacity(count: usize) -> Members<'l> {
        Members { object: Object { members: Vec::with_capacity(count) } }
    }

    fn add(&mut self, name: impl Into<Cow<'static, str>>, form: Form, text: impl Into<Cow<'l, str>>) {
        self.object.members.push(Member { name: name.into(), form, text: text.into() });
    }

    /// A string, empty ones too.
    pub(super) fn string(&mut self, name: impl Into<Cow<'static, str>>, text: impl Into<Cow<'l, str>>) {
        self.add(name, Form::String, text);
    }

    /// A string; null for `-`, with which writers say that there is none.
    pub(super) fn text(&mut self, name: impl Into<Cow<'static, str>>, text: &'l str) {
        self.add(name, Form::Word, text);
    }

    /// A number, as the line has it; null for `-`. What is no number stays text.
    pub(super) fn number(&mut self, name: impl Into<Cow<'static, str>>, text: &'l str) {
        self.add(name, Form::Number, text);
    }

    /// `null`.
    pub(super) fn null(&mut self, name: &'static str) {
        self.add(name, Form::Json, "null");
    }

    /// Strings.
    pub(super) fn list<'i>(&mut self, name: &'static str, items: impl Iterator<Item = &'i str>) {
        let mut json = "[".to_owned();
        for (n, item) in items.enumerate() {
            if n > 0 {
                json.push(',');
            }
            quote(&mut json, item);
        }
        json.push(']');
        self.add(name, Form::Json, json);
    }

    /// The object.
    pub(super) fn finish(self) -> Object<'l> {
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
        assert_eq!(event::json::validate(&json), Ok(()));
        assert_eq!(object.clone().into_owned(), object);
        let values: Vec<MemberValue<'_>> = object.members().iter().map(Member::value).collect();
        assert_eq!(values.first(), Some(&MemberValue::Null));
        assert_eq!(values.get(1..3), Some(&[MemberValue::Text("x\\\"\n\u{1}\u{e9}"), MemberValue::Json("-1")][..]));
        assert_eq!(Members::with_capacity(0).finish().json(), "{}");
        assert_eq!(
            json,
            "{\"a\":null,\"b\":\"x\\\\\\\"\\n\\u0001\u{e9}\",\"c\":-1,\"d\":0.001,\"e\":\"007\",\"f\":\"1e5\",\"g\":\"99999999999999999999\",\"h\":[\"x\",\"y\"]}"
        );
    }
}
