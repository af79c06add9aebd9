//! Compiles `rules` and the Panther pack `panther` beside this file.

use std::path::Path;
use std::process::ExitCode;

use rulec::build::Config;

fn main() -> ExitCode {
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    match Config::new(vec![here.join("rules"), here.join("panther")], out.into()).run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
