//! `panther_core`: the event as rules of Panther packs see it, after that package's `immutable.py` and
//! `enriched_event.py`.
//!
//! What is looked up is wrapped anew each time, so that a rule changes nothing of the event: a dict as
//! `ImmutableCaseInsensitiveDict`, a list as `ImmutableList`. A wrapper holds a shallow copy of what it wraps. Where
//! nothing of the rule can change what is wrapped, which the compiler finds out, the copy is left out: nobody can tell.

mod copy;
mod deep_walk;
mod json_path;
mod mapping;
mod sequence;
mod slots;
mod udm;

pub use mapping::Mapping;
pub use sequence::Sequence;
pub(crate) use slots::{Classes, look_up};
pub(crate) use udm::epoch_of;

use crate::data_model::DataModel;
use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::function::{Func, Names};
use crate::py::json;
use crate::py::modules::{Module, signature};
use crate::py::native::Native;
use crate::value::{Type, Value};

/// An object of one of the package's classes.
#[derive(Clone, Copy, Debug)]
pub enum Object<'a> {
    /// `PantherEvent`, `ImmutableCaseInsensitiveDict`.
    Mapping(Mapping<'a>),
    /// `ImmutableList`.
    Sequence(Sequence<'a>),
    /// `DataModel`: what a rule asks of it is whether there is one.
    Model(&'static DataModel),
}

/// The package.
pub const PACKAGE: Module = module("panther_core", &["PantherEvent"]);

/// `panther_core.enriched_event`.
pub const ENRICHED_EVENT: Module =
    module("panther_core.enriched_event", &["PantherEvent", "ImmutableCaseInsensitiveDict", "PantherError"]);

/// `panther_core.immutable`.
pub const IMMUTABLE: Module = Module {
    functions: &["json_encoder"],
    ..module("panther_core.immutable", &["ImmutableContainerMixin", "ImmutableCaseInsensitiveDict", "ImmutableList"])
};

/// `panther_core.exceptions`.
pub const EXCEPTIONS: Module = module("panther_core.exceptions", &["PantherError"]);

const fn module(name: &'static str, constants: &'static [&'static str]) -> Module {
    Module { name, functions: &[], constants, in_c: false, call: function, constant }
}

fn constant<'a>(_py: Py<'a>, name: &str) -> Option<Value<'a>> {
    Some(Value::Type(match name {
        "PantherError" => Type::Exception(Kind::PantherError),
        _ => Type::Native(CLASSES.iter().find(|known| **known == name)?),
    }))
}

fn function<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    (name == "json_encoder").then(|| json_encoder(py, args))
}

const CLASSES: [&str; 4] = ["ImmutableContainerMixin", "ImmutableCaseInsensitiveDict", "ImmutableList", "PantherEvent"];

/// Whether it is one of the package's classes that have objects here.
pub(crate) fn is_class(name: &str) -> bool {
    CLASSES.contains(&name)
}

/// `issubclass(class, of)` of two classes of the package.
pub(crate) fn is_subclass(class: &str, of: &str) -> bool {
    matches!(
        (class, of),
        ("PantherEvent", "ImmutableCaseInsensitiveDict" | "ImmutableContainerMixin")
            | ("ImmutableCaseInsensitiveDict" | "ImmutableList", "ImmutableContainerMixin")
    )
}

/// The event that a rule is given: `PantherEvent(event, data_model)`. `changes` says that the rule may change what the
/// event holds, which must be its own then.
pub fn event<'a>(py: Py<'a>, event: Value<'a>, model: Option<&'static DataModel>, changes: bool) -> Value<'a> {
    match event {
        Value::Dict(dict) => object(py, Object::Mapping(Mapping::event(py, dict, model, changes))),
        other => other,
    }
}

/// Whether looking something up by the model may change the event: a filter turns the object that it stands on into a
/// list.
pub fn changes_event(model: &DataModel) -> bool {
    model.paths.iter().any(|(_, path)| json_path::changes(path.steps))
}

fn object<'a>(py: Py<'a>, object: Object<'a>) -> Value<'a> {
    Value::Native(py.alloc(Native::Panther(object)))
}

/// `_ensure_immutable(value)`: a dict or a list in its wrapper, all else as it is.
pub(crate) fn wrap<'a>(py: Py<'a>, value: Value<'a>, changes: bool) -> Value<'a> {
    match value {
        Value::Dict(dict) if value.class() == Type::Dict => {
            object(py, Object::Mapping(Mapping::plain(py, dict, changes)))
        }
        Value::List(list) if value.class() == Type::List => {
            object(py, Object::Sequence(Sequence::of_list(list, changes)))
        }
        other => other,
    }
}

/// A wrapper of what `copy` makes of what this one wraps, a dict or a tuple; `None` for what is no wrapper.
pub(crate) fn copied<'a>(py: Py<'a>, wrapper: &Object<'a>, copy: impl FnOnce(Value<'a>) -> Ret<'a>) -> Option<Ret<'a>> {
    Some(match wrapper {
        Object::Mapping(mapping) => {
            copy(Value::Dict(mapping.dict())).map(|dict| object(py, Object::Mapping(mapping.around(py, dict))))
        }
        Object::Sequence(sequence) => {
            copy(Value::Tuple(sequence.items())).map(|items| object(py, Object::Sequence(sequence.around(items))))
        }
        Object::Model(_) => return None,
    })
}

/// `class(*args)` of the package; `None` for what is none of its classes.
pub(crate) fn construct<'a>(py: Py<'a>, class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    let mut given = vec![Value::None];
    given.extend_from_slice(args.pos);
    let args = Args { pos: &given, kw: args.kw };
    Some(match class {
        "ImmutableList" => signature("ImmutableContainerMixin.__init__", &["self", "container"], py, args, &[None; 2])
            .and_then(|[_, items]| Sequence::made(py, items))
            .map(|sequence| object(py, Object::Sequence(sequence))),
        "ImmutableCaseInsensitiveDict" => {
            let name = "ImmutableCaseInsensitiveDict.__init__";
            signature(name, &["self", "container"], py, args, &[None; 2])
                .and_then(|[_, container]| Mapping::made(py, container, false))
                .map(|mapping| object(py, Object::Mapping(mapping)))
        }
        "PantherEvent" => {
            let names = &["self", "event", "data_model"];
            signature("PantherEvent.__init__", names, py, args, &[None, None, Some(Value::None)]).and_then(
                |[_, event, model]| match model {
                    Value::None => Ok(object(py, Object::Mapping(Mapping::made(py, event, true)?))),
                    _ => Err(outside(py, "an event with a data model of the rule's own")),
                },
            )
        }
        "ImmutableContainerMixin" => Err(py.type_error(format_args!(
            "Can't instantiate abstract class ImmutableContainerMixin with abstract methods _shallow_copy, mutable_type"
        ))),
        _ => return None,
    })
}

/// `json_encoder(obj)`: what `json.dumps` asks for an object that it does not know.
///
/// # Errors
/// `TypeError` for what is no object of these classes.
pub fn json_encoder<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [value] = signature("json_encoder", &["obj"], py, args, &[None])?;
    match value {
        Value::Native(Native::Panther(Object::Mapping(mapping))) => Ok(Value::Dict(mapping.dict())),
        Value::Native(Native::Panther(Object::Sequence(sequence))) => Ok(Value::Tuple(sequence.items())),
        other => {
            let class = crate::py::text::repr(py, Value::Type(other.class()))?;
            Err(py.type_error(format_args!("object of type {class} is not JSON serializable")))
        }
    }
}

/// `json.dumps(value, default=PantherEvent.json_encoder)`, as contexts of Panther's rules are written.
///
/// # Errors
/// As `json.dumps`.
pub fn dumps<'a>(py: Py<'a>, value: Value<'a>) -> R<'a, &'a str> {
    let default = Func::python(py, Names::plain("json_encoder"), json_encoder);
    match json::dumps_with(py, Args { pos: &[value], kw: &[("default", default), ("allow_nan", Value::Bool(false))] })?
    {
        Value::Str(text) => Ok(text),
        _ => Ok(""),
    }
}

/// An attribute of one of the classes: `PantherEvent.json_encoder`.
pub(crate) fn class_attribute<'a>(py: Py<'a>, class: &str, name: &str) -> Option<Value<'a>> {
    ((class, name) == ("PantherEvent", "json_encoder"))
        .then(|| Func::python(py, Names::plain("json_encoder"), json_encoder))
}

/// What the package can do and this cannot, found only when it happens.
#[cold]
fn outside<'a>(py: Py<'a>, what: &str) -> Exc<'a> {
    py.raise(Kind::SystemError, &format!("{what} is outside the subset"))
}
