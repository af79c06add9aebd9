//! Python's operations, one file each. Generated rules call what is re-exported here; every function says which
//! Python it models.

pub mod aggregate;
pub mod args;
pub mod arithmetic;
pub mod arity;
pub mod builtins;
pub mod compare;
pub mod construct;
pub mod dict;
pub mod dict_methods;
pub mod float_ops;
pub mod function;
pub mod hash;
pub mod inplace;
pub mod int_ops;
pub mod integer;
pub mod ip;
pub mod iter;
pub mod json;
pub mod list;
pub mod list_methods;
pub mod method;
pub mod native;
pub mod sequence_ops;
pub mod set;
pub(crate) mod set_algebra;
pub mod set_methods;
pub mod set_ops;
pub mod slice;
pub mod sort;
pub mod subscript;
pub mod text;
pub mod tuple_methods;
pub mod unpack;
pub mod view_methods;
pub mod walkers;
