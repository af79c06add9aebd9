//! One Python module's functions and names.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::function::{self, Emit};
use super::names;
use crate::ir::{Const, ExprKind, FuncId, Function, ModuleId};
use crate::python::{Initialises, Program, Reach};

/// The Rust of these functions of the module.
pub fn tokens(program: &Program, module: ModuleId, functions: &[FuncId], reach: &Reach) -> TokenStream {
    let mut items = TokenStream::new();
    for id in functions {
        let unit = program.unit(*id);
        let Some(function) = &unit.function else { continue };
        items.extend(match unit.initialises {
            None => {
                let rust = function_name(program, *id);
                let mut item = function::item(program, function, &rust);
                item.extend(defaults(program, *id, function));
                item
            }
            Some(Initialises::Slot(slot)) => initialised_slot(program, function, module, slot),
            Some(Initialises::Module) => initialised_module(program, function, module),
            Some(Initialises::Class(class)) => super::class::tokens(program, function, class, reach),
        });
    }
    if !program.module(module).mocked.is_empty() {
        items.extend(place_mocks(program, module, functions));
    }
    quote! {
        use event::prelude::*;
        #items
    }
}

/// Puts a test's mocks in the place of the module's names, once the module is initialised as an import does it.
fn place_mocks(program: &Program, module: ModuleId, functions: &[FuncId]) -> TokenStream {
    let info = program.module(module);
    let mut initialise = TokenStream::new();
    for id in functions {
        let unit = program.unit(*id);
        let Some(function) = &unit.function else { continue };
        match unit.initialises {
            None => {
                let rust = function_name(program, *id);
                for (index, _) in kept_defaults(function) {
                    let get = default_getter(&rust, index);
                    initialise.extend(quote! { #get(py)?; });
                }
            }
            // Until a function binds it, it has no value.
            Some(Initialises::Slot(_)) if function.body.is_empty() => {}
            Some(Initialises::Slot(slot)) => {
                let get = getter(&info.slots[slot].name);
                initialise.extend(quote! { #get(py)?; });
            }
            Some(Initialises::Module) => initialise.extend(quote! { ensure_module_(py)?; }),
            Some(Initialises::Class(class)) => {
                let class = super::class::value(program, module, class);
                initialise.extend(quote! { #class?; });
            }
        }
    }
    let slots = slots_of(program, module);
    let mocked = info.slots.iter().enumerate().filter(|(_, slot)| info.mocked.contains(&slot.name));
    let mocked = mocked.map(|(at, slot)| {
        let (at, name) = (Literal::usize_unsuffixed(at), &slot.name);
        quote! { (#name, &slots[#at]) }
    });
    quote! {
        #[cold]
        pub(crate) fn place_mocks<'a>(py: Py<'a>) -> R<'a, ()> {
            #initialise
            let slots = #slots;
            py.place_mocks(&[#(#mocked),*]);
            Ok(())
        }
    }
}

/// The Rust name of a function.
pub fn function_name(program: &Program, id: FuncId) -> Ident {
    let unit = program.unit(id);
    let name = unit.function.as_ref().map_or("", |f| f.name.as_str());
    names::ident(name)
}

/// How many slots the module has: its names, a mark that it was run, its functions' defaults.
fn slots(program: &Program, module: ModuleId) -> usize {
    let defaults: usize = (0..program.functions.len()).map(|i| default_count(program, FuncId(i), module)).sum();
    program.module(module).slots.len() + 1 + defaults
}

/// How many of the function's defaults are evaluated once and kept.
fn default_count(program: &Program, id: FuncId, module: ModuleId) -> usize {
    let unit = program.unit(id);
    match &unit.function {
        Some(function) if unit.module == module && unit.initialises.is_none() => kept_defaults(function).count(),
        _ => 0,
    }
}

/// Defaults that are no constants: a list as a default is one list for all calls.
fn kept_defaults(function: &Function) -> impl Iterator<Item = (usize, &crate::ir::Expr)> {
    let params = function.params.positional.iter().chain(&function.params.keyword_only);
    params.enumerate().filter_map(|(i, p)| p.default.as_ref().map(|d| (i, d))).filter(|(_, d)| !is_constant(d))
}

/// Whether a default can be written at each call.
pub fn is_constant(expr: &crate::ir::Expr) -> bool {
    matches!(&expr.kind, ExprKind::Const(c) if !matches!(c, Const::Big(_)))
}

/// The tokens of the module's slots.
pub fn slots_of(program: &Program, module: ModuleId) -> TokenStream {
    let id = Literal::u32_suffixed(module.0 as u32);
    let len = Literal::usize_unsuffixed(slots(program, module));
    quote! { py.module(#id, #len) }
}

/// The name of the function that reads a name of the module.
pub fn getter(name: &str) -> Ident {
    format_ident!("global_{}_", names::rust(name))
}

/// The name of the function that gives a default that is evaluated once.
pub fn default_getter(rust: &Ident, index: usize) -> Ident {
    format_ident!("default_{}_{}_", rust, index)
}

/// The path of a module's item, seen from another module or from the same.
pub fn path(program: &Program, from: ModuleId, to: ModuleId, item: &Ident) -> TokenStream {
    if from == to {
        return quote! { #item };
    }
    let module = Ident::new(&program.module(to).rust_name, Span::call_site());
    quote! { super::#module::#item }
}

fn defaults(program: &Program, id: FuncId, function: &Function) -> TokenStream {
    let module = function.module;
    let before: usize = (0..id.0).map(|i| default_count(program, FuncId(i), module)).sum();
    let first = program.module(module).slots.len() + 1 + before;
    let rust = function_name(program, id);
    let getters = kept_defaults(function).enumerate().map(|(n, (index, default))| {
        let name = default_getter(&rust, index);
        let slots = slots_of(program, module);
        let at = Literal::usize_unsuffixed(first + n);
        let value = Emit::new(program, function).value(default);
        let number = function::number(module);
        quote! {
            pub(crate) fn #name<'a>(py: Py<'a>) -> Ret<'a> {
                let slot = &#slots[#at];
                if let Some(value) = slot.get() {
                    return Ok(value);
                }
                let frame_ = py.frame(#number)?;
                let value = #value;
                slot.set(Some(value));
                Ok(value)
            }
        }
    });
    getters.collect()
}

/// A name whose value is computed when it is first read.
fn initialised_slot(program: &Program, function: &Function, module: ModuleId, slot: usize) -> TokenStream {
    let name = &program.module(module).slots[slot].name;
    let get = getter(name);
    let slots = slots_of(program, module);
    let at = Literal::usize_unsuffixed(slot);
    if function.body.is_empty() {
        return quote! {
            pub(crate) fn #get<'a>(py: Py<'a>) -> Ret<'a> {
                locals::global(py, #slots[#at].get(), #name)
            }
        };
    }
    let init = format_ident!("init_{}_", names::rust(name));
    let item = function::item(program, function, &init);
    quote! {
        pub(crate) fn #get<'a>(py: Py<'a>) -> Ret<'a> {
            let slot = &#slots[#at];
            if let Some(value) = slot.get() {
                return Ok(value);
            }
            let value = #init(py)?;
            slot.set(Some(value));
            Ok(value)
        }
        #item
    }
}

/// A module whose statements are run, in order, when one of its names is first read.
fn initialised_module(program: &Program, function: &Function, module: ModuleId) -> TokenStream {
    let info = program.module(module);
    let slots = slots_of(program, module);
    let mark = Literal::usize_unsuffixed(info.slots.len());
    let item = function::item(program, function, &format_ident!("init_module_"));
    let getters = info.slots.iter().enumerate().map(|(at, slot)| {
        let get = getter(&slot.name);
        let name = &slot.name;
        let at = Literal::usize_unsuffixed(at);
        quote! {
            pub(crate) fn #get<'a>(py: Py<'a>) -> Ret<'a> {
                ensure_module_(py)?;
                locals::global(py, #slots[#at].get(), #name)
            }
        }
    });
    quote! {
        pub(crate) fn ensure_module_<'a>(py: Py<'a>) -> R<'a, ()> {
            let mark = &#slots[#mark];
            if mark.get().is_none() {
                mark.set(Some(Value::Bool(true)));
                if let Err(e) = init_module_(py) {
                    mark.set(None);
                    return Err(e);
                }
            }
            Ok(())
        }
        #(#getters)*
        #item
    }
}
