use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::dto::{CallView, OperationEvent, OperationView, StepView, StepsChange};
use crate::sink::Sink;

/// Changes that come faster than this are sent together.
const COALESCE: Duration = Duration::from_millis(100);

/// Sends a snapshot, then what changed, until `stop` or until nobody listens. Equal views send nothing.
pub async fn watch_operation(
    mut view: watch::Receiver<Arc<OperationView>>,
    sink: Sink<OperationEvent>,
    stop: CancellationToken,
) {
    let mut shown = view.borrow_and_update().clone();
    let mut seq = 1;
    if !sink.send(OperationEvent::Snapshot { seq, operation: (*shown).clone() }) {
        return;
    }
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            changed = view.changed() => if changed.is_err() { return },
        }
        let next = view.borrow_and_update().clone();
        let Some(event) = difference(&shown, &next, seq + 1) else { continue };
        seq += 1;
        if !sink.send(event) {
            return;
        }
        shown = next;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(COALESCE) => {}
        }
    }
}

/// What leads from one view to the other; `None` when they are equal.
pub fn difference(from: &OperationView, to: &OperationView, seq: u32) -> Option<OperationEvent> {
    let before = |key: &str| from.calls.iter().find(|call| call.head.key == key);
    let mut calls = Vec::new();
    let mut steps = Vec::new();
    for call in &to.calls {
        let old = before(&call.head.key);
        if old.is_none_or(|old| old.head != call.head) {
            calls.push(call.head.clone());
        }
        steps.extend(steps_difference(old, call));
    }
    if calls.is_empty() && steps.is_empty() && from.head == to.head {
        return None;
    }
    Some(OperationEvent::Changed { seq, head: to.head.clone(), calls, steps })
}

fn steps_difference(old: Option<&CallView>, new: &CallView) -> Option<StepsChange> {
    let before: &[StepView] = old.map_or(&[], |call| &call.steps);
    let same_order = before.iter().map(|step| &step.key).eq(new.steps.iter().map(|step| &step.key));
    let unchanged = |step: &&StepView| !before.contains(step);
    let steps: Vec<StepView> = new.steps.iter().filter(unchanged).cloned().collect();
    if same_order && steps.is_empty() {
        return None;
    }
    let order = (!same_order).then(|| new.steps.iter().map(|step| step.key.clone()).collect());
    Some(StepsChange { call_key: new.head.key.clone(), order, steps })
}
