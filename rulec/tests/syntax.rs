//! What CPython refuses to load is reported, and nothing else is: each module of `syntax/cases.txt` is given to both.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

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

#[test]
fn a_module_is_refused_exactly_if_cpython_refuses_it() {
    let cases = include_str!("syntax/cases.txt");
    let mut python = Command::new("python3")
        .args(["-c", ORACLE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is installed");
    python.stdin.take().expect("it is piped").write_all(cases.as_bytes()).expect("python3 reads");
    let output = python.wait_with_output().expect("python3 ends");
    assert!(output.status.success());
    let answers = String::from_utf8(output.stdout).expect("text");
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
