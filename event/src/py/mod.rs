//! Python's operations, one file each. Generated rules call what is re-exported here; every function says which
//! Python it models.

pub mod args;
pub mod arithmetic;
pub mod compare;
pub mod construct;
pub mod dict;
pub mod float_ops;
pub mod function;
pub mod hash;
pub mod inplace;
pub mod int_ops;
pub mod integer;
pub mod iter;
pub mod json;
pub mod list;
pub mod method;
pub mod native;
pub mod sequence_ops;
pub mod set;
pub mod set_ops;
pub mod text;
