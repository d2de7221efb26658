use rusqlite::{Row, params, types::Type};

use super::{Store, StoreError};
use crate::dto::{GuardLevel, Millis};
use crate::guard::Permit;

/// A mutating request, as it stands in the write-ahead journal; also the audit list's refused calls and changes of
/// guards, which have an outcome from the start.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalEntry {
    /// Empty when no operation is behind it.
    pub operation_id: String,
    pub call_key: String,
    /// `ip:port` of the agent.
    pub agent: String,
    /// Method, path and, for an operator, its name. Never a body.
    pub request: String,
    pub intended_at: Millis,
    pub outcome: Option<JournalOutcome>,
    pub detail: Option<String>,
    pub connection_id: Option<String>,
    /// As it was called then.
    pub connection_name: String,
    pub level: Option<GuardLevel>,
    /// What the guard was satisfied with.
    pub allowed: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalOutcome {
    Accepted,
    Rejected,
    /// The answer was lost.
    Unknown,
    /// It never left this computer.
    NotSent,
    /// The guard said no.
    Refused,
    /// Done on this computer.
    Done,
}

/// Which entries of the journal are wanted, the newest first.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Only those with a smaller number.
    pub before: Option<i64>,
    pub connection_id: Option<String>,
    /// Only what was refused, rejected, not sent or has no known outcome.
    pub only_trouble: bool,
    pub limit: u32,
}

impl JournalEntry {
    /// Files the entry under the connection that `permit` was given for.
    pub fn permitted(self, permit: &Permit) -> Self {
        Self {
            connection_id: permit.connection_id.clone(),
            connection_name: permit.name.clone(),
            level: Some(permit.level),
            allowed: Some(permit.allowed.clone()),
            ..self
        }
    }
}

impl Store {
    /// Records that a request is about to be sent, or something that has its outcome already. It is on disk when
    /// this returns.
    pub async fn intend(&self, entry: JournalEntry) -> Result<i64, StoreError> {
        self.run(move |db| {
            db.execute(
                "INSERT INTO journal (operation_id, call_key, agent, request, intended_at, outcome, settled_at,
                   detail, connection_id, connection_name, level, allowed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, iif(?6 IS NULL, NULL, ?5), ?7, ?8, ?9, ?10, ?11)",
                params![
                    entry.operation_id,
                    entry.call_key,
                    entry.agent,
                    entry.request,
                    entry.intended_at,
                    entry.outcome.map(JournalOutcome::word),
                    entry.detail,
                    entry.connection_id,
                    entry.connection_name,
                    entry.level.map(level_word),
                    entry.allowed,
                ],
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

    /// Entries with their numbers, the newest first.
    pub async fn audit(&self, filter: AuditFilter) -> Result<Vec<(i64, JournalEntry)>, StoreError> {
        self.run(move |db| {
            let mut query = db.prepare_cached(
                "SELECT id, operation_id, call_key, agent, request, intended_at, outcome, detail,
                        connection_id, connection_name, level, allowed
                 FROM journal
                 WHERE (?1 IS NULL OR id < ?1)
                   AND (?2 IS NULL OR connection_id = ?2)
                   AND (NOT ?3 OR outcome IS NULL OR outcome NOT IN ('accepted', 'done'))
                 ORDER BY id DESC LIMIT ?4",
            )?;
            let filter = params![filter.before, filter.connection_id, filter.only_trouble, filter.limit];
            let rows = query.query_map(filter, |row| Ok((row.get(0)?, read(row)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
        .await
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<JournalEntry> {
    Ok(JournalEntry {
        operation_id: row.get(1)?,
        call_key: row.get(2)?,
        agent: row.get(3)?,
        request: row.get(4)?,
        intended_at: row.get(5)?,
        outcome: word_of(row, 6, JournalOutcome::from_word)?,
        detail: row.get(7)?,
        connection_id: row.get(8)?,
        connection_name: row.get(9)?,
        level: word_of(row, 10, level_of)?,
        allowed: row.get(11)?,
    })
}

fn word_of<T>(row: &Row<'_>, column: usize, read: fn(&str) -> Option<T>) -> rusqlite::Result<Option<T>> {
    let Some(word) = row.get::<_, Option<String>>(column)? else { return Ok(None) };
    let unknown = || rusqlite::Error::InvalidColumnType(column, word.clone(), Type::Text);
    read(&word).map(Some).ok_or_else(unknown)
}

fn level_word(level: GuardLevel) -> &'static str {
    match level {
        GuardLevel::ReadOnly => "read-only",
        GuardLevel::TypeName => "type name",
        GuardLevel::Confirm => "confirm",
        GuardLevel::Open => "open",
    }
}

fn level_of(word: &str) -> Option<GuardLevel> {
    let all = [GuardLevel::ReadOnly, GuardLevel::TypeName, GuardLevel::Confirm, GuardLevel::Open];
    all.into_iter().find(|level| level_word(*level) == word)
}

impl JournalOutcome {
    fn word(self) -> &'static str {
        match self {
            JournalOutcome::Accepted => "accepted",
            JournalOutcome::Rejected => "rejected",
            JournalOutcome::Unknown => "unknown",
            JournalOutcome::NotSent => "not sent",
            JournalOutcome::Refused => "refused",
            JournalOutcome::Done => "done",
        }
    }

    fn from_word(word: &str) -> Option<JournalOutcome> {
        [Self::Accepted, Self::Rejected, Self::Unknown, Self::NotSent, Self::Refused, Self::Done]
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
            connection_id: Some("c".to_owned()),
            connection_name: "ob_pay".to_owned(),
            level: Some(GuardLevel::TypeName),
            allowed: Some("name typed".to_owned()),
            ..JournalEntry::default()
        };
        let id = Store::open(&path, 0).unwrap().store.intend(entry.clone()).await.unwrap();
        let after_a_kill = Store::open(&path, 0).unwrap().store;
        let all = || AuditFilter { limit: 10, ..AuditFilter::default() };
        assert_eq!(after_a_kill.audit(all()).await.unwrap(), [(id, entry)]);
        after_a_kill.settle(id, JournalOutcome::Unknown, 2, None).await.unwrap();
        assert_eq!(after_a_kill.audit(all()).await.unwrap()[0].1.outcome, Some(JournalOutcome::Unknown));
    }

    #[tokio::test]
    async fn the_audit_list_is_read_in_pages_and_filtered() {
        let directory = tempfile::tempdir().unwrap();
        let store = Store::open(&directory.path().join("obdeck.db"), 0).unwrap().store;
        let outcomes = [JournalOutcome::Accepted, JournalOutcome::Refused, JournalOutcome::Done];
        for number in 0..6_usize {
            let entry = JournalEntry {
                request: format!("call {number}"),
                connection_id: Some(format!("c{}", number % 2)),
                outcome: Some(outcomes[number % 3]),
                ..JournalEntry::default()
            };
            store.intend(entry).await.unwrap();
        }
        let calls = |found: Vec<(i64, JournalEntry)>| -> Vec<String> {
            found.into_iter().map(|(_, entry)| entry.request).collect()
        };
        let first = store.audit(AuditFilter { limit: 2, ..AuditFilter::default() }).await.unwrap();
        let before = Some(first[1].0);
        assert_eq!(calls(first), ["call 5", "call 4"]);
        let second = AuditFilter { before, limit: 9, ..AuditFilter::default() };
        assert_eq!(calls(store.audit(second).await.unwrap()), ["call 3", "call 2", "call 1", "call 0"]);
        let one = AuditFilter { connection_id: Some("c0".to_owned()), limit: 9, ..AuditFilter::default() };
        assert_eq!(calls(store.audit(one).await.unwrap()), ["call 4", "call 2", "call 0"]);
        let trouble = AuditFilter { only_trouble: true, limit: 9, ..AuditFilter::default() };
        assert_eq!(calls(store.audit(trouble).await.unwrap()), ["call 4", "call 1"]);
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
