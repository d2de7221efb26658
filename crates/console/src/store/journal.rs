use rusqlite::params;

use super::{Store, StoreError};
use crate::dto::Millis;

/// A mutating request, as it stands in the write-ahead journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    pub operation_id: String,
    pub call_key: String,
    /// `ip:port` of the agent.
    pub agent: String,
    /// Method, path and, for an operator, its name. Never a body.
    pub request: String,
    pub intended_at: Millis,
    pub outcome: Option<JournalOutcome>,
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalOutcome {
    Accepted,
    Rejected,
    /// The answer was lost.
    Unknown,
    /// It never left this computer.
    NotSent,
}

impl Store {
    /// Records that a request is about to be sent. It is on disk when this returns.
    pub async fn intend(&self, entry: JournalEntry) -> Result<i64, StoreError> {
        self.run(move |db| {
            db.execute(
                "INSERT INTO journal (operation_id, call_key, agent, request, intended_at)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
                params![entry.operation_id, entry.call_key, entry.agent, entry.request, entry.intended_at],
            )?;
            Ok(db.last_insert_rowid())
        })
        .await
    }

    /// Records what came of a request.
    pub async fn settle(
        &self,
        id: i64,
        outcome: JournalOutcome,
        at: Millis,
        detail: Option<String>,
    ) -> Result<(), StoreError> {
        self.run(move |db| {
            db.execute(
                "UPDATE journal SET outcome = ?2, settled_at = ?3, detail = ?4 WHERE id = ?1",
                params![id, outcome.word(), at, detail],
            )?;
            Ok(())
        })
        .await
    }

    /// The journal of one operation, oldest first.
    #[cfg(test)]
    pub async fn journal(&self, operation_id: &str) -> Result<Vec<JournalEntry>, StoreError> {
        let operation_id = operation_id.to_owned();
        self.run(move |db| {
            let mut query = db.prepare_cached(
                "SELECT operation_id, call_key, agent, request, intended_at, outcome, detail
                 FROM journal WHERE operation_id = ?1 ORDER BY id",
            )?;
            let entries = query.query_map([operation_id], |row| {
                Ok(JournalEntry {
                    operation_id: row.get(0)?,
                    call_key: row.get(1)?,
                    agent: row.get(2)?,
                    request: row.get(3)?,
                    intended_at: row.get(4)?,
                    outcome: row.get::<_, Option<String>>(5)?.as_deref().and_then(JournalOutcome::from_word),
                    detail: row.get(6)?,
                })
            })?;
            Ok(entries.collect::<Result<_, _>>()?)
        })
        .await
    }
}

impl JournalOutcome {
    fn word(self) -> &'static str {
        match self {
            JournalOutcome::Accepted => "accepted",
            JournalOutcome::Rejected => "rejected",
            JournalOutcome::Unknown => "unknown",
            JournalOutcome::NotSent => "not sent",
        }
    }

    #[cfg(test)]
    fn from_word(word: &str) -> Option<JournalOutcome> {
        [Self::Accepted, Self::Rejected, Self::Unknown, Self::NotSent]
            .into_iter()
            .find(|outcome| outcome.word() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_intent_is_on_disk_before_its_outcome_is_known() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("obdeck.db");
        let entry = JournalEntry {
            operation_id: "one".to_owned(),
            call_key: "init".to_owned(),
            agent: "10.0.0.1:2886".to_owned(),
            request: "POST /api/v1/ob/init".to_owned(),
            intended_at: 1,
            outcome: None,
            detail: None,
        };
        let id = Store::open(&path, 0).unwrap().store.intend(entry.clone()).await.unwrap();
        let after_a_kill = Store::open(&path, 0).unwrap().store;
        assert_eq!(after_a_kill.journal("one").await.unwrap(), [entry]);
        after_a_kill.settle(id, JournalOutcome::Unknown, 2, None).await.unwrap();
        assert_eq!(after_a_kill.journal("one").await.unwrap()[0].outcome, Some(JournalOutcome::Unknown));
    }

    #[tokio::test]
    async fn a_damaged_database_is_set_aside_and_an_empty_one_opened() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("obdeck.db");
        std::fs::write(&path, "this is no database, and it is long enough to be read as one".repeat(100))
            .unwrap();
        let opened = Store::open(&path, 1_700_000_000_000).unwrap();
        let aside = opened.set_aside.unwrap();
        assert!(aside.ends_with("obdeck.db.bad-1700000000000"));
        assert!(std::fs::read(aside).unwrap().starts_with(b"this is no database"));
        assert!(opened.store.drafts().await.unwrap().is_empty());
    }
}
