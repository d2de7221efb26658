use std::fmt;
use std::io::{self, SeekFrom};
use std::path::Path;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeek, AsyncSeekExt};

use crate::error::Error;

/// A package to upload: what it is called, how long it is, and its content.
pub struct PackageFile {
    name: String,
    length: u64,
    content: Box<dyn Content>,
}

/// How far an upload is. What has been read is on its way, but for some hundred KiB that wait in buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UploadProgress {
    /// Bytes of the file that have been read.
    pub read: u64,
    /// Bytes of the file.
    pub total: u64,
}

trait Content: AsyncRead + AsyncSeek + Send + Unpin {}

impl<T: AsyncRead + AsyncSeek + Send + Unpin> Content for T {}

impl PackageFile {
    /// The file at `path`, as long as it is now.
    ///
    /// # Errors
    ///
    /// [`Error::File`] when it cannot be opened or is not a file.
    pub async fn open(path: &Path) -> Result<PackageFile, Error> {
        let failed = |error: io::Error| Error::File { detail: error.to_string() };
        let file = tokio::fs::File::open(path).await.map_err(failed)?;
        let metadata = file.metadata().await.map_err(failed)?;
        if !metadata.is_file() {
            return Err(Error::File { detail: "not a file".to_owned() });
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(PackageFile::new(name, metadata.len(), file))
    }

    /// A package of `length` bytes that is read from wherever it is.
    pub fn new(
        name: impl Into<String>,
        length: u64,
        content: impl AsyncRead + AsyncSeek + Send + Unpin + 'static,
    ) -> PackageFile {
        PackageFile { name: name.into(), length, content: Box::new(content) }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// In bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    pub(super) async fn rewind(&mut self) -> io::Result<()> {
        self.content.seek(SeekFrom::Start(0)).await.map(drop)
    }

    /// Fills `part` with what comes next.
    pub(super) async fn read(&mut self, part: &mut [u8]) -> io::Result<()> {
        match self.content.read_exact(part).await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Err(io::Error::other(format!("it became shorter than {} bytes", self.length)))
            }
            Err(error) => Err(error),
        }
    }

    /// Fails when anything is left.
    pub(super) async fn finish(&mut self) -> io::Result<()> {
        match self.content.read(&mut [0]).await? {
            0 => Ok(()),
            _ => Err(io::Error::other(format!("it became longer than {} bytes", self.length))),
        }
    }

    /// What precedes the file in a form.
    pub(super) fn form_head(&self, boundary: &str) -> Vec<u8> {
        let name = self.name.replace('"', "%22").replace(char::is_control, "_");
        let disposition = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
        format!("--{boundary}\r\n{disposition}\r\nContent-Type: application/octet-stream\r\n\r\n")
            .into_bytes()
    }
}

impl fmt::Debug for PackageFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PackageFile")
            .field("name", &self.name)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
