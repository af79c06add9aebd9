//! Hands the cases to the program that was built, and reads its answers.
//!
//! A rule that does not end, or that ends the program, costs its own case alone: the program is started again for the
//! cases behind it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use sonic_rs::{LazyValue, OwnedLazyValue};

use super::cases::Case;

/// How long a case may take.
const LIMIT: Duration = Duration::from_secs(10);

/// What came of asking a rule.
#[derive(Debug)]
pub enum Answer {
    Said(Box<Said>),
    /// Why there is none.
    None(String),
}

/// What a rule says of an event. A report repeats it.
#[derive(Deserialize, Serialize, Debug)]
pub struct Said {
    /// `None`: it raised.
    pub result: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Exception>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dedup: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_context: Option<OwnedLazyValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destinations: Option<OwnedLazyValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_errors: Option<BTreeMap<String, Exception>>,
}

/// An exception of a rule's function.
#[derive(Deserialize, Serialize, Debug)]
pub struct Exception {
    #[serde(rename = "type")]
    pub kind: String,
    pub message: String,
    pub line: Option<u32>,
}

/// A case, as the program reads it.
#[derive(Serialize)]
struct Asked<'c> {
    case: usize,
    rule: &'c str,
    event: LazyValue<'c>,
    #[serde(skip_serializing_if = "Option::is_none")]
    log_type: Option<&'c str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    mocks: BTreeMap<&'c str, LazyValue<'c>>,
}

/// A line that the program prints.
#[derive(Deserialize)]
struct Line {
    case: usize,
    said: Option<Box<Said>>,
    not_run: Option<String>,
}

/// Runs the cases; an answer for each, in order.
pub fn run(program: &Path, cases: &[&Case]) -> Result<Vec<Answer>> {
    let mut answers: Vec<Answer> = Vec::with_capacity(cases.len());
    while let Some(rest) = cases.get(answers.len()..).filter(|rest| !rest.is_empty()) {
        match ask(program, rest, &mut answers)? {
            End::Done if answers.len() < cases.len() => bail!("`{}` ended before the last case", program.display()),
            End::Done => {}
            End::TooLong => {
                answers.push(Answer::None(format!("the rule did not come to an end within {} s", LIMIT.as_secs())));
            }
            End::Died(status) => answers.push(Answer::None(format!("the rule ended the program: {status}"))),
        }
    }
    Ok(answers)
}

/// How one run of the program ended.
enum End {
    /// By itself, with all cases answered.
    Done,
    /// With a case that took too long.
    TooLong,
    /// In the middle of a case.
    Died(ExitStatus),
}

fn ask(program: &Path, cases: &[&Case], answers: &mut Vec<Answer>) -> Result<End> {
    let text = questions(cases)?;
    let failed = || format!("cannot run `{}`", program.display());
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().with_context(failed)?;
    // Written by a thread of its own: the program answers before it has read everything.
    let stdin = child.stdin.take().with_context(failed)?;
    let writer = std::thread::spawn(move || {
        let mut out = BufWriter::new(stdin);
        // Where the program has died, nobody reads on.
        _ = out.write_all(&text).and_then(|()| out.flush());
    });
    let lines = lines(&mut child).with_context(failed)?;
    let end = read(&lines, cases.len(), answers);
    let end = match end? {
        End::TooLong => {
            child.kill().with_context(failed)?;
            child.wait().with_context(failed)?;
            End::TooLong
        }
        _ => {
            let status = child.wait().with_context(failed)?;
            if status.success() { End::Done } else { End::Died(status) }
        }
    };
    _ = writer.join();
    Ok(end)
}

fn questions(cases: &[&Case]) -> Result<Vec<u8>> {
    let mut text = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        let event = one_line(&case.event);
        let returned: Vec<(&str, String)> = case.mocks.iter().map(|(name, value)| (&**name, one_line(value))).collect();
        let mut mocks = BTreeMap::new();
        for (name, value) in &returned {
            mocks.insert(*name, sonic_rs::from_str(value).with_context(|| case.full_name())?);
        }
        let event = sonic_rs::from_str(&event).with_context(|| case.full_name())?;
        let log_type = case.log_type.as_deref();
        sonic_rs::to_writer(&mut text, &Asked { case: number, rule: &case.rule, event, log_type, mocks })?;
        text.push(b'\n');
    }
    Ok(text)
}

/// JSON without line breaks: in strings there are none, elsewhere they mean nothing.
fn one_line(json: &str) -> String {
    json.replace(['\n', '\r'], " ")
}

fn lines(child: &mut Child) -> Option<Receiver<std::io::Result<Vec<u8>>>> {
    let mut out = BufReader::new(child.stdout.take()?);
    let (send, receive) = channel();
    std::thread::spawn(move || {
        loop {
            let mut line = Vec::new();
            match out.read_until(b'\n', &mut line) {
                Ok(0) => return,
                Ok(_) => drop(send.send(Ok(line))),
                Err(e) => {
                    drop(send.send(Err(e)));
                    return;
                }
            }
        }
    });
    Some(receive)
}

fn read(lines: &Receiver<std::io::Result<Vec<u8>>>, cases: usize, answers: &mut Vec<Answer>) -> Result<End> {
    for expected in 0..cases {
        let line = match lines.recv_timeout(LIMIT) {
            Ok(line) => line.context("cannot read the answers")?,
            Err(RecvTimeoutError::Timeout) => return Ok(End::TooLong),
            Err(RecvTimeoutError::Disconnected) => return Ok(End::Done),
        };
        // A half surrogate in a title is no Unicode; what is compared and shown has U+FFFD for it.
        let mut reader = sonic_rs::Deserializer::from_slice(&line).utf8_lossy();
        let line = Line::deserialize(&mut reader).context("an answer is malformed")?;
        if line.case != expected {
            bail!("answer {} came for case {expected}", line.case);
        }
        answers.push(match line {
            Line { said: Some(said), .. } => Answer::Said(said),
            Line { not_run, .. } => Answer::None(not_run.unwrap_or_default()),
        });
    }
    Ok(End::Done)
}
