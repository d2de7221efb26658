use std::collections::BTreeMap;

use obshell_api::{Dag, GenericId};

use super::record::Call;
use crate::dto::{StateKind, SubTaskRef, TaskRef};
use crate::tasks::{TaskShape, operators, state_view, steps, to_millis};

impl Call {
    /// Shows the task as `dag` tells it. `parked`: it is in FAILED on purpose while its main task runs. `pending`: an
    /// operator was sent and shows no effect yet.
    pub fn show(&mut self, dag: &Dag, parked: bool, zones: &BTreeMap<String, String>, pending: bool) {
        let shape = TaskShape { offset_ms: self.offset_ms, zones };
        let mut state = state_view(&dag.state, &dag.operator);
        if parked {
            state.kind = StateKind::Running;
        }
        if !dag.nodes.is_empty() {
            self.view.steps = steps(dag, &self.view.steps, &shape);
        }
        let head = &mut self.view.head;
        let over = !matches!(state.kind, StateKind::Pending | StateKind::Ready | StateKind::Running);
        head.ended_at = dag.end_time.filter(|_| over).map(|time| to_millis(time, shape.offset_ms));
        if head.started_at.is_none() {
            head.started_at = dag.start_time.map(|time| to_millis(time, shape.offset_ms));
        }
        head.state = state;
        head.task = Some(TaskRef {
            id: dag.id.to_string(),
            name: dag.name.clone(),
            stage: dag.stage,
            max_stage: dag.max_stage,
            holds_lock: dag.maintenance_type > 1,
            main_task_id: dag.main_dag_id().map(|id| id.to_string()),
        });
        head.operators = operators(dag, pending);
        let sub = |(agent, id): (String, GenericId)| SubTaskRef { agent, task_id: id.to_string() };
        head.sub_tasks = dag.sub_dags().into_iter().map(sub).collect();
    }
}
