//! The tasks of the practice OCP.

use crate::common::{Bench, Reply, raw};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sandbox::{OcpTask, OcpTemplate, OcpTrouble, Options};
use serde_json::{Value, json};

const INSTANCES: &str = "/api/v2/tasks/instances";

async fn bench(change: impl FnOnce(&mut Options)) -> Bench {
    Bench::with(1, |options| {
        options.ocp = true;
        change(options);
    })
    .await
}

async fn one(name: &str, template: OcpTemplate) -> (Bench, String) {
    let bench = bench(|options| options.ocp_tasks = Vec::new()).await;
    let id = bench.sandbox.add_ocp_task(&OcpTask::new(name, template)).unwrap();
    (bench, format!("{INSTANCES}/{id}"))
}

async fn try_ask(bench: &Bench, method: &str, target: &str) -> Option<Reply> {
    let (user, password) = bench.sandbox.ocp_credentials().unwrap();
    let login = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
    let url = bench.sandbox.ocp_url().unwrap();
    raw(url.strip_prefix("http://").unwrap(), method, target, &[("Authorization", &login)], "").await
}

async fn ask(bench: &Bench, method: &str, target: &str) -> Reply {
    try_ask(bench, method, target).await.unwrap()
}

async fn task(bench: &Bench, target: &str) -> Value {
    ask(bench, "GET", target).await.data().clone()
}

/// Lets time pass until the task does not run any more.
async fn ended(bench: &Bench, target: &str) -> Value {
    for _ in 0..600 {
        let task = task(bench, target).await;
        if task["status"] != "RUNNING" {
            return task;
        }
        bench.seconds(1);
    }
    panic!("{target} does not end");
}

fn subtasks(task: &Value) -> Vec<Value> {
    task["subtasks"].as_array().unwrap().clone()
}

fn named(task: &Value, name: &str) -> Value {
    subtasks(task).into_iter().find(|subtask| subtask["name"] == name).unwrap()
}

/// Which steps stand how.
fn words(task: &Value) -> Vec<(String, String)> {
    let word = |subtask: &Value, name: &str| subtask[name].as_str().unwrap().to_owned();
    subtasks(task).iter().map(|subtask| (word(subtask, "status"), word(subtask, "operation"))).collect()
}

#[tokio::test]
async fn twelve_steps_run_in_the_order_of_their_edges_and_of_nothing_else() {
    let (bench, target) = one("Install obproxy", OcpTemplate::InstallObproxy).await;
    let first = task(&bench, &target).await;
    let all = subtasks(&first);
    assert_eq!(
        (all.len(), &first["status"], &first["operation"]),
        (12, &json!("RUNNING"), &json!("EXECUTE"))
    );
    let roots: Vec<&Value> = all.iter().filter(|it| it["upstreams"].as_array().unwrap().is_empty()).collect();
    assert_eq!(roots.len(), 1);
    assert_eq!((&roots[0]["status"], &roots[0]["seriesId"]), (&json!("READY"), &json!(4)));
    assert_ne!(all[0]["id"], roots[0]["id"]);
    let done = ended(&bench, &target).await;
    assert!(words(&done).iter().all(|(status, _)| status == "SUCCESSFUL"));
    for subtask in subtasks(&done) {
        for upstream in subtask["upstreams"].as_array().unwrap() {
            let before = subtasks(&done).into_iter().find(|other| other["id"] == *upstream).unwrap();
            assert!(before["finishTime"].as_str() <= subtask["startTime"].as_str());
        }
    }
    assert!(done["finishTime"].is_string());
}

#[tokio::test]
async fn a_failed_task_is_retried_and_its_log_gets_another_banner() {
    let (bench, target) = one("Install obproxy no-nc-once", OcpTemplate::InstallObproxy).await;
    assert_eq!(ask(&bench, "POST", &format!("{target}/retry")).await.json["error"]["code"], "TSK10016");
    let failed = ended(&bench, &target).await;
    let step = named(&failed, "Check if command exists");
    assert_eq!(
        (&failed["status"], &step["status"], &step["runTime"]),
        (&json!("FAILED"), &json!("FAILED"), &json!(1))
    );
    let retried = ask(&bench, "POST", &format!("{target}/retry")).await;
    assert_eq!(retried.data()["operation"], "RETRY");
    let done = ended(&bench, &target).await;
    let step = named(&done, "Check if command exists");
    assert_eq!(
        (&done["status"], &step["runTime"], &step["operation"]),
        (&json!("SUCCESSFUL"), &json!(2), &json!("RETRY"))
    );
    let log = ask(&bench, "GET", &format!("{target}/subtasks/{}/log", step["id"])).await;
    let log = log.data()["log"].as_str().unwrap().to_owned();
    assert!(log.starts_with("############{EXECUTE}{2026-05-08T14:00:0"), "{log}");
    assert_eq!(log.matches("############{").count(), 2);
    assert!(log.contains("ERROR 61 --- [") && log.contains("command nc not found\n\tat com.alipay"));
}

#[tokio::test]
async fn a_rolled_back_task_says_successful() {
    for void in [false, true] {
        let bench = bench(|options| {
            options.ocp_tasks = vec![OcpTask::new("no-start", OcpTemplate::InstallObproxy)];
            options.ocp_traits.void_rollback = void;
        })
        .await;
        let target = format!("{INSTANCES}/31257");
        ended(&bench, &target).await;
        let reply = ask(&bench, "POST", &format!("{target}/rollback")).await;
        assert_eq!((reply.status, reply.json.get("data").is_none()), (200, void));
        let undoing = task(&bench, &target).await;
        assert_eq!((&undoing["status"], &undoing["operation"]), (&json!("RUNNING"), &json!("ROLLBACK")));
        assert_eq!(named(&undoing, "Start obproxy")["status"], "READY");
        assert_eq!(named(&undoing, "Check if command exists")["status"], "SUCCESSFUL");
        let undone = ended(&bench, &target).await;
        assert_eq!((&undone["status"], &undone["operation"]), (&json!("SUCCESSFUL"), &json!("ROLLBACK")));
        assert!(words(&undone).iter().all(|(status, _)| status == "PENDING"));
        let list = task(&bench, INSTANCES).await;
        assert_eq!(
            (list["contents"][0].get("operation"), &list["contents"][0]["status"]),
            (None, &json!("SUCCESSFUL"))
        );
    }
}

#[tokio::test]
async fn subtasks_are_retried_skipped_and_cancelled() {
    let (bench, target) = one("no-nc no-password stuck", OcpTemplate::InstallObproxy).await;
    let failed = ended(&bench, &target).await;
    let at = |task: &Value, name: &str| format!("{target}/subtasks/{}", named(task, name)["id"]);
    let nc = at(&failed, "Check if command exists");
    assert_eq!(ask(&bench, "POST", &format!("{nc}/cancel")).await.json["error"]["code"], "TSK10016");
    assert_eq!(ask(&bench, "POST", &format!("{nc}/retry")).await.data()["operation"], "RETRY");
    let again = ended(&bench, &target).await;
    assert_eq!(named(&again, "Check if command exists")["runTime"], 2);
    let skipped = ask(&bench, "POST", &format!("{nc}/skip")).await;
    assert_eq!((skipped.status, skipped.json.get("data")), (200, None));
    bench.seconds(60);
    let stuck = task(&bench, &target).await;
    let passed = named(&stuck, "Check if command exists");
    assert_eq!((&passed["status"], &passed["operation"]), (&json!("SUCCESSFUL"), &json!("SKIP")));
    let password = at(&stuck, "Set obproxy user password for ob");
    assert_eq!(named(&stuck, "Set obproxy user password for ob")["status"], "RUNNING");
    assert_eq!(ask(&bench, "POST", &format!("{password}/skip")).await.json["error"]["code"], "TSK10017");
    assert_eq!(ask(&bench, "POST", &format!("{password}/cancel")).await.status, 200);
    let canceling = task(&bench, &target).await;
    assert_eq!(named(&canceling, "Set obproxy user password for ob")["status"], "CANCELING");
    let cancelled = ended(&bench, &target).await;
    let step = named(&cancelled, "Set obproxy user password for ob");
    assert_eq!((&step["status"], &step["operation"]), (&json!("FAILED"), &json!("CANCEL")));
}

#[tokio::test]
async fn what_is_forbidden_is_refused() {
    let (bench, target) = one("no-nc no-rollback no-skip", OcpTemplate::InstallObproxy).await;
    let failed = ended(&bench, &target).await;
    assert_eq!((&failed["prohibitRollback"], &failed["isRemote"]), (&json!(true), &json!(false)));
    assert_eq!(ask(&bench, "POST", &format!("{target}/rollback")).await.json["error"]["code"], "TSK10009");
    let nc = named(&failed, "Check if command exists")["id"].clone();
    let skip = ask(&bench, "POST", &format!("{target}/subtasks/{nc}/skip")).await;
    assert_eq!(skip.json["error"]["code"], "TSK10010");
    for target in [format!("{INSTANCES}/1"), format!("{INSTANCES}/x"), format!("{target}/subtasks/1/log")] {
        assert_eq!(ask(&bench, "GET", &target).await.json["error"]["code"], "TSK10001", "{target}");
    }
    assert_eq!(ask(&bench, "POST", &target).await.status, 404);
}

#[tokio::test]
async fn lists_have_pages_and_filters() {
    for old in [false, true] {
        let bench = bench(|options| options.ocp_traits.says_total_page = old).await;
        let page = task(&bench, &format!("{INSTANCES}?page=1&size=3&sort=id%2Cdesc")).await;
        let ids: Vec<i64> =
            page["contents"].as_array().unwrap().iter().map(|t| t["id"].as_i64().unwrap()).collect();
        assert_eq!(ids, [31_260, 31_259, 31_258]);
        let pages = if old { "totalPage" } else { "totalPages" };
        assert_eq!((&page["page"][pages], &page["page"]["totalElements"]), (&json!(2), &json!(4)));
        let running = task(&bench, &format!("{INSTANCES}?status=RUNNING%2CFAILED")).await;
        let words: Vec<&Value> =
            running["contents"].as_array().unwrap().iter().map(|t| &t["status"]).collect();
        assert_eq!(words, ["RUNNING", "FAILED"]);
        let offline = task(&bench, &format!("{INSTANCES}?name=Offline%20ob")).await;
        assert_eq!(offline["contents"].as_array().unwrap().len(), 1);
        assert_eq!(offline["contents"][0]["creator"]["name"], "admin");
        assert_eq!(
            ask(&bench, "GET", &format!("{INSTANCES}?size=2001")).await.json["error"]["code"],
            "COM10001"
        );
        assert_eq!(ask(&bench, "GET", &format!("{INSTANCES}?page=0")).await.status, 400);
    }
}

#[tokio::test]
async fn it_begins_with_a_task_of_each_kind() {
    let bench = bench(|_| {}).await;
    let of = |number: i64| format!("{INSTANCES}/{}", 31_257 + number);
    let mut found = Vec::new();
    for number in 0..4 {
        let task = task(&bench, &of(number)).await;
        found.push((task["status"].clone(), task["operation"].clone()));
    }
    let pair = |status: &str, operation: &str| (json!(status), json!(operation));
    let expected = [
        pair("SUCCESSFUL", "ROLLBACK"),
        pair("SUCCESSFUL", "EXECUTE"),
        pair("FAILED", "EXECUTE"),
        pair("RUNNING", "EXECUTE"),
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_fan_runs_side_by_side() {
    let (bench, target) = one("fan", OcpTemplate::Fan(7)).await;
    bench.seconds(4);
    let running = task(&bench, &target).await;
    let running: Vec<Value> = subtasks(&running).into_iter().filter(|it| it["status"] == "RUNNING").collect();
    assert_eq!(running.len(), 7);
    assert_eq!(
        (&running[6]["parallelIdx"], running[6]["upstreams"].as_array().unwrap().len()),
        (&json!(6), 1)
    );
    assert_eq!(ended(&bench, &target).await["status"], "SUCCESSFUL");
}

#[tokio::test]
async fn who_lacks_a_right_is_not_told_which() {
    let bench = bench(|options| options.ocp_traits.may_manage = false).await;
    let refused = ask(&bench, "POST", &format!("{INSTANCES}/31259/retry")).await;
    assert_eq!((refused.status, &refused.json["error"]["code"]), (403, &json!("IAM11000")));
    assert_eq!(refused.json["error"]["message"], "Access denied");
    assert_eq!(ask(&bench, "GET", INSTANCES).await.status, 200);
}

#[tokio::test]
async fn it_gets_into_trouble_as_told() {
    let bench = bench(|_| {}).await;
    let retry = format!("{INSTANCES}/31259/retry");
    bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    assert!(try_ask(&bench, "POST", &retry).await.is_none());
    assert_eq!(task(&bench, &format!("{INSTANCES}/31259")).await["status"], "FAILED");
    bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    assert!(try_ask(&bench, "POST", &retry).await.is_none());
    assert_eq!(task(&bench, &format!("{INSTANCES}/31259")).await["operation"], "RETRY");
    bench.sandbox.ocp_trouble(OcpTrouble::Throttles(42));
    let throttled = ask(&bench, "GET", INSTANCES).await;
    assert_eq!((throttled.status, &throttled.json["error"]["code"]), (429, &json!(0)));
    assert!(throttled.head.to_ascii_lowercase().contains("ratelimit-reset: 42"));
    bench.sandbox.ocp_trouble(OcpTrouble::BadGateway);
    assert!(ask(&bench, "GET", INSTANCES).await.text.contains("502 Bad Gateway"));
    bench.sandbox.ocp_trouble(OcpTrouble::Away);
    assert!(try_ask(&bench, "GET", "/api/v2/time").await.is_none());
    bench.sandbox.ocp_trouble(OcpTrouble::Nothing);
    assert_eq!(ask(&bench, "GET", INSTANCES).await.status, 200);
}

#[tokio::test]
async fn whoever_does_not_log_in_sees_no_task() {
    let bench = bench(|_| {}).await;
    let url = bench.sandbox.ocp_url().unwrap();
    let reply = raw(url.strip_prefix("http://").unwrap(), "GET", INSTANCES, &[], "").await.unwrap();
    assert_eq!((reply.status, &reply.json["error"]["code"]), (401, &json!("IAM10000")));
}
