//! Tasks of a cluster that was made anew: it counts from one again, so that another task has an id that we know.

use obshell_api::Dag;

use super::calls::no_operators;
use crate::dto::{CallView, OperatorOff};

/// Whether `dag` is not the task that the call follows, though it has its id.
pub fn is_another(call: &CallView, dag: &Dag) -> bool {
    let task = call.head.task.as_ref();
    task.is_some_and(|task| !task.name.is_empty() && task.name != dag.name)
}

/// Leaves the call as it was last seen: its task is there no more, and nothing can be done with it.
pub fn cut_off(call: &mut CallView) {
    call.head.operators = no_operators(OperatorOff::NoTask);
    call.head.operator_pending = None;
    for operator in call.steps.iter_mut().flat_map(|step| &mut step.operators) {
        operator.off = Some(OperatorOff::NoTask);
    }
}

/// Whether the call follows the task of this id. `name` is what its server lists it as, if that is known.
pub fn follows(call: &CallView, dag_id: &str, name: Option<&str>) -> bool {
    let task = call.head.task.as_ref().filter(|task| task.id == dag_id);
    task.is_some_and(|task| task.name.is_empty() || name.is_none_or(|name| name == task.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::read;

    fn dag(name: &str) -> serde_json::Value {
        serde_json::json!({
            "id": "12", "dag_id": 2, "name": name, "state": "FAILED", "operator": "RUN", "stage": 1, "max_stage": 1,
            "nodes": [{"id": "12", "name": "Scale out", "state": "FAILED", "operator": "RUN"}],
        })
    }

    fn call(name: &str) -> CallView {
        read("", &dag(name).to_string()).unwrap().view.calls.remove(0)
    }

    #[test]
    fn a_task_of_another_name_is_another() {
        let stop: Dag = serde_json::from_value(dag("Stop OB")).unwrap();
        assert!(is_another(&call("Cluster scale out"), &stop));
        assert!(!is_another(&call("Stop OB"), &stop));
        assert!(!is_another(&call(""), &stop), "its name is not known yet");
        assert!(follows(&call("Stop OB"), "12", Some("Stop OB")));
        assert!(follows(&call("Stop OB"), "12", None));
        assert!(follows(&call(""), "12", Some("Stop OB")));
        assert!(!follows(&call("Cluster scale out"), "12", Some("Stop OB")));
        assert!(!follows(&call("Stop OB"), "13", None));
    }

    #[test]
    fn nothing_can_be_done_with_a_task_that_is_gone() {
        let mut call = call("Cluster scale out");
        cut_off(&mut call);
        let all = call.head.operators.iter().chain(&call.steps[0].operators);
        let offs: Vec<_> = all.map(|operator| operator.off).collect();
        assert_eq!(offs, [Some(OperatorOff::NoTask); 5]);
    }
}
