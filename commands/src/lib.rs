//! The command line of `iota`, but for the rules that it runs.
//!
//! Those are given to [`main`]: what is here is compiled once, and other rules cost no more than their own compilation and a link.

mod alerts;
mod bench;
mod choose;
mod classify;
mod cli;
mod config;
mod effective;
mod enrichment;
mod exceptions;
#[cfg(feature = "interpreter")]
mod further;
mod navigator;
mod outputs;
mod pod;
mod quarantine;
mod rules;
mod show;
mod state;

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
#[cfg(feature = "interpreter")]
use std::time::Duration;

use anyhow::Context;
use clap::{CommandFactory, FromArgMatches};
use deliver::ocsf::Lines;
use event::RuleSet;
use runtime::interpret::Interpreters;
use runtime::lake::ddl::{self, Table};
use runtime::lake::{Directory, Lake, Limits, Storage};
use runtime::{Config, Error, Mode, Summary};

use cli::{AlertFormat, Cli, Command, Deliver, Input, LakeCommand, Run, RunMode};

/// Something went wrong that is none of the others.
const INTERNAL: u8 = 1;
/// What was asked for makes no sense.
const USAGE: u8 = 2;
/// Something of the input could not be read; the rest was.
const UNREADABLE: u8 = 3;

/// Does what the process's arguments ask for, with `rules` as those that are compiled in.
pub fn main(rules: &'static RuleSet) -> ExitCode {
    match start(rules) {
        Ok(code) => code,
        Err(e) => {
            say(&format!("{e:#}"));
            ExitCode::from(INTERNAL)
        }
    }
}

fn start(rules: &'static RuleSet) -> anyhow::Result<ExitCode> {
    #[cfg(feature = "interpreter")]
    {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        if let Some((interpreter::worker::WORKER, rest)) = arguments.split_first().map(|(a, rest)| (a.as_str(), rest)) {
            return Ok(interpreter::worker::main(rest));
        }
    }
    let matches = Cli::command().get_matches();
    let mut cli = Cli::from_arg_matches(&matches).unwrap_or_else(|e| e.exit());
    cli.split_lists(&matches);
    match cli.command {
        Some(Command::Alerts(asked)) => alerts::run(asked),
        Some(Command::Bench(asked)) => bench::run(rules, &asked),
        Some(Command::Rules { what: Some(cli::Rules::Show { rule }), .. }) => show::print(rules, &rule),
        Some(Command::Rules { navigator: true, .. }) => navigator::print(rules),
        Some(Command::Rules { json, .. }) => rules::list(rules, json),
        Some(Command::Evaluate { input, rule, all }) => {
            once(rules, input, Kept::default(), &rule, Mode::Evaluate { all }, None)
        }
        Some(Command::Lake(LakeCommand::Ddl { location, table, format, from, to, fields })) => {
            if let (cli::LakeFormat::Parquet, Some(field)) = (format, fields.first()) {
                say(&format!(
                    "`--field {field}` cannot be a column of Parquet files, which hold records as text: leave it out and \
                     ask for `json_extract(iota_record, '$.{field}')`"
                ));
                return Ok(ExitCode::from(USAGE));
            }
            let log_types: Vec<&str> =
                runtime::logs::TYPES.iter().filter(|kind| kind.is_event).map(|kind| kind.name).collect();
            let (format, years) = (format.into(), (from, to));
            let table =
                Table { name: &table, location: &location, format, log_types: &log_types, years, fields: &fields };
            print(&ddl::create(&table))
        }
        Some(Command::Config { flags }) => effective::print(flags),
        Some(Command::Outputs(asked)) => outputs::command::run(asked),
        Some(Command::Quarantine(asked)) => quarantine::run(rules, asked),
        Some(Command::Classify { paths, format, records }) => classify::run(paths, format, records),
        None => {
            let lake = lake(&cli.lake, &cli.pod.aws, cli.state.as_deref())?;
            let follow_ups = match cli.follow_ups {
                Some(cli::Switch::On) => FollowUps::On,
                Some(cli::Switch::Off) => FollowUps::Off,
                None if cli.input.mode == RunMode::Once => FollowUps::ToOutputs,
                None => FollowUps::On,
            };
            let kept = Kept { state: cli.state, follow_ups, quarantine: cli.bounds.into(), lake };
            match cli.input.mode {
                RunMode::Once => once(rules, cli.input, kept, &[], Mode::Alerts, Some(cli.deliver)),
                RunMode::Sqs => pod::run(rules, service::Kind::Notices, cli.input, kept, cli.pod, cli.deliver),
                RunMode::EventBridge => pod::run(rules, service::Kind::Events, cli.input, kept, cli.pod, cli.deliver),
            }
        }
    }
}

/// Whether it is said how many matches an alert came to.
#[derive(Clone, Copy, Default)]
enum FollowUps {
    #[default]
    Off,
    /// Where somebody is told besides standard output, unless what is read again counts again.
    ToOutputs,
    On,
}

/// What is kept of a run.
#[derive(Default)]
struct Kept {
    state: Option<PathBuf>,
    follow_ups: FollowUps,
    quarantine: runtime::quarantine::Bounds,
    lake: Option<Arc<Lake>>,
}

/// The data lake, if one is asked for.
fn lake(asked: &cli::Lake, aws: &cli::Aws, state: Option<&Path>) -> anyhow::Result<Option<Arc<Lake>>> {
    let storage: Box<dyn Storage> = match (&asked.directory, &asked.bucket) {
        (Some(directory), _) => Box::new(Directory::open(directory.clone())?),
        (None, Some(bucket)) => {
            // A read-only root has no other place to write to.
            let incoming = state.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
            let incoming = incoming.map_or_else(std::env::temp_dir, Path::to_owned);
            Box::new(service::Bucket::open(&pod::place(aws, Vec::new()), bucket.clone(), &asked.prefix, incoming)?)
        }
        (None, None) => return Ok(None),
    };
    Ok(Some(Arc::new(Lake::new(storage, asked.format.into(), Limits::default()))))
}

fn once(
    compiled: &'static RuleSet,
    input: Input,
    kept: Kept,
    ids: &[String],
    mode: Mode,
    deliver: Option<Deliver>,
) -> anyhow::Result<ExitCode> {
    if input.jsonl.is_empty() {
        say("nothing to read: name files, folders or `-` with `--jsonl`");
        return Ok(ExitCode::from(USAGE));
    }
    let Some((mut config, file)) = configured(compiled, input, kept, ids, mode)? else {
        return Ok(ExitCode::from(USAGE));
    };
    let running = match mode {
        Mode::Alerts => outputs::ready(&mut config, &file.outputs, say)?.map(outputs::Ready::start).transpose()?,
        Mode::Evaluate { .. } | Mode::Classify(_) => None,
    };
    let mut out = printer(deliver.map(|deliver| deliver.alert_format));
    let ended = runtime::run(config, &mut out, &mut io::stderr());
    if let (Some(running), Some(deliver)) = (running, deliver) {
        running.finish(deliver.within.0);
    }
    Ok(exit_code(ended, |summary| say(&summary.to_string())))
}

/// Standard output, which lines of alerts are written to; `None`: what is written is none.
fn printer(format: Option<AlertFormat>) -> Box<dyn Write + Send> {
    let out = BufWriter::with_capacity(64 << 10, io::stdout());
    match format {
        Some(AlertFormat::Ocsf) => Box::new(Lines::new(out)),
        Some(AlertFormat::Json) | None => Box::new(out),
    }
}

/// What to run, over what. `None`: what was asked for makes no sense, and it was said why.
fn configured(
    compiled: &'static RuleSet,
    input: Input,
    kept: Kept,
    ids: &[String],
    mode: Mode,
) -> anyhow::Result<Option<(Config, config::Config)>> {
    for (flag, given) in [("--python", &input.python), ("--engine", &input.engine)] {
        if given.is_some() {
            say(&format!("`{flag}` is not needed any more and is ignored: the rules are compiled in"));
        }
    }
    let config = config(compiled, &input.run, kept, ids)?;
    Ok(config.map(|(config, file)| (Config { inputs: input.jsonl, mode, ..config }, file)))
}

/// What to run, but for what over, and the file that it is configured by; `None`: what was asked for makes no sense, as was
/// said.
fn config(
    compiled: &'static RuleSet,
    run: &Run,
    kept: Kept,
    ids: &[String],
) -> anyhow::Result<Option<(Config, config::Config)>> {
    let rules = match choose::choose(compiled, &run.rules, ids) {
        Ok(rules) => rules,
        Err(why) => {
            say(&why);
            return Ok(None);
        }
    };
    let rules = if run.shadow_experimental { choose::shadowed(rules) } else { rules };
    for notice in choose::notices(compiled, &rules) {
        say(&notice);
    }
    let mut file = match config::Config::read(run.config.as_deref()) {
        Ok(file) => file,
        Err(why) => {
            say(&why);
            return Ok(None);
        }
    };
    let hints = file.hints();
    let exceptions = match exceptions::all(run.exceptions.as_deref(), std::mem::take(&mut file.exceptions), compiled) {
        Ok(exceptions) => exceptions,
        Err(why) => {
            say(&why);
            return Ok(None);
        }
    };
    let enrichment = match enrichment::open(std::mem::take(&mut file.enrichment), &run.geoip) {
        Ok(enrichment) => enrichment.map(Arc::new),
        Err(why) => {
            say(&why);
            return Ok(None);
        }
    };
    let threads = run.threads.map_or_else(std::thread::available_parallelism, Ok).context("counting the cores")?;
    let follow_ups = match kept.follow_ups {
        FollowUps::Off => false,
        FollowUps::ToOutputs => !file.outputs.is_empty() && kept.state.is_none(),
        FollowUps::On => true,
    };
    let config = Config {
        interpreters: interpreters(run),
        inputs: Vec::new(),
        rules,
        mode: Mode::Alerts,
        clock: run.clock,
        threads: threads.get(),
        decode: runtime::decode::Limits { size: run.max_decompressed.0, ratio: run.max_ratio },
        data_models: compiled.data_models,
        record_limit: usize::try_from(run.max_record.0).context("`--max-record` is too large")?,
        hints,
        exceptions: Arc::new(exceptions),
        enrichment,
        strict: run.strict,
        state: kept.state,
        state_is_temporary: false,
        follow_ups,
        backup: None,
        watched: Vec::new(),
        quarantine: kept.quarantine,
        lake: kept.lake,
        delivers: false,
        tally: None,
        progress: io::stderr().is_terminal(),
    };
    Ok(Some((config, file)))
}

/// How a run ended; `sum_up` says what one came to that got to the end.
fn exit_code(ended: Result<Summary, Error>, sum_up: impl FnOnce(&Summary)) -> ExitCode {
    match ended {
        Ok(summary) => {
            sum_up(&summary);
            if summary.complete() { ExitCode::SUCCESS } else { ExitCode::from(UNREADABLE) }
        }
        // Who reads the output has seen enough, as with `| head`.
        Err(Error::Closed) => ExitCode::SUCCESS,
        Err(e) => {
            say(&e.to_string());
            ExitCode::from(INTERNAL)
        }
    }
}

/// What runs the rules that are not compiled, if it is built in.
fn interpreters(run: &Run) -> Option<Arc<dyn Interpreters>> {
    #[cfg(feature = "interpreter")]
    {
        let limits = interpreter::Limits {
            time: Duration::from_millis(run.interpreter_time.get()),
            memory: run.interpreter_memory.0,
        };
        Some(Arc::new(interpreter::Workers::new(limits)))
    }
    #[cfg(not(feature = "interpreter"))]
    {
        let _ = run;
        None
    }
}

/// Prints `text`; who reads it may have seen enough before its end.
fn print(text: &str) -> anyhow::Result<ExitCode> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// One line for people.
fn say(text: &str) {
    // There is no other place to say that stderr cannot be written.
    drop(writeln!(io::stderr(), "iota: {text}"));
}
