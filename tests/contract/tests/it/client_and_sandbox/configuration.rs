//! What may be configured, for whom, and what is refused.

use obshell_api::{AgentAddress, ApiErrorKind, ClusterConfigRequest, InitRequest, Scope};

use crate::common::group::{Group, candidate, cluster, code, kind, observer};

#[tokio::test]
async fn each_scope_reaches_its_servers() {
    let (group, master) = Group::joined(3, |_, _| {}).await;
    let calls = [
        (Scope::Global, "cpu_count", "4"),
        (Scope::Zones(vec!["zone2".to_owned(), "zone3".to_owned()]), "syslog_level", "WARN"),
        (Scope::Servers(vec![group.agent(1)]), "memory_limit", "9G"),
    ];
    for (scope, name, value) in calls {
        let request = observer(scope, &[(name, value.to_owned())]);
        let dag = master.observer_config(&request).await.unwrap();
        group.done(&master, &dag).await;
    }
    master.set_credentials(candidate());
    let dag = master.obcluster_config(&cluster("obc")).await.unwrap();
    group.done(&master, &dag).await;
    let dag = master.init(&InitRequest::default()).await.unwrap();
    let dag = group.until(&master, &dag, |dag| dag.stage > 3).await;
    let starts = dag.nodes[2].sub_tasks.iter().enumerate();
    for (agent, task) in starts {
        let client = group.root(agent);
        let own = client.dags_agent().await.unwrap();
        let logs = match own.iter().find(|dag| dag.name == "Start observer") {
            Some(own) => own.nodes[0].sub_tasks[0].task_logs.clone(),
            None => task.task_logs.clone(),
        };
        let command = logs.join("\n");
        assert!(command.contains("cpu_count=4"), "{command}");
        assert_eq!(command.contains("syslog_level=WARN"), agent > 0, "{command}");
        assert_eq!(command.contains("memory_limit=9G"), agent == 1, "{command}");
    }
}

#[tokio::test]
async fn wrong_scopes_and_keys_are_refused() {
    let (group, master) = Group::joined(1, |_, _| {}).await;
    let some = [("cpu_count", "4".to_owned())];
    let stranger = AgentAddress { ip: "127.0.0.1".to_owned(), port: 1 };
    let cases = [
        (Scope::Zones(Vec::new()), ApiErrorKind::ScopeInvalid),
        (Scope::Zones(vec!["nowhere".to_owned()]), ApiErrorKind::ZoneNotFound),
        (Scope::Servers(Vec::new()), ApiErrorKind::ScopeInvalid),
        (Scope::Servers(vec![group.agent(0), stranger]), ApiErrorKind::AgentNotFound),
    ];
    for (scope, expected) in cases {
        assert_eq!(kind(master.observer_config(&observer(scope, &some)).await), expected);
    }
    let empty = observer(Scope::Global, &[]);
    assert_eq!(kind(master.observer_config(&empty).await), ApiErrorKind::InvalidArgument);
    for name in ["cluster_id", "cluster", "rootPwd", "rootservice_list", "zone", "local_ip", "devname"] {
        let denied = observer(Scope::Global, &[(name, "1".to_owned())]);
        assert_eq!(code(master.observer_config(&denied).await), "Common.IllegalArgument", "{name}");
    }
    assert_eq!(master.unfinished().await.unwrap(), [], "nothing was begun");
}

#[tokio::test]
async fn a_cluster_needs_a_number_and_a_name() {
    let (_group, master) = Group::joined(1, |_, _| {}).await;
    let request = ClusterConfigRequest { cluster_id: 0, ..cluster("obc") };
    assert_eq!(kind(master.obcluster_config(&request).await), ApiErrorKind::ClusterIdInvalid);
    assert_eq!(kind(master.obcluster_config(&cluster("")).await), ApiErrorKind::ClusterNameEmpty);
}

#[tokio::test]
async fn a_root_server_list_is_looked_at_by_init_only() {
    let (group, master) = Group::joined(1, |_, _| {}).await;
    master.set_credentials(candidate());
    let rs_list = Some("10.10.10.1:2882:2881".to_owned());
    let dag = master.obcluster_config(&ClusterConfigRequest { rs_list, ..cluster("obc") }).await.unwrap();
    group.done(&master, &dag).await;
    let dag = master.init(&InitRequest::default()).await.unwrap();
    let dag = group.ended(&master, &dag).await;
    let log = dag.nodes[0].sub_tasks[0].task_logs.join("\n");
    assert!(log.contains("OB.Parameter.RsList.Invalid"), "{log}");
}

#[tokio::test]
async fn only_a_master_can_be_configured() {
    let group = Group::plain(1).await;
    let single = group.client(0);
    let request = observer(Scope::Global, &[("cpu_count", "4".to_owned())]);
    assert_eq!(kind(single.observer_config(&request).await), ApiErrorKind::IdentityNotSupported);
    assert_eq!(kind(single.obcluster_config(&cluster("obc")).await), ApiErrorKind::IdentityNotSupported);
    assert_eq!(kind(single.init(&InitRequest::default()).await), ApiErrorKind::IdentityNotSupported);
}
