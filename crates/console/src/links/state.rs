use obshell_api::Identity;

use super::read::Reading;
use crate::dto::{ConnectionStateKind, StateKind, TaskNote};

/// How a connection is, by what the agent that answers says and the tasks that are there.
pub fn kind_of(reading: &Reading, tasks: &[TaskNote]) -> ConnectionStateKind {
    let holder = tasks.iter().find(|task| task.holds_lock);
    if let Some(task) = holder {
        let stopped = matches!(task.state.kind, StateKind::Failed | StateKind::Cancelled);
        return if stopped { ConnectionStateKind::TaskStopped } else { ConnectionStateKind::Locked };
    }
    let status = reading.probe.status.as_ref();
    let locked = status.is_some_and(|status| status.under_maintenance)
        || reading.statuses.values().any(|status| status.under_maintenance);
    if locked {
        return ConnectionStateKind::Locked;
    }
    match (&reading.probe.info.identity, status.map(|status| status.ob_state)) {
        (Identity::Single | Identity::Master | Identity::Follower, _) => ConnectionStateKind::NotInitialized,
        (Identity::Unidentified | Identity::Unknown(_), _) => ConnectionStateKind::Unknown,
        (_, Some(0)) => ConnectionStateKind::ObserverDown,
        (_, Some(1 | 2)) => ConnectionStateKind::Restricted,
        (_, Some(3)) => ConnectionStateKind::Available,
        (_, Some(_) | None) => ConnectionStateKind::Unknown,
    }
}
