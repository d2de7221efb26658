//! The task routes that change something.

use crate::dag::ids;
use crate::dag::model::{Dag, Keeper, Maintenance, State};
use crate::dag::operators;
use crate::dag::requests::{Place, place};
use crate::dag::table::under_maintenance;
use crate::fault::Fault;
use crate::http::call::{Answer, Call, Reply};

/// `POST /task/dag/{id}`.
pub(crate) fn dag(call: &mut Call<'_>, id: &str) -> Answer {
    let body = call.body()?;
    let operator = body.required_text("operator")?;
    let place = place(call, id)?;
    if let Place::Elsewhere(relay) = place {
        return Ok(relay);
    }
    if body.text("id")?.is_some_and(|given| given != id) {
        return Err(Fault::task_not_found(Some("dag id not match")));
    }
    let at = call.world.stamp(call.me, call.now);
    check_lock(call, &place)?;
    let dag = match place {
        Place::Own(keeper, number) => {
            let dag = call.agent_mut().state.tasks.dag_mut(number);
            dag.filter(|dag| dag.keeper == keeper)
        }
        Place::Cluster(number) => call.world.cluster_dag_mut(call.me, number),
        Place::Elsewhere(relay) => return Ok(relay),
    };
    operators::operate(dag.ok_or_else(|| Fault::task_not_found(None))?, &operator, at)?;
    Ok(Reply::Empty)
}

/// `POST /task/node/{id}`: only PASS.
pub(crate) fn node(call: &mut Call<'_>, id: &str) -> Answer {
    ids::parse(id)?;
    let operator = call.body()?.required_text("operator")?;
    if !operator.eq_ignore_ascii_case("PASS") {
        let message = format!("Operator {operator} is not supported");
        return Err(Fault::new(400, "Task.Node.Operator.NotSupport", message));
    }
    let at = call.world.stamp(call.me, call.now);
    let missing = || Fault::task_not_found(None);
    let (dag, number) = match place(call, id)? {
        Place::Own(keeper, number) => {
            let tasks = &mut call.agent_mut().state.tasks;
            let found = tasks.node(number).filter(|(dag, _)| dag.keeper == keeper);
            let dag = found.map(|(dag, _)| dag.id).ok_or_else(missing)?;
            (tasks.dag_mut(dag), number)
        }
        Place::Cluster(number) => {
            let dag = call.world.cluster_node(call.me, number).map(|(dag, _)| dag.id).ok_or_else(missing)?;
            (call.world.cluster_dag_mut(call.me, dag), number)
        }
        Place::Elsewhere(relay) => return Ok(relay),
    };
    operators::pass_node(dag.ok_or_else(missing)?, number, at)?;
    Ok(Reply::Empty)
}

/// A DAG that failed and gave its lock back needs it again, whatever is done with it.
fn check_lock(call: &Call<'_>, place: &Place) -> Result<(), Fault> {
    let gave_back =
        |dag: &Dag| dag.maintenance != Maintenance::None && dag.finished && dag.state == State::Failed;
    match place {
        Place::Own(keeper, number) => {
            let state = &call.agent().state;
            let needs = state.tasks.dag(*number).is_some_and(gave_back);
            let locked = match keeper {
                Keeper::Obproxy => state.tasks.is_obproxy_locked(),
                Keeper::Agent | Keeper::Cluster => state.tasks.is_locked(),
            };
            if needs && locked { Err(under_maintenance(state.address)) } else { Ok(()) }
        }
        Place::Cluster(number) => {
            let needs = call.world.cluster_dag(call.me, *number).is_some_and(|(_, dag)| gave_back(dag));
            if needs { call.world.check_cluster_lock(call.me) } else { Ok(()) }
        }
        Place::Elsewhere(_) => Ok(()),
    }
}
