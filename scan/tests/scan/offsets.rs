//! Every byte of interest at every place of a block, and at every distance from the end of the file.

use crate::{Scanners, WANTED};

#[test]
fn every_byte_stands_at_every_place_of_a_block() {
    const RECORDS: [&str; 14] = [
        r#"{"eventName":"x","b":{"id":1},"id":[2],"a":null}"#,
        r#"{"b":"\\\\\\\"{","eventName":"\\","id":"\"","a":"\u00e9\/"}"#,
        r#"{"b":"\u00eg","a":1}"#,
        r#"{"b":"x\q"}"#,
        r#"{"event\u004eame":"x"}"#,
        r#"{"EVENTNAME":"x"}"#,
        "{ \"eventName\" \t:\r\n [ { } , \"]\" ] , \"a\" : \"eventName\" }",
        "{\"b\":\"é日本🙂\",\"a\":\"\u{212a}\"}",
        "{\"b\":\"é日本🙂\",\"a\":\"\u{212b}\"}",
        "{\"b\":\u{1}1}",
        r#"{"a":[{}],"eventName":{"x":[1,{"y":"}"}]},"kind of: [key]":-1}"#,
        r#"{"eventName":1,"eventName":{},"eventName":"last"}"#,
        r#"{"a":[1}"#,
        "{\"a\":\"\n\"}",
    ];
    let mut scanners = Scanners::new(&WANTED);
    for record in RECORDS {
        for pad in (0..130).step_by(if cfg!(miri) { 43 } else { 1 }) {
            let spaces = " ".repeat(pad);
            let letters = "y".repeat(pad);
            for file in [
                format!("{{\"Records\":[{spaces}{record},{{\"a\":2}}]}}"),
                format!("[{{\"b\":\"{letters}\"}},{record}]"),
                format!("{spaces}{record}{spaces}"),
                format!("{{\"b\":{{\"c\":\"{letters}\"}}}}{record}{record}"),
            ] {
                scanners.check(file.as_bytes());
            }
        }
    }
}

#[test]
fn a_file_may_end_anywhere() {
    let file = r#"{"Records":[{"eventName":"x\"","b":[{"c":"d\\"}],"id":"é"},{"a":{"b":1}}, {"eventName" : null}]}"#;
    let mut scanners = Scanners::new(&WANTED);
    for pad in (0..64).step_by(if cfg!(miri) { 21 } else { 1 }) {
        let file = " ".repeat(pad) + file;
        for end in 0..=file.len() {
            // Of its own, so that a sanitizer sees what is read past the end.
            let bytes = file.as_bytes()[..end].to_vec().into_boxed_slice();
            scanners.check(&bytes);
            assert_eq!(scanners.scan(&bytes).is_ok(), end == file.len());
        }
    }
}

#[test]
fn runs_of_backslashes_are_of_every_length_at_every_place() {
    let mut scanners = Scanners::new(&WANTED);
    let step = if cfg!(miri) { 31 } else { 1 };
    for run in (0..140).step_by(step) {
        for pad in (0..64).step_by(step) {
            let file = format!("{{\"b\":\"{}{}\"n\",\"eventName\":\"x\"}}", "y".repeat(pad), "\\".repeat(run));
            scanners.check(file.as_bytes());
        }
    }
}
