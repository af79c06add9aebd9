//! What it was measured on.

use std::fs;

/// The processor, as Linux names it.
pub fn cpu() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    name.map_or("unknown", |(_, name)| name.trim()).to_owned()
}

/// Its level in the x86-64 psABI, or its architecture.
#[cfg(target_arch = "x86_64")]
pub fn level() -> &'static str {
    macro_rules! has {
        ($($feature:tt),*) => { $(std::arch::is_x86_feature_detected!($feature))&&* };
    }
    if !has!("avx2", "bmi1", "bmi2", "f16c", "fma", "lzcnt", "movbe") {
        "x86-64-v2"
    } else if !has!("avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl") {
        "x86-64-v3 (AVX2)"
    } else {
        "x86-64-v4 (AVX-512)"
    }
}

/// Its architecture.
#[cfg(not(target_arch = "x86_64"))]
pub fn level() -> &'static str {
    std::env::consts::ARCH
}

/// The most memory that this process has had at once, in bytes; `None` where the system does not say (proc(5),
/// `VmHWM`).
pub fn peak_memory() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = peak.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}
