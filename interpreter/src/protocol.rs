//! What parent and worker say to each other: a request, a reply, each one line of JSON. Before it replies, the worker may ask;
//! it goes on once that is answered.

use serde::{Deserialize, Serialize};

/// From the parent.
#[derive(Serialize, Deserialize, Debug)]
pub enum Request<'r> {
    /// The rule that later requests call `rule`. With data models it is given Panther's event.
    Load { rule: usize, modules: &'r str, models: Option<&'r str> },
    /// The call of a function; with an event, the first of a pair.
    Call {
        rule: usize,
        event: Option<&'r str>,
        log_type: Option<&'r str>,
        /// The time that rules see, in microseconds since 1970; `None`: the machine's.
        now: Option<i64>,
        function: &'r str,
        wanted: &'r str,
    },
    /// What was asked.
    Answer(&'r str),
}

/// From the worker.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub struct Reply {
    pub answer: Answer,
    /// The processor time that the worker has taken since it started, in microseconds.
    pub used: u64,
}

/// What came of a request.
#[derive(Serialize, Deserialize, PartialEq, Debug)]
pub enum Answer {
    /// The worker, or the rule, is ready.
    Ready,
    Absent,
    Bool(bool),
    Text(String),
    Json(String),
    /// The name of the type of something else than was wanted.
    Other(String),
    Raised {
        kind: String,
        message: String,
        line: u32,
    },
    /// It is none yet: the function asks native code, as [`event::ask::answer`] has it.
    Asks {
        question: String,
        arguments: String,
    },
    /// The worker cannot go on.
    Broken(String),
}
