use std::collections::BTreeMap;

use obshell_api::GenericId;
use serde::{Deserialize, Serialize};

use super::bodies::{indented, masked_body};
use super::config_calls::ConfigScope;
use super::ocp::{OcpCall, no_ocp_operators};
use super::proxy_calls::ProxyCall;
use super::record::Operation;
use super::stages::stages;
use crate::dto::{
    CallHead, CallKind, CallView, JournalState, NodeScope, ObproxyDeed, OperatorOff, OperatorView,
    PlannedCall, StateKind, StopMode, TaskOperator,
};
use crate::tasks::{planned_steps, word};

/// What a call is to do. Secrets are looked up when it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CallSpec {
    /// `POST /api/v1/agent/password` to a `SINGLE` agent that has none. There is no task.
    AgentPassword { agent: String },
    /// `POST /api/v1/agent/join` to the agent that joins.
    Join { agent: String, zone: String },
    /// `POST /api/v1/observer/config` to the MASTER.
    ObserverConfig { scope: ConfigScope, config: BTreeMap<String, String> },
    /// `POST /api/v1/obcluster/config` to the MASTER.
    ClusterConfig,
    /// `POST /api/v1/ob/init` to the MASTER.
    Init,
    /// `POST /api/v1/agent/remove` to the MASTER; the MASTER itself takes all its FOLLOWERs along.
    Remove { agent: String },
    /// `POST /api/v1/ob/scale_out` to a member of the cluster.
    ScaleOut { agent: String, zone: String, new_zone: bool, config: BTreeMap<String, String> },
    /// `POST /api/v1/ob/scale_in` to another member of the cluster.
    ScaleIn { agent: String, force: bool },
    /// `POST /api/v1/ob/zone/{zone}/stop` to a member of the cluster.
    StopZone { zone: String, freeze_server: bool, pass_tasks: Vec<String> },
    /// `DELETE /api/v1/zone/{zone}` to a member of another zone.
    DeleteZone { zone: String },
    /// `POST /api/v1/ob/start` to a member of the cluster.
    Start { scope: NodeScope, pass_tasks: Vec<String> },
    /// `POST /api/v1/ob/stop` to a member of the cluster.
    Stop { scope: NodeScope, mode: StopMode, pass_tasks: Vec<String> },
    /// With OBProxy, to an OCP.
    Obproxy(OcpCall),
    /// About the OBProxy of an agent, to that agent.
    Proxy(ProxyCall),
    /// A task that is there already: nothing is sent.
    Opened { task_id: String, name: String },
}

/// Where the task of a call is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Home {
    /// There is no task: the answer is all.
    Nowhere,
    /// The agent that took the call.
    Agent,
    /// The cluster's own tables: every member answers for it.
    Cluster,
}

impl CallSpec {
    pub fn key(&self) -> String {
        match self {
            CallSpec::AgentPassword { agent } => format!("agent-password:{agent}"),
            CallSpec::Join { agent, .. } => format!("join:{agent}"),
            CallSpec::ObserverConfig { scope, .. } => format!("observer-config:{}", scope.label()),
            CallSpec::ClusterConfig => "cluster-config".to_owned(),
            CallSpec::Init => "init".to_owned(),
            CallSpec::Remove { agent } => format!("remove:{agent}"),
            CallSpec::ScaleOut { agent, .. } => format!("scale-out:{agent}"),
            CallSpec::ScaleIn { agent, .. } => format!("scale-in:{agent}"),
            CallSpec::StopZone { zone, .. } => format!("stop-zone:{zone}"),
            CallSpec::DeleteZone { zone } => format!("delete-zone:{zone}"),
            CallSpec::Start { .. } => "start".to_owned(),
            CallSpec::Stop { .. } => "stop".to_owned(),
            CallSpec::Obproxy(call) => call.key(),
            CallSpec::Proxy(call) => call.key(),
            CallSpec::Opened { task_id, .. } => format!("task:{task_id}"),
        }
    }

    pub fn kind(&self) -> CallKind {
        match self {
            CallSpec::AgentPassword { .. } => CallKind::AgentPassword,
            CallSpec::Join { .. } => CallKind::Join,
            CallSpec::ObserverConfig { .. } => CallKind::ObserverConfig,
            CallSpec::ClusterConfig => CallKind::ClusterConfig,
            CallSpec::Init => CallKind::Init,
            CallSpec::Remove { .. } => CallKind::Remove,
            CallSpec::ScaleOut { .. } => CallKind::ScaleOut,
            CallSpec::ScaleIn { .. } => CallKind::ScaleIn,
            CallSpec::StopZone { .. } => CallKind::StopZone,
            CallSpec::DeleteZone { .. } => CallKind::DeleteZone,
            CallSpec::Start { .. } => CallKind::Start,
            CallSpec::Stop { .. } => CallKind::Stop,
            CallSpec::Obproxy(_) => CallKind::ObproxyCluster,
            CallSpec::Proxy(_) => CallKind::AgentProxy,
            CallSpec::Opened { .. } => CallKind::Opened,
        }
    }

    /// What is done with OBProxy, if it is that.
    pub fn deed(&self) -> Option<ObproxyDeed> {
        match self {
            CallSpec::Obproxy(call) => Some(call.deed()),
            CallSpec::Proxy(call) => Some(call.deed()),
            CallSpec::AgentPassword { .. }
            | CallSpec::Join { .. }
            | CallSpec::ObserverConfig { .. }
            | CallSpec::ClusterConfig
            | CallSpec::Init
            | CallSpec::Remove { .. }
            | CallSpec::ScaleOut { .. }
            | CallSpec::ScaleIn { .. }
            | CallSpec::StopZone { .. }
            | CallSpec::DeleteZone { .. }
            | CallSpec::Start { .. }
            | CallSpec::Stop { .. }
            | CallSpec::Opened { .. } => None,
        }
    }

    /// The agent the call is meant for. A call of the cluster may go to a stand-in instead.
    pub fn target(&self, operation: &Operation) -> String {
        match self {
            CallSpec::AgentPassword { agent }
            | CallSpec::Join { agent, .. }
            | CallSpec::Proxy(ProxyCall { agent, .. }) => agent.clone(),
            CallSpec::Opened { task_id, .. } => keeper(task_id)
                .filter(|keeper| operation.host(keeper).is_some())
                .unwrap_or_else(|| operation.receiver.clone()),
            CallSpec::ObserverConfig { .. }
            | CallSpec::ClusterConfig
            | CallSpec::Init
            | CallSpec::Remove { .. }
            | CallSpec::ScaleOut { .. }
            | CallSpec::ScaleIn { .. }
            | CallSpec::StopZone { .. }
            | CallSpec::DeleteZone { .. }
            | CallSpec::Start { .. }
            | CallSpec::Stop { .. }
            | CallSpec::Obproxy(_) => operation.receiver.clone(),
        }
    }

    pub fn home(&self) -> Home {
        match self {
            CallSpec::AgentPassword { .. } | CallSpec::Obproxy(_) => Home::Nowhere,
            CallSpec::Opened { task_id, .. } if keeper(task_id).is_none() => Home::Cluster,
            CallSpec::ScaleOut { .. } | CallSpec::ScaleIn { .. } | CallSpec::DeleteZone { .. } => {
                Home::Cluster
            }
            CallSpec::Join { .. }
            | CallSpec::ObserverConfig { .. }
            | CallSpec::ClusterConfig
            | CallSpec::Init
            | CallSpec::Remove { .. }
            | CallSpec::StopZone { .. }
            | CallSpec::Start { .. }
            | CallSpec::Stop { .. }
            | CallSpec::Proxy(_)
            | CallSpec::Opened { .. } => Home::Agent,
        }
    }

    /// Whether any member of the cluster may take the call, as long as none has.
    pub fn is_for_any_member(&self) -> bool {
        match self {
            CallSpec::ScaleOut { .. }
            | CallSpec::ScaleIn { .. }
            | CallSpec::StopZone { .. }
            | CallSpec::DeleteZone { .. }
            | CallSpec::Start { .. }
            | CallSpec::Stop { .. } => true,
            CallSpec::AgentPassword { .. }
            | CallSpec::Join { .. }
            | CallSpec::ObserverConfig { .. }
            | CallSpec::ClusterConfig
            | CallSpec::Init
            | CallSpec::Remove { .. }
            | CallSpec::Obproxy(_)
            | CallSpec::Proxy(_)
            | CallSpec::Opened { .. } => false,
        }
    }

    pub fn method(&self) -> &'static str {
        match self {
            CallSpec::DeleteZone { .. } => "DELETE",
            CallSpec::Obproxy(call) => call.method(),
            CallSpec::Opened { .. } => "GET",
            CallSpec::Proxy(call) => call.method(),
            CallSpec::AgentPassword { .. }
            | CallSpec::Join { .. }
            | CallSpec::ObserverConfig { .. }
            | CallSpec::ClusterConfig
            | CallSpec::Init
            | CallSpec::Remove { .. }
            | CallSpec::ScaleOut { .. }
            | CallSpec::ScaleIn { .. }
            | CallSpec::StopZone { .. }
            | CallSpec::Start { .. }
            | CallSpec::Stop { .. } => "POST",
        }
    }

    pub fn path(&self) -> String {
        match self {
            CallSpec::AgentPassword { .. } => "/api/v1/agent/password".to_owned(),
            CallSpec::Join { .. } => "/api/v1/agent/join".to_owned(),
            CallSpec::ObserverConfig { .. } => "/api/v1/observer/config".to_owned(),
            CallSpec::ClusterConfig => "/api/v1/obcluster/config".to_owned(),
            CallSpec::Init => "/api/v1/ob/init".to_owned(),
            CallSpec::Remove { .. } => "/api/v1/agent/remove".to_owned(),
            CallSpec::ScaleOut { .. } => "/api/v1/ob/scale_out".to_owned(),
            CallSpec::ScaleIn { .. } => "/api/v1/ob/scale_in".to_owned(),
            CallSpec::StopZone { zone, .. } => format!("/api/v1/ob/zone/{zone}/stop"),
            CallSpec::DeleteZone { zone } => format!("/api/v1/zone/{zone}"),
            CallSpec::Start { .. } => "/api/v1/ob/start".to_owned(),
            CallSpec::Stop { .. } => "/api/v1/ob/stop".to_owned(),
            CallSpec::Obproxy(call) => call.path(),
            CallSpec::Proxy(call) => call.path().to_owned(),
            CallSpec::Opened { task_id, .. } => format!("/api/v1/task/dag/{task_id}"),
        }
    }

    /// The agent's name for the task it makes of the call; empty when it makes none.
    pub fn task_name(&self, operation: &Operation) -> String {
        match self {
            CallSpec::AgentPassword { .. } => String::new(),
            CallSpec::Join { agent, .. } if *agent == operation.receiver => "Join self".to_owned(),
            CallSpec::Join { .. } => "Join to master".to_owned(),
            CallSpec::ObserverConfig { .. } => "Update observer config".to_owned(),
            CallSpec::ClusterConfig => "Update cluster config".to_owned(),
            CallSpec::Init => "Initialize cluster".to_owned(),
            CallSpec::Remove { agent } if *agent == operation.receiver => "Remove all agents".to_owned(),
            CallSpec::Remove { agent } => format!("Remove follower agent {agent}"),
            CallSpec::ScaleOut { .. } => "Cluster scale out".to_owned(),
            CallSpec::ScaleIn { .. } => "Cluster scale in".to_owned(),
            CallSpec::DeleteZone { .. } => "Delete zone".to_owned(),
            CallSpec::Start { .. } => "Start OB".to_owned(),
            CallSpec::StopZone { .. } | CallSpec::Stop { .. } => "Stop OB".to_owned(),
            CallSpec::Obproxy(call) => call.task_name().to_owned(),
            CallSpec::Proxy(call) => call.task_name().to_owned(),
            CallSpec::Opened { name, .. } => name.clone(),
        }
    }

    /// The call as the review shows it.
    pub fn planned(&self, operation: &Operation, needs: &[String]) -> PlannedCall {
        PlannedCall {
            key: self.key(),
            kind: self.kind(),
            deed: self.deed(),
            target: self.target(operation),
            zone: self.zone(),
            method: self.method().to_owned(),
            path: self.path(),
            body: indented(&masked_body(self, operation)),
            needs: needs.to_vec(),
        }
    }

    /// The call as the run shows it before anything was sent.
    pub fn unsent(&self, operation: &Operation) -> CallView {
        let head = CallHead {
            key: self.key(),
            kind: self.kind(),
            deed: self.deed(),
            target: self.target(operation),
            zone: self.zone(),
            method: self.method().to_owned(),
            path: self.path(),
            body: indented(&masked_body(self, operation)),
            journal: JournalState::Planned,
            state: word(StateKind::Pending),
            task: None,
            started_at: None,
            ended_at: None,
            error: None,
            operators: if matches!(self, CallSpec::Obproxy(_)) {
                no_ocp_operators(OperatorOff::NoTask)
            } else {
                no_operators(OperatorOff::NoTask)
            },
            operator_pending: None,
            sub_tasks: Vec::new(),
        };
        CallView { head, steps: planned_steps(stages(self, operation)) }
    }

    fn zone(&self) -> Option<String> {
        match self {
            CallSpec::Join { zone, .. }
            | CallSpec::ScaleOut { zone, .. }
            | CallSpec::StopZone { zone, .. }
            | CallSpec::DeleteZone { zone } => Some(zone.clone()),
            CallSpec::AgentPassword { .. }
            | CallSpec::ObserverConfig { .. }
            | CallSpec::ClusterConfig
            | CallSpec::Init
            | CallSpec::Remove { .. }
            | CallSpec::ScaleIn { .. }
            | CallSpec::Start { .. }
            | CallSpec::Stop { .. }
            | CallSpec::Obproxy(_)
            | CallSpec::Proxy(_)
            | CallSpec::Opened { .. } => None,
        }
    }
}

/// The agent that a task's id names; none for a task of the cluster.
pub fn keeper(task_id: &str) -> Option<String> {
    let decoded = task_id.parse::<GenericId>().ok().and_then(|id| id.decode().ok());
    decoded.and_then(|parts| parts.agent).map(|agent| agent.to_string())
}

/// Whether only the agent that the id names answers for the task, and with its own password: an OBProxy's.
pub fn is_of_proxy(task_id: &str) -> bool {
    task_id.starts_with(['4', '5'])
}

/// Every operator, off for one reason.
pub fn no_operators(off: OperatorOff) -> Vec<OperatorView> {
    [TaskOperator::Retry, TaskOperator::Rollback, TaskOperator::Cancel, TaskOperator::Pass]
        .map(|operator| OperatorView { operator, off: Some(off) })
        .to_vec()
}
