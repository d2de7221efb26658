//! The OBProxy of an agent: all routes, and what ends them.

use obshell_api::{
    ApiErrorKind, Client, Credentials, Dag, InitRequest, ObproxyAddRequest, ObproxyUpgradeRequest, Operator,
    State, rs_list,
};

use crate::common::group::{Group, ROOT, code, kind};

const PROXYRO: &str = "proxyr0#";

/// A cluster of one agent that has a password, and a client that holds that and root's.
pub async fn cluster() -> (Group, Client) {
    let (group, master) = Group::configured(1, "obc", "").await;
    let proxyro_password = Some(PROXYRO.into());
    let init = InitRequest { create_proxyro_user: true, proxyro_password, ..InitRequest::default() };
    let dag = master.init(&init).await.unwrap();
    group.done(&master, &dag).await;
    group.root(0).set_agent_password(&"4gent".into()).await.unwrap();
    let client = group.client(0);
    let (root, agent) = (Some(ROOT.into()), Some("4gent".into()));
    client.set_credentials(Credentials { root, agent, candidate_root: None });
    (group, client)
}

pub fn at(home: &str) -> ObproxyAddRequest {
    ObproxyAddRequest {
        home_path: home.to_owned(),
        proxyro_password: Some(PROXYRO.into()),
        ..ObproxyAddRequest::default()
    }
}

pub fn upgrade() -> ObproxyUpgradeRequest {
    let (version, release) = ("4.3.1.0".to_owned(), "4.el7".to_owned());
    ObproxyUpgradeRequest { version, release, upgrade_dir: None }
}

async fn added(group: &Group, client: &Client) -> Dag {
    let dag = client.obproxy_add(&at("/data/obproxy")).await.unwrap();
    group.done(client, &dag).await
}

/// The last line that the failed step of a task wrote.
fn last_words(dag: &Dag) -> &str {
    let node = dag.nodes.iter().find(|node| node.state == State::Failed).unwrap();
    node.sub_tasks[0].task_logs.last().unwrap()
}

#[tokio::test]
async fn one_is_added_stopped_started_and_deleted() {
    let (group, client) = cluster().await;
    let request = ObproxyAddRequest {
        name: Some("edge".to_owned()),
        sql_port: Some(3883),
        rpc_port: Some(3885),
        exporter_port: Some(3884),
        obproxy_sys_password: Some("5ys#Pass".into()),
        rs_list: Some(rs_list(&[("127.0.0.1", 2881)])),
        parameters: [("enable_sharding".to_owned(), "false".to_owned())].into(),
        ..at("/data/obproxy")
    };
    let dag = client.obproxy_add(&request).await.unwrap();
    assert!(dag.id.as_str().starts_with('4') && dag.maintenance_type == 4);
    let dag = group.done(&client, &dag).await;
    let command = &dag.nodes[1].sub_tasks[0].task_logs[0];
    for part in ["listen_port=3883", "rpc_listen_port=3885", "enable_sharding=false", "-n 'edge'"] {
        assert!(command.contains(part), "{command}");
    }
    assert!(!command.contains("5ys#Pass"));
    assert!(client.info().await.unwrap().is_obproxy_agent);
    let dag = client.obproxy_stop().await.unwrap();
    group.done(&client, &dag).await;
    let dag = client.obproxy_start().await.unwrap();
    group.done(&client, &dag).await;
    let dag = client.obproxy_delete().await.unwrap().unwrap();
    group.done(&client, &dag).await;
    assert!(!client.info().await.unwrap().is_obproxy_agent);
    assert_eq!(client.obproxy_delete().await.unwrap(), None);
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_its_kind() {
    let (group, client) = cluster().await;
    let homes = [
        ("/data/missing", ApiErrorKind::PathNotFound),
        ("/data/plain-file", ApiErrorKind::PathNotDirectory),
        ("/data/denied", ApiErrorKind::PathNotPermitted),
        ("/data/occupied", ApiErrorKind::DirectoryNotEmpty),
        ("/data/no-version", ApiErrorKind::ObproxyVersionUnreadable),
        ("/data/old", ApiErrorKind::ObproxyVersionNotSupported),
    ];
    for (home, wanted) in homes {
        assert_eq!(kind(client.obproxy_add(&at(home)).await), wanted, "{home}");
    }
    let wrong = ObproxyAddRequest { proxyro_password: Some("other".into()), ..at("/data/a") };
    assert_eq!(kind(client.obproxy_add(&wrong).await), ApiErrorKind::DatabaseError);
    let url = Some("http://10.10.10.9/services".to_owned());
    let both =
        ObproxyAddRequest { rs_list: Some("127.0.0.1:2881".to_owned()), config_url: url, ..at("/data/a") };
    assert_eq!(kind(client.obproxy_add(&both).await), ApiErrorKind::ObproxySourceConflict);
    assert_eq!(kind(client.obproxy_stop().await), ApiErrorKind::ObproxyNotManaged);
    assert_eq!(kind(client.obproxy_upgrade(&upgrade()).await), ApiErrorKind::ObproxyNotManaged);
    added(&group, &client).await;
    assert_eq!(kind(client.obproxy_add(&at("/data/b")).await), ApiErrorKind::ObproxyAlreadyManaged);
    assert_eq!(kind(client.obproxy_upgrade(&upgrade()).await), ApiErrorKind::ObproxyPackageNotFound);
    let lower = ObproxyUpgradeRequest { version: "4.2.0.0".to_owned(), ..upgrade() };
    assert_eq!(kind(client.obproxy_upgrade(&lower).await), ApiErrorKind::ObproxyUpgradeToLowerVersion);
    let dag = client.obproxy_stop().await.unwrap();
    group.done(&client, &dag).await;
    assert_eq!(kind(client.obproxy_upgrade(&upgrade()).await), ApiErrorKind::ObproxyNotRunning);
}

#[tokio::test]
async fn an_agent_of_no_cluster_wants_to_know_the_servers() {
    let group = Group::start(1, |_, traits| traits.agent_password = Some("4gent".to_owned())).await;
    let client = group.client(0);
    client.set_credentials(Credentials { agent: Some("4gent".into()), ..Credentials::default() });
    let add = client.obproxy_add(&at("/data/obproxy")).await;
    assert_eq!(kind(add), ApiErrorKind::ObproxySourceMissing);
}

#[tokio::test]
async fn one_that_does_not_come_up_is_tried_again() {
    let (group, client) = cluster().await;
    let dag = client.obproxy_add(&at("/data/no-health-once")).await.unwrap();
    let dag = group.ended(&client, &dag).await;
    assert!(last_words(&dag).contains("OBProxy.HealthCheckTimeout"), "{dag:#?}");
    assert_eq!(kind(client.obproxy_add(&at("/data/b")).await), ApiErrorKind::UnderMaintenance);
    client.operate_dag(&dag.id, Operator::Retry).await.unwrap();
    group.done(&client, &dag).await;
    let logs = client.sub_task_logs(&dag.nodes[1].sub_tasks[0].id).await.unwrap();
    assert!(logs.iter().any(|row| row.execute_times == 1) && logs.iter().any(|row| row.execute_times > 1));
}

#[tokio::test]
async fn a_start_without_one_fails_at_its_first_node() {
    let (group, client) = cluster().await;
    let dag = client.obproxy_start().await.unwrap();
    let dag = group.ended(&client, &dag).await;
    assert_eq!((&dag.state, dag.stage), (&State::Failed, 1));
    assert!(last_words(&dag).contains("OBProxy.NotBeManaged"));
    assert!(client.unfinished_agent().await.unwrap().is_empty(), "it locks nobody out");
}

#[tokio::test]
async fn a_password_that_was_lost_or_changed_is_told_from_a_wrong_one() {
    let (_group, client) = cluster().await;
    let stranger = client.clone();
    stranger.set_credentials(Credentials { root: Some(ROOT.into()), ..Credentials::default() });
    assert_eq!(kind(stranger.obproxy_stop().await), ApiErrorKind::WrongAgentPassword);
    let wrong = Credentials { root: Some(ROOT.into()), agent: Some("0ther".into()), candidate_root: None };
    stranger.set_credentials(wrong);
    assert_eq!(kind(stranger.obproxy_stop().await), ApiErrorKind::WrongAgentPassword, "root is not tried");

    let (group, client) = cluster().await;
    let dag = added(&group, &client).await;
    group.sandbox.lose_agent_password(0);
    let refused = group.sandbox.refused_attempts();
    let unset = "Security.Authentication.AgentPasswordNotInitialized";
    assert_eq!(code(client.obproxy_stop().await), unset);
    assert_eq!(kind(client.obproxy_delete().await), ApiErrorKind::AgentPasswordNotSet);
    assert_eq!(kind(client.dag(&dag.id, true).await), ApiErrorKind::AgentPasswordNotSet);
    assert_eq!(group.sandbox.refused_attempts(), refused, "nothing was tried in its place");
    let info = client.info().await.unwrap();
    assert!(info.is_obproxy_agent && !info.security);
    client.set_agent_password(&"n3w".into()).await.unwrap();
    let (root, agent) = (Some(ROOT.into()), Some("n3w".into()));
    client.set_credentials(Credentials { root, agent, candidate_root: None });
    let dag = client.obproxy_stop().await.unwrap();
    group.done(&client, &dag).await;
}
