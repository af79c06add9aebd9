//! Events of EventBridge: <https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html>, and those among
//! them that S3 sends: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html>.

use std::borrow::Cow;

use crate::error::{Error, excerpt};
use crate::json::Members;
use crate::object::{Ignored, Names, Reason, bucket, key};
use crate::{EXPECTED, MAX_WRAPPERS, Nothing, Notice, cloudtrail, s3, sns};

const OF: &str = "an event of S3";
const BUCKET: &str = "detail.bucket.name";
const KEY: &str = "detail.object.key";

/// What [`event`](crate::event) found.
#[derive(Debug, PartialEq, Eq)]
pub enum Delivery<'b> {
    Event(Event<'b>),
    Nothing(Nothing),
}

/// Something to evaluate.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Event<'b> {
    /// What redelivery repeats. None where `text` is no envelope of EventBridge.
    pub id: Option<String>,
    pub source: Option<String>,
    pub detail_type: Option<String>,
    pub account: Option<String>,
    pub region: Option<String>,
    /// The whole envelope, or the record by itself, as it was sent: not checked, and no more than trimmed.
    pub text: Cow<'b, str>,
}

pub(crate) fn is_envelope(members: &Members<'_>) -> bool {
    ["detail-type", "source", "detail"].iter().all(|key| members.get(key).is_some())
}

/// Reads an event that tells of an object. Its key stands there as it is.
pub(crate) fn read(members: &Members<'_>, notice: &mut Notice) -> Result<(), Error> {
    let name = members.string("detail-type").unwrap_or_default();
    let source = members.string("source").unwrap_or_default();
    if source != "aws.s3" {
        let found =
            format!("an event `{}` of `{}` (`--mode=eventbridge` evaluates it)", excerpt(&name), excerpt(&source));
        return Err(Error::Unexpected { found, expected: EXPECTED });
    }
    let detail = members.object("detail").ok_or_else(|| Error::missing(OF, BUCKET))?;
    let object = detail.object("object").ok_or_else(|| Error::missing(OF, KEY))?;
    let bucket = bucket(OF, BUCKET, detail.object("bucket").and_then(|bucket| bucket.string("name")))?;
    let key = key(OF, KEY, object.string("key"))?;
    if name != "Object Created" {
        notice.ignored.push(Ignored { bucket, key, reason: Reason::Event(name) });
        return Ok(());
    }
    let names = Names { version: "version-id", e_tag: "etag" };
    let mut object = names.object(bucket, key, &object, members.string("region"));
    object.account = members.string("account");
    notice.add(object);
    Ok(())
}

pub(crate) fn event(body: &str) -> Result<Delivery<'_>, Error> {
    let mut text = Cow::Borrowed(body.trim_ascii());
    for _ in 0..=MAX_WRAPPERS {
        match opened(&text)? {
            Opened::Wrapper(inner) => text = Cow::Owned(inner.trim_ascii().to_owned()),
            Opened::Nothing(nothing) => return Ok(Delivery::Nothing(nothing)),
            Opened::Event(event) => return Ok(Delivery::Event(Event { text, ..event })),
        }
    }
    Err(Error::Wrapped { most: MAX_WRAPPERS })
}

enum Opened {
    Wrapper(String),
    Nothing(Nothing),
    /// Without its text.
    Event(Event<'static>),
}

fn opened(text: &str) -> Result<Opened, Error> {
    const WANTED: &str = "an event of EventBridge, or a record";
    if text.is_empty() {
        return Err(Error::Empty { expected: WANTED });
    }
    if cloudtrail::is_validation(text) {
        return Ok(Opened::Nothing(Nothing::CloudTrailValidation));
    }
    // Whether it is a record is for those to say who know records: lines of text are some.
    let Ok(members) = Members::of(text) else { return Ok(Opened::Event(Event::default())) };
    match sns::open(&members)? {
        Some(sns::Said::Message(inner)) => return Ok(Opened::Wrapper(inner)),
        Some(sns::Said::Nothing(nothing)) => return Ok(Opened::Nothing(nothing)),
        None => {}
    }
    if let Some(nothing) = s3::test(&members) {
        return Ok(Opened::Nothing(nothing));
    }
    if is_envelope(&members) {
        return Ok(Opened::Event(Event {
            id: members.string("id"),
            source: members.string("source"),
            detail_type: members.string("detail-type"),
            account: members.string("account"),
            region: members.string("region"),
            text: Cow::Borrowed(""),
        }));
    }
    let records = members.array("Records").unwrap_or_default();
    if let Some(record) = records.first().and_then(|record| Members::of(record.get()).ok()) {
        match (record.string("body"), records.len()) {
            (Some(inner), 1) => return Ok(Opened::Wrapper(inner)),
            (Some(_), several) => {
                let found = format!("{several} messages in one");
                return Err(Error::Unexpected { found, expected: WANTED });
            }
            (None, _) => {}
        }
        // To evaluate this would be to lose what is in the objects, and nobody would hear of it.
        if s3::is_record(&record) {
            let found = "a notification of S3 (`--mode=sqs` fetches what it names)".to_owned();
            return Err(Error::Unexpected { found, expected: WANTED });
        }
    }
    if members.get("s3Bucket").is_some() && members.get("s3ObjectKey").is_some() {
        let found = "CloudTrail's notice of stored files (`--mode=sqs` fetches what it names)".to_owned();
        return Err(Error::Unexpected { found, expected: WANTED });
    }
    Ok(Opened::Event(Event::default()))
}
