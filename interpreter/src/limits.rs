//! What a rule may take.

use std::time::Duration;

use rustix::process::{DumpableBehavior, Resource, Rlimit, Signal};

/// Stack of the thread that runs rules: RustPython stops Python's recursion at 1,000 calls, and guards what remains.
pub const STACK: usize = 64 << 20;

/// How many times its processor time a call may wait for the processor.
pub const WALL: u32 = 10;

/// How many times a call's time the first run of a rule's modules may take: they may load much of the library.
pub const LOAD: u32 = 10;

/// What one call of a rule's function may take.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Processor time.
    pub time: Duration,
    /// Memory of the worker process beyond what it starts with, in bytes.
    pub memory: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(1), memory: 256 << 20 }
    }
}

/// Limits the process that calls, for good: what it may map, and that it opens, writes and starts nothing.
///
/// # Errors
/// Where the system refuses: then no rule may be run.
pub fn enter(memory: u64) -> Result<(), rustix::io::Errno> {
    use rustix::process::{set_dumpable_behavior, set_parent_process_death_signal};
    // A parent that is killed leaves no worker behind.
    set_parent_process_death_signal(Some(Signal::KILL))?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    set(Resource::As, mapped().saturating_add(memory))?;
    set(Resource::Core, 0)?;
    set(Resource::Fsize, 0)?;
    set(Resource::Nproc, 0)?;
    // Those that are open stay so.
    set(Resource::Nofile, 0)
}

/// Kills the process once it has run for `time` more: for a parent that does not come to it.
///
/// # Errors
/// Where the system refuses.
pub fn grant(time: Duration) -> Result<(), rustix::io::Errno> {
    let until = used() + time + Duration::from_secs(1);
    let limit = Rlimit { current: Some(until.as_secs() + 1), maximum: None };
    rustix::process::setrlimit(Resource::Cpu, limit)
}

/// The processor time that the process has taken.
pub fn used() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
}

fn set(resource: Resource, limit: u64) -> Result<(), rustix::io::Errno> {
    rustix::process::setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })
}

/// What the process has mapped, proc_pid_status(5); where the system does not say, more than it has.
fn mapped() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kilobytes = size.and_then(|size| size.trim().strip_suffix(" kB")?.parse::<u64>().ok());
    kilobytes.map_or(256 << 20, |kilobytes| kilobytes << 10)
}
