//! `match`: each pattern is a condition that fills temporaries; names are bound when the whole pattern has matched.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::function::Emit;
use crate::ir::{Case, Expr, ExprKind, Pattern, Target};

impl<'p> Emit<'p> {
    pub fn r#match(&mut self, subject: &'p Expr, cases: &'p [Case], line: u32) -> TokenStream {
        let it = self.fresh("subject");
        let subject = self.value(subject);
        let number = self.number();
        let done = syn::Lifetime::new(&format!("'matched_{number}"), Span::call_site());
        let mut out = TokenStream::new();
        for case in cases {
            self.line = 0;
            let mut binds = Vec::new();
            let condition = self.pattern(&case.pattern, &quote! { #it }, &mut binds);
            let temporaries = binds.iter().map(|(_, name)| quote! { let mut #name: Value<'a> = Value::None; });
            let temporaries: TokenStream = temporaries.collect();
            let writes: TokenStream =
                binds.iter().map(|(target, name)| self.assign(target, quote! { #name }, line)).collect();
            let guard = case.guard.as_ref().map(|g| self.truth(g));
            let body = self.body(&case.body);
            let body = match guard {
                Some(guard) => quote! { if #guard { #body break #done; } },
                None => quote! { #body break #done; },
            };
            let at = match case.pattern {
                Pattern::Wildcard | Pattern::Bind(None, _) => TokenStream::new(),
                _ => {
                    let line = Literal::u32_unsuffixed(case.line);
                    quote! { __line!(#line); py.at(#line); }
                }
            };
            out.extend(quote! { { #temporaries #at if #condition { #writes #body } } });
        }
        self.line = 0;
        quote! { #done: { let #it = #subject; #out } }
    }

    fn pattern(
        &mut self,
        pattern: &'p Pattern,
        subject: &TokenStream,
        binds: &mut Vec<(&'p Target, Ident)>,
    ) -> TokenStream {
        match pattern {
            Pattern::Wildcard => quote! { true },
            Pattern::Value(value) => {
                let value = self.value(value);
                quote! { compare::eq(py, #subject, #value)? }
            }
            Pattern::Singleton(value) => {
                let value = self.value(value);
                quote! { compare::is(#subject, #value) }
            }
            Pattern::Bind(inner, target) => {
                let inner = match inner {
                    Some(inner) => self.pattern(inner, subject, binds),
                    None => quote! { true },
                };
                // Alternatives bind the same names: one temporary serves them all.
                let known = binds.iter().find(|(t, _)| same_name(t, target)).map(|(_, name)| name.clone());
                let name = known.unwrap_or_else(|| {
                    let name = self.fresh("bound");
                    binds.push((target, name.clone()));
                    name
                });
                quote! { (#inner && { #name = #subject; true }) }
            }
            Pattern::Or(alternatives) => {
                let alternatives: Vec<TokenStream> =
                    alternatives.iter().map(|a| self.pattern(a, subject, binds)).collect();
                quote! { (#(#alternatives)||*) }
            }
            Pattern::Sequence(before, star, after) => self.sequence(before, star.as_ref(), after, subject, binds),
            Pattern::Mapping(pairs, rest) => {
                let dict = self.fresh("dict");
                let keys: Vec<TokenStream> = pairs.iter().map(|(key, _)| self.value(key)).collect();
                let names: Vec<Ident> = pairs.iter().map(|_| self.fresh("key")).collect();
                let values: Vec<Ident> = pairs.iter().map(|_| self.fresh("value")).collect();
                let mut checks = quote! { true };
                for ((_, pattern), value) in pairs.iter().zip(&values) {
                    let inner = self.pattern(pattern, &quote! { #value }, binds);
                    checks = quote! { #checks && #inner };
                }
                if let Some(rest) = rest {
                    let name = self.fresh("bound");
                    binds.push((rest, name.clone()));
                    checks = quote! { #checks && { #name = pattern::rest(py, #dict, &[#(#names),*])?; true } };
                }
                if !pairs.is_empty() {
                    checks = quote! { {
                        #(let #names = #keys;)*
                        match pattern::values(py, #dict, [#(#names),*])? { Some([#(#values),*]) => #checks, None => false }
                    } };
                }
                let count = Literal::usize_unsuffixed(pairs.len());
                quote! { match pattern::mapping(#subject, #count) { Some(#dict) => #checks, None => false } }
            }
            Pattern::Class(class, inner) => {
                let is = match &class.kind {
                    ExprKind::Class(_) => {
                        let class = self.value(class);
                        quote! { pattern::is_class(#subject, #class) }
                    }
                    _ => {
                        let class = self.value(class);
                        quote! { builtins::is_instance(py, #subject, #class)? }
                    }
                };
                match inner {
                    Some(inner) => {
                        let inner = self.pattern(inner, subject, binds);
                        quote! { (#is && #inner) }
                    }
                    None => is,
                }
            }
        }
    }

    fn sequence(
        &mut self,
        before: &'p [Pattern],
        star: Option<&'p Option<Target>>,
        after: &'p [Pattern],
        subject: &TokenStream,
        binds: &mut Vec<(&'p Target, Ident)>,
    ) -> TokenStream {
        let items = self.fresh("items");
        let fixed = Literal::usize_unsuffixed(before.len() + after.len());
        let mut checks = match star {
            // `[*rest]` takes any sequence.
            Some(_) if before.is_empty() && after.is_empty() => quote! { true },
            Some(_) => quote! { #items.len() >= #fixed },
            None => quote! { #items.len() == #fixed },
        };
        for (i, pattern) in before.iter().enumerate() {
            let i = Literal::usize_unsuffixed(i);
            let inner = self.pattern(pattern, &quote! { #items[#i] }, binds);
            checks = quote! { #checks && #inner };
        }
        let from = Literal::usize_unsuffixed(before.len());
        let tail = Literal::usize_unsuffixed(after.len());
        if let Some(Some(target)) = star {
            let name = self.fresh("bound");
            binds.push((target, name.clone()));
            checks = quote! { #checks && { #name = py.list(&#items[#from..#items.len() - #tail]); true } };
        }
        for (i, pattern) in after.iter().enumerate() {
            let back = Literal::usize_unsuffixed(after.len() - i);
            let inner = self.pattern(pattern, &quote! { #items[#items.len() - #back] }, binds);
            checks = quote! { #checks && #inner };
        }
        quote! { match pattern::sequence(py, #subject)? { Some(#items) => #checks, None => false } }
    }
}

fn same_name(a: &Target, b: &Target) -> bool {
    match (a, b) {
        (Target::Local(a), Target::Local(b)) => a == b,
        (Target::Global(a, i, _), Target::Global(b, j, _)) => a == b && i == j,
        _ => false,
    }
}

/// Calls `f` with every expression of a pattern.
pub fn each_expr<'p>(pattern: &'p Pattern, f: &mut dyn FnMut(&'p Expr)) {
    match pattern {
        Pattern::Wildcard => {}
        Pattern::Value(e) | Pattern::Singleton(e) => f(e),
        Pattern::Bind(inner, _) => inner.iter().for_each(|p| each_expr(p, f)),
        Pattern::Or(all) => all.iter().for_each(|p| each_expr(p, f)),
        Pattern::Sequence(before, _, after) => before.iter().chain(after).for_each(|p| each_expr(p, f)),
        Pattern::Mapping(pairs, _) => {
            for (key, pattern) in pairs {
                f(key);
                each_expr(pattern, f);
            }
        }
        Pattern::Class(class, inner) => {
            f(class);
            inner.iter().for_each(|p| each_expr(p, f));
        }
    }
}
