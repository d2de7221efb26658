use std::{io, path::PathBuf, sync::Arc};

/// Why there is no way through a jump host.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TunnelError {
    /// Not the name of a host, or one that `ssh` could take for an option. Holds its first characters.
    #[error("{0:?} is not a host that can be reached through ssh")]
    BadName(String),
    /// The program is not installed.
    #[error("{} is not installed", .0.display())]
    NoSsh(PathBuf),
    /// `ssh` ended or refused: the host is unknown or out of reach, its key is not known, it does not take the user's
    /// keys. Holds the first of its own words, in lines without control characters.
    #[error("ssh: {0}")]
    Refused(String),
    /// `ssh` did not get through in time, or waits for an answer that nobody can give it.
    #[error("ssh did not get through to the jump host in time")]
    TimedOut,
    /// The connection was closed while it was being opened.
    #[error("the connection through the jump host was closed")]
    Closed,
    /// The folder for sockets cannot be used, or no process could be started.
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: Arc<io::Error> },
    /// Not on this operating system.
    #[error("connections through a jump host work on Linux and macOS only")]
    Unsupported,
}

impl TunnelError {
    #[cfg(unix)]
    pub(crate) fn io(path: &std::path::Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source: Arc::new(source) }
    }
}
