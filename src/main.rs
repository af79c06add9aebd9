//! `iota`: the commands, and the rules that are compiled in.

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::main(&generated::RULES)
}
