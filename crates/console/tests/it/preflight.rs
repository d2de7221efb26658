//! Pre-flight, through the commands a window has, against practice agents.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::common::{Bench, server};
use console::Sink;
use console::dto::*;
use sandbox::{AgentTraits, Disk, HostTraits, Options, TlsOptions};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// Longer than anything here takes, even on a busy computer.
const LONGEST: Duration = Duration::from_secs(60);

fn third(traits: AgentTraits) -> Options {
    Options { traits: BTreeMap::from([(2, traits)]), ..Options::default() }
}

/// A draft over the agents of the sandbox that nobody has asked anything yet.
async fn unasked(bench: &Bench) -> WizardDraft {
    let request = CreateDraftReq { kind: DraftKind::Init, practice: true, connection_id: None };
    bench.console.create_draft(request).await.unwrap()
}

/// Every snapshot of one run, the last of them the one that has ended.
async fn fly(bench: &Bench, draft: &WizardDraft, hosts: &[&str]) -> Vec<Preflight> {
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = RunPreflightReq {
        watch_id: "preflight".to_owned(),
        draft_id: draft.id.clone(),
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
    };
    let sink = Sink::new(move |event| sender.send(event).is_ok());
    bench.console.run_preflight(request, sink).await.unwrap();
    let mut all: Vec<Preflight> = Vec::new();
    while all.last().is_none_or(|last| last.ended_at.is_none()) {
        let next = tokio::time::timeout(LONGEST, events.recv()).await;
        all.push(next.expect("a snapshot in time").expect("a snapshot"));
    }
    all
}

async fn last(bench: &Bench, draft: &WizardDraft) -> Preflight {
    fly(bench, draft, &[]).await.pop().unwrap()
}

fn row(preflight: &Preflight, check: Check) -> &PreflightRow {
    preflight.rows.iter().find(|row| row.check == check).unwrap()
}

fn verdicts(preflight: &Preflight, check: Check) -> Vec<Verdict> {
    row(preflight, check).cells.iter().map(|cell| cell.verdict).collect()
}

/// What is wrong with the third host of three, by row.
fn faults_of_third(preflight: &Preflight) -> Vec<(Check, Verdict)> {
    let is_fault = |verdict| matches!(verdict, Verdict::Fail | Verdict::Warn);
    let third = preflight.rows.iter().map(|row| (row.check, row.cells[2].verdict));
    third.filter(|(_, verdict)| is_fault(*verdict)).collect()
}

#[tokio::test]
async fn sound_hosts_pass_and_what_no_agent_tells_is_unknown() {
    let bench = Bench::new(Options::default()).await;
    let draft = unasked(&bench).await;
    let snapshots = fly(&bench, &draft, &[]).await;

    let first = snapshots.first().unwrap();
    assert!(first.hosts.iter().all(|host| host.checking), "all are asked at once");
    assert_eq!(verdicts(first, Check::Identity), [Verdict::Pending; 3]);
    let end = snapshots.last().unwrap();
    assert!(end.hosts.iter().all(|host| !host.checking && host.took_ms.is_some() && host.problem.is_none()));
    let unknown = [Check::AioRequests, Check::MemoryMaps, Check::StackSize, Check::DataDisk, Check::LogDisk];
    for row in &end.rows {
        assert_eq!(row.cells.len(), 3);
        let expected = if unknown.contains(&row.check) { Verdict::Unknown } else { Verdict::Pass };
        for cell in &row.cells {
            // On a busy computer the way may take so long that nothing can be said of clocks.
            let unsure = row.check == Check::ClockOffset && cell.verdict == Verdict::Unknown;
            assert!(cell.verdict == expected || unsure, "{:?}: {:?}", row.check, cell.verdict);
            assert_eq!(cell.problem, None);
        }
    }
    assert!(end.overall.is_empty(), "{:?}", end.overall);
    let identity = row(end, Check::Identity);
    assert_eq!(identity.cells[0].value, Some(CheckValue::Text { text: "SINGLE".to_owned() }));
    assert_eq!(row(end, Check::OpenFiles).need, Some(CheckValue::Count { value: 655_350 }));
}

#[tokio::test]
async fn a_cell_is_as_bad_as_the_drafts_problem() {
    let clock = |clock_skew| third(AgentTraits { clock_skew, ..AgentTraits::default() });
    let cases = [
        (clock(200), Check::ClockOffset, Verdict::Warn),
        (clock(-9_000), Check::ClockOffset, Verdict::Fail),
        (third(AgentTraits { key_bits: 512, ..AgentTraits::default() }), Check::Key, Verdict::Warn),
        (third(AgentTraits { memory: 2 << 30, ..AgentTraits::default() }), Check::Memory, Verdict::Fail),
        (
            third(AgentTraits { ob_version: Some(String::new()), ..AgentTraits::default() }),
            Check::ObVersion,
            Verdict::Fail,
        ),
        (
            third(AgentTraits { obshell_version: Some("4.4.1.0-0".to_owned()), ..AgentTraits::default() }),
            Check::ObshellVersion,
            Verdict::Fail,
        ),
        (
            third(AgentTraits { agent_password: Some("secret".to_owned()), ..AgentTraits::default() }),
            Check::AgentPassword,
            Verdict::Fail,
        ),
    ];
    for (options, check, verdict) in cases {
        let bench = Bench::new(options).await;
        let draft = unasked(&bench).await;
        let end = last(&bench, &draft).await;
        assert_eq!(faults_of_third(&end), [(check, verdict)]);
        let problem = row(&end, check).cells[2].problem.clone().unwrap();
        assert!(bench.problems(&draft).await.contains(&problem), "the matrix and the draft agree");
        assert_eq!(problem.host, Some(draft.hosts[2].address.clone()));
    }
}

fn of_host(change: impl FnOnce(&mut HostTraits)) -> Options {
    let mut host = HostTraits::default();
    change(&mut host);
    third(AgentTraits { host, ..AgentTraits::default() })
}

fn cluster_wide(values: &[(&str, &str)]) -> Vec<DraftParameter> {
    let parameter = |(name, value): &(&str, &str)| DraftParameter {
        scope: ParameterScope::Cluster,
        name: (*name).to_owned(),
        value: (*value).to_owned(),
    };
    values.iter().map(parameter).collect()
}

/// What the third host is like, what is planned, and what one of its cells comes to.
type Case<'a> = (Options, &'a [(&'a str, &'a str)], Check, Verdict);

#[tokio::test]
async fn limits_and_sizes_are_held_against_what_observers_need() {
    let disk =
        |total: u64, used: u64| Disk { device: "/dev/vda1".to_owned(), total: total << 30, used: used << 30 };
    let nofile = |limit: &str| of_host(|host| host.nofile = limit.to_owned());
    let nproc = |limit: &str| of_host(|host| host.nproc = limit.to_owned());
    let available = |gib: u64| of_host(|host| host.memory_available = Some(gib << 30));
    let one_disk = |total, used| of_host(|host| host.disks = vec![disk(total, used)]);
    let two_disks = || of_host(|host| host.disks = vec![disk(100, 0), disk(60, 0)]);
    let none = &[][..];
    let sizes = &[("datafile_size", "80G"), ("log_disk_size", "40G")][..];
    let cases: Vec<Case<'_>> = vec![
        (nofile("1024"), none, Check::OpenFiles, Verdict::Fail),
        (nofile("20000"), none, Check::OpenFiles, Verdict::Warn),
        (nofile("unlimited"), none, Check::OpenFiles, Verdict::Pass),
        (nofile("plenty"), none, Check::OpenFiles, Verdict::Unknown),
        (nproc("4095"), none, Check::Processes, Verdict::Fail),
        (nproc("4096"), none, Check::Processes, Verdict::Pass),
        (available(2), none, Check::Memory, Verdict::Fail),
        (available(15), &[("memory_limit", "16G")], Check::Memory, Verdict::Fail),
        (Options::default(), &[("memory_limit", "40G")], Check::Memory, Verdict::Warn),
        (one_disk(200, 90), sizes, Check::DataDisk, Verdict::Fail),
        (one_disk(200, 10), sizes, Check::DataDisk, Verdict::Pass),
        (two_disks(), sizes, Check::DataDisk, Verdict::Unknown),
        (two_disks(), &[("datafile_size", "101G")], Check::DataDisk, Verdict::Warn),
        (two_disks(), &[("datafile_size", "99G"), ("log_disk_size", "62G")], Check::DataDisk, Verdict::Warn),
        (two_disks(), &[("datafile_size", "40G"), ("log_disk_size", "20G")], Check::DataDisk, Verdict::Pass),
    ];
    for (options, parameters, check, verdict) in cases {
        let bench = Bench::new(options).await;
        let draft = bench.draft(cluster_wide(parameters)).await;
        let end = last(&bench, &draft).await;
        let cell = &row(&end, check).cells[2];
        assert_eq!(cell.verdict, verdict, "{check:?} with {parameters:?}");
        assert_eq!(cell.command.is_some(), matches!(verdict, Verdict::Fail | Verdict::Warn), "{check:?}");
    }
}

#[tokio::test]
async fn a_command_names_the_program_of_the_agents_home() {
    let bench = Bench::new(of_host(|host| host.nofile = "1024".to_owned())).await;
    let draft = unasked(&bench).await;
    let end = last(&bench, &draft).await;
    let request = ProbeHostReq {
        address: draft.hosts[2].address.clone(),
        agent_password: None,
        reach: Reach::default(),
    };
    let home = bench.console.probe_host(request).await.unwrap().facts.unwrap().home_path;
    let command = row(&end, Check::OpenFiles).cells[2].command.clone().unwrap();
    let lines: Vec<&str> = command.lines().collect();
    assert_eq!(lines[0], "echo \"$(id -un) - nofile 655350\" | sudo tee -a /etc/security/limits.conf");
    assert_eq!(lines.last(), Some(&format!("{home}/bin/obshell agent start").as_str()));
}

#[tokio::test]
async fn observers_of_one_host_share_what_it_has() {
    let host = HostTraits {
        nofile: "50000".to_owned(),
        nproc: "8192".to_owned(),
        memory_available: Some(40 << 30),
        ..HostTraits::default()
    };
    let traits =
        (0..3).map(|at| (at, AgentTraits { host: host.clone(), ..AgentTraits::default() })).collect();
    let listen = Some(([127, 0, 0, 1], 0).into());
    let bench = Bench::new(Options { listen, traits, ..Options::default() }).await;
    let draft = bench.draft(cluster_wide(&[("memory_limit", "16G")])).await;
    let end = last(&bench, &draft).await;
    assert_eq!(verdicts(&end, Check::OpenFiles), [Verdict::Fail; 3], "60 000 for three");
    assert_eq!(verdicts(&end, Check::Processes), [Verdict::Warn; 3], "12 288 for three");
    assert_eq!(verdicts(&end, Check::Memory), [Verdict::Fail; 3], "48G in all");
    assert_eq!(row(&end, Check::Memory).need, Some(CheckValue::Bytes { value: 48 << 30 }));
    assert_eq!(verdicts(&end, Check::Ports), [Verdict::Pass, Verdict::Fail, Verdict::Fail], "they collide");
}

#[tokio::test]
async fn what_is_suggested_is_not_warned_of() {
    let shared = Options { listen: Some(([127, 0, 0, 1], 0).into()), ..Options::default() };
    for options in [Options::default(), shared] {
        let bench = Bench::new(options).await;
        let mut draft = bench.draft(Vec::new()).await;
        let found = bench.console.suggest_parameters(DraftReq { id: draft.id.clone() }).await.unwrap();
        assert!(found.cluster.iter().any(|it| it.name == "memory_limit"));
        let values: Vec<(&str, &str)> =
            found.cluster.iter().map(|it| (it.name.as_str(), it.value.as_str())).collect();
        draft.parameters = cluster_wide(&values);
        for of_server in &found.servers {
            let own = of_server.suggestions.iter();
            draft.parameters.extend(own.map(|it| server(&of_server.address, &it.name, &it.value)));
        }
        bench.save(&draft).await;
        assert_eq!(bench.problems(&draft).await, []);
    }
}

#[tokio::test]
async fn a_closed_way_and_a_foreign_certificate_have_words_of_their_own() {
    let bench = Bench::new(Options { tls: Some(TlsOptions::default()), ..Options::default() }).await;
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().to_string();
    let proxy = ProxyChoice { address: nobody, user: None, password: None };
    let closed = Reach { route: Route::HttpProxy { proxy }, ..Reach::default() };
    let tls = TlsChoice::Pinned { fingerprints: Vec::new() };
    let foreign = Reach { tls, ..Reach::default() };
    let mut draft = unasked(&bench).await;
    for (reach, code) in
        [(closed, ProblemCode::RouteUnreachable), (foreign, ProblemCode::CertificateNotTrusted)]
    {
        draft.reach = reach;
        bench.save(&draft).await;
        let end = last(&bench, &draft).await;
        for cell in &row(&end, Check::Answers).cells {
            assert_eq!(cell.verdict, Verdict::Fail);
            assert_eq!(cell.problem.as_ref().unwrap().code, code);
        }
    }
    let problems = bench.problems(&draft).await;
    let offered = problems.iter().find_map(|problem| problem.args.get("offered")).unwrap();
    assert!(offered.starts_with("SHA256 "), "{offered}");
}

#[tokio::test]
async fn ports_are_not_knocked_at_through_a_proxy() {
    let bench = Bench::new(Options::default()).await;
    let proxy = crate::common::wire::Proxy::new().await;
    let choice = ProxyChoice { address: proxy.address.clone(), user: None, password: None };
    let reach = Reach { route: Route::HttpProxy { proxy: choice }, ..Reach::default() };
    let draft = bench.draft_by(reach, Vec::new()).await;
    let end = last(&bench, &draft).await;
    assert_eq!(verdicts(&end, Check::Answers), [Verdict::Pass; 3]);
    assert_eq!(verdicts(&end, Check::Ports), [Verdict::Unknown; 3]);
    assert!(proxy.relayed().iter().all(|line| !line.contains(":2881") && !line.contains(":2882")));
}

#[tokio::test]
async fn a_build_for_tests_is_warned_of() {
    let bench = Bench::new(Options { bare: true, ..Options::default() }).await;
    let draft = unasked(&bench).await;
    let end = last(&bench, &draft).await;
    assert_eq!(verdicts(&end, Check::AgentPassword), [Verdict::Warn; 3]);
}

#[tokio::test]
async fn a_warning_of_a_cell_is_accepted_like_any_other() {
    let bench = Bench::new(third(AgentTraits { clock_skew: 200, ..AgentTraits::default() })).await;
    let mut draft = bench.draft(Vec::new()).await;
    draft.accepted_warnings.clear();
    bench.save(&draft).await;
    let request = || StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() };
    assert_eq!(bench.console.start_draft(request()).await.unwrap_err().code, ErrorCode::Invalid);

    let end = last(&bench, &draft).await;
    let Problem { code, host, field, step, .. } =
        row(&end, Check::ClockOffset).cells[2].problem.clone().unwrap();
    assert_eq!(step, WizardStep::Preflight);
    let mut ticked = draft.clone();
    ticked.accepted_warnings = vec![AcceptedWarning { code, host, field }];
    bench.save(&ticked).await;
    bench.start(&ticked).await.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_port_that_answers_already_blocks_until_it_is_free() {
    let bench = Bench::new(Options::default()).await;
    let second = bench.sandbox.addresses()[1].clone();
    let ip = second.rsplit_once(':').unwrap().0;
    let listener = TcpListener::bind((ip, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let draft = bench.draft(vec![server(&second, "mysql_port", &port)]).await;
    assert!(
        bench.problems(&draft).await.is_empty(),
        "nobody has knocked yet, and what is unknown never blocks"
    );

    let end = last(&bench, &draft).await;
    assert_eq!(verdicts(&end, Check::Ports), [Verdict::Pass, Verdict::Fail, Verdict::Pass]);
    let cell = &row(&end, Check::Ports).cells[1];
    assert_eq!(cell.problem.as_ref().unwrap().args["ports"], port);
    assert_eq!(cell.command, Some(format!("sudo ss -ltnp 'sport = :{port} or sport = :2882'")));
    // A look at the host alone knocks nowhere and forgets nothing.
    bench.probe_all(&draft).await;
    let request = || StartDraftReq { draft_id: draft.id.clone(), consent: Consent::default() };
    assert_eq!(bench.console.start_draft(request()).await.unwrap_err().code, ErrorCode::Invalid);

    drop(listener);
    let again = fly(&bench, &draft, &[&second]).await;
    let checking = |snapshot: &Preflight| snapshot.hosts.iter().map(|host| host.checking).collect::<Vec<_>>();
    assert_eq!(checking(&again[0]), [false, true, false], "only that one is asked");
    assert_eq!(verdicts(again.last().unwrap(), Check::Ports), [Verdict::Pass; 3]);
    bench.start(&draft).await.until_state(StateKind::Succeeded).await;
}

#[tokio::test]
async fn a_host_that_does_not_answer_takes_nobody_with_it() {
    let bench = Bench::new(Options::default()).await;
    let draft = unasked(&bench).await;
    bench.sandbox.kill_agent(2).await;
    let end = last(&bench, &draft).await;
    assert_eq!(verdicts(&end, Check::Answers), [Verdict::Pass, Verdict::Pass, Verdict::Fail]);
    assert_eq!(verdicts(&end, Check::Identity), [Verdict::Pass, Verdict::Pass, Verdict::Unknown]);
    assert_eq!(row(&end, Check::Answers).cells[2].command.as_deref(), Some("obshell agent start"));
    assert!(end.hosts[2].problem.is_some());

    bench.sandbox.revive_agent(2).await;
    let again = fly(&bench, &draft, &[&draft.hosts[2].address]).await.pop().unwrap();
    assert_eq!(verdicts(&again, Check::Answers), [Verdict::Pass; 3]);
    assert!(again.hosts[2].problem.is_none());
}

#[tokio::test]
async fn bad_lines_have_a_column_of_their_own() {
    let bench = Bench::new(Options::default()).await;
    let mut draft = unasked(&bench).await;
    draft.hosts[1].address = draft.hosts[0].address.clone();
    draft.hosts[2].address = "no address at all".to_owned();
    bench.save(&draft).await;
    let end = last(&bench, &draft).await;
    assert_eq!(verdicts(&end, Check::Address), [Verdict::Pass, Verdict::Fail, Verdict::Fail]);
    assert_eq!(end.hosts[2].address, "no address at all");
}

#[tokio::test]
async fn two_problems_of_one_cell_are_both_told() {
    let bench = Bench::new(Options::default()).await;
    let address = bench.sandbox.addresses()[0].clone();
    let parameters =
        vec![server(&address, "memory_limit", "900G"), server(&address, "system_memory", "800G")];
    let draft = bench.draft(parameters).await;
    let end = last(&bench, &draft).await;
    let cell = &row(&end, Check::Memory).cells[0];
    assert_eq!(cell.problem.as_ref().unwrap().code, ProblemCode::MemoryShort);
    let codes: Vec<ProblemCode> = end.overall.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [ProblemCode::SystemMemoryTooLarge]);
}

#[tokio::test]
async fn what_concerns_no_host_is_told_beside_the_matrix() {
    let bench = Bench::new(Options { agents: 2, ..Options::default() }).await;
    let draft = unasked(&bench).await;
    let end = last(&bench, &draft).await;
    let codes: Vec<ProblemCode> = end.overall.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [ProblemCode::ZoneCountEven], "and nothing of other pages of the wizard");
}

#[tokio::test]
async fn thirty_hosts_take_hardly_longer_than_the_slowest() {
    let slow =
        |at: u64| AgentTraits { latency: Duration::from_millis(20 + 10 * at), ..AgentTraits::default() };
    let traits = (0..30).map(|at| (at, slow(at as u64))).collect();
    let bench = Bench::new(Options { agents: 30, traits, ..Options::default() }).await;
    let draft = unasked(&bench).await;
    let snapshots = fly(&bench, &draft, &[]).await;

    let end = snapshots.last().unwrap();
    let total = (end.ended_at.unwrap() - end.started_at) as f64;
    let took: Vec<f64> = end.hosts.iter().map(|host| host.took_ms.unwrap()).collect();
    let slowest = took.iter().copied().fold(0.0, f64::max);
    assert!(total <= 2.0 * slowest, "{total} ms in all, the slowest {slowest} ms");
    assert!(took.iter().sum::<f64>() > 2.0 * total, "the hosts were waited for side by side");
    assert!(verdicts(end, Check::Answers).iter().all(|verdict| *verdict == Verdict::Pass));
    assert!(snapshots.len() <= 32, "answers that come together are told together");
    let told_early = |snapshot: &Preflight| snapshot.hosts.iter().filter(|host| host.checking).count();
    assert!(
        snapshots.iter().any(|snapshot| (1..30).contains(&told_early(snapshot))),
        "it is told as they answer"
    );
}

#[tokio::test]
async fn strangers_are_refused_and_a_stopped_run_says_no_more() {
    let bench = Bench::new(third(AgentTraits { latency: LONGEST, ..AgentTraits::default() })).await;
    let draft = unasked(&bench).await;
    let (sender, mut events) = mpsc::unbounded_channel();
    let request = |hosts: &[&str]| RunPreflightReq {
        watch_id: "preflight".to_owned(),
        draft_id: draft.id.clone(),
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
    };
    let sink = || {
        let sender = sender.clone();
        Sink::new(move |event: Preflight| sender.send(event).is_ok())
    };
    for stranger in ["10.255.0.1:2886", "nonsense"] {
        let refused = bench.console.run_preflight(request(&[stranger]), sink()).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotFound);
    }
    bench.console.run_preflight(request(&[]), sink()).await.unwrap();
    drop(sender);
    events.recv().await.unwrap();
    bench.console.unwatch(UnwatchReq { watch_id: "preflight".to_owned() }).await.unwrap();
    let left = async { while events.recv().await.is_some() {} };
    assert!(tokio::time::timeout(LONGEST / 2, left).await.is_ok(), "it ends without the slow host");
}

#[tokio::test]
async fn the_script_is_about_the_hosts_of_the_draft() {
    let bench = Bench::new(Options::default()).await;
    let draft = bench.draft(vec![server(&bench.sandbox.addresses()[1], "mysql_port", "12881")]).await;
    let text = bench.console.preflight_script(DraftReq { id: draft.id }).await.unwrap().text;
    assert!(text.starts_with("#!/bin/sh\n"));
    for address in bench.sandbox.addresses() {
        assert!(text.contains(&format!("server '{address}'")), "{address}");
    }
    assert!(text.contains("12881 2882"));
}
