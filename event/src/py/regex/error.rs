//! What goes wrong with a pattern or a template.

use thiserror::Error;

/// Why a pattern, a template or a match failed. Each variant is one Python exception, but the last two, which say
/// that this implementation cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RegexError {
    /// `re.error`, with its `str()`.
    #[error("{0}")]
    Syntax(String),
    /// `ValueError`.
    #[error("{0}")]
    Value(String),
    /// `OverflowError`.
    #[error("{0}")]
    Overflow(String),
    /// `IndexError`: an unknown group name in a template, or `no such group`.
    #[error("{0}")]
    Index(String),
    /// Python takes it, and these engines cannot run it exactly: the compiler refuses the rule.
    #[error("{0} cannot be compiled exactly")]
    Unsupported(String),
    /// The match took more steps than are allowed: the pattern backtracks too much on this text.
    #[error("the pattern backtracks too much on this text")]
    StepLimit,
}

/// `str(re.error(message, pattern, position))`; the position counts characters.
pub(super) fn syntax(message: &str, pattern: &[char], position: usize) -> RegexError {
    let mut text = format!("{message} at position {position}");
    if pattern.contains(&'\n') {
        let before = pattern.get(..position).unwrap_or(pattern);
        let line = before.iter().filter(|&&c| c == '\n').count() + 1;
        let newline = before.iter().rposition(|&c| c == '\n');
        let column = newline.map_or(position + 1, |at| position.saturating_sub(at));
        text.push_str(&format!(" (line {line}, column {column})"));
    }
    RegexError::Syntax(text)
}
