//! `iota classify`: what each record is.

use std::io::{self, BufWriter, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use runtime::{Config, Mode, Show};

use crate::cli::Format;
use crate::{exit_code, say};

/// Prints a line for each record of `paths`, and how many there are of each type.
///
/// # Errors
/// Where the system does not say how many cores there are.
pub fn run(paths: Vec<PathBuf>, format: Format, records: bool) -> anyhow::Result<ExitCode> {
    let show = match format {
        Format::Json => Show::Json { records },
        Format::Text => Show::Text,
    };
    let config = Config {
        inputs: paths,
        mode: Mode::Classify(show),
        threads: std::thread::available_parallelism().context("counting the cores")?.get(),
        progress: io::stderr().is_terminal() && !io::stdout().is_terminal(),
        ..Config::default()
    };
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout());
    let ended = runtime::run(config, &mut out, &mut io::stderr());
    Ok(exit_code(ended, |summary| {
        for (log_type, count) in &summary.types {
            say(&format!("{count:>8}  {log_type}"));
        }
        say(&format!("{:>8}  in all", summary.types.values().sum::<u64>()));
    }))
}
