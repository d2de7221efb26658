//! Client for the HTTP API of OCP, the OceanBase Cloud Platform.
//!
//! One [`Client`] talks to one OCP-Server, over http or https as its address says, as one user.
//!
//! What it holds to:
//!
//! * A call is one HTTP request. Nothing is ever repeated and no redirection is followed. Whether a changing call may
//!   have been carried out although it ended with an error, the error says ([`Error::outcome_unknown`]).
//! * OCP locks a user after five wrong passwords. A login that is refused once ([`Error::Unauthorized`]) is not sent
//!   again: calls end with [`Error::LoginRefused`] until [`Client::set_login`] gives another one. Until a login has been
//!   accepted, calls that need it wait for each other, so that a wrong one is tried exactly once.
//! * Whoever has no login is asked nothing that needs one ([`Error::NoLogin`]).
//! * Answers are read leniently: with or without the envelope, codes as numbers or texts.
//! * No secret appears in a `Debug`, a `Display`, an error or a trace event.
//!
//! Over plain http the password travels in the clear, as the protocol has it; see [`BaseUrl::is_https`].

mod api_error;
mod base_url;
mod client;
mod endpoints;
mod envelope;
mod error;
mod login;
mod tasks;
mod transport;

pub use api_error::{ApiError, Refusal};
pub use base_url::{BaseUrl, BaseUrlError};
pub use client::Client;
pub use endpoints::{OcpInfo, Probe};
pub use error::{Error, NotOcp};
pub use login::Login;
pub use tasks::{
    Context, MOST_A_PAGE, Subtask, TaskInstance, TaskObject, TaskOperation, TaskPage, TaskQuery, TaskStatus,
};

pub use reach::{
    ClientCertificate, Clock, ClockOffset, Fingerprint, FingerprintError, Options, ProxyAddress,
    ProxyAddressError, Route, SystemClock, Tls, Unreachable,
};
pub use secrecy::SecretString;
