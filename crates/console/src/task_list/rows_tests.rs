use std::time::Instant;

use super::*;
use crate::dto::{
    Contact, JournalState, Millis, OperationHead, StateView, StepView, SubTaskRef, TaskOrigin, TaskRef,
};

const AGENTS: &str = "22130706433028863";

fn state(kind: StateKind) -> StateView {
    StateView { kind, word: String::new() }
}

fn listed(name: &str, kind: StateKind) -> Listed {
    Listed {
        place: TaskPlace::Cluster,
        name: name.to_owned(),
        state: state(kind),
        done: 1,
        total: 9,
        started_at: Some(1_000),
        ended_at: None,
        at_step: None,
        holds_lock: false,
        main_task_id: None,
    }
}

fn listing(tasks: &[(&str, Listed)]) -> Listing {
    let tasks = tasks.iter().map(|(id, listed)| ((*id).to_owned(), listed.clone())).collect();
    Listing {
        connection_id: "c".to_owned(),
        name: "pay".to_owned(),
        environment: Environment::Prod,
        cluster_name: "ob_pay".to_owned(),
        system: TaskSystem::Obshell,
        book: Arc::new(Book { tasks: Arc::new(tasks), read_at: Some(1), ..Book::default() }),
    }
}

fn call(task: Option<(&str, &str)>, kind: StateKind) -> CallView {
    let task = task.map(|(id, name)| TaskRef {
        id: id.to_owned(),
        name: name.to_owned(),
        stage: 4,
        max_stage: 9,
        holds_lock: true,
        main_task_id: None,
    });
    let step = |number: u32, kind| StepView {
        key: number.to_string(),
        number,
        name: format!("step {number}"),
        state: state(kind),
        on_all_hosts: false,
        started_at: None,
        ended_at: None,
        runs: Vec::new(),
        after: None,
        operators: Vec::new(),
    };
    let head = CallHead {
        key: "init".to_owned(),
        kind: CallKind::Init,
        deed: None,
        target: "10.0.0.1:2886".to_owned(),
        zone: None,
        method: "POST".to_owned(),
        path: "/api/v1/ob/init".to_owned(),
        body: String::new(),
        journal: JournalState::Accepted,
        state: state(kind),
        task,
        started_at: Some(1_000),
        ended_at: None,
        error: None,
        operators: Vec::new(),
        operator_pending: None,
        sub_tasks: Vec::new(),
    };
    CallView { head, steps: vec![step(1, StateKind::Succeeded), step(2, StateKind::Running)] }
}

fn operation(id: &str, kind: OperationKind, calls: Vec<CallView>) -> OperationView {
    let contact = Contact { state: ContactState::Live, agent: None, last_answer_at: None, problem: None };
    let head = OperationHead {
        id: id.to_owned(),
        system: TaskSystem::Obshell,
        origin: TaskOrigin::Live,
        draft_id: None,
        connection_id: Some("c".to_owned()),
        kind,
        deed: None,
        subject: "zone1".to_owned(),
        cluster_name: "ob_pay".to_owned(),
        cluster_id: "1".to_owned(),
        environment: Environment::Dev,
        state: state(StateKind::Running),
        done: 1,
        total: 2,
        started_at: 900,
        ended_at: None,
        hosts: Vec::new(),
        contact,
        lock_held: true,
        failure: None,
        actions: Vec::new(),
        outcome: None,
    };
    OperationView { head, calls }
}

fn record(id: &str, task_id: &str, name: &str, ended_at: Millis) -> HistoryRecord {
    HistoryRecord {
        id: id.to_owned(),
        system: TaskSystem::Obshell,
        task_id: task_id.to_owned(),
        name: name.to_owned(),
        kind: OperationKind::Stop,
        deed: None,
        subject: "zone2".to_owned(),
        connection_id: Some("c".to_owned()),
        connection_name: "as it was called".to_owned(),
        cluster_name: "ob_pay".to_owned(),
        environment: Environment::Prod,
        state: state(StateKind::Succeeded),
        started_at: Some(500),
        ended_at: Some(ended_at),
        steps: 6,
        hosts: 1,
        log_lines: 0,
        bytes: 0,
    }
}

#[test]
fn an_operation_lends_a_listed_task_what_it_knows() {
    let listings = [listing(&[("11", listed("Stop OB", StateKind::Running))])];
    let stop =
        operation("o", OperationKind::StopZone, vec![call(Some(("11", "Stop OB")), StateKind::Failed)]);
    let [row] = &rows(&listings, &[Arc::new(stop.clone())], &[])[..] else { panic!("one row") };
    assert_eq!(
        (row.key.as_str(), row.kind, row.subject.as_str()),
        ("c/11", Some(OperationKind::StopZone), "zone1")
    );
    assert_eq!((row.state.kind, row.done, row.total), (StateKind::Failed, 1, 2));
    assert_eq!((row.at_step.as_deref(), row.holds_lock), (Some("step 2"), true));
    assert_eq!((row.operation_id.as_deref(), row.environment), (Some("o"), Environment::Prod));

    let mut lost = stop;
    lost.head.contact.state = ContactState::Stale;
    let [row] = &rows(&listings, &[Arc::new(lost)], &[])[..] else { panic!("one row") };
    assert_eq!((row.state.kind, row.total, row.kind), (StateKind::Running, 9, Some(OperationKind::StopZone)));
}

#[test]
fn what_nobody_watches_any_more_hides_no_news() {
    let known =
        Listing { system: TaskSystem::Ocp, ..listing(&[("7", listed("Install", StateKind::Succeeded))]) };
    let shown = |kind| {
        let mut left = operation("o", OperationKind::Opened, vec![call(Some(("7", "Install")), kind)]);
        (left.head.system, left.head.ended_at) = (TaskSystem::Ocp, Some(2_000));
        let [row] = &rows(std::slice::from_ref(&known), &[Arc::new(left)], &[])[..] else {
            panic!("one row")
        };
        (row.state.kind, row.operation_id.clone())
    };
    let id = Some("o".to_owned());
    for frozen in [StateKind::Running, StateKind::Failed] {
        assert_eq!(shown(frozen), (StateKind::Succeeded, id.clone()), "{frozen:?}");
    }
    assert_eq!(shown(StateKind::RolledBack), (StateKind::RolledBack, id), "it saw the end");
}

#[test]
fn what_started_a_task_tells_more_than_what_opened_it() {
    let listings = [listing(&[("11", listed("Stop OB", StateKind::Running))])];
    let call = || vec![call(Some(("11", "Stop OB")), StateKind::Running)];
    let opened = Arc::new(operation("opened", OperationKind::Opened, call()));
    let [row] = &rows(&listings, std::slice::from_ref(&opened), &[])[..] else { panic!("one row") };
    assert_eq!((row.kind, row.subject.as_str(), row.operation_id.as_deref()), (None, "", Some("opened")));
    let started = Arc::new(operation("started", OperationKind::StopZone, call()));
    for operations in [[opened.clone(), started.clone()], [started, opened]] {
        let [row] = &rows(&listings, &operations, &[])[..] else { panic!("one row") };
        assert_eq!((row.operation_id.as_deref(), row.subject.as_str()), (Some("started"), "zone1"));
    }
}

#[test]
fn a_call_without_a_task_is_a_row_of_its_operation() {
    let done = call(Some(("11", "Join self")), StateKind::Succeeded);
    let calls = vec![done, call(None, StateKind::Running), call(None, StateKind::Pending)];
    let all = rows(&[], &[Arc::new(operation("o", OperationKind::Init, calls))], &[]);
    let keys: Vec<&str> = all.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["c/11", "operation:o"]);
    assert_eq!((all[1].task_id.as_str(), all[1].name.as_str(), all[1].on_server), ("", "", false));
    let calls = vec![call(Some(("11", "Init")), StateKind::Running), call(None, StateKind::Pending)];
    assert_eq!(rows(&[], &[Arc::new(operation("o", OperationKind::Init, calls))], &[]).len(), 1, "it waits");
}

#[test]
fn a_record_is_a_row_where_no_server_lists_it() {
    let listings = |whole: Millis| {
        let mut listing = listing(&[("11", listed("Stop OB", StateKind::Succeeded))]);
        let book = Book { whole: [(None, whole)].into(), ..(*listing.book).clone() };
        listing.book = Arc::new(book);
        [listing]
    };
    let kept = [record("r11", "11", "Stop OB", 800), record("r12", "12", "Stop OB", 800)];
    let all = rows(&listings(900), &[], &kept);
    let told: Vec<_> =
        all.iter().map(|row| (row.key.as_str(), row.on_server, row.record_id.as_deref())).collect();
    assert_eq!(told, [("c/11", true, Some("r11")), ("c/12", false, Some("r12"))]);
    assert_eq!((all[1].connection_name.as_str(), all[1].kind), ("pay", Some(OperationKind::Stop)));
    assert_eq!((all[1].done, all[1].total), (6, 6));
    assert!(rows(&listings(700), &[], &kept)[1].on_server, "nobody has looked since it ended");
    let orphan = rows(&[], &[], &kept);
    assert_eq!((orphan.len(), orphan[0].on_server), (2, false), "its connection is gone");
    assert_eq!(orphan[0].connection_name, "as it was called");
}

#[test]
fn a_number_that_was_given_again_is_another_task() {
    let listings = [listing(&[("11", listed("Start OB", StateKind::Running))])];
    let stop =
        operation("o", OperationKind::StopZone, vec![call(Some(("11", "Stop OB")), StateKind::Succeeded)]);
    let kept = [record("r1", "11", "Stop OB", 800), record("r2", "11", "Start OB", 900)];
    let all = rows(&listings, &[Arc::new(stop)], &kept);
    let told: Vec<_> =
        all.iter().map(|row| (row.key.as_str(), row.name.as_str(), row.record_id.as_deref())).collect();
    let expected = [
        ("c/11", "Start OB", Some("r2")),
        ("operation:o/11", "Stop OB", None),
        ("record:r1", "Stop OB", Some("r1")),
    ];
    assert_eq!(told, expected);
}

#[test]
fn what_follows_a_task_says_which() {
    let sub = Listed { place: place_of(AGENTS).unwrap(), ..listed("Stop observer", StateKind::Failed) };
    let listings = [listing(&[("11", listed("Stop OB", StateKind::Running)), (AGENTS, sub)])];
    let mut main = call(Some(("11", "Stop OB")), StateKind::Running);
    main.head.sub_tasks = vec![SubTaskRef { agent: "127.0.0.1:2886".to_owned(), task_id: AGENTS.to_owned() }];
    let all = rows(&listings, &[Arc::new(operation("o", OperationKind::StopZone, vec![main]))], &[]);
    assert_eq!(all[0].main_task_id, None);
    assert_eq!(all[1].main_task_id.as_deref(), Some("11"));
}

#[test]
fn ten_times_as_many_tasks_take_about_ten_times_as_long() {
    let took = |count: usize| {
        let ids: Vec<String> = (0..count).map(|number| format!("1{number}")).collect();
        let tasks: Vec<(&str, Listed)> =
            ids.iter().map(|id| (id.as_str(), listed("Stop OB", StateKind::Running))).collect();
        let listings = [listing(&tasks)];
        let calls = ids.iter().step_by(2).map(|id| call(Some((id, "Stop OB")), StateKind::Running)).collect();
        let operations = [Arc::new(operation("o", OperationKind::Stop, calls))];
        let kept: Vec<HistoryRecord> = ids.iter().map(|id| record(id, id, "Stop OB", 1)).collect();
        let once = || {
            let began = Instant::now();
            assert_eq!(rows(&listings, &operations, &kept).len(), count);
            began.elapsed()
        };
        // The shortest: others use this computer too.
        (0..5).map(|_| once()).min().unwrap()
    };
    let (few, many) = (took(1_000), took(10_000));
    assert!(many < few * 40, "{few:?} for a thousand, {many:?} for ten thousand");
}
