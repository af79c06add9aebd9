//! A compiled rule says what CPython says.
//!
//! Every rule of `testdata/oracle/rules`, of the Panther pack `testdata/oracle/panther` and every shipped one is run over events that `mutate.py` makes of real shapes,
//! here and in CPython 3.11 (`oracle.py`), and every answer is compared: verdict, exception with its type, message and
//! line, title, dedup string, severity, context. A pair that differs is shrunk and kept in `testdata/oracle/cases`,
//! which are run first ever after.
//!
//! Each shipped rule is asked about the events of its own tests, too, and about what `mutate.py` makes of them.
//! `IOTA_RULES` has another pack built and compared in the place of the shipped rules.
//!
//! Where CPython says anything but `False`, the index must have the rule run, be the event read or no more than scanned.
//!
//! `IOTA_DIFFERENTIAL_EVENTS` and `IOTA_DIFFERENTIAL_SEED` set how many events there are and which. Rules that `fuzz.py`
//! writes at random are compared too: `IOTA_FUZZ_SEED`, `IOTA_FUZZ_RULES` (both read when they are built) and
//! `IOTA_FUZZ_EVENTS`; `scripts/fuzz` goes from seed to seed.

#![expect(clippy::panic, reason = "a test that cannot go on says why")]

mod indexed;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use event::{Clock, Heap, Rule, RuleSet, Value};
use runtime::evaluate::{Failure, Record, Verdict};
use serde::Deserialize;
use serde_json::Value as Json;

/// Rules times events come to more than 500,000 pairs.
const EVENTS: usize = 800;
const SEED: u64 = 7;

/// How many of the events there are to each that a test of a rule's own is made of.
const EVENTS_OF_A_TEST: usize = 100;

/// A random rule takes CPython milliseconds an event.
const FUZZ_EVENTS: u64 = 250;

/// The time stands still for the rules, here and there: microseconds since 1970.
const NOW: i64 = 1_717_243_384_567_890;

/// Stack for compiled rules that recurse as deep as Python lets them.
const STACK: usize = 256 << 20;

/// One line of the oracle.
#[derive(Deserialize, Debug, PartialEq)]
struct Answer {
    #[serde(default)]
    event: usize,
    rule_id: String,
    result: Option<bool>,
    error: Option<Error>,
    title: Option<String>,
    dedup: Option<String>,
    severity: Option<String>,
    alert_context: Option<Json>,
    description: Option<String>,
    runbook: Option<String>,
    reference: Option<String>,
    destinations: Option<Vec<String>>,
    unique: Option<String>,
    #[serde(default)]
    function_errors: BTreeMap<String, Error>,
}

#[derive(Deserialize, Debug, PartialEq)]
struct Error {
    #[serde(rename = "type")]
    kind: String,
    message: String,
    line: Option<u32>,
}

#[test]
fn compiled_rules_say_what_cpython_says() {
    let events = setting("IOTA_DIFFERENTIAL_EVENTS", EVENTS as u64) as usize;
    let seed = setting("IOTA_DIFFERENTIAL_SEED", SEED);
    let pairs = compare_all(&oracle_rules::RULES, &oracle_folders(), of_panther(mutated(events, seed)));
    assert!(events < EVENTS || pairs >= 500_000, "only {pairs} pairs were compared");
    println!("{pairs} pairs of {} rules, no difference", oracle_rules::RULES.rules.len());
}

#[test]
fn random_rules_say_what_cpython_says() {
    let seed = setting("IOTA_FUZZ_SEED", 1);
    let events = random(setting("IOTA_FUZZ_EVENTS", FUZZ_EVENTS) as usize, seed);
    let pairs = compare_all(&fuzz_rules::RULES, &[PathBuf::from(fuzz_rules::FOLDER)], events);
    println!("{pairs} pairs of {} random rules, no difference", fuzz_rules::RULES.rules.len());
}

#[test]
fn shipped_rules_say_what_cpython_says() {
    let count = setting("IOTA_DIFFERENTIAL_EVENTS", EVENTS as u64) as usize;
    let logs: Vec<String> = tests_of_the_pack().into_iter().map(|(_, log)| log).collect();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let base = dir.path().join("base.jsonl");
    std::fs::write(&base, logs.join("\n")).expect("a file");
    // What CloudTrail sends does not make the rules of other logs say anything: those start from their own tests.
    let mut events = mutated(count / 8, SEED + 1);
    events.extend(mutated_from(&base, count / 2, SEED + 1));
    events.extend(fixtures());
    events.extend(logs);
    let pairs = compare_all(&generated::RULES, &pack(), events);
    println!("{pairs} pairs of {} rules, no difference", generated::RULES.rules.len());
}

#[test]
fn rules_say_of_their_own_tests_what_cpython_says() {
    let (rules, logs): (Vec<String>, Vec<String>) = tests_of_the_pack().into_iter().unzip();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let base = dir.path().join("base.jsonl");
    std::fs::write(&base, logs.join("\n")).expect("a file");
    let each = setting("IOTA_DIFFERENTIAL_EVENTS", EVENTS as u64) as usize / EVENTS_OF_A_TEST;
    let seed = setting("IOTA_DIFFERENTIAL_SEED", SEED);
    let asked = rules.iter().cycle();
    let events = asked.cloned().zip(mutated_from(&base, logs.len() * each.max(1), seed)).collect();
    let pairs = compare_each(&generated::RULES, &pack(), events);
    println!("{pairs} pairs of {} rules and their own tests, no difference", generated::RULES.rules.len());
}

#[test]
fn pairs_that_once_differed_agree() {
    let mut kept: Vec<PathBuf> = std::fs::read_dir(oracle("cases"))
        .expect("testdata/oracle/cases exists")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    kept.sort();
    let events = kept.iter().flat_map(|path| lines(path)).collect();
    compare_all(&oracle_rules::RULES, &oracle_folders(), events);
}

#[test]
fn rules_do_not_see_each_other() {
    let events = mutated(60, SEED + 2);
    let (mut shared, mut alone) = (heap(), heap());
    let run = move || {
        for event in &events {
            shared.reset();
            let models = oracle_rules::RULES.data_models;
            let mut record = Record::new(&shared, event).with_models(models);
            for rule in oracle_rules::RULES.rules {
                alone.reset();
                let by_itself = Record::new(&alone, event).with_models(models).evaluate(rule);
                let [after_others, by_itself] =
                    [record.evaluate(rule), by_itself].map(|v| without_addresses(&format!("{v:#?}")));
                let differ = differing(&by_itself, &after_others);
                assert!(after_others == by_itself, "{} over {event:.300}: {differ}", rule.id);
            }
        }
    };
    std::thread::Builder::new().stack_size(STACK).spawn(run).expect("a thread").join().expect("no difference");
}

#[test]
fn rules_outside_the_subset_are_refused() {
    let compilation = rulec::compile(&[oracle("outside")]);
    let compiled: Vec<&str> =
        compilation.rules.iter().filter(|rule| rule.is_native()).map(|rule| rule.id.as_str()).collect();
    assert!(!compilation.rules.is_empty());
    assert_eq!(compiled, [""; 0], "these compile now: move them to testdata/oracle/rules");
}

fn heap() -> Heap {
    let mut heap = Heap::default();
    heap.set_clock(Clock::Frozen(NOW));
    heap
}

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn oracle(part: &str) -> PathBuf {
    root().join("testdata/oracle").join(part)
}

fn oracle_folders() -> Vec<PathBuf> {
    vec![oracle("rules"), oracle("panther")]
}

/// Every fifth event with what Panther adds to events, each in another way.
fn of_panther(events: Vec<String>) -> Vec<String> {
    const MORE: [&str; 5] = [
        r#""p_log_type": "Oracle.Filtered", "#,
        r#""p_log_type": null, "p_udm": {"actor": "by udm", "user": {"name": 1}, "source_ip": ""}, "#,
        r#""_mocked_lookup_data_": {"table": {"key": "value"}}, "p_event_time": "", "#,
        r#""p_log_type": "Other", "EVENTNAME": "upper", "eventname": "lower", "#,
        r#""p_event_time": [1], "resources": [[{"ARN": "a"}, {"ARN": "b"}], [], {"ARN": ["c", "a"]}, {"ARN": {}}], "#,
    ];
    let more = |(at, event): (usize, String)| match (MORE.get(at % 25 / 5), event.strip_prefix('{')) {
        (Some(more), Some(rest)) if at % 5 == 0 && rest.trim() != "}" => format!("{{{more}{rest}"),
        _ => event,
    };
    events.into_iter().enumerate().map(more).collect()
}

fn lines(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
}

fn mutated(count: usize, seed: u64) -> Vec<String> {
    mutated_from(&oracle("base.jsonl"), count, seed)
}

fn mutated_from(base: &Path, count: usize, seed: u64) -> Vec<String> {
    // A pack without tests has no events of its own.
    if lines(base).is_empty() {
        return Vec::new();
    }
    python("mutate.py", &[&base.to_string_lossy(), "--count", &count.to_string(), "--seed", &seed.to_string()])
}

/// Random events for the rules that `fuzz.py` writes.
fn random(count: usize, seed: u64) -> Vec<String> {
    python("fuzz.py", &["events", "--count", &count.to_string(), "--seed", &seed.to_string()])
}

/// The lines that a program of the oracle prints.
fn python(program: &str, args: &[&str]) -> Vec<String> {
    let made = Command::new("python3").arg(oracle(program)).args(args).output().expect("python3 runs");
    assert!(made.status.success(), "{program}: {}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).expect("UTF-8").lines().map(str::to_owned).collect()
}

/// The folders that `generated` is built of.
fn pack() -> Vec<PathBuf> {
    let given = std::env::var_os("IOTA_RULES").filter(|folders| !folders.is_empty());
    std::env::split_paths(&given.unwrap_or_else(|| "rules".into())).map(|folder| root().join(folder)).collect()
}

/// The events of the tests in the ymls of the pack, each with its rule's id.
fn tests_of_the_pack() -> Vec<(String, String)> {
    let compiled: BTreeSet<&str> = generated::RULES.rules.iter().map(|rule| rule.id).collect();
    let rules = rulec::compile(&pack()).rules;
    let rules = rules.iter().filter(|rule| compiled.contains(rule.id.as_str()));
    rules.flat_map(|rule| rule.tests.iter().map(|test| (rule.id.clone(), test.log.clone()))).collect()
}

/// The fixtures of the shipped rules.
fn fixtures() -> Vec<String> {
    let folder = root().join("testdata/events/aws_cloudtrail");
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("fixtures").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| lines(path)).collect()
}

/// The rules that are asked about events.
#[derive(Clone, Copy)]
enum Asked<'a> {
    All,
    One(&'a str),
    /// Of each event one, by its id.
    Each(&'a [String]),
}

/// Compares every rule over every event, on two threads; gives the number of pairs, or fails with what differs.
fn compare_all(rules: &'static RuleSet, folders: &[PathBuf], events: Vec<String>) -> usize {
    let half = events.len().div_ceil(2).max(1);
    let parts = events.chunks(half).map(|part| (None, part.to_vec())).collect();
    compare_parts(rules, folders, parts)
}

/// The same of events of which each has one rule that is asked, by its id.
fn compare_each(rules: &'static RuleSet, folders: &[PathBuf], events: Vec<(String, String)>) -> usize {
    let half = events.len().div_ceil(2).max(1);
    let unzipped = |part: &[(String, String)]| part.iter().cloned().unzip();
    let parts = events.chunks(half).map(unzipped).map(|(ids, events)| (Some(ids), events)).collect();
    compare_parts(rules, folders, parts)
}

/// Events, and of each the rule that is asked about it; all of them where there is none.
type Part = (Option<Vec<String>>, Vec<String>);

/// Compares each part on a thread of its own.
fn compare_parts(rules: &'static RuleSet, folders: &[PathBuf], parts: Vec<Part>) -> usize {
    let threads: Vec<_> = parts
        .into_iter()
        .map(|(asked, events)| {
            let folders = folders.to_vec();
            let run = move || compare(rules, &folders, asked.as_deref().map_or(Asked::All, Asked::Each), &events);
            std::thread::Builder::new().stack_size(STACK).spawn(run).expect("a thread")
        })
        .collect();
    let mut pairs = 0;
    let mut differences = Vec::new();
    for thread in threads {
        let (compared, found) = thread.join().expect("no panic");
        pairs += compared;
        differences.extend(found);
    }
    let rules_that_differ: BTreeSet<&String> = differences.iter().map(|(rule, _)| rule).collect();
    let shown: Vec<&String> = differences.iter().map(|(_, text)| text).take(20).collect();
    assert!(
        differences.is_empty(),
        "{} of {pairs} pairs differ, in {} rules:\n{}",
        differences.len(),
        rules_that_differ.len(),
        shown.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("\n")
    );
    pairs
}

/// Rules that differ of which the event is made small, which takes its time.
const SHRUNK: usize = 5;

/// How often CPython is asked again where the answers differ, each time with another salt.
const SALTS: usize = 32;

/// How many events that a rule differs over are looked at. What is beyond counts as not compared.
const LOOKED_AT: usize = 300;

/// Which of the events CPython itself has one answer to. `None` and a NaN are hashed by their addresses, and so the order
/// of a set that holds them is another one in other processes, or in other builds of Python: a salt changes the hashes. And code
/// that has run a few times has other instructions, two in one: of a name that is not bound CPython names the line of the first.
fn determined(folders: &[PathBuf], rule: &str, said: &[(String, &Answer)]) -> Vec<bool> {
    let ask_again = |salt, events: &[String]| {
        let mut answers = Vec::new();
        ask(folders, Asked::One(rule), salt, events, |answer| answers.push(Answer { event: 0, ..answer }));
        answers
    };
    let is_same = |at: usize, again: &Answer| said.get(at).is_some_and(|(_, first)| again == *first);
    let mut same: Vec<usize> = (0..said.len()).collect();
    for salt in std::iter::once(None).chain((1..=SALTS).map(Some)) {
        let left: Vec<String> = same.iter().filter_map(|at| Some(said.get(*at)?.0.clone())).collect();
        let again = ask_again(salt, &left);
        same = same.into_iter().zip(again).filter(|(at, again)| is_same(*at, again)).map(|(at, _)| at).collect();
    }
    let alone = |event| ask_again(None, std::slice::from_ref(event));
    same.retain(|at| said.get(*at).is_some_and(|(event, first)| alone(event).first() == Some(*first)));
    let same: BTreeSet<usize> = same.into_iter().collect();
    (0..said.len()).map(|at| same.contains(&at)).collect()
}

/// The number of pairs, and each first difference of a rule with its event.
fn compare(
    rules: &'static RuleSet,
    folders: &[PathBuf],
    asked: Asked,
    events: &[String],
) -> (usize, Vec<(String, String)>) {
    let by_id: BTreeMap<&str, &Rule> = rules.rules.iter().map(|rule| (rule.id, rule)).collect();
    let mut heap = heap();
    let mut indexed = indexed::Indexed::new(rules);
    let mut pairs = 0;
    let mut at_limits = 0;
    let mut differ: BTreeMap<String, Vec<(usize, String, Answer)>> = BTreeMap::new();
    let skipped: BTreeSet<&str> = rules.skipped.iter().map(|rule| rule.id).collect();
    ask(folders, asked, None, events, |answer| {
        if skipped.contains(answer.rule_id.as_str()) {
            return;
        }
        let Some(rule) = by_id.get(answer.rule_id.as_str()) else {
            panic!("CPython has a rule `{}` that was not compiled", answer.rule_id)
        };
        pairs += 1;
        let Some(event) = events.get(answer.event) else { panic!("no event {}", answer.event) };
        if (answer.result, &answer.error) != (Some(false), &None)
            && let Some(way) = indexed.leaves_out(answer.event, event, rule)
        {
            panic!(
                "the index leaves `{}` out of an event that is {way}, though CPython says {answer:?}: {event}",
                rule.id
            );
        }
        match difference(&mut heap, rules, rule, event, &answer) {
            None => {}
            Some(Difference::AtLimits) => at_limits += 1,
            Some(Difference::Told(difference)) => {
                differ.entry(rule.id.to_owned()).or_default().push((
                    answer.event,
                    difference,
                    Answer { event: 0, ..answer },
                ));
            }
        }
    });
    let asked_about_each = if matches!(asked, Asked::All) { rules.rules.len() } else { 1 };
    assert_eq!(pairs, events.len() * asked_about_each, "CPython has other rules than were compiled");
    pairs -= at_limits;
    let mut first: Vec<(String, (usize, String))> = Vec::new();
    for (id, found) in differ {
        let looked_at = found.iter().take(LOOKED_AT);
        let over: Vec<(String, &Answer)> =
            looked_at.filter_map(|(at, _, answer)| Some((events.get(*at)?.clone(), answer))).collect();
        let determined = determined(folders, &id, &over);
        let open = found.len() - determined.iter().filter(|determined| **determined).count();
        if open > 0 {
            eprintln!("{id}: CPython has no one answer to {open} events");
        }
        pairs -= open;
        let found = found.into_iter().zip(determined).find(|(_, determined)| *determined);
        if let Some(((at, difference, _), _)) = found {
            // To make its event small takes its time.
            eprintln!("{id} differs: {difference}\n    over {}", events.get(at).map_or("", String::as_str));
            first.push((id, (at, difference)));
        }
    }
    let found = first.into_iter().enumerate().map(|(nth, (id, (at, text)))| {
        let event = events.get(at).cloned().unwrap_or_default();
        let rule = by_id.get(id.as_str()).expect("a rule that differed");
        let small = if nth < SHRUNK { shrink(&mut heap, (rules, rule), folders, event) } else { event };
        let kept = oracle("cases").join(format!("{id}.jsonl"));
        let _ = std::fs::write(&kept, format!("{small}\n"));
        let cut: String = small.chars().take(400).collect();
        (id.clone(), format!("{id}: {text}\n    over {cut}\n    kept in {}", kept.display()))
    });
    let found = found.collect();
    (pairs, found)
}

/// Runs the oracle over the events and hands each answer on, as it comes.
fn ask(folders: &[PathBuf], asked: Asked, salt: Option<usize>, events: &[String], mut each: impl FnMut(Answer)) {
    let mut command = Command::new("python3");
    command.arg(oracle("oracle.py")).args(["--clock", &NOW.to_string()]);
    command.env("PYTHONHASHSEED", "0").env("PYTHONWARNINGS", "ignore");
    for folder in folders {
        command.arg("--rules").arg(folder);
    }
    let named = match asked {
        Asked::All => None,
        Asked::One(rule) => {
            command.args(["--rule", rule]);
            None
        }
        Asked::Each(rules) => Some(file_of(rules.iter().map(String::as_str))),
    };
    if let Some(named) = &named {
        command.arg("--asked").arg(named.path());
    }
    if let Some(salt) = salt {
        command.args(["--salt", &salt.to_string()]);
    }
    let log_types = file_of(events.iter().map(|event| log_type(event)));
    command.arg("--log-types").arg(log_types.path());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python3 runs");
    let mut input = child.stdin.take().expect("stdin");
    let text = events.iter().map(|event| format!("{event}\n")).collect::<String>();
    let feed = std::thread::spawn(move || input.write_all(text.as_bytes()));
    for line in BufReader::new(child.stdout.take().expect("stdout")).lines() {
        let line = without_addresses(&hold_surrogates(&line.expect("UTF-8")));
        let answer: Answer = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e} in {line:.500}"));
        each(answer);
    }
    feed.join().expect("no panic").expect("the oracle reads all");
    assert!(child.wait().expect("the oracle ends").success(), "oracle.py failed");
}

/// A temporary file of lines.
fn file_of<'a>(lines: impl Iterator<Item = &'a str>) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a file");
    let text: String = lines.map(|line| line.to_owned() + "\n").collect();
    std::fs::write(file.path(), text).expect("it is written");
    file
}

/// The log type of an event, by which its data model is found; empty where it has none.
fn log_type(event: &str) -> &'static str {
    let heap = Heap::default();
    match event::json::validate(event).is_ok().then(|| Record::new(&heap, event).event()) {
        Some(Value::Dict(record)) => runtime::classify::log_type(record).unwrap_or_default(),
        _ => "",
    }
}

/// Where an object lies, as in `<object at 0x7f4a63a0>`, is another place in every run.
fn without_addresses(text: &str) -> String {
    const AT: &str = " at 0x";
    let mut parts = text.split(AT);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |said, part| said + AT + part.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

/// Lone surrogates, which no Rust string has, as the characters that stand for them in events.
fn hold_surrogates(line: &str) -> String {
    if !line.contains("\\ud") {
        return line.to_owned();
    }
    let unit = |at: usize| -> Option<u32> {
        let escape = line.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(escape, 16).ok()
    };
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + c.len_utf8();
        if c != '\\' {
            out.push(c);
            at = next;
            continue;
        }
        let pair = |first: u32, second: Option<u32>| {
            (0xd800..0xdc00).contains(&first) && second.is_some_and(|s| (0xdc00..0xe000).contains(&s))
        };
        match unit(at) {
            Some(first) if pair(first, unit(at + 6)) => {
                out.push_str(&line[at..at + 12]);
                at += 12;
            }
            Some(lone) if (0xd800..0xe000).contains(&lone) => {
                out.extend(char::from_u32(lone + 0x10_0000));
                at += 6;
            }
            _ => {
                // An escape of two characters, of which the second may be a backslash itself.
                let end = line.get(next..).and_then(|rest| rest.chars().next()).map_or(next, |c| next + c.len_utf8());
                out.push_str(&line[at..end]);
                at = end;
            }
        }
    }
    out
}

/// How two answers differ.
enum Difference {
    /// One of them ran out of memory, of stack or of time, of which the two have different amounts; or a random rule said that
    /// it had come to something outside the subset.
    AtLimits,
    Told(String),
}

/// What differs between the two answers, if anything does.
fn difference(heap: &mut Heap, rules: &RuleSet, rule: &Rule, event: &str, cpython: &Answer) -> Option<Difference> {
    heap.reset();
    if event::json::validate(event).is_err() {
        return Some(Difference::Told("the event is no JSON here".to_owned()));
    }
    let verdict = Record::new(heap, event).with_models(rules.data_models).evaluate(rule);
    let ours = answer(rule, cpython.event, verdict);
    let same = ours.result == cpython.result
        && same_error(&ours.error, &cpython.error)
        && ours.title == cpython.title
        && ours.dedup == cpython.dedup
        && ours.severity == cpython.severity
        && ours.alert_context == cpython.alert_context
        && ours.description == cpython.description
        && ours.runbook == cpython.runbook
        && ours.reference == cpython.reference
        && ours.destinations == cpython.destinations
        && ours.unique == cpython.unique
        && ours.function_errors.keys().eq(cpython.function_errors.keys())
        && ours.function_errors.iter().zip(&cpython.function_errors).all(|((_, a), (_, b))| is_same_error(a, b));
    if same {
        return None;
    }
    let (cpython, ours) = (format!("{cpython:#?}"), format!("{ours:#?}"));
    let limits = ["MemoryError", "RecursionError", "maximum recursion depth", "TooLong"];
    // What the subset does not have, and a rule says so where it comes to it. Rules that people wrote come to nothing of that.
    let refusals = ["is outside the subset", "complex numbers are not supported"];
    let is_random = std::ptr::eq(rules, &raw const fuzz_rules::RULES);
    let is_refused = is_random && refusals.iter().any(|refusal| ours.contains(refusal));
    if is_refused || limits.iter().any(|limit| cpython.contains(limit) || ours.contains(limit)) {
        return Some(Difference::AtLimits);
    }
    Some(Difference::Told(differing(&cpython, &ours)))
}

/// The first lines that are not the same.
fn differing(cpython: &str, ours: &str) -> String {
    let differ = cpython.lines().zip(ours.lines()).filter(|(a, b)| a != b).take(4);
    let shown = |(cpython, ours): (&str, &str)| {
        let same = cpython.chars().zip(ours.chars()).take_while(|(a, b)| a == b).count();
        let [cpython, ours] =
            [cpython, ours].map(|line| line.chars().skip(same.saturating_sub(60)).take(300).collect::<String>());
        format!("\n    CPython {cpython}\n    iota    {ours}")
    };
    differ.map(shown).collect()
}

fn same_error(ours: &Option<Error>, cpython: &Option<Error>) -> bool {
    match (ours, cpython) {
        (None, None) => true,
        (Some(ours), Some(cpython)) => is_same_error(ours, cpython),
        _ => false,
    }
}

/// Messages that are not the same from one run of CPython to the next are not compared: those of a recursion that went
/// too deep, and those that name a function by the module that the oracle runs it in.
fn is_same_error(ours: &Error, cpython: &Error) -> bool {
    let unsteady = cpython.kind == "RecursionError"
        || cpython.message.contains("argument after *")
        // A set that holds None is walked by None's address.
        || cpython.message.contains("not supported between instances") && cpython.message.contains("'NoneType'");
    ours.kind == cpython.kind
        && (unsteady || ours.message == cpython.message)
        && (cpython.kind == "FunctionReturnTypeError" || cpython.kind == "RecursionError" || ours.line == cpython.line)
}

fn answer(rule: &Rule, event: usize, verdict: Verdict) -> Answer {
    let error = |Failure { kind, message, line }: Failure| Error {
        kind: kind.into_owned(),
        message: without_addresses(&message),
        line,
    };
    let json = |text: Option<String>| {
        text.map(|text| without_addresses(&hold_surrogates(&text)))
            .map(|text| serde_json::from_str(&text).expect("iota prints JSON"))
            .filter(|json: &Json| !json.is_null())
    };
    let mut answer = Answer {
        event,
        rule_id: rule.id.to_owned(),
        result: None,
        error: None,
        title: None,
        dedup: None,
        severity: None,
        alert_context: None,
        description: None,
        runbook: None,
        reference: None,
        destinations: None,
        unique: None,
        function_errors: BTreeMap::new(),
    };
    match verdict {
        Ok(None) => answer.result = Some(false),
        Err(failure) => answer.error = Some(error(failure)),
        Ok(Some(matched)) => {
            answer.result = Some(true);
            answer.title = Some(without_addresses(&matched.title));
            answer.dedup = Some(without_addresses(&matched.dedup));
            answer.severity = Some(matched.severity.name().to_owned());
            answer.alert_context = json(matched.alert_context);
            answer.description = matched.description;
            answer.runbook = matched.runbook;
            answer.reference = matched.reference;
            answer.destinations = matched.destinations;
            answer.unique = matched.unique;
            answer.function_errors =
                matched.failures.into_iter().map(|(name, failure)| (name.to_owned(), error(failure))).collect();
        }
    }
    answer
}

/// The smallest event found, by leaving out and simplifying parts, over which the two still differ.
fn shrink(heap: &mut Heap, rule: (&RuleSet, &Rule), folders: &[PathBuf], event: String) -> String {
    let Ok(mut smallest) = serde_json::from_str::<Json>(&event) else { return event };
    let text = smallest.to_string();
    if text != event && differs(heap, rule, folders, &[text]).is_empty() {
        // What differs is in the text: doubled keys, escapes, the form of a number.
        return event;
    }
    for _ in 0..60 {
        let candidates = simpler(&smallest);
        let texts: Vec<String> = candidates.iter().map(Json::to_string).collect();
        let Some(found) = differs(heap, rule, folders, &texts).first().copied() else { break };
        smallest = candidates.into_iter().nth(found).unwrap_or_default();
    }
    smallest.to_string()
}

/// The indexes of the events over which the two answers differ.
fn differs(heap: &mut Heap, (rules, rule): (&RuleSet, &Rule), folders: &[PathBuf], events: &[String]) -> Vec<usize> {
    let mut found = Vec::new();
    ask(folders, Asked::One(rule.id), None, events, |answer| {
        if events
            .get(answer.event)
            .is_some_and(|event| matches!(difference(heap, rules, rule, event, &answer), Some(Difference::Told(_))))
        {
            found.push(answer.event);
        }
    });
    found
}

/// Events with one part left out or made simpler.
fn simpler(event: &Json) -> Vec<Json> {
    let mut found = Vec::new();
    match event {
        Json::Object(members) => {
            for key in members.keys() {
                let mut smaller = members.clone();
                smaller.remove(key);
                found.push(Json::Object(smaller));
            }
            for (key, value) in members {
                for simpler in simpler(value) {
                    let mut smaller = members.clone();
                    smaller.insert(key.clone(), simpler);
                    found.push(Json::Object(smaller));
                }
            }
        }
        Json::Array(items) => {
            for i in 0..items.len() {
                let mut smaller = items.clone();
                smaller.remove(i);
                found.push(Json::Array(smaller));
            }
            for (i, item) in items.iter().enumerate() {
                for simpler in simpler(item) {
                    let mut smaller = items.clone();
                    if let Some(slot) = smaller.get_mut(i) {
                        *slot = simpler;
                    }
                    found.push(Json::Array(smaller));
                }
            }
        }
        Json::String(text) if text.chars().count() > 1 => {
            let half = text.chars().count() / 2;
            found.push(Json::String(text.chars().take(half).collect()));
            found.push(Json::String(text.chars().skip(half).collect()));
        }
        _ => {}
    }
    found
}
