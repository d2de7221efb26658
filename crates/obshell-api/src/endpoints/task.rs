use reqwest::Method;
use serde::Serialize;

use crate::api_error_kind::ApiErrorKind;
use crate::call::Call;
use crate::client::Client;
use crate::credentials::Rule;
use crate::error::Error;
use crate::model::dag::{Dag, LogRow, Node, SubTask};
use crate::model::id::GenericId;
use crate::model::state::Operator;

/// Tasks. An id of another agent is forwarded to it, with our credential: ask only for ids that
/// came from the same cluster.
impl Client {
    /// One DAG, with its nodes, sub-tasks and logs if `details`. `GET /api/v1/task/dag/{id}`.
    pub async fn dag(&self, id: &GenericId, details: bool) -> Result<Dag, Error> {
        let target = format!("/api/v1/task/dag/{id}?show_details={details}");
        self.call_for(Call::get(target).ruled(rule(id))).await
    }

    /// Retries, rolls back, cancels or passes a DAG. `POST /api/v1/task/dag/{id}`.
    pub async fn operate_dag(&self, id: &GenericId, operator: Operator) -> Result<(), Error> {
        self.operate("dag", id, &operator).await
    }

    /// One node with its sub-tasks. `GET /api/v1/task/node/{id}`.
    pub async fn node(&self, id: &GenericId) -> Result<Node, Error> {
        self.call_for(Call::get(format!("/api/v1/task/node/{id}")).ruled(rule(id))).await
    }

    /// Counts a failed node as succeeded and goes on with its DAG. `POST /api/v1/task/node/{id}`.
    pub async fn pass_node(&self, id: &GenericId) -> Result<(), Error> {
        self.operate("node", id, &Operator::Pass).await
    }

    /// One sub-task with its log. `GET /api/v1/task/sub_task/{id}`.
    pub async fn sub_task(&self, id: &GenericId) -> Result<SubTask, Error> {
        self.call_for(Call::get(format!("/api/v1/task/sub_task/{id}")).ruled(rule(id))).await
    }

    /// The whole log of a sub-task, all attempts, oldest line first (agents from 4.3).
    /// `GET /api/v1/task/sub_task/{id}/logs`.
    pub async fn sub_task_logs(&self, id: &GenericId) -> Result<Vec<LogRow>, Error> {
        self.call_for_list(Call::get(format!("/api/v1/task/sub_task/{id}/logs")).ruled(rule(id))).await
    }

    /// All DAGs the cluster ever had; an error outside a cluster. `GET /api/v1/task/dags/ob`.
    pub async fn dags_ob(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dags/ob")).await
    }

    /// All DAGs this agent ever had. `GET /api/v1/task/dags/agent`.
    pub async fn dags_agent(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dags/agent")).await
    }

    /// [`Client::dags_ob`] without nodes, sub-tasks and what a DAG says of others: the list may be long.
    pub async fn dags_ob_brief(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dags/ob?show_details=false")).await
    }

    /// [`Client::dags_agent`] without nodes, sub-tasks and what a DAG says of others: the list may be long.
    pub async fn dags_agent_brief(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dags/agent?show_details=false")).await
    }

    /// The cluster's last maintenance; `None` when there was none. `GET /api/v1/task/dag/maintain/ob`.
    pub async fn maintain_ob(&self) -> Result<Option<Dag>, Error> {
        absent_if_not_found(self.call_for_option(Call::get("/api/v1/task/dag/maintain/ob")).await)
    }

    /// [`Client::maintain_ob`] without nodes and sub-tasks.
    pub async fn maintain_ob_brief(&self) -> Result<Option<Dag>, Error> {
        let target = "/api/v1/task/dag/maintain/ob?show_details=false";
        absent_if_not_found(self.call_for_option(Call::get(target)).await)
    }

    /// This agent's last maintenance; `None` when there was none. `GET /api/v1/task/dag/maintain/agent`.
    pub async fn maintain_agent(&self) -> Result<Option<Dag>, Error> {
        absent_if_not_found(self.call_for_option(Call::get("/api/v1/task/dag/maintain/agent")).await)
    }

    /// The last maintenance of every agent. An agent that never had one makes this fail with
    /// [`ApiErrorKind::Unexpected`]. `GET /api/v1/task/dag/maintain/agents`.
    pub async fn maintain_agents(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dag/maintain/agents")).await
    }

    /// [`Client::maintain_agents`] without nodes and sub-tasks of its own; other agents may tell theirs.
    pub async fn maintain_agents_brief(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dag/maintain/agents?show_details=false")).await
    }

    /// Unfinished DAGs of the cluster and of this agent. `GET /api/v1/task/dag/unfinish`.
    pub async fn unfinished(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dag/unfinish")).await
    }

    /// Unfinished DAGs of the cluster; an error outside a cluster. `GET /api/v1/task/dag/ob/unfinish`.
    pub async fn unfinished_ob(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dag/ob/unfinish")).await
    }

    /// Unfinished DAGs of this agent. `GET /api/v1/task/dag/agent/unfinish`.
    pub async fn unfinished_agent(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dag/agent/unfinish")).await
    }

    /// The DAGs on whose behalf this agent runs DAGs of its own. Without any this fails with
    /// [`ApiErrorKind::Unexpected`]. `GET /api/v1/task/dag/agent/main_dags`.
    pub async fn main_dags(&self) -> Result<Vec<Dag>, Error> {
        self.call_for_list(Call::get("/api/v1/task/dag/agent/main_dags")).await
    }

    async fn operate(&self, kind: &str, id: &GenericId, operator: &Operator) -> Result<(), Error> {
        let body = OperatorBody { operator };
        let call = Call::change(Method::POST, format!("/api/v1/task/{kind}/{id}"), &body)?;
        self.call(&call.ruled(rule(id)), &self.trace_id()).await.map(drop)
    }
}

#[derive(Serialize)]
struct OperatorBody<'a> {
    operator: &'a Operator,
}

/// Agents judge by the first digit alone.
fn rule(id: &GenericId) -> Rule {
    if id.as_str().starts_with(['4', '5']) { Rule::AgentOnly } else { Rule::Identity }
}

fn absent_if_not_found(answer: Result<Option<Dag>, Error>) -> Result<Option<Dag>, Error> {
    match answer {
        Err(Error::Rejected(error)) if error.kind() == ApiErrorKind::TaskNotFound => Ok(None),
        other => other,
    }
}
