//! What workers hand to the printer: what rules said of a file's records, in the order in which it is to be printed.

use std::sync::Arc;

use event::Rule;

use crate::alert::{self, About, Alert, Evaluation};
use crate::enrich::Enrichment;
use crate::evaluate::{Failure, Match, Verdict};
use crate::lake::Gathered;
use crate::pipeline::{self, Mode};
use crate::quarantine::Refused;

/// What is to be printed.
#[derive(Debug)]
pub(crate) enum Item {
    Match(Box<Matched>),
    /// A line of `evaluate`, of the file's record at this index.
    Evaluated {
        record: u64,
        matched: bool,
        json: String,
    },
    Failed(Box<Failed>),
    /// A line of `classify`.
    Classified {
        log_type: Option<&'static str>,
        line: String,
    },
    /// A rule that asked for what it keeps, which it is given where all records pass in order.
    Stateful(Box<Stateful>),
    /// What could not be read, to be kept in the transaction of what could.
    Refused(Box<Refused>),
    Report(String),
}

/// A rule that is yet to be evaluated over a record.
#[derive(Debug)]
pub(crate) struct Stateful {
    pub rule: &'static Rule,
    pub event: Arc<Event>,
}

/// A rule and a record that match.
#[derive(Debug)]
pub(crate) struct Matched {
    pub rule: &'static Rule,
    pub found: Match,
    pub event: Arc<Event>,
}

impl Matched {
    /// The alert `alert_id` as a line of JSON, of the file `name`, with what `tables` have of it.
    ///
    /// # Errors
    /// None that is known.
    pub(crate) fn line(
        &self,
        name: &str,
        alert_id: &str,
        tables: Option<&Enrichment>,
    ) -> Result<Vec<u8>, pipeline::Error> {
        let Matched { rule, found, event } = self;
        let source = alert::Source { file: name, record: event.record, offset: event.offset };
        let of = |tables: &Enrichment| tables.of(&event.about, &event.text, found.alert_context.as_deref());
        let enrichment = tables.and_then(of);
        let about = alert::Event { about: &event.about, text: &event.text, enrichment: enrichment.as_deref(), source };
        let mut line = sonic_rs::to_vec(&Alert::new(alert_id, rule, found, about))
            .map_err(|e| pipeline::Error::Json { rule: rule.id, message: e.to_string() })?;
        line.push(b'\n');
        Ok(line)
    }
}

/// What is kept of a record for its alerts.
#[derive(Debug)]
pub(crate) struct Event {
    pub id: Option<String>,
    pub about: About,
    /// Without white space between its tokens; else as it was read.
    pub text: String,
    pub record: u64,
    pub offset: u64,
}

/// A function of a rule that raised.
#[derive(Debug)]
pub(crate) struct Failed {
    pub rule: &'static Rule,
    pub function: &'static str,
    pub failure: Failure,
    pub event_id: Option<String>,
    pub record: u64,
}

/// Items of one file, and what was counted since the batch before.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub items: Vec<Item>,
    /// For the data lake, in the transaction of what else came of them.
    pub rows: Vec<Gathered>,
    pub bytes: usize,
    pub records: u64,
    /// Those by log type, in no order.
    pub types: Vec<(Option<&'static str>, u64)>,
    pub replaced: u64,
    pub rule_errors: u64,
    pub unreadable: u64,
    /// The rules of matches that an exception covers, one for each.
    pub suppressed: Vec<&'static str>,
    /// Records that are in the data lake, or on their way there.
    pub kept: u64,
    /// The file could not be read to its end.
    pub broken: bool,
    /// Why, where another attempt may go better: its bytes could not be had, or the data lake not be written.
    pub again: Option<String>,
    /// Nothing follows.
    pub end: bool,
}

/// Who said it, and of what.
pub(crate) struct Said<'e> {
    pub mode: Mode,
    pub rule: &'static Rule,
    pub record: u64,
    pub event_id: Option<&'e str>,
}

impl Batch {
    /// Counts records of a type.
    pub(crate) fn of_type(&mut self, log_type: Option<&'static str>, more: u64) {
        // Most files have one.
        match self.types.iter_mut().find(|(known, _)| *known == log_type) {
            Some((_, count)) => *count += more,
            None => self.types.push((log_type, more)),
        }
    }

    /// Adds what comes of a verdict. Of each function's failures one is enough: those in `failed` are only counted.
    pub(crate) fn say(
        &mut self,
        by: &Said<'_>,
        verdict: Verdict,
        event: impl FnOnce() -> Arc<Event>,
        failed: &mut Vec<(&'static str, &'static str)>,
    ) {
        match &verdict {
            Ok(None) => {}
            Ok(Some(found)) => found.failures.iter().for_each(|(function, f)| self.fail(by, function, f, failed)),
            Err(failure) => self.fail(by, "rule", failure, failed),
        }
        match by.mode {
            Mode::Alerts => {
                if let Ok(Some(found)) = verdict {
                    let event = event();
                    self.bytes += 1000 + found.alert_context.as_ref().map_or(0, String::len);
                    self.items.push(Item::Match(Box::new(Matched { rule: by.rule, found, event })));
                }
            }
            Mode::Classify(_) => {}
            Mode::Evaluate { all } => {
                if !all && verdict == Ok(None) {
                    return;
                }
                // What rules give was checked to be JSON when they gave it.
                let json = sonic_rs::to_string(&Evaluation::new(by.rule, &verdict)).unwrap_or_default();
                self.bytes += json.len();
                self.items.push(Item::Evaluated { record: by.record, matched: matches!(verdict, Ok(Some(_))), json });
            }
        }
    }

    fn fail(
        &mut self,
        by: &Said<'_>,
        function: &'static str,
        failure: &Failure,
        failed: &mut Vec<(&'static str, &'static str)>,
    ) {
        self.rule_errors += 1;
        if failed.contains(&(by.rule.id, function)) {
            return;
        }
        failed.push((by.rule.id, function));
        let (failure, event_id) = (failure.clone(), by.event_id.map(str::to_owned));
        self.items.push(Item::Failed(Box::new(Failed {
            rule: by.rule,
            function,
            failure,
            event_id,
            record: by.record,
        })));
    }
}
