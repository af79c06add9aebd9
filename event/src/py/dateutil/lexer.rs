//! How `dateutil.parser` cuts a text into tokens: `_timelex`.
//!
//! Runs of letters, runs of digits, and single characters; dots and commas may be decimal points or separators, which
//! shows only at a token's end.

use std::collections::VecDeque;

use crate::py::chars::{is_alpha, is_digit, is_space};

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Word,
    Number,
    /// Letters with a dot among them.
    DottedWord,
    /// Digits with a dot among them, or one comma.
    DottedNumber,
}

/// The tokens of `text`; null characters are passed over.
pub fn tokens(text: &str) -> Vec<String> {
    let mut chars = text.chars().filter(|c| *c != '\0').peekable();
    let mut out = Vec::new();
    while let Some(first) = chars.next() {
        let mut state = match first {
            c if is_alpha(c) => State::Word,
            c if is_digit(c) => State::Number,
            c => {
                out.push(if is_space(c) { " ".to_owned() } else { c.to_string() });
                continue;
            }
        };
        let mut token = String::from(first);
        let mut last = first;
        let mut length = 1;
        let mut letters = false;
        while let Some(&c) = chars.peek() {
            letters |= matches!(state, State::Word | State::DottedWord);
            let next = match state {
                State::Word if is_alpha(c) => State::Word,
                State::Word if c == '.' => State::DottedWord,
                State::Number if is_digit(c) => State::Number,
                State::Number if c == '.' || c == ',' && length >= 2 => State::DottedNumber,
                State::DottedWord if c == '.' || is_alpha(c) => State::DottedWord,
                State::DottedWord if is_digit(c) && last == '.' => State::DottedNumber,
                State::DottedNumber if c == '.' || is_digit(c) => State::DottedNumber,
                State::DottedNumber if is_alpha(c) && last == '.' => State::DottedWord,
                _ => break,
            };
            state = next;
            token.push(c);
            last = c;
            length += 1;
            chars.next();
        }
        let dots = token.matches('.').count();
        let dotted = matches!(state, State::DottedWord | State::DottedNumber);
        if dotted && (letters || dots > 1 || matches!(last, '.' | ',')) {
            let mut parts = split(&token);
            let head = parts.pop_front().unwrap_or_default();
            out.push(if state == State::DottedNumber && !head.contains('.') { head.replace(',', ".") } else { head });
            out.extend(parts.into_iter().filter(|part| !part.is_empty()));
        } else if state == State::DottedNumber && dots == 0 {
            out.push(token.replace(',', "."));
        } else {
            out.push(token);
        }
    }
    out
}

/// At each dot and comma, which stay as parts of their own.
fn split(token: &str) -> VecDeque<String> {
    let mut parts = VecDeque::from([String::new()]);
    for c in token.chars() {
        if matches!(c, '.' | ',') {
            parts.push_back(c.to_string());
            parts.push_back(String::new());
        } else if let Some(part) = parts.back_mut() {
            part.push(c);
        }
    }
    parts
}
