//! S3's own notifications: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html>.

use crate::error::{Error, excerpt};
use crate::json::Members;
use crate::object::{Ignored, Names, Reason, bucket, form_decoded, key};
use crate::{Nothing, Notice};

const OF: &str = "a record of an S3 notification";
const BUCKET: &str = "s3.bucket.name";
const KEY: &str = "s3.object.key";

/// `s3:TestEvent`, which has no records.
pub(crate) fn test(members: &Members<'_>) -> Option<Nothing> {
    (members.string("Event")? == "s3:TestEvent").then(|| Nothing::S3Test { bucket: members.string("Bucket") })
}

/// Whether `record` tells of an object, as opposed to a log's own record below the same `Records`.
pub(crate) fn is_record(record: &Members<'_>) -> bool {
    record.get("eventName").is_some() && record.object("s3").is_some()
}

/// Reads one of `Records`.
pub(crate) fn read(record: &Members<'_>, notice: &mut Notice) -> Result<(), Error> {
    let name = record.string("eventName");
    let (Some(name), Some(s3)) = (name, record.object("s3")) else {
        return Err(Error::Unexpected { found: record.looks(), expected: "a record of S3 with `eventName` and `s3`" });
    };
    // A new major version would say other things by the same names. Notices that people write to have objects read again
    // tend to leave it out.
    if let Some(version) = record.string("eventVersion")
        && version.split('.').next() != Some("2")
    {
        let problem = format!("is `{}`, not 2.x,", excerpt(&version));
        return Err(Error::Field { of: OF, field: "eventVersion", problem });
    }
    let object = s3.object("object").ok_or_else(|| Error::missing(OF, KEY))?;
    let bucket = bucket(OF, BUCKET, s3.object("bucket").and_then(|bucket| bucket.string("name")))?;
    let encoded = object.string("key").ok_or_else(|| Error::missing(OF, KEY))?;
    let key = key(OF, KEY, Some(form_decoded(OF, KEY, &encoded)?))?;

    // Stores that speak as S3 does leave the prefix of the event's type in its name.
    let name = name.strip_prefix("s3:").unwrap_or(&name);
    if !name.starts_with("ObjectCreated:") {
        notice.ignored.push(Ignored { bucket, key, reason: Reason::Event(name.to_owned()) });
        return Ok(());
    }
    let names = Names { version: "versionId", e_tag: "eTag" };
    notice.add(names.object(bucket, key, &object, record.string("awsRegion")));
    Ok(())
}

/// An element of `Records` that is no object at all.
pub(crate) fn not_a_record(text: &str) -> Error {
    Error::Unexpected { found: format!("`{}` in `Records`", excerpt(text)), expected: "records of S3" }
}
