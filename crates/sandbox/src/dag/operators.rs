//! RETRY, ROLLBACK, CANCEL, PASS: when they are allowed, and the first step they take.

use crate::clock::Ns;
use crate::dag::model::{Dag, Node, Operator, State};
use crate::fault::Fault;

/// Applies the operator named by a request to a DAG.
pub(crate) fn operate(dag: &mut Dag, name: &str, now: Ns) -> Result<(), Fault> {
    match name.to_ascii_uppercase().as_str() {
        "RETRY" => retry(dag),
        "ROLLBACK" => roll_back(dag),
        "CANCEL" => cancel(dag),
        "PASS" => pass(dag, now),
        _ => Err(refused("Task.Dag.Operator.NotSupport", format!("Operator {name} is not supported"))),
    }
}

/// Passes one failed node, so that the DAG goes on behind it.
pub(crate) fn pass_node(dag: &mut Dag, node: i64, now: Ns) -> Result<(), Fault> {
    if dag.state != State::Failed {
        let message = "Failed to pass node: assigned DAG is not failed";
        return Err(refused("Task.Node.Operator.PassNotFailedDag", message));
    }
    let Some(node) = dag.nodes.iter_mut().find(|n| n.id == node) else {
        return Err(Fault::task_not_found(None));
    };
    if node.state != State::Failed {
        let message = format!("Failed to pass node: node {} is not failed", node.name);
        return Err(refused("Task.Node.Operator.PassNotFailedNode", message));
    }
    if !node.flags.pass {
        let message = format!("Failed to pass node: node {} cannot pass", node.name);
        return Err(refused("Task.Node.Operator.PassNotAllowed", message));
    }
    force_success(node, now);
    restart(dag, Operator::Run);
    Ok(())
}

/// Sends a failed DAG back; also used on the DAGs a master made on its followers.
pub(crate) fn roll_back(dag: &mut Dag) -> Result<(), Fault> {
    if dag.state != State::Failed {
        let message = "Failed to set DAG rollback: DAG state is not failed";
        return Err(refused("Task.Dag.Operator.RollbackNotFailedDag", message));
    }
    let mut count = 0;
    for node in &dag.nodes {
        if node.operator != Operator::Rollback && node.state == State::Pending {
            break;
        }
        if !node.flags.rollback {
            let message = format!("Failed to set DAG rollback: node {} cannot rollback", node.name);
            return Err(refused("Task.Dag.Operator.RollbackNotAllowed", message));
        }
        count += 1;
        if node.state == State::Failed {
            break;
        }
    }
    if count == 0 {
        return Err(Fault::unexpected("failed to set dag rollback: no node failed"));
    }
    restart(dag, Operator::Rollback);
    for node in dag.nodes[..count].iter_mut().filter(|node| node.state.is_finished()) {
        reset(node, Operator::Rollback);
    }
    Ok(())
}

/// Stops a DAG that has not ended; also used on the DAGs a master made on its followers.
pub(crate) fn cancel(dag: &mut Dag) -> Result<(), Fault> {
    if dag.state.is_finished() {
        let message = "Failed to cancel DAG: DAG is finished";
        return Err(refused("Task.Dag.Operator.CancelFinishedDag", message));
    }
    let mut current = 0;
    for (index, node) in dag.nodes.iter().enumerate() {
        current = index;
        if !node.flags.cancel {
            let message = format!("Failed to cancel DAG: node {} cannot cancel", node.name);
            return Err(refused("Task.Dag.Operator.CancelNotAllowed", message));
        }
        if !node.state.is_finished() {
            break;
        }
    }
    restart(dag, Operator::Cancel);
    reset(&mut dag.nodes[current], Operator::Cancel);
    Ok(())
}

/// Sends a failed DAG on; also used between DAGs that wait for each other.
pub(crate) fn retry(dag: &mut Dag) -> Result<(), Fault> {
    if dag.state != State::Failed {
        let message = "Failed to set DAG retry: DAG state is not failed";
        return Err(refused("Task.Dag.Operator.RetryNotFailedDag", message));
    }
    let node = &mut dag.nodes[dag.stage - 1];
    if !node.flags.retry {
        let message = format!("Failed to set DAG retry: node {} cannot retry", node.name);
        return Err(refused("Task.Dag.Operator.RetryNotAllowed", message));
    }
    reset(node, Operator::Retry);
    restart(dag, Operator::Run);
    Ok(())
}

fn pass(dag: &mut Dag, now: Ns) -> Result<(), Fault> {
    if dag.state != State::Failed {
        let message = "Failed to pass DAG: DAG is not failed";
        return Err(refused("Task.Dag.Operator.PassNotFailedDag", message));
    }
    if let Some(stuck) = dag.nodes.iter().find(|node| node.state != State::Succeed && !node.flags.pass) {
        let message = format!("Failed to pass DAG: node {} cannot pass", stuck.name);
        return Err(refused("Task.Dag.Operator.PassNotAllowed", message));
    }
    dag.nodes
        .iter_mut()
        .filter(|node| node.state != State::Succeed)
        .for_each(|node| force_success(node, now));
    dag.state = State::Succeed;
    dag.operator = Operator::Pass;
    dag.end = now;
    dag.finished = true;
    Ok(())
}

fn restart(dag: &mut Dag, operator: Operator) {
    dag.state = State::Ready;
    dag.operator = operator;
    dag.start = 0;
    dag.end = 0;
    dag.finished = false;
}

fn reset(node: &mut Node, operator: Operator) {
    node.state = State::Pending;
    node.operator = operator;
    node.start = 0;
    node.end = 0;
}

fn force_success(node: &mut Node, now: Ns) {
    node.state = State::Succeed;
    node.operator = Operator::Pass;
    node.end = now;
    for task in node.tasks.iter_mut().filter(|task| task.state != State::Succeed) {
        task.state = State::Succeed;
        task.operator = Operator::Pass;
        task.end = now;
        task.run = None;
    }
}

fn refused(code: &'static str, message: impl Into<String>) -> Fault {
    Fault::new(400, code, message)
}
