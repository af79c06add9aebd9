//! What must hold of every reader of untrusted bytes, whatever the bytes: each function panics where it does not. The tests
//! beside it call them with damaged fixtures, `fuzz/` with what libFuzzer finds.

use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use event::py::dict::Dict;
use event::py::json::dumps;
use event::{Heap, Value};
use runtime::alert::About;
use runtime::classify::envelope::{self, Part};
use runtime::classify::{self, Classifier, Line, Unread};
use runtime::decode::{Decoder, Limits};
use runtime::logs::{Context, Format, LogType, TYPES};
use runtime::split::{HEAD, Piece, Splitter};

/// The most bytes of a record that is put together of several lines.
const LIMIT: usize = 1 << 12;

/// The log type of that name.
pub fn log_type(name: &str) -> &'static LogType {
    TYPES.into_iter().find(|log_type| log_type.name == name).expect("a log type")
}

/// The parser of the text type `name`, line by line: the same answer twice, JSON that is valid and bounded, and a type that
/// does not depend on what was tried first.
pub fn text(name: &str, data: &[u8]) {
    let this = log_type(name);
    let Format::Text(object) = this.format else { unreachable!("{name} is no type of text") };
    for line in String::from_utf8_lossy(data).split('\n') {
        let found = object(line, &Context::default());
        assert_eq!(found, object(line, &Context::default()), "{line:?}");
        let Ok(made) = found else { continue };
        check_event(this, line.len(), &made.json());
        let answers = classifiers().map(|mut classifier| match classifier.line(line, 0, &mut None) {
            Ok(Line::Event { log_type, object, .. }) => Some((log_type.name, object)),
            // A comment, or a header: what a file says of itself goes before what it may look like.
            _ => None,
        });
        let mut answers = answers.collect::<Vec<_>>();
        let first = answers.pop().expect("there are types");
        assert!(answers.iter().all(|answer| *answer == first), "{line:?} depends on what was tried first");
        if let Some((name, found)) = first {
            assert!(name != this.name || found == made, "{line:?}");
        }
    }
}

/// A file of lines: every classifier says the same of each, whichever type it tries first.
pub fn lines(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut answers = classifiers().map(|mut classifier| read_lines(&mut classifier, &text));
    let first = answers.next().expect("there are types");
    assert!(answers.all(|other| other == first), "{text:?} depends on what was tried first");
}

/// What is said of each line, with what an earlier one left unfinished.
type Said = Vec<(Option<Unread>, String)>;

fn read_lines(classifier: &mut Classifier, text: &str) -> Said {
    let mut offset = 0;
    let mut said = Vec::new();
    for line in text.split('\n') {
        let mut given_up = None;
        let found = classifier.line(line, offset, &mut given_up);
        offset += line.len() as u64 + 1;
        let answer = match found {
            Ok(Line::Event { log_type, object, offset: from }) => {
                assert!(from < offset, "a record begins behind its end");
                check_event(log_type, usize::try_from(offset - from).expect("it is in memory"), &object.json());
                format!("{} {from} {}", log_type.name, object.json())
            }
            Ok(Line::Json(json)) => format!("json {json}"),
            Ok(Line::NoRecord) => "none".to_owned(),
            Ok(Line::Unfinished) => "unfinished".to_owned(),
            Err(refusal) => format!("{refusal:?}"),
        };
        if let Some(unread) = &given_up {
            // The first line of a record may be longer than the limit: how long lines are is the splitter's to say.
            let longest = text.split('\n').map(str::len).max().unwrap_or_default();
            assert!(unread.text.len() <= longest.max(LIMIT), "{} bytes were kept", unread.text.len());
        }
        said.push((given_up, answer));
    }
    said.push((classifier.finish(), String::new()));
    said
}

/// One classifier for each type that may be tried first.
fn classifiers() -> impl Iterator<Item = Classifier> {
    let paths = TYPES.iter().map(|log_type| log_type.paths.first().copied().unwrap_or_default());
    ["x"].into_iter().chain(paths).map(|path| Classifier::of_path(path, LIMIT))
}

/// An event made of `held` bytes of text: valid JSON, an object, of bounded size.
fn check_event(log_type: &'static LogType, held: usize, json: &str) {
    assert_eq!(event::json::validate(json), Ok(()), "{json}");
    // Every column has a name, a request is there whole and in parts, and a character may take six to be written.
    assert!(json.len() <= held * 13 + 4096, "{held} bytes gave {}", json.len());
    with(json, |record| about(log_type, record, json.len()));
}

fn with(json: &str, look: impl for<'a> FnOnce(&'a Dict<'a>)) {
    let heap = Heap::default();
    match event::json::read_validated(heap.enter(), json) {
        Value::Dict(record) => look(record),
        _ => unreachable!("it is no object: {json}"),
    }
}

/// What is found in a record of `length` bytes is a part of it, or a number that stands in it.
fn about<'a>(log_type: &'static LogType, record: &'a Dict<'a>, length: usize) {
    let About { actor, source_ip, action, status, .. } = About::of(Some(log_type), record);
    for text in [actor, source_ip, action, status].into_iter().flatten() {
        // The digits of the largest double.
        assert!(text.len() <= length + 330, "{text}");
    }
}

/// A JSON object: of one type, whichever is tried first; or refused, with a reason.
pub fn object(data: &[u8]) {
    let Some(json) = valid_object(data) else { return };
    with(&json, |record| {
        let type_of = |classifier: &mut Classifier| classifier.json(record).map(|log_type| log_type.name);
        let cold = classify::log_type(record);
        for mut classifier in classifiers() {
            assert_eq!(type_of(&mut classifier), cold, "{json}");
            assert_eq!(type_of(&mut classifier), cold, "the second time: {json}");
        }
        if cold.is_none() {
            assert!(!classify::refusal(record).reason.is_empty());
        }
        for log_type in TYPES {
            about(log_type, record, json.len());
        }
    });
}

/// A text whose structure is found first is taken, and read, as any other.
pub fn structure(data: &[u8]) {
    let lossy = String::from_utf8_lossy(data);
    let mut finder = scan::Structure::default();
    // Without what keeps a structure from being found, too.
    let printable: String = lossy.chars().filter(|c| matches!(c, ' '..='~') && *c != '\\').collect();
    for text in [&*lossy, &printable] {
        let structure = runtime::record::structure(&mut finder, text.as_bytes());
        if structure.is_none() {
            continue;
        }
        let valid = event::json::validate(text);
        assert_eq!(event::json::validate_structured(text, structure), valid, "{text}");
        if valid.is_ok() {
            let heap = Heap::default();
            let read = dumps(heap.enter(), event::json::read_validated(heap.enter(), text)).map_err(|_| ());
            let sooner =
                dumps(heap.enter(), event::json::read_structured(heap.enter(), text, structure)).map_err(|_| ());
            assert_eq!(sooner, read, "{text}");
        }
    }
}

fn valid_object(data: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(data);
    let text = text.trim_ascii();
    (text.starts_with('{') && event::json::validate(text).is_ok()).then(|| text.to_owned())
}

/// What a holder holds: parts of it, in their order, none of them twice.
pub fn envelope(data: &[u8]) {
    let Some(json) = valid_object(data) else { return };
    let of_a_type = |element: &str| {
        let mut found = false;
        if valid_object(element.as_bytes()).is_some() {
            with(element, |record| found = classify::log_type(record).is_some());
        }
        found
    };
    for is_record in [&of_a_type as &dyn Fn(&str) -> bool, &|_| true, &|_| false] {
        let parts = envelope::open(&json, is_record);
        assert_eq!(parts, envelope::open(&json, is_record), "{json}");
        let mut end = 0;
        for part in parts.unwrap_or_default() {
            let (at, length) = match &part {
                Part::Json { at, text } => {
                    assert_eq!(json.get(*at..at + text.len()), Some(*text), "{json}");
                    assert_eq!(event::json::validate(text), Ok(()), "{json}");
                    (*at, text.len())
                }
                Part::Unwrapped { at, text } => {
                    assert!(json.get(*at..).is_some_and(|rest| rest.starts_with('"')), "{json}");
                    (*at, text.len())
                }
            };
            assert!(at >= end && at + length <= json.len(), "{part:?} of {json}");
            end = at + length;
        }
    }
}

/// Records and broken stretches: in the order of the input, none over another, the same however the bytes come in. Between
/// them stands nothing but white space, commas and the brackets around records.
pub fn split(data: &[u8]) {
    for (limit, lines) in [(1 << 16, false), (1 << 16, true), (64, false)] {
        let whole = pieces(data, limit, lines, data.len().max(1));
        let mut end = 0;
        // An object that holds records has other members.
        let held = memchr::memmem::find(data, b"Records").is_some() || memchr::memchr(b'\\', data).is_some();
        for (start, length, _) in &whole {
            assert!(*start >= end, "two pieces overlap");
            check_gap(data.get(end..*start).expect("a piece is in the input"), held);
            end = start + length;
            assert!(end <= data.len(), "a piece ends behind the input");
        }
        check_gap(data.get(end..).unwrap_or_default(), held);
        for size in [1, 7, data.len() / 2 + 1] {
            assert_eq!(pieces(data, limit, lines, size), whole, "in pieces of {size}: {}", data.escape_ascii());
        }
    }
}

fn check_gap(gap: &[u8], held: bool) {
    let space = |byte: &u8| b" \t\r\n\x0c,[]\xef\xbb\xbf".contains(byte);
    assert!(held || gap.iter().all(space), "it is passed over: {}", gap.escape_ascii());
}

/// Each piece: where it begins, its length, and why it is broken.
fn pieces(data: &[u8], limit: usize, lines: bool, size: usize) -> Vec<(usize, usize, Option<String>)> {
    let mut splitter = Splitter::new(limit);
    if lines {
        splitter.keep_lines();
    }
    let mut found = Vec::new();
    let mut take = |splitter: &mut Splitter| {
        while let Some(piece) = splitter.next_piece() {
            let index = |offset: u64| usize::try_from(offset).expect("it is in memory");
            found.push(match piece {
                Piece::Record { offset, bytes } => {
                    let start = index(offset);
                    assert_eq!(data.get(start..start + bytes.len()), Some(bytes));
                    (start, bytes.len(), None)
                }
                Piece::Broken { offset, length, reason, head } => {
                    let (start, length) = (index(offset), index(length));
                    assert_eq!(data.get(start..start + length.min(HEAD)), Some(head), "the head of what is broken");
                    (start, length, Some(reason.to_string()))
                }
            });
        }
    };
    for chunk in data.chunks(size) {
        splitter.feed(chunk);
        take(&mut splitter);
    }
    splitter.finish();
    take(&mut splitter);
    found
}

/// A time: printed and read again it is the same, white space around it changes nothing, and a number says the same as its
/// digits do.
pub fn time(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let text: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
    let found = time_of(&format!("\"{text}\""));
    if let Some(time) = found {
        assert_eq!(time_of(&format!("\"{time}\"")), Some(time), "{text}");
    }
    assert_eq!(time_of(&format!("\" {text} \"")), found, "{text}");
    if let Ok(number) = text.parse::<i64>()
        && number.to_string() == text
    {
        assert_eq!(time_of(&text), found, "{text}");
    }
    // The form of access logs, in the line that has it.
    let line = format!("o b [{text}] - r i REST.GET.OBJECT k \"-\" 200 - 1 1 1 1 \"-\" \"-\"");
    self::text("AWS.S3ServerAccess", line.as_bytes());
}

/// The time that a record says with `value`, which is JSON.
fn time_of(value: &str) -> Option<jiff::Timestamp> {
    let json = format!("{{\"eventTime\":{value}}}");
    let mut time = None;
    with(&json, |record| time = About::of(Some(log_type("AWS.CloudTrail")), record).time);
    time
}

/// The most that a file may become, in the tests.
const DECODED: u64 = 1 << 20;

/// Decompression: within its limit, and the same whatever the size of the buffer; what was compressed comes out again.
pub fn decode(data: &[u8]) {
    let (whole, error) = decoded(data, 1 << 16);
    assert!(whole.len() as u64 <= DECODED + (1 << 16), "{} bytes came out", whole.len());
    // What the library says of damage does depend on it, behind the colon.
    let kind = |error: Option<String>| error.map(|error| error.split(':').next().unwrap_or_default().to_owned());
    let (narrow, other) = decoded(data, 7);
    assert_eq!(kind(other), kind(error.clone()), "it depends on the size of the buffer");
    assert!(narrow == whole, "what comes out depends on the size of the buffer");
    if data.len() as u64 <= DECODED {
        let compressed = zstd::bulk::compress(data, 1).expect("it can be compressed");
        assert_eq!(decoded(&compressed, 1 << 16), (data.to_vec(), None), "zstd");
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gzip, data).expect("it is in memory");
        let mut member = gzip.finish().expect("it is in memory");
        member.extend_from_within(..);
        let (twice, error) = decoded(&member, 1 << 16);
        assert!(error.is_some() || twice == data.repeat(2), "gzip");
        assert!(error.is_none() || data.len() as u64 * 2 > DECODED, "gzip: {error:?}");
    }
}

/// What is read of a file before its end, or before an error.
fn decoded(data: &[u8], buffer: usize) -> (Vec<u8>, Option<String>) {
    let limits = Limits { size: DECODED, ratio: 1000 };
    let input = Box::new(Cursor::new(data.to_vec()));
    let mut out = Vec::new();
    let mut decoder = match Decoder::open(input, Arc::new(AtomicU64::new(0)), limits) {
        Ok(decoder) => decoder,
        Err(error) => return (out, Some(error.to_string())),
    };
    let mut chunk = vec![0; buffer];
    loop {
        match decoder.read(&mut chunk) {
            Ok(0) => return (out, None),
            Ok(n) => out.extend_from_slice(chunk.get(..n).expect("it was written")),
            Err(error) => {
                // How much is out before a limit is met depends on the buffer.
                out.truncate(if error.to_string().contains("more than") { 0 } else { out.len() });
                return (out, Some(error.to_string()));
            }
        }
    }
}
