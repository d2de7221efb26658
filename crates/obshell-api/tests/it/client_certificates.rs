//! Agents that want to know who calls.

use crate::support::options;
use crate::support::tls::{Authority, Issued, TlsAgent, VERSIONS, resolver};
use obshell_api::{Address, Client, ClientCertificate, Error, Options, Tls, Unreachable};

struct Scene {
    authority: Authority,
    clients: Authority,
    issued: Issued,
}

impl Scene {
    fn new() -> Scene {
        let authority = Authority::new();
        let issued = authority.issue("127.0.0.1");
        Scene { authority, clients: Authority::new(), issued }
    }

    /// Starts agents that demand a certificate, one for each version of TLS.
    fn agents(&self) -> [TlsAgent; 2] {
        let resolver = || resolver(&self.issued.certificate, &self.issued.key);
        VERSIONS.map(|version| TlsAgent::with(resolver(), &[version], Some(&self.clients)))
    }

    fn client(&self, address: &Address, client_certificate: Option<ClientCertificate>) -> Client {
        let tls = Tls::PrivateCa(self.authority.pem());
        Client::new(address.clone(), Options { tls, client_certificate, ..options() }).unwrap()
    }
}

fn refused(certificate: ClientCertificate) -> String {
    let options = Options { client_certificate: Some(certificate), ..Options::default() };
    match Client::new(Address::parse("ob1").unwrap(), options) {
        Err(error @ Error::Options { .. }) => format!("{error} {error:?}"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_right_certificate_opens_the_door() {
    let scene = Scene::new();
    let certificate = scene.clients.issue("obdeck").for_client();
    for agent in scene.agents() {
        scene.client(&agent.address, Some(certificate.clone())).info().await.unwrap();
        assert_eq!(agent.served(), 1);
    }
}

#[tokio::test]
async fn a_pinned_agent_may_demand_one_too() {
    let scene = Scene::new();
    let tls = Tls::Pinned(vec![scene.issued.fingerprint()]);
    let client_certificate = Some(scene.clients.issue("obdeck").for_client());
    for agent in scene.agents() {
        let options =
            Options { tls: tls.clone(), client_certificate: client_certificate.clone(), ..options() };
        Client::new(agent.address, options).unwrap().info().await.unwrap();
    }
}

#[tokio::test]
async fn without_a_certificate_the_agent_says_what_it_wants() {
    let scene = Scene::new();
    for agent in scene.agents() {
        let error = scene.client(&agent.address, None).info().await.unwrap_err();
        let Error::Unreachable { reason, detail, .. } = &error else { panic!("{error:?}") };
        assert_eq!(*reason, Unreachable::ClientCertificate);
        assert!(detail.contains("alert: CertificateRequired"), "{detail}");
        assert_eq!(agent.served(), 0);
    }
}

#[tokio::test]
async fn a_certificate_of_a_stranger_is_turned_away() {
    let scene = Scene::new();
    for certificate in [Authority::new().issue("obdeck"), Issued::outdated()] {
        for agent in scene.agents() {
            let client = scene.client(&agent.address, Some(certificate.for_client()));
            let error = client.info().await.unwrap_err();
            let certificate =
                matches!(error, Error::Unreachable { reason: Unreachable::ClientCertificate, .. });
            assert!(certificate, "{error:?}");
            assert_eq!(agent.served(), 0);
        }
    }
}

#[test]
fn a_certificate_that_cannot_be_read_is_refused_without_showing_the_key() {
    let good = Authority::new().issue("obdeck");
    let other = Authority::new().issue("obdeck");
    let key = |text: &str| ClientCertificate { key_pem: text.into(), ..good.for_client() };
    let secret = "c4naryc4naryc4naryc4naryc4naryc4";
    let armoured = |label: &str| format!("-----BEGIN {label}-----\n{secret}\n-----END {label}-----\n");
    let cases = [
        (ClientCertificate { certificates_pem: Vec::new(), ..good.for_client() }, "no certificate"),
        (ClientCertificate { certificates_pem: b"-----BEGIN ".to_vec(), ..good.for_client() }, "certificate"),
        (ClientCertificate { key_pem: other.for_client().key_pem, ..good.for_client() }, "KeyMismatch"),
        (key(secret), "no unencrypted private key"),
        (key(&armoured("ENCRYPTED PRIVATE KEY")), "no unencrypted private key"),
        (key(&armoured("c4nary PRIVATE KEY")), "no unencrypted private key"),
        (key(&format!("-----BEGIN PRIVATE KEY-----\n{secret}")), "no unencrypted private key"),
        (key(&armoured("PRIVATE KEY")), "client certificate"),
        (key(&armoured("EC PRIVATE KEY")), "client certificate"),
    ];
    for (certificate, expected) in cases {
        let text = refused(certificate);
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("c4nary"), "{text}");
    }
}

#[test]
fn a_certificate_does_not_show_its_key() {
    let certificate = Authority::new().issue("obdeck").for_client();
    assert_eq!(format!("{certificate:?}"), "ClientCertificate { .. }");
}
