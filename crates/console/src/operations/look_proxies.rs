//! Which of an agent's own tasks is that of a call about its OBProxy.

use obshell_api::{Client, Dag, Identity};

use super::calls::{CallSpec, is_of_proxy};
use super::record::Call;
use crate::dto::{ErrorCode, IpcError};

/// The number of the agent's newest task about its OBProxy; `None` from a FOLLOWER, whose tasks cannot be listed.
pub async fn newest_of_proxy(client: &Client) -> Result<Option<i64>, IpcError> {
    if hands_on(client).await? {
        return Ok(None);
    }
    let newest = of_proxy(client).await?.iter().map(|dag| dag.dag_id).max();
    Ok(Some(newest.unwrap_or(0)))
}

/// The task that the agent made of a call whose answer was lost.
///
/// # Errors
/// `OutcomeUnknown` when the agent's tasks could not be listed before it was sent, or cannot be now.
pub async fn newer_of_proxy(call: &Call, client: &Client) -> Result<Option<Box<Dag>>, IpcError> {
    let CallSpec::Proxy(proxy) = &call.spec else { return Ok(None) };
    let cannot_tell = || {
        let message = "a FOLLOWER cannot be asked for its tasks: what came of the call is not known";
        IpcError::new(ErrorCode::OutcomeUnknown, message, true)
    };
    let before = call.baseline.ok_or_else(cannot_tell)?;
    if hands_on(client).await? {
        return Err(cannot_tell());
    }
    let ours = |dag: &Dag| dag.dag_id > before && dag.name == proxy.task_name();
    let newer = of_proxy(client).await?.into_iter().filter(ours).max_by_key(|dag| dag.dag_id);
    Ok(newer.map(Box::new))
}

/// It would hand the question on to its MASTER, and answer with that one's tasks. Sends no password.
async fn hands_on(client: &Client) -> Result<bool, IpcError> {
    Ok(client.info().await?.identity == Identity::Follower)
}

async fn of_proxy(client: &Client) -> Result<Vec<Dag>, IpcError> {
    let all = client.dags_agent().await?;
    Ok(all.into_iter().filter(|dag| is_of_proxy(dag.id.as_str())).collect())
}
