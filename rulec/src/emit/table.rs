//! `mod.rs`: the modules and the table of rules.

use std::collections::BTreeSet;
use std::fmt::Write;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use sha2::{Digest, Sha256};

use super::{module, script};
use crate::analyse::{self, guard::Guard};
use crate::compilation::{Compilation, CompiledRule};
use crate::fallback::Place;
use crate::ir::{FuncId, ModuleId};
use crate::python::{DataModel, Program};

/// The functions of the contract that have a place in `event::Functions`.
const OPTIONAL: [&str; 10] = [
    "title",
    "dedup",
    "severity",
    "alert_context",
    "description",
    "runbook",
    "reference",
    "destinations",
    "unique",
    "threshold",
];

/// The text of `mod.rs`.
pub fn text(
    compilation: &Compilation,
    rules: &[(Place, &CompiledRule)],
    models: &[&DataModel],
    modules: &BTreeSet<ModuleId>,
) -> String {
    let program = &compilation.program;
    let names = modules.iter().map(|id| Ident::new(&program.module(*id).rust_name, Span::call_site()));
    let mut wrappers = TokenStream::new();
    let mut entries: Vec<TokenStream> = Vec::new();
    let (mut skipped, mut disabled) = (Vec::new(), Vec::new());
    for (number, (place, rule)) in rules.iter().enumerate() {
        match place {
            Place::Native => entries.push(native(compilation, rule, number, &mut wrappers)),
            Place::Interpreted => entries.push(interpreted(program, rule, number, &mut wrappers)),
            Place::Skipped => skipped.push(skip(rule)),
            Place::Disabled => {
                disabled.push(entry(rule, false, &Guard::NEVER, quote! { Body::Compiled(Functions::NEVER) }))
            }
            Place::Refused => {}
        }
    }
    let models: Vec<TokenStream> =
        models.iter().enumerate().map(|(i, model)| super::model::entry(program, model, i, &mut wrappers)).collect();
    let hash = hash(compilation);
    let tokens = quote! {
        #[allow(unused_imports)]
        use event::prelude::*;
        #[allow(unused_imports)]
        use event::data_model::{Condition, DataModel, JsonPath, Literal, Method, Operator, Step};
        #[allow(unused_imports)]
        use event::guard::{Guard, Is, Kinds};
        #[allow(unused_imports)]
        use event::script::{Script, Source};
        #[allow(unused_imports)]
        use event::{Body, EventClass, Functions, Rule, RuleSet, Severity, Skipped};

        #(pub mod #names;)*

        #[doc = " Every rule, ordered by id."]
        pub static RULES: RuleSet = RuleSet {
            rules: &[#(#entries),*],
            skipped: &[#(#skipped),*],
            disabled: &[#(#disabled),*],
            data_models: &[#(#models),*],
            hash: #hash,
        };

        #wrappers
    };
    let text = match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(e) => format!("compile_error!({:?});\n{tokens}", e.to_string()),
    };
    format!("{}\n{text}", super::HEADER.lines().next().unwrap_or_default())
}

/// What identifies the rules of a binary: every source, by its path.
fn hash(compilation: &Compilation) -> String {
    let mut parts: Vec<(String, &str)> = Vec::new();
    for module in &compilation.program.modules {
        let source = compilation.sources.get(module.source);
        parts.push((module.relative.clone(), &source.text));
    }
    for (relative, source) in &compilation.ymls {
        parts.push((relative.clone(), &compilation.sources.get(*source).text));
    }
    parts.sort_unstable();
    let mut hasher = Sha256::new();
    for (path, text) in parts {
        for part in [path.as_str(), text] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    let mut hex = String::new();
    for byte in hasher.finalize() {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn native(compilation: &Compilation, rule: &CompiledRule, number: usize, wrappers: &mut TokenStream) -> TokenStream {
    let program = &compilation.program;
    let older = rule.function("alert");
    let Some(rule_function) = rule.function("rule") else { return TokenStream::new() };
    let place_mocks = place_mocks(program, rule);
    let function = |name: &str, id: FuncId, older: Option<TokenStream>, wrappers: &mut TokenStream| {
        wrapper(program, format_ident!("{}_{}", name, number), id, (&place_mocks, older), wrappers)
    };
    let rule_entry = match older {
        // The older pair: `rule` makes a dict of the event, `alert` judges it, and the other functions are given it too.
        Some(alert) => {
            let made = function("made", rule_function, None, wrappers);
            let judged = function("judged", alert, None, wrappers);
            let name = format_ident!("rule_{}", number);
            wrappers.extend(quote! {
                fn #name<'a>(py: Py<'a>, event: Value<'a>) -> Ret<'a> {
                    let made = #made(py, event)?;
                    #judged(py, made)
                }
            });
            name
        }
        None => function("rule", rule_function, None, wrappers),
    };
    let optional = OPTIONAL.iter().map(|name| {
        let field = Ident::new(name, Span::call_site());
        match rule.function(name) {
            Some(id) => {
                let made = format_ident!("made_{}", number);
                let older = older.map(|_| quote! { #made(py, event)? });
                let wrapper = function(name, id, older, wrappers);
                quote! { #field: Some(#wrapper) }
            }
            None => quote! { #field: None },
        }
    });
    let optional: Vec<TokenStream> = optional.collect();
    let changes = analyse::changes::may_change_event(program, rule);
    let guard = analyse::guard::of(compilation, rule);
    entry(rule, changes, &guard, quote! { Body::Compiled(Functions { rule: #rule_entry, #(#optional),* }) })
}

fn interpreted(program: &Program, rule: &CompiledRule, number: usize, wrappers: &mut TokenStream) -> TokenStream {
    let filters = rule.filters.map(|id| {
        let name = format_ident!("filters_{}", number);
        wrapper(program, name, id, (&TokenStream::new(), None), wrappers)
    });
    entry(rule, false, &Guard::ALWAYS, script::body(rule, filters))
}

/// A rule that is left out.
fn skip(rule: &CompiledRule) -> TokenStream {
    let (id, source, reason) = (&rule.id, &rule.relative, rule.reason());
    let root = rule.root.display().to_string();
    quote! { Skipped { id: #id, source: #source, root: #root, reason: #reason } }
}

/// What a rule says of itself, and how it is run.
fn entry(rule: &CompiledRule, changes: bool, guard: &Guard, body: TokenStream) -> TokenStream {
    let guard = super::guard::tokens(guard);
    let (id, source) = (&rule.id, &rule.relative);
    let crate::pack::Metadata { display_name, description, reference, runbook, status, .. } = &rule.metadata;
    let crate::pack::Metadata { tags, summary_attributes, output_ids, .. } = &rule.metadata;
    let crate::pack::Metadata { dedup_minutes, threshold, create_alert, .. } = rule.metadata;
    let reports = rule.metadata.reports.iter().map(|(name, entries)| quote! { (#name, &[#(#entries),*]) });
    let event_class = format_ident!("{}", if rule.panther { "Panther" } else { "Dict" });
    let root = rule.root.display().to_string();
    let log_types = &rule.log_types;
    let severity = format_ident!(
        "{}",
        match rule.metadata.severity {
            "LOW" => "Low",
            "MEDIUM" => "Medium",
            "HIGH" => "High",
            "CRITICAL" => "Critical",
            _ => "Info",
        }
    );
    let tests = u32::try_from(rule.tests.len()).unwrap_or(u32::MAX);
    quote! {
        Rule {
            id: #id,
            source: #source,
            root: #root,
            event_class: EventClass::#event_class,
            log_types: &[#(#log_types),*],
            display_name: #display_name,
            severity: Severity::#severity,
            tags: &[#(#tags),*],
            description: #description,
            runbook: #runbook,
            reference: #reference,
            reports: &[#(#reports),*],
            summary_attributes: &[#(#summary_attributes),*],
            output_ids: &[#(#output_ids),*],
            status: #status,
            dedup_minutes: #dedup_minutes,
            threshold: #threshold,
            tests: #tests,
            create_alert: #create_alert,
            changes_event: #changes,
            guard: #guard,
            body: #body,
        }
    }
}

/// Where tests put mocks in the place of names of the rule's module: a test that does it has it done before all else.
fn place_mocks(program: &Program, rule: &CompiledRule) -> TokenStream {
    let mocked = |module: &&crate::python::Module| module.relative == rule.relative && !module.mocked.is_empty();
    let Some(info) = program.modules.iter().find(mocked) else { return TokenStream::new() };
    let (source, module) = (&info.relative, Ident::new(&info.rust_name, Span::call_site()));
    quote! {
        if py.has_mocks_to_place(#source) {
            #module::place_mocks(py)?;
        }
    }
}

/// A function of the name `wrapper` that takes the event and calls a function of the contract. `first` comes before that, and
/// `older` makes of the event what that is given.
pub fn wrapper(
    program: &Program,
    wrapper: Ident,
    id: FuncId,
    (first, older): (&TokenStream, Option<TokenStream>),
    wrappers: &mut TokenStream,
) -> Ident {
    let path = path_of(program, id);
    let params = program.unit(id).function.as_ref().map(|function| &function.params);
    let takes_event = params.is_some_and(|params| !params.positional.is_empty() || params.vararg.is_some());
    let call = call(program, id, &path, takes_event);
    // What is not read has no name: the table is included in a crate that allows no unused variables.
    let parameter = if takes_event || older.is_some() {
        quote! { event }
    } else {
        quote! { _ }
    };
    let made = match older {
        Some(made) if takes_event => quote! { let event = #made; },
        Some(made) => quote! { #made; },
        None => TokenStream::new(),
    };
    wrappers.extend(quote! {
        fn #wrapper<'a>(py: Py<'a>, #parameter: Value<'a>) -> Ret<'a> {
            #first
            #made
            #call
        }
    });
    wrapper
}

fn path_of(program: &Program, id: FuncId) -> TokenStream {
    let module = Ident::new(&program.module(program.unit(id).module).rust_name, Span::call_site());
    let name = module::function_name(program, id);
    quote! { #module::#name }
}

/// A call of a contract's function with the event, the other parameters by their defaults.
fn call(program: &Program, id: FuncId, path: &TokenStream, takes_event: bool) -> TokenStream {
    let Some(function) = program.unit(id).function.as_ref() else { return quote! { Ok(Value::None) } };
    let simple = function.params.positional.len() == usize::from(takes_event)
        && function.params.vararg.is_none()
        && function.params.keyword_only.is_empty()
        && function.params.kwarg.is_none();
    if simple {
        return if takes_event {
            quote! { #path(py, event) }
        } else {
            quote! { #path(py) }
        };
    }
    let mut emit = super::function::Emit::new(program, function);
    let params = &function.params;
    let mut arguments: Vec<TokenStream> = Vec::new();
    for i in 0..params.positional.len() {
        arguments.push(if i == 0 {
            quote! { event }
        } else {
            outside(program, id, &mut emit, i)
        });
    }
    if params.vararg.is_some() {
        let rest = if params.positional.is_empty() {
            quote! { &[event] }
        } else {
            quote! { &[] }
        };
        arguments.push(quote! { py.tuple(#rest) });
    }
    for i in 0..params.keyword_only.len() {
        arguments.push(outside(program, id, &mut emit, params.positional.len() + i));
    }
    if params.kwarg.is_some() {
        arguments.push(quote! { py.dict(&[])? });
    }
    quote! { #path(py #(, #arguments)*) }
}

/// A parameter's default, written outside its module.
fn outside(program: &Program, id: FuncId, emit: &mut super::function::Emit<'_>, index: usize) -> TokenStream {
    let function = emit.function;
    let default = function.params.positional.iter().chain(&function.params.keyword_only).nth(index);
    match default.and_then(|p| p.default.as_ref()) {
        Some(default) if module::is_constant(default) => emit.default_of(id, index).unwrap_or_default(),
        Some(_) => {
            let module = Ident::new(&program.module(program.unit(id).module).rust_name, Span::call_site());
            let get = module::default_getter(&module::function_name(program, id), index);
            quote! { #module::#get(py)? }
        }
        None => quote! { Value::None },
    }
}
