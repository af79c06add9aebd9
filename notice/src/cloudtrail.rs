//! What CloudTrail sends to a trail's topic:
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html>.

use crate::Notice;
use crate::error::Error;
use crate::json::Members;
use crate::object::{Object, bucket, key};

const OF: &str = "CloudTrail's notice";
const KEY: &str = "s3ObjectKey";

/// The text that is sent when the trail is given its topic.
pub(crate) fn is_validation(body: &str) -> bool {
    body.trim_ascii().starts_with("CloudTrail validation message")
}

/// Reads the keys of a notice, which stand there as they are.
pub(crate) fn read(name: &str, members: &Members<'_>, notice: &mut Notice) -> Result<(), Error> {
    let bucket = bucket(OF, "s3Bucket", Some(name.to_owned()))?;
    let is_no_list = || Error::Field { of: OF, field: KEY, problem: "is no list,".to_owned() };
    let keys = members.array(KEY).ok_or_else(is_no_list)?;
    notice.has_room(keys.len())?;
    for text in keys {
        match key(OF, KEY, serde_json::from_str(text.get()).ok()) {
            Ok(key) => notice.add(Object {
                bucket: bucket.clone(),
                key,
                version: None,
                sequencer: None,
                size: None,
                e_tag: None,
                region: None,
                account: None,
            }),
            Err(e) => notice.refused.push(e),
        }
    }
    Ok(())
}
