//! OB clusters that an OBProxy cluster may lead to.

use ocp_api::{ObClusterKind, ObClusterStatus, PageQuery};
use serde_json::json;

use crate::support::{answering, data};

#[tokio::test]
async fn standby_clusters_stand_beside_their_primary() {
    let standby = json!({"id": 3, "name": "hooray", "obClusterId": 31, "fullVersion": "4.2.1.0-1",
        "obVersion": null, "type": "STANDBY", "status": "NEW_WORD"});
    let primary = json!({
        "id": 1, "name": "hooray", "obClusterId": 1_000_001, "obVersion": "2.2.77", "status": "RUNNING",
        "type": "PRIMARY", "creator": {"id": 1, "name": "root"},
        "rootServers": [{"address": "10.0.0.1:2882", "role": "LEADER", "sql_port": 2881}, {"role": "x"}],
        "standbyClusters": [standby, null], "zones": [], "syncStatus": null,
    });
    let page = json!({"totalElements": 2, "totalPage": 1, "number": 1});
    let list = json!({"contents": [primary, standby, {"name": "none"}], "page": page});
    let (server, client) = answering(data(&list));
    let page = client.ob_clusters(PageQuery { page: 1, size: 10 }).await.unwrap();
    assert_eq!(server.calls(), ["GET /api/v2/ob/clusters?page=1&size=10"]);
    let [primary, standby] = &*page.items else { panic!("{:?}", page.items) };
    assert_eq!((primary.id, primary.ob_cluster_id, &*primary.ob_version), (1, Some(1_000_001), "2.2.77"));
    assert_eq!((&primary.status, &primary.kind), (&ObClusterStatus::Running, &Some(ObClusterKind::Primary)));
    assert_eq!(primary.root_servers.len(), 1);
    assert_eq!((&*primary.root_servers[0].role, primary.root_servers[0].sql_port), ("LEADER", Some(2881)));
    assert_eq!((standby.id, standby.ob_cluster_id, &*standby.ob_version), (3, Some(31), "4.2.1.0-1"));
    assert_eq!(standby.status, ObClusterStatus::Other("NEW_WORD".to_owned()));
}

#[tokio::test]
async fn all_ob_clusters_are_read() {
    let list = json!({"contents": [{"id": 1, "standbyClusters": {"id": 2}}], "page": {"totalElements": 1}});
    let (server, client) = answering(data(&list));
    let listing = client.all_ob_clusters().await.unwrap();
    assert_eq!((listing.items.len(), listing.complete), (2, true));
    assert_eq!(server.calls(), ["GET /api/v2/ob/clusters?page=1&size=500"]);
}
