use reqwest::Method;
use serde_json::{Value, json};

use super::of_cluster;
use super::wire::{LinkIds, LinksBody, WireForm};
use crate::client::Client;
use crate::error::Error;
use crate::target::name;

/// An OB cluster that an OBProxy cluster is to lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObLink {
    pub cluster_name: String,
    /// OCP's id.
    pub cluster_id: i64,
    /// OceanBase's id; often another number.
    pub ob_cluster_id: i64,
    /// As whom OBProxy connects; mostly `proxyro`.
    pub username: String,
}

impl Client {
    /// Lets an OBProxy cluster lead to more OB clusters, at once. `POST …/clusters/{id}/obLinks/batchAdd`, right
    /// `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// As [`Client::retry_task`].
    pub async fn add_ob_links(&self, cluster: i64, added: &[ObLink], form: WireForm) -> Result<(), Error> {
        let list = links(added, form.link_ids);
        let body = match form.links_body {
            LinksBody::Array => list,
            LinksBody::Object => json!({"obLinks": list}),
        };
        let path = of_cluster(cluster, "/obLinks/batchAdd")?;
        self.change(Method::POST, &path, Some(&body)).await.map(drop)
    }

    /// Lets an OBProxy cluster no longer lead to an OB cluster, at once. `DELETE …/clusters/{id}/obLinks/{name}`, right
    /// `OBPROXY_MANAGER`.
    ///
    /// # Errors
    ///
    /// [`Error::Id`] for a name that cannot be in a path; otherwise as [`Client::retry_task`].
    pub async fn remove_ob_link(&self, cluster: i64, cluster_name: &str) -> Result<(), Error> {
        let path = of_cluster(cluster, &format!("/obLinks/{}", name(cluster_name)?))?;
        self.change(Method::DELETE, &path, None).await.map(drop)
    }
}

pub fn links(links: &[ObLink], ids: LinkIds) -> Value {
    let link = |link: &ObLink| {
        let ObLink { cluster_name, cluster_id, ob_cluster_id, username } = link;
        let mut body =
            json!({"clusterName": cluster_name, "obClusterId": ob_cluster_id, "username": username});
        match ids {
            LinkIds::Both => body["clusterId"] = json!(cluster_id),
            LinkIds::ObClusterIdOnly => {}
        }
        body
    };
    links.iter().map(link).collect()
}
