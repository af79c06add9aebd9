//! A case: the event, what a rule is expected to say of it, and whether it said so.

use std::path::PathBuf;

use rulec::pack::TestCase;
use rulec::{Compilation, CompiledRule, Level};
use sonic_rs::LazyValue;

use super::compare::same_json;
use super::json_file;
use super::runner::{Answer, Exception, Said};

/// One case of a rule.
#[derive(Debug)]
pub struct Case {
    /// The rule's id.
    pub rule: String,
    /// The rule's file.
    pub rule_path: PathBuf,
    pub name: String,
    /// The file that the case stands in.
    pub file: PathBuf,
    /// Where in it, from 1.
    pub line: u32,
    /// JSON.
    pub event: String,
    /// Of an event that does not name its own.
    pub log_type: Option<String>,
    pub expected: Expected,
    /// Names of the rule's module, and what calls of them return, as JSON.
    pub mocks: Vec<(String, String)>,
    /// Why it cannot be run.
    pub problem: Option<String>,
}

/// What the rule should say.
#[derive(Debug, Default, Clone)]
pub struct Expected {
    /// Whether it matches.
    pub matches: bool,
    pub title: Option<String>,
    pub dedup: Option<String>,
    pub severity: Option<String>,
    /// JSON.
    pub alert_context: Option<String>,
    /// JSON.
    pub destinations: Option<String>,
}

/// What came of a case.
#[derive(Debug)]
pub enum Outcome {
    Passed(Box<Said>),
    /// The rule said something else.
    Failed(Box<Said>, Vec<Difference>),
    /// The rule was not asked, or did not answer.
    NotRun(String),
}

/// Something that is not as expected.
#[derive(Debug)]
pub struct Difference {
    /// The rule's function: `rule`, `title`.
    pub function: String,
    pub expected: String,
    pub found: String,
}

/// A case and what came of it.
#[derive(Debug)]
pub struct Tested {
    pub case: Case,
    pub outcome: Outcome,
}

impl Tested {
    /// What was not as expected.
    pub fn differences(&self) -> &[Difference] {
        match &self.outcome {
            Outcome::Failed(_, differences) => differences,
            Outcome::Passed(_) | Outcome::NotRun(_) => &[],
        }
    }

    /// What the rule said.
    pub fn said(&self) -> Option<&Said> {
        match &self.outcome {
            Outcome::Passed(said) | Outcome::Failed(said, _) => Some(said),
            Outcome::NotRun(_) => None,
        }
    }
}

/// The cases of all rules, rule by rule, in the order of their files.
pub fn find(compilation: &Compilation, filter: Option<&str>) -> Vec<Case> {
    let mut cases: Vec<Case> = compilation.rules.iter().flat_map(of_rule).collect();
    if let Some(filter) = filter {
        let filter = filter.to_lowercase();
        cases.retain(|case| case.full_name().to_lowercase().contains(&filter));
    }
    cases
}

fn of_rule(rule: &CompiledRule) -> Vec<Case> {
    let stem = rule.path.file_stem().unwrap_or_default().to_string_lossy();
    let beside = rule.path.with_file_name(format!("{stem}_tests.json"));
    let mut cases: Vec<Case> = rule.tests.iter().map(|test| of_yml(rule, test)).collect();
    cases.extend(json_file::cases(rule, &beside));
    cases
}

/// One of the `Tests` of a yml.
fn of_yml(rule: &CompiledRule, test: &TestCase) -> Case {
    let mut expected = Expected { matches: test.expected, ..Expected::default() };
    let mut problem = None;
    for (name, json) in &test.expectations {
        let text = || sonic_rs::from_str::<String>(json).map(Some);
        let read = match name.as_str() {
            "Title" => text().map(|text| expected.title = text),
            "Dedup" => text().map(|text| expected.dedup = text),
            "Severity" => text().map(|text| expected.severity = text.map(|text| text.to_uppercase())),
            "AlertContext" | "Context" => {
                expected.alert_context = Some(json.clone());
                Ok(())
            }
            "Destinations" => {
                expected.destinations = Some(json.clone());
                Ok(())
            }
            other => {
                problem = Some(format!("`Expected{other}` is unknown"));
                Ok(())
            }
        };
        if read.is_err() {
            problem = Some(format!("`Expected{name}` is no string"));
        }
    }
    Case {
        rule: rule.id.clone(),
        rule_path: rule.path.clone(),
        name: test.name.clone(),
        file: rule.yml.clone().unwrap_or_else(|| rule.path.clone()),
        line: test.line,
        event: test.log.clone(),
        log_type: test.log_type.clone(),
        expected,
        mocks: test.mocks.iter().map(|mock| (mock.object_name.clone(), mock.return_value.clone())).collect(),
        problem,
    }
}

impl Case {
    /// `rule: name`, what `--filter` is looked for in.
    pub fn full_name(&self) -> String {
        format!("{}: {}", self.rule, self.name)
    }

    /// Why the rule cannot be asked, if it cannot.
    pub fn refused(&self, compilation: &Compilation) -> Option<Outcome> {
        if let Some(problem) = &self.problem {
            return Some(Outcome::NotRun(problem.clone()));
        }
        // A float of YAML need not be a number of JSON, and text may be anything.
        let is_json = |text: &str| sonic_rs::from_str::<LazyValue<'_>>(text).is_ok();
        if !is_json(&self.event) {
            return Some(Outcome::NotRun("the event is no JSON".into()));
        }
        if let Some((name, _)) = self.mocks.iter().find(|(_, value)| !is_json(value)) {
            return Some(Outcome::NotRun(format!("what the mock `{name}` returns is no JSON")));
        }
        let rule = compilation.rules.iter().find(|rule| rule.id == self.rule && rule.path == self.rule_path)?;
        if let Some(problem) = self.mocks.iter().find_map(|(name, _)| compilation.mock_problem(rule, name)) {
            return Some(Outcome::NotRun(problem));
        }
        let error = rule.diagnostics.iter().find(|d| d.level == Level::Error)?;
        let source = compilation.sources.get(error.source);
        let line = source.line(source.shown(&error.span).start);
        let (code, message) = (error.code.id(), &error.message);
        let place = source.path.display();
        Some(Outcome::NotRun(format!("the rule does not compile: {message} [{code}], at {place}:{line}")))
    }

    /// Compares what the rule said with what it should have said.
    ///
    /// As Panther's own tool judges: where a match is expected, a function that raises fails the case; where none is,
    /// only the verdict counts.
    pub fn judge(&self, answer: Answer) -> Outcome {
        let said = match answer {
            Answer::Said(said) => said,
            Answer::None(why) => return Outcome::NotRun(why),
        };
        let mut differences = Vec::new();
        let mut differs = |function: &str, expected: String, found: String| {
            differences.push(Difference { function: function.to_owned(), expected, found });
        };
        let verdict = |matches| if matches { "a match" } else { "no match" };
        match (said.result, &said.error) {
            (Some(result), _) if result == self.expected.matches => {}
            (_, Some(error)) => differs("rule", verdict(self.expected.matches).into(), self.raised(error)),
            (result, None) => {
                differs("rule", verdict(self.expected.matches).into(), verdict(result == Some(true)).into());
            }
        }
        if said.result == Some(true) {
            self.judge_match(&said, &mut differs);
        }
        if differences.is_empty() { Outcome::Passed(said) } else { Outcome::Failed(said, differences) }
    }

    fn judge_match(&self, said: &Said, differs: &mut impl FnMut(&str, String, String)) {
        let expected = &self.expected;
        let errors = said.function_errors.iter().flatten();
        if expected.matches {
            for (function, error) in errors.clone() {
                differs(function, "no exception".into(), self.raised(error));
            }
        }
        let raised = |function: &str| errors.clone().any(|(name, _)| name == function);
        let texts = [
            ("title", &expected.title, &said.title),
            ("dedup", &expected.dedup, &said.dedup),
            ("severity", &expected.severity, &said.severity),
        ];
        for (function, expected, found) in texts {
            let Some(expected) = expected else { continue };
            if Some(expected) != found.as_ref() && !raised(function) {
                differs(function, format!("{expected:?}"), format!("{:?}", found.as_deref().unwrap_or_default()));
            }
        }
        let values = [
            ("alert_context", &expected.alert_context, &said.alert_context),
            ("destinations", &expected.destinations, &said.destinations),
        ];
        for (function, expected, found) in values {
            let Some(expected) = expected else { continue };
            let found = found.as_ref().and_then(|json| sonic_rs::to_string(json).ok());
            let found = found.unwrap_or_else(|| "null".to_owned());
            if !same_json(expected, &found) && !raised(function) {
                differs(function, expected.clone(), found);
            }
        }
    }

    fn raised(&self, error: &Exception) -> String {
        let Exception { kind, message, line } = error;
        let colon = if message.is_empty() { "" } else { ": " };
        match line {
            Some(line) => format!("{kind}{colon}{message}, at {}:{line}", self.rule_path.display()),
            None => format!("{kind}{colon}{message}"),
        }
    }
}
