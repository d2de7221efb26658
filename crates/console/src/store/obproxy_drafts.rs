use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::dto::ObproxyDraft;

impl Store {
    /// Every draft for OBProxy, the newest change first.
    pub async fn obproxy_drafts(&self) -> Result<Vec<ObproxyDraft>, StoreError> {
        self.run(|db| {
            let mut query =
                db.prepare_cached("SELECT body FROM obproxy_draft ORDER BY updated_at DESC, id")?;
            let bodies =
                query.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
            Ok(bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?)
        })
        .await
    }

    pub async fn obproxy_draft(&self, id: &str) -> Result<Option<ObproxyDraft>, StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            let body: Option<String> = db
                .query_row("SELECT body FROM obproxy_draft WHERE id = ?1", [id], |row| row.get(0))
                .optional()?;
            Ok(body.as_deref().map(serde_json::from_str).transpose()?)
        })
        .await
    }

    pub async fn save_obproxy_draft(&self, draft: &ObproxyDraft) -> Result<(), StoreError> {
        let (id, connection_id) = (draft.id.clone(), draft.connection_id.clone());
        let (updated_at, body) = (draft.updated_at, serde_json::to_string(draft)?);
        self.run(move |db| {
            db.execute(
                "INSERT INTO obproxy_draft (id, connection_id, updated_at, body) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET connection_id = ?2, updated_at = ?3, body = ?4",
                params![id, connection_id, updated_at, body],
            )?;
            Ok(())
        })
        .await
    }

    pub async fn delete_obproxy_draft(&self, id: &str) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            db.execute("DELETE FROM obproxy_draft WHERE id = ?1", [id])?;
            Ok(())
        })
        .await
    }
}
