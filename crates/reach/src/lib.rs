//! How an HTTP server is reached: over TLS or without, directly or through a proxy or a socket.
//!
//! Below the clients of agents and of OCPs, and without a word of what they say to each other. A [`Way`] is made of
//! [`Options`], makes the HTTP clients that go it, and says what went wrong on it ([`Lost`]).
//!
//! What it holds to:
//!
//! * No redirection is followed, no request is repeated, and no proxy is used but the given one.
//! * Trust is what the options say and nothing beside it; a certificate that is not pinned ends a call before any HTTP.
//! * No secret appears in a `Debug`, a `Display` or an error.

mod clock;
mod failure;
mod fingerprint;
pub mod host;
mod options;
mod proxy;
pub mod readable;
mod route;
mod tls;
mod way;

pub use clock::{Clock, ClockOffset, SystemClock};
pub use failure::Unreachable;
pub use fingerprint::{Fingerprint, FingerprintError};
pub use options::{ClientCertificate, Options, OptionsError, Tls};
pub use proxy::{ProxyAddress, ProxyAddressError};
pub use route::Route;
pub use way::{Lost, Pool, Way, redirected_to};
