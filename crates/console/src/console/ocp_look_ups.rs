//! What is looked up in an OCP.

use ocp_api::{ObproxyCluster as Cluster, ServerPaths};

use super::Console;
use crate::connections::Connection;
use crate::dto::*;
use crate::obproxy::deeds::{Around, server_paths};
use crate::obproxy::{Looked, Version, cluster, parameters, shown};

impl Console {
    /// Every host of an OCP.
    ///
    /// # Errors
    /// As those of the other look-ups: `NotFound` for the connection, `Invalid` when it leads to no OCP. Why something
    /// could not be read is in the answer, beside what was read before.
    pub async fn ocp_hosts(&self, request: OcpLookUpReq) -> Result<OcpHosts, IpcError> {
        let found = self.inner.look_ups.hosts(&request.connection_id, request.fresh).await?;
        Ok(OcpHosts { hosts: all(&found, shown::host), state: found.state })
    }

    /// Every package of OBProxy that an OCP has.
    pub async fn ocp_packages(&self, request: OcpLookUpReq) -> Result<OcpPackages, IpcError> {
        let found = self.inner.look_ups.packages(&request.connection_id, request.fresh).await?;
        Ok(OcpPackages { packages: all(&found, shown::package), state: found.state })
    }

    /// Every OceanBase cluster that an OCP manages.
    pub async fn ocp_ob_clusters(&self, request: OcpLookUpReq) -> Result<OcpObClusters, IpcError> {
        let found = self.inner.look_ups.ob_clusters(&request.connection_id, request.fresh).await?;
        Ok(OcpObClusters { clusters: all(&found, shown::ob_cluster), state: found.state })
    }

    /// Every OBProxy cluster that an OCP manages.
    pub async fn obproxy_clusters(&self, request: OcpLookUpReq) -> Result<ObproxyClusters, IpcError> {
        let found = self.inner.look_ups.obproxy_clusters(&request.connection_id, request.fresh).await?;
        let offset_ms = self.offset_ms(&request.connection_id)?;
        let clusters = all(&found, |one| cluster::summary(one, offset_ms));
        Ok(ObproxyClusters { clusters, state: found.state })
    }

    /// One OBProxy cluster, with what can be done with it.
    ///
    /// # Errors
    /// Why it was never read; `ClusterGone` when OCP says so.
    pub async fn obproxy_cluster(&self, request: ObproxyClusterReq) -> Result<ObproxyCluster, IpcError> {
        let ObproxyClusterReq { connection_id, cluster_id, fresh } = request;
        let look_ups = &self.inner.look_ups;
        let (found, packages, paths) = futures::join!(
            look_ups.obproxy_cluster(&connection_id, &cluster_id, fresh),
            look_ups.packages(&connection_id, false),
            self.server_paths(&connection_id),
        );
        let (found, packages) = (found?, packages?);
        let Connection { settings, guard, .. } = self.inner.connections.get(&connection_id)?;
        let around = Around {
            options: &settings.ocp,
            paths: paths?,
            is_read_only: guard.level(self.now()) == GuardLevel::ReadOnly,
            packages: packages.value.as_deref().map(Vec::as_slice),
        };
        let offset_ms = self.offset_ms(&connection_id)?;
        Ok(cluster::whole(&*found.known()?, found.state, &around, offset_ms))
    }

    /// The parameters of an OBProxy cluster, with what OCP's catalogue has of each.
    ///
    /// # Errors
    /// As [`Console::obproxy_cluster`].
    pub async fn obproxy_parameters(
        &self,
        request: ObproxyClusterReq,
    ) -> Result<ObproxyParameters, IpcError> {
        let ObproxyClusterReq { connection_id, cluster_id, fresh } = request;
        let look_ups = &self.inner.look_ups;
        let (found, of) = futures::join!(
            look_ups.parameters(&connection_id, &cluster_id, fresh),
            look_ups.obproxy_cluster(&connection_id, &cluster_id, false),
        );
        let found = found?;
        let version = of?.value.as_deref().and_then(common_version).unwrap_or_default();
        let catalogue = look_ups.catalogue(&connection_id, &version, false).await?.value;
        let catalogue = catalogue.as_deref().map(Vec::as_slice).unwrap_or_default();
        let shown = found.known()?.iter().map(|value| parameters::parameter(value, catalogue)).collect();
        Ok(ObproxyParameters { parameters: shown, state: found.state })
    }

    /// The parameters that OBProxy has.
    pub async fn obproxy_catalogue(
        &self,
        request: ObproxyCatalogueReq,
    ) -> Result<ObproxyCatalogue, IpcError> {
        let ObproxyCatalogueReq { connection_id, version } = request;
        let found = self.inner.look_ups.catalogue(&connection_id, &version, false).await?;
        Ok(ObproxyCatalogue { parameters: all(&found, parameters::info), state: found.state })
    }

    /// Where the servers of an OCP are operated on. Its release is asked for unless it is known.
    ///
    /// # Errors
    /// As the look-ups.
    pub(super) async fn server_paths(&self, connection_id: &str) -> Result<ServerPaths, IpcError> {
        let Connection { settings, seen, .. } = self.inner.connections.get(connection_id)?;
        let release = seen.facts.map(|facts| facts.ob_version).filter(|release| !release.is_empty());
        let release = match release {
            Some(release) => release,
            None if settings.ocp.server_paths == ServerPathChoice::ByVersion => {
                let info = self.inner.look_ups.info(connection_id, false).await?.value;
                info.map(|info| info.version.clone()).unwrap_or_default()
            }
            None => String::new(),
        };
        Ok(server_paths(&settings.ocp, &release))
    }

    /// OCP's clock minus ours, as it was measured last.
    fn offset_ms(&self, connection_id: &str) -> Result<f64, IpcError> {
        let facts = self.inner.connections.get(connection_id)?.seen.facts;
        Ok(facts.map(|facts| facts.clock_offset_ms).unwrap_or_default())
    }
}

fn all<T, U>(found: &Looked<Vec<T>>, show: impl Fn(&T) -> U) -> Vec<U> {
    found.value.iter().flat_map(|list| list.iter()).map(show).collect()
}

/// The version of most servers, without the build.
fn common_version(cluster: &Cluster) -> Option<String> {
    let of = |version: &str| version.split('-').next().unwrap_or_default().to_owned();
    let versions: Vec<String> = cluster.servers.iter().map(|server| of(&server.version)).collect();
    let count = |version: &String| versions.iter().filter(|other| *other == version).count();
    versions.iter().max_by_key(|version| (count(version), Version::of(version))).cloned()
}
