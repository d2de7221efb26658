use super::access::{TASK_VIEWER, client, trouble_without};
use super::shown::opened;
use crate::connections::Connection;
use crate::dto::{IpcError, Millis, OperationKind, TaskSystem};
use crate::operations::Operations;
use crate::operations::record::Operation;

impl Operations {
    /// Follows a task of the OCP that `connection` leads to. Its clock is measured once. Performs network, vault and
    /// database I/O.
    ///
    /// # Errors
    /// `Invalid` for what is no id; `Unauthorized`; what reading the task came to.
    pub(in crate::operations) async fn open_ocp_task(
        &self,
        connection: &Connection,
        task_id: &str,
        new_id: String,
        now: Millis,
    ) -> Result<String, IpcError> {
        let Connection { id, settings, .. } = connection;
        let wiring = &self.parts().wiring;
        let client = client(id, settings, wiring).await?;
        let probe = client.probe().await?;
        let read = client.task(task_id).await;
        let task = read.map_err(|error| trouble_without(error, TASK_VIEWER, id, wiring).problem)?;
        if let Some(known) = self.of_task(id, &task.id, None) {
            return self.follow(known).await;
        }
        let url = client.base_url().to_string();
        let mut operation = Operation::on(
            new_id.clone(),
            connection,
            OperationKind::Opened,
            task.name.clone(),
            url.clone(),
            None,
            now,
        );
        operation.system = TaskSystem::Ocp;
        operation.hosts.clear();
        if let Some(cluster) = task.cluster.as_ref().filter(|cluster| !cluster.name.is_empty()) {
            operation.cluster_name.clone_from(&cluster.name);
        }
        let call = opened(&task, &url, probe.offset.offset_ms);
        operation.started_at = call.view.head.started_at.unwrap_or(now);
        self.create(operation, vec![call]).await?;
        Ok(new_id)
    }
}
