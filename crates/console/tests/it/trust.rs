//! Who gets a password: held to what was on the wire, through the commands a window has.

use std::sync::Arc;

use crate::common::contacts::{agent, cluster_of, current, eventually, settings};
use crate::common::wire::{Liar, Proxy};
use crate::common::{Bench, ROOT_PASSWORD, SPEED};
use console::dto::*;
use sandbox::{AgentTraits, Options, SealedFor, TlsOptions};
use serde_json::json;
use vault::{Keychain, KeychainProblem, SecretString, Vault};

use ConnectionStateKind::{Available, KeyChanged, NotInitialized, Unreachable, VaultLocked};

#[tokio::test]
async fn a_key_that_was_swapped_is_found_before_any_password_leaves() {
    let bench = Bench::new(cluster_of(1)).await;
    let address = bench.sandbox.addresses()[0].clone();
    let probe = bench.probe(&address, ConnectionPasswords::default()).await;
    let pinned = probe.host.unwrap().facts.unwrap().fingerprint;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;

    bench.sandbox.replace_key(0).await;
    let from = bench.sandbox.requests(0).len();
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, KeyChanged).await;
    assert_eq!(view.state.problem.as_ref().unwrap().code, ErrorCode::KeyChanged);
    let change = agent(&view, &address).key_change.clone().unwrap();
    assert!(change.pinned == pinned && change.offered != pinned, "{change:?}");
    assert!(!bench.got_credential(0, from));

    let asked = bench.probe(&address, view.settings.passwords.clone()).await;
    assert_eq!(asked.host.unwrap().facts.unwrap().key_change.unwrap().offered, change.offered);
    assert_eq!((asked.accepted, asked.existing.unwrap().id), (None, id.clone()));
    assert!(!bench.got_credential(0, from));

    let calls = bench.sandbox.requests(0).len();
    for _ in 0..20 {
        bench.contact(&id).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(bench.sandbox.requests(0).len(), calls, "all calls to that agent have stopped");

    let trust = TrustKeyReq { address, fingerprint: change.offered };
    bench.console.trust_key(trust).await.unwrap();
    let view = watcher.until_state(&id, Available).await;
    assert!(view.agents[0].key_change.is_none());
    let sealed: Vec<_> = bench.sandbox.requests(0)[from..].iter().filter_map(|it| it.credential).collect();
    assert!(!sealed.is_empty() && sealed.iter().all(|it| it.sealed_for == SealedFor::CurrentKey));
}

#[tokio::test]
async fn what_is_no_fingerprint_is_not_trusted() {
    let bench = Bench::new(cluster_of(1)).await;
    let address = bench.sandbox.addresses()[0].clone();
    for fingerprint in ["", "anything", "SHA256 aa:bb"] {
        let trust = TrustKeyReq { address: address.clone(), fingerprint: fingerprint.to_owned() };
        assert_eq!(bench.console.trust_key(trust).await.unwrap_err().code, ErrorCode::Invalid);
    }
    let probe = bench.probe(&address, ConnectionPasswords::default()).await;
    assert!(probe.host.unwrap().facts.unwrap().key_change.is_none());
}

#[tokio::test]
async fn a_key_that_is_swapped_in_use_opens_nothing() {
    let bench = Bench::new(cluster_of(1)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, Available).await;
    bench.sandbox.replace_key(0).await;
    let from = bench.sandbox.requests(0).len();
    watcher.until_state(&id, KeyChanged).await;
    let opened = |record: &sandbox::RequestRecord| {
        record.credential.is_some_and(|it| it.sealed_for == SealedFor::CurrentKey)
    };
    assert!(!bench.sandbox.requests(0)[from..].iter().any(opened), "nothing was sealed for the new key");
}

#[tokio::test]
async fn one_agents_swap_leaves_the_others_working() {
    let bench = Bench::new(cluster_of(3)).await;
    let first = bench.sandbox.addresses()[0].clone();
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until(&id, "three agents", |view| view.agents.len() == 3).await;
    bench.sandbox.replace_key(0).await;
    let swapped = |view: &ConnectionView| agent(view, &first).state == AgentLinkState::KeyChanged;
    let view = watcher.until(&id, "the swap", |view| swapped(view) && current(view).is_some()).await;
    assert_eq!(view.state.kind, Available);
    assert_ne!(current(&view), Some(first.as_str()));

    let fingerprint = agent(&view, &first).key_change.clone().unwrap().offered;
    bench.console.trust_key(TrustKeyReq { address: first.clone(), fingerprint }).await.unwrap();
    let answers = |view: &ConnectionView| agent(view, &first).state == AgentLinkState::Answers;
    watcher.until(&id, "the agent to be trusted", answers).await;
}

#[tokio::test]
async fn a_forged_member_never_gets_a_credential() {
    let about = |identity: &str, address: std::net::SocketAddr| {
        json!({
            "identity": identity, "ip": address.ip().to_string(), "port": address.port(), "security": false,
            "version": "4.5.0.0-0", "zone": "zone1",
        })
    };
    let elsewhere = "127.0.0.1:2999".parse().unwrap();
    let another = Liar::new(|_| about("CLUSTER AGENT", elsewhere)).await;
    let single = Liar::new(|own| about("SINGLE", own)).await;
    let bench = Bench::new(cluster_of(1)).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, Available).await;

    for liar in [&another, &single] {
        bench.sandbox.forge_member(&liar.address).unwrap();
        let found = |view: &ConnectionView| {
            let state = |it: &AgentView| (it.state, it.address == liar.address);
            view.agents.iter().any(|it| state(it) == (AgentLinkState::AddressDiffers, true))
        };
        let view = watcher.until(&id, "the forged member", found).await;
        assert_eq!(view.state.kind, Available);
    }
    bench.sandbox.kill_agent(0).await;
    let view = watcher.until_state(&id, Unreachable).await;
    let warned = view.facts.unwrap().warnings.into_iter().find(|it| it.code == WarningCode::AddressDiffers);
    assert_eq!(warned.unwrap().agents.len(), 2);
    for liar in [&another, &single] {
        let before = liar.heard().len();
        eventually("more rounds", || liar.heard().len() > before + 16).await;
        let open = ["get /api/v1/info ", "get /api/v1/status ", "get /api/v1/time ", "get /api/v1/secret "];
        for head in liar.heard() {
            assert!(open.iter().any(|route| head.starts_with(route)), "{head}");
            assert!(!head.contains("x-ocs"), "{head}");
        }
    }
}

#[tokio::test]
async fn https_is_trusted_by_authority_by_pin_and_both_ways() {
    let tls = Some(TlsOptions { client_auth: true });
    let bench = Bench::new(Options { tls, ..cluster_of(2) }).await;
    let key = bench.secret(&bench.sandbox.client_key_pem().unwrap()).await;
    let client_certificate =
        Some(ClientCertificate { pem: bench.sandbox.client_certificate_pem().unwrap(), key });
    let authority = TlsChoice::PrivateCa { pem: bench.sandbox.ca_pem().unwrap() };
    let pinned = TlsChoice::Pinned { fingerprints: Vec::new() };
    let mut watcher = bench.watch("list").await;
    let add = async |name: &str, reach: Reach| {
        let mut made = settings(ConnectionKind::Cluster, &bench.sandbox.addresses()[..1]);
        made.name = name.to_owned();
        made.passwords.root = Some(bench.secret(ROOT_PASSWORD).await);
        made.reach = reach;
        let id = bench.add(made).await;
        bench.contact(&id).await;
        id
    };

    let ours =
        Reach { tls: authority.clone(), client_certificate: client_certificate.clone(), ..Reach::default() };
    let id = add("authority", ours).await;
    let view = watcher.until(&id, "both agents", |view| view.agents.len() == 2).await;
    assert_eq!(view.state.kind, Available);
    bench.leave(&id).await;

    let nobody = Reach { tls: authority, ..Reach::default() };
    let id = add("without a certificate of our own", nobody).await;
    let view = watcher.until_state(&id, Unreachable).await;
    assert_eq!(view.state.problem.unwrap().detail.as_deref(), Some("ClientCertificate"));

    let reach = Reach { tls: pinned, client_certificate, ..Reach::default() };
    let request = ProbeConnectionReq {
        address: bench.sandbox.addresses()[0].clone(),
        reach: reach.clone(),
        passwords: ConnectionPasswords::default(),
        ocp: None,
    };
    let probe = bench.console.probe_connection(request).await.unwrap();
    assert_eq!(probe.certificate, bench.sandbox.certificate_fingerprint(0));
    assert_eq!(probe.problem.unwrap().code, ErrorCode::CertificateNotTrusted);

    let id = add("pinned", reach).await;
    let view = watcher.until_state(&id, KeyChanged).await;
    let agent = &view.agents[0];
    assert_eq!(agent.state, AgentLinkState::CertificateNotTrusted);
    assert_eq!(agent.certificate, bench.sandbox.certificate_fingerprint(0));
    let trust = async |fingerprint: String| {
        let request = TrustCertificateReq { connection_id: id.clone(), fingerprint };
        bench.console.trust_certificate(request).await.unwrap();
    };
    trust(agent.certificate.clone().unwrap()).await;
    watcher.until_state(&id, Available).await;

    bench.sandbox.replace_certificate(0).unwrap();
    bench.sandbox.kill_agent(0).await;
    bench.sandbox.revive_agent(0).await;
    let view = watcher.until_state(&id, KeyChanged).await;
    assert_eq!(view.agents[0].certificate, bench.sandbox.certificate_fingerprint(0));
    trust(view.agents[0].certificate.clone().unwrap()).await;
    watcher.until_state(&id, Available).await;
}

#[tokio::test]
async fn what_an_agent_does_not_protect_is_warned_of() {
    let weak = AgentTraits { key_bits: 512, clock_skew: 5_000, ..AgentTraits::default() };
    let bench =
        Bench::new(Options { agents: 1, bare: true, traits: [(0, weak)].into(), ..Options::default() }).await;
    let address = bench.sandbox.addresses()[0].clone();
    let expected = [
        WarningCode::ShortKey,
        WarningCode::NoAgentPassword,
        WarningCode::AcceptsBareCalls,
        WarningCode::ClockOffset,
    ];
    let probe = bench.probe(&address, ConnectionPasswords::default()).await;
    assert_eq!(probe.warnings.iter().map(|it| it.code).collect::<Vec<_>>(), expected);
    let id = bench.add(settings(ConnectionKind::Agent, std::slice::from_ref(&address))).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, NotInitialized).await;
    let warnings = view.facts.unwrap().warnings;
    assert_eq!(warnings.iter().map(|it| it.code).collect::<Vec<_>>(), expected);
    assert!(warnings.iter().all(|it| it.agents == [address.clone()]));
}

#[tokio::test]
async fn a_proxy_is_the_only_way_there() {
    let bench = Bench::new(cluster_of(2)).await;
    let proxy = Proxy::new().await;
    let mut through = settings(ConnectionKind::Cluster, &bench.sandbox.addresses()[..1]);
    through.passwords.root = Some(bench.secret(ROOT_PASSWORD).await);
    let choice = ProxyChoice { address: proxy.address.clone(), user: None, password: None };
    through.reach.route = Route::HttpProxy { proxy: choice };
    let id = bench.add(through).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let answers = |view: &ConnectionView| {
        view.agents.len() == 2 && view.agents.iter().all(|it| it.state == AgentLinkState::Answers)
    };
    watcher.until(&id, "both agents", answers).await;
    bench.leave(&id).await;
    let requests: usize = (0..2).map(|at| bench.sandbox.requests(at).len()).sum();
    assert!(proxy.relayed().len() >= requests, "each request went through the proxy");
}

#[tokio::test]
async fn a_jump_host_that_cannot_be_used_says_why() {
    let bench = Bench::new(cluster_of(1)).await;
    let mut through = settings(ConnectionKind::Cluster, &bench.sandbox.addresses());
    through.reach.route = Route::Jump { host: "bastion".to_owned() };
    let id = bench.add(through).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, Unreachable).await;
    let problem = view.state.problem.unwrap();
    assert_eq!(problem.code, ErrorCode::Route);
    assert!(problem.message.contains("/no/ssh"), "{}", problem.message);
    assert_eq!(bench.sandbox.requests(0).len(), 0);
}

#[tokio::test]
async fn a_locked_vault_is_waited_for() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("vault.json");
    let open = || Vault::open(&path, Arc::new(NoKeychain));
    let vault = open().await.unwrap();
    vault.use_passphrase(SecretString::from("correct horse")).await.unwrap();
    let mut bench = Bench::with(SPEED, cluster_of(1), vault).await;
    let id = bench.cluster(&[0], ROOT_PASSWORD).await;

    bench.restart_with(open().await.unwrap()).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    watcher.until_state(&id, VaultLocked).await;
    assert_eq!(bench.sandbox.requests(0).len(), 0);
    let unlock = PassphraseReq { passphrase: "correct horse".into() };
    bench.console.unlock_vault(unlock).await.unwrap();
    watcher.until_state(&id, Available).await;
}

struct NoKeychain;

impl Keychain for NoKeychain {
    fn read(&self, _: &str) -> Result<Option<SecretString>, KeychainProblem> {
        Err(KeychainProblem::Absent)
    }

    fn write(&self, _: &str, _: &SecretString) -> Result<(), KeychainProblem> {
        Err(KeychainProblem::Absent)
    }

    fn delete(&self, _: &str) -> Result<(), KeychainProblem> {
        Err(KeychainProblem::Absent)
    }
}
