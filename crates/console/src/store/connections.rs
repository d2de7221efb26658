use rusqlite::params;

use super::{Pin, Store, StoreError};
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

    /// Stores connections, new or changed, with their places, and pins keys for agents that have none: all of it or
    /// nothing.
    pub async fn save_connections(
        &self,
        rows: Vec<ConnectionRow>,
        pins: Vec<(String, Pin)>,
    ) -> Result<(), StoreError> {
        self.run(move |db| {
            let all = db.transaction()?;
            for row in rows {
                all.prepare_cached(
                    "INSERT INTO connection (id, position, deleted_at, body, seen) VALUES (?1, ?2, ?3, ?4, ?5)
                     ON CONFLICT (id) DO UPDATE SET position = ?2, deleted_at = ?3, body = ?4, seen = ?5",
                )?
                .execute(params![row.id, row.position, row.deleted_at, row.body, row.seen])?;
            }
            for (address, pin) in pins {
                all.execute(
                    "INSERT INTO key_pin (address, fingerprint, pinned_at) VALUES (?1, ?2, ?3)
                     ON CONFLICT (address) DO NOTHING",
                    params![address, pin.fingerprint, pin.pinned_at],
                )?;
            }
            all.commit()?;
            Ok(())
        })
        .await
    }

    /// Stores a connection that is there already, in its place.
    pub async fn save_connection(&self, id: &str, body: String, seen: String) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            db.execute("UPDATE connection SET body = ?2, seen = ?3 WHERE id = ?1", params![id, body, seen])?;
            Ok(())
        })
        .await
    }

    /// Marks a connection as deleted. Its row stays.
    pub async fn delete_connection(&self, id: &str, now: Millis) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            db.execute("UPDATE connection SET deleted_at = ?2 WHERE id = ?1", params![id, now])?;
            Ok(())
        })
        .await
    }

    /// Moves a row that cannot be read to where it harms nobody and can still be looked at.
    pub async fn set_connection_aside(&self, id: &str, now: Millis) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            let all = db.transaction()?;
            all.execute(
                "INSERT INTO connection_damaged (id, found_at, body, seen)
                 SELECT id, ?2, body, seen FROM connection WHERE id = ?1",
                params![id, now],
            )?;
            all.execute("DELETE FROM connection WHERE id = ?1", [&id])?;
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
