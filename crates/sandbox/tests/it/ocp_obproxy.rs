//! Creating OBProxy clusters at the practice OCP.

use crate::common::Bench;
use crate::common::ocp::{
    CLUSTERS, ask, bench, each, ended, find, get, link, post, refusal, refused, states, try_ask, wanted,
};
use sandbox::{ExporterMember, OcpTraits, OcpTrouble};
use serde_json::{Value, json};

async fn refuses(bench: &Bench, body: &Value, status: u16, code: &str, field: &str) {
    let reply = post(bench, CLUSTERS, body).await;
    assert_eq!(refusal(&reply), refused(status, code), "{}", reply.text);
    let first = &reply.json["error"]["subErrors"][0]["field"];
    assert_eq!(first.as_str().unwrap_or_default(), field, "{}", reply.text);
}

fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut body = wanted("trade_proxy");
    change(&mut body);
    body
}

#[tokio::test]
async fn the_documents_own_request_makes_an_empty_cluster() {
    let bench = bench(|_| {}).await;
    let body = json!({
        "obproxyInstallParam": {"hostIds": []},
        "obLinks": [link(1, "hooray", 1)],
        "name": "OBProxy001", "address": "foo.bar", "port": 2883, "workMode": "CONFIG_URL",
    });
    let task = post(&bench, CLUSTERS, &body).await.data().clone();
    assert_eq!((&task["name"], &task["creator"]), (&json!("Install obproxy"), &json!("admin")));
    assert_eq!(
        task["context"],
        json!({"listMap": {}, "parallel": false, "parallelIdx": -1, "stringMap": {"prohibit_rollback": "false"}})
    );
    let steps = task["subtasks"].as_array().unwrap();
    assert_eq!(steps.len(), 2);
    assert_eq!(steps[0]["className"], "com.alipay.ocp.service.task.business.obproxy.FinishTask");
    assert_eq!((&steps[0]["seriesId"], &steps[1]["timeout"]), (&json!(1), &json!(300)));
    assert_eq!(steps[0]["upstreams"], json!([steps[1]["id"]]));
    assert_eq!(find(&bench, "OBProxy001").await.unwrap()["status"], "CREATING");
    assert_eq!(ended(&bench, &task).await["status"], "SUCCESSFUL");
    let made = find(&bench, "OBProxy001").await.unwrap();
    assert_eq!(
        (&made["status"], &made["address"], &made["obproxies"]),
        (&json!("RUNNING"), &json!("foo.bar"), &json!([]))
    );
    assert_eq!(
        (&made["obLinks"][0]["clusterName"], &made["obLinks"][0]["connections"]),
        (&json!("hooray"), &json!(0.0))
    );
    assert!(made["configUrl"].as_str().unwrap().ends_with("ObproxyClusterName=OBProxy001"));
}

#[tokio::test]
async fn twelve_steps_run_side_by_side_on_every_host() {
    let bench = bench(|options| options.ocp_traits.tells_cluster_id = true).await;
    let task = post(&bench, CLUSTERS, &wanted("trade_proxy")).await.data().clone();
    let steps = task["subtasks"].as_array().unwrap().clone();
    assert_eq!(steps.len(), 24);
    for lane in [0, 1] {
        let own: Vec<&Value> = steps.iter().filter(|step| step["parallelIdx"] == lane).collect();
        assert_eq!(own.len(), 12);
        let roots: Vec<&&Value> = own.iter().filter(|step| step["upstreams"] == json!([])).collect();
        assert_eq!((roots.len(), &roots[0]["status"]), (1, &json!("READY")));
        let ids: Vec<&Value> = own.iter().map(|step| &step["id"]).collect();
        let inside = |step: &&Value| step["upstreams"].as_array().unwrap().iter().all(|id| ids.contains(&id));
        assert!(own.iter().all(inside));
    }
    let series: Vec<i64> = steps.iter().map(|step| step["seriesId"].as_i64().unwrap()).collect();
    assert!(!series.is_sorted() && !series.iter().rev().is_sorted());
    let id = task["context"]["stringMap"]["obproxy_cluster_id"].as_str().unwrap().to_owned();
    let target = format!("{CLUSTERS}/{id}");
    assert_eq!(states(&get(&bench, &target).await), [("CREATING", "OPERATING"); 2]);
    let done = ended(&bench, &task).await;
    assert_eq!(done["status"], "SUCCESSFUL");
    assert!(done["subtasks"][0]["context"].as_str().unwrap().contains("host_ip=10.10.40.2"));
    let made = get(&bench, &target).await;
    assert_eq!(states(&made), [("RUNNING", "NORMAL"); 2]);
    assert_eq!(
        (&made["obproxies"][0]["version"], &made["obproxies"][1]["ip"]),
        (&json!("4.3.2.0-26"), &json!("10.10.40.22"))
    );
    assert_eq!(made["topo"], json!([{"idcName": "sh-1", "count": 1}, {"idcName": "sh-2", "count": 1}]));
    assert_eq!(made["versions"], json!([{"version": "4.3.2.0-26", "count": 2}]));
    let host = get(&bench, "/api/v2/compute/hosts/3000011").await;
    assert_eq!((&host["status"], &host["services"][0]["name"]), (&json!("ONLINE"), &json!("trade_proxy")));
}

#[tokio::test]
async fn a_body_that_makes_no_sense_is_refused_member_by_member() {
    let bench = bench(|_| {}).await;
    for name in ["", "1proxy", "trade-proxy", "代理", "a b"] {
        refuses(&bench, &wanted(name), 400, "COM10001", "name").await;
    }
    refuses(&bench, &wanted("trade_old"), 409, "COM10006", "").await;
    refuses(&bench, &with(|body| body["workMode"] = json!("LIST")), 400, "COM10001", "workMode").await;
    refuses(&bench, &with(|body| body["port"] = json!(80)), 400, "COM10001", "port").await;
    refuses(&bench, &json!([]), 400, "COM10001", "").await;
    for links in [json!([]), json!([link(1, "hooray", 1), link(1_000_002, "trade", 1001)])] {
        let body = with(|body| (body["workMode"], body["obLinks"]) = (json!("RS_LIST"), links));
        refuses(&bench, &body, 400, "COM10001", "obLinks").await;
    }
    for wrong in
        [link(1_000_002, "trade", 2002), link(1_000_002, "other", 1001), link(1_000_005, "trade", 1001)]
    {
        refuses(&bench, &with(|body| body["obLinks"] = json!([wrong])), 404, "COM10002", "").await;
    }
    assert!(find(&bench, "trade_proxy").await.is_none());
    let mut odd = with(|body| body["whatever"] = json!({"nobody": "knows"}));
    odd["obLinks"][0].as_object_mut().unwrap().remove("clusterId");
    assert_eq!(post(&bench, CLUSTERS, &odd).await.status, 200);
}

#[tokio::test]
async fn rs_list_takes_one_cluster_and_gives_no_config_url() {
    let bench = bench(|_| {}).await;
    let body = with(|body| body["workMode"] = json!("RS_LIST"));
    let task = post(&bench, CLUSTERS, &body).await.data().clone();
    ended(&bench, &task).await;
    let made = find(&bench, "trade_proxy").await.unwrap();
    assert_eq!((&made["configUrl"], &made["obLinks"][0]["obClusterId"]), (&Value::Null, &json!(1001)));
    let target = format!("{CLUSTERS}/{}/obLinks/batchAdd", made["id"]);
    assert_eq!(post(&bench, &target, &json!([link(1, "hooray", 1)])).await.status, 400);
}

#[tokio::test]
async fn hosts_packages_and_ports_must_fit() {
    let bench = bench(|_| {}).await;
    let install = |name: &str, value: Value| with(|body| body["obproxyInstallParam"][name] = value);
    let within = |name: &str| format!("obproxyInstallParam.{name}");
    refuses(&bench, &install("hostIds", json!([1])), 404, "COM10002", "").await;
    refuses(&bench, &install("version", json!("obproxy-9.rpm")), 404, "COM10002", "").await;
    refuses(&bench, &install("hostIds", json!([3_000_015])), 400, "ODP21116", "").await;
    for host in [3_000_017, 3_000_018] {
        refuses(&bench, &install("hostIds", json!([host])), 400, "COM10001", &within("hostIds")).await;
    }
    refuses(&bench, &install("hostIds", json!([3_000_011, 3_000_011])), 400, "COM10001", &within("hostIds"))
        .await;
    refuses(&bench, &install("hostIds", json!([3_000_016])), 400, "COM10001", &within("version")).await;
    let server = json!("oceanbase-4.2.1.8-108000022024072217.el7.x86_64.rpm");
    refuses(&bench, &install("version", server), 400, "COM10001", &within("version")).await;
    refuses(&bench, &install("version", json!("obproxy-4.1.0.0-7.el7.x86_64.rpm")), 400, "ODP21110", "")
        .await;
    refuses(&bench, &install("sqlPort", json!(2884)), 400, "COM10001", &within("exporterPort")).await;
    refuses(&bench, &install("sqlPort", json!(70_000)), 400, "COM10001", &within("sqlPort")).await;
    let used = with(|body| {
        body["obproxyInstallParam"]["hostIds"] = json!([3_000_014]);
        body["obproxyInstallParam"]["sqlPort"] = json!(2881);
    });
    refuses(&bench, &used, 400, "COM10001", &within("sqlPort")).await;
    let shared = install("hostIds", json!([3_000_014]));
    assert_eq!(post(&bench, CLUSTERS, &shared).await.status, 200);
}

#[tokio::test]
async fn parameters_and_passwords_must_be_right() {
    let bench = bench(|_| {}).await;
    let parameter = |list: &str, name: &str, value: &str| {
        with(|body| body[list] = json!([{"name": name, "value": value}]))
    };
    let (starting, live) = ("startupParameters", "parameters");
    refuses(&bench, &parameter(live, "cluster_name", "x"), 400, "ODP21105", "").await;
    for (list, name, value) in [
        (starting, "work_thread_num", "129"),
        (starting, "work_thread_num", "many"),
        (starting, "listen_port", "2899"),
        (starting, "skip_proxy_sys_private_check", "yes"),
        (live, "proxy_mem_limited", "1MB"),
        (live, "monitor_log_level", "LOUD"),
        (live, "slow_query_time_threshold", "31d"),
        (live, "statistics_clean_time", "25:00"),
        (live, "unknown", "1"),
    ] {
        refuses(&bench, &parameter(list, name, value), 400, "COM10001", &format!("{list}[0].value")).await;
    }
    refuses(&bench, &with(|body| body["proxyroPassword"] = json!("wrong")), 400, "ODP21006", "").await;
    refuses(&bench, &with(|body| body["password"] = json!("aaAA11.")), 400, "ODP21106", "").await;
    let right = bench.sandbox.ocp_proxyro_password().unwrap();
    let body = with(|body| {
        (body["proxyroPassword"], body["password"]) = (json!(right), json!("aaAA11._"));
        body["parameters"] = json!([{"name": "proxy_mem_limited", "value": "4GB"}]);
    });
    let task = post(&bench, CLUSTERS, &body).await.data().clone();
    ended(&bench, &task).await;
    let id = find(&bench, "trade_proxy").await.unwrap()["id"].clone();
    let values = get(&bench, &format!("{CLUSTERS}/{id}/parameters")).await;
    let all = values["contents"].as_array().unwrap();
    let named = |name: &str| all.iter().find(|one| one["name"] == name).unwrap();
    assert_eq!(named("proxy_mem_limited")["valueString"], "4GB");
    assert_eq!(named("skip_proxy_sys_private_check")["valueString"], "True");
}

#[tokio::test]
async fn the_exporters_port_goes_by_either_name_or_by_one() {
    for (exporter_member, name, status) in [
        (ExporterMember::Either, "exportPort", 200),
        (ExporterMember::Either, "exporterPort", 200),
        (ExporterMember::ExporterPort, "exporterPort", 200),
        (ExporterMember::ExporterPort, "exportPort", 400),
        (ExporterMember::ExportPort, "exportPort", 200),
        (ExporterMember::ExportPort, "exporterPort", 400),
    ] {
        let traits = OcpTraits { exporter_member, ..OcpTraits::default() };
        let bench = bench(|options| options.ocp_traits = traits).await;
        let body = with(|body| {
            let other = if name == "exportPort" { "exporterPort" } else { "exportPort" };
            body["obproxyInstallParam"].as_object_mut().unwrap().remove(other);
        });
        assert_eq!(post(&bench, CLUSTERS, &body).await.status, status, "{exporter_member:?} {name}");
    }
}

#[tokio::test]
async fn a_host_without_nc_fails_alone_and_a_rollback_frees_the_name() {
    let words = [("proxy-sh-02".to_owned(), "no-nc".to_owned())].into();
    let bench = bench(|options| options.ocp_traits.host_words = words).await;
    let task = post(&bench, CLUSTERS, &wanted("trade_proxy")).await.data().clone();
    let failed = ended(&bench, &task).await;
    assert_eq!(failed["status"], "FAILED");
    let steps = failed["subtasks"].as_array().unwrap();
    let wrong: Vec<&Value> = steps.iter().filter(|step| step["status"] == "FAILED").collect();
    assert_eq!(
        (wrong.len(), &wrong[0]["name"], &wrong[0]["parallelIdx"]),
        (1, &json!("Check if command exists"), &json!(1))
    );
    let target = format!("/api/v2/tasks/instances/{}", task["id"]);
    let log = get(&bench, &format!("{target}/subtasks/{}/log", wrong[0]["id"])).await;
    assert!(log["log"].as_str().unwrap().contains("command nc not found"));
    assert_eq!(states(&find(&bench, "trade_proxy").await.unwrap()), [("CREATING", "OPERATING"); 2]);
    refuses(&bench, &wanted("trade_proxy"), 409, "COM10006", "").await;
    assert_eq!(ask(&bench, "POST", &format!("{target}/rollback"), None).await.status, 200);
    let undone = ended(&bench, &task).await;
    assert_eq!((&undone["status"], &undone["operation"]), (&json!("SUCCESSFUL"), &json!("ROLLBACK")));
    assert!(find(&bench, "trade_proxy").await.is_none());
    let again = with(|body| body["obproxyInstallParam"]["hostIds"] = json!([3_000_011]));
    let task = post(&bench, CLUSTERS, &again).await.data().clone();
    assert_eq!(ended(&bench, &task).await["status"], "SUCCESSFUL");
}

#[tokio::test]
async fn names_and_hosts_tell_what_fails() {
    let bench = bench(|options| options.ocp_traits.hosts = 12).await;
    let failed_step = async |name: &str, host: i64| {
        let mut body = wanted(name);
        body["obproxyInstallParam"]["hostIds"] = json!([host]);
        let task = post(&bench, CLUSTERS, &body).await.data().clone();
        let failed = ended(&bench, &task).await;
        let steps = failed["subtasks"].as_array().unwrap();
        steps.iter().find(|step| step["status"] == "FAILED").unwrap()["name"].as_str().unwrap().to_owned()
    };
    assert_eq!(failed_step("a_no_start", 3_000_011).await, "Start obproxy");
    assert_eq!(failed_step("b", 3_000_019).await, "Check if command exists");
    assert_eq!(failed_step("c", 3_000_020).await, "Check process not exist");
    assert_eq!(failed_step("d", 3_000_022).await, "Start obproxy");
    let body = with(|body| body["obproxyInstallParam"]["hostIds"] = json!([3_000_021]));
    let task = post(&bench, CLUSTERS, &body).await.data().clone();
    bench.seconds(3_600);
    let stuck = get(&bench, &format!("/api/v2/tasks/instances/{}", task["id"])).await;
    let step = stuck["subtasks"].as_array().unwrap().iter().find(|step| step["status"] == "RUNNING").unwrap();
    assert_eq!((&step["name"], &step["timeout"]), (&json!("Set obproxy user password for ob"), &json!(30)));
}

#[tokio::test]
async fn an_answer_can_be_lost_to_any_change() {
    let bench = bench(|_| {}).await;
    let body = wanted("trade_proxy");
    bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    assert!(try_ask(&bench, "POST", CLUSTERS, Some(&body)).await.is_none());
    assert!(find(&bench, "trade_proxy").await.is_none());
    bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    assert!(try_ask(&bench, "POST", CLUSTERS, Some(&body)).await.is_none());
    assert!(find(&bench, "trade_proxy").await.is_some());
    bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    assert!(try_ask(&bench, "PATCH", &format!("{CLUSTERS}/5"), Some(&json!({"port": 2890}))).await.is_none());
    assert_eq!(get(&bench, &format!("{CLUSTERS}/5")).await["port"], 2890);
    bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    assert!(try_ask(&bench, "DELETE", &format!("{CLUSTERS}/5"), None).await.is_none());
    assert_eq!(get(&bench, &format!("{CLUSTERS}/5")).await["status"], "RUNNING");
}

#[tokio::test]
async fn a_token_makes_a_create_safe_to_repeat_where_that_works() {
    for undocumented in [true, false] {
        let bench = bench(|options| options.ocp_traits.undocumented = undocumented).await;
        let body = with(|body| body["clientToken"] = json!("0123456789"));
        let first = post(&bench, CLUSTERS, &body).await.data().clone();
        let second = post(&bench, CLUSTERS, &body).await;
        if undocumented {
            assert_eq!(second.data()["id"], first["id"]);
        } else {
            assert_eq!(refusal(&second), refused(409, "COM10006"));
        }
        let page = get(&bench, &format!("{CLUSTERS}?name=trade_proxy")).await;
        assert_eq!(each(&page, "name"), ["trade_proxy"]);
    }
}
