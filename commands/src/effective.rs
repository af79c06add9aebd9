//! `iota config`: what a run goes by, and what says so.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, CommandFactory};
use runtime::logs::LogType;

use crate::cli::Cli;
use crate::config::Config;
use crate::{USAGE, say};

/// Flags that say nothing of a run.
const NOT_OF_A_RUN: [&str; 4] = ["help", "version", "python", "engine"];

/// Words in the names of flags whose values are nobody's business.
const SECRET: [&str; 4] = ["secret", "token", "password", "credential"];

/// Prints it for the flags of a run.
///
/// # Errors
/// Where the output cannot be written.
pub fn print(flags: Vec<OsString>) -> anyhow::Result<ExitCode> {
    let mut command = Cli::command();
    command.build();
    let given = std::iter::once(OsString::from("iota")).chain(flags);
    let matches = command.clone().try_get_matches_from(given).unwrap_or_else(|e| e.exit());
    if matches.subcommand().is_some() {
        say("`iota config` takes the flags of a run, and no subcommand");
        return Ok(ExitCode::from(USAGE));
    }
    let mut out = String::new();
    for flag in command.get_arguments().filter(|flag| !NOT_OF_A_RUN.contains(&flag.get_id().as_str())) {
        let name = flag.get_long().unwrap_or(flag.get_id().as_str());
        let _ = match said(flag, &matches) {
            Some((value, by)) => writeln!(out, "{name} = {value}  # {by}"),
            None => writeln!(out, "# {name} is not set"),
        };
    }
    let file = match Config::read(matches.get_one::<PathBuf>("config").map(PathBuf::as_path)) {
        Ok(file) => file,
        Err(why) => {
            say(&why);
            return Ok(ExitCode::from(USAGE));
        }
    };
    if let Some(path) = &file.file {
        let _ = writeln!(out, "\n# {}", path.display());
    }
    for source in &file.sources {
        let first = |log_type: &LogType| format!("{} is tried first", log_type.name);
        let said = [
            source.log_type.filter(|_| !source.names.is_empty()).map(first),
            source.silence.map(|silence| format!("silent for {} s it is an alert", silence.as_secs())),
        ];
        let said = said.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let said = if said.is_empty() { said } else { format!("  # {said}") };
        let _ = writeln!(out, "source = {}{said}", quoted(source.name()));
    }
    for role in &file.roles {
        let of = [&role.buckets[..], &role.accounts[..]].concat().join(", ");
        let _ = writeln!(out, "assume-role = {}  # for objects of {of}", quoted(&role.arn));
    }
    for output in &file.outputs {
        let (kind, to) = (output.kind.name(), quoted(&output.kind.shown()));
        let _ = writeln!(out, "output = {}  # {kind} to {to}: {}", quoted(&output.name), output.shown());
    }
    for (name, path) in file.enrichment.files() {
        let _ = writeln!(out, "{name} = {}", quoted(&path.to_string_lossy()));
    }
    for table in &file.enrichment.tables {
        let annotates: Vec<&str> = table.annotates.iter().map(|field| field.name()).collect();
        let annotates = if annotates.is_empty() { "nothing of alerts".into() } else { annotates.join(", ") };
        let (name, path) = (quoted(&table.name), quoted(&table.file.to_string_lossy()));
        let _ = writeln!(out, "lookup = {name}  # {path}, {}: {annotates}", table.matching.name());
    }
    for exception in &file.exceptions {
        let rules: Vec<String> = exception.rules.iter().map(|rule| quoted(rule)).collect();
        let until = exception.expires.map_or(String::new(), |expires| format!(", until {expires}"));
        let _ = writeln!(out, "exception = [{}]  # {}{until}", rules.join(", "), exception.place);
    }
    crate::print(&out)
}

/// A flag's value, and what gave it.
fn said(flag: &Arg, matches: &ArgMatches) -> Option<(String, String)> {
    let id = flag.get_id().as_str();
    let by = match matches.value_source(id)? {
        ValueSource::CommandLine => "the command line".to_owned(),
        ValueSource::EnvVariable => {
            let name = flag.get_env().map(|name| name.to_string_lossy().into_owned());
            format!("the environment: {}", name.unwrap_or_default())
        }
        _ => "by default".to_owned(),
    };
    if matches!(flag.get_action(), ArgAction::SetTrue) {
        return Some((matches.get_flag(id).to_string(), by));
    }
    if SECRET.iter().any(|word| id.contains(word)) {
        return Some(("\"...\"".to_owned(), by));
    }
    let values: Vec<String> = matches.get_raw(id)?.map(|value| value.to_string_lossy().into_owned()).collect();
    let value = match &values[..] {
        [value] if value.parse::<u64>().is_ok() => value.clone(),
        [value]
            if matches!(flag.get_action(), ArgAction::Set)
                && flag.get_num_args().is_none_or(|n| n.max_values() == 1) =>
        {
            quoted(value)
        }
        values => format!("[{}]", values.iter().map(|value| quoted(value)).collect::<Vec<_>>().join(", ")),
    };
    Some((value, by))
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", runtime::quarantine::shown(value.as_bytes(), usize::MAX).replace('"', "\\\""))
}
