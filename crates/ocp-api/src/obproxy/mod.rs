//! OBProxy clusters that OCP manages. Reading needs the right to view OBProxies, changing `OBPROXY_MANAGER`.
//!
//! Releases differ in what they call things and in where they have them. What a request looks like is said with
//! [`WireForm`] and [`ServerPaths`].

mod answers;
mod changes;
mod cluster;
mod create;
mod links;
mod lists;
mod parameters;
mod servers;
mod wire;
mod words;

pub use cluster::{Count, ObproxyCluster, ObproxyLink, ObproxyServer};
pub use create::{CreateObproxyCluster, CreatedObproxyCluster, ObproxyInstall};
pub use links::ObLink;
pub use parameters::{ParameterInfo, ParameterQuery, ParameterValue, ParameterValues};
pub use servers::{AddServers, TakeOver};
pub use wire::{ExporterSpelling, LinkIds, LinksBody, ObproxyParameter, ServerPaths, WireForm};
pub use words::{ObproxyClusterStatus, ObproxyServerStatus, ParameterKind, WorkMode};

use crate::error::Error;
use crate::target::id;

const CLUSTERS: &str = "/api/v2/obproxy/clusters";

fn of_cluster(cluster: i64, rest: &str) -> Result<String, Error> {
    Ok(format!("{CLUSTERS}/{}{rest}", id(cluster)?))
}
