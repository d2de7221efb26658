//! A practice OCP: it says what time it is, and who it is to those who log in.

mod login;
mod serve;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::error::SandboxError;
use crate::ocp::login::Logins;
use crate::secure::seeded::Seeded;
use crate::{Sandbox, Shared, lock};

pub use crate::ocp::login::OcpRequest;

/// Who may log in.
const USER: &str = "admin";

/// A practice OCP.
pub(crate) struct Ocp {
    shared: Arc<Shared>,
    address: SocketAddr,
    /// How it speaks https, and the fingerprint of its certificate; `None`: plain http.
    tls: Option<(Arc<ServerConfig>, String)>,
    state: Mutex<State>,
}

struct State {
    password: String,
    logins: Logins,
    requests: Vec<OcpRequest>,
    source: Seeded,
}

impl Ocp {
    /// Answers on `listener` until `down` is cancelled.
    pub fn start(
        shared: Arc<Shared>,
        listener: TcpListener,
        down: CancellationToken,
    ) -> Result<Arc<Self>, SandboxError> {
        let address = crate::listen::local(&listener)?;
        let identify = |https: &Arc<crate::tls::Https>| https.authority.identify(address.ip(), false);
        let identity = shared.https.as_ref().map(identify).transpose()?;
        let tls = identity.map(|identity| (identity.config, identity.fingerprint));
        let mut source = Seeded::new(shared.seed, "ocp");
        let password = format!("Ocp#{}", source.hex(6));
        let state = Mutex::new(State { password, logins: Logins::default(), requests: Vec::new(), source });
        let ocp = Arc::new(Self { shared, address, tls, state });
        serve::spawn(ocp.clone(), listener, down);
        Ok(ocp)
    }
}

impl Sandbox {
    /// Where the practice OCP is, as `http://ip:port` or `https://ip:port`; `None` when there is none.
    #[must_use]
    pub fn ocp_url(&self) -> Option<String> {
        let scheme = if self.is_https() { "https" } else { "http" };
        self.ocp.as_ref().map(|ocp| format!("{scheme}://{}", ocp.address))
    }

    /// User and password that the practice OCP accepts at present.
    #[must_use]
    pub fn ocp_credentials(&self) -> Option<(String, String)> {
        self.ocp.as_ref().map(|ocp| (USER.to_owned(), lock(&ocp.state).password.clone()))
    }

    /// Gives the user of the practice OCP another password.
    pub fn change_ocp_password(&self, new: &str) {
        if let Some(ocp) = &self.ocp {
            new.clone_into(&mut lock(&ocp.state).password);
        }
    }

    /// How many logins the practice OCP has refused; requests without one do not count.
    #[must_use]
    pub fn ocp_refused_attempts(&self) -> usize {
        self.ocp.as_ref().map_or(0, |ocp| lock(&ocp.state).logins.refused())
    }

    /// The requests the practice OCP has received, in order.
    #[must_use]
    pub fn ocp_requests(&self) -> Vec<OcpRequest> {
        self.ocp.as_ref().map(|ocp| lock(&ocp.state).requests.clone()).unwrap_or_default()
    }

    /// The fingerprint of the certificate that the practice OCP shows, `SHA256 aa:bb…` of its DER; `None` over plain
    /// http. It asks for none of its clients.
    #[must_use]
    pub fn ocp_certificate_fingerprint(&self) -> Option<String> {
        let (_, fingerprint) = self.ocp.as_ref()?.tls.as_ref()?;
        Some(fingerprint.clone())
    }
}
