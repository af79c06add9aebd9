//! What a module's names always are, and containers that are written out.

use super::known::{Items, Known};
use crate::ir::{BinaryOp, Const, Display, Expr, ExprKind, ModuleId, Stmt, StmtKind, UnaryOp};
use crate::python::{Initialises, Program};

/// The constants of a program.
pub(super) struct Constants<'p> {
    pub(super) program: &'p Program,
    /// None of the rule's functions changes a container that it did not make: a module's containers stay as they are
    /// written.
    pub(super) stay: bool,
}

impl Constants<'_> {
    /// What a name of a module always is.
    pub(super) fn global(&self, module: ModuleId, slot: usize) -> Option<Known> {
        let initial = self.initial(module, slot)?;
        let known = match &initial.kind {
            ExprKind::Const(constant) => Known::Const(constant.clone()),
            _ if let Some(int) = int(initial) => Known::Const(Const::Int(int)),
            _ => self.container(initial)?,
        };
        match known {
            Known::Const(_) => Some(known),
            _ if self.stay || self.is_tuple(initial) => Some(known),
            _ => None,
        }
    }

    /// What the one statement that binds it gives it.
    fn initial(&self, module: ModuleId, slot: usize) -> Option<&Expr> {
        let info = self.program.module(module).slots.get(slot)?;
        if info.written || info.statements.len() != 1 {
            return None;
        }
        let initialiser = self.program.unit(info.initialiser?);
        // Where all of a module runs at once, what is wrong elsewhere in it shows too.
        if initialiser.initialises != Some(Initialises::Slot(slot)) {
            return None;
        }
        match initialiser.function.as_ref()?.body.as_slice() {
            [Stmt { kind: StmtKind::Return(Some(value)), .. }] => Some(value),
            _ => None,
        }
    }

    /// A container of constants; of a dict its keys, if its values cannot fail either.
    pub(super) fn container(&self, expr: &Expr) -> Option<Known> {
        match &expr.kind {
            ExprKind::Display(kind, items) => {
                let items: Option<Vec<&Expr>> =
                    items.iter().map(|item| Some(&item.value).filter(|_| !item.star)).collect();
                items_of(&items?, *kind == Display::Set)
            }
            ExprKind::Dict(pairs) if pairs.is_empty() => Some(Known::Empty),
            ExprKind::Dict(pairs) => {
                let keys = pairs.iter().map(|(key, value)| key.as_ref().filter(|_| is_plain(value)));
                let keys: Option<Vec<&Expr>> = keys.collect();
                items_of(&keys?, true)
            }
            // Two tuples.
            ExprKind::Binary(BinaryOp::Add, a, b) if self.is_tuple(expr) => match (self.part(a)?, self.part(b)?) {
                (Known::Items(a), Known::Items(b)) => Some(Known::Items(a.and(b))),
                _ => None,
            },
            _ => None,
        }
    }

    fn part(&self, expr: &Expr) -> Option<Known> {
        match &expr.kind {
            ExprKind::Global(module, slot, _) => self.global(*module, *slot),
            _ => self.container(expr),
        }
    }

    /// Whether it is a tuple, written out or by its name.
    pub(super) fn is_tuple(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Display(Display::Tuple, _) => true,
            ExprKind::Binary(BinaryOp::Add, a, b) => self.is_tuple(a) && self.is_tuple(b),
            ExprKind::Global(module, slot, _) => self.initial(*module, *slot).is_some_and(|value| self.is_tuple(value)),
            _ => false,
        }
    }
}

/// A container of these items, if they are constants.
fn items_of(items: &[&Expr], hashes: bool) -> Option<Known> {
    let mut found = Items { hashes, ..Items::default() };
    items.iter().try_for_each(|item| found.add(item))?;
    Some(Known::Items(found))
}

/// What an expression of integers comes to, unless it is too large: `5 * 1024**3`.
pub(super) fn int(expr: &Expr) -> Option<i64> {
    match &expr.kind {
        ExprKind::Const(Const::Int(value)) => Some(*value),
        ExprKind::Unary(UnaryOp::Neg, value) => int(value)?.checked_neg(),
        ExprKind::Binary(op, a, b) => {
            let (a, b) = (int(a)?, int(b)?);
            match op {
                BinaryOp::Add => a.checked_add(b),
                BinaryOp::Sub => a.checked_sub(b),
                BinaryOp::Mul => a.checked_mul(b),
                // A negative exponent gives a float.
                BinaryOp::Pow => a.checked_pow(u32::try_from(b).ok()?),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether making the value can neither fail nor be seen.
fn is_plain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Const(_) => true,
        ExprKind::Display(kind, items) => {
            let hashable = |expr: &Expr| matches!(expr.kind, ExprKind::Const(_));
            items
                .iter()
                .all(|item| !item.star && is_plain(&item.value) && (*kind != Display::Set || hashable(&item.value)))
        }
        ExprKind::Dict(pairs) => {
            let pair = |(key, value): &(Option<Expr>, Expr)| {
                key.as_ref().is_some_and(|key| matches!(key.kind, ExprKind::Const(_))) && is_plain(value)
            };
            pairs.iter().all(pair)
        }
        _ => false,
    }
}
