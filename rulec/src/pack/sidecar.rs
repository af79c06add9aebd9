//! What a yml says, with types.

use std::ops::Range;

use super::keys::Kind;
use crate::diag::{Diagnostic, SourceId};
use crate::yaml::Node;

/// One yml, read.
#[derive(Debug)]
pub(super) struct Sidecar {
    pub body: Body,
    pub source: SourceId,
    pub diagnostics: Vec<Diagnostic>,
}

/// What it describes.
#[derive(Debug)]
pub(super) enum Body {
    Rule(Box<RuleYml>),
    Global {
        id: String,
        filename: Option<String>,
    },
    DataModel(DataModelYml),
    /// Of a kind that iota does not run.
    Other {
        kind: Kind,
        filename: Option<String>,
    },
    /// It is no YAML.
    Broken,
}

/// The yml of a rule.
#[derive(Clone, Debug)]
pub struct RuleYml {
    pub source: SourceId,
    /// `RuleID`.
    pub id: Option<String>,
    /// Where the id stands.
    pub id_span: Range<u32>,
    pub filename: Option<String>,
    pub filename_span: Range<u32>,
    /// `LogTypes`, where it has any.
    pub log_types: Option<Vec<String>>,
    pub metadata: Metadata,
    pub tests: Vec<TestCase>,
    /// The conditions of a rule without code.
    pub detection: Option<Node>,
    /// Conditions that stand before the rule.
    pub inline_filters: Option<Node>,
    /// The whole document, for what only a rule without code has.
    pub root: Node,
}

/// What a yml says of a rule, beside its code and its events.
#[derive(Clone, PartialEq, Debug)]
pub struct Metadata {
    pub display_name: String,
    pub enabled: bool,
    /// `INFO`, `LOW`, `MEDIUM`, `HIGH` or `CRITICAL`.
    pub severity: &'static str,
    pub description: String,
    pub reference: String,
    pub runbook: String,
    /// `FalsePositives`: what is known to match and is benign.
    pub false_positives: Vec<String>,
    pub tags: Vec<String>,
    pub reports: Vec<(String, Vec<String>)>,
    pub summary_attributes: Vec<String>,
    pub output_ids: Vec<String>,
    pub status: String,
    pub dedup_minutes: u32,
    pub threshold: u32,
    pub create_alert: bool,
}

impl Default for Metadata {
    fn default() -> Metadata {
        Metadata {
            display_name: String::new(),
            enabled: true,
            severity: "INFO",
            description: String::new(),
            reference: String::new(),
            runbook: String::new(),
            false_positives: Vec::new(),
            tags: Vec::new(),
            reports: Vec::new(),
            summary_attributes: Vec::new(),
            output_ids: Vec::new(),
            status: String::new(),
            dedup_minutes: 60,
            threshold: 1,
            create_alert: true,
        }
    }
}

/// One of a rule's `Tests`.
#[derive(Clone, PartialEq, Debug)]
pub struct TestCase {
    pub name: String,
    /// `ExpectedResult`.
    pub expected: bool,
    /// `Log`, or `Resource`: JSON text.
    pub log: String,
    /// `LogType`.
    pub log_type: Option<String>,
    pub mocks: Vec<Mock>,
    /// What else is expected: the key without `Expected`, such as `Title`, and JSON text.
    pub expectations: Vec<(String, String)>,
    /// The yml's line, 1-based, where the test begins.
    pub line: u32,
}

/// A function that a test replaces.
#[derive(Clone, PartialEq, Debug)]
pub struct Mock {
    /// `objectName`: a name of the rule's module.
    pub object_name: String,
    /// `returnValue`: JSON text.
    pub return_value: String,
    pub line: u32,
}

/// The yml of a data model.
#[derive(Clone, Debug)]
pub struct DataModelYml {
    pub source: SourceId,
    pub id: String,
    pub id_span: Range<u32>,
    pub enabled: bool,
    pub log_types: Vec<String>,
    pub filename: Option<String>,
    pub filename_span: Range<u32>,
    pub mappings: Vec<Mapping>,
}

/// One name of a data model.
#[derive(Clone, Debug)]
pub struct Mapping {
    pub name: String,
    pub target: Target,
    /// Where the path or the method stands.
    pub span: Range<u32>,
}

/// What a name of a data model stands for.
#[derive(Clone, Debug)]
pub enum Target {
    Path(String),
    Method(String),
}
