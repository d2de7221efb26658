//! Client for the HTTP API of obshell, the agent that runs beside every OceanBase server.
//!
//! One [`Client`] talks to one agent. It speaks the agent's "hybrid encryption" (release 4.2.3 to 4.5):
//! an RSA-encrypted header that proves who asks, and an AES-encrypted body.
//!
//! What it holds to:
//!
//! * A call is one HTTP request. The one exception is an answer that proves that the agent turned the
//!   request away before acting on it (an undecryptable header, an expired header, the wrong kind of
//!   credential or the wrong password): the cause is corrected and the call is sent once more, never twice.
//! * Headers are signed with the agent's clock, not with ours.
//! * A pinned key that changes ends the conversation before any secret is sent ([`Error::KeyChanged`]).
//! * One wrong password is one attempt, for all clients that share a [`Gate`].
//! * States, operators and identities that this crate has never heard of are kept as they came.
//! * No secret appears in a `Debug`, a `Display`, an error or a trace event.
//!
//! Not supported: auth v1 (agent 4.2.2), and the separately encrypted `rootPwd` that agents before 4.2.4
//! expect in [`Client::obcluster_config`]; such an agent takes the plain text for cipher text and rejects it.

mod address;
mod api_error;
mod api_error_codes;
mod api_error_kind;
mod call;
mod client;
mod credentials;
mod crypto;
mod endpoints;
mod envelope;
mod error;
mod expiry;
mod facts;
mod gate;
mod model;
mod random;
mod remedy;
mod secret_buffer;
mod transport;
mod upload;

pub use address::{Address, AddressError};
pub use api_error::{ApiError, SubError};
pub use api_error_kind::ApiErrorKind;
pub use client::{Client, Probe};
pub use credentials::Credentials;
pub use crypto::key::PublicKey;
pub use endpoints::node_request::{
    ScaleInRequest, ScaleOutRequest, StartRequest, StopMode, StopRequest, StopZoneRequest,
};
pub use endpoints::obproxy_request::{ObproxyAddRequest, ObproxyUpgradeRequest, rs_list};
pub use endpoints::request::{ClusterConfigRequest, InitRequest, JoinRequest, ObserverConfigRequest, Scope};
pub use error::{Error, NotObshell};
pub use gate::Gate;
pub use model::agent::{AgentAddress, AgentIdentity, AgentInfo, AgentStatus, Identity};
pub use model::cluster::{ClusterTopology, KnownAgent, ObInfo, TopologyServer};
pub use model::cluster_info::{ClusterInfo, ClusterServer, ClusterZone, RootServer};
pub use model::cluster_status::{ClusterStatus, ServerStatus, ZoneStatus};
pub use model::dag::{Dag, LogRow, Node, SubTask};
pub use model::host::{Basic, Cpu, Disk, HostInfo, Memory, Os, Ulimit};
pub use model::id::{GenericId, IdError, IdKind, IdParts};
pub use model::obproxy::ObproxyPackage;
pub use model::state::{Operator, State};
pub use model::stats::ResourceStats;
pub use random::{Random, SystemRandom};
pub use upload::{PackageFile, UploadProgress};

pub use reach::{
    ClientCertificate, Clock, ClockOffset, Fingerprint, FingerprintError, Options, ProxyAddress,
    ProxyAddressError, Route, SystemClock, Tls, Unreachable,
};
pub use secrecy::SecretString;
pub use tokio_util::sync::CancellationToken;
