use super::*;
use crate::dto::{Environment, LogLevel, LogRow, OperationKind, StateKind, TaskSystem};
use crate::history::pack;
use crate::store::NewTask;
use crate::tasks::word;

struct Bench {
    store: Store,
    _directory: tempfile::TempDir,
}

fn bench() -> Bench {
    let directory = tempfile::tempdir().unwrap();
    let store = Store::open(&directory.path().join("obdeck.db"), 0).unwrap().store;
    Bench { store, _directory: directory }
}

fn task(number: u32) -> NewTask {
    let record = HistoryRecord {
        id: format!("r{number}"),
        system: TaskSystem::Obshell,
        task_id: format!("{number}"),
        name: "Initialize cluster".to_owned(),
        kind: OperationKind::Init,
        deed: None,
        subject: String::new(),
        connection_id: Some("c".to_owned()),
        connection_name: "东区".to_owned(),
        cluster_name: format!("ob_{number}"),
        environment: Environment::Dev,
        state: word(StateKind::Succeeded),
        started_at: Some(0),
        ended_at: Some(i64::from(number)),
        steps: 1,
        hosts: 1,
        log_lines: 0,
        bytes: 0,
    };
    NewTask {
        operation_id: format!("o{number}"),
        call_key: "init".to_owned(),
        mark: "first".to_owned(),
        is_opened: false,
        ended_at: i64::from(number),
        words: format!("Initialize cluster\n东区\nob_{number}\n10.0.0.{number}:2886"),
        view: "{}".to_owned(),
        record,
    }
}

fn log(lines: &[&str]) -> Vec<LogPart> {
    let row = |(at, text): (usize, &&str)| LogRow {
        key: format!("run:{at}"),
        run_key: "run".to_owned(),
        host: "10.0.0.1:2886".to_owned(),
        attempt: 1,
        at: None,
        level: LogLevel::Info,
        text: (*text).to_owned(),
    };
    pack(&lines.iter().enumerate().map(row).collect::<Vec<_>>()).unwrap()
}

impl Bench {
    async fn keep(&self, task: NewTask, lines: &[&str]) {
        self.store.keep_task(task, Some(log(lines)), true).await.unwrap();
    }

    /// Ids of what is found with their hits, and how many there are.
    async fn find(&self, text: &str) -> Vec<(String, u32)> {
        let hits = self.found(text).await.hits.into_iter();
        hits.map(|hit| (hit.record.id, hit.lines)).collect()
    }

    async fn found(&self, text: &str) -> Found {
        let words = text.split_whitespace().map(str::to_owned).collect();
        let filter = HistoryFilter { words, limit: 50, ..HistoryFilter::default() };
        self.store.search_history(filter).await.unwrap()
    }
}

fn hit(id: &str, lines: u32) -> (String, u32) {
    (id.to_owned(), lines)
}

#[tokio::test]
async fn words_parts_of_words_and_chinese_are_found() {
    let bench = bench();
    let lines = [
        "start observer on 10.0.0.17:2882",
        "ret=OB_ENTRY_NOT_EXIST",
        "集群初始化失败：目录不为空",
        "50% done_",
    ];
    bench.keep(task(1), &lines).await;
    bench.keep(task(2), &["nothing to see"]).await;
    for (text, wanted) in [
        ("observer", vec![hit("r1", 1)]),
        ("OBSERVER 10.0.0.1", vec![hit("r1", 1)]),
        ("ENTRY_NOT", vec![hit("r1", 1)]),
        ("entry_not_exist", vec![hit("r1", 1)]),
        ("初始化失败", vec![hit("r1", 1)]),
        ("目录", vec![hit("r1", 1)]),
        ("不", vec![hit("r1", 1)]),
        ("0%", vec![hit("r1", 1)]),
        ("%", vec![hit("r1", 1)]),
        ("東", vec![]),
        ("observer nothing", vec![]),
        ("东区", vec![hit("r2", 0), hit("r1", 0)]),
        ("ob_2 see", vec![hit("r2", 1)]),
        ("\"observer\"", vec![]),
        ("O'Neill", vec![]),
        ("\"\"\"", vec![]),
        ("initialize", vec![hit("r2", 0), hit("r1", 0)]),
        ("", vec![hit("r2", 0), hit("r1", 0)]),
    ] {
        assert_eq!(bench.find(text).await, wanted, "{text:?}");
    }
    let found = bench.found("start done_").await;
    assert_eq!(found.hits[0].lines, 2, "lines with any of the words");
    assert_eq!(found.hits[0].first_line.as_deref(), Some(lines[0]));
    assert_eq!(bench.find("n_e").await, [], "an underscore is itself");
}

#[tokio::test]
async fn pages_follow_each_other_and_filters_hold() {
    let bench = bench();
    for number in 1..=7 {
        let mut task = task(number);
        task.record.connection_id = Some(format!("c{}", number % 2));
        bench.keep(task, &["a line"]).await;
    }
    let page = |offset, connection_id: Option<&str>| {
        let words = vec!["line".to_owned()];
        let connection_id = connection_id.map(str::to_owned);
        let filter = HistoryFilter { words, connection_id, offset, limit: 3, name: None };
        bench.store.search_history(filter)
    };
    let ids = |found: &Found| found.hits.iter().map(|hit| hit.record.id.clone()).collect::<Vec<_>>();
    let (first, last) = (page(0, None).await.unwrap(), page(6, None).await.unwrap());
    assert_eq!((ids(&first), first.total), (vec!["r7".into(), "r6".into(), "r5".into()], 7));
    assert_eq!((ids(&last), last.total), (vec!["r1".to_owned()], 7));
    let odd = page(0, Some("c1")).await.unwrap();
    assert_eq!((ids(&odd), odd.total), (vec!["r7".into(), "r5".into(), "r3".into()], 4));
    let named = HistoryFilter { name: Some("Stop OB".to_owned()), limit: 9, ..HistoryFilter::default() };
    assert_eq!(bench.store.search_history(named).await.unwrap().total, 0);
}

#[tokio::test]
async fn an_end_takes_the_place_of_an_earlier_one_of_the_same_task() {
    let bench = bench();
    bench.keep(task(1), &["first"]).await;
    let again = NewTask { mark: "second".to_owned(), ended_at: 9, ..task(1) };
    let again = NewTask { record: HistoryRecord { id: "new".to_owned(), ..again.record.clone() }, ..again };
    bench.store.keep_task(again.clone(), None, false).await.unwrap();
    assert_eq!(bench.find("first").await, [hit("r1", 1)], "the log stays until there is another");
    bench.keep(again, &["second"]).await;
    assert_eq!((bench.find("first").await, bench.find("second").await), (vec![], vec![hit("r1", 1)]));
    assert_eq!(bench.store.history_records().await.unwrap().len(), 1);

    let another = NewTask { operation_id: "other".to_owned(), ..task(1) };
    bench.keep(another, &["of a new cluster with the same numbers"]).await;
    assert_eq!(bench.store.history_records().await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_task_of_another_name_takes_nobodys_place() {
    let bench = bench();
    bench.keep(task(1), &["of the old cluster"]).await;
    let mut opened = NewTask { operation_id: "other".to_owned(), is_opened: true, ..task(1) };
    opened.record = HistoryRecord { id: "r2".to_owned(), name: "Stop OB".to_owned(), ..opened.record };
    bench.keep(opened, &["of the new cluster"]).await;
    assert_eq!(bench.find("cluster").await, [hit("r2", 1), hit("r1", 1)]);

    let same = NewTask { operation_id: "third".to_owned(), is_opened: true, ..task(1) };
    bench.keep(same, &["of the old cluster, opened"]).await;
    assert_eq!(bench.store.history_records().await.unwrap().len(), 2, "one that was opened is the same");
}

#[tokio::test]
async fn nothing_is_left_of_what_is_forgotten() {
    let bench = bench();
    let long: Vec<String> = (0..950).map(|at| format!("line {at} of many")).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    bench.keep(task(1), &long).await;
    bench.keep(task(2), &["one of many"]).await;
    let all = bench.store.history_records().await.unwrap();
    let text: usize = long.iter().map(|line| line.len()).sum();
    assert_eq!(all[1].log_lines, 950);
    assert!(all[1].bytes > all[0].bytes + i64::try_from(text).unwrap(), "{} bytes", all[1].bytes);
    assert_eq!(bench.find("949").await, [hit("r1", 1)]);

    bench.store.forget_tasks(vec!["r1".to_owned(), "none".to_owned()]).await.unwrap();
    assert_eq!(bench.find("many").await, [hit("r2", 1)]);
    let left = |query: &'static str| {
        bench.store.run(move |db| Ok(db.query_row(query, [], |row| row.get::<_, i64>(0))?))
    };
    assert_eq!(left("SELECT count(*) FROM history_log").await.unwrap(), 1);
    let letters = "SELECT count(*) FROM history_letters WHERE history_letters MATCH '\"man\"'";
    assert_eq!(left(letters).await.unwrap(), 1, "the index forgets too");
}

#[tokio::test]
async fn the_oldest_goes_first_by_age_and_by_size() {
    let bench = bench();
    for number in 1..=5 {
        bench.keep(task(number), &["line"]).await;
    }
    let all = bench.store.history_records().await.unwrap().iter().map(|record| record.bytes).sum::<i64>();
    assert!(bench.store.forget_oldest(Some(2), None).await.unwrap());
    assert!(!bench.store.forget_oldest(Some(2), Some(all)).await.unwrap(), "what ended at 2 is not older");
    while bench.store.forget_oldest(None, Some(all / 2)).await.unwrap() {}
    assert_eq!(bench.find("").await, [hit("r5", 0), hit("r4", 0)]);
    while bench.store.forget_oldest(None, Some(1)).await.unwrap() {}
    assert!(!bench.store.forget_oldest(Some(99), Some(0)).await.unwrap(), "nothing is left");
}

#[tokio::test]
async fn what_was_half_written_is_cleared_away() {
    let bench = bench();
    let half = "INSERT INTO history_task (id, owner, task_id, operation_id, call_key, is_opened, name, succeeded,
        ended_at, head_bytes, words, record, view) VALUES ('h', 'c', '1', 'o', 'init', 0, 'n', 1, 1, 1, 'w', '{}', '{}')";
    bench.store.run(move |db| Ok(db.execute(half, [])?)).await.unwrap();
    assert_eq!(bench.find("").await, []);
    bench.store.clear_half_written().await.unwrap();
    let count = "SELECT count(*) FROM history_task";
    let left = bench.store.run(move |db| Ok(db.query_row(count, [], |row| row.get::<_, i64>(0))?));
    assert_eq!(left.await.unwrap(), 0);
}

/// Records with logs of this length; a rare word in one of them. What a search for it takes.
async fn work(records: u32, lines: usize, text: &str) -> i64 {
    let bench = bench();
    let log: Vec<String> = (0..lines).map(|at| format!("health check {at}: connection refused")).collect();
    let mut log: Vec<&str> = log.iter().map(String::as_str).collect();
    for number in 1..=records {
        if number == records / 2 {
            log.push("a needle in a haystack");
        }
        bench.keep(task(number), &log).await;
        log.truncate(lines);
    }
    let found = bench.found(text).await;
    assert_eq!(found.total, if text == "needle" { 1 } else { records });
    found.work
}

#[tokio::test]
async fn a_search_reads_no_logs_that_cannot_have_the_word() {
    let (short, long) = (work(60, 10, "needle").await, work(60, 1_000, "needle").await);
    // A hundred times the lines: nine further parts a record are passed over, none is read.
    assert!(long < short + 60 * 9 * 40, "{short} steps became {long}");
    let common = work(60, 1_000, "refused").await;
    // All ten parts of each record have it: each is named by the index twice, and read once for the page.
    assert!(common < long + 60 * 10 * 60, "{long} steps became {common}");
}
