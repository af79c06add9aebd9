//! `a += b` and its like: lists, sets and dicts change in place, all else is computed anew.

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arithmetic::{self, Op};
use crate::py::native::Native;
use crate::py::{collections, dict, list_methods, method, sequence_ops, set_ops, special};
use crate::value::Value;

/// `a op= b`: the value that the name is bound to afterwards.
///
/// # Errors
/// `TypeError` where the types do not have the operator between them; what the operation raises.
pub fn binary<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> Ret<'a> {
    if special::class_of(a).is_some()
        && let Some(changed) = special::in_place(py, op, a, b)?
    {
        return Ok(changed);
    }
    // The right side's reflected method comes before what a list does of its own.
    if special::class_of(b).is_some()
        && matches!((op, a), (Op::Add | Op::Mul, Value::List(_)))
        && let Some(value) = special::binary(py, op, a, b)?
    {
        return Ok(value);
    }
    if let Some(changed) = change(py, op, a, b)? {
        return Ok(changed);
    }
    match arithmetic::attempt(py, op, a, b)? {
        Some(value) => Ok(value),
        None => Err(arithmetic::unsupported(py, op, op.in_place_sign(), a, b)),
    }
}

/// The types that have an in-place slot of their own.
fn change<'a>(py: Py<'a>, op: Op, a: Value<'a>, b: Value<'a>) -> R<'a, Option<Value<'a>>> {
    match (op, a) {
        (Op::Add, Value::List(list)) => {
            // Anything that can be walked, as list.extend takes it.
            list_methods::extend(py, list, b)?;
            Ok(Some(a))
        }
        (Op::Mul, Value::List(list)) => {
            let n = sequence_ops::times(py, b)?;
            let items = sequence_ops::repeated(py, list.snapshot(), n)?;
            let mut held = list.items_mut();
            held.clear();
            held.extend_from_slice_copy(items);
            drop(held);
            Ok(Some(a))
        }
        (Op::Add, Value::Native(Native::Deque(deque))) => {
            collections::extend(py, deque, b)?;
            Ok(Some(a))
        }
        (_, Value::Dict(dict)) if matches!(dict.kind(), dict::Kind::Counter) => collections::in_place(py, op, dict, b),
        (Op::Or, Value::Dict(_)) => {
            // A mapping or pairs, as dict.update takes them.
            method::call(py, a, "update", Args::pos(&[b]))?;
            Ok(Some(a))
        }
        // PyNumber_InPlaceMultiply asks the right side only where the left is no kind of sequence at all.
        (Op::Mul, Value::Dict(_) | Value::Set(_) | Value::View(_) | Value::Range(_))
            if sequence_ops::is_repeatable(b) =>
        {
            Err(arithmetic::unsupported(py, op, op.in_place_sign(), a, b))
        }
        (_, Value::Set(_)) => set_ops::in_place(py, op, a, b),
        _ => Ok(None),
    }
}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident = $op:ident, $plain:ident;)*) => { $(
        $(#[$doc])*
        ///
        /// # Errors
        /// As [`binary`].
        #[inline]
        pub fn $name<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> Ret<'a> {
            match (a, b) {
                (Value::Int(_), Value::Int(_)) => arithmetic::$plain(py, a, b),
                _ => binary(py, Op::$op, a, b),
            }
        }
    )* };
}

operators! {
    /// `a += b`.
    iadd = Add, add;
    /// `a -= b`.
    isub = Sub, sub;
    /// `a *= b`.
    imul = Mul, mul;
    /// `a /= b`.
    itruediv = TrueDiv, truediv;
    /// `a //= b`.
    ifloordiv = FloorDiv, floordiv;
    /// `a %= b`.
    irem = Rem, rem;
    /// `a **= b`.
    ipow = Pow, pow;
    /// `a <<= b`.
    ilshift = LShift, lshift;
    /// `a >>= b`.
    irshift = RShift, rshift;
    /// `a &= b`.
    iand = And, and_;
    /// `a |= b`.
    ior = Or, or_;
    /// `a ^= b`.
    ixor = Xor, xor;
}

/// `a @= b`, which no type here has.
///
/// # Errors
/// `TypeError`.
pub fn imatmul<'a>(py: Py<'a>, a: Value<'a>, b: Value<'a>) -> Ret<'a> {
    binary(py, Op::MatMul, a, b)
}
