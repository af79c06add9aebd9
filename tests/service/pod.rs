//! iota as a service, as its users start it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use serde_json::Value as Json;

use crate::cloud::{Cloud, REGION, until};

/// A process, and what it has printed.
pub struct Pod {
    process: Child,
    alerts: Lines,
    log: Lines,
}

struct Lines {
    lines: Arc<Mutex<Vec<String>>>,
    reader: Option<JoinHandle<()>>,
}

impl Lines {
    fn of(stream: impl Read + Send + 'static) -> Lines {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let into = Arc::clone(&lines);
        let reader = std::thread::spawn(move || {
            for line in BufReader::new(stream).lines().map_while(Result::ok) {
                into.lock().expect("no panic").push(line);
            }
        });
        Lines { lines, reader: Some(reader) }
    }

    fn all(&self) -> Vec<String> {
        self.lines.lock().expect("no panic").clone()
    }

    fn end(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("no panic");
        }
    }
}

impl Pod {
    /// `--mode=MODE` over a queue, with more `arguments`.
    pub fn start(cloud: &Cloud, mode: &str, queue: &str, state: &Path, arguments: &[&str]) -> Pod {
        Pod::start_at(&cloud.endpoint, mode, queue, state, arguments)
    }

    /// With AWS at `endpoint`.
    pub fn start_at(endpoint: &str, mode: &str, queue: &str, state: &Path, arguments: &[&str]) -> Pod {
        Pod::run(Command::new(env!("CARGO_BIN_EXE_iota")), endpoint, mode, queue, Some(state), arguments)
    }

    /// With these variables, too.
    #[cfg(feature = "otel")]
    pub fn start_in(
        environment: &[(&str, &str)],
        cloud: &Cloud,
        mode: &str,
        queue: &str,
        state: &Path,
        arguments: &[&str],
    ) -> Pod {
        let mut iota = Command::new(env!("CARGO_BIN_EXE_iota"));
        iota.envs(environment.iter().copied());
        Pod::run(iota, &cloud.endpoint, mode, queue, Some(state), arguments)
    }

    /// That keeps nothing.
    pub fn stateless(cloud: &Cloud, mode: &str, queue: &str, arguments: &[&str]) -> Pod {
        Pod::run(Command::new(env!("CARGO_BIN_EXE_iota")), &cloud.endpoint, mode, queue, None, arguments)
    }

    /// As a process that outlives a limit on the size of its files: what it writes beyond fails.
    pub fn start_limitable(endpoint: &str, mode: &str, queue: &str, state: &Path, arguments: &[&str]) -> Pod {
        let mut shell = Command::new("sh");
        shell.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_iota")]);
        Pod::run(shell, endpoint, mode, queue, Some(state), arguments)
    }

    fn run(
        mut iota: Command,
        endpoint: &str,
        mode: &str,
        queue: &str,
        state: Option<&Path>,
        arguments: &[&str],
    ) -> Pod {
        iota.args(["--mode", mode, "--sqs-queue-url", queue, "--aws-region", REGION, "--sqs-wait", "1"]);
        iota.args(["--aws-endpoint-url", endpoint]).args(arguments);
        if let Some(state) = state {
            iota.arg("--state").arg(state);
        }
        iota.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test").env_remove("AWS_PROFILE");
        iota.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = iota.spawn().expect("iota starts");
        let alerts = Lines::of(process.stdout.take().expect("piped"));
        let log = Lines::of(process.stderr.take().expect("piped"));
        Pod { process, alerts, log }
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// How often each alert was printed.
    pub fn alerts(&self) -> BTreeMap<String, usize> {
        count(self.alerts.all().iter().map(|line| {
            let alert: Json = serde_json::from_str(line).expect("an alert is JSON");
            alert["dedup"].as_str().expect("a dedup string").to_owned()
        }))
    }

    /// What was printed.
    pub fn lines(&self) -> Vec<Json> {
        self.alerts.all().iter().map(|line| serde_json::from_str(line).expect("an alert is JSON")).collect()
    }

    pub fn log(&self) -> Vec<Json> {
        self.log.all().iter().map(|line| serde_json::from_str(line).expect("a log line is JSON")).collect()
    }

    pub fn says(&self, text: &str) -> bool {
        self.log.all().iter().any(|line| line.contains(text))
    }

    /// SIGTERM, and what it exits with once all was printed.
    pub fn terminate(&mut self) -> ExitStatus {
        let kill = Command::new("kill").arg(self.process.id().to_string()).status().expect("kill runs");
        assert!(kill.success());
        self.ended()
    }

    /// SIGKILL.
    pub fn kill(&mut self) {
        self.process.kill().expect("it is killed");
        self.ended();
    }

    fn ended(&mut self) -> ExitStatus {
        let mut status = None;
        until("iota ends", || {
            status = self.process.try_wait().expect("a child");
            status.is_some()
        });
        self.alerts.end();
        self.log.end();
        status.expect("it has ended")
    }

    /// What the page at `path` is, with its status line; the address is in the log.
    pub fn page(&self, path: &str) -> String {
        let mut address = None;
        until("iota serves its pages", || {
            address = self.log().iter().find_map(|line| Some(line["address"].as_str()?.to_owned()));
            address.is_some()
        });
        let mut stream = TcpStream::connect(address.expect("an address")).expect("it listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: iota\r\nConnection: close\r\n\r\n").expect("it reads");
        let mut page = String::new();
        stream.read_to_string(&mut page).expect("it answers");
        page
    }
}

impl Drop for Pod {
    fn drop(&mut self) {
        // It has ended, unless a test has failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What a page of metrics says of one, named with its labels.
pub fn value(metrics: &str, name: &str) -> Option<u64> {
    metrics.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok())
}

/// `iota quarantine` over a state file: what it prints.
pub fn quarantine(cloud: &Cloud, state: &Path, arguments: &[&str]) -> Vec<Json> {
    let mut iota = Command::new(env!("CARGO_BIN_EXE_iota"));
    iota.arg("quarantine").args(arguments).arg("--state").arg(state);
    iota.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", "test").env_remove("AWS_PROFILE");
    iota.env("IOTA_AWS_ENDPOINT_URL", &cloud.endpoint).env("IOTA_AWS_REGION", REGION);
    let output = iota.output().expect("iota starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// How often each is there.
pub fn count(texts: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}
