//! Changes of nodes that need no wizard, and tasks that somebody else started.

use std::sync::Arc;

use super::Console;
use crate::connections::Connection;
use crate::dto::*;
use crate::guard::Subject;
use crate::nodes::{Assessment, Facts, assess};
use crate::operations::{Agents, Operation, operation_of, subject_of};
use crate::store::JournalEntry;

/// A view of this age, in milliseconds, is as good as a new one.
const STILL_NEW: Millis = 10_000;

impl Console {
    /// What an action would come to, by what was last read of the cluster. Reads only.
    ///
    /// # Errors
    /// `NotFound` when it names a host or a zone that is not there; why nothing is known of the cluster.
    pub async fn node_impact(&self, request: NodeActionReq) -> Result<Impact, IpcError> {
        let NodeActionReq { connection_id, action } = request;
        let connection = self.inner.connections.get(&connection_id)?;
        let assessment = self.assess_latest(&connection, &action).await?;
        let planned = assessment
            .receivers
            .as_ref()
            .map(|receivers| operation_of(String::new(), &connection, &action, receivers, None, self.now()));
        let (mut calls, mut steps) = (Vec::new(), Vec::new());
        if let Some((operation, call)) = planned {
            calls.push(call.spec.planned(&operation, &call.needs));
            steps.extend(call.view.steps.into_iter().map(|step| step.name));
        }
        let Assessment { findings, capacity, running, undo, .. } = assessment;
        Ok(Impact { calls, findings, capacity, running, undo, steps })
    }

    /// Reads the cluster anew, judges the action by that, and starts it as an operation of the connection.
    ///
    /// # Errors
    /// `Invalid` when something speaks against it, or a warning was not accepted, with the codes as `detail`;
    /// `ReadOnly`, `ConsentNeeded`; why the cluster cannot be read.
    pub async fn start_node_action(&self, request: StartNodeActionReq) -> Result<StartedOperation, IpcError> {
        let StartNodeActionReq { connection_id, action, accepted, consent } = request;
        let view = self.inner.links.fresh_cluster(&connection_id).await?;
        let _one_at_a_time = self.inner.starting.lock().await;
        let connection = self.inner.connections.get(&connection_id)?;
        let (kind, subject) = subject_of(&action);
        if self.inner.operations.is_under_way(&connection_id, kind, &subject) {
            return Err(IpcError::invalid("the same is under way already"));
        }
        let assessment = self.assess(&connection, &view, &action).await?;
        assessment.check(&accepted)?;
        let receivers = assessment.receivers.as_ref().ok_or_else(|| IpcError::not_found("agent"))?;
        let operation_id = (self.inner.setup.new_id)();
        let entry = JournalEntry {
            operation_id: operation_id.clone(),
            agent: receivers.first.clone(),
            request: described(&action),
            ..JournalEntry::default()
        };
        let subject = subject_on(&connection);
        let permit = self.inner.guards.permit(&subject, &consent, &entry).await?;
        self.inner.guards.accept(entry, &permit, &assessment.warnings()).await?;
        let permit = Some(permit);
        let (operation, call) =
            operation_of(operation_id.clone(), &connection, &action, receivers, permit, self.now());
        self.inner.operations.create(operation, vec![call]).await?;
        self.inner.links.contact(&connection_id)?;
        Ok(StartedOperation { operation_id })
    }

    /// Opens a task of a connection, whoever started it.
    ///
    /// # Errors
    /// `Invalid` for an id that names no agent of the connection; what reading the task came to.
    pub async fn open_task(&self, request: OpenTaskReq) -> Result<StartedOperation, IpcError> {
        let connection = self.inner.connections.get(&request.connection_id)?;
        let new_id = (self.inner.setup.new_id)();
        let book = self.inner.tasks.book(&connection.id);
        let listed = book.as_ref().and_then(|book| book.tasks.get(&request.task_id));
        let listed = listed.map(|listed| listed.name.as_str());
        let opened =
            self.inner.operations.open_task(&connection, &request.task_id, listed, new_id, self.now()).await;
        let operation_id = opened?;
        // Its task is the operation's from now on.
        self.inner.links.wake(&connection.id);
        Ok(StartedOperation { operation_id })
    }

    /// Judges an action by the cluster as it was last read; one that is not read now, or does not have what the action
    /// is about, is read anew.
    async fn assess_latest(
        &self,
        connection: &Connection,
        action: &NodeAction,
    ) -> Result<Assessment, IpcError> {
        let known = self.inner.links.cluster(&connection.id);
        let is_new = |view: &Arc<ClusterView>| view.read_at.is_some_and(|at| self.now() - at < STILL_NEW);
        if let Some(view) = known.as_ref().filter(|view| is_new(view)) {
            match self.assess(connection, view, action).await {
                Err(problem) if problem.code == ErrorCode::NotFound => {}
                assessment => return assessment,
            }
        }
        match (self.inner.links.fresh_cluster(&connection.id).await, known) {
            (Ok(view), _) | (Err(_), Some(view)) => self.assess(connection, &view, action).await,
            (Err(problem), None) => Err(problem),
        }
    }

    /// Judges an action, asking the agent for its own check where it has one.
    async fn assess(
        &self,
        connection: &Connection,
        view: &Arc<ClusterView>,
        action: &NodeAction,
    ) -> Result<Assessment, IpcError> {
        let in_use = connection.seen.agents.iter().find(|agent| agent.current);
        let mut facts = Facts { in_use: in_use.map(|agent| agent.address.clone()), stop_check: None };
        let first = assess(view, action, &facts)?;
        let (Some(zone), Some(receivers)) = (checked_zone(action), &first.receivers) else {
            return Ok(first);
        };
        let (operation, _) = operation_of(String::new(), connection, action, receivers, None, self.now());
        let Some(answer) = self.stop_check(&operation, zone).await else { return Ok(first) };
        facts.stop_check = Some(answer);
        assess(view, action, &facts)
    }

    /// What the agent's own check of a zone's stop says; `None` when it cannot be asked.
    async fn stop_check(&self, operation: &Operation, zone: &str) -> Option<Result<(), IpcError>> {
        let agents = Agents::open(operation, self.inner.operations.parts()).await.ok()?;
        match agents.get(&operation.receiver).ok()?.check_stop_zone(zone).await {
            Ok(()) => Some(Ok(())),
            // Agents before 4.4.1 have no such route.
            Err(obshell_api::Error::Rejected(error)) if error.status == 404 => None,
            Err(error @ obshell_api::Error::Rejected(_)) => Some(Err(error.into())),
            Err(_) => None,
        }
    }
}

/// The zone that a plain stop names.
fn checked_zone(action: &NodeAction) -> Option<&str> {
    match action {
        NodeAction::StopZone { zone, .. } => Some(zone),
        NodeAction::Stop { scope: NodeScope::Zones { zones }, mode: StopMode::Service, .. } => {
            Some(zones.first()?).filter(|_| zones.len() == 1).map(String::as_str)
        }
        NodeAction::Remove { .. }
        | NodeAction::RemoveAll
        | NodeAction::ScaleIn { .. }
        | NodeAction::DeleteZone { .. }
        | NodeAction::Start { .. }
        | NodeAction::Stop { .. } => None,
    }
}

/// For the audit list.
fn described(action: &NodeAction) -> String {
    let (kind, subject) = subject_of(action);
    let subject = if subject.is_empty() { "all" } else { &subject };
    format!("start: {kind:?} {subject}")
}

pub(super) fn subject_on(connection: &Connection) -> Subject {
    Subject {
        connection_id: Some(connection.id.clone()),
        name: connection.settings.name.clone(),
        environment: connection.settings.environment,
    }
}
