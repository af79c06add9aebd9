//! The bytes of one record in, its text out, checked: an object that Python's `json.loads` would read.

use std::borrow::Cow;

use event::json::Structure;

/// A record's text, ready for [`event::json::read_validated`].
#[derive(Debug)]
pub struct Record<'b> {
    pub text: Cow<'b, str>,
    /// Some of its bytes were not UTF-8; U+FFFD stands in their place, as with Python's `errors="replace"`.
    pub replaced: bool,
}

/// Why bytes are no record.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("{message}")]
    Json { offset: usize, message: &'static str },
    #[error("found {found}, expected an object")]
    NotAnObject { found: &'static str },
}

/// The structure of a record, if it can be found.
pub fn structure<'s>(finder: &'s mut scan::Structure, record: &[u8]) -> Option<Structure<'s>> {
    finder.find(record).map(|(blocks, is_compact)| Structure { blocks, is_compact })
}

/// Checks what a splitter took for a record.
///
/// # Errors
/// Where it is not JSON, or not an object.
pub fn read(bytes: &[u8]) -> Result<Record<'_>, Error> {
    read_structured(bytes, None)
}

/// The same, sooner if its structure is known.
///
/// # Errors
/// As [`read`].
pub fn read_structured<'b>(bytes: &'b [u8], structure: Option<Structure<'_>>) -> Result<Record<'b>, Error> {
    // Nearly every record is valid, which is found out faster than replacements are looked for.
    let text = std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed);
    let replaced = matches!(text, Cow::Owned(_));
    event::json::validate_structured(&text, structure)
        .map_err(|e| Error::Json { offset: e.offset, message: e.message })?;
    let found = match bytes.first() {
        Some(b'{') => return Ok(Record { text, replaced }),
        Some(b'[') => "an array",
        Some(b'"') => "a string",
        Some(b't' | b'f') => "a boolean",
        Some(b'n') => "null",
        _ => "a number",
    };
    Err(Error::NotAnObject { found })
}

/// Valid JSON without the white space between its tokens, otherwise as it is: nothing that numbers or strings say
/// is read and written anew.
pub fn compact(json: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = json;
    let mut start = 0;
    let mut in_string = false;
    let bytes = json.as_bytes();
    let mut i = 0;
    while let Some(byte) = bytes.get(i) {
        if in_string {
            let tail = bytes.get(i..).unwrap_or_default();
            i += match memchr::memchr2(b'"', b'\\', tail) {
                Some(n) if tail.get(n) == Some(&b'\\') => n + 2,
                Some(n) => {
                    in_string = false;
                    n + 1
                }
                None => tail.len(),
            };
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b' ' | b'\t' | b'\r' | b'\n' => {
                out.push_str(json.get(start..i).unwrap_or_default());
                start = i + 1;
                rest = json.get(start..).unwrap_or_default();
            }
            _ => {}
        }
        i += 1;
    }
    if start == 0 {
        return Cow::Borrowed(json);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_objects_are_records() {
        assert!(!read(br#"{"a":1}"#).expect("an object").replaced);
        let lossy = read(b"{\"a\":\"\xff\xe2\x82\"}").expect("an object");
        assert_eq!((lossy.replaced, &*lossy.text), (true, "{\"a\":\"\u{fffd}\u{fffd}\"}"));
        for (bytes, message) in [
            (&b"12"[..], "found a number, expected an object"),
            (b"[{}]", "found an array, expected an object"),
            (b"\"x\"", "found a string, expected an object"),
            (b"true", "found a boolean, expected an object"),
            (b"null", "found null, expected an object"),
            (b"{\"a\":tru}", "expected a value"),
            (b"{} {}", "expected the end"),
            (b"{\"a\":NaN}", "expected a value"),
        ] {
            assert_eq!(read(bytes).expect_err("no record").to_string(), message);
        }
        let deep = [vec![b'['; 2000], vec![b']'; 2000]].concat();
        let deep = [b"{\"a\":", &deep[..], b"}"].concat();
        assert_eq!(read(&deep).expect_err("too deep").to_string(), "nested too deeply");
    }

    #[test]
    fn compacting_changes_no_value() {
        assert_eq!(compact("{\"a\":1}"), "{\"a\":1}");
        let pretty = "{\n  \"a b\\\" \" : [ 1.0 ,\t1e2, -0 ],\r\n \"\u{e9} \": { } } ";
        assert_eq!(compact(pretty), "{\"a b\\\" \":[1.0,1e2,-0],\"\u{e9} \":{}}");
    }
}
