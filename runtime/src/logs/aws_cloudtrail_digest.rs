//! AWS CloudTrail's digest files, which list log files with their hashes: recognised, so that none is taken for an event
//! ("CloudTrail digest file structure").

use event::py::dict::Dict;

use super::found::time_at;
use super::{Check, Format, Found, LogType};

pub(super) static TYPE: LogType = LogType {
    name: "AWS.CloudTrailDigest",
    format: Format::Json(lay_down),
    is_event: false,
    paths: &["/CloudTrail-Digest/", "_CloudTrail-Digest_"],
    find,
};

fn lay_down(check: &mut Check<'_, '_>) {
    check.string("digestStartTime").string("digestEndTime").string("awsAccountId").one_of(&[
        "digestS3Object",
        "digestS3Bucket",
        "logFiles",
    ]);
}

fn find<'a>(record: &'a Dict<'a>) -> Found<'a> {
    Found { time: time_at(record, &[&["digestEndTime"], &["digestStartTime"]]), ..Found::default() }
}
