//! The rules that the interpreter runs: their source texts, and what says which they are.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::compilation::{Compilation, CompiledRule, Generated};
use crate::python::script::ScriptModule;

/// The source texts, each once.
pub fn files<'c>(
    compilation: &'c Compilation,
    rules: impl Iterator<Item = &'c CompiledRule>,
) -> impl Iterator<Item = Generated> {
    let modules = rules.filter_map(|rule| rule.script.as_ref()).flat_map(|script| &script.modules);
    let files: BTreeMap<String, &ScriptModule> = modules.map(|module| (name(module), module)).collect();
    files
        .into_iter()
        .map(|(name, module)| Generated { name, text: compilation.sources.get(module.source).text.clone() })
}

/// The body of an interpreted rule, with the name of what its filters are compiled to.
pub fn body(rule: &CompiledRule, filters: Option<Ident>) -> TokenStream {
    let modules = rule.script.iter().flat_map(|script| &script.modules).map(|module| {
        let (python, path, file) = (&module.name, &module.path, name(module));
        let imports = module.imports.iter().map(|(name, index)| quote! { (#name, #index) });
        let lazy = &module.lazy;
        quote! {
            Source {
                name: #python,
                path: #path,
                text: include_str!(#file),
                imports: &[#(#imports),*],
                lazy: &[#(#lazy),*],
            }
        }
    });
    let reason = rule.reason();
    let [computes_severity, counts_unique] = ["severity", "unique"].map(|name| rule.function(name).is_some());
    let models = match rule.script.as_ref().and_then(|script| script.models.as_ref()) {
        Some(models) => quote! { Some(#models) },
        None => quote! { None },
    };
    let filters = match filters {
        Some(filters) => quote! { Some(#filters) },
        None => quote! { None },
    };
    quote! {
        Body::Interpreted(&Script {
            modules: &[#(#modules),*],
            reason: #reason,
            computes_severity: #computes_severity,
            counts_unique: #counts_unique,
            models: #models,
            filters: #filters,
        })
    }
}

/// The file of a module's source. Two sources have not one name.
fn name(module: &ScriptModule) -> String {
    format!("{}_{}", module.source.number(), module.path.replace('/', "__"))
}
