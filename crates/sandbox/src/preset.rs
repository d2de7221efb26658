//! A cluster that is there from the start: its agents went through the bootstrap before anybody asked them.

use serde_json::{Value, json};

use crate::clock::Ns;
use crate::dag::executor;
use crate::dag::model::{Run, State};
use crate::dag::table::Place;
use crate::error::SandboxError;
use crate::fault::Fault;
use crate::flows::{Job, config, init, join};
use crate::http::call::{Answer, Call};
use crate::options::{FirstTask, InitialisedCluster};
use crate::world::{SECOND, SHORTEST_TICK, World};

/// How long a first task that is running still runs.
const LEFT: Ns = 20 * 60 * SECOND;

/// How long before its first request a cluster of so many agents begins to come up.
pub(crate) fn duration(agents: usize, speed: f64) -> Ns {
    let seconds = 300 + 15 * i64::try_from(agents).unwrap_or_default();
    // Minutes in nanoseconds are far inside what an f64 holds exactly.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    let scaled = ((seconds * SECOND) as f64 / speed) as Ns;
    scaled.max(seconds * SHORTEST_TICK)
}

/// Lets `cluster` come up between `from`, where the world stands, and `until`.
pub(crate) fn bring_up(
    world: &mut World,
    cluster: &InitialisedCluster,
    from: Ns,
    until: Ns,
) -> Result<(), SandboxError> {
    let mut past = Past { world, now: from, until };
    past.play(cluster).map_err(|reason| {
        SandboxError::Option(format!("cluster '{}' does not come up: {reason}", cluster.name))
    })
}

/// The time before the first request.
struct Past<'a> {
    world: &'a mut World,
    now: Ns,
    until: Ns,
}

impl Past<'_> {
    fn play(&mut self, cluster: &InitialisedCluster) -> Result<(), String> {
        let agents = self.world.agents.len() - cluster.spare;
        let zones = cluster.zones.unwrap_or(agents);
        for agent in 0..agents {
            let body = self.joining(&format!("zone{}", agent % zones + 1));
            self.ask(agent, join::request, &body)?;
        }
        for agent in 0..agents {
            let body = self.server(agent);
            self.ask(0, config::observer, &body)?;
        }
        let config = json!({"clusterId": 1, "clusterName": cluster.name, "rootPwd": cluster.root_password});
        self.ask(0, config::cluster, &config)?;
        match cluster.first_task {
            FirstTask::Done => self.ask(0, init::request, &json!({})),
            FirstTask::Failed => {
                let place = self.until_import()?;
                let fault = Fault::unexpected("import script for tenant sys failed: exit status 1");
                executor::close(self.world, 0, place, self.now, Err(fault));
                self.pass_while(World::is_busy)
            }
            FirstTask::Running => {
                let place = self.until_import()?;
                let still = self.until + self.world.scaled(LEFT);
                let task = self.world.agents[0].state.tasks.task_mut(place);
                if let Some(Run::Local { began, script, .. }) = &mut task.run {
                    script.length = still - *began;
                }
                Ok(())
            }
        }
    }

    fn joining(&self, zone: &str) -> Value {
        let master = &self.world.agents[0];
        let address = master.state.address;
        json!({
            "agentInfo": {"ip": address.ip().to_string(), "port": address.port()},
            "zoneName": zone,
            "masterPassword": master.traits.agent_password.clone().unwrap_or_default(),
        })
    }

    /// Servers of one host get ports of their own.
    fn server(&self, agent: usize) -> Value {
        let address = self.world.agents[agent].state.address;
        let given = self.world.agents[agent].traits.data_dir.clone();
        let before = &self.world.agents[..agent];
        let step = 10 * before.iter().filter(|other| other.state.address.ip() == address.ip()).count();
        json!({
            "observerConfig": {
                "mysql_port": (2881 + step).to_string(),
                "rpc_port": (2882 + step).to_string(),
                "data_dir": given.unwrap_or_else(|| format!("/data/{}", agent + 1)),
            },
            "scope": {"type": "SERVER", "target": [address.to_string()]},
        })
    }

    /// Lets the first task come to its last but one step.
    fn until_import(&mut self) -> Result<Place, String> {
        self.call(0, init::request, &json!({"import_script": true}))?;
        self.pass_while(|world| importing(world).is_none())?;
        importing(self.world).ok_or_else(|| "its first task has no last but one step".to_owned())
    }

    /// Lets a request's DAG succeed.
    fn ask(
        &mut self,
        agent: usize,
        handler: fn(&mut Call<'_>) -> Answer,
        body: &Value,
    ) -> Result<(), String> {
        self.call(agent, handler, body)?;
        self.pass_while(World::is_busy)?;
        let last = self.world.agents[agent].state.tasks.dags.last();
        let failed = last.filter(|dag| dag.state != State::Succeed);
        failed.map_or(Ok(()), |dag| Err(format!("'{}' fails", dag.name)))
    }

    fn call(&mut self, me: usize, handler: fn(&mut Call<'_>) -> Answer, body: &Value) -> Result<(), String> {
        let plain = body.to_string().into_bytes();
        let mut call = Call {
            world: &mut *self.world,
            me,
            now: self.now,
            plain,
            upload: None,
            query: None,
            forwarder: None,
        };
        handler(&mut call).map(drop).map_err(|fault| fault.quoted())
    }

    fn pass_while(&mut self, goes_on: impl Fn(&World) -> bool) -> Result<(), String> {
        while goes_on(self.world) {
            if self.now >= self.until {
                return Err("it takes too long".to_owned());
            }
            self.now = self.until.min(self.now + self.world.period());
            self.world.catch_up(self.now);
        }
        Ok(())
    }
}

/// The sub-task of the first agent that imports scripts, while it does.
fn importing(world: &World) -> Option<Place> {
    let dags = &world.agents[0].state.tasks.dags;
    let running = executor::running(world, 0);
    running.into_iter().find(|place| dags[place.dag].nodes[place.node].job == Job::ImportScript)
}
