use rusqlite::{OptionalExtension, params};

use super::{Store, StoreError};
use crate::dto::WizardDraft;

impl Store {
    /// Every draft, the newest change first.
    pub async fn drafts(&self) -> Result<Vec<WizardDraft>, StoreError> {
        self.run(|db| {
            let mut query = db.prepare_cached("SELECT body FROM draft ORDER BY updated_at DESC, id")?;
            let bodies =
                query.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
            Ok(bodies.iter().map(|body| serde_json::from_str(body)).collect::<Result<_, _>>()?)
        })
        .await
    }

    pub async fn draft(&self, id: &str) -> Result<Option<WizardDraft>, StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            let body: Option<String> =
                db.query_row("SELECT body FROM draft WHERE id = ?1", [id], |row| row.get(0)).optional()?;
            Ok(body.as_deref().map(serde_json::from_str).transpose()?)
        })
        .await
    }

    pub async fn save_draft(&self, draft: &WizardDraft) -> Result<(), StoreError> {
        let (id, updated_at, body) = (draft.id.clone(), draft.updated_at, serde_json::to_string(draft)?);
        self.run(move |db| {
            db.execute(
                "INSERT INTO draft (id, updated_at, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET updated_at = ?2, body = ?3",
                params![id, updated_at, body],
            )?;
            Ok(())
        })
        .await
    }

    pub async fn delete_draft(&self, id: &str) -> Result<(), StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            db.execute("DELETE FROM draft WHERE id = ?1", [id])?;
            Ok(())
        })
        .await
    }
}
