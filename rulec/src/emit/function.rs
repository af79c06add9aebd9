//! A function: its signature, its variables, its body.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{module, names};
use crate::ir::{Closure, FuncId, Function, Local, LocalId, ModuleId, Params};
use crate::python::Program;

/// What surrounds a statement and decides how `return`, `break` and `continue` leave it.
pub enum Around {
    /// A loop, with its labels' number.
    Loop(usize),
    /// A block that is run apart, for a `try`.
    Apart,
}

/// The state of writing one function.
pub struct Emit<'p> {
    pub program: &'p Program,
    pub function: &'p Function,
    idents: Vec<Ident>,
    pub around: Vec<Around>,
    /// The variables of the function, closure or comprehension that is being written; others are free.
    own: BTreeSet<LocalId>,
    /// The variable that holds the exception of each open handler.
    pub caught: Vec<Ident>,
    counter: usize,
    /// Of a class's body, the methods that may be called.
    pub methods: BTreeSet<usize>,
    /// The line last told to the runtime, 0 if that is not known.
    pub line: u32,
}

/// The Rust function of a Python function.
pub fn item(program: &Program, function: &Function, rust: &Ident) -> TokenStream {
    let mut emit = Emit::new(program, function);
    item_with(&mut emit, rust, quote! { Ret<'a> }, |_| quote! { Ok(Value::None) })
}

/// The number of a module, as frames and slots carry it.
pub fn number(module: ModuleId) -> Literal {
    Literal::u32_suffixed(module.0 as u32)
}

/// As [`item`], with what it returns and what stands at its end.
pub fn item_with<'p>(
    emit: &mut Emit<'p>,
    rust: &Ident,
    returns: TokenStream,
    end: impl FnOnce(&mut Emit<'p>) -> TokenStream,
) -> TokenStream {
    let function = emit.function;
    let params = function.params.all();
    let declared: Vec<TokenStream> = params
        .iter()
        .map(|local| {
            let ident = emit.ident(*local);
            quote! { mut #ident: Value<'a> }
        })
        .collect();
    let prologue = emit.prologue(&params);
    let nested: BTreeSet<LocalId> = emit.owned_by_inner();
    let locals: Vec<LocalId> =
        (0..function.locals.len()).map(LocalId).filter(|l| !params.contains(l) && !nested.contains(l)).collect();
    let declarations = emit.declarations(&locals);
    let body = emit.body(&function.body);
    let end = end(emit);
    let number = number(function.module);
    let line = Literal::u32_unsuffixed(function.line);
    let from = if function.line > 0 {
        quote! { __line!(#line); }
    } else {
        TokenStream::new()
    };
    quote! {
        #from
        pub(crate) fn #rust<'a>(py: Py<'a> #(, #declared)*) -> #returns {
            let frame_ = py.frame(#number)?;
            #prologue
            #declarations
            #body
            #end
        }
    }
}

impl<'p> Emit<'p> {
    pub fn new(program: &'p Program, function: &'p Function) -> Emit<'p> {
        let idents = names::locals(function.locals.iter().map(|local| local.name.as_str()));
        let own = (0..function.locals.len()).map(LocalId).collect();
        Emit {
            program,
            function,
            idents,
            around: Vec::new(),
            own,
            caught: Vec::new(),
            counter: 0,
            methods: BTreeSet::new(),
            line: 0,
        }
    }

    pub fn ident(&self, local: LocalId) -> Ident {
        self.idents[local.0].clone()
    }

    pub fn local(&self, local: LocalId) -> &'p Local {
        &self.function.locals[local.0]
    }

    /// A name for a temporary.
    pub fn fresh(&mut self, stem: &str) -> Ident {
        self.counter += 1;
        format_ident!("{}_{}_", stem, self.counter)
    }

    pub fn number(&mut self) -> usize {
        self.counter += 1;
        self.counter
    }

    /// Variables of nested functions and comprehensions, which are declared there.
    fn owned_by_inner(&self) -> BTreeSet<LocalId> {
        super::stmt::inner_locals(&self.function.body)
    }

    /// Shared parameters move into cells.
    fn prologue(&self, params: &[LocalId]) -> TokenStream {
        let cells = params.iter().filter(|l| self.local(**l).shared).map(|local| {
            let ident = self.ident(*local);
            quote! { let #ident = locals::cell(py, Some(#ident)); }
        });
        let unbindable =
            params.iter().filter(|l| !self.local(**l).shared && self.local(**l).maybe_unbound).map(|local| {
                let ident = self.ident(*local);
                quote! { let mut #ident = Some(#ident); }
            });
        cells.chain(unbindable).collect()
    }

    /// Variables, unbound.
    pub fn declarations(&self, locals: &[LocalId]) -> TokenStream {
        let declarations = locals.iter().map(|local| {
            let ident = self.ident(*local);
            let info = self.local(*local);
            if info.shared {
                quote! { let #ident = locals::cell(py, None); }
            } else if info.maybe_unbound {
                quote! { let mut #ident: Option<Value<'a>> = None; }
            } else {
                quote! { let mut #ident: Value<'a> = Value::None; }
            }
        });
        declarations.collect()
    }

    /// The value of a variable.
    pub fn read(&self, local: LocalId) -> TokenStream {
        let ident = self.ident(local);
        let info = self.local(local);
        let name = &info.name;
        match (info.shared, info.maybe_unbound) {
            (true, _) if self.own.contains(&local) => quote! { locals::bound(py, #ident.get(), #name)? },
            (true, _) => quote! { locals::free(py, #ident.get(), #name)? },
            (false, true) if self.own.contains(&local) => quote! { locals::bound(py, #ident, #name)? },
            (false, true) => quote! { locals::free(py, #ident, #name)? },
            (false, false) => quote! { #ident },
        }
    }

    /// What `write` writes of a scope whose variables are `own`.
    pub fn within<T>(&mut self, own: &[LocalId], write: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.own, own.iter().copied().collect());
        let written = write(self);
        self.own = outer;
        written
    }

    /// Binds a variable.
    pub fn write(&self, local: LocalId, value: TokenStream) -> TokenStream {
        let ident = self.ident(local);
        let info = self.local(local);
        if info.shared {
            quote! { #ident.set(Some(#value)); }
        } else if info.maybe_unbound {
            quote! { #ident = Some(#value); }
        } else {
            quote! { #ident = #value; }
        }
    }

    /// Unbinds a variable.
    pub fn unbind(&self, local: LocalId) -> TokenStream {
        let ident = self.ident(local);
        if self.local(local).shared {
            quote! { #ident.set(None); }
        } else {
            quote! { #ident = None; }
        }
    }

    /// The value of a nested function or a lambda.
    pub fn closure(&mut self, closure: &'p Closure) -> TokenStream {
        let defaults: Vec<TokenStream> = closure
            .params
            .positional
            .iter()
            .chain(&closure.params.keyword_only)
            .map(|p| match &p.default {
                Some(default) => {
                    let value = self.value(default);
                    quote! { Some(#value) }
                }
                None => quote! { None },
            })
            .collect();
        let count = Literal::usize_unsuffixed(defaults.len());
        let signature = self.signature(&closure.qualified, &closure.params);
        let params = closure.params.all();
        let idents: Vec<Ident> = params.iter().map(|l| self.ident(*l)).collect();
        let prologue = self.prologue(&params);
        let inner = super::stmt::inner_locals(&closure.body);
        let locals: Vec<LocalId> =
            closure.own.iter().copied().filter(|l| !params.contains(l) && !inner.contains(l)).collect();
        let declarations = self.declarations(&locals);
        let own = std::mem::replace(&mut self.own, closure.own.iter().copied().collect());
        let around = std::mem::take(&mut self.around);
        let caught = std::mem::take(&mut self.caught);
        let line = std::mem::take(&mut self.line);
        let body = self.body(&closure.body);
        self.own = own;
        self.around = around;
        self.caught = caught;
        self.line = line;
        let names = self.names(&closure.name, &closure.qualified);
        let number = number(self.function.module);
        quote! {{
            let defaults_: [Option<Value<'a>>; #count] = [#(#defaults),*];
            Func::python(py, #names, move |py, args_| {
                let [#(mut #idents),*] = #signature.bind(py, args_, &defaults_)?;
                let frame_ = py.frame(#number)?;
                #prologue
                #declarations
                #body
                Ok(Value::None)
            })
        }}
    }

    /// The description of a function's parameters.
    pub fn signature(&self, name: &str, params: &Params) -> TokenStream {
        let positional = params.positional.iter().map(|p| &p.name);
        let keyword_only = params.keyword_only.iter().map(|p| &p.name);
        let positional_only = Literal::usize_unsuffixed(params.positional_only);
        let (vararg, kwarg) = (params.vararg.is_some(), params.kwarg.is_some());
        quote! {
            Signature {
                name: #name,
                positional: &[#(#positional),*],
                positional_only: #positional_only,
                vararg: #vararg,
                keyword_only: &[#(#keyword_only),*],
                kwarg: #kwarg,
            }
        }
    }

    /// A function of the program as a value.
    pub fn function_value(&mut self, id: FuncId) -> TokenStream {
        let Some(callee) = self.program.unit(id).function.as_ref() else { return quote! { Value::None } };
        let rust = module::function_name(self.program, id);
        let path = module::path(self.program, self.function.module, callee.module, &rust);
        let signature = self.signature(&callee.name, &callee.params);
        let n = callee.params.all().len();
        let idents: Vec<Ident> = (0..n).map(|i| format_ident!("argument_{}_", i)).collect();
        let defaults = self.defaults_of(id);
        let module = &self.program.module(callee.module).dotted;
        let name = &callee.name;
        quote! {
            Func::python(py, Names::new(#module, #name, #name), move |py, args_| {
                let [#(#idents),*] = #signature.bind(py, args_, &[#(#defaults),*])?;
                #path(py #(, #idents)*)
            })
        }
    }

    /// The names of a function that is made in this one.
    pub fn names(&self, name: &str, qualified: &str) -> TokenStream {
        let module = &self.program.module(self.function.module).dotted;
        quote! { Names::new(#module, #name, #qualified) }
    }

    /// The defaults of a function of the program, each as an `Option`.
    pub fn defaults_of(&mut self, id: FuncId) -> Vec<TokenStream> {
        let Some(callee) = self.program.unit(id).function.as_ref() else { return Vec::new() };
        let count = callee.params.positional.len() + callee.params.keyword_only.len();
        (0..count)
            .map(|i| match self.default_of(id, i) {
                Some(value) => quote! { Some(#value) },
                None => quote! { None },
            })
            .collect()
    }

    /// The value of the default of one parameter, counted over positional and then keyword-only ones.
    pub fn default_of(&mut self, id: FuncId, index: usize) -> Option<TokenStream> {
        let callee = self.program.unit(id).function.as_ref()?;
        let default =
            callee.params.positional.iter().chain(&callee.params.keyword_only).nth(index)?.default.as_ref()?;
        if module::is_constant(default) {
            return Some(self.value(default));
        }
        let rust = module::function_name(self.program, id);
        let get = module::default_getter(&rust, index);
        let path = module::path(self.program, self.function.module, callee.module, &get);
        Some(quote! { #path(py)? })
    }
}
