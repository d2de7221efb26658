use std::collections::HashSet;

use serde_json::Value;

use crate::client::Client;
use crate::error::Error;
use crate::fields::Fields;
use crate::page::{Gathering, Listing, Page, PageQuery};
use crate::target::Target;
use crate::words::words;

words! {
    /// How an OB cluster stands; also as an OBProxy cluster sees it.
    ObClusterStatus {
        Running = "RUNNING",
        Unavailable = "UNAVAILABLE",
        Creating = "CREATING",
        Deleting = "DELETING",
        Starting = "STARTING",
        Restarting = "RESTARTING",
        Stopping = "STOPPING",
        Stopped = "STOPPED",
        TakingOver = "TAKINGOVER",
        MovingOut = "MOVINGOUT",
        Switchover = "SWITCHOVER",
        Failover = "FAILOVER",
        Upgrading = "UPGRADING",
        Operating = "OPERATING",
        Abandoned = "ABANDONED",
    }
}

words! {
    /// The part of an OB cluster among those that replicate each other.
    ObClusterKind {
        Primary = "PRIMARY",
        Standby = "STANDBY",
    }
}

/// An OB cluster that OCP manages. Two may have the same name, with different `ob_cluster_id`s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObCluster {
    /// OCP's id.
    pub id: i64,
    pub name: String,
    /// OceanBase's own id; often another number than OCP's.
    pub ob_cluster_id: Option<i64>,
    /// Empty when OCP did not say.
    pub ob_version: String,
    pub status: ObClusterStatus,
    pub kind: Option<ObClusterKind>,
    pub root_servers: Vec<RootServer>,
}

/// A server that holds a replica of the root service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RootServer {
    /// `ip:port`, the port being that of the RPC.
    pub address: String,
    /// `LEADER` or `FOLLOWER`.
    pub role: String,
    pub sql_port: Option<u16>,
}

impl Client {
    /// One page of the OB clusters, each followed by its standby clusters, which OCP does not count.
    /// `GET /api/v2/ob/clusters`, right `CLUSTER_VIEWER`.
    ///
    /// # Errors
    ///
    /// [`Error::NotOcp`] when it is no list.
    pub async fn ob_clusters(&self, query: PageQuery) -> Result<Page<ObCluster>, Error> {
        let path = Target::new("/api/v2/ob/clusters").paged(query).to_string();
        let page = self.get_as(&path, |data| Page::read(data, |value| Some(value.clone()))).await?;
        let (mut items, mut seen) = (Vec::new(), HashSet::new());
        for value in &page.items {
            flatten(value, NESTED, &mut |cluster: ObCluster| {
                if seen.insert(cluster.id) {
                    items.push(cluster);
                }
            });
        }
        Ok(Page { items, number: page.number, pages: page.pages, total: page.total })
    }

    /// All OB clusters, page by page.
    ///
    /// # Errors
    ///
    /// As [`Client::ob_clusters`].
    pub async fn all_ob_clusters(&self) -> Result<Listing<ObCluster>, Error> {
        let mut gathering = Gathering::new();
        while let Some(page) = gathering.next() {
            gathering.take(self.ob_clusters(page).await?, |cluster| cluster.id);
        }
        Ok(gathering.done())
    }
}

/// How deep standby clusters may be in each other; nobody has more than one.
const NESTED: u8 = 3;

fn flatten(value: &Value, depth: u8, take: &mut impl FnMut(ObCluster)) {
    let Some(fields) = Fields::of(value) else { return };
    if let Some(cluster) = ObCluster::read(fields) {
        take(cluster);
    }
    if depth > 0 {
        fields.list(&["standbyClusters"]).iter().for_each(|standby| flatten(standby, depth - 1, take));
    }
}

impl ObCluster {
    fn read(fields: Fields<'_>) -> Option<ObCluster> {
        Some(ObCluster {
            id: fields.number(&["id"])?,
            name: fields.text(&["name"]),
            ob_cluster_id: fields.number(&["obClusterId"]),
            ob_version: fields.text(&["obVersion", "fullVersion"]),
            status: ObClusterStatus::of(&fields.text(&["status"])),
            kind: fields.word(&["type"], ObClusterKind::of),
            root_servers: fields.all(&["rootServers"], RootServer::read),
        })
    }
}

impl RootServer {
    fn read(fields: Fields<'_>) -> Option<RootServer> {
        Some(RootServer {
            address: fields.optional(&["address"])?,
            role: fields.text(&["role"]),
            sql_port: fields.small(&["sql_port", "sqlPort"]),
        })
    }
}
