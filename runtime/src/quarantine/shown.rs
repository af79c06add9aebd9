//! Bytes of nobody knows what, fit for a terminal.

/// At most `limit` characters of `bytes` and of what stands for them: what a terminal would obey, or not show, is escaped, and
/// so is what is no UTF-8. Nothing of it is a control character.
pub fn shown(bytes: &[u8], limit: usize) -> String {
    let mut out = String::new();
    let mut length = 0;
    let mut push = |part: &str| {
        length += part.chars().count();
        let fits = length <= limit;
        if fits {
            out.push_str(part);
        }
        fits
    };
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            // A quote does no harm; what else `Debug` escapes does, or might: direction marks, separators, what is not assigned.
            let escaped = if matches!(c, '"' | '\'') { c.to_string() } else { c.escape_debug().collect() };
            if !push(&escaped) {
                return out + "…";
            }
        }
        for byte in chunk.invalid() {
            if !push(&format!("\\x{byte:02x}")) {
                return out + "…";
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        assert_eq!(shown(b"a\x1b[2J\"'\xff\x9b\\\n", 100), "a\\u{1b}[2J\"'\\xff\\x9b\\\\\\n");
        assert_eq!(shown("\u{e9}\u{9b}\u{202e}\u{2028}x".as_bytes(), 100), "\u{e9}\\u{9b}\\u{202e}\\u{2028}x");
        assert_eq!(shown(b"abc\n", 4), "abc…");
        assert_eq!(shown(b"abcd", 4), "abcd");
    }

    proptest! {
        #[test]
        fn no_control_character_comes_through(bytes in proptest::collection::vec(any::<u8>(), 0..200), limit in 0_usize..300) {
            let said = shown(&bytes, limit);
            let harmful = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            prop_assert!(!said.chars().any(harmful), "{said:?}");
            prop_assert!(said.chars().count() <= limit + 1);
        }

        #[test]
        fn nor_does_one_of_text(text in ".*\\PC*[\u{0}-\u{9f}]*[\u{200b}-\u{202e}]*") {
            let said = shown(text.as_bytes(), usize::MAX);
            let harmful = |c: char| c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}');
            prop_assert!(!said.chars().any(harmful), "{said:?}");
        }
    }
}
