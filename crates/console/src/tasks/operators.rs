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
    nodes
        .filter_map(|node| {
            let off = if Some(&node.id) == at {
                OperatorOff::StepDoesNotAllow
            } else {
                OperatorOff::AnotherStepDoesNotAllow
            };
            flag(dag, node, allowed, off)
        })
        .next()
}

/// `otherwise` when the node's rule is known and says no. A node without a known rule is left to the agent.
fn flag(
    dag: &Dag,
    node: &Node,
    allowed: impl Fn(&Rule) -> bool,
    otherwise: OperatorOff,
) -> Option<OperatorOff> {
    let rule = rules_of(&dag.name)?.iter().find(|rule| rule.name == node.name)?;
    (!allowed(rule)).then_some(otherwise)
}
