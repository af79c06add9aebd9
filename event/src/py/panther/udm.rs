//! What an event says by names that all log types share: `udm`, `udm_path`, `event_time_epoch`.

use super::mapping::Mapping;
use super::{json_path, outside, wrap};
use crate::data_model::{DataModel, JsonPath, Method};
use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::{construct, hash, inplace, method, modules};
use crate::value::{Type, Value};

/// `event.udm(*keys, default=default)`: by the event's data model, else below `p_udm`, else in the event.
///
/// # Errors
/// What the model's method raises; an `Exception` for a path that matches more than once.
pub(super) fn udm<'a>(
    py: Py<'a>,
    event: &Mapping<'a>,
    this: Value<'a>,
    keys: &[Value<'a>],
    default: Value<'a>,
) -> Ret<'a> {
    if let ([key], Some(model)) = (keys, event.model()) {
        if let Some(datum) = by_path(py, event, model, *key)? {
            return Ok(event.wrap(py, datum.value));
        }
        if let Some(method) = by_method(model, *key) {
            let given = event.wrap(py, Value::Dict(event.dict()));
            // The method is in another module: what it raises is raised here, for the rule.
            let found = (method.call)(py, given).map_err(|e| e.in_caller(py))?;
            // What it gave may be its module's own, and change.
            return Ok(wrap(py, found, true));
        }
        if path_of(model, *key).is_some() {
            return Ok(default);
        }
    }
    if keys.is_empty() {
        return Ok(default);
    }
    let mut pieces = Vec::with_capacity(keys.len() + 1);
    pieces.push(Value::Str("p_udm"));
    pieces.extend_from_slice(keys);
    for pieces in [&pieces[..], keys] {
        let found = event.deep_get(py, this, pieces, Value::None)?;
        if found.truth() {
            return Ok(found);
        }
    }
    Ok(default)
}

/// `event.udm_path(key)`: the path or the method's name.
///
/// # Errors
/// `PantherError` where the event has no model; as [`udm`].
pub(super) fn udm_path<'a>(py: Py<'a>, event: &Mapping<'a>, key: Value<'a>) -> Ret<'a> {
    let Some(model) = event.model() else {
        let log_type = event.dict().get_str("p_log_type").unwrap_or(Value::None);
        let message = Value::Str("a data model hasn't been specified for log type");
        return Err(Exc::new(py, Kind::PantherError, &[message, log_type]));
    };
    if let Some(datum) = by_path(py, event, model, key)? {
        return Ok(py.str(&datum.full_path()));
    }
    Ok(by_method(model, key).map_or(Value::None, |method| Value::Str(method.name)))
}

/// `_get_json_path`: what the path of a name matches, which must not be more than one thing.
fn by_path<'a>(
    py: Py<'a>,
    event: &Mapping<'a>,
    model: &'static DataModel,
    key: Value<'a>,
) -> R<'a, Option<json_path::Datum<'a>>> {
    hash::python(py, key)?;
    let Some(path) = path_of(model, key) else { return Ok(None) };
    let found = json_path::find(py, path.steps, Value::Dict(event.dict()))?;
    match found[..] {
        [] => Ok(None),
        [one] => Ok(Some(one)),
        _ => {
            let message = format!("JSONPath [{}] in DataModel [{}], matched multiple fields.", path.text, model.id);
            Err(py.raise(Kind::Exception, &message))
        }
    }
}

fn path_of(model: &'static DataModel, key: Value<'_>) -> Option<&'static JsonPath> {
    model.path(key.as_str()?)
}

fn by_method(model: &'static DataModel, key: Value<'_>) -> Option<&'static Method> {
    model.method(key.as_str()?)
}

/// What reads times.
const PARSER: &str = "dateutil.parser";

/// `event.event_time_epoch(force_utc)`: the seconds since 1970 of `p_event_time`, 0 where it is none.
///
/// # Errors
/// `TypeError` for a time that is no `str`; `OverflowError` for one that is too far.
pub(super) fn event_time_epoch<'a>(py: Py<'a>, event: &Mapping<'a>, force_utc: Value<'a>) -> Ret<'a> {
    let mut time = event.get(py, Value::Str("p_event_time"), Value::None)?;
    if !time.truth() {
        time = Value::Str("");
    }
    if force_utc.truth() {
        time = inplace::iadd(py, time, Value::Str(" UTC"))?;
    }
    epoch_of(py, time)
}

/// The seconds since 1970 of the time that a text tells, 0 where it tells none.
///
/// # Errors
/// As the parser has them.
pub(crate) fn epoch_of<'a>(py: Py<'a>, time: Value<'a>) -> Ret<'a> {
    match time {
        // No time at all: the parser finds none.
        Value::Str("" | " UTC") => return Ok(Value::Int(0)),
        _ if !modules::MODULES.iter().any(|module| module.name == PARSER) => {
            return Err(outside(py, "the method `event_time_epoch`"));
        }
        _ => {}
    }
    match modules::call(py, PARSER, "parse", Args::pos(&[time])) {
        Ok(parsed) => {
            let seconds = method::call(py, parsed, "timestamp", Args::pos(&[]))?;
            construct::construct(py, Type::Int, Args::pos(&[seconds]))
        }
        Err(e) if e.kind().python_name() == "ParserError" => Ok(Value::Int(0)),
        Err(e) => Err(e),
    }
}
