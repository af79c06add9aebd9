//! What takes time, as spans: a message, an object in it, its download, its evaluation, the deletion. Attributes are named as
//! OpenTelemetry's conventions for messaging and for AWS have them.

use runtime::Summary;
use tracing::field::Empty;
use tracing::{Instrument, Span, info_span};

use crate::metrics::Outcome;
use crate::object::Place;
use crate::queue::Message;

/// A message, from its receipt until it is deleted or left.
pub fn message(queue: &str, message: &Message) -> Span {
    info_span!(
        "process",
        "otel.name" = format!("process {queue}"),
        "otel.kind" = "consumer",
        "otel.status_code" = Empty,
        "otel.status_description" = Empty,
        "messaging.system" = "aws_sqs",
        "messaging.operation.type" = "process",
        "messaging.destination.name" = queue,
        "messaging.message.id" = message.id,
        "messaging.message.body.size" = message.body.len(),
        "iota.received" = message.received,
        "iota.outcome" = Empty,
    )
}

/// An object that a message tells of.
pub fn object(bucket: &str, key: &str) -> Span {
    info_span!(
        "object",
        "otel.status_code" = Empty,
        "otel.status_description" = Empty,
        "aws.s3.bucket" = bucket,
        "aws.s3.key" = key,
        "iota.outcome" = Empty,
    )
}

/// The request for an object, and, where it is taken in as a whole, its body.
pub fn download(place: &Place) -> Span {
    info_span!(
        "S3/GetObject",
        "otel.kind" = "client",
        "otel.status_code" = Empty,
        "otel.status_description" = Empty,
        "rpc.system" = "aws-api",
        "rpc.service" = "S3",
        "rpc.method" = "GetObject",
        "aws.s3.bucket" = place.bucket,
        "aws.s3.key" = place.key,
        "iota.bytes" = Empty,
    )
}

/// From when something is given to the engine until what came of it is kept.
pub fn evaluation() -> Span {
    info_span!(
        "evaluate",
        "otel.status_code" = Empty,
        "otel.status_description" = Empty,
        "iota.outcome" = Empty,
        "iota.events" = Empty,
        "iota.alerts" = Empty,
    )
}

/// Messages that are done with are deleted together.
pub fn deletion(queue: &str, messages: usize) -> Span {
    info_span!(
        parent: None,
        "settle",
        "otel.name" = format!("settle {queue}"),
        "otel.kind" = "client",
        "otel.status_code" = Empty,
        "otel.status_description" = Empty,
        "messaging.system" = "aws_sqs",
        "messaging.operation.type" = "settle",
        "messaging.destination.name" = queue,
        "messaging.batch.message_count" = messages,
    )
}

/// Has `work` done within `span`, which then says what came of it.
pub async fn within(span: Span, work: impl Future<Output = Result<Outcome, String>>) -> Result<Outcome, String> {
    let done = work.instrument(span.clone()).await;
    ended(&span, &done);
    done
}

/// Says what came of it.
pub fn ended(span: &Span, ended: &Result<Outcome, String>) {
    match ended {
        Ok(outcome) => {
            span.record("iota.outcome", outcome.label());
        }
        Err(why) => failed(span, why),
    }
}

/// Says how large an object is, or why it is not there.
pub fn downloaded(span: &Span, size: Result<Option<u64>, String>) {
    match size {
        Ok(size) => {
            span.record("iota.bytes", size);
        }
        Err(why) => failed(span, &why),
    }
}

/// Says what was found in it.
pub fn counted(span: &Span, counts: &Summary) {
    span.record("iota.events", counts.records).record("iota.alerts", counts.alerts);
}

/// Says why it failed.
pub fn failed(span: &Span, why: &str) {
    span.record("otel.status_code", "ERROR").record("otel.status_description", why);
}
