//! Hosts, packages and clusters: what fits, and why the rest does not.

use std::collections::BTreeSet;

use ocp_api::{HostAgentStatus, HostServiceKind, HostStatus, ObClusterKind, ObClusterStatus, ObproxyServer};
use proptest::prelude::*;

use super::*;
use crate::obproxy::samples::carrying;

fn status(id: i64, status: HostStatus) -> Host {
    Host { status, ..host(id) }
}

fn arm(id: i64) -> Host {
    Host { architecture: "aarch64".to_owned(), operating_system_release: "el7".to_owned(), ..host(id) }
}

#[test]
fn hosts_that_fit_come_first_and_the_others_say_why_not() {
    let mut desk = Desk::new();
    desk.form.host_ids.clear();
    desk.hosts = vec![
        status(11, HostStatus::New),
        status(12, HostStatus::Offline),
        arm(13),
        carrying(24, HostServiceKind::Obproxy, "trade_old"),
        carrying(15, HostServiceKind::ObCluster, "trade:1001"),
        status(16, HostStatus::Online),
        host(17),
        Host { operating_system_release: "4.18.0-553.el8.x86_64".to_owned(), ..host(18) },
    ];
    let judged = desk.check();
    assert_eq!(
        seen(&judged.hosts),
        [
            ("17", Verdict::Pass, None),
            ("16", Verdict::Pass, None),
            ("18", Verdict::Warn, Some(Code::HostSystem)),
            ("15", Verdict::Warn, Some(Code::HostShared)),
            ("11", Verdict::Fail, Some(Code::HostHasNoAgent)),
            ("13", Verdict::Fail, Some(Code::HostArchitecture)),
            ("12", Verdict::Fail, Some(Code::HostOffline)),
            ("24", Verdict::Fail, Some(Code::PortTaken)),
        ]
        .sorted_like(&judged.hosts)
    );
    let args = |id: &str| &judged.hosts.iter().find(|choice| choice.id == id).unwrap().args;
    assert_eq!((args("24")["port"].as_str(), args("24")["cluster"].as_str()), ("2883", "trade_old"));
    assert_eq!(args("15")["services"], "OB_CLUSTER");
    assert_eq!((args("13")["architecture"].as_str(), args("13")["package"].as_str()), ("aarch64", "x86_64"));
}

/// Those that fail have no order among each other that matters.
trait SortedLike {
    fn sorted_like(self, choices: &[Choice]) -> Self;
}

impl<const N: usize> SortedLike for [(&str, Verdict, Option<Code>); N] {
    fn sorted_like(mut self, choices: &[Choice]) -> Self {
        let place = |id: &str| choices.iter().position(|choice| choice.id == id);
        self[4..].sort_by_key(|(id, ..)| place(id));
        self
    }
}

#[test]
fn a_port_is_taken_by_whoever_listens_there() {
    let on = |host: Host, ports: &[u16], clusters: &[ObproxyCluster]| {
        let choice = judge_host(&host, &Site { package: None, ports, clusters: &Carried::of(clusters) });
        choice.args.get("cluster").cloned()
    };
    let named = |name: &str| Some(name.to_owned());
    let clusters = [obproxy_cluster("trade_old", vec![server(1, 24)])];
    let proxy = || carrying(24, HostServiceKind::Obproxy, "trade_old");
    assert_eq!(on(proxy(), &[2884], &clusters), named("trade_old"));
    // Where its port is known, another one is free.
    assert_eq!(on(proxy(), &[3883, 3884], &clusters), None);
    // Where it is not, it is taken for the usual one.
    assert_eq!(on(proxy(), &[2883], &[]), named("trade_old"));
    assert_eq!(on(proxy(), &[3883], &[]), None);
    let by_ip = ObproxyServer { host_id: None, ..server(1, 24) };
    assert_eq!(on(host(24), &[2883], &[obproxy_cluster("x", vec![by_ip])]), named("x"));
    assert_eq!(on(carrying(5, HostServiceKind::ObCluster, "trade"), &[2881], &[]), named("trade"));
    assert_eq!(on(host(5), &[62_888], &[]), named("OCP-Agent"));
}

#[test]
fn an_agent_that_does_not_work_is_no_agent() {
    let judge = |agent| {
        let host = Host { agent_status: Some(agent), ..host(1) };
        judge_host(&host, &Site { package: None, ports: &[2883], clusters: &Carried::default() }).verdict
    };
    assert_eq!(judge(HostAgentStatus::Available), Verdict::Pass);
    assert_eq!(judge(HostAgentStatus::Restarting), Verdict::Warn);
    assert_eq!(judge(HostAgentStatus::Offline), Verdict::Fail);
    let unknown = judge_host(
        &status(1, HostStatus::Other("SLEEPING".to_owned())),
        &Site { package: None, ports: &[], clusters: &Carried::default() },
    );
    assert_eq!((unknown.verdict, unknown.args["status"].as_str()), (Verdict::Warn, "SLEEPING"));
}

#[test]
fn the_newest_package_that_fits_is_named() {
    let mut desk = Desk::new();
    desk.packages.extend([
        package(7, "4.1.0.0", "x86_64"),
        package(2, "3.2.12.2", "x86_64"),
        package(1, "1.7.9.0", "x86_64"),
    ]);
    let choices = desk.check().packages;
    assert_eq!(
        seen(&choices),
        [
            ("26", Verdict::Pass, Some(Code::PackageNewest)),
            ("3", Verdict::Pass, None),
            ("27", Verdict::Fail, Some(Code::PackageArchitecture)),
            ("7", Verdict::Fail, Some(Code::PackageBelowCluster)),
            ("2", Verdict::Fail, Some(Code::PackageBelowCluster)),
            ("1", Verdict::Fail, Some(Code::PackageTooOld)),
        ]
    );
    (desk.form.links, desk.form.host_ids) = (Vec::new(), Vec::new());
    let free = desk.check().packages;
    assert_eq!(
        seen(&free)[..3],
        [
            ("27", Verdict::Pass, Some(Code::PackageNewest)),
            ("26", Verdict::Pass, None),
            ("3", Verdict::Pass, None),
        ]
    );
    assert_eq!(seen(&free)[4], ("7", Verdict::Warn, Some(Code::PackageFaulty)));
}

#[test]
fn clusters_say_what_speaks_against_a_link() {
    let mut desk = Desk::new();
    let stopped = ObCluster { status: ObClusterStatus::Stopped, ..ob_cluster(4, "orders", "4.2.1.8") };
    let going = ObCluster { status: ObClusterStatus::Deleting, ..ob_cluster(5, "old", "4.2.1.8") };
    let standby = ObCluster { kind: Some(ObClusterKind::Standby), ..ob_cluster(6, "backup", "4.2.1.8") };
    let newer = ob_cluster(8, "next", "4.3.5.0");
    desk.ob_clusters.extend([ob_cluster(3, "trade", "4.3.0.1"), stopped, going, standby, newer]);
    let choices = desk.check().clusters;
    assert_eq!(
        seen(&choices),
        [
            ("2", Verdict::Warn, Some(Code::ClusterNameTwice)),
            ("3", Verdict::Warn, Some(Code::ClusterNameTwice)),
            ("4", Verdict::Warn, Some(Code::ClusterNotRunning)),
            ("5", Verdict::Fail, Some(Code::ClusterNotRunning)),
            ("6", Verdict::Warn, Some(Code::ClusterIsStandby)),
            ("8", Verdict::Fail, Some(Code::PackageBelowCluster)),
        ]
    );
    assert_eq!((choices[0].args["own"].as_str(), choices[0].args["id"].as_str()), ("1002", "1003"));
}

fn any_host() -> impl Strategy<Value = Host> {
    let words = prop::sample::select(vec!["NEW", "AVAILABLE", "ONLINE", "OFFLINE", "DELETING", "ODD"]);
    let kinds = prop::sample::select(vec!["OB_CLUSTER", "OB_PROXY", "OCP_AGENT", "OMS"]);
    let architectures = prop::sample::select(vec!["x86_64", "aarch64", ""]);
    (0_i64..40, words, kinds, architectures, any::<bool>()).prop_map(
        |(id, word, kind, architecture, bare)| {
            let mut host = carrying(id, HostServiceKind::of(kind), "trade_old");
            (host.status, host.architecture) = (HostStatus::of(word), architecture.to_owned());
            if bare {
                host.services.clear();
            }
            host
        },
    )
}

proptest! {
    #[test]
    fn every_host_is_judged_once_and_the_better_before_the_worse(
        hosts in prop::collection::vec(any_host(), 0..20),
        chosen in prop::collection::vec(0_i64..40, 0..4),
        port in "[0-9]{0,5}",
    ) {
        let mut desk = Desk::new();
        desk.form.host_ids = chosen.iter().map(ToString::to_string).collect();
        (desk.hosts, desk.form.sql_port) = (hosts, port);
        let judged = desk.check();
        prop_assert_eq!(judged.hosts.len(), desk.hosts.len());
        prop_assert!(judged.hosts.is_sorted_by_key(Choice::rank));
        prop_assert!(judged.hosts.iter().all(|it| (it.verdict == Verdict::Pass) == it.code.is_none()));
        // Whoever is chosen and cannot be used blocks.
        let failing: BTreeSet<&str> =
            judged.hosts.iter().filter(|it| it.verdict == Verdict::Fail).map(|it| it.id.as_str()).collect();
        for id in desk.form.host_ids.iter().filter(|id| failing.contains(id.as_str())) {
            let field = Some(format!("hosts[{id}]"));
            let same = desk.hosts.iter().filter(|host| host.id.to_string() == *id).count();
            let blocks = judged.problems.iter().any(|it| it.field == field && it.severity == Severity::Block);
            prop_assert!(blocks || same > 1);
        }
    }
}

#[test]
fn a_cluster_of_3_is_offered_packages_up_to_4_0_0() {
    let mut desk = Desk::new();
    desk.ob_clusters = vec![ob_cluster(2, "trade", "3.2.12.4")];
    desk.packages = [(1, "3.2.12.2"), (2, "3.2.12.9"), (40, "4.0.0.5"), (41, "4.0.1.0"), (43, "4.3.2.0")]
        .map(|(id, version)| package(id, version, "x86_64"))
        .to_vec();
    desk.form.package = desk.packages[4].file_name.clone();
    let above = (Verdict::Warn, Some(Code::PackageAboveCluster));
    let judged = desk.check();
    let of =
        |id: &str| judged.packages.iter().find(|it| it.id == id).map(|it| (it.verdict, it.code)).unwrap();
    assert_eq!(of("1"), (Verdict::Fail, Some(Code::PackageBelowCluster)));
    assert_eq!((of("2"), of("40").0), ((Verdict::Pass, None), Verdict::Pass));
    assert_eq!((of("41"), of("43")), (above, above));
    assert_eq!((judged.clusters[0].verdict, judged.clusters[0].code), above);
    let (step, severity) = (crate::dto::ObproxyStep::Clusters, Severity::Warn);
    let problem = judged.problems.iter().find(|it| it.code == Code::PackageAboveCluster).unwrap();
    assert_eq!((problem.step, problem.severity), (step, severity));
}
