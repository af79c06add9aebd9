//! `correlation_store`: what plain packs bring to remember a key, and to count what comes within a while. Theirs keeps it in a
//! SQLite file of its own; this keeps it in the state, where it counts once for each event.
//!
//! The compiler puts these functions in the place of a pack's own where those have the same names and parameters, and the module
//! imports `sqlite3`. The setting `IOTA_CORRELATION=0` is that of such packs, too.

use std::sync::LazyLock;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::hash::code_point;
use crate::py::modules::{Module, signature};
use crate::py::{compare, number};
use crate::state::{Item, Tick};
use crate::value::Value;

use super::{LIFETIME, timestamp};

/// The module. No import can ask for one of this name.
pub const MODULE: Module = Module {
    name: "<correlation_store>",
    functions: &["correlation_enabled", "get_string_set", "put_string_set", "sliding_window_threshold_crossed"],
    constants: &[],
    in_c: false,
    call,
    constant: |_, _| None,
};

/// Whether windows are counted at all; else each event is the one that fills its window.
static IS_ENABLED: LazyLock<bool> =
    LazyLock::new(|| !std::env::var("IOTA_CORRELATION").is_ok_and(|set| matches!(&*set, "0" | "false" | "False")));

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    const WINDOW: &[&str] = &["dedup_key", "window_seconds", "threshold", "event_ts"];
    Some(match name {
        "correlation_enabled" => {
            signature("correlation_enabled", &[], py, args, &[]).map(|[]| Value::Bool(*IS_ENABLED))
        }
        "get_string_set" => {
            signature("get_string_set", &["key"], py, args, &[None]).and_then(|[key]| get_string_set(py, key))
        }
        "put_string_set" => signature("put_string_set", &["key", "value"], py, args, &[None, None])
            .and_then(|[key, _]| put_string_set(py, key)),
        "sliding_window_threshold_crossed" => {
            let defaults = [None, None, None, Some(Value::None)];
            signature("sliding_window_threshold_crossed", WINDOW, py, args, &defaults)
                .and_then(|[key, seconds, threshold, at]| crosses(py, key, seconds, threshold, at))
        }
        _ => return None,
    })
}

/// A list of the key, if it was put; else an empty one.
fn get_string_set<'a>(py: Py<'a>, key: Value<'a>) -> Ret<'a> {
    let text = text(py, key)?;
    let found = py.recall(&seen(text))?.map(|_| Value::Str(text));
    Ok(py.list(found.as_slice()))
}

/// Of the value nothing is kept, nor does the key ever expire.
fn put_string_set<'a>(py: Py<'a>, key: Value<'a>) -> Ret<'a> {
    let key = seen(text(py, key)?);
    py.keep_item(&key, Item::default(), key.len())?;
    Ok(Value::None)
}

/// Whether the event at the second `at` makes those of the last `seconds` under this key as many as `threshold`.
fn crosses<'a>(py: Py<'a>, key: Value<'a>, seconds: Value<'a>, threshold: Value<'a>, at: Value<'a>) -> Ret<'a> {
    if !*IS_ENABLED {
        return Ok(Value::Bool(true));
    }
    let at = if at.is_none() { timestamp(py) } else { float(py, at)? };
    let seconds = float(py, seconds)?;
    let begins = at - seconds;
    let key = text(py, key)?;
    if at.is_nan() {
        return Err(not_kept(py, "an event whose time is no number"));
    }
    let now = timestamp(py);
    let tick = Tick {
        at,
        begins,
        now: now as i64,
        // No event is so late that it would count what is forgotten then.
        expires_at: ((now.max(at) + seconds.max(0.0)) as i64).saturating_add(LIFETIME),
    };
    let count = py.tick(key, tick)?;
    Ok(Value::Bool(compare::eq(py, Value::Int(count), threshold)?))
}

/// Where a key that was put is kept, apart from the items of the caching helpers.
fn seen(key: &str) -> String {
    format!("correlation_store\0{key}")
}

fn float<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, f64> {
    match number::float(py, value)? {
        Value::Float(float) => Ok(float),
        other => Err(py.type_error(format_args!("must be real number, not {}", other.type_name()))),
    }
}

/// A key. SQLite takes others as well, but has its own idea of what they are.
fn text<'a>(py: Py<'a>, key: Value<'a>) -> R<'a, &'a str> {
    match key {
        Value::Str(text) if text.chars().all(|c| code_point(c) == u32::from(c)) => Ok(text),
        _ => Err(not_kept(py, "a key that is no str of whole characters")),
    }
}

#[cold]
fn not_kept<'a>(py: Py<'a>, what: &str) -> Exc<'a> {
    py.raise(Kind::NotImplementedError, &format!("{what} is not kept by this state"))
}
