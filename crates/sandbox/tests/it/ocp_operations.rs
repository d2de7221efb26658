//! What can be done to OBProxy clusters at the practice OCP.

use crate::common::Bench;
use crate::common::ocp::{
    CLUSTERS, FILE, ask, bench, each, ended, find, get, link, post, refusal, refused, states, wanted,
};
use sandbox::OcpTraits;
use serde_json::{Value, json};

const NEW_BUILD: &str = "4.3.5-20250101000000";

async fn of_build(build: &str) -> Bench {
    let traits = OcpTraits { build_version: build.to_owned(), ..OcpTraits::default() };
    bench(|options| options.ocp_traits = traits).await
}

/// A cluster of two servers that run: its path and theirs.
async fn made(bench: &Bench) -> (String, Vec<i64>) {
    let task = post(bench, CLUSTERS, &wanted("trade_proxy")).await.data().clone();
    ended(bench, &task).await;
    let cluster = find(bench, "trade_proxy").await.unwrap();
    let ids = cluster["obproxies"].as_array().unwrap().iter().map(|it| it["id"].as_i64().unwrap());
    (format!("{CLUSTERS}/{}", cluster["id"]), ids.collect())
}

/// Lets the task of an answer succeed.
async fn done(bench: &Bench, task: &Value) {
    let ended = ended(bench, task).await;
    assert_eq!(ended["status"], "SUCCESSFUL", "{ended:#}");
}

fn named(name: &str) -> String {
    format!("/api/v2/obproxy/parameterInfo?name={name}")
}

#[tokio::test]
async fn the_old_cluster_has_a_server_that_is_away_and_another_that_disagrees() {
    let bench = bench(|_| {}).await;
    let old = get(&bench, &format!("{CLUSTERS}/3")).await;
    assert_eq!(states(&old), [("RUNNING", "NORMAL"), ("UNAVAILABLE", "NORMAL")]);
    assert_eq!((&old["parameterVersion"], &old["obproxies"][1]["parameterVersion"]), (&json!(3), &json!(2)));
    let values = get(&bench, &format!("{CLUSTERS}/3/parameters")).await;
    let differing: Vec<&Value> = values["contents"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["values"].as_array().unwrap().len() > 1)
        .collect();
    assert_eq!((differing.len(), &differing[0]["name"]), (1, &json!("proxy_mem_limited")));
    let expected = json!([
        {"value": "4GB", "obproxies": ["10.10.40.24"]},
        {"value": "2GB", "obproxies": ["10.10.40.25"]},
    ]);
    assert_eq!(differing[0]["values"], expected);
    assert_eq!(refusal(&ask(&bench, "GET", &format!("{CLUSTERS}/99"), None).await), refused(404, "ODP21001"));
}

#[tokio::test]
async fn the_catalogue_knows_types_ranges_and_what_needs_a_restart() {
    let bench = bench(|_| {}).await;
    let all = get(&bench, "/api/v2/obproxy/parameterInfo").await;
    let all = all["contents"].as_array().unwrap();
    assert!(all.len() >= 25);
    for kind in ["BOOL", "INT", "DOUBLE", "TIME", "CAPACITY", "MOMENT", "STRING", "STRING_LIST"] {
        assert!(all.iter().any(|one| one["type"] == kind), "{kind}");
    }
    assert!(all.iter().any(|one| one["readonly"] == true));
    let one = get(&bench, &named("work_thread_num")).await["contents"][0].clone();
    assert_eq!(
        (&one["minValue"], &one["maxValue"], &one["needRestart"]),
        (&json!("1"), &json!("128"), &json!(true))
    );
    assert_eq!(one["allowedStringValues"], "[1,128]");
    let skip = get(&bench, &named("skip_proxy_sys_private_check")).await["contents"][0].clone();
    assert_eq!((&skip["defaultValue"], &skip["minValue"]), (&json!("true"), &json!("false")));
}

#[tokio::test]
async fn an_address_is_edited_and_an_empty_cluster_deleted() {
    let bench = bench(|_| {}).await;
    let target = format!("{CLUSTERS}/5");
    let edited = ask(&bench, "PATCH", &target, Some(&json!({"address": "vip.lab", "port": 2899}))).await;
    assert_eq!((&edited.data()["address"], &edited.data()["port"]), (&json!("vip.lab"), &json!(2899)));
    let wrong = ask(&bench, "PATCH", &target, Some(&json!({"port": 0}))).await;
    assert_eq!(wrong.json["error"]["subErrors"][0]["field"], "port");
    let task = ask(&bench, "DELETE", &target, None).await.data().clone();
    assert_eq!((&task["name"], task["subtasks"].as_array().unwrap().len()), (&json!("Offline obproxy"), 2));
    assert_eq!(refusal(&ask(&bench, "DELETE", &target, None).await), refused(400, "ODP21010"));
    done(&bench, &task).await;
    assert_eq!(ask(&bench, "GET", &target, None).await.status, 404);
}

#[tokio::test]
async fn a_cluster_goes_with_its_servers() {
    let bench = bench(|_| {}).await;
    let (target, _) = made(&bench).await;
    let task = ask(&bench, "DELETE", &target, None).await.data().clone();
    assert_eq!(task["subtasks"].as_array().unwrap().len(), 8);
    assert_eq!(task["context"]["listMap"]["host_ids"], json!(["3000011", "3000012"]));
    let going = get(&bench, &target).await;
    assert_eq!((&going["status"], states(&going)), (&json!("DELETING"), vec![("DELETING", "OPERATING"); 2]));
    done(&bench, &task).await;
    assert!(find(&bench, "trade_proxy").await.is_none());
    assert_eq!(get(&bench, "/api/v2/compute/hosts/3000011").await["status"], "AVAILABLE");
}

#[tokio::test]
async fn servers_are_added_with_a_task_each() {
    let bench = bench(|_| {}).await;
    let (target, _) = made(&bench).await;
    let add = format!("{target}/obproxies/batchAdd");
    let body = |hosts: Value, port: i64, file: &str| json!({"hostIds": hosts, "sqlPort": port, "exporterPort": 2884, "version": file});
    let other = post(&bench, &add, &body(json!([3_000_013]), 2890, FILE)).await;
    assert_eq!(other.json["error"]["subErrors"][0]["field"], "sqlPort");
    let low = "obproxy-3.2.12.2-2.el7.x86_64.rpm";
    let old = post(&bench, &add, &body(json!([3_000_013]), 2883, low)).await;
    assert_eq!(refusal(&old), refused(400, "ODP21110"));
    ask(&bench, "DELETE", &format!("{target}/obLinks/trade"), None).await.data();
    let mixed = post(&bench, &add, &body(json!([3_000_013]), 2883, low)).await;
    assert_eq!(mixed.json["error"]["subErrors"][0]["field"], "version");
    let answer = post(&bench, &add, &body(json!([3_000_013, 3_000_014]), 2883, FILE)).await.data().clone();
    assert_eq!(each(&answer, "hostId"), [3_000_013, 3_000_014]);
    let first = &answer["contents"][0];
    assert_eq!(first["context"]["stringMap"]["host_id"], "3000013");
    assert_eq!(first["context"]["listMap"]["commands_to_check"], json!(["nc"]));
    for task in answer["contents"].as_array().unwrap() {
        done(&bench, task).await;
    }
    assert_eq!(states(&get(&bench, &target).await), [("RUNNING", "NORMAL"); 4]);
    let busy = post(&bench, &add, &body(json!([3_000_013]), 2883, FILE)).await;
    assert_eq!(refusal(&busy), refused(400, "ODP21116"));
}

#[tokio::test]
async fn an_obproxy_that_is_there_already_is_taken_over() {
    let bench = bench(|_| {}).await;
    let target = format!("{CLUSTERS}/5/takeOver");
    let hosts = |port: i64| json!({"hosts": [{"hostId": 3_000_014, "sqlPort": port, "proxysysPasswd": "x"}]});
    assert_eq!(refusal(&post(&bench, &target, &hosts(2883)).await), refused(400, "ODP10001"));
    let task = post(&bench, &target, &hosts(2893)).await.data()["contents"][0].clone();
    assert_eq!((&task["name"], &task["hostId"]), (&json!("Take over obproxy"), &json!(3_000_014)));
    assert_eq!(states(&get(&bench, &format!("{CLUSTERS}/5")).await), [("TAKINGOVER", "OPERATING")]);
    done(&bench, &task).await;
    let taken = get(&bench, &format!("{CLUSTERS}/5")).await["obproxies"][0].clone();
    assert_eq!((&taken["status"], &taken["version"]), (&json!("RUNNING"), &json!("4.2.3.0-3")));
    assert_eq!(refusal(&post(&bench, &target, &hosts(2893)).await), refused(400, "ODP21116"));
}

#[tokio::test]
async fn older_builds_know_servers_by_path() {
    let bench = of_build("4.3.4-20241231000000").await;
    let (target, ids) = made(&bench).await;
    let both = format!("{target}/obproxies/{},{}", ids[0], ids[1]);
    let task = ask(&bench, "POST", &format!("{both}/restart"), None).await.data().clone();
    assert_eq!(states(&get(&bench, &target).await), [("RESTARTING", "OPERATING"); 2]);
    assert_eq!(refusal(&ask(&bench, "DELETE", &both, None).await), refused(400, "ODP21016"));
    done(&bench, &task).await;
    let upgrade = format!("{target}/obproxies/{}/upgrade", ids[0]);
    let lower = post(&bench, &upgrade, &json!({"shortRpmName": "obproxy-4.2.3.0-3"})).await;
    assert_eq!(refusal(&lower), refused(400, "ODP21018"));
    let same = post(&bench, &upgrade, &json!({"shortRpmName": "obproxy-4.3.2.0-26"})).await;
    assert_eq!(refusal(&same), refused(400, "ODP21104"));
    let full = post(&bench, &upgrade, &json!({ "shortRpmName": FILE })).await;
    assert_eq!(refusal(&full), refused(404, "COM10002"));
    let old = post(
        &bench,
        &format!("{CLUSTERS}/3/obproxies/11/upgrade"),
        &json!({"shortRpmName": "obproxy-4.2.3.0-3"}),
    )
    .await;
    done(&bench, old.data()).await;
    assert_eq!(get(&bench, &format!("{CLUSTERS}/3")).await["obproxies"][0]["version"], "4.2.3.0-3");
    let task = ask(&bench, "DELETE", &format!("{target}/obproxies/{}", ids[1]), None).await.data().clone();
    done(&bench, &task).await;
    assert_eq!(get(&bench, &target).await["obproxies"].as_array().unwrap().len(), 1);
    let new = post(&bench, &format!("{target}/servers/stop"), &json!({"obproxyServerIds": [ids[0]]})).await;
    assert_eq!(new.status, 404);
}

#[tokio::test]
async fn newer_builds_know_them_by_body() {
    let bench = of_build(NEW_BUILD).await;
    let (target, ids) = made(&bench).await;
    let act = async |word: &str, body: &Value| post(&bench, &format!("{target}/servers/{word}"), body).await;
    let first = json!({"obproxyServerIds": [ids[0]]});
    for (word, during, after) in [
        ("stop", "STOPPING", "STOPPED"),
        ("start", "STARTING", "RUNNING"),
        ("restart", "RESTARTING", "RUNNING"),
    ] {
        let task = act(word, &first).await.data().clone();
        assert_eq!(states(&get(&bench, &target).await)[0], (during, "OPERATING"), "{word}");
        done(&bench, &task).await;
        assert_eq!(states(&get(&bench, &target).await)[0], (after, "NORMAL"), "{word}");
    }
    assert_eq!(refusal(&act("start", &first).await), refused(400, "ODP21104"));
    assert_eq!(refusal(&act("stop", &json!({"obproxyServerIds": [11]})).await), refused(400, "ODP21015"));
    assert_eq!(refusal(&act("stop", &json!({"obproxyServerIds": [99]})).await), refused(404, "ODP21002"));
    assert_eq!(refusal(&act("stop", &json!({"obproxyServerIds": []})).await), refused(400, "COM10001"));
    let body = json!({"obproxyServerIds": [11], "shortRpmName": "obproxy-4.3.2.0-26"});
    let task = post(&bench, &format!("{CLUSTERS}/3/servers/upgrade"), &body).await.data().clone();
    done(&bench, &task).await;
    let task = act("delete", &json!({"obproxyServerIds": ids, "skipHostOperationServerIds": [ids[0]]})).await;
    done(&bench, task.data()).await;
    assert_eq!(get(&bench, &target).await["obproxies"], json!([]));
    assert_eq!(ask(&bench, "POST", &format!("{target}/obproxies/1/restart"), None).await.status, 404);
}

#[tokio::test]
async fn links_come_as_an_array_or_in_an_object_and_go_by_name() {
    let bench = bench(|_| {}).await;
    let (add, target) = (format!("{CLUSTERS}/5/obLinks/batchAdd"), format!("{CLUSTERS}/5"));
    let bodies = [
        json!([link(1_000_002, "trade", 1001), link(1_000_005, "trade", 2002)]),
        json!({"obLinks": [link(1, "hooray", 1)]}),
        link(1_000_008, "audit", 4004),
    ];
    for body in &bodies {
        let reply = post(&bench, &add, body).await;
        assert_eq!((reply.status, reply.json.get("data")), (200, None), "{body}");
    }
    let linked = get(&bench, &target).await;
    let numbers: Vec<&Value> =
        linked["obLinks"].as_array().unwrap().iter().map(|one| &one["obClusterId"]).collect();
    assert_eq!(numbers, [1001, 2002, 1, 4004]);
    assert_eq!(linked["obLinks"][3]["status"], "UNAVAILABLE");
    assert_eq!(refusal(&post(&bench, &add, &bodies[1]).await), refused(409, "COM10005"));
    assert_eq!(refusal(&post(&bench, &add, &json!([link(1, "hooray", 2)])).await), refused(404, "COM10002"));
    let removed = ask(&bench, "DELETE", &format!("{target}/obLinks/trade"), None).await;
    assert_eq!((removed.status, removed.json.get("data")), (200, None));
    assert_eq!(get(&bench, &target).await["obLinks"].as_array().unwrap().len(), 2);
    assert_eq!(ask(&bench, "DELETE", &format!("{target}/obLinks/trade"), None).await.status, 404);
}

#[tokio::test]
async fn parameters_are_set_where_the_undocumented_works() {
    let setting = json!([{"name": "proxy_mem_limited", "value": "8GB"}]);
    let target = format!("{CLUSTERS}/3/parameters");
    let plain = bench(|_| {}).await;
    assert_eq!(ask(&plain, "PUT", &target, Some(&setting)).await.status, 404);
    let bench = bench(|options| options.ocp_traits.undocumented = true).await;
    let wrong =
        ask(&bench, "PUT", &target, Some(&json!([{"name": "proxy_mem_limited", "value": "1B"}]))).await;
    assert_eq!(refusal(&wrong), refused(400, "COM10001"));
    let task = ask(&bench, "PUT", &target, Some(&setting)).await.data().clone();
    done(&bench, &task).await;
    let old = get(&bench, &format!("{CLUSTERS}/3")).await;
    assert_eq!((&old["parameterVersion"], states(&old)[1]), (&json!(4), ("UNAVAILABLE", "NORMAL")));
    let values = get(&bench, &target).await;
    let named = values["contents"].as_array().unwrap().iter().find(|one| one["name"] == "proxy_mem_limited");
    let expected = json!([{"value": "8GB", "obproxies": ["10.10.40.24", "10.10.40.25"]}]);
    assert_eq!(named.unwrap()["values"], expected);
}

#[tokio::test]
async fn what_fails_leaves_servers_as_they_are_and_a_rollback_puts_them_back() {
    let bench = of_build(NEW_BUILD).await;
    let mut body = wanted("late_no_start_once");
    body["obproxyInstallParam"]["hostIds"] = json!([3_000_011]);
    let task = post(&bench, CLUSTERS, &body).await.data().clone();
    assert_eq!(ended(&bench, &task).await["status"], "FAILED");
    let instance = format!("/api/v2/tasks/instances/{}", task["id"]);
    assert_eq!(ask(&bench, "POST", &format!("{instance}/retry"), None).await.status, 200);
    done(&bench, &task).await;
    let cluster = find(&bench, "late_no_start_once").await.unwrap();
    let target = format!("{CLUSTERS}/{}", cluster["id"]);
    let ids = json!({"obproxyServerIds": [cluster["obproxies"][0]["id"]]});
    let task = post(&bench, &format!("{target}/servers/stop"), &ids).await.data().clone();
    done(&bench, &task).await;
    let task = post(&bench, &format!("{target}/servers/start"), &ids).await.data().clone();
    assert_eq!(ended(&bench, &task).await["status"], "FAILED");
    assert_eq!(states(&get(&bench, &target).await), [("STARTING", "OPERATING")]);
    let instance = format!("/api/v2/tasks/instances/{}", task["id"]);
    assert_eq!(ask(&bench, "POST", &format!("{instance}/rollback"), None).await.status, 200);
    done(&bench, &task).await;
    assert_eq!(states(&get(&bench, &target).await), [("STOPPED", "NORMAL")]);
}
