//! Every message of `testdata/messages`, read both ways: `NAME.json` or `NAME.txt` goes in, `NAME.out` says what comes out.
//! `BLESS=1` writes the latter anew.

use std::fmt::Write as _;
use std::path::Path;

use notice::{Delivery, Notice};

fn rendered(body: &str) -> String {
    let mut out = String::from("read:\n");
    match notice::read(body) {
        Err(e) => writeln!(out, "  error: {e}"),
        Ok(Notice { objects, ignored, nothing, refused }) => {
            for object in &objects {
                let _ = writeln!(out, "  object: {}\n    key: {}", object.dedup_id(), object.key.escape_debug());
                let also = [
                    ("version", &object.version),
                    ("sequencer", &object.sequencer),
                    ("size", &object.size.map(|size| size.to_string())),
                    ("e_tag", &object.e_tag),
                    ("region", &object.region),
                    ("account", &object.account),
                ];
                for (name, value) in also {
                    if let Some(value) = value {
                        let _ = writeln!(out, "    {name}: {value}");
                    }
                }
            }
            for ignored in &ignored {
                let _ =
                    writeln!(out, "  ignored, {:?}: {} {}", ignored.reason, ignored.bucket, ignored.key.escape_debug());
            }
            for nothing in &nothing {
                let _ = writeln!(out, "  nothing, {}: {nothing:?}", nothing.kind());
            }
            for refused in &refused {
                let _ = writeln!(out, "  refused: {refused}");
            }
            match objects.len() + ignored.len() + nothing.len() + refused.len() {
                0 => writeln!(out, "  no records"),
                _ => Ok(()),
            }
        }
    }
    .expect("a String takes it");
    out.push_str("event:\n");
    match notice::event(body) {
        Err(e) => writeln!(out, "  error: {e}"),
        Ok(Delivery::Nothing(nothing)) => writeln!(out, "  nothing, {}: {nothing:?}", nothing.kind()),
        Ok(Delivery::Event(event)) => {
            let said = [
                ("id", &event.id),
                ("source", &event.source),
                ("detail_type", &event.detail_type),
                ("account", &event.account),
                ("region", &event.region),
            ];
            for (name, value) in said {
                if let Some(value) = value {
                    let _ = writeln!(out, "  {name}: {value}");
                }
            }
            match event.text == body.trim_ascii() {
                true => writeln!(out, "  text: the body"),
                false => writeln!(out, "  text: {}", event.text),
            }
        }
    }
    .expect("a String takes it");
    out
}

#[test]
fn messages_say_what_their_golden_files_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/messages");
    let (mut seen, mut wrong) = (0, Vec::new());
    for entry in std::fs::read_dir(&folder).expect("the fixtures are there") {
        let path = entry.expect("the folder can be read").path();
        let golden = path.with_extension("out");
        if path == golden {
            let is_message = |extension| path.with_extension(extension).exists();
            assert!(is_message("json") || is_message("txt"), "{} has no message", path.display());
            continue;
        }
        let is = rendered(&std::fs::read_to_string(&path).expect("a fixture is UTF-8"));
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&golden, &is).expect("the golden file can be written");
        }
        let should = std::fs::read_to_string(&golden).unwrap_or_default();
        if is != should {
            wrong.push(format!("{}: is\n{is}should be\n{should}", path.display()));
        }
        seen += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(seen > 30, "only {seen} messages were there");
}
