//! Objects of S3: taken in before they are worked on, or, where they are large, while they are.

use std::io::{self, Cursor, Read};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::error::{DisplayErrorContext, ProvideErrorMetadata};
use aws_sdk_s3::primitives::ByteStream;
use tokio::sync::mpsc;

/// How often a body that broke off is taken up again, from where it broke.
const RESUMED: u32 = 5;

/// The wait before the first of these; each is twice as long as the one before.
const PAUSE: Duration = Duration::from_millis(200);

/// Pieces of a large object that wait to be worked on, of some 64 KiB each.
const PIECES: usize = 16;

/// Which object.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    pub bucket: String,
    pub key: String,
    pub version: Option<String>,
}

/// Why an object cannot be had.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    #[error("S3 says {code}: {message}")]
    Refused { code: String, message: String },
    #[error("its body broke off after {after} bytes: {message}")]
    Broken { after: u64, message: String },
}

impl Place {
    /// `s3://bucket/key`.
    pub fn name(&self) -> String {
        format!("s3://{}/{}", self.bucket, self.key)
    }
}

/// An object that is being downloaded.
#[derive(Debug)]
pub struct Download {
    client: Client,
    place: Place,
    stream: ByteStream,
    /// Bytes of it.
    pub size: u64,
    /// Which content it has: what follows is to be of the same.
    e_tag: Option<String>,
    taken: u64,
    resumed: u32,
}

impl Download {
    /// Asks for an object.
    ///
    /// # Errors
    /// Where S3 refuses, or cannot be asked, again and again.
    pub async fn begin(client: &Client, place: Place) -> Result<Download, Error> {
        let answer = get(client, &place, None).await?;
        let size = answer.content_length.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
        let e_tag = answer.e_tag;
        Ok(Download { client: client.clone(), place, stream: answer.body, size, e_tag, taken: 0, resumed: 0 })
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// Where the body breaks off again and again, or another has taken its place meanwhile.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        loop {
            let broken = match self.stream.next().await {
                Some(Ok(bytes)) => {
                    self.taken += bytes.len() as u64;
                    return Ok(Some(bytes.to_vec()));
                }
                None if self.taken >= self.size => return Ok(None),
                None => "it ended early".to_owned(),
                Some(Err(e)) => DisplayErrorContext(e).to_string(),
            };
            if self.resumed == RESUMED {
                return Err(Error::Broken { after: self.taken, message: broken });
            }
            tokio::time::sleep(PAUSE * (1 << self.resumed)).await;
            self.resumed += 1;
            self.stream = get(&self.client, &self.place, Some((self.taken, self.e_tag.clone()))).await?.body;
        }
    }

    /// All of it.
    ///
    /// # Errors
    /// As [`Download::next`].
    pub async fn whole(mut self) -> Result<Vec<u8>, Error> {
        let mut all = Vec::with_capacity(usize::try_from(self.size).unwrap_or_default());
        while let Some(bytes) = self.next().await? {
            all.extend_from_slice(&bytes);
        }
        Ok(all)
    }

    /// It as a stream, which is downloaded as it is read.
    pub fn stream(mut self) -> Stream {
        let (pieces, rest) = mpsc::channel(PIECES);
        tokio::spawn(async move {
            loop {
                let next = self.next().await;
                let ended = !matches!(next, Ok(Some(_)));
                // Who reads may have given up.
                if pieces.send(next).await.is_err() || ended {
                    return;
                }
            }
        });
        Stream { rest, piece: Cursor::default(), ended: false }
    }
}

/// The bytes from `from` on of the same content, if that is said.
async fn get(
    client: &Client,
    place: &Place,
    from: Option<(u64, Option<String>)>,
) -> Result<aws_sdk_s3::operation::get_object::GetObjectOutput, Error> {
    let mut request = client.get_object().bucket(&place.bucket).key(&place.key).set_version_id(place.version.clone());
    if let Some((from, e_tag)) = from {
        request = request.range(format!("bytes={from}-")).set_if_match(e_tag);
    }
    request.send().await.map_err(|e| {
        let refused = e.as_service_error().and_then(|e| Some((e.code()?.to_owned(), e.message().map(str::to_owned))));
        let (code, message) = refused.unwrap_or_else(|| ("no answer".into(), None));
        Error::Refused { code, message: message.unwrap_or_else(|| DisplayErrorContext(e).to_string()) }
    })
}

/// The bytes of an object that is being downloaded, for a thread that is none of tokio's.
#[derive(Debug)]
pub struct Stream {
    rest: mpsc::Receiver<Result<Option<Vec<u8>>, Error>>,
    piece: Cursor<Vec<u8>>,
    /// All of it was read: whoever asks again is told so again.
    ended: bool,
}

impl Read for Stream {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = self.piece.read(out)?;
            if n > 0 || out.is_empty() || self.ended {
                return Ok(n);
            }
            match self.rest.blocking_recv() {
                Some(Ok(Some(piece))) => self.piece = Cursor::new(piece),
                Some(Ok(None)) => self.ended = true,
                Some(Err(e)) => return Err(io::Error::new(io::ErrorKind::ConnectionAborted, e)),
                None => return Err(io::Error::new(io::ErrorKind::ConnectionAborted, "its download has ended")),
            }
        }
    }
}

/// What is given to be read: an object that was taken in or is being downloaded, or a message.
pub struct Content {
    pub name: String,
    /// What no other has, and this one has whenever it is given.
    pub identity: String,
    pub size: Option<u64>,
    /// It stood in the message itself.
    pub is_message: bool,
    body: Mutex<Option<Box<dyn Read + Send>>>,
}

impl Content {
    /// Of `body`.
    pub fn new(name: String, identity: String, size: Option<u64>, body: Box<dyn Read + Send>) -> Content {
        Content { name, identity, size, is_message: false, body: Mutex::new(Some(body)) }
    }

    /// Of what stands in a message itself.
    pub fn message(name: String, identity: String, text: Vec<u8>) -> Content {
        let size = Some(text.len() as u64);
        let body = Mutex::new(Some(Box::new(Cursor::new(text)) as Box<dyn Read + Send>));
        Content { name, identity, size, is_message: true, body }
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Content").field("name", &self.name).field("size", &self.size).finish_non_exhaustive()
    }
}

impl runtime::ingest::Object for Content {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn identity(&self) -> Vec<u8> {
        self.identity.clone().into_bytes()
    }

    fn is_message(&self) -> bool {
        self.is_message
    }

    fn size(&self) -> Option<u64> {
        self.size
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let body = self.body.lock().unwrap_or_else(PoisonError::into_inner).take();
        body.ok_or_else(|| io::Error::other("it was read before"))
    }
}
