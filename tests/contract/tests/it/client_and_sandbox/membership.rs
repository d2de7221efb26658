//! Joining and leaving, by both paths of each.

use obshell_api::{AgentAddress, ApiErrorKind, Identity, JoinRequest};

use crate::common::group::{Group, kind};

fn stranger() -> AgentAddress {
    AgentAddress { ip: "127.0.0.9".to_owned(), port: 2886 }
}

#[tokio::test]
async fn joining_is_refused_with_its_reason() {
    let group = Group::start(4, |agent, traits| match agent {
        2 => traits.ob_version = Some("4.2.1.0-100000102023092807".to_owned()),
        3 => traits.obshell_version = Some("4.4.1.0-0".to_owned()),
        _ => {}
    })
    .await;
    let (master, second) = (group.client(0), group.client(1));
    assert_eq!(kind(second.join(&group.join(1)).await), ApiErrorKind::IdentityNotSupported, "no master yet");
    let nobody = JoinRequest { agent: stranger(), ..group.join(1) };
    assert_eq!(kind(second.join(&nobody).await), ApiErrorKind::Unexpected);
    let nowhere = JoinRequest { zone_name: String::new(), ..group.join(0) };
    assert_eq!(kind(master.join(&nowhere).await), ApiErrorKind::InvalidArgument);

    let dag = master.join(&group.join(0)).await.unwrap();
    group.done(&master, &dag).await;
    assert_eq!(kind(master.join(&group.join(0)).await), ApiErrorKind::IdentityNotSupported);
    assert_eq!(kind(group.client(2).join(&group.join(2)).await), ApiErrorKind::ObVersionMismatch);
    assert_eq!(kind(group.client(3).join(&group.join(3)).await), ApiErrorKind::VersionMismatch);
}

#[tokio::test]
async fn a_master_removes_others_and_knows_no_strangers() {
    let (group, master) = Group::joined(3, |_, _| {}).await;
    assert_eq!(master.remove(&stranger()).await.unwrap(), None);
    assert_eq!(master.remove_legacy(&stranger()).await.unwrap(), None);
    for agent in [1, 2] {
        let leaving = group.agent(agent);
        let answer = match agent {
            1 => master.remove(&leaving).await,
            _ => master.remove_legacy(&leaving).await,
        };
        let dag = answer.unwrap().unwrap();
        assert_eq!(dag.name, format!("Remove follower agent {leaving}"));
        assert_eq!(kind(master.remove(&leaving).await), ApiErrorKind::UnderMaintenance);
        group.done(&master, &dag).await;
        group.seconds(5);
        assert_eq!(group.client(agent).info().await.unwrap().identity, Identity::Single);
    }
    assert_eq!(master.ob_info().await.unwrap().agents.len(), 1);
}

#[tokio::test]
async fn removing_the_master_dissolves_the_group() {
    let (group, master) = Group::joined(2, |_, _| {}).await;
    let dag = master.remove_legacy(&group.agent(0)).await.unwrap().unwrap();
    assert_eq!((dag.name.as_str(), dag.max_stage), ("Remove all agents", 2));
    group.done(&master, &dag).await;
    group.seconds(5);
    for agent in [0, 1] {
        assert_eq!(group.client(agent).info().await.unwrap().identity, Identity::Single);
    }
}

#[tokio::test]
async fn a_follower_leaves_by_itself() {
    let (group, master) = Group::joined(2, |_, _| {}).await;
    let follower = group.client(1);
    let dag = follower.remove(&group.agent(1)).await.unwrap();
    // Handed on to the master, for whom the follower is another agent.
    let dag = dag.unwrap();
    assert_eq!(dag.name, format!("Remove follower agent {}", group.agent(1)));
    group.done(&master, &dag).await;
    group.seconds(5);
    assert_eq!(follower.info().await.unwrap().identity, Identity::Single);
}

#[tokio::test]
async fn a_lone_agent_has_nobody_to_remove() {
    let group = Group::plain(1).await;
    let single = group.client(0);
    assert_eq!(single.remove(&group.agent(0)).await.unwrap(), None);
    assert_eq!(single.remove_legacy(&group.agent(0)).await.unwrap(), None);
    assert_eq!(kind(single.remove(&stranger()).await), ApiErrorKind::IdentityNotSupported);
}
