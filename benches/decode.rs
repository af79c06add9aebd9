//! From a file's bytes to the texts of records: `runtime::decode` and `runtime::split`, on one thread.
//!
//! Data: 8 MB of made-up CloudTrail records (`synthetic`), as one `{"Records":[...]}` and as JSON Lines; plain, gzip
//! at level 6, zstd at level 3. Rates are of decompressed bytes.
//!
//! Floor: the same gzip stream inflated into one buffer, by libdeflate and by flate2's backend; zstd's own decompression into one buffer, and a split
//! at line breaks with memchr, which knows nothing of strings or brackets.

use std::hint::black_box;
use std::io::{Cursor, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use flate2::{Compression, Decompress, FlushDecompress, Status};
use libdeflater::Decompressor;
use runtime::decode::{Decoder, Limits};
use runtime::split::{Piece, Splitter};
use synthetic::Trail;

const SIZE: usize = 8 << 20;

/// As `iota` takes them at once.
const CHUNK: usize = 256 << 10;

fn decode(bytes: &Arc<[u8]>, mut take: impl FnMut(&[u8])) {
    let limits = Limits { size: 1 << 30, ratio: 1000 };
    let input = Box::new(Cursor::new(Arc::clone(bytes)));
    let mut decoder = Decoder::open(input, Arc::new(AtomicU64::new(0)), limits).expect("it is readable");
    let mut chunk = vec![0; CHUNK];
    loop {
        match decoder.read(&mut chunk).expect("it is not damaged") {
            0 => return,
            n => take(&chunk[..n]),
        }
    }
}

/// How many records `bytes` hold.
fn split(bytes: &Arc<[u8]>) -> usize {
    let mut splitter = Splitter::new(16 << 20);
    let mut records = 0;
    let mut count = |splitter: &mut Splitter| {
        while let Some(piece) = splitter.next_piece() {
            records += usize::from(matches!(black_box(piece), Piece::Record { .. }));
        }
    };
    decode(bytes, |chunk| {
        splitter.feed(chunk);
        count(&mut splitter);
    });
    splitter.finish();
    count(&mut splitter);
    records
}

fn inflate(gzip: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let status = Decompress::new_gzip(15).decompress_vec(gzip, out, FlushDecompress::Finish);
    assert_eq!(status.expect("it is gzip"), Status::StreamEnd);
}

fn benches(criterion: &mut Criterion) {
    let file = Trail { seed: 1, suspicious: 0.0 }.file(0, SIZE);
    let plain: Arc<[u8]> = file.text.as_bytes().into();
    let lines: String = file.texts().flat_map(|text| [text, "\n"]).collect();
    let lines: Arc<[u8]> = lines.into_bytes().into();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), Compression::new(6));
    gzip.write_all(&plain).expect("memory can be written");
    let gzip: Arc<[u8]> = gzip.finish().expect("memory can be written").into();
    let zstd: Arc<[u8]> = zstd::bulk::compress(&plain, 3).expect("it can be compressed").into();
    for bytes in [&plain, &lines, &gzip, &zstd] {
        assert_eq!(split(bytes), file.records.len(), "each is read to its end");
    }

    let (records, plain_size, gzip_size, zstd_size) = (file.records.len(), plain.len(), gzip.len(), zstd.len());
    eprintln!("{records} records, {plain_size} bytes; gzip {gzip_size}, zstd {zstd_size}");

    let mut group = criterion.benchmark_group("decode");
    group.throughput(Throughput::Bytes(plain.len() as u64));
    group.bench_function("gzip", |b| b.iter(|| decode(&gzip, |chunk| _ = black_box(chunk))));
    let mut out = Vec::with_capacity(plain.len());
    group.bench_function("gzip, floor: flate2", |b| b.iter(|| inflate(&gzip, &mut out)));
    let (mut libdeflate, mut out) = (Decompressor::new(), vec![0; plain.len()]);
    group.bench_function("gzip, floor: libdeflate", |b| {
        b.iter(|| assert_eq!(libdeflate.gzip_decompress(black_box(&gzip), &mut out), Ok(plain.len())));
    });
    group.bench_function("zstd", |b| b.iter(|| decode(&zstd, |chunk| _ = black_box(chunk))));
    let mut out = vec![0; plain.len()];
    group.bench_function("zstd, floor: bare decompression", |b| {
        b.iter(|| zstd::bulk::decompress_to_buffer(&zstd, &mut out).expect("it is zstd"));
    });
    group.finish();

    let mut group = criterion.benchmark_group("decode and split");
    group.throughput(Throughput::Bytes(plain.len() as u64));
    group.bench_function("gzip", |b| b.iter(|| split(&gzip)));
    group.bench_function("zstd", |b| b.iter(|| split(&zstd)));
    group.bench_function("plain", |b| b.iter(|| split(&plain)));
    group.bench_function("plain lines", |b| b.iter(|| split(&lines)));
    group.bench_function("plain lines, floor: memchr", |b| {
        b.iter(|| memchr::memchr_iter(b'\n', black_box(&lines)).map(black_box).count());
    });
    group.finish();
}

criterion_group! {
    name = all;
    config = Criterion::default()
        .sample_size(15)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = benches
}
criterion_main!(all);
