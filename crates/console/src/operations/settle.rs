use obshell_api::Identity;

use super::calls::CallSpec;
use super::clients::Agents;
use super::record::{Call, Operation};
use super::send::{Sent, look_before};
use crate::dto::IpcError;

/// Finds out what became of a call whose answer was lost, by reading only.
///
/// `Ok(None)`: the agent shows no trace of it.
pub async fn settle(operation: &Operation, call: &Call, agents: &Agents) -> Result<Option<Sent>, IpcError> {
    let client = agents.get(call.spec.target(operation))?;
    let newest = match client.maintain_agent().await {
        Ok(newest) => newest,
        // An agent that has just become a follower hands the question to its master, which may not know it yet.
        Err(problem) if !matches!(call.spec, CallSpec::Join { .. }) => return Err(problem.into()),
        Err(_) => None,
    };
    let ours = newest.filter(|dag| {
        let is_newer = call.baseline.is_none_or(|baseline| dag.dag_id > baseline);
        is_newer && dag.name == call.spec.task_name(operation)
    });
    if let Some(dag) = ours {
        let offset_ms = client.clock_offset().map_or(0.0, |offset| offset.offset_ms);
        return Ok(Some(Sent::Accepted { dag: Box::new(dag), offset_ms }));
    }
    if let CallSpec::Join { .. } = call.spec
        && client.info().await?.identity == Identity::Single
    {
        return Ok(None);
    }
    look_before(operation, call, agents).await
}
