//! The rules of the differential test: each exercises a construct of the subset or a trap.

include!(concat!(env!("OUT_DIR"), "/mod.rs"));
