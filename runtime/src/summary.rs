//! What a run came to, for the last line on stderr.

use std::fmt;
use std::time::Duration;

/// Counted over all inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that were opened, standard input included.
    pub files: u64,
    /// Files that could not be opened, or not be decompressed to their end.
    pub broken_files: u64,
    /// Records that were evaluated.
    pub records: u64,
    /// Of these, how many had bytes that are not UTF-8.
    pub replaced: u64,
    /// Pairs of a rule and a record that matched.
    pub matches: u64,
    /// Alerts raised: matches less what was counted on an alert.
    pub alerts: u64,
    /// Exceptions out of rules' functions.
    pub rule_errors: u64,
    /// Stretches of the input that no record could be made of.
    pub unreadable: u64,
    /// From the first file to the last.
    pub elapsed: Duration,
}

impl Summary {
    /// Whether every byte of the input was read.
    pub fn complete(&self) -> bool {
        self.broken_files == 0 && self.unreadable == 0
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.records as f64 / self.elapsed.as_secs_f64().max(1e-3);
        write!(
            f,
            "{} files, {} records, {} alerts ({} matches), {} rule errors, {} unreadable records",
            self.files, self.records, self.alerts, self.matches, self.rule_errors, self.unreadable
        )?;
        if self.broken_files > 0 {
            write!(f, ", {} broken files", self.broken_files)?;
        }
        if self.replaced > 0 {
            write!(f, ", {} records with bytes that are not UTF-8", self.replaced)?;
        }
        write!(f, ", {rate:.0} events/s")
    }
}
