//! Objects of S3 by their names, for threads that wait for nothing else.

use std::sync::Arc;

use runtime::ingest::Source;

use crate::clients::Clients;
use crate::object::{Content, Download, Place};

/// All that the credentials, and the roles that they assume, may read.
#[derive(Debug)]
pub struct Objects {
    clients: Clients,
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
        let config = tokio.block_on(aws::config(place))?;
        let clients = tokio.block_on(Clients::new(&config, &place.roles));
        Ok(Objects { clients, tokio })
    }

    /// The object of that name, `s3://bucket/key`, as it is now.
    ///
    /// # Errors
    /// Why it cannot be had.
    pub fn get(&self, name: &str) -> Result<Source, String> {
        let (bucket, key) = runtime::quarantine::bucket_and_key(name).ok_or("it is no name of an object")?;
        let client = self.clients.of(bucket, key);
        let place = Place { bucket: bucket.to_owned(), key: key.to_owned(), version: None };
        let _entered = self.tokio.enter();
        let download = self.tokio.block_on(Download::begin(client, place)).map_err(|e| e.to_string())?;
        let size = Some(download.size);
        let content = Content::new(name.to_owned(), name.to_owned(), size, Box::new(download.stream()));
        Ok(Source::Object(Arc::new(content)))
    }
}
