//! Parquet files through `classify`: flow logs are the events that the same lines of text are, anything else and anything damaged
//! is refused.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use event::{Functions, Rule, Value};
use runtime::{Config, Mode, Show, Summary};

static ALWAYS: Rule = Rule::new("always", Functions::new(|_, _| Ok(Value::Bool(true))));

fn run(mode: Mode, path: &Path) -> (String, String, Summary) {
    let config = Config { inputs: vec![path.to_owned()], rules: vec![&ALWAYS], mode, threads: 2, ..Config::default() };
    let (mut out, mut log) = (Vec::new(), Vec::new());
    let summary = runtime::run(config, &mut out, &mut log).expect("the run ends");
    (String::from_utf8(out).expect("UTF-8"), String::from_utf8(log).expect("UTF-8"), summary)
}

const CLASSIFY: Mode = Mode::Classify(Show::Json { records: true });

/// What is said of each record but where it is: of all files of a folder, a list for each.
fn events(out: &str) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in out.lines() {
        let (place, event) = line.split_once(",\"log_type\"").expect("a log type");
        let (file, offset) = place.rsplit_once(",\"offset\":").expect("an offset");
        let of_file = found.entry(file.rsplit('/').next().expect("a name").to_owned()).or_default();
        if file.contains(".parquet") {
            assert_eq!(offset, of_file.len().to_string(), "the offset is the row: {line}");
        }
        of_file.push(event.to_owned());
    }
    found
}

/// Runs Python with DuckDB over the folder, as the working directory.
fn duckdb(folder: &Path, program: &str) {
    let output = Command::new("python3").arg("-c").arg(program).current_dir(folder).output().expect("python3 starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Makes Parquet of the flow logs `*.log` of the folder, which have headers, as AWS does: names with underscores, numbers of 32
/// and 64 bits, nothing where the text has `-`. `*.dashes` has the dashes.
const CONVERT: &str = r#"
import duckdb, glob
small = 'version srcport dstport protocol tcp_flags traffic_path'.split()
large = 'packets bytes start end'.split()
codecs = ['snappy', 'gzip', 'zstd', 'uncompressed']
for path in sorted(glob.glob('*.log')):
    names = open(path).readline().split()
    def column(name, dashes):
        quoted, new = f'"{name}"', name.replace('-', '_')
        kind = 'INTEGER' if new in small else 'BIGINT' if new in large else 'VARCHAR'
        empty = quoted if dashes and kind == 'VARCHAR' else f"nullif({quoted}, '-')"
        return f'CAST({empty} AS {kind}) AS "{new}"'
    read = f"read_csv('{path}', delim=' ', header=true, all_varchar=true, nullstr='', auto_detect=false, columns={ {n: 'VARCHAR' for n in names} })"
    for codec in codecs:
        for dashes in (False, True):
            columns = ', '.join(column(name, dashes) for name in names)
            out = path.replace('.log', ('.dashes.' if dashes else '.') + codec + '.parquet')
            copy = f"COPY (SELECT {columns} FROM {read}) TO '%s' (FORMAT parquet, CODEC '{codec}', ROW_GROUP_SIZE 2048%s)"
            duckdb.sql(copy % (out, ''))
            # Pages of version 2, numbers and lengths of texts by their differences.
            duckdb.sql(copy % (out.replace('.parquet', '.two.parquet'), ', PARQUET_VERSION V2, DICTIONARY_SIZE_LIMIT 1'))
"#;

const COLUMNS: &str = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action \
     log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type \
     sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path";

/// A value of a column, in a line of that number.
fn value(column: &str, n: usize) -> String {
    let address = |n: usize| match n % 5 {
        0 => format!("2001:db8::{:x}", n % 4096),
        _ => format!("198.51.100.{}", n % 256),
    };
    match column {
        "version" => "5".to_owned(),
        "account-id" => "012345678901".to_owned(),
        "interface-id" => format!("eni-0a{:08x}", n % 37),
        "srcaddr" | "pkt-dstaddr" => address(n),
        "dstaddr" | "pkt-srcaddr" => address(n * 7 + 3),
        "srcport" => (n * 31 % 65536).to_string(),
        "dstport" => "443".to_owned(),
        "protocol" => "6".to_owned(),
        "packets" => (n % 1000).to_string(),
        "bytes" => (n as u64 * 5_000_000_000).to_string(),
        "start" => (1_772_357_400 + n).to_string(),
        "end" => (1_772_357_460 + n).to_string(),
        "action" => if n.is_multiple_of(3) { "REJECT" } else { "ACCEPT" }.to_owned(),
        "log-status" => "OK".to_owned(),
        "vpc-id" => "vpc-0123456789abcdef0".to_owned(),
        "subnet-id" => "subnet-0123456789abcdef0".to_owned(),
        "instance-id" if n.is_multiple_of(2) => "i-0123456789abcdef0".to_owned(),
        "tcp-flags" => (n % 32).to_string(),
        "type" => "IPv4".to_owned(),
        "region" => "eu-central-1".to_owned(),
        "az-id" => "euc1-az2".to_owned(),
        "pkt-src-aws-service" if n.is_multiple_of(4) => "S3".to_owned(),
        "flow-direction" => if n.is_multiple_of(2) { "ingress" } else { "egress" }.to_owned(),
        "traffic-path" if n % 2 == 1 => "8".to_owned(),
        _ => "-".to_owned(),
    }
}

/// A flow log of the first `columns` columns, every eleventh of whose lines says that there was nothing.
fn log(columns: usize, lines: usize) -> String {
    let names: Vec<&str> = COLUMNS.split(' ').take(columns).collect();
    let mut text = names.join(" ");
    for n in 0..lines {
        let known = |name: &str| ["version", "account-id", "interface-id", "start", "end"].contains(&name);
        let value = |name: &&str| match *name {
            "log-status" if n % 11 == 10 => "NODATA".to_owned(),
            name if n % 11 == 10 && !known(name) => "-".to_owned(),
            name => value(name, n),
        };
        text.push('\n');
        text.push_str(&names.iter().map(value).collect::<Vec<_>>().join(" "));
    }
    text.push('\n');
    text
}

#[test]
fn flow_logs_in_parquet_are_the_events_that_they_are_in_text() {
    let dir = tempfile::tempdir().expect("a folder");
    // Versions 2, 3, 4 and 5; the last in several row groups, and pages.
    for (version, columns, lines) in [(2, 14, 50), (3, 21, 50), (4, 25, 50), (5, 29, 5000)] {
        std::fs::write(dir.path().join(format!("v{version}.log")), log(columns, lines)).expect("a file");
    }
    duckdb(dir.path(), CONVERT);
    let (out, log, summary) = run(CLASSIFY, dir.path());
    assert_eq!((summary.files, summary.broken_files, summary.unreadable), (4 * 17, 0, 0), "{log}");
    let events = events(&out);
    for version in 2..=5 {
        let text = &events[&format!("v{version}.log\"")];
        assert_eq!(text.len(), if version == 5 { 5000 } else { 50 });
        assert!(text[0].starts_with(":\"AWS.VPCFlow\","), "{}", text[0]);
        for (file, events) in events.iter().filter(|(file, _)| file.starts_with(&format!("v{version}."))) {
            let differ = text.iter().zip(events).find(|(a, b)| a != b);
            assert!(differ.is_none() && text.len() == events.len(), "{file}: {differ:?}");
        }
    }
}

#[test]
fn an_alert_says_its_row_and_what_cannot_be_is_said_with_its() {
    let dir = tempfile::tempdir().expect("a folder");
    // The port of the first row is none.
    let make = "
import duckdb
duckdb.sql(\"COPY (SELECT * FROM (VALUES (2, '111122223333', '192.0.2.1', 70000), (2, '111122223333', '192.0.2.2', 22)) \
                t(version, account_id, srcaddr, dstport)) TO 'x.parquet'\")";
    duckdb(dir.path(), make);
    let (out, log, summary) = run(Mode::Alerts, dir.path());
    assert_eq!((summary.records, summary.unreadable, summary.broken_files), (1, 1, 0), "{log}");
    assert!(out.contains("\"record\":0,\"offset\":1}"), "{out}");
    assert!(
        out.contains(r#""event":{"version":2,"account-id":"111122223333","srcaddr":"192.0.2.2","dstport":22}"#),
        "{out}"
    );
    assert!(
        log.contains("row 0 is no record: it comes nearest to AWS.VPCFlow, but `70000` cannot be its `dstport`"),
        "{log}"
    );
}

#[test]
fn tables_of_something_else_are_refused_whole() {
    let dir = tempfile::tempdir().expect("a folder");
    let make = "
import duckdb
def make(name, row, more=''):
    duckdb.sql(f\"COPY (SELECT {row}) TO '{name}.parquet' (FORMAT parquet {more})\")
make('other', \"'a' AS a, 1 AS b\")
make('few', \"'192.0.2.1' AS srcaddr, 'x' AS a, 'y' AS b, 'z' AS c\")
make('time', \"2 AS version, '192.0.2.1' AS srcaddr, now() AS start\")
make('float', \"2 AS version, '192.0.2.1' AS srcaddr, 1.5::DOUBLE AS bytes\")
make('nested', \"2 AS version, {'a': '192.0.2.1'} AS srcaddr\")
make('list', \"2 AS version, ['192.0.2.1'] AS srcaddr\")
make('lz4', \"2 AS version, '192.0.2.1' AS srcaddr\", ', CODEC lz4')
make('good', \"2 AS version, '192.0.2.1' AS srcaddr\")
";
    duckdb(dir.path(), make);
    let (out, log, summary) = run(CLASSIFY, dir.path());
    assert_eq!((summary.files, summary.broken_files, summary.records), (8, 7, 1), "{log}{out}");
    for said in [
        "other.parquet`: it is a Parquet file, and no log type has its columns: `a`, `b`",
        "few.parquet`: it is a Parquet file, and no log type has its columns: `srcaddr`, `a`, `b`, `c`",
        "time.parquet`: it is a Parquet file, and its column `start` holds neither whole numbers nor texts",
        "float.parquet`: it is a Parquet file, and its column `bytes` holds neither",
        "nested.parquet`: it is a Parquet file, and it has columns in columns",
        "list.parquet`: it is a Parquet file, and it has columns in columns",
        "it is compressed with LZ4",
    ] {
        assert!(log.contains(said), "{said}\nis not in\n{log}");
    }
}

#[test]
fn a_stream_is_taken_into_memory_up_to_a_size() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("x.log"), log(14, 20)).expect("a file");
    duckdb(dir.path(), CONVERT);
    let through_a_pipe = |bytes: Vec<u8>| {
        let pipe = dir.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().expect("it starts").success());
        let writer = pipe.clone();
        // Who reads no further closes the pipe.
        let thread = std::thread::spawn(move || drop(std::fs::write(writer, bytes)));
        let said = run(CLASSIFY, &pipe);
        thread.join().expect("it ends");
        std::fs::remove_file(&pipe).expect("it was there");
        said
    };
    let (out, log, summary) = through_a_pipe(std::fs::read(dir.path().join("x.gzip.parquet")).expect("a file"));
    assert_eq!((summary.records, summary.broken_files, out.lines().count()), (20, 0, 20), "{log}");
    let mut large = b"PAR1".to_vec();
    large.resize((64 << 20) + 1, 0);
    let (_, log, summary) = through_a_pipe(large);
    assert_eq!((summary.records, summary.broken_files), (0, 1));
    assert!(log.contains("more than 67108864 bytes, and no file on disk"), "{log}");
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 1).expect("it fits") % limit.max(1)
    }
}

#[test]
fn damaged_files_are_reports_whatever_is_damaged() {
    const FILES: usize = 4000;
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("a.log"), log(14, 40)).expect("a file");
    std::fs::write(dir.path().join("b.log"), log(29, 40)).expect("a file");
    duckdb(dir.path(), CONVERT);
    let originals: Vec<Vec<u8>> = std::fs::read_dir(dir.path())
        .expect("it is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "parquet"))
        .collect::<std::collections::BTreeSet<_>>()
        .iter()
        .map(|path| std::fs::read(path).expect("a file"))
        .collect();
    let folder = dir.path().join("damaged");
    std::fs::create_dir(&folder).expect("a folder");
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for n in 0..FILES {
        let mut bytes = originals[n % originals.len()].clone();
        let length = bytes.len();
        match random.below(6) {
            // Cut off, its end kept or not.
            0 => bytes.truncate(4 + random.below(length - 4)),
            1 => drop(bytes.drain(4 + random.below(length - 12)..length - 8)),
            // A stretch of one byte, or of another place.
            2 => {
                let (at, byte) = (random.below(length), [0, 0xff, 0x7f, 0x80][random.below(4)]);
                let end = (at + 1 + random.below(40)).min(length);
                bytes[at..end].fill(byte);
            }
            3 => {
                let end = 1 + random.below(length.min(60));
                let (from, to) = (random.below(length - end), random.below(length - end));
                bytes.copy_within(from..from + end, to);
            }
            // Single bits, most of them in the footer, which says where all else is.
            kind => {
                for _ in 0..=random.below(6) {
                    let at = if kind == 4 { random.below(length) } else { length - 1 - random.below(length.min(1500)) };
                    bytes[at] ^= 1 << random.below(8);
                }
            }
        }
        bytes[..4].copy_from_slice(b"PAR1");
        std::fs::write(folder.join(format!("{n:05}.parquet")), bytes).expect("a file");
    }
    let (_, log, summary) = run(Mode::Alerts, &folder);
    assert!(!log.contains("internal error"), "{log}");
    // Most are found out, and of what is read before that, most is kept.
    assert_eq!(summary.files, FILES as u64);
    assert!((1000..3900).contains(&summary.broken_files), "{}", summary.broken_files);
    assert!(summary.records > 20_000, "{}", summary.records);
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak").trim().trim_end_matches(" kB");
    let peak: u64 = peak.trim().parse().expect("a number");
    assert!(peak < 600 << 10, "it took {peak} KiB");
}
