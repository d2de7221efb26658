//! Looking who is at an address, before there is a connection.

use crate::common::contacts::cluster_of;
use crate::common::{Bench, ROOT_PASSWORD};
use console::dto::*;
use sandbox::{AgentTraits, Membership, Options};

async fn root(bench: &Bench, value: &str) -> ConnectionPasswords {
    ConnectionPasswords { root: Some(bench.secret(value).await), ..ConnectionPasswords::default() }
}

/// Whether a password was in any request to agent `at`.
fn got_password(bench: &Bench, at: usize) -> bool {
    let requests = bench.sandbox.requests(at).into_iter();
    requests.filter_map(|request| request.credential).any(|credential| credential.has_password)
}

#[tokio::test]
async fn an_agent_on_its_own_needs_no_password() {
    let bench = Bench::new(Options { agents: 1, ..Options::default() }).await;
    let address = bench.sandbox.addresses()[0].clone();
    let passwords = root(&bench, ROOT_PASSWORD).await;
    let probe = bench.probe(&format!(" http://{address}/overview "), passwords).await;
    assert_eq!((probe.needs, probe.accepted, probe.problem), (None, None, None));
    let facts = probe.host.unwrap().facts.unwrap();
    assert_eq!((facts.identity.as_str(), facts.key_bits), ("SINGLE", 1024));
    assert!(facts.resources.is_some() && facts.fingerprint.starts_with("SHA256 "));
    let proposal = probe.proposal.unwrap();
    assert_eq!((proposal.kind, &proposal.addresses[..]), (ConnectionKind::Agent, &[address.clone()][..]));
    assert!(probe.existing.is_none() && !got_password(&bench, 0));

    let id = bench.add(proposal).await;
    let again = bench.probe(&address, ConnectionPasswords::default()).await;
    assert_eq!(again.existing.unwrap().id, id);
}

#[tokio::test]
async fn a_cluster_is_known_by_one_of_its_agents_and_its_password() {
    let bench = Bench::new(cluster_of(3)).await;
    let addresses = bench.sandbox.addresses();
    let stranger = bench.probe(&addresses[1], ConnectionPasswords::default()).await;
    assert_eq!((stranger.needs, stranger.accepted), (Some(PasswordKind::Root), None));
    assert_eq!(stranger.proposal.unwrap().addresses, addresses[1..2]);
    assert!(!bench.got_credential(1, 0), "without a password nothing is tried");

    let wrong = bench.probe(&addresses[1], root(&bench, "aaBB11##wrong").await).await;
    assert_eq!((wrong.needs, wrong.accepted), (Some(PasswordKind::Root), Some(false)));
    assert_eq!(bench.sandbox.refused_attempts(), 1);

    let right = bench.probe(&addresses[1], root(&bench, ROOT_PASSWORD).await).await;
    assert_eq!((right.needs, right.accepted), (Some(PasswordKind::Root), Some(true)));
    let proposal = right.proposal.unwrap();
    assert_eq!((proposal.kind, proposal.name.as_str()), (ConnectionKind::Cluster, "ob_order"));
    assert_eq!(proposal.addresses, [1, 0, 2].map(|at| addresses[at].clone()));
    assert_eq!(bench.sandbox.refused_attempts(), 1);
}

#[tokio::test]
async fn each_identity_is_asked_for_its_own_password() {
    let guarded =
        |member| AgentTraits { agent_password: Some("right".to_owned()), member, ..AgentTraits::default() };
    let traits = [(0, guarded(None)), (1, guarded(Some(Membership::Master)))].into();
    let bench = Bench::new(Options { agents: 3, traits, ..Options::default() }).await;
    for at in 0..2 {
        let address = bench.sandbox.addresses()[at].clone();
        let stranger = bench.probe(&address, ConnectionPasswords::default()).await;
        assert_eq!((stranger.needs, stranger.accepted), (Some(PasswordKind::Agent), None));
        assert!(!got_password(&bench, at));
        let agent = Some(bench.secret("right").await);
        let known =
            bench.probe(&address, ConnectionPasswords { agent, ..ConnectionPasswords::default() }).await;
        assert_eq!((known.needs, known.accepted), (Some(PasswordKind::Agent), Some(true)));
    }
    assert_eq!(bench.sandbox.refused_attempts(), 0);
}

#[tokio::test]
async fn the_wizard_tries_a_wrong_password_once() {
    let agent_password = Some("right".to_owned());
    let master = AgentTraits { agent_password, member: Some(Membership::Master), ..AgentTraits::default() };
    let bench = Bench::new(Options { agents: 1, traits: [(0, master)].into(), ..Options::default() }).await;
    let address = bench.sandbox.addresses()[0].clone();
    let wrong = Some(bench.secret("wrong").await.id);
    let request = ProbeHostReq { address, agent_password: wrong, reach: Reach::default() };
    let facts = bench.console.probe_host(request).await.unwrap().facts.unwrap();
    assert_eq!(facts.resources_problem.unwrap().code, ErrorCode::Unauthorized);
    let sent = bench.sandbox.requests(0).into_iter().filter_map(|request| request.credential);
    assert_eq!(sent.filter(|credential| credential.has_password).count(), 1);
}

#[tokio::test]
async fn an_agent_that_says_it_is_another_gets_no_password() {
    let claims = Some("10.9.8.7:2886".to_owned());
    let bench = Bench::new(Options { claims, ..cluster_of(1) }).await;
    let probe = bench.probe(&bench.sandbox.addresses()[0], root(&bench, ROOT_PASSWORD).await).await;
    assert_eq!(probe.warnings.iter().map(|it| it.code).collect::<Vec<_>>(), [WarningCode::AddressDiffers]);
    assert!(probe.problem.unwrap().message.contains("10.9.8.7:2886"));
    assert_eq!((probe.needs, probe.accepted), (Some(PasswordKind::Root), None));
    assert!(!bench.got_credential(0, 0));
}

#[tokio::test]
async fn an_ocp_is_found_by_its_url_and_by_its_port() {
    let bench = Bench::new(Options { agents: 1, ocp: true, ..Options::default() }).await;
    let (url, (user, password)) =
        (bench.sandbox.ocp_url().unwrap(), bench.sandbox.ocp_credentials().unwrap());
    let login = async |value: &str| ConnectionPasswords {
        ocp_user: Some(user.clone()),
        ocp: Some(bench.secret(value).await),
        ..ConnectionPasswords::default()
    };
    let place = url.trim_start_matches("http://");
    for typed in [url.clone(), place.to_owned(), format!("{url}/login?next=1")] {
        let probe = bench.probe(&typed, ConnectionPasswords::default()).await;
        assert_eq!(probe.ocp.unwrap().url, url, "{typed}");
        assert_eq!((probe.needs, probe.accepted, probe.problem), (Some(PasswordKind::Ocp), None, None));
        let proposal = probe.proposal.unwrap();
        assert_eq!((proposal.kind, proposal.addresses), (ConnectionKind::Ocp, vec![url.clone()]));
    }
    let wrong = bench.probe(&url, login("wrong").await).await;
    assert_eq!((wrong.accepted, bench.sandbox.ocp_refused_attempts()), (Some(false), 1));
    let right = bench.probe(&url, login(&password).await).await;
    assert_eq!((right.accepted, bench.sandbox.ocp_refused_attempts()), (Some(true), 1));
    assert!(right.ocp.unwrap().version.is_some());
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_missing() {
    let bench = Bench::new(Options { agents: 1, ..Options::default() }).await;
    let code = async |address: &str| {
        let probe = bench.probe(address, ConnectionPasswords::default()).await;
        assert!(probe.proposal.is_none());
        probe.problem.unwrap().code
    };
    assert_eq!(code("not an address").await, ErrorCode::Invalid);
    assert_eq!(code("dba:secret@10.0.0.1:2886").await, ErrorCode::Invalid);
    bench.sandbox.kill_agent(0).await;
    assert_eq!(code(&bench.sandbox.addresses()[0]).await, ErrorCode::Unreachable);
}
