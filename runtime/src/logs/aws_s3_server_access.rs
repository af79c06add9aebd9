//! Amazon S3's server access logs ("Amazon S3 server access log format"). Members are named as the document's fields, in
//! lower case and without spaces.
//!
//! S3 quotes three fields and escapes nothing in them.

use event::py::dict::Dict;

use super::columns::{Layout, Object, Slot, has};
use super::fields::{number, scalar, text};
use super::{Context, Format, Found, LogType, Outcome, Unfit, time};

pub(super) static TYPE: LogType = LogType {
    name: "AWS.S3ServerAccess",
    format: Format::Text(object),
    is_event: true,
    paths: &["s3-access", "s3access", "S3ServerAccess"],
    find,
};

/// The fields in their order. Older records end sooner.
static FIELDS: [Slot; 26] = [
    Slot::text("bucketowner"),
    Slot::text("bucket"),
    Slot::text("time"),
    Slot::text("remoteip"),
    Slot::text("requester"),
    Slot::text("requestid"),
    Slot::text("operation"),
    Slot::text("key"),
    Slot::text("requesturi"),
    Slot::number("httpstatus"),
    Slot::text("errorcode"),
    Slot::number("bytessent"),
    Slot::number("objectsize"),
    Slot::number("totaltime"),
    Slot::number("turnaroundtime"),
    Slot::text("referrer"),
    Slot::text("useragent"),
    Slot::text("versionid"),
    Slot::text("hostid"),
    Slot::text("signatureversion"),
    Slot::text("ciphersuite"),
    Slot::text("authenticationtype"),
    Slot::text("hostheader"),
    Slot::text("tlsversion"),
    Slot::text("accesspointarn"),
    Slot::text("aclrequired"),
];

/// With the user agent all is said that every version has.
const LEAST: usize = 17;

fn object<'l>(line: &'l str, _: &Context) -> Result<Object<'l>, Unfit> {
    // The third field is a time in brackets: most lines of other types end here.
    let is_time = || line.split(' ').nth(2).is_some_and(|field| field.starts_with('['));
    if !has(line, |b| b == b'[') || !is_time() {
        return Err(Unfit::no(0, "the third field is no time in brackets"));
    }
    let mut columns = Columns { rest: line, taken: Vec::with_capacity(FIELDS.len() + 2) };
    columns.take_all()?;
    let mut texts = columns.taken;
    let additional = texts.split_off(texts.len().min(FIELDS.len()));
    Ok(Object::new(Layout::Known(&FIELDS), texts).with_list("additionalfields", additional.into_iter()))
}

/// A line that is taken apart from its beginning.
struct Columns<'l> {
    rest: &'l str,
    taken: Vec<&'l str>,
}

impl<'l> Columns<'l> {
    fn take_all(&mut self) -> Result<(), Unfit> {
        self.words(2)?;
        self.rest = self.rest.strip_prefix('[').unwrap_or(self.rest);
        let time = self.until(']').filter(|time| time::access_log(time).is_some());
        let time = time.ok_or_else(|| Unfit::no(40, "the third field is no time"))?;
        self.taken.push(time);
        self.words(5)?;
        if !self.taken.get(6).is_some_and(|operation| is_operation(operation)) {
            return Err(Unfit::no(50, "the seventh field is no operation of S3"));
        }
        self.quoted(follows_request).ok_or_else(|| Unfit::no(70, "no HTTP status follows the request"))?;
        if !follows_request(self.rest) {
            return Err(Unfit::no(80, "what follows the request is no HTTP status, error and four numbers"));
        }
        self.words(6)?;
        self.quoted(|tail| tail.starts_with(['"', '-'])).ok_or_else(|| Unfit::no(80, "the referrer is not closed"))?;
        self.quoted(is_clean).ok_or_else(|| Unfit::no(80, "the user agent is not closed"))?;
        while !self.rest.is_empty() {
            if self.taken.len() == MOST {
                return Err(Unfit::no(90, format!("it has more than {MOST} fields")));
            }
            self.words(1)?;
        }
        Ok(())
    }

    /// Takes what stands before `end`, and the space behind it.
    fn until(&mut self, end: char) -> Option<&'l str> {
        let (text, tail) = self.rest.split_once(end)?;
        self.rest = tail.trim_start_matches(' ');
        Some(text)
    }

    fn words(&mut self, count: usize) -> Result<(), Unfit> {
        for _ in 0..count {
            let (word, tail) = self.rest.split_once(' ').unwrap_or((self.rest, ""));
            if word.is_empty() {
                return Err(Unfit::no(60, format!("it has {} fields, expected at least {LEAST}", self.taken.len())));
            }
            self.taken.push(word);
            self.rest = tail.trim_start_matches(' ');
        }
        Ok(())
    }

    /// Takes a column in quotes, or a lone `-`. It ends at the first quote that something fit `follows`.
    fn quoted(&mut self, follows: impl Fn(&str) -> bool) -> Option<()> {
        let Some(inside) = self.rest.strip_prefix('"') else {
            return self.words(1).ok();
        };
        let ends =
            memchr::memmem::find_iter(inside.as_bytes(), b"\" ").chain(inside.ends_with('"').then(|| inside.len() - 1));
        for end in ends.take(CANDIDATES) {
            let (text, tail) = inside.split_at_checked(end)?;
            let tail = tail.get(1..)?.trim_start_matches(' ');
            if follows(tail) {
                self.taken.push(text);
                self.rest = tail;
                return Some(());
            }
        }
        None
    }
}

/// A line of nothing but quotes is not looked through for each of them.
const CANDIDATES: usize = 32;

/// More fields than any version has.
const MOST: usize = 64;

/// Whether an HTTP status, an error code and four numbers stand there.
fn follows_request(tail: &str) -> bool {
    let mut words = tail.split(' ').filter(|word| !word.is_empty());
    let is_status = |word: &str| matches!(word.as_bytes(), b"-" | [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9']);
    let is_number = |word: &str| word == "-" || word.bytes().all(|b| b.is_ascii_digit());
    words.next().is_some_and(is_status) && words.next().is_some() && (0..4).all(|_| words.next().is_some_and(is_number))
}

/// Whether no word there has a quote that does not stand around the whole of it.
fn is_clean(tail: &str) -> bool {
    let whole = |word: &str| word.len() > 1 && word.starts_with('"') && word.ends_with('"');
    !tail.contains('"') || tail.split(' ').all(|word| !word.contains('"') || whole(word))
}

/// `REST.GET.OBJECT`, `S3.EXPIRE.OBJECT`, `BATCH.DELETE.OBJECT`.
fn is_operation(text: &str) -> bool {
    let word = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    text.contains('.') && text.split('.').all(word)
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    let error = text(record, &["errorcode"]);
    let status = number(record, &["httpstatus"]);
    Found {
        time: text(record, &["time"]).and_then(|text| time::access_log(&text)),
        actor: text(record, &["requester"]),
        source_ip: text(record, &["remoteip"]),
        action: text(record, &["operation"]),
        // What S3 does by itself, as to expire an object, has neither a status nor an error.
        outcome: Outcome::of_http(status).or_else(|| Outcome::unless(error.is_some())),
        status: scalar(record, &["httpstatus"]).or(error),
    }
}
