//! Compiles the rule folders of `IOTA_RULES`, or `rules`, as `generated` does. Rules that do not compile are left out:
//! `rulec test` reports those, and the others are tested all the same.

use std::path::Path;
use std::process::ExitCode;

use rulec::build::Config;

fn main() -> ExitCode {
    // Rules are known by their paths below the workspace, wherever that stands.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if let Err(e) = std::env::set_current_dir(&workspace) {
        eprintln!("the workspace `{}` cannot be entered: {e}", workspace.display());
        return ExitCode::FAILURE;
    }
    match Config::from_env("rules").for_tests().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::FAILURE
        }
    }
}
