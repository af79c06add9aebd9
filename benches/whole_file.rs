//! A CloudTrail file from its path to the alerts: `runtime::run` with the shipped rules, one worker.
//!
//! Data: 20 MB of generated CloudTrail records (`cloudtrail`) as one `{"Records":[...]}`, gzip at level 6, in a
//! temporary file; one record in 2,000 matches a rule. Alerts are written to memory. Beside the one worker there is the
//! thread that prints, which has little to do. Rates are of decompressed bytes, or of records.
//!
//! Floor: `serde_json` makes a `Value` of the same text in memory, not compressed and with no rule run. (It is built as
//! the tests need it, with `arbitrary_precision` and `preserve_order`.)

mod cloudtrail;

use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use flate2::Compression;
use runtime::decode::Limits;
use runtime::{Clock, Config, Mode, Summary};

const SIZE: usize = 20 << 20;

fn run(path: &Path) -> Summary {
    let config = Config {
        inputs: vec![path.to_owned()],
        rules: generated::RULES.rules.iter().collect(),
        interpreters: None,
        mode: Mode::Alerts,
        clock: Clock::Wall,
        threads: 1,
        decode: Limits { size: 1 << 30, ratio: 1000 },
        data_models: generated::RULES.data_models,
        record_limit: 16 << 20,
        state: None,
        lake: None,
        progress: false,
    };
    let mut alerts = Vec::new();
    let mut log = Vec::new();
    let summary = runtime::run(config, &mut alerts, &mut log).expect("it runs to its end");
    black_box((alerts, log));
    summary
}

fn benches(criterion: &mut Criterion) {
    let file = cloudtrail::file(SIZE);
    let mut gzip = tempfile::Builder::new().suffix(".json.gz").tempfile().expect("a file can be made");
    let mut encoder = flate2::write::GzEncoder::new(&mut gzip, Compression::new(6));
    encoder.write_all(file.json.as_bytes()).expect("it can be written");
    encoder.finish().expect("it can be written");
    let records = file.records.len() as u64;
    let summary = run(gzip.path());
    assert_eq!((summary.records, summary.matches, summary.rule_errors), (records, records / 2000, 0));

    let mut group = criterion.benchmark_group("whole file");
    group.throughput(Throughput::ElementsAndBytes { elements: records, bytes: file.json.len() as u64 });
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function("run", |b| b.iter(|| run(gzip.path())));
    group.bench_function("floor: serde_json to Value", |b| {
        b.iter(|| serde_json::from_slice::<serde_json::Value>(black_box(file.json.as_bytes())).expect("it is JSON"));
    });
    group.finish();
}

criterion_group! {
    name = all;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(4));
    targets = benches
}
criterion_main!(all);
