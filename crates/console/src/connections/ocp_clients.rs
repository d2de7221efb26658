use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ocp_api::{BaseUrl, Client, Error, Login};

use super::wiring::Wiring;
use crate::dto::{ConnectionSettings, ErrorCode, IpcError, Reach, SecretRef};

/// The way to the OCP of a connection.
#[derive(Clone)]
pub struct OcpAccess {
    /// Shared by all who talk to it, so that a login that is not proven is tried once and not by each.
    pub client: Client,
    pub has_login: bool,
}

/// The clients of OCPs, one a connection.
#[derive(Default)]
pub struct OcpClients {
    made: Mutex<Made>,
    /// By connection, held while its client is made: two would try a login twice. A way that hangs keeps nobody else.
    making: Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

#[derive(Default)]
struct Made {
    clients: BTreeMap<String, (Basis, OcpAccess)>,
    /// How often all were let go, and that of a connection: what was begun before is not kept.
    all_let_go: u64,
    let_go: BTreeMap<String, u64>,
}

/// What a client was made of.
#[derive(PartialEq)]
struct Basis {
    url: String,
    reach: Reach,
    user: Option<String>,
    password: Option<SecretRef>,
}

impl Wiring {
    /// The client for the OCP of a connection, with its login if there is one. Opens the way through a jump host;
    /// performs vault I/O. Connects to no OCP.
    ///
    /// # Errors
    /// As [`Wiring::options`].
    pub async fn ocp(&self, id: &str, settings: &ConnectionSettings) -> Result<OcpAccess, IpcError> {
        let basis = Basis::of(settings);
        if let Some(known) = self.ocps().known(id, &basis) {
            return Ok(known);
        }
        let turn = self.ocps().turn(id);
        let _one_at_a_time = turn.lock().await;
        // Somebody else may have made it meanwhile.
        if let Some(known) = self.ocps().known(id, &basis) {
            return Ok(known);
        }
        let let_go = self.ocps().made().let_go(id);
        let access = self.new_ocp(&basis).await?;
        let mut made = self.ocps().made();
        if made.let_go(id) == let_go {
            made.clients.insert(id.to_owned(), (basis, access.clone()));
        }
        Ok(access)
    }

    /// Lets the client of a connection go: the way to it may have to be opened again, or its password was replaced.
    pub fn forget_ocp(&self, id: &str) {
        let mut made = self.ocps().made();
        made.clients.remove(id);
        *made.let_go.entry(id.to_owned()).or_default() += 1;
    }

    /// Lets every client go, and with it the login that it holds.
    pub fn forget_ocps(&self) {
        let mut made = self.ocps().made();
        made.clients.clear();
        made.all_let_go += 1;
    }

    async fn new_ocp(&self, basis: &Basis) -> Result<OcpAccess, IpcError> {
        let url = BaseUrl::parse(&basis.url).map_err(Error::from)?;
        let options = self.ocp_options(&basis.reach, &url).await?;
        let client = Client::new(&basis.url, options)?;
        let password = match &basis.password {
            Some(secret) => match self.secret(secret).await {
                Ok(password) => Some(password),
                // One that is gone counts as none.
                Err(problem) if problem.code == ErrorCode::Invalid => None,
                Err(problem) => return Err(problem),
            },
            None => None,
        };
        let login = basis.user.clone().filter(|user| !user.is_empty()).zip(password);
        let has_login = login.is_some();
        if let Some((user, password)) = login {
            client.set_login(Login::basic(user, password));
        }
        Ok(OcpAccess { client, has_login })
    }
}

impl OcpClients {
    fn known(&self, id: &str, basis: &Basis) -> Option<OcpAccess> {
        let made = self.made();
        let (_, access) = made.clients.get(id).filter(|(known, _)| known == basis)?;
        Some(access.clone())
    }

    fn turn(&self, id: &str) -> Arc<tokio::sync::Mutex<()>> {
        let mut making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        making.entry(id.to_owned()).or_default().clone()
    }

    /// Never held across an await.
    fn made(&self) -> MutexGuard<'_, Made> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Made {
    fn let_go(&self, id: &str) -> (u64, u64) {
        (self.all_let_go, self.let_go.get(id).copied().unwrap_or_default())
    }
}

impl Basis {
    fn of(settings: &ConnectionSettings) -> Basis {
        Basis {
            url: settings.addresses.first().cloned().unwrap_or_default(),
            reach: settings.reach.clone(),
            user: settings.passwords.ocp_user.clone(),
            password: settings.passwords.ocp.clone(),
        }
    }
}
