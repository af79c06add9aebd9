//! A data lake in a bucket of S3: each file is written on disk and, once it is whole, stored by one request, which S3 does
//! wholly or not at all.

use std::io::{self, Read, Seek};
use std::path::PathBuf;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::DisplayErrorContext;
use aws_sdk_s3::primitives::ByteStream;
use runtime::lake::{Error, Storage};
use tempfile::NamedTempFile;

/// The bucket.
#[derive(Debug)]
pub struct Bucket {
    client: Client,
    name: String,
    /// Before every key: empty, or it ends in `/`.
    prefix: String,
    /// Where files stand until they are whole.
    incoming: PathBuf,
    /// The threads that write wait for it; it has its own.
    tokio: tokio::runtime::Runtime,
}

impl Bucket {
    /// The bucket `name`, in which all keys begin with the folder `prefix`. Files that are being written are in the folder
    /// `incoming`, which is there.
    ///
    /// # Errors
    /// Where AWS cannot be asked.
    pub fn open(place: &aws::Place, name: String, prefix: &str, incoming: PathBuf) -> Result<Bucket, crate::Error> {
        let tokio = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let client = crate::clients::client(&tokio.block_on(aws::config(place))?);
        let prefix = prefix.trim_matches('/');
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        Ok(Bucket { client, name, prefix, incoming, tokio })
    }
}

impl Storage for Bucket {
    fn create(&self) -> Result<NamedTempFile, Error> {
        NamedTempFile::new_in(&self.incoming).map_err(|source| Error::Write { path: self.incoming.clone(), source })
    }

    fn publish(&self, mut file: NamedTempFile, key: &str) -> Result<(), Error> {
        let key = format!("{}{key}", self.prefix);
        let failed = |source| Error::Write { path: format!("s3://{}/{key}", self.name).into(), source };
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(failed)?;
        let request = self.client.put_object().bucket(&self.name).key(&key).body(ByteStream::from(bytes));
        let stored = self.tokio.block_on(request.send());
        stored.map(drop).map_err(|e| failed(io::Error::other(DisplayErrorContext(e).to_string())))
    }
}
