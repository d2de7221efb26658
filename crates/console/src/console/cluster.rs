//! A connection's cluster as a whole.

use super::Console;
use crate::dto::*;
use crate::sink::Sink;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    /// Contacts the connection unless its password was refused, and reads its cluster for as long as somebody watches.
    ///
    /// # Errors
    /// `NotFound`; `Invalid` for an OCP.
    pub async fn watch_cluster(
        &self,
        request: WatchClusterReq,
        sink: Sink<ClusterEvent>,
    ) -> Result<Nothing, IpcError> {
        let stop = self.register(request.watch_id);
        self.inner.links.watch_cluster(&request.connection_id, sink, stop)?;
        Ok(Nothing {})
    }
}
