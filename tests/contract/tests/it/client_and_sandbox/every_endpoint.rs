//! From lone agents to a cluster, past every endpoint that both sides have.

use obshell_api::{
    ApiErrorKind, Client, ClusterStatus, Dag, Identity, InitRequest, Operator, Scope, ServerStatus, State,
    ZoneStatus,
};

use crate::common::group::{Group, ROOT, candidate, cluster, code, kind, observer};

#[tokio::test]
async fn with_keys_of_512_bits() {
    tour(512).await;
}

#[tokio::test]
async fn with_keys_of_1024_bits() {
    tour(1024).await;
}

#[tokio::test]
async fn with_keys_of_2048_bits() {
    tour(2048).await;
}

async fn tour(bits: usize) {
    let group = Group::start(3, |_, traits| traits.key_bits = bits).await;
    let master = group.client(0);
    meet_a_lone_agent(&group, &master, bits).await;
    let joins = gather(&group, &master).await;
    configure(&group, &master).await;
    let init = bring_up(&group, &master).await;
    look_at_the_task(&master, &init).await;
    meet_a_cluster(&group, &init, joins).await;
}

async fn meet_a_lone_agent(group: &Group, client: &Client, bits: usize) {
    let info = client.info().await.unwrap();
    assert_eq!((&info.identity, info.security, info.zone.as_str()), (&Identity::Single, false, ""));
    assert_eq!((info.ip, info.port), (group.agent(0).ip, group.agent(0).port));
    assert_eq!((info.ob_version.as_str(), info.version.as_str()), (DEFAULT_OB, DEFAULT_OBSHELL));
    assert_eq!(info.supported_auth, ["v2"]);

    let status = client.status().await.unwrap();
    assert_eq!((status.state, status.ob_state, status.sql_port), (2, 0, None));
    assert!(!status.under_maintenance);
    assert_eq!(status.agent.identity, Identity::Single);

    let time = client.time().await.unwrap();
    assert_eq!(time.unix_timestamp_nanos(), i128::from(sandbox::Clock::now_nanos(&*group.clock)));
    assert_eq!(client.measure_clock().await.unwrap().offset_ms, 0.0);

    let key = client.secret().await.unwrap();
    assert_eq!((key.bits(), client.fingerprint()), (bits, Some(key.fingerprint())));

    let host = client.host_info().await.unwrap();
    assert_eq!((host.os.os.as_str(), host.cpu.logical_cores, host.disks.len()), ("linux", 16, 2));
    assert_eq!(host.memory.total, (64_u64 << 30).to_string());
    assert_eq!(host.ulimit.nofile_soft, "655350");
    let own = group.agent(0).to_string();
    assert_eq!(client.agents_status().await.unwrap().into_keys().collect::<Vec<_>>(), [own]);

    let info = client.ob_info().await.unwrap();
    assert_eq!((info.agents.len(), info.cluster.id, info.cluster.topology.len()), (1, 0, 0));
    assert_eq!(client.obcluster_info().await.unwrap().status, ClusterStatus::NotRunning);
    assert_eq!(kind(client.observer_info().await), ApiErrorKind::IdentityNotSupported);

    assert_eq!(client.dags_agent().await.unwrap(), []);
    assert_eq!(client.unfinished().await.unwrap(), []);
    assert_eq!(client.unfinished_agent().await.unwrap(), []);
    assert_eq!(client.maintain_agent().await.unwrap(), None);
    assert_eq!(kind(client.maintain_ob().await), ApiErrorKind::DatabaseUnavailable);
    assert_eq!(kind(client.dags_ob().await), ApiErrorKind::Unexpected);
    assert_eq!(kind(client.unfinished_ob().await), ApiErrorKind::Unexpected);
    assert_eq!(kind(client.maintain_agents().await), ApiErrorKind::Unexpected);
    assert_eq!(kind(client.main_dags().await), ApiErrorKind::Unexpected);
}

const DEFAULT_OB: &str = sandbox::DEFAULT_OB_VERSION;
const DEFAULT_OBSHELL: &str = sandbox::DEFAULT_OBSHELL_VERSION;

async fn gather(group: &Group, master: &Client) -> usize {
    let dag = master.join_legacy_path(&group.join(0)).await.unwrap();
    assert_eq!((dag.name.as_str(), dag.max_stage, &dag.state), ("Join self", 1, &State::Ready));
    assert!(master.status().await.unwrap().under_maintenance, "from the first moment");
    let running = master.unfinished_agent().await.unwrap();
    assert_eq!((running.len(), &running[0].id), (1, &dag.id));
    group.done(master, &dag).await;
    assert_eq!(master.info().await.unwrap().identity, Identity::Master);

    let second = group.client(1).join(&group.join(1)).await.unwrap();
    let third = group.client(2).join_legacy_path(&group.join(2)).await.unwrap();
    for dag in [&second, &third] {
        assert_eq!((dag.name.as_str(), dag.max_stage), ("Join to master", 2));
        group.done(master, dag).await;
    }
    assert_eq!(group.client(2).info().await.unwrap().zone, "zone3");

    let info = master.ob_info().await.unwrap();
    let zones: Vec<&str> = info.agents.iter().map(|agent| agent.zone.as_str()).collect();
    assert_eq!(zones, ["zone1", "zone2", "zone3"]);
    let identities: Vec<&Identity> = info.agents.iter().map(|agent| &agent.identity).collect();
    assert_eq!(identities, [&Identity::Master, &Identity::Follower, &Identity::Follower]);
    assert_eq!(master.agents_status().await.unwrap().len(), 3);
    let last: Vec<String> = master.maintain_agents().await.unwrap().into_iter().map(|dag| dag.name).collect();
    assert_eq!(last, ["Join self", "Join to master", "Join to master"]);
    master.dags_agent().await.unwrap().len()
}

async fn configure(group: &Group, master: &Client) {
    for agent in 0..3 {
        let ports =
            [("mysql_port", (2881 + agent * 10).to_string()), ("rpc_port", (2882 + agent * 10).to_string())];
        let scope = Scope::Servers(vec![group.agent(agent)]);
        let dag = master.observer_config(&observer(scope, &ports)).await.unwrap();
        assert_eq!((dag.name.as_str(), dag.maintenance_type), ("Update observer config", 2));
        group.done(master, &dag).await;
    }
    master.set_credentials(candidate());
    let dag = master.obcluster_config(&cluster("obc")).await.unwrap();
    assert_eq!(dag.name, "Update cluster config");
    group.done(master, &dag).await;
}

async fn bring_up(group: &Group, master: &Client) -> Dag {
    let (import_script, create_proxyro_user) = (true, true);
    let request =
        InitRequest { import_script, create_proxyro_user, proxyro_password: Some("pr0xy#Ro".into()) };
    let dag = master.init(&request).await.unwrap();
    assert_eq!((dag.name.as_str(), dag.max_stage, dag.nodes.len()), ("Initialize cluster", 13, 0));
    let dag = group.done(master, &dag).await;
    assert_eq!((dag.stage, &dag.operator, dag.nodes.len()), (13, &Operator::Run, 13));
    assert_eq!((dag.nodes[6].name.as_str(), dag.nodes[6].sub_tasks.len()), ("Create user", 1));
    assert_eq!((dag.nodes[2].name.as_str(), dag.nodes[2].sub_tasks.len()), ("Start observer", 3));
    assert!(dag.start_time.unwrap() < dag.end_time.unwrap());
    dag
}

/// One task, at every depth.
async fn look_at_the_task(master: &Client, init: &Dag) {
    assert_eq!(&master.dag(&init.id, true).await.unwrap(), init);
    let brief = master.dag(&init.id, false).await.unwrap();
    assert_eq!((brief.nodes.len(), brief.additional_data.len()), (0, 0));
    assert_eq!((&brief.id, &brief.state, brief.stage), (&init.id, &init.state, init.stage));

    let node = &init.nodes[2];
    assert_eq!(&master.node(&node.id).await.unwrap(), node);
    let task = &node.sub_tasks[0];
    assert_eq!(&master.sub_task(&task.id).await.unwrap(), task);
    let rows = master.sub_task_logs(&task.id).await.unwrap();
    let lines: Vec<&str> = rows.iter().map(|row| row.log_content.as_str()).collect();
    assert_eq!(lines, task.task_logs);
    assert!(rows.iter().all(|row| row.execute_times == 1 && row.create_time.is_some()));
}

async fn meet_a_cluster(group: &Group, init: &Dag, joins: usize) {
    for agent in 0..3 {
        let client = group.root(agent);
        assert_eq!(client.info().await.unwrap().identity, Identity::ClusterAgent);
        let status = client.status().await.unwrap();
        let port = u16::try_from(2881 + agent * 10).unwrap();
        assert_eq!((status.ob_state, status.sql_port, status.under_maintenance), (3, Some(port), false));
        assert_eq!(client.dag(&init.id, false).await.unwrap().name, "Initialize cluster", "from anywhere");
    }
    let client = group.root(0);
    let info = client.ob_info().await.unwrap();
    assert_eq!((info.cluster.id, info.cluster.name.as_str()), (7, "obc"));
    assert_eq!(info.cluster.topology["zone2"][0].sql_port, 2891);
    assert!(info.agents.iter().all(|agent| agent.identity == Identity::ClusterAgent));
    let info = client.obcluster_info().await.unwrap();
    assert_eq!((info.cluster_name.as_str(), info.status.as_str()), ("obc", "AVAILABLE"));
    assert_eq!((info.zones.len(), info.zones[0].servers[0].svr_port), (3, 2882));
    assert_eq!(info.zones[0].root_server.role, "LEADER");
    assert_eq!(info.zones[0].servers[0].stop_time, None);
    assert_eq!((&info.zones[0].status, &info.local_task_id), (&ZoneStatus::Running, &None));
    let own = client.observer_info().await.unwrap();
    assert_eq!((&own, &own.status), (&info.zones[0].servers[0], &ServerStatus::Running));
    assert_eq!(own.stats.memory_in_bytes_total, Some(64 << 30));

    assert_eq!(client.dags_agent().await.unwrap().len(), joins + 5, "three servers, the cluster, init");
    assert_eq!(client.unfinished().await.unwrap(), []);
    assert_eq!(client.unfinished_agent().await.unwrap(), []);
    assert_eq!(client.dags_ob().await.unwrap(), []);
    assert_eq!(client.unfinished_ob().await.unwrap(), []);
    assert_eq!(client.maintain_ob().await.unwrap(), None);
    assert_eq!(client.maintain_agent().await.unwrap().unwrap().id, init.id);
    assert_eq!(client.maintain_agents().await.unwrap().len(), 3);
    assert_eq!(client.main_dags().await.unwrap(), []);

    assert_eq!(kind(client.init(&InitRequest::default()).await), ApiErrorKind::AlreadyInitialized);
    assert_eq!(kind(client.obcluster_config(&cluster("again")).await), ApiErrorKind::AlreadyInitialized);
    assert_eq!(kind(client.join(&group.join(0)).await), ApiErrorKind::IdentityNotSupported);
    assert_eq!(kind(client.remove(&group.agent(1)).await), ApiErrorKind::IdentityNotSupported);
    let nobody = group.client(0);
    let wrong = "Security.Authentication.IncorrectOceanbasePassword";
    assert_eq!(code(nobody.dags_agent().await), wrong, "the empty password is not {ROOT}");
}
