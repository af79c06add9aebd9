//! The flags of `iota quarantine`, and how much is kept there.

use clap::{Args, Subcommand};

use super::{Aws, Deliver, Lake, Run, Size, State};

#[derive(Subcommand, Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one of it, and clap flattens no boxes")]
pub enum Quarantine {
    /// Lists what could not be read, the newest first, and how much of each source that is.
    List {
        #[command(flatten)]
        state: State,
        /// Only sources whose names begin so.
        #[arg(long, value_name = "PREFIX", env = "IOTA_QUARANTINE_SOURCE")]
        source: Option<String>,
        /// A JSON object a line.
        #[arg(long, env = "IOTA_JSON")]
        json: bool,
        /// No entries, only how much there is of each source and reason.
        #[arg(long, env = "IOTA_QUARANTINE_TOTALS")]
        totals: bool,
        /// How many entries are listed at the most, and how many sources.
        #[arg(long, value_name = "N", default_value_t = 100, env = "IOTA_QUARANTINE_LIMIT")]
        limit: u64,
    },
    /// Shows all that is kept of one entry.
    Show {
        id: i64,
        #[command(flatten)]
        state: State,
        /// Its bytes as they are and nothing else, to be written to a file.
        #[arg(long, env = "IOTA_QUARANTINE_RAW")]
        raw: bool,
    },
    /// Tries entries again. What can be read now is evaluated, raises its alerts and leaves the quarantine.
    ///
    /// What is kept whole is read as it was kept; of what is not, and of files that could not be read to their end, the sources
    /// are read again. Records around an entry are not evaluated again. Exit code 3: something stays.
    Retry {
        #[command(flatten)]
        which: Which,
        /// Reads the sources again for what is kept whole as well, for they were mended.
        #[arg(long, env = "IOTA_QUARANTINE_FROM_SOURCE")]
        from_source: bool,
        #[command(flatten)]
        state: State,
        #[command(flatten)]
        run: Run,
        #[command(flatten)]
        lake: Lake,
        #[command(flatten)]
        aws: Aws,
        #[command(flatten)]
        bounds: Bounds,
        #[command(flatten)]
        deliver: Deliver,
    },
    /// Drops entries for good.
    Drop {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        state: State,
    },
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
pub struct Which {
    /// The entries' numbers.
    #[arg(value_name = "ID")]
    pub ids: Vec<i64>,
    /// Those of the sources whose names begin so.
    #[arg(long, value_name = "PREFIX", env = "IOTA_QUARANTINE_SOURCE")]
    pub source: Option<String>,
    /// All.
    #[arg(long, env = "IOTA_QUARANTINE_ALL")]
    pub all: bool,
}

/// How much is kept of what cannot be read.
#[derive(Args, Clone, Copy, Debug)]
pub struct Bounds {
    /// Keeps at most so much of what cannot be read; the oldest makes room.
    #[arg(long, value_name = "SIZE", default_value = "256M", env = "IOTA_QUARANTINE_SIZE")]
    pub quarantine_size: Size,
    /// Keeps at most so many stretches that cannot be read.
    #[arg(long, value_name = "N", default_value_t = 100_000, env = "IOTA_QUARANTINE_ENTRIES")]
    pub quarantine_entries: u64,
}

impl From<Bounds> for runtime::quarantine::Bounds {
    fn from(bounds: Bounds) -> runtime::quarantine::Bounds {
        runtime::quarantine::Bounds { entries: bounds.quarantine_entries, bytes: bounds.quarantine_size.0 }
    }
}
