//! What the body of a message says. Text in, objects to fetch or an event to evaluate out; nothing is asked of any service.
//!
//! | what sent it | what is in the body |
//! |---|---|
//! | S3 | `{"Records": [{"eventName": "ObjectCreated:Put", "s3": ...}]}`, keys form-encoded |
//! | S3 by EventBridge | an event of `aws.s3` with the object in `detail`, keys as they are |
//! | CloudTrail | `{"s3Bucket": ..., "s3ObjectKey": [...]}`, keys as they are |
//! | a topic | any of these as text in `Message`, or as it is with raw delivery |
//! | what hands Lambda its messages on | `{"Records": [{"body": ...}]}` with any of these as text |
//! | S3, SNS, CloudTrail | tests and confirmations that mean no work ([`Nothing`]) |
//!
//! Bodies are not trusted, for whoever may send to the queue writes them: no bytes panic, wrappers are opened to a depth of
//! [`MAX_WRAPPERS`] alone and hold [`MAX_RECORDS`] at most, and memory stays within some ten times the body and a few megabytes.
//! Whether a bucket is one to read from is for the caller to say.
//!
//! Of doubled keys the last wins, as in Python and in the rest of iota: a reader that takes the first, or refuses, would see
//! another object than the one that a person sees who looks at the message with the usual tools.

mod cloudtrail;
mod error;
mod eventbridge;
mod json;
mod object;
mod s3;
mod sns;

pub use error::Error;
pub use eventbridge::{Delivery, Event};
pub use object::{Ignored, Object, Reason};

use json::Members;

/// How many wrappers are opened around what is said. Two are met: a topic's, in what handed Lambda its messages on.
pub const MAX_WRAPPERS: usize = 4;

/// How many objects, or records, one message may name. S3 sends one, CloudTrail a few dozen.
pub const MAX_RECORDS: usize = 10_000;

/// What [`read`] takes, for its errors.
const EXPECTED: &str = "an S3 notification, an EventBridge event `Object Created` of `aws.s3`, or CloudTrail's notice of \
                        `s3Bucket` and `s3ObjectKey`, by itself or through SNS";

/// What a message says of stored objects.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// To be fetched, in the order of the message.
    pub objects: Vec<Object>,
    /// Known, and no work: deletions, digests, empty objects.
    pub ignored: Vec<Ignored>,
    /// Messages of services to whoever listens.
    pub nothing: Vec<Nothing>,
    /// What stood among the rest and could not be read. The objects are still to be processed; then the message is one that
    /// failed, for a person to look at.
    pub refused: Vec<Error>,
}

/// A message that is known to mean no work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nothing {
    /// S3 sends it when notifications of a bucket are set up: `s3:TestEvent`.
    S3Test { bucket: Option<String> },
    /// CloudTrail sends it when a topic is given to a trail.
    CloudTrailValidation,
    /// A topic of another account asks to be confirmed. That is for its owner to do, by the `SubscribeURL`: iota calls no address
    /// that a message names.
    SubscriptionConfirmation { topic: Option<String> },
    /// A subscription has ended.
    UnsubscribeConfirmation { topic: Option<String> },
}

impl Nothing {
    /// The kind, as a value for a label of a metric.
    pub fn kind(&self) -> &'static str {
        match self {
            Nothing::S3Test { .. } => "s3_test",
            Nothing::CloudTrailValidation => "cloudtrail_validation",
            Nothing::SubscriptionConfirmation { .. } => "subscription_confirmation",
            Nothing::UnsubscribeConfirmation { .. } => "unsubscribe_confirmation",
        }
    }
}

/// Reads a message about stored objects: `--mode=sqs`.
///
/// # Errors
///
/// What the body looks like and what was expected, where nothing in it can be read. What is wrong with one of several
/// records is in [`Notice::refused`].
pub fn read(body: &str) -> Result<Notice, Error> {
    let mut notice = Notice::default();
    read_into(body, MAX_WRAPPERS, &mut notice)?;
    Ok(notice)
}

/// Reads a message that is an event: `--mode=eventbridge`. What is no envelope of EventBridge is handed out as it is, for a
/// record may have been put into the queue by itself.
///
/// # Errors
///
/// The body is empty, wrapped too often, or a notification of S3's, whose object would have to be fetched.
pub fn event(body: &str) -> Result<Delivery<'_>, Error> {
    eventbridge::event(body)
}

fn read_into(body: &str, wrappers: usize, notice: &mut Notice) -> Result<(), Error> {
    if body.trim_ascii().is_empty() {
        return Err(Error::Empty { expected: EXPECTED });
    }
    if cloudtrail::is_validation(body) {
        notice.nothing.push(Nothing::CloudTrailValidation);
        return Ok(());
    }
    let members = Members::of(body).map_err(|e| Error::not_json(body, &e, EXPECTED))?;
    let unwrapped = || wrappers.checked_sub(1).ok_or(Error::Wrapped { most: MAX_WRAPPERS });
    match sns::open(&members)? {
        Some(sns::Said::Message(text)) => return read_into(&text, unwrapped()?, notice),
        Some(sns::Said::Nothing(nothing)) => {
            notice.nothing.push(nothing);
            return Ok(());
        }
        None => {}
    }
    if let Some(nothing) = s3::test(&members) {
        notice.nothing.push(nothing);
    } else if let Some(records) = members.array("Records") {
        notice.has_room(records.len())?;
        for record in records {
            let read = Members::of(record.get()).map_err(|_| s3::not_a_record(record.get())).and_then(|record| {
                match record.string("body") {
                    Some(text) => unwrapped().and_then(|wrappers| read_into(&text, wrappers, notice)),
                    None => s3::read(&record, notice),
                }
            });
            if let Err(e) = read {
                notice.refused.push(e);
            }
        }
    } else if eventbridge::is_envelope(&members) {
        eventbridge::read(&members, notice)?;
    } else if let Some(bucket) = members.string("s3Bucket") {
        cloudtrail::read(&bucket, &members, notice)?;
    } else {
        return Err(Error::Unexpected { found: members.looks(), expected: EXPECTED });
    }
    Ok(())
}

impl Notice {
    fn has_room(&self, more: usize) -> Result<(), Error> {
        let said = self.objects.len() + self.ignored.len() + self.nothing.len() + self.refused.len();
        if said + more > MAX_RECORDS {
            return Err(Error::Many { found: said + more, most: MAX_RECORDS });
        }
        Ok(())
    }

    /// Takes an object, as work or as none.
    fn add(&mut self, object: Object) {
        match object.needless() {
            Some(reason) => self.ignored.push(Ignored { bucket: object.bucket, key: object.key, reason }),
            None => self.objects.push(object),
        }
    }
}
