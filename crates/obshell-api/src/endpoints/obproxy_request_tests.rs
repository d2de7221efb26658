use serde_json::{Value, json};

use super::*;

fn body(request: &ObproxyAddRequest) -> Value {
    serde_json::to_value(ObproxyAddBody::from(request)).unwrap()
}

fn full() -> ObproxyAddRequest {
    ObproxyAddRequest {
        name: Some("edge".to_owned()),
        home_path: "/data/obproxy".to_owned(),
        sql_port: Some(3883),
        rpc_port: Some(3885),
        exporter_port: Some(3884),
        proxyro_password: Some("c4nary-ro".into()),
        obproxy_sys_password: Some("c4nary-sys".into()),
        rs_list: Some(rs_list(&[("10.10.10.1", 2881), ("10.10.10.2", 2881)])),
        config_url: Some("http://10.10.10.9:8080/services".to_owned()),
        parameters: BTreeMap::from([("enable_sharding".to_owned(), "false".to_owned())]),
    }
}

#[test]
fn every_field_has_the_name_that_agents_know() {
    let expected = json!({
        "name": "edge", "home_path": "/data/obproxy", "sql_port": 3883, "rpc_port": 3885, "exporter_port": 3884,
        "proxyro_password": "c4nary-ro", "obproxy_sys_password": "c4nary-sys",
        "rs_list": "10.10.10.1:2881;10.10.10.2:2881", "config_url": "http://10.10.10.9:8080/services",
        "parameters": {"enable_sharding": "false"},
    });
    assert_eq!(body(&full()), expected);
}

#[test]
fn what_is_not_set_is_not_sent() {
    let request = ObproxyAddRequest { home_path: "/data/obproxy".to_owned(), ..ObproxyAddRequest::default() };
    assert_eq!(body(&request), json!({"home_path": "/data/obproxy"}));
    let upgrade = |upgrade_dir| ObproxyUpgradeRequest {
        version: "4.3.1.0".to_owned(),
        release: "4.el7".to_owned(),
        upgrade_dir,
    };
    let mut expected = json!({"version": "4.3.1.0", "release": "4.el7"});
    assert_eq!(serde_json::to_value(upgrade(None)).unwrap(), expected);
    expected["upgrade_dir"] = json!("/tmp/up");
    assert_eq!(serde_json::to_value(upgrade(Some("/tmp/up".to_owned()))).unwrap(), expected);
}

#[test]
fn no_secret_is_shown() {
    let shown = format!("{:?}", full());
    assert!(!shown.contains("c4nary"), "{shown}");
    assert!(shown.contains("/data/obproxy"));
}

#[test]
fn a_list_of_servers_has_two_parts_each() {
    assert_eq!(rs_list::<&str>(&[]), "");
    assert_eq!(rs_list(&[("10.10.10.1".to_owned(), 2881)]), "10.10.10.1:2881");
    assert_eq!(rs_list(&[("2001:db8::1", 2881), ("[::2]", 1)]), "[2001:db8::1]:2881;[::2]:1");
}
