//! A file on its way to an agent: read, put into a multipart form, encrypted and sent, piece by piece.

mod package;
mod pieces;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reach::Clock;
use tokio_util::sync::CancellationToken;

use crate::crypto::body::{BodyKey, PartCipher};
use crate::error::Error;
use crate::random::Random;
use crate::transport::FileLoad;

pub use package::{PackageFile, UploadProgress};
use pieces::Pieces;

/// How long an upload may take, and how long its header is good for. Agents read a request for an hour at most.
pub const LIMIT: Duration = Duration::from_secs(30 * 60);

/// What is told of the progress.
pub type Listener = Box<dyn Fn(UploadProgress) + Send + Sync>;

/// One upload. Clones are the same one.
#[derive(Clone)]
pub struct Upload {
    inner: Arc<Inner>,
}

struct Inner {
    file: tokio::sync::Mutex<PackageFile>,
    /// Form around the file.
    head: Vec<u8>,
    tail: Vec<u8>,
    length: u64,
    content_type: String,
    listener: Listener,
    cancel: CancellationToken,
    clock: Arc<dyn Clock>,
    /// Whose turn it is: what an earlier attempt left behind must not read on.
    attempt: AtomicU64,
    /// Whether the end of the request was given away, in the last attempt.
    whole: Arc<AtomicBool>,
    /// What is wrong with the file.
    failure: Mutex<Option<String>>,
}

impl Upload {
    pub fn new(
        file: PackageFile,
        listener: Listener,
        cancel: CancellationToken,
        random: &dyn Random,
        clock: Arc<dyn Clock>,
    ) -> Upload {
        let boundary = boundary(random);
        let (head, length) = (file.form_head(&boundary), file.length());
        let inner = Inner {
            file: tokio::sync::Mutex::new(file),
            head,
            tail: format!("\r\n--{boundary}--\r\n").into_bytes(),
            length,
            content_type: format!("multipart/form-data; boundary={boundary}"),
            listener,
            cancel,
            clock,
            attempt: AtomicU64::new(0),
            whole: Arc::default(),
            failure: Mutex::default(),
        };
        Upload { inner: Arc::new(inner) }
    }

    /// The file from its beginning, encrypted with `key`. Ends what was given before.
    pub fn load(&self, key: &BodyKey) -> Result<FileLoad, Error> {
        let inner = self.inner.clone();
        let attempt = inner.attempt.fetch_add(1, Ordering::SeqCst) + 1;
        inner.whole.store(false, Ordering::SeqCst);
        *inner.failure.lock().unwrap_or_else(PoisonError::into_inner) = None;
        let pieces = Pieces::new(inner.clone(), attempt, key.cipher()?);
        Ok(FileLoad {
            content_type: inner.content_type.clone(),
            length: PartCipher::length(inner.plain()),
            body: reqwest::Body::wrap_stream(pieces.stream()),
            whole: inner.whole.clone(),
            limit: LIMIT,
        })
    }

    pub fn cancelled(&self) -> Error {
        Error::Cancelled { whole: self.inner.whole.load(Ordering::SeqCst) }
    }

    /// A connection that we broke ourselves failed for a reason of ours.
    pub fn explain(&self, error: Error) -> Error {
        let lost = matches!(error, Error::Unreachable { .. } | Error::NoAnswer { .. });
        let failure = self.inner.failure.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match failure {
            Some(detail) if lost => Error::File { detail },
            None if lost && self.inner.cancel.is_cancelled() => self.cancelled(),
            Some(_) | None => error,
        }
    }
}

impl Inner {
    /// Bytes of the form, the file in it.
    fn plain(&self) -> u64 {
        self.head.len() as u64 + self.length + self.tail.len() as u64
    }
}

/// Text that no file contains by chance.
fn boundary(random: &dyn Random) -> String {
    let mut bytes = [0; 16];
    random.fill(&mut bytes);
    format!("----OBDeck{:032x}", u128::from_be_bytes(bytes))
}
