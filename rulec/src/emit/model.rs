//! A data model as a static.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::table;
use crate::pack::jsonpath::{Condition, Literal, Step};
use crate::python::{DataModel, Program};

/// The model's entry in the table; its methods' wrappers go to `wrappers`.
pub fn entry(program: &Program, model: &DataModel, number: usize, wrappers: &mut TokenStream) -> TokenStream {
    let DataModel { id, log_types, .. } = model;
    let paths = model.paths.iter().map(|(name, path)| {
        let (text, steps) = (&path.text, steps(&path.steps));
        quote! { (#name, JsonPath { text: #text, steps: #steps }) }
    });
    let methods = model.methods.iter().enumerate().map(|(i, (name, function, id))| {
        let call = table::wrapper(
            program,
            format_ident!("model_{}_{}", number, i),
            *id,
            (&TokenStream::new(), None),
            wrappers,
        );
        quote! { (#name, Method { name: #function, call: #call }) }
    });
    let methods: Vec<TokenStream> = methods.collect();
    quote! {
        DataModel {
            id: #id,
            log_types: &[#(#log_types),*],
            paths: &[#(#paths),*],
            methods: &[#(#methods),*],
        }
    }
}

fn steps(steps: &[Step]) -> TokenStream {
    let steps = steps.iter().map(step);
    quote! { &[#(#steps),*] }
}

fn step(step: &Step) -> TokenStream {
    match step {
        Step::Field(name) => quote! { Step::Field(#name) },
        Step::EveryField => quote! { Step::EveryField },
        Step::Index(index) => quote! { Step::Index(#index) },
        Step::Elements => quote! { Step::Elements },
        Step::Descend(inner) => {
            let inner = steps(inner);
            quote! { Step::Descend(#inner) }
        }
        Step::Filter(conditions) => {
            let conditions = conditions.iter().map(condition);
            quote! { Step::Filter(&[#(#conditions),*]) }
        }
    }
}

fn condition(condition: &Condition) -> TokenStream {
    let target = steps(&condition.target);
    let test = match &condition.test {
        None => quote! { None },
        Some((operator, literal)) => {
            let operator = format_ident!("{}", operator);
            let literal = match literal {
                Literal::Str(text) => quote! { Literal::Str(#text) },
                Literal::Int(value) => quote! { Literal::Int(#value) },
                Literal::Float(value) => quote! { Literal::Float(#value) },
                Literal::Bool(value) => quote! { Literal::Bool(#value) },
            };
            quote! { Some((Operator::#operator, #literal)) }
        }
    };
    quote! { Condition { target: #target, test: #test } }
}
