//! A CloudTrail file from its path to the alerts: `runtime::run` on one worker, with the rules that ship and with many rules
//! of one kind.
//!
//! Data: 8 MB of made-up CloudTrail records (`synthetic`) as AWS delivers them, gzip, in a temporary file; one in a
//! thousand is suspicious. Alerts are written to memory. Beside the one worker there is the thread that prints, which has little
//! to do. Rates are of decompressed bytes, or of records.
//!
//! 10, 100, 1,000 and 3,000 rules ask for the names of calls that do not occur, as nearly all rules do over nearly all
//! records; 100 more ask for what no index knows beforehand.
//!
//! Floor: the same run without any rule. `iota bench` holds the whole against decompression alone.

mod keyed;

use std::hint::black_box;
use std::io;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use event::Rule;
use runtime::{Config, Summary};
use synthetic::{Trail, gzip};

const SIZE: usize = 8 << 20;

/// How often the file is read in one run, so that what a run costs once, such as the index, hardly counts.
const TIMES: usize = 8;

fn run(path: &Path, rules: &[&'static Rule]) -> Summary {
    let config = Config {
        inputs: vec![path.to_owned(); TIMES],
        rules: rules.to_vec(),
        data_models: generated::RULES.data_models,
        ..Config::default()
    };
    let mut alerts = Vec::new();
    let summary = runtime::run(config, &mut alerts, &mut io::sink()).expect("it runs to its end");
    black_box(alerts);
    summary
}

fn benches(criterion: &mut Criterion) {
    let file = Trail { seed: 1, suspicious: 0.001 }.file(0, SIZE);
    let dir = tempfile::tempdir().expect("a folder can be made");
    let path = dir.path().join(&file.name);
    std::fs::write(&path, gzip(file.text.as_bytes())).expect("it can be written");
    let records = (file.records.len() * TIMES) as u64;
    let shipped: Vec<&Rule> = generated::RULES.rules.iter().collect();
    let summary = run(&path, &shipped);
    assert_eq!((summary.records, summary.rule_errors), (records, 0));
    assert!(summary.matches >= file.suspicious as u64);

    let mut group = criterion.benchmark_group("whole file");
    group.throughput(Throughput::ElementsAndBytes { elements: records, bytes: (file.text.len() * TIMES) as u64 });
    group.sampling_mode(SamplingMode::Flat);
    group.bench_function(format!("{} shipped rules", shipped.len()), |b| b.iter(|| run(&path, &shipped)));
    group.bench_function("floor: no rule", |b| b.iter(|| run(&path, &[])));
    let unguarded = keyed::unguarded(100);
    assert_eq!(run(&path, &unguarded).matches, 0);
    group.bench_function("100 rules that ask for what no index knows", |b| b.iter(|| run(&path, &unguarded)));
    for count in [10, 100, 1000, 3000] {
        let rules = keyed::by_name(count);
        assert_eq!(run(&path, &rules).matches, 0);
        group.bench_function(format!("{count} rules by event name"), |b| b.iter(|| run(&path, &rules)));
    }
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
