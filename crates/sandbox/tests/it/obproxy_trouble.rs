//! Everything that can go wrong with an OBProxy.

use crate::common::proxies::{PATH, added, at_home, bench, client, is_managed, sql};
use crate::common::{Bench, Client, ROOT, raw};
use serde_json::{Value, json};

async fn refused(client: &Client, body: &Value) -> (u16, String) {
    let reply = client.post(PATH, body.clone()).await;
    (reply.status, reply.code().to_owned())
}

/// Adds an OBProxy, lets its task fail, and says where and why.
async fn failed(bench: &Bench, client: &Client, body: Value) -> (String, String, Value) {
    let id = client.post(PATH, body).await.data()["id"].as_str().unwrap().to_owned();
    let dag = bench.ended(client, &id).await;
    assert_eq!(dag["state"], "FAILED");
    let node = &dag["nodes"][usize::try_from(dag["stage"].as_u64().unwrap()).unwrap() - 1];
    let lines = node["sub_tasks"][0]["task_logs"].as_array().unwrap();
    let last = lines.last().unwrap().as_str().unwrap().to_owned();
    (node["name"].as_str().unwrap().to_owned(), last, dag)
}

#[tokio::test]
async fn only_the_agent_password_opens_its_routes() {
    let bench = bench(|_| {}).await;
    let own = client(&bench, 0).await;
    for (method, path) in [
        ("POST", "/start"),
        ("POST", "/stop"),
        ("POST", "/package"),
        ("POST", "/upgrade"),
        ("POST", ""),
        ("DELETE", ""),
    ] {
        let target = format!("{PATH}{path}");
        let root = own.with(ROOT, "root#1").send(method, &target, None).await;
        assert_eq!((root.status, root.code()), (400, "Request.Header.NotFound"), "{method} {target}");
        let bare = raw(&own.address, method, &target, &[], "").await.unwrap();
        assert_eq!((bare.status, bare.code()), (400, "Request.Header.NotFound"));
        let wrong = Client { password: "wrong".to_owned(), ..own.clone() };
        let wrong = wrong.send(method, &target, None).await;
        assert_eq!((wrong.status, wrong.code()), (401, "Security.Authentication.IncorrectAgentPassword"));
    }
    let unset = Bench::start(1).await;
    let unset = client(&unset, 0).await.send("DELETE", PATH, None).await;
    assert_eq!((unset.status, unset.code()), (401, "Security.Authentication.AgentPasswordNotInitialized"));
}

#[tokio::test]
async fn what_does_not_fit_is_refused_in_order() {
    let bench = bench(|_| {}).await;
    let (cluster, single) = (client(&bench, 0).await, client(&bench, 2).await);
    let code = |status: u16, code: &str| (status, code.to_owned());
    assert_eq!(refused(&single, &json!({})).await, code(400, "Common.BindJsonFailed"));
    let homes = [
        ("/data/missing", 400, "Common.PathNotExist"),
        ("/data/no-bin", 400, "Common.PathNotExist"),
        ("/data/plain-file", 400, "Common.PathNotDir"),
        ("/data/denied", 400, "Common.FilePermissionDenied"),
        ("/data/occupied", 500, "Common.DirNotEmpty"),
        ("/data/no-version", 500, "OBProxy.VersionOutputUnexpected"),
        ("/data/old", 400, "OBProxy.Version.NotSupported"),
    ];
    for (home, status, wanted) in homes {
        assert_eq!(refused(&single, &at_home(home)).await, code(status, wanted), "{home}");
    }
    let with = |field: &str, value: Value| {
        let mut body = at_home("/data/gold");
        body[field] = value;
        body
    };
    let ports = with("parameters", json!({"listen_port": "many"}));
    assert_eq!(refused(&cluster, &ports).await, code(400, "Common.InvalidPort"));
    let mut both = with("rs_list", json!(sql(&bench, 0)));
    both["config_url"] = json!("http://10.10.10.9:8080/services");
    assert_eq!(refused(&cluster, &both).await, code(400, "OBProxy.RsListAndConfigUrl.Conflicted"));
    let wrong = with("proxyro_password", json!("wr0ng-wrong"));
    assert_eq!(refused(&cluster, &wrong).await, code(400, "MySQL.Error"));
    let nobody = with("rs_list", json!("127.0.0.1:9"));
    assert_eq!(refused(&cluster, &nobody).await, code(500, "Common.Unexpected"));
    let nonsense = with("rs_list", json!("nowhere"));
    assert_eq!(refused(&cluster, &nonsense).await, code(400, "Common.InvalidAddress"));
    let none = cluster.get("/api/v1/task/dags/agent").await.data()["contents"].clone();
    assert!(none.as_array().unwrap().iter().all(|dag| dag["maintenance_type"] != 4), "no task was begun");

    let url = with("config_url", json!("http://10.10.10.9:8080/services"));
    let reply = single.post(PATH, url).await;
    bench.done(&single, reply).await;
    assert_eq!(refused(&single, &at_home("/data/missing")).await, code(400, "OBProxy.AlreadyManaged"));
}

#[tokio::test]
async fn the_password_that_init_gave_proxyro_is_the_right_one() {
    let bench = Bench::start(1).await;
    let first = bench.client(0).await;
    first.post("/api/v1/agent/password", json!({"password": "4gent"})).await.data();
    let own = client(&bench, 0).await;
    let mut body = json!({"agentInfo": bench.info(0), "zoneName": "zone1"});
    bench.done(&own, own.post("/api/v1/agent/join", body).await).await;
    body = json!({"clusterId": 7, "clusterName": "obc", "rootPwd": "root#1"});
    bench.done(&own, own.post("/api/v1/obcluster/config", body).await).await;
    body = json!({"create_proxyro_user": true, "proxyro_password": "proxyr0"});
    bench.done(&own, own.post("/api/v1/ob/init", body).await).await;
    let other = json!({"home_path": "/data/obproxy", "proxyro_password": "other"});
    assert_eq!(refused(&own, &other).await, (400, "MySQL.Error".to_owned()));
    added(&bench, &own, "/data/obproxy").await;
}

#[tokio::test]
async fn one_that_does_not_answer_is_given_up_and_tried_again() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 0).await;
    let (node, why, dag) = failed(&bench, &client, at_home("/data/no-health-once")).await;
    assert_eq!(node, "Start obproxy");
    assert!(why.contains("[OBProxy.HealthCheckTimeout]"), "{why}");
    assert_eq!(client.post(PATH, at_home("/data/b")).await.code(), "Agent.UnderMaintenance");
    let id = dag["id"].as_str().unwrap();
    assert_eq!(client.operate(id, "ROLLBACK").await.code(), "Task.Dag.Operator.RollbackNotAllowed");
    assert_eq!(client.operate(id, "RETRY").await.status, 200);
    assert_eq!(bench.ended(&client, id).await["state"], "SUCCEED");
    assert!(is_managed(&client).await);
}

#[tokio::test]
async fn ports_that_are_in_use_end_it() {
    let bench = bench(|_| {}).await;
    let (first, second) = (client(&bench, 0).await, client(&bench, 1).await);
    added(&bench, &first, "/data/obproxy").await;
    let (node, why, dag) = failed(&bench, &second, at_home("/data/obproxy")).await;
    assert_eq!(node, "Start obproxy");
    assert!(why.contains("[OBProxy.HealthCheckTimeout]"), "somebody else answers: {why}");
    assert_eq!(second.operate(dag["id"].as_str().unwrap(), "PASS").await.status, 200);
    assert_eq!(refused(&second, &at_home("/data/obproxy")).await.1, "Common.DirNotEmpty", "it has run there");
    let mut body = at_home("/data/other");
    body["sql_port"] = json!(3883);
    let (_, why, _) = failed(&bench, &second, body).await;
    assert!(why.contains("obproxy process not found on port 3883"), "{why}");
}

#[tokio::test]
async fn without_one_there_is_nothing_to_stop_or_upgrade() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 0).await;
    let stop = client.post("/api/v1/obproxy/stop", json!({})).await;
    assert_eq!((stop.status, stop.code()), (400, "OBProxy.NotBeManaged"));
    let target = json!({"version": "4.3.1.0", "release": "4.el7"});
    assert_eq!(client.post("/api/v1/obproxy/upgrade", target.clone()).await.code(), "OBProxy.NotBeManaged");
    let start = client.post("/api/v1/obproxy/start", json!({})).await;
    let id = start.data()["id"].as_str().unwrap();
    let dag = bench.ended(&client, id).await;
    assert_eq!((&dag["state"], &dag["stage"]), (&json!("FAILED"), &json!(1)));
    let log = dag["nodes"][0]["sub_tasks"][0]["task_logs"][0].as_str().unwrap();
    assert!(log.contains("[OBProxy.NotBeManaged]"), "{log}");
    added(&bench, &client, "/data/obproxy").await;
    bench.done(&client, client.post("/api/v1/obproxy/stop", json!({})).await).await;
    assert_eq!(client.post("/api/v1/obproxy/upgrade", target).await.code(), "OBProxy.NotRunning");
}

#[tokio::test]
async fn a_process_that_cannot_be_killed_holds_the_lock() {
    let bench = bench(|_| {}).await;
    let client = client(&bench, 0).await;
    added(&bench, &client, "/data/no-stop-once").await;
    let id = client.post("/api/v1/obproxy/stop", json!({})).await.data()["id"].as_str().unwrap().to_owned();
    let dag = bench.ended(&client, &id).await;
    let log = dag["nodes"][1]["sub_tasks"][0]["task_logs"].as_array().unwrap();
    assert!(log.last().unwrap().as_str().unwrap().contains("[OBProxy.StopTimeout]"), "{log:?}");
    let delete = client.send("DELETE", PATH, None).await;
    assert_eq!(delete.code(), "Agent.UnderMaintenance");
    assert_eq!(client.operate(&id, "RETRY").await.status, 200);
    assert_eq!(bench.ended(&client, &id).await["state"], "SUCCEED");
}
