use std::io;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use futures::Stream;

use super::Inner;
use super::package::UploadProgress;
use crate::crypto::body::PartCipher;

/// Bytes that are read and encrypted at once; a multiple of what [`PartCipher::part`] demands. All that is ever held
/// of a file are a few of these.
const PIECE: u64 = 48 * 4096;

/// The listener hears of the progress at least as often as this, in bytes and in time.
const STEP: u64 = 1024 * 1024;
const PACE: Duration = Duration::from_millis(100);

/// One attempt to send the form.
pub struct Pieces {
    upload: Arc<Inner>,
    attempt: u64,
    cipher: Option<PartCipher>,
    /// Bytes of the form that have been given away.
    position: u64,
    /// What the listener heard last, and when.
    told: Option<(u64, Duration)>,
}

impl Pieces {
    pub fn new(upload: Arc<Inner>, attempt: u64, cipher: PartCipher) -> Pieces {
        Pieces { upload, attempt, cipher: Some(cipher), position: 0, told: None }
    }

    /// The encrypted form. It ends too early, with an error, when the file cannot be read as it was announced.
    pub fn stream(self) -> impl Stream<Item = io::Result<String>> + Send + 'static {
        futures::stream::try_unfold(self, Pieces::next)
    }

    async fn next(mut self) -> io::Result<Option<(String, Pieces)>> {
        if self.cipher.is_none() {
            return Ok(None);
        }
        match self.piece().await {
            Ok(text) => Ok(Some((text, self))),
            Err(error) => {
                if self.is_current() && !self.upload.cancel.is_cancelled() {
                    let mut failure = self.upload.failure.lock().unwrap_or_else(PoisonError::into_inner);
                    *failure = Some(error.to_string());
                }
                Err(error)
            }
        }
    }

    async fn piece(&mut self) -> io::Result<String> {
        let upload = self.upload.clone();
        let end = upload.plain().min(self.position + PIECE);
        let plain = self.read(end).await?;
        if !self.is_current() || upload.cancel.is_cancelled() {
            return Err(io::Error::other("given up"));
        }
        self.position = end;
        self.tell();
        let cipher = self.cipher.take().ok_or_else(|| io::Error::other("at its end"))?;
        if end == upload.plain() {
            upload.whole.store(true, Ordering::SeqCst);
            return Ok(cipher.last(plain));
        }
        let text = self.cipher.insert(cipher).part(plain);
        text.map_err(io::Error::other)
    }

    /// The form from where we are up to `end`.
    async fn read(&self, end: u64) -> io::Result<Vec<u8>> {
        let (upload, start) = (self.upload.as_ref(), self.position);
        let file_start = upload.head.len() as u64;
        let file_end = file_start + upload.length;
        let mut plain = Vec::with_capacity((end - start) as usize + 16);
        plain.extend_from_slice(within(&upload.head, 0, start, end));
        let mut file = upload.file.lock().await;
        if !self.is_current() {
            return Err(io::Error::other("given up"));
        }
        if start == 0 {
            file.rewind().await?;
        }
        let length = end.min(file_end).saturating_sub(start.max(file_start)) as usize;
        let before = plain.len();
        plain.resize(before + length, 0);
        file.read(&mut plain[before..]).await?;
        if end == upload.plain() {
            file.finish().await?;
        }
        plain.extend_from_slice(within(&upload.tail, file_end, start, end));
        Ok(plain)
    }

    fn tell(&mut self) {
        let read = self.position.saturating_sub(self.upload.head.len() as u64).min(self.upload.length);
        let (total, now) = (self.upload.length, self.upload.clock.monotonic());
        let due = self.told.is_none_or(|(told, moment)| {
            read - told >= STEP || now.saturating_sub(moment) >= PACE || (read == total && told < total)
        });
        if due {
            self.told = Some((read, now));
            (self.upload.listener)(UploadProgress { read, total });
        }
    }

    fn is_current(&self) -> bool {
        self.upload.attempt.load(Ordering::SeqCst) == self.attempt
    }
}

/// What of `part`, which begins at `offset`, lies between `start` and `end`.
fn within(part: &[u8], offset: u64, start: u64, end: u64) -> &[u8] {
    let index = |position: u64| (position.saturating_sub(offset) as usize).min(part.len());
    &part[index(start)..index(end)]
}
