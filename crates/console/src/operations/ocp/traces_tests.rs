use serde_json::{Value, json};

use super::*;

fn ours<'a>() -> Ours<'a> {
    let hosts = vec![HostRef { id: 11, ip: "10.0.0.11".to_owned() }];
    Ours { deed: ObproxyDeed::Create, cluster_name: "pay", cluster_id: Some(7), hosts, user: Some("admin") }
}

fn fits(value: Value) -> Fit {
    let mut whole = json!({"id": 9, "name": "Install obproxy", "status": "RUNNING", "type": "MANUAL"});
    value.as_object().unwrap().iter().for_each(|(name, value)| whole[name] = value.clone());
    fit(&TaskInstance::read(&whole).unwrap(), &ours())
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
