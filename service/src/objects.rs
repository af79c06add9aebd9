//! Objects of S3 by their names, for threads that wait for nothing else.

use std::sync::Arc;

use aws_sdk_s3::Client;
use runtime::ingest::Source;

use crate::object::{Content, Download, Place};

/// All that the credentials may read.
#[derive(Debug)]
pub struct Objects {
    client: Client,
    /// It downloads while another thread reads.
    tokio: tokio::runtime::Runtime,
}

impl Objects {
    /// Those of AWS at `place`.
    ///
    /// # Errors
    /// Where AWS cannot be asked.
    pub fn open(place: &aws::Place) -> Result<Objects, crate::Error> {
        let tokio = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let client = client(&tokio.block_on(aws::config(place))?);
        Ok(Objects { client, tokio })
    }

    /// The object of that name, `s3://bucket/key`, as it is now.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub fn get(&self, name: &str) -> Result<Source, String> {
        let (bucket, key) = runtime::quarantine::bucket_and_key(name).ok_or("it is no name of an object")?;
        let place = Place { bucket: bucket.to_owned(), key: key.to_owned(), version: None };
        let _entered = self.tokio.enter();
        let download = self.tokio.block_on(Download::begin(&self.client, place)).map_err(|e| e.to_string())?;
        let size = Some(download.size);
        let content = Content::new(name.to_owned(), name.to_owned(), size, Box::new(download.stream()));
        Ok(Source::Object(Arc::new(content)))
    }
}

/// An S3 client. A server that stands in for AWS has no names for its buckets.
pub(crate) fn client(config: &aws::SdkConfig) -> Client {
    let path_style = config.endpoint_url().is_some();
    Client::from_conf(aws_sdk_s3::config::Builder::from(config).force_path_style(path_style).build())
}
