//! What is told of observers that are stopped, by whom, and for how long.

use crate::common::operations::{Cluster, at, servers, start, stop, texts, zones};
use serde_json::json;

#[tokio::test]
async fn an_agent_without_its_observer_still_answers_for_the_cluster() {
    let cluster = Cluster::of(3, 3).await;
    let client = cluster.root(0).await;
    cluster.servers(&client, stop(), &[0], json!({"force": true})).await;
    for target in ["/api/v1/obcluster/info", "/api/v1/obcluster/topology/info"] {
        let before = cluster.bench.sandbox.requests(1).len();
        let info = client.get(target).await.data().clone();
        assert_eq!(texts(&servers(&info), "status"), ["PROCESS_STOPPED", "RUNNING", "RUNNING"]);
        let asked = cluster.bench.sandbox.requests(1)[before..].to_vec();
        assert_eq!(asked.iter().map(|r| (r.path.as_str(), r.relayed)).collect::<Vec<_>>(), [(target, true)]);
    }
    let own = client.get("/api/v1/observer/info").await.data().clone();
    assert_eq!((&own["ob_status"], &own["id"]), (&json!(0), &json!(0)));
    let brief = client.get("/api/v1/ob/info").await.data()["obcluster_info"]["topology"].clone();
    assert_eq!(
        (&brief["zone1"][0]["status"], &brief["zone2"][0]["status"]),
        (&json!("INACTIVE"), &json!("ACTIVE"))
    );

    // Without most zones the last one runs, and nobody can log in.
    cluster.servers(&client, stop(), &[1], json!({"force": true})).await;
    assert_eq!(at(&cluster.bench.addresses[2]).await["obState"], 1);
    let info = cluster.root(2).await.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!((&info["status"], texts(&zones(&info), "status")), (&json!("RUNNING"), vec!["UNKNOWN"; 3]));
    assert_eq!(texts(&servers(&info), "status"), ["PROCESS_STOPPED", "PROCESS_STOPPED", "UNAVAILABLE"]);
    cluster.servers(&client, start(), &[0, 1], json!({})).await;
    assert_eq!(at(&cluster.bench.addresses[2]).await["obState"], 3);
}

#[tokio::test]
async fn a_stopped_cluster_stays_stopped_over_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let cluster = Cluster::kept(3, dir.path()).await;
    let client = cluster.root(0).await;
    cluster.servers(&client, stop(), &[2], json!({})).await;
    let body =
        json!({"scope": {"type": "SERVER", "target": [cluster.bench.addresses[2]]}, "terminate": true});
    let id = client.post(stop(), body).await.data()["id"].as_str().unwrap().to_owned();
    cluster.bench.until_stage(&client, &id, 3).await;
    let cluster = cluster.restarted(dir.path()).await;
    let client = cluster.root(0).await;
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(
        (&servers(&info)[2]["status"], &servers(&info)[2]["ob_status"]),
        (&json!("PROCESS_STOPPING"), &json!(3))
    );
    cluster.succeeded(&client, &id).await;
    let info = client.get("/api/v1/obcluster/info").await.data().clone();
    assert_eq!(servers(&info)[2]["status"], "PROCESS_STOPPED");
    assert_ne!(servers(&info)[2]["stop_time"], "0001-01-01T00:00:00Z");
}
