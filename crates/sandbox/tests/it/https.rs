//! Agents that speak https.

use std::io;
use std::sync::Arc;

use crate::common::{Bench, ROOT, raw};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use sandbox::{InitialisedCluster, Sandbox, TlsOptions};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

async fn bench(agents: usize, client_auth: bool) -> Bench {
    Bench::with(agents, |options| options.tls = Some(TlsOptions { client_auth })).await
}

/// A client that trusts `sandbox`, and shows a certificate of `shown`.
fn client(sandbox: &Sandbox, shown: Option<&Sandbox>) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(certificate(&sandbox.ca_pem().unwrap())).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let builder = builder.with_root_certificates(roots);
    let config = match shown {
        None => builder.with_no_client_auth(),
        Some(shown) => {
            let own = certificate(&shown.client_certificate_pem().unwrap());
            let key = PrivateKeyDer::from_pem_slice(shown.client_key_pem().unwrap().as_bytes()).unwrap();
            builder.with_client_auth_cert(vec![own], key).unwrap()
        }
    };
    TlsConnector::from(Arc::new(config))
}

fn certificate(pem: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()
}

async fn connect(client: &TlsConnector, address: &str, name: &str) -> io::Result<TlsStream<TcpStream>> {
    let stream = TcpStream::connect(address).await?;
    client.connect(ServerName::try_from(name.to_owned()).unwrap(), stream).await
}

/// The data of an open route.
async fn data(client: &TlsConnector, address: &str, target: &str) -> io::Result<Value> {
    let mut stream = connect(client, address, "127.0.0.1").await?;
    let request = format!("GET {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    let body: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    Ok(body["data"].clone())
}

fn shown(stream: &TlsStream<TcpStream>) -> String {
    let certificate = &stream.get_ref().1.peer_certificates().unwrap()[0];
    let bytes: Vec<String> = Sha256::digest(certificate).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("SHA256 {}", bytes.join(":"))
}

#[tokio::test]
async fn the_authority_made_at_start_is_behind_every_agent() {
    let bench = bench(2, false).await;
    let client = client(&bench.sandbox, None);
    for (agent, address) in bench.addresses.iter().enumerate() {
        assert_eq!(data(&client, address, "/api/v1/info").await.unwrap()["identity"], "SINGLE");
        let stream = connect(&client, address, "127.0.0.1").await.unwrap();
        assert_eq!(Some(shown(&stream)), bench.sandbox.certificate_fingerprint(agent));
        assert_eq!(stream.get_ref().1.peer_certificates().unwrap().len(), 2, "a chain");
        assert!(connect(&client, address, "ob9.example.com").await.is_err(), "another name");
    }
    let fingerprint = |agent| bench.sandbox.certificate_fingerprint(agent);
    assert_ne!(fingerprint(0), fingerprint(1));
    assert_eq!(bench.sandbox.requests(0).len(), 1);
}

#[tokio::test]
async fn another_authority_does_not_vouch_for_it() {
    let (bench, other) = (bench(1, false).await, bench(1, false).await);
    let stranger = client(&other.sandbox, None);
    assert!(data(&stranger, &bench.addresses[0], "/api/v1/info").await.is_err());
    assert!(bench.sandbox.requests(0).is_empty());
}

#[tokio::test]
async fn a_client_without_a_certificate_is_turned_away_if_one_is_wanted() {
    let (bench, other) = (bench(1, true).await, bench(1, true).await);
    let address = &bench.addresses[0];
    for shown in [None, Some(&other.sandbox)] {
        assert!(data(&client(&bench.sandbox, shown), address, "/api/v1/info").await.is_err());
    }
    assert!(bench.sandbox.requests(0).is_empty());
    let own = client(&bench.sandbox, Some(&bench.sandbox));
    assert_eq!(data(&own, address, "/api/v1/info").await.unwrap()["identity"], "SINGLE");
}

#[tokio::test]
async fn plain_http_is_told_so_in_gos_words() {
    let bench = bench(1, false).await;
    let reply = raw(&bench.addresses[0], "GET", "/api/v1/info", &[], "").await.unwrap();
    assert_eq!((reply.status, &*reply.text), (400, "Client sent an HTTP request to an HTTPS server.\n"));
    assert!(bench.sandbox.requests(0).is_empty());
}

#[tokio::test]
async fn a_certificate_can_be_replaced_under_a_client() {
    let bench = bench(1, false).await;
    let client = client(&bench.sandbox, None);
    let before = connect(&client, &bench.addresses[0], "127.0.0.1").await.unwrap();
    bench.sandbox.replace_certificate(0).unwrap();
    let after = connect(&client, &bench.addresses[0], "127.0.0.1").await.unwrap();
    assert_ne!(shown(&before), shown(&after));
    assert_eq!(Some(shown(&after)), bench.sandbox.certificate_fingerprint(0));
}

#[tokio::test]
async fn a_killed_agent_breaks_encrypted_connections_too() {
    let bench = bench(2, false).await;
    let client = client(&bench.sandbox, None);
    let mut stream = connect(&client, &bench.addresses[0], "127.0.0.1").await.unwrap();
    bench.sandbox.kill_agent(0).await;
    assert!(connect(&client, &bench.addresses[0], "127.0.0.1").await.is_err());
    let _ = stream.write_all(b"GET /api/v1/info HTTP/1.1\r\nHost: x\r\n\r\n").await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert!(answer.is_empty(), "{answer:?}");
    bench.sandbox.revive_agent(0).await;
    assert!(data(&client, &bench.addresses[0], "/api/v1/info").await.is_ok());
}

#[tokio::test]
async fn a_slow_handshake_keeps_nobody_waiting() {
    let bench = bench(1, false).await;
    let silent = TcpStream::connect(&bench.addresses[0]).await.unwrap();
    let client = client(&bench.sandbox, None);
    assert!(data(&client, &bench.addresses[0], "/api/v1/info").await.is_ok());
    drop(silent);
}

#[tokio::test]
async fn a_cluster_comes_up_behind_https() {
    let bench = Bench::with(3, |options| {
        options.tls = Some(TlsOptions::default());
        options.cluster = Some(InitialisedCluster::default());
    })
    .await;
    let client = client(&bench.sandbox, None);
    let info = data(&client, &bench.addresses[2], "/api/v1/info").await.unwrap();
    assert_eq!(info["identity"], json!("CLUSTER AGENT"));
}

#[tokio::test]
async fn over_plain_http_there_is_nothing_to_trust() {
    let bench = Bench::start(1).await;
    let sandbox = &bench.sandbox;
    assert!(!sandbox.is_https() && !sandbox.wants_client_certificate());
    assert_eq!((sandbox.ca_pem(), sandbox.certificate_fingerprint(0)), (None, None));
    assert_eq!((sandbox.client_certificate_pem(), sandbox.client_key_pem()), (None, None));
    sandbox.replace_certificate(0).unwrap();
    let client = bench.client(0).await.with(ROOT, "");
    assert_eq!(client.get("/api/v1/ob/info").await.status, 200);
}
