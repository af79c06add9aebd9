//! Python values as a DynamoDB table takes them: what `boto3.dynamodb.types` makes of them and refuses.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use crate::exception::{Exc, Kind, R};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::iter::Iter;
use crate::py::{compare, copy, integer, method, text};
use crate::state::Column;
use crate::value::{Type, Value};

/// Digits that a number may have.
const DIGITS: usize = 38;

/// A value, as far as tables tell values apart.
#[derive(Debug)]
pub enum Attribute<'a> {
    Str(&'a str),
    /// A number, or a set that is not empty.
    Column(Column),
    /// A set without items, which is taken for one of numbers.
    Empty,
    /// One of a type that is only named: `NULL`, `BOOLEAN`, `BINARY`, `MAP`, `LIST`.
    Other(&'static str),
}

impl<'a> Attribute<'a> {
    /// `value`, as it would be sent.
    ///
    /// # Errors
    /// `TypeError` for what no table takes, `decimal.Inexact` and its kin for numbers of too many digits.
    pub fn of(py: Py<'a>, value: Value<'a>) -> R<'a, Attribute<'a>> {
        Ok(match value {
            Value::None => Attribute::Other("NULL"),
            Value::Bool(_) => Attribute::Other("BOOLEAN"),
            Value::Int(_) | Value::Big(_) => Attribute::Column(Column::Number(number(py, value)?)),
            Value::Float(_) => return Err(no_float(py)),
            Value::Str(text) => Attribute::Str(text),
            Value::Bytes(_) => Attribute::Other("BINARY"),
            // What is looked at is a copy, whose items may stand in another order.
            Value::Set(_) => return set(py, copy::deep(py, value).unwrap_or(value)),
            Value::Dict(dict) => {
                for (_, value) in dict.pairs() {
                    nested(py, *value)?;
                }
                Attribute::Other("MAP")
            }
            Value::List(_) | Value::Tuple(_) => {
                let items = Iter::of(py, value)?;
                while let Some(item) = items.next(py)? {
                    nested(py, item)?;
                }
                Attribute::Other("LIST")
            }
            // Panther's, too.
            _ if value.class().is_subclass(Type::Native("Mapping")) => {
                let values = Iter::of(py, method::call(py, value, "values", Args::pos(&[]))?)?;
                while let Some(value) = values.next(py)? {
                    nested(py, value)?;
                }
                Attribute::Other("MAP")
            }
            _ => return Err(unsupported(py, value)),
        })
    }

    /// What it is called where it is refused.
    pub fn type_name(&self) -> &'static str {
        match self {
            Attribute::Str(_) => "STRING",
            Attribute::Column(Column::Number(_)) => "NUMBER",
            Attribute::Column(Column::Numbers(_)) | Attribute::Empty => "NUMBER_SET",
            Attribute::Column(Column::Strings(_)) => "STRING_SET",
            Attribute::Other(name) => name,
        }
    }

    /// What it is called where a key is refused.
    pub fn short_name(&self) -> &'static str {
        match self.type_name() {
            "STRING" => "S",
            "NUMBER" => "N",
            "NUMBER_SET" => "NS",
            "STRING_SET" => "SS",
            "BOOLEAN" => "BOOL",
            "BINARY" => "B",
            "MAP" => "M",
            "LIST" => "L",
            other => other,
        }
    }
}

/// What boto3 does before it looks at a request's values: it copies them. Sets hold nothing that would fail.
///
/// # Errors
/// `TypeError` for what Python cannot copy.
pub fn copy<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, ()> {
    let of = |items: Vec<Value<'a>>| -> R<'a, ()> {
        let _frame = py.call_depth()?;
        items.into_iter().try_for_each(|item| copy(py, item))
    };
    match value {
        Value::List(_) | Value::Tuple(_) => of(Iter::of(py, value)?.collect(py)?),
        Value::Dict(dict) => of(dict.pairs().iter().flat_map(|(key, value)| [*key, *value]).collect()),
        Value::View(_) => Err(no_copy(py, value)),
        Value::Iter(iter) if iter.type_name() == "generator" => Err(no_copy(py, value)),
        _ => Ok(()),
    }
}

#[cold]
fn no_copy<'a>(py: Py<'a>, value: Value<'a>) -> Exc<'a> {
    py.type_error(format_args!("cannot pickle '{}' object", value.type_name()))
}

/// An item of a list or a dict, one frame deeper.
fn nested<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Attribute<'a>> {
    let _frame = py.call_depth()?;
    Attribute::of(py, value)
}

#[cold]
fn no_float<'a>(py: Py<'a>) -> Exc<'a> {
    py.raise(Kind::TypeError, "Float types are not supported. Use Decimal types instead.")
}

#[cold]
fn unsupported<'a>(py: Py<'a>, value: Value<'a>) -> Exc<'a> {
    let class = text::str_of(py, Value::Type(value.class()));
    match class.and_then(|class| Ok((class, text::str_of(py, value)?))) {
        Ok((class, value)) => py.type_error(format_args!("Unsupported type \"{class}\" for value \"{value}\"")),
        Err(e) => e,
    }
}

/// The items are asked three times, each time until one is of another type: a float is met where all before it are
/// numbers.
fn set<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Attribute<'a>> {
    let items = Iter::of(py, value)?.collect(py)?;
    let numbers = items.iter().take_while(|item| matches!(item, Value::Int(_) | Value::Big(_) | Value::Bool(_)));
    let numbers = numbers.count();
    match items.get(numbers) {
        None => {
            let mut found = items.iter().map(|item| number(py, *item)).collect::<R<'a, Vec<_>>>()?;
            found.sort_unstable();
            found.dedup();
            return Ok(if found.is_empty() { Attribute::Empty } else { Attribute::Column(Column::Numbers(found)) });
        }
        Some(Value::Float(_)) => return Err(no_float(py)),
        Some(_) => {}
    }
    if items.iter().all(|item| matches!(item, Value::Bytes(_))) {
        return Ok(Attribute::Other("BINARY_SET"));
    }
    let strings: Option<Vec<String>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
    let Some(mut strings) = strings else { return Err(unsupported(py, value)) };
    strings.sort_unstable_by(|a, b| compare::text(a, b));
    strings.dedup();
    Ok(Attribute::Column(Column::Strings(strings)))
}

/// The number of an `int`.
///
/// # Errors
/// As `decimal` where it has more than 38 digits.
pub fn number<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, i128> {
    if let Value::Int(small) = value {
        return Ok(i128::from(small));
    }
    let big = integer::to_bigint(value).unwrap_or_default();
    let limit = BigInt::from(10).pow(DIGITS as u32);
    match big.to_i128() {
        Some(number) if big.abs() < limit => Ok(number),
        _ => Err(too_long(py, &big)),
    }
}

#[cold]
fn too_long<'a>(py: Py<'a>, big: &BigInt) -> Exc<'a> {
    /// Of a number's first digit.
    const LARGEST_EXPONENT: usize = 126;
    let digits = big.magnitude().to_string();
    let signals: &[Kind] = if digits.len() - 1 > LARGEST_EXPONENT {
        &[Kind::DecimalOverflow, Kind::Inexact, Kind::Rounded]
    } else if digits.trim_end_matches('0').len() > DIGITS {
        &[Kind::Inexact, Kind::Rounded]
    } else {
        &[Kind::Rounded]
    };
    let classes: Vec<Value<'a>> = signals.iter().map(|kind| Value::Type(Type::Exception(*kind))).collect();
    Exc::new(py, signals.first().copied().unwrap_or(Kind::Rounded), &[py.list(&classes)])
}
