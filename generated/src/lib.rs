//! The compiled rules. The build script writes them to `OUT_DIR`; `IOTA_GENERATED_DIR=peek` writes a copy to read.

include!(concat!(env!("OUT_DIR"), "/mod.rs"));
