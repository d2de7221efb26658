//! One request in a handler's hands.

use std::net::SocketAddr;

use serde_json::Value;

use crate::agent::process::Agent;
use crate::clock::Ns;
use crate::dag::model::Maintenance;
use crate::dag::table::DagPlan;
use crate::dag::{recorded, view};
use crate::fault::Fault;
use crate::http::bind::Body;
use crate::http::upload::Received;
use crate::world::World;

/// What a handler answers.
#[derive(Debug)]
pub(crate) enum Reply {
    /// 200 with `data`.
    Data(Value),
    /// 200 without `data`.
    Empty,
    /// 204 without a body.
    NoContent,
    /// Another agent answers, asked by this one with its own credentials.
    Relay(SocketAddr),
}

pub(crate) type Answer = Result<Reply, Fault>;

/// One request in a handler's hands.
pub(crate) struct Call<'a> {
    pub world: &'a mut World,
    pub me: usize,
    pub now: Ns,
    /// The body in clear.
    pub plain: Vec<u8>,
    /// What an upload came to.
    pub upload: Option<&'a Received>,
    pub query: Option<String>,
    /// The agent that relayed the request without being asked to, if any.
    pub forwarder: Option<SocketAddr>,
}

impl Call<'_> {
    pub fn agent(&self) -> &Agent {
        &self.world.agents[self.me]
    }

    pub fn agent_mut(&mut self) -> &mut Agent {
        let agent = &mut self.world.agents[self.me];
        agent.dirty = true;
        agent
    }

    pub fn body(&self) -> Result<Body, Fault> {
        Body::parse(&self.plain)
    }

    pub fn is_forwarded(&self) -> bool {
        self.forwarder.is_some()
    }

    /// Hands the request on to the MASTER.
    pub fn relay_to_master(&self) -> Answer {
        let master = self.agent().state.master;
        master.map(Reply::Relay).ok_or_else(|| Fault::new(500, "Agent.NoMaster", "Master agent is not found"))
    }

    /// Creates a DAG and answers with it, without details.
    pub fn create(&mut self, plan: DagPlan) -> Answer {
        let at = self.world.stamp(self.me, self.now);
        let owner = self.agent().state.address;
        let id = self.agent_mut().state.tasks.create(owner, plan, at)?.id;
        let dag = self.agent().state.tasks.dag(id).ok_or_else(|| Fault::task_not_found(None))?;
        Ok(Reply::Data(view::dag(self.world, self.me, dag, false)))
    }

    /// Gives the agent's cluster a DAG and answers with it, without details.
    pub fn create_in_cluster(&mut self, plan: DagPlan) -> Answer {
        let at = self.world.stamp(self.me, self.now);
        let id = self.world.create_in_cluster(self.me, plan, at)?;
        let (owner, dag) = self.world.cluster_dag(self.me, id).ok_or_else(|| Fault::task_not_found(None))?;
        Ok(Reply::Data(view::dag(self.world, owner, dag, false)))
    }

    /// Creates a DAG that locks nothing and answers with it, without details.
    pub fn create_unlocked(&mut self, plan: DagPlan) -> Answer {
        let at = self.world.stamp(self.me, self.now);
        let id = self.agent_mut().state.tasks.create_unlocked(plan, at).id;
        let dag = self.agent().state.tasks.dag(id).ok_or_else(|| Fault::task_not_found(None))?;
        Ok(Reply::Data(view::dag(self.world, self.me, dag, false)))
    }

    /// Creates a DAG about the agent's OBProxy and answers with it, without details.
    pub fn create_for_obproxy(&mut self, plan: DagPlan, maintenance: Maintenance) -> Answer {
        let at = self.world.stamp(self.me, self.now);
        let owner = self.agent().state.address;
        let (last, numbers) = recorded::last_numbers(&self.world.recorded);
        let tasks = &mut self.agent_mut().state.tasks;
        tasks.go_on_after(last, numbers);
        let id = tasks.create_for_obproxy(owner, plan, maintenance, at)?.id;
        let dag = self.agent().state.tasks.dag(id).ok_or_else(|| Fault::task_not_found(None))?;
        Ok(Reply::Data(view::dag(self.world, self.me, dag, false)))
    }

    /// The value of a query parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let pairs = self.query.as_deref()?.split('&');
        pairs.filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// `show_details`; an agent crashes on what is not a boolean.
    pub fn details(&self) -> Result<bool, Fault> {
        match self.parameter("show_details") {
            None | Some("" | "1" | "t" | "T" | "true" | "TRUE" | "True") => Ok(true),
            Some("0" | "f" | "F" | "false" | "FALSE" | "False") => Ok(false),
            Some(_) => Err(Fault::crash()),
        }
    }
}
