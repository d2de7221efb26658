use obshell_api::{Client, GenericId};

use super::calls::{CallSpec, is_of_proxy, keeper};
use super::clients::Agents;
use super::record::{Call, Operation};
use super::registry::Operations;
use super::requests::read_task;
use super::runner::Control;
use crate::connections::Connection;
use crate::dto::{ConnectionKind, ErrorCode, IpcError, JournalState, Millis, OperationKind, TaskRef};

impl Operations {
    /// The operation that follows a task of `connection`: the one that started it, or one that is made now for it.
    /// Opening the same task twice gives the same operation. `listed` is the name that the task has in the list of all
    /// tasks, if it is there. Performs network, vault and database I/O.
    ///
    /// # Errors
    /// `Invalid` for an id of no agent of the connection; `NotFound`; what reading the task came to.
    pub async fn open_task(
        &self,
        connection: &Connection,
        task_id: &str,
        listed: Option<&str>,
        new_id: String,
        now: Millis,
    ) -> Result<String, IpcError> {
        let _one_at_a_time = self.opening().await;
        let is_ocp = connection.settings.kind == ConnectionKind::Ocp;
        let noted = connection.seen.tasks.iter().find(|note| note.id == task_id);
        let name = listed.or(noted.map(|note| note.name.as_str()));
        // An OCP gives no id twice, and its names depend on the language.
        if let Some(known) = self.of_task(&connection.id, task_id, name.filter(|_| !is_ocp)) {
            return self.follow(known).await;
        }
        if is_ocp {
            return self.open_ocp_task(connection, task_id, new_id, now).await;
        }
        let id: GenericId = task_id.parse().map_err(|_| IpcError::invalid("this is no id of a task"))?;
        check(&id, connection, name.is_some())?;
        let receiver = receiver_of(connection).ok_or_else(|| IpcError::not_found("agent"))?;
        let kind = OperationKind::Opened;
        let mut operation =
            Operation::on(new_id.clone(), connection, kind, String::new(), receiver, None, now);
        operation.stand_ins = operation.hosts.iter().map(|host| host.address.clone()).collect();
        let agents = Agents::open(&operation, self.parts()).await?;
        let mut call = adopt(&operation, &id, &agents).await?;
        operation.subject = task_name(&call);
        operation.started_at = call.view.head.started_at.unwrap_or(now);
        call.view.head.journal = JournalState::Accepted;
        self.create(operation, vec![call]).await?;
        Ok(new_id)
    }

    /// Watches an operation on, if the user had stopped that.
    pub(in crate::operations) async fn follow(&self, known: String) -> Result<String, IpcError> {
        self.ask(&known, |reply| Control::Follow { reply }).await?;
        Ok(known)
    }
}

/// The call that stands for a task that is there already.
async fn adopt(operation: &Operation, id: &GenericId, agents: &Agents) -> Result<Call, IpcError> {
    let mut problem = None;
    let own = keeper(id.as_str()).filter(|keeper| operation.host(keeper).is_some());
    // Nobody else answers for an OBProxy's, which only the agent's own password opens.
    let others = operation.receivers().filter(|_| !is_of_proxy(id.as_str())).map(str::to_owned);
    for at in own.into_iter().chain(others) {
        match read_task(agents, &at, id).await {
            Ok((dag, parked)) => {
                let spec = CallSpec::Opened { task_id: id.to_string(), name: dag.name.clone() };
                let mut call = Call::new(spec, Vec::new(), operation);
                let offset = agents.get(&at).ok().and_then(Client::clock_offset);
                call.offset_ms = offset.map_or(0.0, |offset| offset.offset_ms);
                call.show(&dag, parked, &operation.zones(), false);
                return Ok(call);
            }
            Err(error) if error.code == ErrorCode::Unauthorized => return Err(error),
            Err(error) => {
                problem.get_or_insert(error);
            }
        }
    }
    Err(problem.unwrap_or_else(|| IpcError::not_found("task")))
}

/// An id names the agent that is asked, with our password: it must be one of the connection's own.
///
/// An agent that is dialled by its host's name is known by its own address to those who list its tasks: what `is_listed`
/// was told by one of ours.
fn check(id: &GenericId, connection: &Connection, is_listed: bool) -> Result<(), IpcError> {
    let parts = id.decode().map_err(|problem| IpcError::invalid(problem.to_string()))?;
    let Some(agent) = parts.agent.map(|agent| agent.to_string()) else { return Ok(()) };
    let is_known = connection.seen.agents.iter().any(|known| known.address == agent);
    let stranger = || IpcError::invalid(format!("{agent} is no agent of this connection"));
    (is_known || is_listed).then_some(()).ok_or_else(stranger)
}

/// The agent that answers for the connection, or else the first that may.
fn receiver_of(connection: &Connection) -> Option<String> {
    let agents = &connection.seen.agents;
    let best = agents.iter().find(|agent| agent.current).or(agents.first());
    best.map(|agent| agent.address.clone())
}

fn task_name(call: &Call) -> String {
    call.view.head.task.as_ref().map(|task: &TaskRef| task.name.clone()).unwrap_or_default()
}
