#![no_main]

use std::cell::RefCell;

use fuzz::readers::{Scanners, WANTED};

thread_local!(static SCANNERS: RefCell<Scanners> = RefCell::new(Scanners::new(&WANTED)));

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    SCANNERS.with_borrow_mut(|scanners| scanners.check(data));
});
