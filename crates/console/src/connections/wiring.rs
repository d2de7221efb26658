use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use obshell_api::{Address, ClientCertificate, Fingerprint, Gate, Options, ProxyAddress, Route, Tls};
use ocp_api::BaseUrl;
use secrecy::SecretString;
use tunnels::{TunnelError, Tunnels};
use vault::{SecretId, Vault};

use super::ocp_clients::OcpClients;
use crate::dto::{self, ErrorCode, IpcError, ProxyChoice, Reach, SecretRef, TlsChoice};

/// How the agents of connections are reached, and the one gate that every client of a connection goes through.
#[derive(Clone)]
pub struct Wiring {
    inner: Arc<Inner>,
}

struct Inner {
    options: Options,
    vault: Vault,
    tunnels: Tunnels,
    gates: Mutex<BTreeMap<String, Gate>>,
    /// Connections to an OCP whose login was refused, and how OCP worded that.
    refused: Mutex<BTreeMap<String, IpcError>>,
    ocps: OcpClients,
}

impl Wiring {
    /// `options` are those of every client; TLS, client certificate and route come from the connection.
    pub fn new(options: Options, vault: Vault, tunnels: Tunnels) -> Wiring {
        Wiring {
            inner: Arc::new(Inner {
                options,
                vault,
                tunnels,
                gates: Mutex::default(),
                refused: Mutex::default(),
                ocps: OcpClients::default(),
            }),
        }
    }

    /// The options of a client for `address`, as `reach` says. Opens the way through a jump host; performs vault
    /// I/O. Made anew for each client, because a way may have to be opened again.
    ///
    /// # Errors
    /// `Route` when the way cannot be used, `VaultLocked`, `Invalid` when a fingerprint, a proxy's address or a
    /// stored secret is not there or makes no sense.
    pub async fn options(&self, reach: &Reach, address: &Address) -> Result<Options, IpcError> {
        self.options_for(reach, address.host(), address.port()).await
    }

    /// The same for the OCP at `url`, whose scheme says whether it is asked over https.
    ///
    /// # Errors
    /// As [`Wiring::options`].
    pub async fn ocp_options(&self, reach: &Reach, url: &BaseUrl) -> Result<Options, IpcError> {
        self.options_for(reach, url.host(), url.port()).await
    }

    /// The gate of a connection: the same one each time, made at first use.
    pub fn gate(&self, connection_id: &str) -> Gate {
        let mut gates = self.inner.gates.lock().unwrap_or_else(PoisonError::into_inner);
        gates.entry(connection_id.to_owned()).or_default().clone()
    }

    /// Opens the gate of a connection again, once every client that goes through it has the new password.
    pub fn reset_gate(&self, connection_id: &str) {
        self.gate(connection_id).reset();
        self.forget_ocp(connection_id);
        self.refused().remove(connection_id);
    }

    /// Notes that an OCP refused the login of a connection: it is not sent again. What OCP said of it first, which
    /// whoever did not ask OCP cannot know.
    pub fn note_refused(&self, connection_id: &str, error: ocp_api::Error) -> IpcError {
        let is_ocps = matches!(error, ocp_api::Error::Unauthorized(_));
        let mut refused = self.refused();
        let known = refused.get(connection_id).filter(|_| !is_ocps).cloned();
        let problem = known.unwrap_or_else(|| error.into());
        refused.insert(connection_id.to_owned(), problem.clone());
        problem
    }

    /// How the OCP of a connection refused its login since [`Wiring::reset_gate`], if it did.
    pub fn refusal(&self, connection_id: &str) -> Option<IpcError> {
        self.refused().get(connection_id).cloned()
    }

    /// A secret of the vault; that it is gone is an error, not an empty password.
    pub async fn secret(&self, secret: &SecretRef) -> Result<SecretString, IpcError> {
        let gone = || IpcError::invalid("a stored password is gone: enter it again");
        let id = SecretId::from_str(&secret.id).map_err(|_| gone())?;
        self.inner.vault.get(&id).await?.ok_or_else(gone)
    }

    async fn options_for(&self, reach: &Reach, host: &str, port: u16) -> Result<Options, IpcError> {
        let tls = tls_of(&reach.tls)?;
        let client_certificate = match &reach.client_certificate {
            Some(certificate) if tls != Tls::Off => Some(ClientCertificate {
                certificates_pem: certificate.pem.clone().into_bytes(),
                key_pem: self.secret(&certificate.key).await?,
            }),
            Some(_) | None => None,
        };
        let route = match &reach.route {
            dto::Route::Direct => Route::Direct,
            dto::Route::Jump { host: jump } => self.tunnel(jump, host, port).await?,
            dto::Route::HttpProxy { proxy } => Route::HttpProxy(self.proxy(proxy).await?),
            dto::Route::SocksProxy { proxy } => Route::SocksProxy(self.proxy(proxy).await?),
        };
        Ok(Options { tls, client_certificate, route, ..self.inner.options.clone() })
    }

    pub(super) fn ocps(&self) -> &OcpClients {
        &self.inner.ocps
    }

    fn refused(&self) -> MutexGuard<'_, BTreeMap<String, IpcError>> {
        self.inner.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(unix)]
    async fn tunnel(&self, jump: &str, host: &str, port: u16) -> Result<Route, IpcError> {
        Ok(Route::Socket(self.inner.tunnels.open(jump, host, port).await.map_err(no_way)?))
    }

    #[cfg(not(unix))]
    async fn tunnel(&self, jump: &str, host: &str, port: u16) -> Result<Route, IpcError> {
        match self.inner.tunnels.open(jump, host, port).await {
            Ok(_) => Err(no_way(TunnelError::Unsupported)),
            Err(problem) => Err(no_way(problem)),
        }
    }

    async fn proxy(&self, proxy: &ProxyChoice) -> Result<ProxyAddress, IpcError> {
        let place = ProxyAddress::from_str(&proxy.address)
            .map_err(|_| IpcError::invalid(format!("{:?} is no proxy's host:port", proxy.address)))?;
        let password = match &proxy.password {
            Some(password) => Some(self.secret(password).await?),
            None => None,
        };
        Ok(ProxyAddress { user: proxy.user.clone(), password, ..place })
    }
}

fn no_way(problem: TunnelError) -> IpcError {
    let retryable = !matches!(problem, TunnelError::BadName(_) | TunnelError::Unsupported);
    IpcError::new(ErrorCode::Route, problem.to_string(), retryable)
}

fn tls_of(choice: &TlsChoice) -> Result<Tls, IpcError> {
    Ok(match choice {
        TlsChoice::Off => Tls::Off,
        TlsChoice::System => Tls::System,
        TlsChoice::PrivateCa { pem } => Tls::PrivateCa(pem.clone().into_bytes()),
        TlsChoice::Pinned { fingerprints } => {
            let read = |text: &String| Fingerprint::from_str(text);
            let trusted: Result<Vec<_>, _> = fingerprints.iter().map(read).collect();
            Tls::Pinned(trusted.map_err(|problem| IpcError::invalid(problem.to_string()))?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wiring(vault: &Vault) -> Wiring {
        let ssh = tunnels::Ssh { program: "/no/ssh".into(), arguments: Vec::new(), sockets: "/no".into() };
        Wiring::new(Options::default(), vault.clone(), Tunnels::new(ssh))
    }

    fn reach(tls: TlsChoice, route: dto::Route) -> Reach {
        Reach { tls, route, client_certificate: None }
    }

    async fn options(reach: &Reach, vault: &Vault) -> Result<Options, IpcError> {
        let address = Address::parse("192.0.2.1:2886").unwrap();
        wiring(vault).options(reach, &address).await
    }

    #[tokio::test]
    async fn a_proxy_keeps_its_port_and_gets_its_password() {
        let vault = Vault::memory();
        let id = vault.put("pw".to_owned().into()).await.unwrap();
        let password = Some(SecretRef { id: id.to_string(), weak: false });
        let proxy =
            ProxyChoice { address: "[2001:db8::1]:80".to_owned(), user: Some("dba".to_owned()), password };
        let through = dto::Route::HttpProxy { proxy };
        let made = options(&reach(TlsChoice::Off, through.clone()), &vault).await.unwrap();
        let Route::HttpProxy(proxy) = made.route else { panic!("{:?}", made.route) };
        assert_eq!((proxy.host.as_str(), proxy.port, proxy.password.is_some()), ("2001:db8::1", 80, true));
        vault.remove(&id).await.unwrap();
        let gone = options(&reach(TlsChoice::Off, through), &vault).await;
        assert_eq!(gone.err().map(|problem| problem.code), Some(ErrorCode::Invalid));
    }

    #[tokio::test]
    async fn what_makes_no_sense_is_said() {
        let vault = Vault::memory();
        let proxy = |address: &str| ProxyChoice { address: address.to_owned(), user: None, password: None };
        for address in ["", "proxy", ":80", "proxy:0", "proxy:http"] {
            let reach = reach(TlsChoice::Off, dto::Route::SocksProxy { proxy: proxy(address) });
            let problem = options(&reach, &vault).await.err().unwrap();
            assert_eq!(problem.code, ErrorCode::Invalid, "{address:?}");
        }
        let jump = dto::Route::Jump { host: "-oProxyCommand=true".to_owned() };
        let problem = options(&reach(TlsChoice::Off, jump), &vault).await.err().unwrap();
        assert_eq!(problem.code, ErrorCode::Route);
        let pinned = TlsChoice::Pinned { fingerprints: vec!["aa:bb".to_owned()] };
        let problem = options(&reach(pinned, dto::Route::Direct), &vault).await.err().unwrap();
        assert_eq!(problem.code, ErrorCode::Invalid);
    }

    #[test]
    fn a_connection_has_one_gate() {
        let wiring = wiring(&Vault::memory());
        assert!(!wiring.gate("one").is_refused());
        wiring.reset_gate("one");
        assert_eq!(wiring.inner.gates.lock().unwrap().len(), 1);
    }
}
