//! How a call of ours is sent: once, and written down before.

use std::time::Duration;

use ocp_api::{Advice, Client, Error, TaskInstance};

use super::access::{OBPROXY_MANAGER, TASK_VIEWER, Trouble, trouble_without};
use super::calls::OcpCall;
use super::look::{Before, look_before};
use super::lost::{Found, look_after};
use super::post::{passwords, post};
use super::traces::newest;
use crate::clock::now;
use crate::connections::Wiring;
use crate::dto::{ErrorCode, IpcError, OcpLogin};
use crate::guard::Permit;
use crate::operations::calls::CallSpec;
use crate::operations::record::{Call, Operation};
use crate::operations::requests::save;
use crate::operations::runner::Parts;
use crate::operations::send::intent;
use crate::store::JournalOutcome;

/// What came of a call.
#[derive(Debug)]
pub enum Sent {
    /// Found done; nothing was sent.
    AlreadyDone,
    /// Taken, and done with the answer: there is no task.
    Done,
    /// Taken. Never none.
    Accepted(Vec<TaskInstance>),
    Rejected(IpcError),
    /// OCP may have carried it out.
    Unknown(IpcError),
    /// It never left this computer.
    NeverLeft(IpcError),
    /// OCP wants to be left alone for a while. Nothing was done.
    Later {
        problem: IpcError,
        wait: Option<Duration>,
        /// OCP refused this very call; otherwise it was not even sent.
        was_sent: bool,
    },
}

/// Sends a call, unless it is found done. Looks first for one that was sent before and left no trace.
pub async fn launch(
    client: &Client,
    operation: &Operation,
    call: &mut Call,
    permit: Option<&Permit>,
    parts: &Parts,
) -> Sent {
    match try_launch(client, operation, call, permit, parts).await {
        Ok(sent) => sent,
        Err(Trouble { problem, wait, is_throttled: true, .. }) => {
            Sent::Later { problem, wait, was_sent: false }
        }
        Err(Trouble { problem, .. }) => Sent::NeverLeft(problem),
    }
}

/// The user whose tasks ours are, when the login names one.
pub fn user_of(operation: &Operation, parts: &Parts) -> Option<String> {
    let connection = operation.connection_id.as_deref().and_then(|id| parts.connections.get(id).ok())?;
    let settings = connection.settings;
    settings.passwords.ocp_user.filter(|_| settings.ocp.login == OcpLogin::Password)
}

/// The error: nothing was sent.
async fn try_launch(
    client: &Client,
    operation: &Operation,
    call: &mut Call,
    permit: Option<&Permit>,
    parts: &Parts,
) -> Result<Sent, Trouble> {
    let CallSpec::Obproxy(spec) = call.spec.clone() else {
        return Err(IpcError::invalid("this is no request to an OCP").into());
    };
    let lacking = |right: &'static str| {
        move |error: Error| trouble_without(error, right, operation.gate(), &parts.wiring)
    };
    let of_reading = lacking(OBPROXY_MANAGER);
    let of_tasks = lacking(if spec.makes_task() { TASK_VIEWER } else { OBPROXY_MANAGER });
    let user = user_of(operation, parts);
    // Measured before anything is signed.
    call.offset_ms = client.probe().await.map_err(of_reading)?.offset.offset_ms;
    if let Some(baseline) = call.baseline {
        match look_after(client, &spec, baseline, user.as_deref(), false).await.map_err(of_tasks)? {
            Found::Tasks(tasks) => {
                settle(call, JournalOutcome::Accepted, "its task was found", parts).await;
                return Ok(Sent::Accepted(tasks));
            }
            Found::Done => {
                settle(call, JournalOutcome::Accepted, "its effect was read", parts).await;
                return Ok(Sent::Done);
            }
            Found::Doubt(why) => return Ok(Sent::Unknown(in_doubt(&why))),
            Found::Nothing => {}
        }
    }
    match look_before(client, &spec).await.map_err(of_reading)? {
        Before::Go => {}
        Before::Done => return Ok(Sent::AlreadyDone),
        Before::Vain(problem) => return Ok(Sent::NeverLeft(problem)),
    }
    let baseline = newest(client).await.map_err(lacking(TASK_VIEWER))?;
    let passwords = passwords(&spec, &parts.wiring).await?;
    let clock = parts.clock.clone();
    let entry = intent(operation, call, format!("{} {}", spec.method(), spec.path()), now(&*clock));
    let permit = permit.ok_or_else(|| IpcError::invalid("the operation has no permit: resume it"))?;
    let permit = parts.guards.confirm(&operation.subject(), permit, &entry).await?;
    let journal_id = parts.store.intend(entry.permitted(&permit)).await.map_err(IpcError::from)?;
    (call.journal_id, call.baseline) = (Some(journal_id), Some(baseline));
    save(&parts.store, &operation.id, call).await?;
    let sent = match post(client, &spec, passwords).await {
        Ok(tasks) if tasks.is_empty() && spec.makes_task() => {
            // OCP took it, and named no task.
            match look_after(client, &spec, baseline, user.as_deref(), false).await {
                Ok(Found::Tasks(tasks)) => Sent::Accepted(tasks),
                Ok(Found::Done) => Sent::Done,
                Ok(Found::Doubt(why)) => Sent::Unknown(nameless(&why)),
                Ok(Found::Nothing) => Sent::Unknown(nameless("there is no trace of it yet")),
                Err(error) => Sent::Unknown(nameless(&error.to_string())),
            }
        }
        Ok(tasks) if tasks.is_empty() => Sent::Done,
        Ok(tasks) => Sent::Accepted(tasks),
        Err(error) => failed(error, &spec, operation.gate(), &parts.wiring),
    };
    if !matches!(sent, Sent::Unknown(_)) {
        call.baseline = None;
    }
    let (outcome, detail) = sent.outcome();
    if let Err(problem) = parts.store.settle(journal_id, outcome, now(&*clock), detail).await {
        tracing::warn!(%problem, "the outcome of a call could not be written");
    }
    Ok(sent)
}

/// Writes what reading has shown of a call whose answer was lost.
pub async fn settle(call: &Call, outcome: JournalOutcome, detail: &str, parts: &Parts) {
    let Some(id) = call.journal_id else { return };
    let at = now(&*parts.clock);
    if let Err(problem) = parts.store.settle(id, outcome, at, Some(detail.to_owned())).await {
        tracing::warn!(%problem, "the outcome of a call could not be written");
    }
}

/// Nobody can tell whether a call was carried out.
pub fn in_doubt(why: &str) -> IpcError {
    let message = format!("the answer was lost, and what OCP shows does not settle it: {why}");
    IpcError::new(ErrorCode::OutcomeUnknown, message, true)
}

/// OCP took a call that a task must come of, and none is known.
fn nameless(why: &str) -> IpcError {
    let message = format!("OCP took the request and named no task of it: {why}");
    IpcError::new(ErrorCode::OutcomeUnknown, message, true)
}

fn failed(error: Error, call: &OcpCall, connection_id: &str, wiring: &Wiring) -> Sent {
    let is_answer = matches!(error, Error::Rejected(_) | Error::Unauthorized(_) | Error::NotOcp { .. });
    let (is_other_path, was_sent) = (is_other_path(&error, call), !matches!(error, Error::Quiet { .. }));
    let Trouble { mut problem, wait, outcome_unknown, is_throttled } =
        trouble_without(error, OBPROXY_MANAGER, connection_id, wiring);
    if outcome_unknown {
        return Sent::Unknown(IpcError { code: ErrorCode::OutcomeUnknown, ..problem });
    }
    if is_throttled {
        return Sent::Later { problem, wait, was_sent };
    }
    if is_other_path {
        problem
            .message
            .push_str(" (this OCP may have other paths for it: the settings of the connection choose them)");
    }
    if is_answer { Sent::Rejected(problem) } else { Sent::NeverLeft(problem) }
}

/// OCP knows no such route, which releases differ in.
fn is_other_path(error: &Error, call: &OcpCall) -> bool {
    let of_servers = matches!(call, OcpCall::Servers { .. } | OcpCall::Upgrade { .. });
    let (status, advice) = if let Error::Rejected(rejected) = error {
        (rejected.status, rejected.advice())
    } else if let Error::NotOcp { status, .. } = error {
        (*status, None)
    } else {
        return false;
    };
    let known = [Advice::ObproxyClusterNotFound, Advice::ObproxyServerNotFound];
    let is_about_servers = advice.is_some_and(|advice| known.contains(&advice));
    of_servers && [404, 405].contains(&status) && !is_about_servers
}

impl Sent {
    /// What the journal keeps of it.
    fn outcome(&self) -> (JournalOutcome, Option<String>) {
        match self {
            Sent::AlreadyDone => (JournalOutcome::NotSent, None),
            Sent::Done => (JournalOutcome::Accepted, None),
            Sent::Accepted(tasks) => {
                let ids: Vec<&str> = tasks.iter().map(|task| task.id.as_str()).collect();
                (JournalOutcome::Accepted, Some(ids.join(", ")))
            }
            Sent::Rejected(problem) | Sent::Later { problem, was_sent: true, .. } => {
                (JournalOutcome::Rejected, Some(problem.message.clone()))
            }
            Sent::Unknown(problem) => (JournalOutcome::Unknown, Some(problem.message.clone())),
            Sent::NeverLeft(problem) | Sent::Later { problem, was_sent: false, .. } => {
                (JournalOutcome::NotSent, Some(problem.message.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ocp_api::NotOcp;

    use super::*;
    use crate::operations::ocp::calls::{ClusterRef, Paths, ServerDeed};

    #[test]
    fn a_page_that_says_that_there_is_no_such_path_may_be_another_releases() {
        let cluster = || ClusterRef { id: 3, name: "trade_old".to_owned() };
        let (deed, servers, paths) = (ServerDeed::Restart, Vec::new(), Paths::Old);
        let restart = OcpCall::Servers { cluster: cluster(), deed, servers, paths };
        let page = |status| Error::NotOcp { status, what: NotOcp::Json, excerpt: String::new() };
        let said = [404, 405, 403, 502].map(|status| is_other_path(&page(status), &restart));
        assert_eq!(said, [true, true, false, false]);
        assert!(!is_other_path(&page(404), &OcpCall::Delete { cluster: cluster() }));
    }
}
