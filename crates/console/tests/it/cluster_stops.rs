//! A cluster in which somebody else starts and stops things. Through the commands a window has.

use crate::common::clusters::{all_hosts, host, off};
use crate::common::contacts::cluster_of;
use crate::common::{Bench, ROOT_PASSWORD};
use console::dto::*;
use obshell_api::{Address, AgentAddress, Client, Credentials, GenericId, Scope, StopMode, StopRequest};
use sandbox::{AgentTraits, Options};
use secrecy::SecretString;

use NodeActionKind::{ScaleOut, Start, Stop};

/// Somebody else at agent `at`.
fn somebody_at(bench: &Bench, at: usize) -> Client {
    let address = Address::parse(&bench.sandbox.addresses()[at]).unwrap();
    let client = Client::new(address, obshell_api::Options::default()).unwrap();
    let root = Some(SecretString::from(ROOT_PASSWORD));
    client.set_credentials(Credentials { root, ..Credentials::default() });
    client
}

async fn stop(client: &Client, scope: Scope, mode: StopMode) -> GenericId {
    client.stop(&StopRequest { scope, mode, pass_dags: Vec::new() }).await.unwrap().id
}

fn server(bench: &Bench, at: usize) -> Scope {
    let address = Address::parse(&bench.sandbox.addresses()[at]).unwrap();
    Scope::Servers(vec![AgentAddress::from(&address)])
}

#[tokio::test]
async fn an_agent_whose_own_observer_is_down_still_tells() {
    let bench = Bench::new(cluster_of(3)).await;
    let addresses = bench.sandbox.addresses();
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    let well = watcher.settled(3).await;
    stop(&somebody_at(&bench, 1), server(&bench, 0), StopMode::Force).await;
    let down = |view: &ClusterView| {
        host(view, &addresses[0]).observer == ObserverState::ProcessStopped && view.lock.is_none()
    };
    let view = watcher.until("the first observer down", down).await;
    assert_eq!(view.state.kind, ConnectionStateKind::ObserverDown);
    let first = host(&view, &addresses[0]);
    assert_eq!(
        (first.agent, first.outliers.as_slice()),
        (AgentLinkState::Answers, &[Outlier::ObserverDown][..])
    );
    assert_eq!(host(&view, &addresses[1]).observer, ObserverState::Running);
    assert_eq!((off(&first.actions, Start), off(&first.actions, Stop)), (None, Some(NodeActionOff::Stopped)));

    stop(&somebody_at(&bench, 0), Scope::Global, StopMode::Force).await;
    let all_down = |view: &ClusterView| {
        let stopped = |host: &HostView| host.observer == ObserverState::ProcessStopped;
        all_hosts(view).into_iter().all(stopped) && view.lock.is_none()
    };
    let view = watcher.until("all observers down", all_down).await;
    assert_eq!((view.name.as_str(), view.zones.len()), ("ob_order", 3));
    for address in &addresses {
        let (now, before) = (host(&view, address), host(&well, address));
        assert!(now.stale, "nobody can ask the database");
        assert_eq!((&now.usage, &now.ob_version), (&before.usage, &before.ob_version));
    }
    assert_eq!(off(&view.actions, Start), None);
    assert_eq!(off(&view.actions, Stop), Some(NodeActionOff::Stopped));
    assert_eq!(off(&view.actions, ScaleOut), Some(NodeActionOff::Stopped));
}

#[tokio::test]
async fn tasks_that_park_in_failed_alarm_nobody() {
    // Slow enough that every state is seen.
    let bench = Bench::at_speed(10.0, cluster_of(3)).await;
    let addresses = bench.sandbox.addresses();
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let (mut list, mut watcher) = (bench.watch("list").await, bench.watch_cluster("screen", &id).await);
    watcher.settled(3).await;
    // Kept by an agent that is not the one in use.
    let somebody = somebody_at(&bench, 1);
    let main = stop(&somebody, server(&bench, 2), StopMode::Terminate).await;
    let mut parked = 0;
    loop {
        let view = bench.connection(&id).await;
        assert_ne!(view.state.kind, ConnectionStateKind::TaskStopped, "{:?}", view.tasks);
        let names: Vec<_> = view.tasks.iter().map(|task| (task.name.as_str(), task.state.kind)).collect();
        let ours = |(name, kind): &(&str, StateKind)| *name == "Stop OB" && *kind != StateKind::Failed;
        assert!(names.iter().all(ours) && names.len() < 2, "{names:?}");
        let unfinished = somebody.unfinished_agent().await.unwrap();
        let is_parked =
            |dag: &obshell_api::Dag| dag.main_dag_id().is_some() && dag.state == obshell_api::State::Failed;
        parked += usize::from(unfinished.iter().any(is_parked));
        if let Some(lock) = last_lock(&mut watcher) {
            let told = lock.task.as_ref().is_none_or(|task| task.id == main.as_str() && task.holds_lock);
            assert!(told, "{lock:?}");
        }
        if somebody.dag(&main, false).await.unwrap().state == obshell_api::State::Succeed {
            break;
        }
        bench.pass_rounds(0, 1).await;
    }
    assert!(parked > 0, "this test has to see some");
    let done =
        |view: &ConnectionView| view.tasks.is_empty() && view.state.kind == ConnectionStateKind::Available;
    list.until(&id, "the end of it", done).await;
    let stopped = |view: &ClusterView| {
        view.lock.is_none() && host(view, &addresses[2]).observer == ObserverState::ProcessStopped
    };
    watcher.until("a stopped host", stopped).await;
}

/// Of the last view that came.
fn last_lock(watcher: &mut crate::common::clusters::ClusterWatcher) -> Option<LockView> {
    watcher.drain();
    watcher.last().and_then(|view| view.lock.clone())
}

#[tokio::test]
async fn a_main_task_that_failed_is_told_once_and_where() {
    let traits = AgentTraits { data_dir: Some("/data/no-freeze".to_owned()), ..AgentTraits::default() };
    let bench = Bench::new(Options { traits: [(2, traits)].into(), ..cluster_of(3) }).await;
    let addresses = bench.sandbox.addresses();
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch_cluster("screen", &id).await;
    watcher.settled(3).await;
    let main = stop(&somebody_at(&bench, 1), server(&bench, 2), StopMode::Terminate).await;
    let stopped = |view: &ClusterView| view.state.kind == ConnectionStateKind::TaskStopped;
    let view = watcher.until("the failure", stopped).await;
    let told: Vec<_> = view.tasks.iter().map(|task| (task.id.as_str(), task.state.kind)).collect();
    assert_eq!(told, [(main.as_str(), StateKind::Failed)]);
    let lock = view.lock.unwrap();
    assert_eq!(lock.task.map(|task| task.id), Some(main.to_string()));
    assert_eq!(lock.step.as_deref(), Some("Minor freeze before stop server"));
    assert_eq!(lock.agents.len(), 3);
    assert!(lock.operators.iter().any(|view| view.operator == TaskOperator::Retry && view.off.is_none()));
    assert_eq!(view.recent.iter().filter(|task| task.name == "Stop observer").count(), 0);
    assert_eq!(off(&view.actions, ScaleOut), Some(NodeActionOff::Locked));
    assert!(addresses.contains(lock.host.as_ref().unwrap()));
}
