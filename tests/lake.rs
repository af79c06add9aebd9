//! The data lake, written by the binary and read back with DuckDB: every record is there once.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

fn iota(lake: &Path, input: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("IOTA_")) {
        command.env_remove(name);
    }
    command.arg("--data-lake").arg(lake).arg("--jsonl").arg(input).stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn write(lake: &Path, input: &Path) {
    finish(&mut iota(lake, input));
}

fn parquet(lake: &Path, input: &Path) -> Command {
    let mut command = iota(lake, input);
    command.args(["--lake-format", "parquet"]);
    command
}

fn finish(command: &mut Command) {
    let output = command.output().expect("it starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// What DuckDB says to `sql`, in which `logs` is the lake of JSON: a row a line, columns by tabs.
fn ask(lake: &Path, sql: &str) -> Vec<String> {
    let read = "read_json('{logs}/*.json.gz', hive_partitioning=true, union_by_name=true, format='newline_delimited', \
                sample_size=-1, maximum_object_size=50000000)";
    ask_of(read, lake, sql)
}

/// The same of a lake of Parquet.
fn ask_parquet(lake: &Path, sql: &str) -> Vec<String> {
    ask_of("read_parquet('{logs}/*.parquet', hive_partitioning=true, file_row_number=true, filename=true)", lake, sql)
}

fn ask_of(read: &str, lake: &Path, sql: &str) -> Vec<String> {
    let program = "\
import duckdb, sys
read = sys.argv[3].replace('{logs}', sys.argv[1] + '/logs/*/*/*/*/*')
duckdb.sql(\"SET TimeZone = 'UTC'\")
duckdb.sql(f'CREATE VIEW logs AS SELECT * FROM {read}')
for row in duckdb.sql(sys.argv[2]).fetchall():
    print(*row, sep='\\t')
";
    let output =
        Command::new("python3").arg("-c").arg(program).arg(lake).arg(sql).arg(read).output().expect("python3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// The lake's files, and what is in each.
fn files(lake: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![lake.join("logs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a readable file");
                found.insert(path.strip_prefix(lake).expect("it is below").to_owned(), bytes);
            }
        }
    }
    found
}

/// CloudTrail records, the events of many hours mixed.
fn many(count: usize) -> String {
    let mut out = String::new();
    for i in 0..count {
        let (hour, minute) = (i * 7 % 24, i % 60);
        writeln!(
            out,
            r#"{{"eventVersion":"1.08","eventTime":"2026-03-01T{hour:02}:{minute:02}:00Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"id-{i}","requestParameters":{{"key":"{i:0>200}"}}}}"#
        )
        .expect("in memory");
    }
    out
}

#[test]
fn every_record_is_kept_once_as_it_was_sent() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in.jsonl");
    let record = r#"{"eventVersion":"1.08","eventTime":"2026-03-01T09:30:00.5Z", "eventSource":"iam.amazonaws.com","eventName":"CreateUser","sourceIPAddress":"203.0.113.9","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/alice"},"iota_log_type":"GitHub.Audit","additionalEventData":{"x":[1.0,"\u00e9 }"]}}"#;
    std::fs::write(&input, format!("{record}\n{}", many(50))).expect("a file");
    write(dir.path(), &input);
    let counted = ask(dir.path(), "SELECT count(*), count(DISTINCT eventID), count(DISTINCT iota_row_id) FROM logs");
    assert_eq!(counted, ["51\t50\t51"]);
    let first = "SELECT year, month, day, hour, epoch_ms(iota_event_time), iota_actor, iota_source_ip, iota_action, iota_outcome, \
                 iota_source FROM logs WHERE eventName = 'CreateUser'";
    let source = input.to_str().expect("UTF-8");
    let expected = format!(
        "2026\t03\t01\t09\t1772357400500\tarn:aws:iam::111122223333:user/alice\t203.0.113.9\tCreateUser\tsuccess\t{source}"
    );
    let said = ask(dir.path(), first);
    assert_eq!(said, [expected]);

    // Its own columns cannot speak for iota: the last of equal keys wins.
    let lines: String = files(dir.path())
        .values()
        .map(|bytes| {
            let mut text = String::new();
            std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(&bytes[..]), &mut text).expect("gzip");
            text
        })
        .collect();
    let line = lines.lines().find(|line| line.contains("CreateUser")).expect("the record is there");
    assert!(
        line.contains(r#""additionalEventData":{"x":[1.0,"\u00e9 }"]},"iota_log_type":"AWS.CloudTrail","#),
        "{line}"
    );
}

#[test]
fn a_file_read_again_writes_the_same_files() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in.jsonl");
    std::fs::write(&input, many(2000)).expect("a file");
    write(dir.path(), &input);
    let once: Vec<PathBuf> = files(dir.path()).into_keys().collect();
    write(dir.path(), &input);
    let twice: Vec<PathBuf> = files(dir.path()).into_keys().collect();
    assert_eq!((once.len(), &once), (24, &twice));
    assert_eq!(ask(dir.path(), "SELECT count(*), count(DISTINCT eventID) FROM logs"), ["2000\t2000"]);
}

#[test]
fn a_kill_in_the_middle_leaves_nothing_half_and_nothing_twice() {
    let dir = TempDir::new().expect("a folder");
    let folder = dir.path().join("in");
    std::fs::create_dir(&folder).expect("a folder");
    for part in 0..8 {
        std::fs::write(folder.join(format!("{part}.jsonl")), many(20_000)).expect("a file");
    }
    let lake = dir.path().join("lake");
    for killed_at in [1, 30, 90] {
        let mut child: Child = iota(&lake, &folder).stderr(Stdio::null()).spawn().expect("it starts");
        while files(&lake).len() < killed_at && child.try_wait().expect("it can be asked").is_none() {
            std::thread::yield_now();
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        // What is there is whole.
        let rows = "SELECT count(*) = count(DISTINCT iota_row_id) FROM logs";
        assert_eq!(ask(&lake, rows), ["True"]);
    }
    write(&lake, &folder);
    let rows = "SELECT count(*), count(DISTINCT iota_row_id), count(DISTINCT iota_source) FROM logs";
    assert_eq!(ask(&lake, rows), ["160000\t160000\t8"]);
}

#[test]
fn standard_input_is_kept_without_waiting_for_its_end() {
    // Two runs have nothing in common, though their names are the same.
    let dir = TempDir::new().expect("a folder");
    for _ in 0..2 {
        let mut child =
            iota(dir.path(), Path::new("-")).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
        let mut input = child.stdin.take().expect("a pipe");
        std::io::Write::write_all(&mut input, many(10).as_bytes()).expect("it reads");
        drop(input);
        assert!(child.wait().expect("it ends").success());
    }
    assert_eq!(ask(dir.path(), "SELECT count(*), count(DISTINCT iota_row_id) FROM logs"), ["20\t20"]);
}

#[test]
fn a_lake_that_cannot_be_written_is_no_success() {
    let dir = TempDir::new().expect("a folder");
    let input = dir.path().join("in.jsonl");
    std::fs::write(&input, many(10)).expect("a file");
    let lake = dir.path().join("lake");
    // A file stands where the folder of the partitions should.
    std::fs::create_dir(&lake).expect("a folder");
    std::fs::write(lake.join("logs"), "").expect("a file");
    let output = iota(&lake, &input).output().expect("it starts");
    let log = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{log}");
    assert!(log.contains("its records are not all in the data lake"), "{log}");
}

#[test]
fn parquet_has_every_record_once_in_typed_columns() {
    let dir = TempDir::new().expect("a folder");
    let (input, lake) = (dir.path().join("in.jsonl"), dir.path().join("lake"));
    let record = r#"{"eventVersion":"1.08","eventTime":"2026-03-01T09:30:00.123456789Z", "eventSource":"iam.amazonaws.com","eventName":"CreateUser","sourceIPAddress":"203.0.113.9","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::111122223333:user/al\u00e9"},"iota_record":"mine","additionalEventData":{"x":[1.0,"\u00e9 }"]}}"#;
    let timeless =
        r#"{"eventVersion":"1.08","eventTime":"never","eventSource":"iam.amazonaws.com","eventName":"DeleteUser"}"#;
    std::fs::write(&input, format!("{record}\n{timeless}\n{}", many(50))).expect("a file");
    finish(&mut parquet(&lake, &input));
    let counted = "SELECT count(*), count(DISTINCT iota_record->>'eventID'), count(DISTINCT iota_row_id) FROM logs";
    assert_eq!(ask_parquet(&lake, counted), ["52\t50\t52"]);
    let first = "SELECT log_type, year, month, day, hour, epoch_us(iota_event_time), iota_actor, iota_source_ip, iota_action, \
                 iota_outcome, iota_source, iota_record FROM (SELECT *, regexp_extract(filename, 'logs/([^/]+)/', 1) log_type \
                 FROM logs) WHERE iota_action = 'CreateUser'";
    let expected = format!(
        "AWS.CloudTrail\t2026\t03\t01\t09\t1772357400123456\tarn:aws:iam::111122223333:user/al\u{e9}\t203.0.113.9\t\
         CreateUser\tsuccess\t{}\t{}",
        input.to_str().expect("UTF-8"),
        record.replace(", ", ",")
    );
    assert_eq!(ask_parquet(&lake, first), [expected]);
    let nothing = "SELECT year, iota_event_time, iota_actor, iota_source_ip, iota_log_type FROM logs WHERE iota_action = 'DeleteUser'";
    assert_eq!(ask_parquet(&lake, nothing), ["1970\tNone\tNone\tNone\tAWS.CloudTrail"]);
    let types = "SELECT column_name, column_type FROM (DESCRIBE SELECT COLUMNS('iota_.*') FROM logs)";
    let expected = [
        "iota_log_type\tVARCHAR",
        "iota_event_time\tTIMESTAMP WITH TIME ZONE",
        "iota_parse_time\tTIMESTAMP WITH TIME ZONE",
        "iota_row_id\tVARCHAR",
        "iota_source\tVARCHAR",
        "iota_actor\tVARCHAR",
        "iota_source_ip\tVARCHAR",
        "iota_action\tVARCHAR",
        "iota_outcome\tVARCHAR",
        "iota_record\tVARCHAR",
    ];
    assert_eq!(ask_parquet(&lake, types), expected);
    let fresh =
        "SELECT count(*) FROM logs WHERE iota_parse_time BETWEEN now() - INTERVAL 1 HOUR AND now() + INTERVAL 1 HOUR";
    assert_eq!(ask_parquet(&lake, fresh), ["52"]);
}

#[test]
fn parquet_is_cut_where_the_records_say_and_sorted_within_its_groups() {
    let dir = TempDir::new().expect("a folder");
    let (input, lake) = (dir.path().join("in.jsonl"), dir.path().join("lake"));
    // Some 60 MB of one hour, its minutes mixed: two files, of groups of 8 MiB.
    let mut text = String::new();
    for i in 0..30_000 {
        let (minute, second) = (i * 37 % 60, i * 11 % 60);
        writeln!(
            text,
            r#"{{"eventVersion":"1.08","eventTime":"2026-03-01T09:{minute:02}:{second:02}Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","eventID":"id-{i}","requestParameters":{{"key":"{i:0>2000}"}}}}"#
        )
        .expect("in memory");
    }
    std::fs::write(&input, text).expect("a file");
    finish(&mut parquet(&lake, &input));
    let once: Vec<PathBuf> = files(&lake).into_keys().collect();
    let cuts = "SELECT file_name.split('-')[-1], count(*), max(row_group_num_rows) < 4200, sum(total_compressed_size) < 4000000, \
                min(compression), max(compression) FROM parquet_metadata('{logs}/*.parquet') WHERE path_in_schema = 'iota_record' \
                GROUP BY ALL ORDER BY 1";
    let metadata =
        |sql: &str| ask_of("(SELECT 1)", &lake, &sql.replace("{logs}", &format!("{}/logs/*/*/*/*/*", lake.display())));
    let said = metadata(cuts);
    assert_eq!(said, ["0.parquet\t7\tTrue\tTrue\tZSTD\tZSTD", "1.parquet\t2\tTrue\tTrue\tZSTD\tZSTD"]);
    // Which rows are of one group is told by their places in the file and the groups' counts of rows.
    let unsorted = "WITH groups AS (SELECT DISTINCT file_name, row_group_id, row_group_num_rows n FROM \
                    parquet_metadata('{logs}/*.parquet')), places AS (SELECT file_name, row_group_id, coalesce(sum(n) OVER (PARTITION \
                    BY file_name ORDER BY row_group_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) first, n FROM groups), \
                    ranked AS (SELECT iota_event_time t, lag(iota_event_time) OVER (PARTITION BY filename, row_group_id ORDER BY \
                    file_row_number) before, split_part(iota_row_id, '-', 2)::INT n, lag(split_part(iota_row_id, '-', 2)::INT) OVER \
                    (PARTITION BY filename, row_group_id ORDER BY file_row_number) n_before FROM logs JOIN places ON \
                    file_name = filename AND file_row_number >= first AND file_row_number < first + places.n) \
                    SELECT count(*), count(before), count(*) FILTER (WHERE t < before OR (t = before AND n < n_before)) FROM ranked"
        .replace("{logs}", &format!("{}/logs/*/*/*/*/*", lake.display()));
    assert_eq!(ask_parquet(&lake, &unsorted), ["30000\t29991\t0"]);
    // Again: over the same files.
    finish(&mut parquet(&lake, &input));
    assert_eq!(files(&lake).into_keys().collect::<Vec<_>>(), once);
    let counted = "SELECT count(*), count(DISTINCT iota_record->>'eventID'), count(DISTINCT iota_row_id) FROM logs";
    assert_eq!(ask_parquet(&lake, counted), ["30000\t30000\t30000"]);
}

#[test]
fn parquet_survives_a_kill_in_the_middle() {
    let dir = TempDir::new().expect("a folder");
    let (folder, lake) = (dir.path().join("in"), dir.path().join("lake"));
    std::fs::create_dir(&folder).expect("a folder");
    for part in 0..8 {
        std::fs::write(folder.join(format!("{part}.jsonl")), many(20_000)).expect("a file");
    }
    for killed_at in [1, 30, 90] {
        let mut child: Child = parquet(&lake, &folder).stderr(Stdio::null()).spawn().expect("it starts");
        while files(&lake).len() < killed_at && child.try_wait().expect("it can be asked").is_none() {
            std::thread::yield_now();
        }
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        // What is there is whole.
        assert_eq!(ask_parquet(&lake, "SELECT count(*) = count(DISTINCT iota_row_id) FROM logs"), ["True"]);
    }
    finish(&mut parquet(&lake, &folder));
    let rows = "SELECT count(*), count(DISTINCT iota_row_id), count(DISTINCT iota_source) FROM logs";
    assert_eq!(ask_parquet(&lake, rows), ["160000\t160000\t8"]);
}

#[test]
fn a_field_is_no_column_of_parquet() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iota"));
    let ddl = command.args(["lake", "ddl", "s3://lake/x", "--lake-format", "parquet", "--field", "eventName"]);
    let output = ddl.output().expect("it starts");
    let log = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{log}");
    assert!(log.contains("json_extract(iota_record, '$.eventName')"), "{log}");
}
