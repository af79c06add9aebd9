//! The table that the helpers keep their items in: DynamoDB's, but for time. What has expired is gone at that second,
//! and what was written is read.

use std::cmp::Ordering;

use super::attribute::{Attribute, copy};
use crate::exception::{Exc, Kind, R};
use crate::heap::Py;
use crate::py::compare;
use crate::py::hash::code_point;
use crate::state::{Column, Item};
use crate::value::Value;

/// The largest item, with the names of what is in it.
const ITEM: usize = 400 << 10;

/// The longest key.
const KEY: usize = 2048;

/// What is asked of the table, as its refusals call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Get,
    Put,
    Update,
}

/// One of the two names that can be added to.
#[derive(Clone, Copy, Debug)]
pub enum Name {
    Count,
    Strings,
}

impl Name {
    /// What is under this name.
    pub fn of(self, item: &mut Item) -> &mut Option<Column> {
        match self {
            Name::Count => &mut item.count,
            Name::Strings => &mut item.strings,
        }
    }
}

/// `botocore.exceptions.ClientError` of a request that the table refuses.
#[cold]
pub fn refused<'a>(py: Py<'a>, operation: Operation, message: &str) -> Exc<'a> {
    let message =
        format!("An error occurred (ValidationException) when calling the {operation:?}Item operation: {message}");
    py.raise(Kind::ClientError, &message)
}

/// The key, as the table takes it.
///
/// # Errors
/// `ClientError` for one that is no string, empty or too long.
pub fn accept_key<'a>(py: Py<'a>, operation: Operation, key: &Attribute<'a>) -> R<'a, &'a str> {
    let message = match key {
        Attribute::Str("") => {
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty \
             string value. Key: key"
        }
        Attribute::Str(text) if utf8_len(text) > KEY => {
            "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes"
        }
        Attribute::Str(text) => return Ok(text),
        other if operation == Operation::Put => {
            let actual = other.short_name();
            let message = format!(
                "One or more parameter values were invalid: Type mismatch for key key expected: S actual: {actual}"
            );
            return Err(refused(py, operation, &message));
        }
        _ => "The provided key element does not match the schema",
    };
    Err(refused(py, operation, message))
}

/// What can be added or taken away, or stored as a set.
///
/// # Errors
/// `ClientError` for anything else.
pub fn accept_operand<'a>(py: Py<'a>, operator: &str, value: Attribute<'a>) -> R<'a, Column> {
    let message = match value {
        Attribute::Column(column) => return Ok(column),
        Attribute::Empty => "One or more parameter values were invalid: An number set  may not be empty".to_owned(),
        other => format!(
            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: {operator}, operand \
             type: {}, typeSet: ALLOWED_FOR_{operator}_OPERAND",
            other.type_name()
        ),
    };
    Err(refused(py, Operation::Update, &message))
}

/// The item under `key`.
///
/// # Errors
/// `ClientError` for what is no key.
pub fn get<'a>(py: Py<'a>, key: Value<'a>) -> R<'a, Option<Item>> {
    copy(py, key)?;
    let key = Attribute::of(py, key)?;
    py.recall(accept_key(py, Operation::Get, &key)?)
}

/// Puts `item` in the place of what was under `key`.
///
/// # Errors
/// `ClientError` for what is too large.
pub fn put<'a>(py: Py<'a>, key: &str, item: Item) -> R<'a, ()> {
    keep(py, key, item, || refused(py, Operation::Put, "Item size has exceeded the maximum allowed size"))
}

/// Puts what an update made of an item in its place.
///
/// # Errors
/// As [`put`].
pub fn update<'a>(py: Py<'a>, key: &str, item: Item) -> R<'a, ()> {
    let message = "Item size to update has exceeded the maximum allowed size";
    keep(py, key, item, || refused(py, Operation::Update, message))
}

fn keep<'a>(py: Py<'a>, key: &str, item: Item, too_large: impl FnOnce() -> Exc<'a>) -> R<'a, ()> {
    let size = size(key, &item);
    if size > ITEM {
        return Err(too_large());
    }
    py.keep_item(key, item, size)
}

/// `ADD`: the sum of two numbers, the union of two sets.
///
/// # Errors
/// `ClientError` where they are not of one type, or the sum has too many digits.
pub fn add<'a>(py: Py<'a>, old: Option<Column>, more: Column) -> R<'a, Column> {
    Ok(match (old, more) {
        (None, more) => more,
        (Some(Column::Number(old)), Column::Number(more)) => {
            let sum = old.checked_add(more).filter(|sum| sum.unsigned_abs() < 10_u128.pow(38));
            let Some(sum) = sum else {
                let message = "Number overflow. Attempting to store a number with more than 38 significant digits";
                return Err(refused(py, Operation::Update, message));
            };
            Column::Number(sum)
        }
        (Some(Column::Numbers(old)), Column::Numbers(more)) => Column::Numbers(union(old, more, Ord::cmp)),
        (Some(Column::Strings(old)), Column::Strings(more)) => {
            Column::Strings(union(old, more, |a, b| compare::text(a, b)))
        }
        _ => return Err(mismatch(py)),
    })
}

/// `DELETE`: what is left of a set, if anything is.
///
/// # Errors
/// `ClientError` where they are not sets of one type.
pub fn delete<'a>(py: Py<'a>, old: Option<Column>, less: Column) -> R<'a, Option<Column>> {
    Ok(match (old, less) {
        (None, _) => None,
        (Some(Column::Numbers(mut old)), Column::Numbers(less)) => {
            old.retain(|item| less.binary_search(item).is_err());
            Some(Column::Numbers(old)).filter(not_empty)
        }
        (Some(Column::Strings(mut old)), Column::Strings(less)) => {
            old.retain(|item| less.binary_search_by(|other| compare::text(other, item)).is_err());
            Some(Column::Strings(old)).filter(not_empty)
        }
        _ => return Err(mismatch(py)),
    })
}

fn not_empty(column: &Column) -> bool {
    match column {
        Column::Number(_) => true,
        Column::Numbers(items) => !items.is_empty(),
        Column::Strings(items) => !items.is_empty(),
    }
}

#[cold]
fn mismatch<'a>(py: Py<'a>) -> Exc<'a> {
    refused(py, Operation::Update, "An operand in the update expression has an incorrect data type")
}

fn union<T>(mut old: Vec<T>, more: Vec<T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    old.extend(more);
    // Of two runs that are sorted, this makes one.
    old.sort_by(&order);
    old.dedup_by(|a, b| order(a, b) == Ordering::Equal);
    old
}

/// As DynamoDB counts it: names and strings in UTF-8, two digits of a number in a byte.
fn size(key: &str, item: &Item) -> usize {
    let number = |n: i128| 1 + n.unsigned_abs().checked_ilog10().map_or(1, |digits| digits as usize / 2 + 1);
    let column = |column: &Column| match column {
        Column::Number(n) => number(*n),
        Column::Numbers(items) => items.iter().map(|n| number(*n)).sum(),
        Column::Strings(items) => items.iter().map(|text| utf8_len(text)).sum(),
    };
    let named = |name: &str, size: Option<usize>| size.map_or(0, |size| name.len() + size);
    named("key", Some(utf8_len(key)))
        + named("intCount", item.count.as_ref().map(column))
        + named("stringSet", item.strings.as_ref().map(column))
        + named("dictionary", item.dictionary.as_ref().map(String::len))
        + named("expiresAt", item.expires_at.map(|second| number(second.into())))
}

/// Bytes in UTF-8, where a lone surrogate takes three.
fn utf8_len(text: &str) -> usize {
    let held = text.chars().filter(|c| code_point(*c) != u32::from(*c)).count();
    text.len() - held
}
