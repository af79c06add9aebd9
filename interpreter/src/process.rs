//! The parent's side: starts workers, watches their time, kills them and says what became of the rule.

use std::collections::HashMap;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use event::Script;
use event::exception::Kind;
use runtime::evaluate::Failure;
use runtime::interpret::{Given, Host, Input, Interpreter, Interpreters, Wanted};

use crate::limits::{LOAD, Limits, WALL};
use crate::protocol::{Answer, Reply, Request};

/// The first argument of a process that is to be a worker.
pub const WORKER: &str = "__interpreter";

/// The longest reply that is read.
const LONGEST: usize = 64 << 20;

/// How long a process may take to be ready for its first rule.
const START: Duration = Duration::from_secs(30);

/// The clock ticks of a second, in which Linux counts what processes take, whatever its own clock. time(7)
const TICKS: u64 = 100;

/// Starts a worker process for each thread that evaluates.
#[derive(Clone, Debug)]
pub struct Workers {
    limits: Limits,
    program: PathBuf,
}

impl Workers {
    /// Workers are processes of this same binary, which has to hand its arguments to [`crate::worker::main`].
    pub fn new(limits: Limits) -> Workers {
        // Also there where the file was replaced since.
        Workers::of(PathBuf::from("/proc/self/exe"), limits)
    }

    /// Workers are processes of another binary that does so.
    pub fn of(program: PathBuf, limits: Limits) -> Workers {
        Workers { limits, program }
    }
}

impl Interpreters for Workers {
    fn start(&self) -> Box<dyn Interpreter> {
        Box::new(Worker { workers: self.clone(), running: None, broken: HashMap::new() })
    }
}

/// The worker process of one thread, started when it is first needed.
struct Worker {
    workers: Workers,
    running: Option<Running>,
    /// The rules that cannot be loaded, by their script's address, and why: what does not depend on the event is not
    /// tried again for each.
    broken: HashMap<usize, Failure>,
}

struct Running {
    child: Child,
    stream: UnixStream,
    /// What was read beyond the last reply.
    read: Vec<u8>,
    /// The rules that it has, by their script's address, with their numbers.
    loaded: HashMap<usize, usize>,
    /// The script whose evaluation was begun last.
    begun: Option<usize>,
    /// The processor time that it had taken at its last reply.
    used: Duration,
}

/// How long a request may take.
struct Allowed {
    /// Of the processor.
    limit: Duration,
    /// When it began, later by what the parent took to answer.
    since: Instant,
}

impl Allowed {
    fn new(limit: Duration) -> Allowed {
        Allowed { limit, since: Instant::now() }
    }

    /// Whether it is over for a worker that has worked so long, or been waited for too long.
    fn is_over(&self, worked: Duration) -> bool {
        worked >= self.limit || self.since.elapsed() >= self.limit * WALL
    }
}

/// Why a worker gives no answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    /// Its call took too long, and it was killed.
    Time,
    /// It could get no more memory.
    Memory,
    /// Its stack was used up.
    Stack,
    /// It died, or cannot be started.
    Died,
}

impl Interpreter for Worker {
    fn call(
        &mut self,
        script: &'static Script,
        record: Input<'_>,
        function: &str,
        wanted: Wanted,
        host: &mut dyn Host,
    ) -> Result<Given, Failure> {
        let key = std::ptr::from_ref(script) as usize;
        if let Some(failure) = self.broken.get(&key) {
            return Err(failure.clone());
        }
        let served = self.running.as_ref().is_some_and(|running| !running.loaded.is_empty());
        let mut result = self.attempt(key, script, record, function, wanted, host);
        if served && matches!(result, Err(End::Memory | End::Died)) {
            // What came before may have taken the memory: the rule is judged alone.
            result = self.attempt(key, script, record, function, wanted, host);
        }
        match result {
            Ok(answer) => given(answer),
            Err(end) => Err(self.failure(end)),
        }
    }
}

impl Worker {
    fn attempt(
        &mut self,
        key: usize,
        script: &'static Script,
        record: Input<'_>,
        function: &str,
        wanted: Wanted,
        host: &mut dyn Host,
    ) -> Result<Answer, End> {
        let number = self.load(key, script)?;
        let limit = self.workers.limits.time;
        let Input { text, log_type, now } = record;
        let call = |event, function, wanted| Request::Call { rule: number, event, log_type, now, function, wanted };
        let running = self.running.as_mut().ok_or(End::Died)?;
        if function != "rule" && running.begun != Some(key) {
            // The worker that ran `rule` is gone. What that left in the module, the other functions may read.
            host.begin("rule");
            self.ask(&call(Some(text), "rule", "bool"), limit, Some(host))?;
        }
        let wanted = match wanted {
            Wanted::Bool => "bool",
            Wanted::Text => "text",
            Wanted::Context => "dict",
            Wanted::Json => "json",
        };
        let event = (function == "rule").then_some(text);
        host.begin(function);
        let answer = self.ask(&call(event, function, wanted), limit, Some(host))?;
        if let Some(running) = &mut self.running {
            running.begun = Some(key);
        }
        Ok(answer)
    }

    /// The number by which the worker knows the rule.
    fn load(&mut self, key: usize, script: &'static Script) -> Result<usize, End> {
        if self.running.is_none() {
            self.running = Some(Running::start(&self.workers).map_err(|_| End::Died)?);
            let ready = self.wait(&mut Allowed::new(START));
            if !matches!(ready, Ok(Reply { answer: Answer::Ready, .. })) {
                return Err(self.end(End::Died));
            }
        }
        let running = self.running.as_ref().ok_or(End::Died)?;
        if let Some(number) = running.loaded.get(&key) {
            return Ok(*number);
        }
        let number = running.loaded.len();
        let modules = modules(script);
        // What the rule's module raises is raised again for every event.
        let asked = self.ask(
            &Request::Load { rule: number, modules: &modules, models: script.models },
            self.workers.limits.time * LOAD,
            None,
        );
        if let Err(end) = asked {
            // What other rules have taken is no fault of this one.
            if number == 0 || end == End::Time {
                let failure = self.failure(end);
                self.broken.insert(key, failure);
            }
            return Err(end);
        }
        if let Some(running) = &mut self.running {
            running.loaded.insert(key, number);
        }
        Ok(number)
    }

    /// What the worker replies, before it has taken `limit` of processor time. What it asks meanwhile, `host` answers.
    fn ask(&mut self, request: &Request<'_>, limit: Duration, mut host: Option<&mut dyn Host>) -> Result<Answer, End> {
        let mut allowed = Allowed::new(limit);
        self.send(request)?;
        loop {
            let Reply { answer, used } = self.wait(&mut allowed)?;
            let running = self.running.as_mut().ok_or(End::Died)?;
            let used = Duration::from_micros(used);
            let Answer::Asks { question, arguments } = answer else {
                running.used = used;
                return Ok(answer);
            };
            if allowed.is_over(used.saturating_sub(running.used)) {
                return Err(self.end(End::Time));
            }
            let asked = Instant::now();
            let answer = match &mut host {
                Some(host) => host.answer(&question, &arguments),
                None => event::ask::refusal(Kind::SystemError, "there is no event yet"),
            };
            self.send(&Request::Answer(&answer))?;
            allowed.since += asked.elapsed();
        }
    }

    fn send(&mut self, request: &Request<'_>) -> Result<(), End> {
        let running = self.running.as_mut().ok_or(End::Died)?;
        let mut line = sonic_rs::to_vec(request).map_err(|_| End::Died)?;
        line.push(b'\n');
        if running.stream.write_all(&line).is_err() {
            return Err(self.end(End::Died));
        }
        Ok(())
    }

    /// The next reply, if it comes while it may.
    fn wait(&mut self, allowed: &mut Allowed) -> Result<Reply, End> {
        let running = self.running.as_mut().ok_or(End::Died)?;
        let end = match running.reply(allowed) {
            Ok(Reply { answer: Answer::Broken(_), .. }) => End::Died,
            Ok(reply) => return Ok(reply),
            Err(end) => end,
        };
        Err(self.end(end))
    }

    /// Ends the worker, of which no answer is to come, and finds out why.
    fn end(&mut self, end: End) -> End {
        match self.running.take() {
            Some(running) => running.end(end),
            None => end,
        }
    }

    fn failure(&self, end: End) -> Failure {
        let Limits { time, memory } = self.workers.limits;
        let (kind, message) = match end {
            End::Time => ("TimeoutError", format!("the call took more than {time:?} and was stopped")),
            End::Memory => ("MemoryError", format!("the call needed more than {} MB of memory", memory >> 20)),
            End::Stack => ("RecursionError", "the call used up the interpreter's stack".to_owned()),
            End::Died => ("SystemError", "the interpreter's process died, or could not be started".to_owned()),
        };
        Failure { kind: kind.into(), message, line: None }
    }
}

impl Running {
    fn start(workers: &Workers) -> io::Result<Running> {
        let (stream, theirs) = UnixStream::pair()?;
        // A worker that does not even read is stuck.
        stream.set_write_timeout(Some(START))?;
        let child = Command::new(&workers.program)
            .arg(WORKER)
            .arg(workers.limits.memory.to_string())
            .arg(workers.limits.time.as_millis().to_string())
            .env_clear()
            // One arena: each takes 64 MB of what a process may map.
            .env("MALLOC_ARENA_MAX", "1")
            // UTC, without a look at the machine's files.
            .env("TZ", "UTC0")
            .current_dir("/")
            .stdin(Stdio::from(OwnedFd::from(theirs.try_clone()?)))
            .stdout(Stdio::from(OwnedFd::from(theirs)))
            .stderr(Stdio::piped())
            .spawn()?;
        let (read, loaded) = (Vec::new(), HashMap::new());
        Ok(Running { child, stream, read, loaded, begun: None, used: Duration::ZERO })
    }

    /// Reads a line, and kills nothing.
    fn reply(&mut self, allowed: &mut Allowed) -> Result<Reply, End> {
        let mut wait = allowed.limit;
        let mut chunk = [0; 16 << 10];
        // Up to here there is no end of a line.
        let mut searched = 0;
        loop {
            let unseen = self.read.get(searched..).unwrap_or_default();
            if let Some(end) = unseen.iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.read.drain(..=searched + end).collect();
                return sonic_rs::from_slice(&line).map_err(|_| End::Died);
            }
            searched = self.read.len();
            if searched > LONGEST {
                return Err(End::Memory);
            }
            self.stream.set_read_timeout(Some(wait.max(Duration::from_millis(1)))).map_err(|_| End::Died)?;
            match self.stream.read(&mut chunk) {
                Ok(0) => return Err(End::Died),
                Ok(n) => self.read.extend_from_slice(chunk.get(..n).unwrap_or_default()),
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) if matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                    // On a busy machine a call waits longer than it works.
                    let worked = self.worked().map_or(allowed.limit, |used| used.saturating_sub(self.used));
                    if allowed.is_over(worked + Duration::from_millis(20)) {
                        return Err(End::Time);
                    }
                    wait = allowed.limit.saturating_sub(worked);
                }
                Err(_) => return Err(End::Died),
            }
        }
    }

    /// The processor time that the process has taken. proc_pid_stat(5)
    fn worked(&self) -> Option<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name, in parentheses, may hold anything.
        let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
        let ticks = fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks.saturating_mul(1000) / TICKS))
    }

    fn end(mut self, end: End) -> End {
        if end == End::Died {
            // A process that gave up by itself says why; one that did not is killed below.
            let deadline = Instant::now() + Duration::from_secs(1);
            while matches!(self.child.try_wait(), Ok(None)) && Instant::now() < deadline {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        drop(self.child.kill());
        let status = self.child.wait();
        if end != End::Died {
            return end;
        }
        let mut said = String::new();
        if let Some(stderr) = self.child.stderr.take() {
            drop(stderr.take(4096).read_to_string(&mut said));
        }
        let cpu = status.is_ok_and(|status| {
            std::os::unix::process::ExitStatusExt::signal(&status) == Some(rustix::process::Signal::XCPU.as_raw())
        });
        if cpu {
            End::Time
        } else if said.contains("memory allocation of") || said.contains("capacity overflow") {
            End::Memory
        } else if said.contains("overflowed its stack") {
            End::Stack
        } else {
            End::Died
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        if let Some(mut running) = self.running.take() {
            drop(running.child.kill());
            drop(running.child.wait());
        }
    }
}

fn given(answer: Answer) -> Result<Given, Failure> {
    Ok(match answer {
        Answer::Bool(given) => Given::Bool(given),
        Answer::Text(text) => Given::Text(text),
        Answer::Json(text) => Given::Json(text),
        Answer::Other(name) => Given::Other(name),
        Answer::Absent => Given::Absent,
        Answer::Raised { kind, message, line } => {
            return Err(Failure { kind: kind.into(), message, line: Some(line).filter(|line| *line != 0) });
        }
        Answer::Ready | Answer::Asks { .. } | Answer::Broken(_) => {
            let message = "the interpreter's process answered something else".to_owned();
            return Err(Failure { kind: "SystemError".into(), message, line: None });
        }
    })
}

/// A script's modules as the worker reads them.
fn modules(script: &Script) -> String {
    #[derive(serde::Serialize)]
    struct Module<'s> {
        name: &'s str,
        path: &'s str,
        text: &'s str,
        imports: HashMap<&'s str, usize>,
        lazy: &'s [&'s str],
    }
    let modules: Vec<Module<'_>> = script
        .modules
        .iter()
        .map(|module| Module {
            name: module.name,
            path: module.path,
            text: module.text,
            imports: module.imports.iter().copied().collect(),
            lazy: module.lazy,
        })
        .collect();
    // It holds nothing but text and numbers.
    sonic_rs::to_string(&modules).unwrap_or_default()
}
