use obshell_api::{AgentStatus, ClusterServer, ServerStatus};

use crate::dto::ObserverState;

/// How the observer of a host is. The cluster's `word` counts while it is `current`; then what the host's agent
/// says of its observer does.
pub fn observer_state(
    server: Option<&ClusterServer>,
    status: Option<&AgentStatus>,
    current: bool,
) -> ObserverState {
    let Some(server) = server else { return ObserverState::NotDeployed };
    let told = of_word(&server.status);
    if current {
        return told;
    }
    match status.map(|status| status.ob_state) {
        Some(0) => ObserverState::ProcessStopped,
        // It runs, and its database cannot be used.
        Some(1 | 2) if told == ObserverState::ServiceStopped => told,
        Some(1 | 2) => ObserverState::Unavailable,
        Some(3) if told == ObserverState::ServiceStopped => told,
        Some(3) => ObserverState::Running,
        Some(_) | None => ObserverState::Unknown,
    }
}

fn of_word(word: &ServerStatus) -> ObserverState {
    match word {
        ServerStatus::Running => ObserverState::Running,
        ServerStatus::Starting => ObserverState::Starting,
        ServerStatus::ServiceStopping | ServerStatus::ProcessStopping => ObserverState::Stopping,
        ServerStatus::ServiceStopped => ObserverState::ServiceStopped,
        ServerStatus::ProcessStopped => ObserverState::ProcessStopped,
        ServerStatus::Deleting => ObserverState::Deleting,
        ServerStatus::Unavailable => ObserverState::Unavailable,
        ServerStatus::Unknown(_) => ObserverState::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(word: &str, ob_state: Option<i32>, current: bool) -> ObserverState {
        let server = ClusterServer { status: word.into(), ..ClusterServer::default() };
        let status = ob_state.map(|ob_state| AgentStatus { ob_state, ..AgentStatus::default() });
        observer_state(Some(&server), status.as_ref(), current)
    }

    #[test]
    fn the_clusters_word_counts_while_it_is_current() {
        assert_eq!(state("RUNNING", Some(0), true), ObserverState::Running);
        assert_eq!(state("PROCESS_STOPPING", None, true), ObserverState::Stopping);
        assert_eq!(state("POLISHING", Some(3), true), ObserverState::Unknown);
        assert_eq!(observer_state(None, None, true), ObserverState::NotDeployed);
    }

    #[test]
    fn then_the_agents_word_does() {
        assert_eq!(state("RUNNING", Some(0), false), ObserverState::ProcessStopped);
        assert_eq!(state("RUNNING", Some(2), false), ObserverState::Unavailable);
        assert_eq!(state("SERVICE_STOPPED", Some(3), false), ObserverState::ServiceStopped);
        assert_eq!(state("UNAVAILABLE", Some(3), false), ObserverState::Running);
        assert_eq!(state("RUNNING", None, false), ObserverState::Unknown);
    }
}
