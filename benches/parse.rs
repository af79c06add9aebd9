//! Lines of text to objects, and JSON objects to their type and what alerts show: `runtime::classify`, on one thread.
//!
//! Data: 8 MB of lines of one type, a few shapes in turn; the records of `testdata/logs` for each type of JSON; made-up
//! CloudTrail records (`synthetic`). Rates are of the bytes that go in.
//!
//! Floor: the same lines split at line breaks with memchr and at spaces or commas; the same JSON validated, and no more; the
//! same records on the same path, but with their type given.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use event::py::dict::Dict;
use event::{Heap, Value};
use runtime::alert::About;
use runtime::classify::{Classifier, Line};
use runtime::logs::LogType;
use synthetic::Trail;

const SIZE: usize = 8 << 20;

const TYPES: [(&str, char, [&str; 2]); 4] = [
    (
        "AWS.VPCFlow",
        ' ',
        [
            "2 111122223333 eni-1235b8ca123456789 172.31.16.139 203.0.113.8 20641 22 6 20 4249 1717243200 1717243260 ACCEPT OK",
            "2 111122223333 eni-1235b8ca123456789 - - - - - - - 1717243200 1717243260 - NODATA",
        ],
    ),
    (
        "AWS.ALB",
        ' ',
        [
            r#"https 2024-06-01T12:00:00.186641Z app/lb/50dc6c495c0c9188 203.0.113.39:2817 10.0.0.1:80 0.086 0.048 0.037 200 200 0 57 "GET https://www.example.com:443/ HTTP/1.1" "curl/7.46.0" ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:us-east-2:111122223333:targetgroup/t/73e2d6bc24d8a067 "Root=1-58337281-1d84f3d73c47ec4e58577259" "www.example.com" "-" 1 2024-06-01T11:59:48.364000Z "forward" "-" "-" "10.0.0.1:80" "200" "-" "-""#,
            r#"http 2024-06-01T12:00:00.186641Z app/lb/50dc6c495c0c9188 203.0.113.39:2817 - -1 -1 -1 400 - 0 272 "- http://host:80- -" "-" - - - "-" "-" "-" - 2024-06-01T11:59:48.364000Z "-" "-" "-" "-" "-" "-" "-""#,
        ],
    ),
    (
        "AWS.S3ServerAccess",
        ' ',
        [
            r#"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be b [01/Jun/2024:12:00:00 +0000] 203.0.113.5 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be 3E57427F3EXAMPLE REST.GET.VERSIONING - "GET /b?versioning HTTP/1.1" 200 - 113 - 7 - "-" "S3Console/0.4" - s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader b.s3.us-west-1.amazonaws.com TLSv1.2 - -"#,
            r#"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be b [01/Jun/2024:12:00:00 +0000] - AmazonS3 3E58 S3.EXPIRE.OBJECT k "-" - - - 3922 - - "-" "-" ver h= - - - - - - -"#,
        ],
    ),
    (
        "AWS.AuroraMySQLAudit",
        ',',
        [
            r"1717243200000001,db-1,app,10.0.0.5,7,70,QUERY,shop,'SELECT \'a,b\' FROM t WHERE n = \'x\'',0",
            "1717243200000005,db-1,rdsadmin,localhost,7,72,READ,mysql,plugin,",
        ],
    ),
];

fn lines(shapes: [&str; 2]) -> String {
    shapes
        .into_iter()
        .cycle()
        .scan(0, |len, line| {
            *len += line.len() + 1;
            (*len < SIZE).then_some(line)
        })
        .flat_map(|line| [line, "\n"])
        .collect()
}

fn parse(c: &mut Criterion) {
    let mut group = c.benchmark_group("parse");
    group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    for (name, separator, shapes) in TYPES {
        let text = lines(shapes);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                let mut classifier = Classifier::default();
                for line in text.lines() {
                    let found = classifier.line(line, 0, &mut None).expect("it is of its type");
                    assert!(matches!(black_box(found), Line::Event { .. }));
                }
            });
        });
        group.bench_function(format!("{name}, split alone"), |b| {
            b.iter(|| text.lines().map(|line| line.split(separator).count()).sum::<usize>());
        });
    }
    group.finish();
}

/// From a record's bytes to what an alert says of it. `type_of` says what type it is of.
fn path(records: &[&str], heap: &mut Heap, mut type_of: impl FnMut(&Dict<'_>) -> Option<&'static LogType>) -> usize {
    let found = records.iter().map(|text| {
        heap.reset();
        let record = runtime::record::read(text.as_bytes()).expect("it is an object");
        let Value::Dict(read) = event::json::read_validated(heap.enter(), &record.text) else { return 0 };
        let log_type = type_of(read);
        usize::from(black_box(About::of(log_type, read)).time.is_some())
    });
    found.sum()
}

fn classify(c: &mut Criterion) {
    let mut group = c.benchmark_group("classify");
    group.sample_size(20).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    let mut heap = Heap::default();
    for log_type in runtime::logs::TYPES {
        let file = format!("{}/testdata/logs/{}/records.jsonl", env!("CARGO_MANIFEST_DIR"), log_type.name);
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        let records: Vec<&str> = text.lines().collect();
        group.throughput(Throughput::Bytes(text.len() as u64));
        let mut classifier = Classifier::default();
        group.bench_function(log_type.name, |b| {
            b.iter(|| path(&records, &mut heap, |record| classifier.json(record)));
        });
        group.bench_function(format!("{}, validated alone", log_type.name), |b| {
            b.iter(|| records.iter().filter(|text| event::json::validate(text).is_ok()).count());
        });
    }
    let file = Trail { seed: 1, suspicious: 0.0 }.file(0, 1 << 20);
    let records: Vec<&str> = file.texts().collect();
    group.throughput(Throughput::Bytes(records.iter().map(|text| text.len() as u64).sum()));
    let fixed = runtime::logs::TYPES.into_iter().find(|log_type| log_type.name == "AWS.CloudTrail");
    group.bench_function("a CloudTrail file, its type given", |b| b.iter(|| path(&records, &mut heap, |_| fixed)));
    let mut classifier = Classifier::default();
    group.bench_function("a CloudTrail file, classified", |b| {
        b.iter(|| path(&records, &mut heap, |record| classifier.json(record)));
    });
    group.finish();
}

criterion_group!(benches, parse, classify);
criterion_main!(benches);
