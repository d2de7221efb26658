use serde_json::{Value, json};

use super::*;

fn ours<'a>() -> Ours<'a> {
    let hosts = vec![HostRef { id: 11, ip: "10.0.0.11".to_owned() }];
    let (deed, cluster_name, user) = (ObproxyDeed::Create, "pay", Some("admin"));
    Ours { deed, cluster_name, cluster_id: Some(7), hosts, servers: Vec::new(), tasks: 1, user }
}

fn fits(value: Value) -> Fit {
    fits_as(value, &ours())
}

fn fits_as(value: Value, ours: &Ours<'_>) -> Fit {
    let mut whole = json!({"id": 9, "name": "Install obproxy", "status": "RUNNING", "type": "MANUAL"});
    value.as_object().unwrap().iter().for_each(|(name, value)| whole[name] = value.clone());
    fit(&TaskInstance::read(&whole).unwrap(), ours)
}

#[test]
fn a_task_that_names_the_cluster_is_surely_one_of_it() {
    let named = |name: &str| json!({"context": {"stringMap": {"obproxy_cluster_name": name}}});
    assert_eq!((fits(named("pay")), fits(named("other"))), (Fit::Surely, Fit::Not));
    let numbered = |id: &str| {
        let context = format!("Context(parallelIdx=-1, stringMap={{obproxy_cluster_id={id}}})");
        json!({"name": "安装", "subtasks": [{"id": 1, "status": "RUNNING", "context": context}]})
    };
    assert_eq!((fits(numbered("7")), fits(numbered("8"))), (Fit::Surely, Fit::Not));
}

#[test]
fn one_that_names_none_may_be_ours() {
    assert_eq!(fits(json!({})), Fit::Perhaps);
    assert_eq!(fits(json!({"name": "安装 OBProxy"})), Fit::Perhaps);
    let class = "com.oceanbase.ocp.service.task.business.obproxy.FinishTask";
    let by_class = json!({"name": "安装", "subtasks": [{"id": 1, "status": "READY", "className": class}]});
    assert_eq!(fits(by_class), Fit::Perhaps);
    let here = json!({"context": {"listMap": {"host_ids": ["11"]}}});
    assert_eq!(fits(here), Fit::Perhaps);
}

#[test]
fn one_of_somebody_or_something_else_is_not() {
    let others = [
        json!({"creator": {"id": 2, "name": "alice"}}),
        json!({"type": "SCHEDULED"}),
        json!({"name": "Create tenant"}),
        json!({"name": "Offline obproxy"}),
        json!({"hostId": 12}),
        json!({"context": {"stringMap": {"host_ip": "10.0.0.12"}}}),
        json!({"context": {"stringMap": {"service_name": "other"}}}),
    ];
    for other in others {
        assert_eq!(fits(other.clone()), Fit::Not, "{other}");
    }
}

/// Of a task about our cluster, with more of what it tells.
fn of_pay(name: &str, texts: Value, lists: Value) -> Value {
    let mut texts = texts;
    texts["obproxy_cluster_name"] = json!("pay");
    json!({"name": name, "context": {"stringMap": texts, "listMap": lists}})
}

#[test]
fn a_colleagues_work_on_the_same_cluster_is_not_ours() {
    let restart = Ours { deed: ObproxyDeed::Restart, servers: vec![41], ..ours() };
    let fits = |task: Value| fits_as(task, &restart);
    assert_eq!(fits(of_pay("Install obproxy", json!({"host_id": "11"}), json!({}))), Fit::Not);
    assert_eq!(fits(of_pay("重启", json!({"host_id": "12"}), json!({}))), Fit::Not);
    let at = |ids: Value| of_pay("Restart obproxy", json!({}), json!({"obproxy_server_ids": ids}));
    assert_eq!(fits(at(json!([41, 42]))), Fit::Not);
    assert_eq!(fits(at(json!([41]))), Fit::Surely);
    assert_eq!(fits(of_pay("Restart obproxy", json!({"host_id": "11"}), json!({}))), Fit::Surely);
    assert_eq!(fits(of_pay("Restart obproxy", json!({}), json!({}))), Fit::Perhaps);
}

#[test]
fn the_cluster_alone_proves_nothing_but_a_create() {
    for deed in [ObproxyDeed::AddServers, ObproxyDeed::TakeOver] {
        let joins = Ours { deed, ..ours() };
        let fits = |texts: Value| fits_as(of_pay("安装", texts, json!({})), &joins);
        let found = [json!({}), json!({"host_id": "11"}), json!({"host_id": "12"})].map(fits);
        assert_eq!(found, [Fit::Perhaps, Fit::Surely, Fit::Not], "{deed:?}");
    }
    let delete = Ours { deed: ObproxyDeed::Delete, hosts: Vec::new(), ..ours() };
    let fits = |texts: Value| fits_as(of_pay("Offline obproxy", texts, json!({})), &delete);
    let flagged = |word: &str| json!({"obproxy_need_delete_cluster": word});
    assert_eq!(
        [json!({}), flagged("true"), flagged("false")].map(fits),
        [Fit::Perhaps, Fit::Surely, Fit::Not]
    );
}

#[test]
fn the_service_of_an_oceanbase_cluster_is_none_of_ours() {
    let named = |kind: &str| {
        let texts = json!({"service_name": "pay", "service_type": kind});
        json!({"name": "任务", "context": {"stringMap": texts}})
    };
    assert_eq!((fits(named("OB_CLUSTER")), fits(named("OB_PROXY"))), (Fit::Not, Fit::Surely));
}
