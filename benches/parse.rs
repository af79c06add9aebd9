//! Lines of text to objects, and what telling types apart costs a CloudTrail record: `runtime::classify`, on one thread.
//!
//! Data: 8 MB of lines of one type, a few shapes in turn; a made-up CloudTrail record (`synthetic`). Rates are of the
//! lines' bytes.
//!
//! Floor: the same lines split at line breaks with memchr and at spaces or commas; the record read to its top level, with
//! the two fields looked up that a fixed type would be told by.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use event::{Heap, Value};
use runtime::classify::{Classifier, Line};
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

fn classify(c: &mut Criterion) {
    let mut group = c.benchmark_group("classify");
    let file = Trail { seed: 1, suspicious: 0.0 }.file(0, 1 << 20);
    let record = file.texts().find(|text| text.contains(r#""eventName":"DescribeInstances""#)).expect("there is one");
    let mut heap = Heap::default();
    group.throughput(Throughput::Bytes(record.len() as u64));
    group.bench_function("a CloudTrail record, its type fixed", |b| {
        b.iter(|| {
            heap.reset();
            event::json::validate(record).expect("it is JSON");
            let Value::Dict(read) = event::json::read_validated(heap.enter(), record) else { return 0 };
            usize::from(black_box(read.get_str("eventName")).is_some())
                + usize::from(black_box(read.get_str("eventSource")).is_some())
        });
    });
    let mut classifier = Classifier::default();
    group.bench_function("a CloudTrail record, classified", |b| {
        b.iter(|| {
            heap.reset();
            event::json::validate(record).expect("it is JSON");
            let Value::Dict(read) = event::json::read_validated(heap.enter(), record) else { return 0 };
            usize::from(black_box(classifier.json(read)).is_some())
        });
    });
    group.finish();
}

criterion_group!(benches, parse, classify);
criterion_main!(benches);
