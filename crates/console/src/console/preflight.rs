//! Pre-flight of a draft's hosts.

use super::Console;
use crate::dto::*;
use crate::sink::Sink;

#[expect(clippy::unused_async, reason = "every row of the command table is mounted alike")]
impl Console {
    pub async fn run_preflight(
        &self,
        _request: RunPreflightReq,
        _sink: Sink<Preflight>,
    ) -> Result<Nothing, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }

    pub async fn preflight_script(&self, _request: DraftReq) -> Result<PreflightScript, IpcError> {
        Err(IpcError::invalid("not there yet"))
    }
}
