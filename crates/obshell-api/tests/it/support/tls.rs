//! Certificates, and agents behind https.

use std::io::Read;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use obshell_api::{Address, ClientCertificate, Fingerprint};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use rustls::{RootCertStore, ServerConfig, ServerConnection, Stream, SupportedProtocolVersion};

use super::raw::{Manner, answer};

/// Both versions of TLS that agents speak.
pub const VERSIONS: [&SupportedProtocolVersion; 2] = [&rustls::version::TLS12, &rustls::version::TLS13];

pub struct Authority(CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key.
pub struct Issued {
    pub certificate: CertificateDer<'static>,
    pub key: KeyPair,
}

/// An agent behind https, whose handshakes are counted.
pub struct TlsAgent {
    pub address: Address,
    /// Connections whose handshake came to its end: only then is HTTP spoken.
    pub served: Arc<AtomicUsize>,
}

impl Authority {
    /// An authority of a name of its own.
    pub fn new() -> Authority {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let name = Fingerprint::of(key.public_key_raw()).to_string();
        params.distinguished_name.push(DnType::CommonName, name);
        Authority(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    pub fn pem(&self) -> Vec<u8> {
        self.0.pem().into_bytes()
    }

    pub fn issue(&self, name: &str) -> Issued {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap().der().clone();
        Issued { certificate, key }
    }

    pub fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).unwrap();
        roots
    }
}

impl Issued {
    /// A certificate nobody else signed, out of date and for another host.
    pub fn outdated() -> Issued {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(["elsewhere.example.com".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2001, 1, 1);
        params.not_after = rcgen::date_time_ymd(2002, 1, 1);
        let certificate = params.self_signed(&key).unwrap().der().clone();
        Issued { certificate, key }
    }

    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.certificate)
    }

    pub fn for_client(&self) -> ClientCertificate {
        ClientCertificate { certificates_pem: self.pem(), key_pem: self.key.serialize_pem().into() }
    }

    pub fn pem(&self) -> Vec<u8> {
        use base64::Engine;
        let body = base64::engine::general_purpose::STANDARD.encode(&self.certificate);
        format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n").into_bytes()
    }
}

impl TlsAgent {
    /// Starts an agent that shows `issued`.
    pub fn start(issued: &Issued) -> TlsAgent {
        TlsAgent::with(resolver(&issued.certificate, &issued.key), &VERSIONS, None)
    }

    /// Starts an agent that shows `certificate`, holds `key`, and may demand that clients show a
    /// certificate that `demands` has signed.
    pub fn with(
        resolver: Arc<dyn ResolvesServerCert>,
        versions: &[&'static SupportedProtocolVersion],
        demands: Option<&Authority>,
    ) -> TlsAgent {
        let builder =
            ServerConfig::builder_with_provider(provider()).with_protocol_versions(versions).unwrap();
        let config = match demands {
            None => builder.with_no_client_auth(),
            Some(authority) => {
                let verifier =
                    WebPkiClientVerifier::builder_with_provider(Arc::new(authority.roots()), provider());
                builder.with_client_cert_verifier(verifier.build().unwrap())
            }
        };
        let config = Arc::new(config.with_cert_resolver(resolver));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = Address::parse(&listener.local_addr().unwrap().to_string()).unwrap();
        let served = Arc::new(AtomicUsize::new(0));
        let counter = served.clone();
        std::thread::spawn(move || {
            listener.incoming().for_each(|stream| serve(stream.unwrap(), &config, &counter));
        });
        TlsAgent { address, served }
    }

    pub fn served(&self) -> usize {
        self.served.load(Ordering::SeqCst)
    }
}

/// Shows a certificate, and signs with a key that need not be its own.
pub fn resolver(certificate: &CertificateDer<'static>, key: &KeyPair) -> Arc<dyn ResolvesServerCert> {
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let key = provider().key_provider.load_private_key(key).unwrap();
    Arc::new(SingleCertAndKey::from(CertifiedKey::new(vec![certificate.clone()], key)))
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn serve(mut socket: TcpStream, config: &Arc<ServerConfig>, served: &AtomicUsize) {
    let mut connection = ServerConnection::new(config.clone()).unwrap();
    while connection.is_handshaking() {
        if connection.complete_io(&mut socket).is_err() {
            // Closed with unread bytes, the connection would be reset and the alert lost.
            let _ = socket.shutdown(Shutdown::Write);
            let _ = socket.read_to_end(&mut Vec::new());
            return;
        }
    }
    served.fetch_add(1, Ordering::SeqCst);
    answer(&mut Stream::new(&mut connection, &mut socket), Manner::HangUp, &AtomicUsize::new(0));
    connection.send_close_notify();
    let _ = connection.complete_io(&mut socket);
}
