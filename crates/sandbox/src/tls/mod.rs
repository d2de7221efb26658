//! https as an agent speaks it, behind certificates made at start.

pub(crate) mod authority;
pub(crate) mod handshake;

use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;

use crate::error::SandboxError;
use crate::lock;
use crate::options::TlsOptions;
use crate::tls::authority::{Authority, Identity};

/// Every agent's certificate, and the authority behind them.
pub(crate) struct Https {
    pub authority: Authority,
    pub client_auth: bool,
    identities: Mutex<Vec<Identity>>,
}

impl Https {
    /// Makes an authority and a certificate for the server at each of `addresses`.
    pub fn new(
        options: &TlsOptions,
        addresses: impl IntoIterator<Item = IpAddr>,
    ) -> Result<Self, SandboxError> {
        let (authority, identities) = (Authority::new()?, Mutex::default());
        let https = Self { authority, client_auth: options.client_auth, identities };
        addresses.into_iter().try_for_each(|address| https.add(address))?;
        Ok(https)
    }

    /// Makes a certificate for one more agent.
    pub fn add(&self, address: IpAddr) -> Result<(), SandboxError> {
        let identity = self.authority.identify(address, self.client_auth)?;
        lock(&self.identities).push(identity);
        Ok(())
    }

    /// Gives agent `me` another certificate.
    pub fn replace(&self, me: usize, address: IpAddr) -> Result<(), SandboxError> {
        let identity = self.authority.identify(address, self.client_auth)?;
        lock(&self.identities)[me] = identity;
        Ok(())
    }

    /// How agent `me` answers the next connection.
    pub fn config(&self, me: usize) -> Arc<ServerConfig> {
        lock(&self.identities)[me].config.clone()
    }

    /// `SHA256 aa:bb…` of the certificate of agent `me`.
    pub fn fingerprint(&self, me: usize) -> String {
        lock(&self.identities)[me].fingerprint.clone()
    }
}
