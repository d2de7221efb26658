use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use super::cluster::{Subscription, present, watch_cluster};
use super::registry::{Links, was_refused};
use crate::clock::now;
use crate::dto::{ClusterEvent, ClusterView, ConnectionKind, IpcError};
use crate::sink::Sink;

/// Clusters as a whole. They are read as long as somebody watches or waits, and not otherwise.
impl Links {
    /// The cluster of a connection as it was last read; `None` when it was not read since OBDeck was started.
    /// Contacts nobody.
    pub fn cluster(&self, connection_id: &str) -> Option<Arc<ClusterView>> {
        let (view, connection) =
            (self.desk(connection_id).view()?, self.parts.connections.get(connection_id).ok()?);
        Some(Arc::new(present(Some(&view), &connection, now(&*self.parts.clock))))
    }

    /// Reads the cluster of a connection now, which is contacted if it is not, and waits for what comes of it. A password
    /// that was refused is not tried again.
    /// Where a part of the cluster does not answer, that part of the view is stale.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for an OCP; when nobody answers or a password is missing, why, with the state of the
    /// connection as it shows; `Unreachable` after three quarters of a minute.
    pub async fn fresh_cluster(&self, connection_id: &str) -> Result<Arc<ClusterView>, IpcError> {
        self.check_kind(connection_id)?;
        let seen = self.parts.connections.get(connection_id)?.seen;
        if was_refused(&seen) {
            return Err(seen.session.problem.unwrap_or_else(|| obshell_api::Error::Withheld.into()));
        }
        let desk = self.desk(connection_id);
        let ticket = desk.ask();
        self.contact(connection_id)?;
        desk.wait(ticket).await?;
        self.cluster(connection_id).ok_or_else(|| IpcError::not_found("cluster"))
    }

    /// Sends the cluster of a connection, which is contacted unless its password was refused, and again whenever it has changed, until
    /// `stop` or until nobody listens. Needs a Tokio runtime.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for an OCP.
    pub fn watch_cluster(
        &self,
        connection_id: &str,
        sink: Sink<ClusterEvent>,
        stop: CancellationToken,
    ) -> Result<(), IpcError> {
        self.check_kind(connection_id)?;
        let subscription = Subscription {
            id: connection_id.to_owned(),
            connections: self.parts.connections.clone(),
            clock: self.parts.clock.clone(),
            settle: self.parts.pace.settle,
            watching: self.desk(connection_id).watch(),
        };
        self.contact_to_look(connection_id)?;
        tokio::spawn(watch_cluster(subscription, sink, stop));
        Ok(())
    }

    fn check_kind(&self, connection_id: &str) -> Result<(), IpcError> {
        match self.parts.connections.get(connection_id)?.settings.kind {
            ConnectionKind::Cluster | ConnectionKind::Agent => Ok(()),
            ConnectionKind::Ocp => Err(IpcError::invalid("an OCP is no cluster")),
        }
    }
}
