//! Source text in, Python's syntax tree out, and every syntax error with its range.
//!
//! Ruff's parser does not find errors of meaning (`return` outside a function): [`semantic`] does.

use ruff_python_ast::{ModModule, PythonVersion};
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};

use super::{nesting, semantic};
use crate::diag::{Code, Diagnostic, SourceId};
use crate::ir::Span;

/// The tree of a module and what is wrong with its syntax. The tree of a wrong module is what could be made of it.
pub fn parse(source: SourceId, text: &str) -> (ModModule, Vec<Diagnostic>) {
    let options = ParseOptions::from(Mode::Module).with_target_version(PythonVersion::PY311);
    let parsed = parse_unchecked(text, options);
    let mut found: Vec<Diagnostic> = parsed
        .errors()
        .iter()
        .map(|e| {
            let message = lowercase(&e.error.to_string());
            let help = advice(&message);
            Diagnostic::error(Code::E001, source, clamp(e.location, text), message, help)
        })
        .collect();
    found.extend(parsed.unsupported_syntax_errors().iter().map(|e| {
        Diagnostic::error(
            Code::E001,
            source,
            clamp(e.range(), text),
            lowercase(&e.to_string()),
            "rules are Python 3.11; write it as 3.11 has it",
        )
    }));
    // Ruff's lexer takes a null byte inside of a string; CPython takes none anywhere.
    if let Some(at) = text.find('\0') {
        let (message, help) = ("the source holds a null byte", "write `\\0` in a string");
        found.push(Diagnostic::error(Code::E001, source, at as u32..at as u32 + 1, message, help));
    }
    found.extend(nesting::tokens(parsed.tokens(), text).into_iter().map(|(range, message)| {
        let help = "CPython refuses to load the module; split what is nested into functions";
        Diagnostic::error(Code::E001, source, clamp(range, text), message, help)
    }));
    let module = match parsed.into_syntax() {
        ruff_python_ast::Mod::Module(module) => module,
        ruff_python_ast::Mod::Expression(_) => unreachable!("a module was asked for"),
    };
    if let Some(range) = nesting::too_deep(&module, text) {
        if found.is_empty() {
            let message = format!("this is nested more than {} levels deep", nesting::DEPTH);
            let help = "give an inner part a name, or look it up in a dict";
            found.push(Diagnostic::error(Code::E022, source, clamp(range, text), message, help));
        }
        // To free the tree would recurse as deep as it is, and end the process on a stack that is too small.
        std::mem::forget(module);
        return (empty(), found);
    }
    if found.is_empty() {
        found.extend(nesting::blocks(&module.body).into_iter().map(|(range, message)| {
            let help = "CPython refuses to load the module; move the inner blocks to a function";
            Diagnostic::error(Code::E001, source, clamp(range, text), message, help)
        }));
    }
    // The tree of a text that could not be read holds guesses.
    if found.is_empty() {
        found.extend(semantic::check(&module, text).into_iter().map(|(range, message)| {
            let help = "CPython refuses to load the module; `rulec explain E021`";
            Diagnostic::error(Code::E021, source, clamp(range, text), message, help)
        }));
    }
    (module, found)
}

/// The tree of a module without statements.
fn empty() -> ModModule {
    ModModule { node_index: Default::default(), range: TextRange::default(), body: Default::default() }
}

/// What to do about the commonest of the parser's messages.
fn advice(message: &str) -> &'static str {
    match message {
        "expected `:`, found newline" => "end the line with `:`",
        "expected `:`, found `=`" => "compare with `==`: `=` assigns",
        "unexpected EOF while parsing" => "close the bracket or the string that is open here",
        _ if message.contains("ndent") => "indent the lines of one block alike, with spaces",
        _ => "correct this first: what is reported below it may follow from it",
    }
}

/// The bytes of a range.
pub fn span(range: TextRange) -> Span {
    range.start().to_u32()..range.end().to_u32()
}

/// An error at the end of the file is shown where the file ends.
fn clamp(range: TextRange, text: &str) -> Span {
    let len = text.len() as u32;
    let span = span(range);
    span.start.min(len)..span.end.min(len)
}

pub fn lowercase(message: &str) -> String {
    let mut chars = message.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}
