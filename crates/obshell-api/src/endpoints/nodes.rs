use reqwest::Method;
use serde_json::json;

use super::node_request::{
    ScaleInRequest, ScaleOutBody, ScaleOutRequest, StartRequest, StartStopBody, StopRequest, StopZoneBody,
    StopZoneRequest,
};
use crate::call::Call;
use crate::client::Client;
use crate::credentials::Rule;
use crate::error::Error;
use crate::model::dag::Dag;

/// Servers and zones of an initialised cluster. Ask a `CLUSTER AGENT`.
impl Client {
    /// Takes a `SINGLE` agent into the cluster. Agents reach out to [`ScaleOutRequest::agent`] and prove
    /// themselves with its password: name no stranger. `POST /api/v1/ob/scale_out`.
    pub async fn scale_out(&self, request: &ScaleOutRequest) -> Result<Dag, Error> {
        let body = ScaleOutBody::from(request);
        self.call_for(Call::change(Method::POST, "/api/v1/ob/scale_out", &body)?).await
    }

    /// Takes a server out of the cluster, its data with it (agents from 4.2.5). An agent does not do that to
    /// itself. `None` when the cluster does not know the server. `POST /api/v1/ob/scale_in`.
    pub async fn scale_in(&self, request: &ScaleInRequest) -> Result<Option<Dag>, Error> {
        self.call_for_option(Call::change(Method::POST, "/api/v1/ob/scale_in", request)?).await
    }

    /// Takes a zone out of the cluster, with its servers (agents from 4.2.5). Ask an agent of another zone.
    /// `None` when there is no such zone. Some agents do this for everybody, so success proves no password.
    /// `DELETE /api/v1/zone/{name}`.
    pub async fn delete_zone(&self, zone: &str) -> Result<Option<Dag>, Error> {
        let target = format!("/api/v1/zone/{}", segment(zone)?);
        self.call_for_option(Call::delete(target).ruled(Rule::Unguarded)).await
    }

    /// Takes a zone out of service. `None` when the agent accepts without naming a task.
    /// `POST /api/v1/ob/zone/{zone_name}/stop`.
    pub async fn stop_zone(&self, request: &StopZoneRequest) -> Result<Option<Dag>, Error> {
        let target = format!("/api/v1/ob/zone/{}/stop", segment(&request.zone)?);
        self.call_for_option(Call::change(Method::POST, target, &StopZoneBody::from(request))?).await
    }

    /// Whether [`Client::stop_zone`] would be accepted now; if not, the error that it would end with.
    /// Changes nothing. `POST /api/v1/ob/zone/{zone_name}/stop/check`.
    pub async fn check_stop_zone(&self, zone: &str) -> Result<(), Error> {
        let target = format!("/api/v1/ob/zone/{}/stop/check", segment(zone)?);
        let call = Call::change(Method::POST, target, &json!({}))?.read_only();
        self.call(&call, &self.trace_id()).await.map(drop)
    }

    /// Starts servers. `None` from an agent that could not tell whether its own server was ever started:
    /// some then succeed without doing anything. `POST /api/v1/ob/start`.
    pub async fn start(&self, request: &StartRequest) -> Result<Option<Dag>, Error> {
        let body = StartStopBody::from(request);
        self.call_for_option(Call::change(Method::POST, "/api/v1/ob/start", &body)?).await
    }

    /// Stops servers, as far as [`StopMode`](super::node_request::StopMode) says. `POST /api/v1/ob/stop`.
    pub async fn stop(&self, request: &StopRequest) -> Result<Dag, Error> {
        let body = StartStopBody::from(request);
        self.call_for(Call::change(Method::POST, "/api/v1/ob/stop", &body)?).await
    }
}

/// A zone's name as one segment of a path. One that cannot be that would name another route.
fn segment(zone: &str) -> Result<String, Error> {
    if ["", ".", ".."].contains(&zone) || zone.contains('/') {
        return Err(Error::ZoneName { zone: zone.to_owned() });
    }
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    let escaped = |byte: u8| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    Ok(zone.bytes().map(escaped).collect())
}
