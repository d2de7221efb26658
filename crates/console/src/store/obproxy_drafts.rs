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

    /// Stores what the window has changed of a draft. Which connection it is for and what it led to stay as they are: an
    /// operation may begin at the same time. Returns the draft as it was; `None`, with nothing stored, when it is gone.
    pub async fn revise_obproxy_draft(
        &self,
        changed: ObproxyDraft,
    ) -> Result<Option<ObproxyDraft>, StoreError> {
        self.run(move |db| {
            let all = db.transaction()?;
            let read = "SELECT body FROM obproxy_draft WHERE id = ?1";
            let body: Option<String> = all.query_row(read, [&changed.id], |row| row.get(0)).optional()?;
            let Some(before) = body.as_deref().map(serde_json::from_str::<ObproxyDraft>).transpose()? else {
                return Ok(None);
            };
            let draft = ObproxyDraft {
                connection_id: before.connection_id.clone(),
                operation_id: before.operation_id.clone(),
                ..changed
            };
            all.execute(
                "UPDATE obproxy_draft SET updated_at = ?2, body = ?3 WHERE id = ?1",
                params![draft.id, draft.updated_at, serde_json::to_string(&draft)?],
            )?;
            all.commit()?;
            Ok(Some(before))
        })
        .await
    }

    /// Writes which operation a draft leads to, and its step, unless its form is another one by now. `false`, with nothing
    /// stored, when it is, or when the draft is gone.
    pub async fn begin_obproxy_draft(&self, begun: ObproxyDraft) -> Result<bool, StoreError> {
        self.run(move |db| {
            let all = db.transaction()?;
            let read = "SELECT body FROM obproxy_draft WHERE id = ?1";
            let body: Option<String> = all.query_row(read, [&begun.id], |row| row.get(0)).optional()?;
            let present = body.as_deref().map(serde_json::from_str::<ObproxyDraft>).transpose()?;
            let Some(present) = present.filter(|present| present.form == begun.form) else {
                return Ok(false);
            };
            let ObproxyDraft { operation_id, step, updated_at, .. } = begun;
            let draft = ObproxyDraft { operation_id, step, updated_at, ..present };
            all.execute(
                "UPDATE obproxy_draft SET updated_at = ?2, body = ?3 WHERE id = ?1",
                params![draft.id, draft.updated_at, serde_json::to_string(&draft)?],
            )?;
            all.commit()?;
            Ok(true)
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
