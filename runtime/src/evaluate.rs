//! One record and each rule in, what the rule says of it out.
//!
//! What a function may give, what stands in for one that raises and the order in which they are called follow Panther's
//! detection engine (`panther_core/rule.py`, batch mode), whose packs these rules are: a function other than `rule` never
//! loses a match.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use event::data_model::DataModel;
use event::exception::Kind;
use event::json::{Structure, read_structured};
use event::py::json::{dumps, dumps_finite};
use event::py::panther;
use event::py::text::repr;
use event::{Body, Clock, EventClass, Exc, Functions, Heap, Py, Rule, Script, Severity, State, Type, Value};

use self::answers::Answers;
use crate::classify;
use crate::interpret::{Given, Input, Interpreter, Wanted};

/// The longest text that a rule's function may give, in characters.
const MAX_TEXT: usize = 1000;
const CUT: &str = "... (truncated)";

const NOT_JSON: &str = "Out of range float values are not JSON compliant";

/// The largest context, in bytes of its JSON.
const MAX_CONTEXT: usize = 200 << 10;

/// The most outputs that a rule may name.
const MAX_DESTINATIONS: usize = 10;

/// What a function returns to leave it to what the yml says.
const DEFAULT: &str = "DEFAULT";

/// Stands for no output at all.
const SKIP: &str = "SKIP";

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
    /// Without a function the rule's display name, else its id; its id if the function raised.
    pub title: String,
    pub dedup: String,
    pub severity: Severity,
    /// JSON; `None` where the rule has no such function.
    pub alert_context: Option<String>,
    /// What the function gave; `None` where there is none, where it raised, and where it leaves it to the rule's own.
    pub description: Option<String>,
    pub runbook: Option<String>,
    pub reference: Option<String>,
    /// The outputs that the function names, as it names them; `SKIP` alone: none. `None` as above.
    pub destinations: Option<Vec<String>>,
    /// What is counted once towards the threshold.
    pub unique: Option<String>,
    /// How many matches it takes for an alert, as the function says; at least 1. `None`: as the rule's own says.
    pub threshold: Option<u32>,
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
    structure: Option<Structure<'h>>,
    event: Value<'h>,
    /// What a test has calls of names of the rule's module return.
    mocks: Vec<(&'h str, Value<'h>)>,
    /// What rules remember; without it, nothing.
    state: Option<&'h dyn State>,
    /// As rules of Panther packs see it, once one has.
    panther: Option<Value<'h>>,
    model: Option<&'static DataModel>,
    /// What it is said to be, where it does not say so itself.
    log_type: Option<&'h str>,
}

impl<'h> Record<'h> {
    /// The record `text`, which [`event::json::validate`] has accepted. The heap is to be reset before the next.
    pub fn new(heap: &'h Heap, text: &'h str) -> Record<'h> {
        Record::structured(heap, text, None)
    }

    /// The same, read sooner where the text's structure is known.
    pub fn structured(heap: &'h Heap, text: &'h str, structure: Option<Structure<'h>>) -> Record<'h> {
        Record {
            heap,
            text,
            structure,
            event: read_structured(heap.enter(), text, structure),
            mocks: Vec::new(),
            state: None,
            panther: None,
            model: None,
            log_type: None,
        }
    }

    /// Has rules remember what is in `state`.
    pub fn with_state(self, state: &'h dyn State) -> Record<'h> {
        Record { state: Some(state), ..self }
    }

    /// The same, with the data model of its log type: the one that it names itself as `p_log_type`, else the one that
    /// it is found to be of.
    #[must_use]
    pub fn with_models(self, models: &'static [DataModel]) -> Record<'h> {
        self.with_models_of(models, None)
    }

    /// The same, where an event that does not name its log type is said to be of `log_type`.
    #[must_use]
    pub fn with_models_of(mut self, models: &'static [DataModel], log_type: Option<&'h str>) -> Record<'h> {
        self.log_type = log_type;
        if !models.is_empty() {
            self.model = self.log_type().and_then(|log_type| DataModel::of(models, log_type));
        }
        self
    }

    fn log_type(&self) -> Option<&'h str> {
        let Value::Dict(record) = self.event else { return None };
        let named = record.get_str("p_log_type").and_then(Value::as_str);
        named.or(self.log_type).or_else(|| classify::log_type(record))
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
        let verdict = catch_unwind(AssertUnwindSafe(|| match (rule.body, interpreter) {
            (Body::Compiled(functions), _) => self.compiled(rule, functions),
            (Body::Interpreted(script), Some(interpreter)) => self.interpreted(rule, script, interpreter),
            (Body::Interpreted(_), None) => {
                let message = "the rule is not compiled, and no interpreter is built in".to_owned();
                Err(Failure { kind: "SystemError".into(), message, line: None })
            }
        }));
        verdict.unwrap_or_else(|_| {
            // The rule may have left the shared event in the middle of something.
            self.event = read_structured(self.heap.enter(), self.text, self.structure);
            self.panther = None;
            let message = format!("internal error while rule [{}] ran", rule.id);
            Err(Failure { kind: "SystemError".into(), message, line: None })
        })
    }

    fn compiled(&mut self, rule: &Rule, functions: Functions) -> Verdict {
        let py = self.enter();
        if !self.mocks.is_empty() {
            py.set_mocks(rule.source, &self.mocks);
        }
        let event = self.seen_by(py, rule);
        let callee = Compiled { py, event, class: rule.event_class, functions, raised: None };
        Call { py, callee, rule, failures: Vec::new() }.run()
    }

    fn interpreted(
        &self,
        rule: &Rule,
        script: &'static Script,
        interpreter: &mut (dyn Interpreter + 'static),
    ) -> Verdict {
        let py = self.enter();
        if let Some(filters) = script.filters
            && !filters(py, self.event).map_err(|e| failure(py, e))?.truth()
        {
            return Ok(None);
        }
        let log_type = script.models.and_then(|_| self.log_type());
        let now = match py.clock() {
            Clock::System => None,
            Clock::Frozen(now) => Some(now),
        };
        let record = Input { text: self.text, log_type, now };
        let callee = Interpreted { py, interpreter, script, record, answers: Answers::new(py) };
        Call { py, callee, rule, failures: Vec::new() }.run()
    }

    fn enter(&self) -> Py<'h> {
        self.state.map_or_else(|| self.heap.enter(), |state| self.heap.enter_with(state))
    }

    /// What the rule's functions are given.
    fn seen_by(&mut self, py: Py<'h>, rule: &Rule) -> Value<'h> {
        let panther = rule.event_class == EventClass::Panther;
        if rule.changes_event || panther && self.model.is_some_and(panther::changes_event) {
            let own = read_structured(py, self.text, self.structure);
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

    /// What `destinations` gives.
    fn names(&mut self) -> Result<Names, Failure>;

    /// `repr()` of the exception that the last call raised.
    fn raised(&mut self, failure: &Failure) -> String;
}

/// What `destinations` gave.
enum Names {
    /// Nothing, or there is no such function.
    None,
    /// A list of `str`, and `None` for each bool.
    List(Vec<Option<String>>),
    /// Something else: the name of its type.
    Other(String),
}

impl Names {
    fn of(value: Value<'_>) -> Names {
        let Value::List(list) = value else {
            return if matches!(value, Value::None) { Names::None } else { Names::Other(value.type_name().to_owned()) };
        };
        let names: Option<Vec<Option<String>>> = list
            .snapshot()
            .iter()
            .map(|item| match item {
                Value::Str(name) => Some(Some((*name).to_owned())),
                Value::Bool(_) => Some(None),
                _ => None,
            })
            .collect();
        names.map_or_else(|| Names::Other(value.type_name().to_owned()), Names::List)
    }
}

/// Native code.
struct Compiled<'a> {
    py: Py<'a>,
    event: Value<'a>,
    class: EventClass,
    functions: Functions,
    raised: Option<Exc<'a>>,
}

impl<'a> Compiled<'a> {
    /// `json.dumps(value, allow_nan=False)`: what is printed must be JSON to others too. Of an event in its wrapper, and of
    /// its parts, what they hold is printed.
    fn dump(&mut self, value: Value<'a>) -> Result<Given, Failure> {
        let json = match self.class {
            EventClass::Dict => dumps_finite(self.py, value),
            EventClass::Panther => panther::dumps(self.py, value),
        };
        json.map(|json| Given::Json(json.to_owned())).map_err(|e| self.failure(e))
    }

    fn value(&mut self, function: &'static str) -> Result<Option<Value<'a>>, Failure> {
        let Some(entry) = self.functions.get(function) else { return Ok(None) };
        entry(self.py, self.event).map(Some).map_err(|e| self.failure(e))
    }

    fn failure(&mut self, e: Exc<'a>) -> Failure {
        self.raised = Some(e);
        failure(self.py, e)
    }
}

fn failure<'a>(py: Py<'a>, e: Exc<'a>) -> Failure {
    let line = Some(e.line()).filter(|line| *line != 0);
    Failure { kind: e.kind().python_name().into(), message: e.message(py).to_owned(), line }
}

impl Callee for Compiled<'_> {
    fn call(&mut self, function: &'static str, wanted: Wanted) -> Result<Given, Failure> {
        let Some(value) = self.value(function)? else { return Ok(Given::Absent) };
        match (wanted, value) {
            (Wanted::Bool, Value::Bool(given)) => Ok(Given::Bool(given)),
            (Wanted::Text, Value::Str(text)) => Ok(Given::Text(text.to_owned())),
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

    fn names(&mut self) -> Result<Names, Failure> {
        Ok(self.value("destinations")?.map_or(Names::None, Names::of))
    }

    fn raised(&mut self, failure: &Failure) -> String {
        let shown = self.raised.take().and_then(|e| repr(self.py, Value::Exception(e.exception())).ok());
        shown.map_or_else(|| shown_failure(self.py, failure), str::to_owned)
    }
}

/// Source text, which only an interpreter can run.
struct Interpreted<'a, 'i> {
    py: Py<'a>,
    interpreter: &'i mut dyn Interpreter,
    script: &'static Script,
    record: Input<'a>,
    answers: Answers<'a>,
}

impl Callee for Interpreted<'_, '_> {
    fn call(&mut self, function: &'static str, wanted: Wanted) -> Result<Given, Failure> {
        match self.interpreter.call(self.script, self.record, function, wanted, &mut self.answers)? {
            Given::Json(json) if event::json::validate(&json).is_err() => {
                Err(Failure { kind: Kind::ValueError.name().into(), message: NOT_JSON.to_owned(), line: None })
            }
            given => Ok(given),
        }
    }

    fn names(&mut self) -> Result<Names, Failure> {
        match self.call("destinations", Wanted::Json)? {
            Given::Json(json) => Ok(Names::of(event::json::read_validated(self.py, self.py.alloc_str(&json)))),
            Given::Absent => Ok(Names::None),
            other => Ok(Names::Other(type_name(&other).to_owned())),
        }
    }

    fn raised(&mut self, failure: &Failure) -> String {
        shown_failure(self.py, failure)
    }
}

/// `repr()` of an exception with its message as the one argument. A `KeyError`'s message is that already.
fn shown_failure(py: Py<'_>, failure: &Failure) -> String {
    let message = match failure.kind == Kind::KeyError.name() {
        true => &failure.message,
        false => repr(py, py.str(&failure.message)).unwrap_or_default(),
    };
    format!("{}({message})", failure.kind)
}

/// The name of the type that prints so as JSON.
fn json_type(json: &str) -> &'static str {
    match json.as_bytes().first() {
        Some(b'{') => "dict",
        Some(b'[') => "list",
        Some(b'"') => "str",
        Some(b't' | b'f') => "bool",
        Some(b'n') | None => "NoneType",
        Some(_) if json.contains(['.', 'e', 'E']) => "float",
        Some(_) => "int",
    }
}

/// The name of the type of what a function gave.
fn type_name(found: &Given) -> &str {
    match found {
        Given::Other(name) => name,
        Given::Bool(_) => "bool",
        Given::Text(_) => "str",
        Given::Json(_) => "dict",
        Given::Absent => "NoneType",
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
        let title = self.text("title");
        let raised = self.failures.iter().any(|(name, _)| *name == "title");
        let title = title.or_else(|| raised.then(|| self.rule.id.to_owned()));
        let description = self.own_text("description");
        let reference = self.own_text("reference");
        let severity = self.severity().unwrap_or(self.rule.severity);
        let runbook = self.own_text("runbook");
        let destinations = self.destinations();
        let dedup = self.dedup(title.as_deref());
        let alert_context = self.context();
        let unique = self.text("unique");
        let threshold = self.threshold();
        let own = [self.rule.display_name, self.rule.id].into_iter().find(|name| !name.is_empty());
        Ok(Some(Match {
            title: title.unwrap_or_else(|| own.unwrap_or_default().to_owned()),
            dedup,
            severity,
            alert_context,
            description,
            runbook,
            reference,
            destinations,
            unique,
            threshold,
            failures: self.failures,
        }))
    }

    /// What a function that should give a `str` gave.
    fn string(&mut self, name: &'static str) -> Result<Option<String>, ()> {
        let failure = match self.callee.call(name, Wanted::Text) {
            Ok(Given::Text(text)) => return Ok(Some(text)),
            Ok(Given::Absent) => return Ok(None),
            Ok(other) => self.wrong_type(name, &other, "str"),
            Err(failure) => failure,
        };
        self.failures.push((name, failure));
        Err(())
    }

    /// It, cut to the longest that there may be; `None` where there is none and where it raised.
    fn text(&mut self, name: &'static str) -> Option<String> {
        self.string(name).ok().flatten().map(|text| cut(&text))
    }

    /// A text that the rule's yml may have too.
    fn own_text(&mut self, name: &'static str) -> Option<String> {
        self.text(name).filter(|text| text != DEFAULT)
    }

    /// What groups alerts: by default the title that a function gave.
    fn dedup(&mut self, title: Option<&str>) -> String {
        let dedup = match self.string("dedup") {
            Ok(Some(text)) => Some(cut(&text)),
            Ok(None) => match (title, self.rule.event_class) {
                (Some(title), _) => Some(title.to_owned()),
                // Panther's engine has a string of its own for this; a rule that was not written for it goes by its id.
                (None, EventClass::Dict) => Some(self.rule.id.to_owned()),
                (None, EventClass::Panther) => None,
            },
            Err(()) => None,
        };
        let default = || format!("defaultDedupString:{}", self.rule.id);
        dedup.filter(|dedup| !dedup.is_empty()).unwrap_or_else(default)
    }

    fn severity(&mut self) -> Option<Severity> {
        let name = self.string("severity").ok().flatten()?.to_uppercase();
        let found = Severity::ALL.into_iter().find(|severity| severity.name() == name);
        if found.is_none() && name != DEFAULT {
            let known = Severity::ALL.map(|severity| format!("'{}'", severity.name())).join(", ");
            let message = format!("Expected severity to be any of the following: [[{known}]], got [{name}] instead.");
            let kind = Kind::AssertionError.name().into();
            self.failures.push(("severity", Failure { kind, message, line: None }));
        }
        found
    }

    /// The outputs by name; whether they exist is not known here. One that is named twice, or is no name, makes all of
    /// them void, as in Panther.
    fn destinations(&mut self) -> Option<Vec<String>> {
        let failure = match self.callee.names() {
            Ok(Names::None) => return None,
            Ok(Names::List(items)) => {
                let mut names: Vec<String> = Vec::new();
                for item in items {
                    let name = item.filter(|name| !names.contains(name))?;
                    names.push(name);
                }
                if names.is_empty() {
                    names.push(SKIP.to_owned());
                }
                names.truncate(MAX_DESTINATIONS);
                return Some(names);
            }
            Ok(Names::Other(found)) => {
                let id = self.rule.id;
                let message = format!("detection [{id}] function [destinations] returned [{found}], expected a list");
                Failure { kind: Kind::FunctionReturnTypeError.name().into(), message, line: None }
            }
            Err(failure) => failure,
        };
        self.failures.push(("destinations", failure));
        None
    }

    /// A number of matches; one that raised leaves it to the rule's own.
    fn threshold(&mut self) -> Option<u32> {
        let failure = match self.callee.call("threshold", Wanted::Json) {
            Ok(Given::Absent) => return None,
            Ok(Given::Json(json)) => match json.parse::<i128>() {
                Ok(number) => return Some(u32::try_from(number.max(1)).unwrap_or(u32::MAX)),
                Err(_) => {
                    let found = Given::Other(json_type(&json).to_owned());
                    self.wrong_type("threshold", &found, "int")
                }
            },
            Ok(other) => self.wrong_type("threshold", &other, "int"),
            Err(failure) => failure,
        };
        self.failures.push(("threshold", failure));
        None
    }

    /// `json.dumps(context, allow_nan=False)`, or a dict of that kind that says why there is none.
    fn context(&mut self) -> Option<String> {
        let (failure, shown) = match self.callee.call("alert_context", Wanted::Context) {
            Ok(Given::Absent) => return None,
            Ok(Given::Json(json)) if json.len() > MAX_CONTEXT => {
                let size = json.len();
                return Some(self.error_context(&format!(
                    "alert_context size is [{size}] characters, bigger than maximum of [{MAX_CONTEXT}] characters"
                )));
            }
            Ok(Given::Json(json)) => return Some(json),
            Ok(other) => {
                let failure = self.wrong_type("alert_context", &other, "Mapping");
                let shown = shown_failure(self.py, &failure);
                (failure, shown)
            }
            Err(failure) => {
                let shown = self.callee.raised(&failure);
                (failure, shown)
            }
        };
        self.failures.push(("alert_context", failure));
        Some(self.error_context(&shown))
    }

    fn error_context(&self, message: &str) -> String {
        let message = dumps(self.py, self.py.str(message)).unwrap_or("\"\"");
        format!("{{\"_error\": {message}}}")
    }

    fn wrong_type(&self, function: &str, found: &Given, expected: &str) -> Failure {
        let (id, found) = (self.rule.id, type_name(found));
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

mod answers;
#[cfg(test)]
mod tests;
