//! Alerts to where people look, each output at its own pace.
//!
//! ```text
//! lines of JSON ── alert ── route ──> rows of an outbox ── engine, a task for each output ──> output ──> the service
//!                                                             rate, backoff, circuit, dead letters
//! ```
//!
//! What is delivered is delivered at least once, under a key that is the same each time ([`alert::Alert::key`]). An output that
//! does not work holds up nothing but itself. Where the rows are kept is not known here: see [`outbox::Outbox`].

pub mod alert;
pub mod config;
mod digest;
pub mod engine;
pub mod enrichment;
pub mod file;
pub mod http;
pub mod mail;
mod messages;
pub mod ocsf;
pub mod opsgenie;
pub mod outbox;
pub mod output;
pub mod pagerduty;
pub mod rate;
pub mod route;
pub mod secret;
pub mod slack;
pub mod smtp;
pub mod sns;
pub mod splunk;
pub mod sqs;
pub mod syslog;
pub mod template;
pub mod text;
pub mod tls;
pub mod webhook;

use std::time::Duration;

/// Sends `alerts` once, and waits for what the service says.
///
/// # Errors
/// Where the system has no timers; within, why they were not taken.
pub fn once(
    output: &dyn output::Output,
    alerts: &[alert::Alert],
    within: Duration,
) -> std::io::Result<Result<output::Sent, output::Refusal>> {
    use output::{Refusal, Sent};

    let tokio = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sent = tokio.block_on(async { tokio::time::timeout(within, output.send(alerts)).await });
    let secrets = output.secrets();
    let scrub = |why: String| secret::scrubbed(&why, &secrets);
    Ok(match sent {
        Ok(Ok(Sent(said))) => Ok(Sent(scrub(said))),
        Ok(Err(Refusal::Down { after, why })) => Err(Refusal::Down { after, why: scrub(why) }),
        Ok(Err(Refusal::Failed { why })) => Err(Refusal::Failed { why: scrub(why) }),
        Ok(Err(Refusal::Never { why })) => Err(Refusal::Never { why: scrub(why) }),
        Err(_) => Err(Refusal::down("no answer in time")),
    })
}
