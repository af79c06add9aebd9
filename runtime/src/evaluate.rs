//! One record and each rule in, what the rule says of it out.
//!
//! What a title, a dedup string or a context may be, and what stands in for one that raises, follows Panther's
//! detection engine, whose packs these rules are: a function other than `rule` never loses a match.

use std::panic::{AssertUnwindSafe, catch_unwind};

use event::exception::Kind;
use event::py::json::dumps;
use event::rule::Entry;
use event::{Exc, Heap, Py, R, Rule, Severity, Value};

/// The longest text that a rule's function may give, in characters.
const MAX_TEXT: usize = 1000;
const CUT: &str = "... (truncated)";

/// The largest context, in bytes of its JSON.
const MAX_CONTEXT: usize = 200 << 10;

/// An exception that came out of a rule's function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// `type(e).__name__`.
    pub kind: &'static str,
    /// `str(e)`.
    pub message: String,
    /// Of the rule's source, where a line of it raised.
    pub line: Option<u32>,
}

/// What a rule says of a record that it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    pub title: String,
    pub dedup: String,
    pub severity: Severity,
    /// JSON, as all that follow; `None` where the rule has no such function, or it raised.
    pub alert_context: Option<String>,
    pub description: Option<String>,
    pub runbook: Option<String>,
    pub reference: Option<String>,
    pub destinations: Option<String>,
    /// The functions that raised, in the order they were called.
    pub failures: Vec<(&'static str, Failure)>,
}

/// What one rule makes of one record.
pub type Verdict = Result<Option<Match>, Failure>;

/// One record before many rules. It is read once for all rules that leave it as it is; a rule that may change it gets
/// one of its own.
pub struct Record<'h> {
    heap: &'h Heap,
    text: &'h str,
    event: Value<'h>,
}

impl<'h> Record<'h> {
    /// The record `text`, which [`event::json::validate`] has accepted. The heap is to be reset before the next.
    pub fn new(heap: &'h Heap, text: &'h str) -> Record<'h> {
        Record { heap, text, event: event::json::read_validated(heap.enter(), text) }
    }

    /// What it holds.
    pub fn event(&self) -> Value<'h> {
        self.event
    }

    /// Evaluates `rule` over it.
    ///
    /// A panic in compiled code is a fault of ours; it is one rule's failure here.
    pub fn evaluate(&mut self, rule: &Rule) -> Verdict {
        let verdict = catch_unwind(AssertUnwindSafe(|| {
            let py = self.heap.enter();
            let event = if rule.changes_event { event::json::read_validated(py, self.text) } else { self.event };
            Call { py, event, rule, failures: Vec::new() }.run()
        }));
        verdict.unwrap_or_else(|_| {
            // The rule may have left the shared event in the middle of something.
            self.event = event::json::read_validated(self.heap.enter(), self.text);
            let message = format!("internal error while rule [{}] ran", rule.id);
            Err(Failure { kind: "SystemError", message, line: None })
        })
    }
}

/// Evaluates `rule` alone over the record `text`, which [`event::json::validate`] has accepted.
pub fn evaluate(heap: &Heap, rule: &Rule, text: &str) -> Verdict {
    Record::new(heap, text).evaluate(rule)
}

struct Call<'a, 'r> {
    py: Py<'a>,
    event: Value<'a>,
    rule: &'r Rule,
    failures: Vec<(&'static str, Failure)>,
}

impl<'a> Call<'a, '_> {
    fn run(mut self) -> Verdict {
        let functions = self.rule.functions;
        match (functions.rule)(self.py, self.event) {
            Ok(Value::Bool(true)) => {}
            Ok(Value::Bool(false)) => return Ok(None),
            Ok(other) => return Err(self.wrong_type("rule", other, "bool")),
            Err(e) => return Err(self.failure(e)),
        }
        let title = functions.title.and_then(|f| self.text("title", f)).unwrap_or_else(|| self.rule.id.to_owned());
        let mut dedup = functions.dedup.and_then(|f| self.text("dedup", f)).unwrap_or_else(|| title.clone());
        if dedup.is_empty() {
            dedup = format!("defaultDedupString:{}", self.rule.id);
        }
        let severity = functions.severity.and_then(|f| self.severity(f)).unwrap_or(self.rule.severity);
        let alert_context = functions.alert_context.map(|f| self.context(f));
        let description = functions.description.and_then(|f| self.json("description", f));
        let runbook = functions.runbook.and_then(|f| self.json("runbook", f));
        let reference = functions.reference.and_then(|f| self.json("reference", f));
        let destinations = functions.destinations.and_then(|f| self.json("destinations", f));
        let failures = self.failures;
        Ok(Some(Match {
            title,
            dedup,
            severity,
            alert_context,
            description,
            runbook,
            reference,
            destinations,
            failures,
        }))
    }

    /// What a function that should give a `str` gave.
    fn text(&mut self, name: &'static str, function: Entry) -> Option<String> {
        match function(self.py, self.event) {
            Ok(Value::Str(text)) => return Some(cut(text)),
            Ok(other) => {
                let failure = self.wrong_type(name, other, "str");
                self.failures.push((name, failure));
            }
            Err(e) => self.note(name, e),
        }
        None
    }

    fn severity(&mut self, function: Entry) -> Option<Severity> {
        let name = self.text("severity", function)?.to_uppercase();
        // `DEFAULT` and what is no severity leave the rule's own.
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }

    fn context(&mut self, function: Entry) -> String {
        let failure = match function(self.py, self.event) {
            Ok(context @ Value::Dict(_)) => match self.dump(context) {
                Ok(json) if json.len() > MAX_CONTEXT => {
                    let size = json.len();
                    let message =
                        format!("alert_context size is [{size}], bigger than maximum of [{MAX_CONTEXT}] characters");
                    return self.error_context(&message);
                }
                Ok(json) => return json.to_owned(),
                Err(e) => self.failure(e),
            },
            Ok(other) => self.wrong_type("alert_context", other, "dict"),
            Err(e) => self.failure(e),
        };
        let context = self.error_context(&format!("{}: {}", failure.kind, failure.message));
        self.failures.push(("alert_context", failure));
        context
    }

    fn error_context(&self, message: &str) -> String {
        let message = dumps(self.py, self.py.str(message)).unwrap_or("\"\"");
        format!("{{\"_error\": {message}}}")
    }

    /// What a function gave, as JSON.
    fn json(&mut self, name: &'static str, function: Entry) -> Option<String> {
        let result = function(self.py, self.event).and_then(|value| match value {
            Value::Str(text) => self.dump(self.py.str(&cut(text))),
            other => self.dump(other),
        });
        match result {
            Ok(json) => Some(json.to_owned()),
            Err(e) => {
                self.note(name, e);
                None
            }
        }
    }

    /// `json.dumps(value, allow_nan=False)`: what is printed must be JSON to others too.
    fn dump(&self, value: Value<'a>) -> R<'a, &'a str> {
        let json = dumps(self.py, value)?;
        if crate::json::is_json(json) {
            return Ok(json);
        }
        Err(self.py.raise(Kind::ValueError, "Out of range float values are not JSON compliant"))
    }

    fn note(&mut self, name: &'static str, e: Exc<'a>) {
        let failure = self.failure(e);
        self.failures.push((name, failure));
    }

    fn failure(&self, e: Exc<'a>) -> Failure {
        let line = Some(e.line()).filter(|line| *line != 0);
        Failure { kind: e.kind().python_name(), message: e.message(self.py).to_owned(), line }
    }

    fn wrong_type(&self, function: &str, found: Value<'a>, expected: &str) -> Failure {
        let (id, found) = (self.rule.id, found.type_name());
        let message = format!("detection [{id}] function [{function}] returned [{found}], expected [{expected}]");
        Failure { kind: Kind::FunctionReturnTypeError.name(), message, line: None }
    }
}

/// `text`, or as much of its beginning as leaves room to say that there was more.
fn cut(text: &str) -> String {
    // No more characters than bytes.
    if text.len() <= MAX_TEXT || text.chars().count() <= MAX_TEXT {
        return text.to_owned();
    }
    text.chars().take(MAX_TEXT - CUT.len()).chain(CUT.chars()).collect()
}

#[cfg(test)]
mod tests;
