//! What one event costs in a rule that is interpreted, beside the same rule compiled: `runtime::evaluate::Record`, on one
//! thread, with one worker process.
//!
//! Data: as `evaluate`. The rule is the shipped `root_console_login` with its helper module, over a record that it does not
//! match, which is one call, and over one that it matches, which is ten.
//!
//! Floor: the same rule as native code.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use event::script::Source;
use event::{Body, Heap, Rule, Script};
use runtime::evaluate::Record;
use runtime::interpret::{Interpreter, Interpreters};
use synthetic::Trail;

static SCRIPT: Script = Script {
    modules: &[
        Source {
            name: "rule",
            path: "aws_cloudtrail/root_console_login.py",
            text: include_str!("../rules/aws_cloudtrail/root_console_login.py"),
            imports: &[("cloudtrail", 1)],
            lazy: &[],
        },
        Source {
            name: "helpers.cloudtrail",
            path: "helpers/cloudtrail.py",
            text: include_str!("../rules/helpers/cloudtrail.py"),
            imports: &[],
            lazy: &[],
        },
    ],
    reason: "it is measured",
    computes_severity: true,
    counts_unique: false,
    models: None,
    filters: None,
};

/// Whether it matches.
fn run(heap: &mut Heap, rule: &Rule, interpreter: Option<&mut (dyn Interpreter + 'static)>, text: &str) -> bool {
    let found = Record::new(heap, text).evaluate_with(rule, interpreter).expect("it raises nothing").is_some();
    heap.reset();
    found
}

fn main() {
    let file = Trail { seed: 1, suspicious: 0.01 }.file(0, 3 << 20);
    let that = |what: &str| file.texts().find(|text| text.contains(what)).expect("there is one");
    let (benign, matching) = (that(r#""eventName":"DescribeInstances""#), that(r#""type":"Root""#));
    let compiled = generated::RULES.rules.iter().find(|rule| rule.id == "root_console_login").expect("it is shipped");
    let interpreted = Rule { body: Body::Interpreted(&SCRIPT), ..*compiled };
    let program = PathBuf::from(env!("CARGO_BIN_EXE_iota"));
    let mut interpreter = interpreter::Workers::of(program, interpreter::Limits::default()).start();
    let mut heap = Heap::default();

    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    let mut group = criterion.benchmark_group("interpret");
    group.throughput(Throughput::Elements(1));
    for (name, text, matches) in [("benign", benign, false), ("matching", matching, true)] {
        assert_eq!(run(&mut heap, compiled, None, text), matches);
        assert_eq!(run(&mut heap, &interpreted, Some(&mut *interpreter), text), matches);
        group.bench_function(format!("one rule, {name} event, interpreted"), |b| {
            b.iter(|| run(&mut heap, &interpreted, Some(&mut *interpreter), black_box(text)));
        });
        group.bench_function(format!("one rule, {name} event, floor: compiled"), |b| {
            b.iter(|| run(&mut heap, compiled, None, black_box(text)));
        });
    }
    group.finish();
    criterion.final_summary();
}
