//! What becomes of rules that do not compile: they fail the build, are left out because they are named, or are kept as
//! source for the interpreter.

use std::path::{Path, PathBuf};

use rulec::{Compilation, Fallback, Place};

const GENERATOR: &str = "\
import os
from helpers.words import each
from helpers import words as w

try:
    import fast
except ImportError:
    fast = None


def late():
    import re
    return re


def rule(event):
    yield from each(event)
";

fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fallback").join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("an old folder");
    }
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn rules(name: &str) -> Compilation {
    let folder = folder(
        name,
        &[
            ("pack/generator.py", GENERATOR),
            ("pack/good.py", "def rule(event):\n    return True\n"),
            ("pack/typo.py", "from helpers.more import mre\n\ndef rule(event):\n    return mre\n"),
            ("helpers/words.py", "from helpers.more import more\n\ndef each(event):\n    yield more\n"),
            ("helpers/more.py", "more = 1\n"),
        ],
    );
    rulec::compile(&[folder])
}

fn places(compilation: &Compilation, fallback: &Fallback) -> Vec<(String, Place)> {
    compilation.rules.iter().map(|rule| (rule.id.clone(), fallback.place(rule))).collect()
}

fn named(places: [(&str, Place); 3]) -> Vec<(String, Place)> {
    places.into_iter().map(|(id, place)| (id.to_owned(), place)).collect()
}

#[test]
fn mistakes_do_not_fall_back() {
    let compilation = rules("places");
    let refused = [("generator", Place::Refused), ("good", Place::Native), ("typo", Place::Refused)];
    assert_eq!(places(&compilation, &Fallback::default()), named(refused));
    let interpret = Fallback { interpret: true, skip: Vec::new() };
    let interpreted = [("generator", Place::Interpreted), ("good", Place::Native), ("typo", Place::Refused)];
    assert_eq!(places(&compilation, &interpret), named(interpreted));
    let messages: Vec<_> = interpret.refused(&compilation).iter().map(|d| d.code.id()).collect();
    assert_eq!(messages, ["E008"]);
    let skip = Fallback { interpret: false, skip: vec!["generator".into(), "pack/typo.py".into(), "nobody".into()] };
    let skipped = [("generator", Place::Skipped), ("good", Place::Native), ("typo", Place::Skipped)];
    assert_eq!(places(&compilation, &skip), named(skipped));
    assert!(skip.refused(&compilation).is_empty());
    assert_eq!(skip.unknown(&compilation.rules), ["nobody"]);
}

#[test]
fn a_name_that_is_not_defined_is_compiled_and_said() {
    let text =
        "def rule(event):\n    return True\n\ndef severity():\n    return event\n\ndef unused():\n    return nobody\n";
    let compilation = rulec::compile(&[folder("undefined", &[("pack/named.py", text)])]);
    let fallback = Fallback::default();
    assert_eq!(fallback.place(compilation.rule("named").expect("the rule")), Place::Native);
    assert!(fallback.refused(&compilation).is_empty());
    let mistakes: Vec<_> = fallback.mistakes(&compilation).map(|d| d.message.as_str()).collect();
    assert_eq!(mistakes, ["the name `event` is not defined"]);
    let skip = Fallback { interpret: false, skip: vec!["named".into()] };
    assert_eq!(skip.mistakes(&compilation).count(), 0);
}

#[test]
fn the_interpreter_is_given_every_module_that_a_rule_imports() {
    let compilation = rules("script");
    let rule = compilation.rule("generator").expect("the rule");
    let script = rule.script.as_ref().expect("a script");
    let modules: Vec<(&str, &str)> = script.modules.iter().map(|m| (m.name.as_str(), m.path.as_str())).collect();
    assert_eq!(
        modules,
        [
            ("generator", "pack/generator.py"),
            ("helpers.words", "helpers/words.py"),
            ("helpers.more", "helpers/more.py")
        ]
    );
    let own = &script.modules[0];
    assert_eq!(own.imports.iter().map(|(name, at)| (name.as_str(), *at)).collect::<Vec<_>>(), [("helpers.words", 1)]);
    // `fast` is caught where it is not there, `re` is imported by who calls `late`.
    assert_eq!(own.lazy, ["os"]);
    assert!(rule.reason().starts_with("E011 "), "{}", rule.reason());
}

#[test]
fn what_falls_back_is_emitted_as_source() {
    let compilation = rules("emit");
    let files = compilation.emit_with(&Fallback { interpret: true, skip: vec!["typo".into()] });
    let table = &files.iter().find(|file| file.name == "mod.rs").expect("the table").text;
    assert!(table.contains("Body::Interpreted(") && table.contains("Skipped {"), "{table}");
    let source = files.iter().find(|file| file.name.ends_with("pack__generator.py")).expect("its source");
    assert_eq!(source.text, GENERATOR);
    assert!(table.contains(&format!("include_str!(\"{}\")", source.name)), "{table}");
    // Without it, only what compiles is.
    assert_eq!(compilation.emit().iter().filter(|file| file.name.ends_with(".py")).count(), 0);
}

#[test]
fn every_rule_is_read_for_the_interpreter() {
    let folder = folder("read", &[("a.py", "def rule(event):\n    return evnt\n"), ("b.py", "def rule(event:\n")]);
    let compilation = rulec::read(&[folder]);
    let scripts: Vec<bool> = compilation.rules.iter().map(|rule| rule.script.is_some()).collect();
    assert_eq!(scripts, [true, false]);
}

const YML: &str =
    "AnalysisType: rule\nFilename: a.py\nRuleID: A\nEnabled: true\nLogTypes: [Okta.SystemLog]\nSeverity: Low\n";

const MODEL: &str = "\
AnalysisType: datamodel
DataModelID: M\"
Enabled: true
Filename: model.py
LogTypes: [Okta.SystemLog]
Mappings:
  - Name: actor
    Method: actor
  - Name: first
    Path: $.target[0].'display-name'
  - Name: admins
    Path: $..target[?(@.type == 'User' & @.n > 1.5)]
";

#[test]
fn a_rule_of_a_panther_pack_brings_its_data_models() {
    let rule = "def rule(event):\n    yield event.udm('actor')\n";
    let folder = folder(
        "models",
        &[
            ("rules/a.py", rule),
            ("rules/a.yml", YML),
            ("rules/b.py", rule),
            ("data_models/model.py", "from helper import name\n\ndef actor(event):\n    return name(event)\n"),
            ("data_models/model.yml", MODEL),
            ("global_helpers/helper.py", "def name(event):\n    return event.get('actor')\n"),
        ],
    );
    let compilation = rulec::compile(&[folder]);
    let script = |id: &str| compilation.rule(id).and_then(|rule| rule.script.as_ref()).expect("a script");
    assert!(compilation.rule("A").expect("the rule").falls_back());
    let modules: Vec<&str> = script("A").modules.iter().map(|module| module.path.as_str()).collect();
    assert_eq!(modules, ["rules/a.py", "data_models/model.py", "global_helpers/helper.py"]);
    assert_eq!(
        script("A").models.as_deref(),
        Some(concat!(
            r#"[{"id":"M\"","log_types":["Okta.SystemLog"],"paths":{"#,
            r#""first":["((($.target).[0]).display-name)",[["field","target"],["index",0],["field","display-name"]]],"#,
            r#""admins":["(($..target).[?[Expression(Child(This(), Fields('type')) == 'User'), "#,
            r#"Expression(Child(This(), Fields('n')) > 1.5)]])",[["descend",[["field","target"]]],["filter",["#,
            r#"[[["field","type"]],"Eq","User"],[[["field","n"]],"Gt",1.5]]]]]},"#,
            r#""methods":{"actor":[1,"actor"]}}]"#,
        ))
    );
    // What has no yml is given a dict.
    assert_eq!(script("b").models, None);
}

#[test]
fn the_filters_of_an_interpreted_rule_are_compiled() {
    let filters = "InlineFilters:\n  - KeyPath: actor.type\n    Condition: Equals\n    Value: User\n".to_owned();
    let wrong = filters.replace("Equals", "IsNothingThatThereIs");
    let rule = "def rule(event):\n    yield event\n";
    let folder = folder(
        "filtered",
        &[
            ("rules/a.py", rule),
            ("rules/a.yml", &format!("{YML}{filters}")),
            ("rules/b.py", rule),
            ("rules/b.yml", &format!("{YML}{wrong}").replace("RuleID: A", "RuleID: B").replace("a.py", "b.py")),
        ],
    );
    let compilation = rulec::compile(std::slice::from_ref(&folder));
    let interpret = Fallback { interpret: true, skip: Vec::new() };
    // What is wrong with filters is not interpreted away.
    let expected = [("A", Place::Interpreted), ("B", Place::Refused)].map(|(id, place)| (id.to_owned(), place));
    assert_eq!(places(&compilation, &interpret), expected);
    let files = compilation.emit_with(&Fallback { interpret: true, skip: vec!["B".into()] });
    let table = &files.iter().find(|file| file.name == "mod.rs").expect("the table").text;
    assert!(table.contains("filters: Some(filters_0)") && table.contains("fn filters_0<'a>("), "{table}");
    let compiled = files.iter().find(|file| file.name == "rules__a_py_filters.rs").expect("the filters");
    assert!(compiled.text.contains("fn filters<'a>("), "{}", compiled.text);
    assert!(!files.iter().any(|file| file.name == "rules__a_py.rs"), "the rule is not compiled");
    // Read for the interpreter alone, it is known to need what is not there.
    let read = rulec::read(&[folder]);
    assert!(read.rule("A").expect("the rule").is_filtered());
}
