use super::record::Operation;
use crate::connections::{Connection, Connections};
use crate::dto::{IpcError, OperationKind};

/// What is left to do on this computer once every call of `operation` is done: agents that joined belong to the
/// addresses of their connection from now on. A cluster names its members itself.
pub async fn finish(operation: &Operation, connections: &Connections) -> Result<(), IpcError> {
    let Some(id) = operation.connection_id.as_deref().filter(|_| operation.kind == OperationKind::Join)
    else {
        return Ok(());
    };
    let joined = || operation.hosts.iter().filter(|host| host.identity.is_empty()).map(|host| &host.address);
    let missing = |known: &[String]| joined().any(|address| !known.contains(address));
    if !connections.get(id).is_ok_and(|connection| missing(&connection.settings.addresses)) {
        return Ok(());
    }
    let add = |connection: &mut Connection| {
        let addresses = &mut connection.settings.addresses;
        for address in joined() {
            if !addresses.contains(address) {
                addresses.push(address.clone());
            }
        }
        Ok(())
    };
    connections.change(id, add).await
}
