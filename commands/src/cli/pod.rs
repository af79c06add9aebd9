//! The flags of a service.

use std::num::NonZeroU16;
use std::path::PathBuf;

use clap::Args;

use super::Size;

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
