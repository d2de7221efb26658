use serde::{Deserialize, Serialize};

use super::record::Connection;
use crate::dto::{ConnectionSettings, IpcError};
use crate::guard::GuardRecord;
use crate::store::ConnectionRow;

/// A connection as it is stored in its place.
pub fn row(connection: &Connection, position: u32) -> Result<ConnectionRow, IpcError> {
    let (id, body, seen) = (connection.id.clone(), body(connection)?, seen(connection)?);
    Ok(ConnectionRow { id, position, deleted_at: None, body, seen })
}

/// What the user decided.
pub fn body(connection: &Connection) -> Result<String, IpcError> {
    let Connection { settings, guard, .. } = connection.clone();
    Ok(serde_json::to_string(&Body { settings, guard })?)
}

/// What was last seen.
pub fn seen(connection: &Connection) -> Result<String, IpcError> {
    Ok(serde_json::to_string(&connection.seen)?)
}

/// # Errors
/// What the user decided cannot be read.
pub fn read(row: ConnectionRow) -> Result<Connection, serde_json::Error> {
    let Body { settings, guard } = serde_json::from_str(&row.body)?;
    // What was seen can be seen again: a record of another version is no reason to lose the connection.
    let seen = serde_json::from_str(&row.seen).unwrap_or_default();
    Ok(Connection { id: row.id, settings, guard, seen })
}

/// The part of a connection that the user decided, as stored.
#[derive(Serialize, Deserialize)]
struct Body {
    settings: ConnectionSettings,
    guard: GuardRecord,
}
