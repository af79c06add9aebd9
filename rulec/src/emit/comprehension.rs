//! Comprehensions and generators.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::function::Emit;
use crate::ir::{Builds, Clause, Comprehension, LocalId};

impl<'p> Emit<'p> {
    /// The value of a comprehension.
    pub fn comprehension(&mut self, comprehension: &'p Comprehension) -> TokenStream {
        let (out, line) = (self.fresh("built"), comprehension.line);
        let element = &comprehension.element;
        match comprehension.builds {
            Builds::List => {
                let clauses = self.clauses(comprehension, |e| {
                    let value = e.value(element);
                    quote! { let item_ = #value; #out.push(item_); }
                });
                quote! {{ let mut #out: Vec<Value<'a>> = Vec::new(); #clauses py.list(&#out) }}
            }
            Builds::Set => {
                let clauses = self.clauses(comprehension, |e| {
                    let value = vec![e.value(element)];
                    let add = e.op(line, value, |v| quote! { #out.add(py, #(#v),*)? });
                    quote! { #add; }
                });
                quote! {{ let #out = py.alloc(Set::new(py, false)); #clauses Value::Set(#out) }}
            }
            Builds::Dict => {
                let clauses = self.clauses(comprehension, |e| {
                    let mut pair = vec![e.value(element)];
                    pair.extend(comprehension.value.as_ref().map(|value| e.value(value)));
                    let put = e.op(line, pair, |v| quote! { #out.insert(py, #(#v),*)? });
                    quote! { #put; }
                });
                quote! {{ let #out = py.alloc(Dict::new(py)); #clauses Value::Dict(#out) }}
            }
            Builds::Generator => self.lazily(comprehension),
        }
    }

    fn own_declarations(&self, comprehension: &Comprehension) -> TokenStream {
        let inner = super::stmt::inner_locals_of_comprehension(comprehension);
        let own: Vec<LocalId> = comprehension.own.iter().copied().filter(|l| !inner.contains(l)).collect();
        self.declarations(&own)
    }

    /// The loops of a comprehension that runs where it stands, with `inside` in the innermost.
    pub fn clauses(
        &mut self,
        comprehension: &'p Comprehension,
        inside: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let declarations = self.own_declarations(comprehension);
        let Some((first, rest)) = comprehension.clauses.split_first() else { return TokenStream::new() };
        // The first iterable is evaluated around the comprehension, all else is a function of its own.
        let over = self.iter(first);
        let loops = self.within(&comprehension.own, |e| e.nested(first, over, rest, inside));
        quote! { #declarations #loops }
    }

    /// The loop of `clause` over `over`, with those of `rest` in it.
    fn nested(
        &mut self,
        clause: &'p Clause,
        over: TokenStream,
        rest: &'p [Clause],
        inside: impl FnOnce(&mut Self) -> TokenStream,
    ) -> TokenStream {
        let iter = self.fresh("iter");
        self.line = 0;
        let step = self.step(clause, &iter, |e| match rest.split_first() {
            Some((next, rest)) => {
                let over = e.iter(next);
                e.nested(next, over, rest, inside)
            }
            None => inside(e),
        });
        self.line = 0;
        quote! { let #iter = #over; #step }
    }

    fn iter(&mut self, clause: &'p Clause) -> TokenStream {
        let value = vec![self.value(&clause.iter)];
        self.op(clause.line, value, |v| quote! { Iter::of(py, #(#v),*)? })
    }

    /// One loop: binds the target, asks the conditions, then does what is inside.
    fn step(&mut self, clause: &'p Clause, iter: &Ident, inside: impl FnOnce(&mut Self) -> TokenStream) -> TokenStream {
        let item = self.fresh("item");
        let line = proc_macro2::Literal::u32_unsuffixed(clause.line);
        let taken = self.taken(clause, &item);
        let inside = inside(self);
        quote! {
            while let Some(#item) = { py.at(#line); #iter.next(py)? } {
                #taken
                #inside
            }
        }
    }

    /// What is done first with an item: the target is bound, and the conditions decide whether it counts.
    fn taken(&mut self, clause: &'p Clause, item: &Ident) -> TokenStream {
        self.line = clause.line;
        let bind = self.assign(&clause.target, quote! { #item }, clause.target_line);
        let conditions = clause.conditions.iter().map(|condition| {
            let truth = self.truth(condition);
            quote! { if !(#truth) { continue; } }
        });
        let conditions: TokenStream = conditions.collect();
        quote! { #bind #conditions }
    }

    /// A generator: its first iterable is evaluated at once, all else when it is asked for a value.
    fn lazily(&mut self, comprehension: &'p Comprehension) -> TokenStream {
        let Some((first, rest)) = comprehension.clauses.split_first() else { return quote! { Value::None } };
        let declarations = self.own_declarations(comprehension);
        let names: Vec<Ident> = comprehension.clauses.iter().map(|_| self.fresh("iter")).collect();
        let Some((outer, inner)) = names.split_first() else { return quote! { Value::None } };
        let over = self.iter(first);
        let before = std::mem::take(&mut self.line);
        let qualname = &comprehension.qualname;
        let step = self.within(&comprehension.own, |e| e.resume(first, rest, outer, inner, comprehension));
        self.line = before;
        quote! {{
            let #outer = #over;
            #(let mut #inner: Option<&'a Iter<'a>> = None;)*
            #declarations
            locals::generator(py, #qualname, move |py| {
                #step
                Ok(None)
            })
        }}
    }

    /// Goes on where the generator stood: in the innermost loop that is open.
    fn resume(
        &mut self,
        clause: &'p Clause,
        rest: &'p [Clause],
        iter: &Ident,
        inner: &[Ident],
        comprehension: &'p Comprehension,
    ) -> TokenStream {
        match (rest.split_first(), inner.split_first()) {
            (Some((next, rest)), Some((next_iter, deeper))) => {
                let open = self.fresh("open");
                let resumed = self.resume(next, rest, &open, deeper, comprehension);
                let item = self.fresh("item");
                let line = proc_macro2::Literal::u32_unsuffixed(clause.line);
                let taken = self.taken(clause, &item);
                let over = self.iter(next);
                quote! {
                    loop {
                        if let Some(#open) = #next_iter {
                            #resumed
                            #next_iter = None;
                        }
                        let Some(#item) = ({ py.at(#line); #iter.next(py)? }) else { break };
                        #taken
                        #next_iter = Some(#over);
                    }
                }
            }
            _ => self.step(clause, iter, |e| {
                let value = e.value(&comprehension.element);
                quote! { return Ok(Some(#value)); }
            }),
        }
    }
}
