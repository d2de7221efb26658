//! What a client needs to know to trust agents that speak https, and to be trusted by them.

use std::sync::Arc;

use crate::Sandbox;
use crate::error::SandboxError;
use crate::tls::Https;

impl Sandbox {
    /// Whether the agents speak https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.shared.https.is_some()
    }

    /// The certificate of the authority behind the agents', as PEM; `None` over plain http.
    #[must_use]
    pub fn ca_pem(&self) -> Option<String> {
        self.https().map(|https| https.authority.pem())
    }

    /// The fingerprint of the certificate that agent `i` shows, `SHA256 aa:bb…` of its DER; `None` over plain http.
    #[must_use]
    pub fn certificate_fingerprint(&self, i: usize) -> Option<String> {
        self.https().map(|https| https.fingerprint(i))
    }

    /// A certificate that agents accept from a client, as PEM; `None` over plain http.
    #[must_use]
    pub fn client_certificate_pem(&self) -> Option<String> {
        self.https().map(|https| https.authority.client.certificate.clone())
    }

    /// The key of [`client_certificate_pem`](Sandbox::client_certificate_pem), as PEM of PKCS#8.
    #[must_use]
    pub fn client_key_pem(&self) -> Option<String> {
        self.https().map(|https| https.authority.client.key.clone())
    }

    /// Whether agents turn away a client that shows no certificate.
    #[must_use]
    pub fn wants_client_certificate(&self) -> bool {
        self.https().is_some_and(|https| https.client_auth)
    }

    /// Gives agent `i` another certificate of the same authority, for connections made from now on; nothing to do
    /// over plain http.
    ///
    /// # Errors
    ///
    /// When no certificate comes out.
    pub fn replace_certificate(&self, i: usize) -> Result<(), SandboxError> {
        let address = self.shared.world().agents[i].state.address;
        self.https().map_or(Ok(()), |https| https.replace(i, address.ip()))
    }

    fn https(&self) -> Option<&Arc<Https>> {
        self.shared.https.as_ref()
    }
}
