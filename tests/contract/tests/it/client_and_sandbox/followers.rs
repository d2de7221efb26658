//! A follower hands on what it may not answer.

use obshell_api::{ApiErrorKind, Credentials, Identity, InitRequest, Scope};

use crate::common::group::{Group, candidate, cluster, code, kind, observer};

#[tokio::test]
async fn a_whole_bootstrap_through_a_follower() {
    let (group, master) = Group::joined(2, |_, _| {}).await;
    let follower = group.client(1);
    follower.set_credentials(candidate());
    let info = follower.ob_info().await.unwrap();
    assert_eq!((info.agents.len(), &info.agents[0].identity), (2, &Identity::Master));

    for agent in 0..2 {
        let scope = Scope::Servers(vec![group.agent(agent)]);
        let ports =
            [("mysql_port", (2881 + agent * 10).to_string()), ("rpc_port", (2882 + agent * 10).to_string())];
        let dag = follower.observer_config(&observer(scope, &ports)).await.unwrap();
        let owner = dag.id.decode().unwrap().agent.unwrap();
        assert_eq!(owner, group.agent(0), "the task is the master's");
        group.done(&follower, &dag).await;
    }
    let dag = follower.obcluster_config(&cluster("obc")).await.unwrap();
    group.done(&follower, &dag).await;
    let before = group.count(0);
    let dag = follower.init(&InitRequest::default()).await.unwrap();
    let relayed = &group.sandbox.requests(0)[before..];
    assert!(relayed.iter().any(|request| request.relayed && request.path == "/api/v1/ob/init"));
    group.done(&follower, &dag).await;
    assert_eq!(master.info().await.unwrap().identity, Identity::ClusterAgent);
}

#[tokio::test]
async fn what_is_wrong_at_the_master_is_said_through_the_follower() {
    let (group, master) = Group::joined(2, |_, _| {}).await;
    let follower = group.client(1);
    let scope = Scope::Zones(vec!["nowhere".to_owned()]);
    let request = observer(scope, &[("cpu_count", "4".to_owned())]);
    assert_eq!(kind(follower.observer_config(&request).await), ApiErrorKind::ZoneNotFound);
    assert_eq!(kind(follower.join(&group.join(1)).await), ApiErrorKind::IdentityNotSupported);

    master.set_credentials(candidate());
    let dag = master.obcluster_config(&cluster("obc")).await.unwrap();
    group.done(&master, &dag).await;
    let wrong = Credentials { root: Some("no".into()), ..Credentials::default() };
    follower.set_credentials(wrong);
    assert_eq!(kind(follower.dags_agent().await), ApiErrorKind::WrongRootPassword);
}

#[tokio::test]
async fn a_follower_with_a_password_of_its_own_is_asked_with_the_root_header() {
    let (group, _) = Group::joined(2, |agent, traits| {
        traits.agent_password = (agent == 1).then(|| "4gent".to_owned());
    })
    .await;
    let follower = group.client(1);
    follower.set_credentials(Credentials { agent: Some("4gent".into()), ..Credentials::default() });
    assert_eq!(follower.ob_info().await.unwrap().agents.len(), 2);
}

#[tokio::test]
async fn without_its_master_a_follower_says_so() {
    let (group, _) = Group::joined(2, |_, _| {}).await;
    group.sandbox.kill_agent(0).await;
    let follower = group.client(1);
    assert_eq!(code(follower.ob_info().await), "Agent.RPC.RequestError");
    assert_eq!(kind(follower.dags_agent().await), ApiErrorKind::PeerFailed);
    group.sandbox.revive_agent(0).await;
    assert_eq!(follower.ob_info().await.unwrap().agents.len(), 2);
}
