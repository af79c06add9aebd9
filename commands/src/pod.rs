//! `--mode=sqs` and `--mode=eventbridge`: iota as a service.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use event::RuleSet;
use runtime::{Backup, Mode};
use service::{Kind, Options, Place, Role};

use crate::cli::{Aws, Deliver, Input, Pod};
use crate::{INTERNAL, Kept, USAGE, configured, outputs, printer, say};

/// Where AWS is, and the roles that are assumed there.
pub fn place(aws: &Aws, roles: Vec<Role>) -> Place {
    Place { region: aws.aws_region.clone(), endpoint: aws.aws_endpoint_url.clone(), roles }
}

/// Says it as a service says things.
fn warn(text: &str) {
    let _ = writeln!(service::log::Warnings::default(), "{text}");
}

/// Works on messages until the process is told to stop.
pub fn run(
    rules: &'static RuleSet,
    kind: Kind,
    input: Input,
    kept: Kept,
    pod: Pod,
    deliver: Deliver,
) -> anyhow::Result<ExitCode> {
    if !input.jsonl.is_empty() {
        say("`--jsonl` is for `--mode=once`: a service reads what its messages tell of");
        return Ok(ExitCode::from(USAGE));
    }
    let Some(queue) = pod.sqs_queue_url.clone() else {
        say("whose messages are to be read? Name a queue with `--sqs-queue-url`");
        return Ok(ExitCode::from(USAGE));
    };
    if kept.state.is_none() {
        say("without `--state` nothing is remembered when iota ends: what comes again then, counts and alerts again");
    }
    if pod.state_backup.is_some() && kept.state.is_none() {
        say("`--state-backup` copies the file that `--state` names: name one");
        return Ok(ExitCode::from(USAGE));
    }
    let _log = service::log::init()?;
    if let Some(path) = &kept.state
        && let Some(report) = runtime::set_aside_if_damaged(path)?
    {
        warn(&report);
    }
    let Some((mut config, file)) = configured(rules, input, kept, &[], Mode::Alerts)? else {
        return Ok(ExitCode::from(USAGE));
    };
    let every = Duration::from_secs(u64::from(pod.state_backup_interval));
    config.watched = file.watched();
    config.backup = pod.state_backup.map(|path| Backup { path, every });
    let ready = outputs::ready(&mut config, &file.outputs, warn)?;
    let options = Options {
        kind,
        place: place(&pod.aws, file.roles),
        queue,
        dead_letters: pod.dlq_url,
        bucket: pod.s3_bucket,
        prefix: pod.s3_prefix,
        batch: usize::from(pod.sqs_batch_size),
        wait: Duration::from_secs(u64::from(pod.sqs_wait)),
        visibility: Duration::from_secs(u64::from(pod.sqs_visibility_timeout)),
        messages: usize::from(pod.concurrency.get()),
        prefetch: pod.prefetch.0,
        grace: Duration::from_secs(u64::from(pod.grace)),
        rules_hash: rules.hash,
        http: pod.http_address,
    };
    // Where alerts wait goes once nothing delivers them any more.
    let (outputs, _place) = ready.map_or((None, None), |ready| {
        let outputs::Ready { lanes, outbox, place } = ready;
        (Some(service::Outputs { lanes, outbox }), Some(place))
    });
    match service::run(options, config, outputs, printer(Some(deliver.alert_format))) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(e) => {
            say(&e.to_string());
            Ok(ExitCode::from(INTERNAL))
        }
    }
}
