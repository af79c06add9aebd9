//! The IR in, Rust text out: a file for each Python module, and `mod.rs` with the table of rules.

mod args;
mod class;
mod comprehension;
mod expr;
mod function;
mod guard;
mod model;
mod module;
mod names;
mod pattern;
mod script;
mod stmt;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hasher};

use proc_macro2::TokenStream;

use crate::compilation::{Compilation, Generated};
use crate::fallback::{Fallback, Place};
use crate::ir::{FuncId, ModuleId};
use crate::python::Reach;

/// The lints that generated text need not pass: it is correct by construction, and read for its meaning.
const HEADER: &str = "\
// Compiled from Python by rulec. Do not edit: change the rule and build again.
#![allow(unused_mut, unused_variables, unused_assignments, unreachable_code, unused_labels, unused_imports)]
#![allow(unused_parens, unused_braces, dead_code, non_snake_case, non_upper_case_globals, clippy::all)]
";

/// What an earlier run wrote: texts by their files' names.
pub type Earlier = BTreeMap<String, String>;

/// Writes every rule that compiles and what they call, and the source of those that the interpreter runs. A module that comes
/// to what it came to `earlier` is taken from there: to format the text takes longer than all else together.
pub fn emit(compilation: &Compilation, fallback: &Fallback, earlier: &Earlier) -> Vec<Generated> {
    let program = &compilation.program;
    let placed: Vec<_> = compilation.rules.iter().map(|rule| (fallback.place(rule), rule)).collect();
    let models: Vec<_> = compilation.data_models.iter().filter(|model| model.is_native()).collect();
    let native = placed.iter().filter(|(place, _)| *place == Place::Native).map(|(_, rule)| *rule);
    let mut reached = Reach::default();
    let mut asking = BTreeSet::new();
    for rule in native {
        let reach = program.reach(rule.functions.iter().map(|(_, id)| *id));
        if reach.asks_objects(program) {
            asking.extend(reach.units.iter().map(|id| program.unit(*id).module));
        }
        reached.extend(reach);
    }
    let interpreted = placed.iter().filter(|(place, _)| *place == Place::Interpreted).map(|(_, rule)| *rule);
    reached.extend(program.reach(interpreted.clone().filter_map(|rule| rule.filters)));
    let reach = program.reach(models.iter().flat_map(|model| model.methods.iter().map(|(.., id)| *id)));
    if reach.asks_objects(program) {
        asking.extend(reach.units.iter().map(|id| program.unit(*id).module));
    }
    reached.extend(reach);
    program.asking.get_or_init(|| asking);
    let modules: BTreeSet<ModuleId> = reached.units.iter().map(|id| program.unit(*id).module).collect();
    let table = table::text(compilation, &placed, &models, &modules);
    let mut files = vec![Generated { name: "mod.rs".to_owned(), text: table }];
    for module in modules {
        let functions: Vec<FuncId> =
            reached.units.iter().copied().filter(|id| program.unit(*id).module == module).collect();
        let info = program.module(module);
        let tokens = module::tokens(program, module, &functions, &reached);
        let name = format!("{}.rs", info.rust_name);
        let mark = mark(&tokens);
        let text = earlier.get(&name).filter(|text| text.ends_with(&mark)).cloned().unwrap_or_else(|| {
            format!("//! `{0}`\n\n{HEADER}\n{1}\n{mark}", info.relative, format(tokens, &info.relative))
        });
        files.push(Generated { name, text });
    }
    files.extend(script::files(compilation, interpreted));
    files
}

/// The last line of a module's text, which only the same tokens end in, formatted by the same version: a file that was not
/// written to its end has none.
fn mark(tokens: &TokenStream) -> String {
    let mut hasher = DefaultHasher::new();
    for part in [env!("CARGO_PKG_VERSION"), HEADER, &tokens.to_string()] {
        hasher.write(part.as_bytes());
    }
    format!("// Formatted from {:016x}.\n", hasher.finish())
}

/// The tokens as formatted text, with `// rules/x.py:12` above what came from there.
fn format(tokens: TokenStream, relative: &str) -> String {
    let file = match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => file,
        // It would not compile either; the text shows why.
        Err(e) => return format!("compile_error!({:?});\n{tokens}", e.to_string()),
    };
    let text = prettyplease::unparse(&file);
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let trimmed = line.trim_start();
        match trimmed.strip_prefix("__line!(").and_then(|rest| rest.strip_suffix(");")) {
            Some(number) => {
                let indent = &line[..line.len() - trimmed.len()];
                out.push_str(&format!("{indent}// {relative}:{number}\n"));
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}
