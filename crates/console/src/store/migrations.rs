use rusqlite_migration::{M, Migrations};

/// Every change of the schema, oldest first. Never edit one that was released.
pub fn all() -> Migrations<'static> {
    Migrations::new(vec![M::up(FIRST), M::up(CONNECTIONS), M::up(DAMAGED)])
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

#[cfg(test)]
mod tests {
    #[test]
    fn every_migration_applies_in_order() {
        super::all().validate().unwrap();
    }
}
