//! Client for the HTTP API of OCP, the OceanBase Cloud Platform.
//!
//! One [`Client`] talks to one OCP-Server, over http or https as its address says, as one user.
//!
//! What it holds to:
//!
//! * A call is one HTTP request. Nothing is ever repeated and no redirection is followed. Whether a changing call may
//!   have been carried out although it ended with an error, the error says ([`Error::outcome_unknown`]).
//! * OCP locks a user after five wrong passwords. A login of either kind that is refused once ([`Error::Unauthorized`]) is not sent
//!   again: calls end with [`Error::LoginRefused`] until [`Client::set_login`] gives another one. Until a login has been
//!   accepted, calls that need it wait for each other, so that a wrong one is tried exactly once; later at most two of them are under way.
//! * Once OCP has said how long it wants to be left alone, nothing is sent until then ([`Error::Quiet`]).
//! * Whoever has no login is asked nothing that needs one ([`Error::NoLogin`]).
//! * Answers are read leniently: with or without the envelope, codes as numbers or texts.
//! * With an access key exactly what is sent is signed, with OCP's time ([`Client::set_clock_offset`]).
//! * No secret appears in a `Debug`, a `Display`, an error or a trace event.
//!
//! Over plain http a password travels in the clear, as the protocol has it; see [`BaseUrl::is_https`]. A secret key never
//! travels.

mod advice;
mod api_error;
mod base_url;
mod client;
mod clusters;
mod endpoints;
mod envelope;
mod error;
mod fields;
mod hosts;
mod login;
mod obproxy;
mod packages;
mod page;
mod quiet;
mod seen;
mod sign;
mod target;
mod tasks;
mod transport;
mod words;

pub use advice::{Advice, advice_of};
pub use api_error::{ApiError, Refusal, SubError};
pub use base_url::{BaseUrl, BaseUrlError};
pub use client::Client;
pub use clusters::{ObCluster, ObClusterKind, ObClusterStatus, RootServer};
pub use endpoints::{OcpInfo, Probe};
pub use error::{Error, NotOcp};
pub use hosts::{Host, HostAgentStatus, HostPlace, HostQuery, HostService, HostServiceKind, HostStatus};
pub use login::Login;
pub use obproxy::{
    AddServers, Count, CreateObproxyCluster, CreatedObproxyCluster, ExporterSpelling, LinkIds, LinksBody,
    ObLink, ObproxyCluster, ObproxyClusterStatus, ObproxyInstall, ObproxyLink, ObproxyParameter,
    ObproxyServer, ObproxyServerStatus, ParameterInfo, ParameterKind, ParameterQuery, ParameterValue,
    ParameterValues, ServerPaths, TakeOver, WireForm, WorkMode,
};
pub use packages::{PackageKind, PackageQuery, SoftwarePackage};
pub use page::{Listing, MOST_A_PAGE, Page, PageQuery};
pub use tasks::{Context, Subtask, TaskInstance, TaskObject, TaskOperation, TaskPage, TaskQuery, TaskStatus};

pub use reach::{
    ClientCertificate, Clock, ClockOffset, Fingerprint, FingerprintError, Options, ProxyAddress,
    ProxyAddressError, Route, SystemClock, Tls, Unreachable,
};
pub use secrecy::SecretString;
