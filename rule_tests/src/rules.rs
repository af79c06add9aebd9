//! The compiled rules. The build script writes them to `OUT_DIR`.

// A function that needs no event is handed it all the same.
#![allow(unused_variables)]

include!(concat!(env!("OUT_DIR"), "/mod.rs"));
