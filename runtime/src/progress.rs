//! The bar on a terminal, and the lines that are said beside it.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What workers count up as they go.
#[derive(Clone, Debug, Default)]
pub struct Counters {
    /// Bytes taken from files, compressed as they are.
    pub bytes: Arc<AtomicU64>,
    /// Records evaluated.
    pub records: Arc<AtomicU64>,
}

/// Where reports for people go, with a bar if that is a terminal.
pub struct Log<'w> {
    out: &'w mut (dyn Write + Send),
    bar: Option<ProgressBar>,
    /// Whether the bar stands where standard output goes.
    beside_output: bool,
    counters: Counters,
    started: Instant,
}

impl<'w> Log<'w> {
    /// Reports to `out`; with `total` bytes to read, a bar on the process's stderr too.
    pub fn new(out: &'w mut (dyn Write + Send), total: Option<u64>, counters: Counters) -> Log<'w> {
        let bar = total.map(|total| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            let template = "{bar:30} {bytes}/{total_bytes} {msg} {eta} left";
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        let beside_output = bar.is_some() && io::stdout().is_terminal();
        Log { out, bar, beside_output, counters, started: Instant::now() }
    }

    /// What `write` prints on standard output, with the bar out of its way.
    pub fn beside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.beside_output => bar.suspend(write),
            _ => write(),
        }
    }

    /// One line.
    pub fn line(&mut self, text: &str) {
        // There is no other place to say that stderr cannot be written.
        let mut write = || drop(writeln!(self.out, "iota: {text}"));
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Moves the bar.
    pub fn tick(&self) {
        let Some(bar) = &self.bar else { return };
        let seconds = self.started.elapsed().as_secs_f64().max(1e-3);
        let rate = self.counters.records.load(Ordering::Relaxed) as f64 / seconds;
        bar.set_position(self.counters.bytes.load(Ordering::Relaxed));
        bar.set_message(format!("{rate:.0} events/s"));
    }

    /// Takes the bar away and says how long it was there.
    pub fn finish(&mut self) -> Duration {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        self.started.elapsed()
    }
}

/// Text of a record's or a file's, fit for a terminal: control characters do nothing there.
pub fn shown(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_not_obeyed() {
        assert_eq!(shown("a\u{1b}[2J\n'\u{e9}"), "a\\u{1b}[2J\\n'\u{e9}");
    }
}
