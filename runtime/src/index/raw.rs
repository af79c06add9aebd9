//! A member of an object, found in its JSON.

/// What a look for a member has found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Member<'j> {
    /// Its JSON.
    Found(&'j [u8]),
    Missing,
    /// Some key may be the same to a rule, or the text is not laid out as an object.
    Unclear,
}

/// The last member of that name in `json`, an object whose brackets and strings are right.
pub(super) fn member<'j>(json: &'j [u8], name: &str) -> Member<'j> {
    let mut found = Member::Missing;
    let mut rest = json.strip_prefix(b"{").unwrap_or_default().trim_ascii_start();
    if rest == b"}" {
        return found;
    }
    loop {
        let Some((key, after)) = string(rest) else { return Member::Unclear };
        let Some(after) = after.trim_ascii_start().strip_prefix(b":") else { return Member::Unclear };
        let after = after.trim_ascii_start();
        let Some(length) = value_length(after) else { return Member::Unclear };
        let (value, after) = after.split_at(length);
        if key == name.as_bytes() {
            found = Member::Found(value);
        } else if key.eq_ignore_ascii_case(name.as_bytes()) || !key.is_ascii() || key.contains(&b'\\') {
            return Member::Unclear;
        }
        match after.trim_ascii_start() {
            [b',', next @ ..] => rest = next.trim_ascii_start(),
            b"}" => return found,
            _ => return Member::Unclear,
        }
    }
}

/// The inside of the string that `text` begins with, as it is written, and what follows it.
fn string(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let length = Some(text).filter(|text| text.starts_with(b"\"")).and_then(scan::scalar)?;
    Some((text.get(1..length - 1)?, text.get(length..)?))
}

/// How many bytes the value has that `text` begins with.
fn value_length(text: &[u8]) -> Option<usize> {
    match text.first()? {
        b'{' | b'[' => {
            let mut depth = 0_usize;
            let mut at = 0;
            loop {
                match text.get(at)? {
                    b'"' => at += scan::scalar(text.get(at..)?)? - 1,
                    b'{' | b'[' => depth += 1,
                    b'}' | b']' => {
                        depth -= 1;
                        if depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    _ => {}
                }
                at += 1;
            }
        }
        _ => scan::scalar(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_found_where_it_stands() {
        for (json, expected) in [
            (r#"{}"#, Member::Missing),
            (r#"{ }"#, Member::Missing),
            (r#"{"a":1}"#, Member::Found(b"1")),
            (r#"{"b":"a","a" : "x\"y" , "c":[]}"#, Member::Found(br#""x\"y""#)),
            (r#"{"b":{"a":1,"x":["}"]},"a":{"a":[2]}}"#, Member::Found(br#"{"a":[2]}"#)),
            (r#"{"b":{"a":1}}"#, Member::Missing),
            (r#"{"a":1,"a":null}"#, Member::Found(b"null")),
            (r#"{"a":1,"A":2}"#, Member::Unclear),
            (r#"{"\u0061":1}"#, Member::Unclear),
            (r#"{"é":1}"#, Member::Unclear),
            (r#"{"a" 1}"#, Member::Unclear),
            (r#"{"a":1 "b":2}"#, Member::Unclear),
            (r#"{"a":"#, Member::Unclear),
            (r#"["a"]"#, Member::Unclear),
            (r#"{"a":]}"#, Member::Unclear),
        ] {
            assert_eq!(member(json.as_bytes(), "a"), expected, "{json}");
        }
    }
}
