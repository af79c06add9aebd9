//! What runs the rules that are not compiled. The binary brings it, where it is built in: this crate knows the contract
//! alone.

use std::fmt::Debug;

use event::Script;

use crate::evaluate::Failure;

/// Starts interpreters.
pub trait Interpreters: Debug + Send + Sync {
    /// One for the thread that calls.
    fn start(&self) -> Box<dyn Interpreter>;
}

/// Calls the functions of interpreted rules, one at a time.
pub trait Interpreter: Send {
    /// What a function of the rule gives over a record. With `rule` the evaluation of a pair begins; the other functions
    /// are called after it, over the same record. What the function asks meanwhile, `host` answers.
    ///
    /// # Errors
    /// Where the function raises, or goes beyond what it may take of time and memory.
    fn call(
        &mut self,
        script: &'static Script,
        record: Input<'_>,
        function: &str,
        wanted: Wanted,
        host: &mut dyn Host,
    ) -> Result<Given, Failure>;
}

/// Answers what a rule asks of native code over one record.
pub trait Host {
    /// `function` is run from its beginning: for the first time, or again because what it was run in is gone. Then it is to
    /// do nothing twice.
    fn begin(&mut self, function: &str);

    /// The answer to a question, as [`event::ask::answer`] has both.
    fn answer(&mut self, question: &str, arguments: &str) -> String;
}

/// A record, as it is handed over.
#[derive(Clone, Copy, Debug)]
pub struct Input<'r> {
    /// Valid JSON.
    pub text: &'r str,
    /// By which its data model is chosen.
    pub log_type: Option<&'r str>,
    /// What time it is for rules, in microseconds since 1970; `None`: what the machine says.
    pub now: Option<i64>,
}

/// What the contract says that a function gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wanted {
    Bool,
    Text,
    /// A dict.
    Context,
    /// Anything that has a form in JSON.
    Json,
}

/// What a function gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Given {
    Bool(bool),
    Text(String),
    /// As `json.dumps` prints it.
    Json(String),
    /// Something else than was wanted: the name of its type.
    Other(String),
    /// The rule has no such function.
    Absent,
}
