#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::holds::text("AWS.VPCFlow", data));
