//! Tasks of an OCP that may be those of a call.

use ocp_api::{Client, Context, Error, TaskInstance, TaskQuery};

use super::calls::{HostRef, OcpCall, TakenRef};
use super::stages::is_name_of_another;
use crate::dto::ObproxyDeed;

/// Tasks that are listed at once, and how many lists of them are read.
const AT_ONCE: u32 = 100;
const MOST_LISTS: u32 = 5;
/// Tasks that are read one by one.
const MOST_READ: usize = 20;

/// What is known of the tasks of a call.
pub struct Ours<'a> {
    pub deed: ObproxyDeed,
    pub cluster_name: &'a str,
    pub cluster_id: Option<i64>,
    /// The hosts that it works on.
    pub hosts: Vec<HostRef>,
    /// Whose they are, when that is known.
    pub user: Option<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Not,
    Perhaps,
    /// It names the cluster.
    Surely,
}

/// Tasks newer than `baseline` that fit, those that fit best, and whether these are all.
pub struct Traces {
    pub tasks: Vec<TaskInstance>,
    pub fit: Fit,
    pub complete: bool,
}

/// The number of the newest task; 0 when there is none. Reads only.
pub async fn newest(client: &Client) -> Result<i64, Error> {
    let page = client.tasks(&TaskQuery { size: 10, ..TaskQuery::default() }).await?;
    Ok(page.tasks.iter().map(number).max().unwrap_or(0))
}

/// Looks for tasks newer than `baseline`. Reads only.
pub async fn traces(client: &Client, ours: &Ours<'_>, baseline: i64) -> Result<Traces, Error> {
    let (mut newer, mut complete) = (Vec::new(), false);
    for page in 1..=MOST_LISTS {
        let read = client.tasks(&TaskQuery { page, size: AT_ONCE, ..TaskQuery::default() }).await?;
        complete =
            read.tasks.len() < AT_ONCE as usize || read.tasks.iter().any(|task| number(task) <= baseline);
        newer.extend(read.tasks.into_iter().filter(|task| number(task) > baseline));
        if complete {
            break;
        }
    }
    newer.retain(|task| may_be_of(task, ours));
    complete &= newer.len() <= MOST_READ;
    let mut found = Vec::new();
    for listed in newer.into_iter().take(MOST_READ) {
        let task = client.task(&listed.id).await?;
        let fit = fit(&task, ours);
        if fit != Fit::Not {
            found.push((fit, task));
        }
    }
    let best = found.iter().map(|(fit, _)| *fit).max().unwrap_or(Fit::Not);
    let mut tasks: Vec<TaskInstance> =
        found.into_iter().filter(|(fit, _)| *fit == best).map(|(_, task)| task).collect();
    tasks.sort_by_key(number);
    Ok(Traces { tasks, fit: best, complete })
}

/// Whether a task is one of the call's: by the cluster it names, or else by who began it, where it works, and by what it
/// is called, which depends on the language.
pub fn fit(task: &TaskInstance, ours: &Ours<'_>) -> Fit {
    if !may_be_of(task, ours) || (!task.kind.is_empty() && task.kind != "MANUAL") {
        return Fit::Not;
    }
    let contexts =
        || std::iter::once(&task.context).chain(task.subtasks.iter().map(|subtask| &subtask.context));
    let said = |name: &str| contexts().find_map(|context: &Context| context.get(name).map(str::to_owned));
    if let Some(name) = said("obproxy_cluster_name") {
        return if name == ours.cluster_name { Fit::Surely } else { Fit::Not };
    }
    if let Some((said, id)) = said("obproxy_cluster_id").zip(ours.cluster_id) {
        return if said == id.to_string() { Fit::Surely } else { Fit::Not };
    }
    if said("service_name").is_some_and(|name| name != ours.cluster_name) || is_elsewhere(task, &ours.hosts) {
        return Fit::Not;
    }
    let about = |text: &str| text.to_lowercase().contains("obproxy");
    let mut classes =
        task.subtasks.iter().map(|subtask| subtask.class_name.as_str()).filter(|it| !it.is_empty());
    let names = || std::iter::once(&task.name).chain(task.subtasks.iter().map(|subtask| &subtask.name));
    let fits = classes.any(|class| class.contains(".obproxy.")) || names().any(|name| about(name));
    if fits && !is_name_of_another(&task.name, ours.deed) { Fit::Perhaps } else { Fit::Not }
}

impl<'a> Ours<'a> {
    pub fn of(call: &'a OcpCall, cluster_id: Option<i64>, user: Option<&'a str>) -> Ours<'a> {
        let of_cluster = || call.cluster().map_or("", |cluster| cluster.name.as_str());
        let cluster_name = if let OcpCall::Create(new) = call { new.name.as_str() } else { of_cluster() };
        let cluster_id = cluster_id.or(call.cluster().map(|cluster| cluster.id));
        Ours { deed: call.deed(), cluster_name, cluster_id, hosts: hosts(call), user }
    }
}

/// As much as a list tells of it.
fn may_be_of(task: &TaskInstance, ours: &Ours<'_>) -> bool {
    task.creator.is_empty() || ours.user.is_none_or(|user| user.eq_ignore_ascii_case(&task.creator))
}

/// It names hosts, and none of ours.
fn is_elsewhere(task: &TaskInstance, hosts: &[HostRef]) -> bool {
    let contexts =
        || std::iter::once(&task.context).chain(task.subtasks.iter().map(|subtask| &subtask.context));
    let mut ids: Vec<&str> = contexts().filter_map(|context| context.get("host_id")).collect();
    ids.extend(contexts().filter_map(|context| context.lists.get("host_ids")).flatten().map(String::as_str));
    ids.extend(task.host_id.as_deref());
    let ips: Vec<&str> = contexts().filter_map(|context| context.get("host_ip")).collect();
    let is_ours =
        |host: &HostRef| ids.contains(&host.id.to_string().as_str()) || ips.contains(&host.ip.as_str());
    let is_said = !ids.is_empty() || !ips.is_empty();
    is_said && !hosts.is_empty() && !hosts.iter().any(is_ours)
}

fn hosts(call: &OcpCall) -> Vec<HostRef> {
    match call {
        OcpCall::Create(new) => new.hosts.clone(),
        OcpCall::AddServers { hosts, .. } => hosts.clone(),
        OcpCall::TakeOver { hosts, .. } => hosts.iter().map(|TakenRef { host, .. }| host.clone()).collect(),
        OcpCall::Servers { servers, .. } => servers
            .iter()
            .filter_map(|server| Some(HostRef { id: server.host_id?, ip: server.ip.clone() }))
            .collect(),
        OcpCall::Upgrade { server, .. } => {
            let host = server.host_id.map(|id| HostRef { id, ip: server.ip.clone() });
            host.into_iter().collect()
        }
        OcpCall::EditAddress { .. }
        | OcpCall::AddLink { .. }
        | OcpCall::RemoveLink { .. }
        | OcpCall::SetParameters { .. }
        | OcpCall::Delete { .. }
        | OcpCall::Further { .. } => Vec::new(),
    }
}

fn number(task: &TaskInstance) -> i64 {
    task.id.parse().unwrap_or(0)
}

#[cfg(test)]
#[path = "traces_tests.rs"]
mod tests;
