//! One record and each rule in, what the rule says of it out.
//!
//! What a title, a dedup string or a context may be, and what stands in for one that raises, follows Panther's
//! detection engine, whose packs these rules are: a function other than `rule` never loses a match.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use event::data_model::DataModel;
use event::exception::Kind;
use event::py::json::dumps;
use event::py::panther;
use event::{Body, EventClass, Exc, Functions, Heap, Py, Rule, Script, Severity, State, Type, Value};

use crate::classify;
use crate::interpret::{Given, Interpreter, Wanted};

/// The longest text that a rule's function may give, in characters.
const MAX_TEXT: usize = 1000;
const CUT: &str = "... (truncated)";

const NOT_JSON: &str = "Out of range float values are not JSON compliant";

/// The largest context, in bytes of its JSON.
const MAX_CONTEXT: usize = 200 << 10;

/// An exception that came out of a rule's function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// `type(e).__name__`.
    pub kind: Cow<'static, str>,
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
    /// What a test has calls of names of the rule's module return.
    mocks: Vec<(&'h str, Value<'h>)>,
    /// What rules remember; without it, nothing.
    state: Option<&'h dyn State>,
    /// As rules of Panther packs see it, once one has.
    panther: Option<Value<'h>>,
    model: Option<&'static DataModel>,
}

impl<'h> Record<'h> {
    /// The record `text`, which [`event::json::validate`] has accepted. The heap is to be reset before the next.
    pub fn new(heap: &'h Heap, text: &'h str) -> Record<'h> {
        Record {
            heap,
            text,
            event: event::json::read_validated(heap.enter(), text),
            mocks: Vec::new(),
            state: None,
            panther: None,
            model: None,
        }
    }

    /// Has rules remember what is in `state`.
    pub fn with_state(self, state: &'h dyn State) -> Record<'h> {
        Record { state: Some(state), ..self }
    }

    /// The same, with the data model of its log type: the one that it names itself as `p_log_type`, else the one that
    /// it is found to be of.
    #[must_use]
    pub fn with_models(mut self, models: &'static [DataModel]) -> Record<'h> {
        if let (Value::Dict(record), false) = (self.event, models.is_empty()) {
            let named = record.get_str("p_log_type").and_then(Value::as_str);
            let log_type = named.or_else(|| classify::log_type(record));
            self.model = log_type.and_then(|log_type| DataModel::of(models, log_type));
        }
        self
    }

    /// What it holds.
    pub fn event(&self) -> Value<'h> {
        self.event
    }

    /// For tests: in the module of each rule, `name` is a mock, a call of which returns `returned`, JSON that
    /// [`event::json::validate`] has accepted.
    pub fn mock(&mut self, name: &'h str, returned: &'h str) {
        self.mocks.push((name, event::json::read_validated(self.heap.enter(), returned)));
    }

    /// Evaluates `rule` over it. One that is not compiled fails.
    pub fn evaluate(&mut self, rule: &Rule) -> Verdict {
        self.evaluate_with(rule, None)
    }

    /// Evaluates `rule` over it, with the interpreter if it is not compiled.
    ///
    /// A panic in compiled code is a fault of ours; it is one rule's failure here.
    pub fn evaluate_with(&mut self, rule: &Rule, interpreter: Option<&mut (dyn Interpreter + 'static)>) -> Verdict {
        let functions = match (rule.body, interpreter) {
            (Body::Compiled(functions), _) => functions,
            (Body::Interpreted(script), Some(interpreter)) => {
                let callee = Interpreted { interpreter, script, text: self.text };
                return Call { py: self.heap.enter(), callee, rule, failures: Vec::new() }.run();
            }
            (Body::Interpreted(_), None) => {
                let message = "the rule is not compiled, and no interpreter is built in".to_owned();
                return Err(Failure { kind: "SystemError".into(), message, line: None });
            }
        };
        let verdict = catch_unwind(AssertUnwindSafe(|| {
            let py = self.state.map_or_else(|| self.heap.enter(), |state| self.heap.enter_with(state));
            if !self.mocks.is_empty() {
                py.set_mocks(rule.source, &self.mocks);
            }
            let event = self.seen_by(py, rule);
            let callee = Compiled { py, event, class: rule.event_class, functions };
            Call { py, callee, rule, failures: Vec::new() }.run()
        }));
        verdict.unwrap_or_else(|_| {
            // The rule may have left the shared event in the middle of something.
            self.event = event::json::read_validated(self.heap.enter(), self.text);
            self.panther = None;
            let message = format!("internal error while rule [{}] ran", rule.id);
            Err(Failure { kind: "SystemError".into(), message, line: None })
        })
    }

    /// What the rule's functions are given.
    fn seen_by(&mut self, py: Py<'h>, rule: &Rule) -> Value<'h> {
        let panther = rule.event_class == EventClass::Panther;
        if rule.changes_event || panther && self.model.is_some_and(panther::changes_event) {
            let own = event::json::read_validated(py, self.text);
            return if panther { panther::event(py, own, self.model, true) } else { own };
        }
        if panther {
            return *self.panther.get_or_insert_with(|| panther::event(py, self.event, self.model, false));
        }
        self.event
    }
}

/// Evaluates `rule` alone over the record `text`, which [`event::json::validate`] has accepted.
pub fn evaluate(heap: &Heap, rule: &Rule, text: &str) -> Verdict {
    Record::new(heap, text).evaluate(rule)
}

/// The functions of one rule over one record.
trait Callee {
    /// What the function gives, if the rule has it.
    fn call(&mut self, function: &'static str, wanted: Wanted) -> Result<Given, Failure>;
}

/// Native code.
struct Compiled<'a> {
    py: Py<'a>,
    event: Value<'a>,
    class: EventClass,
    functions: Functions,
}

impl<'a> Compiled<'a> {
    /// `json.dumps(value, allow_nan=False)`: what is printed must be JSON to others too. Of an event in its wrapper, and of
    /// its parts, what they hold is printed.
    fn dump(&self, value: Value<'a>) -> Result<Given, Failure> {
        let json = match self.class {
            EventClass::Dict => dumps(self.py, value),
            EventClass::Panther => panther::dumps(self.py, value),
        };
        let json = json.map_err(|e| self.failure(e))?;
        if crate::json::is_json(json) {
            return Ok(Given::Json(json.to_owned()));
        }
        Err(self.failure(self.py.raise(Kind::ValueError, NOT_JSON)))
    }

    fn failure(&self, e: Exc<'a>) -> Failure {
        let line = Some(e.line()).filter(|line| *line != 0);
        Failure { kind: e.kind().python_name().into(), message: e.message(self.py).to_owned(), line }
    }
}

impl Callee for Compiled<'_> {
    fn call(&mut self, function: &'static str, wanted: Wanted) -> Result<Given, Failure> {
        let Some(entry) = self.functions.get(function) else { return Ok(Given::Absent) };
        let value = entry(self.py, self.event).map_err(|e| self.failure(e))?;
        match (wanted, value) {
            (Wanted::Bool, Value::Bool(given)) => Ok(Given::Bool(given)),
            (Wanted::Text, Value::Str(text)) => Ok(Given::Text(cut(text))),
            (Wanted::Json, Value::Str(text)) => self.dump(self.py.str(&cut(text))),
            (Wanted::Context, Value::Dict(_)) | (Wanted::Json, _) => self.dump(value),
            // Panther takes any mapping.
            (Wanted::Context, _)
                if self.class == EventClass::Panther && value.class().is_subclass(Type::Native("Mapping")) =>
            {
                self.dump(value)
            }
            _ => Ok(Given::Other(value.type_name().to_owned())),
        }
    }
}

/// Source text, which only an interpreter can run.
struct Interpreted<'i> {
    interpreter: &'i mut dyn Interpreter,
    script: &'static Script,
    text: &'i str,
}

impl Callee for Interpreted<'_> {
    fn call(&mut self, function: &'static str, wanted: Wanted) -> Result<Given, Failure> {
        match self.interpreter.call(self.script, self.text, function, wanted)? {
            Given::Text(text) => Ok(Given::Text(cut(&text))),
            Given::Json(json) if !crate::json::is_json(&json) => {
                Err(Failure { kind: Kind::ValueError.name().into(), message: NOT_JSON.to_owned(), line: None })
            }
            given => Ok(given),
        }
    }
}

struct Call<'a, 'r, C> {
    py: Py<'a>,
    callee: C,
    rule: &'r Rule,
    failures: Vec<(&'static str, Failure)>,
}

impl<C: Callee> Call<'_, '_, C> {
    fn run(mut self) -> Verdict {
        match self.callee.call("rule", Wanted::Bool)? {
            Given::Bool(true) => {}
            Given::Bool(false) => return Ok(None),
            other => return Err(self.wrong_type("rule", &other, "bool")),
        }
        let title = self.text("title").unwrap_or_else(|| self.rule.id.to_owned());
        let mut dedup = self.text("dedup").unwrap_or_else(|| title.clone());
        if dedup.is_empty() {
            dedup = format!("defaultDedupString:{}", self.rule.id);
        }
        let severity = self.severity().unwrap_or(self.rule.severity);
        let alert_context = self.context();
        let description = self.json("description");
        let runbook = self.json("runbook");
        let reference = self.json("reference");
        let destinations = self.json("destinations");
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
    fn text(&mut self, name: &'static str) -> Option<String> {
        let failure = match self.callee.call(name, Wanted::Text) {
            Ok(Given::Text(text)) => return Some(text),
            Ok(Given::Absent) => return None,
            Ok(other) => self.wrong_type(name, &other, "str"),
            Err(failure) => failure,
        };
        self.failures.push((name, failure));
        None
    }

    fn severity(&mut self) -> Option<Severity> {
        let name = self.text("severity")?.to_uppercase();
        // `DEFAULT` and what is no severity leave the rule's own.
        Severity::ALL.into_iter().find(|severity| severity.name() == name)
    }

    fn context(&mut self) -> Option<String> {
        let failure = match self.callee.call("alert_context", Wanted::Context) {
            Ok(Given::Absent) => return None,
            Ok(Given::Json(json)) if json.len() > MAX_CONTEXT => {
                let size = json.len();
                let message =
                    format!("alert_context size is [{size}], bigger than maximum of [{MAX_CONTEXT}] characters");
                return Some(self.error_context(&message));
            }
            Ok(Given::Json(json)) => return Some(json),
            Ok(other) => self.wrong_type("alert_context", &other, self.context_type()),
            Err(failure) => failure,
        };
        let context = self.error_context(&format!("{}: {}", failure.kind, failure.message));
        self.failures.push(("alert_context", failure));
        Some(context)
    }

    fn context_type(&self) -> &'static str {
        match self.rule.event_class {
            EventClass::Dict => "dict",
            EventClass::Panther => "Mapping",
        }
    }

    fn error_context(&self, message: &str) -> String {
        let message = dumps(self.py, self.py.str(message)).unwrap_or("\"\"");
        format!("{{\"_error\": {message}}}")
    }

    /// What a function gave, as JSON.
    fn json(&mut self, name: &'static str) -> Option<String> {
        match self.callee.call(name, Wanted::Json) {
            Ok(Given::Json(json)) => Some(json),
            Ok(_) => None,
            Err(failure) => {
                self.failures.push((name, failure));
                None
            }
        }
    }

    fn wrong_type(&self, function: &str, found: &Given, expected: &str) -> Failure {
        let id = self.rule.id;
        let found = match found {
            Given::Other(name) => name,
            Given::Bool(_) => "bool",
            Given::Text(_) => "str",
            Given::Json(_) => "dict",
            Given::Absent => "NoneType",
        };
        let message = format!("detection [{id}] function [{function}] returned [{found}], expected [{expected}]");
        Failure { kind: Kind::FunctionReturnTypeError.name().into(), message, line: None }
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
