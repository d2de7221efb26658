//! Operations for the tests of this module.

use std::sync::Arc;

use crate::dto::*;
use crate::tasks::word;

pub const STARTED_AT: Millis = 1_000_000;

/// An operation of one call with one step on two hosts, the second of which is at `attempts` attempts.
pub fn operation(id: &str, kind: StateKind, attempts: u32) -> OperationView {
    let runs = vec![run("10.0.0.1:2886", StateKind::Succeeded, 1), run("10.0.0.3:2886", kind, attempts)];
    let step = StepView {
        key: "step".to_owned(),
        number: 1,
        name: "Start observer".to_owned(),
        state: word(kind),
        on_all_hosts: true,
        started_at: Some(STARTED_AT),
        ended_at: None,
        runs,
        after: None,
        operators: Vec::new(),
    };
    let failure = (kind == StateKind::Failed).then(|| failure(attempts));
    OperationView {
        head: head(id, kind, failure),
        calls: vec![CallView { head: call(kind), steps: vec![step] }],
    }
}

pub fn shared(id: &str, kind: StateKind, attempts: u32) -> Arc<OperationView> {
    Arc::new(operation(id, kind, attempts))
}

fn run(host: &str, kind: StateKind, attempts: u32) -> RunView {
    let attempt = |number| AttemptView {
        number,
        execution: number,
        state: word(kind),
        started_at: Some(STARTED_AT),
        ended_at: None,
        message: None,
    };
    RunView {
        key: host.to_owned(),
        host: host.to_owned(),
        zone: "zone1".to_owned(),
        state: word(kind),
        limit_s: None,
        attempts: (1..=attempts).map(attempt).collect(),
    }
}

fn head(id: &str, kind: StateKind, failure: Option<FailureView>) -> OperationHead {
    OperationHead {
        id: id.to_owned(),
        system: TaskSystem::Obshell,
        origin: TaskOrigin::Live,
        draft_id: None,
        connection_id: None,
        kind: OperationKind::Init,
        deed: None,
        subject: String::new(),
        cluster_name: "ob_order".to_owned(),
        cluster_id: "1".to_owned(),
        environment: Environment::Prod,
        state: word(kind),
        done: 0,
        total: 1,
        started_at: STARTED_AT,
        ended_at: None,
        hosts: Vec::new(),
        contact: Contact { state: ContactState::Live, agent: None, last_answer_at: None, problem: None },
        lock_held: true,
        failure,
        actions: Vec::new(),
        outcome: None,
    }
}

fn call(kind: StateKind) -> CallHead {
    CallHead {
        key: "init".to_owned(),
        kind: CallKind::Init,
        deed: None,
        target: "10.0.0.1:2886".to_owned(),
        zone: None,
        method: "POST".to_owned(),
        path: "/api/v1/ob/init".to_owned(),
        body: String::new(),
        journal: JournalState::Accepted,
        state: word(kind),
        task: None,
        started_at: Some(STARTED_AT),
        ended_at: None,
        error: None,
        operators: Vec::new(),
        operator_pending: None,
        sub_tasks: Vec::new(),
    }
}

fn failure(attempt: u32) -> FailureView {
    FailureView {
        call_key: "init".to_owned(),
        step_key: Some("step".to_owned()),
        step_number: Some(1),
        step_name: Some("Start observer".to_owned()),
        run_key: Some("10.0.0.3:2886".to_owned()),
        host: "10.0.0.3:2886".to_owned(),
        zone: "zone1".to_owned(),
        attempt,
        message: "observer exited".to_owned(),
        agent_code: None,
        trace_id: None,
        explanation: Explanation::ObserverDidNotStart,
        other_hosts_fine: Vec::new(),
    }
}
