//! The agent behind https with a private certificate authority.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod support;

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use obshell_api::{Address, Client, Error, Identity, NotObshell, Options, Tls, Unreachable};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, Stream};
use support::options;
use support::raw::{Manner, answer};

struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Authority {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> Vec<u8> {
        self.0.pem().into_bytes()
    }

    /// Starts an agent whose certificate names `name`.
    fn agent(&self, name: &str) -> Address {
        let key = KeyPair::generate().unwrap();
        let certificate =
            CertificateParams::new([name.to_owned()]).unwrap().signed_by(&key, &self.0).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder =
            ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let config =
            builder.with_no_client_auth().with_single_cert(vec![certificate.der().clone()], key).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = Address::parse(&listener.local_addr().unwrap().to_string()).unwrap();
        let config = Arc::new(config);
        std::thread::spawn(move || listener.incoming().for_each(|stream| serve(stream.unwrap(), &config)));
        address
    }
}

fn serve(mut socket: std::net::TcpStream, config: &Arc<ServerConfig>) {
    let mut connection = ServerConnection::new(config.clone()).unwrap();
    answer(&mut Stream::new(&mut connection, &mut socket), Manner::HangUp, &AtomicUsize::new(0));
    connection.send_close_notify();
    let _ = connection.complete_io(&mut socket);
}

fn client(address: &Address, tls: Tls) -> Client {
    Client::new(address.clone(), Options { tls, ..options() }).unwrap()
}

#[tokio::test]
async fn a_private_authority_is_trusted_when_it_is_given() {
    let authority = Authority::new();
    let address = authority.agent("127.0.0.1");
    let info = client(&address, Tls::PrivateCa(authority.pem())).info().await.unwrap();
    assert_eq!(info.identity, Identity::Single);
}

#[tokio::test]
async fn a_stranger_is_not_trusted() {
    let (authority, other) = (Authority::new(), Authority::new());
    let cases = [
        (authority.agent("127.0.0.1"), Tls::PrivateCa(other.pem())),
        (authority.agent("127.0.0.1"), Tls::System),
        (authority.agent("ob1.example.com"), Tls::PrivateCa(authority.pem())),
    ];
    for (address, tls) in cases {
        let error = client(&address, tls).info().await.unwrap_err();
        assert!(matches!(error, Error::Unreachable { reason: Unreachable::Tls, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn https_to_an_agent_that_speaks_http_is_a_failed_handshake() {
    let agent = support::Agent::start("SINGLE", false).await;
    let error = client(&agent.address, Tls::PrivateCa(Authority::new().pem())).info().await.unwrap_err();
    assert!(matches!(error, Error::Unreachable { reason: Unreachable::Tls, .. }), "{error:?}");
}

#[tokio::test]
async fn http_to_an_agent_that_speaks_https_says_so() {
    let agent = support::Agent::start("SINGLE", false).await;
    let client = agent.client("", "", "");
    let text = "Client sent an HTTP request to an HTTPS server.\n";
    agent.will_answer(axum::http::Response::builder().status(400).body(text.into()).unwrap());
    let error = client.dags_agent().await.unwrap_err();
    assert!(matches!(error, Error::NotObshell { what: NotObshell::WantsHttps, .. }), "{error:?}");
}

#[test]
fn a_text_without_a_certificate_is_refused() {
    let address = Address::parse("ob1").unwrap();
    for pem in ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let options = Options { tls: Tls::PrivateCa(pem.as_bytes().to_vec()), ..Options::default() };
        assert!(matches!(Client::new(address.clone(), options), Err(Error::Options { .. })), "{pem}");
    }
}
