use std::collections::BTreeMap;

use secrecy::SecretString;
use serde::Serialize;

use super::request::{Exposed, Scope};
use crate::model::agent::AgentAddress;
use crate::model::id::GenericId;

/// `POST /api/v1/ob/scale_out`: takes a `SINGLE` agent into the cluster.
#[derive(Clone, Debug)]
pub struct ScaleOutRequest {
    /// The agent to take in, exactly as it names itself.
    pub agent: AgentAddress,
    /// Zone of the new server; one that does not exist yet is added.
    pub zone: String,
    /// Options of the observer to come, possibly none. The same keys as in
    /// [`ObserverConfigRequest::config`](crate::ObserverConfigRequest::config) are not allowed.
    pub config: BTreeMap<String, String>,
    /// The agent's password, if it has one.
    pub target_agent_password: Option<SecretString>,
}

/// `POST /api/v1/ob/scale_in`: takes a server out of the cluster for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ScaleInRequest {
    /// The server's agent; not the one that is asked.
    #[serde(rename = "agent_info")]
    pub agent: AgentAddress,
    /// Kills the observer before its data has moved, provided that the other members of every replica live.
    pub force_kill: bool,
}

/// `POST /api/v1/ob/start`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartRequest {
    pub scope: Scope,
    /// Earlier failed DAGs to pass first.
    pub pass_dags: Vec<GenericId>,
}

/// `POST /api/v1/ob/stop`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopRequest {
    pub scope: Scope,
    pub mode: StopMode,
    /// Earlier failed DAGs to pass first.
    pub pass_dags: Vec<GenericId>,
}

/// How far a [`StopRequest`] goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StopMode {
    /// Takes the servers out of service; their processes keep running. Not for [`Scope::Global`].
    Service,
    /// A minor freeze, then the processes are killed.
    Terminate,
    /// The processes are killed at once. The only mode while the agent's own observer is not available.
    Force,
}

/// `POST /api/v1/ob/zone/{name}/stop`: takes a zone out of service (agents from 4.4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StopZoneRequest {
    pub zone: String,
    /// Freezes its servers first.
    pub freeze_server: bool,
    /// Earlier failed DAGs to pass first.
    pub pass_dags: Vec<GenericId>,
}

/// Body of [`ScaleOutRequest`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScaleOutBody<'a> {
    agent_info: &'a AgentAddress,
    zone: &'a str,
    ob_configs: &'a BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_agent_password: Option<Exposed<'a>>,
}

impl<'a> From<&'a ScaleOutRequest> for ScaleOutBody<'a> {
    fn from(request: &'a ScaleOutRequest) -> ScaleOutBody<'a> {
        ScaleOutBody {
            agent_info: &request.agent,
            zone: &request.zone,
            ob_configs: &request.config,
            target_agent_password: request.target_agent_password.as_ref().map(Exposed),
        }
    }
}

/// Body of [`StartRequest`] and [`StopRequest`].
#[derive(Serialize)]
pub struct StartStopBody<'a> {
    scope: &'a Scope,
    #[serde(skip_serializing_if = "is_false")]
    force: bool,
    #[serde(skip_serializing_if = "is_false")]
    terminate: bool,
    #[serde(rename = "forcePassDag", skip_serializing_if = "Option::is_none")]
    pass: Option<PassBody<'a>>,
}

impl<'a> From<&'a StartRequest> for StartStopBody<'a> {
    fn from(request: &'a StartRequest) -> StartStopBody<'a> {
        let pass = PassBody::of(&request.pass_dags);
        StartStopBody { scope: &request.scope, force: false, terminate: false, pass }
    }
}

impl<'a> From<&'a StopRequest> for StartStopBody<'a> {
    fn from(request: &'a StopRequest) -> StartStopBody<'a> {
        let (force, terminate) = (request.mode == StopMode::Force, request.mode == StopMode::Terminate);
        StartStopBody { scope: &request.scope, force, terminate, pass: PassBody::of(&request.pass_dags) }
    }
}

/// Body of [`StopZoneRequest`]; the zone is in the path.
#[derive(Serialize)]
pub struct StopZoneBody<'a> {
    freeze_server: bool,
    #[serde(rename = "forcePassDag", skip_serializing_if = "Option::is_none")]
    pass: Option<PassBody<'a>>,
}

impl<'a> From<&'a StopZoneRequest> for StopZoneBody<'a> {
    fn from(request: &'a StopZoneRequest) -> StopZoneBody<'a> {
        StopZoneBody { freeze_server: request.freeze_server, pass: PassBody::of(&request.pass_dags) }
    }
}

#[derive(Serialize)]
struct PassBody<'a> {
    id: &'a [GenericId],
}

impl PassBody<'_> {
    fn of(dags: &[GenericId]) -> Option<PassBody<'_>> {
        (!dags.is_empty()).then_some(PassBody { id: dags })
    }
}

fn is_false(flag: &bool) -> bool {
    !flag
}

#[cfg(test)]
#[path = "node_request_tests.rs"]
mod tests;
