//! The flags. Each has an environment variable.

use std::ffi::OsString;
#[cfg(feature = "interpreter")]
use std::num::NonZeroU64;
use std::num::{NonZeroU16, NonZeroUsize};
use std::path::PathBuf;
use std::str::FromStr;

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, Parser, Subcommand, ValueEnum};

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
    /// [default: `on` as a service, else `off`]
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
    #[command(subcommand)]
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

#[derive(Subcommand, Debug)]
pub enum Alerts {
    /// Lists alerts, the newest first.
    List {
        #[command(flatten)]
        state: State,
        #[command(flatten)]
        which: WhichAlerts,
        /// Only those that are so. [default: all but `pending`, of which nobody was told]
        #[arg(long, value_enum, value_name = "STATUS", env = "IOTA_ALERTS_STATUS", conflicts_with = "suppressed")]
        status: Option<AlertStatus>,
        /// The matches that exceptions cover instead, the newest 10,000 of which are kept.
        #[arg(long, env = "IOTA_ALERTS_SUPPRESSED")]
        suppressed: bool,
        /// A JSON object a line.
        #[arg(long, env = "IOTA_JSON")]
        json: bool,
        /// How many are listed at the most.
        #[arg(long, value_name = "N", default_value_t = 100, env = "IOTA_ALERTS_LIMIT")]
        limit: u64,
    },
    /// Shows one alert, with what it said.
    Show {
        /// Its id, or the beginning of that.
        id: String,
        #[command(flatten)]
        state: State,
        /// The line that it was sent as, or its follow-up, as far as that is kept.
        #[arg(long, env = "IOTA_JSON")]
        json: bool,
    },
    /// Says that alerts are done with: they take no more matches, and the next match is a new alert.
    Resolve {
        /// Their ids, or the beginnings of those.
        #[arg(value_name = "ID", required = true)]
        ids: Vec<String>,
        /// The configuration, whose PagerDuty and Opsgenie outputs are told. [default: `iota.toml` in the current folder]
        #[arg(long, value_name = "PATH", env = "IOTA_CONFIG")]
        config: Option<PathBuf>,
        #[command(flatten)]
        state: State,
    },
    /// Has what outputs never took delivered after all: dead letters are due again, for a service or the next run to deliver.
    #[command(group(clap::ArgGroup::new("dead").required(true).multiple(true).args(["ids", "output", "all"])))]
    Retry {
        /// Only of these alerts: their ids, or the beginnings of those.
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        /// Only those for this output.
        #[arg(long, value_name = "NAME", env = "IOTA_ALERTS_OUTPUT")]
        output: Option<String>,
        /// All there are.
        #[arg(long, env = "IOTA_ALERTS_ALL", conflicts_with_all = ["ids", "output"])]
        all: bool,
        #[command(flatten)]
        state: State,
    },
    /// Counts alerts by severity, rule and day.
    Stats {
        #[command(flatten)]
        state: State,
        #[command(flatten)]
        which: WhichAlerts,
        /// As one JSON object.
        #[arg(long, env = "IOTA_JSON")]
        json: bool,
    },
}

/// Which alerts are meant.
#[derive(Args, Debug)]
pub struct WhichAlerts {
    /// Only those that were raised or counted on so long ago (`90m`, `24h`, `7d`), or since a time.
    #[arg(long, value_name = "AGE", env = "IOTA_ALERTS_SINCE")]
    pub since: Option<Since>,
    /// Only those of the rule with this id.
    #[arg(long, value_name = "ID", env = "IOTA_ALERTS_RULE")]
    pub rule: Option<String>,
    /// Only those that are so severe: `INFO`, `LOW`, `MEDIUM`, `HIGH` or `CRITICAL`.
    #[arg(long, value_name = "SEVERITY", env = "IOTA_ALERTS_SEVERITY", ignore_case = true,
        value_parser = clap::builder::PossibleValuesParser::new(event::Severity::ALL.map(event::Severity::name)))]
    pub severity: Option<String>,
    /// Only those of events of this log type.
    #[arg(long, value_name = "TYPE", env = "IOTA_ALERTS_LOG_TYPE")]
    pub log_type: Option<String>,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertStatus {
    /// What comes now is counted on it.
    Open,
    /// Its window has passed.
    Closed,
    /// Somebody said that it is done with.
    Resolved,
    /// Its rule's threshold is not reached.
    Pending,
}

impl From<AlertStatus> for runtime::dedup::Status {
    fn from(status: AlertStatus) -> runtime::dedup::Status {
        match status {
            AlertStatus::Open => runtime::dedup::Status::Open,
            AlertStatus::Closed => runtime::dedup::Status::Closed,
            AlertStatus::Resolved => runtime::dedup::Status::Resolved,
            AlertStatus::Pending => runtime::dedup::Status::Pending,
        }
    }
}

/// A moment, said by how long ago it is or by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Since(pub jiff::Timestamp);

impl FromStr for Since {
    type Err = String;

    fn from_str(text: &str) -> Result<Since, String> {
        if let Ok(time) = text.parse() {
            return Ok(Since(time));
        }
        let wrong =
            || format!("found `{text}`, expected an age such as `24h` or `7d`, or a time such as 2026-01-31T12:00:00Z");
        let unit = text.chars().next_back().ok_or_else(wrong)?;
        let number = text.strip_suffix(unit).and_then(|number| number.parse::<u32>().ok()).ok_or_else(wrong)?;
        let seconds = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            'd' => 86_400,
            'w' => 604_800,
            _ => return Err(wrong()),
        };
        let age = jiff::SignedDuration::from_secs(i64::from(number) * seconds);
        jiff::Timestamp::now().checked_sub(age).map(Since).map_err(|_| wrong())
    }
}

#[derive(Subcommand, Debug)]
pub enum Outputs {
    /// Lists them: where they lead, what goes to them, and with the state file what waits.
    List {
        /// The configuration. [default: `iota.toml` in the current folder]
        #[arg(long, value_name = "PATH", env = "IOTA_CONFIG")]
        config: Option<PathBuf>,
        #[command(flatten)]
        state: State,
        /// As one JSON array.
        #[arg(long, env = "IOTA_JSON")]
        json: bool,
    },
    /// Sends an output a sample alert, and says what the service answers. Exit code 1: it did not take it.
    Test {
        /// The output.
        name: String,
        /// The configuration. [default: `iota.toml` in the current folder]
        #[arg(long, value_name = "PATH", env = "IOTA_CONFIG")]
        config: Option<PathBuf>,
        /// Sends nothing: prints what would be sent, without secrets.
        #[arg(long, env = "IOTA_OUTPUTS_DRY_RUN")]
        dry_run: bool,
    },
}

/// How alerts leave a run.
#[derive(Args, Clone, Copy, Debug)]
pub struct Deliver {
    /// At the end of a run, waits so long for outputs to take what is due. The rest stays in the state file.
    #[arg(long = "deliver-within", value_name = "TIME", default_value = "30s", env = "IOTA_DELIVER_WITHIN")]
    pub within: deliver::config::Time,
    /// What alerts on standard output are.
    #[arg(long = "format", value_enum, default_value_t = AlertFormat::Json, env = "IOTA_ALERT_FORMAT")]
    pub alert_format: AlertFormat,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertFormat {
    /// A JSON object a line.
    Json,
    /// A Detection Finding of OCSF (class 2004) a line.
    Ocsf,
}

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
pub struct State {
    /// The SQLite file that the run kept its alerts in.
    #[arg(long = "state", value_name = "PATH", env = "IOTA_STATE")]
    pub path: Option<PathBuf>,
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

#[derive(Subcommand, Debug)]
pub enum LakeCommand {
    /// Prints the statement that makes the lake a table of Athena.
    Ddl {
        /// Where the lake is: the prefix that holds `logs/`.
        #[arg(value_name = "s3://BUCKET/PREFIX")]
        location: String,
        /// What the table is called.
        #[arg(long, value_name = "NAME", default_value = "iota_logs")]
        table: String,
        /// What the lake's files are.
        #[arg(long = "lake-format", value_enum, default_value_t = LakeFormat::Json)]
        format: LakeFormat,
        /// The first year to look for. Records that say no time are kept in 1970.
        #[arg(long, value_name = "YEAR", default_value_t = 2020)]
        from: i16,
        /// The last year to look for.
        #[arg(long, value_name = "YEAR", default_value_t = 2040)]
        to: i16,
        /// A top-level field of the records to have as a column; may be repeated. What is no string comes as JSON text. Not in
        /// Parquet: there `json_extract` takes fields out of `iota_record`.
        #[arg(long = "field", value_name = "NAME")]
        fields: Vec<String>,
    },
}

#[derive(Args, Debug)]
pub struct Bench {
    /// Decompressed bytes of all generated files.
    #[arg(long, value_name = "SIZE", default_value = "64M", env = "IOTA_BENCH_SIZE")]
    pub size: Size,
    /// Decompressed bytes of one generated file.
    #[arg(long, value_name = "SIZE", default_value = "8M", env = "IOTA_BENCH_FILE_SIZE")]
    pub file_size: Size,
    /// Whose files are generated.
    #[arg(long, value_enum, default_value_t = BenchType::CloudTrail, env = "IOTA_BENCH_LOG_TYPE")]
    pub log_type: BenchType,
    /// The share of records that rules match, from 0 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0.001", env = "IOTA_BENCH_SUSPICIOUS")]
    pub suspicious: Share,
    /// What the generated files follow from: the same seed, the same bytes.
    #[arg(long, value_name = "N", default_value_t = 1, env = "IOTA_BENCH_SEED")]
    pub seed: u64,
    /// How often each stage is measured.
    #[arg(long, value_name = "N", default_value = "12", env = "IOTA_BENCH_ROUNDS")]
    pub rounds: NonZeroUsize,
    /// Files or folders to measure with instead; plain, gzip or zstd. What is not one gzip stream is gzipped first.
    #[arg(long, value_name = "PATH", num_args = 1.., env = "IOTA_BENCH_INPUT",
        conflicts_with_all = ["size", "file_size", "log_type", "suspicious", "seed"])]
    pub input: Vec<PathBuf>,
    /// Only the compiled rules below this path; may be repeated. The variable takes a list as PATH does.
    #[arg(long, value_name = "DIR", env = "IOTA_RULES")]
    pub rules: Vec<PathBuf>,
    /// Files read side by side, in every stage.
    #[arg(long, value_name = "N", default_value = "1", env = "IOTA_BENCH_THREADS")]
    pub threads: NonZeroUsize,
    /// As one JSON object.
    #[arg(long, env = "IOTA_BENCH_JSON")]
    pub json: bool,
    /// Keeps the gzipped files in this folder.
    #[arg(long, value_name = "DIR", env = "IOTA_BENCH_KEEP")]
    pub keep: Option<PathBuf>,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum BenchType {
    #[value(name = "AWS.CloudTrail")]
    CloudTrail,
    #[value(name = "AWS.VPCFlow")]
    VpcFlow,
    #[value(name = "AWS.ALB")]
    Alb,
    #[value(name = "Okta.SystemLog")]
    Okta,
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
    /// Stops an interpreted rule's function that takes more milliseconds of the processor.
    #[cfg(feature = "interpreter")]
    #[arg(long, value_name = "MS", default_value = "1000", env = "IOTA_INTERPRETER_TIME")]
    pub interpreter_time: NonZeroU64,
    /// Memory that interpreted rules may take, for each thread.
    #[cfg(feature = "interpreter")]
    #[arg(long, value_name = "SIZE", default_value = "256M", env = "IOTA_INTERPRETER_MEMORY")]
    pub interpreter_memory: Size,
}

/// For `--mode=sqs` and `--mode=eventbridge`.
#[derive(Args, Debug)]
#[command(next_help_heading = "As a service")]
pub struct Pod {
    /// The queue whose messages are read.
    #[arg(long, value_name = "URL", env = "IOTA_SQS_QUEUE_URL")]
    pub sqs_queue_url: Option<String>,
    /// The queue's dead-letter queue: how many messages it has is among the metrics.
    #[arg(long, value_name = "URL", env = "IOTA_DLQ_URL")]
    pub dlq_url: Option<String>,
    /// The only bucket whose objects are read. Without it any that messages name is.
    #[arg(long, value_name = "NAME", env = "IOTA_S3_BUCKET")]
    pub s3_bucket: Option<String>,
    /// Reads only the objects whose keys begin so.
    #[arg(long, value_name = "PREFIX", default_value = "", hide_default_value = true, env = "IOTA_S3_PREFIX")]
    pub s3_prefix: String,
    #[command(flatten)]
    pub aws: Aws,
    /// Messages that one request asks for.
    #[arg(long, value_name = "N", default_value_t = 10, env = "IOTA_SQS_BATCH_SIZE",
        value_parser = clap::value_parser!(u8).range(1..=10))]
    pub sqs_batch_size: u8,
    /// Seconds that a request waits for a message.
    #[arg(long, value_name = "SECONDS", default_value_t = 10, env = "IOTA_SQS_WAIT",
        value_parser = clap::value_parser!(u8).range(0..=20))]
    pub sqs_wait: u8,
    /// Seconds after which a message is received again if this process is gone. As long as it works on one, it says so.
    #[arg(long, value_name = "SECONDS", default_value_t = 120, env = "IOTA_SQS_VISIBILITY_TIMEOUT",
        value_parser = clap::value_parser!(u32).range(3..=43_200))]
    pub sqs_visibility_timeout: u32,
    /// Messages in hand at a time.
    #[arg(long, value_name = "N", default_value = "64", env = "IOTA_CONCURRENCY")]
    pub concurrency: NonZeroU16,
    /// Objects are downloaded before they are worked on, up to this size in all. Larger ones while they are.
    #[arg(long, value_name = "SIZE", default_value = "64M", env = "IOTA_PREFETCH")]
    pub prefetch: Size,
    /// Copies the state file there, now and then, while it is used.
    #[arg(long, value_name = "FILE", env = "IOTA_STATE_BACKUP")]
    pub state_backup: Option<PathBuf>,
    /// Seconds from one copy to the next.
    #[arg(long, value_name = "SECONDS", default_value_t = 3600, env = "IOTA_STATE_BACKUP_INTERVAL",
        value_parser = clap::value_parser!(u32).range(1..))]
    pub state_backup_interval: u32,
    /// Seconds that what is in hand may take once SIGTERM has come. A few more go into saying what became of it.
    #[arg(long, value_name = "SECONDS", default_value_t = 20, env = "IOTA_GRACE")]
    pub grace: u32,
    /// Serves `/health`, `/ready` and `/metrics` there.
    #[arg(long, value_name = "ADDRESS:PORT", env = "IOTA_HTTP_ADDRESS")]
    pub http_address: Option<std::net::SocketAddr>,
}

/// Where AWS is.
#[derive(Args, Debug)]
pub struct Aws {
    /// Else the region is what AWS_REGION or a profile says.
    #[arg(long, value_name = "REGION", env = "IOTA_AWS_REGION")]
    pub aws_region: Option<String>,
    /// A server that stands in for AWS.
    #[arg(long, value_name = "URL", env = "IOTA_AWS_ENDPOINT_URL")]
    pub aws_endpoint_url: Option<String>,
}

#[derive(Args, Debug)]
pub struct Lake {
    /// Keeps every record below this folder, by log type and hour, for SQL to read. Without it they are not kept.
    #[arg(long = "data-lake", value_name = "DIR", env = "IOTA_DATA_LAKE")]
    pub directory: Option<PathBuf>,
    /// Keeps every record in this bucket of S3 instead.
    #[arg(long = "data-lake-bucket", value_name = "NAME", env = "IOTA_DATA_LAKE_BUCKET", conflicts_with = "directory")]
    pub bucket: Option<String>,
    /// The folder of the bucket that the data lake is in.
    #[arg(
        long = "data-lake-prefix",
        value_name = "PREFIX",
        default_value = "",
        hide_default_value = true,
        env = "IOTA_DATA_LAKE_PREFIX",
        requires = "bucket"
    )]
    pub prefix: String,
    /// What the data lake's files are.
    #[arg(long = "lake-format", value_enum, default_value_t = LakeFormat::Json, env = "IOTA_LAKE_FORMAT")]
    pub format: LakeFormat,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum LakeFormat {
    /// JSON Lines, gzipped: the records as they were sent.
    Json,
    /// Parquet: what iota found in typed columns, the records as they were sent as JSON text in `iota_record`.
    Parquet,
}

impl From<LakeFormat> for runtime::lake::Format {
    fn from(format: LakeFormat) -> runtime::lake::Format {
        match format {
            LakeFormat::Json => runtime::lake::Format::Json,
            LakeFormat::Parquet => runtime::lake::Format::Parquet,
        }
    }
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

/// A number of bytes, with `K`, `M`, `G` or `T` for the powers of 1024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Size, String> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let shift = match text.get(digits.len()..).unwrap_or_default().to_ascii_uppercase().as_str() {
            "" | "B" => 0,
            "K" | "KB" | "KIB" => 10,
            "M" | "MB" | "MIB" => 20,
            "G" | "GB" | "GIB" => 30,
            "T" | "TB" | "TIB" => 40,
            unit => return Err(format!("found the unit `{unit}`, expected K, M, G or T")),
        };
        let number: u64 = digits.parse().map_err(|_| format!("found `{digits}`, expected a number of bytes"))?;
        match number.checked_mul(1 << shift) {
            None | Some(0) => Err("expected at least one byte, and fewer than 2^64".to_owned()),
            Some(bytes) => Ok(Size(bytes)),
        }
    }
}

/// A share, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share(pub f64);

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> Result<Share, String> {
        match text.parse() {
            Ok(share) if (0.0..=1.0).contains(&share) => Ok(Share(share)),
            _ => Err("expected a number from 0 to 1".to_owned()),
        }
    }
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

    #[test]
    fn ages() {
        let since = |text: &str| text.parse::<Since>();
        assert_eq!(since("1970-01-01T00:00:05Z"), Ok(Since(jiff::Timestamp::from_second(5).expect("a time"))));
        let day = since("24h").expect("an age").0;
        assert!((jiff::Timestamp::now().duration_since(day).as_secs() - 86_400).abs() < 60);
        for wrong in ["", "h", "24", "-1h", "24x", "4000000000w", "\u{e9}"] {
            assert!(since(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn shares() {
        assert_eq!("0.001".parse(), Ok(Share(0.001)));
        assert_eq!("1".parse(), Ok(Share(1.0)));
        for wrong in ["", "-0.1", "1.1", "NaN", "1%"] {
            assert!(wrong.parse::<Share>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes() {
        assert_eq!("16M".parse(), Ok(Size(16 << 20)));
        assert_eq!("1kib".parse(), Ok(Size(1024)));
        assert_eq!("12".parse(), Ok(Size(12)));
        for wrong in ["", "x", "0", "1X", "-1", "99999999999T"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong}");
        }
    }
}
