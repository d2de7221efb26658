use proptest::prelude::*;
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::*;

/// A sub-task as its agent keeps it, and what truly happened to it.
#[derive(Debug, Clone)]
struct Task {
    state: &'static str,
    operator: &'static str,
    executions: u32,
    start: i64,
    end: i64,
    /// Start and execution of each attempt, and whether a poll has seen it.
    attempts: Vec<(i64, u32, bool)>,
}

/// An agent with one task of stages, each on some hosts, that follows obshell's rules for a retry.
#[derive(Debug, Clone)]
struct Agent {
    stages: Vec<Vec<Task>>,
    failed: bool,
    now: i64,
}

#[derive(Debug, Clone, Copy)]
enum Happening {
    /// The sub-task that this points to goes one step on.
    Goes {
        task: usize,
        fails: bool,
    },
    Retry,
    Poll,
    PollAgain,
}

impl Agent {
    fn new(hosts: &[usize]) -> Self {
        let task =
            Task { state: "PENDING", operator: "RUN", executions: 0, start: 0, end: 0, attempts: Vec::new() };
        Self {
            stages: hosts.iter().map(|count| vec![task.clone(); *count]).collect(),
            failed: false,
            now: 1_700_000_000,
        }
    }

    fn stage(&self) -> Option<usize> {
        self.stages
            .iter()
            .position(|stage| stage.iter().any(|task| task.state != "SUCCEED" || task.operator == "ROLLBACK"))
    }

    fn goes(&mut self, task: usize, fails: bool) {
        self.now += 1;
        let Some(stage) = self.stage().filter(|_| !self.failed) else { return };
        let count = self.stages[stage].len();
        let now = self.now;
        let task = &mut self.stages[stage][task % count];
        let again = task.operator != "RUN" || task.executions > 0;
        match (task.state, task.operator) {
            ("RUNNING", "ROLLBACK") => (task.state, task.end) = ("SUCCEED", now),
            ("RUNNING", _) => (task.state, task.end) = (if fails { "FAILED" } else { "SUCCEED" }, now),
            ("SUCCEED", "ROLLBACK") | ("PENDING" | "READY", _) => {
                (task.state, task.operator) = ("RUNNING", if again { "RETRY" } else { "RUN" });
                (task.executions, task.start) = (task.executions + 1, now);
                task.attempts.push((now, task.executions, false));
            }
            _ => {}
        }
        let stage = &self.stages[stage];
        let over = stage
            .iter()
            .all(|task| matches!(task.state, "SUCCEED" | "FAILED") && task.operator != "ROLLBACK");
        self.failed = over && stage.iter().any(|task| task.state == "FAILED");
    }

    /// What failed is undone under a count of its own, then it runs again.
    fn retry(&mut self) {
        let Some(stage) = self.stage().filter(|_| self.failed) else { return };
        (self.failed, self.now) = (false, self.now + 1);
        for task in self.stages[stage].iter_mut().filter(|task| task.state == "FAILED") {
            (task.state, task.operator, task.start) = ("RUNNING", "ROLLBACK", self.now);
            task.executions += 1;
        }
    }

    fn told(&mut self) -> Dag {
        let failed = self.failed;
        let nodes: Vec<Value> =
            self.stages.iter_mut().zip(1..).map(|(stage, number)| node(stage, number)).collect();
        dag(&json!(nodes), if failed { "FAILED" } else { "RUNNING" })
    }
}

fn node(stage: &mut [Task], number: usize) -> Value {
    let tasks: Vec<Value> = stage
        .iter_mut()
        .zip(1..)
        .map(|(task, host)| {
            if task.operator != "ROLLBACK"
                && let Some(attempt) = task.attempts.last_mut()
            {
                attempt.2 = true;
            }
            json!({
                "id": format!("1{number}{host}"), "name": "work", "state": task.state, "operator": task.operator,
                "start_time": moment(task.start), "end_time": moment(task.end), "execute_times": task.executions,
                "execute_agent": {"ip": format!("10.0.0.{host}"), "port": 2886}, "task_logs": ["Error: no"],
            })
        })
        .collect();
    json!({"id": format!("1{number}"), "name": format!("stage {number}"), "state": "RUNNING", "operator": "RUN", "sub_tasks": tasks})
}

fn dag(nodes: &Value, state: &str) -> Dag {
    let dag = json!({"id": "11", "name": "Any", "state": state, "operator": "RUN", "nodes": nodes});
    serde_json::from_value(dag).unwrap()
}

fn moment(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds).unwrap().format(&Rfc3339).unwrap()
}

fn shown(dag: &Dag, before: &[StepView]) -> Vec<StepView> {
    steps(dag, before, &TaskShape { offset_ms: 0.0, zones: &BTreeMap::new() })
}

fn one(state: &str, operator: &str, executions: u32, start: i64, end: i64) -> Dag {
    let task = json!({
        "id": "111", "state": state, "operator": operator, "execute_times": executions, "start_time": moment(start),
        "end_time": moment(end), "execute_agent": {"ip": "10.0.0.1", "port": 2886}, "task_logs": [],
    });
    dag(
        &json!([{"id": "11", "name": "stage", "state": "RUNNING", "operator": "RUN", "sub_tasks": [task]}]),
        "RUNNING",
    )
}

fn attempts_of(steps: &[StepView]) -> Vec<(u32, u32, StateKind)> {
    steps[0].runs[0].attempts.iter().map(|it| (it.number, it.execution, it.state.kind)).collect()
}

#[test]
fn an_attempt_whose_end_nobody_saw_is_not_taken_for_the_next_one() {
    let first = shown(&one("RUNNING", "RUN", 1, 1_700_000_000, 0), &[]);
    let undone = shown(&one("RUNNING", "ROLLBACK", 2, 1_700_000_050, 0), &first);
    assert_eq!(attempts_of(&undone), [(1, 1, StateKind::Unknown)]);
    for before in [&first, &undone] {
        let second = shown(&one("RUNNING", "RETRY", 3, 1_700_000_060, 0), before);
        assert_eq!(attempts_of(&second), [(1, 1, StateKind::Unknown), (2, 3, StateKind::Running)]);
    }
}

#[test]
fn an_execution_that_is_counted_late_is_still_one_attempt() {
    let first = shown(&one("FAILED", "RUN", 1, 1_700_000_000, 1_700_000_005), &[]);
    let uncounted = shown(&one("RUNNING", "RETRY", 1, 1_700_000_060, 1_700_000_005), &first);
    let counted = shown(&one("RUNNING", "RETRY", 3, 1_700_000_060, 0), &uncounted);
    assert_eq!(attempts_of(&counted), [(1, 1, StateKind::Failed), (2, 3, StateKind::Running)]);
}

#[test]
fn runs_that_share_an_id_keep_their_own_attempts() {
    let task = |host: &str, start: i64| {
        json!({
            "id": "7", "state": "FAILED", "operator": "RUN", "execute_times": 1, "start_time": moment(start),
            "end_time": moment(start + 5), "execute_agent": {"ip": host, "port": 2886}, "task_logs": [],
        })
    };
    let tasks = json!([task("10.0.0.1", 1_700_000_000), task("10.0.0.2", 1_700_000_010)]);
    let dag = dag(&json!([{"id": "11", "state": "FAILED", "sub_tasks": tasks}]), "FAILED");
    let first = shown(&dag, &[]);
    assert_eq!(shown(&dag, &shown(&dag, &first)), first);
    assert!(first[0].runs.iter().all(|run| run.attempts.len() == 1));
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        6 => (0..6_usize, prop::bool::weighted(0.3)).prop_map(|(task, fails)| Happening::Goes { task, fails }),
        2 => Just(Happening::Retry),
        3 => Just(Happening::Poll),
        1 => Just(Happening::PollAgain),
    ]
}

/// Anything that can be read as a DAG, however little sense it makes.
fn garbage() -> impl Strategy<Value = Dag> {
    let state =
        || prop::sample::select(vec!["PENDING", "READY", "RUNNING", "FAILED", "SUCCEED", "PAUSED", ""]);
    let operator = || prop::sample::select(vec!["RUN", "RETRY", "ROLLBACK", "CANCEL", "PASS", "HOLD"]);
    let time = || prop_oneof![Just(0_i64), 1_700_000_000..1_700_000_100_i64].prop_map(moment);
    let task = (0..4_u32, state(), operator(), 0..4_u32, time(), time()).prop_map(
        |(id, state, operator, executions, start, end)| {
            json!({
                "id": format!("{id}"), "state": state, "operator": operator, "execute_times": executions,
                "start_time": start, "end_time": end, "task_logs": null,
                "execute_agent": {"ip": format!("10.0.0.{id}"), "port": 1},
            })
        },
    );
    let task = prop_oneof![6 => task, 1 => Just(Value::Null)];
    let node = (0..4_u32, state(), operator(), time(), time(), prop::collection::vec(task, 0..4)).prop_map(
        |(id, state, operator, start, end, tasks)| {
            json!({
                "id": format!("{id}"), "name": "n", "state": state, "operator": operator, "start_time": start,
                "end_time": end, "sub_tasks": tasks,
            })
        },
    );
    let node = prop_oneof![6 => node, 1 => Just(Value::Null)];
    (prop::collection::vec(node, 0..4), state()).prop_map(|(nodes, state)| dag(&json!(nodes), state))
}

fn is_waiting(run: &RunView) -> bool {
    matches!(run.state.kind, StateKind::Pending | StateKind::Ready)
}

/// What the last poll says stands, whatever was seen before.
fn assert_last_word(shown: &[StepView], alone: &[StepView]) {
    assert_eq!(shown.len(), alone.len());
    for (step, fresh) in shown.iter().zip(alone) {
        assert_eq!((&step.key, &step.state, step.ended_at), (&fresh.key, &fresh.state, fresh.ended_at));
        assert_eq!(&step.operators, &fresh.operators);
        let runs = |step: &StepView| -> Vec<_> {
            step.runs.iter().map(|run| (run.key.clone(), run.host.clone(), run.state.clone())).collect()
        };
        assert_eq!(runs(step), runs(fresh), "no run is lost or doubled");
        for (run, fresh) in step.runs.iter().zip(&fresh.runs) {
            assert!(run.attempts.windows(2).all(|pair| pair[0].number + 1 == pair[1].number), "{run:?}");
            if let Some(now) = fresh.attempts.last().filter(|_| !is_waiting(fresh)) {
                let current = run.attempts.last().unwrap();
                assert_eq!(
                    (
                        &current.state,
                        current.execution,
                        current.started_at,
                        current.ended_at,
                        &current.message
                    ),
                    (&now.state, now.execution, now.started_at, now.ended_at, &now.message)
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn any_polls_of_a_task_end_as_the_last_one_says(
        hosts in prop::collection::vec(1..4_usize, 1..4), happenings in prop::collection::vec(happening(), 1..120),
    ) {
        let mut agent = Agent::new(&hosts);
        let mut steps = Vec::new();
        for happening in happenings {
            match happening {
                Happening::Goes { task, fails } => agent.goes(task, fails),
                Happening::Retry => agent.retry(),
                Happening::Poll => steps = shown(&agent.told(), &steps),
                Happening::PollAgain => {
                    steps = shown(&agent.told(), &steps);
                    prop_assert_eq!(&shown(&agent.told(), &steps), &steps);
                }
            }
        }
        let last = agent.told();
        steps = shown(&last, &steps);
        assert_last_word(&steps, &shown(&last, &[]));
        for (step, stage) in steps.iter().zip(&agent.stages) {
            for (run, task) in step.runs.iter().zip(stage) {
                let seen: Vec<(Option<Millis>, u32)> = task
                    .attempts
                    .iter()
                    .filter(|(_, _, seen)| *seen)
                    .map(|(start, execution, _)| (Some(start * 1000), *execution))
                    .collect();
                let kept: Vec<_> = run.attempts.iter().map(|it| (it.started_at, it.execution)).collect();
                prop_assert_eq!(kept, seen, "each attempt that was seen is there once");
            }
        }
    }

    #[test]
    fn garbage_does_not_panic_and_grows_only_by_what_is_new(polls in prop::collection::vec(garbage(), 1..6)) {
        let mut steps = Vec::new();
        for poll in &polls {
            steps = shown(poll, &steps);
            let again = shown(poll, &steps);
            prop_assert_eq!(&again, &shown(poll, &again));
        }
        assert_last_word(&steps, &shown(polls.last().unwrap(), &[]));
    }
}
