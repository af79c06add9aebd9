//! The command as a person or a workflow runs it: exit status, what goes to which stream, each format.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sonic_rs::{JsonContainerTrait, JsonValueTrait, Value};

const GOOD: &str = "def rule(event):\n    return event.get(\"eventName\") == \"ConsoleLogin\"\n";
const SOCKET: &str = "import socket\n\n\ndef rule(event):\n    return socket.gethostname() == \"a\"\n";
const UNDEFINED: &str = "def rule(event):\n    return evnt\n";

/// A new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("a folder for the file");
        fs::write(path, text).expect("a file for the test");
    }
    folder
}

/// Runs the command in a folder.
fn rulec(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rulec"));
    command.current_dir(folder).args(args).env_remove("NO_COLOR").output().expect("the command runs")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("text")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("text")
}

#[test]
fn rules_that_are_all_native_pass() {
    let folder = folder("native", &[("rules/aws/login.py", GOOD)]);
    let output = rulec(&folder, &["check"]);
    assert_eq!((status(&output), stdout(&output)), (0, "1 rule: 1 native, 0 not; 0 errors\n"));
    assert_eq!(status(&rulec(&folder, &["check", "rules/aws/login.py"])), 0);
}

#[test]
fn everything_that_is_wrong_is_shown_in_one_run() {
    let files = [("rules/aws/a.py", SOCKET), ("rules/aws/b.py", UNDEFINED), ("rules/aws/c.py", "def rule(\n")];
    let folder = folder("wrong", &files);
    fs::write(folder.join("rules/aws/d.py"), GOOD).expect("a rule that compiles");
    let output = rulec(&folder, &["check", "rules"]);
    assert_eq!(status(&output), 1);
    let text = stdout(&output);
    for place in ["[E010]", "rules/aws/a.py:5:12", "[E009]", "rules/aws/b.py:2:12", "[E001]", "rules/aws/c.py:1:"] {
        assert!(text.contains(place), "{place} is not in\n{text}");
    }
    assert!(text.lines().last().is_some_and(|line| line.starts_with("4 rules: 2 native, 2 not; 3 errors")), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    assert!(stdout(&rulec(&folder, &["check", "--colour=always"])).contains('\u{1b}'));
    assert!(!stdout(&rulec(&folder, &["check", "--color=never"])).contains('\u{1b}'));
}

#[test]
fn bad_usage_has_its_own_status() {
    let folder = folder("usage", &[("rules/aws/login.py", GOOD), ("notes.txt", "no rule")]);
    let wrong: &[&[&str]] = &[
        &[],
        &["check", "nowhere"],
        &["check", "rules", "nowhere.py"],
        &["check", "notes.txt"],
        &["check", "--format=xml"],
        &["check", "--colour=green"],
        &["explain"],
        &["explain", "E999"],
        &["explain", "nothing"],
        &["emit", "rules"],
        &["emit", "nowhere", "out"],
        &["coverage"],
        &["coverage", "nowhere"],
        &["coverage", "rules", "--fail-under=101"],
        &["frobnicate"],
    ];
    for args in wrong {
        let output = rulec(&folder, args);
        assert_eq!(status(&output), 2, "{args:?}");
        assert!(stdout(&output).is_empty() && !stderr(&output).is_empty(), "{args:?}");
    }
    assert!(stderr(&rulec(&folder, &["check", "nowhere"])).contains("no such file or folder: `nowhere`"));
    assert!(stderr(&rulec(&folder, &["explain", "logni"])).contains("did you mean `login`?"));
}

#[test]
fn a_folder_without_rules_is_worth_a_warning() {
    let folder = folder("without", &[("rules/readme.txt", "")]);
    let output = rulec(&folder, &["check"]);
    assert_eq!((status(&output), stdout(&output)), (0, "0 rules: 0 native, 0 not; 0 errors\n"));
    assert!(stderr(&output).contains("no rules below `rules`"));
}

#[test]
fn json_says_what_and_where() {
    let folder = folder("json", &[("rules/aws/a.py", UNDEFINED), ("rules/aws/b.py", GOOD)]);
    let output = rulec(&folder, &["check", "--format=json"]);
    assert_eq!(status(&output), 1);
    let report: Value = sonic_rs::from_str(stdout(&output)).expect("one object");
    // What CPython does with an undefined name is compiled. It is an error all the same.
    assert_eq!((report["total"].as_u64(), report["native"].as_u64()), (Some(2), Some(2)));
    assert_eq!((report["errors"].as_u64(), report["warnings"].as_u64()), (Some(1), Some(0)));
    let diagnostics = report["diagnostics"].as_array().expect("a list");
    assert_eq!(diagnostics.len(), 1);
    let diagnostic = &diagnostics[0];
    let text = |name: &str| diagnostic[name].as_str().unwrap_or_default().to_owned();
    assert_eq!((text("code"), text("level"), text("title")), ("E009".into(), "error".into(), "undefined name".into()));
    assert_eq!(text("path"), "rules/aws/a.py");
    assert!(text("message").contains("`evnt`") && text("help").contains("`event`"), "{diagnostic}");
    let place = ["line", "column", "end_line", "end_column"].map(|name| diagnostic[name].as_u64().unwrap_or_default());
    assert_eq!(place, [2, 12, 2, 16]);
    assert!(stderr(&output).contains("2 rules: 2 native, 0 not; 1 error\n"));
}

#[test]
fn a_workflow_gets_annotations() {
    let folder = folder("github", &[("rules/aws/a.py", UNDEFINED)]);
    let output = rulec(&folder, &["check", "--format=github"]);
    assert_eq!(status(&output), 1);
    let expected = "::error file=rules/aws/a.py,line=2,endLine=2,col=12,title=E009 undefined name::";
    assert!(stdout(&output).starts_with(expected), "{}", stdout(&output));
    assert_eq!(stdout(&output).lines().count(), 1);
}

#[test]
fn a_code_is_explained() {
    let folder = folder("code", &[]);
    for code in ["E010", "e010"] {
        let output = rulec(&folder, &["explain", code]);
        assert_eq!(status(&output), 0);
        assert!(stdout(&output).starts_with("# E010: module outside the subset\n"));
        assert!(stdout(&output).contains("## Native modules") && stdout(&output).contains("ipaddress"));
    }
}

#[test]
fn a_rule_is_explained() {
    let folder = folder("rule", &[("rules/aws_cloudtrail/login.py", GOOD), ("rules/aws_cloudtrail/bad.py", SOCKET)]);
    for name in ["login", "rules/aws_cloudtrail/login.py", "aws_cloudtrail/login.py"] {
        let output = rulec(&folder, &["explain", name]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        for part in ["rules/aws_cloudtrail/login.py", "AWS.CloudTrail", "INFO", "eventName", "ConsoleLogin", "fn rule"]
        {
            assert!(stdout(&output).contains(part), "{part} is not in\n{}", stdout(&output));
        }
    }
    let output = rulec(&folder, &["explain", "bad"]);
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).contains("[E010]"), "{}", stdout(&output));
}

#[test]
fn the_rust_is_written_and_what_is_stale_is_removed() {
    let folder = folder("emit", &[("rules/aws/login.py", GOOD), ("rules/aws/other.py", GOOD)]);
    let emit = || rulec(&folder, &["emit", "rules", "out"]);
    let written = || {
        let entries = fs::read_dir(folder.join("out")).expect("the folder is there");
        entries.filter(|e| e.as_ref().is_ok_and(|e| e.path().extension().is_some_and(|x| x == "rs"))).count()
    };
    let output = emit();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let before = written();
    assert!(before >= 3, "mod.rs and a file for each rule, and not {before}");

    fs::remove_file(folder.join("rules/aws/other.py")).expect("the rule is deleted");
    assert_eq!(status(&emit()), 0);
    assert_eq!(written(), before - 1);

    fs::write(folder.join("rules/aws/bad.py"), SOCKET).expect("a rule that does not compile");
    let output = emit();
    assert_eq!((status(&output), written()), (1, before - 1));
    assert!(stderr(&output).contains("[E010]"));
}

#[test]
fn emit_overwrites_nothing_that_is_not_its_own() {
    let folder = folder("overwrite", &[("rules/aws/login.py", GOOD), ("src/mod.rs", "mod mine;\n")]);
    let output = rulec(&folder, &["emit", "rules", "src"]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("would be overwritten"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(folder.join("src/mod.rs")).expect("it is there"), "mod mine;\n");
    assert_eq!(fs::read_dir(folder.join("src")).expect("it is there").count(), 1);
}

#[test]
fn coverage_counts_and_names_what_is_left_out() {
    let generator = "def rule(event):\n    yield event\n";
    let files = [("rules/aws/a.py", SOCKET), ("rules/aws/b.py", generator), ("rules/aws/c.py", GOOD)];
    let folder = folder("coverage", &files);
    let output = rulec(&folder, &["coverage", "rules"]);
    assert_eq!(status(&output), 0);
    assert!(stdout(&output).starts_with("3 rules: 1 native (33.3 %), 2 not\n"), "{}", stdout(&output));

    let output = rulec(&folder, &["coverage", "rules", "--format=json"]);
    assert_eq!(status(&output), 0);
    let coverage: Value = sonic_rs::from_str(stdout(&output)).expect("one object");
    assert_eq!((coverage["total"].as_u64(), coverage["native"].as_u64()), (Some(3), Some(1)));
    let others = coverage["others"].as_array().expect("a list");
    let line = |other: &Value| {
        let codes: Vec<&str> = other["codes"].as_array().into_iter().flatten().filter_map(|c| c.as_str()).collect();
        format!("{} {} {}", other["id"].as_str().unwrap_or("-"), other["path"].as_str().unwrap_or("-"), codes.join(","))
    };
    let others: Vec<String> = others.iter().map(line).collect();
    assert_eq!(others, ["a rules/aws/a.py E010", "b rules/aws/b.py E011"]);
    assert_eq!(coverage["codes"]["E010"].as_u64(), Some(1));

    assert_eq!(status(&rulec(&folder, &["coverage", "rules", "--fail-under=33"])), 0);
    assert_eq!(status(&rulec(&folder, &["coverage", "rules", "--fail-under=34"])), 1);
}

#[test]
fn rules_that_are_named_need_not_compile() {
    let folder = folder("skip", &[("rules/aws/a.py", SOCKET), ("rules/aws/b.py", UNDEFINED), ("rules/aws/c.py", GOOD)]);
    let output = rulec(&folder, &["check"]);
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).contains("the feature `interpreter` would run `a`\n3 rules"), "{}", stdout(&output));
    assert_eq!(status(&rulec(&folder, &["check", "--skip=a"])), 1);
    assert_eq!(status(&rulec(&folder, &["check", "--skip=a,rules/aws/b.py"])), 0);
    assert_eq!(status(&rulec(&folder, &["check", "--skip=nobody"])), 2);
    let output = rulec(&folder, &["coverage", "rules"]);
    assert!(stdout(&output).contains("the feature `interpreter` would run `a`\n"), "{}", stdout(&output));
}

#[test]
fn help_and_version_are_no_errors() {
    let folder = folder("help", &[]);
    for args in [&["--help"][..], &["--version"], &["check", "--help"], &["help", "coverage"]] {
        let output = rulec(&folder, args);
        assert_eq!(status(&output), 0, "{args:?}");
        assert!(!stdout(&output).is_empty(), "{args:?}");
    }
}
