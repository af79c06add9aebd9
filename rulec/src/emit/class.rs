//! Classes: a `static` that says what each is, and a function that runs its body, once for each event.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::function::{self, Emit};
use super::{module, names};
use crate::diag::compiles;
use crate::ir::{ClassId, Closure, Expr, Function, ModuleId};
use crate::python::{Base, Initialises, Program, Reach};

/// The Rust of a class, whose body is `function`.
pub fn tokens(program: &Program, function: &Function, id: ClassId, reach: &Reach) -> TokenStream {
    let class = program.class(id);
    let (name, dotted) = (&class.name, &class.dotted);
    let (constant, get, body) = (constant(name), getter(name), format_ident!("body_{}_", names::rust(name)));
    let bases = class.bases.iter().map(|base| match base {
        Base::User(base) => {
            let base = definition(program, class.module, *base);
            quote! { Type::User(&#base) }
        }
        Base::Builtin(name) => super::expr::class_type(name),
    });
    let made = class.bases.iter().filter_map(|base| match base {
        Base::User(base) => {
            let get = value(program, class.module, *base);
            Some(quote! { #get?; })
        }
        Base::Builtin(_) => None,
    });
    let made: TokenStream = made.collect();
    let mut emit = Emit::new(program, function);
    emit.methods = reach.methods.iter().filter(|(of, _)| *of == id).map(|(_, at)| *at).collect();
    // A method that is reached for another rule may be one that does not compile: no rule that is emitted calls it.
    emit.methods.retain(|at| class.methods.get(*at).is_some_and(|method| compiles(&method.diagnostics)));
    let item = function::item_with(&mut emit, &body, quote! { R<'a, &'a Dict<'a>> }, |emit| {
        let pairs = class.names.iter().map(|(name, local)| {
            let value = emit.read(*local);
            quote! { space_.insert(py, Value::Str(#name), #value)?; }
        });
        let pairs: TokenStream = pairs.collect();
        quote! {
            let space_ = py.alloc(Dict::new(py));
            #pairs
            Ok(space_)
        }
    });
    // What the body reads may be made by statements that make objects of the class.
    let reads_module = program.unit(class.unit).uses.calls.iter().any(|id| {
        let unit = program.unit(*id);
        unit.module == class.module && unit.initialises == Some(Initialises::Module)
    });
    let ensure = reads_module.then(|| quote! { ensure_module_(py)?; });
    let new = if class.is_annotated {
        quote! { annotated }
    } else {
        quote! { new }
    };
    quote! {
        pub(crate) static #constant: Class = Class::#new(#name, #name, #dotted, &[#(#bases),*]);
        pub(crate) fn #get<'a>(py: Py<'a>) -> Ret<'a> {
            #ensure
            class::define(py, &#constant, |py| {
                #made
                #body(py)
            })
        }
        #item
    }
}

/// The call that gives a class as a value.
pub fn value(program: &Program, from: ModuleId, id: ClassId) -> TokenStream {
    let class = program.class(id);
    let get = module::path(program, from, class.module, &getter(&class.name));
    quote! { #get(py) }
}

/// The path of what says what a class is.
fn definition(program: &Program, from: ModuleId, id: ClassId) -> TokenStream {
    let class = program.class(id);
    module::path(program, from, class.module, &constant(&class.name))
}

fn constant(name: &str) -> Ident {
    format_ident!("CLASS_{}_", names::rust(name))
}

fn getter(name: &str) -> Ident {
    format_ident!("class_{}_", names::rust(name))
}

impl<'p> Emit<'p> {
    /// A class of the program as a value.
    pub fn user_class(&mut self, id: ClassId, line: u32) -> TokenStream {
        let foreign = self.foreign(self.program.class(id).module);
        let get = value(self.program, self.function.module, id);
        self.op(line, Vec::new(), |_| quote! { #get #foreign ? })
    }

    /// A method as a function; one that nothing calls is no more than its name.
    pub fn method(&mut self, at: usize, closure: &'p Closure) -> TokenStream {
        if self.methods.contains(&at) {
            return self.closure(closure);
        }
        let (names, qualified) = (self.names(&closure.name, &closure.qualified), &closure.qualified);
        quote! { Func::python(py, #names, |py, _| Err(raise::not_compiled(py, #qualified))) }
    }

    /// A function with its decorator.
    pub fn decorated(&mut self, name: &str, property: Option<&'p Expr>, function: &'p Expr) -> TokenStream {
        let property = property.map(|property| self.value(property));
        let function = self.value(function);
        match property {
            Some(property) => quote! { class::redecorated(py, #property, #name, #function)? },
            None => quote! { class::decorated(py, #name, #function)? },
        }
    }

    /// Whether `==` and truth must be asked of objects here: where no class defines them, quicker code does.
    pub fn asks_objects(&self) -> bool {
        self.program.asking.get().is_some_and(|modules| modules.contains(&self.function.module))
    }

    /// `super().name`.
    pub fn super_attribute(&mut self, class: ClassId, receiver: &'p Expr, name: &str, line: u32) -> TokenStream {
        let receiver = vec![self.value(receiver)];
        let class = definition(self.program, self.function.module, class);
        self.op(line, receiver, |v| quote! { class::super_attribute(py, &#class, #(#v),*, #name)? })
    }
}
