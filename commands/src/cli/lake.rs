//! The flags of the data lake.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

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
