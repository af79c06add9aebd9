//! Classes that rules define, after `Objects/typeobject.c`: their order of resolution, their attributes, `super()`.
//!
//! What a class is is known when the rule is compiled, a [`Class`]; what its body computes is made anew for each event
//! and kept by [`Py`] in a dict.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::dict::Dict;
use crate::py::function::{self, Func};
use crate::py::{attribute, slots, special};
use crate::value::{Type, Value};

pub use crate::py::instance::Instance;

/// A class that a rule defines.
pub struct Class {
    name: &'static str,
    qualified: &'static str,
    module: &'static str,
    bases: &'static [Type],
    /// Whether its body annotates a name.
    is_annotated: bool,
    /// The class, those it derives from, `object`; empty where they have no order.
    mro: OnceLock<Box<[Type]>>,
}

/// The class of a plain `object()`, which is none of a rule.
pub(crate) static OBJECT: Class = Class::new("object", "object", "builtins", &[]);

impl Class {
    /// `class name(bases)` in the module of that name.
    pub const fn new(
        name: &'static str,
        qualified: &'static str,
        module: &'static str,
        bases: &'static [Type],
    ) -> Class {
        Class { name, qualified, module, bases, is_annotated: false, mro: OnceLock::new() }
    }

    /// The same, whose body annotates a name.
    pub const fn annotated(
        name: &'static str,
        qualified: &'static str,
        module: &'static str,
        bases: &'static [Type],
    ) -> Class {
        Class { name, qualified, module, bases, is_annotated: true, mro: OnceLock::new() }
    }

    /// `cls.__name__`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// `cls.__qualname__`.
    pub fn qualified(&self) -> &'static str {
        self.qualified
    }

    /// `cls.__module__`.
    pub fn module(&self) -> &'static str {
        self.module
    }

    /// The bases that it names.
    pub fn bases(&self) -> &'static [Type] {
        self.bases
    }

    /// `cls.__mro__`.
    pub fn mro(&'static self) -> &'static [Type] {
        self.mro.get_or_init(|| linear(self).unwrap_or_default().into_boxed_slice())
    }

    /// The builtin exception that it derives from first, if from any.
    pub fn kind(&'static self) -> Option<Kind> {
        self.mro().iter().find_map(|class| match class {
            Type::Exception(kind) => Some(*kind),
            _ => None,
        })
    }
}

impl PartialEq for Class {
    fn eq(&self, other: &Class) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Eq for Class {}

impl Hash for Class {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::ptr::from_ref(self).hash(state);
    }
}

impl std::fmt::Debug for Class {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<class {}.{}>", self.module, self.qualified)
    }
}

/// The order of resolution of any class.
fn order_of(class: Type) -> Vec<Type> {
    match class {
        Type::User(class) => class.mro().to_vec(),
        Type::Exception(mut kind) => {
            let mut order = vec![Type::Exception(kind)];
            while kind != Kind::BaseException {
                kind = kind.base();
                order.push(Type::Exception(kind));
            }
            order.push(Type::Object);
            order
        }
        Type::Object => vec![Type::Object],
        other => vec![other, Type::Object],
    }
}

/// `pmerge`: the C3 order, or the heads that are left where there is none.
fn linear(class: &'static Class) -> Result<Vec<Type>, Vec<Type>> {
    let bases = if class.bases.is_empty() { &[Type::Object] } else { class.bases };
    let mut lists: Vec<Vec<Type>> = bases.iter().map(|base| order_of(*base)).collect();
    lists.push(bases.to_vec());
    let mut order = vec![Type::User(class)];
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Ok(order);
        }
        let heads = || lists.iter().filter_map(|list| list.first().copied());
        let in_tail = |head: &Type| lists.iter().any(|list| list.iter().skip(1).any(|class| class == head));
        let Some(next) = heads().find(|head| !in_tail(head)) else {
            let mut left: Vec<Type> = Vec::new();
            heads().for_each(|head| {
                if !left.contains(&head) {
                    left.push(head);
                }
            });
            return Err(left);
        };
        order.push(next);
        for list in &mut lists {
            if list.first() == Some(&next) {
                list.remove(0);
            }
        }
    }
}

/// The class, whose body `body` is run where that was not done yet for this event.
///
/// # Errors
/// What the body raises; `TypeError` where the bases have no order; `NameError` where the class's own body asks for it.
pub fn define<'a>(py: Py<'a>, class: &'static Class, body: impl FnOnce(Py<'a>) -> R<'a, &'a Dict<'a>>) -> Ret<'a> {
    if py.class_space(class).is_some() {
        return Ok(Value::Type(Type::User(class)));
    }
    if py.class_begun(class) {
        return Err(py.raise(Kind::NameError, &format!("name '{}' is not defined", class.name)));
    }
    py.begin_class(class);
    match body(py).and_then(|space| finished(py, class, space)) {
        Ok(space) => {
            py.finish_class(class, space);
            Ok(Value::Type(Type::User(class)))
        }
        Err(e) => {
            py.forget_class(class);
            Err(e)
        }
    }
}

fn finished<'a>(py: Py<'a>, class: &'static Class, space: &'a Dict<'a>) -> R<'a, &'a Dict<'a>> {
    for (at, base) in class.bases.iter().enumerate() {
        if class.bases.iter().skip(at + 1).any(|other| other == base) {
            return Err(py.type_error(format_args!("duplicate base class {}", base.name())));
        }
    }
    if let Err(left) = linear(class) {
        let names: Vec<&str> = left.iter().map(|class| class.name()).collect();
        return Err(py.type_error(format_args!(
            "Cannot create a consistent method resolution\norder (MRO) for bases {}",
            names.join(", ")
        )));
    }
    // A class that says when its objects are equal and not what they hash to has objects that cannot be hashed.
    if space.get_str("__eq__").is_some() && space.get_str("__hash__").is_none() {
        space.insert(py, Value::Str("__hash__"), Value::None)?;
    }
    Ok(space)
}

/// What a class of `order` has under `name`: the first of them that has it, and whether a rule wrote it.
///
/// Like `_PyType_Lookup`, it binds nothing.
pub fn find_in<'a>(py: Py<'a>, order: &[Type], name: &str) -> Option<Value<'a>> {
    order.iter().find_map(|class| match class {
        Type::User(class) => py.class_space(class).and_then(|space| space.get_str(name)),
        builtin => slots::of(py, *builtin, name),
    })
}

/// What every class has of `object`.
const OF_OBJECT: &[&str] = &[
    "__class__",
    "__delattr__",
    "__dir__",
    "__doc__",
    "__eq__",
    "__format__",
    "__ge__",
    "__getattribute__",
    "__getstate__",
    "__gt__",
    "__hash__",
    "__init__",
    "__init_subclass__",
    "__le__",
    "__lt__",
    "__ne__",
    "__new__",
    "__reduce__",
    "__reduce_ex__",
    "__repr__",
    "__setattr__",
    "__sizeof__",
    "__str__",
    "__subclasshook__",
];

/// What every class has that a rule writes.
const OF_CLASSES: &[&str] = &["__dict__", "__module__", "__weakref__"];

/// The names of the attributes of a class, by `type.__dir__`, in no order and some more than once; `None` where it derives from
/// what no rule wrote, or says itself what there is.
pub(crate) fn names<'a>(py: Py<'a>, class: &'static Class) -> Option<Vec<&'a str>> {
    let mut names = Vec::new();
    for class in class.mro() {
        match class {
            Type::User(class) => {
                names.extend(OF_CLASSES);
                names.extend(class.is_annotated.then_some("__annotations__"));
                for (name, _) in py.class_space(class)?.pairs() {
                    names.push(name.as_str()?);
                }
            }
            Type::Object => {
                if names.contains(&"__dir__") || names.contains(&"__slots__") {
                    return None;
                }
                names.extend(OF_OBJECT);
            }
            _ => return None,
        }
    }
    Some(names)
}

/// What the class has under `name`.
pub fn find<'a>(py: Py<'a>, class: &'static Class, name: &str) -> Option<Value<'a>> {
    find_in(py, class.mro(), name)
}

/// What a rule wrote under `name` in the class or in one that it derives from; `None` where what Python has of its own
/// comes before it.
pub fn written<'a>(py: Py<'a>, class: &'static Class, name: &str) -> Option<Value<'a>> {
    for class in class.mro() {
        match class {
            Type::User(class) => {
                if let Some(found) = py.class_space(class).and_then(|space| space.get_str(name)) {
                    return Some(found);
                }
            }
            builtin if slots::has(*builtin, name) => return None,
            _ => {}
        }
    }
    None
}

/// `class.name`, or `None` where there is no such attribute.
///
/// # Errors
/// `SystemError` for what is not modelled: a property of a class.
pub fn attribute_of<'a>(py: Py<'a>, class: &'static Class, name: &str) -> R<'a, Option<Value<'a>>> {
    Ok(match name {
        "__name__" => Some(Value::Str(class.name)),
        "__qualname__" => Some(Value::Str(class.qualified)),
        "__module__" => Some(Value::Str(class.module)),
        "__bases__" => {
            let bases = if class.bases.is_empty() { &[Type::Object] } else { class.bases };
            Some(py.tuple(&bases.iter().map(|base| Value::Type(*base)).collect::<Vec<_>>()))
        }
        "__mro__" => Some(py.tuple(&class.mro().iter().map(|class| Value::Type(*class)).collect::<Vec<_>>())),
        "__dict__" => return Err(special::outside(py, "the `__dict__` of a class")),
        _ => find(py, class, name).map(|found| attribute::bound_to_class(py, class, found)),
    })
}

/// `class.name = value`.
///
/// # Errors
/// `KeyError` never: names can be hashed.
pub fn set_attribute<'a>(py: Py<'a>, class: &'static Class, name: &'a str, value: Value<'a>) -> R<'a, ()> {
    match py.class_space(class) {
        Some(space) => space.insert(py, Value::Str(name), value),
        None => Err(py.raise(Kind::NameError, &format!("name '{}' is not defined", class.name))),
    }
}

/// `del class.name`.
///
/// # Errors
/// `AttributeError` where the class itself has no such attribute.
pub fn delete_attribute<'a>(py: Py<'a>, class: &'static Class, name: &'a str) -> R<'a, ()> {
    let removed = match py.class_space(class) {
        Some(space) => space.remove(py, Value::Str(name))?,
        None => None,
    };
    match removed {
        Some(_) => Ok(()),
        None => {
            let message = format!("type object '{}' has no attribute '{name}'", class.name);
            Err(py.raise(Kind::AttributeError, &message))
        }
    }
}

/// `super().name` in a method of `class` whose first argument is `receiver`.
///
/// # Errors
/// `TypeError` where the receiver is no object of the class; `AttributeError` where no class after it has the name.
pub fn super_attribute<'a>(py: Py<'a>, class: &'static Class, receiver: Value<'a>, name: &str) -> Ret<'a> {
    let of = Type::User(class);
    let start = match receiver {
        Value::Type(Type::User(derived)) if Type::User(derived).is_subclass(of) => Some(derived),
        _ => match receiver.class() {
            Type::User(derived) if derived.mro().contains(&of) => Some(derived),
            _ => None,
        },
    };
    let Some(start) = start else {
        return Err(py.type_error(format_args!("super(type, obj): obj must be an instance or subtype of type")));
    };
    let at = start.mro().iter().position(|class| *class == of).unwrap_or_default();
    let after = start.mro().get(at + 1..).unwrap_or_default();
    match find_in(py, after, name) {
        Some(found) => match receiver {
            Value::Type(_) => Ok(attribute::bound_to_class(py, start, found)),
            _ => attribute::bound(py, receiver, start, found),
        },
        None => Err(py.raise(Kind::AttributeError, &format!("'super' object has no attribute '{name}'"))),
    }
}

/// `class(*args)`.
///
/// # Errors
/// What `__init__` raises; `TypeError` for arguments that nothing takes.
pub fn construct<'a>(py: Py<'a>, class: &'static Class, args: Args<'a, '_>) -> Ret<'a> {
    let made = match class.kind() {
        Some(_) => Value::Exception(Exc::unraised(py, Kind::User(class), args.pos).exception()),
        None => Value::Instance(py.alloc(Instance::new(py, class))),
    };
    let Some(init) = written(py, class, "__init__") else {
        return match class.kind() {
            Some(_) => args.no_keywords(py, class.name).map(|()| made),
            None if args.is_empty() => Ok(made),
            None => Err(py.type_error(format_args!("{}() takes no arguments", class.name))),
        };
    };
    let init = attribute::bound(py, made, class, init)?;
    match function::call(py, init, args)? {
        Value::None => Ok(made),
        other => Err(py.type_error(format_args!("__init__() should return None, not '{}'", other.type_name()))),
    }
}

/// `staticmethod(f)`, `classmethod(f)`, `property(f)`.
///
/// # Errors
/// `TypeError` for a name that is none of these.
pub fn decorated<'a>(py: Py<'a>, decorator: &'static str, function: Value<'a>) -> Ret<'a> {
    let name = match function {
        Value::Func(func) => func.name(),
        _ => "",
    };
    match decorator {
        "staticmethod" => Ok(Func::static_method(py, name, function)),
        "classmethod" => Ok(Func::class_method(py, name, function)),
        "property" => Ok(Func::property(py, name, [Some(function), None, None])),
        _ => Err(py.type_error(format_args!("'{decorator}' is no decorator of methods"))),
    }
}

/// `@name.getter`, `@name.setter`, `@name.deleter` over a property.
///
/// # Errors
/// `AttributeError` where the value is no property.
pub fn redecorated<'a>(py: Py<'a>, property: Value<'a>, part: &'static str, function: Value<'a>) -> Ret<'a> {
    if let Value::Func(func) = property
        && let Some([get, set, delete]) = func.accessors()
    {
        let parts = match part {
            "getter" => [Some(function), set, delete],
            "setter" => [get, Some(function), delete],
            _ => [get, set, Some(function)],
        };
        return Ok(Func::property(py, func.name(), parts));
    }
    Err(py.raise(Kind::AttributeError, &format!("'{}' object has no attribute '{part}'", property.type_name())))
}
