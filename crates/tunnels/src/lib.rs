//! Connections through a jump host, over the user's own OpenSSH.
//!
//! [`Tunnels::open`] answers with a Unix socket that leads to one host and port as the jump host sees them. For each
//! jump host one `ssh` runs, and every forward goes through it. All of the user's configuration holds: aliases, keys,
//! agent, `ProxyJump`, `ProxyCommand`, known hosts.
//!
//! Nothing is ever asked: a key must be without passphrase or in an agent, and the jump host's key must be known.
//! Connecting once with `ssh` in a terminal shows what is missing.
//!
//! The sockets are in a folder of the user's own, so that no other user of the computer can take the way, as with a
//! local port they could. Only on Unix; elsewhere everything answers [`TunnelError::Unsupported`].

mod error;
#[cfg(unix)]
mod folder;
#[cfg(unix)]
mod line;
#[cfg(not(unix))]
#[path = "line_unsupported.rs"]
mod line;
#[cfg(unix)]
mod master;
mod name;
mod tunnels;
#[cfg(unix)]
mod words;

pub use error::TunnelError;
pub use tunnels::{Ssh, Tunnels};
