//! Answers as the API's documentation shows them.

use obshell_api::{AgentInfo, AgentStatus, Dag, Identity, Node, ObInfo, Operator, State, SubTask};
use serde_json::{Value, json};

fn documented(text: &str) -> Dag {
    let envelope: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(envelope["data"].clone()).unwrap()
}

#[test]
fn a_scale_out_reads_in_full() {
    let dag = documented(include_str!("../golden/maintain_ob_scale_out.json"));
    assert_eq!((dag.id.as_str(), dag.dag_id, dag.name.as_str()), ("11", 1, "Cluster scale out"));
    assert_eq!((dag.stage, dag.max_stage), (9, 9));
    assert_eq!((&dag.state, &dag.operator), (&State::Succeed, &Operator::Run));
    assert_eq!(dag.nodes.len(), 9);
    let took = dag.end_time.unwrap() - dag.start_time.unwrap();
    assert_eq!(took.whole_milliseconds(), 28_613);
    let logs: Vec<&str> = dag.nodes[3].sub_tasks[0].task_logs.iter().map(String::as_str).collect();
    assert_eq!(logs, ["retry stage: 2 successfully", "remote deploy task is succeed"]);
    assert_eq!(dag.nodes[8].name, "Check cluster scale_out whether finished");
    assert!(dag.nodes.iter().all(|node| node.state == State::Succeed && node.sub_tasks.len() == 1));
    assert_eq!(dag.nodes[0].sub_tasks[0].execute_agent.port, 2886);
}

#[test]
fn accepted_tasks_read_without_details() {
    let cases = [
        (include_str!("../golden/init_accepted.json"), "Initialize cluster", 10, "22130706433028869"),
        (include_str!("../golden/join_accepted.json"), "Join self", 1, "22130706433028869"),
        (include_str!("../golden/obproxy_start_accepted.json"), "Start obproxy", 2, "40194912107080888"),
    ];
    for (text, name, max_stage, id) in cases {
        let dag = documented(text);
        assert_eq!((dag.name.as_str(), dag.max_stage, dag.id.as_str()), (name, max_stage, id));
        assert_eq!((&dag.state, dag.nodes.len(), dag.maintenance_type), (&State::Ready, 0, 0));
        assert!(dag.start_time.is_some(), "{name}");
    }
}

#[test]
fn a_dag_survives_being_written_and_read_again() {
    let dag = documented(include_str!("../golden/maintain_ob_scale_out.json"));
    let text = serde_json::to_string(&dag).unwrap();
    assert_eq!(serde_json::from_str::<Dag>(&text).unwrap(), dag);
}

#[test]
fn only_the_id_is_indispensable() {
    let dag: Dag = serde_json::from_value(json!({
        "id": "1123", "state": "HIBERNATING", "operator": 7, "stage": "two", "max_stage": -1, "name": null,
        "start_time": "1970-01-01T08:00:00+08:00", "end_time": "0001-01-01T00:00:00Z",
        "additional_data": [1], "surprise": {"a": 1},
        "nodes": [
            {"id": "1124", "sub_tasks": null},
            {"id": "1125", "sub_tasks": [{"id": "1126", "task_logs": null, "execute_agent": null}]},
        ],
    }))
    .unwrap();
    assert_eq!(dag.state, State::Unknown("HIBERNATING".to_owned()));
    assert_eq!(dag.operator, Operator::Unknown("7".to_owned()));
    assert_eq!((dag.stage, dag.max_stage, dag.name.as_str()), (0, 0, ""));
    assert_eq!((dag.start_time, dag.end_time), (None, None));
    assert!(dag.additional_data.is_empty());
    assert_eq!(dag.nodes[1].sub_tasks[0].task_logs.len(), 0);
    assert!(serde_json::from_value::<Dag>(json!({"name": "x"})).is_err());
    assert!(serde_json::from_value::<Node>(json!({"id": "x"})).is_err());
    assert!(serde_json::from_value::<SubTask>(json!({"id": "7"})).is_ok());
}

#[test]
fn info_reads_from_new_and_old_agents() {
    let info: AgentInfo = serde_json::from_value(json!({
        "pid": 4121, "state": 2, "startAt": 1778220000123456789i64, "homePath": "/data/ob1",
        "obVersion": "4.3.5.1-101000042025031818", "architecture": "x86_64", "ip": "10.10.10.1", "port": 2886,
        "zone": "", "identity": "TAKE OVER MASTER", "version": "4.5.0.0-0", "isObproxyAgent": true,
        "security": true, "supportedAuth": ["v2"],
    }))
    .unwrap();
    assert_eq!(info.identity, Identity::TakeOverMaster);
    assert_eq!(info.started_at.unwrap().unix_timestamp(), 1_778_220_000);
    assert!(info.security && info.is_obproxy_agent);
    assert_eq!(info.home_path, "/data/ob1");
    let old: AgentInfo =
        serde_json::from_value(json!({"identity": "NEW KIND", "version": "4.2.3.0"})).unwrap();
    assert_eq!(old.identity, Identity::Unknown("NEW KIND".to_owned()));
    assert!(!old.security && old.supported_auth.is_empty());
}

#[test]
fn status_and_topology_read() {
    let status: AgentStatus = serde_json::from_value(json!({
        "agent": {"ip": "10.10.10.1", "port": 2886, "identity": "CLUSTER AGENT"}, "state": 2, "version": "v",
        "pid": 1, "startAt": 1, "port": 2886, "obState": 3, "sqlPort": 2881, "underMaintenance": true,
    }))
    .unwrap();
    assert_eq!(status.agent.identity, Identity::ClusterAgent);
    assert_eq!((status.ob_state, status.sql_port, status.under_maintenance), (3, Some(2881), true));
    let info: ObInfo = serde_json::from_value(json!({
        "agent_info": [{"ip": "10.10.10.1", "port": 2886, "zone": "zone1", "identity": "MASTER", "version": "v"}],
        "obcluster_info": {"id": 1, "name": "obc", "topology": {"zone1": [{"svr_ip": "10.10.10.1", "svr_port": 2882}]}},
    }))
    .unwrap();
    assert_eq!(info.agents[0].identity, Identity::Master);
    assert_eq!(info.cluster.topology["zone1"][0].svr_port, 2882);
}
