//! What a folder of rules is taken for: which files are rules, what they are called, which modules they import.

use std::fs;
use std::path::{Path, PathBuf};

use rulec::diag::Code;
use rulec::{Compilation, CompiledRule};

/// A folder that is gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    /// `files` are paths and texts.
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("packs").join(name);
        _ = fs::remove_dir_all(&root);
        for (path, text) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("it is below the folder")).expect("the folder");
            fs::write(path, text).expect("the file");
        }
        Folder(root)
    }

    fn compile(&self, below: &str) -> Compilation {
        let path = if below.is_empty() { self.0.clone() } else { self.0.join(below) };
        rulec::compile(&[path])
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = fs::remove_dir_all(&self.0);
    }
}

const RULE: &str = "def rule(event):\n    return event.get('a') == 1\n";

fn ids(compilation: &Compilation) -> Vec<&str> {
    compilation.rules.iter().map(|rule| rule.id.as_str()).collect()
}

#[track_caller]
fn native(compilation: &Compilation) {
    let messages: Vec<&String> = compilation.diagnostics.iter().map(|d| &d.message).collect();
    assert!(messages.is_empty(), "{messages:?}");
}

fn only(compilation: &Compilation) -> &CompiledRule {
    native(compilation);
    assert_eq!(compilation.rules.len(), 1, "{:?}", ids(compilation));
    &compilation.rules[0]
}

#[test]
fn a_yml_says_what_a_rule_is() {
    let yml = "\
AnalysisType: rule
RuleID: Okta.Failed
DisplayName: Failed login
Enabled: true
Filename: code.py
LogTypes:
  - Okta.SystemLog
  - Other.Log
Severity: High
Description: >
  Somebody
  failed.
Reference: https://example.org
Runbook: Ask them.
Tags: [login, 'yes', 2024]
Reports:
  MITRE ATT&CK:
    - TA0001:T1078
  CIS: [2.10, true]
SummaryAttributes: [actor]
DedupPeriodMinutes: 15
Threshold: 3
Status: Experimental
CreateAlert: false
OutputIds: [one]
Tests:
  - Name: the first
    ExpectedResult: true
    LogType: Okta.SystemLog
    ExpectedTitle: t
    Log:
      a: 1
      when: 2024-01-02T03:04:05Z
      code: 0123
      on: yes
    Mocks:
      - objectName: lookup
        returnValue: '{\"x\": 1}'
  - Name: as text
    ExpectedResult: false
    Log: '{\"a\": 2}'
";
    let folder = Folder::new("yml", &[("any/failed.yml", yml), ("any/code.py", RULE)]);
    let compilation = folder.compile("");
    let rule = only(&compilation);
    assert_eq!((rule.id.as_str(), rule.relative.as_str(), rule.panther), ("Okta.Failed", "any/code.py", true));
    assert_eq!(rule.log_types, ["Okta.SystemLog", "Other.Log"]);
    let about = &rule.metadata;
    assert_eq!((about.severity, about.dedup_minutes, about.threshold), ("HIGH", 15, 3));
    assert_eq!((about.create_alert, about.status.as_str()), (false, "Experimental"));
    assert_eq!(about.description, "Somebody failed.\n");
    assert_eq!(about.tags, ["login", "yes", "2024"]);
    // What YAML takes for a number stays as it was written.
    let reports = [("MITRE ATT&CK", vec!["TA0001:T1078"]), ("CIS", vec!["2.10", "true"])];
    let owned = |(name, ids): (&str, Vec<&str>)| (name.to_owned(), ids.into_iter().map(str::to_owned).collect());
    assert_eq!(about.reports, reports.map(owned));
    let [first, second] = rule.tests.as_slice() else { panic!("two tests") };
    assert_eq!(first.log, r#"{"a": 1, "when": "2024-01-02T03:04:05Z", "code": 123, "on": "yes"}"#);
    assert_eq!((first.expected, first.line, first.log_type.as_deref()), (true, 27, Some("Okta.SystemLog")));
    assert_eq!(first.mocks[0].return_value, r#""{\"x\": 1}""#);
    assert_eq!(first.expectations, [("Title".to_owned(), "\"t\"".to_owned())]);
    assert_eq!((second.name.as_str(), second.log.as_str()), ("as text", r#"{"a": 2}"#));

    let text = compilation.emit().remove(0).text;
    for part in ["EventClass::Panther", "\"Failed login\"", "create_alert: false", "threshold: 3u32", "\"one\""] {
        assert!(text.contains(part), "{part}: {text}");
    }
}

#[test]
fn a_function_may_say_how_many_matches_it_takes() {
    let rule = format!("{RULE}\n\ndef threshold():\n    return 5\n");
    let folder = Folder::new("threshold", &[("rules/okta/failed.py", &rule)]);
    let text = folder.compile("rules").emit().remove(0).text;
    assert!(text.contains("threshold: Some("), "{text}");
}

#[test]
fn a_pack_without_ymls_goes_by_its_files() {
    let files = [
        ("rules/okta/failed.py", RULE),
        ("rules/okta/deeper/again.py", RULE),
        ("rules/other/any.py", RULE),
        ("rules/helpers/base.py", "def nothing():\n    pass\n"),
        ("rules/okta/beside.py", "def shared(event):\n    return event.get('a')\n"),
        ("rules/okta/uses.py", "from beside import shared\n\n\ndef rule(event):\n    return shared(event) == 1\n"),
        ("rules/okta/_private.py", "x = 1\n"),
        ("rules/okta/settings.yml", "key: [value]\n"),
        ("rules/.github/workflow.yml", "on: [\n"),
    ];
    let folder = Folder::new("plain", &files);
    let compilation = folder.compile("rules");
    native(&compilation);
    assert_eq!(ids(&compilation), ["again", "any", "failed", "uses"]);
    let types: Vec<String> = compilation.rules.iter().map(|rule| rule.log_types.join(" ")).collect();
    assert_eq!(types, ["Okta.SystemLog", "", "Okta.SystemLog", "Okta.SystemLog"]);
    assert!(compilation.rules.iter().all(|rule| !rule.panther));
    assert_eq!(only(&folder.compile("rules/okta/failed.py")).log_types, ["Okta.SystemLog"]);
    assert_eq!(folder.compile("rules/okta").rules[0].log_types, ["Okta.SystemLog"]);
}

#[test]
fn what_is_no_rule_is_listed() {
    let yml = |kind: &str, name: &str| format!("AnalysisType: {kind}\nFilename: {name}.py\nEnabled: true\n");
    let scheduled = yml("scheduled_rule", "daily");
    let policy = yml("policy", "bucket");
    let files = [
        ("queries/daily.yml", scheduled.as_str()),
        ("queries/daily.py", "import boto3\n"),
        ("policies/bucket.yml", policy.as_str()),
        ("policies/bucket.py", "def policy(resource):\n    return True\n"),
        ("queries/saved.yml", "AnalysisType: saved_query\nQueryName: q\n"),
        ("rules/off.yml", "AnalysisType: rule\nRuleID: Off\nFilename: off.py\nEnabled: false\n"),
        ("rules/off.py", "import boto3\n\n\ndef rule(event):\n    return boto3.client(event)\n"),
        ("rules/on.yml", "AnalysisType: rule\nRuleID: On\nFilename: on.py\n"),
        ("rules/on.py", RULE),
        ("rules/derived.yml", "AnalysisType: rule\nRuleID: Derived\nBaseDetection: On\n"),
    ];
    let folder = Folder::new("others", &files);
    let mut compilation = folder.compile("");
    assert!(compilation.is_native());
    assert_eq!(ids(&compilation), ["Off", "On"]);
    assert_eq!(compilation.diagnostics.len(), 1, "the warning of the rule that is switched off");
    let kinds: Vec<&str> = compilation.others_by_kind().into_iter().map(|(kind, count)| kind.name(count)).collect();
    assert_eq!(kinds, ["scheduled rule", "derived rule", "saved query", "policy"]);
    let text = compilation.emit().remove(0).text;
    assert!(text.contains("Body::Compiled(Functions::NEVER)"), "{text}");
    compilation.rules.iter_mut().for_each(|rule| rule.metadata.enabled = true);
    assert!(!compilation.emit().remove(0).text.contains("NEVER"));
}

#[test]
fn helper_modules_go_by_their_global_id() {
    let rule = "import panther_things as things\nfrom other_stem import two\n\n\ndef rule(event):\n    return things.one(event) and two(event)\n";
    let files = [
        ("global_helpers/things.yml", "AnalysisType: global\nGlobalID: panther_things\nFilename: things.py\n"),
        ("global_helpers/things.py", "def one(event):\n    return event.get('a') == 1\n"),
        ("lib/stem.yml", "AnalysisType: global\nGlobalID: other_stem\nFilename: stem.py\n"),
        ("lib/stem.py", "def two(event):\n    return event.get('b') == 1\n"),
        ("rules/okta/uses.yml", "AnalysisType: rule\nRuleID: Uses\nFilename: uses.py\n"),
        ("rules/okta/uses.py", rule),
    ];
    let folder = Folder::new("globals", &files);
    assert_eq!(only(&folder.compile("")).id, "Uses");
    // A part of a pack finds the rest of it, but for helper modules that stand anywhere.
    let part = ["rules", "rules/okta", "rules/okta/uses.py", "rules/okta/uses.yml"];
    for below in part {
        let compilation = folder.compile(below);
        let messages: Vec<&String> = compilation.diagnostics.iter().map(|d| &d.message).collect();
        assert_eq!(messages.len(), 1, "{below}: {messages:?}");
        assert!(messages[0].contains("other_stem"), "{below}: {messages:?}");
    }
}

#[test]
fn a_pack_has_its_own_helper_modules_before_those_of_another() {
    let uses = "from words import ONE\n\n\ndef rule(event):\n    return event.get('a') == ONE\n";
    let files = [
        ("one/global_helpers/words.yml", "AnalysisType: global\nGlobalID: words\nFilename: words.py\n"),
        ("one/global_helpers/words.py", "TWO = 2\n"),
        ("two/okta/uses.py", uses),
        ("two/helpers/words.py", "ONE = 1\n"),
        ("three/okta/borrows.py", &uses.replace("ONE", "TWO")),
    ];
    let folder = Folder::new("two_packs", &files);
    let packs = ["one", "two", "three"].map(|pack| folder.0.join(pack));
    native(&rulec::compile(&packs));
}

#[test]
fn what_a_pack_keeps_in_a_database_of_its_own_is_kept_by_iota() {
    let pack = |module: &str, first: &str, parameters: &str| {
        let rule =
            format!("from {module} import get_string_set\n\n\ndef rule(event):\n    return not get_string_set('a')\n");
        let store = format!(
            "{first}\n\n\ndef get_string_set({parameters}):\n    with opened() as c:\n        return c.all(key)\n"
        );
        let (path, module) = (format!("{module}.py"), &module.replace('.', "_"));
        let files = [("a.py", rule.as_str()), (&path.replace("helpers.", "helpers/"), store.as_str())];
        let compilation =
            Folder::new(&format!("store_{module}_{}", first.len() + parameters.len()), &files).compile("");
        compilation.diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>()
    };
    assert_eq!(pack("correlation_store", "import os, sqlite3", "key"), []);
    assert_eq!(pack("helpers.correlation_store", "import sqlite3", "key"), []);
    // Another module, or other functions, are not taken for it.
    assert_eq!(pack("other_store", "import sqlite3", "key"), [Code::E012]);
    assert_eq!(pack("correlation_store", "import os", "key"), [Code::E012]);
    assert_eq!(pack("correlation_store", "import sqlite3", "key, more=None"), [Code::E012]);
    assert_eq!(pack("correlation_store", "import sqlite3", "*key"), [Code::E012]);
}

#[test]
fn data_models_become_statics() {
    let yml = "\
AnalysisType: datamodel
DataModelID: Okta
Filename: model.py
LogTypes: [Okta.SystemLog]
Mappings:
  - Name: actor
    Path: $.actor['display name'][0]
  - Name: roles
    Path: events[*].parameters[?(@.name == 'ROLE')]..value
  - Name: kind
    Method: kind_of
";
    let files = [
        ("data_models/model.yml", yml),
        ("data_models/model.py", "def kind_of(event):\n    return event.get('kind')\n"),
        (
            "data_models/off.yml",
            "AnalysisType: datamodel\nDataModelID: Off\nEnabled: false\nLogTypes: [Okta.SystemLog]\nMappings: []\n",
        ),
        ("rules/okta/uses.yml", "AnalysisType: rule\nRuleID: Uses\nFilename: uses.py\n"),
        ("rules/okta/uses.py", RULE),
    ];
    let folder = Folder::new("models", &files);
    for below in ["", "rules", "rules/okta/uses.py"] {
        let compilation = folder.compile(below);
        only(&compilation);
        assert_eq!(compilation.data_models.len(), 1, "{below}");
        let text = compilation.emit().remove(0).text;
        let parts = [
            "id: \"Okta\"",
            "Step::Field(\"display name\")",
            "Step::Index(0i64)",
            "Step::Elements",
            "Some((Operator::Eq, Literal::Str(\"ROLE\")))",
            "Step::Descend(&[Step::Field(\"value\")])",
            "name: \"kind_of\"",
            "call: model_0_0",
        ];
        let squeezed: String =
            text.split_whitespace().collect::<Vec<_>>().join(" ").replace("[ ", "[").replace(", ]", "]");
        for part in parts {
            assert!(squeezed.contains(part), "{below}: {part}: {text}");
        }
    }
}

#[test]
fn modules_are_found_where_a_rule_puts_the_path() {
    let head = "import os\nimport sys\nfrom pathlib import Path\n\n";
    let tail = "\n\ndef rule(event):\n    return names.one(event)\n";
    let ways = [
        "sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', '..', 'lib'))\nimport names\n",
        "sys.path.append(str(Path(__file__).resolve().parent.parent.parent / 'lib'))\nimport names\n",
        "HERE = os.path.dirname(os.path.abspath(__file__))\nLIB = HERE + '/../../lib'\nif LIB not in sys.path:\n    sys.path.insert(0, LIB)\nimport names\n",
        "ROOT = Path(__file__).parents[2]\nfor part in ('lib', 'more'):\n    sys.path.insert(0, str(ROOT.joinpath(part)))\nimport names\n",
        "sys.path[:0] = [os.path.normpath(os.path.join(__file__, '../../../lib'))]\nimport names\n",
        "sys.path.insert(0, os.environ['LIB'])\nimport names\n",
        "import lib.names as names\n",
        "from lib import names\n",
        "try:\n    import names\nexcept ImportError:\n    names = None\n",
    ];
    let texts: Vec<(String, String)> = ways
        .iter()
        .enumerate()
        .map(|(i, way)| (format!("rules/okta/way{i}.py"), format!("{head}{way}{tail}")))
        .collect();
    let mut files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("lib/names.py", "def one(event):\n    return event.get('a') == 1\n"));
    files.push(("rules/okta/dotted.py", "import lib.names\n\n\ndef rule(event):\n    return lib.names.one(event)\n"));
    let folder = Folder::new("paths", &files);
    let compilation = folder.compile("");
    let messages: Vec<&String> = compilation.diagnostics.iter().map(|d| &d.message).collect();
    assert!(messages.is_empty(), "{messages:?}");
    assert_eq!(compilation.rules.len(), ways.len() + 1, "{:?}", ids(&compilation));
    // What is told by the text is found from a part of the pack too.
    for way in 0..5 {
        native(&folder.compile(&format!("rules/okta/way{way}.py")));
    }
}

#[test]
fn what_is_on_the_path_for_more_than_modules_is_no_path_statement() {
    let text = "import os\nimport sys\n\nHERE = os.path.dirname(__file__)\nsys.path.insert(0, HERE)\n\n\ndef rule(event):\n    return HERE == event.get('a')\n";
    let folder = Folder::new("not_only_paths", &[("rules/x.py", text)]);
    assert!(!folder.compile("").is_native());
    // Two modules of one name, and nothing says which is meant.
    let files = [
        ("rules/x.py", "import names\n\n\ndef rule(event):\n    return names.one(event)\n"),
        ("a/names.py", "def one(event):\n    return True\n"),
        ("b/names.py", "def one(event):\n    return False\n"),
    ];
    let folder = Folder::new("two_of_a_name", &files);
    assert!(!folder.compile("").is_native());
}

#[test]
fn what_an_earlier_run_wrote_is_taken_only_if_it_is_whole_and_the_same() {
    let folder = Folder::new("earlier", &[("rules/one.py", RULE), ("rules/two.py", RULE)]);
    let out = folder.0.join("out");
    let write = || rulec::build::write(&folder.compile("rules"), &out).expect("it can be written");
    let texts = || ["one_.rs", "two_.rs"].map(|name| fs::read_to_string(out.join(name)).expect("generated text"));
    write();
    let [one, two] = texts();
    // Formatted otherwise, with the last line that says of what: it is not made again.
    let kept = one.replace("//! ", "//!  ");
    fs::write(out.join("one_.rs"), &kept).expect("the file");
    write();
    assert_eq!(texts(), [kept, two.clone()]);
    // Not written to its end, or empty.
    for part in [&one[..one.len() - 2], &one[..one.len() / 2], ""] {
        fs::write(out.join("one_.rs"), part).expect("the file");
        write();
        assert_eq!(texts(), [one.clone(), two.clone()]);
    }
    fs::write(folder.0.join("rules/one.py"), RULE.replace("== 1", "== 2")).expect("the file");
    write();
    let [edited, same] = texts();
    assert!(edited != one && edited.contains("Int(2)") && same == two, "{edited}");
}
