//! Proxies that answer for themselves.

use std::net::TcpListener;

use crate::support::proxy::{Proxy, Rules};
use crate::support::{Agent, options};
use obshell_api::{Address, Client, Error, NotObshell, Options, ProxyAddress, Route, Tls, Unreachable};

const BAD_GATEWAY: &str = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 61\r\n\r\n\
    <html><head><title>Nobody home</title></head><body>502</body>";
const LOGIN: &str = "HTTP/1.1 200 OK\r\nContent-Length: 42\r\n\r\n<html><title>Sign in</title><body>x</body>";
const BARE: &str = "HTTP/1.1 503 Not now\r\nContent-Length: 17\r\n\r\nupstream is gone.";

fn client(route: Route, tls: Tls) -> Client {
    let address = Address::parse("agent.test:2886").unwrap();
    Client::new(address, Options { route, tls, ..options() }).unwrap()
}

/// What a failure of the proxy says, which names the proxy.
fn said(error: &Error, proxy: &ProxyAddress) -> String {
    let Error::Unreachable { reason, .. } = error else { panic!("{error:?}") };
    assert_eq!(*reason, Unreachable::Proxy, "{error:?}");
    assert!(!error.outcome_unknown());
    let text = error.to_string();
    assert!(text.contains(&format!("through the proxy {proxy}: ")), "{text}");
    text
}

#[tokio::test]
async fn an_answer_of_the_proxy_itself_is_not_the_agents() {
    let agent = Agent::start("SINGLE", false).await;
    let cases = [
        (BAD_GATEWAY, "status 502: a web page titled \"Nobody home\""),
        (LOGIN, "status 200: a web page titled \"Sign in\""),
        (BARE, "status 503: upstream is gone."),
    ];
    for (answer, expected) in cases {
        let proxy = Proxy::http(&agent.address, Rules { answer: Some(answer), ..Rules::default() }).await;
        let error = client(Route::HttpProxy(proxy.address()), Tls::Off).info().await.unwrap_err();
        let text = said(&error, &proxy.address());
        assert!(text.ends_with(expected), "{text}");
    }
    assert_eq!(agent.world().all, 0);
}

#[tokio::test]
async fn a_change_that_a_proxy_answers_for_has_an_unknown_outcome() {
    let agent = Agent::start("SINGLE", false).await;
    let proxy = Proxy::http(&agent.address, Rules::default()).await;
    let client = client(Route::HttpProxy(proxy.address()), Tls::Off);
    client.probe().await.unwrap();
    proxy.will_answer(BAD_GATEWAY);
    let error = client.set_agent_password(&"s3cret".into()).await.unwrap_err();
    assert!(matches!(error, Error::NoAnswer { .. }), "{error:?}");
    assert!(error.outcome_unknown());
    assert!(error.to_string().contains(&proxy.address().to_string()), "{error}");

    proxy.will_answer("HTTP/1.1 407 Who are you\r\nContent-Length: 0\r\n\r\n");
    let error = client.set_agent_password(&"s3cret".into()).await.unwrap_err();
    assert!(said(&error, &proxy.address()).contains("407"), "{error}");
}

#[tokio::test]
async fn what_an_agent_says_through_a_proxy_stays_the_agents() {
    let agent = Agent::start("SINGLE", false).await;
    let proxy = Proxy::http(&agent.address, Rules::default()).await;
    let client = client(Route::HttpProxy(proxy.address()), Tls::Off);
    agent.will_answer(crate::support::refusal(503, "Agent.UnderMaintenance", 0));
    assert!(matches!(client.dags_agent().await, Err(Error::Rejected(_))));
    proxy.will_answer("HTTP/1.1 404 Not Found\r\nContent-Length: 13\r\n\r\nnot an agent.");
    let error = client.dags_agent().await.unwrap_err();
    assert!(matches!(error, Error::NotObshell { what: NotObshell::NotJson, .. }), "{error:?}");
}

#[tokio::test]
async fn a_proxy_that_does_not_know_us_is_named() {
    let agent = Agent::start("SINGLE", false).await;
    let rules = || Rules { account: Some(("dba", "right")), ..Rules::default() };
    let (http, socks) =
        (Proxy::http(&agent.address, rules()).await, Proxy::socks(&agent.address, rules()).await);
    let cases = [
        (Route::HttpProxy(http.address()), Tls::Off, &http, "407"),
        (Route::HttpProxy(http.address_for("dba", "c4nary")), Tls::Off, &http, "407"),
        (Route::HttpProxy(http.address()), Tls::System, &http, "proxy authorization required"),
        (Route::HttpProxy(http.address_for("dba", "c4nary")), Tls::System, &http, "authorization required"),
        (Route::SocksProxy(socks.address()), Tls::Off, &socks, "does not support"),
        (Route::SocksProxy(socks.address_for("dba", "c4nary")), Tls::Off, &socks, "not accepted"),
    ];
    for (route, tls, proxy, expected) in cases {
        let error = client(route, tls).info().await.unwrap_err();
        let text = said(&error, &proxy.address());
        assert!(text.contains(expected), "{text}");
        assert!(!format!("{error:?}").contains("c4nary"));
    }
    assert_eq!(agent.world().all, 0);
}

#[tokio::test]
async fn a_proxy_that_cannot_reach_the_agent_is_named() {
    let agent = Agent::start("SINGLE", false).await;
    let proxy = Proxy::http(&agent.address, Rules { answer: Some(BAD_GATEWAY), ..Rules::default() }).await;
    let error = client(Route::HttpProxy(proxy.address()), Tls::System).info().await.unwrap_err();
    assert!(said(&error, &proxy.address()).ends_with("the proxy opened no tunnel"), "{error}");
    let proxy = Proxy::socks(&agent.address, Rules { refuse: Some(5), ..Rules::default() }).await;
    for tls in [Tls::Off, Tls::System] {
        let error = client(Route::SocksProxy(proxy.address()), tls).info().await.unwrap_err();
        assert!(said(&error, &proxy.address()).contains("refused"), "{error}");
    }
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_named() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let proxy = ProxyAddress { host: "127.0.0.1".to_owned(), port, user: None, password: None };
    for tls in [Tls::Off, Tls::System] {
        for route in [Route::HttpProxy(proxy.clone()), Route::SocksProxy(proxy.clone())] {
            let error = client(route, tls.clone()).info().await.unwrap_err();
            said(&error, &proxy);
        }
    }
}
