//! Compiles `rules` beside this file.

use std::path::Path;
use std::process::ExitCode;

use rulec::build::Config;

fn main() -> ExitCode {
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    match Config::new(vec![rules], out.into()).run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
