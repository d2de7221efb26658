use std::str::FromStr;

use vault::SecretId;

use crate::dto::{ClientCertificate, ConnectionSettings, Reach, Route, SecretRef};

/// Where a connection's settings refer to a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecretSlot {
    Root,
    Agent,
    Ocp,
    Proxy,
    /// The private key of the client certificate.
    Key,
}

impl SecretSlot {
    pub const ALL: [SecretSlot; 5] =
        [SecretSlot::Root, SecretSlot::Agent, SecretSlot::Ocp, SecretSlot::Proxy, SecretSlot::Key];

    /// Its name in exported files.
    pub fn name(self) -> &'static str {
        match self {
            SecretSlot::Root => "root",
            SecretSlot::Agent => "agent",
            SecretSlot::Ocp => "ocp",
            SecretSlot::Proxy => "proxy",
            SecretSlot::Key => "key",
        }
    }

    pub fn of(self, settings: &ConnectionSettings) -> Option<&SecretRef> {
        let ConnectionSettings { passwords, reach, .. } = settings;
        match self {
            SecretSlot::Root => passwords.root.as_ref(),
            SecretSlot::Agent => passwords.agent.as_ref(),
            SecretSlot::Ocp => passwords.ocp.as_ref(),
            SecretSlot::Proxy => proxy_password(reach),
            SecretSlot::Key => key(reach),
        }
    }

    /// A certificate without its key is no use and goes with it. Nothing happens where there is no proxy or
    /// certificate that could have a secret.
    pub fn set(self, settings: &mut ConnectionSettings, secret: Option<SecretRef>) {
        let ConnectionSettings { passwords, reach, .. } = settings;
        match self {
            SecretSlot::Root => passwords.root = secret,
            SecretSlot::Agent => passwords.agent = secret,
            SecretSlot::Ocp => passwords.ocp = secret,
            SecretSlot::Proxy => {
                if let Route::HttpProxy { proxy } | Route::SocksProxy { proxy } = &mut reach.route {
                    proxy.password = secret;
                }
            }
            SecretSlot::Key => {
                let pem = reach.client_certificate.take().map(|certificate| certificate.pem);
                reach.client_certificate = pem.zip(secret).map(|(pem, key)| ClientCertificate { pem, key });
            }
        }
    }
}

/// Every secret that the settings refer to.
pub fn secrets_of(settings: &ConnectionSettings) -> Vec<SecretId> {
    let all = SecretSlot::ALL.into_iter().filter_map(|slot| slot.of(settings));
    all.filter_map(|secret| SecretId::from_str(&secret.id).ok()).collect()
}

/// Every secret that a way to agents refers to.
pub fn secrets_of_reach(reach: &Reach) -> impl Iterator<Item = &SecretRef> {
    proxy_password(reach).into_iter().chain(key(reach))
}

fn proxy_password(reach: &Reach) -> Option<&SecretRef> {
    match &reach.route {
        Route::HttpProxy { proxy } | Route::SocksProxy { proxy } => proxy.password.as_ref(),
        Route::Direct | Route::Jump { .. } => None,
    }
}

fn key(reach: &Reach) -> Option<&SecretRef> {
    reach.client_certificate.as_ref().map(|certificate| &certificate.key)
}
