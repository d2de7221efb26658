use std::time::Duration;

use ocp_api::{Client, Error};

use crate::connections::Wiring;
use crate::dto::{ConnectionSettings, IpcError};
use crate::operations::record::Operation;
use crate::operations::runner::Parts;

/// Why an OCP was of no use.
#[derive(Debug, Clone)]
pub struct Trouble {
    pub problem: IpcError,
    /// How long it wants to be left alone.
    pub wait: Option<Duration>,
    /// A changing call may have been carried out all the same.
    pub outcome_unknown: bool,
}

/// The client for the OCP of an operation's connection. Performs vault I/O; calls nobody.
pub async fn open(operation: &Operation, parts: &Parts) -> Result<Client, IpcError> {
    let id = operation.connection_id.as_deref().ok_or_else(|| IpcError::not_found("connection"))?;
    client(id, &parts.connections.get(id)?.settings, &parts.wiring).await
}

/// The same for a connection.
///
/// # Errors
/// `Unauthorized` when there is no login, or it was refused: it is not tried again.
pub async fn client(id: &str, settings: &ConnectionSettings, wiring: &Wiring) -> Result<Client, IpcError> {
    if wiring.is_refused(id) {
        return Err(Error::LoginRefused.into());
    }
    let access = wiring.ocp(id, settings).await?;
    if access.has_login { Ok(access.client) } else { Err(Error::NoLogin.into()) }
}

/// What `error` means for all who use the connection: a refused login is tried by none of them any more.
pub fn trouble(error: Error, connection_id: &str, wiring: &Wiring) -> Trouble {
    if let Error::Unauthorized(_) | Error::LoginRefused = error {
        wiring.note_refused(connection_id);
    }
    let wait = if let Error::Throttled { wait, .. } = &error { *wait } else { None };
    let outcome_unknown = error.outcome_unknown();
    Trouble { problem: error.into(), wait, outcome_unknown }
}

impl From<IpcError> for Trouble {
    fn from(problem: IpcError) -> Self {
        Self { problem, wait: None, outcome_unknown: false }
    }
}
