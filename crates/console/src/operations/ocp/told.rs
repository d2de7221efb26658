use std::collections::BTreeSet;

use ocp_api::{Context, TaskInstance};

use super::traces::Ours;
use crate::dto::ObproxyDeed;

/// What a task of an OCP, with its subtasks, tells of what it works on.
pub struct Told<'a> {
    contexts: Vec<&'a Context>,
    hosts: BTreeSet<&'a str>,
    ips: BTreeSet<&'a str>,
    servers: BTreeSet<&'a str>,
}

impl<'a> Told<'a> {
    pub fn of(task: &'a TaskInstance) -> Told<'a> {
        let of_subtasks = task.subtasks.iter().map(|subtask| &subtask.context);
        let contexts: Vec<&Context> = std::iter::once(&task.context).chain(of_subtasks).collect();
        let all = |one: &str, list: &str| {
            let listed = contexts.iter().filter_map(|context| context.lists.get(list)).flatten();
            let named = contexts.iter().filter_map(|context| context.get(one));
            named.chain(listed.map(String::as_str)).collect::<BTreeSet<&str>>()
        };
        let mut hosts = all("host_id", "host_ids");
        hosts.extend(task.host_id.as_deref());
        let servers = all("obproxy_server_id", "obproxy_server_ids");
        let ips = contexts.iter().filter_map(|context| context.get("host_ip")).collect();
        Told { contexts, hosts, ips, servers }
    }

    /// Whether the cluster that it names is ours; absent when it names none.
    pub fn is_of_cluster(&self, ours: &Ours<'_>) -> Option<bool> {
        let is_named = self.said("obproxy_cluster_name").map(|name| name == ours.cluster_name);
        let is_numbered =
            || self.said("obproxy_cluster_id").zip(ours.cluster_id).map(|(said, id)| said == id.to_string());
        // An OceanBase cluster may have the same name.
        let is_obproxy = self.said("service_type") == Some("OB_PROXY");
        let is_served = || {
            let is_ours = self.said("service_name")? == ours.cluster_name;
            (is_obproxy || !is_ours).then_some(is_ours)
        };
        is_named.or_else(is_numbered).or_else(is_served)
    }

    /// It works elsewhere, or does something else.
    pub fn is_other(&self, ours: &Ours<'_>) -> bool {
        let deletes = self.said("obproxy_need_delete_cluster").map(|word| word.eq_ignore_ascii_case("true"));
        let is_other_deed = deletes.is_some_and(|deletes| deletes != (ours.deed == ObproxyDeed::Delete));
        let servers = ids(ours.servers.iter().copied());
        let is_at_others = !servers.is_empty() && self.servers.iter().any(|id| !servers.contains(*id));
        let hosts = ids(ours.hosts.iter().map(|host| host.id));
        let is_here = self.hosts.iter().any(|id| hosts.contains(*id))
            || ours.hosts.iter().any(|host| self.ips.contains(host.ip.as_str()));
        let names_hosts = !self.hosts.is_empty() || !self.ips.is_empty();
        is_other_deed || is_at_others || (names_hosts && !hosts.is_empty() && !is_here)
    }

    /// What it tells beside the cluster leaves no doubt.
    pub fn is_proof(&self, ours: &Ours<'_>) -> bool {
        let hosts = ids(ours.hosts.iter().map(|host| host.id));
        let is_here = || {
            let is_ours = |ip: &&str| ours.hosts.iter().any(|host| host.ip == **ip);
            let by_id = self.hosts.iter().all(|id| hosts.contains(*id));
            let by_ip = || !self.ips.is_empty() && self.ips.iter().all(is_ours);
            if self.hosts.is_empty() { by_ip() } else { by_id }
        };
        match ours.deed {
            // The name was free.
            ObproxyDeed::Create => true,
            ObproxyDeed::Delete => self.said("obproxy_need_delete_cluster").is_some(),
            ObproxyDeed::AddServers | ObproxyDeed::TakeOver => is_here(),
            ObproxyDeed::RemoveServers
            | ObproxyDeed::Restart
            | ObproxyDeed::Start
            | ObproxyDeed::Stop
            | ObproxyDeed::Upgrade => {
                let is_everywhere = || hosts.len() == self.hosts.len() && is_here();
                let servers = ids(ours.servers.iter().copied());
                let are_all = servers.len() == self.servers.len();
                if self.servers.is_empty() { is_everywhere() } else { are_all }
            }
            ObproxyDeed::EditAddress
            | ObproxyDeed::AddLink
            | ObproxyDeed::RemoveLink
            | ObproxyDeed::SetParameters => false,
        }
    }

    fn said(&self, name: &str) -> Option<&'a str> {
        self.contexts.iter().find_map(|context| context.get(name))
    }
}

fn ids(ids: impl Iterator<Item = i64>) -> BTreeSet<String> {
    ids.map(|id| id.to_string()).collect()
}
