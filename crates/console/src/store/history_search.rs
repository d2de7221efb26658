//! Finding things in the history.
//!
//! A word is looked up by its three-letter pieces: the index tells which parts of logs can contain it, and only those
//! are read. A word of one or two letters is looked for in all of them.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Statement, StatementStatus, ToSql, params_from_iter};

use super::history::{RECORD, record};
use super::{LogPart, Store, StoreError};
use crate::dto::{HistoryHit, HistoryRecord, Millis};
use crate::history::texts;

/// What is looked for: all of it.
#[derive(Debug, Clone, Default)]
pub struct HistoryFilter {
    /// Each is contained in what is searched beside the log, or in the log. Case does not matter for ASCII.
    pub words: Vec<String>,
    pub connection_id: Option<String>,
    pub name: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

/// Some of the records that were found.
#[derive(Debug, Default)]
pub struct Found {
    pub hits: Vec<HistoryHit>,
    pub total: u32,
    /// What it took, in steps of the database's machine.
    pub work: i64,
}

impl Store {
    /// Records that fit, the newest first.
    pub async fn search_history(&self, filter: HistoryFilter) -> Result<Found, StoreError> {
        self.read(move |db| {
            let mut found = Found::default();
            let all = numbers(db, &filter, &mut found.work)?;
            found.total = u32::try_from(all.len()).unwrap_or(u32::MAX);
            let page = all.iter().skip(filter.offset as usize).take(filter.limit as usize);
            let page: Vec<i64> = page.copied().collect();
            let mut lines = lines(db, &page, &filter.words, &mut found.work)?;
            for number in page {
                let query = format!("SELECT {RECORD} FROM history_task WHERE number = ?1");
                let record = db.prepare_cached(&query)?.query_row([number], record)?;
                let Lines { count, first } = lines.remove(&number).unwrap_or_default();
                found.hits.push(HistoryHit { record, lines: count, first_line: first });
            }
            Ok(found)
        })
        .await
    }

    /// Every record, the newest first.
    pub async fn history_records(&self) -> Result<Vec<HistoryRecord>, StoreError> {
        self.run(|db| {
            let mut query = db.prepare_cached(&format!(
                "SELECT {RECORD} FROM history_task WHERE is_there = 1 ORDER BY ended_at DESC, number DESC"
            ))?;
            Ok(query.query_map([], record)?.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// A record with its view, JSON.
    pub async fn history_task(&self, id: &str) -> Result<Option<(HistoryRecord, String)>, StoreError> {
        let id = id.to_owned();
        self.run(move |db| {
            let query = format!("SELECT {RECORD}, view FROM history_task WHERE id = ?1 AND is_there = 1");
            let found = db.query_row(&query, [id], |row| Ok((record(row)?, row.get(4)?)));
            Ok(found.optional()?)
        })
        .await
    }

    pub async fn history_log(&self, id: &str) -> Result<Vec<LogPart>, StoreError> {
        let id = id.to_owned();
        self.read(move |db| {
            let mut query = db.prepare_cached(
                "SELECT log.text, log.rows FROM history_log log JOIN history_task task ON task.number = log.task
                 WHERE task.id = ?1 AND task.is_there = 1 ORDER BY log.number",
            )?;
            let parts = query.query_map([id], |row| {
                Ok(LogPart { text: row.get(0)?, rows: row.get(1)?, lines: 0 })
            })?;
            Ok(parts.collect::<Result<_, _>>()?)
        })
        .await
    }

    /// Views, JSON, of the last tasks of this name that succeeded; only those of a connection when there is one.
    pub async fn succeeded_tasks(&self, of: SucceededOf) -> Result<Vec<String>, StoreError> {
        self.run(move |db| {
            let mut query = db.prepare_cached(
                "SELECT view FROM history_task
                 WHERE name = ?1 AND succeeded = 1 AND is_there = 1 AND (?2 IS NULL OR connection_id = ?2)
                   AND operation_id <> ?3 AND id <> ?4 AND NOT (task_id = ?5 AND started_at IS ?6)
                 ORDER BY ended_at DESC, number DESC LIMIT ?7",
            )?;
            let SucceededOf { name, connection_id, but, most } = of;
            let filter: [&dyn ToSql; 7] = [
                &name,
                &connection_id,
                &but.operation_id,
                &but.record_id,
                &but.task_id,
                &but.started_at,
                &most,
            ];
            Ok(query.query_map(filter, |row| row.get(0))?.collect::<Result<_, _>>()?)
        })
        .await
    }
}

/// Which earlier tasks are wanted.
#[derive(Debug, Clone, Default)]
pub struct SucceededOf {
    pub name: String,
    pub connection_id: Option<String>,
    pub but: Itself,
    pub most: u32,
}

/// A task that is not to be held against itself. What is not known of it is empty.
#[derive(Debug, Clone, Default)]
pub struct Itself {
    pub operation_id: String,
    pub record_id: String,
    pub task_id: String,
    pub started_at: Option<Millis>,
}

/// Every record that fits.
fn numbers(db: &Connection, filter: &HistoryFilter, work: &mut i64) -> Result<Vec<i64>, StoreError> {
    let mut query = "SELECT task.number FROM history_task task WHERE task.is_there = 1".to_owned();
    let mut values: Vec<String> = Vec::new();
    let mut bind = |value: &str| {
        values.push(value.to_owned());
        format!("?{}", values.len())
    };
    for (column, wanted) in [("connection_id", &filter.connection_id), ("name", &filter.name)] {
        if let Some(wanted) = wanted {
            query += &format!(" AND task.{column} = {}", bind(wanted));
        }
    }
    for word in &filter.words {
        let like = bind(&pattern(word));
        let letters = letters(word).map(|letters| bind(&letters));
        query += &format!(
            " AND (task.words LIKE {like} ESCAPE '\\' OR EXISTS (SELECT 1 FROM history_log log
               WHERE log.task = task.number AND {}))",
            in_log(&like, letters.as_deref())
        );
    }
    query += " ORDER BY task.ended_at DESC, task.number DESC";
    let mut query = db.prepare_cached(&query)?;
    let numbers = query.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?;
    *work += steps(&query);
    Ok(numbers)
}

/// Lines that contain one of the words.
#[derive(Default)]
struct Lines {
    count: u32,
    first: Option<String>,
}

/// Lines of the logs of `tasks`.
fn lines(
    db: &Connection,
    tasks: &[i64],
    words: &[String],
    work: &mut i64,
) -> Result<BTreeMap<i64, Lines>, StoreError> {
    let mut all: BTreeMap<i64, Lines> = BTreeMap::new();
    let mut values: Vec<String> = Vec::new();
    let mut any = Vec::new();
    for word in words {
        values.push(pattern(word));
        let like = format!("?{}", values.len());
        let letters = letters(word).map(|letters| {
            values.push(letters);
            format!("?{}", values.len())
        });
        any.push(in_log(&like, letters.as_deref()));
    }
    if any.is_empty() {
        return Ok(all);
    }
    // Numbers of our own: no text of anybody.
    let tasks: Vec<String> = tasks.iter().map(i64::to_string).collect();
    let (tasks, any) = (tasks.join(", "), any.join(" OR "));
    let mut query = db.prepare(&format!(
        "SELECT log.task, log.text, log.rows FROM history_log log WHERE log.task IN ({tasks}) AND ({any})
         ORDER BY log.task, log.number"
    ))?;
    let words: Vec<String> = words.iter().map(|word| word.to_ascii_lowercase()).collect();
    let mut parts = query.query(params_from_iter(values))?;
    while let Some(row) = parts.next()? {
        let part = LogPart { text: row.get(1)?, rows: row.get(2)?, lines: 0 };
        let has = |line: &&str| {
            let line = line.to_ascii_lowercase();
            words.iter().any(|word| line.contains(word.as_str()))
        };
        let found = all.entry(row.get(0)?).or_default();
        for line in texts(&part)?.into_iter().filter(has) {
            found.count += 1;
            found.first.get_or_insert_with(|| line.to_owned());
        }
    }
    drop(parts);
    *work += steps(&query);
    Ok(all)
}

/// The plus keeps the database from reading each part that fits for each task.
fn in_log(like: &str, letters: Option<&str>) -> String {
    let text = format!("log.text LIKE {like} ESCAPE '\\'");
    match letters {
        Some(letters) => format!(
            "(+log.number IN (SELECT rowid FROM history_letters WHERE history_letters MATCH {letters})
               AND {text})"
        ),
        None => text,
    }
}

fn pattern(word: &str) -> String {
    let mut pattern = "%".to_owned();
    for letter in word.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern + "%"
}

/// All pieces of three letters; none for a shorter word.
fn letters(word: &str) -> Option<String> {
    let all: Vec<char> = word.chars().collect();
    let piece = |piece: &[char]| format!("\"{}\"", piece.iter().collect::<String>().replace('"', "\"\""));
    let pieces: Vec<String> = all.windows(3).map(piece).collect();
    (!pieces.is_empty()).then(|| pieces.join(" AND "))
}

fn steps(query: &Statement<'_>) -> i64 {
    i64::from(query.reset_status(StatementStatus::VmStep))
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
