//! The clusters of OceanBase that an OBProxy cluster leads to.

use serde::Deserialize;
use serde_json::Value;

use crate::ocp::asked::decoded;
use crate::ocp::estate::Estate;
use crate::ocp::obproxy::Desk;
use crate::ocp::obproxy::model::Link;
use crate::ocp::refusal::{Answer, Refusal};

/// A link as a body names it.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Wanted {
    cluster_name: String,
    ob_cluster_id: i64,
    /// OCP's number, which not all documents have.
    cluster_id: Option<i64>,
    username: Option<String>,
}

impl Wanted {
    /// The link that is meant: both numbers and the name must be of one cluster.
    pub fn find(&self, estate: &Estate) -> Result<Link, Refusal> {
        let found = estate.clusters.iter().find(|cluster| {
            cluster.name == self.cluster_name
                && cluster.ob_id == self.ob_cluster_id
                && self.cluster_id.is_none_or(|id| id == cluster.id)
        });
        let numbers = format!("clusterId {:?}, obClusterId {}", self.cluster_id, self.ob_cluster_id);
        let missing = || Refusal::missing(format!("OceanBase cluster {} with {numbers}", self.cluster_name));
        let cluster = found.ok_or_else(missing)?.id;
        let username = self.username.clone().unwrap_or_else(|| "proxyro".to_owned());
        if username != "proxyro" {
            let message = format!("User {username} cannot connect to {}.", self.cluster_name);
            return Err(Refusal::new(400, "ODP21011", message));
        }
        Ok(Link { cluster, username })
    }
}

/// `POST …/obLinks/batchAdd`: an array, as older documents have it, an object around one, or one link.
pub fn add(desk: &mut Desk<'_>, id: &str) -> Answer {
    let at = desk.settled(id)?;
    let body: Value = desk.asked.json()?;
    let list = match body {
        Value::Array(list) => Value::Array(list),
        Value::Object(mut object) => match object.remove("obLinks") {
            Some(list) => list,
            None => Value::Array(vec![Value::Object(object)]),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            return Err(Refusal::illegal("JSON parse error: this is no list of links"));
        }
    };
    let wanted: Vec<Wanted> = serde_json::from_value(list)
        .map_err(|error| Refusal::illegal(format!("JSON parse error: {error}")))?;
    fixed(desk, at)?;
    let found: Result<Vec<Link>, Refusal> = wanted.iter().map(|one| one.find(desk.estate)).collect();
    let cluster = &mut desk.estate.proxies.clusters[at];
    for link in found? {
        if cluster.links.contains(&link) {
            let message = format!("Cluster {} is linked already.", link.cluster);
            return Err(Refusal::new(409, "COM10005", message));
        }
        cluster.links.push(link);
    }
    cluster.updated = desk.asked.now;
    Ok(None)
}

/// `DELETE …/obLinks/{obClusterName}`; all of that name go.
pub fn remove(desk: &mut Desk<'_>, id: &str, name: &str) -> Answer {
    let at = desk.settled(id)?;
    fixed(desk, at)?;
    let name = decoded(name);
    let is_meant =
        |link: &Link| desk.estate.cluster(link.cluster).is_some_and(|cluster| cluster.name == name);
    let links = &desk.estate.proxies.clusters[at].links;
    let kept: Vec<Link> = links.iter().filter(|link| !is_meant(link)).cloned().collect();
    if kept.len() == links.len() {
        return Err(Refusal::missing(format!("A link to cluster {name}")));
    }
    let cluster = &mut desk.estate.proxies.clusters[at];
    (cluster.links, cluster.updated) = (kept, desk.asked.now);
    Ok(None)
}

/// A list of root servers leads to the cluster that it was made for.
fn fixed(desk: &Desk<'_>, at: usize) -> Result<(), Refusal> {
    if desk.estate.proxies.clusters[at].work_mode != "RS_LIST" {
        return Ok(());
    }
    Err(Refusal::member("obLinks", Value::Null, "In RS_LIST mode there is exactly one OceanBase cluster."))
}
