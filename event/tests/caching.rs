//! `panther_detection_helpers.caching` at times that a real clock does not reach. What its functions do otherwise is
//! compared with the package itself, in the package `differential`.

use event::exception::{Kind, R};
use event::prelude::{Args, modules};
use event::py::text;
use event::state::Memory;
use event::{Clock, Heap, Py, Value};

const NOW: i64 = 1_700_000_000;

fn call<'a>(py: Py<'a>, name: &str, args: &[Value<'a>]) -> R<'a, Value<'a>> {
    modules::call(py, "panther_detection_helpers.caching", name, Args::pos(args))
}

/// What the call gives at `micros` after [`NOW`], printed.
fn at(state: &Memory, micros: i64, name: &str, args: fn(Py<'_>) -> Vec<Value<'_>>) -> String {
    let mut heap = Heap::default();
    heap.set_clock(Clock::Frozen(NOW * 1_000_000 + micros));
    let py = heap.enter_with(state);
    let args = args(py);
    match call(py, name, &args) {
        Ok(value) => text::repr(py, value).expect("a repr").to_owned(),
        Err(e) => format!("{:?}: {}", e.kind(), e.message(py)),
    }
}

fn key(py: Py<'_>) -> Vec<Value<'_>> {
    vec![py.str("k")]
}

fn forced(py: Py<'_>) -> Vec<Value<'_>> {
    vec![py.str("k"), Value::Bool(true)]
}

fn ten(py: Py<'_>) -> Vec<Value<'_>> {
    vec![py.str("k"), Value::Int(1), Value::Int(10)]
}

#[test]
fn what_has_expired_is_gone_at_the_next_second() {
    const SECOND: i64 = 1_000_000;
    let state = Memory::default();
    assert_eq!(at(&state, SECOND / 2, "increment_counter", ten), "1");
    assert_eq!(at(&state, SECOND, "increment_counter", ten), "2");
    // It lives to the end of the eleventh second; who checks the time himself is told so at its beginning.
    for (micros, plain, checked) in [
        (10 * SECOND, "2", "2"),
        (11 * SECOND - 1, "2", "2"),
        (11 * SECOND, "2", "0"),
        (12 * SECOND - 1, "2", "0"),
        (12 * SECOND, "0", "0"),
    ] {
        assert_eq!(at(&state, micros, "get_counter", key), plain, "after {micros} microseconds");
        assert_eq!(at(&state, micros, "get_counter", forced), checked, "after {micros} microseconds");
    }
    assert_eq!(at(&state, 12 * SECOND, "increment_counter", ten), "1", "it begins anew");
    assert_eq!(at(&state, 22 * SECOND, "increment_counter", ten), "2", "at the last moment");
}

#[test]
fn times_are_from_now_or_of_the_calendar() {
    let heap = Heap::default();
    let py = heap.enter();
    for (epoch, lives) in [
        (Value::Int(0), [true, false, false]),
        (Value::Bool(true), [true, true, false]),
        (py.str("1.9"), [true, true, false]),
        (Value::Int(NOW + 1), [true, true, false]),
        (Value::Int(-1), [false, false, false]),
        (Value::Int(1_000_000_000), [false, false, false]),
        (Value::None, [true, true, true]),
        (py.list(&[]), [true, true, true]),
    ] {
        let seen = [0, 1, 2].map(|seconds| {
            let state = Memory::default();
            let mut heap = Heap::default();
            heap.set_clock(Clock::Frozen(NOW * 1_000_000));
            let py = heap.enter_with(&state);
            let epoch = match epoch {
                Value::Str(text) => py.str(text),
                Value::Int(second) => Value::Int(second),
                Value::Bool(b) => Value::Bool(b),
                Value::None => Value::None,
                _ => py.list(&[]),
            };
            call(py, "put_string_set", &[py.str("k"), py.str("abc"), epoch]).expect("it is put");
            at(&state, seconds * 1_000_000, "get_string_set", key) != "set()"
        });
        assert_eq!(seen, lives, "{epoch:?}");
    }
}

#[test]
fn without_a_state_nothing_is_kept_from_one_event_to_the_next() {
    let mut heap = Heap::default();
    for _ in 0..3 {
        let py = heap.enter();
        let counts = [1, 2].map(|_| call(py, "increment_counter", &[py.str("k")]).expect("a count"));
        assert!(matches!(counts, [Value::Int(1), Value::Int(2)]), "{counts:?}");
        heap.reset();
    }
}

#[test]
fn one_event_keeps_no_more_than_its_memory() {
    let heap = Heap::with_limit(4 << 20);
    let py = heap.enter();
    let large = py.str(&"x".repeat(300 << 10));
    let mut kept = 0;
    let failure = loop {
        match call(py, "add_to_string_set", &[py.str(&kept.to_string()), large]) {
            Ok(_) => kept += 1,
            Err(e) => break e,
        }
    };
    assert_eq!((failure.kind(), kept < 14), (Kind::MemoryError, true));
}

/// What the stand-in of a pack's `correlation_store` says at that second.
fn stored(state: &Memory, second: i64, name: &str, args: fn(Py<'_>) -> Vec<Value<'_>>) -> String {
    let mut heap = Heap::default();
    heap.set_clock(Clock::Frozen(second * 1_000_000));
    let py = heap.enter_with(state);
    match modules::call(py, "<correlation_store>", name, Args::pos(&args(py))) {
        Ok(value) => text::repr(py, value).expect("a repr").to_owned(),
        Err(e) => format!("{:?}: {}", e.kind(), e.message(py)),
    }
}

#[test]
fn a_window_is_forgotten_when_nothing_can_fall_into_it() {
    const DAY: i64 = 24 * 60 * 60;
    const WINDOW: &str = "sliding_window_threshold_crossed";
    // The second in an hour; an event may come late.
    fn at_noon(py: Py<'_>) -> Vec<Value<'_>> {
        vec![py.str("k"), Value::Int(3600), Value::Int(2), Value::Int(NOW)]
    }
    let state = Memory::default();
    let seen = |second: i64| stored(&state, second, "get_string_set", |py| vec![py.str("k")]);
    assert_eq!(stored(&state, NOW, "put_string_set", |py| vec![py.str("k"), Value::None]), "None");
    assert_eq!(stored(&state, NOW, WINDOW, at_noon), "False");
    assert_eq!(stored(&state, NOW + 89 * DAY, WINDOW, at_noon), "True");
    // 90 days and an hour behind the last of them, and what it was told last.
    assert_eq!(stored(&state, NOW + (89 + 91) * DAY, WINDOW, at_noon), "False");
    assert_eq!(stored(&state, NOW + (89 + 91) * DAY, WINDOW, at_noon), "True");
    assert_eq!(seen(NOW + 10_000 * DAY), "['k']");
}

#[test]
fn a_store_keeps_texts_at_times_and_nothing_else() {
    let state = Memory::default();
    let refused = |name, args| {
        let answer = stored(&state, NOW, name, args);
        assert!(answer.starts_with("NotImplementedError: "), "{answer}");
    };
    refused("get_string_set", |_| vec![Value::Int(1)]);
    refused("put_string_set", |py| vec![py.str("\u{10d800}"), Value::None]);
    const WINDOW: &str = "sliding_window_threshold_crossed";
    refused(WINDOW, |_| vec![Value::None, Value::Int(1), Value::Int(1), Value::Int(1)]);
    refused(WINDOW, |py| vec![py.str("k"), Value::Int(1), Value::Int(1), Value::Float(f64::NAN)]);
}
