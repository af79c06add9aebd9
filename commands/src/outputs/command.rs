//! `iota outputs`: what outputs there are, and whether they work.

use std::fmt::Write as _;
use std::process::ExitCode;

use deliver::alert::Alert;
use deliver::config::Settings;
use deliver::output::Refusal;
use runtime::deliveries::Deliveries;
use serde::Serialize;

use crate::cli::Outputs;
use crate::config::Config;
use crate::{INTERNAL, USAGE, print, say};

#[derive(Serialize)]
struct Listed<'s> {
    name: &'s str,
    r#type: &'static str,
    to: String,
    wants: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dead: Option<u64>,
}

/// What is sent to see whether an output works.
#[derive(Serialize)]
struct Sample<'s> {
    alert_id: String,
    rule_id: &'static str,
    title: String,
    severity: &'static str,
    dedup: &'s str,
    log_type: &'static str,
    event_time: String,
    actor: &'static str,
    source_ip: &'static str,
    action: &'static str,
    tags: [&'static str; 1],
    description: &'static str,
    runbook: &'static str,
    alert_context: Context<'s>,
}

#[derive(Serialize)]
struct Context<'s> {
    account: &'static str,
    region: &'static str,
    output: &'s str,
    /// What every output must show as it is.
    characters: &'static str,
}

/// Does what was asked for.
///
/// # Errors
/// Where the output cannot be written, or the state not be read.
pub fn run(asked: Outputs) -> anyhow::Result<ExitCode> {
    let (Outputs::List { config, .. } | Outputs::Test { config, .. }) = &asked;
    let file = match Config::read(config.as_deref()) {
        Ok(file) => file,
        Err(why) => {
            say(&why);
            return Ok(ExitCode::from(USAGE));
        }
    };
    match asked {
        Outputs::List { state, json, .. } => {
            let deliveries = state.path.filter(|path| path.exists()).map(|path| Deliveries::open(&path)).transpose()?;
            let counts = deliveries.as_ref().map(Deliveries::counts).transpose()?;
            if let Some(unrouted @ 1..) = deliveries.as_ref().map(Deliveries::unrouted).transpose()? {
                say(&format!("{unrouted} more wait of which nobody has found out yet where they go"));
            }
            let listed: Vec<Listed<'_>> = file.outputs.iter().map(|output| listed(output, counts.as_deref())).collect();
            if json { print(&format!("{}\n", sonic_rs::to_string(&listed)?)) } else { print(&table(&listed)) }
        }
        Outputs::Test { name, dry_run, .. } => {
            let Some(output) = file.outputs.iter().find(|output| output.name.eq_ignore_ascii_case(&name)) else {
                let names: Vec<&str> = file.outputs.iter().map(|output| output.name.as_str()).collect();
                say(&match &names[..] {
                    [] => "no outputs are configured: `iota.toml` has no `[[output]]`".to_owned(),
                    names => format!(
                        "no output is called `{}`: there are {}",
                        runtime::progress::shown(&name),
                        names.join(", ")
                    ),
                });
                return Ok(ExitCode::from(USAGE));
            };
            test(output, dry_run)
        }
    }
}

fn listed<'s>(output: &'s Settings, counts: Option<&[(String, u64, u64)]>) -> Listed<'s> {
    let found = counts.map(|counts| {
        let of = counts.iter().find(|(name, ..)| *name == output.name);
        of.map_or((0, 0), |(_, waiting, dead)| (*waiting, *dead))
    });
    Listed {
        name: &output.name,
        r#type: output.kind.name(),
        to: output.kind.shown(),
        wants: output.shown(),
        waiting: found.map(|(waiting, _)| waiting),
        dead: found.map(|(_, dead)| dead),
    }
}

fn table(outputs: &[Listed<'_>]) -> String {
    let mut out = String::new();
    if outputs.is_empty() {
        out.push_str("no outputs are configured: alerts go to standard output alone\n");
    }
    for Listed { name, r#type, to, wants, waiting, dead } in outputs {
        let _ = write!(out, "{name}  {type} to {to}\n    {wants}\n");
        if let (Some(waiting), Some(dead)) = (waiting, dead) {
            let _ = writeln!(out, "    {waiting} waiting, {dead} dead letters");
        }
    }
    out
}

fn test(output: &Settings, dry_run: bool) -> anyhow::Result<ExitCode> {
    let made = match output.output() {
        Ok(made) => made,
        Err(why) => {
            say(&format!("the output `{}` cannot be used: {why}", output.name));
            return Ok(ExitCode::from(USAGE));
        }
    };
    let now = jiff::Timestamp::now();
    let sample = Sample {
        alert_id: format!("test-{}-{}", output.name, now.as_millisecond()),
        rule_id: "iota_outputs_test",
        title: format!("A test of the output {}", output.name),
        severity: "INFO",
        dedup: &output.name,
        log_type: "AWS.CloudTrail",
        event_time: now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        actor: "arn:aws:iam::111122223333:user/example",
        source_ip: "192.0.2.1",
        action: "ConsoleLogin",
        tags: ["Test"],
        description: "Somebody ran `iota outputs test`. Nothing has happened.",
        runbook: "Nothing is to be done.",
        alert_context: Context {
            account: "111122223333",
            region: "eu-central-1",
            output: &output.name,
            characters: "<b>&amp;</b> \"quoted\" 'single' *bold* `code` ä 😀",
        },
    };
    let alert = Alert::read(sonic_rs::to_string(&sample)?.as_bytes())?;
    if dry_run {
        return print(&made.preview(&[alert]));
    }
    match deliver::once(&*made, &[alert], output.pace.timeout)? {
        Ok(sent) => print(&format!("`{}` took it: {}\n", output.name, sent.0)),
        Err(refusal) => {
            let means = match &refusal {
                Refusal::Down { .. } => "an alert would wait and be tried again",
                Refusal::Failed { .. } => "an alert would be tried again some times",
                Refusal::Never { .. } => "an alert would become a dead letter",
            };
            say(&format!("`{}` did not take it: {} ({means})", output.name, refusal.why()));
            Ok(ExitCode::from(INTERNAL))
        }
    }
}
