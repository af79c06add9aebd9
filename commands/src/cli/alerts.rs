//! The flags of `iota alerts` and `iota outputs`, and of where alerts go.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Since, State};

/// `iota alerts` lists them, unless it is told to do something else.
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Alerts {
    #[command(subcommand)]
    pub command: Option<AlertsCommand>,
    #[command(flatten)]
    pub list: ListAlerts,
}

#[derive(Subcommand, Debug)]
pub enum AlertsCommand {
    /// Lists alerts, the newest first.
    List(ListAlerts),
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

#[derive(Args, Debug)]
pub struct ListAlerts {
    #[command(flatten)]
    pub state: State,
    #[command(flatten)]
    pub which: WhichAlerts,
    /// Only those that are so. [default: all but `pending` and `shadow`, of which nobody was told]
    #[arg(long, value_enum, value_name = "STATUS", env = "IOTA_ALERTS_STATUS", conflicts_with = "suppressed")]
    pub status: Option<AlertStatus>,
    /// The matches that exceptions cover instead, the newest 10,000 of which are kept.
    #[arg(long, env = "IOTA_ALERTS_SUPPRESSED")]
    pub suppressed: bool,
    /// A JSON object a line.
    #[arg(long, env = "IOTA_JSON")]
    pub json: bool,
    /// How many are listed at the most.
    #[arg(long, value_name = "N", default_value_t = 100, env = "IOTA_ALERTS_LIMIT")]
    pub limit: u64,
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
    /// Its rule is one that nobody is told of.
    Shadow,
}

impl From<AlertStatus> for runtime::dedup::Status {
    fn from(status: AlertStatus) -> runtime::dedup::Status {
        match status {
            AlertStatus::Open => runtime::dedup::Status::Open,
            AlertStatus::Closed => runtime::dedup::Status::Closed,
            AlertStatus::Resolved => runtime::dedup::Status::Resolved,
            AlertStatus::Pending => runtime::dedup::Status::Pending,
            AlertStatus::Shadow => runtime::dedup::Status::Shadow,
        }
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
