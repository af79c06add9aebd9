//! CPython 3.11's `fnmatch`, as on POSIX: names are compared as they are.

use std::sync::Arc;

use super::regex::{Pattern, RegexError, cached, escape};

/// `fnmatch.fnmatch(name, pattern)`.
///
/// # Errors
/// As [`fnmatchcase`].
pub fn fnmatch(name: &str, pattern: &str) -> Result<bool, RegexError> {
    fnmatchcase(name, pattern)
}

/// `fnmatch.fnmatchcase(name, pattern)`.
///
/// # Errors
/// As [`Pattern::search`], and `Unsupported` for a pattern that is too large.
pub fn fnmatchcase(name: &str, pattern: &str) -> Result<bool, RegexError> {
    compile(pattern)?.is_match(name)
}

/// `fnmatch.filter(names, pattern)`.
///
/// # Errors
/// As [`fnmatchcase`].
pub fn filter<'n>(names: &[&'n str], pattern: &str) -> Result<Vec<&'n str>, RegexError> {
    let pattern = compile(pattern)?;
    let mut found = Vec::new();
    for name in names {
        if pattern.is_match(name)? {
            found.push(*name);
        }
    }
    Ok(found)
}

fn compile(pattern: &str) -> Result<Arc<Pattern>, RegexError> {
    cached(&translate(pattern), 0)
}

/// A part of a pattern, and what it is as a regular expression.
pub(crate) enum Piece {
    Star,
    Fixed(String),
}

/// `fnmatch.translate(pattern)`.
pub fn translate(pattern: &str) -> String {
    joined(&pieces(&pattern.chars().collect::<Vec<_>>()))
}

/// The regular expression of the parts, of which no two stars stand side by side.
pub(crate) fn joined(pieces: &[Piece]) -> String {
    let mut out = String::from("(?s:");
    let mut runs = pieces.split(|piece| matches!(piece, Piece::Star)).map(|run| {
        run.iter().filter_map(|piece| if let Piece::Fixed(text) = piece { Some(text.as_str()) } else { None }).collect()
    });
    out.push_str(&runs.next().unwrap_or_else(String::new));
    let mut runs = runs.peekable();
    while let Some(run) = runs.next() {
        match runs.peek() {
            // The last run: the star before it may take anything.
            None => out.push_str(&format!(".*{run}")),
            // A star between two fixed runs takes the least there is, and nothing can come of taking more.
            Some(_) => out.push_str(&format!("(?>.*?{run})")),
        }
    }
    out.push_str(r")\Z");
    out
}

fn pieces(pattern: &[char]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some((&c, after)) = rest.split_first() {
        rest = after;
        match c {
            // Stars in a row are one.
            '*' if matches!(pieces.last(), Some(Piece::Star)) => {}
            '*' => pieces.push(Piece::Star),
            '?' => pieces.push(Piece::Fixed(".".into())),
            '[' => {
                let first = usize::from(after.first() == Some(&'!'));
                let first = first + usize::from(after.get(first) == Some(&']'));
                let close = after.iter().skip(first).position(|&c| c == ']').map(|at| at + first);
                match close.and_then(|close| Some((after.get(..close)?, after.get(close + 1..)?))) {
                    None => pieces.push(Piece::Fixed(r"\[".into())),
                    Some((inside, after)) => {
                        pieces.push(Piece::Fixed(set(inside)));
                        rest = after;
                    }
                }
            }
            other => pieces.push(Piece::Fixed(escape(&other.to_string()))),
        }
    }
    pieces
}

/// A set's contents as a regular expression.
fn set(inside: &[char]) -> String {
    let stuff = if inside.contains(&'-') {
        let chunks = chunks(inside);
        let escaped =
            chunks.iter().map(|chunk| chunk.iter().collect::<String>().replace('\\', r"\\").replace('-', r"\-"));
        escaped.collect::<Vec<_>>().join("-")
    } else {
        inside.iter().collect::<String>().replace('\\', r"\\")
    };
    let mut guarded = String::with_capacity(stuff.len());
    for c in stuff.chars() {
        if matches!(c, '&' | '~' | '|') {
            guarded.push('\\');
        }
        guarded.push(c);
    }
    match guarded.as_str() {
        // An empty range never matches; what is not in one is any character.
        "" => "(?!)".into(),
        "!" => ".".into(),
        stuff => match stuff.strip_prefix('!') {
            Some(rest) => format!("[^{rest}]"),
            None if stuff.starts_with(['^', '[']) => format!("[\\{stuff}]"),
            None => format!("[{stuff}]"),
        },
    }
}

/// The contents cut at the hyphens that make ranges; ranges that run backwards are taken out.
fn chunks(inside: &[char]) -> Vec<Vec<char>> {
    let mut chunks: Vec<Vec<char>> = Vec::new();
    let mut start = 0;
    let mut from = if inside.first() == Some(&'!') { 2 } else { 1 };
    while let Some(hyphen) = inside.iter().skip(from).position(|&c| c == '-').map(|at| at + from) {
        chunks.push(inside.get(start..hyphen).unwrap_or_default().to_vec());
        start = hyphen + 1;
        from = hyphen + 3;
    }
    let last = inside.get(start..).unwrap_or_default();
    match chunks.last_mut() {
        Some(chunk) if last.is_empty() => chunk.push('-'),
        _ => chunks.push(last.to_vec()),
    }
    let mut joined: Vec<Vec<char>> = Vec::with_capacity(chunks.len());
    // From the back, as each join shows to the one before.
    for mut chunk in chunks.into_iter().rev() {
        if let Some(next) = joined.last_mut()
            && chunk.last() > next.first()
        {
            chunk.pop();
            chunk.extend(next.iter().skip(1));
            *next = chunk;
        } else {
            joined.push(chunk);
        }
    }
    joined.reverse();
    joined
}
