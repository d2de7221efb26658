//! A connection's cluster as a whole.

use super::Console;
use crate::dto::*;
use crate::sink::Sink;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn watch_cluster(
        &self,
        _request: WatchClusterReq,
        _sink: Sink<ClusterEvent>,
    ) -> Result<Nothing, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }
}
