//! `hash()`: equal values have equal hashes, whatever their types.
//!
//! [`python`] gives CPython's own numbers (`Python/pyhash.c`, `Objects/tupleobject.c`), for they decide the order in
//! which a set is walked; strings hash as under `PYTHONHASHSEED=0`. [`lookup`] is the cheaper hash that dicts use,
//! whose order does not depend on it.

use std::hash::Hasher;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use siphasher::sip::SipHasher13;

use crate::exception::R;
use crate::heap::Py;
use crate::py::dict::View;
use crate::value::Value;

/// 2^61 - 1, the prime that CPython reduces numbers by.
const MODULUS: u64 = (1 << 61) - 1;

/// A hash for dict lookups: quick for `str`, CPython's for all else.
///
/// # Errors
/// `TypeError` for what cannot be hashed.
pub fn lookup<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, u64> {
    match value {
        Value::Str(s) => Ok(of_str(s)),
        other => Ok(python(py, other)? as u64),
    }
}

/// The quick hash of a `str`.
pub fn of_str(s: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(s.as_bytes());
    hasher.finish()
}

/// `hash(value)` as CPython 3.11 computes it on a 64-bit machine.
///
/// # Errors
/// `TypeError` for what cannot be hashed: list, dict, set.
pub fn python<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i64> {
    Ok(match value {
        // CPython hashes the address of None; any constant serves.
        Value::None => 0xfca86420,
        Value::Bool(b) => i64::from(b),
        Value::Int(i) => of_i64(i),
        Value::Big(big) => of_bigint(&big.to_bigint()),
        Value::Float(x) => of_f64(x),
        Value::Str(s) => of_text(s),
        Value::Bytes(bytes) => of_bytes(bytes),
        Value::Tuple(items) => of_tuple(py, items)?,
        Value::Set(set) if set.is_frozen() => set.hash(),
        Value::Range(range) => {
            let len = i64::try_from(range.len()).unwrap_or(i64::MAX);
            let first = if len > 0 { py.wide_int(range.start) } else { Value::None };
            let step = if len > 1 { py.wide_int(range.step) } else { Value::None };
            of_tuple(py, &[Value::Int(len), first, step])?
        }
        Value::Native(native) => native.hash(py)?,
        Value::Type(class) => of_text(class.name()),
        Value::Func(func) => (func.identity() >> 4) as i64,
        Value::Iter(iter) => of_address(std::ptr::from_ref(iter).cast()),
        Value::Exception(_) | Value::Instance(_) => crate::py::special::hash(py, value)?,
        Value::Ellipsis => 0x0e11,
        Value::NotImplemented => 0x0123,
        Value::View(View::Values(dict)) => of_address(std::ptr::from_ref(dict).cast()),
        Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::View(_) => {
            return Err(py.type_error(format_args!("unhashable type: '{}'", value.type_name())));
        }
    })
}

fn of_address(at: *const u8) -> i64 {
    (at.addr() >> 4) as i64
}

/// -1 is CPython's sign of an error and is never a hash.
fn not_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

fn of_i64(i: i64) -> i64 {
    let reduced = (i.unsigned_abs() % MODULUS) as i64;
    not_minus_one(if i < 0 { -reduced } else { reduced })
}

fn of_bigint(value: &BigInt) -> i64 {
    let reduced = (value.abs() % BigInt::from(MODULUS)).to_i64().unwrap_or(0);
    not_minus_one(if value.is_negative() { -reduced } else { reduced })
}

/// `_Py_HashDouble`: the float's exact rational value modulo 2^61 - 1.
pub fn of_f64(x: f64) -> i64 {
    if x.is_nan() {
        return 0;
    }
    if x.is_infinite() {
        return if x > 0.0 { 314_159 } else { -314_159 };
    }
    let bits = x.abs().to_bits();
    let (mantissa, exponent) = match bits >> 52 {
        0 => (bits, -1074_i64),
        biased => ((bits & ((1 << 52) - 1)) | 1 << 52, biased as i64 - 1075),
    };
    // 2^61 is 1 modulo 2^61 - 1, so a factor of 2^e turns the 61 bits by e.
    let turn = exponent.rem_euclid(61) as u32;
    let m = mantissa % MODULUS;
    let turned = ((m << turn) & MODULUS) | (m.checked_shr(61 - turn).unwrap_or(0));
    let reduced = if turned == MODULUS { 0 } else { turned as i64 };
    not_minus_one(if x < 0.0 { -reduced } else { reduced })
}

/// A `str`: SipHash-1-3 with a zero key over CPython's own buffer, which takes 1, 2 or 4 bytes a character by the
/// widest character.
fn of_text(s: &str) -> i64 {
    if s.is_empty() {
        return 0;
    }
    if s.is_ascii() {
        return of_bytes(s.as_bytes());
    }
    let widest = s.chars().map(code_point).max().unwrap_or(0);
    let mut buffer = Vec::with_capacity(4 * s.len());
    for c in s.chars().map(code_point) {
        match widest {
            ..=0xff => buffer.push(c as u8),
            0x100..=0xffff => buffer.extend_from_slice(&(c as u16).to_le_bytes()),
            _ => buffer.extend_from_slice(&c.to_le_bytes()),
        }
    }
    of_bytes(&buffer)
}

/// The code point that Python has for `c`: lone surrogates are held 0x100000 higher.
pub fn code_point(c: char) -> u32 {
    match c as u32 {
        held @ 0x10_d800..=0x10_dfff => held - 0x10_0000,
        plain => plain,
    }
}

/// A `bytes`, and what CPython hashes as one.
pub(crate) fn of_bytes(bytes: &[u8]) -> i64 {
    if bytes.is_empty() {
        return 0;
    }
    let mut hasher = SipHasher13::new_with_keys(0, 0);
    hasher.write(bytes);
    not_minus_one(hasher.finish() as i64)
}

/// `tuplehash`: xxHash's scheme.
fn of_tuple<'a>(py: Py<'a>, items: &[Value<'a>]) -> R<'a, i64> {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let mut acc = P5;
    for item in items {
        let lane = python(py, *item)? as u64;
        acc = acc.wrapping_add(lane.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1);
    }
    acc = acc.wrapping_add(items.len() as u64 ^ (P5 ^ 3_527_539));
    Ok(if acc == u64::MAX { 1_546_275_796 } else { acc as i64 })
}
