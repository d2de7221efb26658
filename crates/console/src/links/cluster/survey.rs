use std::collections::BTreeMap;

use obshell_api::{AgentStatus, Client, ClusterInfo, Dag, HostInfo, Identity, ObInfo};
use tokio::time::Instant;

use super::fill::{filled, is_complete};
use crate::clock::now;
use crate::dto::{IpcError, Millis, TaskNote};
use crate::links::agent::{Agent, Tools};
use crate::links::credentials::Passwords;
use crate::links::pace::LinkPace;
use crate::links::read::Reading;

/// What was last read of a cluster while somebody wanted it. What cannot be read any more stays.
#[derive(Default)]
pub struct Survey {
    /// Absent before there is a cluster.
    pub info: Option<ClusterInfo>,
    /// When zones and hosts were last read.
    pub read_at: Option<Millis>,
    /// The last round brought `info`, or there is no cluster and it brought the group.
    pub current: bool,
    /// Its database answered for `info`; without one, parts of it are older.
    pub complete: bool,
    pub group: Option<ObInfo>,
    /// By `ip:port`, of the last round. Empty when that brought none.
    pub statuses: BTreeMap<String, AgentStatus>,
    /// The machines of agents that are in no cluster yet and let us look, by `ip:port`.
    pub machines: BTreeMap<String, HostInfo>,
    /// All tasks that the answering agent and its cluster ever had, and those to show of them.
    pub history: Vec<Dag>,
    pub recent: Vec<TaskNote>,
    /// Why the zones and hosts could not be read.
    pub problem: Option<IpcError>,
    history_at: Option<Instant>,
    machines_at: Option<Instant>,
}

impl Survey {
    /// Takes over what the round brought anyway.
    pub fn note(&mut self, reading: &Reading) {
        self.statuses.clone_from(&reading.statuses);
        if reading.group.is_some() {
            self.group.clone_from(&reading.group);
        }
        if before_cluster(&reading.probe.info.identity) {
            self.info = None;
        }
    }

    /// Nobody answered, or nobody may be asked.
    pub fn miss(&mut self) {
        (self.current, self.problem) = (false, None);
        self.statuses.clear();
    }

    /// Reads the rest, of the agent in use. What it cannot answer is a problem of the survey, not of the contact.
    pub async fn read(&mut self, client: &Client, reading: &Reading, tools: &Tools, pace: &LinkPace) {
        (self.current, self.problem) = (true, None);
        if !before_cluster(&reading.probe.info.identity) {
            match client.obcluster_info().await {
                Ok(info) => {
                    self.complete = is_complete(&info);
                    self.info = Some(filled(info, self.info.take()));
                }
                Err(error) => (self.current, self.problem) = (false, Some(error.into())),
            }
        }
        if self.current {
            self.read_at = Some(now(&*tools.clock));
        }
        if is_due(&mut self.history_at, pace) {
            self.history = history(client, &reading.probe.info.identity).await;
        }
    }

    /// Reads the machines of agents that are in no cluster yet, as often as agents are asked who they are. Nobody
    /// is given a password but the agent in use: a FOLLOWER would answer for its MASTER, and another agent may have
    /// another one.
    pub async fn look_at_machines(&mut self, agents: &mut [Agent], passwords: &Passwords, pace: &LinkPace) {
        if self.info.is_some() || !is_due(&mut self.machines_at, pace) {
            return;
        }
        for agent in agents {
            let Some(info) = agent.info.clone().filter(|_| agent.answers()) else { continue };
            let lets_us = match info.identity {
                Identity::Master => true,
                Identity::Single => !info.security,
                Identity::Follower
                | Identity::ClusterAgent
                | Identity::TakeOverMaster
                | Identity::TakeOverFollower
                | Identity::ScalingOut
                | Identity::ScalingIn
                | Identity::Unidentified
                | Identity::Unknown(_) => false,
            };
            if !lets_us {
                continue;
            }
            let Ok(Some(client)) = agent.client_for(&info, passwords) else { continue };
            if let Ok(machine) = client.host_info().await {
                self.machines.insert(agent.address.to_string(), machine);
            }
        }
    }
}

/// Whether an agent that says this is in no cluster yet.
pub fn before_cluster(identity: &Identity) -> bool {
    matches!(identity, Identity::Single | Identity::Master | Identity::Follower)
}

fn is_due(last: &mut Option<Instant>, pace: &LinkPace) -> bool {
    let due = last.is_none_or(|at| at.elapsed() >= pace.longest);
    if due {
        *last = Some(Instant::now());
    }
    due
}

async fn history(client: &Client, identity: &Identity) -> Vec<Dag> {
    let mut history = client.dags_agent().await.unwrap_or_default();
    if *identity == Identity::ClusterAgent {
        history.extend(client.dags_ob().await.unwrap_or_default());
    }
    history
}
