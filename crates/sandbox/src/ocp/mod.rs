//! A practice OCP: it says what time it is, and who it is to those who log in or sign, tells of what it looks after,
//! makes OBProxy clusters, and runs tasks.

mod access_key;
mod asked;
mod clusters;
mod estate;
mod hosts;
mod login;
mod obproxy;
mod packages;
mod pages;
mod refusal;
mod serve;
mod tasks;
mod traits;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::clock::nanos;
use crate::error::SandboxError;
use crate::ocp::access_key::AccessKey;
use crate::ocp::estate::Estate;
use crate::ocp::login::Logins;
use crate::ocp::tasks::Tasks;
use crate::options::Options;
use crate::secure::seeded::Seeded;
use crate::world::SECOND;
use crate::{Sandbox, Shared, lock};

pub use crate::ocp::login::OcpRequest;
pub use crate::ocp::traits::{ExporterMember, OcpRight, OcpTask, OcpTemplate, OcpTraits, OcpTrouble};

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
    access_key: AccessKey,
    logins: Logins,
    requests: Vec<OcpRequest>,
    source: Seeded,
    tasks: Tasks,
    estate: Estate,
    traits: OcpTraits,
    trouble: OcpTrouble,
}

impl Ocp {
    /// Answers on `listener` until `down` is cancelled.
    pub fn start(
        shared: Arc<Shared>,
        listener: TcpListener,
        down: CancellationToken,
        options: &Options,
    ) -> Result<Arc<Self>, SandboxError> {
        let address = crate::listen::local(&listener)?;
        let identify = |https: &Arc<crate::tls::Https>| https.authority.identify(address.ip(), false);
        let identity = shared.https.as_ref().map(identify).transpose()?;
        let tls = identity.map(|identity| (identity.config, identity.fingerprint));
        let mut source = Seeded::new(shared.seed, "ocp");
        let password = format!("Ocp#{}", source.hex(6));
        let access_key = AccessKey { id: source.hex(8), secret: source.hex(16) };
        let proxyro = format!("Ro1#{}", source.hex(6));
        let traits = options.ocp_traits.clone();
        let tasks = begun(&shared, options);
        let base = format!("{}://{address}", if tls.is_some() { "https" } else { "http" });
        let estate = Estate::new(&traits, base, proxyro, shared.clock.now_nanos());
        let state = State {
            password,
            access_key,
            estate,
            logins: Logins::default(),
            requests: Vec::new(),
            source,
            tasks,
            traits,
            trouble: OcpTrouble::default(),
        };
        let state = Mutex::new(state);
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

    /// The access key of that user, and its secret.
    #[must_use]
    pub fn ocp_access_key(&self) -> Option<(String, String)> {
        let key = lock(&self.ocp.as_ref()?.state).access_key.clone();
        Some((key.id, key.secret))
    }

    /// Gives the access key of that user another secret.
    pub fn change_ocp_secret_key(&self, new: &str) {
        if let Some(ocp) = &self.ocp {
            new.clone_into(&mut lock(&ocp.state).access_key.secret);
        }
    }

    /// The password of proxyro in the OceanBase clusters of the practice OCP.
    #[must_use]
    pub fn ocp_proxyro_password(&self) -> Option<String> {
        Some(lock(&self.ocp.as_ref()?.state).estate.proxyro_password.clone())
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

    /// Starts a task at the practice OCP; its id. `None` when there is no OCP.
    #[must_use]
    pub fn add_ocp_task(&self, task: &OcpTask) -> Option<i64> {
        let ocp = self.ocp.as_ref()?;
        let world = ocp.shared.world();
        let mut state = lock(&ocp.state);
        let (now, remote) = (ocp.shared.clock.now_nanos(), state.traits.remote);
        Some(state.tasks.start(task, now, remote, |length| world.scaled(length)))
    }

    /// What the practice OCP does wrong from now on.
    pub fn ocp_trouble(&self, trouble: OcpTrouble) {
        if let Some(ocp) = &self.ocp {
            lock(&ocp.state).trouble = trouble;
        }
    }

    /// The fingerprint of the certificate that the practice OCP shows, `SHA256 aa:bb…` of its DER; `None` over plain
    /// http. It asks for none of its clients.
    #[must_use]
    pub fn ocp_certificate_fingerprint(&self) -> Option<String> {
        let (_, fingerprint) = self.ocp.as_ref()?.tls.as_ref()?;
        Some(fingerprint.clone())
    }
}

/// The tasks that are there at the start, as far as they have got.
fn begun(shared: &Shared, options: &Options) -> Tasks {
    let world = shared.world();
    let now = shared.clock.now_nanos();
    let mut tasks = Tasks::default();
    for wanted in &options.ocp_tasks {
        let started = now - world.scaled(nanos(wanted.age));
        tasks.start(wanted, started, options.ocp_traits.remote, |length| world.scaled(length));
        let Some(task) = tasks.all.last_mut().filter(|_| wanted.rolled_back) else { continue };
        task.catch_up(now, world.offset);
        if let Some(failed) = task.finished {
            // Somebody looked at it for two minutes; what did not fail cannot be rolled back.
            let _ = task.roll_back(failed + world.scaled(2 * 60 * SECOND));
        }
    }
    tasks.catch_up(now, world.offset);
    tasks
}
