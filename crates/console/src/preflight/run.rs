use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use futures::future::join;
use obshell_api::{Address, Clock};
use secrecy::SecretString;
use tokio::task::JoinSet;

use crate::dto::{Millis, Reach, Route};
use crate::hosts::{PortAnswer, Probed, Prober, ask_ports};

/// One host to ask.
pub struct Knock {
    /// Canonical.
    pub address: Address,
    pub password: Option<SecretString>,
    /// What its observer will listen at.
    pub ports: Vec<u16>,
}

/// What all hosts are asked with.
#[derive(Clone)]
pub struct Run {
    pub prober: Prober,
    pub reach: Reach,
    pub clock: Arc<dyn Clock>,
    pub now: Millis,
}

impl Run {
    /// Asks all hosts at once. Dropping what is returned ends it. Performs network, vault and database I/O.
    pub fn ask_all(&self, hosts: Vec<Knock>) -> JoinSet<Probed> {
        hosts.into_iter().map(|host| self.clone().ask(host)).collect()
    }

    async fn ask(self, host: Knock) -> Probed {
        let begun = self.clock.monotonic();
        let address = host.address.to_string();
        let probe = self.prober.probe(&address, &self.reach, host.password, self.now);
        let (probed, ports) = join(probe, self.knock(&host.address, host.ports)).await;
        let took = self.clock.monotonic().saturating_sub(begun);
        Probed { ports, took_ms: Some(milliseconds(took)), ..probed }
    }

    /// Through a proxy or a jump host a port that is taken looks like one that is free.
    async fn knock(&self, host: &Address, ports: Vec<u16>) -> BTreeMap<u16, PortAnswer> {
        match &self.reach.route {
            Route::Direct => ask_ports(host, ports).await,
            Route::Jump { .. } | Route::HttpProxy { .. } | Route::SocksProxy { .. } => BTreeMap::new(),
        }
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
