use obshell_api::AgentInfo;

use super::super::ask::Asked;
use super::*;
use crate::dto::{NamedValue, ProxyHost, SecretRef};

fn member(agent: &str, change: impl Fn(&mut Member)) -> Member {
    let info = AgentInfo { version: "4.5.0.0-0".to_owned(), security: true, ..AgentInfo::default() };
    let asked = Asked { agent: agent.to_owned(), at: 0, told: Ok(info) };
    let (record, packages, task) = (None, Vec::new(), None);
    let mut member = Member {
        zone: "zone1".to_owned(),
        asked,
        record,
        packages,
        is_busy: false,
        has_password: true,
        task,
    };
    change(&mut member);
    member
}

fn fleet(members: Vec<Member>) -> Fleet {
    Fleet { name: "ob".to_owned(), is_read_only: false, members, in_use: BTreeSet::new() }
}

fn plain(agents: &[&str]) -> Fleet {
    fleet(agents.iter().map(|agent| member(agent, |_| {})).collect())
}

fn form(agents: &[&str]) -> AgentObproxyForm {
    let host = |agent: &&str| ProxyHost { agent: (*agent).to_owned(), ..ProxyHost::default() };
    AgentObproxyForm {
        agents: agents.iter().map(host).collect(),
        home_path: "/data/obproxy".to_owned(),
        source: ProxySource::RsList { servers: vec!["10.0.0.9:2881".to_owned(), "[::1]:2881".to_owned()] },
        proxyro_password: Some(SecretRef { id: "s".to_owned(), weak: false }),
        ..AgentObproxyForm::default()
    }
}

fn found(form: &AgentObproxyForm, fleet: &Fleet) -> Vec<String> {
    let shown = |it: &ObproxyProblem| format!("{:?} {}", it.code, it.field.clone().unwrap_or_default());
    check(form, fleet).iter().map(shown).collect()
}

const ONE: &str = "10.0.0.1:2886";
const TWO: &str = "10.0.0.2:2886";
const NEIGHBOUR: &str = "10.0.0.1:3886";

#[test]
fn what_is_right_has_no_problem() {
    assert_eq!(found(&form(&[ONE, TWO]), &plain(&[ONE, TWO])), [""; 0]);
}

#[test]
fn an_agent_must_be_fit_and_free() {
    let told =
        |change: fn(&mut AgentInfo)| move |member: &mut Member| member.asked.told.iter_mut().for_each(change);
    let silent = |member: &mut Member| member.asked.told = Err(IpcError::not_found("agent"));
    let fleet = fleet(vec![
        member("a:1", told(|info| info.is_obproxy_agent = true)),
        member("b:1", told(|info| info.version = "4.2.5.0-1".to_owned())),
        member("c:1", told(|info| info.security = false)),
        member("d:1", |member| member.has_password = false),
        member("e:1", silent),
        member("f:1", |_| {}),
    ]);
    assert_eq!(
        found(&form(&["a:1", "b:1", "c:1", "d:1", "e:1", "g:1"]), &fleet),
        [
            "AgentManages agents[0]",
            "AgentTooOld agents[1]",
            "AgentPasswordMissing agents[2]",
            "AgentPasswordMissing agents[3]",
            "AgentSilent agents[4]",
            "AgentUnknown agents[5]",
        ]
    );
    let choices = choices(&fleet);
    assert_eq!((choices[0].id.as_str(), choices[0].code), ("f:1", None), "what fits is in front");
    assert_eq!(found(&form(&[]), &fleet), ["NoAgents agents"]);
}

#[test]
fn two_agents_of_one_host_share_neither_ports_nor_home() {
    let fleet = plain(&[ONE, NEIGHBOUR, TWO]);
    let mut both = form(&[ONE, NEIGHBOUR, TWO]);
    let shared = [
        "AgentHomeShared agents[1].homePath",
        "AgentPortsShared agents[1].sqlPort",
        "AgentPortsShared agents[1].exporterPort",
        "AgentPortsShared agents[1].rpcPort",
    ];
    assert_eq!(found(&both, &fleet), shared);
    let own = ProxyHost {
        home_path: "/data/other".to_owned(),
        sql_port: "3883".to_owned(),
        exporter_port: "3884".to_owned(),
        rpc_port: "3885".to_owned(),
        ..both.agents[1].clone()
    };
    both.agents[1] = own;
    assert_eq!(found(&both, &fleet), [""; 0]);
}

#[test]
fn a_port_is_in_range_and_nobody_elses() {
    let mut fleet = plain(&[ONE, TWO]);
    fleet.in_use = BTreeSet::from([ONE.to_owned(), "10.0.0.2:2881".to_owned()]);
    let mut typed = form(&[ONE, TWO]);
    (typed.sql_port, typed.exporter_port, typed.rpc_port) =
        ("1024".to_owned(), "2884".to_owned(), " 2884 ".to_owned());
    assert_eq!(found(&typed, &fleet), ["PortInvalid sqlPort", "PortEqual rpcPort"], "each is said once");
    (typed.sql_port, typed.exporter_port, typed.rpc_port) =
        ("2881".to_owned(), "2886".to_owned(), "x".to_owned());
    assert_eq!(
        found(&typed, &fleet),
        ["PortTaken agents[0].exporterPort", "PortInvalid rpcPort", "PortTaken agents[1].sqlPort",]
    );
}

#[test]
fn the_source_is_servers_or_a_url() {
    let fleet = plain(&[ONE]);
    let mut typed = form(&[ONE]);
    typed.source = ProxySource::RsList { servers: Vec::new() };
    assert_eq!(found(&typed, &fleet), ["SourceMissing source.servers"]);
    let servers = ["10.0.0.9", "host:2881", "10.0.0.9:2881:2882", "::1:2881", "10.0.0.9:0"];
    typed.source = ProxySource::RsList { servers: servers.map(str::to_owned).to_vec() };
    assert_eq!(found(&typed, &fleet).len(), servers.len());
    for (url, problem) in [
        ("", Some("SourceMissing source.url")),
        ("http://ocp:8080/services?Action=ObRootServiceInfo", None),
        ("https://ocp", None),
        ("ocp:8080", Some("UrlInvalid source.url")),
        ("http://", Some("UrlInvalid source.url")),
        ("http://a b", Some("UrlInvalid source.url")),
    ] {
        typed.source = ProxySource::ConfigUrl { url: url.to_owned() };
        assert_eq!(found(&typed, &fleet), problem.into_iter().collect::<Vec<_>>(), "{url:?}");
    }
}

#[test]
fn a_member_of_a_cluster_takes_its_own_servers() {
    let of_cluster = |member: &mut Member| {
        member.asked.told.iter_mut().for_each(|info| info.identity = obshell_api::Identity::ClusterAgent);
    };
    let mut typed = form(&[ONE]);
    typed.source = ProxySource::RsList { servers: Vec::new() };
    assert_eq!(found(&typed, &fleet(vec![member(ONE, of_cluster)])), [""; 0]);
}

#[test]
fn the_rest_is_looked_at_too() {
    let fleet = plain(&[ONE]);
    let mut typed = form(&[ONE]);
    (typed.name, typed.home_path, typed.proxyro_password) = ("a b".to_owned(), "data".to_owned(), None);
    typed.proxysys_password = Some(SecretRef { id: "w".to_owned(), weak: true });
    let value = |name: &str, value: &str| NamedValue { name: name.to_owned(), value: value.to_owned() };
    typed.parameters = vec![
        value("work_thread_num", "8"),
        value("work_thread_num", "9"),
        value("listen_port", "2883"),
        value("proxy_mem_limited", ""),
        value("", "x"),
        value("obproxy_sys_password", "x"),
    ];
    assert_eq!(
        found(&typed, &fleet),
        [
            "HomePathInvalid homePath",
            "NameInvalid name",
            "ProxyroPasswordMissing proxyroPassword",
            "PasswordWeak proxysysPassword",
            "ParameterDuplicate parameters[1].name",
            "ParameterIsPort parameters[2].name",
            "ParameterValueMissing parameters[3].value",
            "ParameterInvalid parameters[4].name",
            "ParameterSecret parameters[5].name",
        ]
    );
    typed.home_path = String::new();
    assert_eq!(found(&typed, &fleet)[0], "HomePathMissing homePath");
}

#[test]
fn warnings_want_consent_and_problems_block() {
    let fleet = plain(&[ONE]);
    let mut typed = form(&[ONE]);
    typed.proxyro_password = None;
    let problems = check(&typed, &fleet);
    assert_eq!(refuse(&problems, &[]).unwrap_err().detail.as_deref(), Some("ProxyroPasswordMissing"));
    let read = |it: &ObproxyProblem| AcceptedObproxyProblem { code: it.code, field: it.field.clone() };
    let accepted: Vec<_> = problems.iter().map(read).collect();
    assert!(refuse(&problems, &accepted).is_ok());
    typed.agents.clear();
    let problems = check(&typed, &fleet);
    let accepted: Vec<_> = problems.iter().map(read).collect();
    assert!(refuse(&problems, &accepted).is_err(), "nobody can agree to what blocks");
}
