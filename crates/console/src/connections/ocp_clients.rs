use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

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
    made: Mutex<BTreeMap<String, (Basis, OcpAccess)>>,
    /// Held while one is made: two would try a login twice.
    making: tokio::sync::Mutex<()>,
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
        let _one_at_a_time = self.ocps().making.lock().await;
        let basis = Basis::of(settings);
        if let Some((_, access)) = self.ocps().made().get(id).filter(|(known, _)| *known == basis) {
            return Ok(access.clone());
        }
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
            client.set_login(Login { user, password });
        }
        let access = OcpAccess { client, has_login };
        self.ocps().made().insert(id.to_owned(), (basis, access.clone()));
        Ok(access)
    }

    /// Lets the client of a connection go: the way to it may have to be opened again, or its password was replaced.
    pub fn forget_ocp(&self, id: &str) {
        self.ocps().made().remove(id);
    }
}

impl OcpClients {
    /// Never held across an await.
    fn made(&self) -> MutexGuard<'_, BTreeMap<String, (Basis, OcpAccess)>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
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
