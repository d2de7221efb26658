use std::collections::BTreeMap;

use reqwest::Method;
use secrecy::SecretString;
use serde::Serialize;

use super::request::{Exposed, JoinBody, JoinRequest};
use crate::call::Call;
use crate::client::Client;
use crate::credentials::Rule;
use crate::error::Error;
use crate::model::agent::{AgentAddress, AgentStatus};
use crate::model::dag::Dag;
use crate::model::host::HostInfo;

/// The agent and its group.
impl Client {
    /// The machine the agent runs on. `GET /api/v1/agent/host-info`.
    pub async fn host_info(&self) -> Result<HostInfo, Error> {
        self.call_for(Call::get("/api/v1/agent/host-info")).await
    }

    /// Whether the agent answers a protected route without any header, as one built without encryption does:
    /// then everybody on the network commands it. Sends no secret. `GET /api/v1/agent/host-info`.
    pub async fn accepts_bare_calls(&self) -> Result<bool, Error> {
        match self.fetch_bare("/api/v1/agent/host-info", &self.trace_id()).await {
            Ok(_) => Ok(true),
            Err(Error::Rejected(error)) if [400, 401].contains(&error.status) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Status of the agents of the group, by `ip:port`; those that cannot be reached are left out.
    /// `GET /api/v1/agents/status`.
    pub async fn agents_status(&self) -> Result<BTreeMap<String, AgentStatus>, Error> {
        let statuses = self.call_for_option(Call::get("/api/v1/agents/status")).await?;
        Ok(statuses.unwrap_or_default())
    }

    /// Joins this `SINGLE` agent to a group, or founds one. `POST /api/v1/agent/join`.
    pub async fn join(&self, request: &JoinRequest) -> Result<Dag, Error> {
        self.call_for(Call::change(Method::POST, "/api/v1/agent/join", &JoinBody::from(request))?).await
    }

    /// [`Client::join`] by its other path. `POST /api/v1/agent`.
    pub async fn join_legacy_path(&self, request: &JoinRequest) -> Result<Dag, Error> {
        self.call_for(Call::change(Method::POST, "/api/v1/agent", &JoinBody::from(request))?).await
    }

    /// Removes an agent from this agent's group; removing the master dissolves the group.
    /// `None` when there is nothing to do. `POST /api/v1/agent/remove`.
    pub async fn remove(&self, agent: &AgentAddress) -> Result<Option<Dag>, Error> {
        self.call_for_option(Call::change(Method::POST, "/api/v1/agent/remove", agent)?).await
    }

    /// [`Client::remove`] by its other path. `DELETE /api/v1/agent`.
    pub async fn remove_legacy(&self, agent: &AgentAddress) -> Result<Option<Dag>, Error> {
        self.call_for_option(Call::change(Method::DELETE, "/api/v1/agent", agent)?).await
    }

    /// Sets or replaces the agent's password, which this client goes on with (agents from 4.2.6).
    ///
    /// The first password has to be set while the agent is `SINGLE` or a `CLUSTER AGENT`. A `MASTER` or
    /// `FOLLOWER` sets it too, but answers with [`ApiErrorKind::Unexpected`](crate::ApiErrorKind::Unexpected):
    /// read [`Client::info`] to learn what became of it. There is no way back to none.
    /// `POST /api/v1/agent/password`.
    pub async fn set_agent_password(&self, password: &SecretString) -> Result<(), Error> {
        let body = PasswordBody { password: Exposed(password) };
        let call = Call::change(Method::POST, "/api/v1/agent/password", &body)?;
        self.call(&call.ruled(Rule::AgentPassword), &self.trace_id()).await?;
        let mut known = self.known();
        known.credentials.agent = Some(password.clone());
        if let Some(facts) = &mut known.facts {
            facts.security = true;
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct PasswordBody<'a> {
    password: Exposed<'a>,
}
