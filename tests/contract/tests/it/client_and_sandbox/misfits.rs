//! Agents that break the protocol, lose an answer, or change their key.

use obshell_api::{Error, InitRequest, NotObshell, State, Unreachable};
use sandbox::Misbehave;

use crate::common::group::{Group, candidate, cluster};

#[tokio::test]
async fn fields_and_states_from_the_future_are_taken_as_they_come() {
    let (group, master) =
        Group::joined(1, |_, traits| traits.misbehave = Some(Misbehave::UnknownFields)).await;
    master.probe().await.unwrap();
    master.host_info().await.unwrap();
    assert!(master.agents_status().await.unwrap().contains_key(&group.agent(0).to_string()));
    assert_eq!(master.ob_info().await.unwrap().agents.len(), 1);
    master.set_credentials(candidate());
    let dag = master.obcluster_config(&cluster("obc")).await.unwrap();
    group.done(&master, &dag).await;

    let dag = master.init(&InitRequest::default()).await.unwrap();
    let strange = State::Unknown("THROTTLED".to_owned());
    let running = group.until(&master, &dag, |dag| dag.state == strange).await;
    let node = running.nodes.iter().find(|node| node.state == strange).unwrap();
    assert_eq!(master.node(&node.id).await.unwrap().state, strange);
    assert_eq!(master.sub_task(&node.sub_tasks[0].id).await.unwrap().state, strange);
    master.sub_task_logs(&node.sub_tasks[0].id).await.unwrap();
    let running = master.unfinished().await.unwrap();
    assert_eq!((running.len(), &running[0].state), (1, &strange));

    group.done(&master, &dag).await;
    let info = master.obcluster_info().await.unwrap();
    assert_eq!((info.status.as_str(), info.zones.len()), ("AVAILABLE", 1));
    assert_eq!(master.dags_agent().await.unwrap().len(), 3);
    assert_eq!(master.maintain_agents().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_page_and_a_flood_are_told_from_an_agent() {
    let group = Group::start(2, |agent, traits| {
        traits.misbehave = Some(if agent == 0 { Misbehave::Html } else { Misbehave::Huge });
    })
    .await;
    let error = group.client(0).info().await.unwrap_err();
    let Error::NotObshell { what: NotObshell::Html { title }, .. } = &error else { panic!("{error:?}") };
    assert_eq!(title, "Sign in");
    let error = group.client(1).info().await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn a_lost_answer_leaves_the_outcome_open() {
    let path = "/api/v1/agent/join";
    let group = Group::start(1, |_, traits| traits.drop_after_post = Some(path.to_owned())).await;
    let client = group.client(0);
    let error = client.join(&group.join(0)).await.unwrap_err();
    assert!(matches!(error, Error::NoAnswer { .. }) && error.outcome_unknown(), "{error:?}");
    let sent = group.asked(0, 0).iter().filter(|asked| asked.ends_with(path)).count();
    assert_eq!(sent, 1, "it is not repeated");
    assert_eq!(client.maintain_agent().await.unwrap().unwrap().name, "Join self", "it was carried out");
}

#[tokio::test]
async fn an_agent_that_is_gone_cannot_be_reached() {
    let group = Group::plain(1).await;
    let client = group.client(0);
    client.host_info().await.unwrap();
    group.sandbox.kill_agent(0).await;
    let error = client.join(&group.join(0)).await.unwrap_err();
    let Error::Unreachable { reason, .. } = &error else { panic!("{error:?}") };
    assert_eq!(*reason, Unreachable::Refused);
    assert!(!error.outcome_unknown(), "it was never sent");
    group.sandbox.revive_agent(0).await;
    client.host_info().await.unwrap();
}

#[tokio::test]
async fn a_new_key_is_fetched_unless_one_is_pinned() {
    let group = Group::plain(1).await;
    let (trusting, pinned) = (group.client(0), group.client(0));
    trusting.host_info().await.unwrap();
    pinned.pin(trusting.fingerprint().unwrap());
    pinned.host_info().await.unwrap();
    group.sandbox.replace_key(0).await;

    let before = group.count(0);
    trusting.host_info().await.unwrap();
    let host_info = "GET /api/v1/agent/host-info";
    assert_eq!(group.asked(0, before), [host_info, "GET /api/v1/secret", host_info]);

    let before = group.count(0);
    let error = pinned.host_info().await.unwrap_err();
    let Error::KeyChanged { offered, .. } = &error else { panic!("{error:?}") };
    assert_eq!(Some(*offered), trusting.fingerprint());
    assert_eq!(group.asked(0, before), [host_info, "GET /api/v1/secret"], "nothing is sent to a stranger");
}
