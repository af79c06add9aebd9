//! What one event costs: `event::json::validate` and `runtime::evaluate::Record`, on one thread.
//!
//! Data: made-up CloudTrail records (`synthetic`): a `DescribeInstances` that no shipped rule matches; a sign-in of root,
//! which one matches; 200 records of all kinds. Times are of all named rules over one event. The oracle's rules were written to
//! exercise Python, not to be quick, and some raise over every event: they stand for many rules of all kinds.
//!
//! Floor: for validation, `serde_json` over the same text without keeping anything; for rules, reading the event and
//! looking up `eventName` once, which even the simplest does.

use std::hint::black_box;
use std::thread;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use event::{Heap, Rule, Value};
use runtime::evaluate::Record;
use serde::de::IgnoredAny;
use synthetic::Trail;

/// As `iota` gives its workers: rules that recurse without end do so on this stack.
const STACK: usize = 256 << 20;

/// How many of `rules` match.
fn run(heap: &mut Heap, rules: &[Rule], text: &str) -> usize {
    let mut record = Record::new(heap, text);
    let matches = rules.iter().filter(|rule| matches!(record.evaluate(rule), Ok(Some(_)))).count();
    heap.reset();
    matches
}

fn look_up(heap: &mut Heap, text: &str) -> bool {
    let found = match event::json::read_validated(heap.enter(), text) {
        Value::Dict(event) => event.get_str("eventName").is_some(),
        _ => false,
    };
    heap.reset();
    found
}

fn benches(criterion: &mut Criterion) {
    let file = Trail { seed: 1, suspicious: 0.01 }.file(0, 3 << 20);
    let events: Vec<&str> = file.texts().collect();
    let shipped = generated::RULES.rules;
    let mut heap = Heap::default();
    let that = |what: &str| *events.iter().find(|text| text.contains(what)).expect("there is one");
    let (benign, matching) = (that(r#""eventName":"DescribeInstances""#), that(r#""type":"Root""#));
    assert_eq!(run(&mut heap, shipped, benign), 0);
    assert_eq!(run(&mut heap, shipped, matching), 1);

    let mut group = criterion.benchmark_group("validate");
    group.throughput(Throughput::Bytes(benign.len() as u64));
    group.bench_function("one event", |b| b.iter(|| event::json::validate(black_box(benign))));
    group.bench_function("one event, floor: serde_json to nothing", |b| {
        b.iter(|| serde_json::from_str::<IgnoredAny>(black_box(benign)).expect("it is JSON"));
    });
    group.finish();

    let mut group = criterion.benchmark_group("evaluate");
    group.bench_function("floor: read and look up one field", |b| {
        b.iter(|| look_up(&mut heap, black_box(benign)));
    });
    group.throughput(Throughput::Elements(1));
    for (name, text) in [("benign", benign), ("matching", matching)] {
        let name = format!("{} shipped rules, {name} event", shipped.len());
        group.bench_function(name, |b| b.iter(|| run(&mut heap, shipped, black_box(text))));
    }
    let mix = &events[..200];
    group.throughput(Throughput::Elements(mix.len() as u64));
    group.bench_function(format!("{} shipped rules, {} events", shipped.len(), mix.len()), |b| {
        b.iter(|| mix.iter().map(|text| run(&mut heap, shipped, text)).sum::<usize>());
    });
    group.throughput(Throughput::Elements(1));
    let oracle = oracle_rules::RULES.rules;
    for count in [10, 100, oracle.len()] {
        let rules = &oracle[..count.min(oracle.len())];
        group.bench_function(format!("{count} oracle rules"), |b| b.iter(|| run(&mut heap, rules, black_box(benign))));
    }
    group.finish();
}

fn main() {
    let work = || {
        let mut criterion = Criterion::default()
            .sample_size(20)
            .warm_up_time(Duration::from_millis(500))
            .measurement_time(Duration::from_secs(2))
            .configure_from_args();
        benches(&mut criterion);
        criterion.final_summary();
    };
    let thread = thread::Builder::new().stack_size(STACK).spawn(work).expect("a thread can be started");
    thread.join().expect("it ends well");
}
