use crate::documents::read_only;
use crate::dto::{
    ActionOff, ActionView, CallView, Contact, ContactState, Environment, Millis, OperationAction,
    OperationHead, OperationHost, OperationKind, OperationView, TaskOrigin, TaskSystem,
};
use crate::operations::{failure_of, is_done};

/// A task of a server as an operation of one call that nobody follows.
pub fn operation_view(call: CallView, system: TaskSystem, origin: TaskOrigin) -> OperationView {
    let done = call.steps.iter().filter(|step| is_done(step.state.kind)).count();
    let saved_at = match &origin {
        TaskOrigin::File { saved_at, .. } => *saved_at,
        TaskOrigin::Live | TaskOrigin::History { .. } => None,
    };
    let task = call.head.task.as_ref();
    let actions = [OperationAction::Resume, OperationAction::Stop, OperationAction::EditDraft];
    let off = |action| ActionView { action, off: Some(ActionOff::Finished) };
    let head = OperationHead {
        id: String::new(),
        system,
        draft_id: None,
        connection_id: None,
        kind: OperationKind::Opened,
        deed: None,
        subject: task.map(|task| task.name.clone()).unwrap_or_default(),
        cluster_name: String::new(),
        cluster_id: String::new(),
        environment: Environment::Dev,
        state: call.head.state.clone(),
        done: u32::try_from(done).unwrap_or(u32::MAX),
        total: u32::try_from(call.steps.len()).unwrap_or(u32::MAX),
        started_at: first_moment(&call).or(saved_at).unwrap_or_default(),
        ended_at: call.head.ended_at,
        hosts: hosts(&call),
        contact: Contact { state: ContactState::Idle, agent: None, last_answer_at: saved_at, problem: None },
        lock_held: !call.head.state.kind.is_freed() && task.is_some_and(|task| task.holds_lock),
        failure: failure_of(&call, system),
        actions: actions.map(off).into(),
        outcome: None,
        origin,
    };
    read_only(OperationView { head, calls: vec![call] })
}

fn first_moment(call: &CallView) -> Option<Millis> {
    let of_steps = call.steps.iter().filter_map(|step| step.started_at).min();
    call.head.started_at.or(of_steps)
}

fn hosts(call: &CallView) -> Vec<OperationHost> {
    let mut hosts: Vec<OperationHost> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for run in call.steps.iter().flat_map(|step| &step.runs) {
        if !run.host.is_empty() && known.insert(&run.host) {
            let (address, zone) = (run.host.clone(), run.zone.clone());
            hosts.push(OperationHost { address, zone, is_master: false });
        }
    }
    hosts
}
