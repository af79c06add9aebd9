//! An object of S3's as a message names it: checked, and known again when it is named once more.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::error::{Error, excerpt};
use crate::json::Members;

/// An object that was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// A name as buckets have it: letters, digits, `.`, `-` and `_`. Never an ARN.
    pub bucket: String,
    /// As the object is called, of at most 1,024 bytes. It may hold whatever S3 takes: `..`, line breaks, NUL.
    pub key: String,
    /// In a bucket with versions. The text `null` is what S3 calls versions from before it had any.
    pub version: Option<String>,
    /// A hexadecimal number that grows with each change of the key.
    pub sequencer: Option<String>,
    /// Bytes as stored, compressed where they are.
    pub size: Option<u64>,
    pub e_tag: Option<String>,
    /// The bucket's.
    pub region: Option<String>,
    /// The bucket's owner, which EventBridge alone says.
    pub account: Option<String>,
}

/// An object, or what happened to one, that is no work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    pub bucket: String,
    pub key: String,
    pub reason: Reason,
}

/// Why there is nothing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not stored but, say, deleted or restored: the event's name, as `ObjectRemoved:Delete` or `Object Deleted`.
    Event(String),
    /// Of zero bytes, as consoles make them for folders.
    Empty,
    /// Of `CloudTrail-Digest/`: hashes of log files.
    Digest,
}

/// What stands in a URL as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_').remove(b'=');

impl Object {
    /// What stays the same when the object is named again, and differs when it was stored anew: a URL of the bucket and the key
    /// with the version, the sequencer or the hash, whichever is there first.
    ///
    /// The version `null` is written over, so it is passed over. CloudTrail's notices have none of the three: it never
    /// stores a key twice.
    pub fn dedup_id(&self) -> String {
        let version = self.version.as_deref().filter(|version| *version != "null");
        let which = [("versionId", version), ("sequencer", self.sequencer.as_deref()), ("etag", self.e_tag.as_deref())]
            .into_iter()
            .find_map(|(name, value)| Some(format!("?{name}={}", utf8_percent_encode(value?, PLAIN))));
        format!("s3://{}/{}{}", self.bucket, utf8_percent_encode(&self.key, PLAIN), which.unwrap_or_default())
    }

    /// Why the object need not be fetched.
    pub(crate) fn needless(&self) -> Option<Reason> {
        if self.size == Some(0) {
            return Some(Reason::Empty);
        }
        // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html
        self.key.split('/').any(|folder| folder == "CloudTrail-Digest").then_some(Reason::Digest)
    }
}

/// The name of a bucket. It becomes part of an address, and where an ARN is taken for it, of somebody else's.
pub(crate) fn bucket(of: &'static str, field: &'static str, from: Option<String>) -> Result<String, Error> {
    let name = from.ok_or_else(|| Error::missing(of, field))?;
    // 63 characters; of the oldest buckets of us-east-1 255, with capitals and underscores.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if !(3..=255).contains(&name.len()) || !name.chars().all(plain) {
        return Err(Error::Field { of, field, problem: format!("is no name of a bucket (`{}`)", excerpt(&name)) });
    }
    Ok(name)
}

/// An object's key.
pub(crate) fn key(of: &'static str, field: &'static str, from: Option<String>) -> Result<String, Error> {
    let key = from.ok_or_else(|| Error::missing(of, field))?;
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
    if key.is_empty() || key.len() > 1024 {
        let problem = format!("has {} bytes, not 1 to 1,024,", key.len());
        return Err(Error::Field { of, field, problem });
    }
    Ok(key)
}

/// The key that is written `application/x-www-form-urlencoded`.
pub(crate) fn form_decoded(of: &'static str, field: &'static str, key: &str) -> Result<String, Error> {
    let spaced = key.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => Err(Error::Field { of, field, problem: format!("is not UTF-8 once decoded (`{}`)", excerpt(key)) }),
    }
}

/// What S3 says of an object beside its key. The two ways name these differently.
pub(crate) struct Names {
    pub(crate) version: &'static str,
    pub(crate) e_tag: &'static str,
}

impl Names {
    pub(crate) fn object(&self, bucket: String, key: String, said: &Members<'_>, region: Option<String>) -> Object {
        Object {
            bucket,
            key,
            version: said.string(self.version),
            sequencer: said.string("sequencer"),
            size: said.number("size"),
            e_tag: said.string(self.e_tag),
            region,
            account: None,
        }
    }
}
