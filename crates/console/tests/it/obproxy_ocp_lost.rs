//! Requests to an OCP whose answer is lost, that never arrive, or that have to wait.

use crate::common::contacts::eventually;
use crate::common::obproxy::*;
use console::dto::*;
use sandbox::OcpTrouble;

const CREATE: &str = "POST /api/v2/obproxy/clusters";

impl Desk {
    /// What became of the requests to create, the newest first.
    async fn creates(&self) -> Vec<AuditOutcome> {
        let entries = self.audit().await.into_iter();
        entries.filter(|entry| entry.call == CREATE).map(|entry| entry.outcome).collect()
    }
}

/// It waits for the user to send it again.
fn waits(view: &OperationView) -> bool {
    view.calls[0].head.journal == JournalState::Planned && view.calls[0].head.error.is_some()
}

#[tokio::test]
async fn a_lost_answer_is_found_by_name_and_nothing_is_sent_twice() {
    let desk = Desk::new().await;
    let draft = desk.draft(form("pay", &[FIRST_HOST])).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    let id = desk.try_start(&draft).await.unwrap();
    let mut follower = desk.bench.follow(&id).await;
    let done = follower.until_state(StateKind::Succeeded).await;
    let head = &done.calls[0].head;
    assert_eq!((head.journal, head.error.as_ref(), done.head.total), (JournalState::Accepted, None, 12));
    assert_eq!(desk.creates().await, [AuditOutcome::Accepted]);
    assert_eq!(desk.changes().len(), 1);
}

#[tokio::test]
async fn what_was_sent_is_found_after_a_restart() {
    let mut desk = Desk::new().await;
    let draft = desk.draft(form("no_nc_once", &[FIRST_HOST])).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    let id = desk.try_start(&draft).await.unwrap();
    eventually("that it was sent", || desk.changes().len() == 1).await;
    desk.bench.restart().await;
    let mut follower = desk.bench.follow(&id).await;
    follower.until_state(StateKind::Failed).await;
    desk.bench.restart().await;
    desk.operate(&id, "create", TaskOperator::Retry).await;
    let mut follower = desk.bench.follow(&id).await;
    follower.until("its end", |view| view.head.ended_at.is_some()).await;
    assert_eq!(desk.creates().await, [AuditOutcome::Accepted]);
    desk.bench.restart().await;
    desk.bench.follow(&id).await.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.changes().len(), 2, "the create and the retry");
}

#[tokio::test]
async fn what_never_arrived_is_sent_when_the_user_says_so() {
    let mut desk = Desk::new().await;
    let draft = desk.draft(form("pay", &[FIRST_HOST])).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    let id = desk.try_start(&draft).await.unwrap();
    let waiting = desk.bench.follow(&id).await.until("that it did not arrive", waits).await;
    assert_eq!((waiting.head.ended_at, resume_off(&waiting)), (None, None));
    assert_eq!(desk.creates().await, [AuditOutcome::NotSent]);
    desk.bench.restart().await;
    let mut follower = desk.bench.follow(&id).await;
    follower.until("the same", waits).await;
    assert_eq!(desk.changes().len(), 1, "nothing is sent by itself");
    desk.resume(&id).await.unwrap();
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.creates().await, [AuditOutcome::Accepted, AuditOutcome::NotSent]);
    assert_eq!(desk.clusters().await["pay"].servers_running, 1);
}

#[tokio::test]
async fn what_may_be_anybodys_is_left_undecided() {
    let desk = Desk::new().await;
    let draft = desk.draft(form("pay", &[])).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    let id = desk.try_start(&draft).await.unwrap();
    let mut follower = desk.bench.follow(&id).await;
    follower.until("that it did not arrive", waits).await;
    // Meanwhile somebody else makes one of this name, and a task of it and another one are there.
    let other = Desk::draft(&desk, form("pay", &[])).await;
    let second = desk.try_start(&other).await.unwrap();
    desk.bench.follow(&second).await.until_state(StateKind::Succeeded).await;
    let more = sandbox::OcpTask::new("Install obproxy", sandbox::OcpTemplate::InstallObproxy);
    assert!(desk.bench.sandbox.add_ocp_task(&more).is_some());
    let before = desk.changes().len();
    desk.resume(&id).await.unwrap();
    let undecided = follower
        .until("doubt", |view| {
            let head = &view.calls[0].head;
            head.journal == JournalState::Unknown && head.error.is_some()
        })
        .await;
    assert_eq!((undecided.head.state.kind, undecided.head.ended_at), (StateKind::Unknown, None));
    assert_eq!(undecided.calls[0].head.error.as_ref().unwrap().code, ErrorCode::OutcomeUnknown);
    assert_eq!(desk.changes().len(), before);
}

#[tokio::test]
async fn other_deeds_are_settled_by_what_they_change() {
    let desk = Desk::new().await;
    let edit = |address: &str| ObproxyAction::EditAddress {
        cluster_id: SPARE.to_owned(),
        address: address.to_owned(),
        port: String::new(),
    };
    desk.bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    let (_, mut follower) = desk.act(edit("10.9.9.9")).await;
    follower.until_state(StateKind::Succeeded).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    let (id, mut follower) = desk.act(edit("10.9.9.8")).await;
    follower.until("that it did not arrive", waits).await;
    desk.resume(&id).await.unwrap();
    follower.until_state(StateKind::Succeeded).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    let (_, mut follower) = desk.act(add_servers(&[FIRST_HOST, SECOND_HOST])).await;
    let done = follower.until_state(StateKind::Succeeded).await;
    assert_eq!((done.calls.len(), done.head.total), (2, 24));
    desk.bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    let delete = ObproxyAction::DeleteCluster { cluster_id: SPARE.to_owned() };
    let id = desk.try_act(delete, "spare").await.unwrap();
    desk.bench.follow(&id).await.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.changes().len(), 5);
}

#[tokio::test]
async fn throttling_is_waited_for_before_anything_is_sent() {
    let desk = Desk::new().await;
    let draft = desk.draft(form("pay", &[])).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    let id = desk.try_start(&draft).await.unwrap();
    let mut follower = desk.bench.follow(&id).await;
    follower.until("that it did not arrive", waits).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Throttles(1));
    desk.resume(&id).await.unwrap();
    let told = |view: &OperationView| {
        let problem = view.head.contact.problem.as_ref();
        problem.is_some_and(|problem| problem.message.contains("again in 1 s"))
    };
    let waiting = follower.until("to be told to wait", told).await;
    assert_eq!(waiting.calls[0].head.error, None);
    desk.bench.sandbox.ocp_trouble(OcpTrouble::Nothing);
    let done = follower.until_state(StateKind::Succeeded).await;
    assert_eq!((done.head.contact.problem, desk.changes().len()), (None, 2));
}

#[tokio::test]
async fn a_refused_login_is_one_attempt_and_closes_the_gate() {
    let desk = Desk::new().await;
    let draft = desk.draft(form("pay", &[])).await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    let id = desk.try_start(&draft).await.unwrap();
    let mut follower = desk.bench.follow(&id).await;
    follower.until("that it did not arrive", waits).await;
    desk.bench.sandbox.change_ocp_password("another#2");
    desk.resume(&id).await.unwrap();
    let refused = |view: &OperationView| {
        let error = view.calls[0].head.error.as_ref();
        error.is_some_and(|error| error.code == ErrorCode::Unauthorized)
    };
    follower.until("the refusal", refused).await;
    let delete = ObproxyAction::DeleteCluster { cluster_id: SPARE.to_owned() };
    let (connection_id, action) = (desk.connection_id.clone(), delete);
    let closed =
        desk.bench.console.obproxy_impact(ObproxyActionReq { connection_id, action }).await.unwrap_err();
    assert_eq!((closed.code, desk.bench.sandbox.ocp_refused_attempts()), (ErrorCode::Unauthorized, 1));
    desk.bench.replace_password(&desk.connection_id, PasswordKind::Ocp, "another#2").await;
    desk.resume(&id).await.unwrap();
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.bench.sandbox.ocp_refused_attempts(), 1);
}

#[tokio::test]
async fn a_colleagues_task_at_the_same_cluster_is_not_taken_for_the_lost_one() {
    let desk = Desk::new().await;
    desk.bench.sandbox.ocp_trouble(OcpTrouble::DropsNextPost);
    let (id, mut follower) = desk.act(add_servers(&[FIRST_HOST])).await;
    follower.until("that it did not arrive", waits).await;
    desk.act(add_servers(&[SECOND_HOST])).await.1.until_state(StateKind::Succeeded).await;
    desk.resume(&id).await.unwrap();
    follower.until_state(StateKind::Succeeded).await;
    assert_eq!(desk.changes().len(), 3);
    let mut hosts: Vec<_> =
        desk.cluster(SPARE).await.unwrap().servers.into_iter().map(|it| it.host_id).collect();
    hosts.sort();
    assert_eq!(hosts, [FIRST_HOST, SECOND_HOST]);
}

#[tokio::test]
async fn all_of_many_tasks_are_found() {
    let desk = Desk::with(|options| options.ocp_traits.hosts = 40).await;
    let request = OcpLookUpReq { connection_id: desk.connection_id.clone(), fresh: true };
    let hosts = desk.bench.console.ocp_hosts(request).await.unwrap().hosts;
    let fits = |host: &&OcpHost| host.status == OcpHostStatus::Idle && host.architecture == "x86_64";
    let ids: Vec<&str> = hosts.iter().filter(fits).map(|host| host.id.as_str()).take(22).collect();
    assert_eq!(ids.len(), 22);
    desk.bench.sandbox.ocp_trouble(OcpTrouble::LosesNextPost);
    let (_, mut follower) = desk.act(add_servers(&ids)).await;
    let found = follower.until("its tasks", |view| view.calls.len() > 1).await;
    assert_eq!((found.calls.len(), desk.changes().len()), (22, 1));
}

fn add_servers(host_ids: &[&str]) -> ObproxyAction {
    ObproxyAction::AddServers {
        cluster_id: SPARE.to_owned(),
        host_ids: host_ids.iter().map(|id| (*id).to_owned()).collect(),
        package: PACKAGE.to_owned(),
        sql_port: "2883".to_owned(),
        exporter_port: "2884".to_owned(),
    }
}
