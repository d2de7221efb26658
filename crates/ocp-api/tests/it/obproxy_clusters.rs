//! OBProxy clusters as they are listed, changed and deleted.

use ocp_api::{Error, ObClusterStatus, ObproxyServerStatus, PageQuery, WorkMode};
use serde_json::{Value, json};

use crate::support::{answering, data, reply, task};

const CONFIG_URL: &str = "http://10.0.0.9:8080/services?Action=GetObProxyConfig&User_ID=alibaba&UID=admin&ObproxyClusterName=OBProxy001";

fn cluster() -> Value {
    let server = |id: i64, version: &str, status: &str| {
        json!({"id": id, "clusterId": 5, "hostId": 7, "idcName": "idc1", "ip": "10.0.0.7", "sqlPort": 2883,
            "lastActiveTime": "2021-09-03T15:05:01.1+08:00", "exporterPort": 2884, "parameterVersion": version,
            "version": "1.9.1.1-1919579", "status": status, "operateStatus": "OPERATING"})
    };
    json!({
        "id": 5, "name": "OBProxy001", "parameterVersion": "a1", "creatorId": 1, "creatorName": "admin",
        "createTime": "2021-09-03T15:05:01+08:00", "updateTime": null, "configUrl": CONFIG_URL,
        "address": "foo.bar", "port": "2883", "workMode": "CONFIG_URL",
        "obLinks": [{"clusterId": 1, "clusterName": "hooray", "username": "proxyro", "status": "RUNNING",
            "connections": 1.5, "obClusterId": 1_000_001, "clusterType": "PRIMARY"}],
        "versions": [{"version": "1.9.1.1", "count": 2}], "topo": [{"idcName": "idc1", "count": 2}],
        "obproxies": [server(1, "a1", "RUNNING"), server(2, "a0", "ON_HOLIDAY"), {"ip": "10.0.0.8"}],
        "tags": ["new"],
    })
}

#[tokio::test]
async fn a_page_of_clusters_is_read_with_all_that_is_in_it() {
    let list = json!({"contents": [cluster()], "page": {"totalElements": 1, "totalPages": 1, "number": 1}});
    let (server, client) = answering(data(&list));
    let page = client.obproxy_clusters(PageQuery::default()).await.unwrap();
    assert_eq!(server.calls(), ["GET /api/v2/obproxy/clusters?page=1&size=100"]);
    let cluster = &page.items[0];
    assert_eq!((cluster.id, &*cluster.name, &*cluster.creator), (5, "OBProxy001", "admin"));
    assert_eq!((&*cluster.address, cluster.port, &cluster.status), ("foo.bar", Some(2883), &None));
    assert_eq!((&cluster.work_mode, &*cluster.config_url), (&Some(WorkMode::ConfigUrl), CONFIG_URL));
    let link = &cluster.links[0];
    assert_eq!(
        (link.cluster_id, link.ob_cluster_id, link.connections),
        (Some(1), Some(1_000_001), Some(1.5))
    );
    assert_eq!(link.status, ObClusterStatus::Running);
    assert_eq!((&*cluster.versions[0].name, cluster.idcs[0].count), ("1.9.1.1", 2));
    let [first, second] = &*cluster.servers else { panic!("{:?}", cluster.servers) };
    assert_eq!((first.sql_port, first.exporter_port, first.host_id), (Some(2883), Some(2884), Some(7)));
    assert_eq!((&first.status, first.is_operating), (&ObproxyServerStatus::Running, true));
    assert_eq!(second.status, ObproxyServerStatus::Other("ON_HOLIDAY".to_owned()));
    assert!(!cluster.is_outdated(first) && cluster.is_outdated(second));
}

#[tokio::test]
async fn one_cluster_may_say_very_little() {
    let (server, client) = answering(data(&json!({
        "id": "5", "configUrl": null, "obLinks": null, "creator": {"id": 1, "name": "root"},
        "obproxies": [{"id": 1, "exportPort": "2884"}], "status": "TIRED",
    })));
    let cluster = client.obproxy_cluster(5).await.unwrap();
    assert_eq!(server.calls(), ["GET /api/v2/obproxy/clusters/5"]);
    assert_eq!((cluster.id, &*cluster.creator, &*cluster.config_url), (5, "root", ""));
    assert_eq!(cluster.status.as_ref().map(|status| status.as_str()), Some("TIRED"));
    assert_eq!(cluster.servers[0].exporter_port, Some(2884));
    assert!(!cluster.is_outdated(&cluster.servers[0]), "nothing is known of it");
}

#[tokio::test]
async fn all_clusters_are_read_although_the_server_repeats_itself() {
    let list = json!({"contents": [cluster()], "page": {"totalElements": 900, "totalPages": 9}});
    let (server, client) = answering(data(&list));
    let listing = client.all_obproxy_clusters().await.unwrap();
    assert_eq!((listing.items.len(), server.calls().len()), (1, 2));
}

#[tokio::test]
async fn only_what_changes_of_an_address_is_sent() {
    let (server, client) = answering(data(&cluster()));
    let changed = client.change_obproxy_address(5, Some("foo.bar"), Some(2883)).await.unwrap();
    assert_eq!(changed.unwrap().address, "foo.bar");
    client.change_obproxy_address(5, None, Some(3306)).await.unwrap();
    let asked = server.asked();
    assert!(asked.iter().all(|asked| asked.call() == "PATCH /api/v2/obproxy/clusters/5"));
    assert_eq!(asked[0].json(), json!({"address": "foo.bar", "port": 2883}));
    assert_eq!(asked[1].json(), json!({"port": 3306}));
    assert_eq!(asked[1].header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn a_change_that_says_nothing_was_done_all_the_same() {
    let (_server, client) = answering(reply(200, r#"{"successful":true,"status":200}"#));
    assert_eq!(client.change_obproxy_address(5, None, Some(3306)).await.unwrap(), None);
    assert_eq!(client.delete_obproxy_cluster(5).await.unwrap(), None);
}

#[tokio::test]
async fn deleting_a_cluster_answers_with_a_task() {
    let (server, client) = answering(data(&task(31_258, 0)));
    assert_eq!(client.delete_obproxy_cluster(5).await.unwrap().unwrap().id, "31258");
    assert!(matches!(client.delete_obproxy_cluster(-5).await, Err(Error::Id { .. })));
    assert_eq!(server.calls(), ["DELETE /api/v2/obproxy/clusters/5"]);
    assert!(server.asked()[0].body.is_empty());
}
