//! A private certificate authority, and what it signs.

use std::fmt::Write as _;
use std::net::IpAddr;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use sha2::{Digest, Sha256};

use crate::error::SandboxError;

type Issuer = CertifiedIssuer<'static, KeyPair>;

/// A private certificate authority. The agents' certificates hang from it by one in between, as in a company's.
pub(crate) struct Authority {
    root: Issuer,
    between: Issuer,
    /// What a client shows to an agent that asks for it.
    pub client: ClientIdentity,
}

/// A client's certificate and its key, as PEM.
pub(crate) struct ClientIdentity {
    pub certificate: String,
    pub key: String,
}

/// How one server shows who it is.
pub(crate) struct Identity {
    pub config: Arc<ServerConfig>,
    /// `SHA256 aa:bb…` of the certificate.
    pub fingerprint: String,
}

impl Authority {
    /// Makes one; no two are alike.
    pub fn new() -> Result<Self, SandboxError> {
        let root = CertifiedIssuer::self_signed(issuing("Practice CA"), KeyPair::generate()?)?;
        let between = CertifiedIssuer::signed_by(issuing("Practice hosts"), KeyPair::generate()?, &root)?;
        let key = KeyPair::generate()?;
        let mut params = named("practice client", Vec::new())?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let certificate = params.signed_by(&key, &root)?.pem();
        let client = ClientIdentity { certificate, key: key.serialize_pem() };
        Ok(Self { root, between, client })
    }

    /// The certificate to trust, as PEM.
    pub fn pem(&self) -> String {
        self.root.pem()
    }

    /// A certificate for the server at `address`; with `client_auth` it talks to our own clients only.
    pub fn identify(&self, address: IpAddr, client_auth: bool) -> Result<Identity, SandboxError> {
        let key = KeyPair::generate()?;
        let mut params = named("practice host", vec![address.to_string(), "localhost".to_owned()])?;
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = params.signed_by(&key, &self.between)?;
        let fingerprint = fingerprint(certificate.der());
        let chain = vec![certificate.der().clone(), self.between.der().clone()];
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let builder =
            ServerConfig::builder_with_provider(provider.clone()).with_safe_default_protocol_versions()?;
        let builder = if client_auth {
            let mut roots = RootCertStore::empty();
            roots.add(self.root.der().clone())?;
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(
                verifier.map_err(|error| SandboxError::Certificate(error.to_string()))?,
            )
        } else {
            builder.with_no_client_auth()
        };
        let mut config = builder.with_single_cert(chain, key)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Identity { config: Arc::new(config), fingerprint })
    }
}

fn issuing(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn named(name: &str, hosts: Vec<String>) -> Result<CertificateParams, SandboxError> {
    let mut params = CertificateParams::new(hosts)?;
    params.distinguished_name.push(DnType::CommonName, name);
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    Ok(params)
}

fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    let mut text = "SHA256 ".to_owned();
    for (index, byte) in Sha256::digest(certificate).iter().enumerate() {
        let colon = if index == 0 { "" } else { ":" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{colon}{byte:02x}");
    }
    text
}
