use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use crate::clock::{Clock, SystemClock};
use crate::fingerprint::Fingerprint;
use crate::route::Route;

/// How a client reaches its server.
#[derive(Clone)]
pub struct Options {
    /// Limit for the TCP connection and the TLS handshake.
    pub connect_timeout: Duration,
    /// Limit for a whole request, from the first byte out to the last byte in.
    pub total_timeout: Duration,
    /// Largest accepted response body, in bytes.
    pub max_body: usize,
    pub tls: Tls,
    /// What we show to a server that demands a client certificate (of agents: `enable_client_auth`).
    pub client_certificate: Option<ClientCertificate>,
    pub route: Route,
    pub clock: Arc<dyn Clock>,
    /// Language of the server's messages: one tag such as `en-US` or `zh-CN`. Agents cannot read a list.
    pub accept_language: String,
}

/// Whether the server is asked over http or https, and whom to trust.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// Plain http.
    #[default]
    Off,
    /// https, with the certificate authorities that the operating system trusts.
    System,
    /// https, trusting only the certificate authorities in this PEM text.
    PrivateCa(Vec<u8>),
    /// https, trusting only certificates with these fingerprints, the SHA-256 of the certificate's DER.
    ///
    /// The server must prove that it holds the certificate's key. Neither the certificate's dates nor its names
    /// nor its issuer are looked at. Another certificate ends the call before any HTTP is spoken, with
    /// [`Lost::NotPinned`](crate::Lost::NotPinned); an empty list trusts none.
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

/// An option that cannot be used: a certificate, a proxy or a header value that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid client option: {detail}")]
pub struct OptionsError {
    /// Holds no secret.
    pub detail: String,
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
            tls: Tls::Off,
            client_certificate: None,
            route: Route::Direct,
            clock: Arc::new(SystemClock::default()),
            accept_language: "en-US".to_owned(),
        }
    }
}
