//! A decompressed CloudTrail file in memory to its records: `scan::Scanner` at each level of the machine, for no key and for
//! those that rules ask for most.
//!
//! Data: 8 MB of made-up CloudTrail records (`synthetic`) as one `{"Records":[...]}`. Rates are of its bytes.
//!
//! Floor: the same bytes added up, which is what reading them costs; and memchr over line breaks, of which there is none.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use scan::{Keys, Level, Records, Scanner, Shape};
use synthetic::Trail;

const SIZE: usize = 8 << 20;

const WANTED: [&str; 6] =
    ["eventName", "eventSource", "userIdentity", "errorCode", "requestParameters", "sourceIPAddress"];

fn benches(criterion: &mut Criterion) {
    let file = Trail { seed: 1, suspicious: 0.0 }.file(0, SIZE);
    let bytes = file.text.as_bytes();
    let mut group = criterion.benchmark_group("scan");
    group.sample_size(20).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    for level in Level::available() {
        for (name, wanted) in [("no key", &[][..]), ("six keys", &WANTED[..])] {
            let keys = Keys::new(wanted).expect("plain names");
            let scanner = Scanner::with_level(keys, level).expect("it is available");
            let mut records = Records::new();
            group.bench_function(format!("{level:?}, {name}"), |b| {
                b.iter(|| {
                    assert_eq!(scanner.scan(black_box(bytes), &mut records), Ok(Shape::Holder));
                    assert_eq!(records.len(), file.records.len());
                });
            });
            assert!(records.iter().all(|record| record.regular));
        }
    }
    group.bench_function("floor: memchr for line breaks", |b| {
        b.iter(|| assert_eq!(memchr::memchr_iter(b'\n', black_box(bytes)).count(), 0));
    });
    let (words, _) = bytes.as_chunks::<8>();
    group.bench_function("floor: sum of words", |b| {
        b.iter(|| black_box(words).iter().fold(0_u64, |sum, word| sum.wrapping_add(u64::from_le_bytes(*word))));
    });
    group.finish();
}

criterion_group!(scan, benches);
criterion_main!(scan);
