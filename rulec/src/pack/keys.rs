//! The keys that a yml may have, by what it describes.

/// What a yml describes: its `AnalysisType`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    Rule,
    /// A rule over the rows of a scheduled query.
    ScheduledRule,
    /// A rule over the matches of other rules.
    CorrelationRule,
    /// A rule that takes another's code: it has a `BaseDetection`.
    DerivedRule,
    SavedQuery,
    ScheduledQuery,
    ScheduledPrompt,
    Policy,
    LookupTable,
    Pack,
    /// A helper module.
    Global,
    DataModel,
}

impl Kind {
    /// Every kind that has an `AnalysisType` of its own.
    const NAMED: [(&str, Kind); 11] = [
        ("rule", Kind::Rule),
        ("scheduled_rule", Kind::ScheduledRule),
        ("correlation_rule", Kind::CorrelationRule),
        ("saved_query", Kind::SavedQuery),
        ("scheduled_query", Kind::ScheduledQuery),
        ("scheduled_prompt", Kind::ScheduledPrompt),
        ("policy", Kind::Policy),
        ("lookup_table", Kind::LookupTable),
        ("pack", Kind::Pack),
        ("global", Kind::Global),
        ("datamodel", Kind::DataModel),
    ];

    /// The kind that an `AnalysisType` names.
    pub fn parse(name: &str) -> Option<Kind> {
        Kind::NAMED.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// The names of `AnalysisType`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        Kind::NAMED.iter().map(|(name, _)| *name)
    }

    /// For people, of so many: `1 policy`, `2 policies`.
    pub fn name(self, count: usize) -> &'static str {
        let (one, many) = match self {
            Kind::Rule => ("rule", "rules"),
            Kind::ScheduledRule => ("scheduled rule", "scheduled rules"),
            Kind::CorrelationRule => ("correlation rule", "correlation rules"),
            Kind::DerivedRule => ("derived rule", "derived rules"),
            Kind::SavedQuery => ("saved query", "saved queries"),
            Kind::ScheduledQuery => ("scheduled query", "scheduled queries"),
            Kind::ScheduledPrompt => ("scheduled prompt", "scheduled prompts"),
            Kind::Policy => ("policy", "policies"),
            Kind::LookupTable => ("lookup table", "lookup tables"),
            Kind::Pack => ("pack", "packs"),
            Kind::Global => ("helper module", "helper modules"),
            Kind::DataModel => ("data model", "data models"),
        };
        if count == 1 { one } else { many }
    }

    /// The keys that such a yml may have; `None` where iota does not read it.
    pub fn keys(self) -> Option<&'static [&'static str]> {
        match self {
            Kind::Rule => Some(&RULE),
            Kind::Global => Some(&GLOBAL),
            Kind::DataModel => Some(&DATA_MODEL),
            _ => None,
        }
    }
}

/// `FalsePositives` is iota's own: what is known to match and is benign.
const RULE: [&str; 35] = [
    "AnalysisType",
    "RuleID",
    "Enabled",
    "Filename",
    "Detection",
    "LogTypes",
    "ScheduledQueries",
    "Severity",
    "Description",
    "DisplayName",
    "DedupPeriodMinutes",
    "Threshold",
    "InlineFilters",
    "OnlyUseBaseRiskScore",
    "OutputIds",
    "CreatedBy",
    "LastUpdatedBy",
    "LastUpdatedAt",
    "Reference",
    "Runbook",
    "FalsePositives",
    "Status",
    "SummaryAttributes",
    "Tags",
    "Reports",
    "Tests",
    "DynamicSeverities",
    "AlertTitle",
    "AlertContext",
    "GroupBy",
    "CreateAlert",
    "BaseVersion",
    "BaseDetection",
    "Suppressions",
    "PackID",
];

const GLOBAL: [&str; 6] = ["AnalysisType", "Filename", "GlobalID", "Description", "Tags", "BaseVersion"];

const DATA_MODEL: [&str; 9] = [
    "AnalysisType",
    "DataModelID",
    "Enabled",
    "LogTypes",
    "Mappings",
    "DisplayName",
    "Filename",
    "BaseVersion",
    "Description",
];

/// The keys of one of a rule's `Tests`. `Expected...` names what a function of the rule should give.
pub const TEST: [&str; 13] = [
    "Name",
    "LogType",
    "ResourceType",
    "ExpectedResult",
    "ExpectedTitle",
    "ExpectedDedup",
    "ExpectedSeverity",
    "ExpectedAlertContext",
    "ExpectedDestinations",
    "Log",
    "Resource",
    "Mocks",
    "Description",
];

/// The keys of a test's mock.
pub const MOCK: [&str; 2] = ["objectName", "returnValue"];

/// The keys of a data model's mapping.
pub const MAPPING: [&str; 3] = ["Name", "Path", "Method"];
