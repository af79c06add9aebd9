//! `uuid`: `UUID`, `uuid3`, `uuid4`, `uuid5`, by `Lib/uuid.py`. What asks for the machine's address is outside the subset.

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use uuid::Uuid;

use crate::exception::{Exc, Kind, R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::compare::{self, Order};
use crate::py::locals::Signature;
use crate::py::modules::{Module, signature};
use crate::py::native::{Native, Slots};
use crate::py::{builtins, construct, hash, integer, method, number, special, text};
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "uuid",
    functions: &["uuid3", "uuid4", "uuid5"],
    constants: &[
        "NAMESPACE_DNS",
        "NAMESPACE_OID",
        "NAMESPACE_URL",
        "NAMESPACE_X500",
        "RESERVED_FUTURE",
        "RESERVED_MICROSOFT",
        "RESERVED_NCS",
        "RFC_4122",
        "UUID",
    ],
    in_c: false,
    call: |py, name, args| {
        Some(match name {
            "uuid3" => named(py, "uuid3", args, Uuid::new_v3),
            "uuid5" => named(py, "uuid5", args, Uuid::new_v5),
            "uuid4" => signature("uuid4", &[], py, args, &[]).map(|[]| value(py, Uuid::new_v4())),
            _ => return None,
        })
    },
    constant: |py, name| {
        Some(match name {
            "NAMESPACE_DNS" => value(py, Uuid::NAMESPACE_DNS),
            "NAMESPACE_OID" => value(py, Uuid::NAMESPACE_OID),
            "NAMESPACE_URL" => value(py, Uuid::NAMESPACE_URL),
            "NAMESPACE_X500" => value(py, Uuid::NAMESPACE_X500),
            "RESERVED_NCS" => Value::Str(NCS),
            "RFC_4122" => Value::Str(RFC_4122),
            "RESERVED_MICROSOFT" => Value::Str(MICROSOFT),
            "RESERVED_FUTURE" => Value::Str(FUTURE),
            "UUID" => Value::Type(Type::Native("UUID")),
            _ => return None,
        })
    },
};

const NCS: &str = "reserved for NCS compatibility";
const RFC_4122: &str = "specified in RFC 4122";
const MICROSOFT: &str = "reserved for Microsoft compatibility";
const FUTURE: &str = "reserved for future definition";

/// The constructor's parameters; `fields` is outside the subset.
const NEW: Signature = Signature {
    name: "UUID.__init__",
    positional: &["self", "hex", "bytes", "bytes_le", "fields", "int", "version"],
    positional_only: 0,
    vararg: false,
    keyword_only: &["is_safe"],
    kwarg: false,
};

fn value(py: Py<'_>, uuid: Uuid) -> Value<'_> {
    Value::Native(py.alloc(Native::Uuid(uuid.as_u128())))
}

/// `uuid3(namespace, name)`, `uuid5(namespace, name)`.
fn named<'a>(py: Py<'a>, function: &'static str, args: Args<'a, '_>, digest: fn(&Uuid, &[u8]) -> Uuid) -> Ret<'a> {
    let [namespace, name] = signature(function, &["namespace", "name"], py, args, &[None, None])?;
    let Value::Native(Native::Uuid(number)) = namespace else {
        let found = method::attribute(py, namespace, "bytes")?;
        return Err(special::outside(py, &format!("a namespace whose bytes are a `{}`", found.type_name())));
    };
    let bytes = construct::construct(py, Type::Bytes, Args::pos(&[name, Value::Str("utf-8")]))?;
    let Value::Bytes(bytes) = bytes else { return Err(special::outside(py, "such a name")) };
    Ok(value(py, digest(&Uuid::from_u128(*number), bytes)))
}

/// `UUID(hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=SafeUUID.unknown)`.
fn new<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let mut all = vec![Value::None];
    all.extend_from_slice(args.pos);
    let none = Some(Value::None);
    let defaults = [None, none, none, none, none, none, none, none];
    let [_, hex, bytes, bytes_le, fields, int, version, _] =
        NEW.bind(py, Args { pos: &all, kw: args.kw }, &defaults)?;
    let given = [hex, bytes, bytes_le, fields, int].iter().filter(|value| !matches!(value, Value::None)).count();
    if given != 1 {
        let message = "one of the hex, bytes, bytes_le, fields, or int arguments must be given";
        return Err(py.type_error(format_args!("{message}")));
    }
    let mut number = match (hex, bytes, bytes_le, int) {
        (Value::None, Value::None, Value::None, Value::None) => {
            return Err(special::outside(py, "`UUID(fields=...)`"));
        }
        (Value::None, Value::None, Value::None, int) => of_int(py, int)?,
        (Value::None, Value::None, bytes, _) => {
            let [a, b, c, d, e, f, g, h, rest @ ..] = sixteen(py, bytes, "bytes_le")?;
            let [i, j, k, l, m, n, o, p] = rest;
            u128::from_be_bytes([d, c, b, a, f, e, h, g, i, j, k, l, m, n, o, p])
        }
        (Value::None, bytes, ..) => u128::from_be_bytes(sixteen(py, bytes, "bytes")?),
        (hex, ..) => of_hex(py, hex)?,
    };
    if !matches!(version, Value::None) {
        let above = compare::order(py, Order::Le, Value::Int(1), version)?;
        if !above || !compare::order(py, Order::Le, version, Value::Int(5))? {
            return Err(py.value_error(format_args!("illegal version number")));
        }
        let Some(version) = integer::to_bigint(version).and_then(|version| version.to_u128()) else {
            return Err(special::outside(py, "a version that is no int"));
        };
        number = number & !(0xc000 << 48) | 0x8000 << 48;
        number = number & !(0xf000 << 64) | version << 76;
    }
    Ok(value(py, Uuid::from_u128(number)))
}

fn of_hex<'a>(py: Py<'a>, hex: Value<'a>) -> R<'a, u128> {
    let call = |value, name, args: &[&'static str]| {
        let args: Vec<Value<'a>> = args.iter().map(|text| Value::Str(text)).collect();
        method::call(py, value, name, Args::pos(&args))
    };
    let hex = call(call(hex, "replace", &["urn:", ""])?, "replace", &["uuid:", ""])?;
    let hex = call(call(hex, "strip", &["{}"])?, "replace", &["-", ""])?;
    if builtins::len(py, hex)? != 32 {
        return Err(py.value_error(format_args!("badly formed hexadecimal UUID string")));
    }
    of_int(py, number::construct_int(py, Args::pos(&[hex, Value::Int(16)]))?)
}

fn of_int<'a>(py: Py<'a>, int: Value<'a>) -> R<'a, u128> {
    let not_negative = compare::order(py, Order::Le, Value::Int(0), int)?;
    match integer::to_bigint(int) {
        Some(number) => match number.to_u128() {
            Some(number) if not_negative => Ok(number),
            _ => Err(py.value_error(format_args!("int is out of range (need a 128-bit value)"))),
        },
        None => Err(special::outside(py, "a UUID of a number that is no int")),
    }
}

fn sixteen<'a>(py: Py<'a>, bytes: Value<'a>, name: &str) -> R<'a, [u8; 16]> {
    if builtins::len(py, bytes)? != 16 {
        return Err(py.value_error(format_args!("{name} is not a 16-char string")));
    }
    match bytes {
        Value::Bytes(bytes) => bytes.try_into().map_err(|_| py.value_error(format_args!("not 16 bytes"))),
        other if name == "bytes" => Err(Exc::new(py, Kind::AssertionError, &[Value::Str(text::repr(py, other)?)])),
        _ => Err(special::outside(py, "a `bytes_le` that is not `bytes`")),
    }
}

/// What a `UUID` does where Python's syntax asks.
pub(crate) struct Classes;

fn number_of(this: &Native<'_>) -> u128 {
    match this {
        Native::Uuid(number) => *number,
        _ => 0,
    }
}

fn int(py: Py<'_>, number: u128) -> Value<'_> {
    py.int(&BigInt::from(number))
}

impl Slots for Classes {
    fn classes(&self) -> &'static [&'static str] {
        &["UUID"]
    }

    fn construct<'a>(&self, py: Py<'a>, _class: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        Some(new(py, args))
    }

    fn of_class<'a>(&self, py: Py<'a>, _class: &'static str, name: &str) -> R<'a, Option<Value<'a>>> {
        Err(special::outside(py, &format!("`UUID.{name}`")))
    }

    fn class(&self, _this: &Native<'_>) -> Type {
        Type::Native("UUID")
    }

    fn equals<'a>(&self, _py: Py<'a>, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        Ok(match other {
            Value::Native(Native::Uuid(other)) => Some(number_of(this) == *other),
            _ => None,
        })
    }

    fn order<'a>(&self, _py: Py<'a>, op: Order, this: &'a Native<'a>, other: Value<'a>) -> R<'a, Option<bool>> {
        Ok(match other {
            Value::Native(Native::Uuid(other)) => Some(op.holds(number_of(this).cmp(other))),
            _ => None,
        })
    }

    fn to_int<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> Option<Ret<'a>> {
        Some(Ok(int(py, number_of(this))))
    }

    fn hash<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, i64> {
        hash::python(py, int(py, number_of(this)))
    }

    fn getattr<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let number = number_of(this);
        let bytes = number.to_be_bytes();
        let bits = |from: u32, count: u32| number >> from & ((1 << count) - 1);
        let variant = match bits(61, 3) {
            0..4 => NCS,
            4 | 5 => RFC_4122,
            6 => MICROSOFT,
            _ => FUTURE,
        };
        Ok(Some(match name {
            "int" => int(py, number),
            "hex" => py.str(&format!("{number:032x}")),
            "urn" => py.str(&format!("urn:uuid:{}", Uuid::from_u128(number).hyphenated())),
            "bytes" => Value::Bytes(py.alloc_slice(&bytes)),
            "bytes_le" => {
                let [a, b, c, d, e, f, g, h, rest @ ..] = bytes;
                Value::Bytes(py.alloc_slice(&[&[d, c, b, a, f, e, h, g], &rest[..]].concat()))
            }
            "time_low" => int(py, bits(96, 32)),
            "time_mid" => int(py, bits(80, 16)),
            "time_hi_version" => int(py, bits(64, 16)),
            "clock_seq_hi_variant" => int(py, bits(56, 8)),
            "clock_seq_low" => int(py, bits(48, 8)),
            "node" => int(py, bits(0, 48)),
            "time" => int(py, bits(64, 12) << 48 | bits(80, 16) << 32 | bits(96, 32)),
            "clock_seq" => int(py, bits(48, 14)),
            "fields" => {
                let fields = [bits(96, 32), bits(80, 16), bits(64, 16), bits(56, 8), bits(48, 8), bits(0, 48)];
                Value::Tuple(py.alloc_slice(&fields.map(|field| int(py, field))))
            }
            "variant" => Value::Str(variant),
            "version" if variant == RFC_4122 => int(py, bits(76, 4)),
            "version" => Value::None,
            "is_safe" => return Err(special::outside(py, "`UUID.is_safe`")),
            _ => return Ok(None),
        }))
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        Ok(py.alloc_str(&format!("UUID('{}')", Uuid::from_u128(number_of(this)).hyphenated())))
    }

    fn str<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        Ok(py.alloc_str(&Uuid::from_u128(number_of(this)).hyphenated().to_string()))
    }
}
