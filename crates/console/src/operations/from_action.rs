use super::calls::CallSpec;
use super::record::{Call, Operation};
use crate::connections::Connection;
use crate::dto::{Millis, NodeAction, NodeScope, OperationKind};
use crate::guard::Permit;
use crate::nodes::Receivers;

/// The operation that an action comes to, and its one call.
pub fn operation_of(
    id: String,
    connection: &Connection,
    action: &NodeAction,
    receivers: &Receivers,
    permit: Option<Permit>,
    now: Millis,
) -> (Operation, Call) {
    let (kind, subject) = subject_of(action);
    let mut operation = Operation::on(id, connection, kind, subject, receivers.first.clone(), permit, now);
    operation.stand_ins.clone_from(&receivers.others);
    let call = Call::new(spec_of(action, &operation), Vec::new(), &operation);
    (operation, call)
}

/// What an action is called, and what it is about.
pub fn subject_of(action: &NodeAction) -> (OperationKind, String) {
    match action {
        NodeAction::Remove { agent } => (OperationKind::Remove, agent.clone()),
        NodeAction::RemoveAll => (OperationKind::RemoveAll, String::new()),
        NodeAction::ScaleIn { agent, .. } => (OperationKind::ScaleIn, agent.clone()),
        NodeAction::StopZone { zone, .. } => (OperationKind::StopZone, zone.clone()),
        NodeAction::DeleteZone { zone } => (OperationKind::DeleteZone, zone.clone()),
        NodeAction::Start { scope, .. } => (OperationKind::Start, subject_of_scope(scope)),
        NodeAction::Stop { scope, .. } => (OperationKind::Stop, subject_of_scope(scope)),
    }
}

fn subject_of_scope(scope: &NodeScope) -> String {
    match scope {
        NodeScope::Cluster => String::new(),
        NodeScope::Zones { zones } => zones.join(", "),
        NodeScope::Servers { agents } => agents.join(", "),
    }
}

fn spec_of(action: &NodeAction, operation: &Operation) -> CallSpec {
    match action.clone() {
        NodeAction::Remove { agent } => CallSpec::Remove { agent },
        NodeAction::RemoveAll => CallSpec::Remove { agent: operation.receiver.clone() },
        NodeAction::ScaleIn { agent, force } => CallSpec::ScaleIn { agent, force },
        NodeAction::StopZone { zone, freeze_server, pass_tasks } => {
            CallSpec::StopZone { zone, freeze_server, pass_tasks }
        }
        NodeAction::DeleteZone { zone } => CallSpec::DeleteZone { zone },
        NodeAction::Start { scope, pass_tasks } => CallSpec::Start { scope, pass_tasks },
        NodeAction::Stop { scope, mode, pass_tasks } => CallSpec::Stop { scope, mode, pass_tasks },
    }
}
