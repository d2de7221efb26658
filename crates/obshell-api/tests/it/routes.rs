//! Ways to an agent: through proxies and through a Unix socket.

use std::process::Command;

use crate::support::proxy::{Proxy, Rules};
use crate::support::tls::{Authority, TlsAgent};
use crate::support::{Agent, credentials, dag, options, success};
use obshell_api::{Address, AgentAddress, Client, Error, JoinRequest, Options, ProxyAddress, Route, Tls};

/// A name that only the proxies know.
const NAME: &str = "agent.test:2886";

/// An account that no part of the way may read as a URL.
const ACCOUNT: (&str, &str) = ("dba:?/", "p@ss:w%41ö/#");

fn client(route: Route, tls: Tls) -> Client {
    let options = Options { route, tls, ..options() };
    let client = Client::new(Address::parse(NAME).unwrap(), options).unwrap();
    client.set_credentials(credentials("r00t-c4nary", "", ""));
    client
}

fn join() -> JoinRequest {
    let agent = AgentAddress { ip: "10.10.10.1".to_owned(), port: 2886 };
    JoinRequest { agent, zone_name: "zone1".to_owned(), master_password: Some("m4ster-c4nary".into()) }
}

#[tokio::test]
async fn an_agent_without_https_is_relayed_by_an_http_proxy() {
    let agent = Agent::start("CLUSTER AGENT", false).await;
    let proxy = Proxy::http(&agent.address, Rules::default()).await;
    let client = client(Route::HttpProxy(proxy.address()), Tls::Off);
    (0..2).for_each(|_| agent.will_answer(success(dag())));
    client.dag(&"1123".parse().unwrap(), true).await.unwrap();
    client.join(&join()).await.unwrap();

    let seen = proxy.seen();
    let line = "GET http://agent.test:2886/api/v1/task/dag/1123?show_details=true HTTP/1.1\r\n";
    assert!(seen[3].starts_with(line), "{seen:?}");
    assert!(seen[4].starts_with("POST http://agent.test:2886/api/v1/agent/join HTTP/1.1\r\n"), "{seen:?}");
    assert!(seen.iter().all(|request| request.contains("cache-control: no-cache, no-store\r\n")));
    assert!(seen.iter().all(|request| !request.contains("c4nary") && !request.contains("zone1")));
    let [asked, joined] = agent.seen().try_into().unwrap();
    assert_eq!(asked.target, "/api/v1/task/dag/1123?show_details=true");
    assert_eq!((&asked.header["Uri"], &joined.header["Uri"]), (&asked.target.into(), &joined.target.into()));
    assert_eq!(joined.body.unwrap()["masterPassword"], "m4ster-c4nary");
}

#[tokio::test]
async fn an_agent_with_https_is_connected_through_an_http_proxy() {
    let authority = Authority::new();
    let issued = authority.issue("agent.test");
    for tls in [Tls::PrivateCa(authority.pem()), Tls::Pinned(vec![issued.fingerprint()])] {
        let agent = TlsAgent::start(&issued);
        let proxy = Proxy::http(&agent.address, Rules::default()).await;
        client(Route::HttpProxy(proxy.address()), tls).info().await.unwrap();
        assert!(proxy.seen()[0].starts_with("CONNECT agent.test:2886 HTTP/1.1\r\n"), "{:?}", proxy.seen());
    }
}

#[tokio::test]
async fn a_certificate_that_is_not_pinned_is_seen_through_a_proxy() {
    let issued = Authority::new().issue("agent.test");
    let agent = TlsAgent::start(&issued);
    let http = Route::HttpProxy(Proxy::http(&agent.address, Rules::default()).await.address());
    let socks = Route::SocksProxy(Proxy::socks(&agent.address, Rules::default()).await.address());
    for route in [http, socks] {
        let error = client(route, Tls::Pinned(Vec::new())).info().await.unwrap_err();
        let Error::CertificateNotTrusted { offered } = error else { panic!("{error:?}") };
        assert_eq!(offered, issued.fingerprint());
    }
    assert_eq!(agent.served(), 0);
}

#[tokio::test]
async fn a_socks_proxy_looks_up_the_name() {
    let authority = Authority::new();
    let (plain, secure) =
        (Agent::start("SINGLE", false).await, TlsAgent::start(&authority.issue("agent.test")));
    let cases = [(&plain.address, Tls::Off), (&secure.address, Tls::PrivateCa(authority.pem()))];
    for (to, tls) in cases {
        let proxy = Proxy::socks(to, Rules::default()).await;
        client(Route::SocksProxy(proxy.address()), tls).info().await.unwrap();
        assert_eq!(proxy.seen(), ["the name agent.test port 2886"]);
    }
}

#[tokio::test]
async fn an_ipv6_address_passes_a_proxy() {
    let agent = Agent::start("SINGLE", false).await;
    let socks = Proxy::socks(&agent.address, Rules::default()).await;
    let http = Proxy::http(&agent.address, Rules::default()).await;
    let address = Address::parse("[2001:db8::1]:2887").unwrap();
    for route in [Route::SocksProxy(socks.address()), Route::HttpProxy(http.address())] {
        Client::new(address.clone(), Options { route, ..options() }).unwrap().info().await.unwrap();
    }
    assert_eq!(socks.seen(), ["2001:db8::1 port 2887"]);
    assert!(http.seen()[0].starts_with("GET http://[2001:db8::1]:2887/api/v1/info "), "{:?}", http.seen());

    let (route, tls) = (Route::HttpProxy(http.address()), Tls::System);
    let error = Client::new(address, Options { route, tls, ..options() }).unwrap_err();
    assert!(matches!(error, Error::Options { .. }), "{error:?}");
}

#[tokio::test]
async fn a_proxy_is_told_who_we_are() {
    let authority = Authority::new();
    let (plain, secure) =
        (Agent::start("SINGLE", false).await, TlsAgent::start(&authority.issue("agent.test")));
    let rules = || Rules { account: Some(ACCOUNT), ..Rules::default() };
    let (user, password) = ACCOUNT;
    for (to, tls) in [(&plain.address, Tls::Off), (&secure.address, Tls::PrivateCa(authority.pem()))] {
        let (http, socks) = (Proxy::http(to, rules()).await, Proxy::socks(to, rules()).await);
        client(Route::HttpProxy(http.address_for(user, password)), tls.clone()).info().await.unwrap();
        client(Route::SocksProxy(socks.address_for(user, password)), tls).info().await.unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_unix_socket_leads_to_the_agent() {
    let authority = Authority::new();
    let (plain, secure) =
        (Agent::start("CLUSTER AGENT", false).await, TlsAgent::start(&authority.issue("agent.test")));
    let folder = tempfile::tempdir().unwrap();
    let paths = ["plain", "secure"].map(|name| folder.path().join(name));
    crate::support::proxy::forward(&paths[0], &plain.address);
    crate::support::proxy::forward(&paths[1], &secure.address);
    let [plain_path, secure_path] = paths;
    client(Route::Socket(plain_path), Tls::Off).dags_agent().await.unwrap();
    assert_eq!(plain.seen()[0].header["Auth"], "r00t-c4nary");
    client(Route::Socket(secure_path), Tls::PrivateCa(authority.pem())).info().await.unwrap();
    let nobody = client(Route::Socket(folder.path().join("gone")), Tls::Off).info().await.unwrap_err();
    assert!(matches!(nobody, Error::Unreachable { .. }), "{nobody:?}");
}

#[tokio::test]
async fn a_direct_route_needs_no_proxy() {
    let agent = Agent::start("SINGLE", false).await;
    agent.client("", "", "").info().await.unwrap();
}

#[test]
fn the_proxy_of_the_environment_is_ignored() {
    let nobody = "http://127.0.0.1:1";
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "routes::a_direct_route_needs_no_proxy"])
        .envs(["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"].map(|name| (name, nobody)))
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&status.stdout);
    assert!(status.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
fn a_proxy_that_cannot_be_named_is_found_at_once() {
    let proxy = |host: &str, port| ProxyAddress {
        host: host.to_owned(),
        port,
        user: Some("dba".to_owned()),
        password: Some("c4nary".into()),
    };
    let mut cases: Vec<ProxyAddress> = ["", "a/b", "me@there", "ex ample", "[::1]", "a:b", "b\u{fc}ro", "\n"]
        .map(|host| proxy(host, 3128))
        .into();
    cases.push(proxy("proxy", 0));
    cases.push(ProxyAddress { password: Some("c4nary".repeat(60).into()), ..proxy("proxy", 3128) });
    for proxy in cases {
        for route in [Route::HttpProxy(proxy.clone()), Route::SocksProxy(proxy.clone())] {
            assert!(!format!("{route:?}").contains("c4nary"));
            let options = Options { route, ..options() };
            let error = Client::new(Address::parse(NAME).unwrap(), options).unwrap_err();
            assert!(matches!(error, Error::Options { .. }), "{error:?}");
            assert!(!format!("{error} {error:?}").contains("c4nary"));
        }
    }
}
