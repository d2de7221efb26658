use std::fmt;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme,
};
use secrecy::ExposeSecret;

use crate::fingerprint::Fingerprint;
use crate::options::{ClientCertificate, Options, OptionsError, Tls};

/// How the server proves who it is, and how we do.
pub fn config(options: &Options) -> Result<ClientConfig, OptionsError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let verifier = verifier(&options.tls, &provider)?;
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|e| invalid(e.to_string()))?;
    let builder = builder.dangerous().with_custom_certificate_verifier(verifier);
    let Some(certificate) = &options.client_certificate else { return Ok(builder.with_no_client_auth()) };
    let (chain, key) = read(certificate)?;
    builder.with_client_auth_cert(chain, key).map_err(|e| invalid(format!("client certificate: {e}")))
}

/// The server's certificate is not on the list.
#[derive(Debug)]
pub struct NotPinned {
    pub offered: Fingerprint,
}

impl fmt::Display for NotPinned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the certificate {} is not trusted", self.offered)
    }
}

impl std::error::Error for NotPinned {}

fn verifier(tls: &Tls, provider: &Arc<CryptoProvider>) -> Result<Arc<dyn ServerCertVerifier>, OptionsError> {
    Ok(match tls {
        // Over plain http nobody is asked for a certificate, and none would do.
        Tls::Off => Arc::new(Pinned { trusted: Vec::new(), provider: provider.clone() }),
        Tls::System => {
            let verifier = rustls_platform_verifier::Verifier::new(provider.clone());
            Arc::new(verifier.map_err(|e| invalid(e.to_string()))?)
        }
        Tls::PrivateCa(pem) => {
            let roots = Arc::new(authorities(pem)?);
            let builder = WebPkiServerVerifier::builder_with_provider(roots, provider.clone());
            builder.build().map_err(|e| invalid(format!("certificate authority: {e}")))?
        }
        Tls::Pinned(trusted) => Arc::new(Pinned { trusted: trusted.clone(), provider: provider.clone() }),
    })
}

fn authorities(pem: &[u8]) -> Result<RootCertStore, OptionsError> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|e| invalid(format!("certificate authority: {e:?}")))?;
        roots.add(certificate).map_err(|e| invalid(format!("certificate authority: {e}")))?;
    }
    if roots.is_empty() {
        return Err(invalid("certificate authority: no certificate in the PEM text".to_owned()));
    }
    Ok(roots)
}

fn read(
    certificate: &ClientCertificate,
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), OptionsError> {
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&certificate.certificates_pem).collect();
    let chain = chain.map_err(|e| invalid(format!("client certificate: {e:?}")))?;
    if chain.is_empty() {
        return Err(invalid("client certificate: no certificate in the PEM text".to_owned()));
    }
    // What the parser says of a damaged text may quote it.
    let key = PrivateKeyDer::from_pem_slice(certificate.key_pem.expose_secret().as_bytes())
        .map_err(|_| invalid("client certificate: no unencrypted private key in the PEM text".to_owned()))?;
    Ok((chain, key))
}

fn invalid(detail: String) -> OptionsError {
    OptionsError { detail }
}

/// Trusts certificates by their fingerprints alone.
#[derive(Debug)]
struct Pinned {
    trusted: Vec<Fingerprint>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let offered = Fingerprint::of(end_entity);
        if self.trusted.contains(&offered) {
            return Ok(ServerCertVerified::assertion());
        }
        let other = OtherError(Arc::new(NotPinned { offered }));
        Err(rustls::Error::InvalidCertificate(CertificateError::Other(other)))
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
