use super::*;

fn json(value: &impl Serialize) -> String {
    String::from_utf8(SecretBuffer::json(value).unwrap().to_vec()).unwrap()
}

fn agent() -> AgentAddress {
    AgentAddress { ip: "10.10.10.1".to_owned(), port: 2886 }
}

#[test]
fn a_join_names_the_master() {
    let mut request = JoinRequest { agent: agent(), zone_name: "zone1".to_owned(), master_password: None };
    let plain = r#"{"agentInfo":{"ip":"10.10.10.1","port":2886},"zoneName":"zone1"}"#;
    assert_eq!(json(&JoinBody::from(&request)), plain);
    request.master_password = Some("m4ster".into());
    let secured =
        r#"{"agentInfo":{"ip":"10.10.10.1","port":2886},"zoneName":"zone1","masterPassword":"m4ster"}"#;
    assert_eq!(json(&JoinBody::from(&request)), secured);
}

#[test]
fn the_root_password_is_sent_even_when_empty() {
    let (cluster_id, cluster_name, root_password, rs_list) = (1, "obc".to_owned(), "".into(), None);
    let mut request = ClusterConfigRequest { cluster_id, cluster_name, root_password, rs_list };
    let empty = r#"{"clusterId":1,"clusterName":"obc","rootPwd":""}"#;
    assert_eq!(json(&ClusterConfigBody::from(&request)), empty);
    request.rs_list = Some("10.10.10.1:2882:2881".to_owned());
    let chosen = r#"{"clusterId":1,"clusterName":"obc","rootPwd":"","rsList":"10.10.10.1:2882:2881"}"#;
    assert_eq!(json(&ClusterConfigBody::from(&request)), chosen);
}

#[test]
fn a_scope_names_its_targets() {
    let config = BTreeMap::from([("mysql_port".to_owned(), "2881".to_owned())]);
    let six = AgentAddress { ip: "2001:db8::1".to_owned(), port: 2886 };
    let cases = [
        (Scope::Global, r#"{"type":"GLOBAL","target":[]}"#),
        (Scope::Zones(vec!["zone1".to_owned()]), r#"{"type":"ZONE","target":["zone1"]}"#),
        (
            Scope::Servers(vec![agent(), six]),
            r#"{"type":"SERVER","target":["10.10.10.1:2886","[2001:db8::1]:2886"]}"#,
        ),
    ];
    for (scope, text) in cases {
        let request = ObserverConfigRequest { config: config.clone(), scope };
        assert_eq!(json(&request), format!(r#"{{"observerConfig":{{"mysql_port":"2881"}},"scope":{text}}}"#));
    }
}

#[test]
fn an_init_says_what_it_wants() {
    let plain = r#"{"import_script":false,"create_proxyro_user":false}"#;
    assert_eq!(json(&InitBody::from(&InitRequest::default())), plain);
    let request =
        InitRequest { import_script: true, create_proxyro_user: true, proxyro_password: Some("p".into()) };
    let full = r#"{"import_script":true,"create_proxyro_user":true,"proxyro_password":"p"}"#;
    assert_eq!(json(&InitBody::from(&request)), full);
}

#[test]
fn no_request_shows_its_secrets() {
    let join =
        JoinRequest { agent: agent(), zone_name: "z".to_owned(), master_password: Some("c4nary".into()) };
    let cluster = ClusterConfigRequest {
        cluster_id: 1,
        cluster_name: "obc".to_owned(),
        root_password: "c4nary".into(),
        rs_list: None,
    };
    let init = InitRequest { proxyro_password: Some("c4nary".into()), ..InitRequest::default() };
    assert!(!format!("{join:?} {cluster:?} {init:?}").contains("c4nary"));
}
