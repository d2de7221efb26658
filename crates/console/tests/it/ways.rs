//! Proxies that want a password and agents that want a certificate, through the commands a window has.

#[path = "../../../obshell-api/tests/it/support/proxy.rs"]
#[allow(dead_code)]
mod proxy;
#[path = "../canary/search.rs"]
mod search;

use std::str::FromStr;
use std::time::Duration;

use crate::common::contacts::{cluster_of, settings};
use crate::common::{Bench, ROOT_PASSWORD};
use console::dto::*;
use obshell_api::Address;
use proxy::{Proxy, Rules};
use sandbox::{Options, TlsOptions};
use vault::{SecretId, Vault};

use ConnectionStateKind::{Available, Unreachable};

const USER: &str = "dba";
const PASSWORD: &str = "aaBB11##proxy-canary";

async fn socks(bench: &Bench) -> Proxy {
    let to = Address::parse(&bench.sandbox.addresses()[0]).unwrap();
    Proxy::socks(&to, Rules { account: Some((USER, PASSWORD)), ..Rules::default() }).await
}

async fn through(bench: &Bench, proxy: &Proxy, password: &str) -> Reach {
    let password = Some(bench.secret(password).await);
    let address = format!("127.0.0.1:{}", proxy.port);
    let proxy = ProxyChoice { address, user: Some(USER.to_owned()), password };
    Reach { route: Route::SocksProxy { proxy }, ..Reach::default() }
}

fn proxy_password(reach: &Reach) -> SecretId {
    let Route::SocksProxy { proxy } = &reach.route else { panic!("{reach:?}") };
    SecretId::from_str(&proxy.password.as_ref().unwrap().id).unwrap()
}

async fn is_kept(vault: &Vault, id: &SecretId) -> bool {
    vault.get(id).await.unwrap().is_some()
}

#[tokio::test]
async fn a_socks_proxy_lets_through_who_knows_its_password() {
    let bench = Bench::new(cluster_of(1)).await;
    let (proxy, address) = (socks(&bench).await, bench.sandbox.addresses()[0].clone());
    let reach = through(&bench, &proxy, "wrong").await;
    let wrong = proxy_password(&reach);
    let root = Some(bench.secret(ROOT_PASSWORD).await);
    let passwords = ConnectionPasswords { root, ..ConnectionPasswords::default() };
    let names_the_proxy = |problem: &IpcError| {
        assert_eq!(problem.code, ErrorCode::Route);
        assert!(problem.message.contains(&format!("127.0.0.1:{}", proxy.port)), "{}", problem.message);
        assert!(problem.message.contains("proxy"), "{}", problem.message);
        assert!(!problem.message.contains("wrong"), "{}", problem.message);
    };
    let probe = bench.probe_by(reach.clone(), &address, passwords.clone()).await;
    names_the_proxy(&probe.problem.unwrap());

    let made = settings(ConnectionKind::Cluster, std::slice::from_ref(&address));
    let id = bench.add(ConnectionSettings { reach, passwords, ..made }).await;
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let view = watcher.until_state(&id, Unreachable).await;
    names_the_proxy(&view.state.problem.unwrap());
    assert_eq!((bench.sandbox.requests(0).len(), proxy.seen()), (0, Vec::new()));

    let reach = through(&bench, &proxy, PASSWORD).await;
    let right = proxy_password(&reach);
    let edited = ConnectionSettings { reach, ..view.settings };
    let edit = EditConnectionReq { connection_id: id.clone(), settings: edited };
    bench.console.edit_connection(edit).await.unwrap();
    let view = watcher.until_state(&id, Available).await;
    assert_eq!(view.state.problem, None);
    let place = address.replace(':', " port ");
    assert!(!proxy.seen().is_empty() && proxy.seen().iter().all(|asked| *asked == place));

    assert_eq!(
        (is_kept(&bench.vault, &wrong).await, is_kept(&bench.vault, &right).await),
        (false, true),
        "the vault keeps the one that is used"
    );
    let shown = serde_json::to_vec(&bench.console.connections(Nothing {}).await.unwrap()).unwrap();
    let mut written = search::files(bench.directory.path());
    assert!(!written.is_empty());
    written.push(("the window".to_owned(), shown));
    assert_eq!(search::find(PASSWORD, &written), Vec::<String>::new());
}

#[tokio::test]
async fn what_opens_the_way_of_a_draft_goes_with_the_draft() {
    let mut bench = Bench::new(cluster_of(1)).await;
    let proxy = socks(&bench).await;
    let reach = through(&bench, &proxy, PASSWORD).await;
    let password = proxy_password(&reach);
    let made = settings(ConnectionKind::Cluster, &bench.sandbox.addresses());
    let id = bench.add(ConnectionSettings { reach, ..made }).await;
    let request = CreateDraftReq { kind: DraftKind::Init, practice: false, connection_id: Some(id.clone()) };
    let draft = bench.console.create_draft(request).await.unwrap();
    bench.save(&draft).await;

    bench.console.delete_connection(ConnectionReq { connection_id: id }).await.unwrap();
    bench.clock.forward(Duration::from_secs(5 * 60));
    bench.restart().await;
    assert!(is_kept(&bench.vault, &password).await, "the draft needs it");
    bench.console.delete_draft(DraftReq { id: draft.id }).await.unwrap();
    assert!(!is_kept(&bench.vault, &password).await, "nobody needs it any more");
}

#[tokio::test]
async fn a_cluster_is_brought_up_over_https_with_certificates_on_both_sides() {
    let tls = Some(TlsOptions { client_auth: true });
    let bench = Bench::new(Options { tls, ..Options::default() }).await;
    let key = bench.secret(&bench.sandbox.client_key_pem().unwrap()).await;
    let key_id = SecretId::from_str(&key.id).unwrap();
    let pem = bench.sandbox.client_certificate_pem().unwrap();
    let reach = Reach {
        tls: TlsChoice::PrivateCa { pem: bench.sandbox.ca_pem().unwrap() },
        client_certificate: Some(ClientCertificate { pem, key }),
        route: Route::Direct,
    };
    let without = Reach { client_certificate: None, ..reach.clone() };
    let draft = bench.draft_by(without, Vec::new()).await;
    let blocked = bench.problems(&draft).await;
    let unreachable = blocked.iter().filter(|problem| problem.code == ProblemCode::HostUnreachable);
    assert_eq!(unreachable.count(), 3, "nobody is let in without a certificate");

    let draft = bench.draft_by(reach.clone(), Vec::new()).await;
    let done = bench.start(&draft).await.until_state(StateKind::Succeeded).await;
    assert_eq!(done.head.done, done.head.total);
    let id = done.head.connection_id.unwrap();
    assert_eq!(bench.connection(&id).await.settings.reach, reach);
    let mut watcher = bench.watch("list").await;
    bench.contact(&id).await;
    let all = |view: &ConnectionView| {
        let answers = |agent: &AgentView| agent.state == AgentLinkState::Answers;
        // The lock of the task that brought it up is let go a moment after it has succeeded.
        view.agents.len() == 3 && view.agents.iter().all(answers) && view.state.kind == Available
    };
    watcher.until(&id, "all agents", all).await;
    assert!(is_kept(&bench.vault, &key_id).await);
}
