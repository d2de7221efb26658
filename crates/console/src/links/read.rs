use std::collections::BTreeMap;

use obshell_api::{AgentStatus, Client, Dag, Error, Identity, ObInfo, Probe};

use crate::dto::IpcError;

/// What one round of reading an agent brought.
pub struct Reading {
    pub probe: Probe,
    /// The agents of its group, and the cluster if there is one; absent for an agent that is on its own.
    pub group: Option<ObInfo>,
    /// Of every agent that its cluster reaches, by `ip:port`.
    pub statuses: BTreeMap<String, AgentStatus>,
    /// Unfinished tasks.
    pub unfinished: Vec<Dag>,
    /// The newest maintenance of the agent and of its cluster; absent when it was not asked for.
    pub maintenance: Option<Vec<Dag>>,
    /// What the agent answered to a call that it should have been able to answer.
    pub problem: Option<IpcError>,
}

/// Reads what there is to know of the group of an agent. `deep` also asks for what it did last.
///
/// # Errors
/// When the agent is lost, or does not accept the password. A call that it cannot answer is a
/// [`Reading::problem`].
pub async fn read(client: &Client, probe: Probe, deep: bool) -> Result<Reading, Error> {
    let mut problem = None;
    let single = probe.info.identity == Identity::Single;
    let grouped = !single && !matches!(probe.info.identity, Identity::Unidentified | Identity::Unknown(_));
    // The first call of a round goes alone, so that a wrong password is one attempt.
    let group = match grouped {
        true => soft(client.ob_info().await, &mut problem)?,
        false => None,
    };
    let unfinished = soft(client.unfinished().await, &mut problem)?.unwrap_or_default();
    let statuses = match grouped {
        true => soft(client.agents_status().await, &mut problem)?.unwrap_or_default(),
        false => BTreeMap::new(),
    };
    let busy = probe.status.as_ref().is_some_and(|status| status.under_maintenance);
    let maintenance = if deep || busy { Some(newest(client, &probe, &mut problem).await?) } else { None };
    Ok(Reading { probe, group, statuses, unfinished, maintenance, problem })
}

/// Whether the error says something of the call rather than of the agent or the password.
pub fn is_soft(error: &Error) -> bool {
    matches!(error, Error::Rejected(rejected) if rejected.status != 401)
        || matches!(error, Error::Decode { .. })
}

async fn newest(client: &Client, probe: &Probe, problem: &mut Option<IpcError>) -> Result<Vec<Dag>, Error> {
    let own = soft(client.maintain_agent().await, problem)?.flatten();
    let cluster = match probe.info.identity {
        Identity::ClusterAgent => soft(client.maintain_ob().await, problem)?.flatten(),
        Identity::Single
        | Identity::Master
        | Identity::Follower
        | Identity::TakeOverMaster
        | Identity::TakeOverFollower
        | Identity::ScalingOut
        | Identity::ScalingIn
        | Identity::Unidentified
        | Identity::Unknown(_) => None,
    };
    Ok(own.into_iter().chain(cluster).collect())
}

fn soft<T>(answer: Result<T, Error>, problem: &mut Option<IpcError>) -> Result<Option<T>, Error> {
    match answer {
        Ok(value) => Ok(Some(value)),
        Err(error) if is_soft(&error) => {
            problem.get_or_insert_with(|| error.into());
            Ok(None)
        }
        Err(error) => Err(error),
    }
}
