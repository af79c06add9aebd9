//! Windows, thresholds and what is said once a window has passed.

use jiff::Timestamp;
use rusqlite::Connection;
use sonic_rs::{JsonContainerTrait, JsonValueTrait, Value};

use super::sqlite::VERSIONS;
use super::{By, Candidate, FollowUp, NotOne, Selection, Status, Store};

const MINUTE: i64 = 60_000;
/// 2023-11-14T22:13:20Z.
const START: i64 = 1_700_000_000_000;

fn at(minute: i64) -> Candidate<'static> {
    Candidate {
        rule_id: "r",
        dedup: "d",
        title: "t",
        severity: "LOW",
        log_type: Some("AWS.CloudTrail"),
        at: START + minute * MINUTE,
        window: 60 * MINUTE,
        threshold: 1,
        unique: None,
        actor: Some("arn:aws:iam::111122223333:user/ada"),
        source_ip: Some("192.0.2.7"),
        shadow: false,
        origin: "f:0",
    }
}

fn store() -> Store {
    let mut store = Store::in_memory().expect("a store");
    store.keep_for_follow_ups();
    store
}

/// Counts them; which of them raise. What an alert says is kept.
fn raised(store: &mut Store, matches: &[Candidate<'_>]) -> Vec<bool> {
    let session = store.begin().expect("a session");
    let decisions = session.count(matches).expect("it counts");
    for decision in decisions.iter().filter(|decision| decision.raise) {
        let line = format!("{{\"alert_id\":\"{}\",\"rule_id\":\"r\",\"event\":{{\"a\":1}}}}\n", decision.alert_id);
        session.keep_line(&decision.alert_id, line.as_bytes()).expect("it is kept");
    }
    session.commit().expect("it is committed");
    decisions.iter().map(|decision| decision.raise).collect()
}

/// What is said when it is so many minutes after the start.
fn closed(store: &mut Store, minute: i64) -> Vec<Value> {
    let session = store.begin().expect("a session");
    let now = Timestamp::from_millisecond(START + minute * MINUTE).expect("a time");
    let said = session.close(now).expect("it closes").follow_ups;
    session.commit().expect("it is committed");
    said.iter().map(value).collect()
}

fn value(said: &FollowUp) -> Value {
    assert_eq!(said.line.iter().filter(|byte| **byte == b'\n').count(), 1);
    let line: Value = sonic_rs::from_slice(&said.line).expect("JSON");
    assert_eq!(line["alert_id"].as_str(), Some(&*said.alert_id));
    line
}

fn open(store: &Store) -> i64 {
    let most = "SELECT ifnull(max(n), 0) FROM (SELECT count(*) AS n FROM alerts WHERE status = 'open' GROUP BY rule_id, dedup_string)";
    store.connection().query_row(most, [], |row| row.get(0)).expect("sql")
}

#[test]
fn what_came_is_said_once_when_the_window_has_passed_for_the_events() {
    let mut store = store();
    let matches: Vec<_> = [5, 0, 30, 64].map(at).into_iter().collect();
    assert_eq!(raised(&mut store, &matches), [true, false, false, false]);
    // Events of another type say nothing of how far this one is, nor does what has yet to happen.
    let other = Candidate { rule_id: "s", log_type: None, ..at(500) };
    assert_eq!(raised(&mut store, &[other]), [true]);
    assert_eq!(closed(&mut store, 70), Vec::<Value>::new());
    assert_eq!(raised(&mut store, &[Candidate { rule_id: "s", ..at(79) }]), [true]);
    assert!(closed(&mut store, 500_000).is_empty());
    assert_eq!(raised(&mut store, &[Candidate { dedup: "e", ..at(80) }]), [true]);
    assert!(closed(&mut store, 79).is_empty(), "it has yet to happen");
    assert_eq!(closed(&mut store, 80).len(), 1);
    assert!(closed(&mut store, 90).is_empty(), "said once");
    // What is later still is counted, and no more.
    assert_eq!(raised(&mut store, &[at(20)]), [false]);
    assert!(closed(&mut store, 10_000).is_empty());
    let count = "SELECT alert_count, said, status FROM alerts WHERE rule_id = 'r' AND dedup_string = 'd'";
    let row = store.connection().query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    assert_eq!(row, Ok((5, 4, "closed".to_owned())));
}

#[test]
fn a_follow_up_is_the_alert_again_with_what_came() {
    let mut store = store();
    let of = |minute, actor, source_ip| Candidate { actor, source_ip, ..at(minute) };
    let matches = [
        of(5, Some("b"), Some("192.0.2.7")),
        of(0, Some("a"), None),
        of(64, Some("b"), Some("2001:db8::1")),
        of(9, None, Some("192.0.2.7")),
    ];
    assert_eq!(raised(&mut store, &matches), [true, false, false, false]);
    assert_eq!(closed(&mut store, 80), Vec::<Value>::new());
    assert_eq!(raised(&mut store, &[Candidate { dedup: "e", ..at(80) }]), [true]);
    let said = closed(&mut store, 80);
    assert_eq!(said.len(), 1);
    let expected = r#"{"first_event_time":"2023-11-14T22:13:20Z","last_event_time":"2023-11-14T23:17:20Z",
        "actors":["b","a"],"source_ips":["192.0.2.7","2001:db8::1"]}"#;
    assert_eq!(said[0]["follow_up"], sonic_rs::from_str::<Value>(expected).expect("JSON"));
    assert_eq!(said[0]["alert_count"].as_i64(), Some(4));
    assert_eq!((said[0]["rule_id"].as_str(), said[0]["event"]["a"].as_i64()), (Some("r"), Some(1)));
}

#[test]
fn a_window_passes_by_the_machines_clock_too() {
    let mut store = store();
    raised(&mut store, &[at(0), at(1)]);
    let now = (Timestamp::now().as_millisecond() - START) / MINUTE;
    assert!(closed(&mut store, now + 74).is_empty());
    assert_eq!(closed(&mut store, now + 76).len(), 1);
    assert!(closed(&mut store, now + 1000).is_empty());
}

#[test]
fn nothing_is_said_where_nothing_more_came() {
    let mut store = store();
    let window = Candidate { window: 0, dedup: "w", ..at(0) };
    let below = Candidate { threshold: 3, dedup: "b", ..at(0) };
    let exactly = Candidate { threshold: 2, dedup: "x", ..at(0) };
    let decided = raised(&mut store, &[at(0), window, window, below, below, exactly, exactly]);
    assert_eq!(decided, [true, true, false, false, false, false, true]);
    assert!(closed(&mut store, 100_000_000).is_empty());
}

#[test]
fn what_was_not_committed_was_not_said() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("state.db");
    let mut store = Store::open(&path).expect("a store");
    raised(&mut store, &[at(0), at(1), Candidate { dedup: "e", ..at(80) }]);
    for _ in 0..3 {
        let session = store.begin().expect("a session");
        let now = Timestamp::from_millisecond(START + 80 * MINUTE).expect("a time");
        let said = session.close(now).expect("it closes").follow_ups;
        assert_eq!(said.len(), 1);
        session.post(&said[0].alert_id, &said[0].line, false).expect("it is posted");
        // As a crash would: it is never committed.
        drop(session);
        store = Store::open(&path).expect("a store");
        assert!(store.waiting(10).expect("the outbox").is_empty());
    }
    assert_eq!(closed(&mut store, 80).len(), 1);
    assert!(closed(&mut store, 80).is_empty());
}

#[test]
fn all_is_said_at_the_end_of_a_run_and_what_comes_in_another_is_said_then() {
    let mut store = store();
    raised(&mut store, &[at(0), at(1), at(100), at(200), at(201)]);
    let all = |store: &mut Store| -> Vec<i64> {
        let session = store.begin().expect("a session");
        let said = session.follow_up().expect("it is said");
        session.commit().expect("it is committed");
        said.iter().map(|said| value(said)["alert_count"].as_i64().expect("a number")).collect()
    };
    assert_eq!(all(&mut store), [2, 2]);
    assert_eq!(all(&mut store), Vec::<i64>::new());
    raised(&mut store, &[at(2), at(101)]);
    assert_eq!(all(&mut store), [3, 2]);
}

#[test]
fn many_windows_are_closed_some_at_a_time() {
    let mut store = store();
    let names: Vec<String> = (0..600).map(|n| n.to_string()).collect();
    for _ in 0..2 {
        raised(&mut store, &names.iter().map(|name| Candidate { dedup: name, ..at(0) }).collect::<Vec<_>>());
    }
    let sizes: Vec<usize> = (0..4).map(|_| closed(&mut store, 100_000_000).len()).collect();
    assert_eq!(sizes, [256, 256, 88, 0]);
}

#[test]
fn who_was_there_is_bounded() {
    let mut store = store();
    let names: Vec<String> = (0..150).map(|n| format!("actor {n}")).collect();
    for _ in 0..2 {
        let matches: Vec<_> = names.iter().map(|name| Candidate { actor: Some(name), ..at(0) }).collect();
        raised(&mut store, &matches);
    }
    let said = &closed(&mut store, 100_000_000)[0]["follow_up"];
    assert_eq!(said["actors"].as_array().map(|actors| actors.len()), Some(100));
    assert_eq!(said["actors"][0].as_str(), Some("actor 0"));
    assert_eq!(said["more_actors"].as_i64(), Some(50));
    assert!(said["more_source_ips"].is_null());
    let left: i64 =
        store.connection().query_row("SELECT count(*) FROM alert_values", [], |row| row.get(0)).expect("sql");
    assert_eq!(left, 0);
}

#[test]
fn a_threshold_raises_at_the_last_match_that_it_takes_and_once() {
    let mut store = store();
    let matches: Vec<_> = (0..19).map(|minute| Candidate { threshold: 20, ..at(minute) }).collect();
    assert!(!raised(&mut store, &matches).contains(&true));
    // Its window has passed: it counts for nothing.
    assert_eq!(raised(&mut store, &[Candidate { threshold: 20, ..at(60) }]), [false]);
    let twentieth = Candidate { threshold: 20, ..at(59) };
    assert_eq!(raised(&mut store, &[twentieth, twentieth]), [true, false]);
    assert_eq!(closed(&mut store, 100_000_000)[0]["alert_count"].as_i64(), Some(21));
}

#[test]
fn distinct_values_are_counted_where_there_are_some() {
    let mut store = store();
    let of = |value| Candidate { threshold: 3, unique: Some(value), ..at(0) };
    assert_eq!(raised(&mut store, &["a", "a", "b", "a", "b"].map(of)), [false; 5]);
    assert_eq!(raised(&mut store, &["c", "d", "a"].map(of)), [true, false, false]);
    let left: i64 = store
        .connection()
        .query_row("SELECT count(*) FROM alert_values WHERE kind = 'unique'", [], |row| row.get(0))
        .expect("sql");
    assert_eq!(left, 0, "they are not needed any more");
    // Each group for itself.
    let of = |value| Candidate { threshold: 2, unique: Some(value), ..at(60) };
    assert_eq!(raised(&mut store, &["a", "a", "b"].map(of)), [false, false, true]);
}

#[test]
fn there_is_one_open_group_whatever_the_order() {
    let mut store = store();
    let mut seed = 7_u64;
    for _ in 0..500 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let minute = i64::try_from(seed >> 54).unwrap_or_default();
        let window = [60, 60, 30][usize::try_from(seed >> 20 & 1).unwrap_or_default()] * MINUTE;
        raised(&mut store, &[Candidate { window, ..at(minute) }]);
        assert_eq!(open(&store), 1);
    }
    let newest = "SELECT first_event_ms = (SELECT max(first_event_ms) FROM alerts) FROM alerts WHERE status = 'open'";
    assert_eq!(store.connection().query_row(newest, [], |row| row.get(0)), Ok(true));
}

#[test]
fn what_is_resolved_takes_no_more_and_the_next_match_raises_anew() {
    let mut store = store();
    assert_eq!(raised(&mut store, &[at(0), at(1)]), [true, false]);
    let id = |store: &Store| store.alerts(&Selection::default(), 9).expect("a list").0[0].alert_id.clone();
    let first = id(&store);
    assert!(store.resolve(&first).expect("it is resolved"));
    assert!(!store.resolve(&first).expect("it was"));
    // At the same moment as the one that is resolved, and again.
    assert_eq!(raised(&mut store, &[at(0), at(0)]), [true, false]);
    let second = id(&store);
    assert!(store.resolve(&second).expect("it is resolved"));
    assert_eq!(raised(&mut store, &[at(0), at(5)]), [true, false]);
    let (all, more) = store.alerts(&Selection::default(), 2).expect("a list");
    assert_eq!((all.len(), more), (2, 1));
    assert_eq!(all[1].status, Status::Resolved);
    assert!(first != second && id(&store) != second);
    // Nothing more is said of what is done with.
    let said: Vec<_> = closed(&mut store, 100_000_000).iter().map(|said| said["alert_count"].as_i64()).collect();
    assert_eq!(said, [Some(2)]);
}

#[test]
fn alerts_are_listed_by_what_is_asked_for() {
    let mut store = store();
    let high = Candidate { rule_id: "s", severity: "HIGH", log_type: None, ..at(3000) };
    raised(&mut store, &[at(0), at(1), high, Candidate { dedup: "p", threshold: 9, ..at(0) }]);
    let list = |selection: Selection| -> Vec<(String, i64)> {
        let (all, more) = store.alerts(&selection, 10).expect("a list");
        assert_eq!(more, 0);
        all.into_iter().map(|alert| (alert.rule_id, alert.alert_count)).collect()
    };
    let (r, s) = (("r".to_owned(), 2), ("s".to_owned(), 1));
    assert_eq!(list(Selection::default()), [s.clone(), r.clone()]);
    assert_eq!(list(Selection { rule: Some("r".into()), ..Selection::default() }), std::slice::from_ref(&r));
    assert_eq!(list(Selection { severity: Some("HIGH".into()), ..Selection::default() }), std::slice::from_ref(&s));
    assert_eq!(
        list(Selection { log_type: Some("AWS.CloudTrail".into()), ..Selection::default() }),
        std::slice::from_ref(&r)
    );
    assert_eq!(list(Selection { status: Some(Status::Open), ..Selection::default() }), [s, r]);
    assert_eq!(list(Selection { status: Some(Status::Pending), ..Selection::default() }), [("r".to_owned(), 1)]);
    let minute = jiff::SignedDuration::from_mins(1);
    let since = |since| Selection { since: Some(since), ..Selection::default() };
    assert_eq!(list(since(Timestamp::now() - minute)).len(), 2);
    assert_eq!(list(since(Timestamp::now() + minute)).len(), 0);
    let days = store.alert_sums(&Selection::default(), By::Day).expect("sums");
    let days: Vec<_> = days.into_iter().map(|day| (day.name, day.alerts, day.matches)).collect();
    assert_eq!(days, [("2023-11-14".to_owned(), 1, 2), ("2023-11-17".to_owned(), 1, 1)]);
    assert_eq!(store.alert("").expect("an answer"), Err(NotOne::Several));
    assert_eq!(store.alert("z").expect("an answer"), Err(NotOne::None));
    let one = store.alerts(&Selection::default(), 1).expect("a list").0.remove(0);
    assert_eq!(store.alert(&one.alert_id[..8]).expect("an answer"), Ok(one));
}

#[test]
fn files_of_older_versions_go_on() {
    let dir = tempfile::tempdir().expect("a folder");
    for version in 1..VERSIONS.len() {
        let path = dir.path().join(format!("{version}.db"));
        let old = Connection::open(&path).expect("a file");
        for schema in VERSIONS[..version].iter().copied().flatten() {
            old.execute_batch(schema).expect("sql");
        }
        if version < 5 {
            let row = "INSERT INTO alerts (alert_id, rule_id, dedup_string, title, severity, alert_count, raised,
                first_event_ms, last_event_ms, created_at, updated_at) VALUES ('id', 'r', 'd', 't', 'LOW', 3, 1, ?1, ?1, 'x', 'x')";
            old.execute(row, [START]).expect("sql");
        }
        old.pragma_update(None, "user_version", version as i64).expect("sql");
        drop(old);
        let mut store = Store::open(&path).expect("a store");
        assert_eq!(raised(&mut store, &[at(30)]), [version >= 5], "version {version}");
        assert_eq!(raised(&mut store, &[at(100), at(101)]), [true, false]);
        let said: Vec<_> = closed(&mut store, 100_000_000).iter().map(|said| said["alert_count"].as_i64()).collect();
        assert_eq!(said, [Some(2)], "what is of before is never said more of");
        let count = "SELECT max(alert_count) FROM alerts";
        assert_eq!(store.connection().query_row(count, [], |row| row.get(0)), Ok(if version < 5 { 4 } else { 2 }));
    }
}

#[test]
fn shadows_are_kept_and_nobody_is_told_of_them() {
    let mut store = store();
    let shadow = |minute| Candidate { shadow: true, ..at(minute) };
    assert_eq!(raised(&mut store, &[shadow(0), shadow(1)]), [true, false]);
    // They are no part of what people are told of, be it of the same event.
    assert_eq!(raised(&mut store, &[at(0), at(2)]), [true, false]);
    let listed = |store: &Store, status| {
        let selection = Selection { status, ..Selection::default() };
        let (alerts, _) = store.alerts(&selection, 9).expect("sql");
        alerts.into_iter().map(|alert| (alert.status, alert.alert_count)).collect::<Vec<_>>()
    };
    assert_eq!(listed(&store, None), [(Status::Open, 2)]);
    assert_eq!(listed(&store, Some(Status::Shadow)), [(Status::Shadow, 2)]);
    assert_eq!(raised(&mut store, &[Candidate { dedup: "e", ..at(80) }]), [true]);
    assert_eq!(closed(&mut store, 80).len(), 1, "of the one that people were told of");
    assert_eq!(listed(&store, Some(Status::Shadow)).len(), 1);
}
