//! Texts of alerts, which whoever is watched may have written, as they may be shown.

/// On one line: what controls a terminal, ends a line or turns the direction of writing is a space.
pub fn line(text: &str) -> String {
    words(text, |_| false)
}

/// As [`line`], but lines stay lines.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    words(&text, |c| c == '\n').trim_matches('\n').to_owned()
}

fn words(text: &str, stays: impl Fn(char) -> bool) -> String {
    let text: String = text.chars().map(|c| if controls(c) && !stays(c) { ' ' } else { c }).collect();
    text.trim_matches(' ').to_owned()
}

/// Control characters (C0, C1, DEL), line and paragraph separators, and what turns the direction of writing.
fn controls(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The first `most` characters, the last of which says that there are more.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

/// The first `most` bytes or somewhat fewer: whole characters, the last of which says that there are more.
pub fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(most.saturating_sub('…'.len_utf8()));
    format!("{}…", text.get(..end).unwrap_or_default())
}

/// A field's name for people: `actor_type` is `Actor type`, `mfaUsed` is `Mfa used`.
pub fn label(name: &str) -> String {
    let mut label = String::new();
    let mut last = ' ';
    for c in line(name).chars() {
        let separates = matches!(c, '_' | '-');
        if separates || (c.is_uppercase() && last.is_lowercase()) {
            label.push(' ');
        }
        match c {
            _ if separates => {}
            c if label.is_empty() => label.extend(c.to_uppercase()),
            c => label.extend(c.to_lowercase()),
        }
        last = c;
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_text_is_left() {
        assert_eq!(line("a\r\nBcc: x\u{1b}[31m\u{202e}b\0"), "a  Bcc: x [31m b");
        assert_eq!(lines("a\r\nb\n\n\tc\n"), "a\nb\n\n c");
    }

    #[test]
    fn lengths_are_kept() {
        assert_eq!(shortened("äöü", 3), "äöü");
        assert_eq!(shortened("äöüß", 3), "äö…");
        assert_eq!((cut("äöü", 6), cut("äöüß", 7)), ("äöü".to_owned(), "äö…".to_owned()));
        assert!((0..8).all(|most| cut("äöüß", most.max(3)).len() <= most.max(3)));
    }

    #[test]
    fn labels_are_words() {
        assert_eq!(label("actor_type"), "Actor type");
        assert_eq!(label("mfaUsed"), "Mfa used");
        assert_eq!(label("ARN"), "Arn");
    }
}
