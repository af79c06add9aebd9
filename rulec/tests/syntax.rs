//! What CPython refuses to load is reported, and nothing else is: each module of `syntax/cases.txt` is given to both.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use rulec::Code;
use rulec::python::parse::parse;

/// Prints a line for each module: whether CPython compiles it.
const ORACLE: &str = "\
import sys, warnings
warnings.simplefilter('ignore')
for case in sys.stdin.read().split('\\n---\\n'):
    try:
        compile(case, 'case.py', 'exec')
        print('accepted')
    except SyntaxError as e:
        print('refused', e.msg)
";

/// What CPython says of the cases, a line each.
fn oracle(cases: &str) -> String {
    let mut python = Command::new("python3")
        .args(["-c", ORACLE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is installed");
    python.stdin.take().expect("it is piped").write_all(cases.as_bytes()).expect("python3 reads");
    let output = python.wait_with_output().expect("python3 ends");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn a_module_is_refused_exactly_if_cpython_refuses_it() {
    let cases = include_str!("syntax/cases.txt");
    let answers = oracle(cases);
    let mut sources = rulec::diag::Sources::default();
    let (mut count, mut refused) = (0, 0);
    for (case, answer) in cases.split("\n---\n").zip(answers.lines()) {
        let source = sources.add(PathBuf::from("case.py"), case.to_owned());
        let (_, found) = parse(source, case);
        let ours: Vec<&str> = found.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        assert_eq!(ours.is_empty(), answer == "accepted", "{case}\nCPython: {answer}\nrulec: {ours:?}");
        count += 1;
        refused += usize::from(answer != "accepted");
    }
    assert_eq!(count, cases.split("\n---\n").count());
    assert!(refused > 30 && count - refused > 30, "{refused} of {count} are refused");
}

/// Modules near and beyond CPython's limits, and whether it refuses them by such a limit.
fn deep() -> Vec<(String, &'static str)> {
    let around = |open: &str, n: usize, close: &str| format!("{}x{}", open.repeat(n), close.repeat(n));
    let blocks = |head: &str, n: usize, tail: &str| {
        let mut text: String = (0..n).map(|i| format!("{}{head}\n", " ".repeat(i))).collect();
        text.push_str(&format!("{}pass\n", " ".repeat(n)));
        if !tail.is_empty() {
            text.extend((0..n).rev().map(|i| format!("{}{tail}\n", " ".repeat(i))));
        }
        text
    };
    let mut cases = Vec::new();
    for n in [200, 201, 50_000] {
        cases.push((around("(", n, ")"), "too many nested parentheses"));
        cases.push((around("[", n, "]"), "too many nested parentheses"));
        cases.push((around("f(", n, ")"), "too many nested parentheses"));
    }
    for n in [99, 100, 1000] {
        cases.push((blocks("if x:", n, ""), "too many levels of indentation"));
        cases.push((blocks("def f():", n, ""), "too many levels of indentation"));
    }
    for n in [9, 10, 11, 20, 21] {
        cases.push((blocks("for x in y:", n, ""), "too many statically nested blocks"));
        cases.push((blocks("while x:", n, "else: pass"), "too many statically nested blocks"));
        cases.push((blocks("with x:", n, ""), "too many statically nested blocks"));
        cases.push((blocks("with x, y:", n, ""), "too many statically nested blocks"));
        cases.push((blocks("try:", n, "finally: pass"), "too many statically nested blocks"));
        cases.push((blocks("try:", n, "except x: pass"), "too many statically nested blocks"));
        let handlers: String = (0..n).map(|i| format!("{0}try: pass\n{0}except x:\n", " ".repeat(i))).collect();
        cases.push((format!("{handlers}{}pass", " ".repeat(n)), "too many statically nested blocks"));
    }
    // CPython compiles the body of `finally` twice: twenty in each other would take it a million copies.
    for n in [9, 10, 11] {
        let loops: String = (0..10).map(|i| format!("{}for x in y:\n", " ".repeat(i))).collect();
        let finals: String = (10..10 + n).map(|i| format!("{0}try: pass\n{0}finally:\n", " ".repeat(i))).collect();
        cases.push((format!("{loops}{finals}{}pass", " ".repeat(10 + n)), "too many statically nested blocks"));
    }
    for n in [4300, 4301] {
        for (first, rest) in [("1", "2"), ("1", "_2"), ("0x1", "2"), ("0", "0"), ("0b1", "1")] {
            cases.push((format!("x = {first}{}", rest.repeat(n - 1)), "the integer has"));
        }
    }
    for n in [198, 199, 200] {
        cases.push((format!("f'{{{}}}'", around("(", n, ")")), "too many nested parentheses"));
    }
    cases
}

#[test]
fn what_is_nested_deeper_than_cpython_allows_is_refused() {
    let mut sources = rulec::diag::Sources::default();
    let cases = deep();
    let joined = cases.iter().map(|(case, _)| case.as_str()).collect::<Vec<_>>().join("\n---\n");
    let answers = oracle(&joined);
    let mut refused = 0;
    for ((case, because), answer) in cases.iter().zip(answers.lines()) {
        let source = sources.add(PathBuf::from("case.py"), case.clone());
        let (_, found) = parse(source, case);
        let ours: Vec<&str> = found.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
        let short: String = case.chars().take(60).collect();
        assert_eq!(ours.is_empty(), answer == "accepted", "{short}... of {}\nCPython: {answer}\n{ours:?}", case.len());
        if answer != "accepted" {
            assert!(found.iter().any(|d| d.code == Code::E001 && d.message.starts_with(because)), "{short}: {ours:?}");
            refused += 1;
        }
    }
    assert_eq!(answers.lines().count(), cases.len());
    assert!(refused > 20 && cases.len() - refused > 20, "{refused} of {}", cases.len());
}

#[test]
fn no_depth_ends_the_process() {
    let n = 50_000;
    let chain = |link: &str| format!("x{}", link.repeat(n));
    let cases = [
        format!("{}x", "not ".repeat(n)),
        format!("{}x", "-".repeat(n)),
        format!("{}x", "lambda: ".repeat(n)),
        chain(".a"),
        chain("()"),
        chain("[0]"),
        chain("+x"),
        chain("**x"),
        chain(" if x else x"),
        chain(" and x"),
        chain(" < x"),
        format!("if x: pass\n{}", "elif x: pass\n".repeat(n)),
        format!("match x:\n case {}x{}: pass", "[".repeat(150), "]".repeat(150)),
    ];
    let mut sources = rulec::diag::Sources::default();
    for (i, case) in cases.iter().enumerate() {
        let text = format!("{case}\n");
        let source = sources.add(PathBuf::from("case.py"), text.clone());
        let (tree, found) = parse(source, &text);
        let codes: Vec<Code> = found.iter().map(|diagnostic| diagnostic.code).collect();
        if i + 1 == cases.len() {
            assert!(codes.is_empty(), "{found:?}");
        } else {
            assert!(codes == [Code::E022] && tree.body.is_empty(), "case {i}: {found:?}");
        }
    }
}
