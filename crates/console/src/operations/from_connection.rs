//! Operations on what a connection stands for.

use super::calls::CallSpec;
use super::record::{Call, Operation, OperationHost};
use crate::connections::{Connection, KnownAgent};
use crate::dto::{Millis, OperationKind, SecretRef, TaskSystem};
use crate::guard::Permit;

impl Operation {
    /// One on the agents that `connection` knows. `receiver` takes its calls; nobody stands in for it yet.
    pub fn on(
        id: String,
        connection: &Connection,
        kind: OperationKind,
        subject: String,
        receiver: String,
        permit: Option<Permit>,
        now: Millis,
    ) -> Operation {
        let facts = connection.seen.facts.as_ref();
        let settings = &connection.settings;
        let named = facts.map(|facts| facts.cluster_name.clone()).filter(|name| !name.is_empty());
        let secret = |secret: &Option<SecretRef>| secret.as_ref().map(|secret| secret.id.clone());
        Operation {
            id,
            system: TaskSystem::Obshell,
            kind,
            deed: None,
            subject,
            draft_id: None,
            connection_id: Some(connection.id.clone()),
            started_at: now,
            environment: settings.environment,
            cluster_name: named.unwrap_or_else(|| settings.name.clone()),
            cluster_id: facts.and_then(|facts| facts.cluster_id.parse().ok()).unwrap_or_default(),
            receiver,
            stand_ins: Vec::new(),
            hosts: members(connection),
            root_password: secret(&settings.passwords.root),
            import_script: false,
            create_proxyro_user: false,
            proxyro_password: None,
            proxysys_password: None,
            parameters: Vec::new(),
            call_secrets: Vec::new(),
            reach: settings.reach.clone(),
            permit,
        }
    }
}

impl Call {
    /// One that was not sent.
    pub fn new(spec: CallSpec, needs: Vec<String>, operation: &Operation) -> Call {
        let view = spec.unsent(operation);
        let (baseline, clocks, journal_id, sent) = (None, None, None, None);
        Call { spec, needs, view, baseline, offset_ms: 0.0, clocks, journal_id, sent }
    }
}

/// The agents of a connection, as it saw them last.
pub fn members(connection: &Connection) -> Vec<OperationHost> {
    let password = connection.settings.passwords.agent.as_ref().map(|secret| secret.id.clone());
    let ob_version = connection.seen.facts.as_ref().map(|facts| facts.ob_version.clone());
    let host = |agent: &KnownAgent| OperationHost {
        address: agent.address.clone(),
        zone: agent.zone.clone(),
        agent_password: password.clone(),
        home_path: String::new(),
        ob_version: ob_version.clone().unwrap_or_default(),
        identity: agent.identity.clone(),
    };
    connection.seen.agents.iter().map(host).collect()
}
