use super::{SecretRef, dto};

dto! {
    /// How the agents of a connection are reached.
    #[derive(Default)]
    pub struct Reach {
        pub tls: TlsChoice,
        pub route: Route,
        /// Shown to agents that ask for one; used with https only.
        pub client_certificate: Option<ClientCertificate>,
    }

    /// http, or https and whom to trust.
    #[derive(Default)]
    #[serde(tag = "type")]
    pub enum TlsChoice {
        /// Plain http.
        #[default]
        Off,
        /// https, trusting what the operating system trusts.
        System,
        /// https, trusting only the authorities in this PEM text.
        #[serde(rename_all = "camelCase")]
        PrivateCa { pem: String },
        /// https, trusting only certificates with these fingerprints (`SHA256 aa:bb…`). Empty: none yet.
        #[serde(rename_all = "camelCase")]
        Pinned { fingerprints: Vec<String> },
    }

    pub struct ClientCertificate {
        /// The certificate, and what it was signed with, as PEM.
        pub pem: String,
        /// Its private key as PEM, kept in the vault.
        pub key: SecretRef,
    }

    /// The way through the network.
    #[derive(Default)]
    #[serde(tag = "type")]
    pub enum Route {
        #[default]
        Direct,
        /// Through a host of the user's own OpenSSH configuration.
        #[serde(rename_all = "camelCase")]
        Jump { host: String },
        #[serde(rename_all = "camelCase")]
        HttpProxy { proxy: ProxyChoice },
        /// SOCKS5; names are resolved by the proxy.
        #[serde(rename_all = "camelCase")]
        SocksProxy { proxy: ProxyChoice },
    }

    pub struct ProxyChoice {
        /// `host:port`
        pub address: String,
        pub user: Option<String>,
        pub password: Option<SecretRef>,
    }
}
