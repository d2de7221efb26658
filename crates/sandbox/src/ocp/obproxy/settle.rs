//! What has become of OBProxy clusters once their tasks have ended.

use crate::clock::Ns;
use crate::ocp::obproxy::model::{Change, Cluster, Pending, Proxies, ServerState};
use crate::ocp::tasks::{Operation, Status, Tasks};

impl Proxies {
    /// Does what tasks have done, and undoes what they have undone. A task that has failed leaves everything as it is.
    pub fn settle(&mut self, tasks: &Tasks) {
        for pending in std::mem::take(&mut self.pending) {
            let ended = tasks.get(pending.task).filter(|task| task.status == Status::Successful);
            match ended.map(|task| (task.operation, task.finished.unwrap_or(task.started))) {
                Some((Operation::Rollback, _)) => self.undo(&pending),
                Some((
                    Operation::Execute
                    | Operation::Retry
                    | Operation::Skip
                    | Operation::RollbackSkip
                    | Operation::Cancel,
                    at,
                )) => self.conclude(pending, at),
                None => self.pending.push(pending),
            }
        }
    }

    fn conclude(&mut self, pending: Pending, at: Ns) {
        if pending.change == Change::Delete {
            return self.clusters.retain(|cluster| cluster.id != pending.cluster);
        }
        let Some(cluster) = self.clusters.iter_mut().find(|cluster| cluster.id == pending.cluster) else {
            return;
        };
        cluster.updated = at;
        match pending.change {
            Change::Create | Change::Delete => cluster.set(&pending.servers_of(), ServerState::Running, at),
            Change::Add | Change::Restart | Change::Start => {
                cluster.set(&pending.servers_of(), ServerState::Running, at);
            }
            Change::Stop => cluster.set(&pending.servers_of(), ServerState::Stopped, at),
            Change::Remove => cluster.servers.retain(|server| !pending.servers.contains_key(&server.id)),
            Change::Upgrade(ref version) => {
                let ids = pending.servers_of();
                cluster.set(&ids, ServerState::Running, at);
                let upgraded = cluster.servers.iter_mut().filter(|server| ids.contains(&server.id));
                upgraded.for_each(|server| server.version.clone_from(version));
            }
            Change::Configure(ref values) => {
                cluster.values.extend(values.iter().cloned());
                cluster.parameter_version += 1;
                for server in &mut cluster.servers {
                    server.parameter_version = cluster.parameter_version;
                    server.own.retain(|name, _| !values.iter().any(|(set, _)| set == name));
                }
                cluster.restore(&pending);
            }
        }
    }

    fn undo(&mut self, pending: &Pending) {
        if pending.change == Change::Create {
            return self.clusters.retain(|cluster| cluster.id != pending.cluster);
        }
        let Some(cluster) = self.clusters.iter_mut().find(|cluster| cluster.id == pending.cluster) else {
            return;
        };
        if pending.change == Change::Add {
            return cluster.servers.retain(|server| !pending.servers.contains_key(&server.id));
        }
        cluster.restore(pending);
    }
}

impl Pending {
    fn servers_of(&self) -> Vec<i64> {
        self.servers.keys().copied().collect()
    }
}

impl Cluster {
    /// Servers that run again know the cluster's parameters.
    fn set(&mut self, ids: &[i64], state: ServerState, at: Ns) {
        for server in self.servers.iter_mut().filter(|server| ids.contains(&server.id)) {
            server.state = state;
            server.active = at;
            if state == ServerState::Running {
                server.parameter_version = self.parameter_version;
                server.own.clear();
            }
        }
    }

    fn restore(&mut self, pending: &Pending) {
        for server in &mut self.servers {
            if let Some(before) = pending.servers.get(&server.id) {
                server.state = *before;
            }
        }
    }
}
