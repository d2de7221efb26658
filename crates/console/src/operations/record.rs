use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use vault::SecretId;

use super::calls::CallSpec;
use super::clocks::Clocks;
use super::ocp::SentOperator;
use crate::connections::secrets_of_reach;
use crate::dto::{
    CallView, DraftParameter, Environment, Millis, ObproxyDeed, OperationKind, Reach, TaskSystem,
};
use crate::guard::{Permit, Subject};

/// The part of an operation that never changes after it was started. Stored as JSON; holds ids of secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    pub id: String,
    /// Who runs its tasks.
    #[serde(default)]
    pub system: TaskSystem,
    #[serde(default)]
    pub kind: OperationKind,
    /// What is done with OBProxy, if it is that.
    #[serde(default)]
    pub deed: Option<ObproxyDeed>,
    /// The host or zone it is about; empty for the whole cluster.
    #[serde(default)]
    pub subject: String,
    pub draft_id: Option<String>,
    #[serde(default)]
    pub connection_id: Option<String>,
    pub started_at: Millis,
    pub environment: Environment,
    pub cluster_name: String,
    pub cluster_id: u32,
    /// Canonical address of the agent that takes the calls for all: the one that becomes, or is, the MASTER, or a
    /// member of the cluster.
    #[serde(alias = "master")]
    pub receiver: String,
    /// Members of the cluster that may take its calls when the receiver is lost. None of them leaves by them.
    #[serde(default)]
    pub stand_ins: Vec<String>,
    /// Every agent that may be called.
    pub hosts: Vec<OperationHost>,
    pub root_password: Option<String>,
    pub import_script: bool,
    pub create_proxyro_user: bool,
    pub proxyro_password: Option<String>,
    /// To be set for root@proxysys.
    #[serde(default)]
    pub proxysys_password: Option<String>,
    pub parameters: Vec<DraftParameter>,
    /// Ids of secrets that its calls name themselves.
    #[serde(default)]
    pub call_secrets: Vec<String>,
    #[serde(default)]
    pub reach: Reach,
    /// The guard's word that it may be started; absent in records from before there were guards.
    #[serde(default)]
    pub permit: Option<Permit>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OperationHost {
    pub address: String,
    pub zone: String,
    pub agent_password: Option<String>,
    pub home_path: String,
    pub ob_version: String,
    /// What it was when it was last seen; empty for an agent that was on its own.
    #[serde(default)]
    pub identity: String,
}

/// One call and all that is known of it. Stored at each change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    pub spec: CallSpec,
    /// Keys of the calls that must be done first.
    pub needs: Vec<String>,
    pub view: CallView,
    /// Internal number of the agent's last task before this call was sent: a newer one is ours.
    pub baseline: Option<i64>,
    /// The clock of the agent that keeps the task, minus ours, when the call was accepted.
    pub offset_ms: f64,
    /// How that clock was set while the agent worked at the task; absent before it was first read.
    #[serde(default)]
    pub clocks: Option<Clocks>,
    pub journal_id: Option<i64>,
    /// An operator for a task of an OCP that was sent and has shown no effect yet.
    #[serde(default)]
    pub sent: Option<SentOperator>,
}

impl Operation {
    /// What its changing calls are about.
    pub fn subject(&self) -> Subject {
        Subject {
            connection_id: self.connection_id.clone(),
            name: self.cluster_name.clone(),
            environment: self.environment,
        }
    }

    /// Whose gate its calls go through: that of its connection.
    pub fn gate(&self) -> &str {
        self.connection_id.as_deref().unwrap_or(&self.id)
    }

    /// The agents that may take a call of the cluster, and answer for its tasks, in the order they are tried.
    pub fn receivers(&self) -> impl Iterator<Item = &str> {
        let others = self.stand_ins.iter().filter(|address| **address != self.receiver);
        std::iter::once(&self.receiver).chain(others).map(String::as_str)
    }

    /// The agent at `address`, if the operation may call it.
    pub fn host(&self, address: &str) -> Option<&OperationHost> {
        self.hosts.iter().find(|host| host.address == address)
    }

    /// Every secret it needs.
    pub fn secrets(&self) -> Vec<SecretId> {
        let agents = self.hosts.iter().filter_map(|host| host.agent_password.as_deref());
        let reach = secrets_of_reach(&self.reach).map(|secret| secret.id.as_str());
        let others = [&self.root_password, &self.proxyro_password, &self.proxysys_password];
        let calls = self.call_secrets.iter().map(String::as_str);
        let all = agents.chain(others.into_iter().filter_map(Option::as_deref)).chain(calls).chain(reach);
        all.filter_map(|id| SecretId::from_str(id).ok()).collect()
    }

    /// Zone by address.
    pub fn zones(&self) -> BTreeMap<String, String> {
        self.hosts.iter().map(|host| (host.address.clone(), host.zone.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As it was stored when only new clusters were made.
    const OLD: &str = r#"{
        "id": "o", "draft_id": "d", "connection_id": null, "started_at": 1, "environment": "dev",
        "cluster_name": "ob_order", "cluster_id": 1, "master": "10.0.0.1:2886",
        "hosts": [{
            "address": "10.0.0.1:2886", "zone": "zone1", "agent_password": null, "home_path": "/home/ob",
            "ob_version": "4.3.5.1"
        }],
        "root_password": "s", "import_script": true, "create_proxyro_user": false, "proxyro_password": null,
        "parameters": []
    }"#;

    #[test]
    fn an_old_record_names_its_master() {
        let operation: Operation = serde_json::from_str(OLD).unwrap();
        assert_eq!(operation.receiver, "10.0.0.1:2886");
        assert_eq!(operation.receivers().collect::<Vec<_>>(), ["10.0.0.1:2886"]);
        assert_eq!((operation.kind, operation.hosts[0].identity.as_str()), (OperationKind::Init, ""));
        assert_eq!(operation.system, TaskSystem::Obshell);
        let again: Operation = serde_json::from_str(&serde_json::to_string(&operation).unwrap()).unwrap();
        assert_eq!(again, operation);
    }
}
