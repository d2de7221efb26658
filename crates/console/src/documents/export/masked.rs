use std::borrow::Cow;

use crate::documents::{TaskDocument, redact};
use crate::dto::{
    AttemptView, CallHead, CallView, ConnectionString, Contact, FailureView, InitOutcome, IpcError, LogRow,
    OperationHead, OperationHost, OperationView, RunView, StateView, StepView, SubTaskRef, TaskOrigin,
    TaskRef,
};

/// The document without what is obviously a secret in any of its texts. Keys and ids stay: they hold it together.
pub fn masked(document: TaskDocument) -> TaskDocument {
    let TaskDocument { view, mut logs } = document;
    for LogRow { key: _, run_key: _, host, attempt: _, at: _, level: _, text } in &mut logs {
        mask_all([host, text]);
    }
    TaskDocument { view: masked_view(view), logs }
}

/// The same of a task without its log.
///
/// Every type is taken apart field by field: a new one has to be looked at here before it compiles.
pub fn masked_view(mut view: OperationView) -> OperationView {
    let OperationView { head, calls } = &mut view;
    mask_head(head);
    for CallView { head, steps } in calls {
        mask_call(head);
        steps.iter_mut().for_each(mask_step);
    }
    view
}

fn mask_head(head: &mut OperationHead) {
    let OperationHead {
        id: _,
        system: _,
        origin,
        draft_id: _,
        connection_id: _,
        kind: _,
        deed: _,
        subject,
        cluster_name,
        cluster_id: _,
        environment: _,
        state,
        done: _,
        total: _,
        started_at: _,
        ended_at: _,
        hosts,
        contact,
        lock_held: _,
        failure,
        actions: _,
        outcome,
    } = head;
    mask_all([subject, cluster_name]);
    mask_origin(origin);
    mask_state(state);
    for OperationHost { address, zone, is_master: _ } in hosts {
        mask_all([address, zone]);
    }
    let Contact { state: _, agent, last_answer_at: _, problem } = contact;
    mask_all(agent);
    problem.iter_mut().for_each(mask_error);
    failure.iter_mut().for_each(mask_failure);
    if let Some(InitOutcome { connections, ob_version, took_ms: _ }) = outcome {
        mask(ob_version);
        for ConnectionString { host, zone, command } in connections {
            mask_all([host, zone, command]);
        }
    }
}

fn mask_origin(origin: &mut TaskOrigin) {
    match origin {
        TaskOrigin::Live | TaskOrigin::History { record_id: _ } => {}
        TaskOrigin::File { name, saved_at: _ } => mask(name),
    }
}

fn mask_failure(failure: &mut FailureView) {
    let FailureView {
        call_key: _,
        step_key: _,
        step_number: _,
        step_name,
        run_key: _,
        host,
        zone,
        attempt: _,
        message,
        agent_code,
        trace_id,
        explanation: _,
        other_hosts_fine,
    } = failure;
    mask_all([host, zone, message]);
    mask_all(step_name);
    mask_all(agent_code);
    mask_all(trace_id);
    mask_all(other_hosts_fine);
}

fn mask_call(head: &mut CallHead) {
    let CallHead {
        key: _,
        kind: _,
        deed: _,
        target,
        zone,
        method,
        path,
        body,
        journal: _,
        state,
        task,
        started_at: _,
        ended_at: _,
        error,
        operators: _,
        operator_pending: _,
        sub_tasks,
    } = head;
    mask_all([target, method, path, body]);
    mask_all(zone);
    mask_state(state);
    if let Some(TaskRef { id: _, name, stage: _, max_stage: _, holds_lock: _, main_task_id: _ }) = task {
        mask(name);
    }
    error.iter_mut().for_each(mask_error);
    for SubTaskRef { agent, task_id: _ } in sub_tasks {
        mask(agent);
    }
}

fn mask_step(step: &mut StepView) {
    let StepView {
        key: _,
        number: _,
        name,
        state,
        on_all_hosts: _,
        started_at: _,
        ended_at: _,
        runs,
        after: _,
        operators: _,
    } = step;
    mask(name);
    mask_state(state);
    for RunView { key: _, host, zone, state, limit_s: _, attempts } in runs {
        mask_all([host, zone]);
        mask_state(state);
        for attempt in attempts {
            let AttemptView { number: _, execution: _, state, started_at: _, ended_at: _, message } = attempt;
            mask_state(state);
            mask_all(message);
        }
    }
}

fn mask_state(state: &mut StateView) {
    let StateView { kind: _, word } = state;
    mask(word);
}

fn mask_error(error: &mut IpcError) {
    let IpcError { code: _, message, detail, retryable: _, trace_id, agent_code } = error;
    mask(message);
    mask_all(detail);
    mask_all(trace_id);
    mask_all(agent_code);
}

fn mask_all<'a>(texts: impl IntoIterator<Item = &'a mut String>) {
    texts.into_iter().for_each(mask);
}

fn mask(text: &mut String) {
    if let Cow::Owned(masked) = redact(text) {
        *text = masked;
    }
}
