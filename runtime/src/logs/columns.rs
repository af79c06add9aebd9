//! A line's columns: taken apart, and made members of a JSON object.

use std::borrow::Cow;
use std::sync::Arc;

/// More columns than any version of any log has.
const MOST: usize = 256;

/// A column's text, and whether quotes stood around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column<'l> {
    pub text: &'l str,
    pub quoted: bool,
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
    let mut columns = Vec::with_capacity(40);
    let mut rest = without_spaces(line);
    while !rest.is_empty() {
        if columns.len() == MOST {
            return None;
        }
        let (column, tail) = next(rest, quotes)?;
        columns.push(column);
        rest = without_spaces(tail);
    }
    Some(columns)
}

/// What follows the spaces that a text begins with.
fn without_spaces(text: &str) -> &str {
    let spaces = text.bytes().take_while(|byte| *byte == b' ').count();
    text.get(spaces..).unwrap_or_default()
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
    let end = memchr::memchr2(b' ', b'"', rest.as_bytes()).unwrap_or(rest.len());
    let (text, tail) = rest.split_at_checked(end)?;
    // A quote inside a column without quotes: the columns were taken apart wrongly.
    (!tail.starts_with('"')).then_some((Column { text, quoted: false }, tail))
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
    /// What its first members are called.
    layout: Layout,
    /// What stands in them; members of the layout behind these are not there.
    texts: Vec<&'l str>,
    /// The members behind them.
    more: Vec<Own<'l>>,
}

/// The names of members that many lines have, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    Known(&'static [Slot]),
    /// Of one file.
    Declared(Arc<[Slot]>),
}

/// What a member is called, and how its text is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// ASCII that has nothing to escape.
    pub name: Cow<'static, str>,
    form: Form,
}

/// A member whose name and text are its own.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Own<'l> {
    slot: Slot,
    text: Cow<'l, str>,
}

/// A member of an object. Of two that have one name the last counts.
#[derive(Clone, Copy, Debug)]
pub struct Member<'o> {
    /// ASCII that has nothing to escape.
    pub name: &'o str,
    form: Form,
    text: &'o str,
}

/// How a member's text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
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
    /// This number, as JSON has it.
    Number(&'o str),
    /// This JSON, of something that is no string.
    Json(&'o str),
}

impl Slot {
    /// A string, empty ones too.
    pub(super) const fn string(name: &'static str) -> Slot {
        Slot { name: Cow::Borrowed(name), form: Form::String }
    }

    /// A string; null for `-`, with which writers say that there is none.
    pub(super) const fn text(name: &'static str) -> Slot {
        Slot { name: Cow::Borrowed(name), form: Form::Word }
    }

    /// A number, as the line has it; null for `-`. What is no number stays text.
    pub(super) const fn number(name: &'static str) -> Slot {
        Slot { name: Cow::Borrowed(name), form: Form::Number }
    }

    /// A number or a text.
    pub(super) fn new(name: Cow<'static, str>, is_number: bool) -> Slot {
        Slot { name, form: if is_number { Form::Number } else { Form::Word } }
    }

    /// How the text of such a member is meant.
    pub(crate) fn form(&self) -> Form {
        self.form
    }
}

impl Layout {
    pub(crate) fn slots(&self) -> &[Slot] {
        match self {
            Layout::Known(slots) => slots,
            Layout::Declared(slots) => slots,
        }
    }

    /// Whether both are the very same, not only alike.
    pub(crate) fn is(&self, other: &Layout) -> bool {
        std::ptr::eq(self.slots(), other.slots())
    }
}

impl<'l> Object<'l> {
    /// One whose members are called so. There may be fewer texts than names.
    pub(super) fn new(layout: Layout, texts: Vec<&'l str>) -> Object<'l> {
        Object { layout, texts, more: Vec::new() }
    }

    /// The same with a list of strings behind all else, if there are any.
    pub(super) fn with_list<'i>(mut self, name: &'static str, items: impl Iterator<Item = &'i str>) -> Object<'l> {
        let mut items = items.peekable();
        if items.peek().is_some() {
            let mut json = "[".to_owned();
            for (n, item) in items.enumerate() {
                if n > 0 {
                    json.push(',');
                }
                quote(&mut json, item);
            }
            json.push(']');
            self.more.push(Own { slot: Slot { name: name.into(), form: Form::Json }, text: json.into() });
        }
        self
    }

    /// The same with a member behind all else.
    pub(super) fn with(mut self, slot: Slot, text: impl Into<Cow<'l, str>>) -> Object<'l> {
        self.more.push(Own { slot, text: text.into() });
        self
    }

    /// What its first members are called.
    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The member at that place of the layout, if it has so many.
    pub(crate) fn at(&self, place: usize) -> Option<Member<'_>> {
        let (Slot { name, form }, text) = (self.layout.slots().get(place)?, self.texts.get(place)?);
        Some(Member { name, form: *form, text })
    }

    /// The members behind those of the layout, in order.
    pub(crate) fn more(&self) -> impl Iterator<Item = Member<'_>> {
        self.more.iter().map(|Own { slot: Slot { name, form }, text }| Member { name, form: *form, text })
    }

    /// Its members, in order.
    pub fn members(&self) -> impl Iterator<Item = Member<'_>> {
        (0..self.texts.len()).map_while(|place| self.at(place)).chain(self.more())
    }

    /// Its text, on one line and without spaces between its parts.
    pub fn json(&self) -> String {
        let long = |member: Member<'_>| member.name.len() + member.text.len() + 8;
        let mut json = String::with_capacity(self.members().map(long).sum::<usize>() + 2);
        json.push('{');
        for member in self.members() {
            json.push_str(if json.len() > 1 { ",\"" } else { "\"" });
            json.push_str(member.name);
            json.push_str("\":");
            match member.value() {
                MemberValue::Null => json.push_str("null"),
                MemberValue::Text(text) => quote(&mut json, text),
                MemberValue::Number(text) | MemberValue::Json(text) => json.push_str(text),
            }
        }
        json.push('}');
        json
    }

    /// The same, without the line.
    pub fn into_owned(self) -> Object<'static> {
        let named = self.layout.slots().iter().cloned().zip(self.texts.into_iter().map(Cow::Borrowed));
        let all = named.chain(self.more.into_iter().map(|Own { slot, text }| (slot, text)));
        let more = all.map(|(slot, text)| Own { slot, text: Cow::Owned(text.into_owned()) }).collect();
        Object { layout: Layout::default(), texts: Vec::new(), more }
    }
}

impl Default for Layout {
    fn default() -> Layout {
        Layout::Known(&[])
    }
}

impl<'o> Member<'o> {
    pub fn value(self) -> MemberValue<'o> {
        self.form.value(self.text)
    }
}

impl Form {
    /// What a member has by its text.
    pub(crate) fn value(self, text: &str) -> MemberValue<'_> {
        match self {
            Form::Number if is_number(text) => MemberValue::Number(text),
            Form::Word | Form::Number if text == "-" => MemberValue::Null,
            Form::String | Form::Word | Form::Number => MemberValue::Text(text),
            Form::Json => MemberValue::Json(text),
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
        static SLOTS: [Slot; 8] = [
            Slot::text("a"),
            Slot::string("b"),
            Slot::number("c"),
            Slot::number("d"),
            Slot::number("e"),
            Slot::number("f"),
            Slot::number("g"),
            Slot::number("none"),
        ];
        let texts = vec!["-", "x\\\"\n\u{1}\u{e9}", "-1", "0.001", "007", "1e5", "99999999999999999999"];
        let object = Object::new(Layout::Known(&SLOTS), texts).with_list("h", ["x", "y"].into_iter());
        let object = object.with_list("i", std::iter::empty()).with(Slot::number("j"), "-");
        let json = object.json();
        assert_eq!(event::json::validate(&json), Ok(()));
        assert_eq!(object.clone().into_owned().json(), json);
        let values: Vec<MemberValue<'_>> = object.members().map(Member::value).collect();
        assert_eq!(values.first(), Some(&MemberValue::Null));
        assert_eq!(values.get(1..3), Some(&[MemberValue::Text("x\\\"\n\u{1}\u{e9}"), MemberValue::Number("-1")][..]));
        assert_eq!(object.at(7).map(Member::value), None);
        assert_eq!(Object::new(Layout::default(), Vec::new()).json(), "{}");
        assert_eq!(
            json,
            "{\"a\":null,\"b\":\"x\\\\\\\"\\n\\u0001\u{e9}\",\"c\":-1,\"d\":0.001,\"e\":\"007\",\"f\":\"1e5\",\"g\":\"99999999999999999999\",\"h\":[\"x\",\"y\"],\"j\":null}"
        );
    }
}
