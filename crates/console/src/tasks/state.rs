use obshell_api::{Operator, State};
use time::OffsetDateTime;

use crate::dto::{Millis, StateKind, StateView};

/// An agent has no word for cancelled, rolled back or passed: the pair of state and operator says it.
pub fn state_view(state: &State, operator: &Operator) -> StateView {
    let kind = match (state, operator) {
        (State::Pending, _) => StateKind::Pending,
        (State::Ready, _) => StateKind::Ready,
        (State::Running, _) => StateKind::Running,
        (State::Failed, Operator::Cancel) => StateKind::Cancelled,
        (State::Failed, _) => StateKind::Failed,
        (State::Succeed, Operator::Rollback) => StateKind::RolledBack,
        (State::Succeed, Operator::Pass) => StateKind::Passed,
        (State::Succeed, _) => StateKind::Succeeded,
        (State::Unknown(_), _) => StateKind::Unknown,
    };
    StateView { kind, word: format!("{}/{}", state.as_str(), operator.as_str()) }
}

/// A state that is OBDeck's own, not an agent's.
pub fn word(kind: StateKind) -> StateView {
    StateView { kind, word: String::new() }
}

/// Whether a task is kept in the cluster's own tables; ids of those begin with 1.
pub fn is_of_cluster(task_id: &str) -> bool {
    task_id.starts_with('1')
}

/// An agent's time on our clock. `offset_ms` is the agent's clock minus ours.
pub fn to_millis(time: OffsetDateTime, offset_ms: f64) -> Millis {
    let agent = i64::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap_or(i64::MAX);
    agent - offset_ms.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operator_tells_success_from_undoing() {
        let kind = |state, operator| state_view(&state, &operator).kind;
        assert_eq!(kind(State::Succeed, Operator::Run), StateKind::Succeeded);
        assert_eq!(kind(State::Succeed, Operator::Retry), StateKind::Succeeded);
        assert_eq!(kind(State::Succeed, Operator::Rollback), StateKind::RolledBack);
        assert_eq!(kind(State::Succeed, Operator::Pass), StateKind::Passed);
        assert_eq!(kind(State::Failed, Operator::Cancel), StateKind::Cancelled);
        assert_eq!(kind(State::Failed, Operator::Rollback), StateKind::Failed);
    }

    #[test]
    fn a_new_state_keeps_its_word() {
        let view = state_view(&State::Unknown("PAUSED".to_owned()), &Operator::Unknown("HOLD".to_owned()));
        assert_eq!(view, StateView { kind: StateKind::Unknown, word: "PAUSED/HOLD".to_owned() });
    }

    #[test]
    fn an_agent_that_is_ahead_is_moved_back() {
        let time = OffsetDateTime::from_unix_timestamp(1_000).unwrap();
        assert_eq!(to_millis(time, 90_000.0), 910_000);
    }
}
