//! Who must prove what, and how the client finds out.

use obshell_api::{ApiErrorKind, Client, Credentials, Identity, JoinRequest, State};

use crate::common::group::{Group, ROOT, candidate, cluster, code, kind};

fn agent_password(client: &Client, password: &str) {
    client.set_credentials(Credentials { agent: Some(password.into()), ..Credentials::default() });
}

#[tokio::test]
async fn an_agent_password_is_set_changed_and_held_to() {
    let group = Group::plain(1).await;
    let client = group.client(0);
    client.set_agent_password(&"first".into()).await.unwrap();
    assert!(client.info().await.unwrap().security);
    client.host_info().await.unwrap();

    let stranger = group.client(0);
    assert_eq!(kind(stranger.host_info().await), ApiErrorKind::NeedsAgentPassword);
    assert_eq!(kind(stranger.set_agent_password(&"mine".into()).await), ApiErrorKind::NeedsAgentPassword);
    agent_password(&stranger, "wrong");
    assert_eq!(kind(stranger.host_info().await), ApiErrorKind::WrongAgentPassword);
    assert_eq!(kind(stranger.set_agent_password(&"mine".into()).await), ApiErrorKind::WrongAgentPassword);
    assert_eq!(kind(client.set_agent_password(&"".into()).await), ApiErrorKind::InvalidArgument);

    client.set_agent_password(&"second".into()).await.unwrap();
    client.host_info().await.unwrap();
    agent_password(&stranger, "first");
    assert_eq!(kind(stranger.host_info().await), ApiErrorKind::WrongAgentPassword);
}

#[tokio::test]
async fn a_master_keeps_the_password_it_crashes_over() {
    let (_group, master) = Group::joined(1, |_, _| {}).await;
    let error = master.set_agent_password(&"4gent".into()).await.unwrap_err();
    assert_eq!(error.trace_id().map(str::len), Some(16), "ours, for the agent's is empty");
    assert_eq!(kind::<()>(Err(error)), ApiErrorKind::Unexpected);

    assert!(master.info().await.unwrap().security, "what became of it is read, not guessed");
    assert_eq!(kind(master.ob_info().await), ApiErrorKind::NeedsAgentPassword);
    agent_password(&master, "4gent");
    assert_eq!(master.ob_info().await.unwrap().agents.len(), 1);
}

#[tokio::test]
async fn a_cluster_agent_takes_its_password_from_root_alone() {
    let (group, master) = Group::configured(1, "obc", "").await;
    let dag = master.init(&obshell_api::InitRequest::default()).await.unwrap();
    group.done(&master, &dag).await;
    let stranger = group.client(0);
    assert_eq!(kind(stranger.set_agent_password(&"4gent".into()).await), ApiErrorKind::WrongRootPassword);
    let root = group.root(0);
    root.set_agent_password(&"4gent".into()).await.unwrap();
    agent_password(&stranger, "4gent");
    assert_eq!(stranger.ob_info().await.unwrap().cluster.name, "obc");
    assert_eq!(root.ob_info().await.unwrap().cluster.name, "obc", "root is as good as before");
}

#[tokio::test]
async fn a_protected_master_lets_in_those_who_bring_its_password() {
    let group = Group::start(2, |agent, traits| {
        traits.agent_password = (agent == 0).then(|| "m4ster".to_owned());
    })
    .await;
    let (master, second) = (group.client(0), group.client(1));
    agent_password(&master, "m4ster");
    let dag = master.join(&group.join(0)).await.unwrap();
    group.done(&master, &dag).await;

    let bare = JoinRequest { master_password: None, ..group.join(1) };
    let error = second.join(&bare).await.unwrap_err();
    assert!(error.to_string().contains("IncorrectAgentPassword"), "{error}");
    let dag = second.join(&group.join(1)).await.unwrap();
    group.done(&master, &dag).await;
    assert_eq!(second.info().await.unwrap().identity, Identity::Follower);
}

#[tokio::test]
async fn the_root_password_takes_over_in_mid_bootstrap() {
    let (group, master) = Group::joined(1, |_, _| {}).await;
    master.set_credentials(candidate());
    let dag = master.obcluster_config(&cluster("obc")).await.unwrap();
    let path = format!("GET /api/v1/task/dag/{}?show_details=true", dag.id);
    let before = group.count(0);
    let mut refused = 0;
    for polls in 1.. {
        let seen = master.dag(&dag.id, true).await.unwrap();
        let sent = group.asked(0, before).iter().filter(|asked| **asked == path).count();
        refused = sent - polls;
        assert!(refused <= 1, "the new password is preferred once it was right");
        if seen.state == State::Succeed {
            break;
        }
        assert!(polls < 100);
        group.seconds(1);
    }
    master.dag(&dag.id, true).await.unwrap();
    assert_eq!(refused, 1, "one refusal told that the password had changed");
    assert_eq!(kind(group.client(0).dags_agent().await), ApiErrorKind::WrongRootPassword);
    assert_eq!(group.root(0).dags_agent().await.unwrap().len(), 2);
}

#[tokio::test]
async fn with_an_agent_password_nothing_changes_in_mid_bootstrap() {
    let group = Group::start(1, |_, traits| traits.agent_password = Some("4gent".to_owned())).await;
    let master = group.client(0);
    let agent = Some("4gent".into());
    master.set_credentials(Credentials { agent, candidate_root: Some(ROOT.into()), root: None });
    let dag = master.join(&group.join(0)).await.unwrap();
    group.done(&master, &dag).await;
    let dag = master.obcluster_config(&cluster("obc")).await.unwrap();
    let before = group.count(0);
    group.done(&master, &dag).await;
    let infos = group.asked(0, before).iter().filter(|asked| *asked == "GET /api/v1/info").count();
    assert_eq!(infos, 0, "no refusal made the client ask who it talks to");
}

#[tokio::test]
async fn an_obproxy_task_wants_the_agent_password() {
    let group = Group::plain(1).await;
    let client = group.client(0);
    let id = "40213070643302886".to_owned() + "1";
    let id = id.parse().unwrap();
    let unset = "Security.Authentication.AgentPasswordNotInitialized";
    assert_eq!(code(client.dag(&id, true).await), unset);
    client.set_agent_password(&"4gent".into()).await.unwrap();
    assert_eq!(kind(client.dag(&id, true).await), ApiErrorKind::TaskNotFound);
    agent_password(&client, "wrong");
    assert_eq!(kind(client.dag(&id, true).await), ApiErrorKind::WrongAgentPassword);
}
