use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::agent::AgentAddress;
use super::id::GenericId;
use super::lenient;
use super::state::{Operator, State};

/// A task of an agent or a cluster, made of stages ("nodes"). `GET /api/v1/task/dag/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dag {
    /// Use this in every further call.
    pub id: GenericId,
    /// Number that is unique only within one agent or one cluster.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub dag_id: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    /// The stage being worked on, from 1 to `max_stage`; 1 again after a rollback.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub stage: u32,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub max_stage: u32,
    /// 1 none, 2 the cluster or agent is locked, 3 a tenant is, 4 the OBProxy is; 0 from agents that do not say.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub maintenance_type: i32,
    /// The tenant's name when `maintenance_type` is 3.
    #[serde(default, deserialize_with = "lenient::text")]
    pub maintenance_key: String,
    #[serde(default)]
    pub state: State,
    #[serde(default)]
    pub operator: Operator,
    /// Creation, then the moment it began to run; `None` between an operator and its execution.
    #[serde(default, deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub start_time: Option<OffsetDateTime>,
    /// `None` while unfinished, though some agents write the creation time here.
    #[serde(default, deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub end_time: Option<OffsetDateTime>,
    /// Known keys are read by [`Dag::sub_dags`] and [`Dag::main_dag_id`].
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub additional_data: Map<String, Value>,
    /// Empty when details were not asked for. Names repeat; tell nodes apart by id.
    #[serde(default, deserialize_with = "lenient::list")]
    pub nodes: Vec<Node>,
}

/// One stage of a [`Dag`]. `GET /api/v1/task/node/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    pub id: GenericId,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub node_id: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default)]
    pub state: State,
    #[serde(default)]
    pub operator: Operator,
    #[serde(default, deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub start_time: Option<OffsetDateTime>,
    #[serde(default, deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub end_time: Option<OffsetDateTime>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub additional_data: Map<String, Value>,
    #[serde(default, deserialize_with = "lenient::list")]
    pub sub_tasks: Vec<SubTask>,
}

/// A node's work on one host. `GET /api/v1/task/sub_task/{id}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubTask {
    pub id: GenericId,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub task_id: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    pub name: String,
    #[serde(default)]
    pub state: State,
    #[serde(default)]
    pub operator: Operator,
    #[serde(default, deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub start_time: Option<OffsetDateTime>,
    #[serde(default, deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub end_time: Option<OffsetDateTime>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub additional_data: Map<String, Value>,
    /// Attempts so far, the present one included.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub execute_times: u32,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub execute_agent: AgentAddress,
    /// Lines of all attempts, oldest first; [`LogRow`]s tell which attempt wrote which.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub task_logs: Vec<String>,
}

/// One line of a sub-task's log, of any attempt. `GET /api/v1/task/sub_task/{id}/logs`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LogRow {
    #[serde(deserialize_with = "lenient::or_default")]
    pub id: i64,
    #[serde(deserialize_with = "lenient::or_default")]
    pub sub_task_id: i64,
    /// The attempt that wrote it, from 1.
    #[serde(deserialize_with = "lenient::or_default")]
    pub execute_times: u32,
    #[serde(deserialize_with = "lenient::text")]
    pub log_content: String,
    /// Whether the line has been copied to the cluster's tables.
    #[serde(deserialize_with = "lenient::or_default")]
    pub is_sync: bool,
    #[serde(deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub create_time: Option<OffsetDateTime>,
    #[serde(deserialize_with = "lenient::moment", serialize_with = "lenient::write_moment")]
    pub update_time: Option<OffsetDateTime>,
}

impl Dag {
    /// The DAG on whose behalf this one runs. While that one runs, this one may stand in `FAILED` on purpose:
    /// there it waits until its main DAG passes it.
    pub fn main_dag_id(&self) -> Option<GenericId> {
        let mut ids = self.additional().filter_map(|data| as_id(data.get("main_dag_id")?));
        ids.find(|id| *id != self.id)
    }

    /// The DAGs that run on behalf of this one, by the agent (`ip:port`) that keeps them. What is not an id
    /// is left out.
    pub fn sub_dags(&self) -> BTreeMap<String, GenericId> {
        let maps = self.additional().filter_map(|data| data.get("sub_dags")?.as_object());
        let mut all = BTreeMap::new();
        for (agent, value) in maps.flatten() {
            let Some(id) = as_id(value) else { continue };
            all.entry(agent.clone()).or_insert(id);
        }
        all
    }

    /// Agents merge what nodes and sub-tasks know into the DAG, and drop silently what they cannot merge.
    fn additional(&self) -> impl Iterator<Item = &Map<String, Value>> {
        let nodes = self.nodes.iter().map(|node| &node.additional_data);
        let tasks = self.nodes.iter().flat_map(|node| &node.sub_tasks).map(|task| &task.additional_data);
        std::iter::once(&self.additional_data).chain(nodes).chain(tasks)
    }
}

fn as_id(value: &Value) -> Option<GenericId> {
    GenericId::deserialize(value).ok()
}

#[cfg(test)]
#[path = "dag_tests.rs"]
mod tests;
