use tempfile::TempDir;

use super::*;
use crate::dto::{
    ConnectionKind, ConnectionPasswords, ConnectionSettings, ConnectionStateKind, Environment, ErrorCode,
    OcpOptions, Reach, SecretRef,
};
use crate::guard::GuardRecord;

const NOW: Millis = 1_800_000_000_000;

/// One whose id is its name.
pub fn connection(name: &str) -> Connection {
    let settings = ConnectionSettings {
        name: name.to_owned(),
        group: String::new(),
        environment: Environment::Dev,
        kind: ConnectionKind::Cluster,
        addresses: vec!["10.0.0.1:2886".to_owned()],
        pinned: false,
        reach: Reach::default(),
        passwords: ConnectionPasswords::default(),
        ocp: OcpOptions::default(),
        note: String::new(),
    };
    let guard = GuardRecord::default_for(Environment::Dev);
    Connection { id: name.to_owned(), settings, guard, seen: Seen::default() }
}

pub async fn empty() -> (Connections, TempDir) {
    let directory = tempfile::tempdir().unwrap();
    let store = open(&directory);
    (Connections::open(store, NOW).await.unwrap(), directory)
}

fn open(directory: &TempDir) -> Store {
    Store::open(&directory.path().join("obdeck.db"), NOW).unwrap().store
}

async fn reopened(directory: &TempDir) -> Connections {
    Connections::open(open(directory), NOW).await.unwrap()
}

fn names(connections: &Connections) -> Vec<String> {
    connections.all().into_iter().map(|it| it.settings.name).collect()
}

async fn change(
    connections: &Connections,
    id: &str,
    change: impl FnOnce(&mut ConnectionSettings),
) -> Result<(), IpcError> {
    let change = |it: &mut Connection| {
        change(&mut it.settings);
        Ok(())
    };
    connections.change(id, change).await
}

async fn filled(names: &[&str]) -> (Connections, TempDir) {
    let (connections, directory) = empty().await;
    for name in names {
        connections.insert(connection(name), None).await.unwrap();
    }
    (connections, directory)
}

#[tokio::test]
async fn a_full_disk_changes_nothing_and_the_next_save_works() {
    let (connections, directory) = filled(&["a", "b"]).await;
    let store = connections.inner.store.clone();
    store.limit_growth(true).await.unwrap();
    let long = "n".repeat(1_000_000);
    let refused = change(&connections, "a", |it| it.note.clone_from(&long)).await.unwrap_err();
    assert_eq!((refused.code, refused.retryable), (ErrorCode::Storage, true), "{}", refused.message);
    let mut third = connection("c");
    third.settings.note = long.clone();
    assert_eq!(connections.insert(third.clone(), None).await.unwrap_err().code, ErrorCode::Storage);
    assert_eq!(connections.get("a").unwrap().settings.note, "");
    assert_eq!(names(&connections), ["a", "b"]);
    assert_eq!(names(&reopened(&directory).await), ["a", "b"]);

    store.limit_growth(false).await.unwrap();
    change(&connections, "a", |it| it.note.clone_from(&long)).await.unwrap();
    connections.insert(third, None).await.unwrap();
    let found = reopened(&directory).await;
    assert_eq!(names(&found), ["a", "b", "c"]);
    assert_eq!(found.get("a").unwrap().settings.note, long);
}

#[tokio::test]
async fn a_damaged_row_is_set_aside_and_the_others_stay() {
    let (connections, directory) = filled(&["a", "b", "c"]).await;
    drop(connections);
    let database = rusqlite::Connection::open(directory.path().join("obdeck.db")).unwrap();
    database.execute("UPDATE connection SET body = '{\"settings\": {\"name\": ' WHERE id = 'b'", []).unwrap();
    database.execute("UPDATE connection SET seen = 'x' WHERE id = 'c'", []).unwrap();

    let found = reopened(&directory).await;
    assert_eq!((names(&found), found.damaged()), (vec!["a".to_owned(), "c".to_owned()], 1));
    let kept: (String, Millis, String) = database
        .query_row("SELECT id, found_at, body FROM connection_damaged", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(kept, ("b".to_owned(), NOW, "{\"settings\": {\"name\": ".to_owned()));
    found.insert(connection("b"), None).await.unwrap();
    let again = reopened(&directory).await;
    assert_eq!((again.damaged(), names(&again).len()), (0, 3));
}

#[tokio::test]
async fn a_deletion_leaves_the_order_of_the_others_alone() {
    let (connections, directory) = filled(&["a", "b", "c", "d"]).await;
    connections.delete("b", NOW).await.unwrap();
    change(&connections, "d", |it| it.pinned = true).await.unwrap();
    assert_eq!(names(&connections), ["a", "c", "d"]);
    assert_eq!(names(&reopened(&directory).await), ["a", "c", "d"]);
}

#[tokio::test]
async fn a_deletion_can_be_taken_back_until_it_is_final() {
    let (connections, directory) = filled(&["a", "b", "c"]).await;
    connections.delete("b", NOW).await.unwrap();
    assert_eq!(connections.purge_in(NOW), Some(RESTORABLE_FOR));
    assert!(connections.purge(NOW + RESTORABLE_FOR - 1).await.is_empty());
    connections.restore("b").await.unwrap();
    assert_eq!(names(&connections), ["a", "b", "c"]);
    assert_eq!(names(&reopened(&directory).await), ["a", "b", "c"]);

    connections.delete("b", NOW).await.unwrap();
    assert_eq!(connections.purge(NOW + RESTORABLE_FOR).await.len(), 1);
    assert_eq!(connections.restore("b").await.unwrap_err().code, ErrorCode::NotFound);
    // Its secrets could not be removed: it is still there, also after a restart.
    assert_eq!(connections.purge(NOW).await.len(), 1);
    let found = reopened(&directory).await;
    assert_eq!((names(&found).len(), found.purge(NOW).await.len()), (2, 1));
    found.bury("b").await.unwrap();
    assert!(found.purge(NOW).await.is_empty());
    assert!(reopened(&directory).await.purge(NOW).await.is_empty());
}

#[tokio::test]
async fn a_name_that_was_given_away_is_not_taken_back() {
    let (connections, _directory) = filled(&["ob_pay"]).await;
    connections.delete("ob_pay", NOW).await.unwrap();
    let mut second = connection("OB_pay");
    second.id = "2".to_owned();
    connections.insert(second.clone(), None).await.unwrap();
    assert_eq!(connections.restore("ob_pay").await.unwrap().settings.name, "ob_pay 2");
    second.id = "3".to_owned();
    let taken = connections.insert(second, None).await.unwrap_err();
    assert_eq!((taken.code, taken.detail.as_deref()), (ErrorCode::Invalid, Some("name")));
}

#[tokio::test]
async fn a_deleted_connection_still_needs_its_secrets() {
    let (connections, _directory) = empty().await;
    let id: SecretId = "6f0c2f2e-95a4-4a5e-8d2e-0123456789ab".parse().unwrap();
    let mut it = connection("a");
    it.settings.passwords.root = Some(SecretRef { id: id.to_string(), weak: false });
    connections.insert(it, None).await.unwrap();
    assert!(connections.needs_secret(&id));
    connections.delete("a", NOW).await.unwrap();
    assert!(connections.needs_secret(&id));
    connections.purge(NOW + RESTORABLE_FOR).await;
    assert!(!connections.needs_secret(&id));
}

#[tokio::test]
async fn another_group_means_its_last_place() {
    let (connections, directory) = empty().await;
    for (name, group) in [("a", "east"), ("b", "west"), ("c", "east")] {
        let mut it = connection(name);
        it.settings.group = group.to_owned();
        connections.insert(it, None).await.unwrap();
    }
    assert_eq!(names(&connections), ["a", "c", "b"]);
    change(&connections, "a", |it| it.group = "west".to_owned()).await.unwrap();
    assert_eq!(names(&connections), ["c", "b", "a"]);
    assert_eq!(names(&reopened(&directory).await), ["c", "b", "a"]);
}

#[tokio::test]
async fn what_is_seen_is_not_written_at_each_answer() {
    let (connections, directory) = filled(&["a"]).await;
    let stored = || {
        let database = rusqlite::Connection::open(directory.path().join("obdeck.db")).unwrap();
        let seen: String = database.query_row("SELECT seen FROM connection", [], |row| row.get(0)).unwrap();
        serde_json::from_str::<Seen>(&seen).unwrap().answered_at
    };
    let answer =
        |at: Millis| Seen { kind: ConnectionStateKind::Available, answered_at: Some(at), ..Seen::default() };
    connections.note("a", answer(NOW)).await.unwrap();
    connections.note("a", answer(NOW + 59_999)).await.unwrap();
    assert_eq!(connections.get("a").unwrap().seen.answered_at, Some(NOW + 59_999));
    assert_eq!(stored(), Some(NOW));
    connections.note("a", answer(NOW + 60_000)).await.unwrap();
    assert_eq!(stored(), Some(NOW + 60_000));
    let down = Seen { kind: ConnectionStateKind::Unreachable, ..answer(NOW + 60_001) };
    connections.note("a", down).await.unwrap();
    assert_eq!(stored(), Some(NOW + 60_001));
}

#[tokio::test]
async fn other_addresses_are_somebody_else() {
    let seen = || Seen { kind: ConnectionStateKind::Available, answered_at: Some(NOW), ..Seen::default() };
    let settle = |change: fn(&mut ConnectionSettings)| {
        let mut it = Connection { seen: seen(), ..connection("a") };
        let mut settings = it.settings.clone();
        change(&mut settings);
        it.settle(settings);
        it.seen
    };
    assert_eq!(settle(|it| it.note = "n".to_owned()), seen());
    assert_eq!(settle(|it| it.addresses.push("10.0.0.2:2886".to_owned())), Seen::default());
    assert_eq!(settle(|it| it.kind = ConnectionKind::Agent), Seen::default());
    let routed = settle(|it| it.reach.tls = crate::dto::TlsChoice::System);
    assert_eq!(routed, Seen::default());
}
