//! The contract between compiled rules and what runs them.

use crate::exception::Ret;
use crate::heap::Py;
use crate::value::Value;

/// A compiled Python function of a rule that takes the event.
pub type Entry = for<'a> fn(Py<'a>, Value<'a>) -> Ret<'a>;

/// How urgent an alert is, least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Severity {
    Info,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    /// Every severity, least first.
    pub const ALL: [Severity; 5] =
        [Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];

    /// As alerts print it: `INFO`, `LOW`, `MEDIUM`, `HIGH`, `CRITICAL`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "INFO",
            Severity::Low => "LOW",
            Severity::Medium => "MEDIUM",
            Severity::High => "HIGH",
            Severity::Critical => "CRITICAL",
        }
    }

    /// The severity that `name` names in any case, or `None`.
    pub fn parse(name: &str) -> Option<Severity> {
        Severity::ALL.into_iter().find(|s| s.name().eq_ignore_ascii_case(name))
    }
}

/// The functions that a rule's module defines.
///
/// All are called with the same [`Py`] for one event, so that what `rule` writes to its module, `title` reads.
#[derive(Clone, Copy, Debug)]
pub struct Functions {
    /// Whether the event matches.
    pub rule: Entry,
    /// What a person reads first.
    pub title: Option<Entry>,
    /// What alerts are grouped by.
    pub dedup: Option<Entry>,
    /// One of [`Severity`]'s names, for this event.
    pub severity: Option<Entry>,
    /// A dict with what a first look needs.
    pub alert_context: Option<Entry>,
    /// What was detected.
    pub description: Option<Entry>,
    /// What to do about it.
    pub runbook: Option<Entry>,
    /// Where to read more.
    pub reference: Option<Entry>,
    /// The outputs that this alert goes to.
    pub destinations: Option<Entry>,
}

impl Functions {
    /// A rule with `rule` alone.
    pub const fn new(rule: Entry) -> Functions {
        Functions {
            rule,
            title: None,
            dedup: None,
            severity: None,
            alert_context: None,
            description: None,
            runbook: None,
            reference: None,
            destinations: None,
        }
    }
}

/// One compiled rule: what it says of itself, and its functions.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Unique in its set: the yml's `RuleID`, else the file's stem.
    pub id: &'static str,
    /// The source, as a path below the rule folder, `aws_cloudtrail/root_console_login.py`.
    pub source: &'static str,
    /// The folder that `source` is below, as it was given to the compiler, `rules`.
    pub root: &'static str,
    /// The log types whose events it sees; empty: every event.
    pub log_types: &'static [&'static str],
    /// Where no `severity` function says otherwise.
    pub severity: Severity,
    /// Free words for grouping and routing.
    pub tags: &'static [&'static str],
    /// The first paragraph of the module's docstring, or empty.
    pub description: &'static str,
    /// How long alerts with one dedup string are one alert.
    pub dedup_minutes: u32,
    /// Matches needed before an alert is raised.
    pub threshold: u32,
    /// It may change what is in the event: it is given one that no other rule sees.
    pub changes_event: bool,
    /// What to call.
    pub functions: Functions,
}

/// Every rule that was compiled in, ordered by id.
#[derive(Clone, Copy, Debug)]
pub struct RuleSet {
    /// The rules, ordered by id.
    pub rules: &'static [Rule],
    /// SHA-256 of all rule sources, hexadecimal: which rules this binary has.
    pub hash: &'static str,
}
