//! The client for OCP held against the practice OCP.

use ocp_api::{Client, Error, Login, Options, Refusal, SecretString, Tls};
use sandbox::{Sandbox, TlsOptions};

async fn practice(tls: Option<TlsOptions>) -> Sandbox {
    let listen = Some("127.0.0.1:0".parse().unwrap());
    let options = sandbox::Options { agents: 1, listen, ocp: true, tls, ..sandbox::Options::default() };
    Sandbox::start(options).await.unwrap()
}

fn client(sandbox: &Sandbox, options: Options) -> Client {
    Client::new(&sandbox.ocp_url().unwrap(), options).unwrap()
}

fn login(sandbox: &Sandbox) -> Login {
    let (user, password) = sandbox.ocp_credentials().unwrap();
    Login::basic(user, SecretString::from(password))
}

#[tokio::test]
async fn an_ocp_is_recognised_and_lets_its_user_in() {
    let sandbox = practice(None).await;
    let client = client(&sandbox, Options::default());
    let offset = client.probe().await.unwrap().offset;
    assert!(offset.offset_ms.abs() <= offset.round_trip_ms / 2.0 + 50.0, "{offset:?}");
    client.set_login(login(&sandbox));
    assert_eq!(client.info().await.unwrap().version, "4.2.2-20240131164424");
    assert_eq!(sandbox.ocp_refused_attempts(), 0);
}

#[tokio::test]
async fn a_password_that_has_changed_is_tried_once() {
    let sandbox = practice(None).await;
    let client = client(&sandbox, Options::default());
    client.set_login(login(&sandbox));
    client.info().await.unwrap();
    sandbox.change_ocp_password("other#2");
    let Err(Error::Unauthorized(refused)) = client.info().await else { panic!() };
    assert_eq!((refused.refusal(), refused.trace_id.len()), (Refusal::WrongLogin, 16));
    for _ in 0..10 {
        assert!(matches!(client.info().await, Err(Error::LoginRefused)));
    }
    assert_eq!(sandbox.ocp_refused_attempts(), 1);
    client.set_login(login(&sandbox));
    client.info().await.unwrap();
}

#[tokio::test]
async fn https_is_trusted_by_its_authority_or_its_certificate() {
    let sandbox = practice(Some(TlsOptions::default())).await;
    let pinned = sandbox.ocp_certificate_fingerprint().unwrap().parse().unwrap();
    for tls in [Tls::PrivateCa(sandbox.ca_pem().unwrap().into_bytes()), Tls::Pinned(vec![pinned])] {
        client(&sandbox, Options { tls, ..Options::default() }).probe().await.unwrap();
    }
    let stranger = client(&sandbox, Options { tls: Tls::Pinned(Vec::new()), ..Options::default() });
    let error = stranger.probe().await.unwrap_err();
    assert!(matches!(error, Error::CertificateNotTrusted { offered } if offered == pinned), "{error:?}");
}

#[tokio::test]
async fn an_agent_is_not_taken_for_an_ocp() {
    let sandbox = practice(None).await;
    let agent = Client::new(&sandbox.addresses()[0], Options::default()).unwrap();
    agent.set_login(login(&sandbox));
    for error in [agent.probe().await.unwrap_err(), agent.info().await.unwrap_err()] {
        assert!(matches!(error, Error::NotOcp { .. }), "{error:?}");
    }
}
