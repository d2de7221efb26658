//! Operations: what the user set going. A plan of calls, the journal that survives a kill, and the runner
//! that sends each call once, follows its task, and goes on when it succeeded.

mod archive;
mod bodies;
mod calls;
mod clients;
mod clocks;
mod config_calls;
mod failure;
mod finish;
mod from_action;
mod from_connection;
mod from_proxies;
mod learning;
mod logs;
mod look;
mod look_proxies;
mod ocp;
mod opened;
mod plan;
mod plan_members;
mod proxy_calls;
mod record;
mod registry;
mod remote_log;
mod requests;
mod rollback;
mod runner;
mod send;
mod sending;
mod sent;
mod settle;
mod shown;
mod stages;
mod stranger;
mod view;
mod watch;
mod wishes;

pub use clients::Agents;
pub use failure::failure_of;
pub use from_action::{operation_of, subject_of};
pub use from_proxies::{ProxyPasswords, proxy_operation};
pub use logs::{LogSource, read_lines, watch_log};
pub use ocp::{
    ObproxyOperation, OcpFacts, OcpLogSource, OcpPace, assess_ocp, cluster_of, deed_of, new_cluster,
    obproxy_operation, ocp_head, watch_ocp_log,
};
pub use plan::plan_calls;
pub use proxy_calls::{NewProxy, ProxyCall, ProxyDeed};
pub use record::Operation;
pub use registry::{Handle, Operations};
pub use requests::readers;
pub use rollback::rollback_preview;
pub use runner::{Control, Pace, Parts};
pub use view::is_done;
pub use watch::watch_operation;
