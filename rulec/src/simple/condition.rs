//! One condition of a list, and lists of them.

use std::ops::Range;

use super::build::{Build, and, called, compare, constant, event, if_is, is, method, not, or, plain, value};
use crate::ir::{BinaryOp, CompareOp, Const, Expr, ExprKind, FuncId};
use crate::yaml::{Node, Value};

/// What a condition that needs no value asks of what it is about.
const UNARY: [&str; 4] = ["IsNullOrEmpty", "IsNotNullOrEmpty", "IsIPAddressPublic", "IsIPAddressPrivate"];

/// What the elements of a list are asked.
const ELEMENTS: [&str; 2] = ["AnyElement", "OnlyOneElement"];

impl Build<'_, '_> {
    /// A function that says whether every condition of a list holds; `None` where one is refused.
    pub fn all(&mut self, name: &str, list: &Node) -> Option<FuncId> {
        let line = self.line(list);
        let parts = self.conditions(list)?;
        Some(self.function(name, line, combined(parts, and, true, line)))
    }

    /// The conditions of a list, each as a call. All are looked at, so that all that is wrong is said.
    fn conditions(&mut self, list: &Node) -> Option<Vec<Expr>> {
        let Value::List(items) = &list.value else {
            self.refuse(
                &list.span,
                &format!("the conditions are {}, not a list", list.type_name()),
                "begin each with `- `",
            );
            return None;
        };
        let made: Vec<Option<Expr>> = items.iter().map(|item| self.condition(item)).collect();
        made.into_iter().collect()
    }

    /// A condition as a call of a function that is given the event.
    fn condition(&mut self, item: &Node) -> Option<Expr> {
        let line = self.line(item);
        let combined_by = ["All", "Any", "None", "OnlyOne"].into_iter().find_map(|key| Some((key, item.get(key)?)));
        if let Some((key, node)) = combined_by {
            let parts = self.conditions(node)?;
            let value = match key {
                "All" => combined(parts, and, true, line),
                "Any" => combined(parts, or, false, line),
                "None" => not(combined(parts, or, false, line)),
                _ => only_one(parts, line),
            };
            let id = self.named_function("combination", line, value);
            return Some(called(id, event(line), line));
        }
        let Some(condition) = item.get("Condition") else {
            self.refuse(&item.span, "the item has no `Condition`", "write `KeyPath`, `Condition` and `Value`");
            return None;
        };
        let span = condition.span.clone();
        let name = condition.as_str().unwrap_or_default().to_owned();
        if let Some(always) = ["AlwaysFalse", "AlwaysTrue"].iter().position(|known| *known == name) {
            return Some(constant(Const::Bool(always == 1), line));
        }
        if item.get("Enrichment").is_some() {
            self.refuse(&item.span, "`Enrichment` is outside the subset", "write the rule in Python");
            return None;
        }
        if ["KeyPath", "Key", "DeepKey"].iter().all(|key| item.get(key).is_none()) {
            return self.two_keys(item, &name, &span, line);
        }
        let about = self.specified(item)?;
        if ELEMENTS.contains(&name.as_str()) {
            return self.elements(item, &name, about, line);
        }
        let result = match (item.get("Value"), item.get("Values")) {
            _ if UNARY.contains(&name.as_str()) => Some(unary(&name, line)),
            (Some(wanted), None) => {
                let wanted = self.scalar(wanted)?;
                binary(&name, wanted, line)
            }
            (None, Some(wanted)) if matches!(name.as_str(), "IsIn" | "IsNotIn") => {
                let Value::List(items) = &wanted.value else {
                    self.refuse(&wanted.span, "`Values` is not a list", "write each value on a line of its own");
                    return None;
                };
                let values: Option<Vec<Expr>> = items.iter().map(|item| self.scalar(item)).collect();
                Some(self.is_in(values?, name == "IsNotIn", line))
            }
            _ => None,
        };
        let Some(result) = result else {
            self.unknown(&name, &span);
            return None;
        };
        let id = self.about("condition", line, about, result);
        Some(called(id, event(line), line))
    }

    fn named_function(&mut self, kind: &str, line: u32, value: Expr) -> FuncId {
        let body = vec![crate::ir::Stmt { line, kind: crate::ir::StmtKind::Return(Some(value)) }];
        self.named(kind, line, body)
    }

    fn unknown(&mut self, name: &str, span: &Range<u32>) {
        let help = "`rulec explain E035` lists the conditions that are compiled, and what they need";
        self.refuse(span, &format!("the condition `{name}` is outside the subset, or lacks its value"), help);
    }

    /// `Condition: IsGreaterThan`, `Values: [{KeyPath: a}, {KeyPath: b}]`.
    fn two_keys(&mut self, item: &Node, name: &str, span: &Range<u32>, line: u32) -> Option<Expr> {
        let values = item.get("Values").map(|values| &values.value);
        let (Some(Value::List(keys)), true) = (values, matches!(name, "Equals" | "DoesNotEqual")) else {
            self.unknown(name, span);
            return None;
        };
        let [first, second] = keys.as_slice() else {
            self.unknown(name, span);
            return None;
        };
        let (first, second) = (self.specified(first)?, self.specified(second)?);
        let op = if name == "Equals" { CompareOp::Eq } else { CompareOp::Ne };
        let id = self.named_function("condition", line, compare(first, op, second));
        Some(called(id, event(line), line))
    }

    /// `AnyElement`: some element of a list meets all `Expressions`; what is no list has none.
    fn elements(&mut self, item: &Node, name: &str, about: Expr, line: u32) -> Option<Expr> {
        let Some(expressions) = item.get("Expressions") else {
            self.refuse(&item.span, "`Expressions` is missing", "add the conditions that an element must meet");
            return None;
        };
        let parts = self.conditions(expressions)?;
        let each = self.named_function("element", line, combined(parts, and, true, line));
        // How many elements meet them.
        let count = self.counted(each, line);
        let limit = constant(Const::Int(1), line);
        let op = if name == "AnyElement" { CompareOp::Ge } else { CompareOp::Eq };
        let found = compare(called(count, value(line), line), op, limit);
        let id =
            self.about("condition", line, about, if_is(value(line), "list", found, constant(Const::Bool(false), line)));
        Some(called(id, event(line), line))
    }

    fn is_in(&mut self, values: Vec<Expr>, negated: bool, line: u32) -> Expr {
        // A list has one of them; anything else is one of them.
        let any = values.iter().map(|one| compare(one.clone(), CompareOp::In, value(line))).collect();
        let list = self.list(values, line);
        let found =
            if_is(value(line), "list", combined(any, or, false, line), compare(value(line), CompareOp::In, list));
        if negated { not(found) } else { found }
    }

    /// A value that is written out.
    fn scalar(&mut self, node: &Node) -> Option<Expr> {
        let line = self.line(node);
        let value = match &node.value {
            Value::Bool(value) => Const::Bool(*value),
            Value::Int(value) => Const::Int(*value),
            Value::Big(digits) => Const::Big(digits.clone()),
            Value::Float(value) => Const::Float(*value),
            Value::Str(text) => Const::Str(text.clone()),
            _ => {
                self.refuse(
                    &node.span,
                    &format!("the value is {}", node.type_name()),
                    "compare with a string, a number or a boolean",
                );
                return None;
            }
        };
        Some(constant(value, line))
    }
}

/// Several conditions as one expression.
fn combined(mut parts: Vec<Expr>, by: fn(Vec<Expr>, u32) -> Expr, none: bool, line: u32) -> Expr {
    match parts.len() {
        0 => constant(Const::Bool(none), line),
        1 => parts.remove(0),
        _ => by(parts, line),
    }
}

/// Whether exactly one of them holds. All are asked.
fn only_one(parts: Vec<Expr>, line: u32) -> Expr {
    let zero = constant(Const::Int(0), line);
    let sum = parts.into_iter().fold(zero, |sum, part| {
        let one = [part, constant(Const::Int(1), line), constant(Const::Int(0), line)];
        let one = Expr::any(ExprKind::Conditional(Box::new(one)), line);
        Expr::any(ExprKind::Binary(BinaryOp::Add, Box::new(sum), Box::new(one)), line)
    });
    compare(sum, CompareOp::Eq, constant(Const::Int(1), line))
}

fn unary(name: &str, line: u32) -> Expr {
    let none = || constant(Const::None, line);
    let bool = |value| constant(Const::Bool(value), line);
    let is_none = || compare(value(line), CompareOp::Is, none());
    if name.starts_with("IsIP") {
        let address = ExprKind::CallNative("ipaddress", "ip_address".to_owned(), plain(vec![value(line)]));
        let attribute = if name == "IsIPAddressPublic" { "is_global" } else { "is_private" };
        let asked = ExprKind::Attribute(Box::new(Expr::any(address, line)), attribute.to_owned());
        let parts = [is_none(), bool(false), Expr::any(asked, line)];
        return Expr::any(ExprKind::Conditional(Box::new(parts)), line);
    }
    // What has a length: of a record's values, a str, a list or a dict.
    let sized = or(["str", "list", "dict"].map(|class| is(value(line), class)).into(), line);
    let length = Expr::any(ExprKind::CallBuiltin("len".to_owned(), plain(vec![value(line)])), line);
    let empty = compare(length, CompareOp::Eq, constant(Const::Int(0), line));
    let empty = or(vec![is_none(), and(vec![sized, empty], line)], line);
    if name == "IsNullOrEmpty" { empty } else { not(empty) }
}

/// What a condition with a value asks. Names with `I` ignore case.
fn binary(name: &str, wanted: Expr, line: u32) -> Option<Expr> {
    let bool = |value| constant(Const::Bool(value), line);
    let is_none = compare(value(line), CompareOp::Is, constant(Const::None, line));
    let unless_none = |then| Expr::any(ExprKind::Conditional(Box::new([is_none, bool(false), then])), line);
    let text = wanted.as_str().map(str::to_owned);
    let lower = |of: Expr| method(of, "lower", Vec::new());
    // A str against a str; anything else is no match.
    let of_str = |name: &str, ignoring_case: bool| {
        if text.is_none() {
            return bool(false);
        }
        let (of, wanted) = (value(line), wanted.clone());
        let (of, wanted) = if ignoring_case { (lower(of), lower(wanted)) } else { (of, wanted) };
        if_is(value(line), "str", method(of, name, vec![wanted]), bool(false))
    };
    let equals = || compare(value(line), CompareOp::Eq, wanted.clone());
    Some(match name {
        "Equals" => equals(),
        "DoesNotEqual" => not(equals()),
        "IEquals" | "IDoesNotEqual" => {
            let found = match text {
                Some(_) => if_is(
                    value(line),
                    "str",
                    compare(lower(value(line)), CompareOp::Eq, lower(wanted.clone())),
                    equals(),
                ),
                None => equals(),
            };
            if name == "IEquals" { found } else { not(found) }
        }
        "StartsWith" => of_str("startswith", false),
        "DoesNotStartWith" => not(of_str("startswith", false)),
        "IStartsWith" => of_str("startswith", true),
        "IDoesNotStartWith" => not(of_str("startswith", true)),
        "EndsWith" => of_str("endswith", false),
        "DoesNotEndWith" => not(of_str("endswith", false)),
        "IEndsWith" => of_str("endswith", true),
        "IDoesNotEndWith" => not(of_str("endswith", true)),
        "Contains" | "DoesNotContain" => {
            let found = compare(wanted.clone(), CompareOp::In, value(line));
            let found = match text {
                // A list of texts is looked into, too.
                Some(_) => or(vec![found, and(vec![is(value(line), "list"), within(&wanted, line)], line)], line),
                None => found,
            };
            let found = unless_none(found);
            if name == "Contains" { found } else { not(found) }
        }
        "IsGreaterThan" => unless_none(compare(value(line), CompareOp::Gt, wanted)),
        "IsLessThan" => unless_none(compare(value(line), CompareOp::Lt, wanted)),
        "IsGreaterThanOrEqual" | "IsGreaterThanOrEquals" => {
            let equal = equals();
            or(vec![unless_none(compare(value(line), CompareOp::Gt, wanted)), equal], line)
        }
        "IsLessThanOrEqual" | "IsLessThanOrEquals" => {
            let equal = equals();
            or(vec![unless_none(compare(value(line), CompareOp::Lt, wanted)), equal], line)
        }
        _ => return None,
    })
}

/// `any(wanted in text for text in value)`.
fn within(wanted: &Expr, line: u32) -> Expr {
    super::build::any_in(value(line), |item| compare(wanted.clone(), CompareOp::In, item), line)
}
