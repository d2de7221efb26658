//! Why a sandbox would not start.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Why a sandbox would not start.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// Practice agents must not be reachable from other machines.
    #[error("{0} is not a loopback address; practice agents listen on loopback only")]
    NotLoopback(SocketAddr),
    /// An option makes no sense.
    #[error("{0}")]
    Option(String),
    /// The address is taken or not there.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// No RSA key came out.
    #[error("cannot make a key: {0}")]
    Key(#[from] rsa::Error),
    /// No certificate came out, or it cannot be used.
    #[error("cannot make a certificate: {0}")]
    Certificate(String),
    /// An agent's state file cannot be read or written.
    #[error("{path}: {source}")]
    State {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// An agent's state file is not what an agent wrote.
    #[error("{path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl From<rcgen::Error> for SandboxError {
    fn from(error: rcgen::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}

impl From<rustls::Error> for SandboxError {
    fn from(error: rustls::Error) -> Self {
        Self::Certificate(error.to_string())
    }
}
