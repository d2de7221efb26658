//! What is read of an OCP before anything is done through it.

use super::Console;
use crate::connections::Connection;
use crate::dto::*;
use crate::obproxy::Looked;
use crate::operations::{OcpFacts, cluster_of};

impl Console {
    /// A connection that leads to an OCP.
    pub(super) fn ocp_connection(&self, id: &str) -> Result<Connection, IpcError> {
        let connection = self.inner.connections.get(id)?;
        if connection.settings.kind == ConnectionKind::Ocp {
            return Ok(connection);
        }
        Err(IpcError::invalid("the connection leads to no OCP"))
    }

    /// What a form is planned with: the hosts, as far as they can be read.
    pub(super) async fn form_facts(
        &self,
        connection: &Connection,
        fresh: bool,
    ) -> Result<OcpFacts, IpcError> {
        let paths = self.server_paths(&connection.id).await?;
        let hosts = self.inner.look_ups.hosts(&connection.id, fresh).await?;
        let facts = OcpFacts::new(connection.settings.ocp.clone(), paths);
        Ok(OcpFacts { hosts: hosts.value.unwrap_or_default(), ..facts })
    }

    /// What decides on an action. `fresh`: everything is read now, and not the cluster alone.
    ///
    /// # Errors
    /// Why something of it cannot be read.
    pub(super) async fn action_facts(
        &self,
        connection: &Connection,
        action: &ObproxyAction,
        fresh: bool,
    ) -> Result<OcpFacts, IpcError> {
        let (id, look_ups) = (connection.id.as_str(), &self.inner.look_ups);
        let mut facts = OcpFacts::new(connection.settings.ocp.clone(), self.server_paths(id).await?);
        let cluster_id = cluster_of(action).ok_or_else(|| IpcError::invalid("this is for agents"))?;
        facts.cluster = match look_ups.obproxy_cluster(id, cluster_id, true).await?.current() {
            Ok(cluster) => Some(cluster),
            Err(problem) if matches!(problem.code, ErrorCode::ClusterGone | ErrorCode::NotFound) => None,
            Err(problem) => return Err(problem),
        };
        let of = |found: Looked<_>| if fresh { found.current() } else { found.known() };
        if let ObproxyAction::AddServers { .. } | ObproxyAction::TakeOver { .. } = action {
            facts.hosts = of(look_ups.hosts(id, fresh).await?)?;
            facts.clusters = look_ups.obproxy_clusters(id, fresh).await?.known()?;
        }
        if let ObproxyAction::AddServers { .. } | ObproxyAction::Upgrade { .. } = action {
            facts.packages = look_ups.packages(id, fresh).await?.known()?;
        }
        if let ObproxyAction::AddServers { .. } = action {
            // Whoever may not read them still adds servers: then OCP alone judges the package by them.
            facts.ob_clusters = look_ups.ob_clusters(id, fresh).await?.value.unwrap_or_default();
        }
        if let ObproxyAction::SetParameters { .. } = action {
            let mut versions = facts.cluster.iter().flat_map(|cluster| &cluster.servers);
            let version = versions.next().and_then(|server| server.version.split('-').next());
            let parameters = look_ups.parameters(id, cluster_id, true).await?;
            let catalogue = look_ups.catalogue(id, version.unwrap_or_default(), fresh).await?;
            facts.is_unread = parameters.state.problem.is_some() || catalogue.state.problem.is_some();
            facts.parameters = parameters.value.unwrap_or_default();
            facts.catalogue = catalogue.value.unwrap_or_default();
        }
        Ok(facts)
    }
}
