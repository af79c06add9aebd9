//! `shlex`: `split`, `quote`, `join`, by `Lib/shlex.py`.

use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::modules::{Module, signature};
use crate::py::{function, method, special};
use crate::value::Value;

/// The module.
pub const MODULE: Module = Module {
    name: "shlex",
    functions: &["join", "quote", "split"],
    constants: &[],
    in_c: false,
    call: |py, name, args| {
        Some(match name {
            "quote" => signature("quote", &["s"], py, args, &[None]).and_then(|[s]| quote(py, s)),
            "join" => signature("join", &["split_command"], py, args, &[None]).and_then(|[words]| join(py, words)),
            "split" => split(py, args),
            _ => return None,
        })
    },
    constant: |_, _| None,
};

fn quote<'a>(py: Py<'a>, s: Value<'a>) -> Ret<'a> {
    if !s.truth() {
        return Ok(Value::Str("''"));
    }
    match s {
        Value::Str(text) => {
            let safe = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
            if text.chars().all(safe) {
                return Ok(s);
            }
            Ok(py.str(&format!("'{}'", text.replace('\'', "'\"'\"'"))))
        }
        Value::Bytes(_) => Err(py.type_error(format_args!("cannot use a string pattern on a bytes-like object"))),
        other => {
            let class = other.type_name();
            Err(py.type_error(format_args!("expected string or bytes-like object, got '{class}'")))
        }
    }
}

fn join<'a>(py: Py<'a>, words: Value<'a>) -> Ret<'a> {
    let words = Iter::of(py, words)?;
    let mut quoted = Vec::new();
    while let Some(word) = words.next(py)? {
        quoted.push(quote(py, word)?.as_str().unwrap_or_default());
    }
    Ok(py.str(&quoted.join(" ")))
}

/// `split(s, comments=False, posix=True)`.
fn split<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let defaults = [None, Some(Value::Bool(false)), Some(Value::Bool(true))];
    let [s, comments, posix] = signature("split", &["s", "comments", "posix"], py, args, &defaults)?;
    let text = match s {
        Value::Str(text) => text,
        // It would read standard input.
        Value::None => return Err(py.raise(Kind::SystemError, "`shlex.split(None)` is outside the subset")),
        other => {
            // It would be read from.
            let read = method::attribute(py, other, "read")?;
            function::call(py, read, Args::pos(&[Value::Int(1)]))?;
            return Err(special::outside(py, "`shlex.split` of what is read"));
        }
    };
    let mut lexer = Lexer { rest: text, state: State::Space, comments: comments.truth(), posix: posix.truth() };
    let mut words = Vec::new();
    while let Some(word) = lexer.word(py)? {
        words.push(py.str(&word));
    }
    Ok(py.list(&words))
}

/// What was read last.
#[derive(Clone, Copy, PartialEq)]
enum State {
    End,
    Space,
    Word,
    Quote(char),
    /// A backslash, and whether it stands in double quotes.
    Escape {
        quoted: bool,
    },
}

struct Lexer<'t> {
    rest: &'t str,
    state: State,
    comments: bool,
    posix: bool,
}

impl Lexer<'_> {
    fn read(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next();
        self.rest = chars.as_str();
        next
    }

    fn skip_line(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
    }

    /// `read_token`, for what is split at white space alone.
    fn word<'a>(&mut self, py: Py<'a>) -> R<'a, Option<String>> {
        let (mut token, mut quoted) = (String::new(), false);
        while self.state != State::End {
            let next = self.read();
            let is_space = matches!(next, Some(' ' | '\t' | '\r' | '\n'));
            let is_comment = self.comments && next == Some('#');
            match (self.state, next) {
                (State::End, _) => break,
                (State::Quote(quote), next) => {
                    quoted = true;
                    let Some(c) = next else { return Err(py.value_error(format_args!("No closing quotation"))) };
                    if c == quote {
                        if !self.posix {
                            token.push(c);
                            self.state = State::Space;
                            break;
                        }
                        self.state = State::Word;
                    } else if self.posix && c == '\\' && quote == '"' {
                        self.state = State::Escape { quoted: true };
                    } else {
                        token.push(c);
                    }
                }
                (State::Escape { quoted }, next) => {
                    let Some(c) = next else { return Err(py.value_error(format_args!("No escaped character"))) };
                    // Within quotes only the quote and the backslash are escaped.
                    if quoted && c != '\\' && c != '"' {
                        token.push('\\');
                    }
                    token.push(c);
                    self.state = if quoted { State::Quote('"') } else { State::Word };
                }
                (_, None) => {
                    self.state = State::End;
                    break;
                }
                (State::Space, Some(c)) => {
                    if is_space {
                        if !token.is_empty() || self.posix && quoted {
                            break;
                        }
                    } else if is_comment {
                        self.skip_line();
                    } else if self.posix && c == '\\' {
                        self.state = State::Escape { quoted: false };
                    } else if matches!(c, '\'' | '"') {
                        if !self.posix {
                            token = c.to_string();
                        }
                        self.state = State::Quote(c);
                    } else {
                        token = c.to_string();
                        self.state = State::Word;
                    }
                }
                (State::Word, Some(c)) => {
                    if is_space || is_comment {
                        if is_comment {
                            self.skip_line();
                        }
                        if is_space || self.posix {
                            self.state = State::Space;
                            if !token.is_empty() || self.posix && quoted {
                                break;
                            }
                        }
                    } else if self.posix && matches!(c, '\'' | '"') {
                        self.state = State::Quote(c);
                    } else if self.posix && c == '\\' {
                        self.state = State::Escape { quoted: false };
                    } else {
                        token.push(c);
                    }
                }
            }
        }
        // An empty word is one only where quotes say so.
        let none = token.is_empty() && !(self.posix && quoted);
        Ok(if none { None } else { Some(token) })
    }
}
