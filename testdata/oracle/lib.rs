//! The rules of the differential test: each exercises a construct of the subset or a trap.

// A function that needs no event is handed it all the same.
#![allow(unused_variables)]

include!(concat!(env!("OUT_DIR"), "/mod.rs"));
