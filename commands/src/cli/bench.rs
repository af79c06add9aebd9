//! The flags of `iota bench`.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Share, Size};

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
