//! A table's file in, its rows out: each a key and JSON. CSV has a header, and of each row makes an object of texts. JSON is an
//! object of rows by key, or an array of objects that hold their keys.

use std::borrow::Cow;

use super::error::{Wrong, quoted};

/// Which member of a row is its key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key<'k> {
    /// The first column. Of objects none.
    First,
    /// The one of that name.
    Named(&'k str),
    /// The first that is called as one of these, without what is neither letter nor digit; else as [`Key::First`].
    Like(&'k [&'k str]),
}

impl Key<'_> {
    fn of<'c>(self, mut columns: impl Iterator<Item = &'c str>) -> Option<usize> {
        match self {
            Key::First => Some(0),
            Key::Named(name) => columns.position(|column| column == name),
            Key::Like(names) => Some(columns.position(|column| names.contains(&&*plain(column))).unwrap_or(0)),
        }
    }
}

/// The letters and digits of a name, in lower case: `Account ID` and `account_id` are `accountid`.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Takes a key and its row as JSON.
pub(super) type Add<'a> = &'a mut dyn FnMut(&str, &str) -> Result<(), Wrong>;

const CSV_HELP: &str = "the first line of CSV names the columns, each other line has a value for each";
const JSON_HELP: &str =
    "write `{\"KEY\": ROW, ...}`, or `[{...}, ...]` and say which member is the key: `key = \"...\"`";

/// The rows of CSV. The name of the column that is the key.
pub(super) fn csv(text: &str, key: Key<'_>, add: Add<'_>) -> Result<String, Wrong> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let wrong = |e: &csv::Error| {
        let line = e.position().map_or(1, csv::Position::line);
        Wrong::new(format!("it is no CSV: {e}"), CSV_HELP).at(line)
    };
    let columns = reader.headers().map_err(|e| wrong(&e))?.clone();
    if columns.is_empty() {
        return Err(Wrong::new("it is empty", CSV_HELP));
    }
    let known = || columns.iter().map(quoted).collect::<Vec<_>>().join(", ");
    let Some(at) = key.of(columns.iter()) else {
        let Key::Named(name) = key else { return Err(Wrong::new("it has no columns", CSV_HELP)) };
        let what = format!("there is no column {}, but {}", quoted(name), known());
        return Err(Wrong::new(what, "say which is the key: `key = \"...\"`").at(1));
    };
    for (n, column) in columns.iter().enumerate() {
        if columns.iter().take(n).any(|other| other == column) {
            return Err(Wrong::new(format!("two columns are called {}", quoted(column)), CSV_HELP).at(1));
        }
    }
    let names: Vec<String> = columns.iter().map(text_as_json).collect();
    let mut record = csv::StringRecord::new();
    let mut row = String::new();
    while reader.read_record(&mut record).map_err(|e| wrong(&e))? {
        let line = || record.position().map_or(0, |start| start.line() + blank(text, start.byte()));
        if record.len() != columns.len() {
            let what = format!("a row of {} values, where there are {} columns", record.len(), columns.len());
            return Err(Wrong::new(what, CSV_HELP).at(line()));
        }
        row.clear();
        for (name, value) in names.iter().zip(&record) {
            row.push(if row.is_empty() { '{' } else { ',' });
            row.push_str(name);
            row.push(':');
            row.push_str(&text_as_json(value));
        }
        row.push('}');
        add(record.get(at).unwrap_or_default(), &row).map_err(|wrong| wrong.at(line()))?;
    }
    Ok(columns.get(at).unwrap_or_default().to_owned())
}

/// The empty lines before what stands at `start`, which a record is said to begin with.
fn blank(text: &str, start: u64) -> u64 {
    let rest = usize::try_from(start).ok().and_then(|start| text.as_bytes().get(start..)).unwrap_or_default();
    rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count() as u64
}

/// The rows of JSON. The name of the member that is the key, if they have theirs within.
pub(super) fn json(text: &str, key: Key<'_>, add: Add<'_>) -> Result<Option<String>, Wrong> {
    event::json::validate(text).map_err(|e| {
        let line = line_of(text, e.offset);
        Wrong::new(format!("it is no JSON: {}", e.message), JSON_HELP).at(line)
    })?;
    let broken = |e: &sonic_rs::Error| Wrong::new(format!("it is no JSON: {e}"), JSON_HELP);
    let whole = text.trim_ascii();
    if whole.starts_with('[') {
        return objects(text, whole, key, add).map(Some);
    }
    if !whole.starts_with('{') {
        return Err(Wrong::new("it is neither an object nor an array", JSON_HELP).at(1));
    }
    let mut members = Vec::new();
    for member in sonic_rs::to_object_iter(whole) {
        let (name, value) = member.map_err(|e| broken(&e))?;
        members.push((name, value.as_raw_cow()));
    }
    // As services answer that list something: `{"Accounts": [...]}`.
    if let [(_, Cow::Borrowed(rows))] = members.as_slice()
        && rows.starts_with('[')
        && !matches!(key, Key::First)
    {
        return objects(text, rows, key, add).map(Some);
    }
    if let Key::Named(name) = key {
        let what =
            format!("it is an object, whose members' names are the keys: there is no {} to look for", quoted(name));
        return Err(Wrong::new(what, "leave `key` out, or write an array of objects").at(1));
    }
    for (name, row) in &members {
        add(name, row).map_err(|wrong| wrong.at(line_at(text, row)))?;
    }
    Ok(None)
}

/// The rows of an array, which is a part of `text`.
fn objects(text: &str, array: &str, key: Key<'_>, add: Add<'_>) -> Result<String, Wrong> {
    let mut found: Option<String> = None;
    for row in sonic_rs::to_array_iter(array) {
        let row = row.map_err(|e| Wrong::new(format!("it is no JSON: {e}"), JSON_HELP))?.as_raw_cow();
        // Counted for errors alone.
        let line = || line_at(text, &row);
        if !row.starts_with('{') {
            return Err(Wrong::new("an element that is no object", JSON_HELP).at(line()));
        }
        let members: Vec<_> = sonic_rs::to_object_iter(&*row).map_while(Result::ok).collect();
        let name = match (&found, key) {
            (Some(name), _) => name.clone(),
            (None, Key::First) => {
                return Err(Wrong::new("an array, of which nothing says what the keys are", JSON_HELP).at(line()));
            }
            (None, key) => {
                let at = key.of(members.iter().map(|(name, _)| &**name));
                let Some((name, _)) = at.and_then(|at| members.get(at)) else {
                    let name = if let Key::Named(name) = key { name } else { "" };
                    return Err(Wrong::new(format!("an object without {}", quoted(name)), JSON_HELP).at(line()));
                };
                name.clone().into_owned()
            }
        };
        let value = members.iter().rev().find(|(member, _)| *member == name).map(|(_, value)| value.as_raw_cow());
        let value = match value.as_deref() {
            Some(text) if text.starts_with('"') => sonic_rs::from_str::<String>(text).ok(),
            // An id that somebody wrote as a number.
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => Some(digits.to_owned()),
            _ => None,
        };
        let Some(value) = value else {
            let what = format!("an object whose {} is neither text nor a number", quoted(&name));
            return Err(Wrong::new(what, JSON_HELP).at(line()));
        };
        add(&value, &row).map_err(|wrong| wrong.at(line()))?;
        found = Some(name);
    }
    Ok(found.unwrap_or_default())
}

/// The line on which the part of `text` begins.
fn line_at(text: &str, part: &str) -> u64 {
    let offset = part.as_ptr().addr().checked_sub(text.as_ptr().addr());
    line_of(text, offset.unwrap_or(0))
}

fn line_of(text: &str, offset: usize) -> u64 {
    let before = text.as_bytes().get(..offset).unwrap_or_default();
    1 + memchr::memchr_iter(b'\n', before).count() as u64
}

pub(super) fn text_as_json(text: &str) -> String {
    // A text can always be written.
    sonic_rs::to_string(text).unwrap_or_else(|_| "\"\"".to_owned())
}
