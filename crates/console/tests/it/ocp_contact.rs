//! How an OCP is asked on when something is wrong with it.

use std::time::Duration;

use crate::common::obproxy::*;
use console::dto::*;
use sandbox::OcpTrouble;

fn add_servers(hosts: &[&str]) -> ObproxyAction {
    ObproxyAction::AddServers {
        cluster_id: SPARE.to_owned(),
        host_ids: hosts.iter().map(|host| (*host).to_owned()).collect(),
        package: PACKAGE.to_owned(),
        sql_port: "2883".to_owned(),
        exporter_port: "2884".to_owned(),
    }
}

#[tokio::test]
async fn when_one_task_has_to_wait_so_do_the_others() {
    let desk = Desk::new().await;
    let (_, mut follower) = desk.act(add_servers(&[FIRST_HOST, SECOND_HOST])).await;
    follower.until("both tasks", |view| view.calls.len() == 2 && view.head.total == 24).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Throttles(3_600));
    let told = |view: &OperationView| {
        let problem = view.head.contact.problem.as_ref();
        problem.is_some_and(|problem| problem.message.contains("again in 3600 s"))
    };
    follower.until("to be told to wait", told).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Nothing);
    // What was on its way may still come; then there is silence, many times the longest pause.
    tokio::time::sleep(Duration::from_millis(100)).await;
    let before = desk.bench.sandbox.ocp_requests().len();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(desk.bench.sandbox.ocp_requests().len(), before);
}

#[tokio::test]
async fn a_call_that_must_have_a_task_and_has_none_was_not_done() {
    let desk = Desk::new().await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::PretendsNextPost);
    let (id, mut follower) = desk.act(add_servers(&[FIRST_HOST])).await;
    let waits = |view: &OperationView| {
        let head = &view.calls[0].head;
        head.journal == JournalState::Planned && head.error.is_some()
    };
    let waiting = follower.until("that nothing came of it", waits).await;
    assert_eq!((waiting.head.state.kind, waiting.head.ended_at), (StateKind::Failed, None));
    assert!(desk.cluster(SPARE).await.unwrap().servers.is_empty());
    desk.resume(&id).await.unwrap();
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!((desk.changes().len(), desk.cluster(SPARE).await.unwrap().servers.len()), (2, 1));
}
