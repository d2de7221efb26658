use rusqlite::params;

use super::{Store, StoreError};
use crate::dto::Millis;

/// An operation as stored: its unchanging part and when it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationRow {
    pub id: String,
    pub draft_id: Option<String>,
    pub started_at: Millis,
    pub ended_at: Option<Millis>,
    /// JSON, written and read by the operation itself.
    pub body: String,
}

/// One call of an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    pub key: String,
    pub position: u32,
    pub body: String,
}

impl Store {
    /// Every operation, the newest first.
    pub async fn operations(&self) -> Result<Vec<OperationRow>, StoreError> {
        self.run(|db| {
            let mut query = db.prepare_cached(
                "SELECT id, draft_id, started_at, ended_at, body FROM operation ORDER BY started_at DESC, id",
            )?;
            let rows = query.query_map([], |row| {
                Ok(OperationRow {
                    id: row.get(0)?,
                    draft_id: row.get(1)?,
                    started_at: row.get(2)?,
                    ended_at: row.get(3)?,
                    body: row.get(4)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// The calls of an operation in their order.
    pub async fn calls(&self, operation_id: &str) -> Result<Vec<CallRow>, StoreError> {
        let operation_id = operation_id.to_owned();
        self.run(move |db| {
            let mut query = db.prepare_cached(
                "SELECT key, position, body FROM operation_call WHERE operation_id = ?1 ORDER BY position",
            )?;
            let rows = query.query_map([operation_id], |row| {
                Ok(CallRow { key: row.get(0)?, position: row.get(1)?, body: row.get(2)? })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Stores an operation and its calls at once.
    pub async fn create_operation(&self, row: OperationRow, calls: Vec<CallRow>) -> Result<(), StoreError> {
        self.run(move |db| {
            let all = db.transaction()?;
            all.execute(
                "INSERT INTO operation (id, draft_id, started_at, ended_at, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![row.id, row.draft_id, row.started_at, row.ended_at, row.body],
            )?;
            for call in calls {
                all.execute(
                    "INSERT INTO operation_call (operation_id, key, position, body) VALUES (?1, ?2, ?3, ?4)",
                    params![row.id, call.key, call.position, call.body],
                )?;
            }
            all.commit()?;
            Ok(())
        })
        .await
    }

    pub async fn save_call(&self, operation_id: &str, key: &str, body: String) -> Result<(), StoreError> {
        let (operation_id, key) = (operation_id.to_owned(), key.to_owned());
        self.run(move |db| {
            db.execute(
                "UPDATE operation_call SET body = ?3 WHERE operation_id = ?1 AND key = ?2",
                params![operation_id, key, body],
            )?;
            Ok(())
        })
        .await
    }

    /// Writes what is known of a call, and what else has come of it: `further` calls, all at once.
    pub async fn add_calls(
        &self,
        operation_id: &str,
        key: &str,
        body: String,
        further: Vec<CallRow>,
    ) -> Result<(), StoreError> {
        let (operation_id, key) = (operation_id.to_owned(), key.to_owned());
        self.run(move |db| {
            let all = db.transaction()?;
            all.execute(
                "UPDATE operation_call SET body = ?3 WHERE operation_id = ?1 AND key = ?2",
                params![operation_id, key, body],
            )?;
            for call in further {
                all.execute(
                    "INSERT INTO operation_call (operation_id, key, position, body) VALUES (?1, ?2, ?3, ?4)",
                    params![operation_id, call.key, call.position, call.body],
                )?;
            }
            all.commit()?;
            Ok(())
        })
        .await
    }

    pub async fn end_operation(&self, id: &str, ended_at: Option<Millis>) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            db.execute("UPDATE operation SET ended_at = ?2 WHERE id = ?1", params![id, ended_at])?;
            Ok(())
        })
        .await
    }

    /// Forgets an operation. Its journal stays.
    pub async fn delete_operation(&self, id: &str) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            db.execute("DELETE FROM operation WHERE id = ?1", [id])?;
            Ok(())
        })
        .await
    }
}
