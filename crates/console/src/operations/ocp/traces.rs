//! Tasks of an OCP that may be those of a call.

use ocp_api::{Client, Error, TaskInstance, TaskQuery};

use super::calls::{HostRef, OcpCall, ServerRef, TakenRef};
use super::stages::is_name_of_another;
use super::told::Told;
use crate::dto::ObproxyDeed;

/// Tasks that are listed at once, and how many lists of them are read.
const AT_ONCE: u32 = 100;
const MOST_LISTS: u32 = 5;
/// Tasks that are read one by one: so many, or twice as many as are looked for.
const MOST_READ: usize = 20;

/// What is known of the tasks of a call.
pub struct Ours<'a> {
    pub deed: ObproxyDeed,
    pub cluster_name: &'a str,
    pub cluster_id: Option<i64>,
    /// The hosts that it works on; empty when not all of them are known.
    pub hosts: Vec<HostRef>,
    /// The OBProxies that it is about.
    pub servers: Vec<i64>,
    /// How many there are.
    pub tasks: usize,
    /// Whose they are, when that is known.
    pub user: Option<&'a str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Not,
    Perhaps,
    /// It names the cluster, and what is done where.
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
    let most = MOST_READ.max(2 * ours.tasks);
    complete &= newer.len() <= most;
    let mut found = Vec::new();
    for listed in newer.into_iter().take(most) {
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

/// Whether a task is one of the call's: by the cluster, the hosts and the OBProxies that it names, or else by who began
/// it and by what it is called, which depends on the language. The cluster alone settles nothing: a colleague may be at
/// work with it too.
pub fn fit(task: &TaskInstance, ours: &Ours<'_>) -> Fit {
    let is_of_hand = task.kind.is_empty() || task.kind == "MANUAL";
    if !may_be_of(task, ours) || !is_of_hand || is_name_of_another(&task.name, ours.deed) {
        return Fit::Not;
    }
    let told = Told::of(task);
    let is_of_cluster = told.is_of_cluster(ours);
    if is_of_cluster == Some(false) || told.is_other(ours) {
        return Fit::Not;
    }
    if is_of_cluster == Some(true) {
        return if told.is_proof(ours) { Fit::Surely } else { Fit::Perhaps };
    }
    let about = |text: &str| text.to_lowercase().contains("obproxy");
    let mut classes =
        task.subtasks.iter().map(|subtask| subtask.class_name.as_str()).filter(|it| !it.is_empty());
    let names = || std::iter::once(&task.name).chain(task.subtasks.iter().map(|subtask| &subtask.name));
    let fits = classes.any(|class| class.contains(".obproxy.")) || names().any(|name| about(name));
    if fits { Fit::Perhaps } else { Fit::Not }
}

impl<'a> Ours<'a> {
    pub fn of(call: &'a OcpCall, cluster_id: Option<i64>, user: Option<&'a str>) -> Ours<'a> {
        let of_cluster = || call.cluster().map_or("", |cluster| cluster.name.as_str());
        let cluster_name = if let OcpCall::Create(new) = call { new.name.as_str() } else { of_cluster() };
        let cluster_id = cluster_id.or(call.cluster().map(|cluster| cluster.id));
        let (hosts, servers) = (hosts(call), servers(call));
        Ours { deed: call.deed(), cluster_name, cluster_id, hosts, servers, tasks: call.tasks(), user }
    }
}

/// As much as a list tells of it.
fn may_be_of(task: &TaskInstance, ours: &Ours<'_>) -> bool {
    task.creator.is_empty() || ours.user.is_none_or(|user| user.eq_ignore_ascii_case(&task.creator))
}

fn hosts(call: &OcpCall) -> Vec<HostRef> {
    match call {
        OcpCall::Create(new) => new.hosts.clone(),
        OcpCall::AddServers { hosts, .. } => hosts.clone(),
        OcpCall::TakeOver { hosts, .. } => hosts.iter().map(|TakenRef { host, .. }| host.clone()).collect(),
        OcpCall::Servers { servers, .. } => all_hosts(servers),
        OcpCall::Upgrade { server, .. } => all_hosts(std::slice::from_ref(server)),
        OcpCall::EditAddress { .. }
        | OcpCall::AddLink { .. }
        | OcpCall::RemoveLink { .. }
        | OcpCall::SetParameters { .. }
        | OcpCall::Delete { .. }
        | OcpCall::Further { .. } => Vec::new(),
    }
}

fn all_hosts(servers: &[ServerRef]) -> Vec<HostRef> {
    let host = |server: &ServerRef| Some(HostRef { id: server.host_id?, ip: server.ip.clone() });
    servers.iter().map(host).collect::<Option<_>>().unwrap_or_default()
}

fn servers(call: &OcpCall) -> Vec<i64> {
    match call {
        OcpCall::Servers { servers, .. } => servers.iter().map(|server| server.id).collect(),
        OcpCall::Upgrade { server, .. } => vec![server.id],
        OcpCall::Create(_)
        | OcpCall::AddServers { .. }
        | OcpCall::TakeOver { .. }
        | OcpCall::EditAddress { .. }
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
