use reqwest::Method;
use serde_json::{Map, json};

use super::cluster::ObproxyCluster;
use super::{answers, of_cluster};
use crate::client::Client;
use crate::error::Error;
use crate::tasks::TaskInstance;

impl Client {
    /// Changes what clients connect to; `None` leaves it as it is. Answers with the cluster, mostly.
    /// `PATCH /api/v2/obproxy/clusters/{id}`, right `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn change_obproxy_address(
        &self,
        cluster: i64,
        address: Option<&str>,
        port: Option<u16>,
    ) -> Result<Option<ObproxyCluster>, Error> {
        let address = address.map(|address| ("address".to_owned(), json!(address)));
        let port = port.map(|port| ("port".to_owned(), json!(port)));
        let body = address.into_iter().chain(port).collect::<Map<_, _>>().into();
        let data = self.change(Method::PATCH, &of_cluster(cluster, "")?, Some(&body)).await?;
        Ok(ObproxyCluster::read(&data))
    }

    /// Deletes an OBProxy cluster with all its OBProxies. `DELETE /api/v2/obproxy/clusters/{id}`, right
    /// `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn delete_obproxy_cluster(&self, cluster: i64) -> Result<Option<TaskInstance>, Error> {
        let data = self.change(Method::DELETE, &of_cluster(cluster, "")?, None).await?;
        Ok(answers::task(&data))
    }
}
