//! What is found, against two plain readers: `model`, which goes byte by byte over any text, valid or not, and `oracle`,
//! which is serde_json and says where the values are in valid text. Every level that the machine has must find the same.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod cases;
mod generate;
mod model;
mod offsets;
mod oracle;
mod readers;
mod words;

use readers::{Scanners, WANTED};

/// Seeded files, as they are and with bytes changed.
#[test]
fn generated_files_are_read_as_plain_readers_read_them() {
    let mut scanners = Scanners::new(&WANTED);
    let mut valid = 0;
    let files = if cfg!(miri) { 10 } else { 6000 };
    for seed in 0..files {
        let mut random = generate::Random::new(seed);
        let file = generate::file(&mut random);
        valid += u64::from(scanners.check(&file));
        scanners.structure(&file);
        for _ in 0..if cfg!(miri) { 3 } else { 20 } {
            let mutated = generate::mutate(&mut random, &file);
            scanners.check(&mutated);
            scanners.structure(&mutated);
        }
    }
    // The generator makes valid JSON.
    assert_eq!(valid, files);
}
