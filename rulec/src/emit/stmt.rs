//! Statements.

use std::collections::BTreeSet;

use proc_macro2::{Literal, Span, TokenStream};
use quote::quote;

use super::expr::binary_name;
use super::function::{Around, Emit};
use super::module;
use crate::ir::{Comprehension, Expr, ExprKind, LocalId, Stmt, StmtKind, Target, Try};

impl<'p> Emit<'p> {
    /// Statements in order.
    pub fn body(&mut self, body: &'p [Stmt]) -> TokenStream {
        body.iter().map(|stmt| self.stmt(stmt)).collect()
    }

    /// A block that may not be run: afterwards the line is not known.
    fn block(&mut self, body: &'p [Stmt]) -> TokenStream {
        let block = self.body(body);
        self.line = 0;
        block
    }

    fn stmt(&mut self, stmt: &'p Stmt) -> TokenStream {
        let at = if self.line == stmt.line || matches!(stmt.kind, StmtKind::Pass | StmtKind::Break | StmtKind::Continue)
        {
            TokenStream::new()
        } else {
            self.line = stmt.line;
            let line = Literal::u32_unsuffixed(stmt.line);
            quote! { __line!(#line); py.at(#line); }
        };
        let stmt = self.kind(stmt);
        quote! { #at #stmt }
    }

    fn kind(&mut self, stmt: &'p Stmt) -> TokenStream {
        match &stmt.kind {
            StmtKind::Expr(expr) => {
                let value = self.value(expr);
                quote! { let _ = #value; }
            }
            StmtKind::Assign(targets, value) => {
                let value = self.value(value);
                match targets.as_slice() {
                    [one] => self.assign(one, value, stmt.line),
                    several => {
                        let it = self.fresh("value");
                        let writes: Vec<TokenStream> =
                            several.iter().map(|t| self.assign(t, quote! { #it }, stmt.line)).collect();
                        quote! { { let #it = #value; #(#writes)* } }
                    }
                }
            }
            StmtKind::AugAssign(target, op, value) => self.augmented(target, *op, value, stmt.line),
            StmtKind::Delete(target) => self.delete(target, stmt.line),
            StmtKind::If(test, then, otherwise) => {
                let test = self.truth(test);
                let line = self.line;
                let then = self.block(then);
                if otherwise.is_empty() {
                    return quote! { if #test { #then } };
                }
                self.line = line;
                let otherwise = self.block(otherwise);
                quote! { if #test { #then } else { #otherwise } }
            }
            StmtKind::While(test, body, orelse) => self.r#while(test, body, orelse, stmt.line),
            StmtKind::For(target, iter, body, orelse) => self.r#for(target, iter, body, orelse, stmt.line),
            StmtKind::Return(value) => {
                let value = match value {
                    Some(value) => self.value(value),
                    None => quote! { Value::None },
                };
                self.leave_function(value)
            }
            StmtKind::Break => self.leave_loop(true),
            StmtKind::Continue => self.leave_loop(false),
            StmtKind::Pass => TokenStream::new(),
            StmtKind::Raise(Some(value), None) => {
                let value = self.value(value);
                quote! { return Err(raise::raise(py, #value)); }
            }
            StmtKind::Raise(Some(value), Some(cause)) => {
                let operands = vec![self.value(value), self.value(cause)];
                self.op(stmt.line, operands, |v| quote! { return Err(raise::raise_from(py, #(#v),*)); })
            }
            StmtKind::Raise(None, _) => match self.caught.last() {
                Some(caught) => quote! { return Err(#caught); },
                None => quote! { return Err(raise::nothing_to_reraise(py)); },
            },
            StmtKind::Assert(test, message, line) => {
                let (test, line) = (self.truth(test), Literal::u32_unsuffixed(*line));
                let message = match message {
                    Some(message) => {
                        let message = self.value(message);
                        quote! { Some(#message) }
                    }
                    None => quote! { None },
                };
                quote! {
                    if !(#test) {
                        let message_ = #message;
                        py.at(#line);
                        return Err(raise::assertion(py, message_));
                    }
                }
            }
            StmtKind::Try(parts) => self.r#try(parts),
            StmtKind::Def(target, closure) => {
                let value = self.closure(closure);
                self.assign(target, value, stmt.line)
            }
            StmtKind::Match(subject, cases) => self.r#match(subject, cases, stmt.line),
        }
    }

    fn augmented(&mut self, target: &'p Target, op: crate::ir::BinaryOp, value: &'p Expr, line: u32) -> TokenStream {
        let op_name = quote::format_ident!("i{}", binary_name(op).to_string().trim_end_matches('_'));
        match target {
            Target::Local(local) => {
                let operands = vec![self.read(*local), self.value(value)];
                let sum = self.op(line, operands, |v| quote! { inplace::#op_name(py, #(#v),*)? });
                self.write(*local, sum)
            }
            Target::Global(of, _, global) => {
                let get = module::path(self.program, self.function.module, *of, &module::getter(global));
                let operands = vec![quote! { #get(py)? }, self.value(value)];
                let sum = self.op(line, operands, |v| quote! { inplace::#op_name(py, #(#v),*)? });
                self.assign(target, sum, line)
            }
            Target::Item(object, index) => {
                let (o, i) = (self.fresh("object"), self.fresh("index"));
                let (object, index) = (self.value(object), self.value(index));
                let held = self.op(line, Vec::new(), |_| quote! { subscript::getitem(py, #o, #i)? });
                let old = self.fresh("old");
                let operands = vec![quote! { #old }, self.value(value)];
                let sum = self.op(line, operands, |v| quote! { inplace::#op_name(py, #(#v),*)? });
                quote! { {
                    let #o = #object;
                    let #i = #index;
                    let #old = #held;
                    let value_ = #sum;
                    subscript::setitem(py, #o, #i, value_)?;
                } }
            }
            Target::Slice(object, bounds) => {
                let o = self.fresh("object");
                let object = self.value(object);
                let names: Vec<_> = (0..3).map(|_| self.fresh("bound")).collect();
                let bounds = self.bounds(bounds);
                let old = self.fresh("old");
                let operands = vec![quote! { #old }, self.value(value)];
                let sum = self.op(line, operands, |v| quote! { inplace::#op_name(py, #(#v),*)? });
                quote! { {
                    let #o = #object;
                    #(let #names = #bounds;)*
                    let #old = subscript::slice(py, #o, #(#names),*)?;
                    let value_ = #sum;
                    subscript::set_slice(py, #o, #(#names),*, value_)?;
                } }
            }
            Target::Attribute(object, name) => {
                let (o, old) = (self.fresh("object"), self.fresh("old"));
                let object = self.value(object);
                let held = self.op(line, Vec::new(), |_| quote! { method::attribute(py, #o, #name)? });
                let operands = vec![quote! { #old }, self.value(value)];
                let sum = self.op(line, operands, |v| quote! { inplace::#op_name(py, #(#v),*)? });
                quote! { {
                    let #o = #object;
                    let #old = #held;
                    let value_ = #sum;
                    attribute::set(py, #o, #name, value_)?;
                } }
            }
            // The parser has refused it.
            Target::Unpack(..) => TokenStream::new(),
        }
    }

    fn delete(&mut self, target: &'p Target, line: u32) -> TokenStream {
        match target {
            Target::Local(local) => {
                let read = self.read(*local);
                let unbind = self.unbind(*local);
                quote! { let _ = #read; #unbind }
            }
            Target::Global(of, slot, name) => {
                let get = module::path(self.program, self.function.module, *of, &module::getter(name));
                let slots = module::slots_of(self.program, *of);
                let at = Literal::usize_unsuffixed(*slot);
                quote! { let _ = #get(py)?; #slots[#at].set(None); }
            }
            Target::Item(object, index) => {
                let operands = vec![self.value(object), self.value(index)];
                let delete = self.op(line, operands, |v| quote! { subscript::delitem(py, #(#v),*)? });
                quote! { #delete; }
            }
            Target::Slice(object, bounds) => {
                let mut operands = vec![self.value(object)];
                operands.extend(self.bounds(bounds));
                let delete = self.op(line, operands, |v| quote! { subscript::del_slice(py, #(#v),*)? });
                quote! { #delete; }
            }
            Target::Attribute(object, name) => {
                let object = vec![self.value(object)];
                let delete = self.op(line, object, |v| quote! { attribute::delete(py, #(#v),*, #name)? });
                quote! { #delete; }
            }
            Target::Unpack(targets, _) => targets.iter().map(|t| self.delete(t, line)).collect(),
        }
    }

    fn r#while(&mut self, test: &'p Expr, body: &'p [Stmt], orelse: &'p [Stmt], line: u32) -> TokenStream {
        let number = self.number();
        let (outer, inner) = labels(number);
        self.line = line;
        let test = self.truth(test);
        self.around.push(Around::Loop(number));
        let body = self.block(body);
        self.around.pop();
        let orelse = self.block(orelse);
        let line = Literal::u32_unsuffixed(line);
        quote! {
            #outer: {
                #inner: while { py.at(#line); py.check_memory()?; #test } { #body }
                #orelse
            }
        }
    }

    fn r#for(
        &mut self,
        target: &'p Target,
        iter: &'p Expr,
        body: &'p [Stmt],
        orelse: &'p [Stmt],
        line: u32,
    ) -> TokenStream {
        let number = self.number();
        let (outer, inner) = labels(number);
        let (items, item) = (self.fresh("iter"), self.fresh("item"));
        let value = vec![self.value(iter)];
        let over = self.op(line, value, |v| quote! { Iter::of(py, #(#v),*)? });
        self.line = line;
        let bind = self.assign(target, quote! { #item }, line);
        self.around.push(Around::Loop(number));
        let body = self.block(body);
        self.around.pop();
        let orelse = self.block(orelse);
        let line = Literal::u32_unsuffixed(line);
        quote! {
            #outer: {
                let #items = #over;
                #inner: while let Some(#item) = { py.at(#line); #items.next(py)? } {
                    #bind
                    #body
                }
                #orelse
            }
        }
    }

    fn leave_function(&mut self, value: TokenStream) -> TokenStream {
        if self.around.iter().any(|a| matches!(a, Around::Apart)) {
            quote! { return Ok(Flow::Return(#value)); }
        } else {
            quote! { return Ok(#value); }
        }
    }

    fn leave_loop(&mut self, breaks: bool) -> TokenStream {
        match self.around.last() {
            Some(Around::Loop(number)) => {
                let (outer, inner) = labels(*number);
                if breaks {
                    quote! { break #outer; }
                } else {
                    quote! { continue #inner; }
                }
            }
            Some(Around::Apart) if breaks => quote! { return Ok(Flow::Break); },
            Some(Around::Apart) => quote! { return Ok(Flow::Continue); },
            // Lowering has refused it.
            None => TokenStream::new(),
        }
    }

    fn r#try(&mut self, parts: &'p Try) -> TokenStream {
        let outcome = self.fresh("outcome");
        let error = self.fresh("error");
        self.around.push(Around::Apart);
        let body = self.block(&parts.body);
        let orelse = self.block(&parts.orelse);
        let mut handlers = quote! { Err(#error) };
        for handler in parts.handlers.iter().rev() {
            self.caught.push(error.clone());
            let name = handler.name.as_ref().map(|target| {
                self.line = handler.line;
                self.assign(target, quote! { Value::Exception(#error.exception()) }, handler.line)
            });
            self.line = 0;
            let inside = self.block(&handler.body);
            self.caught.pop();
            let unbind = match &handler.name {
                Some(Target::Local(local)) => self.unbind(*local),
                _ => TokenStream::new(),
            };
            let run = quote! {
                #name
                let handled_: R<'a, Flow<'a>> = (|| -> R<'a, Flow<'a>> { #inside Ok(Flow::Next) })();
                #unbind
                handled_
            };
            handlers = match &handler.class {
                Some(class) => {
                    self.line = 0;
                    let line = Literal::u32_unsuffixed(handler.line);
                    let class = self.value(class);
                    quote! {
                        if { let class_ = #class; py.at(#line); raise::catches(py, #error, class_)? } { #run } else { #handlers }
                    }
                }
                None => quote! { #run },
            };
        }
        self.around.pop();
        self.line = 0;
        let finally = self.block(&parts.finally);
        let (break_, continue_) = if self.around.is_empty() {
            (TokenStream::new(), TokenStream::new())
        } else {
            (self.leave_loop(true), self.leave_loop(false))
        };
        let return_ = self.leave_function(quote! { value_ });
        quote! { {
            let #outcome: R<'a, Flow<'a>> = (|| -> R<'a, Flow<'a>> {
                let tried_: R<'a, Flow<'a>> = (|| -> R<'a, Flow<'a>> { #body Ok(Flow::Next) })();
                match tried_ {
                    Err(#error) => { #handlers }
                    Ok(Flow::Next) => { #orelse Ok(Flow::Next) }
                    left => left,
                }
            })();
            #finally
            match #outcome? {
                Flow::Next => {}
                Flow::Break => { #break_ }
                Flow::Continue => { #continue_ }
                Flow::Return(value_) => { #return_ }
            }
        } }
    }
}

/// The labels of a loop: of the block around it and its `else`, and of the loop itself.
fn labels(number: usize) -> (syn::Lifetime, syn::Lifetime) {
    let label = |name: &str| syn::Lifetime::new(&format!("'{name}_{number}"), Span::call_site());
    (label("done"), label("loop"))
}

/// Variables that nested functions and comprehensions of these statements declare themselves.
pub fn inner_locals(body: &[Stmt]) -> BTreeSet<LocalId> {
    let mut found = BTreeSet::new();
    body.iter().for_each(|stmt| in_stmt(stmt, &mut found));
    found
}

/// Variables that what is nested in a comprehension declares.
pub fn inner_locals_of_comprehension(comprehension: &Comprehension) -> BTreeSet<LocalId> {
    let mut found = BTreeSet::new();
    inside_comprehension(comprehension, &mut found);
    found
}

fn inside_comprehension(comprehension: &Comprehension, found: &mut BTreeSet<LocalId>) {
    for clause in &comprehension.clauses {
        in_expr(&clause.iter, found);
        in_target(&clause.target, found);
        clause.conditions.iter().for_each(|c| in_expr(c, found));
    }
    in_expr(&comprehension.element, found);
    comprehension.value.iter().for_each(|v| in_expr(v, found));
}

fn in_stmt(stmt: &Stmt, found: &mut BTreeSet<LocalId>) {
    let mut each = |body: &[Stmt]| body.iter().for_each(|s| in_stmt(s, found));
    match &stmt.kind {
        StmtKind::If(_, a, b) | StmtKind::While(_, a, b) | StmtKind::For(_, _, a, b) => {
            each(a);
            each(b);
        }
        StmtKind::Try(parts) => {
            each(&parts.body);
            parts.handlers.iter().for_each(|h| each(&h.body));
            each(&parts.orelse);
            each(&parts.finally);
        }
        StmtKind::Match(_, cases) => cases.iter().for_each(|c| each(&c.body)),
        _ => {}
    }
    match &stmt.kind {
        StmtKind::Expr(e) | StmtKind::If(e, ..) | StmtKind::While(e, ..) => in_expr(e, found),
        StmtKind::Assign(targets, value) => {
            in_expr(value, found);
            targets.iter().for_each(|t| in_target(t, found));
        }
        StmtKind::AugAssign(target, _, value) => {
            in_expr(value, found);
            in_target(target, found);
        }
        StmtKind::Delete(target) => in_target(target, found),
        StmtKind::For(target, iter, ..) => {
            in_expr(iter, found);
            in_target(target, found);
        }
        StmtKind::Return(value) => value.iter().for_each(|v| in_expr(v, found)),
        StmtKind::Raise(value, cause) => value.iter().chain(cause).for_each(|v| in_expr(v, found)),
        StmtKind::Assert(test, message, _) => {
            in_expr(test, found);
            message.iter().for_each(|m| in_expr(m, found));
        }
        StmtKind::Try(parts) => parts.handlers.iter().filter_map(|h| h.class.as_ref()).for_each(|c| in_expr(c, found)),
        StmtKind::Def(target, closure) => {
            found.extend(&closure.own);
            let params = closure.params.positional.iter().chain(&closure.params.keyword_only);
            params.filter_map(|p| p.default.as_ref()).for_each(|d| in_expr(d, found));
            in_target(target, found);
        }
        StmtKind::Match(subject, cases) => {
            in_expr(subject, found);
            for case in cases {
                super::pattern::each_expr(&case.pattern, &mut |e| in_expr(e, found));
                case.guard.iter().for_each(|g| in_expr(g, found));
            }
        }
        StmtKind::Break | StmtKind::Continue | StmtKind::Pass => {}
    }
}

fn in_target(target: &Target, found: &mut BTreeSet<LocalId>) {
    match target {
        Target::Local(_) | Target::Global(..) => {}
        Target::Item(object, index) => {
            in_expr(object, found);
            in_expr(index, found);
        }
        Target::Slice(object, bounds) => {
            in_expr(object, found);
            bounds.iter().flatten().for_each(|b| in_expr(b, found));
        }
        Target::Attribute(object, _) => in_expr(object, found),
        Target::Unpack(targets, _) => targets.iter().for_each(|t| in_target(t, found)),
    }
}

fn in_expr(expr: &Expr, found: &mut BTreeSet<LocalId>) {
    match &expr.kind {
        ExprKind::Comprehension(c) | ExprKind::Quantifier(_, c) => {
            // Those of its first iterable are declared outside it, if they are not its own.
            found.extend(&c.own);
            inside_comprehension(c, found);
        }
        ExprKind::Lambda(closure) | ExprKind::Method(_, closure) => found.extend(&closure.own),
        ExprKind::Walrus(target, _) => in_target(target, found),
        _ => {}
    }
    expr.each_child(&mut |child| in_expr(child, found));
}
