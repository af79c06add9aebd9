//! `event::py::regex` and `event::py::fnmatch` against CPython's `re` and `fnmatch`: the same patterns on the same
//! texts, written by hand and drawn at random (always the same).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

use event::py::regex::{Caps, IGNORECASE, Pattern, RegexError, Template, escape};

#[path = "regex_cases/mod.rs"]
mod regex_cases;

use regex_cases::{Case, Kind};

/// A lone surrogate is a private character here.
fn python_point(c: char) -> u32 {
    if (0x10_d800..=0x10_dfff).contains(&(c as u32)) { c as u32 - 0x10_0000 } else { c as u32 }
}

fn json_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let point = python_point(c);
        if point < 0x1_0000 {
            write!(out, "\\u{point:04x}").unwrap();
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").unwrap();
            }
        }
    }
    out + "\""
}

fn points(text: &str) -> String {
    text.chars().map(|c| format!("{:x}", python_point(c))).collect::<Vec<_>>().join(".")
}

fn spans(pattern: &Pattern, caps: Option<&Caps>, text: &str) -> Result<String, RegexError> {
    let Some(caps) = caps else { return Ok("none".into()) };
    let mut out: Vec<String> = (0..caps.len())
        .map(|group| caps.char_span(text, group).map_or("-".into(), |(start, end)| format!("{start}:{end}")))
        .collect();
    out.push(pattern.lastindex(caps)?.map_or("None".into(), |group| group.to_string()));
    Ok(out.join(" "))
}

fn error_line(error: RegexError) -> Result<String, RegexError> {
    let kind = match &error {
        RegexError::Syntax(_) => "error",
        RegexError::Value(_) => "ValueError",
        RegexError::Overflow(_) => "OverflowError",
        RegexError::Index(_) => "IndexError",
        RegexError::Unsupported(_) | RegexError::StepLimit => return Err(error),
    };
    Ok(format!("{kind}: {}", points(&error.to_string())))
}

fn run(case: &Case) -> Result<String, RegexError> {
    let Case { pattern, flags, pos, endpos, .. } = case;
    let compiled = match Pattern::new(pattern, *flags) {
        Ok(compiled) => compiled,
        Err(error) => return error_line(error),
    };
    let checked = compiled.check();
    let found = run_compiled(case, &compiled);
    if let Err(error @ RegexError::Unsupported(_)) = &found
        && checked.is_ok()
        && pos <= endpos
        && !error.to_string().starts_with("lastindex")
    {
        panic!("{error} is found too late: {case:?}");
    }
    checked.and(found)
}

fn run_compiled(case: &Case, compiled: &Pattern) -> Result<String, RegexError> {
    let Case { text, pos, endpos, count, template, .. } = case;
    let (pos, endpos, count) = (*pos, *endpos, *count);
    let names = compiled.groupindex().iter().map(|(name, group)| format!("{}={group}", points(name)));
    let mut out = vec![
        format!("flags {} groups {} {}", compiled.flags(), compiled.groups(), points(&compiled.repr())),
        names.collect::<Vec<_>>().join(" "),
    ];
    for found in [
        compiled.search(text, pos, endpos)?,
        compiled.match_(text, pos, endpos)?,
        compiled.fullmatch(text, pos, endpos)?,
    ] {
        out.push(spans(compiled, found.as_ref(), text)?);
    }
    let all = compiled.findall(text, pos, endpos)?;
    out.push(all.iter().map(|caps| spans(compiled, Some(caps), text)).collect::<Result<Vec<_>, _>>()?.join(";"));
    let pieces = compiled.split(text, count)?;
    let pieces = pieces.iter().map(|piece| piece.map_or("None".into(), |(start, end)| points(&text[start..end])));
    out.push(pieces.collect::<Vec<_>>().join(";"));
    let replaced = Template::for_sub(compiled, template).and_then(|template| compiled.subn(&template, text, count));
    out.push(match replaced {
        Ok((result, done)) => format!("{} {done}", points(&result)),
        Err(error) => error_line(error)?,
    });
    // What only asks whether there is a match agrees with what finds it.
    assert_eq!(compiled.is_found_in(text)?, compiled.search(text, 0, usize::MAX)?.is_some(), "{case:?}");
    assert_eq!(compiled.is_match(text)?, compiled.match_(text, 0, usize::MAX)?.is_some(), "{case:?}");
    assert_eq!(compiled.is_fullmatch(text)?, compiled.fullmatch(text, 0, usize::MAX)?.is_some(), "{case:?}");
    Ok(out.join("|"))
}

fn answer(case: &Case) -> Result<String, RegexError> {
    match case.kind {
        Kind::Regex => run(case),
        Kind::Escape => Ok(points(&escape(&case.text))),
        Kind::Fnmatch => {
            let found = match event::py::fnmatch::fnmatchcase(&case.text, &case.pattern) {
                Ok(true) => "True".into(),
                Ok(false) => "False".into(),
                Err(error) => error_line(error)?,
            };
            Ok(format!("{} {found}", points(&event::py::fnmatch::translate(&case.pattern))))
        }
    }
}

/// What CPython says of each case.
fn oracle(cases: &[Case]) -> Vec<String> {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/regex_oracle.py");
    let mut python = Command::new("python3")
        .arg(script)
        .env("PYTHONIOENCODING", "utf-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is needed to compare with");
    let mut lines = String::new();
    for Case { kind, pattern, flags, text, pos, endpos, count, template } in cases {
        let kind = match kind {
            Kind::Regex => "regex",
            Kind::Fnmatch => "fnmatch",
            Kind::Escape => "escape",
        };
        let endpos = (*endpos).min(1 << 40);
        writeln!(
            lines,
            r#"["{kind}",{},{flags},{},{{"pos":{pos},"endpos":{endpos},"count":{count},"template":{}}}]"#,
            json_string(pattern),
            json_string(text),
            json_string(template),
        )
        .unwrap();
    }
    let mut input = python.stdin.take().unwrap();
    let feeder = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = python.wait_with_output().unwrap();
    feeder.join().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Compares, and returns how many cases were refused.
fn compare(cases: &[Case]) -> usize {
    let expected = oracle(cases);
    assert_eq!(expected.len(), cases.len());
    let (mut refused, mut lost, mut wrong) = (0, 0, Vec::new());
    for (case, expected) in cases.iter().zip(&expected) {
        match answer(case) {
            Ok(got) if got == *expected => {}
            // CPython's own failure, which no pattern of ours need repeat.
            Ok(_) if expected.contains("lost") => lost += 1,
            Ok(got) => wrong.push(format!("{case:?}\n  python: {expected}\n  ours:   {got}")),
            Err(error) => {
                if std::env::var_os("SHOW_REFUSED").is_some() {
                    println!("{error}: {case:?}");
                }
                refused += 1;
            }
        }
    }
    assert!(lost * 1000 <= cases.len(), "CPython failed in {lost} of {}", cases.len());
    let shown = wrong.iter().take(15).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {} differ:\n{shown}", wrong.len(), cases.len());
    refused
}

#[test]
fn traps_written_by_hand() {
    let cases = regex_cases::by_hand();
    let refused = compare(&cases);
    println!("{refused} of {} refused", cases.len());
    assert!(refused * 20 < cases.len(), "{refused} of {} refused", cases.len());
}

#[test]
fn random_patterns() {
    let cases = regex_cases::random(4000);
    let refused = compare(&cases);
    println!("{refused} of {} refused", cases.len());
    assert!(refused * 4 < cases.len(), "{refused} of {} refused", cases.len());
}

#[test]
fn random_garbage_fails_alike() {
    let cases = regex_cases::garbage(3000);
    let refused = compare(&cases);
    println!("{refused} of {} refused", cases.len());
    assert!(refused * 10 < cases.len(), "{refused} of {} refused", cases.len());
}

#[test]
fn file_name_patterns() {
    assert_eq!(compare(&regex_cases::fnmatch(1500)), 0);
}

#[test]
fn too_many_steps_are_an_error() {
    let pattern = Pattern::new(r"(?=(a+)+b)(?:a|aa)+c", 0).unwrap();
    assert_eq!(pattern.search(&"a".repeat(200), 0, usize::MAX), Ok(None));
    let pattern = Pattern::new(r"(?:(?=a)a|a)+\Z(?<!a)", 0).unwrap();
    assert_eq!(pattern.match_(&"a".repeat(200), 0, usize::MAX), Err(RegexError::StepLimit));
}

#[test]
fn too_large_a_pattern_is_refused() {
    for pattern in [r"(?:\w{1000}){1000}", r"(?:(?=a)\w{1000}){1000}", "(?:(?:(?:a{999}){999}){999}){999}"] {
        let pattern = Pattern::new(pattern, 0).unwrap();
        assert!(matches!(pattern.check(), Err(RegexError::Unsupported(_))), "{pattern:?}");
    }
    let deep = "(".repeat(100_000) + &")".repeat(100_000);
    assert!(matches!(Pattern::new(&deep, 0), Err(RegexError::Unsupported(_))));
    assert!(Pattern::new(&("(".repeat(20) + &")".repeat(20)), 0).is_ok());
}

#[test]
fn the_cache_gives_one_pattern_and_stays_bounded() {
    let first = event::py::regex::cached("one", 0).unwrap();
    assert!(std::sync::Arc::ptr_eq(&first, &event::py::regex::cached("one", 0).unwrap()));
    assert_eq!(event::py::regex::cached("one", IGNORECASE).unwrap().flags(), IGNORECASE | 32);
    for n in 0..600 {
        event::py::regex::cached(&format!("one{n}"), 0).unwrap();
    }
    assert!(!std::sync::Arc::ptr_eq(&first, &event::py::regex::cached("one", 0).unwrap()));
    assert!(event::py::regex::cached("(", 0).is_err());
}

#[test]
fn a_function_can_replace_and_fail() {
    let pattern = Pattern::new(r"\d", 0).unwrap();
    let doubled = pattern.subn_with("a1b2", 0, |caps, out| {
        let digit = caps.text("a1b2", 0).unwrap();
        out.push_str(digit);
        out.push_str(digit);
        Ok::<_, RegexError>(())
    });
    assert_eq!(doubled, Ok(("a11b22".to_owned(), 2)));
    let failed = pattern.subn_with("a1b2", 0, |_, _| Err(RegexError::Value("no".into())));
    assert_eq!(failed, Err(RegexError::Value("no".into())));
}
