//! Expressions: a Rust expression of type `Value<'a>`, or of type `bool` where only the truth is asked for.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::args::Callee;
use super::function::Emit;
use super::module;
use crate::ir::{
    Args, BinaryOp, CompareOp, Const, Display, Expr, ExprKind, Item, Part, Quantifier, Target, Ty, UnaryOp,
};

impl<'p> Emit<'p> {
    /// The value of an expression.
    pub fn value(&mut self, expr: &'p Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Const(constant) => constant_value(constant),
            ExprKind::Local(local) => {
                let read = self.read(*local);
                if self.local(*local).shared || self.local(*local).maybe_unbound {
                    return self.op(expr.line, Vec::new(), |_| read);
                }
                read
            }
            ExprKind::Global(of, _, name) => {
                let get = module::getter(name);
                let path = module::path(self.program, self.function.module, *of, &get);
                let foreign = self.foreign(*of);
                self.op(expr.line, Vec::new(), |_| quote! { #path(py) #foreign ? })
            }
            ExprKind::Function(id) => self.function_value(*id),
            ExprKind::Builtin(name) => self.op(expr.line, Vec::new(), |_| quote! { builtins::constant(py, #name)? }),
            ExprKind::Class(name) => class_value(name),
            ExprKind::Native(of, name) => {
                self.op(expr.line, Vec::new(), |_| quote! { modules::value(py, #of, #name)? })
            }
            ExprKind::Display(display, items) => self.display(*display, items, expr.line),
            ExprKind::Dict(pairs) => self.dict(pairs, expr.line),
            ExprKind::And(values) => self.junction(values, true),
            ExprKind::Or(values) => self.junction(values, false),
            ExprKind::Not(_) | ExprKind::Compare(..) | ExprKind::Quantifier(..) => {
                let truth = self.truth(expr);
                quote! { Value::Bool(#truth) }
            }
            ExprKind::Binary(op, left, right) => {
                let name = binary_name(*op);
                let operands = vec![self.value(left), self.value(right)];
                self.op(expr.line, operands, |v| quote! { arithmetic::#name(py, #(#v),*)? })
            }
            ExprKind::Unary(op, value) => {
                let operand = vec![self.value(value)];
                let name = match op {
                    UnaryOp::Neg => quote! { neg },
                    UnaryOp::Pos => quote! { pos },
                    UnaryOp::Invert => quote! { invert },
                };
                self.op(expr.line, operand, |v| quote! { arithmetic::#name(py, #(#v),*)? })
            }
            ExprKind::Conditional(parts) => {
                let [test, then, otherwise] = &**parts;
                let test = self.truth(test);
                let (then, otherwise) = self.branches(|e| e.value(then), |e| e.value(otherwise));
                quote! { if #test { #then } else { #otherwise } }
            }
            ExprKind::Walrus(target, value) => {
                let value = self.value(value);
                let it = self.fresh("value");
                let write = self.assign(target, quote! { #it }, expr.line);
                quote! {{ let #it = #value; #write #it }}
            }
            ExprKind::Format(parts) => self.fstring(parts),
            ExprKind::Call(id, args) => self.call(*id, args, expr.line),
            ExprKind::CallBuiltin(name, args) => self.call_builtin(name, args, expr),
            ExprKind::CallClass(name, args) => {
                let class = class_type(name);
                self.with_args(
                    Callee::Class(name),
                    args,
                    expr.line,
                    Vec::new(),
                    |_, args| quote! { construct::construct(py, #class, #args)? },
                )
            }
            ExprKind::CallNative(of, name, args) => self.with_args(
                Callee::Native(of, name),
                args,
                expr.line,
                Vec::new(),
                |_, args| quote! { modules::call(py, #of, #name, #args)? },
            ),
            ExprKind::CallMethod(receiver, name, args) => self.call_method(receiver, name, args, expr.line),
            ExprKind::CallValue(callee, args) => {
                let callee = self.value(callee);
                self.with_args(
                    Callee::Operand,
                    args,
                    expr.line,
                    vec![callee],
                    |v, args| quote! { function::call(py, #(#v),*, #args)? },
                )
            }
            ExprKind::Attribute(value, name) => {
                let value = vec![self.value(value)];
                self.op(expr.line, value, |v| quote! { method::attribute(py, #(#v),*, #name)? })
            }
            ExprKind::Subscript(value, index) => {
                let value = self.value(value);
                if let Some(key) = index.as_str() {
                    return self.op(expr.line, vec![value], |v| quote! { subscript::getitem_str(py, #(#v),*, #key)? });
                }
                let operands = vec![value, self.value(index)];
                self.op(expr.line, operands, |v| quote! { subscript::getitem(py, #(#v),*)? })
            }
            ExprKind::Slice(value, bounds) => {
                let mut operands = vec![self.value(value)];
                operands.extend(self.bounds(bounds));
                self.op(expr.line, operands, |v| quote! { subscript::slice(py, #(#v),*)? })
            }
            ExprKind::Comprehension(comprehension) => self.comprehension(comprehension),
            ExprKind::Lambda(closure) => self.closure(closure),
            ExprKind::Mock(of, name) => {
                let source = &self.program.module(*of).relative;
                quote! { py.mock(#source, #name).unwrap_or(Value::None) }
            }
            ExprKind::User(class) => self.user_class(*class, expr.line),
            ExprKind::Method(at, closure) => self.method(*at, closure),
            ExprKind::Decorated(name, property, function) => self.decorated(name, property.as_deref(), function),
            ExprKind::Super(class, receiver, name) => self.super_attribute(*class, receiver, name, expr.line),
        }
    }

    /// Whether the value of an expression is true.
    pub fn truth(&mut self, expr: &'p Expr) -> TokenStream {
        match &expr.kind {
            ExprKind::Const(Const::Bool(value)) => quote! { #value },
            ExprKind::Const(Const::None) => quote! { false },
            ExprKind::Not(inner) => {
                let inner = self.truth(inner);
                quote! { !(#inner) }
            }
            ExprKind::And(values) => self.chain(values, quote! { && }),
            ExprKind::Or(values) => self.chain(values, quote! { || }),
            ExprKind::Compare(left, rest) => self.compare(left, rest, expr.line),
            ExprKind::Conditional(parts) => {
                let [test, then, otherwise] = &**parts;
                let test = self.truth(test);
                let (then, otherwise) = self.branches(|e| e.truth(then), |e| e.truth(otherwise));
                quote! { if #test { #then } else { #otherwise } }
            }
            ExprKind::Quantifier(quantifier, comprehension) => self.quantifier(*quantifier, comprehension),
            ExprKind::Mock(of, name) => {
                let source = &self.program.module(*of).relative;
                quote! { py.mock(#source, #name).is_some() }
            }
            ExprKind::CallBuiltin(name, args) if name == "isinstance" => match self.is_instance(args) {
                Some(truth) => truth,
                None => self.truth_of_value(expr),
            },
            _ => self.truth_of_value(expr),
        }
    }

    fn truth_of_value(&mut self, expr: &'p Expr) -> TokenStream {
        let value = self.value(expr);
        if self.asks_objects() && !matches!(expr.ty, Ty::Bool) {
            return self.op(expr.line, vec![value], |v| quote! { special::truth(py, #(#v),*)? });
        }
        quote! { (#value).truth() }
    }

    /// `operation` over operands that were evaluated already, at `line`.
    pub fn op(
        &mut self,
        line: u32,
        operands: Vec<TokenStream>,
        operation: impl FnOnce(&[TokenStream]) -> TokenStream,
    ) -> TokenStream {
        if self.line == line || line == 0 {
            return operation(&operands);
        }
        self.line = line;
        let line = Literal::u32_unsuffixed(line);
        let names: Vec<TokenStream> = operands
            .iter()
            .map(|_| {
                let name = self.fresh("operand");
                quote! { #name }
            })
            .collect();
        let operation = operation(&names);
        quote! {{ #(let #names = #operands;)* py.at(#line); #operation }}
    }

    /// Two ways of which one is taken: afterwards the line is known only if both agree.
    pub fn branches(
        &mut self,
        first: impl FnOnce(&mut Self) -> TokenStream,
        second: impl FnOnce(&mut Self) -> TokenStream,
    ) -> (TokenStream, TokenStream) {
        let before = self.line;
        let first = first(self);
        let after = std::mem::replace(&mut self.line, before);
        let second = second(self);
        if self.line != after {
            self.line = 0;
        }
        (first, second)
    }

    /// The rest of an expression, which may not be evaluated.
    fn perhaps(&mut self, rest: impl FnOnce(&mut Self) -> TokenStream) -> TokenStream {
        let before = self.line;
        let rest = rest(self);
        if self.line != before {
            self.line = 0;
        }
        rest
    }

    fn chain(&mut self, values: &'p [Expr], operator: TokenStream) -> TokenStream {
        let mut out = TokenStream::new();
        for (i, value) in values.iter().enumerate() {
            if i == 0 {
                out = self.truth(value);
                continue;
            }
            let next = self.perhaps(|e| e.truth(value));
            out = quote! { #out #operator #next };
        }
        quote! { (#out) }
    }

    /// `a and b`, `a or b` as a value: the operand that decides.
    fn junction(&mut self, values: &'p [Expr], and: bool) -> TokenStream {
        let Some((first, rest)) = values.split_first() else { return quote! { Value::None } };
        if rest.is_empty() {
            return self.value(first);
        }
        if values.iter().all(|v| v.ty == Ty::Bool) {
            let truth = self.chain(
                values,
                if and {
                    quote! { && }
                } else {
                    quote! { || }
                },
            );
            return quote! { Value::Bool(#truth) };
        }
        let it = self.fresh("left");
        let line = first.line;
        let first = self.value(first);
        let truth = if self.asks_objects() {
            self.op(line, Vec::new(), |_| quote! { special::truth(py, #it)? })
        } else {
            quote! { #it.truth() }
        };
        let rest = self.perhaps(|e| e.junction(rest, and));
        if and {
            quote! {{ let #it = #first; if #truth { #rest } else { #it } }}
        } else {
            quote! {{ let #it = #first; if #truth { #it } else { #rest } }}
        }
    }

    fn compare(&mut self, left: &'p Expr, rest: &'p [(CompareOp, Expr)], line: u32) -> TokenStream {
        match rest {
            [] => quote! { true },
            [(op, right)] => {
                if let Some(quick) = self.compare_constant(left, *op, right) {
                    return quick;
                }
                let operands = vec![self.value(left), self.value(right)];
                self.op(line, operands, |v| comparison(*op, v))
            }
            _ => {
                let first = self.fresh("left");
                let value = self.value(left);
                let rest = self.compare_rest(quote! { #first }, rest, line);
                quote! {{ let #first = #value; #rest }}
            }
        }
    }

    fn compare_rest(&mut self, left: TokenStream, rest: &'p [(CompareOp, Expr)], line: u32) -> TokenStream {
        let Some(((op, right), rest)) = rest.split_first() else { return quote! { true } };
        let it = self.fresh("right");
        let value = self.value(right);
        let holds = self.op(line, Vec::new(), |_| comparison(*op, &[left, quote! { #it }]));
        if rest.is_empty() {
            return quote! {{ let #it = #value; #holds }};
        }
        let rest = self.perhaps(|e| e.compare_rest(quote! { #it }, rest, line));
        // In parentheses: `holds` may be a block, which would end the statement.
        quote! {{ let #it = #value; (#holds && #rest) }}
    }

    /// Comparisons with constants, which need neither a value nor an exception.
    fn compare_constant(&mut self, left: &'p Expr, op: CompareOp, right: &'p Expr) -> Option<TokenStream> {
        // An object may say itself what it is equal to.
        if self.asks_objects() && !matches!(op, CompareOp::Is | CompareOp::IsNot) {
            return None;
        }
        let negate = matches!(op, CompareOp::Ne | CompareOp::IsNot | CompareOp::NotIn);
        let positive = match op {
            CompareOp::Eq | CompareOp::Ne => {
                let (value, literal) = match (left.as_str(), right.as_str()) {
                    (_, Some(literal)) => (left, literal),
                    (Some(literal), None) => (right, literal),
                    _ => return None,
                };
                let value = self.value(value);
                quote! { compare::eq_str(#value, #literal) }
            }
            CompareOp::Is | CompareOp::IsNot => match &right.kind {
                ExprKind::Const(Const::None) => {
                    let value = self.value(left);
                    quote! { (#value).is_none() }
                }
                ExprKind::Const(Const::Bool(constant)) => {
                    let value = self.value(left);
                    quote! { matches!(#value, Value::Bool(#constant)) }
                }
                _ => return None,
            },
            CompareOp::In | CompareOp::NotIn => {
                let ExprKind::Display(display, items) = &right.kind else { return None };
                let literals: Option<Vec<&str>> =
                    items.iter().map(|item| item.value.as_str().filter(|_| !item.star)).collect();
                let literals = literals.filter(|l| !l.is_empty())?;
                let value = self.value(left);
                match display {
                    Display::Set => self.op(left.line, vec![value], |v| {
                        quote! { compare::in_set_literals(py, #(#v),*, &[#(#literals),*])? }
                    }),
                    _ => quote! { compare::in_literals(#value, &[#(#literals),*]) },
                }
            }
            _ => return None,
        };
        Some(if negate {
            quote! { !#positive }
        } else {
            positive
        })
    }

    pub fn is_instance(&mut self, args: &'p Args) -> Option<TokenStream> {
        let [value, classes] = args.pos.as_slice() else { return None };
        if !args.kw.is_empty() || value.star || classes.star {
            return None;
        }
        let classes: Vec<TokenStream> = match &classes.value.kind {
            ExprKind::Display(Display::Tuple, items) => {
                items.iter().map(|item| instance_class(&item.value).filter(|_| !item.star)).collect::<Option<_>>()?
            }
            _ => vec![instance_class(&classes.value)?],
        };
        let value = self.value(&value.value);
        Some(quote! { { let class = (#value).class(); false #(|| class.is_subclass(#classes))* } })
    }

    fn display(&mut self, display: Display, items: &'p [Item], line: u32) -> TokenStream {
        if items.iter().any(|item| item.star) {
            if display == Display::Set {
                return self.starred_set(items, line);
            }
            let (build, out) = self.collect(items, line);
            let made = match display {
                Display::List => quote! { py.list(&#out) },
                _ => quote! { py.tuple(&#out) },
            };
            let made = self.op(line, Vec::new(), |_| made);
            return quote! {{ #build #made }};
        }
        let values: Vec<TokenStream> = items.iter().map(|item| self.value(&item.value)).collect();
        match display {
            Display::List => quote! { py.list(&[#(#values),*]) },
            Display::Tuple => quote! { py.tuple(&[#(#values),*]) },
            Display::Set => {
                // CPython folds three or more constants into one frozenset, which decides the order.
                let folded = items.len() >= 3 && items.iter().all(|item| matches!(item.value.kind, ExprKind::Const(_)));
                self.op(line, values, |v| {
                    if folded {
                        quote! { Value::Set(py.alloc(Set::of_constants(py, &[#(#v),*])?)) }
                    } else {
                        quote! { Value::Set(py.alloc(Set::of_items(py, false, &[#(#v),*])?)) }
                    }
                })
            }
        }
    }

    /// `{a, *b, c}`: what stands before the first star is computed and then added, the rest one by one, for the way that
    /// a set grew decides its order.
    fn starred_set(&mut self, items: &'p [Item], line: u32) -> TokenStream {
        let out = self.fresh("set");
        let first = items.iter().position(|item| item.star).unwrap_or_default();
        let (before, rest) = items.split_at(first);
        let values: Vec<TokenStream> = before.iter().map(|item| self.value(&item.value)).collect();
        let made = self.op(line, values, |v| quote! { py.alloc(Set::of_items(py, false, &[#(#v),*])?) });
        let mut build = quote! { let #out = #made; };
        for item in rest {
            let value = vec![self.value(&item.value)];
            let put = self.op(line, value, |v| {
                if item.star {
                    quote! { locals::unite(py, #out, #(#v),*)? }
                } else {
                    quote! { #out.add(py, #(#v),*)? }
                }
            });
            build.extend(quote! { #put; });
        }
        quote! {{ #build Value::Set(#out) }}
    }

    /// Items of which some are starred, collected in a `Vec`.
    pub fn collect(&mut self, items: &'p [Item], line: u32) -> (TokenStream, proc_macro2::Ident) {
        let out = self.fresh("items");
        let mut build = quote! { let mut #out: Vec<Value<'a>> = Vec::new(); };
        for item in items {
            let value = self.value(&item.value);
            build.extend(if item.star {
                let more = self.op(line, vec![value], |v| quote! { locals::extend(py, &mut #out, #(#v),*)? });
                quote! { #more; }
            } else {
                quote! { let item_ = #value; #out.push(item_); }
            });
        }
        (build, out)
    }

    fn dict(&mut self, pairs: &'p [(Option<Expr>, Expr)], line: u32) -> TokenStream {
        if pairs.iter().all(|(key, _)| key.is_some()) {
            let mut operands = Vec::new();
            for (key, value) in pairs {
                operands.extend(key.as_ref().map(|key| self.value(key)));
                operands.push(self.value(value));
            }
            return self.op(line, operands, |v| {
                let pairs = v.chunks(2).map(|pair| quote! { (#(#pair),*) });
                quote! { py.dict(&[#(#pairs),*])? }
            });
        }
        let out = self.fresh("dict");
        let mut build = quote! { let #out = py.alloc(Dict::new(py)); };
        for (key, value) in pairs {
            match key {
                Some(key) => {
                    let operands = vec![self.value(key), self.value(value)];
                    let put = self.op(line, operands, |v| quote! { #out.insert(py, #(#v),*)? });
                    build.extend(quote! { #put; });
                }
                None => {
                    let value = vec![self.value(value)];
                    let merge = self.op(line, value, |v| quote! { locals::merge(py, #out, #(#v),*)? });
                    build.extend(quote! { #merge; });
                }
            }
        }
        quote! {{ #build Value::Dict(#out) }}
    }

    fn fstring(&mut self, parts: &'p [Part]) -> TokenStream {
        match self.fstring_text(parts) {
            (text, true) => quote! { Value::Str(#text) },
            (pieces, false) => quote! { format::concat(py, #pieces) },
        }
    }

    /// The text of an f-string where it is constant, and true; else its pieces.
    fn fstring_text(&mut self, parts: &'p [Part]) -> (TokenStream, bool) {
        if parts.is_empty() {
            return (quote! { "" }, true);
        }
        if let [Part::Text(text)] = parts {
            return (quote! { #text }, true);
        }
        let pieces: Vec<TokenStream> = parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => quote! { #text },
                Part::Value(value, conversion, spec) => {
                    let at = value.line;
                    let value = self.value(value);
                    let spec = match self.fstring_text(spec) {
                        (text, true) => text,
                        (pieces, false) => quote! { format::joined(py, #pieces) },
                    };
                    let conversion = match conversion {
                        None => quote! { None },
                        Some(c) => {
                            let c = Literal::character(*c);
                            quote! { Some(#c) }
                        }
                    };
                    self.op(at, vec![value, spec], |v| match v {
                        [value, spec] => quote! { format::format_value(py, #value, #conversion, #spec)? },
                        _ => TokenStream::new(),
                    })
                }
            })
            .collect();
        (quote! { &[#(#pieces),*] }, false)
    }

    /// The three bounds of a slice, `None` where one is left out.
    pub fn bounds(&mut self, bounds: &'p [Option<Expr>; 3]) -> Vec<TokenStream> {
        bounds
            .iter()
            .map(|bound| match bound {
                Some(bound) => self.value(bound),
                None => quote! { Value::None },
            })
            .collect()
    }

    /// `any(item in container for item in items)`, between whose steps nobody can bind `container` anew.
    fn any_in(&mut self, quantifier: Quantifier, comprehension: &'p crate::ir::Comprehension) -> Option<TokenStream> {
        let (Quantifier::Any, [clause]) = (quantifier, comprehension.clauses.as_slice()) else { return None };
        let (Target::Local(target), []) = (&clause.target, clause.conditions.as_slice()) else { return None };
        let ExprKind::Compare(item, rest) = &comprehension.element.kind else { return None };
        let [(CompareOp::In, container)] = rest.as_slice() else { return None };
        let (ExprKind::Local(item), ExprKind::Local(name)) = (&item.kind, &container.kind) else { return None };
        let info = self.local(*name);
        let is_fixed = !info.shared && !info.maybe_unbound && name != target;
        if item != target || !is_fixed || comprehension.element.line != clause.iter.line {
            return None;
        }
        let operands = vec![self.value(&clause.iter), self.value(container)];
        Some(self.op(clause.iter.line, operands, |v| quote! { compare::any_in(py, #(#v),*)? }))
    }

    fn quantifier(&mut self, quantifier: Quantifier, comprehension: &'p crate::ir::Comprehension) -> TokenStream {
        if let Some(quick) = self.any_in(quantifier, comprehension) {
            return quick;
        }
        let number = self.number();
        let label = syn::Lifetime::new(&format!("'decided_{number}"), proc_macro2::Span::call_site());
        let (decided, otherwise) = match quantifier {
            Quantifier::Any => (true, false),
            Quantifier::All => (false, true),
        };
        let clauses = self.clauses(comprehension, |e| {
            let truth = e.truth(&comprehension.element);
            let test = if decided {
                truth
            } else {
                quote! { !(#truth) }
            };
            quote! { if #test { break #label #decided; } }
        });
        quote! { #label: { #clauses #otherwise } }
    }

    /// Where a function of another module raises, the line of the rule is the one that called it.
    pub fn foreign(&self, module: crate::ir::ModuleId) -> TokenStream {
        if module == self.function.module {
            TokenStream::new()
        } else {
            quote! { .map_err(|e| e.in_caller(py)) }
        }
    }

    /// Statements that assign `value` to the target.
    pub fn assign(&mut self, target: &'p Target, value: TokenStream, line: u32) -> TokenStream {
        match target {
            Target::Local(local) => self.write(*local, value),
            Target::Global(module, slot, _) => {
                let slots = module::slots_of(self.program, *module);
                let at = Literal::usize_unsuffixed(*slot);
                let ensure = self.ensured(*module);
                quote! { { let value_ = #value; #ensure #slots[#at].set(Some(value_)); } }
            }
            Target::Item(object, index) => {
                let it = self.fresh("value");
                let operands = vec![self.value(object), self.value(index)];
                let put = self.op(line, operands, |v| quote! { subscript::setitem(py, #(#v),*, #it)? });
                quote! { { let #it = #value; #put; } }
            }
            Target::Slice(object, bounds) => {
                let it = self.fresh("value");
                let mut operands = vec![self.value(object)];
                operands.extend(self.bounds(bounds));
                let put = self.op(line, operands, |v| quote! { subscript::set_slice(py, #(#v),*, #it)? });
                quote! { { let #it = #value; #put; } }
            }
            Target::Attribute(object, name) => {
                let it = self.fresh("value");
                let object = vec![self.value(object)];
                let put = self.op(line, object, |v| quote! { attribute::set(py, #(#v),*, #name, #it)? });
                quote! { { let #it = #value; #put; } }
            }
            Target::Unpack(targets, star) => {
                let parts: Vec<_> = targets.iter().map(|_| self.fresh("part")).collect();
                let n = Literal::usize_unsuffixed(targets.len());
                let unpacked = match star {
                    None => self.op(line, vec![value], |v| quote! { unpack::unpack::<#n>(py, #(#v),*)? }),
                    Some(star) => {
                        let before = Literal::usize_unsuffixed(*star);
                        let after = Literal::usize_unsuffixed(targets.len() - star - 1);
                        self.op(line, vec![value], |v| {
                            quote! { unpack::exactly(unpack::unpack_star(py, #(#v),*, #before, #after)?) }
                        })
                    }
                };
                let writes: Vec<TokenStream> = targets
                    .iter()
                    .zip(&parts)
                    .map(|(target, part)| self.assign(target, quote! { #part }, line))
                    .collect();
                quote! { { let [#(#parts),*] = #unpacked; #(#writes)* } }
            }
        }
    }

    /// A module that is run as a whole has been run before one of its names is written.
    pub fn ensured(&self, of: crate::ir::ModuleId) -> TokenStream {
        let whole = self
            .program
            .functions
            .iter()
            .any(|unit| unit.module == of && unit.initialises == Some(crate::python::Initialises::Module));
        let inside = self.function.params.all().is_empty()
            && self.program.functions.iter().any(|unit| {
                unit.initialises == Some(crate::python::Initialises::Module)
                    && unit.function.as_ref().is_some_and(|f| std::ptr::eq(f, self.function))
            });
        if whole && !inside {
            let ensure = module::path(self.program, self.function.module, of, &quote::format_ident!("ensure_module_"));
            quote! { #ensure(py)?; }
        } else {
            TokenStream::new()
        }
    }
}

fn comparison(op: CompareOp, operands: &[TokenStream]) -> TokenStream {
    match op {
        CompareOp::Eq => quote! { compare::eq(py, #(#operands),*)? },
        CompareOp::Ne => quote! { compare::ne(py, #(#operands),*)? },
        CompareOp::Lt => quote! { compare::lt(py, #(#operands),*)? },
        CompareOp::Le => quote! { compare::le(py, #(#operands),*)? },
        CompareOp::Gt => quote! { compare::gt(py, #(#operands),*)? },
        CompareOp::Ge => quote! { compare::ge(py, #(#operands),*)? },
        CompareOp::Is => quote! { compare::is(#(#operands),*) },
        CompareOp::IsNot => quote! { !compare::is(#(#operands),*) },
        CompareOp::In => quote! { compare::is_in(py, #(#operands),*)? },
        CompareOp::NotIn => quote! { !compare::is_in(py, #(#operands),*)? },
    }
}

/// The name of the operator's function, in `arithmetic` and, with an `i` before it, in `inplace`.
pub fn binary_name(op: BinaryOp) -> proc_macro2::Ident {
    let name = match op {
        BinaryOp::Add => "add",
        BinaryOp::Sub => "sub",
        BinaryOp::Mul => "mul",
        BinaryOp::TrueDiv => "truediv",
        BinaryOp::FloorDiv => "floordiv",
        BinaryOp::Rem => "rem",
        BinaryOp::Pow => "pow",
        BinaryOp::LShift => "lshift",
        BinaryOp::RShift => "rshift",
        BinaryOp::And => "and_",
        BinaryOp::Or => "or_",
        BinaryOp::Xor => "xor",
        BinaryOp::MatMul => "matmul",
    };
    proc_macro2::Ident::new(name, proc_macro2::Span::call_site())
}

fn constant_value(constant: &Const) -> TokenStream {
    match constant {
        Const::None => quote! { Value::None },
        Const::Bool(value) => quote! { Value::Bool(#value) },
        Const::Int(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote! { Value::Int(#value) }
        }
        Const::Big(digits) => quote! { integer::literal(py, #digits) },
        Const::Float(value) if value.is_finite() => {
            let value = Literal::f64_suffixed(*value);
            quote! { Value::Float(#value) }
        }
        Const::Float(value) if *value > 0.0 => quote! { Value::Float(f64::INFINITY) },
        Const::Float(_) => quote! { Value::Float(f64::NEG_INFINITY) },
        Const::Str(text) => quote! { Value::Str(#text) },
        Const::Bytes(bytes) => {
            let bytes = Literal::byte_string(bytes);
            quote! { Value::Bytes(#bytes) }
        }
        Const::Ellipsis => quote! { Value::Ellipsis },
        Const::NotImplemented => quote! { Value::NotImplemented },
    }
}

/// A class as a value.
pub fn class_value(name: &str) -> TokenStream {
    let class = class_type(name);
    quote! { Value::Type(#class) }
}

/// A class that is known when the rule is compiled.
fn instance_class(expr: &Expr) -> Option<TokenStream> {
    match &expr.kind {
        ExprKind::Class(name) => Some(class_type(name)),
        // The others look for methods, which a rule's class may have.
        ExprKind::Native("collections.abc", name)
            if matches!(name.as_str(), "Mapping" | "MutableMapping" | "Sequence" | "MutableSequence" | "Set") =>
        {
            Some(quote! { Type::Native(#name) })
        }
        _ => None,
    }
}

pub fn class_type(name: &str) -> TokenStream {
    let variant = match name {
        "NoneType" => "NoneType",
        "object" => "Object",
        "type" => "Type",
        "bool" => "Bool",
        "int" => "Int",
        "float" => "Float",
        "str" => "Str",
        "bytes" => "Bytes",
        "tuple" => "Tuple",
        "list" => "List",
        "dict" => "Dict",
        "set" => "Set",
        "frozenset" => "FrozenSet",
        "range" => "Range",
        exception => {
            let kind = proc_macro2::Ident::new(exception, proc_macro2::Span::call_site());
            return quote! { Type::Exception(Kind::#kind) };
        }
    };
    let variant = proc_macro2::Ident::new(variant, proc_macro2::Span::call_site());
    quote! { Type::#variant }
}
