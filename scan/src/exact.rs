//! What the pass leaves to be looked at byte by byte, because it is rare: white space, escapes, what makes a record
//! irregular.

/// The first byte from `at` that is no white space of JSON.
#[inline(always)]
pub(crate) fn white_space(bytes: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(at) {
        at += 1;
    }
    at
}

/// What is unusual of a record, most of which is why it must be looked at again. Each may be a false alarm, but for the
/// record's neighbours alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Suspicion(u8);

impl Suspicion {
    pub(crate) const NONE: Suspicion = Suspicion(0);
    /// A byte of 0x80 or above.
    pub(crate) const NON_ASCII: Suspicion = Suspicion(1);
    /// A backslash in a string of the top level, which may be a key.
    pub(crate) const ESCAPED: Suspicion = Suspicion(2);
    /// An escape that does not exist, or a control character outside of strings.
    pub(crate) const WRONG: Suspicion = Suspicion(4);
    /// A backslash in any string: no reason for another look.
    pub(crate) const BACKSLASH: Suspicion = Suspicion(8);

    #[inline(always)]
    pub(crate) const fn or(self, other: Suspicion) -> Suspicion {
        Suspicion(self.0 | other.0)
    }

    pub(crate) fn asks_for_a_look(self) -> bool {
        self.has(Suspicion::NON_ASCII.or(Suspicion::ESCAPED).or(Suspicion::WRONG))
    }

    pub(crate) fn has(self, other: Suspicion) -> bool {
        self.0 & other.0 != 0
    }

    /// What is wrong with a record, whose strings are known to end and to have no control characters.
    pub(crate) fn confirm(self, record: &[u8]) -> Finding {
        let mut finding = Finding::default();
        if self.has(Suspicion::NON_ASCII) {
            // Its lower case is `k`: a key that has it could be one of ours ignoring case.
            finding.irregular |= str::from_utf8(record).map_or(true, |text| text.contains('\u{212a}'));
        }
        if self.has(Suspicion::ESCAPED.or(Suspicion::WRONG)) {
            walk(record, &mut finding);
        }
        finding
    }
}

/// What is wrong with a record.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Finding {
    pub(crate) irregular: bool,
    /// A key of the top level is `Records` written with escapes.
    pub(crate) records: bool,
}

/// Looks at escapes and at control characters outside of strings.
#[cold]
fn walk(record: &[u8], finding: &mut Finding) {
    let mut depth = 0_u32;
    let mut at = 0;
    while let Some(&byte) = record.get(at) {
        at += 1;
        match byte {
            b'"' => {
                let string = string(record, at);
                at += string.len() + 1;
                if string.contains(&b'\\') {
                    finding.irregular |= !are_escapes_known(string);
                    if depth == 1 && record.get(white_space(record, at)) == Some(&b':') {
                        finding.irregular = true;
                        finding.records |= is_records(string);
                    }
                }
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'\t' | b'\n' | b'\r' => {}
            0..0x20 => finding.irregular = true,
            _ => {}
        }
    }
}

/// What stands between two quotes, the first of which is before `at`.
fn string(bytes: &[u8], at: usize) -> &[u8] {
    let text = bytes.get(at..).unwrap_or_default();
    let mut escaped = false;
    let end = text.iter().position(|&byte| {
        let end = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        end
    });
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Whether JSON has the escapes of a string.
fn are_escapes_known(mut string: &[u8]) -> bool {
    while let Some(at) = string.iter().position(|&byte| byte == b'\\') {
        let Some((&escape, rest)) = string.get(at + 1..).and_then(<[u8]>::split_first) else { return false };
        if !is_escape(escape, rest) {
            return false;
        }
        string = rest;
    }
    true
}

/// Whether JSON has the escape that a backslash, `escape` and the bytes of `rest` are.
pub(crate) fn is_escape(escape: u8, rest: &[u8]) -> bool {
    match escape {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => true,
        b'u' => rest.first_chunk::<4>().is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)),
        _ => false,
    }
}

/// Whether a key is `Records` in any spelling.
fn is_records(key: &[u8]) -> bool {
    let mut rest = key;
    for &letter in b"records" {
        let byte = match rest {
            // No shorter escape is a letter.
            [b'\\', b'u', b'0', b'0', high, low, ..] => {
                let digit = |digit: u8| char::from(digit).to_digit(16);
                let (Some(high), Some(low)) = (digit(*high), digit(*low)) else { return false };
                rest = rest.get(6..).unwrap_or_default();
                u8::try_from(high << 4 | low).unwrap_or_default()
            }
            [byte, after @ ..] => {
                rest = after;
                *byte
            }
            [] => return false,
        };
        if byte.to_ascii_lowercase() != letter {
            return false;
        }
    }
    rest.is_empty()
}
