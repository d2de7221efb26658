//! Finished cluster tasks that were written down elsewhere.

use crate::common::{Bench, Client, ROOT};
use sandbox::InitialisedCluster;
use serde_json::{Value, json};

fn task(number: i64, name: &str, lines: &[&str]) -> Value {
    json!({
        "id": format!("1{number}"), "task_id": number, "name": name, "state": "SUCCEED", "operator": "RUN",
        "start_time": "2024-01-09T20:40:03.796683+08:00", "end_time": "2024-01-09T20:40:03.836712+08:00",
        "additional_data": null, "execute_times": 1, "execute_agent": {"ip": "10.10.10.1", "port": 2886},
        "task_logs": lines,
    })
}

fn dag() -> Value {
    let node = |number: i64, name: &str, lines: &[&str]| {
        json!({
            "id": format!("1{number}"), "node_id": number, "name": name, "state": "SUCCEED", "operator": "RUN",
            "start_time": "2024-01-09T20:40:03.77982+08:00", "end_time": "2024-01-09T20:40:04.805204+08:00",
            "additional_data": null, "sub_tasks": [task(number, name, lines)],
        })
    };
    json!({
        "id": "11", "dag_id": 1, "name": "Cluster scale out", "stage": 2, "max_stage": 2, "state": "SUCCEED",
        "operator": "RUN", "start_time": "2024-01-09T20:40:01.706073+08:00",
        "end_time": "2024-01-09T20:40:30.319822+08:00", "additional_data": {},
        "nodes": [node(1, "Integrate server config", &[]), node(2, "Add server for scale_out", &["AddServerTask execute"])],
    })
}

async fn bench() -> Bench {
    Bench::with(3, |options| {
        let (name, root_password) = ("obc".to_owned(), "root#1".to_owned());
        let cluster = InitialisedCluster::default();
        options.cluster =
            Some(InitialisedCluster { name, root_password, spare: 1, recorded: vec![dag()], ..cluster });
    })
    .await
}

async fn root(bench: &Bench, agent: usize) -> Client {
    bench.client(agent).await.with(ROOT, "root#1")
}

#[tokio::test]
async fn every_agent_of_the_cluster_tells_it_word_for_word() {
    let bench = bench().await;
    for agent in [0, 1] {
        let client = root(&bench, agent).await;
        assert_eq!(client.get("/api/v1/task/dag/maintain/ob").await.data(), &dag());
        assert_eq!(client.dag("11").await, dag());
        assert_eq!(client.get("/api/v1/task/dags/ob").await.data()["contents"], json!([dag()]));
        assert_eq!(client.get("/api/v1/task/node/12").await.data(), &dag()["nodes"][1]);
        assert_eq!(client.get("/api/v1/task/sub_task/12").await.data(), &dag()["nodes"][1]["sub_tasks"][0]);
        let brief = client.get("/api/v1/task/dag/maintain/ob?show_details=false").await.data().clone();
        assert_eq!((&brief["nodes"], &brief["stage"]), (&Value::Null, &json!(2)));
        assert_eq!(client.get("/api/v1/task/dag/unfinish").await.data(), &json!({"contents": null}));
    }
}

#[tokio::test]
async fn its_lines_are_log_rows() {
    let bench = bench().await;
    let client = root(&bench, 1).await;
    let rows = client.get("/api/v1/task/sub_task/12/logs").await.data()["contents"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(
        (&rows[0]["log_content"], &rows[0]["sub_task_id"]),
        (&json!("AddServerTask execute"), &json!(2))
    );
    assert_eq!(rows[0]["create_time"], "2024-01-09T20:40:03.796683+08:00");
}

#[tokio::test]
async fn an_agent_that_is_spared_is_on_its_own() {
    let bench = bench().await;
    let spare = bench.client(2).await;
    assert_eq!(spare.get("/api/v1/info").await.data()["identity"], "SINGLE");
    assert_eq!(spare.get("/api/v1/task/dag/maintain/ob").await.code(), "Agent.OceanBase.NotHold");
    assert_eq!(spare.get("/api/v1/task/dag/11").await.status, 404);
    let members = root(&bench, 0).await.get("/api/v1/ob/agents").await.data()["contents"].clone();
    assert_eq!(members.as_array().unwrap().len(), 2);
}
