//! The zones and servers of a cluster, as one of its agents sees them.

use serde_json::{Map, Value, json};

use crate::agent::identity::Identity;
use crate::agent::standing;
use crate::agent::state::{Cluster, Server};
use crate::flows::start_stop::{self, Sub};
use crate::gotime;
use crate::options::DEFAULT_OB_VERSION;
use crate::world::World;

const GIB: u64 = 1 << 30;

/// One agent's view of its cluster.
pub(super) struct View<'a> {
    world: &'a World,
    me: usize,
    cluster: &'a Cluster,
    /// Whether the agent can ask the database; it knows little without.
    database: bool,
    under_way: Option<&'a Sub>,
}

impl<'a> View<'a> {
    pub fn new(world: &'a World, me: usize, cluster: &'a Cluster) -> Self {
        let state = &world.agents[me].state;
        // Before it is a cluster agent, everything it shows comes from elsewhere.
        let database = world.is_connected(me) || state.identity != Identity::ClusterAgent;
        Self { world, me, cluster, database, under_way: start_stop::under_way(state) }
    }

    pub fn zones(&self) -> Vec<Value> {
        let names = self.cluster.zones().into_iter().enumerate();
        names.map(|(index, name)| self.zone(index, name)).collect()
    }

    /// The agent's own server.
    pub fn own_server(&self) -> Option<Value> {
        let own = self.world.agents[self.me].state.address;
        let mut servers = self.cluster.servers.iter().enumerate();
        servers.find(|(_, server)| server.agent == own).map(|(number, server)| self.server(number, server))
    }

    fn zone(&self, index: usize, name: &str) -> Value {
        let inside = || self.cluster.servers.iter().enumerate().filter(|(_, server)| server.zone == name);
        let root = inside().find(|(_, server)| server.root && self.database).map_or_else(
            || json!({}),
            |(_, root)| {
                let role = if index == 0 { "LEADER" } else { "FOLLOWER" };
                json!({"ip": root.agent.ip().to_string(), "role": role, "zone": name, "svr_port": root.rpc_port})
            },
        );
        let (status, inner) = standing::zone(name, self.cluster, self.database, self.under_way);
        let mut zone = json!({
            "name": name, "idc_name": "", "region_name": if self.database { "sys_region" } else { "" },
            "status": status, "inner_status": inner,
            "root_server": root,
            "servers": inside().map(|(number, entry)| self.server(number, entry)).collect::<Vec<_>>(),
        });
        let named = |sub: &&Sub| sub.scope.is_zones() && sub.scope.has_zone(name);
        self.mention(&mut zone, self.under_way.filter(named));
        zone
    }

    fn server(&self, number: usize, server: &Server) -> Value {
        let agent = self.world.find(server.agent).map(|index| &self.world.agents[index]);
        let inner = match (self.database, self.world.is_running(server)) {
            (false, _) => "",
            (true, _) if server.deleting => "DELETING",
            (true, true) => "ACTIVE",
            (true, false) => "INACTIVE",
        };
        // An agent that does not answer leaves only what the database knows.
        let connection = match agent.filter(|agent| agent.up) {
            Some(agent) if agent.state.identity == Identity::ClusterAgent => agent.state.observer.state,
            Some(agent) if agent.state.observer.state > 0 => 3,
            Some(_) => 0,
            None => {
                if inner == "ACTIVE" {
                    3
                } else {
                    0
                }
            }
        };
        let mut view = json!({
            "id": number + 1,
            "ip": server.agent.ip().to_string(),
            "svr_port": server.rpc_port,
            "sql_port": server.sql_port,
            "version": agent.map_or(DEFAULT_OB_VERSION, |agent| agent.ob_version()),
            "with_rootserver": server.root,
            "status": standing::server(server, inner, connection, self.under_way),
            "ob_status": connection,
            "inner_status": inner,
            "start_time": self.world.text(server.started),
            "stop_time": if server.stopped == 0 { gotime::ZERO.to_owned() } else { self.world.text(server.stopped) },
            "stats": server_stats(server),
            "architecture": agent.map_or("x86_64", |agent| agent.traits.host.architecture.as_str()),
            "data_dir": server.data_dir,
            "redo_dir": server.redo_dir,
            "log_dir": "/home/admin/oceanbase/log",
            "obshell_port": server.agent.port(),
        });
        if let Some(fields) = view.as_object_mut().filter(|_| !self.database) {
            fields.extend(unknown());
        }
        let named = |sub: &&Sub| sub.scope.is_servers() && sub.scope.has_server(server.agent, &server.zone);
        self.mention(&mut view, self.under_way.filter(named));
        view
    }

    /// Names the main DAG of what is under way.
    fn mention(&self, view: &mut Value, sub: Option<&Sub>) {
        if let Some((fields, sub)) = view.as_object_mut().zip(sub) {
            fields.insert("local_task_id".to_owned(), sub.main_id().into());
        }
    }
}

/// What so many servers have and use.
pub(super) fn stats(servers: u64) -> Value {
    let (cores, memory, disk) = (16 * servers, 64 * GIB * servers, 1024 * GIB * servers);
    let (memory_used, disk_used) = (8 * GIB * servers, 24 * GIB * servers);
    let percent = |of: f64| if servers == 0 { 0.0 } else { of };
    json!({
        "cpu_core_total": cores, "cpu_core_assigned": 2 * servers,
        "cpu_core_assigned_percent": percent(12.5), "memory_assigned_percent": percent(12.5),
        "disk_assigned_percent": percent(2.34),
        "memory_total": human(memory), "memory_assigned": human(memory_used),
        "disk_total": human(disk), "disk_assigned": human(disk_used),
        "memory_in_bytes_total": memory, "memory_in_bytes_assigned": memory_used,
        "disk_in_bytes_total": disk, "disk_in_bytes_assigned": disk_used,
    })
}

/// What only the database knows about a server, when nobody can ask it.
fn unknown() -> Map<String, Value> {
    let blank = json!({
        "id": 0, "version": "", "with_rootserver": false, "start_time": gotime::ZERO, "stop_time": gotime::ZERO,
        "stats": stats(0),
    });
    blank.as_object().cloned().unwrap_or_default()
}

fn server_stats(server: &Server) -> Value {
    let mut stats = stats(1);
    if let Some(fields) = stats.as_object_mut() {
        let used = 24 * GIB;
        fields.insert("disk_used".to_owned(), human(used).into());
        fields.insert("disk_free".to_owned(), human(1000 * GIB).into());
        fields.insert("disk_in_bytes_used".to_owned(), used.into());
        fields.insert("disk_in_bytes_free".to_owned(), (1000 * GIB).into());
        fields.insert("disk_used_percent".to_owned(), json!(2.34));
        fields.insert("ip".to_owned(), server.agent.ip().to_string().into());
        fields.insert("port".to_owned(), server.rpc_port.into());
        fields.insert("zone".to_owned(), server.zone.clone().into());
    }
    stats
}

fn human(bytes: u64) -> String {
    if bytes == 0 { String::new() } else { format!("{}.00GB", bytes / GIB) }
}
