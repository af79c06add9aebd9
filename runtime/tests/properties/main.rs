//! The properties of `holds.rs` over damaged fixtures: seeded, the same in every run. `scripts/fuzz-parsers` looks further.

mod holds;

use std::path::{Path, PathBuf};

/// Damaged inputs for each property.
const CASES: u64 = 400;

/// What a text is damaged with: what parsers look for.
const WORDS: [&str; 44] = [
    " ",
    "  ",
    "\n",
    "\r\n",
    "\t",
    ",",
    "',0",
    "'",
    "\\'",
    "\\",
    "\"",
    "\" ",
    "\\\"",
    "[",
    "]",
    "{",
    "}",
    ":",
    "-",
    "#",
    "0",
    "9223372036854775808",
    "1e999",
    "-0",
    "null",
    "true",
    "\u{e9}",
    "\u{2028}",
    "\u{0}",
    "\u{feff}",
    "\\ud800",
    "\\u0000",
    "eni-0a",
    "ACCEPT",
    "NODATA",
    "2024-06-01T12:00:00Z",
    "[01/Jun/2024:12:00:00 +0000]",
    "REST.GET.OBJECT",
    "version srcaddr account-id log-status",
    "{\"Records\":[",
    "\"message\":",
    "]}",
    "github_audit: {",
    "http",
];

/// Numbers that look random: the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % n.max(1)
    }

    /// A seed with stretches of it cut out, doubled, replaced by a word or a part of another, or bytes changed.
    fn damage(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut data = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(4) {
            let start = self.below(data.len() + 1);
            let end = start + self.below((data.len() - start + 1).min(48));
            let stretch = match self.below(6) {
                0 => Vec::new(),
                1 => data[start..end].repeat(2 + self.below(3)),
                2 | 3 => WORDS[self.below(WORDS.len())].as_bytes().to_vec(),
                4 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len() + 1);
                    other[from..from + self.below((other.len() - from + 1).min(256))].to_vec()
                }
                _ => vec![u8::try_from(self.below(256)).expect("a byte")],
            };
            data.splice(start..end, stretch);
        }
        data.truncate(1 << 14);
        data
    }
}

fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/logs")
}

/// The fixtures in the folders that `of` names, one a line, and each file as a whole.
fn seeds(of: impl Fn(&str) -> bool) -> Vec<Vec<u8>> {
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(testdata()).expect("fixtures").map(|entry| entry.expect("a folder").path()).collect();
    folders.sort();
    let of = |folder: &&PathBuf| folder.file_name().and_then(|name| name.to_str()).is_some_and(&of);
    let names = ["records.log", "records.jsonl", "refused.log", "lines.log"];
    let files = folders.iter().filter(of).flat_map(|folder| names.map(|name| folder.join(name)));
    let mut seeds = Vec::new();
    for text in files.filter_map(|file| std::fs::read(file).ok()) {
        seeds.extend(text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(<[u8]>::to_vec));
        seeds.push(text);
    }
    assert!(!seeds.is_empty(), "there are fixtures");
    seeds
}

/// Holds the property over the seeds as they are, and damaged.
fn check(seeds: &[Vec<u8>], holds: impl Fn(&[u8])) {
    seeds.iter().for_each(|seed| holds(seed));
    for case in 0..CASES {
        holds(&Random(case).damage(seeds));
    }
}

#[test]
fn lines_of_each_text_type() {
    for name in ["AWS.VPCFlow", "AWS.ALB", "AWS.S3ServerAccess", "AWS.AuroraMySQLAudit"] {
        check(&seeds(|folder| folder == name || folder == "look_alikes"), |data| holds::text(name, data));
    }
}

#[test]
fn files_of_lines() {
    check(&seeds(|_| true), holds::lines);
}

/// As near to one type of text as to another: it is the higher that is named, not what was tried first.
#[test]
fn a_line_that_is_as_near_to_two_types() {
    holds::lines(b"1717243200000006,db-1,app,h,7,x b [01/Jun/2024:12:00:00 +0000] h,d,x,73,QUERY,shop,t,");
}

#[test]
fn objects_whose_structure_is_known() {
    check(&seeds(|_| true), holds::structure);
}

#[test]
fn objects() {
    check(&seeds(|_| true), holds::object);
}

/// What holds records, around each fixture.
fn holders() -> Vec<Vec<u8>> {
    let records = seeds(|folder| folder.starts_with("AWS.") || folder == "look_alikes");
    let lines = records.iter().filter(|record| !record.contains(&b'\n'));
    let text = lines.map(|line| String::from_utf8_lossy(line).into_owned());
    let holders = text.enumerate().map(|(n, text)| {
        let string = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let json = if text.starts_with('{') { &text } else { &string };
        match n % 8 {
            0 => format!(
                r#"{{"messageType":"DATA_MESSAGE","logEvents":[{{"id":"1","message":{string}}},{{"message":{json}}}]}}"#
            ),
            1 => format!(r#"{{"detail-type":"x","source":"aws.x","detail":{json}}}"#),
            2 => format!(r#"{{"Events":[{{"EventId":"1","CloudTrailEvent":{string}}},{{"EventId":"2"}}]}}"#),
            3 => r#"{"message":{"data":"eyJhIjoxfQ==","messageId":"1"},"subscription":"s"}"#.to_owned(),
            4 => format!(r#"{{"message":{string},"host":"h"}}"#),
            5 => format!(r#"{{"Records":[{json},{json}]}}"#),
            6 => format!(r#"{{"kind":"x","items":[{json}],"nextPageToken":"t"}}"#),
            _ => format!(r#"{{"events":[{{"message":{string}}}]}}"#),
        }
    });
    holders.map(String::into_bytes).collect()
}

#[test]
fn holders_of_records() {
    check(&holders(), holds::envelope);
}

#[test]
fn pieces_of_files() {
    let mut seeds = seeds(|folder| folder.starts_with("AWS."));
    seeds.extend(holders());
    check(&seeds, holds::split);
}

#[test]
fn times() {
    let times = [
        "2024-05-01T12:00:00Z",
        "2024-05-01T09:00:01.5-03:00",
        "2024-05-01 12:00:00.123456789+00:00",
        "2024-05-01T14:00:00+0200",
        "2024-05-01 12:00:00 UTC",
        "1714564800",
        "1714564800000",
        "1714564800.25",
        "-1",
        "06/Feb/2019:00:00:38 +0000",
        "+0000",
        "2024-12-31T23:59:60Z",
        "9999-12-31T23:59:59.999999999Z",
        "-009999-01-02T01:59:59Z",
        "253402207200",
    ];
    check(&times.map(|time| time.as_bytes().to_vec()), holds::time);
}

#[test]
fn compressed_files() {
    let mut files = seeds(|folder| folder == "AWS.VPCFlow");
    let packed = files.iter().map(|file| zstd::bulk::compress(file, 1).expect("it can be compressed"));
    files.extend(packed.collect::<Vec<_>>());
    let gzip = |file: &Vec<u8>| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gzip, file).expect("it is in memory");
        gzip.finish().expect("it is in memory")
    };
    files.extend(files.iter().map(gzip).collect::<Vec<_>>());
    check(&files, holds::decode);
}
