//! Which of an agent's own tasks is that of a call about its OBProxy.

use obshell_api::{Client, Dag, Identity};

use super::calls::{CallSpec, is_of_proxy};
use super::proxy_calls::{ProxyCall, ProxyDeed};
use super::record::Call;
use super::sent::Sent;
use crate::dto::{ErrorCode, IpcError};

/// The number of the agent's newest task about its OBProxy; `None` from a FOLLOWER, whose tasks cannot be listed.
///
/// # Errors
/// `Invalid` when a FOLLOWER is to add one and manages one already: later that could not be told from ours.
pub async fn newest_of_proxy(call: &ProxyCall, client: &Client) -> Result<Option<i64>, IpcError> {
    let info = client.info().await?;
    if info.identity == Identity::Follower {
        let is_taken = matches!(call.deed, ProxyDeed::Add(_)) && info.is_obproxy_agent;
        let taken = || IpcError::invalid("the agent manages an OBProxy already");
        return if is_taken { Err(taken()) } else { Ok(None) };
    }
    let newest = of_proxy(client).await?.iter().map(|dag| dag.dag_id).max();
    Ok(Some(newest.unwrap_or(0)))
}

/// What came of a call whose answer was lost: its task, where the agent's tasks can be listed and could be before it was
/// sent. A FOLLOWER would hand that question on to its MASTER and answer with that one's tasks; of itself it says whether
/// it manages an OBProxy, and nothing else. `Unknown` when that does not tell.
pub async fn settle_proxy(call: &Call, client: &Client) -> Result<Option<Sent>, IpcError> {
    let CallSpec::Proxy(proxy) = &call.spec else { return Ok(None) };
    let info = client.info().await?;
    let Some(before) = call.baseline.filter(|_| info.identity != Identity::Follower) else {
        return Ok(Some(by_word(proxy, info.is_obproxy_agent)));
    };
    let ours = |dag: &Dag| dag.dag_id > before && dag.name == proxy.task_name();
    let newer = of_proxy(client).await?.into_iter().filter(ours).max_by_key(|dag| dag.dag_id);
    Ok(newer.map(|dag| Sent::accepted(Box::new(dag), client)))
}

/// The last step of adding one makes the agent its manager, the last but one of deleting it takes that away.
fn by_word(call: &ProxyCall, is_managed: bool) -> Sent {
    let message = match (&call.deed, is_managed) {
        (ProxyDeed::Add(_), true) | (ProxyDeed::Delete, false) => return Sent::Done,
        (ProxyDeed::Add(_), false) => {
            "the answer was lost, and a FOLLOWER does not list its tasks; it says that it manages no OBProxy: its task \
             still runs, has failed, or was never made"
        }
        (ProxyDeed::Delete, true) => {
            "the answer was lost, and a FOLLOWER does not list its tasks; it says that it still manages its OBProxy: its \
             task still runs, has failed, or was never made"
        }
        (ProxyDeed::Start | ProxyDeed::Stop | ProxyDeed::Upgrade { .. }, _) => {
            "the answer was lost, and a FOLLOWER lists neither its tasks nor the state of its OBProxy: look on its host"
        }
    };
    Sent::Unknown(IpcError::new(ErrorCode::OutcomeUnknown, message, true))
}

async fn of_proxy(client: &Client) -> Result<Vec<Dag>, IpcError> {
    let all = client.dags_agent().await?;
    Ok(all.into_iter().filter(|dag| is_of_proxy(dag.id.as_str())).collect())
}
