//! The build script of `generated`: compiles the rule folders of `IOTA_RULES`, or `rules`, to Rust.

use std::path::Path;
use std::process::ExitCode;

use rulec::build::Config;

fn main() -> ExitCode {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    match Config::from_env(&workspace, "rules").run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
