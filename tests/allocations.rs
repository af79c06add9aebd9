//! How often memory is allocated where no rule matches: `runtime::run` over a file of records, and over one of twice as many.
//! What a run or a file costs is in both; the difference is what records cost.

use std::alloc::System;
use std::io;
use std::path::Path;

use event::{Heap, Value};
use runtime::Config;
use runtime::index::{Candidates, Index};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use synthetic::{Trail, gzip};

/// Of all threads. The only test of this file: another one would be counted with it.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// How often a run over `text` allocates, and over how many records.
fn run(path: &Path, text: &str) -> (usize, u64) {
    std::fs::write(path, gzip(text.as_bytes())).expect("it can be written");
    let config = Config {
        inputs: vec![path.to_owned()],
        rules: generated::RULES.rules.iter().collect(),
        data_models: generated::RULES.data_models,
        ..Config::default()
    };
    let region = Region::new(ALLOCATOR);
    let summary = runtime::run(config, &mut io::sink(), &mut io::stderr()).expect("it runs to its end");
    let change = region.change();
    assert_eq!((summary.matches, summary.rule_errors, summary.unreadable), (0, 0, 0));
    (change.allocations + change.reallocations, summary.records)
}

/// The records that no rule has to be run over: nine of ten.
fn unasked<'t>(records: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let index = Index::new(&generated::RULES.rules.iter().collect::<Vec<_>>());
    let (mut heap, mut asking) = (Heap::default(), Candidates::default());
    let records: Vec<&str> = records.collect();
    let is_unasked = |record: &&str| {
        heap.reset();
        let Ok(Value::Dict(dict)) = event::json::read(heap.enter(), record) else { return false };
        index.select(Some("AWS.CloudTrail"), dict, &mut asking);
        asking.is_empty()
    };
    let unasked: Vec<&str> = records.iter().copied().filter(is_unasked).collect();
    assert!(unasked.len() * 10 > records.len() * 8, "{} of {} records", unasked.len(), records.len());
    unasked
}

#[test]
fn a_record_that_nothing_matches() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("trail.json.gz");
    let file = Trail { seed: 1, suspicious: 0.0 }.file(0, 8 << 20);
    let records = unasked(file.texts());
    let half = |count: usize| format!("{{\"Records\":[{}]}}", records[..count].join(","));
    let (one, two) = (half(records.len() / 2), half(records.len() / 2 * 2));
    // What is made once and kept, such as compiled patterns, is not counted.
    run(&path, &two);
    let (of_one, fewer) = run(&path, &one);
    let (of_two, more) = run(&path, &two);
    let each = of_two.saturating_sub(of_one) as f64 / (more - fewer) as f64;
    println!("{of_one} allocations for {fewer} records, {of_two} for {more}: {each:.2} a record");
    // A few come and go with how the threads meet.
    assert!(each < 0.05, "a record costs {each:.2} allocations");
}
