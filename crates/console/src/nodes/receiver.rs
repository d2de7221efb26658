use super::scope::{hosts, serves};
use crate::dto::{AgentLinkState, ClusterView, HostView, NodeAction, NodeScope};

/// Who takes the call of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receivers {
    /// The first choice.
    pub first: String,
    /// The others that may, in the order they are tried.
    pub others: Vec<String>,
    /// The agent in use cannot take it: it leaves by the action.
    pub instead_of: Option<String>,
}

const CLUSTER_AGENT: &str = "CLUSTER AGENT";
const MASTER: &str = "MASTER";

/// The agents that can take the call of `action` for `targets`, best first: those whose observer serves, the one in
/// use before the others. `None` when there is none.
pub fn receivers(
    view: &ClusterView,
    action: &NodeAction,
    targets: &[&HostView],
    in_use: Option<&str>,
) -> Option<Receivers> {
    let before_init = matches!(action, NodeAction::Remove { .. } | NodeAction::RemoveAll);
    let identity = if before_init { MASTER } else { CLUSTER_AGENT };
    let answers = |host: &HostView| matches!(host.agent, AgentLinkState::Answers | AgentLinkState::NotAsked);
    let able = |host: &&HostView| host.identity == identity && answers(host);
    let leaves = |host: &HostView| targets.iter().any(|target| target.address == host.address);
    let mut all: Vec<&HostView> = hosts(view).filter(able).collect();
    all.sort_by_key(|host| {
        let not_asked = host.agent == AgentLinkState::NotAsked;
        (!serves(host), Some(host.address.as_str()) != in_use, not_asked)
    });
    let others: Vec<&HostView> = all.iter().copied().filter(|host| !leaves(host)).collect();
    let chosen = match departure(action) {
        Departure::Nobody => all,
        Departure::ForGood => others,
        Departure::ForAWhile if others.is_empty() => all,
        Departure::ForAWhile => others,
    };
    let mut addresses = chosen.into_iter().map(|host| host.address.clone());
    let first = addresses.next()?;
    let replaced = in_use.filter(|in_use| *in_use != first && targets.iter().any(|it| it.address == *in_use));
    let instead_of = replaced.filter(|_| departure(action) != Departure::Nobody).map(str::to_owned);
    Some(Receivers { first, others: addresses.collect(), instead_of })
}

/// Whether the hosts of an action go.
#[derive(PartialEq)]
enum Departure {
    Nobody,
    /// They must not take the call themselves.
    ForGood,
    /// Better somebody else takes the call.
    ForAWhile,
}

fn departure(action: &NodeAction) -> Departure {
    match action {
        NodeAction::ScaleIn { .. } | NodeAction::DeleteZone { .. } => Departure::ForGood,
        NodeAction::Stop { scope: NodeScope::Cluster, .. } => Departure::Nobody,
        NodeAction::StopZone { .. } | NodeAction::Stop { .. } => Departure::ForAWhile,
        NodeAction::Remove { .. } | NodeAction::RemoveAll | NodeAction::Start { .. } => Departure::Nobody,
    }
}
