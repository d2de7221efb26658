use serde_json::{Value, json};

use super::*;

fn body(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn agent(ip: &str) -> AgentAddress {
    AgentAddress { ip: ip.to_owned(), port: 2886 }
}

fn scale_out(target_agent_password: Option<SecretString>) -> ScaleOutRequest {
    let config = BTreeMap::from([("mysql_port".to_owned(), "2881".to_owned())]);
    ScaleOutRequest { agent: agent("10.10.10.4"), zone: "zone4".to_owned(), config, target_agent_password }
}

#[test]
fn a_scale_out_names_the_target_and_its_password() {
    let mut expected = json!({
        "agentInfo": {"ip": "10.10.10.4", "port": 2886}, "zone": "zone4", "obConfigs": {"mysql_port": "2881"},
    });
    assert_eq!(body(&ScaleOutBody::from(&scale_out(None))), expected);
    expected["targetAgentPassword"] = json!("t4rget");
    assert_eq!(body(&ScaleOutBody::from(&scale_out(Some("t4rget".into())))), expected);
    let plain = ScaleOutRequest { config: BTreeMap::new(), ..scale_out(None) };
    assert_eq!(body(&ScaleOutBody::from(&plain))["obConfigs"], json!({}), "required, if empty");
}

#[test]
fn a_scale_out_does_not_show_its_secret() {
    let request = scale_out(Some("c4nary".into()));
    assert!(!format!("{request:?}").contains("c4nary"));
}

#[test]
fn a_scale_in_says_whether_to_kill() {
    for force_kill in [false, true] {
        let request = ScaleInRequest { agent: agent("10.10.10.4"), force_kill };
        let expected = json!({"agent_info": {"ip": "10.10.10.4", "port": 2886}, "force_kill": force_kill});
        assert_eq!(body(&request), expected);
    }
}

#[test]
fn a_start_has_a_scope_and_passes_what_failed() {
    let mut request = StartRequest { scope: Scope::Zones(vec!["zone1".to_owned()]), pass_dags: Vec::new() };
    let mut expected = json!({"scope": {"type": "ZONE", "target": ["zone1"]}});
    assert_eq!(body(&StartStopBody::from(&request)), expected);
    request.pass_dags = vec!["201684300810288612".parse().unwrap()];
    expected["forcePassDag"] = json!({"id": ["201684300810288612"]});
    assert_eq!(body(&StartStopBody::from(&request)), expected);
}

#[test]
fn a_stop_has_one_mode() {
    let servers = || Scope::Servers(vec![agent("10.10.10.1"), agent("2001:db8::1")]);
    let targets = json!({"type": "SERVER", "target": ["10.10.10.1:2886", "[2001:db8::1]:2886"]});
    let cases = [
        (servers(), StopMode::Service, json!({"scope": targets})),
        (servers(), StopMode::Force, json!({"scope": targets, "force": true})),
        (
            Scope::Global,
            StopMode::Terminate,
            json!({"scope": {"type": "GLOBAL", "target": []}, "terminate": true}),
        ),
    ];
    for (scope, mode, expected) in cases {
        let mut request = StopRequest { scope, mode, pass_dags: Vec::new() };
        assert_eq!(body(&StartStopBody::from(&request)), expected);
        request.pass_dags = vec!["17".parse().unwrap(), "18".parse().unwrap()];
        assert_eq!(body(&StartStopBody::from(&request))["forcePassDag"], json!({"id": ["17", "18"]}));
    }
}

#[test]
fn a_zone_stop_says_whether_to_freeze() {
    let zone = "zone1".to_owned();
    let mut request = StopZoneRequest { zone, freeze_server: true, pass_dags: Vec::new() };
    assert_eq!(body(&StopZoneBody::from(&request)), json!({"freeze_server": true}));
    request.pass_dags = vec!["17".parse().unwrap()];
    request.freeze_server = false;
    let expected = json!({"freeze_server": false, "forcePassDag": {"id": ["17"]}});
    assert_eq!(body(&StopZoneBody::from(&request)), expected);
}
