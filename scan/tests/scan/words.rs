//! Words of lines, against a reader that goes byte by byte, by every level.

use scan::{Form, Level, Quotes, Words};

use crate::generate::Random;

/// The words of each line, with their forms, and whether it is plain.
type Found<'t> = Vec<(Vec<(&'t [u8], Form)>, bool)>;

/// What is said of the lines that a level finds, and how far they go.
fn found<'t>(words: &mut Words, text: &'t [u8]) -> (Found<'t>, usize) {
    let end = words.find(text);
    let words_of = |line: scan::Line<'_>| {
        let forms = line.words.iter().map(|word| word.form);
        (line.places().map(|place| &text[place]).zip(forms).collect(), line.is_plain)
    };
    (words.lines().map(words_of).collect(), end)
}

fn form(word: &[u8]) -> Form {
    let are = |is: fn(&u8) -> bool| !word.is_empty() && word.iter().all(is);
    match (are(u8::is_ascii_digit), are(|byte| byte.is_ascii_digit() || *byte == b'.')) {
        (true, _) => Form::DIGITS,
        (false, true) => Form::DOTTED,
        _ => Form::OTHER,
    }
}

/// The same by looking at one byte after another.
fn expected<'t>(text: &'t [u8], quotes: Quotes, foreign: &[u8]) -> (Found<'t>, usize) {
    let (mut lines, mut line, mut end) = (Vec::new(), Vec::new(), 0);
    let (mut start, mut held, mut is_plain) = (0, false, true);
    let is_end = |at: usize| matches!(text.get(at), Some(b' ' | b'\n'));
    for (at, byte) in text.iter().enumerate() {
        is_plain &= matches!(byte, b' '..=0x7f | b'\n') && !foreign.contains(byte);
        match byte {
            b'"' if quotes == Quotes::Hold => {
                // Spaces within quotes end nothing.
                is_plain &= if held { at + 1 == text.len() || is_end(at + 1) } else { at == start };
                held = !held;
            }
            b'\n' if held => break,
            b' ' if held => {}
            b' ' | b'\n' => {
                line.push((&text[start..at], form(&text[start..at])));
                start = at + 1;
                if *byte == b'\n' {
                    lines.push((std::mem::take(&mut line), is_plain));
                    (end, is_plain) = (start, true);
                }
            }
            _ => {}
        }
    }
    (lines, end)
}

#[test]
fn words_are_what_stands_between_spaces() {
    let mut words: Vec<(Quotes, Vec<Words>)> = [Quotes::Plain, Quotes::Hold]
        .map(|quotes| {
            let of = |level| Words::new(quotes, b"[{\\").with_level(level);
            (quotes, Level::available().map(of).collect())
        })
        .into();
    const PARTS: [&str; 25] = [
        " ",
        " ",
        " ",
        "\n",
        "\n",
        "\"",
        "\"",
        "\" ",
        " \"",
        "a",
        "-",
        "eni-0a1b2c3d4e5f60718",
        "192.0.2.1",
        ".",
        "443",
        "\u{e9}",
        "[",
        "{",
        "\\",
        "\t",
        "\r\n",
        "\u{7f}",
        "x y",
        "\"a b\"",
        "0123456789012345678901234567890123456789",
    ];
    let (mut plain, mut odd) = (0, 0);
    for seed in 0..if cfg!(miri) { 20 } else { 20_000 } {
        let mut random = Random::new(seed);
        let text: String =
            (0..random.below(120)).map(|_| *random.one(if seed % 2 == 0 { &PARTS } else { &PARTS[..14] })).collect();
        for (quotes, levels) in &mut words {
            let expected = expected(text.as_bytes(), *quotes, b"[{\\");
            for level in levels {
                let (lines, end) = found(level, text.as_bytes());
                assert_eq!((lines.len(), end), (expected.0.len(), expected.1), "{text:?}");
                for (line, expected) in lines.iter().zip(&expected.0) {
                    assert_eq!(line.1, expected.1, "{text:?}");
                    if line.1 {
                        plain += 1;
                        assert_eq!(line.0, expected.0, "{text:?}");
                    } else {
                        odd += 1;
                    }
                }
            }
        }
    }
    assert!(plain > 0 && odd > 0, "{plain} and {odd}");
}
