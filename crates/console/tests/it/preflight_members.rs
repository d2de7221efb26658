//! Pre-flight of hosts that are to join a group or a cluster.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::common::contacts::{cluster_of, settings};
use crate::common::{Bench, ROOT_PASSWORD};
use console::Sink;
use console::dto::*;
use sandbox::{AgentTraits, InitialisedCluster, Membership, Options};
use tokio::sync::mpsc;

async fn draft(bench: &Bench, id: &str, kind: DraftKind, hosts: &[usize]) -> WizardDraft {
    let request = CreateDraftReq { kind, practice: false, connection_id: Some(id.to_owned()) };
    let mut draft = bench.console.create_draft(request).await.unwrap();
    let all = bench.sandbox.addresses();
    let host = |at: &usize| DraftHost {
        address: all[*at].clone(),
        zone: "zone1".to_owned(),
        agent_password: None,
        set_password: false,
    };
    draft.hosts = hosts.iter().map(host).collect();
    bench.save(&draft).await;
    draft
}

async fn fly(bench: &Bench, draft: &WizardDraft) -> Preflight {
    let (sender, mut events) = mpsc::unbounded_channel();
    let draft_id = draft.id.clone();
    let request = RunPreflightReq { watch_id: "preflight".to_owned(), draft_id, hosts: Vec::new() };
    let sink = Sink::new(move |event| sender.send(event).is_ok());
    bench.console.run_preflight(request, sink).await.unwrap();
    loop {
        let next = tokio::time::timeout(Duration::from_secs(60), events.recv()).await;
        let snapshot: Preflight = next.expect("a snapshot in time").expect("a snapshot");
        if snapshot.ended_at.is_some() {
            return snapshot;
        }
    }
}

fn row(preflight: &Preflight, check: Check) -> &PreflightRow {
    preflight.rows.iter().find(|row| row.check == check).unwrap()
}

fn codes(preflight: &Preflight, check: Check) -> Vec<Option<ProblemCode>> {
    row(preflight, check).cells.iter().map(|cell| cell.problem.as_ref().map(|it| it.code)).collect()
}

#[tokio::test]
async fn hosts_are_compared_with_the_cluster_they_are_to_join() {
    let options = cluster_of(6);
    let cluster = InitialisedCluster { spare: 3, zones: Some(3), ..options.cluster.clone().unwrap() };
    let older = AgentTraits { ob_version: Some("4.2.0.0-1".to_owned()), ..AgentTraits::default() };
    let old_agent = AgentTraits { obshell_version: Some("4.4.0.0-0".to_owned()), ..AgentTraits::default() };
    let traits = BTreeMap::from([(4, older), (5, old_agent)]);
    let bench = Bench::new(Options { cluster: Some(cluster), traits, ..options }).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    // Nobody has looked at the cluster before: the pre-flight does.
    let draft = draft(&bench, &id, DraftKind::ScaleOut, &[3, 4, 5, 1]).await;
    let end = fly(&bench, &draft).await;

    assert_eq!(codes(&end, Check::ObVersion)[..3], [None, Some(ProblemCode::ObVersionLower), None]);
    assert_eq!(codes(&end, Check::ObshellVersion)[..3], [None, None, Some(ProblemCode::ObshellVersionLower)]);
    assert_eq!(codes(&end, Check::Identity)[3], Some(ProblemCode::HostIsMember));
    let version = sandbox::DEFAULT_OB_VERSION.to_owned();
    assert_eq!(row(&end, Check::ObVersion).need, Some(CheckValue::Text { text: version }));
    assert!(end.rows.iter().any(|row| row.check == Check::Ports));
}

#[tokio::test]
async fn those_that_join_a_master_have_no_sizes_and_ports_yet() {
    let mut traits: BTreeMap<usize, AgentTraits> = BTreeMap::new();
    traits.entry(0).or_default().member = Some(Membership::Master);
    traits.entry(2).or_default().obshell_version = Some("4.4.0.0-0".to_owned());
    let listen = Some(([127, 0, 0, 1], 0).into());
    let bench = Bench::new(Options { listen, traits, ..Options::default() }).await;
    let settings = settings(ConnectionKind::Cluster, &bench.sandbox.addresses()[..1]);
    let id = bench.add(settings).await;
    let draft = draft(&bench, &id, DraftKind::Join, &[1, 2]).await;
    let end = fly(&bench, &draft).await;

    assert_eq!(codes(&end, Check::ObshellVersion), [None, Some(ProblemCode::ObshellVersionDiffers)]);
    let checks: Vec<Check> = end.rows.iter().map(|row| row.check).collect();
    for check in [Check::Ports, Check::DataDisk, Check::LogDisk] {
        assert!(!checks.contains(&check), "{check:?}");
    }
    assert!(end.overall.is_empty(), "{:?}", end.overall);
    bench.sandbox.kill_agent(0).await;
    let codes: Vec<ProblemCode> = fly(&bench, &draft).await.overall.iter().map(|it| it.code).collect();
    assert_eq!(codes, [ProblemCode::MasterMissing]);
}

#[tokio::test]
async fn a_newcomers_clock_is_held_against_the_clusters() {
    let options = cluster_of(2);
    let cluster = InitialisedCluster { spare: 1, ..options.cluster.clone().unwrap() };
    let traits = BTreeMap::from([(1, AgentTraits { clock_skew: -9_000, ..AgentTraits::default() })]);
    let bench = Bench::new(Options { cluster: Some(cluster), traits, ..options }).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let draft = draft(&bench, &id, DraftKind::ScaleOut, &[1]).await;
    let end = fly(&bench, &draft).await;
    let cells = &row(&end, Check::ClockOffset).cells;
    assert_eq!(cells.iter().map(|cell| cell.verdict).collect::<Vec<_>>(), [Verdict::Fail]);
}

#[tokio::test]
async fn a_newcomer_has_the_clusters_architecture_or_stays_out() {
    let options = cluster_of(2);
    let cluster = InitialisedCluster { spare: 1, ..options.cluster.clone().unwrap() };
    let mut other = AgentTraits::default();
    other.host.architecture = "aarch64".to_owned();
    let bench = Bench::new(Options { cluster: Some(cluster), traits: [(1, other)].into(), ..options }).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let draft = draft(&bench, &id, DraftKind::ScaleOut, &[1]).await;
    let end = fly(&bench, &draft).await;
    assert_eq!(codes(&end, Check::Architecture), [Some(ProblemCode::ArchitectureDiffers)]);
}
