use rusqlite_migration::{M, Migrations};

/// Every change of the schema, oldest first. Never edit one that was released.
pub fn all() -> Migrations<'static> {
    Migrations::new(vec![
        M::up(FIRST),
        M::up(CONNECTIONS),
        M::up(DAMAGED),
        M::up(HISTORY),
        M::up(OBPROXY_DRAFTS),
        M::up(PROXIES),
    ])
}

const FIRST: &str = "
CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  updated_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE operation (
  id TEXT PRIMARY KEY,
  draft_id TEXT,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE operation_call (
  operation_id TEXT NOT NULL REFERENCES operation(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (operation_id, key)
) STRICT;

-- Every mutating request, written before it is sent. Rows are never deleted with their operation.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  operation_id TEXT NOT NULL,
  call_key TEXT NOT NULL,
  agent TEXT NOT NULL,
  request TEXT NOT NULL,
  intended_at INTEGER NOT NULL,
  outcome TEXT,
  settled_at INTEGER,
  detail TEXT
) STRICT;

CREATE INDEX journal_by_operation ON journal (operation_id, id);

CREATE TABLE key_pin (
  address TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  pinned_at INTEGER NOT NULL
) STRICT;
";

const CONNECTIONS: &str = "
CREATE TABLE connection (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  deleted_at INTEGER,
  body TEXT NOT NULL,
  seen TEXT NOT NULL
) STRICT;

-- The journal is the audit list too: refused calls and changes of guards have no operation.
ALTER TABLE journal ADD COLUMN connection_id TEXT;
ALTER TABLE journal ADD COLUMN connection_name TEXT NOT NULL DEFAULT '';
ALTER TABLE journal ADD COLUMN level TEXT;
ALTER TABLE journal ADD COLUMN allowed TEXT;

CREATE INDEX journal_by_connection ON journal (connection_id, id);
";

const DAMAGED: &str = "
-- Rows of `connection` that could not be read, as they were.
CREATE TABLE connection_damaged (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  seen TEXT NOT NULL
) STRICT;
";

const HISTORY: &str = "
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;

-- Tasks that ended. They outlive their operation, their connection and their cluster.
CREATE TABLE history_task (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  -- 0 while its log is being written.
  is_there INTEGER NOT NULL DEFAULT 0,
  -- The connection, or the operation where there is none.
  owner TEXT NOT NULL,
  task_id TEXT NOT NULL,
  operation_id TEXT NOT NULL,
  call_key TEXT NOT NULL,
  -- The operation did not start the task.
  is_opened INTEGER NOT NULL,
  connection_id TEXT,
  name TEXT NOT NULL,
  succeeded INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER NOT NULL,
  log_lines INTEGER NOT NULL DEFAULT 0,
  log_bytes INTEGER NOT NULL DEFAULT 0,
  head_bytes INTEGER NOT NULL,
  -- What is searched beside the log.
  words TEXT NOT NULL,
  record TEXT NOT NULL,
  view TEXT NOT NULL
) STRICT;

CREATE INDEX history_by_id ON history_task (id);
CREATE INDEX history_by_end ON history_task (is_there, ended_at, number);
CREATE INDEX history_by_task ON history_task (owner, task_id);
CREATE INDEX history_by_name ON history_task (name, succeeded, connection_id, ended_at);

-- Some lines of a log each: all that is searched in one column, the rest in the other.
CREATE TABLE history_log (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  task INTEGER NOT NULL REFERENCES history_task(number) ON DELETE CASCADE,
  text TEXT NOT NULL,
  rows TEXT NOT NULL
) STRICT;

CREATE INDEX history_log_by_task ON history_log (task, number);

-- Which parts of logs hold which three letters in a row.
CREATE VIRTUAL TABLE history_letters USING fts5 (
  text, content = '', contentless_delete = 1, tokenize = 'trigram', detail = 'none'
);

CREATE TRIGGER history_log_goes AFTER DELETE ON history_log BEGIN
  DELETE FROM history_letters WHERE rowid = old.number;
END;

-- What was taken into the history, so that it is not taken again after it was thrown away.
CREATE TABLE history_mark (
  operation_id TEXT NOT NULL REFERENCES operation(id) ON DELETE CASCADE,
  call_key TEXT NOT NULL,
  -- The end of the task that it is about.
  mark TEXT NOT NULL,
  -- Its log was read, or is not wanted any more.
  is_whole INTEGER NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (operation_id, call_key)
) STRICT;

CREATE INDEX history_mark_by_record ON history_mark (record_id);
";

const OBPROXY_DRAFTS: &str = "
CREATE TABLE obproxy_draft (
  id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
";

const PROXIES: &str = "
-- The OBProxy that each agent may manage, as far as it was set from here: agents do not tell.
CREATE TABLE proxy (
  connection_id TEXT NOT NULL REFERENCES connection(id) ON DELETE CASCADE,
  agent TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (connection_id, agent)
) STRICT;

CREATE TABLE proxy_package (
  connection_id TEXT NOT NULL REFERENCES connection(id) ON DELETE CASCADE,
  agent TEXT NOT NULL,
  version TEXT NOT NULL,
  release TEXT NOT NULL,
  uploaded_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (connection_id, agent, version, release)
) STRICT;
";

#[cfg(test)]
mod tests {
    #[test]
    fn every_migration_applies_in_order() {
        super::all().validate().unwrap();
    }
}
