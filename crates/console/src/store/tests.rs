use std::time::Duration;

use super::*;
use crate::dto::{
    Environment, HistoryRecord, LogLevel, LogRow, ObproxyDraft, ObproxyForm, ObproxyStep, OcpObproxyForm,
    OperationKind, StateKind, TaskSystem,
};
use crate::history::pack;
use crate::tasks::word;

fn task(id: &str) -> NewTask {
    let record = HistoryRecord {
        id: id.to_owned(),
        system: TaskSystem::Obshell,
        task_id: id.to_owned(),
        name: "Start OB".to_owned(),
        kind: OperationKind::Start,
        deed: None,
        subject: String::new(),
        connection_id: Some("c".to_owned()),
        connection_name: String::new(),
        cluster_name: String::new(),
        environment: Environment::Dev,
        state: word(StateKind::Succeeded),
        started_at: Some(0),
        ended_at: Some(1),
        steps: 1,
        hosts: 1,
        log_lines: 0,
        bytes: 0,
    };
    NewTask {
        record,
        operation_id: "o".to_owned(),
        call_key: "start".to_owned(),
        mark: "first".to_owned(),
        is_opened: false,
        ended_at: 1,
        words: String::new(),
        view: "{}".to_owned(),
    }
}

fn log(lines: usize) -> Vec<LogPart> {
    let row = |number: usize| LogRow {
        key: format!("run:{number}"),
        run_key: "run".to_owned(),
        host: "10.0.0.1:2886".to_owned(),
        attempt: 1,
        at: None,
        level: LogLevel::Info,
        text: format!("line {number} of a log that is long enough to fill pages of its own"),
    };
    pack(&(0..lines).map(row).collect::<Vec<_>>()).unwrap()
}

#[tokio::test]
async fn nobody_who_writes_waits_for_a_search() {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("obdeck.db"), 0).unwrap().store;
    store.keep_task(task("t"), Some(log(10)), true).await.unwrap();
    let (release, held) = mpsc::channel::<()>();
    let searching = tokio::spawn({
        let store = store.clone();
        async move {
            let hold = move |_: &Connection| Ok(held.recv().is_ok());
            let held = store.read(hold);
            let filter = HistoryFilter { limit: 9, ..HistoryFilter::default() };
            let search = store.search_history(filter);
            tokio::join!(held, search, store.history_log("t"))
        }
    });
    let save = store.save_setting("limits", "{}".to_owned());
    tokio::time::timeout(Duration::from_secs(60), save).await.unwrap().unwrap();
    assert!(!searching.is_finished(), "the searches wait for what is read before them");
    release.send(()).unwrap();
    let (held, found, log) = searching.await.unwrap();
    assert!(held.unwrap());
    assert_eq!((found.unwrap().total, log.unwrap().len()), (1, 1));
}

#[tokio::test]
async fn a_reader_can_change_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("obdeck.db"), 0).unwrap().store;
    let delete = store.read(|db| Ok(db.execute("DELETE FROM setting", [])?));
    assert!(matches!(delete.await, Err(StoreError::Sqlite(_))));
}

/// A database with a long history, of which the pages of the table are damaged.
async fn damaged(directory: &Path, table: &str) -> PathBuf {
    let path = directory.join("obdeck.db");
    let store = Store::open(&path, 0).unwrap().store;
    store.save_setting("limits", "{}".to_owned()).await.unwrap();
    store.keep_task(task("t"), Some(log(5_000)), true).await.unwrap();
    let root = format!("SELECT rootpage FROM sqlite_master WHERE name = '{table}'");
    let (root, size) = store
        .run(move |db| {
            let root: u32 = db.query_row(&root, [], |row| row.get(0))?;
            let size: u32 = db.query_row("PRAGMA page_size", [], |row| row.get(0))?;
            db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
            Ok((root as usize, size as usize))
        })
        .await
        .unwrap();
    drop(store);
    let mut file = std::fs::read(&path).unwrap();
    file[(root - 1) * size..root * size].fill(0xff);
    std::fs::write(&path, file).unwrap();
    path
}

#[tokio::test]
async fn only_what_is_not_of_the_history_is_looked_through_at_the_start() {
    let directory = tempfile::tempdir().unwrap();
    let path = damaged(directory.path(), "history_log").await;
    let opened = Store::open(&path, 1).unwrap();
    assert_eq!(opened.set_aside, None, "the rest is worth more");
    assert_eq!(opened.store.setting("limits").await.unwrap().as_deref(), Some("{}"));
    assert!(opened.store.history_log("t").await.is_err());

    let directory = tempfile::tempdir().unwrap();
    let path = damaged(directory.path(), "setting").await;
    let opened = Store::open(&path, 1).unwrap();
    assert_eq!(opened.set_aside, Some(path.with_extension("db.bad-1")));
    assert_eq!(opened.store.setting("limits").await.unwrap(), None);
}

#[tokio::test]
async fn a_draft_that_was_changed_meanwhile_does_not_begin() {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("obdeck.db"), 0).unwrap().store;
    let named = |name: &str| ObproxyDraft {
        id: "d".to_owned(),
        updated_at: 1,
        step: ObproxyStep::Review,
        form: ObproxyForm::Ocp(OcpObproxyForm { name: name.to_owned(), ..OcpObproxyForm::default() }),
        connection_id: "c".to_owned(),
        accepted: Vec::new(),
        operation_id: None,
    };
    store.save_obproxy_draft(&named("old")).await.unwrap();
    let begun = ObproxyDraft { operation_id: Some("o".to_owned()), step: ObproxyStep::Run, ..named("old") };
    store.revise_obproxy_draft(named("new")).await.unwrap();
    assert!(!store.begin_obproxy_draft(begun.clone()).await.unwrap());
    assert_eq!(store.obproxy_draft("d").await.unwrap(), Some(named("new")));
    store.revise_obproxy_draft(named("old")).await.unwrap();
    assert!(store.begin_obproxy_draft(begun.clone()).await.unwrap());
    assert_eq!(store.obproxy_draft("d").await.unwrap(), Some(begun));
}
