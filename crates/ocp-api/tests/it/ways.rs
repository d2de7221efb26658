//! https, certificates, and ways through others.

use crate::support::{Authority, BASIC, INFO, Server, login, reply};
use ocp_api::{Client, Error, Fingerprint, Options, ProxyAddress, Route, SecretString, Tls, Unreachable};

const TIME: &str = "2024-01-31T08:44:24.1Z";

fn time(_: &crate::support::Asked) -> Vec<u8> {
    reply(200, TIME)
}

async fn probe(url: &str, options: Options) -> Result<(), Error> {
    Client::new(url, options)?.probe().await.map(drop)
}

fn trusting(tls: Tls) -> Options {
    Options { tls, ..Options::default() }
}

#[tokio::test]
async fn https_is_trusted_by_authority_or_by_fingerprint() {
    let (authority, other) = (Authority::new(), Authority::new());
    let (config, der) = authority.server("127.0.0.1", false);
    let server = Server::start_https(config, time);
    let pinned = Fingerprint::of(&der);
    probe(&server.https(), trusting(Tls::PrivateCa(authority.pem()))).await.unwrap();
    probe(&server.https(), trusting(Tls::Pinned(vec![Fingerprint::of(b"x"), pinned]))).await.unwrap();
    for tls in [Tls::PrivateCa(other.pem()), Tls::System, Tls::Off] {
        let error = probe(&server.https(), trusting(tls)).await.unwrap_err();
        assert!(matches!(error, Error::Unreachable { reason: Unreachable::Tls, .. }), "{error:?}");
    }
    for trusted in [vec![], vec![Fingerprint::of(b"x")]] {
        let error = probe(&server.https(), trusting(Tls::Pinned(trusted))).await.unwrap_err();
        assert!(matches!(error, Error::CertificateNotTrusted { offered } if offered == pinned), "{error:?}");
    }
    assert_eq!(server.asked().len(), 2, "a stranger is asked nothing");
}

#[tokio::test]
async fn a_client_certificate_is_shown_when_it_is_wanted() {
    let authority = Authority::new();
    let server = Server::start_https(authority.server("127.0.0.1", true).0, time);
    let options = trusting(Tls::PrivateCa(authority.pem()));
    let error = probe(&server.https(), options.clone()).await.unwrap_err();
    let known = matches!(error, Error::Unreachable { reason: Unreachable::ClientCertificate, .. });
    assert!(known, "{error:?}");
    let client_certificate = Some(authority.client());
    assert!(!format!("{client_certificate:?}").contains("PRIVATE"));
    probe(&server.https(), Options { client_certificate, ..options }).await.unwrap();
}

#[test]
fn certificates_that_cannot_be_read_are_found_at_once() {
    let damaged = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in [&b""[..], damaged] {
        let made = Client::new("https://ocp", trusting(Tls::PrivateCa(pem.to_vec())));
        assert!(matches!(made, Err(Error::Options { .. })));
    }
    let mut own = Authority::new().client();
    own.key_pem = SecretString::from("aaBB11##");
    let error = Client::new("https://ocp", Options { client_certificate: Some(own), ..Options::default() });
    let Err(error @ Error::Options { .. }) = error else { panic!() };
    assert!(!error.to_string().contains("aaBB11"));
}

fn proxy(port: u16) -> ProxyAddress {
    let (user, password) = (Some("me".to_owned()), Some(SecretString::from("proxy##")));
    ProxyAddress { host: "127.0.0.1".to_owned(), port, user, password }
}

#[tokio::test]
async fn an_http_proxy_hands_a_request_on() {
    let server = Server::start(|_| reply(200, INFO));
    let route = Route::HttpProxy(proxy(server.port));
    let client = Client::new("http://ocp.example.com", Options { route, ..Options::default() }).unwrap();
    client.set_login(login("aaBB11##"));
    client.info().await.unwrap();
    let asked = &server.asked()[0];
    assert_eq!(asked.line, "GET http://ocp.example.com:8080/api/v2/info HTTP/1.1");
    assert_eq!(asked.header("proxy-authorization"), Some("Basic bWU6cHJveHkjIw=="));
    assert_eq!(asked.header("authorization"), Some(BASIC));
}

#[tokio::test]
async fn a_proxy_that_turns_us_away_is_named() {
    let unwilling = Server::start(|_| reply(407, "<html>who are you"));
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for route in [
        Route::HttpProxy(proxy(unwilling.port)),
        Route::HttpProxy(proxy(gone)),
        Route::SocksProxy(proxy(gone)),
    ] {
        let options = Options { route, ..Options::default() };
        let error = probe("http://ocp.example.com", options).await.unwrap_err();
        let said = format!("{error:?}");
        assert!(matches!(error, Error::Unreachable { reason: Unreachable::Proxy, .. }), "{said}");
        assert!(said.contains("127.0.0.1:") && !said.contains("proxy##"), "{said}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_socket_leads_to_an_ocp() {
    use std::io::{Read, Write};
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("ocp.sock");
    let listener = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 1024];
        let length = stream.read(&mut request).unwrap();
        stream.write_all(&reply(200, TIME)).unwrap();
        String::from_utf8_lossy(&request[..length]).to_ascii_lowercase()
    });
    let route = Route::Socket(path);
    probe("http://ocp.example.com:8081", Options { route, ..Options::default() }).await.unwrap();
    assert!(server.join().unwrap().contains("host: ocp.example.com:8081"));
}

#[test]
fn a_way_that_cannot_be_gone_is_found_at_once() {
    let made = |url, route| Client::new(url, Options { route, ..Options::default() });
    for host in ["", "pro xy", "proxy/path", "user@proxy"] {
        let bad = ProxyAddress { host: host.to_owned(), ..proxy(1080) };
        assert!(
            matches!(made("http://ocp", Route::HttpProxy(bad.clone())), Err(Error::Options { .. })),
            "{host}"
        );
        assert!(matches!(made("http://ocp", Route::SocksProxy(bad)), Err(Error::Options { .. })), "{host}");
    }
    let through = made("https://[2001:db8::1]", Route::HttpProxy(proxy(3128)));
    assert!(matches!(through, Err(Error::Options { .. })));
}
