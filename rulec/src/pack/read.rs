//! A yml in, what it says out; what it says wrongly becomes a diagnostic at its place.

use std::ops::Range;
use std::path::Path;

use super::keys::{self, Kind};
use super::sidecar::{Body, DataModelYml, Mapping, Metadata, Mock, RuleYml, Sidecar, Target, TestCase};
use super::warning;
use crate::diag::{Code, Diagnostic, SourceId, Sources};
use crate::python::nearest;
use crate::yaml::{self, Node, Value};

/// The severities of a yml, in any case.
const SEVERITIES: [&str; 5] = ["INFO", "LOW", "MEDIUM", "HIGH", "CRITICAL"];

/// Reads the yml at `path`. `None` for one that is no part of a pack, such as the settings of a tool.
pub fn read(path: &Path, sources: &mut Sources) -> Option<Sidecar> {
    let bytes = std::fs::read(path).ok()?;
    let beside = path.with_extension("py").is_file();
    let text = match String::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text),
        Err(e) => {
            if !beside {
                return None;
            }
            let message = format!("the file is not UTF-8: the first bad byte is at {}", e.utf8_error().valid_up_to());
            let source = sources.add(path.to_owned(), String::new());
            let diagnostics = vec![Diagnostic::error(Code::E002, source, 0..0, message, "save it as UTF-8")];
            return Some(Sidecar { body: Body::Broken, source, diagnostics });
        }
    };
    // What is of a pack says what it is.
    let described = text.contains("AnalysisType");
    match yaml::parse(&text) {
        Ok(document) => {
            // Who writes a yml for iota alone need not say that it is of a rule.
            let rule = Kind::Rule.keys().unwrap_or_default();
            let like_a_rule = beside && rule.iter().any(|key| document.root.get(key).is_some());
            if !like_a_rule && document.root.get("AnalysisType").is_none() && document.root.get("RuleID").is_none() {
                return None;
            }
            let source = sources.add(path.to_owned(), text);
            let mut reader = Reader { source, sources, diagnostics: Vec::new() };
            for key in &document.doubled {
                let name = key.as_str().unwrap_or("it");
                let message = format!("`{name}` stands twice; the last one counts");
                reader.warn(&key.span, message, "remove one of them");
            }
            let body = reader.body(document.root);
            Some(Sidecar { body, source, diagnostics: reader.diagnostics })
        }
        Err(_) if !described && !beside => None,
        Err(e) => {
            let at = (e.at as usize).min(text.len());
            let end = text.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
            let source = sources.add(path.to_owned(), text);
            let message = format!("the file is no YAML that Panther reads: {}", e.message);
            let help = "correct it; strings with `: ` or ` #` in them want quotes";
            let diagnostics = vec![Diagnostic::error(Code::E030, source, at as u32..end as u32, message, help)];
            Some(Sidecar { body: Body::Broken, source, diagnostics })
        }
    }
}

struct Reader<'s> {
    source: SourceId,
    sources: &'s Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn warn(&mut self, span: &Range<u32>, message: String, help: impl Into<String>) {
        self.diagnostics.push(warning(Code::E032, self.source, span.clone(), message, help.into()));
    }

    fn wrong(&mut self, span: &Range<u32>, message: String, help: impl Into<String>) {
        self.diagnostics.push(Diagnostic::error(Code::E031, self.source, span.clone(), message, help));
    }

    fn body(&mut self, root: Node) -> Body {
        let Value::Map(_) = root.value else {
            self.wrong(
                &first_line(&root),
                format!("the yml is {}, no mapping", root.type_name()),
                "write `Key: value` lines",
            );
            return Body::Broken;
        };
        let kind = match self.string(&root, "AnalysisType") {
            Some((name, span)) => match Kind::parse(&name) {
                Some(kind) => kind,
                None => {
                    let help = format!("it is one of {}", Kind::names().collect::<Vec<_>>().join(", "));
                    self.wrong(&span, format!("`{name}` is no `AnalysisType`"), help);
                    return Body::Broken;
                }
            },
            None => Kind::Rule,
        };
        if let Some(known) = kind.keys() {
            self.unknown(&root, known, |_| false);
        }
        match kind {
            Kind::Rule if root.get("BaseDetection").is_some() => {
                Body::Other { kind: Kind::DerivedRule, filename: None }
            }
            Kind::Rule => Body::Rule(Box::new(self.rule(root))),
            Kind::Global => {
                let filename = self.filename(&root).map(|(name, _)| name);
                match self.string(&root, "GlobalID") {
                    Some((id, _)) => Body::Global { id, filename },
                    None => {
                        self.missing(&root, "GlobalID");
                        Body::Broken
                    }
                }
            }
            Kind::DataModel => self.data_model(&root),
            kind => Body::Other { kind, filename: self.filename(&root).map(|(name, _)| name) },
        }
    }

    fn rule(&mut self, root: Node) -> RuleYml {
        let id = self.string(&root, "RuleID").filter(|(id, _)| !id.is_empty());
        if id.is_none() {
            self.missing(&root, "RuleID");
        }
        let (id, id_span) = id.map_or((None, 0..0), |(id, span)| (Some(id), span));
        let filename = self.filename(&root);
        let (filename, filename_span) = filename.map_or((None, 0..0), |(name, span)| (Some(name), span));
        let (detection, inline_filters) = (root.get("Detection").cloned(), root.get("InlineFilters").cloned());
        if let (Some(detection), Some(_)) = (&detection, &filename) {
            let help = "remove `Filename`, or the list";
            self.wrong(&first_line(detection), "a rule has a `Detection` or a `Filename`, not both".into(), help);
        }
        RuleYml {
            source: self.source,
            id,
            id_span,
            filename,
            filename_span,
            log_types: root.get("LogTypes").map(|_| self.strings(&root, "LogTypes")),
            metadata: self.metadata(&root),
            tests: self.tests(&root),
            detection,
            inline_filters,
            root,
        }
    }

    fn metadata(&mut self, root: &Node) -> Metadata {
        let default = Metadata::default();
        let mut text = |key: &str| self.string(root, key).map(|(text, _)| text).unwrap_or_default();
        let (display_name, description) = (text("DisplayName"), text("Description"));
        let (reference, runbook, status) = (text("Reference"), text("Runbook"), text("Status"));
        Metadata {
            display_name,
            enabled: self.boolean(root, "Enabled").unwrap_or(default.enabled),
            severity: self.severity(root).unwrap_or(default.severity),
            description,
            reference,
            runbook,
            false_positives: self.strings(root, "FalsePositives"),
            tags: self.strings(root, "Tags"),
            reports: self.reports(root),
            summary_attributes: self.strings(root, "SummaryAttributes"),
            output_ids: self.strings(root, "OutputIds"),
            status,
            dedup_minutes: self.number(root, "DedupPeriodMinutes", 0).unwrap_or(default.dedup_minutes),
            threshold: self.number(root, "Threshold", 1).unwrap_or(default.threshold),
            create_alert: self.boolean(root, "CreateAlert").unwrap_or(default.create_alert),
        }
    }

    fn severity(&mut self, root: &Node) -> Option<&'static str> {
        let (name, span) = self.string(root, "Severity")?;
        let known = SEVERITIES.into_iter().find(|known| known.eq_ignore_ascii_case(&name));
        if known.is_none() {
            let help = "it is one of Info, Low, Medium, High, Critical";
            self.diagnostics.push(Diagnostic::error(
                Code::E006,
                self.source,
                span,
                format!("`{name}` is no severity"),
                help,
            ));
        }
        known
    }

    fn reports(&mut self, root: &Node) -> Vec<(String, Vec<String>)> {
        let Some((_, value)) = root.pair("Reports") else { return Vec::new() };
        let pairs = match &value.value {
            Value::Map(pairs) => pairs,
            Value::Null => return Vec::new(),
            _ => {
                let message = format!("`Reports` is {}, not a mapping", value.type_name());
                self.wrong(&first_line(value), message, "write `Framework:` lines, each with a list below");
                return Vec::new();
            }
        };
        let named = pairs.iter().map(|(key, value)| {
            let name = key.as_str().map_or_else(|| key.json(), str::to_owned);
            let entries = self.list(value, "Reports");
            (name, entries)
        });
        named.collect()
    }

    fn tests(&mut self, root: &Node) -> Vec<TestCase> {
        let Some(value) = root.get("Tests") else { return Vec::new() };
        let items = match &value.value {
            Value::List(items) => items,
            Value::Null => return Vec::new(),
            _ => {
                let message = format!("`Tests` is {}, not a list", value.type_name());
                self.wrong(&first_line(value), message, "write `- Name: ...` items");
                return Vec::new();
            }
        };
        items.iter().filter_map(|item| self.test(item)).collect()
    }

    fn test(&mut self, item: &Node) -> Option<TestCase> {
        let Value::Map(pairs) = &item.value else {
            let message = format!("a test is a mapping, not {}", item.type_name());
            self.wrong(&first_line(item), message, "write `- Name: ...` with `ExpectedResult` and `Log` below");
            return None;
        };
        self.unknown(item, &keys::TEST, |key| key.starts_with("Expected"));
        let name = self.string(item, "Name").map(|(name, _)| name).unwrap_or_default();
        let expected = self.boolean(item, "ExpectedResult");
        let log = item.get("Log").or_else(|| item.get("Resource"));
        if expected.is_none() && item.get("ExpectedResult").is_none() {
            self.missing(item, "ExpectedResult");
        }
        if log.is_none() {
            self.missing(item, "Log");
        }
        let log = match log.map(|log| &log.value) {
            // Panther's console keeps a log as JSON text.
            Some(Value::Str(text)) if text.trim_start().starts_with('{') => text.clone(),
            _ => log?.json(),
        };
        let expectations = pairs.iter().filter_map(|(key, value)| {
            let name = key.as_str()?.strip_prefix("Expected")?;
            (name != "Result").then(|| (name.to_owned(), value.json()))
        });
        let expectations = expectations.collect();
        Some(TestCase {
            name,
            expected: expected?,
            log,
            log_type: self.string(item, "LogType").map(|(name, _)| name).filter(|name| !name.is_empty()),
            mocks: self.mocks(item),
            expectations,
            line: self.line(item),
        })
    }

    fn mocks(&mut self, test: &Node) -> Vec<Mock> {
        let Some(value) = test.get("Mocks") else { return Vec::new() };
        let items = match &value.value {
            Value::List(items) => items,
            Value::Null => return Vec::new(),
            _ => {
                let message = format!("`Mocks` is {}, not a list", value.type_name());
                self.wrong(&first_line(value), message, "write `- objectName: ...` with `returnValue` below");
                return Vec::new();
            }
        };
        let mut mocks = Vec::new();
        for item in items {
            self.unknown(item, &keys::MOCK, |_| false);
            let name = self.string(item, "objectName").map(|(name, _)| name);
            match (name, item.get("returnValue")) {
                (Some(object_name), Some(value)) => {
                    mocks.push(Mock { object_name, return_value: value.json(), line: self.line(item) });
                }
                _ => self.missing(item, "objectName` and `returnValue"),
            }
        }
        mocks
    }

    fn data_model(&mut self, root: &Node) -> Body {
        let id = self.string(root, "DataModelID");
        if id.is_none() {
            self.missing(root, "DataModelID");
        }
        let (id, id_span) = id.unwrap_or_default();
        let (filename, filename_span) = self.filename(root).map_or((None, 0..0), |(name, span)| (Some(name), span));
        let log_types = self.strings(root, "LogTypes");
        if log_types.is_empty() {
            self.missing(root, "LogTypes");
        }
        let mut mappings = Vec::new();
        match root.get("Mappings").map(|node| (&node.value, node)) {
            Some((Value::List(items), _)) => mappings.extend(items.iter().filter_map(|item| self.mapping(item))),
            Some((_, node)) => {
                let message = format!("`Mappings` is {}, not a list", node.type_name());
                self.wrong(&first_line(node), message, "write `- Name: ...` with `Path` or `Method` below");
            }
            None => self.missing(root, "Mappings"),
        }
        let enabled = self.boolean(root, "Enabled").unwrap_or(true);
        Body::DataModel(DataModelYml {
            source: self.source,
            id,
            id_span,
            enabled,
            log_types,
            filename,
            filename_span,
            mappings,
        })
    }

    fn mapping(&mut self, item: &Node) -> Option<Mapping> {
        self.unknown(item, &keys::MAPPING, |_| false);
        let (path, method) = (self.string(item, "Path"), self.string(item, "Method"));
        let Some((name, _)) = self.string(item, "Name") else {
            self.missing(item, "Name");
            return None;
        };
        // A path that is empty is none, and so is a method.
        let path = path.filter(|(path, _)| !path.is_empty()).map(|(path, span)| (Target::Path(path), span));
        let method = method.filter(|(name, _)| !name.is_empty()).map(|(name, span)| (Target::Method(name), span));
        let Some((target, span)) = path.or(method) else {
            self.missing(item, "Path` or a `Method");
            return None;
        };
        Some(Mapping { name, target, span })
    }

    fn filename(&mut self, root: &Node) -> Option<(String, Range<u32>)> {
        self.string(root, "Filename").filter(|(name, _)| !name.is_empty())
    }

    /// A key's text and where it stands; what is no text is said, unless it is nothing.
    fn string(&mut self, root: &Node, key: &str) -> Option<(String, Range<u32>)> {
        let value = root.get(key)?;
        if let Value::Null = value.value {
            return None;
        }
        let text = self.written(value);
        if text.is_none() {
            let message = format!("`{key}` is {}, not a string", value.type_name());
            self.wrong(&first_line(value), message, "put it in quotes");
        }
        Some((text?, value.span.clone()))
    }

    /// The text of a string, and of what YAML takes for a number or a boolean: `2.10` under `CIS` is the number of a control.
    fn written(&self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Str(text) => Some(text.clone()),
            Value::Bool(_) | Value::Int(_) | Value::Big(_) | Value::Float(_) => {
                let text = &self.sources.get(self.source).text;
                text.get(node.span.start as usize..node.span.end as usize).map(|text| text.trim().to_owned())
            }
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    fn boolean(&mut self, root: &Node, key: &str) -> Option<bool> {
        let value = root.get(key)?;
        // YAML 1.1 has more words for it, and people write them.
        let word = value.as_str().map(str::to_lowercase);
        match (&value.value, word.as_deref()) {
            (Value::Bool(value), _) => Some(*value),
            (Value::Null, _) => None,
            (_, Some("yes" | "on")) => Some(true),
            (_, Some("no" | "off")) => Some(false),
            _ => {
                let message = format!("`{key}` is {}, not a boolean", value.type_name());
                self.wrong(&first_line(value), message, "write `true` or `false`");
                None
            }
        }
    }

    fn number(&mut self, root: &Node, key: &str, least: u32) -> Option<u32> {
        let value = root.get(key)?;
        let number = match &value.value {
            Value::Int(number) => u32::try_from(*number).ok().filter(|number| *number >= least),
            Value::Null => return None,
            _ => None,
        };
        if number.is_none() {
            let message = match &value.value {
                Value::Int(number) => format!("`{key}` is {number}; it must be {least} or more"),
                _ => format!("`{key}` is {}, not an integer", value.type_name()),
            };
            self.wrong(&first_line(value), message, format!("write a number from {least} on, without quotes"));
        }
        number
    }

    fn strings(&mut self, root: &Node, key: &str) -> Vec<String> {
        root.get(key).map(|value| self.list(value, key)).unwrap_or_default()
    }

    fn list(&mut self, value: &Node, key: &str) -> Vec<String> {
        let items = match &value.value {
            Value::List(items) => items,
            Value::Null => return Vec::new(),
            _ => {
                let message = format!("`{key}` is {}, not a list of strings", value.type_name());
                self.wrong(&first_line(value), message, "write each on a line of its own, after `- `");
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for item in items {
            match self.written(item) {
                Some(text) => texts.push(text),
                None => {
                    let message = format!("an item of `{key}` is {}, not a string", item.type_name());
                    self.wrong(&first_line(item), message, "put it in quotes");
                }
            }
        }
        texts
    }

    fn missing(&mut self, of: &Node, key: &str) {
        let span = first_line(of);
        self.wrong(&span, format!("there is no `{key}`"), "add it");
    }

    /// Warns of keys that mean nothing here.
    fn unknown(&mut self, of: &Node, known: &[&str], also: impl Fn(&str) -> bool) {
        let Value::Map(pairs) = &of.value else { return };
        for (key, _) in pairs {
            let name = key.as_str().map_or_else(|| key.json(), str::to_owned);
            if known.contains(&name.as_str()) || also(&name) {
                continue;
            }
            let help = match nearest(known.iter().copied(), &name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "it is not read; remove it".to_owned(),
            };
            self.warn(&key.span, format!("the key `{name}` is unknown"), help);
        }
    }

    fn line(&self, of: &Node) -> u32 {
        self.sources.get(self.source).line(of.span.start)
    }
}

/// The place of a node; of a collection, its first key or item.
fn first_line(node: &Node) -> Range<u32> {
    match &node.value {
        Value::Map(pairs) => pairs.first().map_or(node.span.clone(), |(key, _)| key.span.clone()),
        Value::List(items) => items.first().map_or(node.span.clone(), first_line),
        _ => node.span.clone(),
    }
}
