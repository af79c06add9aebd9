//! The contract between rules and what runs them.

use crate::data_model::DataModel;
use crate::exception::Ret;
use crate::guard::Guard;
use crate::heap::Py;
use crate::script::Script;
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
    /// What is counted once towards the threshold.
    pub unique: Option<Entry>,
    /// How many matches it takes for an alert.
    pub threshold: Option<Entry>,
}

impl Functions {
    /// Of a rule that is not compiled: it matches nothing.
    pub const NEVER: Functions = Functions::new(|_, _| Ok(Value::Bool(false)));

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
            unique: None,
            threshold: None,
        }
    }

    /// The function of that name.
    pub fn get(&self, name: &str) -> Option<Entry> {
        match name {
            "rule" => Some(self.rule),
            "title" => self.title,
            "dedup" => self.dedup,
            "severity" => self.severity,
            "alert_context" => self.alert_context,
            "description" => self.description,
            "runbook" => self.runbook,
            "reference" => self.reference,
            "destinations" => self.destinations,
            "unique" => self.unique,
            "threshold" => self.threshold,
            _ => None,
        }
    }
}

/// What a rule is given as the event.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EventClass {
    /// A plain dict.
    Dict,
    /// Panther's event class, which is not a dict.
    Panther,
}

/// How a rule is run.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// As native code.
    Compiled(Functions),
    /// From its source, by the interpreter, because it cannot be compiled exactly.
    Interpreted(&'static Script),
}

/// One rule: what it says of itself, and how it is run.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Unique in its set: the yml's `RuleID`, else the file's stem.
    pub id: &'static str,
    /// The source, as a path below the rule folder, `aws_cloudtrail/root_console_login.py`.
    pub source: &'static str,
    /// The folder that `source` is below, as it was given to the compiler, `rules`.
    pub root: &'static str,
    /// What its functions are given.
    pub event_class: EventClass,
    /// The log types whose events it sees; empty: every event.
    pub log_types: &'static [&'static str],
    /// What people call it; empty: the id.
    pub display_name: &'static str,
    /// Where no `severity` function says otherwise.
    pub severity: Severity,
    /// Free words for grouping and routing.
    pub tags: &'static [&'static str],
    /// Where no function says otherwise: the yml's `Description`, else the first paragraph of the module's docstring, or
    /// empty, as the next two.
    pub description: &'static str,
    /// What to do about it.
    pub runbook: &'static str,
    /// Where to read more.
    pub reference: &'static str,
    /// The frameworks that it belongs to, each with its entries: `("MITRE ATT&CK", ["TA0001:T1078"])`.
    pub reports: &'static [(&'static str, &'static [&'static str])],
    /// Fields that an alert is summarised by.
    pub summary_attributes: &'static [&'static str],
    /// The outputs of its alerts, where no `destinations` function says otherwise; empty: as is configured.
    pub output_ids: &'static [&'static str],
    /// How mature it is: the yml's `Status`, such as `Experimental`, or empty.
    pub status: &'static str,
    /// How long alerts with one dedup string are one alert.
    pub dedup_minutes: u32,
    /// Matches needed before an alert is raised, where no `threshold` function says otherwise.
    pub threshold: u32,
    /// How many tests its yml has.
    pub tests: u32,
    /// Whether its matches are alerts; else they are counted only.
    pub create_alert: bool,
    /// It may change what is in the event: it is given one that no other rule sees.
    pub changes_event: bool,
    /// What must hold of a record for the rule to have to be run at all.
    pub guard: Guard,
    /// What to call.
    pub body: Body,
}

impl Rule {
    /// A compiled rule of which nothing is said but its functions.
    pub const fn new(id: &'static str, functions: Functions) -> Rule {
        Rule {
            id,
            source: "",
            root: "",
            event_class: EventClass::Dict,
            log_types: &[],
            display_name: "",
            severity: Severity::Info,
            tags: &[],
            description: "",
            runbook: "",
            reference: "",
            reports: &[],
            summary_attributes: &[],
            output_ids: &[],
            status: "",
            dedup_minutes: 60,
            threshold: 1,
            tests: 0,
            create_alert: true,
            changes_event: true,
            guard: Guard::ALWAYS,
            body: Body::Compiled(functions),
        }
    }
}

/// A rule that cannot be compiled and was left out on request.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Skipped {
    pub id: &'static str,
    /// As [`Rule::source`] and [`Rule::root`].
    pub source: &'static str,
    pub root: &'static str,
    /// Why it cannot be compiled, in a few words.
    pub reason: &'static str,
}

/// Every rule that was compiled in, ordered by id.
#[derive(Clone, Copy, Debug)]
pub struct RuleSet {
    /// The rules, ordered by id.
    pub rules: &'static [Rule],
    /// Those that are left out because the build was told to, ordered by id.
    pub skipped: &'static [Skipped],
    /// Those that are switched off (`Enabled: false`), ordered by id. Their functions are [`Functions::NEVER`].
    pub disabled: &'static [Rule],
    /// At most one for each log type.
    pub data_models: &'static [DataModel],
    /// SHA-256 of all rule sources, hexadecimal: which rules this binary has.
    pub hash: &'static str,
}

impl RuleSet {
    /// No rules.
    pub const EMPTY: RuleSet = RuleSet { rules: &[], skipped: &[], disabled: &[], data_models: &[], hash: "" };

    /// The data model of a log type.
    pub fn data_model(&self, log_type: &str) -> Option<&'static DataModel> {
        DataModel::of(self.data_models, log_type)
    }
}
