//! What Python's syntax and builtins ask of these objects.

use super::mapping::Mapping;
use super::sequence::{Sequence, with};
use super::{Object, copy, deep_walk, outside, udm};
use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::json;
use crate::py::abc::{self, Shown};
use crate::py::args::Args;
use crate::py::function::{Func, Names};
use crate::py::iter::Iter;
use crate::py::locals::Signature;
use crate::py::modules::signature;
use crate::py::native::{Native, Slots};
use crate::py::{subscript, text};
use crate::tables::Found;
use crate::value::{Type, Value};

/// What the package's objects do.
pub(crate) struct Classes;

/// The methods of `PantherEvent`; its base has those from `copy` on.
const EVENT: &[&str] = &[
    "deep_walk",
    "event_time_epoch",
    "json_encoder",
    "lookup",
    "udm",
    "udm_path",
    "copy",
    "deep_get",
    "get",
    "items",
    "keys",
    "raw_view",
    "to_dict",
    "values",
];

const LIST: &[&str] = &["as_list", "copy", "count", "index"];

/// What there is besides, and means nothing to a rule.
const OUTSIDE: &[&str] = &["mutable_type", "register"];
const EVENT_OUTSIDE: &[&str] = &["lookup_function", "__dict__"];
const MODEL_OUTSIDE: &[&str] = &["logger", "paths", "methods", "body", "version"];

fn of<'a>(this: &Native<'a>) -> Option<Object<'a>> {
    match this {
        Native::Panther(object) => Some(*object),
        _ => None,
    }
}

impl Slots for Classes {
    fn class(&self, this: &Native<'_>) -> Type {
        Type::Native(match of(this) {
            Some(Object::Mapping(mapping)) if mapping.is_event() => "PantherEvent",
            Some(Object::Mapping(_)) => "ImmutableCaseInsensitiveDict",
            Some(Object::Sequence(_)) => "ImmutableList",
            _ => "DataModel",
        })
    }

    fn methods(&self, this: &Native<'_>) -> &'static [&'static str] {
        match of(this) {
            Some(Object::Mapping(mapping)) if mapping.is_event() => EVENT,
            Some(Object::Mapping(_)) => EVENT.get(6..).unwrap_or_default(),
            Some(Object::Sequence(_)) => LIST,
            _ => &[],
        }
    }

    fn truth(&self, this: &Native<'_>) -> bool {
        self.length(this) != Some(0)
    }

    fn length(&self, this: &Native<'_>) -> Option<usize> {
        match of(this)? {
            Object::Mapping(mapping) => Some(mapping.len()),
            Object::Sequence(sequence) => Some(sequence.len()),
            Object::Model(_) => None,
        }
    }

    fn equals<'a>(&self, py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        match of(this) {
            Some(Object::Mapping(mapping)) if abc::is_mapping(other) => mapping.equals(py, other).map(Some),
            Some(Object::Sequence(sequence)) => sequence.equals(py, other).map(Some),
            _ => Ok(None),
        }
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        if let Some(Object::Model(_)) = of(this) {
            return Ok((std::ptr::from_ref(this).addr() >> 4) as i64);
        }
        Err(py.type_error(format_args!("unhashable type: '{}'", self.type_name(this))))
    }

    fn contains<'a>(&self, py: Py<'a>, this: &'a Native<'a>, item: Value<'a>) -> R<'a, Option<bool>> {
        match of(this) {
            Some(Object::Mapping(mapping)) => mapping.present(py, item).map(|found| Some(found.is_some())),
            Some(Object::Sequence(sequence)) => sequence.contains(py, item).map(Some),
            _ => Ok(None),
        }
    }

    fn iter<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, Option<&'a Iter<'a>>> {
        match of(this) {
            Some(Object::Mapping(mapping)) => {
                let keys = Iter::of(py, Value::Dict(mapping.dict()))?;
                Ok(Some(Iter::generator(py, super::sequence::WALKS, move |py| keys.next(py))))
            }
            Some(Object::Sequence(sequence)) => Ok(Some(sequence.iter(py, false))),
            _ => Ok(None),
        }
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let refused = |names: &[&str]| match names.iter().find(|known| **known == name) {
            Some(name) => Err(outside(py, &format!("the attribute `{name}` of a `{}`", self.type_name(this)))),
            None => Ok(None),
        };
        match (of(this), name) {
            (Some(Object::Mapping(mapping)), "_container") => Ok(Some(Value::Dict(mapping.dict()))),
            (Some(Object::Sequence(sequence)), "_container") => Ok(Some(Value::Tuple(sequence.items()))),
            (Some(Object::Mapping(mapping)), "data_model") if mapping.is_event() => {
                Ok(Some(mapping.model().map_or(Value::None, |model| super::object(py, Object::Model(model)))))
            }
            (Some(Object::Mapping(mapping)), _) if mapping.is_event() && EVENT_OUTSIDE.contains(&name) => {
                refused(EVENT_OUTSIDE)
            }
            (Some(Object::Model(model)), "data_model_id") => Ok(Some(Value::Str(model.id))),
            (Some(Object::Model(_)), _) => refused(MODEL_OUTSIDE),
            // What `subscript` asks for: slices of a mapping are keys that cannot be hashed.
            (Some(Object::Mapping(_)), "__getitem__") => Ok(Some(Value::Ellipsis)),
            (Some(Object::Sequence(sequence)), "__getslice__") => Ok(Some(slices(py, sequence))),
            (Some(Object::Sequence(sequence)), "__reversed__") => {
                Ok(Some(Func::python(py, Names::plain("__reversed__"), move |py, _| {
                    Ok(Value::Iter(sequence.iter(py, true)))
                })))
            }
            _ => refused(OUTSIDE),
        }
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        if !self.methods(this).contains(&name) {
            return None;
        }
        match of(this)? {
            Object::Mapping(mapping) => Some(method(py, mapping, Value::Native(this), name, args)),
            Object::Sequence(sequence) => Some(list_method(py, sequence, Value::Native(this), name, args)),
            Object::Model(_) => None,
        }
    }

    fn subscript<'a>(&self, py: Py<'a>, this: &'a Native<'a>, index: Value<'a>) -> R<'a, Option<Value<'a>>> {
        match of(this) {
            Some(Object::Mapping(mapping)) => mapping.subscript(py, index).map(Some),
            Some(Object::Sequence(sequence)) => sequence.subscript(py, index).map(Some),
            _ => Ok(None),
        }
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let _depth = py.call_depth()?;
        let container = match of(this) {
            Some(Object::Mapping(mapping)) => Value::Dict(mapping.dict()),
            Some(Object::Sequence(sequence)) => Value::Tuple(sequence.items()),
            _ => {
                let at = std::ptr::from_ref(this).addr();
                return Ok(py.alloc_str(&format!("<panther_core.data_model.DataModel object at {at:#x}>")));
            }
        };
        let text = text::repr(py, container)?;
        py.room(text.len())?;
        Ok(py.alloc_str(&format!("{}({text})", self.type_name(this))))
    }
}

/// A slice is a plain tuple of what was wrapped.
fn slices<'a>(py: Py<'a>, sequence: Sequence<'a>) -> Value<'a> {
    Func::python(py, Names::plain("__getitem__"), move |py, args| match args.pos {
        [start, stop, step] => subscript::slice(py, Value::Tuple(sequence.items()), *start, *stop, *step),
        _ => Ok(Value::None),
    })
}

fn method<'a>(py: Py<'a>, mapping: Mapping<'a>, this: Value<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    match (name, args.pos, args.kw) {
        ("get", [key], []) => return mapping.get(py, *key, Value::None),
        ("get", [key, default], []) => return mapping.get(py, *key, *default),
        ("deep_get", keys, []) => return mapping.deep_get(py, this, keys, Value::None),
        ("deep_get", keys, [("default", default)]) => return mapping.deep_get(py, this, keys, *default),
        _ => {}
    }
    let given = with(this, args);
    let none = |name| signature(name, &["self"], py, given.args(), &[None]).map(|[_]: [Value<'a>; 1]| ());
    match name {
        "get" => {
            let defaults = [None, None, Some(Value::None)];
            let [_, key, default] = signature("Mapping.get", &["self", "key", "default"], py, given.args(), &defaults)?;
            mapping.get(py, key, default)
        }
        "keys" => none("Mapping.keys").map(|()| abc::view(py, Shown::Keys, this)),
        "items" => none("Mapping.items").map(|()| abc::view(py, Shown::Items, this)),
        "values" => none("Mapping.values").map(|()| abc::view(py, Shown::Values, this)),
        "copy" => {
            none("ImmutableContainerMixin.copy")?;
            copy::of_dict(py, mapping.dict()).map(Value::Dict)
        }
        "to_dict" => {
            none("ImmutableCaseInsensitiveDict.to_dict")?;
            copy::of_dict(py, mapping.dict()).map(Value::Dict)
        }
        "raw_view" => none("ImmutableCaseInsensitiveDict.raw_view").map(|()| Value::Dict(mapping.dict())),
        "deep_get" => {
            let (keys, [default]) =
                keyed("ImmutableCaseInsensitiveDict.deep_get", py, given.args(), [("default", Value::None)])?;
            mapping.deep_get(py, this, keys, default)
        }
        "deep_walk" => {
            let named = [("default", Value::None), ("return_val", Value::Str("all"))];
            let (keys, [default, which]) = keyed("PantherEvent.deep_walk", py, given.args(), named)?;
            deep_walk::deep_walk(py, &mapping, keys, default, which)
        }
        "udm" => {
            let (keys, [default]) = keyed("PantherEvent.udm", py, given.args(), [("default", Value::None)])?;
            udm::udm(py, &mapping, this, keys, default)
        }
        "udm_path" => {
            let [_, key] = signature("PantherEvent.udm_path", &["self", "key"], py, given.args(), &[None; 2])?;
            udm::udm_path(py, &mapping, key)
        }
        "lookup" => {
            let names = &["self", "lookup_name", "lookup_key"];
            let [_, table, key] = signature("PantherEvent.lookup", names, py, given.args(), &[None; 3])?;
            match look_up(py, table, key)? {
                Some(found) => Ok(found),
                None => mapping.deep_get(py, this, &[Value::Str("_mocked_lookup_data_"), table, key], Value::None),
            }
        }
        "event_time_epoch" => {
            let names = &["self", "force_utc"];
            let defaults = [None, Some(Value::Bool(true))];
            let [_, utc] = signature("PantherEvent.event_time_epoch", names, py, given.args(), &defaults)?;
            udm::event_time_epoch(py, &mapping, utc)
        }
        // A function that is an attribute of the class: the event is its first argument.
        _ => super::json_encoder(py, given.args()),
    }
}

/// What the table of that name has, as it is: nothing wraps it. `None`: there is no such table.
///
/// A number is looked up by its digits, what is neither text nor number is not found.
pub(crate) fn look_up<'a>(py: Py<'a>, table: Value<'a>, key: Value<'a>) -> R<'a, Option<Value<'a>>> {
    let Some(table) = table.as_str().filter(|_| py.has_tables()) else { return Ok(None) };
    let found = match key {
        Value::Str(key) => py.look_up(table, key),
        Value::Int(key) => py.look_up(table, &key.to_string()),
        // Whether there is such a table.
        _ => match py.look_up(table, "") {
            Found::NoTable => Found::NoTable,
            Found::Nothing | Found::Json(_) => Found::Nothing,
        },
    };
    match found {
        Found::NoTable => Ok(None),
        Found::Nothing => Ok(Some(Value::None)),
        Found::Json(json) => {
            py.room(json.len())?;
            Ok(Some(json::read_validated(py, py.alloc_str(&json))))
        }
    }
}

fn list_method<'a>(py: Py<'a>, list: Sequence<'a>, this: Value<'a>, name: &str, args: Args<'a, '_>) -> Ret<'a> {
    match name {
        "count" => list.count(py, this, args),
        "index" => list.index(py, this, args),
        _ => {
            let name = if name == "copy" { "ImmutableContainerMixin.copy" } else { "ImmutableList.as_list" };
            let [_] = signature(name, &["self"], py, with(this, args).args(), &[None])?;
            copy::of_items(py, list.items())
        }
    }
}

/// The arguments of `name(self, *keys, **named)`: the keys, and the named ones in their order.
fn keyed<'a, const N: usize>(
    name: &'static str,
    py: Py<'a>,
    args: Args<'a, '_>,
    named: [(&'static str, Value<'a>); N],
) -> R<'a, (&'a [Value<'a>], [Value<'a>; N])> {
    const NAMES: &[&str] = &["default", "return_val"];
    let signature = Signature {
        name,
        positional: &["self"],
        positional_only: 0,
        vararg: true,
        keyword_only: NAMES.get(..N).unwrap_or_default(),
        kwarg: false,
    };
    let mut defaults = vec![None];
    defaults.extend(named.iter().map(|(_, default)| Some(*default)));
    let bound: [Value<'a>; 4] = signature.bind(py, args, &defaults)?;
    let keys = match bound {
        [_, Value::Tuple(keys), ..] => keys,
        _ => &[],
    };
    let mut values = named.map(|(_, default)| default);
    for (value, given) in values.iter_mut().zip(bound.into_iter().skip(2)) {
        *value = given;
    }
    Ok((keys, values))
}
