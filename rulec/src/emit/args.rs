//! Calls.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::function::Emit;
use super::module;
use crate::ir::{Args, Display, Expr, ExprKind, FuncId};

/// What a call names where its `*` or `**` cannot be had.
#[derive(Clone, Copy)]
pub enum Callee<'p> {
    /// A function of the program.
    Function(FuncId),
    Builtin(&'p str),
    Class(&'p str),
    Native(&'static str, &'p str),
    /// The first operand.
    Operand,
    /// A method of the first operand.
    Method(&'p str),
}

impl<'p> Emit<'p> {
    /// A call whose arguments are bound when it happens: `operands` are evaluated before the arguments.
    pub fn with_args(
        &mut self,
        callee: Callee<'p>,
        args: &'p Args,
        line: u32,
        operands: Vec<TokenStream>,
        call: impl FnOnce(&[TokenStream], TokenStream) -> TokenStream,
    ) -> TokenStream {
        if args.is_plain() {
            let pos: Vec<TokenStream> = args.pos.iter().map(|item| self.value(&item.value)).collect();
            let names: Vec<&String> = args.kw.iter().filter_map(|(name, _)| name.as_ref()).collect();
            let values: Vec<TokenStream> = args.kw.iter().map(|(_, value)| self.value(value)).collect();
            let before = operands.len();
            let mut all = operands;
            let given = pos.len();
            all.extend(pos);
            all.extend(values);
            return self.op(line, all, |v| {
                let (operands, v) = v.split_at(before);
                let (pos, kw) = v.split_at(given);
                let args = if kw.is_empty() {
                    quote! { Args::pos(&[#(#pos),*]) }
                } else {
                    quote! { Args { pos: &[#(#pos),*], kw: &[#((#names, #kw)),*] } }
                };
                call(operands, args)
            });
        }
        let held: Vec<Ident> = operands.iter().map(|_| self.fresh("operand")).collect();
        let callee = self.callee(callee, held.first());
        // Items that stand alone behind `*` are taken when the function is called, others one after the other.
        let (build, pos, spread) = match args.pos.as_slice() {
            [item] if item.star => {
                let (items, pos) = (self.fresh("items"), self.fresh("positional"));
                let value = self.value(&item.value);
                (quote! { let #items = #value; }, pos.clone(), Some((items, pos)))
            }
            _ => {
                let (build, pos) = self.collect(&args.pos, line);
                (build, pos, None)
            }
        };
        let (given, all) = (self.fresh("given"), self.fresh("keywords"));
        let has_pairs = args.kw.iter().any(|(name, _)| name.is_none());
        let mut keywords = TokenStream::new();
        let mut kw = quote! { &[] };
        if has_pairs {
            keywords.extend(quote! { let #given = locals::Keywords::new(py, #callee); });
            kw = quote! { &#all };
        }
        // Names that stand together are given together: all their values are evaluated first.
        for group in args.kw.chunk_by(|(a, _), (b, _)| a.is_some() && b.is_some()) {
            let held: Vec<Ident> = group.iter().map(|_| self.fresh("argument")).collect();
            let values: Vec<TokenStream> = group.iter().map(|(_, value)| self.value(value)).collect();
            keywords.extend(quote! { #(let #held = #values;)* });
            let names: Option<Vec<&String>> = group.iter().map(|(name, _)| name.as_ref()).collect();
            match names {
                // Without a `**` no name can be given twice.
                Some(names) if !has_pairs => kw = quote! { &[#((#names, #held)),*] },
                Some(names) => {
                    keywords.extend(self.op(line, Vec::new(), |_| quote! { #(#given.push(py, #names, #held)?;)* }));
                }
                None => keywords.extend(self.op(line, Vec::new(), |_| quote! { #(#given.extend(py, #held)?;)* })),
            }
        }
        if let Some((items, pos)) = spread {
            let taken = self.op(line, Vec::new(), |_| quote! { locals::spread(py, #callee, #items)? });
            keywords.extend(quote! { let #pos = #taken; });
        }
        if has_pairs {
            let names = self.op(line, Vec::new(), |_| quote! { #given.names(py)? });
            keywords.extend(quote! { let #all = #names; });
        }
        let names: Vec<TokenStream> = held.iter().map(|h| quote! { #h }).collect();
        let call = self.op(line, Vec::new(), |_| call(&names, quote! { Args { pos: &#pos, kw: #kw } }));
        quote! {{ #(let #held = #operands;)* #build #keywords #call }}
    }

    fn callee(&self, callee: Callee<'p>, operand: Option<&Ident>) -> TokenStream {
        match callee {
            Callee::Function(id) => {
                let function = self.program.unit(id).function.as_ref();
                let named = function.map(|f| format!("{}.{}()", self.program.module(f.module).dotted, f.name));
                quote! { Callee::Named(#named) }
            }
            Callee::Builtin(name) => {
                let named = format!("{name}()");
                quote! { Callee::Named(#named) }
            }
            Callee::Class(name) => {
                let class = super::expr::class_type(name);
                quote! { Callee::Value(Value::Type(#class)) }
            }
            Callee::Native(module, name) => quote! { Callee::Native(#module, #name) },
            Callee::Operand => quote! { Callee::Value(#operand) },
            Callee::Method(name) => quote! { Callee::Method(#operand, #name) },
        }
    }

    /// A call of a function of the program.
    pub fn call(&mut self, id: FuncId, args: &'p Args, line: u32) -> TokenStream {
        let Some(callee) = self.program.unit(id).function.as_ref() else { return quote! { Value::None } };
        let foreign = self.foreign(callee.module);
        let Some(slots) = self.matched(id, args) else {
            let value = self.function_value(id);
            return self.with_args(Callee::Function(id), args, line, Vec::new(), |_, args| {
                quote! { function::call(py, #value, #args) #foreign ? }
            });
        };
        let path =
            module::path(self.program, self.function.module, callee.module, &module::function_name(self.program, id));
        let in_order = slots.windows(2).all(|pair| match pair {
            [Some(a), Some(b)] => a < b,
            [None, Some(_)] => false,
            _ => true,
        });
        let values: Vec<TokenStream> = args
            .pos
            .iter()
            .map(|item| &item.value)
            .chain(args.kw.iter().map(|(_, v)| v))
            .map(|v| self.value(v))
            .collect();
        let defaults: Vec<Option<TokenStream>> = slots
            .iter()
            .enumerate()
            .map(|(i, slot)| if slot.is_none() { self.default_of(id, i) } else { None })
            .collect();
        let positional = callee.params.positional.len();
        let vararg = callee.params.vararg.map(|_| {
            quote! { Value::Tuple(&[]) }
        });
        let kwarg = callee.params.kwarg.map(|_| quote! { py.dict(&[])? });
        let place = |v: &[TokenStream]| -> Vec<TokenStream> {
            let mut placed: Vec<TokenStream> = slots
                .iter()
                .zip(&defaults)
                .map(|(slot, default)| match (slot, default) {
                    (Some(i), _) => v.get(*i).cloned().unwrap_or_default(),
                    (None, default) => default.clone().unwrap_or_default(),
                })
                .collect();
            if let Some(vararg) = &vararg {
                placed.insert(positional, vararg.clone());
            }
            placed.extend(kwarg.clone());
            placed
        };
        if in_order {
            return self.op(line, values, |v| {
                let placed = place(v);
                quote! { #path(py #(, #placed)*) #foreign ? }
            });
        }
        let names: Vec<TokenStream> = values
            .iter()
            .map(|_| {
                let name = self.fresh("argument");
                quote! { #name }
            })
            .collect();
        let call = self.op(line, Vec::new(), |_| {
            let placed = place(&names);
            quote! { #path(py #(, #placed)*) #foreign ? }
        });
        quote! {{ #(let #names = #values;)* #call }}
    }

    /// Which argument each positional and keyword-only parameter gets, where that can be told now and every parameter
    /// gets one or has a default. Arguments are numbered over positional and then named ones.
    fn matched(&self, id: FuncId, args: &Args) -> Option<Vec<Option<usize>>> {
        let callee = self.program.unit(id).function.as_ref()?;
        if !args.is_plain() || args.pos.len() > callee.params.positional.len() {
            return None;
        }
        let params: Vec<_> = callee.params.positional.iter().chain(&callee.params.keyword_only).collect();
        let mut slots: Vec<Option<usize>> = vec![None; params.len()];
        for (i, slot) in slots.iter_mut().enumerate().take(args.pos.len()) {
            *slot = Some(i);
        }
        for (n, (name, _)) in args.kw.iter().enumerate() {
            let at = params.iter().position(|p| Some(&p.name) == name.as_ref())?;
            if at < callee.params.positional_only || slots.get(at)?.is_some() {
                return None;
            }
            slots[at] = Some(args.pos.len() + n);
        }
        let complete = slots.iter().zip(&params).all(|(slot, param)| slot.is_some() || param.default.is_some());
        complete.then_some(slots)
    }

    pub fn call_builtin(&mut self, name: &'p str, args: &'p Args, expr: &'p Expr) -> TokenStream {
        let one = matches!(args.pos.as_slice(), [item] if !item.star) && args.kw.is_empty();
        if one && name == "len" {
            let value = args.pos.iter().map(|item| self.value(&item.value)).collect();
            return self.op(expr.line, value, |v| quote! { Value::Int(builtins::len(py, #(#v),*)?) });
        }
        if name == "isinstance"
            && let Some(truth) = self.is_instance(args)
        {
            return quote! { Value::Bool(#truth) };
        }
        self.with_args(
            Callee::Builtin(name),
            args,
            expr.line,
            Vec::new(),
            |_, args| quote! { builtins::call(py, #name, #args)? },
        )
    }

    pub fn call_method(&mut self, receiver: &'p Expr, name: &'p str, args: &'p Args, line: u32) -> TokenStream {
        let receiver = self.value(receiver);
        // Python finds the method before it computes the arguments.
        let receiver = if args.pos.iter().all(|item| !item.star && self.settled(&item.value))
            && args.kw.iter().all(|(name, value)| name.is_some() && self.settled(value))
        {
            receiver
        } else {
            self.op(line, vec![receiver], |v| quote! { method::having(py, #(#v),*, #name)? })
        };
        let plain = args.is_plain() && args.kw.is_empty();
        if let ("get", true, [key, rest @ ..]) = (name, plain, args.pos.as_slice())
            && let Some(key) = key.value.as_str()
        {
            match rest {
                [] => return self.op(line, vec![receiver], |v| quote! { fast::get(py, #(#v),*, #key)? }),
                [default] => {
                    let operands = vec![receiver, self.value(&default.value)];
                    return self.op(line, operands, |v| match v {
                        [receiver, default] => quote! { fast::get_or(py, #receiver, #key, #default)? },
                        _ => TokenStream::new(),
                    });
                }
                _ => {}
            }
        }
        if name == "deep_get"
            && args.is_plain()
            && let keys = args.pos.iter().filter_map(|item| item.value.as_str()).collect::<Vec<_>>()
            && keys.len() == args.pos.len()
        {
            let keys = quote! { &[#(Value::Str(#keys)),*] };
            match args.kw.as_slice() {
                [] => {
                    return self.op(line, vec![receiver], |v| quote! { fast::deep_get(py, #(#v),*, #keys, None)? });
                }
                [(Some(keyword), default)] if keyword == "default" => {
                    let operands = vec![receiver, self.value(default)];
                    return self.op(line, operands, |v| match v {
                        [receiver, default] => quote! { fast::deep_get(py, #receiver, #keys, Some(#default))? },
                        _ => TokenStream::new(),
                    });
                }
                _ => {}
            }
        }
        self.with_args(
            Callee::Method(name),
            args,
            line,
            vec![receiver],
            |v, args| quote! { method::call(py, #(#v),*, #name, #args)? },
        )
    }

    /// Whether computing a value can neither raise nor change anything.
    fn settled(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Const(_)
            | ExprKind::Function(_)
            | ExprKind::Builtin(_)
            | ExprKind::Class(_)
            | ExprKind::Native(..) => true,
            ExprKind::Local(local) => !self.local(*local).maybe_unbound,
            ExprKind::Display(Display::List | Display::Tuple, items) => {
                items.iter().all(|item| !item.star && self.settled(&item.value))
            }
            ExprKind::Display(Display::Set, items) => items.is_empty(),
            ExprKind::Dict(pairs) => pairs.iter().all(|(key, value)| {
                key.as_ref().is_some_and(|key| matches!(key.kind, ExprKind::Const(_))) && self.settled(value)
            }),
            _ => false,
        }
    }
}
