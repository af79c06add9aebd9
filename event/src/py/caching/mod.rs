//! `panther_detection_helpers.caching`: what rules keep from one event to the next.
//!
//! The functions of version 1.0.2, request for request, over a table that forgets at the second (`table.rs`). Numbers
//! come back as `int`, where the package gives a `Decimal` that equals it.

mod attribute;
pub mod correlation;
mod table;

use num_bigint::BigInt;

use self::attribute::{Attribute, copy, number};
use self::table::{Name, Operation};
use crate::exception::{Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::modules::{Module, signature};
use crate::py::set::Set;
use crate::py::{compare, integer, json, method, set_algebra};
use crate::state::{Column, Item};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "panther_detection_helpers.caching",
    functions: &[
        "get_counter",
        "increment_counter",
        "reset_counter",
        "set_key_expiration",
        "put_dictionary",
        "get_dictionary",
        "get_string_set",
        "put_string_set",
        "add_to_string_set",
        "remove_from_string_set",
        "reset_string_set",
        "evaluate_threshold",
        "check_account_age",
        "ttl_expired",
    ],
    constants: &[],
    in_c: false,
    call,
    constant: |_, _| None,
};

/// 90 days.
const LIFETIME: i64 = 90 * 24 * 60 * 60;

/// What is less than this is counted from now.
const ABSOLUTE: i64 = 1_000_000_000;

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    const KEY: &[&str] = &["key"];
    const READ: &[&str] = &["key", "force_ttl_check"];
    const WRITE: &[&str] = &["key", "val", "epoch_seconds"];
    let (no, none, days) = (Some(Value::Bool(false)), Some(Value::None), Some(Value::Int(LIFETIME)));
    Some(match name {
        "get_counter" => signature("get_counter", READ, py, args, &[None, no])
            .and_then(|[key, force]| get(py, key, force, Name::Count)),
        "increment_counter" => signature("increment_counter", WRITE, py, args, &[None, Some(Value::Int(1)), days])
            .and_then(|[key, val, epoch]| increment(py, key, val, epoch)),
        "reset_counter" => {
            signature("reset_counter", KEY, py, args, &[None]).and_then(|[key]| reset(py, key, Name::Count))
        }
        "set_key_expiration" => signature("set_key_expiration", &["key", "epoch_seconds"], py, args, &[None, None])
            .and_then(|[key, epoch]| set_expiration(py, key, epoch)),
        "put_dictionary" => signature("put_dictionary", WRITE, py, args, &[None, None, none])
            .and_then(|[key, val, epoch]| put_dictionary(py, key, val, epoch)),
        "get_dictionary" => signature("get_dictionary", READ, py, args, &[None, no])
            .and_then(|[key, force]| get_dictionary(py, key, force)),
        "get_string_set" => signature("get_string_set", READ, py, args, &[None, no])
            .and_then(|[key, force]| get(py, key, force, Name::Strings)),
        "put_string_set" => signature("put_string_set", WRITE, py, args, &[None, None, none])
            .and_then(|[key, val, epoch]| put_strings(py, key, val, epoch)),
        "add_to_string_set" => signature("add_to_string_set", WRITE, py, args, &[None, None, days])
            .and_then(|[key, val, epoch]| add_strings(py, key, val, epoch)),
        "remove_from_string_set" => signature("remove_from_string_set", WRITE, py, args, &[None, None, days])
            .and_then(|[key, val, epoch]| remove_strings(py, key, val, epoch)),
        "reset_string_set" => {
            signature("reset_string_set", KEY, py, args, &[None]).and_then(|[key]| reset(py, key, Name::Strings))
        }
        "evaluate_threshold" => {
            const NAMES: &[&str] = &["key", "threshold", "expiry_seconds"];
            let defaults = [None, Some(Value::Int(10)), Some(Value::Int(3600))];
            signature("evaluate_threshold", NAMES, py, args, &defaults)
                .and_then(|[key, threshold, expiry]| evaluate_threshold(py, key, threshold, expiry))
        }
        "check_account_age" => {
            signature("check_account_age", KEY, py, args, &[None]).and_then(|[key]| check_account_age(py, key))
        }
        "ttl_expired" => {
            signature("ttl_expired", &["response"], py, args, &[None]).and_then(|[response]| ttl_expired(py, response))
        }
        _ => return None,
    })
}

/// `get_counter` and `get_string_set`.
fn get<'a>(py: Py<'a>, key: Value<'a>, force: Value<'a>, name: Name) -> Ret<'a> {
    let found = table::get(py, key)?;
    let found = found.filter(|item| !(force.truth() && is_past(py, item)));
    match found.and_then(|mut item| name.of(&mut item).take()) {
        Some(column) => value(py, &column),
        None => match name {
            Name::Count => Ok(Value::Int(0)),
            Name::Strings => value(py, &Column::Strings(Vec::new())),
        },
    }
}

fn increment<'a>(py: Py<'a>, key: Value<'a>, val: Value<'a>, epoch: Value<'a>) -> Ret<'a> {
    let time = if epoch.is_none() { None } else { Some(seconds(py, epoch)?) };
    // While the item lives its time is set in any case.
    let lives_on = match &time {
        Some(time) => time.clone(),
        None => seconds(py, epoch)?,
    };
    let request = Request::new(py, key, val, Some(lives_on))?;
    let (name, operand) = (request.name(py)?, table::accept_operand(py, "ADD", request.operand)?);
    if let Some(mut item) = py.recall(name)?.filter(|item| is_current(py, item)) {
        let count = table::add(py, item.count.take(), operand)?;
        item.count = Some(count.clone());
        item.expires_at = request.time;
        table::update(py, name, item)?;
        return match count {
            Column::Number(count) => Ok(py.wide_int(count)),
            // `Decimal.to_integral_value` is called of it.
            _ => Err(py.raise(Kind::AttributeError, "'set' object has no attribute 'to_integral_value'")),
        };
    }
    let mut item = py.recall(name)?.unwrap_or_default();
    item.count = Some(table::add(py, item.count.take(), operand)?);
    if time.is_some() {
        item.expires_at = request.time;
    }
    table::update(py, name, item)?;
    Ok(val)
}

/// `reset_counter` and `reset_string_set`.
fn reset<'a>(py: Py<'a>, key: Value<'a>, name: Name) -> Ret<'a> {
    copy(py, key)?;
    let key = Attribute::of(py, key)?;
    let key = table::accept_key(py, Operation::Update, &key)?;
    if let Some(mut item) = py.recall(key)?
        && name.of(&mut item).take().is_some()
    {
        table::update(py, key, item)?;
    }
    Ok(Value::None)
}

fn set_expiration<'a>(py: Py<'a>, key: Value<'a>, epoch: Value<'a>) -> Ret<'a> {
    let time = seconds(py, epoch)?;
    copy(py, key)?;
    let key = Attribute::of(py, key)?;
    let time = expiry(py, &time)?;
    let key = table::accept_key(py, Operation::Update, &key)?;
    let mut item = py.recall(key)?.unwrap_or_default();
    item.expires_at = Some(time);
    table::update(py, key, item)?;
    Ok(Value::None)
}

fn put_dictionary<'a>(py: Py<'a>, key: Value<'a>, val: Value<'a>, epoch: Value<'a>) -> Ret<'a> {
    // Of a mapping that is no dict, JSON says that it is none.
    if !matches!(val, Value::Dict(_)) && !val.class().is_subclass(Type::Native("Mapping")) {
        return Err(py.raise(Kind::TypeError, "panther_oss_helpers.put_dictionary: value is not a dictionary"));
    }
    let data = json::dumps(py, val).map_err(|e| {
        if !e.kind().is_subclass(Kind::TypeError) {
            return e;
        }
        let message = "panther_oss_helpers.put_dictionary: value is a dictionary, but it is not JSON serializable";
        py.raise(Kind::ValueError, message)
    })?;
    let time = seconds(py, epoch)?;
    copy(py, key)?;
    let key = Attribute::of(py, key)?;
    let time = expiry(py, &time)?;
    let key = table::accept_key(py, Operation::Put, &key)?;
    let item = Item { dictionary: Some(data.to_owned()), expires_at: Some(time), ..Item::default() };
    table::put(py, key, item)?;
    Ok(Value::None)
}

fn get_dictionary<'a>(py: Py<'a>, key: Value<'a>, force: Value<'a>) -> Ret<'a> {
    let found = table::get(py, key)?.filter(|item| !(force.truth() && is_past(py, item)));
    match found.and_then(|item| item.dictionary) {
        Some(data) => json::loads(py, Args::pos(&[py.str(&data)])),
        None => py.dict(&[]),
    }
}

fn put_strings<'a>(py: Py<'a>, key: Value<'a>, val: Value<'a>, epoch: Value<'a>) -> Ret<'a> {
    if !val.truth() {
        return reset(py, key, Name::Strings);
    }
    let strings = set_of(py, val)?;
    let time = seconds(py, epoch)?;
    copy(py, key)?;
    let key = Attribute::of(py, key)?;
    let strings = storable(py, strings)?;
    let time = expiry(py, &time)?;
    let key = table::accept_key(py, Operation::Put, &key)?;
    let strings = match strings {
        Attribute::Column(column) => column,
        _ => {
            let message = "One or more parameter values were invalid: An number set  may not be empty";
            return Err(table::refused(py, Operation::Put, message));
        }
    };
    table::put(py, key, Item { strings: Some(strings), expires_at: Some(time), ..Item::default() })?;
    Ok(Value::None)
}

fn add_strings<'a>(py: Py<'a>, key: Value<'a>, val: Value<'a>, epoch: Value<'a>) -> Ret<'a> {
    let Some(more) = given(py, val)? else { return get(py, key, Value::Bool(true), Name::Strings) };
    let time = if epoch.is_none() { None } else { Some(seconds(py, epoch)?) };
    let request = Request::new(py, key, more, time)?;
    let (name, operand) = (request.name(py)?, table::accept_operand(py, "ADD", request.operand)?);
    // Whether the item lives or not, the same is done.
    let mut item = py.recall(name)?.unwrap_or_default();
    let strings = table::add(py, item.strings.take(), operand)?;
    item.strings = Some(strings.clone());
    item.expires_at = request.time.or(item.expires_at);
    table::update(py, name, item)?;
    value(py, &strings)
}

fn remove_strings<'a>(py: Py<'a>, key: Value<'a>, val: Value<'a>, epoch: Value<'a>) -> Ret<'a> {
    let Some(less) = given(py, val)? else { return get(py, key, Value::Bool(true), Name::Strings) };
    let time = seconds(py, epoch)?;
    let request = Request::new(py, key, less, Some(time))?;
    let (name, operand) = (request.name(py)?, table::accept_operand(py, "DELETE", request.operand)?);
    match py.recall(name)?.filter(|item| is_current(py, item)) {
        Some(mut item) => {
            let strings = table::delete(py, item.strings.take(), operand)?;
            item.strings.clone_from(&strings);
            item.expires_at = request.time;
            table::update(py, name, item)?;
            value(py, &strings.unwrap_or(Column::Strings(Vec::new())))
        }
        // What never expires is emptied like what has expired.
        None => {
            reset(py, key, Name::Strings)?;
            value(py, &Column::Strings(Vec::new()))
        }
    }
}

fn evaluate_threshold<'a>(py: Py<'a>, key: Value<'a>, threshold: Value<'a>, expiry: Value<'a>) -> Ret<'a> {
    let count = increment(py, key, Value::Int(1), expiry)?;
    let reached = compare::ge(py, count, threshold)?;
    if reached {
        reset(py, key, Name::Count)?;
    }
    Ok(Value::Bool(reached))
}

fn check_account_age<'a>(py: Py<'a>, key: Value<'a>) -> Ret<'a> {
    match key {
        Value::Str(text) if !text.is_empty() => {
            Ok(Value::Bool(get(py, key, Value::Bool(true), Name::Strings)?.truth()))
        }
        _ => Ok(Value::Bool(false)),
    }
}

/// `ttl_expired(response)`, where the response is a dict that the rule made.
fn ttl_expired<'a>(py: Py<'a>, response: Value<'a>) -> Ret<'a> {
    let empty = py.dict(&[])?;
    let item = method::call(py, response, "get", Args::pos(&[py.str("Item"), empty]))?;
    let expiration = method::call(py, item, "get", Args::pos(&[py.str("expiresAt"), Value::Int(0)]))?;
    if !expiration.truth() {
        return Ok(expiration);
    }
    let expiration = crate::py::number::float(py, expiration)?;
    Ok(Value::Bool(compare::le(py, expiration, Value::Float(timestamp(py)))?))
}

/// An update's key, operand and time, of which one after the other was found fit to be sent.
struct Request<'a> {
    key: Attribute<'a>,
    operand: Attribute<'a>,
    time: Option<i64>,
}

impl<'a> Request<'a> {
    fn new(py: Py<'a>, key: Value<'a>, operand: Value<'a>, time: Option<BigInt>) -> R<'a, Request<'a>> {
        copy(py, key)?;
        copy(py, operand)?;
        let key = Attribute::of(py, key)?;
        let operand = storable(py, operand)?;
        let time = time.map(|time| expiry(py, &time)).transpose()?;
        Ok(Request { key, operand, time })
    }

    fn name(&self, py: Py<'a>) -> R<'a, &'a str> {
        table::accept_key(py, Operation::Update, &self.key)
    }
}

/// `value` as it would be sent, unless a table would hold it and this one does not.
fn storable<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, Attribute<'a>> {
    match Attribute::of(py, value)? {
        Attribute::Other("BINARY_SET") => {
            Err(py.raise(Kind::NotImplementedError, "sets of bytes are not kept by this state"))
        }
        attribute => Ok(attribute),
    }
}

/// `{val}` of a string and `set(val)` of all else, unless that is empty.
fn given<'a>(py: Py<'a>, val: Value<'a>) -> R<'a, Option<Value<'a>>> {
    let set = match val {
        Value::Str(_) => Value::Set(py.alloc(Set::of_items(py, false, &[val])?)),
        _ => set_of(py, val)?,
    };
    Ok(Some(set).filter(|set| set.truth()))
}

/// `set(val)`.
fn set_of<'a>(py: Py<'a>, val: Value<'a>) -> Ret<'a> {
    let set = Set::new(py, false);
    set_algebra::update(py, &set, val)?;
    Ok(Value::Set(py.alloc(set)))
}

/// What is kept, as the rule sees it.
fn value<'a>(py: Py<'a>, column: &Column) -> Ret<'a> {
    let items: Vec<Value<'a>> = match column {
        Column::Number(number) => return Ok(py.wide_int(*number)),
        Column::Numbers(numbers) => numbers.iter().map(|number| py.wide_int(*number)).collect(),
        Column::Strings(strings) => strings.iter().map(|text| py.str(text)).collect(),
    };
    Ok(Value::Set(py.alloc(Set::of_items(py, false, &items)?)))
}

/// `_finalize_epoch_seconds`: what is small is counted from now, what is no number is 90 days.
fn seconds<'a>(py: Py<'a>, epoch: Value<'a>) -> R<'a, BigInt> {
    let epoch = match epoch {
        Value::Str(_) => crate::py::number::float(py, epoch)?,
        other => other,
    };
    let epoch = match epoch {
        Value::Float(_) => crate::py::number::int(py, epoch)?,
        other => other,
    };
    let now = BigInt::from(now(py));
    let epoch = integer::to_bigint(epoch).unwrap_or_else(|| &now + LIFETIME);
    Ok(if epoch < BigInt::from(ABSOLUTE) { now + epoch } else { epoch })
}

/// The time as the table keeps it. No clock reaches beyond 64 bits.
fn expiry<'a>(py: Py<'a>, time: &BigInt) -> R<'a, i64> {
    let time = number(py, py.int(time))?;
    Ok(i64::try_from(time).unwrap_or(if time < 0 { i64::MIN } else { i64::MAX }))
}

/// `int(datetime.now().timestamp())`.
fn now(py: Py<'_>) -> i64 {
    py.now() / 1_000_000
}

/// `datetime.now().timestamp()`.
fn timestamp(py: Py<'_>) -> f64 {
    let now = py.now();
    now.div_euclid(1_000_000) as f64 + now.rem_euclid(1_000_000) as f64 / 1e6
}

/// `ttl_expired` of what the table gave.
fn is_past(py: Py<'_>, item: &Item) -> bool {
    item.expires_at.is_some_and(|last| last != 0 && last as f64 <= timestamp(py))
}

/// The condition of an update: the item has a time, and it is not over.
fn is_current(py: Py<'_>, item: &Item) -> bool {
    let now = now(py);
    let now = if now < ABSOLUTE { now + now } else { now };
    item.expires_at.is_some_and(|last| last >= now)
}
