//! What a person is shown: `reject/NAME.py`, or a folder `reject/NAME/` of several files, gives `reject/NAME.out`.
//!
//! `BLESS=1` writes the `.out` files anew. Beside those, every example of `rulec explain` is compiled: what stands
//! below "Instead of" must be reported with the code, and what stands below "Write" must compile.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rulec::diag::render;
use rulec::{Code, Compilation, Level};

/// Every case: a file or a folder, as it is given to the compiler.
fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/reject").expect("the folder of the cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).collect();
    cases.retain(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "py"));
    cases.sort();
    cases
}

fn shown(compilation: &Compilation) -> String {
    render::text(&compilation.sources, &compilation.diagnostics, false)
}

#[test]
fn every_case_is_reported_as_its_golden_file_says() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let compilation = rulec::compile(std::slice::from_ref(&case));
        let actual = shown(&compilation);
        let golden = case.with_extension("out");
        if compilation.diagnostics.is_empty() {
            wrong.push(format!("{}: it compiles\n", case.display()));
        } else if bless {
            fs::write(&golden, &actual).expect("the golden file is written");
        } else if fs::read_to_string(&golden).unwrap_or_default() != actual {
            wrong.push(format!("{}:\n{actual}", golden.display()));
        }
    }
    assert!(wrong.is_empty(), "{} differ (BLESS=1 rewrites them):\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_golden_file_has_its_case() {
    let cases: BTreeSet<PathBuf> = cases().iter().map(|case| case.with_extension("out")).collect();
    for entry in fs::read_dir("tests/reject").expect("the folder of the cases") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "out") {
            assert!(cases.contains(&path), "{} has no case", path.display());
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let cases = cases();
    let compilations: Vec<Compilation> = cases.iter().map(|case| rulec::compile(std::slice::from_ref(case))).collect();
    let seen: BTreeSet<Code> = compilations.iter().flat_map(|c| c.diagnostics.iter().map(|d| d.code)).collect();
    let missing: Vec<&str> = Code::ALL.iter().filter(|code| !seen.contains(code)).map(|code| code.id()).collect();
    assert!(missing.is_empty(), "no case of tests/reject is reported as {missing:?}");
}

#[test]
fn every_diagnostic_says_what_to_do_on_one_line_and_lies_in_its_source() {
    for case in cases() {
        let compilation = rulec::compile(&[case]);
        for diagnostic in &compilation.diagnostics {
            let about = format!("{diagnostic:?}");
            assert!(!diagnostic.message.is_empty() && !diagnostic.help.is_empty(), "{about}");
            assert!(!diagnostic.help.contains('\n') && !diagnostic.message.contains('\n'), "{about}");
            let text = &compilation.sources.get(diagnostic.source).text;
            assert!(text.get(diagnostic.span.start as usize..diagnostic.span.end as usize).is_some(), "{about}");
        }
    }
}

#[test]
fn every_explanation_begins_with_its_code_and_title() {
    for code in Code::ALL {
        let head = format!("# {}: {}\n", code.id(), code.title());
        assert!(code.explanation().starts_with(&head), "{head}");
        assert!(code.explanation().lines().all(|line| line.chars().count() <= 120), "{head}");
        assert_eq!(Code::parse(&code.id().to_lowercase()), Some(*code));
    }
    assert_eq!(Code::parse("E999"), None);
    assert_eq!(Code::parse(""), None);
}

#[test]
fn every_example_is_reported_and_its_correction_compiles() {
    for code in Code::ALL {
        // A file that cannot be read has no text to show.
        if *code == Code::E002 {
            continue;
        }
        let before = compile_example(*code, "Instead of");
        let errors: BTreeSet<Code> =
            before.diagnostics.iter().filter(|d| d.level == level_of(*code)).map(|d| d.code).collect();
        assert!(errors.contains(code), "{}: {errors:?}\n{}", code.id(), shown(&before));
        let after = compile_example(*code, "Write");
        assert!(!after.rules.is_empty(), "{}", code.id());
        assert!(after.diagnostics.is_empty(), "{}:\n{}", code.id(), shown(&after));
    }
}

/// How what a code is about is reported.
fn level_of(code: Code) -> Level {
    match code {
        Code::E009 => Level::Mistake,
        Code::E032 => Level::Warning,
        _ => Level::Error,
    }
}

/// Compiles the blocks of a section, Python and YAML; a block's info string may name its file.
fn compile_example(code: Code, section: &str) -> Compilation {
    let head = format!("\n## {section}\n");
    let (_, text) = code.explanation().split_once(&head).unwrap_or_default();
    let text = text.split("\n## ").next().unwrap_or_default();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(code.id()).join(section.replace(' ', "_"));
    // What an earlier run left there, under other names, is no part of the example.
    _ = fs::remove_dir_all(&folder);
    let text = text.replace("```yaml", "```python");
    let mut blocks = text.split("```python").skip(1).peekable();
    assert!(blocks.peek().is_some(), "{} has no example below `{section}`", code.id());
    for block in blocks {
        let (name, rest) = block.split_once('\n').expect("a block has lines");
        let (body, _) = rest.split_once("```").expect("a block ends");
        let name = if name.trim().is_empty() { "rule.py" } else { name.trim() };
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("the folder of the example");
        fs::write(path, body).expect("the example is written");
    }
    rulec::compile(&[folder])
}
