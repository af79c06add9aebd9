//! What people are told while a run goes on: each rule's failure once.

use std::collections::HashSet;

use crate::batch::Failed;
use crate::progress::{Log, shown};
use crate::select;

/// Where it is said, and what was.
pub(crate) struct Reports<'w> {
    pub log: Log<'w>,
    /// The rules and functions whose failure was said.
    said: HashSet<(&'static str, &'static str)>,
}

impl<'w> Reports<'w> {
    pub(crate) fn new(log: Log<'w>) -> Reports<'w> {
        Reports { log, said: HashSet::new() }
    }

    /// Says that a rule raised over a record of the file `name`.
    pub(crate) fn rule_failed(&mut self, name: &str, failed: &Failed) {
        let Failed { rule, function, failure, event_id, record } = failed;
        if !self.said.insert((rule.id, function)) {
            return;
        }
        let place = match failure.line {
            Some(line) => format!("{}:{line}", select::source(rule)),
            None => select::source(rule),
        };
        let event = event_id.as_ref().map_or(String::new(), |id| format!(", event `{}`", shown(id)));
        let line = format!(
            "rule `{}`: `{function}` raised {}: {} at {place}{event}, record {record} of `{}` (said once for each rule)",
            rule.id,
            failure.kind,
            shown(&failure.message),
            shown(name)
        );
        self.log.line(&line);
    }
}
