use super::record::{Operation, OperationHost};
use crate::drafts::effective_value;
use crate::dto::{CallHead, CallKind, CallView, RollbackHost, RollbackPreview, StateKind};

/// What rolling `call` back deletes on each host, from the directories that it created there, and the
/// steps that will be undone, last first. Of a task that somebody else began the directories are not known.
pub fn rollback_preview(operation: &Operation, call: &CallView) -> RollbackPreview {
    let touched = |kind: StateKind| !matches!(kind, StateKind::Pending | StateKind::Ready);
    let steps = call.steps.iter().rev().filter(|step| touched(step.state.kind));
    RollbackPreview {
        hosts: operation
            .hosts
            .iter()
            .filter(|host| creates_on(&call.head, host))
            .map(|host| RollbackHost {
                address: host.address.clone(),
                zone: host.zone.clone(),
                paths: if host.home_path.is_empty() { Vec::new() } else { created(operation, host) },
            })
            .collect(),
        steps: steps.map(|step| step.name.clone()).collect(),
    }
}

/// Whether the call made directories on the host.
fn creates_on(head: &CallHead, host: &OperationHost) -> bool {
    match head.kind {
        CallKind::Init => true,
        CallKind::ScaleOut => head.key.strip_prefix("scale-out:") == Some(host.address.as_str()),
        CallKind::Opened => head.task.as_ref().is_some_and(|task| task.name == "Initialize cluster"),
        CallKind::AgentPassword
        | CallKind::Join
        | CallKind::ObserverConfig
        | CallKind::ClusterConfig
        | CallKind::Remove
        | CallKind::ScaleIn
        | CallKind::StopZone
        | CallKind::DeleteZone
        | CallKind::Start
        | CallKind::Stop
        | CallKind::AgentProxy
        | CallKind::ObproxyCluster => false,
    }
}

fn created(operation: &Operation, host: &OperationHost) -> Vec<String> {
    let value = |name| effective_value(&operation.parameters, name, &host.address, &host.zone);
    paths(&host.home_path, value("data_dir"), value("redo_dir"))
}

fn paths(home: &str, data_dir: Option<&str>, redo_dir: Option<&str>) -> Vec<String> {
    let home = home.trim_end_matches('/');
    let store = format!("{home}/store");
    let data = data_dir.map_or(store.clone(), str::to_owned);
    let redo = redo_dir.map_or(data.clone(), str::to_owned);
    let mut paths =
        vec![data, redo, store, format!("{home}/log"), format!("{home}/etc/observer.config.bin*")];
    let mut seen = std::collections::BTreeSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    paths
}
