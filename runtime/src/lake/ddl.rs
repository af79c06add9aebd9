//! The lake as a table of Athena: which hours and log types there are follows from the layout (partition projection), so
//! that no crawler and no `MSCK REPAIR` has to find them.

use std::fmt::Write as _;

use super::{Format, table};

/// A column that iota adds, its type where files have types, and what it holds.
const COLUMNS: [(&str, &str, &str); 9] = [
    ("iota_log_type", "string", "as rules name it"),
    ("iota_event_time", "timestamp", "when it happened, UTC"),
    ("iota_parse_time", "timestamp", "when iota read it, UTC"),
    ("iota_row_id", "string", "the same whenever the record is read"),
    ("iota_source", "string", "the file or object that held it"),
    ("iota_actor", "string", "who acted"),
    ("iota_source_ip", "string", "from where"),
    ("iota_action", "string", "what was done"),
    ("iota_outcome", "string", "success or failure"),
];

/// What a table is made of.
#[derive(Clone, Debug)]
pub struct Table<'t> {
    pub name: &'t str,
    /// The S3 prefix that holds `logs/`.
    pub location: &'t str,
    pub format: Format,
    pub log_types: &'t [&'t str],
    /// The first and the last year to look for.
    pub years: (i16, i16),
    /// Top-level fields of the records to have as columns, where the files are JSON; what is no string comes as JSON text.
    pub fields: &'t [String],
}

/// `CREATE EXTERNAL TABLE`.
pub fn create(table: &Table<'_>) -> String {
    let Table { name, format, log_types, years: (first, last), fields, .. } = *table;
    let location = table.location.trim_end_matches('/');
    let mut out = format!("CREATE EXTERNAL TABLE IF NOT EXISTS {name} (\n");
    let column = |(name, kind, what): (&str, &str, &str)| match format {
        // Times are text there, as RFC 3339 has them.
        Format::Json => format!("    `{name}` string COMMENT '{what}'"),
        Format::Parquet => format!("    `{name}` {kind} COMMENT '{what}'"),
    };
    let mut columns: Vec<String> = COLUMNS.map(column).into();
    match format {
        Format::Json => columns.extend(fields.iter().map(|field| format!("    `{}` string", field.to_lowercase()))),
        Format::Parquet => columns.push(column((table::RECORD, "string", "the record as it was sent, JSON"))),
    }
    out.push_str(&columns.join(",\n"));
    out.push_str("\n)\nPARTITIONED BY (\n");
    out.push_str("    `log_type` string, `year` int, `month` int, `day` int, `hour` int\n)\n");
    match format {
        Format::Json => {
            out.push_str("ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'\n");
            // Names of columns are in lower case, whatever the records have.
            out.push_str("WITH SERDEPROPERTIES ('ignore.malformed.json' = 'true', 'case.insensitive' = 'true')\n");
        }
        Format::Parquet => out.push_str("STORED AS PARQUET\n"),
    }
    let _ = writeln!(out, "LOCATION '{location}/logs/'\nTBLPROPERTIES (");
    let mut properties = vec![
        ("projection.enabled".to_owned(), "true".to_owned()),
        ("projection.log_type.type".to_owned(), "enum".to_owned()),
        ("projection.log_type.values".to_owned(), log_types.join(",")),
    ];
    let parts = [("year", first, last, 4), ("month", 1, 12, 2), ("day", 1, 31, 2), ("hour", 0, 23, 2)];
    for (name, first, last, digits) in parts {
        properties.push((format!("projection.{name}.type"), "integer".to_owned()));
        properties.push((format!("projection.{name}.range"), format!("{first},{last}")));
        properties.push((format!("projection.{name}.digits"), digits.to_string()));
    }
    let template = "${log_type}/year=${year}/month=${month}/day=${day}/hour=${hour}";
    properties.push(("storage.location.template".to_owned(), format!("{location}/logs/{template}")));
    let properties: Vec<String> = properties.iter().map(|(key, value)| format!("    '{key}' = '{value}'")).collect();
    out.push_str(&properties.join(",\n"));
    out.push_str("\n);\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_parquet_has_types_and_the_record_as_text() {
        let said = create(&Table {
            name: "logs",
            location: "s3://lake",
            format: Format::Parquet,
            log_types: &["AWS.CloudTrail"],
            years: (2024, 2030),
            fields: &[],
        });
        for part in [
            "    `iota_event_time` timestamp COMMENT 'when it happened, UTC',\n    `iota_parse_time` timestamp COMMENT",
            "    `iota_outcome` string COMMENT 'success or failure',\n    `iota_record` string COMMENT 'the record as it was sent, JSON'\n)\n",
            "\n)\nSTORED AS PARQUET\nLOCATION 's3://lake/logs/'\n",
            "'projection.enabled' = 'true'",
        ] {
            assert!(said.contains(part), "{part}\nis not in\n{said}");
        }
        assert!(!said.contains("SERDE"), "{said}");
    }

    #[test]
    fn the_table_has_the_layout_of_the_files() {
        let fields = ["eventName".to_owned()];
        let said = create(&Table {
            name: "logs",
            location: "s3://lake/",
            format: Format::Json,
            log_types: &["AWS.CloudTrail", "Okta.SystemLog"],
            years: (2024, 2030),
            fields: &fields,
        });
        for part in [
            "CREATE EXTERNAL TABLE IF NOT EXISTS logs (\n    `iota_log_type` string COMMENT",
            "    `iota_outcome` string COMMENT 'success or failure',\n    `eventname` string\n)\n",
            "LOCATION 's3://lake/logs/'",
            "'projection.log_type.values' = 'AWS.CloudTrail,Okta.SystemLog'",
            "'projection.year.range' = '2024,2030'",
            "'projection.hour.digits' = '2'",
            "'s3://lake/logs/${log_type}/year=${year}/month=${month}/day=${day}/hour=${hour}'\n);\n",
        ] {
            assert!(said.contains(part), "{part}\nis not in\n{said}");
        }
    }
}
