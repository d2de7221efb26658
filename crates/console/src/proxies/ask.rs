use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::{StreamExt, stream};
use obshell_api::{Address, AgentInfo, Client, Clock};
use tokio::time::timeout;

use crate::clock::now;
use crate::connections::Wiring;
use crate::dto::{ErrorCode, IpcError, Millis, Reach};
use crate::hosts::{address_differs, is_dialled};

/// What an agent said of itself, which it does to everybody.
#[derive(Debug, Clone)]
pub struct Asked {
    /// `ip:port`.
    pub agent: String,
    pub at: Millis,
    pub told: Result<AgentInfo, IpcError>,
}

/// Asks agents who they are, and remembers it for a little while.
pub struct Asking {
    wiring: Wiring,
    clock: Arc<dyn Clock>,
    last: Mutex<BTreeMap<(String, String), Asked>>,
}

/// So many are asked at once.
const AT_ONCE: usize = 16;
/// So long an agent may take.
const LONGEST: Duration = Duration::from_secs(5);
/// What was said in these milliseconds is as good as new.
const STILL_NEW: Millis = 5_000;

impl Asking {
    pub fn new(wiring: Wiring, clock: Arc<dyn Clock>) -> Asking {
        Asking { wiring, clock, last: Mutex::default() }
    }

    /// Asks the agents of a connection side by side, in their order; `fresh`: also those that have just been asked.
    /// Sends no password. Performs network I/O, for five seconds a round at most.
    pub async fn ask(
        &self,
        connection_id: &str,
        reach: &Reach,
        agents: Vec<String>,
        fresh: bool,
    ) -> Vec<Asked> {
        let answers = agents.into_iter().map(|agent| async move {
            let key = (connection_id.to_owned(), agent.clone());
            let known = self.last().get(&key).filter(|known| !fresh && self.is_new(known)).cloned();
            if let Some(known) = known {
                return known;
            }
            let at = now(&*self.clock);
            let told = match timeout(LONGEST, Box::pin(self.info(reach, &agent))).await {
                Ok(told) => told,
                Err(_) => Err(IpcError::new(ErrorCode::Unreachable, "the agent does not answer", true)),
            };
            let asked = Asked { agent, at, told };
            self.last().insert(key, asked.clone());
            asked
        });
        stream::iter(answers).buffered(AT_ONCE).collect().await
    }

    async fn info(&self, reach: &Reach, agent: &str) -> Result<AgentInfo, IpcError> {
        let address = Address::parse(agent).map_err(obshell_api::Error::from)?;
        let options = self.wiring.options(reach, &address).await?;
        let info = Client::new(address.clone(), options)?.info().await?;
        if is_dialled(&address, &info) { Ok(info) } else { Err(address_differs(&info)) }
    }

    /// A clock that was set back makes everything old.
    fn is_new(&self, asked: &Asked) -> bool {
        (asked.at..asked.at + STILL_NEW).contains(&now(&*self.clock))
    }

    fn last(&self) -> MutexGuard<'_, BTreeMap<(String, String), Asked>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
