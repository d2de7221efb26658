use std::time::Duration;

use ocp_api::{Advice, Client, Error};

use super::wiring::Wiring;
use crate::dto::{ConnectionSettings, IpcError, OcpLogin};

/// Rights of a user, in OCP's words.
pub const OBPROXY_MANAGER: &str = "OBPROXY_MANAGER";
pub const TASK_MANAGER: &str = "TASK_MANAGER";
pub const TASK_VIEWER: &str = "TASK_VIEWER";

/// Why an OCP was of no use.
#[derive(Debug, Clone)]
pub struct Trouble {
    pub problem: IpcError,
    /// How long it wants to be left alone.
    pub wait: Option<Duration>,
    /// It wants that: nothing was done.
    pub is_throttled: bool,
    /// A changing call may have been carried out all the same.
    pub outcome_unknown: bool,
}

/// The client for the OCP of a connection. Performs vault I/O; calls nobody.
///
/// # Errors
/// `Unauthorized` when there is no login, or it was refused: it is not tried again.
pub async fn client(id: &str, settings: &ConnectionSettings, wiring: &Wiring) -> Result<Client, IpcError> {
    if let Some(problem) = wiring.refusal(id) {
        return Err(problem);
    }
    let access = wiring.ocp(id, settings).await?;
    if access.has_login { Ok(access.client) } else { Err(Error::NoLogin.into()) }
}

/// The same, with OCP's clock known where requests are signed by it: it is asked for the time, once.
///
/// # Errors
/// As [`client`], and what asking for the time came to.
pub async fn timed_client(
    id: &str,
    settings: &ConnectionSettings,
    wiring: &Wiring,
) -> Result<Client, Trouble> {
    let client = client(id, settings, wiring).await?;
    if settings.ocp.login == OcpLogin::AccessKey && client.clock_offset().is_none() {
        client.probe().await.map_err(|error| trouble(error, id, wiring))?;
    }
    Ok(client)
}

/// What `error` means for all who use the connection: a refused login is tried by none of them any more.
pub fn trouble(error: Error, connection_id: &str, wiring: &Wiring) -> Trouble {
    let wait = if let Error::Throttled { wait, .. } = &error {
        *wait
    } else if let Error::Quiet { wait } = &error {
        Some(*wait)
    } else {
        None
    };
    let is_throttled = matches!(error, Error::Throttled { .. } | Error::Quiet { .. });
    let outcome_unknown = error.outcome_unknown();
    let is_refused = matches!(error, Error::Unauthorized(_) | Error::LoginRefused);
    let problem = if is_refused { wiring.note_refused(connection_id, error) } else { error.into() };
    Trouble { problem, wait, is_throttled, outcome_unknown }
}

/// The same for a call that needs `right`, in OCP's word: when that is what the user lacks, it is the problem's
/// `detail`.
pub fn trouble_without(error: Error, right: &str, connection_id: &str, wiring: &Wiring) -> Trouble {
    let lacks = lacks_right(&error);
    let mut trouble = trouble(error, connection_id, wiring);
    if lacks {
        trouble.problem.detail = Some(right.to_owned());
    }
    trouble
}

/// The same where only the problem matters.
pub fn problem_without(error: Error, right: &str) -> IpcError {
    let detail = lacks_right(&error).then(|| right.to_owned());
    let mut problem = IpcError::from(error);
    problem.detail = detail.or(problem.detail);
    problem
}

fn lacks_right(error: &Error) -> bool {
    matches!(error, Error::Rejected(rejected) if rejected.advice() == Some(Advice::RightMissing))
}

impl From<IpcError> for Trouble {
    fn from(problem: IpcError) -> Self {
        Self { problem, wait: None, is_throttled: false, outcome_unknown: false }
    }
}
