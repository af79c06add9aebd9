//! Rust names for Python's.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span};

/// Names that a Python variable or function must not have in Rust: keywords and what the emitted text itself uses.
const TAKEN: &[&str] = &[
    "py", "Ok", "Err", "Some", "None", "abstract", "as", "async", "await", "become", "box", "break", "const",
    "continue", "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self",
    "static", "struct", "super", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield", "Self",
];

/// The Rust name of a Python name. Two Python names never become one Rust name.
pub fn ident(name: &str) -> Ident {
    Ident::new(&rust(name), Span::call_site())
}

/// As [`ident`], as text.
pub fn rust(name: &str) -> String {
    if name == "<lambda>" {
        return "lambda".to_owned();
    }
    if !name.is_ascii() {
        let escaped: String =
            name.chars().map(|c| if c.is_ascii() { c.to_string() } else { format!("_u{:x}_", u32::from(c)) }).collect();
        return format!("u_{escaped}_");
    }
    // A trailing underscore marks an escaped name, so names that have one of their own get another.
    if TAKEN.contains(&name) || name.ends_with('_') || name.starts_with("__") {
        format!("{name}_")
    } else if name == "_" {
        "__".to_owned()
    } else {
        name.to_owned()
    }
}

/// Rust names for the variables of one function, each its own.
pub fn locals<'n>(names: impl Iterator<Item = &'n str>) -> Vec<Ident> {
    let mut used = BTreeSet::new();
    let unique = names.map(|name| {
        let base = rust(name);
        let mut candidate = base.clone();
        let mut n = 1;
        while !used.insert(candidate.clone()) {
            n += 1;
            candidate = format!("{base}__{n}");
        }
        Ident::new(&candidate, Span::call_site())
    });
    unique.collect()
}
