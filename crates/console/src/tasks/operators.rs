use obshell_api::{Dag, Node, State};

use super::rules::{Rule, rules_of};
use crate::dto::{OperatorOff, OperatorView, TaskOperator};

/// Retry, roll back, cancel and pass for a DAG, each with the reason when it is off (the agent's own rules).
pub fn operators(dag: &Dag, pending: bool) -> Vec<OperatorView> {
    [TaskOperator::Retry, TaskOperator::Rollback, TaskOperator::Cancel, TaskOperator::Pass]
        .into_iter()
        .map(|operator| OperatorView { operator, off: off(dag, operator, pending) })
        .collect()
}

/// Whether the step alone may be passed.
pub fn step_pass(dag: &Dag, node: &Node) -> OperatorView {
    let failed = dag.state == State::Failed && node.state == State::Failed;
    let off = if !failed {
        Some(OperatorOff::OnlyAfterFailure)
    } else {
        flag(dag, node, |rule| rule.pass, OperatorOff::StepDoesNotAllow)
    };
    OperatorView { operator: TaskOperator::Pass, off }
}

fn off(dag: &Dag, operator: TaskOperator, pending: bool) -> Option<OperatorOff> {
    if pending {
        return Some(OperatorOff::OperatorPending);
    }
    let failed = dag.state == State::Failed;
    let stopped = failed || dag.state == State::Succeed;
    match operator {
        TaskOperator::Cancel if stopped => return Some(OperatorOff::AlreadyStopped),
        TaskOperator::Retry | TaskOperator::Rollback | TaskOperator::Pass if !failed => {
            return Some(OperatorOff::OnlyAfterFailure);
        }
        TaskOperator::Skip => return Some(OperatorOff::StepDoesNotAllow),
        TaskOperator::Retry | TaskOperator::Rollback | TaskOperator::Cancel | TaskOperator::Pass => {}
    }
    let current = current(dag)?;
    let reached = dag.nodes.iter().take(current + 1);
    match operator {
        TaskOperator::Retry => {
            flag(dag, &dag.nodes[current], |rule| rule.retry, OperatorOff::StepDoesNotAllow)
        }
        TaskOperator::Rollback => all(dag, reached, current, |rule| rule.rollback),
        TaskOperator::Cancel => all(dag, reached, current, |rule| rule.cancel),
        TaskOperator::Pass => {
            let left = dag.nodes.iter().filter(|node| node.state != State::Succeed);
            all(dag, left, current, |rule| rule.pass)
        }
        TaskOperator::Skip => Some(OperatorOff::StepDoesNotAllow),
    }
}

/// Index of the node the DAG stands at.
fn current(dag: &Dag) -> Option<usize> {
    let failed = dag.nodes.iter().position(|node| node.state == State::Failed);
    let by_stage = usize::try_from(dag.stage).ok().and_then(|stage| stage.checked_sub(1));
    failed.or(by_stage.filter(|index| *index < dag.nodes.len()))
}

fn all<'a>(
    dag: &Dag,
    nodes: impl Iterator<Item = &'a Node>,
    current: usize,
    allowed: impl Fn(&Rule) -> bool + Copy,
) -> Option<OperatorOff> {
    let at = dag.nodes.get(current).map(|node| &node.id);
    let mut offs = nodes.filter_map(|node| {
        let here = Some(&node.id) == at;
        let otherwise =
            if here { OperatorOff::StepDoesNotAllow } else { OperatorOff::AnotherStepDoesNotAllow };
        flag(dag, node, allowed, otherwise)
    });
    let first = offs.next()?;
    // A certain no counts more than not knowing.
    Some(std::iter::once(first).chain(offs).find(|off| *off != OperatorOff::Unknown).unwrap_or(first))
}

/// `otherwise` when the node's rule says no. What a node without a known rule allows, only its agent knows.
fn flag(
    dag: &Dag,
    node: &Node,
    allowed: impl Fn(&Rule) -> bool,
    otherwise: OperatorOff,
) -> Option<OperatorOff> {
    let rule = rules_of(&dag.name).and_then(|rules| rules.iter().find(|rule| rule.is_of(&node.name)));
    match rule {
        Some(rule) => (!allowed(rule)).then_some(otherwise),
        None => Some(OperatorOff::Unknown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dag(name: &str, nodes: &[(&str, &str)]) -> Dag {
        let nodes: Vec<serde_json::Value> = nodes
            .iter()
            .zip(1..)
            .map(|((name, state), id)| {
                serde_json::json!({ "id": format!("1{id}"), "node_id": id, "name": name, "state": state, "operator": "RUN" })
            })
            .collect();
        serde_json::from_value(serde_json::json!({
            "id": "11", "dag_id": 1, "name": name, "stage": 1, "max_stage": nodes.len(),
            "state": "FAILED", "operator": "RUN", "nodes": nodes,
        }))
        .unwrap()
    }

    fn offs(dag: &Dag) -> Vec<Option<OperatorOff>> {
        operators(dag, false).into_iter().map(|view| view.off).collect()
    }

    #[test]
    fn every_step_so_far_must_be_undoable() {
        let init = dag(
            "Initialize cluster",
            &[("Integrate config", "SUCCEED"), ("Create user", "SUCCEED"), ("Migrate data", "FAILED")],
        );
        let stopped = Some(OperatorOff::AlreadyStopped);
        let other = Some(OperatorOff::AnotherStepDoesNotAllow);
        let pass = Some(OperatorOff::StepDoesNotAllow);
        assert_eq!(offs(&init), [None, other, stopped, pass]);
    }

    #[test]
    fn a_task_of_an_unknown_kind_is_left_to_the_agent() {
        let new = dag("Polish cluster", &[("Polish", "FAILED")]);
        let unknown = Some(OperatorOff::Unknown);
        assert_eq!(offs(&new), [unknown, unknown, Some(OperatorOff::AlreadyStopped), unknown]);
    }
}
