use super::failure::first_failure;
use super::record::{Call, Operation};
use crate::drafts::effective_value;
use crate::dto::{
    ActionOff, ActionView, CallHead, ConnectionString, Contact, InitOutcome, IpcError, JournalState, Millis,
    OperationAction, OperationHead, OperationHost, OperationKind, OperationSummary, OperationView,
    OperatorOff, StateKind, StateView, TaskOperator, TaskOrigin, TaskSystem,
};
use crate::hosts::agent_address;
use crate::tasks::word;

/// What the runner knows beside the calls.
#[derive(Debug, Clone)]
pub struct Situation {
    pub contact: Contact,
    pub ended_at: Option<Millis>,
    /// The user asked for no further calls.
    pub stopped: bool,
    /// Polling has stopped until the user says go on (a password or a key was not right).
    pub halted: bool,
}

/// The operation as the window shows it.
pub fn view(operation: &Operation, calls: &[Call], situation: &Situation) -> OperationView {
    let state = state(operation, calls, situation);
    let steps = || calls.iter().flat_map(|call| &call.view.steps);
    let done = steps().filter(|step| is_done(step.state.kind)).count();
    let failure = first_failure(calls, operation.system);
    let finished = state.kind == StateKind::Succeeded;
    let head = OperationHead {
        id: operation.id.clone(),
        system: operation.system,
        origin: TaskOrigin::Live,
        draft_id: operation.draft_id.clone(),
        connection_id: operation.connection_id.clone(),
        kind: operation.kind,
        deed: operation.deed,
        subject: operation.subject.clone(),
        cluster_name: operation.cluster_name.clone(),
        cluster_id: operation.cluster_id.to_string(),
        environment: operation.environment,
        actions: actions(operation, calls, situation, &state),
        state,
        done: u32::try_from(done).unwrap_or(u32::MAX),
        total: u32::try_from(steps().count()).unwrap_or(u32::MAX),
        started_at: operation.started_at,
        ended_at: situation.ended_at,
        hosts: operation.hosts.iter().map(|host| host_view(operation, host)).collect(),
        contact: situation.contact.clone(),
        lock_held: calls.iter().any(holds_lock),
        failure,
        outcome: Some(())
            .filter(|()| finished && operation.kind == OperationKind::Init)
            .map(|()| outcome(operation, situation)),
    };
    OperationView { head, calls: calls.iter().map(|call| call.view.clone()).collect() }
}

/// Whether the user may do `action` with what `view` shows.
///
/// # Errors
/// `Invalid`, with the reason.
pub fn allowed(view: &OperationView, action: OperationAction) -> Result<(), IpcError> {
    let off = view.head.actions.iter().find(|known| known.action == action).and_then(|known| known.off);
    off.map_or(Ok(()), |off| Err(IpcError::invalid(format!("not now: {off:?}"))))
}

/// One line for lists.
pub fn summary(view: &OperationView) -> OperationSummary {
    let head = &view.head;
    let mut steps = view.calls.iter().flat_map(|call| &call.steps);
    let notable = |kind| matches!(kind, StateKind::Running | StateKind::Failed);
    OperationSummary {
        id: head.id.clone(),
        draft_id: head.draft_id.clone(),
        connection_id: head.connection_id.clone(),
        system: head.system,
        kind: head.kind,
        deed: head.deed,
        subject: head.subject.clone(),
        cluster_name: head.cluster_name.clone(),
        environment: head.environment,
        state: head.state.clone(),
        done: head.done,
        total: head.total,
        started_at: head.started_at,
        ended_at: head.ended_at,
        hosts: head.hosts.iter().map(|host| host.address.clone()).collect(),
        at_step: steps.find(|step| notable(step.state.kind)).map(|step| step.name.clone()),
    }
}

/// Succeeded or passed.
pub fn is_done(kind: StateKind) -> bool {
    matches!(kind, StateKind::Succeeded | StateKind::Passed)
}

/// The call keeps further calls from being sent until the user does something.
pub fn stops_the_rest(head: &CallHead) -> bool {
    let stuck = matches!(head.state.kind, StateKind::Failed | StateKind::Cancelled | StateKind::RolledBack);
    stuck || head.error.is_some() || head.journal == JournalState::Unknown
}

/// Its task has to be retried, or given up: the call is not sent again.
pub fn waits_for_operator(head: &CallHead) -> bool {
    let stuck = matches!(head.state.kind, StateKind::Failed | StateKind::Cancelled);
    stuck && head.task.is_some() && can_be_retried(head)
}

fn state(operation: &Operation, calls: &[Call], situation: &Situation) -> StateView {
    let kinds = || calls.iter().map(|call| call.view.head.state.kind);
    if kinds().all(is_done) {
        return word(StateKind::Succeeded);
    }
    let worst = [StateKind::Failed, StateKind::Cancelled, StateKind::RolledBack, StateKind::Unknown];
    if let Some(kind) = worst.into_iter().find(|kind| kinds().any(|of_call| of_call == *kind)) {
        return word(kind);
    }
    // Whoever stops to watch a task stops no task.
    let is_sent = operation.kind == OperationKind::Opened
        || (operation.system == TaskSystem::Ocp && calls.iter().all(|call| !is_to_be_sent(&call.view.head)));
    if situation.stopped && !is_sent {
        return word(StateKind::Cancelled);
    }
    word(StateKind::Running)
}

fn actions(
    operation: &Operation,
    calls: &[Call],
    situation: &Situation,
    state: &StateView,
) -> Vec<ActionView> {
    let finished = state.kind == StateKind::Succeeded;
    let waits = situation.stopped
        || situation.halted
        || calls
            .iter()
            .any(|call| stops_the_rest(&call.view.head) && call.view.head.journal != JournalState::Unknown);
    let must_operate = calls.iter().any(|call| waits_for_operator(&call.view.head));
    let when_waiting =
        if finished { Some(ActionOff::Finished) } else { (!waits).then_some(ActionOff::StillRunning) };
    let resume = match operation.kind {
        // There is nothing of ours to send.
        OperationKind::Opened => Some(when_waiting.unwrap_or(ActionOff::TaskFailed)),
        OperationKind::Init
        | OperationKind::Join
        | OperationKind::Remove
        | OperationKind::RemoveAll
        | OperationKind::ScaleOut
        | OperationKind::ScaleIn
        | OperationKind::StopZone
        | OperationKind::DeleteZone
        | OperationKind::Start
        | OperationKind::Stop => when_waiting.or(must_operate.then_some(ActionOff::TaskFailed)),
        // No agent waits for another: what was refused is sent again beside a task that failed.
        OperationKind::AgentProxy => {
            let is_left = calls.iter().any(|call| is_to_be_sent(&call.view.head));
            when_waiting.or((must_operate && !is_left).then_some(ActionOff::TaskFailed))
        }
        OperationKind::ObproxyCluster => when_waiting.or_else(|| {
            // To go on is to watch again, or to send what was not sent. What was undone is not done again by itself.
            let is_left = calls.iter().any(|call| is_to_be_sent(&call.view.head));
            if situation.stopped {
                None
            } else if must_operate {
                Some(ActionOff::TaskFailed)
            } else {
                (!is_left && !situation.halted).then_some(ActionOff::Finished)
            }
        }),
    };
    let edit = if operation.draft_id.is_none() { Some(ActionOff::Finished) } else { when_waiting };
    let over = finished || situation.stopped || situation.ended_at.is_some();
    let stop = over.then_some(ActionOff::Finished);
    vec![
        ActionView { action: OperationAction::Resume, off: resume },
        ActionView { action: OperationAction::Stop, off: stop },
        ActionView { action: OperationAction::EditDraft, off: edit },
    ]
}

/// It was not sent, or it was refused.
fn is_to_be_sent(head: &CallHead) -> bool {
    matches!(head.journal, JournalState::Planned | JournalState::Rejected)
}

fn can_be_retried(head: &CallHead) -> bool {
    head.operators.iter().any(|view| {
        let may = matches!(view.off, None | Some(OperatorOff::OperatorPending | OperatorOff::Unknown));
        view.operator == TaskOperator::Retry && may
    })
}

fn holds_lock(call: &Call) -> bool {
    let head = &call.view.head;
    !head.state.kind.is_freed() && head.task.as_ref().is_some_and(|task| task.holds_lock)
}

fn host_view(operation: &Operation, host: &super::record::OperationHost) -> OperationHost {
    OperationHost {
        address: host.address.clone(),
        zone: host.zone.clone(),
        is_master: host.address == operation.receiver,
    }
}

fn outcome(operation: &Operation, situation: &Situation) -> InitOutcome {
    let connections = operation
        .hosts
        .iter()
        .map(|host| {
            let ip = agent_address(&host.address).ip;
            let port = effective_value(&operation.parameters, "mysql_port", &host.address, &host.zone);
            ConnectionString {
                host: host.address.clone(),
                zone: host.zone.clone(),
                command: format!("obclient -h{ip} -P{} -uroot@sys -p", port.unwrap_or("2881")),
            }
        })
        .collect();
    InitOutcome {
        connections,
        ob_version: operation.hosts.first().map(|host| host.ob_version.clone()).unwrap_or_default(),
        took_ms: situation.ended_at.unwrap_or(operation.started_at) - operation.started_at,
    }
}
