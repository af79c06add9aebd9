//! `hashlib`: MD5, SHA-1 and SHA-2, by `Lib/hashlib.py` and `Modules/_hashopenssl.c`. Other algorithms are outside the subset.

use std::cell::RefCell;

use md5::Md5;
use sha1::Sha1;
use sha2::digest::Digest;
use sha2::{Sha224, Sha256, Sha384, Sha512};

use crate::exception::{R, Ret};
use crate::heap::Py;
use crate::py::args::Args;
use crate::py::arity::Method;
use crate::py::clinic;
use crate::py::function::{Func, Names};
use crate::py::locals::Signature;
use crate::py::modules::Module;
use crate::py::native::{Native, Slots};
use crate::py::special;
use crate::value::{Type, Value};

/// The module.
pub const MODULE: Module = Module {
    name: "hashlib",
    functions: &["md5", "new", "sha1", "sha224", "sha256", "sha384", "sha512"],
    constants: &[],
    in_c: true,
    call,
    constant: |_, _| None,
};

/// The parameters of `hashlib.new`.
const NEW: Signature = Signature {
    name: "__hash_new",
    positional: &["name", "data"],
    positional_only: 0,
    vararg: false,
    keyword_only: &[],
    kwarg: true,
};

/// What has been hashed so far.
#[derive(Clone, Debug)]
pub enum Hash {
    Md5(Md5),
    Sha1(Sha1),
    Sha224(Sha224),
    Sha256(Sha256),
    Sha384(Sha384),
    Sha512(Sha512),
}

impl Hash {
    /// Of nothing, by the algorithm's name in lower case.
    fn new(name: &str) -> Option<Hash> {
        Some(match name {
            "md5" => Hash::Md5(Md5::new()),
            "sha1" => Hash::Sha1(Sha1::new()),
            "sha224" => Hash::Sha224(Sha224::new()),
            "sha256" => Hash::Sha256(Sha256::new()),
            "sha384" => Hash::Sha384(Sha384::new()),
            "sha512" => Hash::Sha512(Sha512::new()),
            _ => return None,
        })
    }

    fn name(&self) -> &'static str {
        match self {
            Hash::Md5(_) => "md5",
            Hash::Sha1(_) => "sha1",
            Hash::Sha224(_) => "sha224",
            Hash::Sha256(_) => "sha256",
            Hash::Sha384(_) => "sha384",
            Hash::Sha512(_) => "sha512",
        }
    }

    fn update(&mut self, data: &[u8]) {
        match self {
            Hash::Md5(hash) => hash.update(data),
            Hash::Sha1(hash) => hash.update(data),
            Hash::Sha224(hash) => hash.update(data),
            Hash::Sha256(hash) => hash.update(data),
            Hash::Sha384(hash) => hash.update(data),
            Hash::Sha512(hash) => hash.update(data),
        }
    }

    fn digest(&self) -> Vec<u8> {
        match self.clone() {
            Hash::Md5(hash) => hash.finalize().to_vec(),
            Hash::Sha1(hash) => hash.finalize().to_vec(),
            Hash::Sha224(hash) => hash.finalize().to_vec(),
            Hash::Sha256(hash) => hash.finalize().to_vec(),
            Hash::Sha384(hash) => hash.finalize().to_vec(),
            Hash::Sha512(hash) => hash.finalize().to_vec(),
        }
    }

    /// In bytes.
    fn block_size(&self) -> i64 {
        match self {
            Hash::Sha384(_) | Hash::Sha512(_) => 128,
            Hash::Md5(_) | Hash::Sha1(_) | Hash::Sha224(_) | Hash::Sha256(_) => 64,
        }
    }
}

/// One of them as a value, by the name that it is printed by.
pub(crate) fn function<'a>(
    py: Py<'a>,
    name: &'static str,
    code: impl Fn(Py<'a>, Args<'a, '_>) -> Ret<'a> + 'a,
) -> Value<'a> {
    let printed = match name {
        "md5" => "openssl_md5",
        "sha1" => "openssl_sha1",
        "sha224" => "openssl_sha224",
        "sha256" => "openssl_sha256",
        "sha384" => "openssl_sha384",
        "sha512" => "openssl_sha512",
        _ => return Func::python(py, Names::new("hashlib", "__hash_new", "__hash_new"), code),
    };
    Func::in_c(py, "_hashlib", printed, code)
}

fn call<'a>(py: Py<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
    if name == "new" {
        return Some(new(py, args));
    }
    let hash = Hash::new(name)?;
    let function = format!("openssl_{name}");
    let names = ["string", "usedforsecurity"];
    let bound = clinic::Signature { function: &function, names, required: 0, positional: 1 }.bind(py, args);
    Some(bound.and_then(|[data, _]| begin(py, hash, data)))
}

/// `hashlib.new(name, data=b"", *, usedforsecurity=True)`.
fn new<'a>(py: Py<'a>, args: Args<'a, '_>) -> Ret<'a> {
    let [name, data, rest] = NEW.bind(py, args, &[None, Some(Value::Bytes(b""))])?;
    if !matches!(&rest, Value::Dict(given) if given.pairs().is_empty()) {
        return Err(special::outside(py, "a keyword of `hashlib.new`"));
    }
    let Value::Str(name) = name else { return Err(special::outside(py, "an algorithm that is no `str`")) };
    let known = [name.to_ascii_lowercase(), name.to_ascii_uppercase()].iter().any(|known| known == name);
    match Hash::new(&name.to_ascii_lowercase()).filter(|_| known) {
        Some(hash) => begin(py, hash, Some(data)),
        None => Err(special::outside(py, &format!("the algorithm `{name}` of `hashlib`"))),
    }
}

/// The hash of what it begins with.
fn begin<'a>(py: Py<'a>, mut hash: Hash, data: Option<Value<'a>>) -> Ret<'a> {
    if let Some(data) = data {
        hash.update(bytes(py, data)?);
    }
    Ok(Value::Native(py.alloc(Native::Hash(RefCell::new(hash)))))
}

/// `GET_BUFFER_VIEW_OR_ERROUT`.
fn bytes<'a>(py: Py<'a>, data: Value<'a>) -> R<'a, &'a [u8]> {
    match data {
        Value::Bytes(bytes) => Ok(bytes),
        Value::Str(_) => Err(py.type_error(format_args!("Strings must be encoded before hashing"))),
        _ => Err(py.type_error(format_args!("object supporting the buffer API required"))),
    }
}

/// What a hash does where Python's syntax asks.
pub(crate) struct Classes;

impl Slots for Classes {
    fn class(&self, _this: &Native<'_>) -> Type {
        Type::Native("HASH")
    }

    fn qualified(&self, class: &'static str) -> &'static str {
        if class == "HASH" { "_hashlib.HASH" } else { class }
    }

    fn methods(&self, _this: &Native<'_>) -> &'static [&'static str] {
        &["copy", "digest", "hexdigest", "update"]
    }

    fn getattr<'a>(&self, _py: Py<'a>, this: &'a Native<'a>, name: &str) -> R<'a, Option<Value<'a>>> {
        let Native::Hash(hash) = this else { return Ok(None) };
        let hash = hash.borrow();
        Ok(match name {
            "name" => Some(Value::Str(hash.name())),
            "digest_size" => Some(Value::Int(hash.digest().len() as i64)),
            "block_size" => Some(Value::Int(hash.block_size())),
            _ => None,
        })
    }

    fn call<'a>(&self, py: Py<'a>, this: &'a Native<'a>, name: &str, args: Args<'a, '_>) -> Option<Ret<'a>> {
        let Native::Hash(hash) = this else { return None };
        let none = |name| Method { class: "HASH", name }.none(py, args);
        Some(match name {
            "update" => Method { class: "HASH", name: "update" }.one(py, args).and_then(|data| {
                hash.borrow_mut().update(bytes(py, data)?);
                Ok(Value::None)
            }),
            "digest" => none("digest").map(|()| Value::Bytes(py.alloc_slice(&hash.borrow().digest()))),
            "hexdigest" => none("hexdigest").map(|()| {
                let digest = hash.borrow().digest();
                py.str(&digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
            }),
            "copy" => none("copy").map(|()| Value::Native(py.alloc(Native::Hash(hash.clone())))),
            _ => return None,
        })
    }

    fn repr<'a>(&self, py: Py<'a>, this: &'a Native<'a>) -> R<'a, &'a str> {
        let Native::Hash(hash) = this else { return Ok("") };
        let at = std::ptr::from_ref(this).addr();
        Ok(py.alloc_str(&format!("<{} _hashlib.HASH object @ {at:#x}>", hash.borrow().name())))
    }
}
