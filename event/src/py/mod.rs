//! Python's operations, one file each. Generated rules call what is re-exported here; every function says which
//! Python it models.

pub mod args;
pub mod compare;
pub mod construct;
pub mod dict;
pub mod function;
pub mod hash;
pub mod integer;
pub mod iter;
pub mod json;
pub mod list;
pub mod method;
pub mod native;
pub mod set;
pub mod text;
