//! Test cases in, a line each; what the compiled rules make of them out, a line each.
//!
//! `rulec test` builds this with the rules to be tested and hands it the cases. It goes through the evaluation of
//! `iota` itself. Every answer is written before the next case is begun, so that whoever reads them knows which case
//! has not come to an end.

mod rules;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use event::Heap;
use runtime::alert::Evaluation;
use runtime::evaluate::Record;
use serde::{Deserialize, Serialize};
use sonic_rs::LazyValue;

/// Compiled rules recurse on the thread's stack, as deep as Python lets them. Untouched, it takes no memory.
const STACK: usize = 256 << 20;

/// A line of the input.
#[derive(Deserialize)]
struct Case<'l> {
    /// Its number, for the answer.
    case: u64,
    /// Which rule.
    rule: String,
    /// The event, as JSON that is read as records are.
    #[serde(borrow)]
    event: LazyValue<'l>,
    /// Its log type, where it does not name it.
    #[serde(default)]
    log_type: Option<String>,
    /// Names of the rule's module that are mocks, and what calls of them return.
    #[serde(borrow, default)]
    mocks: BTreeMap<String, LazyValue<'l>>,
}

/// A line of the output.
#[derive(Serialize)]
struct Answer<'a> {
    case: u64,
    /// What the rule says, as `iota evaluate` prints it.
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<Evaluation<'a>>,
    /// Why the rule was not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_run: Option<String>,
}

fn main() -> ExitCode {
    let work = std::thread::Builder::new().stack_size(STACK).spawn(answer_all).map(std::thread::JoinHandle::join);
    match work {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        Ok(Ok(Err(e))) => {
            eprintln!("the cases cannot be read or answered: {e}");
            ExitCode::FAILURE
        }
        Ok(Err(_)) | Err(_) => ExitCode::FAILURE,
    }
}

fn answer_all() -> io::Result<()> {
    let mut heap = Heap::default();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let case: Case<'_> = sonic_rs::from_str(&line)?;
        let mut answer = answer(&heap, &case)?;
        answer.push(b'\n');
        out.write_all(&answer)?;
        out.flush()?;
        heap.reset();
    }
    Ok(())
}

fn answer(heap: &Heap, case: &Case<'_>) -> io::Result<Vec<u8>> {
    let not_run = |why: String| Ok(sonic_rs::to_vec(&Answer { case: case.case, said: None, not_run: Some(why) })?);
    let Some(rule) = rules::RULES.rules.iter().find(|rule| rule.id == case.rule) else {
        return not_run(format!("the rule `{}` was not compiled in", case.rule));
    };
    let record = match runtime::record::read(case.event.as_raw_str().as_bytes()) {
        Ok(record) => record,
        Err(e) => return not_run(format!("the event is no JSON object: {e}")),
    };
    let models = rules::RULES.data_models;
    let mut record = Record::new(heap, &record.text).with_models_of(models, case.log_type.as_deref());
    for (name, returned) in &case.mocks {
        if let Err(e) = event::json::validate(returned.as_raw_str()) {
            return not_run(format!("what the mock `{name}` returns is no JSON: {}", e.message));
        }
        record.mock(name, returned.as_raw_str());
    }
    let verdict = record.evaluate(rule);
    let said = Evaluation::new(rule, &verdict);
    Ok(sonic_rs::to_vec(&Answer { case: case.case, said: Some(said), not_run: None })?)
}
