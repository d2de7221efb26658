use obshell_api::Identity;

use super::calls::{CallSpec, Home};
use super::clients::Agents;
use super::look::{look_before, newer_task};
use super::look_proxies::settle_proxy;
use super::record::{Call, Operation};
use super::requests::{has_become_follower, owner};
use super::sent::Sent;
use crate::dto::{ErrorCode, IpcError};

/// Finds out what became of a call whose answer was lost, by reading only.
///
/// `Ok(None)`: the agents show no trace of it. `Unknown`: they answer, and cannot tell.
pub async fn settle(operation: &Operation, call: &Call, agents: &Agents) -> Result<Option<Sent>, IpcError> {
    let first = owner(call);
    let mut answer = settle_at(operation, call, first, agents).await;
    if call.spec.home() == Home::Cluster {
        for other in operation.receivers().filter(|other| *other != first) {
            if answer.is_ok() || is_final(&answer) {
                break;
            }
            answer = settle_at(operation, call, other, agents).await;
        }
    }
    answer
}

async fn settle_at(
    operation: &Operation,
    call: &Call,
    at: &str,
    agents: &Agents,
) -> Result<Option<Sent>, IpcError> {
    let client = agents.get(at)?;
    let joins = matches!(call.spec, CallSpec::Join { .. });
    if has_become_follower(call, agents).await {
        return look_before(operation, &call.spec, at, agents).await;
    }
    if matches!(call.spec, CallSpec::Proxy(_)) {
        let settled = settle_proxy(call, client).await?;
        return if settled.is_some() {
            Ok(settled)
        } else {
            look_before(operation, &call.spec, at, agents).await
        };
    }
    let newer = match newer_task(operation, call, client).await {
        Ok(newer) => newer,
        // It may have become a follower just now, whose master does not know it yet.
        Err(problem) if !joins => return Err(problem),
        Err(_) => None,
    };
    if let Some(dag) = newer {
        return Ok(Some(Sent::accepted(dag, client)));
    }
    if joins && client.info().await?.identity == Identity::Single {
        return Ok(None);
    }
    look_before(operation, &call.spec, at, agents).await
}

/// Asking another agent would try the same password again.
fn is_final(answer: &Result<Option<Sent>, IpcError>) -> bool {
    answer.as_ref().is_err_and(|problem| problem.code == ErrorCode::Unauthorized)
}
