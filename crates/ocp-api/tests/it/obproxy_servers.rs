//! The OBProxies of a cluster.

use ocp_api::{AddServers, Error, SecretString, ServerPaths, TakeOver};
use serde_json::{Value, json};

use crate::support::{answering, data, reply, task};

const CLUSTER: &str = "/api/v2/obproxy/clusters/5";

fn added() -> AddServers {
    let package_file = "obproxy-1.9.1.1-1919579.el7.x86_64.rpm".to_owned();
    AddServers { host_ids: vec![7, 8], sql_port: 2883, exporter_port: 2884, package_file }
}

#[tokio::test]
async fn each_host_has_its_own_task() {
    let two = json!([task(1, 7), task(2, 8)]);
    let forms = [(json!({"contents": two}), 2), (two, 2), (task(1, 7), 1), (json!({"contents": null}), 0)];
    for (answer, count) in forms {
        let (server, client) = answering(data(&answer));
        let tasks = client.add_obproxy_servers(5, &added()).await.unwrap();
        let hosts: Vec<Option<&str>> = tasks.iter().map(|task| task.host_id.as_deref()).collect();
        assert_eq!(hosts, [Some("7"), Some("8")][..count], "{answer}");
        let asked = &server.asked()[0];
        assert_eq!(asked.call(), format!("POST {CLUSTER}/obproxies/batchAdd"));
        let expected = json!({"hostIds": [7, 8], "sqlPort": 2883, "exporterPort": 2884,
            "version": "obproxy-1.9.1.1-1919579.el7.x86_64.rpm"});
        assert_eq!(asked.json(), expected);
    }
}

#[tokio::test]
async fn running_obproxies_are_taken_over() {
    let (server, client) = answering(data(&json!({"contents": [task(1, 7)]})));
    let password = Some(SecretString::from("aaBB11##"));
    let taken = [
        TakeOver { host_id: 7, sql_port: 2883, password: None },
        TakeOver { host_id: 8, sql_port: 3883, password },
    ];
    assert_eq!(client.take_over_obproxy_servers(5, &taken).await.unwrap().len(), 1);
    let asked = &server.asked()[0];
    assert_eq!(asked.call(), format!("POST {CLUSTER}/takeOver"));
    let hosts = json!([{"hostId": 7, "sqlPort": 2883},
        {"hostId": 8, "sqlPort": 3883, "proxysysPasswd": "aaBB11##"}]);
    assert_eq!(asked.json(), json!({"hosts": hosts}));
    assert!(!format!("{taken:?}").contains("aaBB11"));
}

#[tokio::test]
async fn servers_are_acted_upon_at_the_old_paths_or_at_the_new() {
    let (server, client) = answering(data(&task(1, 0)));
    for paths in [ServerPaths::Old, ServerPaths::New] {
        assert_eq!(client.remove_obproxy_servers(5, &[1, 2], paths).await.unwrap().unwrap().id, "1");
        assert!(client.restart_obproxy_servers(5, &[1], paths).await.unwrap().is_some());
        let name = "obproxy-1.9.1.1-1919579";
        assert!(client.upgrade_obproxy_server(5, 1, name, paths).await.unwrap().is_some());
    }
    client.stop_obproxy_servers(5, &[1, 2]).await.unwrap();
    client.start_obproxy_servers(5, &[1]).await.unwrap();
    let asked = server.asked();
    let said: Vec<(String, Value)> =
        asked.iter().map(|asked| (asked.call().replace(CLUSTER, ""), asked.json())).collect();
    let rpm = json!({"shortRpmName": "obproxy-1.9.1.1-1919579"});
    let mut rpm_of_one = rpm.clone();
    rpm_of_one["obproxyServerIds"] = json!([1]);
    let expected = [
        ("DELETE /obproxies/1,2", Value::Null),
        ("POST /obproxies/1/restart", Value::Null),
        ("POST /obproxies/1/upgrade", rpm),
        ("POST /servers/delete", json!({"obproxyServerIds": [1, 2]})),
        ("POST /servers/restart", json!({"obproxyServerIds": [1]})),
        ("POST /servers/upgrade", rpm_of_one),
        ("POST /servers/stop", json!({"obproxyServerIds": [1, 2]})),
        ("POST /servers/start", json!({"obproxyServerIds": [1]})),
    ];
    assert_eq!(said, expected.map(|(call, body)| (call.to_owned(), body)));
}

#[tokio::test]
async fn no_server_is_not_all_servers() {
    let (server, client) = answering(data(&task(1, 0)));
    for paths in [ServerPaths::Old, ServerPaths::New] {
        for none in [&[][..], &[1, -1]] {
            let removed = client.remove_obproxy_servers(5, none, paths).await;
            assert!(matches!(removed, Err(Error::Id { .. })), "{none:?}");
            let restarted = client.restart_obproxy_servers(5, none, paths).await;
            assert!(matches!(restarted, Err(Error::Id { .. })), "{none:?}");
        }
        let upgraded = client.upgrade_obproxy_server(5, -1, "obproxy", paths).await;
        assert!(matches!(upgraded, Err(Error::Id { .. })));
    }
    assert!(matches!(client.stop_obproxy_servers(5, &[]).await, Err(Error::Id { .. })));
    assert!(matches!(client.start_obproxy_servers(5, &[]).await, Err(Error::Id { .. })));
    assert!(matches!(client.take_over_obproxy_servers(5, &[]).await, Err(Error::Id { .. })));
    let nowhere = AddServers { host_ids: vec![], ..added() };
    assert!(matches!(client.add_obproxy_servers(5, &nowhere).await, Err(Error::Id { .. })));
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_path_that_this_release_lacks_is_an_answer_like_any_other() {
    let body = r#"{"timestamp":"2021-09-03T15:05:01","status":404,"error":"Not Found","path":"/x"}"#;
    let (server, client) = answering(reply(404, body));
    let error = client.stop_obproxy_servers(5, &[1]).await.unwrap_err();
    assert!(matches!(error, Error::NotOcp { status: 404, .. }), "{error:?}");
    assert_eq!(server.asked().len(), 1);
}
