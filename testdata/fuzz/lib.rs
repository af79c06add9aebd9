//! Random rules of the subset: `IOTA_FUZZ_RULES` of them, by the seed `IOTA_FUZZ_SEED`.

// A function that needs no event is handed it all the same.
#![allow(unused_variables)]

include!(concat!(env!("OUT_DIR"), "/mod.rs"));

/// The folder of their sources.
pub const FOLDER: &str = concat!(env!("OUT_DIR"), "/source");
