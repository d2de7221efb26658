//! The agent behind https.

use crate::support::options;
use crate::support::tls::{Authority, Issued, TlsAgent, VERSIONS, resolver};
use obshell_api::{Address, Client, Error, Fingerprint, Identity, NotObshell, Options, Tls, Unreachable};

fn client(address: &Address, tls: Tls) -> Client {
    Client::new(address.clone(), Options { tls, ..options() }).unwrap()
}

fn is_tls(error: &Error) -> bool {
    matches!(error, Error::Unreachable { reason: Unreachable::Tls, .. })
}

fn other_fingerprint() -> Fingerprint {
    Fingerprint::of(b"another certificate")
}

#[tokio::test]
async fn a_private_authority_is_trusted_when_it_is_given() {
    let authority = Authority::new();
    let agent = TlsAgent::start(&authority.issue("127.0.0.1"));
    let info = client(&agent.address, Tls::PrivateCa(authority.pem())).info().await.unwrap();
    assert_eq!(info.identity, Identity::Single);
}

#[tokio::test]
async fn a_stranger_is_not_trusted() {
    let (authority, other) = (Authority::new(), Authority::new());
    let cases = [
        ("127.0.0.1", Tls::PrivateCa(other.pem())),
        ("127.0.0.1", Tls::System),
        ("ob1.example.com", Tls::PrivateCa(authority.pem())),
    ];
    for (name, tls) in cases {
        let agent = TlsAgent::start(&authority.issue(name));
        let error = client(&agent.address, tls).info().await.unwrap_err();
        assert!(is_tls(&error), "{error:?}");
        assert_eq!(agent.served(), 0);
    }
}

#[tokio::test]
async fn a_pinned_certificate_is_trusted_whatever_it_says() {
    let issued = Issued::outdated();
    let pins = vec![other_fingerprint(), issued.fingerprint()];
    for version in VERSIONS {
        let agent = TlsAgent::with(resolver(&issued.certificate, &issued.key), &[version], None);
        client(&agent.address, Tls::Pinned(pins.clone())).info().await.unwrap();
        assert_eq!(agent.served(), 1);
    }
}

#[tokio::test]
async fn a_certificate_that_is_not_pinned_ends_the_call_before_http() {
    let issued = Authority::new().issue("127.0.0.1");
    for pins in [vec![other_fingerprint()], vec![]] {
        let agent = TlsAgent::start(&issued);
        let error = client(&agent.address, Tls::Pinned(pins)).info().await.unwrap_err();
        let Error::CertificateNotTrusted { offered } = &error else { panic!("{error:?}") };
        assert_eq!(*offered, issued.fingerprint());
        assert!(error.to_string().ends_with(&issued.fingerprint().to_string()), "{error}");
        assert!(!error.outcome_unknown());
        assert_eq!(agent.served(), 0);
    }
}

#[tokio::test]
async fn a_pinned_certificate_without_its_key_is_worth_nothing() {
    let (issued, thief) = (Issued::outdated(), Issued::outdated());
    for version in VERSIONS {
        let agent = TlsAgent::with(resolver(&issued.certificate, &thief.key), &[version], None);
        let pinned = Tls::Pinned(vec![issued.fingerprint()]);
        let error = client(&agent.address, pinned).info().await.unwrap_err();
        assert!(is_tls(&error), "{error:?}");
        assert_eq!(agent.served(), 0);
    }
}

#[tokio::test]
async fn https_to_an_agent_that_speaks_http_is_a_failed_handshake() {
    let agent = crate::support::Agent::start("SINGLE", false).await;
    for tls in [Tls::PrivateCa(Authority::new().pem()), Tls::Pinned(vec![other_fingerprint()])] {
        let error = client(&agent.address, tls).info().await.unwrap_err();
        assert!(is_tls(&error), "{error:?}");
    }
}

#[tokio::test]
async fn http_to_an_agent_that_speaks_https_says_so() {
    let agent = crate::support::Agent::start("SINGLE", false).await;
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
