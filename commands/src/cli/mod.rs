//! The flags. Each has an environment variable.

mod alerts;
mod bench;
mod lake;
mod pod;
mod quarantine;
mod values;

use std::ffi::OsString;
#[cfg(feature = "interpreter")]
use std::num::NonZeroU64;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Parser, Subcommand, ValueEnum};

pub use alerts::*;
pub use bench::*;
pub use lake::*;
pub use pod::*;
pub use quarantine::*;
pub use values::*;

/// Runs detection rules over cloud audit logs. Alerts go to standard output, one JSON object a line.
///
/// Exit codes: 0 everything was read, 1 an internal failure, 2 wrong usage, 3 something could not be read.
#[derive(Parser, Debug)]
#[command(name = "iota", version, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub pod: Pod,
    #[command(flatten)]
    pub lake: Lake,
    #[command(flatten)]
    pub deliver: Deliver,
    /// Keeps alerts in this SQLite file, so that another run counts on them, and what cannot be read (`iota quarantine`).
    /// Without it they are kept in memory.
    #[arg(long, value_name = "PATH", env = "IOTA_STATE")]
    pub state: Option<PathBuf>,
    #[command(flatten)]
    pub bounds: Bounds,
    /// Once the window of an alert has passed and more came, says how many, from when to when, who and where from: the
    /// alert's line again, with `alert_count` and `follow_up`. A run with `--jsonl` says it at its end.
    /// [default: `on` as a service, and where there are outputs and no `--state`; else `off`]
    #[arg(long, value_enum, value_name = "WHETHER", env = "IOTA_FOLLOW_UPS")]
    pub follow_ups: Option<Switch>,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    On,
    Off,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// The alerts of a state file: lists them, shows one, says that some are done with, has dead letters delivered, sums them up.
    Alerts(Alerts),
    /// Measures how fast it is here, stage by stage, beside bare decompression.
    ///
    /// Over files that are made up, those of CloudTrail as AWS delivers them, or over your own. The stages take turns, round by
    /// round, and each is the median of its rounds; ratios are of what the others did in the same round.
    Bench(Bench),
    /// Says what every rule makes of every event: without dedup, whatever the event's log type.
    Evaluate {
        #[command(flatten)]
        input: Input,
        /// Only the rule with this id; may be repeated.
        #[arg(long, value_name = "ID", env = "IOTA_RULE")]
        rule: Vec<String>,
        /// The pairs that did not match too.
        #[arg(long, env = "IOTA_ALL")]
        all: bool,
    },
    /// Says what each record is: its log type, and what is found in it. Counts go to standard error.
    Classify {
        /// Files, folders, or `-` for standard input; plain, gzip or zstd, or Parquet.
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        #[arg(long, value_enum, default_value_t = Format::Json, env = "IOTA_FORMAT")]
        format: Format,
        /// With the record as rules see it.
        #[arg(long, env = "IOTA_RECORDS")]
        records: bool,
    },
    /// About the data lake.
    #[command(subcommand)]
    Lake(LakeCommand),
    /// Prints what a run with these flags would go by, and what says so: the command line, the environment, `iota.toml`, or
    /// nothing.
    Config {
        /// As those of a run.
        #[arg(value_name = "FLAG", trailing_var_arg = true, allow_hyphen_values = true)]
        flags: Vec<OsString>,
    },
    /// The outputs of `iota.toml`: lists them, and sends one a test.
    #[command(subcommand)]
    Outputs(Outputs),
    /// What could not be read: lists it, shows it, tries it again, drops it.
    #[command(subcommand)]
    Quarantine(Quarantine),
    /// Lists the rules that are compiled in, or shows one.
    Rules {
        #[command(subcommand)]
        what: Option<Rules>,
        /// As one JSON array.
        #[arg(long, env = "IOTA_JSON")]
        json: bool,
        /// As a layer of the ATT&CK Navigator: the techniques that they are about.
        #[arg(long, conflicts_with = "json", env = "IOTA_NAVIGATOR")]
        navigator: bool,
    },
}

#[derive(Subcommand, Debug)]
pub enum Rules {
    /// Lists them, as `iota rules` does.
    List,
    /// Shows one: what it means, what to do about it, when it alerts.
    Show {
        /// Its id, or the path of its source.
        rule: String,
    },
}

#[derive(Args, Debug)]
pub struct State {
    /// The SQLite file that the run kept its alerts in.
    #[arg(long = "state", value_name = "PATH", env = "IOTA_STATE")]
    pub path: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Input {
    /// Files, folders, or `-` for standard input; plain, gzip or zstd, or Parquet. The variable takes a list as PATH does.
    #[arg(long, value_name = "PATH", num_args = 1.., env = "IOTA_JSONL")]
    pub jsonl: Vec<PathBuf>,
    /// How the events come.
    #[arg(long, value_enum, default_value_t = RunMode::Once, env = "IOTA_MODE")]
    pub mode: RunMode,
    #[command(flatten)]
    pub run: Run,
    /// Of older command lines; ignored.
    #[arg(long, value_name = "PATH", env = "IOTA_PYTHON")]
    pub python: Option<PathBuf>,
    /// Of older command lines; ignored.
    #[arg(long, value_name = "PATH", env = "IOTA_ENGINE")]
    pub engine: Option<PathBuf>,
}

/// How records are evaluated, wherever they come from.
#[derive(Args, Debug)]
pub struct Run {
    /// What is said of sources, outputs, exceptions and tables: see the README. [default: `iota.toml` in the current folder, if it
    /// is there]
    #[arg(long, value_name = "PATH", env = "IOTA_CONFIG")]
    pub config: Option<PathBuf>,
    /// Matches that nobody is to be told of, as TrailAlerts writes them: see the README. `iota.toml` may have more.
    #[arg(long, value_name = "FILE", env = "IOTA_EXCEPTIONS")]
    pub exceptions: Option<PathBuf>,
    /// A database of addresses in MaxMind's format, such as GeoLite2-City.mmdb: alerts say where their source address is, and rules
    /// may ask; may be repeated. The variable takes a list as PATH does. `iota.toml` may name more, and tables: see the README.
    #[arg(long, value_name = "FILE", env = "IOTA_GEOIP")]
    pub geoip: Vec<PathBuf>,
    /// Only the compiled rules below this path; may be repeated. The variable takes a list as PATH does. With the
    /// interpreter built in, a folder of rules that are not compiled in may be named too.
    #[arg(long, value_name = "DIR", env = "IOTA_RULES")]
    pub rules: Vec<PathBuf>,
    /// Files read side by side [default: the number of cores]
    #[arg(long, value_name = "N", env = "IOTA_THREADS")]
    pub threads: Option<NonZeroUsize>,
    /// What time it is for rules that ask: `wall`, `event` (when the event happened), or a time, at which it stands still.
    #[arg(long, value_name = "CLOCK", default_value = "wall", env = "IOTA_CLOCK")]
    pub clock: runtime::Clock,
    /// Gives up a compressed file past this size.
    #[arg(long, value_name = "SIZE", default_value = "64G", env = "IOTA_MAX_DECOMPRESSED")]
    pub max_decompressed: Size,
    /// Gives up a compressed file that grows more than this many times, past its first 256M.
    #[arg(long, value_name = "N", default_value_t = 1000, env = "IOTA_MAX_RATIO",
        value_parser = clap::value_parser!(u64).range(1..))]
    pub max_ratio: u64,
    /// Reports larger records as unreadable.
    #[arg(long, value_name = "SIZE", default_value = "16M", env = "IOTA_MAX_RECORD")]
    pub max_record: Size,
    /// Checks every record's JSON to the last byte.
    ///
    /// Else a record that no rule has anything to say of is checked for its brackets, strings, escapes and encoding alone.
    #[arg(long, env = "IOTA_STRICT", value_parser = clap::builder::BoolishValueParser::new(), action = clap::ArgAction::SetTrue)]
    pub strict: bool,
    /// Tells nobody of the alerts of rules whose yml says `Status: Experimental`: they are kept, as those with
    /// `CreateAlert: false` are.
    #[arg(long, env = "IOTA_SHADOW_EXPERIMENTAL", value_parser = clap::builder::BoolishValueParser::new(), action = clap::ArgAction::SetTrue)]
    pub shadow_experimental: bool,
    /// Stops an interpreted rule's function that takes more milliseconds of the processor.
    #[cfg(feature = "interpreter")]
    #[arg(long, value_name = "MS", default_value = "1000", env = "IOTA_INTERPRETER_TIME")]
    pub interpreter_time: NonZeroU64,
    /// Memory that interpreted rules may take, for each thread.
    #[cfg(feature = "interpreter")]
    #[arg(long, value_name = "SIZE", default_value = "256M", env = "IOTA_INTERPRETER_MEMORY")]
    pub interpreter_memory: Size,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunMode {
    /// Reads what `--jsonl` names, to its end.
    Once,
    /// Reads the objects of S3 that messages of `--sqs-queue-url` tell of, until it is told to stop.
    Sqs,
    /// Reads the events that are the messages of `--sqs-queue-url`, as EventBridge sends them, until it is told to stop.
    #[value(name = "eventbridge")]
    EventBridge,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A line of words for each record.
    Text,
    /// A JSON object a line for each record.
    Json,
}

impl Cli {
    /// Takes lists from the environment apart, as PATH is taken apart; on the command line a path is one path.
    pub fn split_lists(&mut self, matches: &ArgMatches) {
        match (&mut self.command, matches.subcommand()) {
            (Some(Command::Evaluate { input, .. }), Some((_, matches))) => input.split_lists(matches),
            (Some(Command::Bench(bench)), Some((_, matches))) => {
                split_lists([("input", &mut bench.input), ("rules", &mut bench.rules)], matches);
            }
            (Some(Command::Quarantine(Quarantine::Retry { run, .. })), Some((_, matches))) => {
                if let Some((_, matches)) = matches.subcommand() {
                    split_lists([("rules", &mut run.rules), ("geoip", &mut run.geoip)], matches);
                }
            }
            _ => self.input.split_lists(matches),
        }
    }
}

impl Input {
    fn split_lists(&mut self, matches: &ArgMatches) {
        let run = &mut self.run;
        split_lists([("jsonl", &mut self.jsonl), ("rules", &mut run.rules), ("geoip", &mut run.geoip)], matches);
    }
}

fn split_lists<const N: usize>(lists: [(&str, &mut Vec<PathBuf>); N], matches: &ArgMatches) {
    for (name, list) in lists {
        if matches.value_source(name) == Some(ValueSource::EnvVariable) {
            *list = list.iter().flat_map(|path| std::env::split_paths(path).collect::<Vec<_>>()).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_limits_are_those_that_a_run_has_by_itself() {
        let input = Cli::parse_from(["iota", "--jsonl", "x"]).input;
        let limits = runtime::Config::default();
        assert_eq!((input.run.max_decompressed.0, input.run.max_ratio), (limits.decode.size, limits.decode.ratio));
        assert_eq!(usize::try_from(input.run.max_record.0), Ok(limits.record_limit));
    }
}
