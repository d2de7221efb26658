//! Asking the practice OCP.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sandbox::Options;
use serde_json::{Value, json};

use super::{Bench, Reply, raw};

pub const CLUSTERS: &str = "/api/v2/obproxy/clusters";
pub const FILE: &str = "obproxy-4.3.2.0-26.el7.x86_64.rpm";

pub async fn bench(change: impl FnOnce(&mut Options)) -> Bench {
    Bench::with(1, |options| {
        options.ocp = true;
        options.ocp_tasks = Vec::new();
        change(options);
    })
    .await
}

pub fn address(bench: &Bench) -> String {
    bench.sandbox.ocp_url().unwrap().strip_prefix("http://").unwrap().to_owned()
}

/// Logs in and asks; `None` when the connection breaks before an answer.
pub async fn try_ask(bench: &Bench, method: &str, target: &str, body: Option<&Value>) -> Option<Reply> {
    let (user, password) = bench.sandbox.ocp_credentials().unwrap();
    let login = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
    let body = body.map(Value::to_string).unwrap_or_default();
    raw(&address(bench), method, target, &[("Authorization", &login)], &body).await
}

pub async fn ask(bench: &Bench, method: &str, target: &str, body: Option<&Value>) -> Reply {
    try_ask(bench, method, target, body).await.unwrap()
}

pub async fn get(bench: &Bench, target: &str) -> Value {
    ask(bench, "GET", target, None).await.data().clone()
}

pub async fn post(bench: &Bench, target: &str, body: &Value) -> Reply {
    ask(bench, "POST", target, Some(body)).await
}

/// Status and code of a refusal.
pub fn refusal(reply: &Reply) -> (u16, String) {
    (reply.status, reply.json["error"]["code"].as_str().unwrap_or_default().to_owned())
}

pub fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// One member of each of `contents`.
pub fn each<'a>(page: &'a Value, name: &str) -> Vec<&'a Value> {
    page["contents"].as_array().unwrap().iter().map(|one| &one[name]).collect()
}

/// A cluster `name` on two hosts.
pub fn wanted(name: &str) -> Value {
    json!({
        "name": name, "address": "trade.proxy.lab", "port": 2883, "workMode": "CONFIG_URL",
        "obproxyInstallParam": {
            "hostIds": [3_000_011, 3_000_012], "sqlPort": 2883, "exportPort": 2884, "exporterPort": 2884, "version": FILE,
        },
        "obLinks": [link(1_000_002, "trade", 1001)],
        "startupParameters": [{"name": "skip_proxy_sys_private_check", "value": "true"}],
        "parameters": [],
    })
}

pub fn link(id: i64, name: &str, ob_id: i64) -> Value {
    json!({"clusterName": name, "clusterId": id, "obClusterId": ob_id, "username": "proxyro"})
}

/// Lets time pass until a task does not run any more.
pub async fn ended(bench: &Bench, task: &Value) -> Value {
    let target = format!("/api/v2/tasks/instances/{}", task["id"]);
    for _ in 0..600 {
        let task = get(bench, &target).await;
        if task["status"] != "RUNNING" {
            return task;
        }
        bench.seconds(1);
    }
    panic!("{target} does not end");
}

/// The OBProxy cluster called `name`, if it is there.
pub async fn find(bench: &Bench, name: &str) -> Option<Value> {
    let page = get(bench, &format!("{CLUSTERS}?page=1&size=2000")).await;
    page["contents"].as_array().unwrap().iter().find(|cluster| cluster["name"] == name).cloned()
}

/// How the servers of a cluster stand.
pub fn states(cluster: &Value) -> Vec<(&str, &str)> {
    let all = cluster["obproxies"].as_array().unwrap().iter();
    all.map(|it| (it["status"].as_str().unwrap(), it["operateStatus"].as_str().unwrap())).collect()
}
