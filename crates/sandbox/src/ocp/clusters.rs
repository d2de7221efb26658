//! The OceanBase clusters of the practice OCP.

use serde_json::{Value, json};

use crate::clock::Ns;
use crate::gotime;
use crate::ocp::asked::Asked;
use crate::ocp::pages;
use crate::ocp::refusal::{Answer, Refusal};
use crate::ocp::traits::{OcpRight, OcpTraits};
use crate::world::SECOND;

const CLUSTERS: &str = "/api/v2/ob/clusters";
const SORTABLE: [&str; 5] = ["id", "name", "status", "createTime", "updateTime"];

/// An OceanBase cluster.
#[derive(Debug)]
pub struct ObCluster {
    /// OCP's number for it.
    pub id: i64,
    pub name: String,
    /// OceanBase's own number for it.
    pub ob_id: i64,
    pub version: &'static str,
    pub status: &'static str,
    /// OCP's number of the cluster that this one stands by for.
    pub primary: Option<i64>,
    /// How many servers it has.
    servers: i64,
    created: Ns,
}

type Row = (i64, &'static str, i64, &'static str, &'static str, Option<i64>, i64);

const FIRST: [Row; 6] = [
    (1, "hooray", 1, "3.1.5", "RUNNING", None, 1),
    (1_000_002, "trade", 1001, "4.2.1.8", "RUNNING", None, 3),
    (1_000_003, "trade", 1101, "4.2.1.8", "RUNNING", Some(1_000_002), 3),
    (1_000_005, "trade", 2002, "4.3.0.1", "RUNNING", None, 3),
    (1_000_007, "orders", 3003, "4.2.1.8", "STOPPED", None, 3),
    (1_000_008, "audit", 4004, "3.2.4.8", "UNAVAILABLE", None, 1),
];

/// All clusters, as they are at `now`.
pub fn begin(traits: &OcpTraits, now: Ns) -> Vec<ObCluster> {
    let created = now - 90 * 24 * 3_600 * SECOND;
    let first = FIRST.iter().map(|(id, name, ob_id, version, status, primary, servers)| ObCluster {
        id: *id,
        name: (*name).to_owned(),
        ob_id: *ob_id,
        version,
        status,
        primary: *primary,
        servers: *servers,
        created,
    });
    let primaries = FIRST.iter().filter(|row| row.5.is_none()).count();
    let more = (primaries..traits.ob_clusters).zip(0..).map(|(_, place)| ObCluster {
        id: 1_000_100 + place,
        name: format!("load_{place:04}"),
        ob_id: 10_000 + place,
        version: "4.2.1.8",
        status: "RUNNING",
        primary: None,
        servers: 3,
        created,
    });
    first.chain(more).collect()
}

/// What is asked about clusters; `None`: this is about something else.
pub fn answer(asked: &Asked<'_>, clusters: &[ObCluster], traits: &OcpTraits) -> Option<Answer> {
    let parts = asked.parts(CLUSTERS)?;
    if !asked.reads() || parts.len() > 1 {
        return None;
    }
    if let Err(refusal) = traits.demand(OcpRight::ClusterViewer) {
        return Some(Err(refusal));
    }
    let show = |cluster: &ObCluster| view(cluster, clusters, asked, traits);
    Some(match &*parts {
        [id] => {
            let found = clusters.iter().find(|cluster| cluster.id.to_string() == *id);
            found.map(|cluster| Some(show(cluster))).ok_or_else(|| Refusal::missing(format!("Cluster {id}")))
        }
        _ => {
            let found = clusters.iter().filter(|cluster| is_wanted(cluster, asked)).map(show).collect();
            pages::page(asked, traits, &SORTABLE, found)
        }
    })
}

fn is_wanted(cluster: &ObCluster, asked: &Asked<'_>) -> bool {
    let name = asked.parameter("name").unwrap_or_default().to_lowercase();
    cluster.primary.is_none()
        && asked.lets("status", cluster.status)
        && cluster.name.to_lowercase().contains(&name)
}

fn view(cluster: &ObCluster, all: &[ObCluster], asked: &Asked<'_>, traits: &OcpTraits) -> Value {
    let created = gotime::render(cluster.created, asked.offset);
    let kind = if cluster.primary.is_some() { "STANDBY" } else { "PRIMARY" };
    let standby: Vec<Value> = all
        .iter()
        .filter(|other| other.primary == Some(cluster.id))
        .map(|other| view(other, all, asked, traits))
        .collect();
    let idcs = ["sh-1", "sh-2", "hz-1"];
    let zones: Vec<Value> = (1..=cluster.servers)
        .zip(idcs)
        .map(|(number, idc)| {
            json!({
                "idcId": number, "idcName": idc, "innerStatus": "ACTIVE", "name": format!("zone{number}"),
                "operateStatus": "NORMAL", "regionName": idc.split('-').next(), "serverCount": 1, "hostCount": 1,
                "servers": [], "status": "RUNNING", "clusterId": cluster.id, "obClusterId": cluster.ob_id,
            })
        })
        .collect();
    let root_servers: Vec<Value> = (1..=cluster.servers)
        .map(|number| {
            let role = if number == 1 { "LEADER" } else { "FOLLOWER" };
            let address = format!("10.10.20.{}:2882", number + 5);
            json!({"address": address, "role": role, "sql_port": 2881})
        })
        .collect();
    let mut view = json!({
        "createTime": created, "creator": "admin", "id": cluster.id, "name": cluster.name,
        "obClusterId": cluster.ob_id, "regionCount": 1, "rootServers": root_servers,
        "serverCount": cluster.servers, "standbyClusters": standby, "status": cluster.status, "tenantCount": 2,
        "type": kind, "updateTime": created, "zones": zones,
    });
    view[if traits.says_full_version { "fullVersion" } else { "obVersion" }] = cluster.version.into();
    if cluster.primary.is_some() {
        view["syncStatus"] = "SYNCHRONIZING".into();
    }
    view
}
