use rusqlite::params;

use super::{Store, StoreError};
use crate::dto::Millis;

/// A connection as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionRow {
    pub id: String,
    pub position: u32,
    /// Set between a deletion and its becoming final.
    pub deleted_at: Option<Millis>,
    /// JSON: what the user decided.
    pub body: String,
    /// JSON: what was last seen.
    pub seen: String,
}

impl Store {
    /// Every connection in its order, deleted ones included.
    pub async fn connections(&self) -> Result<Vec<ConnectionRow>, StoreError> {
        self.run(|db| {
            let mut query = db.prepare_cached(
                "SELECT id, position, deleted_at, body, seen FROM connection ORDER BY position, id",
            )?;
            let rows = query.query_map([], |row| {
                Ok(ConnectionRow {
                    id: row.get(0)?,
                    position: row.get(1)?,
                    deleted_at: row.get(2)?,
                    body: row.get(3)?,
                    seen: row.get(4)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Stores connections, new or changed, all or none of them.
    pub async fn save_connections(&self, rows: Vec<ConnectionRow>) -> Result<(), StoreError> {
        self.run(move |db| {
            let all = db.transaction()?;
            for row in rows {
                all.execute(
                    "INSERT INTO connection (id, position, deleted_at, body, seen) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (id) DO UPDATE SET position = ?2, deleted_at = ?3, body = ?4, seen = ?5",
                    params![row.id, row.position, row.deleted_at, row.body, row.seen],
                )?;
            }
            all.commit()?;
            Ok(())
        })
        .await
    }

    pub async fn save_seen(&self, id: &str, seen: String) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            db.execute("UPDATE connection SET seen = ?2 WHERE id = ?1", params![id, seen])?;
            Ok(())
        })
        .await
    }

    /// Removes a connection for good.
    pub async fn drop_connection(&self, id: &str) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            db.execute("DELETE FROM connection WHERE id = ?1", [id])?;
            Ok(())
        })
        .await
    }
}
