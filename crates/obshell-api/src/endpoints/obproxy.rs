use reqwest::Method;
use tokio_util::sync::CancellationToken;

use super::obproxy_request::{ObproxyAddBody, ObproxyAddRequest, ObproxyUpgradeRequest};
use crate::call::{Call, Payload};
use crate::client::Client;
use crate::credentials::Rule;
use crate::error::Error;
use crate::model::dag::Dag;
use crate::model::obproxy::ObproxyPackage;
use crate::upload::{PackageFile, Upload, UploadProgress};

/// The one OBProxy that an agent may manage (agents from 4.2.6). Any identity will do, but the agent must have an
/// agent password and be offered it. Whether there is an OBProxy only
/// [`AgentInfo::is_obproxy_agent`](crate::AgentInfo::is_obproxy_agent) tells.
impl Client {
    /// Starts an OBProxy on the agent's host and has the agent manage it. With servers of a cluster, the agent logs in
    /// there as `proxyro` before it accepts. `POST /api/v1/obproxy`.
    pub async fn obproxy_add(&self, request: &ObproxyAddRequest) -> Result<Dag, Error> {
        let call = Call::change(Method::POST, "/api/v1/obproxy", &ObproxyAddBody::from(request))?;
        self.call_for(call.ruled(Rule::AgentOnly)).await
    }

    /// Starts the process. An agent that manages no OBProxy accepts too; the DAG then fails at its first node.
    /// `POST /api/v1/obproxy/start`.
    pub async fn obproxy_start(&self) -> Result<Dag, Error> {
        self.call_for(Call::post("/api/v1/obproxy/start").ruled(Rule::AgentOnly)).await
    }

    /// Kills the process. `POST /api/v1/obproxy/stop`.
    pub async fn obproxy_stop(&self) -> Result<Dag, Error> {
        self.call_for(Call::post("/api/v1/obproxy/stop").ruled(Rule::AgentOnly)).await
    }

    /// Kills the process, has the agent forget it and removes its installation. `None` when the agent manages no
    /// OBProxy. `DELETE /api/v1/obproxy`.
    pub async fn obproxy_delete(&self) -> Result<Option<Dag>, Error> {
        self.call_for_option(Call::delete("/api/v1/obproxy").ruled(Rule::AgentOnly)).await
    }

    /// Replaces the running OBProxy by a version that was [uploaded](Client::obproxy_upload).
    /// `POST /api/v1/obproxy/upgrade`.
    pub async fn obproxy_upgrade(&self, request: &ObproxyUpgradeRequest) -> Result<Dag, Error> {
        let call = Call::change(Method::POST, "/api/v1/obproxy/upgrade", request)?;
        self.call_for(call.ruled(Rule::AgentOnly)).await
    }

    /// Gives the agent a package of OBProxy, an RPM named `obproxy-ce`. `POST /api/v1/obproxy/package`.
    ///
    /// The file is read, encrypted and sent piece by piece; agents hold all of it several times over. `progress` hears
    /// of it with every MiB and every tenth of a second, and begins anew when the request has to be sent again.
    ///
    /// # Errors
    ///
    /// [`Error::Cancelled`] once `cancel` is. [`Error::File`] when the file cannot be read, or is shorter or longer
    /// than it was. A connection that breaks before the end of the file is [`Error::Unreachable`].
    pub async fn obproxy_upload(
        &self,
        package: PackageFile,
        progress: impl Fn(UploadProgress) + Send + Sync + 'static,
        cancel: &CancellationToken,
    ) -> Result<ObproxyPackage, Error> {
        let (random, clock) = (self.inner.random.as_ref(), self.inner.clock.clone());
        let upload = Upload::new(package, Box::new(progress), cancel.clone(), random, clock);
        let body = Some(Payload::File(upload.clone()));
        let call = Call { body, ..Call::post("/api/v1/obproxy/package").ruled(Rule::AgentOnly) };
        tokio::select! {
            biased;
            () = cancel.cancelled() => Err(upload.cancelled()),
            answer = self.call_for(call) => answer.map_err(|error| upload.explain(error)),
        }
    }
}
