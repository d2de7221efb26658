use super::*;
use crate::dto::*;

/// Clusters as hosts by zone; agents are `10.0.<zone>.<host>:2886`.
fn cluster(hosts_per_zone: &[usize]) -> ClusterView {
    let zones = hosts_per_zone.iter().zip(1..).map(|(hosts, zone)| {
        let hosts = (1..=*hosts).map(|host| server(zone, host)).collect();
        ZoneView {
            name: format!("zone{zone}"),
            word: "RUNNING".to_owned(),
            idc: String::new(),
            region: String::new(),
            hosts,
            actions: Vec::new(),
        }
    });
    ClusterView {
        connection_id: "c".to_owned(),
        stage: ClusterStage::Cluster,
        name: "ob_order".to_owned(),
        cluster_id: "1".to_owned(),
        ob_version: "4.3.5.1".to_owned(),
        obshell_version: "4.5.0.0-0".to_owned(),
        community: Some(true),
        status: "AVAILABLE".to_owned(),
        state: ConnectionState {
            kind: ConnectionStateKind::Contacting,
            live: true,
            stale: false,
            answered_at: Some(1),
            problem: None,
            password: None,
        },
        usage: HostUsage::default(),
        zones: zones.collect(),
        tenants: Vec::new(),
        lock: None,
        tasks: Vec::new(),
        recent: Vec::new(),
        actions: Vec::new(),
        read_at: Some(1),
    }
}

fn server(zone: usize, host: usize) -> HostView {
    HostView {
        address: format!("10.0.{zone}.{host}:2886"),
        sql_address: Some(format!("10.0.{zone}.{host}:2881")),
        zone: format!("zone{zone}"),
        identity: "CLUSTER AGENT".to_owned(),
        agent: AgentLinkState::Answers,
        observer: ObserverState::Running,
        observer_word: "RUNNING".to_owned(),
        root_service: zone == 1 && host == 1,
        ob_version: "4.3.5.1".to_owned(),
        obshell_version: "4.5.0.0-0".to_owned(),
        architecture: "x86_64".to_owned(),
        usage: HostUsage { cpu: Some(Usage { used: 2.0, total: 16.0 }), ..HostUsage::default() },
        latency_ms: None,
        clock_offset_ms: None,
        task: None,
        outliers: Vec::new(),
        stale: false,
        problem: None,
        actions: Vec::new(),
    }
}

/// MASTER and FOLLOWERs, one a zone.
fn group(agents: usize) -> ClusterView {
    let mut view = cluster(&vec![1; agents]);
    view.stage = ClusterStage::Agents;
    for (zone, word) in
        view.zones.iter_mut().zip(std::iter::once("MASTER").chain(std::iter::repeat("FOLLOWER")))
    {
        word.clone_into(&mut zone.hosts[0].identity);
        zone.hosts[0].observer = ObserverState::NotDeployed;
    }
    view
}

fn note(id: &str, kind: StateKind) -> TaskNote {
    TaskNote {
        id: id.to_owned(),
        name: "Cluster scale out".to_owned(),
        state: StateView { kind, word: String::new() },
        done: 1,
        total: 9,
        started_at: None,
        ended_at: None,
        holds_lock: true,
        operation_id: None,
    }
}

fn at(address: &str) -> Facts {
    Facts { in_use: Some(address.to_owned()), stop_check: None }
}

/// Codes with their verdicts, in order.
fn codes(view: &ClusterView, action: &NodeAction) -> Vec<(Verdict, ImpactCode)> {
    let assessment = assess(view, action, &at("10.0.1.1:2886")).unwrap();
    assessment.findings.iter().map(|finding| (finding.verdict, finding.code)).collect()
}

fn blocks(view: &ClusterView, action: &NodeAction) -> Vec<ImpactCode> {
    let all = codes(view, action).into_iter();
    all.filter(|(verdict, _)| *verdict == Verdict::Fail).map(|(_, code)| code).collect()
}

fn scale_in(agent: &str, force: bool) -> NodeAction {
    NodeAction::ScaleIn { agent: agent.to_owned(), force }
}

fn stop_zone(zone: &str) -> NodeAction {
    NodeAction::StopZone { zone: zone.to_owned(), freeze_server: true, pass_tasks: Vec::new() }
}

fn delete_zone(zone: &str) -> NodeAction {
    NodeAction::DeleteZone { zone: zone.to_owned() }
}

fn stop(scope: NodeScope, mode: StopMode) -> NodeAction {
    NodeAction::Stop { scope, mode, pass_tasks: Vec::new() }
}

fn servers(agents: &[&str]) -> NodeScope {
    NodeScope::Servers { agents: agents.iter().map(|agent| (*agent).to_owned()).collect() }
}

fn zones(names: &[&str]) -> NodeScope {
    NodeScope::Zones { zones: names.iter().map(|name| (*name).to_owned()).collect() }
}

#[test]
fn the_only_host_goes_nowhere() {
    let one = cluster(&[1]);
    let (agent, zone) = ("10.0.1.1:2886", "zone1");
    assert_eq!(blocks(&one, &scale_in(agent, false)), [ImpactCode::NoOtherAgent, ImpactCode::ClusterDown]);
    assert_eq!(blocks(&one, &stop_zone(zone)), [ImpactCode::LastZone, ImpactCode::ClusterDown]);
    assert_eq!(
        blocks(&one, &delete_zone(zone)),
        [ImpactCode::NoOtherAgent, ImpactCode::LastZone, ImpactCode::ClusterDown]
    );
    assert_eq!(blocks(&one, &stop(servers(&[agent]), StopMode::Service)), [ImpactCode::ClusterDown]);
    let terminate = stop(NodeScope::Cluster, StopMode::Terminate);
    assert_eq!(blocks(&one, &terminate), []);
    assert!(codes(&one, &terminate).contains(&(Verdict::Warn, ImpactCode::ClusterDown)));
}

#[test]
fn one_of_three_may_go_and_a_second_costs_the_majority() {
    let mut three = cluster(&[1, 1, 1]);
    assert_eq!(
        codes(&three, &scale_in("10.0.3.1:2886", false)),
        [
            (Verdict::Pass, ImpactCode::Majority),
            (Verdict::Warn, ImpactCode::ZoneEmptied),
            (Verdict::Warn, ImpactCode::DataDeleted),
        ]
    );
    assert_eq!(blocks(&three, &stop_zone("zone3")), []);
    three.zones[1].hosts[0].observer = ObserverState::ProcessStopped;
    assert_eq!(blocks(&three, &stop_zone("zone3")), [ImpactCode::MajorityLost]);
    assert_eq!(blocks(&three, &scale_in("10.0.3.1:2886", false)), [ImpactCode::MajorityLost]);
    let forced = stop(servers(&["10.0.3.1:2886"]), StopMode::Force);
    assert!(codes(&three, &forced).contains(&(Verdict::Warn, ImpactCode::MajorityLost)), "the agent lets it");
}

#[test]
fn one_of_thirty_is_hardly_missed() {
    let thirty = cluster(&[10, 10, 10]);
    let assessment = assess(&thirty, &scale_in("10.0.2.7:2886", true), &at("10.0.1.1:2886")).unwrap();
    let capacity = assessment.capacity.clone().unwrap();
    assert_eq!((capacity.servers_before, capacity.servers_after), (30, 29));
    assert_eq!((capacity.zones_after, capacity.zones_needed), (3, 2));
    assert_eq!((capacity.cpu_before, capacity.cpu_after), (480.0, 464.0));
    let receivers = assessment.receivers.unwrap();
    assert_eq!((receivers.first.as_str(), receivers.others.len()), ("10.0.1.1:2886", 28));
    assert!(!receivers.others.contains(&"10.0.2.7:2886".to_owned()));
}

#[test]
fn who_leaves_does_not_take_the_call() {
    let three = cluster(&[1, 1, 1]);
    let actions = [scale_in("10.0.1.1:2886", false), stop_zone("zone1"), delete_zone("zone1")];
    for action in actions.into_iter().chain([stop(zones(&["zone1"]), StopMode::Force)]) {
        let assessment = assess(&three, &action, &at("10.0.1.1:2886")).unwrap();
        let receivers = assessment.receivers.unwrap();
        assert_eq!(receivers.first, "10.0.2.1:2886", "{action:?}");
        assert_eq!(receivers.instead_of.as_deref(), Some("10.0.1.1:2886"));
        assert_eq!(assessment.findings[0].code, ImpactCode::SentToAnother);
        assert_eq!(assessment.findings[0].args["agent"], "10.0.2.1:2886");
    }
    let mut alone = three;
    for zone in &mut alone.zones[1..] {
        zone.hosts[0].agent = AgentLinkState::Silent;
    }
    assert_eq!(blocks(&alone, &scale_in("10.0.1.1:2886", false))[0], ImpactCode::NoOtherAgent);
}

#[test]
fn a_plain_stop_keeps_to_one_zone() {
    let mut three = cluster(&[2, 2, 2]);
    let both = ["10.0.1.1:2886", "10.0.2.1:2886"];
    assert_eq!(blocks(&three, &stop(servers(&both), StopMode::Service)), [ImpactCode::SeveralZones]);
    assert_eq!(blocks(&three, &stop(servers(&both), StopMode::Terminate)), []);
    let two_zones = zones(&["zone1", "zone2"]);
    let expected = [ImpactCode::SeveralZones, ImpactCode::MajorityLost];
    assert_eq!(blocks(&three, &stop(two_zones, StopMode::Service)), expected);
    assert_eq!(blocks(&three, &stop(NodeScope::Cluster, StopMode::Service))[0], ImpactCode::ModeNeeded);

    three.zones[2].hosts[1].observer = ObserverState::ServiceStopped;
    let one = stop(servers(&["10.0.1.1:2886"]), StopMode::Service);
    assert_eq!(blocks(&three, &one), [ImpactCode::AnotherZoneStopped]);
    assert_eq!(blocks(&three, &stop_zone("zone1")), [ImpactCode::AnotherZoneStopped]);
    assert_eq!(blocks(&three, &delete_zone("zone1")), [ImpactCode::AnotherZoneStopped]);
    assert_eq!(blocks(&three, &stop_zone("zone3")), [], "the same zone may go on");
}

#[test]
fn without_an_observer_that_serves_only_force_works() {
    let mut three = cluster(&[1, 1, 1]);
    for zone in &mut three.zones {
        zone.hosts[0].observer = ObserverState::Unavailable;
        "UNAVAILABLE".clone_into(&mut zone.hosts[0].observer_word);
    }
    let one = || servers(&["10.0.3.1:2886"]);
    assert!(blocks(&three, &stop(one(), StopMode::Terminate)).contains(&ImpactCode::ForceNeeded));
    assert!(!blocks(&three, &stop(one(), StopMode::Force)).contains(&ImpactCode::ForceNeeded));
    let zone = stop(zones(&["zone3"]), StopMode::Force);
    assert!(blocks(&three, &zone).contains(&ImpactCode::ForceNeeded), "a zone needs SQL in any mode");
}

#[test]
fn the_agents_own_check_has_the_last_word() {
    let three = cluster(&[1, 1, 1]);
    let mut facts = at("10.0.1.1:2886");
    let error =
        IpcError { agent_code: Some("OB.Server.StoppedInMultiZone".to_owned()), ..IpcError::invalid("no") };
    facts.stop_check = Some(Err(error));
    let assessment = assess(&three, &stop_zone("zone3"), &facts).unwrap();
    let failed = assessment.findings.iter().find(|it| it.code == ImpactCode::StopCheckFailed).unwrap();
    assert_eq!(failed.args["agentCode"], "OB.Server.StoppedInMultiZone");
    assert_eq!(assessment.check(&every(&assessment)).unwrap_err().code, ErrorCode::Invalid);
    facts.stop_check = Some(Ok(()));
    let assessment = assess(&three, &stop_zone("zone3"), &facts).unwrap();
    assert!(assessment.findings.iter().any(|it| it.code == ImpactCode::StopCheckPassed));
    assert!(assessment.check(&[]).is_ok());
}

#[test]
fn a_task_that_holds_the_lock_is_in_the_way_of_its_own_kind() {
    let mut three = cluster(&[1, 1, 1]);
    let start = |pass: &[&str]| NodeAction::Start {
        scope: NodeScope::Cluster,
        pass_tasks: pass.iter().map(|id| (*id).to_owned()).collect(),
    };
    three.tasks = vec![note("17", StateKind::Failed)];
    assert_eq!(blocks(&three, &scale_in("10.0.3.1:2886", false)), [ImpactCode::LockHeld]);
    assert_eq!(blocks(&three, &start(&[])), []);

    let local = "201677756170288612";
    three.tasks = vec![note(local, StateKind::Failed)];
    assert_eq!(blocks(&three, &scale_in("10.0.3.1:2886", false)), []);
    assert_eq!(blocks(&three, &start(&[])), [ImpactCode::LockHeld]);
    assert_eq!(blocks(&three, &start(&[local])), []);
    assert!(codes(&three, &start(&[local])).contains(&(Verdict::Warn, ImpactCode::EarlierTaskFailed)));
    three.tasks = vec![note(local, StateKind::Running)];
    assert_eq!(blocks(&three, &start(&[local])), [ImpactCode::LockHeld], "what runs is not passed");
}

#[test]
fn a_group_is_left_through_its_master() {
    let three = group(3);
    let remove = NodeAction::Remove { agent: "10.0.2.1:2886".to_owned() };
    assert_eq!(codes(&three, &remove), [(Verdict::Warn, ImpactCode::ConfigurationLost)]);
    let mut lost = three;
    lost.zones[1].hosts[0].agent = AgentLinkState::Silent;
    assert!(codes(&lost, &remove).contains(&(Verdict::Warn, ImpactCode::HostSilent)));
    lost.zones[0].hosts[0].agent = AgentLinkState::Silent;
    assert_eq!(blocks(&lost, &NodeAction::RemoveAll), [ImpactCode::NoOtherAgent]);
}

#[test]
fn warnings_need_a_tick_and_names_must_be_there() {
    let three = cluster(&[1, 1, 1]);
    let action = scale_in("10.0.3.1:2886", false);
    let assessment = assess(&three, &action, &Facts::default()).unwrap();
    let [emptied, deleted] =
        [(ImpactCode::ZoneEmptied, "zone", "zone3"), (ImpactCode::DataDeleted, "agent", "10.0.3.1:2886")]
            .map(|(code, name, value)| accepted(code, name, value));
    let refused = assessment.check(std::slice::from_ref(&emptied)).unwrap_err();
    assert_eq!(refused.detail.as_deref(), Some("DataDeleted"));
    let another = accepted(ImpactCode::DataDeleted, "agent", "10.0.2.1:2886");
    let refused = assessment.check(&[emptied.clone(), another]).unwrap_err();
    assert_eq!(refused.detail.as_deref(), Some("DataDeleted"), "that was read of another host");
    assert!(assessment.check(&[emptied, deleted]).is_ok());
    assert_eq!(assessment.warnings(), ["ZoneEmptied", "DataDeleted"]);
    let unknown =
        [scale_in("10.9.9.9:2886", false), stop_zone("zone9"), stop(zones(&["zone9"]), StopMode::Force)];
    for action in unknown {
        assert_eq!(assess(&three, &action, &Facts::default()).unwrap_err().code, ErrorCode::NotFound);
    }
    let nobody = stop(servers(&[]), StopMode::Force);
    assert_eq!(assess(&three, &nobody, &Facts::default()).unwrap_err().code, ErrorCode::Invalid);
}

/// All that was found, ticked.
fn every(assessment: &Assessment) -> Vec<AcceptedFinding> {
    let read = |finding: &ImpactFinding| AcceptedFinding { code: finding.code, args: finding.args.clone() };
    assessment.findings.iter().map(read).collect()
}

fn accepted(code: ImpactCode, name: &str, value: &str) -> AcceptedFinding {
    AcceptedFinding { code, args: std::iter::once((name.to_owned(), value.to_owned())).collect() }
}

#[test]
fn what_is_so_already_is_said() {
    let mut three = cluster(&[2, 1, 1]);
    let start = NodeAction::Start { scope: zones(&["zone1"]), pass_tasks: Vec::new() };
    assert!(codes(&three, &start).contains(&(Verdict::Warn, ImpactCode::AlreadyRunning)));
    three.zones[0].hosts[1].observer = ObserverState::ProcessStopped;
    assert!(
        codes(&three, &start).contains(&(Verdict::Pass, ImpactCode::AlreadyRunning)),
        "one of two is not"
    );
    let stopped = stop(servers(&["10.0.1.2:2886"]), StopMode::Terminate);
    assert!(codes(&three, &stopped).contains(&(Verdict::Warn, ImpactCode::AlreadyStopped)));
}

/// `view`, with an agent that has no server of the cluster: on its own, or remembered in a zone it left.
fn beside(mut view: ClusterView, zone: &str, identity: &str) -> ClusterView {
    let alone = HostView {
        address: "10.0.9.9:2886".to_owned(),
        zone: zone.to_owned(),
        identity: identity.to_owned(),
        agent: AgentLinkState::Silent,
        observer: ObserverState::NotDeployed,
        ..server(9, 9)
    };
    let word = String::new();
    view.zones.push(ZoneView { name: zone.to_owned(), word, hosts: vec![alone], ..view.zones[0].clone() });
    view
}

#[test]
fn agents_without_a_server_count_for_no_majority() {
    for (zone, identity) in [("", "SINGLE"), ("zone9", "CLUSTER AGENT")] {
        let three = beside(cluster(&[1, 1, 1]), zone, identity);
        assert_eq!(blocks(&three, &stop_zone("zone2")), [], "beside it in {zone:?}");
        let one = beside(cluster(&[1]), zone, identity);
        assert!(blocks(&one, &stop_zone("zone1")).contains(&ImpactCode::LastZone));
        let all = codes(&three, &stop(NodeScope::Cluster, StopMode::Terminate));
        assert!(!all.contains(&(Verdict::Warn, ImpactCode::HostSilent)), "it takes no part");
    }
}
