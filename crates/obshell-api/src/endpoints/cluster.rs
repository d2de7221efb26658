use reqwest::Method;

use super::request::{ClusterConfigBody, ClusterConfigRequest, InitBody, InitRequest, ObserverConfigRequest};
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::model::cluster::ObInfo;
use crate::model::cluster_info::{ClusterInfo, ClusterServer};
use crate::model::dag::Dag;

/// The cluster, before and after its initialisation.
impl Client {
    /// The agents of the group, and the cluster if there is one. `GET /api/v1/ob/info`.
    pub async fn ob_info(&self) -> Result<ObInfo, Error> {
        self.call_for(Call::get("/api/v1/ob/info")).await
    }

    /// The initialised cluster with its zones and servers. `GET /api/v1/obcluster/info`.
    pub async fn obcluster_info(&self) -> Result<ClusterInfo, Error> {
        self.call_for(Call::get("/api/v1/obcluster/info")).await
    }

    /// The observer of this `CLUSTER AGENT`. `GET /api/v1/observer/info`.
    pub async fn observer_info(&self) -> Result<ClusterServer, Error> {
        self.call_for(Call::get("/api/v1/observer/info")).await
    }

    /// Options of the observers to come; ask the master. `POST /api/v1/observer/config`.
    pub async fn observer_config(&self, request: &ObserverConfigRequest) -> Result<Dag, Error> {
        self.call_for(Call::change(Method::POST, "/api/v1/observer/config", request)?).await
    }

    /// Name, id and root password of the cluster to come; ask the master. `POST /api/v1/obcluster/config`.
    ///
    /// When its task is done the master demands the new root password: put it into
    /// [`Credentials::candidate_root`](crate::Credentials::candidate_root) beforehand.
    /// Agents before 4.2.4 want the password encrypted separately, which is not supported.
    pub async fn obcluster_config(&self, request: &ClusterConfigRequest) -> Result<Dag, Error> {
        let body = ClusterConfigBody::from(request);
        self.call_for(Call::change(Method::POST, "/api/v1/obcluster/config", &body)?).await
    }

    /// Starts the configured cluster; ask the master. `POST /api/v1/ob/init`.
    pub async fn init(&self, request: &InitRequest) -> Result<Dag, Error> {
        self.call_for(Call::change(Method::POST, "/api/v1/ob/init", &InitBody::from(request))?).await
    }
}
