use super::record::Operation;
use crate::drafts::effective_value;
use crate::dto::{CallView, RollbackHost, RollbackPreview, StateKind};

/// What rolling `call` back deletes on each host, from the directories the init created there, and the
/// steps that will be undone, last first.
pub fn rollback_preview(operation: &Operation, call: &CallView) -> RollbackPreview {
    let touched = |kind: StateKind| !matches!(kind, StateKind::Pending | StateKind::Ready);
    let steps = call.steps.iter().rev().filter(|step| touched(step.state.kind));
    RollbackPreview {
        hosts: operation
            .hosts
            .iter()
            .map(|host| {
                let value = |name| effective_value(&operation.parameters, name, &host.address, &host.zone);
                RollbackHost {
                    address: host.address.clone(),
                    zone: host.zone.clone(),
                    paths: paths(&host.home_path, value("data_dir"), value("redo_dir")),
                }
            })
            .collect(),
        steps: steps.map(|step| step.name.clone()).collect(),
    }
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
