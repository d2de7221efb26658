//! What is looked up in an OCP.

use super::Console;
use crate::dto::*;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn ocp_hosts(&self, _: OcpLookUpReq) -> Result<OcpHosts, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn ocp_packages(&self, _: OcpLookUpReq) -> Result<OcpPackages, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn ocp_ob_clusters(&self, _: OcpLookUpReq) -> Result<OcpObClusters, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn obproxy_clusters(&self, _: OcpLookUpReq) -> Result<ObproxyClusters, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn obproxy_cluster(&self, _: ObproxyClusterReq) -> Result<ObproxyCluster, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn obproxy_parameters(&self, _: ObproxyClusterReq) -> Result<ObproxyParameters, IpcError> {
        Err(IpcError::invalid("to be built"))
    }

    pub async fn obproxy_catalogue(&self, _: ObproxyCatalogueReq) -> Result<ObproxyCatalogue, IpcError> {
        Err(IpcError::invalid("to be built"))
    }
}
