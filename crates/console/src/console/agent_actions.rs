//! What is done with the proxies that agents manage already.

use super::Console;
use super::nodes::subject_on;
use crate::connections::Connection;
use crate::dto::*;
use crate::operations::{ProxyPasswords, proxy_operation};
use crate::proxies::{Assessed, assess, calls_of, named};
use crate::store::JournalEntry;

impl Console {
    /// What an action would come to. Asks the agents who they are.
    pub(super) async fn agent_impact(&self, request: ObproxyActionReq) -> Result<ObproxyImpact, IpcError> {
        let ObproxyActionReq { connection_id, action } = request;
        let connection = self.inner.connections.get(&connection_id)?;
        let calls = calls_of(&action)?;
        let fleet = self.fleet(&connection, true).await?;
        let Assessed { findings, to_type } = assess(&action, &fleet);
        let what = (deed_of(&action), calls);
        let none = ProxyPasswords::default();
        let (operation, calls) = proxy_operation(String::new(), &connection, what, &none, None, self.now());
        let steps = calls.first().map(|call| call.view.steps.iter().map(|step| step.name.clone()).collect());
        Ok(ObproxyImpact {
            calls: calls.iter().map(|call| call.spec.planned(&operation, &call.needs)).collect(),
            findings,
            steps: steps.unwrap_or_default(),
            to_type,
        })
    }

    /// Asks the agents anew, judges the action by that, and starts it as one operation.
    pub(super) async fn start_agent_action(
        &self,
        request: StartObproxyActionReq,
    ) -> Result<StartedOperation, IpcError> {
        let StartObproxyActionReq { connection_id, action, accepted, typed, consent } = request;
        let _one_at_a_time = self.inner.starting.lock().await;
        let calls = calls_of(&action)?;
        let agents: Vec<String> = calls.iter().map(|call| call.agent.clone()).collect();
        let connection = self.acquainted(&connection_id, &agents).await?;
        let fleet = self.fleet(&connection, true).await?;
        let assessed = assess(&action, &fleet);
        assessed.check(&accepted, &typed)?;
        let operation_id = (self.inner.setup.new_id)();
        let deed = deed_of(&action);
        let entry = JournalEntry {
            operation_id: operation_id.clone(),
            agent: agents.first().cloned().unwrap_or_default(),
            request: format!("start: {deed:?} OBProxy of {}", agents.join(", ")),
            ..JournalEntry::default()
        };
        let permit = self.inner.guards.permit(&subject_on(&connection), &consent, &entry).await?;
        self.inner.guards.accept(entry, &permit, &assessed.warnings()).await?;
        let (none, permit, now) = (ProxyPasswords::default(), Some(permit), self.now());
        let (operation, calls) =
            proxy_operation(operation_id.clone(), &connection, (deed, calls), &none, permit, now);
        self.inner.operations.create(operation, calls).await?;
        self.inner.links.contact_to_look(&connection_id)?;
        Ok(StartedOperation { operation_id })
    }

    /// A connection that knows these agents, and their keys: it is read now if it does not. Who is not met gets no
    /// password, and what is to be done there fails.
    pub(super) async fn acquainted(&self, id: &str, agents: &[String]) -> Result<Connection, IpcError> {
        let connection = self.inner.connections.get(id)?;
        let connection = if agents.iter().all(|agent| knows(&connection, agent)) {
            connection
        } else {
            if let Err(problem) = self.inner.links.fresh_cluster(id).await {
                tracing::info!(message = problem.message, "agents are judged by what was known of them");
            }
            self.inner.connections.get(id)?
        };
        for agent in agents.iter().filter(|agent| knows(&connection, agent)) {
            if self.inner.store.pin(agent).await?.is_none() {
                // The key is pinned at first sight. An agent that is silent now is found out soon.
                let _ = self.prober().look(agent, &connection.settings.reach, self.now()).await;
            }
        }
        Ok(connection)
    }
}

/// Whether an agent is one of a connection's own.
pub(super) fn knows(connection: &Connection, agent: &str) -> bool {
    connection.seen.agents.iter().any(|known| known.address == agent)
}

fn deed_of(action: &ObproxyAction) -> ObproxyDeed {
    named(action).map_or(ObproxyDeed::Start, |(deed, _)| deed)
}
