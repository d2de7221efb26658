use rusqlite::{Connection, OptionalExtension, Row, Transaction, params, types::Type};

use super::{Store, StoreError};
use crate::dto::{HistoryRecord, Millis, StateKind};

/// Parts of a log that are written at once. Whoever else has something to write waits no longer than for these.
const AT_ONCE: usize = 8;

/// A task that ended, as it goes into the history.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// Its `id` is only used when it takes no other record's place; sizes and `log_lines` are counted anew.
    pub record: HistoryRecord,
    pub operation_id: String,
    pub call_key: String,
    /// Tells this end of the task from another one, after a retry.
    pub mark: String,
    /// Its operation did not start it.
    pub is_opened: bool,
    pub ended_at: Millis,
    /// What is searched beside the log.
    pub words: String,
    /// JSON.
    pub view: String,
}

/// Some lines of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPart {
    /// Their text, one line below the other.
    pub text: String,
    /// JSON: the rest of them.
    pub rows: String,
    pub lines: u32,
}

/// How far the end of a task was taken into the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryMark {
    pub call_key: String,
    pub mark: String,
    pub is_whole: bool,
}

impl Store {
    /// Throws away what was being written when the program ended.
    pub async fn clear_half_written(&self) -> Result<(), StoreError> {
        self.run(|db| {
            db.execute("DELETE FROM history_task WHERE is_there = 0", [])?;
            Ok(())
        })
        .await
    }

    /// Puts a task with its log into the history, in the place of an earlier end of the same task. Without a log
    /// that one's stays. `is_whole`: nothing more is to come. The answer is the record's id; none when it was thrown
    /// away in the meantime.
    pub async fn keep_task(
        &self,
        task: NewTask,
        log: Option<Vec<LogPart>>,
        is_whole: bool,
    ) -> Result<Option<String>, StoreError> {
        let (has_log, row) = (log.is_some(), task.clone());
        let number = self.run(move |db| insert(db, &row)).await?;
        let mut parts = log.unwrap_or_default().into_iter().peekable();
        while parts.peek().is_some() {
            let next: Vec<LogPart> = parts.by_ref().take(AT_ONCE).collect();
            self.run(move |db| insert_log(db, number, &next)).await?;
        }
        self.run(move |db| {
            let all = db.transaction()?;
            let id = show(&all, number, &task, (has_log, is_whole))?;
            all.commit()?;
            Ok(id)
        })
        .await
    }

    /// What was taken into the history of the calls of an operation.
    pub async fn history_marks(&self, operation_id: &str) -> Result<Vec<HistoryMark>, StoreError> {
        let operation_id = operation_id.to_owned();
        self.run(move |db| {
            let mut query = db.prepare_cached(
                "SELECT call_key, mark, is_whole FROM history_mark WHERE operation_id = ?1",
            )?;
            let marks = query.query_map([operation_id], |row| {
                Ok(HistoryMark { call_key: row.get(0)?, mark: row.get(1)?, is_whole: row.get(2)? })
            })?;
            Ok(marks.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Throws records away, their logs with them. They do not come back.
    pub async fn forget_tasks(&self, ids: Vec<String>) -> Result<(), StoreError> {
        for id in ids {
            self.run(move |db| forget(db, &id)).await?;
        }
        Ok(())
    }

    /// Throws the oldest record away if it ended before `since`, or all together have more than `most` bytes.
    pub async fn forget_oldest(&self, since: Option<Millis>, most: Option<i64>) -> Result<bool, StoreError> {
        self.run(move |db| {
            let oldest = db
                .query_row(
                    "SELECT id, ended_at, (SELECT sum(head_bytes + log_bytes) FROM history_task WHERE is_there)
                     FROM history_task WHERE is_there = 1 ORDER BY ended_at, number LIMIT 1",
                    [],
                    |row| Ok((row.get::<_, String>(0)?, row.get::<_, Millis>(1)?, row.get::<_, i64>(2)?)),
                )
                .optional()?;
            let too_old = |ended_at| since.is_some_and(|since| ended_at < since);
            let too_many = |bytes| most.is_some_and(|most| bytes > most);
            let Some((id, ..)) = oldest.filter(|(_, at, bytes)| too_old(*at) || too_many(*bytes)) else {
                return Ok(false);
            };
            forget(db, &id)?;
            Ok(true)
        })
        .await
    }

    pub async fn setting(&self, name: &'static str) -> Result<Option<String>, StoreError> {
        self.run(move |db| {
            let body = db.query_row("SELECT body FROM setting WHERE name = ?1", [name], |row| row.get(0));
            Ok(body.optional()?)
        })
        .await
    }

    pub async fn save_setting(&self, name: &'static str, body: String) -> Result<(), StoreError> {
        self.run(move |db| {
            db.execute(
                "INSERT INTO setting (name, body) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET body = ?2",
                params![name, body],
            )?;
            Ok(())
        })
        .await
    }
}

/// The columns that [`record`] reads.
pub(super) const RECORD: &str = "record, id, log_lines, head_bytes + log_bytes";

pub(super) fn record(row: &Row<'_>) -> rusqlite::Result<HistoryRecord> {
    let body: String = row.get(0)?;
    let record: HistoryRecord = serde_json::from_str(&body)
        .map_err(|problem| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(problem)))?;
    Ok(HistoryRecord { id: row.get(1)?, log_lines: row.get(2)?, bytes: row.get(3)?, ..record })
}

fn insert(db: &mut Connection, task: &NewTask) -> Result<i64, StoreError> {
    let body = serde_json::to_string(&task.record)?;
    let bytes = task.view.len() + body.len() + task.words.len();
    db.execute(
        "INSERT INTO history_task (id, owner, task_id, operation_id, call_key, is_opened, connection_id, name,
           succeeded, started_at, ended_at, head_bytes, words, record, view)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        params![
            task.record.id,
            task.record.connection_id.as_ref().unwrap_or(&task.operation_id),
            task.record.task_id,
            task.operation_id,
            task.call_key,
            task.is_opened,
            task.record.connection_id,
            task.record.name,
            task.record.state.kind == StateKind::Succeeded,
            task.record.started_at,
            task.ended_at,
            i64::try_from(bytes).unwrap_or(i64::MAX),
            task.words,
            body,
            task.view,
        ],
    )?;
    Ok(db.last_insert_rowid())
}

fn insert_log(db: &mut Connection, task: i64, parts: &[LogPart]) -> Result<(), StoreError> {
    let all = db.transaction()?;
    for part in parts {
        all.prepare_cached("INSERT INTO history_log (task, text, rows) VALUES (?1, ?2, ?3)")?
            .execute(params![task, part.text, part.rows])?;
        let number = all.last_insert_rowid();
        all.prepare_cached("INSERT INTO history_letters (rowid, text) VALUES (?1, ?2)")?
            .execute(params![number, part.text])?;
        let bytes = i64::try_from(part.text.len() + part.rows.len()).unwrap_or(i64::MAX);
        all.prepare_cached(
            "UPDATE history_task SET log_lines = log_lines + ?2, log_bytes = log_bytes + ?3 WHERE number = ?1",
        )?
        .execute(params![task, part.lines, bytes])?;
    }
    all.commit()?;
    Ok(())
}

/// Lets record `number` take its place.
fn show(
    db: &Transaction<'_>,
    number: i64,
    task: &NewTask,
    (has_log, is_whole): (bool, bool),
) -> Result<Option<String>, StoreError> {
    let known = db.query_row(
        "SELECT 1 FROM history_mark WHERE operation_id = ?1 AND call_key = ?2 AND mark = ?3 AND is_whole",
        params![task.operation_id, task.call_key, task.mark],
        |_| Ok(()),
    );
    if known.optional()?.is_some() {
        db.execute("DELETE FROM history_task WHERE number = ?1", [number])?;
        return Ok(None);
    }
    // Numbers of tasks begin anew in a new cluster: what two operations started are two tasks, and so are two names.
    let before = db.query_row(
        "SELECT old.number, old.id FROM history_task old JOIN history_task new
           ON old.owner = new.owner AND old.task_id = new.task_id
         WHERE new.number = ?1 AND old.is_there = 1 AND old.name = new.name
           AND (old.operation_id = new.operation_id OR old.is_opened OR new.is_opened)
         ORDER BY old.number DESC LIMIT 1",
        [number],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)),
    );
    let before = before.optional()?;
    if let Some((before, id)) = &before {
        if !has_log {
            move_log(db, *before, number)?;
        }
        db.execute("DELETE FROM history_task WHERE number = ?1", [before])?;
        db.execute("UPDATE history_task SET id = ?2 WHERE number = ?1", params![number, id])?;
    }
    let id = before.map_or_else(|| task.record.id.clone(), |(_, id)| id);
    db.execute("UPDATE history_task SET is_there = 1 WHERE number = ?1", [number])?;
    db.execute(
        "INSERT INTO history_mark (operation_id, call_key, mark, is_whole, record_id)
         SELECT id, ?2, ?3, ?4, ?5 FROM operation WHERE id = ?1
         ON CONFLICT (operation_id, call_key) DO UPDATE SET mark = ?3, is_whole = ?4, record_id = ?5",
        params![task.operation_id, task.call_key, task.mark, is_whole, id],
    )?;
    Ok(Some(id))
}

fn move_log(db: &Transaction<'_>, from: i64, to: i64) -> Result<(), StoreError> {
    db.execute("UPDATE history_log SET task = ?2 WHERE task = ?1", [from, to])?;
    db.execute(
        "UPDATE history_task SET (log_lines, log_bytes) =
           (SELECT log_lines, log_bytes FROM history_task WHERE number = ?1) WHERE number = ?2",
        [from, to],
    )?;
    Ok(())
}

fn forget(db: &mut Connection, id: &str) -> Result<(), StoreError> {
    let all = db.transaction()?;
    all.execute("DELETE FROM history_task WHERE id = ?1 AND is_there = 1", [id])?;
    all.execute("UPDATE history_mark SET is_whole = 1 WHERE record_id = ?1", [id])?;
    all.commit()?;
    Ok(())
}
