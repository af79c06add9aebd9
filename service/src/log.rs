//! What is worth knowing, on stderr: one JSON object a line, with a level.

use std::io::{self, Write};

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Has all that this process logs go to stderr. Of libraries only what is wrong is said.
pub fn init() {
    let levels = Targets::new()
        .with_default(LevelFilter::ERROR)
        .with_target("service", LevelFilter::INFO)
        .with_target("iota", LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer().json().flatten_event(true).with_writer(io::stderr);
    // It was set up before where a test does so.
    let _ = tracing_subscriber::registry().with(lines).with(levels).try_init();
}

/// Lines for people, each as a warning.
#[derive(Debug, Default)]
pub struct Warnings {
    line: Vec<u8>,
}

impl Write for Warnings {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if self.line.pop_if(|byte| *byte == b'\n').is_some() {
                let line = String::from_utf8_lossy(&self.line);
                tracing::warn!("{}", line.strip_prefix("iota: ").unwrap_or(&line));
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
