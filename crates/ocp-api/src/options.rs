use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::clock::{Clock, SystemClock};
use crate::fingerprint::Fingerprint;
use crate::route::Route;

/// How a client talks to its OCP.
#[derive(Clone)]
pub struct Options {
    /// Limit for the TCP connection and the TLS handshake.
    pub connect_timeout: Duration,
    /// Limit for a whole request, from the first byte out to the last byte in.
    pub total_timeout: Duration,
    /// Largest accepted response body, in bytes.
    pub max_body: usize,
    /// Whom to trust over https; of no account over http.
    pub tls: Tls,
    /// What we show to a server that demands a client certificate.
    pub client_certificate: Option<ClientCertificate>,
    pub route: Route,
    pub clock: Arc<dyn Clock>,
    /// Language of OCP's messages and of its tasks' names: `en-US` or `zh-CN`.
    pub accept_language: String,
}

/// Whom to trust over https.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// The certificate authorities that the operating system trusts.
    #[default]
    System,
    /// Only the certificate authorities in this PEM text.
    PrivateCa(Vec<u8>),
    /// Only certificates with these fingerprints.
    ///
    /// The server must prove that it holds the certificate's key. Neither the certificate's dates nor its names nor its
    /// issuer are looked at. Another certificate ends the call before any HTTP is spoken, with
    /// [`Error::CertificateNotTrusted`](crate::Error::CertificateNotTrusted); an empty list trusts none.
    Pinned(Vec<Fingerprint>),
}

/// A certificate that says who we are, with its private key.
#[derive(Clone)]
pub struct ClientCertificate {
    /// The certificate, then those of its issuers, in PEM.
    pub certificates_pem: Vec<u8>,
    /// The unencrypted private key in PEM: PKCS#8, PKCS#1 or SEC 1.
    pub key_pem: SecretString,
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCertificate").finish_non_exhaustive()
    }
}

impl Default for Options {
    fn default() -> Options {
        Options {
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(30),
            max_body: 16 * 1024 * 1024,
            tls: Tls::System,
            client_certificate: None,
            route: Route::Direct,
            clock: Arc::new(SystemClock::default()),
            accept_language: "en-US".to_owned(),
        }
    }
}
